//! 年报核查 on the public page, whole: the server, the process apart that reads the file, and what stays behind.

use crate::common::Fresh;
use crate::running::{PATIENCE, Server, district, free_address, run_with};
use crate::visitor::{Answer, get, post, post_file};
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

const SUM: &str = include_str!("../../../web/samples/sum.md");

fn site(environment: &[(&str, &str)]) -> (Fresh, Server) {
    let fresh = Fresh::sqlite();
    tokio::runtime::Runtime::new().expect("a runtime").block_on(district(&fresh));
    let settings: String = environment.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    std::fs::write(fresh.file("gongkai.toml"), format!("[limits]\n{settings}")).expect("written");
    let server = Server::start(&fresh, free_address(), free_address(), &[]);
    (fresh, server)
}

/// Names of all files below the data directory, the log of the test apart.
fn files(fresh: &Fresh) -> Vec<std::path::PathBuf> {
    let mut folders = vec![fresh.dir().to_path_buf()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

#[test]
fn a_file_is_read_apart_and_nothing_of_it_stays() {
    let (fresh, server) = site(&[]);
    let before = files(&fresh);
    let answer = post_file(server.site, "/check", "report", "机密的文件名.md", SUM.as_bytes()).expect("an answer");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.body.contains("机密的文件名.md") && answer.body.contains("gk-cell--error"), "{}", answer.body);
    let pasted = post(server.site, "/check", "", &[("text", &SUM.replace('\n', "\r\n"))]).expect("an answer");
    assert!(pasted.status == 200 && pasted.body.contains("gk-cell--error"), "{}", pasted.body);
    assert_eq!(files(&fresh), before, "no file more than before");
    let log = std::fs::read_to_string(fresh.file("server.log")).expect("a log");
    assert!(log.contains("\"/check\"") || log.contains("/check"), "{log}");
    for word in ["机密的文件名", "清溪区", "无法提供"] {
        assert!(!log.contains(word), "the log tells {word}");
    }
    for path in files(&fresh).iter().filter(|path| path.extension().is_none_or(|extension| extension != "log")) {
        let bytes = std::fs::read(path).expect("a file");
        let found = bytes.windows("清溪区".len()).any(|window| window == "清溪区".as_bytes());
        assert!(!found, "{} holds the report", path.display());
    }
}

fn refused(answer: &Answer, words: &str) {
    assert_eq!(answer.status, 422, "{}", answer.body);
    let told = answer.body.split("id=\"report-error\">").nth(1).and_then(|after| after.split("</p>").next());
    assert!(told.is_some_and(|told| told.contains(words)), "{told:?} is not {words}");
    assert!(!answer.body.contains("gk-check__about"), "no answer is made up");
}

#[test]
fn a_file_that_needs_more_memory_than_there_is_ends_its_process_alone() {
    let (fresh, server) = site(&[("check_memory_mb", "2")]);
    let exceeded = "这份文件没有读成（超过了时间或内存的限度）";
    let answer = post_file(server.site, "/check", "report", "a.md", SUM.as_bytes()).expect("an answer");
    refused(&answer, exceeded);
    refused(&post_file(server.site, "/check", "report", "b.md", SUM.as_bytes()).expect("an answer"), exceeded);
    assert_eq!(get(server.site, "/check").expect("an answer").status, 200, "the server goes on");
    let log = std::fs::read_to_string(fresh.file("server.log")).expect("a log");
    assert!(log.contains("was not read within the limits") && !log.contains("a.md"), "{log}");
    assert_eq!(server.stop(), Some(0));
}

/// Files made to break readers, through the whole way.
#[test]
fn hostile_files_get_their_reason_and_the_next_visitor_is_served() {
    let (_fresh, server) = site(&[]);
    let nested = format!("<html><body>{}2025年政府信息公开工作年度报告", "<table><tr><td>".repeat(60_000));
    let hostile: [(&str, Vec<u8>); 4] = [
        ("深.html", nested.into_bytes()),
        ("圈.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF".to_vec()),
        ("空.docx", b"PK\x05\x06".iter().copied().chain([0; 18]).collect()),
        ("噪.pdf", (0..200_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect()),
    ];
    for (name, content) in hostile {
        let answer = post_file(server.site, "/check", "report", name, &content).expect("an answer");
        refused(&answer, "");
    }
    let answer = post_file(server.site, "/check", "report", "好.md", SUM.as_bytes()).expect("an answer");
    assert_eq!(answer.status, 200);
}

fn until(what: &str, reached: impl Fn() -> bool) {
    let began = Instant::now();
    while !reached() {
        assert!(began.elapsed() < PATIENCE, "{what}");
        std::thread::yield_now();
    }
}

/// A process of the hidden command that waits for its order, with its standard output also open as another descriptor.
#[cfg(target_os = "linux")]
fn waiting() -> Child {
    let script = "exec 9>&1 1>/dev/null; exec \"$0\" check-one --memory-mb 64 --seconds 5";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_gongkai")]).stdin(Stdio::piped()).stdout(Stdio::piped());
    command.spawn().expect("it starts")
}

#[cfg(target_os = "linux")]
#[test]
fn the_process_apart_sets_its_limits_before_it_reads_anything() {
    let mut child = waiting();
    let limits = format!("/proc/{}/limits", child.id());
    let limit = |name: &str| {
        let text = std::fs::read_to_string(&limits).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
        line[name.len().min(line.len())..].split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    until("the limits are set", || limit("Max open files") == ["3", "3"]);
    assert_eq!(limit("Max core file size"), ["0", "0"]);
    assert_eq!(limit("Max file size"), ["0", "0"]);
    assert_eq!(limit("Max cpu time"), ["5", "5"]);
    let space: u64 = limit("Max address space")[1].parse().expect("a number");
    assert!((64 << 20..4 << 30).contains(&space), "{space}");
    // The pipe that came along as another descriptor is closed, while the process still waits for its order.
    let mut all = Vec::new();
    child.stdout.take().expect("a pipe").read_to_end(&mut all).expect("read");
    assert!(all.is_empty() && child.try_wait().expect("asked").is_none());
    drop(child.stdin.take());
    assert!(!child.wait().expect("ended").success(), "without an order there is nothing to answer");
}

#[test]
fn an_order_that_is_cut_off_is_answered_by_nothing() {
    let fresh = Fresh::sqlite();
    let order = r#"{"today":"2026-03-01","level":null,"report":{"name":"a.md","bytes":100},"before":null}"#;
    let ended = run_with(&fresh, &["check-one", "--memory-mb", "64", "--seconds", "5"], &format!("{order}\nhalf"));
    assert_eq!(ended.status.code(), Some(70));
    assert!(ended.stdout.is_empty());
}
