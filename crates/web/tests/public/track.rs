//! Following a case.

use crate::support::{Browser, Page, Site};
use axum::http::StatusCode;
use gongkai_office::requests::consult::ConsultationRecord;
use gongkai_office::requests::side_papers::SidePaperForm;
use gongkai_office::requests::{Confirmation, DeliverForm, Draft, DraftMatter, OnCase, StepForm, Upload};
use gongkai_rules::events::{ConsultationKind, DeliveryWay, Opinion};
use gongkai_rules::ids::RequestId;
use gongkai_rules::letters::{Fields, LetterKind};
use gongkai_rules::outcomes::Outcome;
use gongkai_rules::requests::{PaperKind, Request};

const MATTER: &str = "唐宫西路12号院老旧小区改造资金拨付明细";

fn on(id: RequestId) -> OnCase {
    OnCase { id, seen: None, once: None }
}

/// A case handed in by a resident, who holds the browser.
async fn applied(site: &Site) -> (Browser, RequestId) {
    let mut resident = site.browser();
    let (number, _) = resident.applied(MATTER).await;
    let id = site.case(&number).await;
    (resident, id)
}

/// The same, confirmed by the clerk on a day.
async fn confirmed(site: &Site, day: &str) -> (Browser, RequestId) {
    let (resident, id) = applied(site).await;
    site.today(day);
    site.office.confirm(&site.clerk, on(id), site.day(), "电话核对".into()).await.unwrap();
    (resident, id)
}

async fn events(site: &Site, id: RequestId) -> Vec<gongkai_rules::events::Recorded> {
    let mut tx = site.office.read().await.unwrap();
    gongkai_storage::events::of_stream(&mut tx, id.0).await.unwrap()
}

async fn case(site: &Site, id: RequestId) -> Request {
    let mut tx = site.office.read().await.unwrap();
    gongkai_storage::requests::find(&mut tx, id).await.unwrap().unwrap().request
}

/// The letter of a kind, opened.
async fn letter_of(site: &Site, id: RequestId, kind: PaperKind) -> gongkai_rules::letters::Letter {
    let issued = case(site, id).await.papers.into_iter().find(|issued| issued.kind == kind).expect("such a paper");
    let mut tx = site.office.read().await.unwrap();
    let papers = gongkai_storage::papers::of_request(&mut tx, id).await.unwrap();
    let paper = papers.iter().find(|paper| paper.id == issued.paper.id.0).unwrap();
    let key = site.office.ring().data_key(&mut tx, id.0).await.unwrap();
    let texts = key.open_all(&mut tx, id.0).await.unwrap();
    serde_json::from_str(&texts[&gongkai_rules::ids::SealedId(paper.letter_id)]).unwrap()
}

async fn audited(site: &Site, id: RequestId) -> Vec<String> {
    let mut tx = site.office.read().await.unwrap();
    let rows = gongkai_storage::audit::of_subject(&mut tx, id.0, "track").await.unwrap();
    rows.into_iter().map(|row| row.detail).collect()
}

fn links_to<'a>(page: &'a Page, start: &str) -> Vec<&'a str> {
    page.body
        .split("href=\"")
        .skip(1)
        .filter_map(|after| after.split('"').next())
        .filter(|href| href.starts_with(start))
        .collect()
}

