//! The parts of `script/bench` that are measured or made inside the program. Prints one JSON document.
//!
//! `bench fill DATA ORGAN CASES`: takes a made-up register of so many cases in, through the import.
//! `bench statements DATA COOKIE PATH…`: the number of SQL statements behind a page of the desk.
//! `bench count EVENTS`: replays and counts a year of so many events as they are stored, case by case.
//! `bench letters NUMBER`: typesets so many different replies.
#![allow(clippy::print_stdout, reason = "a benchmark tells what it measured")]

mod counting;
mod filling;
mod letters;
mod statements;

type Fault = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Fault> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let told = match words.as_slice() {
        ["count", events] => counting::run(events.parse()?)?,
        ["letters", number] => letters::run(number.parse()?)?,
        ["fill", data, organ, cases] => on_threads(filling::run(data.as_ref(), organ, cases.parse()?))?,
        ["statements", data, cookie, paths @ ..] => on_threads(statements::run(data.as_ref(), cookie, paths))?,
        _ => return Err("its first lines say what it takes".into()),
    };
    println!("{told}");
    Ok(())
}

fn on_threads<T>(work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
