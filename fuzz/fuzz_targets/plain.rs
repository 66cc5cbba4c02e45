//! Any bytes to the reader of plain.
#![cfg_attr(fuzzing, no_main)]

gongkai_fuzz::target!(Plain);
