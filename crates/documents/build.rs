//! Embeds the fonts of crates/documents/fonts, which `script/fonts` fills, so that the program finds them wherever it runs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const MISSING: &str = "no fonts in crates/documents/fonts: run script/bootstrap first (it calls script/fonts)";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if env::var_os("CARGO_FEATURE_TYPESETTING").is_none() {
        return Ok(());
    }
    let here = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let folder = here.join("fonts");
    println!("cargo::rerun-if-changed={}", folder.display());
    let files = font_files(&folder).unwrap_or_default();
    if files.is_empty() {
        println!("cargo::error={MISSING}");
        return Ok(());
    }
    let mut table = String::from("&[\n");
    for file in files {
        writeln!(table, "    include_bytes!({:?}),", file.display().to_string())?;
    }
    table.push_str("]\n");
    fs::write(Path::new(&variable("OUT_DIR")?).join("fonts.rs"), table)?;
    Ok(())
}

/// The font files of a folder by name, so that two builds embed them in the same order.
fn font_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ttf" || extension == "otf" || extension == "ttc") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn variable(name: &str) -> Result<String, String> {
    env::var_os(name).and_then(|value| value.into_string().ok()).ok_or_else(|| format!("cargo sets no {name}"))
}
