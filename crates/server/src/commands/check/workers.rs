//! Two threads read and judge; answers are given in the order of the files. Where several files came together, all are
//! read first, so that each report finds the one of the year before; what was read is kept as long as it is little.

use super::{Task, files, judge, reading};
use crate::commands::progress::ProgressLine;
use crate::failure::Failure;
use gongkai_documents::checking::{Checked, Years};
use gongkai_documents::reading::Reading;
use gongkai_rules::reporting::exchange::Report;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

const THREADS: usize = 2;

/// Answers that may wait for one before them.
const WAITING: usize = 64;

/// Bytes of files whose readings are kept between the two rounds.
const KEPT: u64 = 32 << 20;

/// Reads and judges all files, and gives each answer in order.
///
/// # Errors
/// What taking an answer brings.
pub fn run(task: &Task, take: &mut dyn FnMut(Checked) -> Result<(), Failure>) -> Result<(), Failure> {
    let mut years = Years::default();
    let mut kept: BTreeMap<usize, Reading> = BTreeMap::new();
    let alone = task.files.len() == 1 || task.before.is_some();
    if !alone {
        let mut room = KEPT;
        let each = |number: usize, path: &Path| Ok((number, read(task, path)));
        in_order::<(usize, (Reading, u64))>(task, "读取", &each, &mut |(number, (reading, size))| {
            if let Some(report) = &reading.report {
                years.note(number, report);
            }
            if let Some(left) = room.checked_sub(size) {
                room = left;
                kept.insert(number, reading);
            }
            Ok(())
        })?;
    }
    let judged = |number: usize, path: &Path| {
        let reading = kept.get(&number).cloned().unwrap_or_else(|| read(task, path).0);
        let before = reading.report.as_ref().and_then(|report| years.before(report));
        let before: Option<Report> = before.and_then(|before| match kept.get(&before) {
            Some(reading) => reading.report.clone(),
            None => task.files.get(before).and_then(|path| read(task, path).0.report),
        });
        Ok(judge(task, path, reading, before.as_ref()))
    };
    in_order(task, "核对", &judged, take)
}

/// One file read, with its size.
fn read(task: &Task, path: &Path) -> (Reading, u64) {
    match files::bytes(path, &task.limits) {
        Ok(bytes) => {
            let size = bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
            (reading(path, bytes.as_deref(), task.level, &task.limits), size)
        }
        Err(error) => (Reading::unreadable(&Failure::unreadable(path, &error).to_string()), 0),
    }
}

/// Does something with each file on two threads and takes the results in order.
fn in_order<T: Send>(
    task: &Task,
    what: &'static str,
    work: &(dyn Fn(usize, &Path) -> Result<T, Failure> + Sync),
    take: &mut dyn FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let (sender, results) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        for _ in 0..THREADS.min(task.files.len()) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = task.files.get(number) else { break };
                    // Nobody listens any more once taking has failed.
                    if sender.send((number, work(number, path))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        taken(results, task.files.len(), (what, task.quiet), take)
    })
}

fn taken<T>(
    results: Receiver<(usize, Result<T, Failure>)>,
    all: usize,
    (what, quiet): (&'static str, bool),
    take: &mut dyn FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut waiting: BTreeMap<usize, T> = BTreeMap::new();
    let mut due = 0;
    let mut progress = (all > 1).then(|| ProgressLine::new(what, quiet));
    for (number, result) in results {
        waiting.insert(number, result?);
        while let Some(result) = waiting.remove(&due) {
            take(result)?;
            due += 1;
            if let Some(progress) = &mut progress {
                progress.at(due as u64, all as u64);
            }
        }
    }
    Ok(())
}
