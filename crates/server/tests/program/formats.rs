//! The command line is what other programs rely on: every command of the fixed table is there with its options, and every
//! exit status means what it is fixed to mean.

use crate::common::Fresh;
use crate::running::{PASSWORD, Server, district, err, free_address, out, program, run};
use std::process::{Command, Stdio};

const TABLE: &str = include_str!("commands.txt");

/// The rows: whether later, the words of the command, what its help names.
fn rows() -> Vec<(bool, Vec<&'static str>, Vec<&'static str>)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let row = |line: &'static str| {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let later = words.first() == Some(&"later");
        if later {
            words.remove(0);
        }
        let is_name = |word: &&str| word.starts_with("--") || word.chars().next().is_some_and(char::is_uppercase);
        let first = words.iter().position(|word| is_name(word)).unwrap_or(words.len());
        let names = words.split_off(first);
        (later, words, names)
    };
    lines.map(row).collect()
}

#[test]
fn every_command_of_the_table_is_there_with_its_options() {
    let fresh = Fresh::sqlite();
    assert_eq!(rows().len(), 19);
    for (later, words, names) in rows() {
        let help = run(&fresh, &[&words[..], &["--help"]].concat());
        if later {
            assert_eq!(help.status.code(), Some(2), "{words:?} is there: take “later” out of commands.txt");
            continue;
        }
        assert_eq!((help.status.code(), err(&help).as_str()), (Some(0), ""), "{words:?}");
        let text = out(&help);
        for name in names.into_iter().chain(["--config", "--data", "--quiet", "--verbose"]) {
            let named = text.split(|c: char| c.is_whitespace() || "[]<>,".contains(c)).any(|word| word == name);
            assert!(named, "the help of {words:?} does not name {name}:\n{text}");
        }
    }
    // And none that the table does not know.
    let all = out(&run(&fresh, &["--help"]));
    let commands = all.split("命令:").nth(1).and_then(|rest| rest.split("选项:").next()).expect("a list").lines();
    let known: Vec<&str> = rows().iter().map(|(_, words, _)| words[0]).collect();
    for name in commands.filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' ')) {
        let name = name.split_whitespace().next().unwrap_or_default();
        assert!(name.is_empty() || known.contains(&name), "{name} is not in commands.txt");
    }
}

#[test]
fn every_exit_status_means_one_thing() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let fresh = Fresh::sqlite();
    runtime.block_on(district(&fresh));
    let status = |words: &[&str]| run(&fresh, words).status.code();
    assert_eq!(status(&["verify"]), Some(0), "done");
    assert_eq!(status(&["doctor"]), Some(1), "done, and something found");
    assert_eq!(status(&["verfy"]), Some(2), "usage");
    assert_eq!(status(&["verify", "--quiet", "--verbose"]), Some(2), "two that contradict each other");
    assert_eq!(status(&["deadline", "没有.json"]), Some(3), "input");
    assert_eq!(status(&["--config", "没有.toml", "verify"]), Some(4), "configuration");
    assert_eq!(status(&["serve", "--listen", "127.0.0.1:0", "--clock", "2025-03-03T09:00:00+08:00"]), Some(5));
    let gone =
        program(&fresh).env("GONGKAI_DATABASE__URL", "postgres://nobody@127.0.0.1:1/none").arg("verify").output();
    let gone = gone.expect("run");
    assert_eq!(gone.status.code(), Some(6), "database: {}", err(&gone));
    assert_eq!(err(&gone).lines().count(), 3, "what, where, what to do: {}", err(&gone));
    std::fs::write(fresh.file("pw"), PASSWORD).expect("written");
    let again = ["setup", "--organ", "西工区人民政府", "--level", "county", "--admin", "x", "--password-file", "pw"];
    assert_eq!(status(&again), Some(7), "conflict");
}

/// A full or broken disk: the data directory cannot be written.
#[test]
fn a_data_directory_that_cannot_be_is_status_6() {
    let fresh = Fresh::sqlite();
    std::fs::write(fresh.file("file"), "no folder").expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    let output = command.arg("--data").arg(fresh.file("file/below")).arg("migrate").output().expect("run");
    assert_eq!(output.status.code(), Some(6), "{}", err(&output));
}

#[cfg(unix)]
#[test]
fn an_interrupted_command_is_status_130_and_leaves_nothing_half_done() {
    let fresh = Fresh::sqlite();
    let mut command = program(&fresh);
    let mut child = command.args(["deadline", "-"]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
    // It waits for its input; the signal is sent until it has been heard.
    let ended = loop {
        let told = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
        if let Some(ended) = child.try_wait().expect("asked") {
            break ended;
        }
        assert!(told.success());
        std::thread::yield_now();
    };
    use std::os::unix::process::ExitStatusExt;
    // A signal before the program listens ends it as any program.
    assert!(ended.code() == Some(130) || ended.signal() == Some(2), "{ended:?}");
}

#[test]
fn quiet_tells_results_and_errors_only_and_settings_can_be_looked_at() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let fresh = Fresh::sqlite();
    runtime.block_on(district(&fresh));
    let quiet = run(&fresh, &["verify", "--quiet"]);
    assert_eq!((quiet.status.code(), err(&quiet).as_str()), (Some(0), ""));
    assert!(out(&quiet).contains("没有不符"));
    let loud = run(&fresh, &["-vv", "verify"]);
    assert!(loud.status.code() == Some(0) && !err(&loud).is_empty() && out(&loud) == out(&quiet));
    let checked = run(&fresh, &["config", "check"]);
    assert!(checked.status.code() == Some(0) && out(&checked).contains("设置没有问题"), "{}", out(&checked));
    let shown =
        program(&fresh).env("GONGKAI_DATABASE__URL", "postgres://g:geheim@db/x").args(["config", "show"]).output();
    let shown = out(&shown.expect("run"));
    assert!(shown.contains("[server]") && shown.contains("postgres://g") && !shown.contains("geheim"), "{shown}");
    let defaults = out(&run(&fresh, &["config", "show", "--defaults"]));
    std::fs::write(fresh.file("gongkai.toml"), defaults).expect("written");
    assert_eq!(run(&fresh, &["config", "check"]).status.code(), Some(0), "the documented file is one");
}

/// Without a code an organ has one for its addresses, made of its name, and case numbers that begin with the year.
#[test]
fn an_organ_without_a_code_is_addressed_by_its_initials() {
    let fresh = Fresh::sqlite();
    std::fs::write(fresh.file("pw"), PASSWORD).expect("written");
    let words = ["setup", "--organ", "西工区人民政府", "--level", "county", "--admin", "x", "--password-file", "pw"];
    let made = run(&fresh, &words);
    assert!(made.status.code() == Some(0) && out(&made).contains("XGQ"), "{}{}", out(&made), err(&made));
    let server = Server::start(&fresh, free_address(), free_address(), &[]);
    assert_eq!(crate::visitor::get(server.site, "/o/XGQ/guide").expect("an answer").status, 200);
}
