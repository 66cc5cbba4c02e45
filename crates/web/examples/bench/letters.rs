//! Replies typeset one after another, each to somebody else about something else, with the fonts in memory.

#[path = "../../../rules/tests/letters_samples/mod.rs"]
#[allow(dead_code, clippy::panic, reason = "shared with the tests of letters")]
mod samples;

use crate::Fault;
use gongkai_documents::letters;
use gongkai_documents::typesetting::Fonts;
use gongkai_rules::letters::{Letter, LetterKind};
use gongkai_rules::outcomes::Outcome;
use serde_json::{Value, json};
use std::time::Instant;

fn letter(kind: LetterKind, number: usize) -> Letter {
    let mut letter = samples::letter(kind);
    letter.number = Some(format!("西工公开〔2026〕{number}号-答"));
    letter.addressee = Some(format!("申请人{number}"));
    for paragraph in &mut letter.paragraphs {
        paragraph.text = format!("{}（第{number}件）", paragraph.text);
    }
    letter
}

pub fn run(number: usize) -> Result<Value, Fault> {
    let kinds = Outcome::Disclosed.letters();
    let kind = *kinds.first().ok_or("no letter")?;
    let began = Instant::now();
    let fonts = Fonts::embedded();
    let first = letters::pdf(&letter(kind, 0), fonts, samples::TODAY)?;
    let cold = began.elapsed().as_secs_f64() * 1000.0;
    let mut times = Vec::with_capacity(number);
    for number in 1..=number {
        let letter = letter(kind, number);
        let began = Instant::now();
        let pdf = letters::pdf(&letter, fonts, samples::TODAY)?;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
        if pdf == first {
            return Err("the same letter twice".into());
        }
    }
    Ok(json!({ "cold_ms": cold, "warm_ms": times, "bytes": first.len() }))
}
