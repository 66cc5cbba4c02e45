//! The resident's side over HTTP, on a real SQLite file: form, drafts, sending once, receipt, progress.

mod apply;
mod drafts;
mod pages;
mod support;
mod track;
