//! Where the answers go: text and JSON file by file as they come, so that any number of files needs little memory;
//! spreadsheet and page at the end, without the running texts.

use super::{CheckFormat, Checked, Failure, Summary, answer_text, json_element, page, summary_text, xlsx};
use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The output of a call.
pub struct Output {
    format: CheckFormat,
    sink: BufWriter<Box<dyn Write>>,
    path: PathBuf,
    several: bool,
    first: bool,
    summary: Summary,
    kept: Vec<Checked>,
}

impl Output {
    /// Opens it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn new(format: CheckFormat, path: Option<&Path>, several: bool) -> Result<Output, Failure> {
        let sink: Box<dyn Write> = match path {
            Some(path) => Box::new(File::create(path).map_err(|error| Failure::disk(path, &error))?),
            None => Box::new(std::io::stdout()),
        };
        let path = path.map_or_else(|| PathBuf::from("标准输出"), Path::to_path_buf);
        let (sink, summary) = (BufWriter::new(sink), Summary::default());
        Ok(Output { format, sink, path, several, first: true, summary, kept: Vec::new() })
    }

    /// Takes the answer for one file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn take(&mut self, mut checked: Checked) -> Result<(), Failure> {
        self.summary.add(&checked);
        match self.format {
            CheckFormat::Text => self.write(answer_text(&checked).as_bytes())?,
            CheckFormat::Json => {
                let opening = if self.first { "[\n" } else { ",\n" };
                self.write(opening.as_bytes())?;
                self.write(json_element(&checked).as_bytes())?;
            }
            CheckFormat::Xlsx | CheckFormat::Html => {
                if let Some(report) = &mut checked.report {
                    report.sections.clear();
                    report.claims.clear();
                }
                self.kept.push(checked);
            }
        }
        self.first = false;
        Ok(())
    }

    /// Writes what comes at the end, and gives the counts.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(mut self) -> Result<Summary, Failure> {
        let last = match self.format {
            CheckFormat::Text if self.several => summary_text(&self.summary).into_bytes(),
            CheckFormat::Text => Vec::new(),
            CheckFormat::Json => b"\n]\n".to_vec(),
            CheckFormat::Html => page(&self.kept, &self.summary).into_bytes(),
            CheckFormat::Xlsx => xlsx(&self.kept).map_err(|error| Failure::fault(&error.to_string()))?,
        };
        self.write(&last)?;
        let flushed = self.sink.flush();
        self.told(flushed)?;
        Ok(self.summary)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.sink.write_all(bytes);
        self.told(written)
    }

    /// A reader that has gone away is no fault of ours.
    fn told(&self, written: std::io::Result<()>) -> Result<(), Failure> {
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::disk(&self.path, &error)),
            _ => Ok(()),
        }
    }
}
