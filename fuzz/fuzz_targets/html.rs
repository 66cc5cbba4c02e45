//! Any bytes to the reader of html.
#![cfg_attr(fuzzing, no_main)]

gongkai_fuzz::target!(Html);
