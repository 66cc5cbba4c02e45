//! Tables broken by the end of a page made whole: columns matched by their edges, repeated heads dropped, fields and
//! rows that go over the break put together.

use super::geometry::{Bounds, clustered, nearest};
use super::lattice::{Field, Lattice};
use super::rulings::EDGE;
use super::sheet::{Item, Sheet};

/// How far the sides of two parts may differ.
const SIDES: f64 = 6.0;

/// A line or a table with its page.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) page: usize,
    /// Width of the page.
    pub(super) width: f64,
    pub(super) item: Item,
}

/// All items in order, tables joined over pages.
pub(super) fn joined(sheets: Vec<Sheet>) -> Vec<Placed> {
    let mut all: Vec<Placed> = Vec::new();
    let mut lone: Vec<Bounds> = Vec::new();
    for sheet in sheets {
        let (page, width) = (sheet.page, sheet.size.width());
        let mut items = sheet.items.into_iter().peekable();
        let open = matches!(all.last(), Some(Placed { item: Item::Table(_), .. }));
        while open && items.peek().is_some_and(is_continuation_note) {
            items.next();
        }
        if let Some(Item::Table(part)) = items.peek() {
            take_lone_row(&mut all, page, &lone, part);
        }
        lone = sheet.lone;
        for item in items {
            if let (Some(Placed { item: Item::Table(whole), .. }), Item::Table(part)) = (all.last_mut(), &item)
                && whole.pages.last().is_some_and(|&last| last < page)
                && continues(whole, part)
            {
                append(whole, part.clone());
                continue;
            }
            all.push(Placed { page, width, item });
        }
    }
    all
}

/// The first row of a table may stand alone at the foot of a page, in a box of its own: its words become that row.
fn take_lone_row(all: &mut Vec<Placed>, page: usize, lone: &[Bounds], part: &Lattice) {
    let line = |placed: &Placed| match &placed.item {
        Item::Line(line) if placed.page + 1 == page => Some(line.clone()),
        _ => None,
    };
    let Some(last) = all.last().and_then(line) else { return };
    let (x, y) = ((last.bounds.left + last.bounds.right) / 2.0, (last.bounds.top + last.bounds.bottom) / 2.0);
    let same_width = |bounds: &&Bounds| (bounds.width() - part.bounds.width()).abs() <= SIDES;
    let Some(&bounds) = lone.iter().filter(same_width).find(|bounds| bounds.holds(x, y)) else { return };
    let mut texts = Vec::new();
    let mut width = 0.0;
    while let Some(line) = all.last().and_then(line).filter(|line| bounds.holds(x, line.baseline)) {
        texts.insert(0, line.text());
        width = all.pop().map_or(width, |placed| placed.width);
    }
    let page = page - 1;
    let text = texts.join("\n");
    let field = Field { rows: (0, 1), columns: (0, 1), text, full: false, page, bounds };
    let columns = vec![bounds.left, bounds.right];
    let table = Lattice {
        pages: vec![page],
        bounds,
        columns,
        rows: 1,
        fields: vec![field],
        ruled: part.ruled,
        exact: part.exact,
    };
    all.push(Placed { page, width, item: Item::Table(table) });
}

/// 续表, （续） over the second part of a table.
fn is_continuation_note(item: &Item) -> bool {
    let Item::Line(line) = item else { return false };
    let words: String = line.text().chars().filter(|character| character.is_alphanumeric()).collect();
    matches!(words.as_str(), "续表" | "续" | "续上表" | "接上表" | "接上页" | "续前表")
}

/// Whether a part has the sides of the table before it; wherever the pages put them.
fn continues(whole: &Lattice, part: &Lattice) -> bool {
    let width = |table: &Lattice| table.bounds.width();
    // Inferred columns are where figures happen to stand; nothing but the heading of the next tells tables apart.
    !whole.ruled && !part.ruled || whole.ruled == part.ruled && (width(whole) - width(part)).abs() <= SIDES
}

