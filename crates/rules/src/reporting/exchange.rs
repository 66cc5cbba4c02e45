//! A whole annual report in the exchange format `gongkai-report/1` (`law/report.schema.json`): what `report` and
//! `check` write and `import report` reads. Serde names are those of the schema; unknown keys are refused.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::form::Row;
use super::tables::{PublicationTable, RemediesTable, RequestsTable};

mod figures;
mod findings;
mod form_2019;
mod kinds;

pub use figures::{EnteredFigures, NotFigures};
pub use findings::{Finding, Fix, Severity};
pub use form_2019::{DocumentCounts2019, FeeItems2019, ItemCounts2019, Procurement2019, PublicationTable2019};
pub use kinds::{Form, Level, SectionId};

/// The name and version of the format.
pub const SCHEMA: &str = "gongkai-report/1";

/// The constant `schema` member: any other value is refused on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Schema {
    /// Version 1.
    #[default]
    #[serde(rename = "gongkai-report/1")]
    One,
}

/// A heading with its running text, tables left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Which section.
    pub id: SectionId,
    /// The heading exactly as printed.
    pub title: Option<String>,
    /// Paragraphs parted by `\n`.
    pub text: String,
    /// Where in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// Where in the source something stands: a page and box of a PDF, a path of a web page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Left, top, right, bottom in points from the top left corner.
    #[serde(rename = "box", default, skip_serializing_if = "Option::is_none")]
    pub box_: Option<[f64; 4]>,
    /// CSS path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// First and last day of the statistics as the report states them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Period {
    /// 1 January to 31 December of a year (统计期限).
    pub fn of_year(year: i16) -> Option<Period> {
        Some(Period { from: Date::new(year, 1, 1).ok()?, to: Date::new(year, 12, 31).ok()? })
    }
}

/// Table two in the shape of its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Table2 {
    /// The 2021 form.
    Form2021(PublicationTable),
    /// The 2019 form.
    Form2019(Box<PublicationTable2019>),
}

impl Table2 {
    /// The 2021 table, if it is one.
    pub fn form_2021(&self) -> Option<&PublicationTable> {
        match self {
            Table2::Form2021(table) => Some(table),
            Table2::Form2019(_) => None,
        }
    }
}

/// Words found inside a cell, or as a note (注) under a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Which table.
    pub table: TableId,
    /// Row key.
    pub row: Option<String>,
    /// Column key.
    pub column: Option<String>,
    /// The words.
    pub text: String,
    /// Where in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// One of the three tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TableId {
    /// 主动公开政府信息情况.
    Table2,
    /// 收到和处理政府信息公开申请情况.
    Table3,
    /// 行政复议、行政诉讼情况.
    Table4,
}

/// A number, or digits that must not become a float, or words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A count.
    Number(i64),
    /// A decimal string, or the words found.
    Text(String),
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or_else(|_| Value::Text(value.to_string()), Value::Number)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Number(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Number(number) => number.fmt(f),
            Value::Text(text) => text.fmt(f),
        }
    }
}

/// How exactly a figure is stated in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exactness {
    /// As it stands.
    Exact,
    /// 近, 约.
    About,
    /// 余, 多, 超, 逾, 以上.
    AtLeast,
    /// 累计 over several years.
    Cumulative,
}

/// A figure read from the running text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// What is claimed: a key of the schema.
    pub key: String,
    /// The figure.
    pub value: Value,
    /// 件, 条, 元 …
    pub unit: Option<String>,
    /// How exactly.
    pub exactness: Exactness,
    /// Where.
    pub section: SectionId,
    /// The words.
    pub quote: String,
    /// Where in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// The state of the report in the system that wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Draft or published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The version: 1, and one more with each correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Value>,
}

/// Draft or published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// 草稿.
    Draft,
    /// 已发布.
    Published,
}

