//! Writes the gallery of parts as files that a browser can open, with the style sheets beside them.
//! `cargo run -p gongkai-web --example parts -- DIRECTORY`

use std::path::PathBuf;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let target = PathBuf::from(env::args_os().nth(1).ok_or("a directory to write to")?);
    fs::create_dir_all(target.join("assets"))?;
    for (name, html) in gongkai_web::parts::gallery::pages()? {
        fs::write(target.join(format!("{name}.html")), html)?;
    }
    for entry in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets"))? {
        let entry = entry?;
        fs::copy(entry.path(), target.join("assets").join(entry.file_name()))?;
    }
    Ok(())
}
