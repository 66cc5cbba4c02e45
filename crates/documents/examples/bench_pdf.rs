//! How fast PDFs are read, on one core: `cargo run --release -p gongkai-documents --example bench_pdf -- TIMES FILE…`
//! prints files, pages, seconds and pages per second, and the slowest file. The files are read into memory before the
//! clock starts.
#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use std::time::{Duration, Instant};

use gongkai_documents::reading::{Block, Limits, pdf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let times: u32 = arguments.next().unwrap_or_default().parse()?;
    let files = arguments.map(|file| Ok((std::fs::read(&file)?, file))).collect::<std::io::Result<Vec<_>>>()?;
    let limits = Limits::default();
    let (mut pages, mut read, mut total) = (0_u64, 0_u64, Duration::ZERO);
    let mut slowest = (Duration::ZERO, "");
    for _ in 0..times {
        for (bytes, name) in &files {
            let start = Instant::now();
            let document = pdf::read(bytes, &limits);
            let taken = start.elapsed();
            total += taken;
            slowest = slowest.max((taken, name));
            let Ok(document) = document else { continue };
            read += 1;
            pages += u64::from(document.blocks.iter().filter_map(last_page).max().unwrap_or(0));
        }
    }
    let seconds = total.as_secs_f64();
    println!("{read} files read of {}, {pages} pages, {seconds:.3} s", u64::from(times) * files.len() as u64);
    println!("{:.1} files/s, {:.1} pages/s", read as f64 / seconds, pages as f64 / seconds);
    println!("slowest: {} ({:.1} ms)", slowest.1, slowest.0.as_secs_f64() * 1000.0);
    Ok(())
}

/// The last page a block stands on, as far as its places tell.
fn last_page(block: &Block) -> Option<u32> {
    match block {
        Block::Heading { place, .. } | Block::Paragraph { place, .. } | Block::Caption { place, .. } => {
            place.as_ref()?.page
        }
        Block::Table(grid) => grid.rows.iter().flatten().filter_map(|cell| cell.place.as_ref()?.page).max(),
    }
}
