//! Makes docs/law.md: for each article of the Regulation the code that names it and the tests that name it, found in the
//! sources, and what is left for later. Used by the test beside it and by `cargo run --example law -p gongkai-rules`.

use gongkai_rules::statute::articles;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Articles, or parts of them, whose software comes with a later issue: the area it belongs to.
pub const LATER: &[(u16, &str)] = &[
    (3, "supervision: the 主管部门 and its work over the organs below, beyond the inspector's page"),
    (5, "publication: 以公开为常态"),
    (6, "publication: timeliness, and clarifying false or incomplete information"),
    (7, "publication: standardised information resources"),
    (8, "publication: channels and online services"),
    (11, "publication: coordination between organs before information is published"),
    (12, "publication: the catalogue 公开目录 (the guide is there)"),
    (17, "publication: review before disclosure, 公开审查"),
    (18, "publication: review of what was not disclosed, dynamic management"),
    (19, "publication: proactive disclosure"),
    (20, "publication: the fifteen classes (the figures of table two are there)"),
    (21, "publication: what cities, counties and towns publish beyond Article 20"),
    (22, "publication: deciding the scope of proactive disclosure by public interest"),
    (23, "publication: gazette, website, press and other ways"),
    (24, "publication: the unified platform of the government website"),
    (25, "publication: places to read, terminals, transfer to archives and libraries"),
    (26, "publication: 20 working days from making or change"),
    (41, "corrections of records about oneself 更正申请: a kind of case of its own"),
    (43, "accessibility beyond the elders' version and keyboard: reading aloud, help at the counter"),
    (44, "publication: moving often-asked information to proactive disclosure"),
    (46, "supervision: assessment 考核、社会评议、责任追究"),
    (48, "supervision: training, 培训"),
    (52, "supervision: orders to correct and 通报"),
    (53, "supervision: consequences for those responsible"),
    (55, "public enterprises 公共企事业单位: their own rules, by their 主管部门"),
];

/// Articles that bind no organ in a way that software could serve.
pub const NO_DUTY: &[(u16, &str)] = &[
    (1, "purpose"),
    (9, "the public's right to watch and criticise; its ways are 46, 47, 51"),
    (13, "says which chapters govern; the duties stand in 14 to 45"),
    (54, "extends the Regulation to authorised bodies: an organ of the level 法律法规授权组织"),
    (56, "entry into force"),
];

/// Where an article is named.
#[derive(Debug, Default, Clone)]
pub struct Places {
    /// Modules.
    pub code: BTreeSet<String>,
    /// Test binaries, or modules with tests of their own.
    pub tests: BTreeSet<String>,
}

/// 一 to 九十九.
fn numeral(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::from(number / 10), usize::from(number % 10));
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

/// The articles of 政府信息公开条例 that a text names. A bare 第三十三条 is one of it; 复议法第二十条 is not, nor is
/// 、第二十三条 right behind that.
pub fn named(text: &str) -> BTreeSet<u16> {
    let numbers: BTreeMap<String, u16> = (1..=56).map(|number| (numeral(number), number)).collect();
    let pattern =
        Regex::new(r"([\p{Han}]*(?:法|条例|办法|解释|规定|民法典))?[》\d（）()]*\s*第([一二三四五六七八九十百]+)条")
            .expect("a pattern");
    let mut found = BTreeSet::new();
    for line in text.lines() {
        let mut of_regulation = true;
        let mut end = 0;
        for captures in pattern.captures_iter(line) {
            let whole = captures.get(0).expect("a match");
            let between = line.get(end..whole.start()).unwrap_or_default();
            let goes_on = end > 0 && between.chars().count() <= 12 && between.contains(['、', '至', '和', '或', '及']);
            of_regulation = match captures.get(1).map(|law| law.as_str()) {
                Some(law) => {
                    let others = ["实施条例", "信访工作条例", "登记条例", "管理条例"];
                    law.ends_with("条例") && !others.iter().any(|other| law.ends_with(other))
                }
                None => of_regulation || !goes_on,
            };
            if of_regulation {
                found.extend(numbers.get(&captures[2]));
            }
            end = whole.end();
        }
    }
    found
}

/// The module a source file belongs to: fine enough to open it, coarse enough not to change with every file.
fn module(path: &Path) -> Option<(bool, String)> {
    let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    let [layer, kind, rest @ ..] = parts.as_slice() else { return None };
    let stem = |part: &str| part.trim_end_matches(".rs").to_owned();
    let first = stem(rest.first()?);
    match *kind {
        "src" if matches!(first.as_str(), "lib" | "main") => None,
        "src" if *layer == "web" && rest.len() > 1 => Some((false, format!("{layer}/{first}/{}", stem(rest.get(1)?)))),
        "src" => Some((false, format!("{layer}/{first}"))),
        "tests" => Some((true, format!("{layer}/tests/{first}"))),
        _ => None,
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Where each article is named in the crates of the workspace.
pub fn places() -> BTreeMap<u16, Places> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of all crates").to_owned();
    let mut files = Vec::new();
    sources(&crates, &mut files);
    let mut places: BTreeMap<u16, Places> = BTreeMap::new();
    for file in files {
        let inside = file.strip_prefix(&crates).unwrap_or(&file);
        // This very list names every article.
        let Some((tests, module)) = module(inside).filter(|(_, module)| module != "rules/tests/law") else { continue };
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let (code, own_tests) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        for article in named(code) {
            let found = places.entry(article).or_default();
            if tests {
                found.tests.insert(module.clone())
            } else {
                found.code.insert(module.clone())
            };
        }
        for article in named(own_tests) {
            places.entry(article).or_default().tests.insert(module.clone());
        }
    }
    places
}

fn list(places: &BTreeSet<String>) -> String {
    if places.is_empty() {
        "—".to_owned()
    } else {
        places.iter().map(|place| format!("`{place}`")).collect::<Vec<_>>().join(" ")
    }
}

fn note(of: &[(u16, &'static str)], article: u16) -> Option<&'static str> {
    of.iter().find(|(number, _)| *number == article).map(|(_, note)| *note)
}

/// The page.
pub fn page() -> String {
    let places = places();
    let mut page = String::from(HEAD);
    for (number, text) in articles() {
        let found = places.get(&number).cloned().unwrap_or_default();
        let words: String =
            text.chars().skip_while(|c| *c != ' ').skip(1).take(22).filter(|c| !c.is_whitespace()).collect();
        let note = match (note(LATER, number), note(NO_DUTY, number)) {
            (Some(later), _) => format!("later — {later}"),
            (None, Some(none)) => format!("no duty — {none}"),
            (None, None) => String::new(),
        };
        let row = format!("| {number} | {words}… | {} | {} | {note} |", list(&found.code), list(&found.tests));
        writeln!(page, "{row}").expect("a string takes it");
    }
    page
}

const HEAD: &str = "<!-- Made by `cargo run --example law -p gongkai-rules`; do not edit. A test fails when it is stale. -->

# The law in the code

Each article of 政府信息公开条例 (国务院令第711号), the modules under `crates/` that name it, and the tests that name it. A
module names an article where its comments or its letters cite it, so `grep -rn 第三十三条 crates` leads to the place.
\"later\" says what of an article waits for which area; the rest of the row is what is there already.

| Article | Begins | Code | Tests | |
|---:|---|---|---|---|
";
