//! Writes one letter of every kind as PDF into a folder, and says how long a warm letter takes.
//! `cargo run -p gongkai-documents --example letters -- FOLDER`
#![allow(clippy::print_stdout, reason = "an example tells what it did")]

#[path = "../../rules/tests/letters_samples/mod.rs"]
mod samples;

use std::path::PathBuf;
use std::time::Instant;

use gongkai_documents::letters;
use gongkai_documents::typesetting::Fonts;
use gongkai_rules::letters::LetterKind;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or("give a folder to write the letters into")?;
    std::fs::create_dir_all(&folder)?;
    let started = Instant::now();
    let fonts = Fonts::embedded();
    println!("fonts loaded in {:.1} ms", started.elapsed().as_secs_f64() * 1000.0);
    let mut times = Vec::new();
    for &kind in LetterKind::ALL {
        let letter = samples::letter(kind);
        let started = Instant::now();
        let pdf = letters::pdf(&letter, fonts, samples::TODAY)?;
        times.push((started.elapsed().as_secs_f64() * 1000.0, kind));
        std::fs::write(folder.join(format!("{kind:?}.pdf")), pdf)?;
    }
    for (name, letter) in samples::variants() {
        std::fs::write(folder.join(format!("{name}.pdf")), letters::pdf(&letter, fonts, samples::TODAY)?)?;
    }
    for (time, kind) in &times {
        println!("{kind:?}: {time:.1} ms");
    }
    let mut warm: Vec<f64> = times.iter().skip(3).map(|(time, _)| *time).collect();
    warm.sort_by(f64::total_cmp);
    println!("median of warm letters: {:.1} ms", warm.get(warm.len() / 2).copied().unwrap_or_default());
    Ok(())
}