#[tokio::test]
async fn number_and_code_open_the_case_and_nothing_else_does() {
    let site = Site::one().await;
    let mut resident = site.browser();
    let (number, code) = resident.applied(MATTER).await;
    let mut other = site.browser();
    assert_eq!(other.get("/track/case").await.to, "/track");
    let page = other.post("/track", &[("number", ""), ("code", "")]).await;
    assert_eq!(page.message("number"), "请填写申请编号，在回执上");
    assert_eq!(page.message("code"), "请填写查询码，在回执上");
    let told = "编号或查询码不对。请对照回执再填；回执丢了，请带身份证到窗口查询，或打 0379-5555 0100";
    for (typed, code) in
        [(number.as_str(), "2222 2222"), ("13812342046", code.as_str()), ("XG-2026-9999", code.as_str())]
    {
        let page = other.post("/track", &[("number", typed), ("code", code)]).await;
        assert_eq!((page.status, page.message("number").as_str()), (StatusCode::UNPROCESSABLE_ENTITY, told));
        assert_eq!(page.field("number"), typed);
        page.lacks(&code.replace(' ', ""));
    }
    let typed = [("number", " xg—2026—0001"), ("code", &code.to_lowercase())];
    assert_eq!(other.passes("/track", &typed).await.to, "/track/case");
    other.get("/track/case").await.shows(&number).shows(MATTER);
    other.passes("/track/leave", &[]).await;
    assert_eq!(other.get("/track/case").await.to, "/track");
}

