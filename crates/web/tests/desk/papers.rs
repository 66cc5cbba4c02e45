//! Papers of a case at the desk: made by a form, found on the case page, downloaded as they were made.

use crate::office::{Desk, applicant};
use crate::support::{Browser, hidden};
use axum::http::StatusCode;
use gongkai_office::requests::{Draft, DraftMatter, OnCase, StepForm, Upload};
use gongkai_office::{Problem, Refusal};
use gongkai_rules::events::{DeliveryWay, ReplyWay};
use gongkai_rules::ids::RequestId;
use gongkai_rules::letters::{Fields, LetterKind, RowContent};
use gongkai_rules::outcomes::{Channel, Outcome};
use gongkai_rules::people::{Actor, Role};
use gongkai_rules::requests::PaperKind;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

fn on(id: RequestId) -> OnCase {
    OnCase { id, seen: None, once: None }
}

async fn posted(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> crate::support::Page {
    let form = browser.get(path).await;
    let (once, version) = (hidden(&form, "once"), hidden(&form, "version"));
    let mut all = vec![("once", once.as_str()), ("version", version.as_str())];
    all.extend(fields);
    browser.post(path, &all).await
}

async fn person(desk: &Desk, login: &str, roles: &[Role]) -> Actor {
    let browser = desk.site.signed_in(login).await;
    let who = desk.site.office.signed_in(&browser.cookies["gongkai-desk"]).await.unwrap().unwrap();
    desk.actor(who.person.id, roles)
}

/// 第三十条、第二十九条第一款: what was explained, and what was said at the counter, stays in the file as a paper.
#[tokio::test]
async fn records_and_receipt_are_made_from_the_case_page() {
    let desk = Desk::ready(TODAY).await;
    let id = desk.case(Channel::Counter, TODAY, "加装电梯补助").await;
    let mut clerk = desk.site.signed_in("wanglm").await;
    let case = format!("/desk/requests/{id}");
    let page = clerk.get(&case).await;
    for offered in ["登记回执", "指导和释明记录", "口头申请代填记录"] {
        assert!(page.body.contains(offered), "{offered}");
    }
    assert!(!page.body.contains("补正提醒") && !page.body.contains("撤回申请确认书"), "not in this state");

    let made = posted(&mut clerk, &format!("{case}/paper?kind=receipt"), &[("kind", "receipt")]).await;
    assert_eq!(made.to, format!("{case}?done=paper"), "{}", made.body);
    let page = clerk.get(&case).await;
    for shown in ["出具登记回执", "公开〔2026〕1号-回.pdf"] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    assert!(!page.body.contains("kind=receipt"), "once made, it is offered no more");

    let path = format!("{case}/paper?kind=oral_request_record");
    let short = posted(&mut clerk, &path, &[("kind", "oral_request_record"), ("difficulty", "视力不便")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("请填写“获取方式和途径”") && short.body.contains("视力不便"), "kept as typed");
    let fields = [
        ("kind", "oral_request_record"),
        ("difficulty", "视力不便"),
        ("recorded_on", "2026-11-23"),
        ("place", "一楼大厅"),
        ("requested_form", "纸质，邮寄"),
    ];
    let done = posted(&mut clerk, &path, &fields).await;
    assert_eq!(done.to, format!("{case}?done=paper"), "{}", done.body);
    let page = clerk.get(&done.to).await;
    assert!(page.body.contains("出具口头申请代填记录") && page.body.contains("口头申请代填记录.pdf"));
    // Whoever may only read makes none.
    let mut leader = desk.site.signed_in("zhaozy").await;
    assert_eq!(leader.get(&path).await.status, StatusCode::FORBIDDEN);
    assert!(!leader.get(&case).await.body.contains("指导和释明记录"));
}

fn draft(matter: gongkai_rules::ids::MatterId, letter: LetterKind, fields: Fields) -> Draft {
    let outcome = letter.outcome().unwrap_or(Outcome::OtherHandling);
    Draft { matters: vec![DraftMatter { matter, subject: "补助明细".into(), outcome, letter, fields }] }
}

async fn replied(desk: &Desk, id: RequestId) -> String {
    let office = &desk.site.office;
    let clerk = desk.actor(desk.clerk, &[Role::Clerk]);
    let (reviewer, leader) =
        (person(desk, "lijj", &[Role::Reviewer, Role::Head]).await, person(desk, "zhaozy", &[Role::Leader]).await);
    let view = view(desk, id).await;
    let fields = Fields::new()
        .with_text("information_title", "补助明细")
        .with_list("keywords", &["补助"])
        .with_list("systems", &["公文系统"])
        .with_text("period", "2019年至今")
        .with_list("departments", &["财务科"]);
    let draft = draft(view.request.matters[0].id, LetterKind::Nonexistent, fields);
    let laid = office.propose_decision(&clerk, on(id), draft, Vec::new(), Vec::new()).await.unwrap();
    let hash = laid.proposal().unwrap().hash.clone();
    office.approve_decision(&reviewer, on(id), hash.clone()).await.unwrap();
    let signed = office.sign_decision(&leader, on(id), hash).await.unwrap();
    let number = signed.papers.last().unwrap().paper.number.clone();
    let form = gongkai_office::requests::DeliverForm {
        way: DeliveryWay::Post,
        on: TODAY,
        tracking: String::new(),
        counts_when_opened: false,
    };
    office.deliver(&clerk, on(id), form).await.unwrap();
    number
}

async fn view(desk: &Desk, id: RequestId) -> gongkai_office::reading::case::CaseView {
    let browser = desk.site.signed_in("wanglm").await;
    let who = desk.site.office.signed_in(&browser.cookies["gongkai-desk"]).await.unwrap().unwrap();
    desk.site.office.case(&who, id).await.unwrap()
}

/// 第三十六条第六项: the copy of the earlier reply is the stored letter itself; a number that is none of this applicant's
/// replies sends nothing along, and then no letter goes.
#[tokio::test]
async fn a_repeated_request_takes_the_stored_reply_along() {
    let desk = Desk::ready(TODAY).await;
    let first = desk.case(Channel::Counter, TODAY, "加装电梯补助").await;
    let number = replied(&desk, first).await;
    let other = applicant("赵小满", "410303198503122018", "13812342047");
    let stranger = desk.case_of(desk.street, Channel::Counter, TODAY, "停车收费", other).await;
    let not_theirs = replied(&desk, stranger).await;
    let second = desk.case(Channel::Counter, TODAY, "加装电梯补助（再次申请）").await;
    let office = &desk.site.office;
    let clerk = desk.actor(desk.clerk, &[Role::Clerk]);
    let matter = view(&desk, second).await.request.matters[0].id;
    let fields = |number: &str| {
        Fields::new()
            .with_date("earlier_received_on", TODAY)
            .with_text("earlier_request", "补助明细")
            .with_date("earlier_answered_on", TODAY)
            .with_text("earlier_letter_number", number)
            .with_text("sameness", "两次申请的年度、范围和材料名称完全一致")
    };
    for wrong in ["西工公开〔2026〕99号-告", &not_theirs] {
        let draft = draft(matter, LetterKind::Repeated, fields(wrong));
        let refused = office.propose_decision(&clerk, on(second), draft, Vec::new(), Vec::new()).await.unwrap_err();
        let Refusal::Invalid(problems) = refused else { panic!("{refused:?}") };
        assert_eq!(problems[0].0, "m0.earlier_letter_number");
        assert!(matches!(&problems[0].1, Problem::Said(words) if words.contains("不能附原答复副本")));
    }
    let draft = draft(matter, LetterKind::Repeated, fields(&number));
    office.propose_decision(&clerk, on(second), draft, Vec::new(), Vec::new()).await.unwrap();
    let (before, after) = (view(&desk, first).await, view(&desk, second).await);
    let copy = after.files.iter().find(|file| file.name == format!("原答复副本（{number}）.pdf")).expect("a copy");
    let letter = after.letter(&after.draft().unwrap()).unwrap();
    assert_eq!(letter.attachments, [format!("原答复副本（{number}）")]);
    let browser = desk.site.signed_in("wanglm").await;
    let who = office.signed_in(&browser.cookies["gongkai-desk"]).await.unwrap().unwrap();
    let reply = before.request.papers.iter().find(|issued| issued.kind == PaperKind::Reply).unwrap();
    let stored = before.papers.iter().find(|paper| paper.id == reply.paper.id.0).unwrap();
    let original = office.case_file(&who, first, gongkai_rules::ids::FileId(stored.file_id)).await.unwrap();
    assert_eq!(office.case_file(&who, second, copy.id).await.unwrap().2, original.2, "byte for byte");
}

/// 第四十二条、第三十五条: the table of the fee and the list of requests come from the record, not from the clerk.
#[tokio::test]
async fn calculation_and_list_are_made_from_the_record() {
    let desk = Desk::ready(TODAY).await;
    desk.case(Channel::Counter, date(2026, 11, 20), "第一件").await;
    let id = desk.case(Channel::Counter, TODAY, "第二件").await;
    let office = &desk.site.office;
    let head = person(&desk, "lijj", &[Role::Head]).await;
    let fields = Fields::new()
        .with_date("period_from", date(2026, 11, 1))
        .with_date("period_to", TODAY)
        .with_number("count", 2)
        .with_text("volume_facts", "涉及材料约3000页，同一事项反复申请")
        .with_number("days", 10);
    office.propose_step(&head, on(id), StepForm::AskReasons(fields)).await.unwrap();
    let fields = Fields::new()
        .with_text("ground", "同一自然月内第12件，内容均为往来凭证")
        .with_text("basis", "by_piece")
        .with_text("payment_method", "非税收入缴款");
    office.propose_step(&head, on(id), StepForm::ChargeFee { units: 12, fields }).await.unwrap();
    let case = view(&desk, id).await;
    let letter = |kind: PaperKind| {
        let issued = case.request.papers.iter().find(|issued| issued.kind == kind).expect("issued");
        let paper = case.papers.iter().find(|paper| paper.id == issued.paper.id.0).unwrap();
        let text = case.text(gongkai_rules::ids::SealedId(paper.letter_id));
        serde_json::from_str::<gongkai_rules::letters::Letter>(text).unwrap()
    };
    let list = &letter(PaperKind::ReasonRequest).forms[0];
    let rows: Vec<&RowContent> = list.rows.iter().map(|row| &row.content).collect();
    let row = |words: &str| RowContent::Text(words.to_owned());
    assert_eq!(
        rows,
        [&row("XG-2026-0001，2026年11月20日提交，第一件"), &row("XG-2026-0002，2026年11月23日提交，第二件")]
    );
    let table = &letter(PaperKind::FeeNotice).forms[0];
    assert!(
        table.rows.iter().any(|row| row.label == "第12件" && row.content == RowContent::Text("1件×100元=100元".into()))
    );
    assert!(table.rows.iter().any(|row| row.label == "合计" && row.content == RowContent::Text("100元".into())));
}

/// 第三十二条: the passage goes to the third party as a file too; the applicant hears that the time is not counted.
#[tokio::test]
async fn a_consultation_takes_its_file_along_and_the_head_decides_on_the_notice() {
    let desk = Desk::ready(TODAY).await;
    let id = desk.case(Channel::Counter, TODAY, "施工合同").await;
    let office = &desk.site.office;
    let head = person(&desk, "lijj", &[Role::Head]).await;
    let fields = Fields::new()
        .with_text("information_title", "施工合同")
        .with_text("passages", "第3页的报价明细")
        .with_text("interest", "trade_secret");
    let form = StepForm::Consult {
        kind: gongkai_rules::events::ConsultationKind::ThirdParty,
        party: "宏远电梯工程有限公司".into(),
        address: String::new(),
        fields,
    };
    let passage = Upload {
        name: "报价明细第3页.pdf".into(),
        media_type: "application/pdf".into(),
        content: b"%PDF-1.7 page three".to_vec(),
    };
    office.propose_step_with(&head, on(id), form, vec![passage]).await.unwrap();
    let case = view(&desk, id).await;
    assert_eq!(case.request.reply_way, ReplyWay::Post);
    let kinds: Vec<PaperKind> = case.request.papers.iter().map(|issued| issued.kind).collect();
    assert_eq!(kinds, [PaperKind::Consultation, PaperKind::ConsultationNote]);
    let letter = |at: usize| {
        let paper = case.papers.iter().find(|paper| paper.id == case.request.papers[at].paper.id.0).unwrap();
        let text = case.text(gongkai_rules::ids::SealedId(paper.letter_id));
        serde_json::from_str::<gongkai_rules::letters::Letter>(text).unwrap()
    };
    assert_eq!(letter(0).attachments, ["第三方意见回执", "报价明细第3页"]);
    let note = letter(1).plain_text();
    assert!(note.contains("征求意见所需时间不计算在答复期限内") && !note.contains("宏远"), "{note}");
    let mut clerk = desk.site.signed_in("wanglm").await;
    let page = clerk.get(&format!("/desk/requests/{id}/tell-third-party")).await;
    assert!(page.body.contains("提请告知第三方"), "{}", page.status);
}
