//! The annual report 政府信息公开工作年度报告 (条例第四十九条、第五十条; form of 国办公开办函〔2021〕30号).
//!
//! - [`form`]: rows, columns, blocks and sections of the official form, with their printed labels;
//! - [`tables`]: the figures of sections two, three and four, where a figure nobody entered is `None` and never 0;
//! - [`counting`]: the cells in which one case counts, and the tables as a fold over all cases;
//! - [`exchange`]: a whole report in the exchange format `gongkai-report/1`;
//! - [`layout`]: the tables as printed, with spans and the cell behind each figure;
//! - [`crossfoot`]: the checks (勾稽) of anybody's report;
//! - [`claims`]: figures read from running text;
//! - [`narrative`]: the text of the six sections offered from the facts of the year;
//! - [`register`]: a row of the book of requests (申请台账) as it is imported and exported.

pub mod claims;
pub mod counting;
pub mod crossfoot;
pub mod exchange;
pub mod form;
pub mod layout;
pub mod narrative;
pub mod register;
pub mod tables;

pub use counting::{CaseFacts, RemedyFacts, RemedyResult, carried_forward, cells, count};
pub use crossfoot::{Context, crossfoot};
pub use exchange::{Finding, Level, Report, Section, SectionId, Severity};
pub use form::{Block, Cell, Column, Figure, Group, Row, Standing};
pub use narrative::{Narrative, YearFacts, narrative};
pub use tables::{DocumentCounts, PublicationTable, RemediesTable, RequestsRow, RequestsTable, WanYuan};