fn append(whole: &mut Lattice, mut part: Lattice) {
    drop_repeated_head(whole, &mut part);
    if part.ruled {
        whole.drop_blank_row(whole.rows.saturating_sub(1));
        part.drop_blank_row(0);
    }
    let first = whole.rows;
    if !part.ruled {
        part.fields.iter_mut().for_each(|field| field.rows = (field.rows.0 + first, field.rows.1 + first));
        return put_under(whole, part);
    }
    let shift = whole.bounds.left - part.bounds.left;
    let columns =
        clustered(whole.columns.iter().copied().chain(part.columns.iter().map(|edge| edge + shift)).collect(), EDGE);
    let moved = |edges: &[f64], shift: f64, at: usize| {
        edges.get(at).and_then(|edge| nearest(&columns, edge + shift, EDGE + 1.0)).unwrap_or(at)
    };
    for field in &mut whole.fields {
        field.columns = (moved(&whole.columns, 0.0, field.columns.0), moved(&whole.columns, 0.0, field.columns.1));
    }
    for field in &mut part.fields {
        field.columns = (moved(&part.columns, shift, field.columns.0), moved(&part.columns, shift, field.columns.1));
        field.rows = (field.rows.0 + first, field.rows.1 + first);
    }
    whole.columns = columns;
    put_under(whole, part);
    mend_break(whole, first);
}

/// Adds a part whose fields count rows and columns as the whole does.
fn put_under(whole: &mut Lattice, mut part: Lattice) {
    whole.rows += part.rows;
    whole.pages.append(&mut part.pages);
    whole.exact &= part.exact;
    whole.fields.append(&mut part.fields);
}

/// Rows at the head of a part that are the head of the table again.
fn drop_repeated_head(whole: &Lattice, part: &mut Lattice) {
    let head = |table: &Lattice, rows: usize| -> Option<Vec<(usize, usize, String)>> {
        let fields = table.fields.iter().filter(|field| field.rows.0 < rows);
        let mut head = Vec::new();
        for field in fields {
            if field.rows.1 > rows {
                return None;
            }
            head.push((field.rows.0, field.rows.1, bare(&field.text)));
        }
        let spoken = head.iter().any(|(_, _, text)| text.chars().any(|character| !character.is_ascii_digit()));
        spoken.then_some(head)
    };
    let most = whole.rows.min(part.rows.saturating_sub(1)).min(8);
    let repeated = (1..=most).rev().find(|&rows| {
        let part_head = head(part, rows);
        part_head.is_some() && part_head == head(whole, rows)
    });
    let Some(rows) = repeated else { return };
    part.fields.retain(|field| field.rows.0 >= rows);
    part.fields.iter_mut().for_each(|field| field.rows = (field.rows.0 - rows, field.rows.1 - rows));
    part.rows -= rows;
}

fn bare(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Puts together what the break at row `first` has parted: a row of which a piece stands on either page, and fields
/// over several rows whose text stands on one page only.
fn mend_break(table: &mut Lattice, first: usize) {
    let above: Vec<usize> = at_break(table, |field| field.rows.1 == first);
    let below: Vec<usize> = at_break(table, |field| field.rows.0 == first);
    let mut pairs = Vec::new();
    for &upper in &above {
        let same = below.iter().find(|&&lower| columns(table, lower) == columns(table, upper));
        pairs.extend(same.map(|&lower| (upper, lower)));
    }
    let all_paired = pairs.len() == above.len() && pairs.len() == below.len();
    if all_paired && is_one_row(table, &pairs) {
        unite_rows(table, &pairs, first);
        return;
    }
    let mut gone: Vec<usize> = Vec::new();
    for (upper, lower) in pairs {
        if let (Some(a), Some(b)) = (table.fields.get(upper), table.fields.get(lower))
            && spans_break(a, b)
        {
            let text = together(&a.text, &b.text);
            let end = b.rows.1;
            if let Some(field) = table.fields.get_mut(upper) {
                (field.text, field.rows.1) = (text, end);
            }
            gone.push(lower);
        }
    }
    drop_fields(table, &gone);
}

fn at_break(table: &Lattice, at: impl Fn(&Field) -> bool) -> Vec<usize> {
    table.fields.iter().enumerate().filter(|(_, field)| at(field)).map(|(index, _)| index).collect()
}

fn columns(table: &Lattice, index: usize) -> Option<(usize, usize)> {
    table.fields.get(index).map(|field| field.columns)
}

/// Fields at either side of a break are one if they belong to several rows and either one of them is blank (the label
/// of a group is printed on one page only) or the text breaks off above and goes on below.
fn spans_break(above: &Field, below: &Field) -> bool {
    let rows = |field: &Field| field.rows.1 - field.rows.0;
    let (upper, lower) = (bare(&above.text), bare(&below.text));
    let several = (rows(above) > 1, rows(below) > 1);
    match (upper.is_empty(), lower.is_empty()) {
        (true, true) => several == (true, true),
        (true, false) | (false, true) => several.0 || several.1,
        (false, false) => {
            let goes_on = above.full && !starts_a_row(&lower) && !is_figure(&upper) && !is_figure(&lower);
            (several.0 || several.1) && goes_on
        }
    }
}

fn is_figure(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_digit())
}

