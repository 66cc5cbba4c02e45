//! What was typed is never lost: not when the session has ended, not when the database is gone.

use crate::support::{Browser, Page, Site, hidden};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use gongkai_rules::people::Role;

const WORDS: &str = "第一条 办公时间 <周一至周五> \"上午\" & 下午";

async fn office() -> Site {
    let site = Site::empty().await;
    let organ = site.organ("XG", "西工街道办事处", None).await;
    site.person(organ, "li", &[Role::Reviewer, Role::Head]).await;
    site.person(organ, "zhao", &[Role::Head]).await;
    site
}

/// Lets every session lie unused for too long.
async fn sessions_end(site: &Site) {
    let work = site.office.db().write::<_, gongkai_storage::database::StorageError>(Box::new(|tx| {
        Box::pin(async move {
            for person in ["li", "zhao"] {
                let person = gongkai_storage::people::by_login(tx, person).await?.unwrap();
                for session in gongkai_storage::sessions::of_person(tx, person.id).await? {
                    gongkai_storage::sessions::touch(tx, session.id, 0).await?;
                }
            }
            Ok(())
        })
    }));
    work.await.unwrap();
}

impl Browser {
    /// Posts a form that stood on a page of ours.
    async fn post_from(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::REFERER, format!("https://xigong.example{page}"));
        self.send(request.body(Body::from(body)).unwrap()).await
    }
}

/// Everything below a folder.
fn bytes_below(dir: &std::path::Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(bytes_below(&path)) } else { all.extend(std::fs::read(path).unwrap()) }
    }
    all
}

fn has(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_is_back_once_its_owner_has_signed_in() {
    let site = office().await;
    let mut head = site.signed_in("li").await;
    let form = head.get("/desk/settings").await;
    let (once, version) = (hidden(&form, "once"), hidden(&form, "version"));
    sessions_end(&site).await;
    let fields = [
        ("once", once.as_str()),
        ("version", version.as_str()),
        ("phone", "0379-63200100"),
        ("guide", WORDS),
        ("letterhead", "letter"),
        ("electronic_delivery", "first_opening"),
    ];
    let page = head.post_from("/desk/settings?from=rail", "/desk/settings", &fields).await;
    // Nothing typed is in the address or in a cookie, and nothing of it lies in clear on the disk.
    assert_eq!(page.to, "/desk/sign-in?back=%2Fdesk%2Fsettings%3Ffrom%3Drail");
    assert!(page.set_cookies.iter().all(|line| line.contains("HttpOnly") && !line.contains("63200100")));
    let disk = bytes_below(site.office.data_dir());
    assert!(!has(&disk, "0379-63200100") && !has(&disk, "办公时间"));
    let page = head.get(&page.to).await;
    assert!(page.body.contains("已自动退出") && page.body.contains("填写的内容还在"), "{}", page.body);
    // Somebody else at the same browser does not get it.
    let mut other = head.clone();
    other.sign_in("zhao", crate::support::PASSWORD).await;
    let page = other.get("/desk/settings?from=rail").await;
    assert!(!page.body.contains("63200100") && !page.body.contains("还没有提交"));
    // Its owner comes back to the page, with everything in the form.
    let fields_of_sign_in =
        [("login", "li"), ("password", crate::support::PASSWORD), ("back", "/desk/settings?from=rail")];
    let page = head.post("/desk/sign-in", &fields_of_sign_in).await;
    assert_eq!(page.to, "/desk/settings?from=rail");
    let page = head.get(&page.to).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("还没有提交"), "{}", page.body);
    assert!(page.body.contains("value=\"0379-63200100\""));
    assert!(page.body.contains("\n第一条 办公时间 &lt;周一至周五&gt; &quot;上午&quot; &amp; 下午</textarea>"));
    assert_eq!((hidden(&page, "once"), hidden(&page, "version")), (once.clone(), version.clone()));
    // Another page is as always.
    assert!(!head.get("/desk/me").await.body.contains("63200100"));
    // Sent with mistakes it is still kept; sent right it is done, and kept no longer.
    let page = head.post("/desk/settings", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "the name is missing: {}", page.to);
    let whole: Vec<(&str, &str)> = [
        ("name", "洛阳市西工区人民政府西工街道办事处"),
        ("short_name", "西工街道办事处"),
        ("organ_word", "西工"),
        ("clarification_period", "15"),
        ("channels", "web"),
        ("guide_from", "2099-01-01"),
    ]
    .into_iter()
    .chain(fields)
    .collect();
    let page = head.post("/desk/settings", &whole).await;
    assert_eq!(page.to, "/desk/settings?done=settings", "{}", page.body);
    assert!(head.cookies.keys().all(|name| name != "gongkai-kept"));
    assert_eq!(site.office.sweep_at(i64::MAX / 2).await.unwrap().kept_forms, 0);
}

