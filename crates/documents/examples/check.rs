//! `check PATH… --format json [--before FILE]`, without the server: what the judge of the generator runs.
use gongkai_documents::checking::{self, json};
use gongkai_documents::reading::{Limits, read};
use gongkai_rules::reporting::Context;
use std::path::{Path, PathBuf};

fn files(path: &Path, into: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let mut inside: Vec<_> = std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()).collect();
        inside.sort();
        for one in inside {
            files(&one, into);
        }
    } else {
        into.push(path.to_owned());
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let (mut paths, mut before) = (Vec::new(), None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "check" => {}
            "--format" => {
                args.next();
            }
            "--before" => before = args.next(),
            path => files(Path::new(path), &mut paths),
        }
    }
    let limits = Limits::default();
    let context = Context { today: Some(jiff::civil::date(2026, 11, 24)), ..Context::default() };
    let reading =
        |path: &Path| read(&path.file_name().unwrap().to_string_lossy(), &std::fs::read(path).unwrap(), None, &limits);
    let before = before.and_then(|path| reading(Path::new(&path)).report);
    let checked: Vec<_> = paths
        .iter()
        .map(|path| checking::check(&path.display().to_string(), reading(path), before.as_ref(), &context, false))
        .collect();
    let no = checked.iter().any(|one| one.report.is_none());
    println!("{}", json(&checked));
    if no {
        std::process::exit(3)
    }
}
