//! Commands: results on standard output, everything else on standard error, exit statuses of `formats.md`.

use crate::common::Fresh;
use crate::running::{PASSWORD, err, out, program, run, run_with};

fn setup(fresh: &Fresh, more: &[&str]) -> Option<i32> {
    std::fs::write(fresh.file("pw"), format!("{PASSWORD}\n")).expect("written");
    let words =
        ["setup", "--organ", "西工区人民政府", "--level", "county", "--admin", "guanli", "--password-file", "pw"];
    run(fresh, &[&words[..], more].concat()).status.code()
}

/// The worked cases of the format, without an office.
#[test]
fn deadline_answers_from_a_file_and_from_a_pipe_alike() {
    let fresh = Fresh::sqlite();
    let worked: serde_json::Value =
        serde_json::from_str(include_str!("../../../rules/tests/data/deadline-examples.json")).expect("JSON");
    let cases = worked.as_array().map_or_else(|| worked["cases"].clone(), |cases| cases.clone().into());
    let text = cases.to_string();
    std::fs::write(fresh.file("cases.json"), &text).expect("written");
    let from_file = run_with(&fresh, &["deadline", "cases.json", "--as-of", "2026-03-02"], "");
    let from_pipe = run_with(&fresh, &["deadline", "-", "--as-of", "2026-03-02"], &text);
    assert_eq!((from_file.status.code(), err(&from_file).as_str()), (Some(0), ""));
    assert_eq!(out(&from_file), out(&from_pipe));
    let answers: Vec<serde_json::Value> = serde_json::from_str(&out(&from_file)).expect("one JSON document");
    assert_eq!(answers.len(), cases.as_array().map_or(0, Vec::len));
    assert!(answers.iter().all(|answer| answer["steps"].is_array()));
}

#[test]
fn a_bad_file_is_status_3_with_the_case_named() {
    let fresh = Fresh::sqlite();
    let wrong = run_with(
        &fresh,
        &["deadline", "-"],
        r#"[{"id": "A7", "events": [{"type": "teleported", "date": "2026-03-02"}]}]"#,
    );
    assert_eq!((wrong.status.code(), out(&wrong).as_str()), (Some(3), ""));
    assert!(err(&wrong).contains("A7") && err(&wrong).contains("teleported"), "{}", err(&wrong));
    assert_eq!(err(&wrong).lines().count(), 3, "什么、在哪、怎么办: {}", err(&wrong));
    let missing = run(&fresh, &["deadline", "没有这个文件.json"]);
    assert_eq!(missing.status.code(), Some(3));
    assert_eq!(run(&fresh, &["deadlin"]).status.code(), Some(2));
    assert_eq!(run(&fresh, &["--help"]).status.code(), Some(0));
}

#[test]
fn settings_are_refused_with_status_4_and_the_line() {
    let fresh = Fresh::sqlite();
    std::fs::write(fresh.file("gongkai.toml"), "[server]\nlisen = \"127.0.0.1:1\"\n").expect("written");
    let wrong = run(&fresh, &["migrate"]);
    assert_eq!(wrong.status.code(), Some(4));
    assert!(err(&wrong).contains("第 2 行") && err(&wrong).contains("listen"), "{}", err(&wrong));
}

#[test]
fn an_office_is_set_up_once() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for fresh in runtime.block_on(Fresh::each()) {
        assert_eq!(setup(&fresh, &["--code", "XG"]), Some(0));
        assert_eq!(setup(&fresh, &["--code", "XG"]), Some(7));
        assert_eq!(setup(&fresh, &["--parent", "没有这个机关"]), Some(7), "its own name is taken");
        std::fs::write(fresh.file("pw"), "太短\n").expect("written");
        let words = [
            "setup",
            "--organ",
            "乙",
            "--level",
            "subdistrict",
            "--parent",
            "西工区人民政府",
            "--admin",
            "b",
            "--password-file",
            "pw",
        ];
        assert_eq!(run(&fresh, &words).status.code(), Some(2));
        let wrong =
            run(&fresh, &["setup", "--organ", "乙", "--level", "township", "--admin", "b", "--password-file", "pw"]);
        assert!(wrong.status.code() == Some(2) && err(&wrong).contains("subdistrict"), "{}", err(&wrong));
        assert_eq!(runtime.block_on(fresh.number("select count(*) from organs")), 1);
    }
}

/// Two programs of one version over one empty database, as when two servers start at once.
#[test]
fn programs_that_migrate_at_once_make_the_tables_once() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for fresh in runtime.block_on(Fresh::each()) {
        let running: Vec<_> = (0..6).map(|_| program(&fresh).arg("migrate").spawn().expect("runs")).collect();
        for mut program in running {
            assert_eq!(program.wait().expect("ended").code(), Some(0));
        }
        assert_eq!(runtime.block_on(fresh.number("select count(*) from organs")), 0);
    }
}

