//! The fields of each act.

use super::kinds::Act;
use super::perform::{CHANNELS, KINDS, WAYS, WITHDRAWALS};
use super::presets::{letter_of, side_paper, tellable};
use crate::desk::requests::forms::{Problems, letter_code, letter_fields, letter_named, outcome_code};
use crate::desk::requests::record;
use crate::parts::{FieldView, OptionView, words};
use gongkai_office::reading::case::CaseView;
use gongkai_office::requests::side_papers::SidePaperForm;
use gongkai_rules::events::{Opinion, RemedyKind, RemedyResult, ReplyWay};
use gongkai_rules::letters::LetterKind;
use gongkai_rules::outcomes::Outcome;

const TITLE_HINT: &str = "从申请内容拟出，个人信息已经遮盖，请核对。待办、台账、年度报告都用它";

/// What stands where there is nothing to choose from.
const NOTHING: &str = "现在没有可以选的，不用办这一步";

/// The title of a case, as proposed or typed.
pub fn title_field(value: &str) -> FieldView {
    FieldView::text("title", "标题").hint(TITLE_HINT).value(value)
}

/// Who may be given the case.
fn clerks(view: &CaseView) -> Vec<(String, String)> {
    view.clerks.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
}

pub(super) fn fields(
    act: Act,
    view: &CaseView,
    values: &(dyn Fn(&str) -> String + Sync),
    problems: &Problems,
) -> Vec<FieldView> {
    let with = |field: FieldView| {
        let name = field.name.clone();
        let told = problems.iter().find(|(known, _)| *known == name);
        let told = told.map(|(_, problem)| words::problem_with(&name, &field.label, problem));
        field.value(values(&name)).error(told)
    };
    let day = |label: &str| with(FieldView::day("on", label));
    let choose = |name: &str, label: &str, options: Vec<(String, String)>| {
        // What can only be one thing needs no click.
        let chosen = if let [(only, _)] = options.as_slice() { only.clone() } else { values(name) };
        let option = |(code, label): &(String, String)| OptionView::new(code.as_str(), label.as_str(), &chosen);
        let options: Vec<OptionView> = options.iter().map(option).collect();
        let none = options.is_empty();
        let field = with(FieldView::radios(name, label, options));
        if none { field.hint(NOTHING) } else { field }
    };
    let words_of = |name: &str, label: &str| with(FieldView::area(name, label).rows(4));
    let mut fields = match act {
        Act::Title => vec![with(FieldView::text("title", "标题").hint(TITLE_HINT))],
        Act::Confirm => {
            let mut fields = vec![
                day("双方确认的日期"),
                with(FieldView::text("time", "联系的时间").hint("例如 9时20分").width(10)),
                with(FieldView::text("means", "联系的方式").hint("例如 电话、电子邮件；号码和地址不用写").width(20)),
                words_of("note", "核对的情况").optional().hint("例如：更正了联系电话。写进收到申请确认记录"),
            ];
            if view.request.title.is_none() {
                fields.push(with(FieldView::text("title", "标题").hint(TITLE_HINT)).optional());
            }
            if view.request.assignee.is_none() {
                fields.push(choose("to", "交给谁办", clerks(view)).optional());
            }
            fields
        }
        Act::TryContact => vec![day("联系的日期"), words_of("note", "联系的方式和结果")],
        Act::Assign => vec![choose("to", "交给谁办", clerks(view))],
        Act::ClarificationDelivered | Act::FeeDelivered => vec![day("申请人收到的日期")],
        Act::Clarified => vec![
            day("收到补正的日期"),
            words_of("content", "补正的内容"),
            words_of("good_reason", "逾期的正当理由").optional().hint("补正期限已过才需要写"),
            with(FieldView::file("files", "补正材料").optional()),
        ],
        Act::Consult => vec![
            with(FieldView::text("party", "对方的姓名或者全称")),
            words_of("address", "寄送地址").rows(2).optional(),
        ],
        Act::Consent => {
            let steps =
                view.request.pending.iter().map(|pending| (pending.proposal.to_string(), record::step(&pending.step)));
            let which = choose("proposal", "决定哪一项", steps.collect());
            let comment = words_of("comment", "不同意的理由").optional().hint("不同意时必须写");
            // The only one stands above already and goes along as a hidden field.
            if which.options.len() == 1 { vec![comment] } else { vec![which, comment] }
        }
        Act::ConsultDelivered | Act::Opinion | Act::Lapse => consultation_fields(act, view, &choose, &day, &words_of),
        Act::TellThirdParty => vec![choose("consultation", "告知哪一个第三方", tellable(view))],
        Act::Refer => {
            vec![with(FieldView::text("authority", "报请哪个机关").hint("主管部门或者保密行政管理部门的全称"))]
        }
        Act::Paper => paper_fields(view, &choose, values),
        Act::Reasons => vec![day("收到的日期"), words_of("words", "申请人的说明")],
        Act::FeePaid => vec![day("缴清的日期")],
        Act::RevokeFee => vec![words_of("reason", "理由")],
        Act::Deliver => deliver_fields(view, &choose, &day, &with),
        Act::Phoned => {
            let waiting = view.request.papers.iter().filter(|issued| issued.waits_for_opening(view.request.reply_way));
            let papers = waiting.map(|issued| (issued.paper.id.to_string(), issued.paper.number.clone())).collect();
            vec![choose("paper", "哪一份文书", papers), words_of("words", "通话情况")]
        }
        Act::Returned => vec![words_of("words", "退回的情况")],
        Act::Withdraw => vec![
            day("申请人表示撤回的日期"),
            choose(
                "way",
                "怎样表示的",
                WITHDRAWALS.iter().map(|(code, way)| ((*code).to_owned(), (*way).to_owned())).collect(),
            ),
            words_of("words", "申请人说的话"),
        ],
        Act::Archive => Vec::new(),
        Act::OpenRemedy => {
            let kinds = [
                ("reconsideration", RemedyKind::Reconsideration),
                ("direct_suit", RemedyKind::DirectSuit),
                ("suit_after_reconsideration", RemedyKind::SuitAfterReconsideration),
            ];
            let kinds = kinds.iter().map(|(code, kind)| ((*code).to_owned(), record::remedy_kind(*kind).to_owned()));
            let simplified = vec![("no".to_owned(), "普通程序".to_owned()), ("yes".to_owned(), "简易程序".to_owned())];
            vec![
                choose("kind", "哪一种", kinds.collect()),
                choose("simplified", "程序", simplified).optional(),
                day("收到副本的日期"),
                words_of("note", "复议机关或者法院、案号"),
            ]
        }
        Act::EndRemedy => {
            let open = view.request.remedies.iter().filter(|remedy| remedy.ended.is_none());
            let open =
                open.map(|remedy| (remedy.id.to_string(), record::remedy_kind(remedy.kind).to_owned())).collect();
            let results = [
                ("upheld", RemedyResult::Upheld),
                ("corrected", RemedyResult::Corrected),
                ("other", RemedyResult::Other),
            ];
            let results =
                results.iter().map(|(code, result)| ((*code).to_owned(), record::remedy_result(*result).to_owned()));
            vec![choose("remedy", "哪一件", open), choose("result", "结果", results.collect()), day("结案的日期")]
        }
        Act::Reopen => vec![
            day("决定或者判决送达本机关的日期"),
            with(
                FieldView::text("limit", "决定或者判决定的期限（工作日）")
                    .optional()
                    .width(4)
                    .input("text", "numeric", "off"),
            ),
        ],
        Act::Amend => amend_fields(view, &choose, &with, &words_of),
        Act::ChargeFee => vec![with(
            FieldView::text("units", "件数或者页数")
                .hint("按件计收的，写本自然月内第几件；按量计收的，写本件的页数")
                .width(5)
                .input("text", "numeric", "off"),
        )],
        Act::AskClarification | Act::Extend | Act::AskReasons | Act::Abandon | Act::Delay => Vec::new(),
    };
    if let Some(kind) = letter_of(act, view, values) {
        fields.extend(letter_fields(kind, "", values, problems));
    }
    if act == Act::Consult {
        let file = FieldView::file("files", "送给对方看的材料").optional();
        fields.push(with(file.hint("涉及对方的那几页；不相干的内容先遮盖")));
    }
    fields
}

