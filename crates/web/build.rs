//! Takes the names of the compiled style sheets and scripts from `assets/manifest.json` into constants, and stops with one
//! sentence where they have not been made.
#![allow(clippy::print_stdout, reason = "cargo reads a build script's standard output")]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs, process};

const HOW: &str = "crates/web/assets is missing or incomplete: run script/bootstrap, which compiles the style sheets and scripts into it";

fn main() {
    println!("cargo::rerun-if-changed=assets/manifest.json");
    println!("cargo::rerun-if-changed=templates");
    match constants() {
        Some(text) => println!("cargo::rustc-env=GK_ASSETS_RS={}", text.display()),
        None => {
            println!("cargo::error={HOW}");
            process::exit(1);
        }
    }
}

fn constants() -> Option<PathBuf> {
    let manifest = fs::read_to_string("assets/manifest.json").ok()?;
    let mut text = String::new();
    for (constant, name, meaning) in [
        ("BASE_CSS", "base.css", "govuk-frontend with our settings"),
        ("GK_CSS", "gk.css", "our own parts"),
        ("SCRIPT", "gongkai.js", "the small behaviours"),
        ("DESK_SCRIPT", "desk.js", "keys and focus at the desk"),
        ("HTMX", "htmx.js", "partial refresh, desk only"),
        ("FAVICON", "favicon.svg", "the seal"),
    ] {
        let hashed = hashed_name(&manifest, name)?;
        if !PathBuf::from("assets").join(hashed).is_file() {
            return None;
        }
        writeln!(text, "/// Address of {name}: {meaning}.\npub const {constant}: &str = \"/assets/{hashed}\";").ok()?;
    }
    let path = PathBuf::from(env::var_os("OUT_DIR")?).join("assets.rs");
    fs::write(&path, text).ok()?;
    Some(path)
}

/// The manifest is one flat object of strings that `script/assets.mjs` writes, so finding the quoted name is enough.
fn hashed_name<'a>(manifest: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = manifest.split_once(&format!("\"{name}\":"))?;
    rest.split('"').nth(1)
}
