//! Labels of the official form, from `data/report-form.json`. The file is compiled in; a test reads all of it.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    forms: Vec<Form>,
}

#[derive(Deserialize)]
struct Form {
    form: String,
    sections: Vec<Section>,
    tables: Vec<Table>,
}

#[derive(Deserialize)]
struct Section {
    id: String,
    no: Option<String>,
    title: Option<String>,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    parts: Vec<Section>,
}

#[derive(Deserialize)]
struct Table {
    id: String,
    #[serde(default)]
    corner_labels: Vec<String>,
    #[serde(default)]
    blocks: Vec<Block>,
    #[serde(default)]
    columns: Vec<Labelled>,
    #[serde(default)]
    rows: Vec<Labelled>,
}

#[derive(Deserialize)]
struct Block {
    id: String,
    labels: Vec<String>,
    #[serde(default)]
    columns: Vec<Labelled>,
    #[serde(default)]
    rows: Vec<Labelled>,
}

#[derive(Deserialize)]
struct Labelled {
    id: String,
    labels: Vec<String>,
}

/// Labels by `(table, id)`, and what else the enums ask for.
#[derive(Default)]
struct Labels {
    rows: HashMap<(String, String), Vec<String>>,
    columns: HashMap<String, Vec<String>>,
    figure_columns: HashMap<(String, String), String>,
    figure_blocks: HashMap<String, String>,
    sections: HashMap<String, (String, Vec<String>)>,
    corner: String,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    // A broken file shows empty labels and fails `every_label_is_there`; the program itself never stops for it.
    serde_json::from_str::<File>(include_str!("../../../data/report-form.json"))
        .ok()
        .and_then(|file| file.forms.into_iter().find(|form| form.form == "2021"))
        .map(read)
        .unwrap_or_default()
});

fn read(form: Form) -> Labels {
    let mut labels = Labels::default();
    for section in form.sections {
        for part in section.parts {
            let title = format!("{}{}", part.no.unwrap_or_default(), part.title.unwrap_or_default());
            labels.sections.insert(part.id, (title, part.labels));
        }
        labels.sections.insert(section.id, (section.title.unwrap_or_default(), section.labels));
    }
    for table in form.tables {
        read_table(table, &mut labels);
    }
    labels
}

fn read_table(table: Table, labels: &mut Labels) {
    if let Some(corner) = table.corner_labels.into_iter().next() {
        labels.corner = corner;
    }
    for row in table.rows {
        labels.rows.insert((table.id.clone(), row.id), row.labels);
    }
    for column in table.columns {
        labels.columns.insert(column.id, column.labels);
    }
    for block in table.blocks {
        for row in block.rows {
            for column in &block.columns {
                let label = column.labels.first().cloned().unwrap_or_default();
                labels.figure_columns.insert((row.id.clone(), column.id.clone()), label);
            }
            labels.figure_blocks.insert(row.id.clone(), block.labels.first().cloned().unwrap_or_default());
            labels.rows.insert((table.id.clone(), row.id), row.labels);
        }
        labels.rows.insert((table.id.clone(), block.id), block.labels);
    }
}

pub(super) fn labels(table: &str, id: &str) -> &'static [String] {
    LABELS.rows.get(&(table.to_owned(), id.to_owned())).map_or(&[], Vec::as_slice)
}

pub(super) fn label(table: &str, id: &str) -> &'static str {
    labels(table, id).first().map_or("", String::as_str)
}

pub(super) fn column_label(id: &str) -> &'static str {
    LABELS.columns.get(id).and_then(|labels| labels.first()).map_or("", String::as_str)
}

pub(super) fn figure_column_label(row: &str, column: &str) -> &'static str {
    LABELS.figure_columns.get(&(row.to_owned(), column.to_owned())).map_or("", String::as_str)
}

pub(super) fn figure_block_label(row: &str) -> &'static str {
    LABELS.figure_blocks.get(row).map_or("", String::as_str)
}

pub(super) fn corner_label() -> &'static str {
    &LABELS.corner
}

pub(super) fn section_title(id: &str) -> &'static str {
    LABELS.sections.get(id).map_or("", |(title, _)| title.as_str())
}

pub(super) fn section_labels(id: &str) -> Vec<&'static str> {
    LABELS.sections.get(id).map_or_else(Vec::new, |(_, labels)| labels.iter().map(String::as_str).collect())
}

/// A label made comparable: full and half width folded, white space removed, the common misspellings of 其它, 或者
/// and of the pause mark evened out.
pub fn normalise(text: &str) -> String {
    let folded: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').map(fold).collect();
    folded.replace("其它", "其他").replace("或者", "或").replace('、', ",")
}

/// Full-width forms of ASCII, and the marks that stand beside them, as ASCII.
fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '“' | '”' | '〝' | '〞' => '"',
        '‘' | '’' => '\'',
        '。' => '.',
        _ => c,
    }
}

/// Drops the numbering before a label: `1.`, `（一）`, `一、` and the like (after [`normalise`]).
pub fn without_numbering(text: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inner = text.strip_prefix('(').unwrap_or(text);
    let rest = inner.trim_start_matches(is_number);
    if rest.len() == inner.len() {
        return text.to_owned();
    }
    for close in [")", ".", ","] {
        if let Some(label) = rest.strip_prefix(close) {
            return label.to_owned();
        }
    }
    text.to_owned()
}
