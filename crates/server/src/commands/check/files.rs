//! The files of a call: those named, and those of a folder sorted by path.

use crate::failure::{Failure, Status};
use gongkai_documents::reading::Limits;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What a saved page brings with it and is no report.
const NOT_REPORTS: [&str; 24] = [
    "css", "js", "mjs", "map", "json", "xml", "png", "jpg", "jpeg", "gif", "svg", "ico", "bmp", "webp", "woff",
    "woff2", "ttf", "eot", "mp4", "mp3", "csv", "log", "zip", "db",
];

/// Deepest folder within a folder.
const DEPTH: usize = 32;

/// The files, in the order given; a folder gives its files sorted by path.
///
/// # Errors
/// [`Status::Input`] where something named is not there, or a folder holds no file.
pub fn expand(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        let kind = std::fs::metadata(path).map_err(|error| Failure::unreadable(path, &error))?;
        if !kind.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut found = Vec::new();
        walk(path, DEPTH, &mut found)?;
        if found.is_empty() {
            return Err(Failure::new(
                Status::Input,
                "目录里没有可核对的文件",
                path.display().to_string(),
                "请检查目录",
            ));
        }
        found.sort();
        files.append(&mut found);
    }
    Ok(files)
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::unreadable(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Failure::unreadable(folder, &error))?;
        let path = entry.path();
        // Links are not followed: one may lead back to where it stands.
        let kind = entry.file_type().map_err(|error| Failure::unreadable(&path, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let hidden = name.starts_with('.') || name.starts_with("~$");
        if kind.is_dir() && depth > 0 && !hidden {
            walk(&path, depth - 1, found)?;
        } else if kind.is_file() && !hidden && !is_other(&path) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_other(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| NOT_REPORTS.contains(&extension.as_str()))
}

/// The bytes of a file; `None` where it is larger than allowed, which is known without reading it.
///
/// # Errors
/// It cannot be read.
pub fn bytes(path: &Path, limits: &Limits) -> std::io::Result<Option<Vec<u8>>> {
    let file = std::fs::File::open(path)?;
    if file.metadata()?.len() > limits.bytes {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    // A pipe or a growing file has no length to go by.
    file.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= limits.bytes))
}
