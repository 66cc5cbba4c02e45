//! The words of the clock: every sentence that clerk and resident read about a date, and the articles behind it.
//! No name of a party or of staff ever stands here: the same steps are shown on the public progress page.

use jiff::civil::{Date, Weekday};

use super::clock::{Refusal, Step};
use super::event::{ConsultedKind, Procedure};
use super::reason::{Reason, Why};
use crate::outcomes::Channel;
use crate::statute::{self, Article, cite, numeral};

/// A reason as a step.
pub(super) fn step(reason: &Reason) -> Step {
    Step {
        date: reason.date,
        text: text(&reason.why),
        articles: articles(&reason.why).iter().map(Article::to_string).collect(),
    }
}

/// 2026年12月3日（星期四）.
pub(super) fn long(date: Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    };
    format!("{}年{}月{}日（{weekday}）", date.year(), date.month(), date.day())
}

/// 12月3日.
fn short(date: Date) -> String {
    format!("{}月{}日", date.month(), date.day())
}

fn text(why: &Why) -> String {
    receipt(why)
        .or_else(|| clarification(why))
        .or_else(|| consultation(why))
        .or_else(|| longer(why))
        .or_else(|| fee(why))
        .or_else(|| ending(why))
        .or_else(|| result(why))
        .or_else(|| remedy(why))
        .unwrap_or_default()
}

fn receipt(why: &Why) -> Option<String> {
    let by = |channel: &Option<Channel>| match channel {
        Some(Channel::Web) => "网络",
        Some(Channel::Email) => "电子邮件",
        Some(Channel::Fax) => "传真",
        Some(Channel::OrdinaryLetter) => "平常信函",
        Some(Channel::Counter) => "当面提交",
        Some(Channel::PostSigned) => "邮寄",
        None => "",
    };
    Some(match why {
        Why::Arrived { channel: None } => "收到申请，还要与申请人核对；核对的那天起算".to_owned(),
        Why::Arrived { channel } => format!("通过{}收到申请，还要与申请人核对；核对的那天起算", by(channel)),
        Why::ContactFailed => "与申请人联系，没有联系上；联系上并核对的那天起算".to_owned(),
        Why::Confirmed { channel: Some(Channel::OrdinaryLetter) } => {
            "与申请人核对，这一天是收到申请之日，不计入期限，从下一个工作日数起".to_owned()
        }
        Why::Confirmed { .. } => "与申请人双方确认，这一天是收到申请之日，不计入期限，从下一个工作日数起".to_owned(),
        Why::Received { channel: Some(Channel::PostSigned) } => {
            "签收邮寄的申请，这一天是收到申请之日，不计入期限，从下一个工作日数起".to_owned()
        }
        Why::Received { channel: Some(Channel::Counter) } => {
            "当面提交申请，这一天是收到申请之日，不计入期限，从下一个工作日数起".to_owned()
        }
        Why::Received { .. } => "收到申请，这一天不计入期限，从下一个工作日数起".to_owned(),
        Why::Assigned => "在机关内部转办，期限不变".to_owned(),
        _ => return None,
    })
}

fn clarification(why: &Why) -> Option<String> {
    Some(match why {
        Why::ClarificationAsked { due: Some(due), .. } => {
            format!("请申请人补正，最晚{}补正；等候补正期间，答复期限不计算", long(*due))
        }
        Why::ClarificationAsked { due: None, period } => {
            format!("请申请人自收到告知书之日起{period}个工作日内补正；等候补正期间，答复期限不计算")
        }
        Why::ClarificationDelivered { due } => format!("申请人收到补正告知，补正期限到{}", long(*due)),
        Why::Clarified { limit, late_with_reason: false } => {
            format!("收到补正的申请，{limit}个工作日重新计算；这一天不计入，从下一个工作日数起")
        }
        Why::Clarified { limit, late_with_reason: true } => {
            format!("补正迟到但有正当理由，予以接受；{limit}个工作日重新计算，从下一个工作日数起")
        }
        Why::ClarifiedWithoutRestart => "收到补正；补正告知已超过7个工作日，原期限继续计算，不重新起算".to_owned(),
        Why::WaitsForClarification { due: Some(due) } => {
            format!("等候申请人补正，到{}为止；没有正当理由逾期不补正的，视为放弃申请", long(*due))
        }
        Why::WaitsForClarification { due: None } => {
            "等候申请人补正；申请人收到告知书的日期还没有登记，补正期限没有起算".to_owned()
        }
        _ => return None,
    })
}

