//! What the fuzz targets share: bytes are read, judged and written out as any stranger's file is, within a bound of
//! memory, and every panic ends the run.
//!
//! Built with `--cfg fuzzing` (`script/fuzz`) a target is driven by libFuzzer; built otherwise it reads the files it is
//! given, to look at one that the fuzzer found.

use std::alloc::System;
use std::panic::PanicHookInfo;

use cap::Cap;
use gongkai_documents::checking;
use gongkai_documents::reading::{self, Layout, Limits, Reading};
use gongkai_rules::reporting::crossfoot::Context;

mod packing;

/// Most memory for one file (`Bad input` of the check: 256 MB). More is refused, which ends the run.
const MEMORY: usize = 256 << 20;

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

    /// The name of the target and of its folder of seeds.
    pub const fn name(self) -> &'static str {
        match self {
            Target::Html => "html",
            Target::Word => "word",
            Target::Workbook => "workbook",
            Target::Pdf => "pdf",
            Target::Plain => "plain",
        }
    }

    /// Reads an input of this target as a file, judges what was read and writes the answers. Tells the kind of file
    /// that it was taken for.
    pub fn run(self, input: &[u8]) -> Option<Layout> {
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
        let layout = reading.layout;
        answer(name, reading);
        layout
    }
}

/// A page even where the input does not look like one.
fn page(input: &[u8]) -> Vec<u8> {
    if input.trim_ascii_start().starts_with(b"<") { input.to_vec() } else { [b"<html>", input].concat() }
}

fn answer(name: &str, reading: Reading) {
    let checked = checking::check(name, reading, None, &Context::default(), true);
    std::hint::black_box((
        checking::text(&checked),
        checking::json_element(&checked),
        checking::fragment(&checked, 1),
    ));
}

/// Ends the run at a panic, even at one that the reader would catch: what the reader catches is a last resort, not a
/// way to read. The parser of PDF is other people's and may panic; that is caught and answered by design.
pub fn watch_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if is_ours(panic) {
            before(panic);
            std::process::abort();
        }
    }));
}

fn is_ours(panic: &PanicHookInfo<'_>) -> bool {
    panic.location().is_none_or(|at| !at.file().contains("hayro"))
}

/// Reads the files named on the command line, or found in the folders named there.
///
/// # Errors
/// A file that cannot be read.
pub fn replay(target: Target) -> std::io::Result<usize> {
    watch_panics();
    let mut waiting: Vec<std::path::PathBuf> = std::env::args_os().skip(1).map(Into::into).collect();
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
        libfuzzer_sys::fuzz_target!(init: $crate::watch_panics(), |input: &[u8]| {
            $crate::Target::$target.run(input);
        });

        #[cfg(not(fuzzing))]
        fn main() -> std::io::Result<()> {
            $crate::replay($crate::Target::$target).map(|_| ())
        }
    };
}
