//! The arrows of the house: which layer may know which, what the law may not touch, and where numbers and routes stand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

#[path = "architecture/documents.rs"]
mod documents;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each layer may use. Whatever stands not here is another arrow, and another arrow is another house
/// (docs/architecture.md).
const ARROWS: &[(&str, &[&str])] = &[
    ("rules", &[]),
    ("ledger", &[]),
    ("search", &[]),
    ("storage", &["rules"]),
    ("documents", &["rules"]),
    ("office", &["rules", "storage", "documents", "search", "ledger"]),
    ("web", &["rules", "office"]),
    ("server", &["rules", "storage", "documents", "search", "ledger", "office", "web"]),
    // no layer: drives the readers from outside
    ("fuzz", &["rules", "documents"]),
];

/// What tests may use beyond that: they look at what lies in the database.
const ARROWS_OF_TESTS: &[(&str, &[&str])] = &[("web", &["storage", "documents"])];

/// All that the law may stand on.
const UNDER_THE_LAW: &[&str] =
    &["jiff", "serde", "serde_json", "thiserror", "tyme4rs", "regex", "unicode-normalization", "uuid"];

/// What may not stand under the law at any depth: it has no clock, no network, no database.
const NEVER_UNDER_THE_LAW: &[&str] =
    &["tokio", "async-std", "sqlx", "sqlx-core", "axum", "hyper", "reqwest", "mio", "socket2", "rustls", "rusqlite"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/server lies in the workspace").to_owned()
}

fn metadata() -> Value {
    let manifest = root().join("Cargo.toml");
    // Only what this platform needs lies in the cache of a machine that has built nothing else.
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", &host, "--manifest-path"])
        .arg(&manifest)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// Our packages by their short name.
fn ours(metadata: &Value) -> BTreeMap<String, Value> {
    let members: BTreeSet<&str> =
        metadata["workspace_members"].as_array().expect("members").iter().filter_map(Value::as_str).collect();
    let packages = metadata["packages"].as_array().expect("packages").iter();
    let ours = packages.filter(|package| members.contains(text(package, "id")));
    ours.map(|package| (short(text(package, "name")).to_owned(), package.clone())).collect()
}

fn short(name: &str) -> &str {
    name.strip_prefix("gongkai-").unwrap_or(name)
}

/// What a package names in its manifest: (name, whether for tests only).
fn dependencies(package: &Value) -> Vec<(String, bool)> {
    let all = package["dependencies"].as_array().expect("dependencies").iter();
    all.map(|found| (text(found, "name").to_owned(), text(found, "kind") == "dev")).collect()
}

#[test]
fn every_arrow_between_layers_is_one_of_the_drawing() {
    let ours = ours(&metadata());
    let allowed = |arrows: &[(&'static str, &'static [&'static str])], from: &str| {
        arrows.iter().find(|(name, _)| *name == from).map_or(&[][..], |(_, to)| *to).to_vec()
    };
    for (from, package) in &ours {
        assert!(ARROWS.iter().any(|(name, _)| name == from), "a layer that the drawing does not know: {from}");
        for (to, for_tests) in dependencies(package) {
            let Some(to) = to.strip_prefix("gongkai-") else { continue };
            let mut may = allowed(ARROWS, from);
            if for_tests {
                may.extend(allowed(ARROWS_OF_TESTS, from));
            }
            assert!(may.contains(&to), "{from} → {to} is no arrow of the drawing (allowed: {may:?})");
        }
    }
    for layer in ["rules", "storage", "documents", "office", "web", "server"] {
        assert!(ours.contains_key(layer), "the drawing's layer {layer} is gone");
    }
}

#[test]
fn the_law_stands_on_nothing_that_acts() {
    let metadata = metadata();
    let ours = ours(&metadata);
    let direct: Vec<String> =
        dependencies(&ours["rules"]).into_iter().filter(|(_, tests)| !tests).map(|(n, _)| n).collect();
    for name in &direct {
        assert!(UNDER_THE_LAW.contains(&name.as_str()), "rules may not use {name}");
    }
    let names: BTreeMap<&str, &str> =
        metadata["packages"].as_array().expect("packages").iter().map(|p| (text(p, "id"), text(p, "name"))).collect();
    let nodes: BTreeMap<&str, &Value> =
        metadata["resolve"]["nodes"].as_array().expect("nodes").iter().map(|node| (text(node, "id"), node)).collect();
    let mut reached = BTreeSet::new();
    let mut open = vec![text(&ours["rules"], "id")];
    while let Some(id) = open.pop() {
        if !reached.insert(names[id]) {
            continue;
        }
        let deps = nodes[id]["deps"].as_array().expect("deps").iter();
        let built_in = |dep: &&Value| {
            dep["dep_kinds"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
        };
        open.extend(deps.filter(built_in).map(|dep| text(dep, "pkg")));
    }
    let wrong: Vec<&&str> = reached.iter().filter(|name| NEVER_UNDER_THE_LAW.contains(name)).collect();
    assert!(wrong.is_empty(), "under rules lies {wrong:?}");
    assert!(reached.contains("jiff"), "the walk goes somewhere");
}

/// Every source file of a layer with its text.
fn sources(layer: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source file");
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("crates").join(layer).join("src"), &mut found);
    found
}

#[test]
fn the_law_knows_no_clock_files_network_or_environment() {
    let sources = sources("rules");
    assert!(sources.len() > 50);
    for (path, text) in sources {
        for word in ["std::fs", "std::env", "std::net", "std::process", "std::thread", "std::time", "::now("] {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
}

/// axum cannot list its routes, so that the permission matrix is whole only if all are mounted from one table.
#[test]
fn routes_are_mounted_in_one_place() {
    for layer in ["web", "server", "office"] {
        for (path, text) in sources(layer) {
            let mounts =
                [".route(", ".route_service(", ".nest(", ".nest_service("].iter().any(|word| text.contains(word));
            assert!(!mounts || path.ends_with("web/src/routes.rs"), "{} mounts a route of its own", path.display());
        }
    }
}

/// Pages speak to the office; what lies beneath it is not theirs to name, not even through a re-export.
#[test]
fn pages_do_not_name_what_lies_under_the_office() {
    for (path, text) in sources("web") {
        for word in ["gongkai_storage", "gongkai_documents", "sqlx"] {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
}

#[test]
fn every_version_number_stands_in_the_root_manifest() {
    for (layer, package) in ours(&metadata()) {
        let manifest = std::fs::read_to_string(text(&package, "manifest_path")).expect("a manifest");
        let mut inside = false;
        for line in manifest.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if line.starts_with('[') {
                inside = line.contains("dependencies");
            } else if inside {
                assert!(line.contains("workspace = true"), "{layer} gives its own version: {line}");
            }
        }
    }
}