/// 第二次征求第三方意见; the number only where there are several.
fn consulted(kind: ConsultedKind) -> &'static str {
    match kind {
        ConsultedKind::ThirdParty => "第三方",
        ConsultedKind::JointOrgan => "共同制作机关",
        ConsultedKind::OtherOrgan => "其他机关",
    }
}

fn number(nth: Option<u32>) -> String {
    nth.map_or_else(String::new, |nth| format!("第{}次", numeral(nth)))
}

fn consultation(why: &Why) -> Option<String> {
    Some(match why {
        Why::ConsultationSent { kind, nth } => {
            format!("{}书面征求{}意见，从第二天起到收到意见那天不计入期限", number(*nth), consulted(*kind))
        }
        Why::ConsultationDelivered { kind, nth, due } => format!(
            "{}收到征求意见书{}，应当在{}个工作日内提出意见，最晚{}",
            consulted(*kind),
            nth.map_or_else(String::new, |_| format!("（{}征求）", number(*nth))),
            statute::THIRD_PARTY_WD,
            long(*due)
        ),
        Why::ConsultationEnded { kind, nth, sent_on, excluded, overlaps, answered } => {
            let end = match (answered, kind) {
                (true, _) => format!("收到{}意见", consulted(*kind)),
                (false, ConsultedKind::ThirdParty) => {
                    "第三方期满没有提出意见，不当作同意，由本机关依照条例决定".to_owned()
                }
                (false, ConsultedKind::JointOrgan) => "共同制作机关期满没有提出意见，视为同意公开".to_owned(),
                (false, ConsultedKind::OtherOrgan) => "其他机关期满没有提出意见，由本机关依照条例决定".to_owned(),
            };
            let which = nth.map_or_else(String::new, |_| format!("{}征求：", number(*nth)));
            let once = if *overlaps { "（与另一次征求意见重叠的日子只扣一次）" } else { "" };
            format!("{which}{end}；{}以后到这一天的{excluded}个工作日不计入期限{once}", short(*sent_on))
        }
        Why::OpinionTooLate { kind, nth } => {
            let which = nth.map_or_else(String::new, |_| format!("{}征求：", number(*nth)));
            format!("{which}{}的意见在期满以后才到，期满以后的日子照常计算", consulted(*kind))
        }
        _ => return None,
    })
}

fn longer(why: &Why) -> Option<String> {
    Some(match why {
        Why::Extended { days, told } => {
            let told = told.map_or_else(String::new, |told| format!("，{}告知申请人", short(told)));
            format!("经政府信息公开工作机构负责人同意，延长{days}个工作日{told}；接着原期限往下数")
        }
        Why::ReasonsAsked => "请申请人说明理由，期限照常计算".to_owned(),
        Why::ReasonsReceived => "收到申请人说明的理由，期限照常计算".to_owned(),
        Why::Delayed { until } => format!("申请理由合理但无法在期限内答复，延迟到{}", long(*until)),
        Why::Refused(refusal) => match refusal {
            Refusal::ExtensionAfterExpiry => "期限已过才延长或者才告知申请人，延长没有效力".to_owned(),
            Refusal::SecondExtension => "已经延长过一次，再次延长没有效力".to_owned(),
            Refusal::ExtensionTooLong => {
                format!("延长超过{}个工作日，没有效力", statute::EXTENSION_MAX_WD)
            }
            Refusal::SecondClarification => "补正只能一次性告知，这一次没有效力".to_owned(),
            Refusal::LateClarification => {
                "补正告知超过7个工作日，或者补正逾期又没有正当理由，期限不重新计算".to_owned()
            }
            Refusal::DelayAfterExpiry => "期限已过才决定或者才告知延迟，延迟没有效力".to_owned(),
            Refusal::FeeNoticeAfterExpiry => "期限已过才发收费通知，期限不停".to_owned(),
            Refusal::LatePayment => "缴费逾期，期限不重新计算".to_owned(),
        },
        Why::Reopened { limit } => {
            format!("复议决定或者判决要求重新答复，从收到这一天的下一个工作日起{limit}个工作日")
        }
        _ => return None,
    })
}

