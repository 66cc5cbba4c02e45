//! Any bytes to the reader of pdf.
#![cfg_attr(fuzzing, no_main)]

gongkai_fuzz::target!(Pdf);