/// Whether the last row above and the first below are pieces of one: figures stand on one side only, and the label
/// breaks off above and goes on below.
fn is_one_row(table: &Lattice, pairs: &[(usize, usize)]) -> bool {
    let texts = pairs.iter().filter_map(|&(upper, lower)| {
        let (a, b) = (table.fields.get(upper)?, table.fields.get(lower)?);
        let single = a.rows.1 - a.rows.0 == 1 && b.rows.1 - b.rows.0 == 1;
        single.then(|| (bare(&a.text), bare(&b.text), a.full))
    });
    let texts: Vec<(String, String, bool)> = texts.collect();
    let figures =
        |side: fn(&(String, String, bool)) -> &String| texts.iter().filter(|pair| is_figure(side(pair))).count();
    let (upper, lower) = (figures(|pair| &pair.0), figures(|pair| &pair.1));
    // A label that breaks off: its last line is full, and what goes on below does not begin as a row does.
    let broken = texts.iter().any(|(above, below, full)| {
        !above.is_empty()
            && !is_figure(above)
            && *full
            && !below.is_empty()
            && !is_figure(below)
            && !starts_a_row(below)
    });
    (upper == 0) != (lower == 0) && broken && texts.len() > 2
}

/// Whether a label begins as those of rows do: with its number or bracket.
fn starts_a_row(label: &str) -> bool {
    let mut characters = label.chars();
    let (first, second) = (characters.next(), characters.next());
    let numeral = |character: char| character.is_ascii_digit() || "一二三四五六七八九十".contains(character);
    match (first, second) {
        (Some('（' | '('), Some(second)) => numeral(second),
        (Some(first), Some('、' | '.' | '．' | '，')) => numeral(first),
        _ => false,
    }
}

fn together(above: &str, below: &str) -> String {
    let parts = [above.trim(), below.trim()].into_iter().filter(|text| !text.is_empty());
    parts.collect::<Vec<_>>().join("\n")
}

fn unite_rows(table: &mut Lattice, pairs: &[(usize, usize)], first: usize) {
    let mut gone = Vec::new();
    for &(upper, lower) in pairs {
        let Some(below) = table.fields.get(lower).cloned() else { continue };
        if let Some(field) = table.fields.get_mut(upper) {
            field.text = together(&field.text, &below.text);
            // A field that goes on below the united row keeps doing so.
            field.rows.1 = below.rows.1;
        }
        gone.push(lower);
    }
    drop_fields(table, &gone);
    for field in &mut table.fields {
        let moved = |row: usize| if row > first { row - 1 } else { row };
        field.rows = (moved(field.rows.0), moved(field.rows.1));
    }
    table.rows = table.rows.saturating_sub(1);
}

fn drop_fields(table: &mut Lattice, gone: &[usize]) {
    let mut index = 0;
    table.fields.retain(|_| {
        index += 1;
        !gone.contains(&(index - 1))
    });
}