fn paper_fields(view: &CaseView, choose: Choose<'_>, values: &(dyn Fn(&str) -> String + Sync)) -> Vec<FieldView> {
    let kinds = SidePaperForm::KINDS.into_iter().filter(|kind| view.request.may_issue(*kind));
    let chosen = values("kind");
    // Whoever came by the link of one paper fills in that one: it stands in the heading and goes along unseen.
    let mut fields = Vec::new();
    if side_paper(&chosen).is_none() {
        let shown = kinds.map(|kind| (letter_code(kind), kind.paper().to_owned()));
        fields.push(choose("kind", "出具什么文书", shown.collect()));
    }
    if side_paper(&chosen) == Some(LetterKind::DeliveryReceipt) {
        let named = view.papers.iter().filter_map(|paper| {
            let kind = letter_named(&paper.kind).filter(|kind| !kind.is_record())?;
            Some((paper.id.to_string(), format!("{} {}", kind.paper(), paper.number)))
        });
        fields.push(choose("about", "送达的是哪一份文书", named.collect()));
    }
    fields
}

type Choose<'a> = &'a dyn Fn(&str, &str, Vec<(String, String)>) -> FieldView;

fn consultation_fields(
    act: Act,
    view: &CaseView,
    choose: Choose<'_>,
    day: &dyn Fn(&str) -> FieldView,
    words_of: &dyn Fn(&str, &str) -> FieldView,
) -> Vec<FieldView> {
    let open = view.request.consultations.iter().filter(|consultation| consultation.end.is_none());
    let open = open
        .map(|consultation| {
            let party =
                consultation.party.and_then(|id| view.step_words(id)).map(|words| words.party).unwrap_or_default();
            (consultation.id.to_string(), format!("{} {party}", record::consultation_kind(consultation.kind)))
        })
        .collect();
    let mut fields = vec![choose("consultation", "哪一次征求意见", open)];
    match act {
        Act::ConsultDelivered => fields.push(day("对方收到的日期")),
        Act::Opinion => {
            let opinions = [
                ("consents", Opinion::Consents),
                ("consents_in_part", Opinion::ConsentsInPart),
                ("objects", Opinion::Objects),
            ];
            let opinions =
                opinions.iter().map(|(code, opinion)| ((*code).to_owned(), record::opinion(*opinion).to_owned()));
            fields.push(day("收到意见的日期"));
            fields.push(choose("opinion", "对方的意见", opinions.collect()));
            fields.push(words_of("words", "理由和说明").optional());
        }
        _ => {}
    }
    fields
}

