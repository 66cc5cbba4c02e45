//! Paper: letters, reports, sheets out (PDF, DOCX, XLSX, HTML, text), registers and published reports in.

pub mod checking;
#[cfg(feature = "typesetting")]
pub mod letters;
pub mod reading;
pub mod reports;
pub mod sheets;
#[cfg(feature = "typesetting")]
pub mod typesetting;
