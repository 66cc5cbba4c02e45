//! Prints what is read of PDF files: `cargo run -p gongkai-documents --example read_pdf -- FILE…`.
#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use gongkai_documents::reading::{Block, Limits, pdf};

fn main() -> std::io::Result<()> {
    for file in std::env::args_os().skip(1) {
        match pdf::read(&std::fs::read(&file)?, &Limits::default()) {
            Ok(document) => document.blocks.iter().for_each(print),
            Err(error) => println!("{}: {error}", file.to_string_lossy()),
        }
    }
    Ok(())
}

fn print(block: &Block) {
    match block {
        Block::Heading { level, text, .. } => println!("{} {text}", "#".repeat(usize::from(*level))),
        Block::Paragraph { text, .. } | Block::Caption { text, .. } => println!("{text}"),
        Block::Table(grid) => {
            println!("[table{}]", if grid.exact { "" } else { ", inferred" });
            for row in &grid.rows {
                let cells = row.iter().map(|cell| {
                    let span = if (cell.rows, cell.columns) == (1, 1) {
                        String::new()
                    } else {
                        format!("{{{}×{}}}", cell.rows, cell.columns)
                    };
                    format!("{}{span}", cell.text.replace('\n', "⏎"))
                });
                println!("| {} |", cells.collect::<Vec<_>>().join(" | "));
            }
        }
    }
}