#[tokio::test]
async fn wrong_codes_are_bounded_by_number_and_by_address() {
    let site = Site::with(gongkai_web::Settings { code_queries_per_hour: 8, ..Default::default() }).await;
    let (number, code) = site.browser().applied(MATTER).await;
    let mut stranger = site.browser();
    stranger.address = "198.51.100.7".into();
    for _ in 0..5 {
        let page = stranger.post("/track", &[("number", &number), ("code", "2222 2222")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    // Even the right code waits now, from wherever it comes: else guessing could go on.
    stranger.address = "198.51.100.8".into();
    let page = stranger.post("/track", &[("number", &number), ("code", &code)]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.message("code"), "填错次数较多，请 15 分钟后再试。着急办理，请打 0379-5555 0100");
    let wait: u64 = page.headers.get("retry-after").unwrap().to_str().unwrap().parse().unwrap();
    assert!(wait <= 15 * 60 + 1);
    stranger.address = "198.51.100.7".into();
    for serial in 0..3 {
        let page = stranger.post("/track", &[("number", &format!("XG-2026-10{serial}")), ("code", "2222 2222")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = stranger.post("/track", &[("number", "XG-2026-2000"), ("code", "2222 2222")]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn not_yet_confirmed_is_said_as_what_it_is() {
    let site = Site::one().await;
    let (mut resident, id) = applied(&site).await;
    let page = resident.get("/track/case").await;
    page.shows("我们会打电话与您核对；核对的那天起算 20 个工作日")
        .shows("还没有与您核对")
        .shows("依据条例第三十一条第三项")
        .shows("您现在不用做什么")
        .lacks("clerk同志");
    site.today("2026-10-21");
    site.office.try_contact(&site.clerk, on(id), site.day(), "无人接听".into()).await.unwrap();
    resident.get("/track/case").await.shows("没有联系上").shows("请打 0379-5555 0100").lacks("无人接听");
}

#[tokio::test]
async fn a_running_case_says_until_when_and_why() {
    let site = Site::one().await;
    let (mut resident, _) = confirmed(&site, "2026-10-21").await;
    // 2026-10-21 plus 20 working days: no holiday between.
    let page = resident.get("/track/case").await;
    page.shows("最晚 11月18日（星期三）答复您")
        .shows("您现在不用做什么。答复后，请在这一页查看。")
        .shows("为什么是这一天？")
        .shows("与您双方确认，这一天是收到申请之日")
        .shows("条例第三十三条第二款")
        .shows("接下来：答复您")
        .lacks("申请人双方")
        .lacks("clerk同志");
    assert!(page.text().find("接下来：答复您").unwrap() < page.text().find("您提交了申请").unwrap(), "newest first");
    site.today("2026-11-19");
    let page = resident.get("/track/case").await;
    page.shows("应当在11月18日（星期三）前答复您，现在已经过了")
        .shows("向西工区人民政府申请行政复议")
        .shows("向西工区人民法院提起行政诉讼");
}

#[tokio::test]
async fn an_extension_and_a_consultation_are_told_without_names() {
    let site = Site::one().await;
    let (mut resident, id) = confirmed(&site, "2026-10-21").await;
    let fields = Fields::new()
        .with_text("information_title", "施工合同")
        .with_text("passages", "报价明细")
        .with_text("interest", "trade_secret");
    let form = StepForm::Consult {
        kind: ConsultationKind::ThirdParty,
        party: "洛阳某某建筑公司".into(),
        address: "王城大道".into(),
        fields,
    };
    site.office.propose_step(&site.head, on(id), form).await.unwrap();
    site.today("2026-10-26");
    let page = resident.get("/track/case").await;
    page.shows("暂停计时")
        .shows("征求第三方意见")
        .shows("依据条例第三十二条")
        .lacks("某某建筑公司")
        .lacks("征求意见书 ");
    let consultation = case(&site, id).await.consultations.first().unwrap().id;
    let record =
        ConsultationRecord::Answered { on: site.day(), opinion: Opinion::Objects, words: "价格是秘密".into() };
    site.office.record_consultation(&site.clerk, on(id), consultation, record).await.unwrap();
    let fields = Fields::new()
        .with_text("extension_reason", "需要核对的材料较多，分散在三个社区")
        .with_number("extension_days", 10);
    site.office.propose_step(&site.head, on(id), StepForm::Extend(fields)).await.unwrap();
    let page = resident.get("/track/case").await;
    page.shows("对方不同意公开，我们依法审查后决定。")
        .shows("答复时间延长 10 个工作日，最多延长 20 个工作日")
        .shows("依据条例第三十三条第二款")
        .shows("延期答复告知书（PDF")
        .lacks("价格是秘密");
    // The consultation letter is not the applicant's to read.
    let all = case(&site, id).await.papers;
    assert_eq!(links_to(&page, "/track/case/papers/").len(), 4, "note and extension, in the list and in the timeline");
    // The applicant is told that somebody is asked, and that the time is not counted (第三十三条第三款).
    page.shows("征求意见告知书（PDF").shows("等候意见的日子不算在办理时间里");
    for kind in [PaperKind::Consultation, PaperKind::Record] {
        let hidden = all.iter().find(|issued| issued.kind == kind).unwrap().paper.id;
        assert_eq!(
            resident.get(&format!("/track/case/papers/{hidden}")).await.status,
            StatusCode::NOT_FOUND,
            "{kind:?}"
        );
    }
}

/// 登记回执: from the page after handing in with number and query code, from the session of number and code without it;
/// the same bytes each time, nothing personal in an address, nothing to whoever shows no code.
#[tokio::test]
async fn the_receipt_is_a_paper_of_the_case_and_always_the_same() {
    let site = Site::one().await;
    let (mut resident, id) = applied(&site).await;
    let done = resident.get("/apply/done").await;
    assert_eq!(links_to(&done, "/apply/done/receipt"), ["/apply/done/receipt"]);
    let first = resident.get("/apply/done/receipt").await;
    assert!(first.status == StatusCode::OK && first.body.starts_with("%PDF"), "{}", first.status);
    assert_eq!(resident.get("/apply/done/receipt").await.body, first.body, "the same bytes");
    let kept = resident.get("/track/case/receipt").await;
    assert!(kept.body.starts_with("%PDF") && kept.body != first.body, "the kept one tells no query code");
    site.today("2026-10-22");
    assert_eq!(resident.get("/track/case/receipt").await.body, kept.body, "made once, kept as it is");
    let papers = case(&site, id).await.papers;
    assert_eq!(papers.iter().filter(|issued| issued.kind == PaperKind::Receipt).count(), 1);
    assert_eq!(papers.first().unwrap().paper.number, "西工公开〔2026〕1号-回");
    resident.get("/track/case").await.shows("登记回执 西工公开〔2026〕1号-回").lacks("/track/case/receipt");
    // The receipt of an unconfirmed request moves nothing.
    assert_eq!(case(&site, id).await.received_on, None);
    let mut other = site.browser();
    assert_eq!(other.get("/track/case/receipt").await.to, "/track");
    assert_eq!(other.get("/apply/done/receipt").await.to, "/apply");
}

/// An office that has not entered its telephone yet prints no receipt, and its page promises none.
#[tokio::test]
async fn no_receipt_is_promised_that_cannot_be_made() {
    let site = Site::one().await;
    site.settle(site.organ.id, |settings| settings.letters.tracking_url = None).await;
    let (mut resident, id) = applied(&site).await;
    assert!(links_to(&resident.get("/apply/done").await, "/apply/done/receipt").is_empty());
    assert!(links_to(&resident.get("/track/case").await, "/track/case/receipt").is_empty());
    assert_eq!(resident.get("/track/case/receipt").await.status, StatusCode::NOT_FOUND);
    assert!(case(&site, id).await.papers.is_empty());
}

/// 第三十一条第三项: who called whom, when and how, and what was agreed stays in the file, with every earlier try.
#[tokio::test]
async fn the_confirmation_of_receipt_leaves_its_record_in_the_file() {
    let site = Site::one().await;
    let (mut resident, id) = applied(&site).await;
    site.today("2026-10-21");
    site.office.try_contact(&site.clerk, on(id), site.day(), "9时无人接听".into()).await.unwrap();
    let confirmation = Confirmation {
        on: site.day(),
        time: "15时05分".into(),
        means: "电话".into(),
        note: "申请人补充了电子邮箱".into(),
        title: String::new(),
        to: None,
    };
    site.office.confirm_with(&site.clerk, on(id), confirmation).await.unwrap();
    let record = letter_of(&site, id, PaperKind::Record).await.plain_text();
    for said in [
        "2026年10月21日15时05分",
        "clerk同志以电话",
        "双方确认2026年10月21日为收到申请之日",
        "申请人补充了电子邮箱",
        "2026年10月21日，9时无人接听",
    ] {
        assert!(record.contains(said), "{said}: {record}");
    }
    resident.get("/track/case").await.lacks("收到申请确认记录");
    let silent = Confirmation {
        on: site.day(),
        time: String::new(),
        means: "电话".into(),
        note: String::new(),
        title: String::new(),
        to: None,
    };
    let (_, other) = applied(&site).await;
    let refused = site.office.confirm_with(&site.clerk, on(other), silent).await.unwrap_err();
    assert!(matches!(refused, gongkai_office::Refusal::Invalid(problems) if problems[0].0 == "time"));
    assert_eq!(case(&site, other).await.received_on, None, "no confirmation without its record");
}

/// 撤回申请确认书 comes with the withdrawal; a setting not entered yet does not stand in its way.
#[tokio::test]
async fn a_withdrawal_is_confirmed_in_writing() {
    let site = Site::one().await;
    let (mut resident, id) = confirmed(&site, "2026-10-21").await;
    let once = resident.get("/track/case/withdraw").await.field("once");
    let page = resident.post("/track/case/withdraw", &[("once", &once), ("statement", "")]).await;
    assert_eq!(page.to, "/track/case?done=withdrawn");
    resident.get("/track/case").await.shows("撤回申请确认书（PDF").shows("确认您已撤回");
    let letter = letter_of(&site, id, PaperKind::WithdrawalConfirmation).await.plain_text();
    assert!(letter.contains("2026年10月21日以网上方式表示撤回政府信息公开申请（申请编号XG-2026-0001）"), "{letter}");
    assert!(!letter.contains("行政复议"), "no remedies where nothing is refused");

    let (_, other) = applied(&site).await;
    site.settle(site.organ.id, |settings| settings.letters.phone = None).await;
    site.office.withdraw(&site.clerk, on(other), site.day(), "来电撤回".into()).await.unwrap();
    let without = case(&site, other).await;
    assert!(without.closing().is_some() && without.papers.is_empty());
    site.settle(site.organ.id, |settings| settings.letters.phone = Some("0379-5555 0100".into())).await;
    let fields = Fields::new().with_text("withdraw_way", "电话").with_number("days", 5);
    let kind = LetterKind::Withdrawn;
    let form = SidePaperForm { kind, about: None, authority: String::new(), fields };
    site.office.issue_side_paper(&site.clerk, on(other), form.clone()).await.unwrap();
    let again = site.office.issue_side_paper(&site.clerk, on(other), form).await.unwrap_err();
    assert!(matches!(again, gongkai_office::Refusal::Rule(gongkai_rules::requests::Refused::AlreadyIssued)));
}

async fn asked_to_clarify(site: &Site) -> (Browser, RequestId) {
    let (resident, id) = confirmed(site, "2026-10-21").await;
    site.today("2026-10-23");
    let fields = Fields::new()
        .with_list("unclear_points", &["没有写是哪一年"])
        .with_list("required_items", &["要哪一年的拨付明细"])
        .with_number("clarify_days", 10);
    site.office.ask_clarification(&site.clerk, on(id), fields).await.unwrap();
    (resident, id)
}

#[tokio::test]
async fn a_clarification_is_asked_read_and_answered_here() {
    let site = Site::one().await;
    let (mut resident, id) = asked_to_clarify(&site).await;
    let page = resident.get("/track/case").await;
    // Not yet opened: the period has not begun, and no day is named that the office could not hold the applicant to.
    page.shows("请补充材料")
        .shows("打开的那天起，10 个工作日内补充")
        .lacks("11月6日")
        .shows("补充后，20 个工作日重新计算；到期没有补充又没有说明理由的，视为放弃申请（条例第三十条）")
        .shows("还没有打开");
    assert_eq!(links_to(&page, "/track/case/clarify").len(), 2);
    site.today("2026-10-26");
    let page = resident.get("/track/case/clarify").await;
    page.shows("要哪一年的拨付明细");
    // Shown is opened: the period runs from this day.
    assert_eq!(case(&site, id).await.clarification.unwrap().delivered_on, Some(site.day()));
    let once = page.field("once");
    let page = resident.post("/track/case/clarify", &[("once", &once), ("clarification", " ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.message("clarification"), "请写明要补充的内容");
    let fields = [("once", once.as_str()), ("clarification", "要2025年的")];
    let kept = page.field("kept_files");
    let mut fields = fields.to_vec();
    fields.push(("kept_files", &kept));
    let files: [(&str, &[u8]); 2] = [("说明.pdf", b"%PDF-1.7 what is meant"), ("清单.exe", b"MZ")];
    let page = resident.upload("/track/case/clarify", &fields, &files).await;
    assert_eq!(page.message("files"), "“清单.exe”不能上传。可以上传：照片（JPG、PNG）、PDF、Word、Excel、OFD");
    assert_eq!(page.field("clarification"), "要2025年的");
    page.shows("已经收到的文件").shows("说明.pdf（PDF，1 KB）");
    // The file that was right is kept, and goes along without being chosen again.
    let file = page.field("kept_file");
    fields.push(("kept_file", &file));
    let page = resident.upload("/track/case/clarify", &fields, &[]).await;
    assert_eq!(page.to, "/track/case?done=clarified");
    // A second click is the same act; other words under the same key are told.
    let page = resident.upload("/track/case/clarify", &fields, &[]).await;
    assert_eq!(page.to, "/track/case?done=clarified");
    let page = resident.post("/track/case/clarify", &[("once", &once), ("clarification", "别的话")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.field("clarification"), "别的话");
    let page = resident.get("/track/case?done=clarified").await;
    page.shows("已收到您的补充").shows("最晚 11月23日（星期一）答复您").shows("20 个工作日从下一个工作日起重新计算");
    let received = events(&site, id)
        .await
        .iter()
        .filter_map(|recorded| match &recorded.event {
            gongkai_rules::events::Event::ClarificationReceived { files, .. } => Some(files.len()),
            _ => None,
        })
        .collect::<Vec<usize>>();
    assert_eq!(received, [1], "once, with its file");
    assert!(audited(&site, id).await.iter().any(|detail| detail == "clarification received on the site"));
}

#[tokio::test]
async fn after_the_period_the_page_asks_for_the_reason_by_phone() {
    let site = Site::one().await;
    let (mut resident, _) = asked_to_clarify(&site).await;
    // Not yet opened, so the applicant's own period has not begun: it can still be answered here.
    site.today("2026-11-09");
    resident.get("/track/case").await.shows("请补充材料").shows("打开的那天起，10 个工作日内补充");
    assert_eq!(resident.get("/track/case/clarify").await.status, StatusCode::OK);
    site.today("2026-11-24");
    let page = resident.get("/track/case").await;
    page.shows("补充的期限11月23日（星期一）已经过了").shows("请打 0379-5555 0100说明");
    assert_eq!(resident.get("/track/case/clarify").await.to, "/track/case");
    let page = resident.post("/track/case/clarify", &[("clarification", "要2025年的")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.field("clarification"), "要2025年的");
}

#[tokio::test]
async fn a_withdrawal_tells_its_consequences_first_and_is_done_once() {
    let site = Site::one().await;
    let (mut resident, id) = confirmed(&site, "2026-10-21").await;
    let page = resident.get("/track/case/withdraw").await;
    page.shows("撤回后，这件申请不再办理，也不能恢复。需要时可以重新申请");
    assert!(page.body.contains(">撤回申请</button>"));
    let once = page.field("once");
    let fields = [("once", once.as_str()), ("statement", "已经在网上看到了")];
    for _ in 0..2 {
        assert_eq!(resident.post("/track/case/withdraw", &fields).await.to, "/track/case?done=withdrawn");
    }
    let page = resident.get("/track/case?done=withdrawn").await;
    page.shows("申请已撤回").shows("您在 10月21日（星期三）撤回了申请").lacks("/track/case/withdraw\"");
    let closing = case(&site, id).await.closing().cloned().unwrap();
    assert_eq!((closing.outcome, closing.on), (Outcome::OtherHandling, site.day()));
    assert_eq!(audited(&site, id).await, ["withdrawn on the site"]);
    assert_eq!(resident.get("/track/case/withdraw").await.to, "/track/case");
}

/// Decided and signed, with one file.
async fn decided(site: &Site, id: RequestId) {
    let matter = case(site, id).await.matters.first().unwrap().id;
    let fields = Fields::new()
        .with_text("manner", "attached")
        .with_list("document_list", &["2025年拨付明细表"])
        .with_text("form", "电子文档")
        .with_number("copies", 1)
        .with_number("pages", 3);
    let draft = Draft {
        matters: vec![DraftMatter {
            matter,
            subject: "拨付明细".into(),
            outcome: Outcome::Disclosed,
            letter: LetterKind::Disclosed,
            fields,
        }],
    };
    let file = Upload {
        name: "拨付明细.pdf".into(),
        media_type: "application/pdf".into(),
        content: b"%PDF-1.7 table".to_vec(),
    };
    let proposed = site.office.propose_decision(&site.clerk, on(id), draft, Vec::new(), vec![file]).await.unwrap();
    let hash = proposed.proposal().unwrap().hash.clone();
    site.office.approve_decision(&site.head, on(id), hash.clone()).await.unwrap();
    site.office.sign_decision(&site.head, on(id), hash).await.unwrap();
}

#[tokio::test]
async fn the_reply_is_read_here_once_it_is_delivered_and_its_opening_is_recorded() {
    let site = Site::one().await;
    let (mut resident, id) = confirmed(&site, "2026-10-21").await;
    site.today("2026-11-02");
    decided(&site, id).await;
    // Before it lies the record of the confirmation, which is not the applicant's.
    let reply = case(&site, id).await.papers.last().unwrap().paper.id;
    let page = resident.get("/track/case").await;
    page.shows("答复已经作出").lacks("拨付明细.pdf");
    assert_eq!(resident.get(&format!("/track/case/papers/{reply}")).await.status, StatusCode::NOT_FOUND);
    let form =
        DeliverForm { way: DeliveryWay::Site, on: site.day(), tracking: String::new(), counts_when_opened: false };
    site.office.deliver(&site.clerk, on(id), form).await.unwrap();
    let page = resident.get("/track/case").await;
    page.shows("11月2日（星期一）已经答复您")
        .shows("办理结果：")
        .shows("拨付明细.pdf（PDF，1 KB）")
        .shows("申请行政复议，最晚2027年1月")
        .shows("西工区人民法院");
    let letter = resident.get(&format!("/track/case/papers/{reply}")).await;
    assert_eq!(letter.status, StatusCode::OK);
    assert!(letter.body.starts_with("%PDF-"));
    assert_eq!(letter.headers.get("content-type").unwrap(), "application/pdf");
    assert_eq!(case(&site, id).await.papers.last().unwrap().opened_on, Some(site.day()));
    let version = case(&site, id).await.version;
    resident.get(&format!("/track/case/papers/{reply}")).await;
    assert_eq!(case(&site, id).await.version, version, "only the first opening is an event");
    let page = resident.get("/track/case").await;
    let file = links_to(&page, "/track/case/files/").first().copied().unwrap().to_owned();
    assert_eq!(resident.get(&file).await.body, "%PDF-1.7 table");
    // Another applicant's case opens neither.
    let mut other = site.browser();
    other.applied("别人的申请要的信息").await;
    assert_eq!(other.get(&file).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&format!("/track/case/papers/{reply}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_reply_put_at_disposal_takes_effect_when_it_is_opened() {
    let site = Site::one().await;
    let (mut resident, id) = confirmed(&site, "2026-10-21").await;
    site.today("2026-11-02");
    decided(&site, id).await;
    let form =
        DeliverForm { way: DeliveryWay::Site, on: site.day(), tracking: String::new(), counts_when_opened: true };
    site.office.deliver(&site.clerk, on(id), form).await.unwrap();
    let page = resident.get("/track/case").await;
    page.shows("答复已经放在这一页，请打开查看");
    assert!(case(&site, id).await.closing().is_none());
    site.today("2026-11-04");
    let letter = links_to(&page, "/track/case/papers/").first().copied().unwrap().to_owned();
    assert_eq!(resident.get(&letter).await.status, StatusCode::OK);
    let closing = case(&site, id).await.closing().cloned().unwrap();
    assert_eq!((closing.on, closing.way), (site.day(), Some(DeliveryWay::Site)));
}

/// Two hours are soon over while somebody looks for a paper.
#[tokio::test]
async fn what_was_typed_after_the_case_closed_is_back_once_it_is_open_again() {
    let site = Site::one().await;
    let mut resident = site.browser();
    let (number, code) = resident.applied(MATTER).await;
    let id = site.case(&number).await;
    site.office.confirm(&site.clerk, on(id), site.day(), "电话核对".into()).await.unwrap();
    resident.passes("/track", &[("number", &number), ("code", &code)]).await;
    let ended = site.office.db().write::<_, gongkai_storage::database::StorageError>(Box::new(|tx| {
        Box::pin(async move {
            let text = sqlx::AssertSqlSafe("update case_sessions set ends_at = 1".to_owned());
            match tx {
                gongkai_storage::database::Tx::Sqlite(tx, _) => {
                    sqlx::raw_sql(text).execute(&mut **tx).await.map(|_| ())
                }
                gongkai_storage::database::Tx::Postgres(..) => unreachable!("an SQLite file"),
            }
            .map_err(gongkai_storage::database::StorageError::from)
        })
    }));
    ended.await.unwrap();
    let words = "我不再需要这些材料了，找到了原来的文件";
    let page = resident.post("/track/case/withdraw", &[("reason", words), ("once", "")]).await;
    assert_eq!(page.to, "/track");
    let page = resident.post("/track", &[("number", &number), ("code", &code)]).await;
    assert_eq!(page.to, "/track/case/withdraw", "on to the form, not to the timeline");
    resident.get(&page.to).await.shows("还没有提交").shows(words);
}
