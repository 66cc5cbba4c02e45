//! Pages: sees office and rules only.

pub mod parts;
