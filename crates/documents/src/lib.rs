//! Paper: letters, reports, sheets out (PDF, DOCX, XLSX, HTML, text), registers in.