fn fee(why: &Why) -> Option<String> {
    Some(match why {
        Why::FeeNotice => "发出收费通知，等候缴费期间，答复期限不计算".to_owned(),
        Why::FeeNoticeDelivered { due } => {
            format!("申请人收到收费通知，{}个工作日内缴费，最晚{}", statute::PAYMENT_WD, long(*due))
        }
        Why::FeePaid { limit } => format!("缴费完成，{limit}个工作日从下一个工作日起重新计算"),
        Why::FeePaidWithoutRestart => "收到缴费；收费通知没有效力或者已经缴过，期限不重新计算".to_owned(),
        Why::FeeRevoked => "收费通知撤销，当作没有发过，原期限继续计算".to_owned(),
        Why::WaitsForPayment { due: Some(due) } => {
            format!("等候申请人缴费，到{}为止；逾期不缴费的，视为放弃申请", long(*due))
        }
        Why::WaitsForPayment { due: None } => "等候申请人收到收费通知并缴费".to_owned(),
        _ => return None,
    })
}

fn ending(why: &Why) -> Option<String> {
    Some(match why {
        Why::AbandonedUnclarified { too_early: false } => "申请人没有正当理由逾期不补正，不再处理".to_owned(),
        Why::AbandonedUnclarified { too_early: true } => {
            "以逾期不补正为由结束办理，但是补正期限还没有过，不符合条例".to_owned()
        }
        Why::AbandonedUnpaid { too_early: false } => "申请人逾期未按收费通知缴费，不再处理".to_owned(),
        Why::AbandonedUnpaid { too_early: true } => {
            "以逾期不缴费为由结束办理，但是缴费期限还没有过，不符合规定".to_owned()
        }
        Why::Abandoned => "视为放弃申请，不再处理".to_owned(),
        Why::Withdrawn => "申请人撤回申请，办理结束".to_owned(),
        Why::AfterClosing => "办理结束以后才收到，期限不重新计算；申请人可以重新申请".to_owned(),
        Why::ReplyDated => "答复书上的日期；是否按期，不看这个日期".to_owned(),
        Why::ReplyPosted => "答复交邮政企业寄出，答复生效".to_owned(),
        Why::ReplySigned { posted_before: false } => "申请人签收答复，答复生效；救济期限从第二天起算".to_owned(),
        Why::ReplySigned { posted_before: true } => "申请人签收答复；救济期限从第二天起算".to_owned(),
        Why::ReplyReachedSystem => "答复送达申请人选定的电子方式，答复生效；救济期限从第二天起算".to_owned(),
        Why::ReplyReceived => "申请人收到答复；救济期限从第二天起算".to_owned(),
        _ => return None,
    })
}

fn result(why: &Why) -> Option<String> {
    Some(match why {
        Why::DaysNotWorking { holidays, make_up } => not_working(holidays, make_up),
        Why::Due { due, limit, extension, excluded } => {
            let extended =
                if *extension > 0 { format!("加上延长的{extension}个工作日，") } else { String::new() };
            let without =
                if *excluded > 0 { format!("扣除不计入的{excluded}个工作日，") } else { String::new() };
            format!("{limit}个工作日{extended}{without}最后一天是{}，最晚这一天答复", long(*due))
                .replace("个工作日最后", "个工作日，最后")
                .replace("个工作日加上", "个工作日，加上")
                .replace("个工作日扣除", "个工作日，扣除")
        }
        Why::DueByDelay { until } => format!("最晚{}答复", long(*until)),
        Why::InTime { due, .. } => format!("答复在{}以前生效，没有逾期", long(*due)),
        Why::TooLate { due, working_days, .. } => {
            format!("应当在{}以前答复，逾期{working_days}个工作日", long(*due))
        }
        Why::Provisional { year } => format!("{year}年放假安排还没有公布，这个日期是暂算的，公布后自动重算"),
        _ => return None,
    })
}

