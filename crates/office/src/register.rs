//! The register of requests 申请台账 (条例第四十五条) in and out (`formats.md`): what an office did before Gongkai becomes
//! cases, all rows or none; an export gives the same columns back.

mod export;
mod import;
mod known;
mod plan;
mod rows;

pub use export::SheetFormat;
pub use import::Imported;
pub use plan::{PreviewLine, RegisterPreview};
pub use rows::{pack, unpack};
