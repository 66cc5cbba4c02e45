//! Pages: sees office and rules only.
