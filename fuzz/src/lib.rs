//! What the fuzz targets share: bytes are read, judged and written out as any stranger's file is, within a bound of
//! memory, and every panic ends the run.
//!
//! Built with `--cfg fuzzing` (`script/fuzz`) a target is driven by libFuzzer; built otherwise it reads the files it is
//! given, to look at one that the fuzzer found (`cargo run -p gongkai-fuzz --bin html -- FILE`).

use std::alloc::System;
use std::io;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

use cap::Cap;
use gongkai_documents::checking;
use gongkai_documents::reading::{self, Limits, Reading};
use gongkai_rules::reporting::crossfoot::Context;

mod packing;
mod paper;
mod seeds;

pub use seeds::{seeds, words};

/// Most memory for one file (`Bad input` of the check: 256 MB). More is refused, which ends the run.
const MEMORY: usize = 256 << 20;

/// Most processor time for one file (5 s): of the whole process, in hundredths of a second as Linux counts. A clock on the
/// wall would blame the reader for a busy machine.
const HUNDREDTHS: u64 = 500;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, MEMORY);

/// One kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Pages.
    Html,
    /// Word files.
    Word,
    /// Workbooks.
    Workbook,
    /// PDF.
    Pdf,
    /// Text and Markdown.
    Plain,
}

impl Target {
    /// All of them.
    pub const ALL: [Target; 5] = [Target::Html, Target::Word, Target::Workbook, Target::Pdf, Target::Plain];

    /// The name of the target and of its folder in `fuzz/corpus`.
    pub const fn name(self) -> &'static str {
        match self {
            Target::Html => "html",
            Target::Word => "word",
            Target::Workbook => "workbook",
            Target::Pdf => "pdf",
            Target::Plain => "plain",
        }
    }

    /// Reads an input of this target as a file, judges what was read and writes the answers.
    pub fn run(self, input: &[u8]) -> Reading {
        let (name, bytes) = match self {
            Target::Html => ("年报.html", page(input)),
            Target::Word => ("年报.docx", packing::word(input)),
            Target::Workbook => ("年报.xlsx", packing::workbook(input)),
            Target::Pdf => ("年报.pdf", packing::pdf(input)),
            // The name alone decides between the two.
            Target::Plain if input.starts_with(b"#") => ("年报.md", input.to_vec()),
            Target::Plain => ("年报.txt", input.to_vec()),
        };
        let reading = reading::read(name, &bytes, None, &Limits::default());
        answer(name, reading.clone());
        reading
    }
}

/// What libFuzzer calls: [`Target::run`] within the bound of time.
pub fn bounded(target: Target, input: &[u8]) {
    let before = processor_time();
    target.run(input);
    let took = processor_time().saturating_sub(before);
    assert!(took <= HUNDREDTHS, "{} bytes took {took} hundredths of a second", input.len());
}

/// What the process has used so far, threads that have ended included: hundredths of a second.
fn processor_time() -> u64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program is in brackets and may hold blanks; the times are fields 14 and 15, counted from 1.
    let behind = told.rsplit_once(')').map_or("", |(_, behind)| behind);
    behind.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
}

/// A page even where the input does not look like one.
fn page(input: &[u8]) -> Vec<u8> {
    if input.trim_ascii_start().starts_with(b"<") { input.to_vec() } else { [b"<html>", input].concat() }
}

fn answer(name: &str, reading: Reading) {
    let checked = checking::check(name, reading, None, &Context::default(), true);
    std::hint::black_box((checking::text(&checked), checking::json_element(&checked), checking::fragment(&checked, 1)));
}

/// Before the first input: panics are watched; where `GONGKAI_FUZZ_SEEDS` names a folder, the target writes its seeds and
/// its dictionary there and is done.
pub fn begin(target: Target) {
    watch_panics();
    if let Some(folder) = std::env::var_os("GONGKAI_FUZZ_SEEDS") {
        let written = write_seeds(target, Path::new(&folder));
        std::process::exit(i32::from(written.is_err()));
    }
}

/// Ends the run at a panic, even at one that the reader would catch: what the reader catches is a last resort, not a
/// way to read. The parsers of PDF and of workbooks are other people's and may panic (calamine 0.38 subtracts the corners of a
/// merge that stands on its head); that is caught and answered by design.
fn watch_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if is_ours(panic) {
            before(panic);
            std::process::abort();
        }
    }));
}

fn is_ours(panic: &PanicHookInfo<'_>) -> bool {
    panic.location().is_none_or(|at| !["hayro", "calamine"].iter().any(|theirs| at.file().contains(theirs)))
}

fn write_seeds(target: Target, folder: &Path) -> io::Result<()> {
    std::fs::write(folder.join("words"), words(target))?;
    let inputs = folder.join("inputs");
    std::fs::create_dir_all(&inputs)?;
    for (number, seed) in seeds(target).iter().enumerate() {
        std::fs::write(inputs.join(number.to_string()), seed)?;
    }
    Ok(())
}

/// Reads the files named, and those found in the folders named, and tells how many they were.
///
/// # Errors
/// A file that cannot be read.
pub fn replay(target: Target, paths: impl IntoIterator<Item = PathBuf>) -> io::Result<usize> {
    begin(target);
    let mut waiting: Vec<PathBuf> = paths.into_iter().collect();
    let mut inputs = 0;
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            for entry in path.read_dir()? {
                waiting.push(entry?.path());
            }
        } else {
            target.run(&std::fs::read(&path)?);
            inputs += 1;
        }
    }
    Ok(inputs)
}

/// The program of one target.
#[macro_export]
macro_rules! target {
    ($target:ident) => {
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(init: $crate::begin($crate::Target::$target), |input: &[u8]| {
            $crate::bounded($crate::Target::$target, input);
        });

        #[cfg(not(fuzzing))]
        fn main() -> std::io::Result<()> {
            let paths = std::env::args_os().skip(1).map(Into::into);
            $crate::replay($crate::Target::$target, paths).map(|_| ())
        }
    };
}