fn not_working(holidays: &[String], make_up: &[Date]) -> String {
    let mut text = if holidays.is_empty() {
        "其间的周末不计入".to_owned()
    } else {
        format!("其间的周末和{}放假不计入", holidays.join("、"))
    };
    if !make_up.is_empty() {
        let days: Vec<String> = make_up.iter().copied().map(short).collect();
        text.push_str(&format!("；{}调休上班，照常计入", days.join("、")));
    }
    text
}

fn remedy(why: &Why) -> Option<String> {
    let moved = |until: Date, raw: Date| {
        if until == raw {
            String::new()
        } else {
            format!("（最后一天{}不是工作日，顺延到其后第一个工作日）", short(raw))
        }
    };
    Some(match why {
        Why::ReconsiderationUntil { until, raw } => format!(
            "不服答复的，可以在{}日内申请行政复议，最晚{}{}",
            statute::RECONSIDERATION_DAYS,
            long(*until),
            moved(*until, *raw)
        ),
        Why::SuitUntil { until, raw } => {
            format!("直接起诉的，应当在{}个月内提出，最晚{}{}", statute::SUIT_MONTHS, long(*until), moved(*until, *raw))
        }
        Why::SuitAfterReconsiderationUntil { until, raw } => format!(
            "不服复议决定的，可以在收到决定书之日起{}日内起诉，最晚{}{}",
            statute::SUIT_AFTER_RECONSIDERATION_DAYS,
            long(*until),
            moved(*until, *raw)
        ),
        Why::AnswerDue { due, procedure } => {
            let (name, days) = match procedure {
                Procedure::Ordinary => ("普通程序", statute::ANSWER_ORDINARY_WD),
                Procedure::Simplified => ("简易程序", statute::ANSWER_SIMPLIFIED_WD),
            };
            format!("行政复议{name}：{days}个工作日内提出书面答复并提交证据，最晚{}", long(*due))
        }
        Why::DefenceDue { due, raw } => {
            format!("行政诉讼：{}日内提交证据和答辩状，最晚{}{}", statute::DEFENCE_DAYS, long(*due), moved(*due, *raw))
        }
        _ => return None,
    })
}

