//! One text for two engines: every statement of the program is one that both understand.

use crate::common::Fresh;
use gongkai_storage::database::STATEMENTS;
use std::collections::BTreeMap;

#[tokio::test]
async fn every_statement_can_be_prepared_on_every_engine() {
    let statements: BTreeMap<&str, _> = STATEMENTS.iter().map(|statement| (statement.place, *statement)).collect();
    for fresh in Fresh::each().await {
        let db = fresh.open().await;
        let mut wrong = Vec::new();
        for statement in statements.values() {
            if let Err(error) = db.prepare(*statement).await {
                wrong.push(format!("{} on {}: {error}\n{}", statement.place, db.engine(), statement.text));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
        db.close().await;
    }
}

/// Else the test above would pass over statements that the linker dropped, or that were written without `sql!`.
#[test]
fn every_statement_in_the_source_is_registered() {
    let mut written = 0;
    for path in sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = std::fs::read_to_string(&path).expect("a source file");
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        written += code.iter().map(|line| line.matches("sql!(").count()).sum::<usize>();
        // These two speak to each engine in its own words, or of tables by name; a list chooses its text among registered ones.
        if path.file_name().is_some_and(|name| name != "database.rs" && name != "backup.rs") {
            for line in code.iter().filter(|line| {
                line.contains("sqlx::query") && !line.contains("query_as(table)") && !line.contains("query_as(text)")
            }) {
                assert!(line.contains("sql!("), "{}: a statement without sql!: {line}", path.display());
            }
        }
    }
    let registered: std::collections::BTreeSet<&str> = STATEMENTS.iter().map(|statement| statement.place).collect();
    assert_eq!(registered.len(), written);
}

fn sources(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(dir).expect("the source").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}
