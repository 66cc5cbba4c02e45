//! What the case itself knows of a letter's fields: nobody types a date that is on record.

use crate::Moment;
use gongkai_rules::fees::Charge;
use gongkai_rules::letters::{FieldValue, Fields, LetterKind};
use gongkai_rules::requests::{Consultation, ConsultationEnd, PaperKind, Request};

/// Fills the fields of a letter that the case supplies, where they are not filled already.
pub fn fill(kind: LetterKind, fields: &mut Fields, request: &Request, moment: &Moment) {
    for field in kind.model().fields.iter().filter(|field| field.by_case) {
        if !fields.has(field.name)
            && let Some(value) = value(kind, field.name, request, moment)
        {
            fields.set(field.name, value);
        }
    }
}

fn value(kind: LetterKind, name: &str, request: &Request, moment: &Moment) -> Option<FieldValue> {
    let clock = request.clock(moment.now());
    let date = FieldValue::Date;
    let fee_letter = kind == LetterKind::FeeNotPaid;
    let notice_kind = if fee_letter { PaperKind::FeeNotice } else { PaperKind::ClarificationNotice };
    let notice = request.papers.iter().rev().find(|issued| issued.kind == notice_kind);
    let clarification = request.clarification.as_ref();
    Some(match name {
        "noticed_on" => date(notice.map(|notice| notice.on).or(clarification.map(|asked| asked.asked_on))?),
        "notice_number" => FieldValue::Text(notice?.paper.number.clone()),
        "notice_delivered_on" if fee_letter => date(request.fee.as_ref()?.delivered_on?),
        "notice_delivered_on" => date(clarification?.delivered_on?),
        "clarification_received_on" => date(clarification?.received_on?),
        "clarify_by" => date(clock.clarification_due?),
        "pay_by" => date(clock.pay_due?),
        "amount" => FieldValue::Text(request.fee.as_ref()?.yuan.to_string()),
        "requested_on" => date(request.reasons.as_ref()?.asked_on),
        "explained_on" => date(request.reasons.as_ref()?.received?.0),
        "original_due_on" => date(clock.reply_due?),
        "sent_on" => date(request.consultations.last()?.sent_on),
        "expected_on" => date(clock.reply_due?),
        "withdrawn_on" => date(request.closing()?.on),
        "period" => {
            let received = request.received_on?;
            FieldValue::Text(format!("{}年{}月", received.year(), received.month()))
        }
        _ => return None,
    })
}

/// What a letter to a third party says of its own consultation: when it answered, under which number it was asked.
pub fn fill_told(fields: &mut Fields, told: Option<&Consultation>) {
    let Some(told) = told else { return };
    if let Some(paper) = &told.paper {
        fields.set("consultation_number", FieldValue::Text(paper.number.clone()));
    }
    if let Some(ConsultationEnd::Answered { on, .. } | ConsultationEnd::Lapsed { on }) = &told.end {
        fields.set("responded_on", FieldValue::Date(*on));
    }
}

/// 第11件至第30件, or 第12件 where it is one.
fn span(grade: &gongkai_rules::fees::Grade, unit: &str) -> String {
    if grade.from == grade.to {
        format!("第{}{unit}", grade.from)
    } else {
        format!("第{}{unit}至第{}{unit}", grade.from, grade.to)
    }
}

/// How a fee comes about, a line for each grade: 第11件至第30件：20件×100元=2000元.
pub fn calculation(charge: Charge) -> Vec<String> {
    let unit = if matches!(charge, Charge::Piece { .. }) { "件" } else { "页" };
    let line = |grade: &gongkai_rules::fees::Grade| {
        let many = grade.to.saturating_sub(grade.from) + 1;
        let sum = if grade.rate_yuan == 0 {
            format!("{many}{unit}，免费")
        } else {
            format!("{many}{unit}×{}元={}元", grade.rate_yuan, grade.yuan)
        };
        format!("{}：{sum}", span(grade, unit))
    };
    charge.fee().grades.iter().map(line).collect()
}

/// The fee of a notice with its grades in words: 第11件至第30件每件100元.
pub fn fee_words(charge: Charge) -> (u32, String) {
    let fee = charge.fee();
    let unit = if matches!(charge, Charge::Piece { .. }) { "件" } else { "页" };
    let grade = |grade: &gongkai_rules::fees::Grade| {
        if grade.rate_yuan == 0 {
            format!("{}免费", span(grade, unit))
        } else if grade.from == grade.to {
            format!("第{}{unit}每{unit}{}元", grade.from, grade.rate_yuan)
        } else {
            format!("第{}{unit}至第{}{unit}每{unit}{}元", grade.from, grade.to, grade.rate_yuan)
        }
    };
    let words: Vec<String> = fee.grades.iter().map(grade).collect();
    (u32::try_from(fee.yuan).unwrap_or(u32::MAX), words.join("，"))
}