/// The articles a reason rests on, the most telling first.
fn articles(why: &Why) -> Vec<Article> {
    match why {
        Why::Arrived { channel } | Why::Confirmed { channel } => vec![confirmation(*channel)],
        Why::ContactFailed => vec![cite::RECEIPT_POST, cite::RECEIPT_CONFIRMED],
        Why::Received { channel: Some(Channel::PostSigned) } => vec![cite::RECEIPT_POST],
        Why::Received { channel: Some(Channel::Counter) } => vec![cite::RECEIPT_COUNTER],
        Why::Received { .. } | Why::Assigned => vec![cite::RECEIPT],
        Why::ClarificationAsked { .. }
        | Why::ClarificationDelivered { .. }
        | Why::Clarified { .. }
        | Why::ClarifiedWithoutRestart
        | Why::WaitsForClarification { .. }
        | Why::AbandonedUnclarified { .. } => vec![cite::CLARIFICATION],
        Why::ConsultationSent { kind, .. }
        | Why::ConsultationDelivered { kind, .. }
        | Why::ConsultationEnded { kind, .. }
        | Why::OpinionTooLate { kind, .. } => consultation_articles(*kind),
        Why::Extended { .. } | Why::InTime { .. } | Why::TooLate { .. } => vec![cite::REPLY],
        Why::ReasonsAsked | Why::ReasonsReceived | Why::Delayed { .. } | Why::DueByDelay { .. } => {
            vec![cite::REASONS_AND_DELAY]
        }
        Why::FeeNotice
        | Why::FeeNoticeDelivered { .. }
        | Why::FeePaid { .. }
        | Why::FeePaidWithoutRestart
        | Why::FeeRevoked
        | Why::WaitsForPayment { .. }
        | Why::AbandonedUnpaid { .. } => vec![cite::FEE, cite::FEE_NOTICE],
        Why::Abandoned => vec![cite::CLARIFICATION, cite::FEE_NOTICE],
        Why::AfterClosing => vec![cite::CLARIFICATION],
        Why::Withdrawn => vec![cite::WITHDRAWN_ROW],
        Why::Refused(refusal) => refusal_articles(*refusal),
        Why::ReplyDated | Why::ReplyPosted | Why::ReplySigned { .. } => vec![cite::DELIVERY],
        Why::ReplyReachedSystem => vec![cite::FORM_OF_REPLY],
        Why::ReplyReceived => vec![cite::RECONSIDERATION, cite::SUIT],
        Why::Reopened { .. } => vec![cite::RECONSIDERATION_REDO, cite::JUDGMENT_REDO],
        Why::DaysNotWorking { holidays, make_up } => {
            let mut articles = vec![cite::WEEKENDS];
            articles.extend((!holidays.is_empty()).then_some(cite::STATUTORY_HOLIDAYS));
            articles.extend((!make_up.is_empty()).then_some(cite::MAKE_UP_DAYS));
            articles
        }
        Why::Due { excluded: 0, .. } => vec![cite::REPLY],
        Why::Due { .. } => vec![cite::REPLY, cite::CONSULTATION_EXCLUDED],
        Why::ReconsiderationUntil { .. } => {
            vec![cite::RECONSIDERATION, cite::RECONSIDERATION_PERIODS, cite::LAST_DAY_OFF]
        }
        Why::SuitUntil { .. } => vec![cite::SUIT, cite::COURT_PERIODS, cite::MONTHS],
        Why::SuitAfterReconsiderationUntil { .. } => vec![cite::SUIT_AFTER_RECONSIDERATION, cite::COURT_PERIODS],
        Why::AnswerDue { procedure: Procedure::Ordinary, .. } => {
            vec![cite::ANSWER_ORDINARY, cite::RECONSIDERATION_WORKING_DAYS]
        }
        Why::AnswerDue { procedure: Procedure::Simplified, .. } => {
            vec![cite::ANSWER_SIMPLIFIED, cite::RECONSIDERATION_WORKING_DAYS]
        }
        Why::DefenceDue { .. } => vec![cite::DEFENCE, cite::COURT_PERIODS],
        Why::Provisional { .. } => vec![cite::STATUTORY_HOLIDAYS],
    }
}

fn confirmation(channel: Option<Channel>) -> Article {
    match channel {
        Some(Channel::OrdinaryLetter) => cite::RECEIPT_POST,
        Some(_) => cite::RECEIPT_CONFIRMED,
        None => cite::RECEIPT,
    }
}

fn consultation_articles(kind: ConsultedKind) -> Vec<Article> {
    match kind {
        ConsultedKind::ThirdParty => vec![cite::THIRD_PARTY, cite::CONSULTATION_EXCLUDED],
        ConsultedKind::JointOrgan => vec![cite::JOINT_ORGAN, cite::CONSULTATION_EXCLUDED],
        ConsultedKind::OtherOrgan => vec![cite::CONSULTATION_EXCLUDED],
    }
}

fn refusal_articles(refusal: Refusal) -> Vec<Article> {
    match refusal {
        Refusal::ExtensionAfterExpiry | Refusal::SecondExtension | Refusal::ExtensionTooLong => vec![cite::REPLY],
        Refusal::SecondClarification | Refusal::LateClarification => vec![cite::CLARIFICATION],
        Refusal::DelayAfterExpiry => vec![cite::REASONS_AND_DELAY],
        Refusal::FeeNoticeAfterExpiry | Refusal::LatePayment => vec![cite::FEE_NOTICE],
    }
}
