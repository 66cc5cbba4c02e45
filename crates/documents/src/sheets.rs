//! Spreadsheets in and out: the register of requests (`formats.md`, Register of requests).

mod reading;
mod writing;

pub use reading::{Limits, SheetError, register};
pub use writing::{LeftOut, write_register, write_register_csv};
