//! From a sheet of cells to rows: heads, lines, contradictions, remarks.

use std::collections::HashMap;
use std::fmt;

use jiff::civil::Date;

use super::super::form::normalise;
use super::cells::{self, Wrong};
use super::heads::Head;
use super::{Extension, RegisterRow, Remedy, Reply, Suit};
use crate::outcomes::Outcome;

/// A cell as the sheet holds it.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum RawCell {
    /// Nothing, or white space.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A number without a date format.
    Number(f64),
    /// A date (Excel's own).
    Date(Date),
    /// A cell that cannot be read; the words say why (`公式没有结果`, `错误值#REF!`, `与其他单元格合并`).
    Unreadable(String),
}

/// The first sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RawSheet {
    /// The first line.
    pub heads: Vec<RawCell>,
    /// The lines below with their numbers, from 2.
    pub lines: Vec<(u32, Vec<RawCell>)>,
}

/// A mistake or a remark, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line of the sheet, from 1.
    pub line: u32,
    /// Letters of the column (`C`); `None` where a whole line is meant.
    pub column: Option<String>,
    /// The head of the column.
    pub head: Option<&'static str>,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}行", self.line)?;
        match (&self.column, self.head) {
            (Some(column), Some(head)) => write!(f, "{column}列“{head}”")?,
            (Some(column), None) => write!(f, "{column}列")?,
            (None, Some(head)) => write!(f, "“{head}”")?,
            (None, None) => {}
        }
        write!(f, "：{}", self.message)
    }
}

/// What reading a sheet gives. With any problem no row may be imported.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The requests, in the order of the sheet.
    pub rows: Vec<RegisterRow>,
    /// Mistakes: they stop the import.
    pub problems: Vec<Problem>,
    /// Oddities of law: taken in, shown.
    pub remarks: Vec<Problem>,
    /// Heads that no column of the register has: ignored, shown.
    pub ignored: Vec<String>,
}

/// Letters of a column: 0 is `A`, 26 is `AA`.
pub fn column_letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or(0));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// Reads a sheet. Empty lines are passed over.
pub fn read(sheet: &RawSheet) -> Reading {
    let mut reading = Reading::default();
    let Some(columns) = heads(sheet, &mut reading) else { return reading };
    let mut numbers: HashMap<String, u32> = HashMap::new();
    for (line, cells) in &sheet.lines {
        if cells.iter().all(|cell| matches!(cell, RawCell::Empty)) {
            continue;
        }
        let mut reader = Line { line: *line, cells, columns: &columns, reading: &mut reading };
        let Some(row) = reader.row() else { continue };
        if let Some(number) = &row.number
            && let Some(first) = numbers.insert(number.clone(), *line)
        {
            reader.problem(Head::Number, format!("编号“{number}”与第{first}行重复"));
        }
        reading.rows.push(row);
    }
    for found in [&mut reading.problems, &mut reading.remarks] {
        found.sort_by_key(|problem| {
            let column = problem.column.clone().unwrap_or_default();
            (problem.line, column.len(), column)
        });
    }
    if reading.rows.is_empty() && reading.problems.is_empty() {
        let message = "表中没有申请：表头下面没有填写任何一行".to_owned();
        reading.problems.push(Problem { line: 2, column: None, head: None, message });
    }
    reading
}

/// Where each head stands. `None` when a required head is missing or one stands twice.
fn heads(sheet: &RawSheet, reading: &mut Reading) -> Option<HashMap<Head, usize>> {
    let mut columns = HashMap::new();
    for (column, cell) in sheet.heads.iter().enumerate() {
        let words = match cell {
            RawCell::Empty => continue,
            RawCell::Text(text) => text.clone(),
            RawCell::Number(number) => number.to_string(),
            RawCell::Date(date) => date.to_string(),
            RawCell::Unreadable(_) => String::new(),
        };
        let Some(head) = Head::ALL.into_iter().find(|head| normalise(&words) == head.label()) else {
            reading.ignored.push(words);
            continue;
        };
        if columns.insert(head, column).is_some() {
            let message = format!("表头“{}”出现两次，请只保留一列", head.label());
            let column = Some(column_letters(column));
            reading.problems.push(Problem { line: 1, column, head: Some(head.label()), message });
        }
    }
    for head in Head::ALL.into_iter().filter(|head| head.is_required() && !columns.contains_key(head)) {
        let message = format!("第一行缺少表头“{}”（第一行必须是表头，不能是标题）", head.label());
        reading.problems.push(Problem { line: 1, column: None, head: None, message });
    }
    reading.problems.is_empty().then_some(columns)
}

/// One line while it is read.
struct Line<'a> {
    line: u32,
    cells: &'a [RawCell],
    columns: &'a HashMap<Head, usize>,
    reading: &'a mut Reading,
}

