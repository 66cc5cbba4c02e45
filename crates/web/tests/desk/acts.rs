//! The acts of a case at the desk, over HTTP.

use crate::office::{Desk, applicant};
use axum::http::StatusCode;
use gongkai_office::Once;
use gongkai_office::requests::NewRequest;
use gongkai_rules::events::ReplyWay;
use gongkai_rules::ids::RequestId;
use gongkai_rules::outcomes::Channel;
use gongkai_rules::people::Actor;
use jiff::civil::date;

/// A case of two matters that was handed in at the counter today.
async fn two_matters(desk: &Desk) -> RequestId {
    let key = gongkai_office::ids::new_id().as_simple().to_string();
    let once = Once { key, target: "POST /test".into(), body_hash: vec![1] };
    let new = NewRequest {
        channel: Channel::Counter,
        submitted_on: date(2026, 11, 24),
        applicant: applicant("张建国", "410303197003122017", "13812342046"),
        matters: vec!["公务用车调度记录".into(), "停车收费方案讨论稿".into()],
        reply_way: ReplyWay::Post,
        form_wanted: "纸质".into(),
        files: Vec::new(),
        title: Some("公务用车和停车收费".into()),
        number: None,
    };
    desk.site.office.enter_request(&Actor::System, desk.street, once, new).await.unwrap().request.id
}

/// The draft of both matters, the second with a ground in place of a reason.
const DRAFT: [(&str, &str); 12] = [
    ("m0", "internal_affairs"),
    ("m0.subject", "用车记录"),
    ("m0.information_title", "2025年公务用车调度记录"),
    ("m0.internal_matter", "公务用车调度"),
    ("m0.kind", "logistics"),
    ("m0.reason", "逐日行程与公众权益没有关系，公开会妨碍今后的用车安排和人员安全"),
    ("m1", "process_information"),
    ("m1.subject", "讨论稿"),
    ("m1.information_title", "停车收费方案讨论稿"),
    ("m1.process", "拟订停车收费方案"),
    ("m1.kind", "draft"),
    ("m1.reason", "依据条例第十六条，决定不予公开"),
];

#[tokio::test]
async fn confirming_settles_title_and_clerk_in_the_same_act() {
    let desk = Desk::on(date(2026, 11, 24)).await;
    let id = desk.case(Channel::Web, date(2026, 11, 24), "").await;
    let mut clerk = desk.site.signed_in("wanglm").await;
    let page = clerk.get(&format!("/desk/requests/{id}/confirm")).await;
    assert!(page.body.contains(r#"name="title""#), "the title is settled here: {}", page.body);
    let own = format!(r#"value="{}" checked"#, desk.clerk);
    assert!(page.body.contains(&own), "whoever confirms goes on with the case, unless they choose somebody else");

    let to = desk.other_clerk.to_string();
    let fields = [
        ("on", "2026-11-24"),
        ("time", "10时05分"),
        ("means", "电话"),
        ("title", "唐宫西路改造资金拨付明细"),
        ("to", to.as_str()),
    ];
    let done = clerk.post(&format!("/desk/requests/{id}/confirm"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let case = clerk.get(&format!("/desk/requests/{id}")).await.body;
    assert!(case.contains("<h1>唐宫西路改造资金拨付明细</h1>"), "{case}");
    assert!(case.contains("经办 zhoum同志"), "{case}");
    assert!(case.contains("2026年12月22日"), "the clock runs from that day: {case}");
}

#[tokio::test]
async fn a_clerk_of_another_organ_is_not_given_the_case_and_then_nothing_is_confirmed() {
    let desk = Desk::on(date(2026, 11, 24)).await;
    let id = desk.case(Channel::Web, date(2026, 11, 24), "").await;
    let stranger = desk.site.person(desk.sibling, "wuh", &[gongkai_rules::people::Role::Clerk]).await.to_string();
    let mut clerk = desk.site.signed_in("wanglm").await;
    let fields = [("on", "2026-11-24"), ("time", "10时05分"), ("means", "电话"), ("to", stranger.as_str())];
    let refused = clerk.post(&format!("/desk/requests/{id}/confirm"), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.state_of(id).await, (1, None), "still as it was handed in, and no clock runs");
}

#[tokio::test]
async fn a_bare_reason_is_told_beside_the_matter_it_was_written_for() {
    let desk = Desk::on(date(2026, 11, 24)).await;
    let id = two_matters(&desk).await;
    let mut clerk = desk.site.signed_in("wanglm").await;
    let refused = clerk.post(&format!("/desk/requests/{id}/decision"), &DRAFT).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(r#"id="m1.reason-error""#), "{}", refused.body);
    assert!(refused.body.contains(r##"href="#m1.reason""##), "the summary leads to it");
    assert!(!refused.body.contains(r#"id="m0.reason-error""#), "the other matter's reason is a good one");
    assert!(refused.body.contains("逐日行程与公众权益没有关系"), "what was typed is still there");
}

#[tokio::test]
async fn one_more_withheld_part_is_asked_for_without_an_act() {
    let desk = Desk::on(date(2026, 11, 24)).await;
    let id = desk.case(Channel::Counter, date(2026, 11, 24), "施工合同").await;
    let mut clerk = desk.site.signed_in("wanglm").await;
    let first = clerk.get(&format!("/desk/requests/{id}/decision?m0=partly_disclosed")).await.body;
    assert!(first.contains("m0.withheld_parts.0.part") && !first.contains("m0.withheld_parts.1.part"), "{first}");
    let before = desk.state_of(id).await;
    let fields = [("m0", "partly_disclosed"), ("m0.withheld_parts.0.part", "第3页账号"), ("more", "m0.")];
    let more = clerk.post(&format!("/desk/requests/{id}/decision"), &fields).await;
    assert_eq!(more.status, StatusCode::OK, "{}", more.body);
    assert!(more.body.contains("第3页账号") && more.body.contains("m0.withheld_parts.1.part"), "{}", more.body);
    assert_eq!(desk.state_of(id).await, before, "nothing was done to the case");
}

#[tokio::test]
async fn a_day_of_receipt_put_right_with_the_heads_consent_holds_against_the_events() {
    let desk = Desk::on(date(2026, 11, 24)).await;
    let id = desk.case(Channel::Counter, date(2026, 11, 24), "施工合同").await;
    let at = |path: &str| format!("/desk/requests/{id}/{path}");
    let mut clerk = desk.site.signed_in("wanglm").await;
    let page = clerk.get(&at("amend")).await.body;
    assert!(page.contains("收到日期（现在登记的是2026年11月24日）"), "{page}");
    let correction = [("what", "received_on"), ("day", "2026-11-20"), ("reason", "窗口登记簿写的是11月20日")];
    assert_eq!(clerk.post(&at("amend"), &correction).await.status, StatusCode::SEE_OTHER);

    let mut head = desk.site.signed_in("lijj").await;
    let page = head.get(&at("consent")).await.body;
    assert!(page.contains("窗口登记簿写的是11月20日") && page.contains("同意更正"), "{page}");
    let (_, proposal) = page.split_once(r#"name="proposal" value=""#).unwrap();
    let (proposal, _) = proposal.split_once('"').unwrap();
    assert_eq!(head.post(&at("consent"), &[("proposal", proposal)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.state_of(id).await.1, Some(date(2026, 12, 18)), "the clock follows");
    let verified = desk.site.office.verify(&mut |_, _| {}).await.unwrap();
    assert!(verified.differences.is_empty(), "{:?}", verified.differences);
}
