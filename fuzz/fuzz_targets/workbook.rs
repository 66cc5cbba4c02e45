//! Any bytes to the reader of workbook.
#![cfg_attr(fuzzing, no_main)]

gongkai_fuzz::target!(Workbook);