#[test]
fn verify_backup_and_restore_are_a_drill() {
    let fresh = Fresh::sqlite();
    assert_eq!(setup(&fresh, &[]), Some(0));
    let clean = run(&fresh, &["verify"]);
    assert_eq!((clean.status.code(), err(&clean).as_str()), (Some(0), ""));
    std::fs::write(fresh.file("phrase"), "备份用的一句很长的口令 2026\n").expect("written");
    let kept = run(&fresh, &["backup", "a.gkb", "--passphrase-file", "phrase"]);
    assert_eq!(kept.status.code(), Some(0), "{}", err(&kept));
    assert!(out(&kept).contains("没有钥匙串"), "{}", out(&kept));
    assert_eq!(run(&fresh, &["backup", "a.gkb", "--passphrase-file", "phrase"]).status.code(), Some(7));

    let to = Fresh::sqlite();
    for name in ["a.gkb", "phrase"] {
        std::fs::copy(fresh.file(name), to.file(name)).expect("copied");
    }
    let restored = run(&to, &["restore", "a.gkb", "--passphrase-file", "phrase"]);
    assert_eq!(restored.status.code(), Some(0), "{}", err(&restored));
    assert_eq!(run(&to, &["restore", "a.gkb", "--passphrase-file", "phrase"]).status.code(), Some(7));
    std::fs::copy(fresh.file("keys.json"), to.file("keys.json")).expect("copied");
    assert_eq!(run(&to, &["verify", "--format", "json"]).status.code(), Some(0));

    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(to.by_hand("update audit set detail = 'x' where subject_kind = 'person'"));
    let found = run(&to, &["verify", "--format", "json"]);
    assert_eq!(found.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_str(&out(&found)).expect("one JSON document");
    assert_eq!(json["differences"].as_array().map(Vec::len), Some(1), "{json}");
    let doctor = run(&to, &["doctor", "--format", "json"]);
    assert_eq!(doctor.status.code(), Some(1), "settings are missing");
    assert!(serde_json::from_str::<serde_json::Value>(&out(&doctor)).expect("JSON").is_array());
}

#[test]
fn a_notice_is_imported_after_a_look() {
    let fresh = Fresh::sqlite();
    assert_eq!(setup(&fresh, &[]), Some(0));
    let notice = r#"{"year": 2031, "papers": ["http://example.gov.cn/notice"], "days": [{"name": "元旦", "date": "2031-01-01", "isOffDay": true}]}"#;
    std::fs::write(fresh.file("2031.json"), notice).expect("written");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let kept = || runtime.block_on(fresh.number("select count(*) from calendars"));
    assert_eq!(run(&fresh, &["import", "holidays", "2031.json", "--dry-run"]).status.code(), Some(0));
    assert_eq!(kept(), 0);
    let done = run(&fresh, &["import", "holidays", "2031.json"]);
    assert_eq!((done.status.code(), kept()), (Some(0), 1), "{}", err(&done));
    std::fs::write(fresh.file("bad.json"), "{").expect("written");
    assert_eq!(run(&fresh, &["import", "holidays", "bad.json"]).status.code(), Some(3));
    assert_eq!(run(&fresh, &["verify"]).status.code(), Some(0));
}

/// A year in which nothing happened, from the command line.
#[test]
fn a_report_is_written_in_every_form_and_says_that_it_is_a_draft() {
    let fresh = Fresh::sqlite();
    assert_eq!(setup(&fresh, &["--code", "XG"]), Some(0));
    let of = ["--organ", "西工区人民政府", "--year", "2025"];
    let figures = r#"{"table2": {"rules": {"issued": 3}}, "source": "本机关文件登记簿"}"#;
    std::fs::write(fresh.file("figures.json"), figures).expect("written");
    let entered = run(&fresh, &[&["import", "figures", "figures.json"][..], &of].concat());
    assert_eq!(entered.status.code(), Some(0), "{}", err(&entered));
    let json = run(&fresh, &[&["report", "--format", "json"][..], &of].concat());
    assert_eq!((json.status.code(), err(&json).as_str()), (Some(0), ""));
    let report: serde_json::Value = serde_json::from_str(&out(&json)).expect("one JSON document");
    assert_eq!(report["gongkai"]["status"], "draft");
    assert_eq!(
        (&report["table2"]["rules"]["issued"], &report["table2"]["rules"]["repealed"]),
        (&3.into(), &serde_json::Value::Null),
        "a figure left out stays empty"
    );
    assert!(out(&json).contains("西工区"), "UTF-8, not escaped");
    for (format, magic) in [("pdf", &b"%PDF-"[..]), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<"), ("text", b"")] {
        let output = format!("report.{format}");
        let made = run(&fresh, &[&["report", "--format", format, "--output", &output][..], &of].concat());
        assert_eq!(made.status.code(), Some(0), "{format}: {}", err(&made));
        let bytes = std::fs::read(fresh.file(&output)).expect("a file");
        assert!(bytes.len() > 100 && bytes.starts_with(magic), "{format}");
    }
    let stranger = run(&fresh, &["report", "--format", "json", "--organ", "没有", "--year", "2025"]);
    assert!(stranger.status.code() == Some(2) && err(&stranger).contains("没有“没有”这个机关"), "{}", err(&stranger));
}

#[test]
fn a_register_comes_out_with_the_columns_it_is_read_by() {
    let fresh = Fresh::sqlite();
    assert_eq!(setup(&fresh, &["--code", "XG"]), Some(0));
    let of = ["--organ", "西工区人民政府", "--year", "2025"];
    let written = run(&fresh, &[&["export", "register", "--output", "a.xlsx"][..], &of].concat());
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    let read = run(&fresh, &[&["import", "register", "a.xlsx", "--dry-run"][..], &of].concat());
    let told = format!("{}{}", out(&read), err(&read));
    assert!(read.status.code() == Some(1) && told.contains("没有申请") && !told.contains("不认识"), "{told}");
    std::fs::write(fresh.file("b.xlsx"), "not a workbook").expect("written");
    let wrong = run(&fresh, &[&["import", "register", "b.xlsx"][..], &of].concat());
    assert_eq!(wrong.status.code(), Some(3), "{}{}", out(&wrong), err(&wrong));
    assert_eq!(run(&fresh, &["verify"]).status.code(), Some(0));
}
