//! Files that came with a form which did not go through are not lost, and nobody else's.

use crate::office::Desk;
use crate::support::{Browser, Page, hidden};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use gongkai_rules::ids::RequestId;
use gongkai_rules::outcomes::Channel;
use jiff::civil::date;

const PDF: &[u8] = b"%PDF-1.7 the list of payments";

/// The answer to the one matter of a case: disclosed, whole.
const ANSWER: [(&str, &str); 6] = [
    ("m0", "disclosed"),
    ("m0.document_list", "2025年冬季清洁取暖补贴发放明细"),
    ("m0.manner", "attached"),
    ("m0.form", "电子文档"),
    ("m0.copies", "1"),
    ("m0.pages", "3"),
];

async fn desk() -> (Desk, RequestId, Browser) {
    let desk = Desk::ready(date(2026, 11, 24)).await;
    let id = desk.case(Channel::Counter, date(2026, 11, 24), "清洁取暖补贴").await;
    let clerk = desk.site.signed_in("wanglm").await;
    (desk, id, clerk)
}

/// Sends a form as a browser does, with files.
async fn send(browser: &mut Browser, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    for (name, content) in files {
        body.extend(
            format!("--b\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n").bytes(),
        );
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--b--\r\n");
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .header(header::REFERER, format!("https://xigong.example{path}"));
    browser.send(request.body(Body::from(body)).unwrap()).await
}

/// The hidden fields of a form, to be sent with it.
fn unseen(page: &Page) -> Vec<(&'static str, String)> {
    ["once", "version", "kept_files"].into_iter().map(|name| (name, hidden(page, name))).collect()
}

/// The files that a page has ticked: their identifiers.
fn ticked(page: &Page) -> Vec<String> {
    let boxes = page.body.split("name=\"kept_file\"").skip(1);
    let checked = boxes.map(|rest| rest.split('>').next().unwrap()).filter(|tag| tag.contains(" checked"));
    checked.map(|tag| tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()).collect()
}

fn with<'a>(unseen: &'a [(&'static str, String)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    unseen.iter().map(|(name, value)| (*name, value.as_str())).chain(more.iter().copied()).collect()
}

/// The names of the files that lie with a case for the applicant.
async fn disclosed(desk: &Desk, id: RequestId) -> Vec<String> {
    let browser = desk.site.signed_in("wanglm").await;
    let who = desk.site.office.signed_in(&browser.cookies["gongkai-desk"]).await.unwrap().unwrap();
    let view = desk.site.office.case(&who, id).await.unwrap();
    let proposal = view.request.proposal().expect("a draft lies before the reviewer");
    proposal.files.iter().map(|file| view.file(file.id).unwrap().name.clone()).collect()
}

async fn kept_now(desk: &Desk) -> u64 {
    desk.site.office.sweep_at(i64::MAX / 2).await.unwrap().kept_forms
}

#[tokio::test]
async fn a_refused_decision_keeps_its_files_and_the_next_try_takes_them_along() {
    let (desk, id, mut clerk) = desk().await;
    let path = format!("/desk/requests/{id}/decision");
    let page = clerk.get(&format!("{path}?m0=disclosed")).await;
    assert!(ticked(&page).is_empty());
    let fields = unseen(&page);
    let short = [ANSWER[0], ANSWER[2], ANSWER[3], ANSWER[4], ANSWER[5]];
    let refused = send(&mut clerk, &path, &with(&fields, &short), &[("明细.pdf", PDF), ("清单.exe", b"MZ\x90")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("已经收到的文件") && refused.body.contains("明细.pdf（PDF，1 KB）"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("“清单.exe”不能上传"), "what may not come in is told");
    let again = ticked(&refused);
    assert_eq!(again.len(), 1);
    // Still wrong: still there.
    let mut more = short.to_vec();
    more.push(("kept_file", &again[0]));
    let fields = unseen(&refused);
    let refused = send(&mut clerk, &path, &with(&fields, &more), &[("说明.pdf", PDF)]).await;
    assert_eq!((refused.status, ticked(&refused).len()), (StatusCode::UNPROCESSABLE_ENTITY, 2));
    // Right at last, with one of them taken out.
    let fields = unseen(&refused);
    let mut whole = ANSWER.to_vec();
    let first = ticked(&refused)[0].clone();
    whole.push(("kept_file", &first));
    let done = send(&mut clerk, &path, &with(&fields, &whole), &[]).await;
    assert_eq!(done.to, format!("/desk/requests/{id}?done=decision"), "{}", done.body);
    assert_eq!(disclosed(&desk, id).await, ["明细.pdf"]);
    assert_eq!(kept_now(&desk).await, 0, "kept no longer than needed");
    assert_eq!(desk.site.office.verify(&mut |_, _| {}).await.unwrap().differences, []);
}

#[tokio::test]
async fn files_survive_somebody_elses_act_meanwhile() {
    let (desk, id, mut clerk) = desk().await;
    let path = format!("/desk/requests/{id}/decision");
    let page = clerk.get(&format!("{path}?m0=disclosed")).await;
    desk.assign(id, desk.other_clerk).await;
    let fields = unseen(&page);
    let overtaken = send(&mut clerk, &path, &with(&fields, &ANSWER), &[("明细.pdf", PDF)]).await;
    assert_eq!(overtaken.status, StatusCode::CONFLICT);
    let kept = ticked(&overtaken);
    assert_eq!(kept.len(), 1, "{}", overtaken.body);
    let fields = unseen(&overtaken);
    let mut whole = ANSWER.to_vec();
    whole.push(("kept_file", &kept[0]));
    let done = send(&mut clerk, &path, &with(&fields, &whole), &[]).await;
    assert_eq!(done.to, format!("/desk/requests/{id}?done=decision"), "{}", done.body);
    assert_eq!(disclosed(&desk, id).await, ["明细.pdf"]);
}

#[tokio::test]
async fn nobody_else_can_use_files_that_are_kept() {
    let (desk, id, mut clerk) = desk().await;
    let path = format!("/desk/requests/{id}/decision");
    let fields = unseen(&clerk.get(&format!("{path}?m0=disclosed")).await);
    let refused = send(&mut clerk, &path, &with(&fields, &ANSWER[..1]), &[("明细.pdf", PDF)]).await;
    let kept = ticked(&refused);
    // A colleague with the very form, token and all.
    let mut other = desk.site.signed_in("zhoum").await;
    let fields = unseen(&refused);
    let with_file = [ANSWER[0], ("kept_file", kept[0].as_str())];
    let theirs = send(&mut other, &path, &with(&fields, &with_file), &[]).await;
    assert_eq!(theirs.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ticked(&theirs).is_empty() && !theirs.body.contains("明细.pdf"), "{}", theirs.body);
    let mut whole = ANSWER.to_vec();
    whole.push(("kept_file", &kept[0]));
    let theirs = send(&mut other, &path, &with(&fields, &whole), &[]).await;
    assert_eq!(theirs.status, StatusCode::UNPROCESSABLE_ENTITY, "an answer that promises a file has none to send");
    assert!(ticked(&theirs).is_empty(), "{}", theirs.body);
    assert_eq!(kept_now(&desk).await, 1, "and the owner's file is still there");
}

#[tokio::test]
async fn an_act_with_files_keeps_them_too_and_they_outlive_the_session() {
    let (desk, id, mut clerk) = desk().await;
    let path = format!("/desk/requests/{id}/consult");
    let page = clerk.get(&path).await;
    let fields = unseen(&page);
    let nobody = [("kind", "third_party"), ("party", "")];
    let refused = send(&mut clerk, &path, &with(&fields, &nobody), &[("报价.pdf", PDF)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("请填写“对方的姓名或者全称”"), "{}", refused.body);
    let kept = ticked(&refused);
    assert!(refused.body.contains("报价.pdf（PDF，1 KB）") && kept.len() == 1, "{}", refused.body);
    // The session ends while the form is open; another file comes with the form.
    let work = desk.site.office.db().write::<_, gongkai_storage::database::StorageError>(Box::new(|tx| {
        Box::pin(async move {
            let person = gongkai_storage::people::by_login(tx, "wanglm").await?.unwrap();
            for session in gongkai_storage::sessions::of_person(tx, person.id).await? {
                gongkai_storage::sessions::touch(tx, session.id, 0).await?;
            }
            Ok(())
        })
    }));
    work.await.unwrap();
    let fields = unseen(&refused);
    let whole = [
        ("kind", "third_party"),
        ("party", "宏远电梯工程有限公司"),
        ("information_title", "施工合同"),
        ("passages", "第3页的报价明细"),
        ("interest", "trade_secret"),
        ("kept_file", kept[0].as_str()),
    ];
    let late = send(&mut clerk, &path, &with(&fields, &whole), &[("附表.pdf", PDF)]).await;
    assert!(late.to.starts_with("/desk/sign-in"), "{} {}", late.status, late.to);
    clerk.sign_in("wanglm", crate::support::PASSWORD).await;
    let back = clerk.get(&path).await;
    assert!(back.body.contains("宏远电梯工程有限公司"), "{}", back.body);
    for name in ["报价.pdf（PDF，1 KB）", "附表.pdf（PDF，1 KB）"] {
        assert!(back.body.contains(name), "{name}: {}", back.body);
    }
    assert!(!back.body.contains("请重新选择"), "no file has to be chosen again");
    let both = ticked(&back);
    let fields = unseen(&back);
    let mut sent = whole[..5].to_vec();
    sent.extend(both.iter().map(|id| ("kept_file", id.as_str())));
    let done = send(&mut clerk, &path, &with(&fields, &sent), &[]).await;
    assert_eq!(done.to, format!("/desk/requests/{id}?done=consult"), "{}", done.body);
    assert_eq!(kept_now(&desk).await, 0);
}
