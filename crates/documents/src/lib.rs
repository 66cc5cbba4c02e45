//! Paper: letters, reports, sheets out (PDF, DOCX, XLSX, HTML, text), registers in.

pub mod letters;
pub mod reports;
pub mod sheets;
pub mod typesetting;