fn deliver_fields(
    view: &CaseView,
    choose: Choose<'_>,
    day: &dyn Fn(&str) -> FieldView,
    with: &dyn Fn(FieldView) -> FieldView,
) -> Vec<FieldView> {
    let ways = WAYS.iter().map(|(code, way)| ((*code).to_owned(), record::delivery_way(*way).to_owned())).collect();
    let hint = if view.request.reply_way == ReplyWay::Site {
        "申请人选了网上查看：放到网上的那天就算送达"
    } else {
        "申请人没有选网上查看的，放到网上后，第一次打开的那天才算送达"
    };
    vec![
        choose("way", "送达方式", ways).hint(hint),
        day("送达的日期"),
        with(FieldView::text("tracking", "邮件号码").optional().width(20)),
    ]
}

fn amend_fields(
    view: &CaseView,
    choose: Choose<'_>,
    with: &dyn Fn(FieldView) -> FieldView,
    words_of: &dyn Fn(&str, &str) -> FieldView,
) -> Vec<FieldView> {
    let options = recorded(view).into_iter().map(|(code, fact, now)| {
        let now = if now.is_empty() { String::new() } else { format!("（现在登记的是{now}）") };
        (code.to_owned(), format!("{fact}{now}"))
    });
    let one_of = |name: &str, fact: &str, known: Vec<(String, String)>| {
        let options = std::iter::once((String::new(), "请选择".to_owned())).chain(known).collect();
        let field =
            FieldView { kind: crate::parts::FieldKind::Select, ..choose(name, &format!("正确的{fact}"), options) };
        field.optional().hint(format!("更正{fact}时选"))
    };
    let channels = CHANNELS.iter().map(|(code, of)| ((*code).to_owned(), record::channel(*of).to_owned())).collect();
    let kinds = KINDS.iter().map(|(code, of)| ((*code).to_owned(), record::applicant_kind(*of).to_owned())).collect();
    let mut fields = vec![
        choose("what", "更正哪一项", options.collect()),
        with(FieldView::day("day", "正确的日期").optional().hint("更正收到日期、办结日期时填写")),
        one_of("channel", "收到渠道", channels),
        one_of("applicant_kind", "申请人类型", kinds),
    ];
    if let Some(counted) = &view.request.counted {
        let label = |outcome: Outcome| (outcome_code(outcome), outcome.label().to_owned());
        fields.push(one_of("outcome", "办理结果", Outcome::ALL.into_iter().map(label).collect()));
        if counted.way.is_some() {
            let ways = WAYS.iter().map(|(code, way)| ((*code).to_owned(), record::delivery_way(*way).to_owned()));
            fields.push(one_of("delivery_way", "送达方式", ways.collect()));
        }
    }
    let duplicate = FieldView::text("duplicate", "与哪一件重复").optional().hint("填写那一件的申请编号").width(20);
    fields.push(with(duplicate));
    fields.push(words_of("reason", "更正的理由"));
    fields
}

/// The facts that may be put right, each with what is now on record.
fn recorded(view: &CaseView) -> Vec<(&'static str, &'static str, String)> {
    let request = &view.request;
    let received = request.received_on.map(words::plain_day).unwrap_or_default();
    let mut facts = vec![
        ("received_on", "收到日期", received),
        ("channel", "收到渠道", record::channel(request.channel).to_owned()),
        ("applicant_kind", "申请人类型", record::applicant_kind(request.applicant_kind).to_owned()),
        ("duplicate_of", "重复登记", String::new()),
    ];
    if let Some(counted) = &request.counted {
        facts.push(("outcome", "办理结果", words::outcome(counted.outcome).to_owned()));
        facts.push(("closed_on", "办结日期", words::plain_day(counted.on)));
        if let Some(way) = counted.way {
            facts.push(("delivery_way", "送达方式", record::delivery_way(way).to_owned()));
        }
    }
    facts
}
