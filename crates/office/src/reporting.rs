//! The annual report 政府信息公开工作年度报告 (条例第四十九条、第五十条) of an organ and a year: table two entered, tables
//! three and four counted from the cases, checks, text, review by another person, publication, corrections.
//!
//! A published edition is frozen twice: as the report itself, and as what it counted of each case. So an event recorded
//! later with effect in the year is seen (公布后补记, [`late`]), the next year's 上年结转 follows the edition in force,
//! and [`Office::recount`](crate::Office::recount) can count it anew for ever.

pub(crate) mod acting;
mod acts;
mod assembling;
mod counted;
mod files;
mod importing;
pub mod late;
mod published;
mod recount;
pub(crate) mod view;

pub use acts::{ReportAct, TypedFigures};
pub use assembling::{blocking, content_hash, report_due};
pub use counted::{CountedCase, in_cell};
pub use files::ReportFormat;
pub use importing::read_figures;
pub use late::LateEntry;
pub use published::{CellChange, EditionNote, PublishedView, cell_changes};
pub use recount::ReportDifference;
pub use view::{Before, ReportNow, ReportView, ReportYear};