/// One annual report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The format.
    pub schema: Schema,
    /// The form its tables use.
    pub form: Form,
    /// Name of the organ as in the title.
    pub organ: String,
    /// What kind of organ.
    #[serde(default)]
    pub level: Option<Level>,
    /// The year reported on.
    pub year: i16,
    /// The title as printed.
    #[serde(default)]
    pub title: Option<String>,
    /// The period as stated.
    #[serde(default)]
    pub period: Option<Period>,
    /// The day of publication as shown.
    #[serde(deserialize_with = "present")]
    pub published: Option<Date>,
    /// Texts in reading order.
    pub sections: Vec<Section>,
    /// 主动公开政府信息情况.
    #[serde(deserialize_with = "present")]
    pub table2: Option<Table2>,
    /// 收到和处理政府信息公开申请情况.
    #[serde(deserialize_with = "present")]
    pub table3: Option<RequestsTable>,
    /// 行政复议、行政诉讼情况.
    #[serde(deserialize_with = "present")]
    pub table4: Option<RemediesTable>,
    /// Words inside cells, notes under tables.
    #[serde(default)]
    pub remarks: Vec<Remark>,
    /// Figures read from the text.
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// What the checks found.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Only in output of `report`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gongkai: Option<Origin>,
}

/// Reads a member that must be there, be it null.
fn present<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// Why a text is no report in the exchange format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAReport {
    /// No JSON of this shape.
    #[error("不是 {SCHEMA} 格式的年度报告：{0}")]
    Shape(String),
    /// The year lies outside what the format allows.
    #[error("报告年度应在2008至2100之间，实际为{0}")]
    Year(i16),
    /// No organ is named.
    #[error("报告没有写明机关名称")]
    NoOrgan,
    /// The form named and the table used differ.
    #[error("报告写明使用{0}年版格式，表二却是另一版格式")]
    WrongForm(&'static str),
}

impl Report {
    /// An empty report of the 2021 form: title and period filled in, sections with their official titles, tables as
    /// given.
    pub fn draft(organ: &str, level: Option<Level>, year: i16) -> Report {
        Report {
            schema: Schema::One,
            form: Form::Form2021,
            organ: organ.to_owned(),
            level,
            year,
            title: Some(title(organ, year)),
            period: Period::of_year(year),
            published: None,
            sections: Vec::new(),
            table2: Some(Table2::Form2021(PublicationTable::default())),
            table3: Some(RequestsTable::zero()),
            table4: Some(RemediesTable::zero()),
            remarks: Vec::new(),
            claims: Vec::new(),
            findings: Vec::new(),
            gongkai: None,
        }
    }

    /// Reads the exchange format. Errors say in Chinese what is wrong, with line and column.
    pub fn from_json(text: &str) -> Result<Report, NotAReport> {
        let report: Report = serde_json::from_str(text).map_err(|error| NotAReport::Shape(error.to_string()))?;
        if !(2008..=2100).contains(&report.year) {
            return Err(NotAReport::Year(report.year));
        }
        if report.organ.trim().is_empty() {
            return Err(NotAReport::NoOrgan);
        }
        let shape = report.table2.as_ref().map(|table| match table {
            Table2::Form2021(_) => Form::Form2021,
            Table2::Form2019(_) => Form::Form2019,
        });
        if shape.is_some_and(|shape| shape != report.form) {
            return Err(NotAReport::WrongForm(report.form.as_str()));
        }
        Ok(report)
    }

    /// Writes the exchange format: UTF-8, not escaped to ASCII, indented, ended by a line feed.
    pub fn to_json(&self) -> String {
        // Every key is text and no value is a map with other keys, so this cannot fail.
        serde_json::to_string_pretty(self).map(|json| json + "\n").unwrap_or_default()
    }

    /// The text of a section; several of one id are joined. `None` where it is missing.
    pub fn text(&self, id: SectionId) -> Option<String> {
        let texts: Vec<&str> = self.sections.iter().filter(|s| s.id == id).map(|s| s.text.as_str()).collect();
        if texts.is_empty() { None } else { Some(texts.join("\n")) }
    }

    /// Table two of the 2021 form.
    pub fn publication_table(&self) -> Option<&PublicationTable> {
        self.table2.as_ref().and_then(Table2::form_2021)
    }

    /// The words of the title without the organ's name: `2025年政府信息公开工作年度报告`.
    pub fn short_title(&self) -> String {
        format!("{}年政府信息公开工作年度报告", self.year)
    }
}

/// The title of a report: `{organ}{year}年政府信息公开工作年度报告`.
pub fn title(organ: &str, year: i16) -> String {
    format!("{organ}{year}年政府信息公开工作年度报告")
}

/// The rows that a report of this form prints in table three.
pub fn printed_rows(form: Form) -> Vec<Row> {
    match form {
        Form::Form2021 => Row::PRINTED.to_vec(),
        Form::Form2019 => {
            let three = super::form::Group::OtherwiseHandled.rows();
            Row::ALL.into_iter().filter(|row| !three.contains(row)).collect()
        }
    }
}
