//! Any bytes to the reader of word.
#![cfg_attr(fuzzing, no_main)]

gongkai_fuzz::target!(Word);
