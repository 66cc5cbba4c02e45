//! Paper: letters, reports, sheets out (PDF, DOCX, XLSX, HTML, text), registers and published reports in.

pub mod checking;
pub mod letters;
pub mod reading;
pub mod reports;
pub mod sheets;
pub mod typesetting;
