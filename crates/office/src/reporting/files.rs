//! The report as a file: HTML, PDF, Word, spreadsheet, JSON, plain text, all from the one layout of the official form.

use crate::{Office, Refusal};
use gongkai_documents::reports;
use gongkai_rules::reporting::Report;

/// A form in which a report can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// A whole page.
    Html,
    /// For paper.
    Pdf,
    /// For editing.
    Docx,
    /// For calculating.
    Xlsx,
    /// `gongkai-report/1`.
    Json,
    /// Plain text.
    Text,
}

impl ReportFormat {
    /// Every form, in the order offered.
    pub const ALL: [ReportFormat; 6] = [
        ReportFormat::Pdf,
        ReportFormat::Docx,
        ReportFormat::Xlsx,
        ReportFormat::Json,
        ReportFormat::Text,
        ReportFormat::Html,
    ];

    /// The name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            ReportFormat::Text => "text",
            other => other.extension(),
        }
    }

    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            ReportFormat::Html => "html",
            ReportFormat::Pdf => "pdf",
            ReportFormat::Docx => "docx",
            ReportFormat::Xlsx => "xlsx",
            ReportFormat::Json => "json",
            ReportFormat::Text => "txt",
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            ReportFormat::Html => "网页",
            ReportFormat::Pdf => "PDF",
            ReportFormat::Docx => "Word",
            ReportFormat::Xlsx => "Excel",
            ReportFormat::Json => "JSON",
            ReportFormat::Text => "纯文本",
        }
    }

    /// The form of an extension.
    pub fn from_extension(extension: &str) -> Option<ReportFormat> {
        ReportFormat::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The form of a name on the command line.
    pub fn from_code(code: &str) -> Option<ReportFormat> {
        ReportFormat::ALL.into_iter().find(|format| format.code() == code)
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            ReportFormat::Html => "text/html; charset=utf-8",
            ReportFormat::Pdf => "application/pdf",
            ReportFormat::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ReportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ReportFormat::Json => "application/json; charset=utf-8",
            ReportFormat::Text => "text/plain; charset=utf-8",
        }
    }
}

impl Office {
    /// A report as a file. A draft's PDF says so on every page.
    ///
    /// # Errors
    /// [`Refusal::Fault`] where it cannot be written.
    pub async fn report_file(&self, report: Report, format: ReportFormat, draft: bool) -> Result<Vec<u8>, Refusal> {
        let fonts = self.fonts();
        // Typesetting takes milliseconds of one core: not on the threads that answer others.
        let made = tokio::task::spawn_blocking(move || match format {
            ReportFormat::Html => Ok(reports::page(&report).into_bytes()),
            ReportFormat::Pdf => reports::pdf(&fonts, &report, draft),
            ReportFormat::Docx => reports::docx(&report),
            ReportFormat::Xlsx => reports::xlsx(&report),
            ReportFormat::Json => Ok(reports::json(&report).into_bytes()),
            ReportFormat::Text => Ok(reports::text(&report).into_bytes()),
        });
        let made = made.await.map_err(|error| Refusal::Fault(error.to_string()))?;
        made.map_err(|error| Refusal::Fault(error.to_string()))
    }
}
