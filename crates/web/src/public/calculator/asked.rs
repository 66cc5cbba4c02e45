//! What was entered: the day of receipt, the channel, the events, each in its boxes.

use super::EventRow;
use crate::parts::{FieldView, OptionView, words};
use gongkai_rules::deadlines::{ClockEvent, ClockEventKind, ConsultedKind};
use gongkai_rules::outcomes::Channel;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Most events of one reckoning.
pub const EVENTS_AT_MOST: usize = 12;

const CHANNELS: [(&str, &str, Channel); 6] = [
    ("web", "网上提交", Channel::Web),
    ("counter", "当面提交", Channel::Counter),
    ("post_signed", "挂号信、EMS 等签收的邮件", Channel::PostSigned),
    ("ordinary_letter", "平信", Channel::OrdinaryLetter),
    ("email", "电子邮件", Channel::Email),
    ("fax", "传真", Channel::Fax),
];

const EVENTS: [(&str, &str); 11] = [
    ("", "没有"),
    ("clarify_notice", "告知补正"),
    ("clarification_received", "收到补正"),
    ("consult_third", "征求第三方意见，发出"),
    ("consult_joint", "征求共同制作机关意见，发出"),
    ("consult_other", "征求其他机关意见，发出"),
    ("opinion_received", "收到意见"),
    ("extend", "延长期限，告知申请人"),
    ("fee_notice", "申请人收到收费通知"),
    ("fee_paid", "缴费"),
    ("replied", "答复送达或者寄出"),
];

/// What was entered.
pub struct Asked {
    values: BTreeMap<String, String>,
    today: Date,
}

impl Asked {
    /// Reads the query of the address.
    pub fn of(query: &str, today: Date) -> Asked {
        let values = form_urlencoded::parse(query.as_bytes());
        Asked { values: values.map(|(name, value)| (name.into_owned(), value.trim().to_owned())).collect(), today }
    }

    fn text(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }

    /// Whether anything was entered to reckon with.
    pub fn calculates(&self) -> bool {
        self.values.contains_key("on-year")
    }

    /// How many rows of events the page shows: those it had, and one more where that was asked.
    pub fn rows(&self) -> usize {
        let had = self.text("rows").parse::<usize>().unwrap_or(0);
        (had + usize::from(self.values.contains_key("add"))).min(EVENTS_AT_MOST)
    }

    fn boxes(&self, name: &str) -> [String; 3] {
        ["year", "month", "day"].map(|part| self.text(&format!("{name}-{part}")).to_owned())
    }

    fn date(&self, name: &str) -> Result<Date, String> {
        words::day_of_boxes(&self.boxes(name))
    }

    fn channel(&self) -> Channel {
        let chosen = self.text("channel");
        CHANNELS.iter().find(|(code, _, _)| *code == chosen).map_or(Channel::Web, |(_, _, channel)| *channel)
    }

    fn days(&self, row: usize) -> Option<u16> {
        self.text(&format!("event-{row}-days")).parse().ok().filter(|days| (1..=20).contains(days))
    }

    /// The fields of the page, with what was entered and what needs a change.
    pub fn fields(&self) -> (Vec<FieldView>, Vec<EventRow>) {
        let chosen = if self.text("channel").is_empty() { "web" } else { self.text("channel") };
        let options = CHANNELS.iter().map(|(code, label, _)| OptionView::new(*code, *label, chosen)).collect();
        let mut boxes = self.boxes("on");
        if !self.calculates() {
            boxes = [self.today.year().to_string(), self.today.month().to_string(), self.today.day().to_string()];
        }
        let told = self.calculates().then(|| self.date("on").err()).flatten();
        let fields = vec![
            FieldView::select("channel", "申请怎样来的", options),
            FieldView::date("on", "收到申请的日子", boxes)
                .hint("当面提交：提交那天。签收的邮件：签收那天。网上、邮件、传真、平信：与申请人核对的那天。")
                .error(told),
        ];
        let rows = (1..=self.rows()).map(|row| self.row(row)).collect();
        (fields, rows)
    }

    fn row(&self, row: usize) -> EventRow {
        let name = format!("event-{row}");
        let chosen = self.text(&name);
        let options = EVENTS.iter().map(|(code, label)| OptionView::new(*code, *label, chosen)).collect();
        // A row just added has nothing wrong yet; an event without its day has.
        let told = if chosen.is_empty() { None } else { self.date(&name).err() };
        let mut days = FieldView::text(format!("{name}-days"), "延长的工作日数")
            .hint("只有延长期限要填，1 至 20")
            .value(self.text(&format!("{name}-days")))
            .width(3)
            .optional()
            .input("text", "numeric", "off");
        if chosen == "extend" && self.days(row).is_none() {
            days = days.error(Some("请填写 1 至 20 之间的数字"));
        }
        let fields = vec![
            FieldView::select(name.as_str(), "发生了什么", options),
            FieldView::date(name.as_str(), "哪一天", self.boxes(&name)).error(told),
            days,
        ];
        EventRow { title: format!("第 {row} 件事"), fields }
    }

    /// The events for the clock, in order of date; opinions answer the consultations in the order of their sending.
    pub fn events(&self) -> Vec<ClockEvent> {
        let Ok(received) = self.date("on") else { return Vec::new() };
        let channel = Some(self.channel());
        let kind = if self.channel().needs_confirmation() {
            ClockEventKind::Confirmed { channel }
        } else {
            ClockEventKind::Received { channel }
        };
        let mut typed: Vec<(Date, &str, usize)> = (1..=self.rows())
            .filter_map(|row| Some((self.date(&format!("event-{row}")).ok()?, self.text(&format!("event-{row}")), row)))
            .collect();
        typed.sort_by_key(|(date, _, _)| *date);
        let mut events = vec![ClockEvent::new(received, kind)];
        let (mut sent, mut answered) = (0_usize, 0_usize);
        for (date, code, row) in typed {
            let kind = match code {
                "clarify_notice" => ClockEventKind::ClarifyNotice { deadline: None, period_wd: None },
                "clarification_received" => ClockEventKind::ClarificationReceived { good_reason: false },
                "consult_third" | "consult_joint" | "consult_other" => {
                    sent += 1;
                    let kind = match code {
                        "consult_third" => ConsultedKind::ThirdParty,
                        "consult_joint" => ConsultedKind::JointOrgan,
                        _ => ConsultedKind::OtherOrgan,
                    };
                    ClockEventKind::ConsultSent { party: sent.to_string(), kind }
                }
                "opinion_received" if answered < sent => {
                    answered += 1;
                    ClockEventKind::OpinionReceived { party: answered.to_string() }
                }
                "extend" => match self.days(row) {
                    Some(days) => ClockEventKind::Extend { days, told: Some(date), consent_by: None },
                    None => continue,
                },
                "fee_notice" => ClockEventKind::FeeNoticeReceivedByApplicant,
                "fee_paid" => ClockEventKind::FeePaid,
                "replied" => ClockEventKind::ReplySignedByApplicant,
                _ => continue,
            };
            events.push(ClockEvent::new(date, kind));
        }
        events
    }
}
