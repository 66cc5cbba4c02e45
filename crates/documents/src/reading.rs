//! Reading of anybody's annual report (年报核查): bytes of any kind to a document, a document to a report.

pub mod document;
pub mod pdf;

pub use document::{Block, Cell, Document, Encoding, Grid, Layout, Limits, Metadata, Unreadable};
