//! Documents that name the code are held against it.

use super::root;
use regex::Regex;
use std::path::Path;

/// A cell's words between backticks.
fn marked(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Whether a file declares a type, function, module or constant, or (`Type::Variant`) a type with that variant or method.
fn declares(path: &Path, name: &str) -> bool {
    let Ok(text) = std::fs::read_to_string(path) else { return false };
    let declared = |name: &str| {
        let pattern = format!(r"\b(enum|struct|trait|type|fn|mod|const|static|macro_rules!)\s+{name}\b");
        Regex::new(&pattern).expect("a pattern").is_match(&text)
    };
    match name.split_once("::") {
        Some((of, inner)) => {
            let inside = Regex::new(&format!(r"\b{inner}\b")).expect("a pattern");
            (declared(of) || text.contains(&format!("impl {of} {{"))) && inside.is_match(&text)
        }
        None => declared(name),
    }
}

/// docs/glossary.md: each row ends with a file below `crates/` and names that stand in it.
#[test]
fn every_term_of_the_glossary_stands_in_the_code_where_it_says() {
    let text = std::fs::read_to_string(root().join("docs/glossary.md")).expect("docs/glossary.md");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| 中文") && !line.starts_with("|--"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() > 90, "{} rows", rows.len());
    let mut lost = Vec::new();
    for row in rows {
        let [chinese, english, code] = row.as_slice() else { panic!("three columns: {row:?}") };
        assert!(!chinese.is_empty() && !english.is_empty(), "{row:?}");
        let marked = marked(code);
        let Some((file, names)) = marked.split_first() else { panic!("no file: {row:?}") };
        let path = root().join("crates").join(file);
        if names.is_empty() || !path.is_file() {
            lost.push(format!("{chinese}: {file}"));
        }
        lost.extend(
            names.iter().filter(|name| !declares(&path, name)).map(|name| format!("{chinese}: {name} in {file}")),
        );
    }
    assert!(lost.is_empty(), "docs/glossary.md names what is not there:\n{}", lost.join("\n"));
}

/// The other documents name files between backticks; those that end in `.rs`, `.sql`, `.txt` or `.html` are there.
#[test]
fn files_that_documents_name_are_there() {
    let mut lost = Vec::new();
    let mut seen = 0;
    for document in ["docs/architecture.md", "docs/adding-a-feature.md", "CONTRIBUTING.md"] {
        let text = std::fs::read_to_string(root().join(document)).expect(document);
        for name in marked(&text).into_iter().filter(|name| !name.contains([' ', '*', '<', '{', '…'])) {
            if [".rs", ".sql", ".txt", ".html"].iter().any(|ending| name.ends_with(ending)) {
                seen += 1;
                let places = [root().join(name), root().join("crates").join(name)];
                if !places.iter().any(|path| path.is_file()) {
                    lost.push(format!("{document}: {name}"));
                }
            }
        }
    }
    assert!(lost.is_empty() && seen > 15, "{seen} files named, not there:\n{}", lost.join("\n"));
}