#[tokio::test]
async fn a_stranger_and_a_password_are_not_kept() {
    let site = office().await;
    let mut stranger = site.browser();
    stranger.cookies.insert("gongkai-desk".into(), "no session of ours".into());
    let page = stranger.post_from("/desk/settings", "/desk/settings", &[("guide", WORDS)]).await;
    assert!(page.to.starts_with("/desk/sign-in") && page.set_cookies.is_empty());
    let mut head = site.signed_in("li").await;
    sessions_end(&site).await;
    let secrets = [("once", ""), ("current", "一"), ("new", "二"), ("again", "三")];
    let page = head.post_from("/desk/me/password", "/desk/me/password", &secrets).await;
    assert!(page.to.starts_with("/desk/sign-in") && page.set_cookies.is_empty());
    assert_eq!(site.office.sweep_at(i64::MAX / 2).await.unwrap().kept_forms, 0);
}

#[tokio::test]
async fn a_form_whose_page_is_gone_can_still_be_sent() {
    let site = office().await;
    let mut head = site.signed_in("li").await;
    sessions_end(&site).await;
    let page = head.post_from("/desk/gone", "/desk/settings", &[("guide", WORDS)]).await;
    head.get(&page.to).await;
    head.sign_in("li", crate::support::PASSWORD).await;
    let page = head.get("/desk/gone").await;
    assert!(page.body.contains("填写的内容还在") && page.body.contains("action=\"/desk/settings\""), "{}", page.body);
    assert!(page.body.contains("办公时间") && page.body.contains("再次提交"));
}

#[tokio::test]
async fn at_most_a_few_forms_are_kept_and_for_a_day() {
    let site = office().await;
    let mut head = site.signed_in("li").await;
    sessions_end(&site).await;
    for round in 0..8 {
        head.post_from("/desk/settings", "/desk/settings", &[("guide", &format!("{round}"))]).await;
    }
    let day = 24 * 3600 * 1_000_000;
    let now = gongkai_office::clock::real_micros();
    assert_eq!(site.office.sweep_at(now + day / 2).await.unwrap().kept_forms, 0);
    assert_eq!(site.office.sweep_at(now + day + day / 24).await.unwrap().kept_forms, 5);
    let mut tx = site.office.read().await.unwrap();
    assert_eq!(gongkai_storage::vault::count_sealed(&mut tx).await.unwrap(), 0, "with their keys");
}

#[tokio::test]
async fn without_a_database_a_form_comes_back_to_be_sent_again_and_pages_say_so() {
    let site = office().await;
    let mut head = site.signed_in("li").await;
    site.office.db().close().await;
    let page = head.post("/desk/settings", &[("once", "0123"), ("version", "1"), ("guide", WORDS)]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("还没有提交") && page.body.contains("再次提交"), "{}", page.body);
    assert_eq!(hidden(&page, "once"), "0123", "the same key: whatever was done is done once");
    assert!(page.body.contains("办公时间") && page.body.contains("action=\"/desk/settings\""));
    assert_eq!(page.retry_after.as_deref(), Some("10"));
    // A password is not put into a page.
    let page = head.post("/desk/sign-in", &[("login", "li"), ("password", "天知地知你知我知一句话")]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!page.body.contains("天知地知") && page.body.contains("返回上一页"));
    let page = head.get("/desk/settings").await;
    assert_eq!((page.status, page.retry_after.as_deref()), (StatusCode::SERVICE_UNAVAILABLE, Some("10")));
    assert!(!page.body.contains("填写的内容"), "nothing was typed here: {}", page.body);
}