impl Line<'_> {
    fn cell(&self, head: Head) -> &RawCell {
        const EMPTY: &RawCell = &RawCell::Empty;
        self.columns.get(&head).and_then(|column| self.cells.get(*column)).unwrap_or(EMPTY)
    }

    fn place(&self, head: Head, message: String) -> Problem {
        let column = self.columns.get(&head).map(|column| column_letters(*column));
        Problem { line: self.line, column, head: Some(head.label()), message }
    }

    fn problem(&mut self, head: Head, message: impl Into<String>) {
        let problem = self.place(head, message.into());
        self.reading.problems.push(problem);
    }

    fn remark(&mut self, head: Head, message: impl Into<String>) {
        let remark = self.place(head, message.into());
        self.reading.remarks.push(remark);
    }

    /// Reads a cell; a mistake is recorded and reads as empty.
    fn read<T>(&mut self, head: Head, read: impl Fn(&RawCell) -> Result<Option<T>, Wrong>) -> Option<T> {
        let value = match read(self.cell(head)) {
            Ok(value) => value,
            Err(wrong) => {
                let message = wrong.message(head.is_personal());
                self.problem(head, message);
                return None;
            }
        };
        if value.is_none() && head.is_required() {
            self.problem(head, "不能为空");
        }
        value
    }

    fn date(&mut self, head: Head) -> Option<Date> {
        self.read(head, cells::date)
    }

    fn text(&mut self, head: Head, most: usize) -> Option<String> {
        self.read(head, |cell| cells::text(cell, most))
    }

    /// The row, or nothing when a cell that it cannot do without is wrong.
    fn row(&mut self) -> Option<RegisterRow> {
        let number = self.text(Head::Number, 60);
        let received_on = self.date(Head::ReceivedOn);
        let channel = self.read(Head::Channel, cells::channel);
        let applicant_kind = self.read(Head::ApplicantKind, cells::applicant_kind);
        let applicant = self.text(Head::Applicant, 200);
        let identity_number = self.text(Head::IdentityNumber, 60);
        let phone = self.text(Head::Phone, 60);
        let content = self.text(Head::Content, 20_000);
        let row = RegisterRow {
            line: self.line,
            number,
            channel,
            applicant,
            identity_number,
            phone,
            clarification_asked_on: self.date(Head::ClarificationAskedOn),
            clarification_received_on: self.date(Head::ClarificationReceivedOn),
            consultation_sent_on: self.date(Head::ConsultationSentOn),
            consultation_received_on: self.date(Head::ConsultationReceivedOn),
            extension: self.extension(),
            reply: self.reply(),
            letter_number: self.text(Head::LetterNumber, 100),
            reconsideration: self.reconsideration(),
            suit: self.suit(),
            note: self.text(Head::Note, 20_000),
            // The three below are put in place of these when they are there.
            ..RegisterRow::new(received_on.unwrap_or(Date::ZERO), applicant_kind?, content?)
        };
        received_on?;
        self.order_of_dates(&row);
        self.oddities(&row);
        Some(row)
    }

    fn extension(&mut self) -> Option<Extension> {
        let told_on = self.date(Head::ExtensionToldOn);
        let days = self.read(Head::ExtensionDays, cells::days);
        if told_on.is_none() && days.is_some() && matches!(self.cell(Head::ExtensionToldOn), RawCell::Empty) {
            self.problem(Head::ExtensionToldOn, "已填延期工作日，延期告知日期不能为空");
        }
        told_on.map(|told_on| Extension { told_on, days: days.unwrap_or(20) })
    }

    fn reply(&mut self) -> Option<Reply> {
        let on = self.date(Head::ReplyOn);
        let outcome = self.read(Head::Outcome, cells::outcome);
        let empty = |reader: &Self, head| matches!(reader.cell(head), RawCell::Empty);
        if on.is_some() && empty(self, Head::Outcome) {
            self.problem(Head::Outcome, "已填答复日期，办理结果不能为空");
        }
        if outcome.is_some() && empty(self, Head::ReplyOn) {
            self.problem(Head::ReplyOn, "已填办理结果，答复日期不能为空（尚未答复的两项都不填）");
        }
        on.zip(outcome).map(|(on, outcome)| Reply { on, outcome })
    }

    fn reconsideration(&mut self) -> Option<Remedy> {
        let heads = [Head::ReconsiderationReceivedOn, Head::ReconsiderationResult, Head::ReconsiderationEndedOn];
        self.remedy(heads)
    }

    /// A remedy from its three columns: received, result, end.
    fn remedy(&mut self, [received, result, end]: [Head; 3]) -> Option<Remedy> {
        let received_on = self.date(received);
        let outcome = self.read(result, cells::remedy_result);
        let ended_on = self.date(end);
        let empty = |reader: &Self, head| matches!(reader.cell(head), RawCell::Empty);
        if received_on.is_none() && empty(self, received) && (outcome.is_some() || ended_on.is_some()) {
            self.problem(received, format!("已填结果或结案日期，{}不能为空", received.label()));
        }
        if outcome.is_some() && empty(self, end) {
            self.problem(end, format!("已填{}，{}不能为空（尚未审结的两项都不填）", result.label(), end.label()));
        }
        if ended_on.is_some() && empty(self, result) {
            self.problem(result, format!("已填{}，{}不能为空", end.label(), result.label()));
        }
        if let (Some(from), Some(to)) = (received_on, ended_on)
            && to < from
        {
            self.problem(end, format!("{to}早于{}{from}", received.label()));
        }
        received_on.map(|received_on| Remedy { received_on, ended: ended_on.zip(outcome) })
    }

    fn suit(&mut self) -> Option<Suit> {
        let after = self.read(Head::SuitKind, cells::suit_kind);
        let remedy = self.remedy([Head::SuitReceivedOn, Head::SuitResult, Head::SuitEndedOn]);
        let empty = |reader: &Self, head| matches!(reader.cell(head), RawCell::Empty);
        if remedy.is_some() && empty(self, Head::SuitKind) {
            self.problem(Head::SuitKind, "已填诉讼收到日期，诉讼类型不能为空（未经复议直接起诉、复议后起诉）");
        }
        if after.is_some() && empty(self, Head::SuitReceivedOn) {
            self.problem(Head::SuitReceivedOn, "已填诉讼类型，诉讼收到日期不能为空");
        }
        after.zip(remedy).map(|(after_reconsideration, remedy)| Suit { after_reconsideration, remedy })
    }

    /// Contradictions: a step before the request, an answer before its question.
    fn order_of_dates(&mut self, row: &RegisterRow) {
        let received = (Head::ReceivedOn, Some(row.received_on));
        let asked = (Head::ClarificationAskedOn, row.clarification_asked_on);
        let sent = (Head::ConsultationSentOn, row.consultation_sent_on);
        let pairs = [
            (received, asked),
            (received, sent),
            (received, (Head::ExtensionToldOn, row.extension.map(|extension| extension.told_on))),
            (received, (Head::ReplyOn, row.reply.map(|reply| reply.on))),
            (received, (Head::ReconsiderationReceivedOn, row.reconsideration.map(|remedy| remedy.received_on))),
            (received, (Head::SuitReceivedOn, row.suit.map(|suit| suit.remedy.received_on))),
            (asked, (Head::ClarificationReceivedOn, row.clarification_received_on)),
            (sent, (Head::ConsultationReceivedOn, row.consultation_received_on)),
        ];
        for ((first, from), (second, to)) in pairs {
            match (from, to) {
                (Some(from), Some(to)) if to < from => {
                    self.problem(second, format!("{to}早于{}{from}", first.label()));
                }
                (None, Some(_)) => {
                    self.problem(first, format!("已填{}，{}不能为空", second.label(), first.label()));
                }
                _ => {}
            }
        }
    }

    /// Steps against the law or left out, as far as one row shows them without the calendar.
    fn oddities(&mut self, row: &RegisterRow) {
        if let Some(extension) = row.extension {
            if extension.days > 20 {
                let message = format!("延期{}个工作日，超过条例第三十三条规定的20个工作日", extension.days);
                self.remark(Head::ExtensionDays, message);
            }
            if row.reply.is_some_and(|reply| extension.told_on > reply.on) {
                self.remark(Head::ExtensionToldOn, "延期告知晚于答复，延期没有作用");
            }
        }
        if let Some(reply) = row.reply {
            self.left_out(row, reply);
        }
        if row.suit.is_some_and(|suit| suit.after_reconsideration) && row.reconsideration.is_none() {
            self.remark(Head::SuitKind, "复议后起诉，但没有登记复议");
        }
    }

    fn left_out(&mut self, row: &RegisterRow, reply: Reply) {
        let outcome = reply.outcome;
        if outcome == Outcome::FeeNotPaid {
            self.remark(Head::Outcome, "逾期未缴费：登记表中没有收费通知，请核对（收费办法第六条）");
        }
        if outcome == Outcome::NotClarifiedInTime && row.clarification_asked_on.is_none() {
            self.remark(Head::Outcome, "逾期不补正，但没有补正告知日期（条例第三十条）");
        }
        if outcome == Outcome::NotClarifiedInTime && row.clarification_received_on.is_some() {
            self.remark(Head::Outcome, "逾期不补正，却登记了补正收到日期");
        }
        if outcome == Outcome::StillUnclear && row.clarification_received_on.is_none() {
            self.remark(Head::Outcome, "补正后仍不明确，但没有补正收到日期（条例第三十条）");
        }
        if outcome == Outcome::ThirdPartyRights && row.consultation_sent_on.is_none() {
            self.remark(Head::Outcome, "涉及第三方合法权益，但没有征求意见（条例第三十二条）");
        }
    }
}
