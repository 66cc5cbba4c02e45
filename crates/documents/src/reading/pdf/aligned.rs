//! Tables without ruling lines: lines whose figures stand in columns. Everything found so is inferred and marked as
//! such (`exact` is false); where a figure stands is never changed, only which label it stands by is concluded.

use super::geometry::{Bounds, nearest, overlap};
use super::lattice::{Field, Lattice};
use super::sheet::{Item, Sheet};
use super::type_lines::{Piece, TypeLine};

/// Columns of labels before the figures; a table without labels has none.
const LABELS: usize = 3;
/// A line with this many figures makes a table of the lines around it; so do two lines with one less.
const FIGURES: usize = 3;
/// Most lines of heads over the first figures.
const HEADS: usize = 12;
/// Lines this near (in sizes of the type) to the figures of a row are lines of its label.
const NEAR: f64 = 1.4;
/// A single stretch of text wider than this share of the page is running text.
const WIDE: f64 = 0.62;

/// Makes tables of lines that stand in columns.
pub(super) fn find(sheets: &mut [Sheet]) {
    let mut goes_on = false;
    let count = sheets.len();
    for (index, sheet) in sheets.iter_mut().enumerate() {
        find_on(sheet, goes_on);
        if index + 1 < count {
            take_last_heads(&mut sheet.items, sheet.size.width());
        }
        goes_on = matches!(sheet.items.last(), Some(Item::Table(table)) if !table.ruled);
    }
}

/// Heads at the foot of a page whose figures stand on the next belong to the table before them.
fn take_last_heads(items: &mut Vec<Item>, width: f64) {
    const MOST: usize = 3;
    let last = items.iter().rposition(|item| matches!(item, Item::Table(table) if !table.ruled));
    let Some(last) = last.filter(|last| items.len() - last - 1 <= MOST) else { return };
    let lines = items.iter().skip(last + 1).filter_map(|item| match item {
        Item::Line(line) if !is_boundary(line, width) => Some(line.clone()),
        _ => None,
    });
    let lines: Vec<TypeLine> = lines.collect();
    if lines.len() + last + 1 < items.len() {
        return;
    }
    let Some(Item::Table(table)) = items.get_mut(last) else { return };
    let columns = table.columns.len().saturating_sub(1).max(1);
    for line in &lines {
        let count = line.pieces.len();
        for (index, piece) in line.pieces.iter().enumerate() {
            let end = if index + 1 == count { columns } else { index + 1 };
            let page = table.pages.last().copied().unwrap_or(1);
            table.fields.push(field(table.rows, (index.min(columns - 1), end.max(index + 1)), &[piece], page));
        }
        table.rows += 1;
    }
    items.truncate(last + 1);
}

/// `goes_on` says that the page before ended in such a table.
fn find_on(sheet: &mut Sheet, mut goes_on: bool) {
    let mut items = std::mem::take(&mut sheet.items).into_iter().peekable();
    while let Some(item) = items.next() {
        let Item::Line(first) = item else {
            sheet.items.push(item);
            continue;
        };
        let mut lines = vec![first];
        while let Some(Item::Line(line)) = items.next_if(|item| matches!(item, Item::Line(_))) {
            lines.push(line);
        }
        sheet.items.extend(parted(lines, sheet.page, sheet.size.width(), goes_on));
        goes_on = false;
    }
}

/// Lines that follow each other, those of tables made tables.
fn parted(lines: Vec<TypeLine>, page: usize, width: f64, goes_on: bool) -> Vec<Item> {
    let mut items = Vec::new();
    let mut from = 0;
    // What stands between the head of a page and its first figures must not be text, for the table to go on.
    let first = region(&lines, 0, width, true).filter(|(start, _)| goes_on && *start == 0);
    while let Some((start, end)) = first.filter(|_| from == 0).or_else(|| region(&lines, from, width, false)) {
        let plain = lines.get(from..start).unwrap_or_default();
        items.extend(plain.iter().cloned().map(Item::Line));
        items.push(Item::Table(table(lines.get(start..end).unwrap_or_default(), page)));
        from = end;
    }
    items.extend(lines.into_iter().skip(from).map(Item::Line));
    items
}

/// The next lines from `from` on that are a table: from its heads to the last line of its last label. `lax` takes a
/// single figure beside a label for one.
fn region(lines: &[TypeLine], from: usize, width: f64, lax: bool) -> Option<(usize, usize)> {
    let mut search = from;
    loop {
        let rest = lines.iter().enumerate().skip(search);
        let first = rest.clone().find(|(_, line)| is_row(line)).map(|(index, _)| index)?;
        let near = |index: usize| lines.get(index).is_some_and(|line| is_near_row(lines, index, line));
        let inner = rest.skip_while(|(index, _)| *index < first);
        let last = inner
            .take_while(|(index, line)| near(*index) || !is_boundary(line, width))
            .filter(|(_, line)| is_row(line));
        let last = last.map(|(index, _)| index).last().unwrap_or(first);
        let rows = lines.get(first..=last).unwrap_or_default();
        let many = |count: usize| rows.iter().filter(|line| figures(line).count() >= count).count();
        if !lax && many(FIGURES) == 0 && many(FIGURES - 1) < FIGURES - 1 {
            search = last + 1;
            continue;
        }
        let above = (from..first).rev().take(HEADS);
        let start = above.take_while(|&index| {
            let distance = match (lines.get(index), lines.get(index + 1)) {
                (Some(line), Some(next)) => next.baseline - line.baseline <= 4.0 * line.size,
                _ => false,
            };
            distance && lines.get(index).is_some_and(|line| near(index) || !is_boundary(line, width))
        });
        let start = start.last().unwrap_or(first);
        let end = (last + 1..lines.len()).take_while(|&index| near(index)).last().map_or(last + 1, |index| index + 1);
        return Some((start, end));
    }
}

/// A line with a figure beside something else.
fn is_row(line: &TypeLine) -> bool {
    line.pieces.len() > 1 && figures(line).next().is_some()
}

fn figures(line: &TypeLine) -> impl Iterator<Item = &Piece> {
    line.pieces.iter().filter(|piece| is_figure(&piece.text))
}

/// Running text, or a heading of the document.
fn is_boundary(line: &TypeLine, width: f64) -> bool {
    let [piece] = line.pieces.as_slice() else { return false };
    let numeral = |character: char| "一二三四五六七八九十".contains(character);
    let numbered =
        piece.text.starts_with(numeral) && piece.text.trim_start_matches(numeral).starts_with(['、', '.', '．']);
    numbered || piece.bounds.width() > WIDE * width || piece.text.ends_with(['。', '；', '：', '，'])
}

/// Whether a line stands so near to a line with figures that it belongs to the label of that row.
fn is_near_row(lines: &[TypeLine], index: usize, line: &TypeLine) -> bool {
    let window = lines.iter().skip(index.saturating_sub(6)).take(13);
    let distance = window.filter(|other| is_row(other)).map(|row| (row.baseline - line.baseline).abs());
    distance.fold(f64::INFINITY, f64::min) <= NEAR * line.size
}

/// A number, with a unit or remark after it at most, or a mark for none.
fn is_figure(text: &str) -> bool {
    if matches!(text, "/" | "／" | "-" | "—" | "--" | "－" | "无") {
        return true;
    }
    let text = text.strip_prefix(['-', '+', '－', '约', '减', '增']).unwrap_or(text);
    let digit = |character: char| character.is_ascii_digit() || matches!(character, '０'..='９');
    if !text.starts_with(digit) || text.chars().count() > 20 {
        return false;
    }
    let after_whole =
        text.trim_start_matches(|character: char| digit(character) || matches!(character, ',' | '，' | ' '));
    let fraction = after_whole.strip_prefix(['.', '．']).filter(|rest| rest.starts_with(digit));
    let rest = fraction.map_or(after_whole, |rest| rest.trim_start_matches(digit));
    rest.chars().next().is_none_or(|next| "（(件条万元%％*余".contains(next))
}

/// A row: the line its figures stand on, and lines of its label above and below.
#[derive(Clone)]
struct Row<'a> {
    lines: Vec<&'a TypeLine>,
}

impl<'a> Row<'a> {
    fn has_figures(&self) -> bool {
        self.lines.iter().any(|line| is_row(line))
    }

    fn pieces(&self) -> impl Iterator<Item = &'a Piece> {
        self.lines.iter().flat_map(|line| &line.pieces)
    }
}

fn table(lines: &[TypeLine], page: usize) -> Lattice {
    let rows = rows(lines);
    // A block with a head of its own (信息内容 …) has columns of its own.
    let mut blocks: Vec<Vec<&Row<'_>>> = Vec::new();
    for row in &rows {
        match blocks.last_mut() {
            Some(block) if row.has_figures() || !block.last().is_some_and(|last| last.has_figures()) => block.push(row),
            _ => blocks.push(vec![row]),
        }
    }
    let first = value_columns(&rows).first().map_or(f64::INFINITY, |column| column.0);
    let labelled =
        rows.iter().filter(|row| row.has_figures()).flat_map(Row::pieces).any(|piece| is_label(piece, first));
    let labels = if labelled { LABELS } else { 0 };
    let bounds = Bounds::around(lines.iter().map(|line| line.bounds));
    let (mut fields, mut widest, mut count) = (Vec::new(), Vec::new(), 0);
    for block in blocks {
        let block: Vec<Row<'_>> = block.into_iter().cloned().collect();
        let columns = value_columns(&block);
        let first = columns.first().map_or(first, |column| column.0);
        let mut of_block = Vec::new();
        for (index, row) in block.iter().enumerate() {
            let (label, values): (Vec<&Piece>, Vec<&Piece>) =
                row.pieces().partition(|piece| labels > 0 && is_label(piece, first));
            of_block.extend(label_fields(label, labels, index, page));
            of_block.extend(value_fields(values, &columns, labels, index, page));
        }
        stretch_lone_heads(&mut of_block, bounds, &columns, labels, block.len());
        of_block.iter_mut().for_each(|field| field.rows = (field.rows.0 + count, field.rows.1 + count));
        fields.extend(of_block);
        count += block.len();
        if columns.len() > widest.len() {
            widest = columns;
        }
    }
    let label_edges = (0..labels).map(|label| bounds.left + label as f64);
    let edges = label_edges.chain(widest.iter().map(|column| column.0)).chain(widest.last().map(|column| column.1));
    Lattice { pages: vec![page], bounds, columns: edges.collect(), rows: count, fields, ruled: false, exact: false }
}

fn is_label(piece: &Piece, first: f64) -> bool {
    piece.bounds.right <= first + 1.0 && !is_figure(&piece.text)
}

/// Where figures stand over each other; from the left.
fn value_columns(rows: &[Row<'_>]) -> Vec<(f64, f64)> {
    let lines = rows.iter().flat_map(|row| &row.lines).filter(|line| is_row(line));
    let mut stretches: Vec<(f64, f64)> =
        lines.flat_map(|line| figures(line)).map(|piece| (piece.bounds.left, piece.bounds.right)).collect();
    stretches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(f64, f64)> = Vec::new();
    for stretch in stretches {
        match columns.last_mut() {
            Some(column) if stretch.0 < column.1 => column.1 = column.1.max(stretch.1),
            _ => columns.push(stretch),
        }
    }
    columns
}

/// Lines to rows: each line with figures is one, lines near it belong to it, every other line is a row of its own.
fn rows(lines: &[TypeLine]) -> Vec<Row<'_>> {
    let mut of_row: Vec<Option<usize>> = vec![None; lines.len()];
    let anchors: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| is_row(line)).map(|(index, _)| index).collect();
    for (index, line) in lines.iter().enumerate() {
        if is_row(line) {
            continue;
        }
        let distance =
            |&&anchor: &&usize| lines.get(anchor).map_or(f64::INFINITY, |row| (row.baseline - line.baseline).abs());
        let near = anchors.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let near = near.filter(|anchor| distance(anchor) <= NEAR * line.size);
        if let (Some(&anchor), Some(entry)) = (near, of_row.get_mut(index)) {
            *entry = Some(anchor);
        }
    }
    let starts = lines.iter().enumerate().filter(|(index, _)| of_row.get(*index).copied().flatten().is_none());
    let rows = starts.map(|(index, line)| {
        let others = lines.iter().zip(&of_row).filter(|(_, of)| **of == Some(index)).map(|(other, _)| other);
        let mut row: Vec<&TypeLine> = others.chain([line]).collect();
        row.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        Row { lines: row }
    });
    rows.collect()
}

fn field(row: usize, columns: (usize, usize), pieces: &[&Piece], page: usize) -> Field {
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let bounds = Bounds::around(pieces.iter().map(|piece| piece.bounds));
    Field { rows: (row, row + 1), columns, text: texts.join("\n"), full: false, page, bounds }
}

/// Labels of a row: pieces over each other are one. The last goes up to the figures.
fn label_fields(pieces: Vec<&Piece>, labels: usize, row: usize, page: usize) -> Vec<Field> {
    let mut groups: Vec<(f64, f64, Vec<&Piece>)> = Vec::new();
    for piece in pieces {
        let stretch = (piece.bounds.left, piece.bounds.right);
        match groups.iter_mut().find(|group| overlap((group.0, group.1), stretch) > 0.0) {
            Some(group) => {
                (group.0, group.1) = (group.0.min(stretch.0), group.1.max(stretch.1));
                group.2.push(piece);
            }
            None => groups.push((stretch.0, stretch.1, vec![piece])),
        }
    }
    groups.sort_by(|a, b| a.0.total_cmp(&b.0));
    while groups.len() > labels.max(1) {
        let rest = groups.pop();
        if let (Some(last), Some(rest)) = (groups.last_mut(), rest) {
            last.2.extend(rest.2);
        }
    }
    if labels == 0 {
        return Vec::new();
    }
    if groups.is_empty() {
        return vec![field(row, (0, labels), &[], page)];
    }
    let count = groups.len();
    let ends = |at: usize| if at + 1 == count { labels } else { at + 1 };
    groups.iter().enumerate().map(|(at, group)| field(row, (at, ends(at)), &group.2, page)).collect()
}

/// Figures and heads of a row, with a blank field where a column has none.
fn value_fields(pieces: Vec<&Piece>, columns: &[(f64, f64)], labels: usize, row: usize, page: usize) -> Vec<Field> {
    let mut of_column: Vec<Vec<&Piece>> = vec![Vec::new(); columns.len()];
    let middles: Vec<f64> = columns.iter().map(|column| (column.0 + column.1) / 2.0).collect();
    let mut reach = vec![0; columns.len()];
    for piece in pieces {
        let (left, right) = (piece.bounds.left, piece.bounds.right);
        let covered = middles.iter().enumerate().filter(|&(_, &middle)| middle >= left && middle <= right);
        let covered: Vec<usize> = covered.map(|(index, _)| index).collect();
        let near = nearest(&middles, (left + right) / 2.0, f64::INFINITY);
        let Some(at) = covered.first().copied().or(near) else { continue };
        if let (Some(pieces), Some(reach)) = (of_column.get_mut(at), reach.get_mut(at)) {
            pieces.push(piece);
            *reach = covered.last().copied().unwrap_or(at).max(*reach);
        }
    }
    let mut fields = Vec::new();
    let mut at = 0;
    while let Some(pieces) = of_column.get(at) {
        let free = |next: &usize| of_column.get(*next).is_some_and(Vec::is_empty);
        let most = reach.get(at).copied().unwrap_or(at);
        let end = (at + 1..=most).take_while(free).last().unwrap_or(at) + 1;
        fields.push(field(row, (labels + at, labels + end), pieces, page));
        at = end;
    }
    fields
}

/// A head alone in the middle of the table stands over all of it (第二十条第（一）项), one in the middle of the figures
/// over all of those (申请人情况). A lone figure stays in its column.
fn stretch_lone_heads(fields: &mut Vec<Field>, table: Bounds, columns: &[(f64, f64)], labels: usize, rows: usize) {
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return };
    for row in 0..rows {
        let mut spoken = fields.iter().filter(|field| field.rows.0 == row && !field.text.is_empty());
        let Some(head) = spoken.next().filter(|_| spoken.next().is_none()).cloned() else { continue };
        let middle = (head.bounds.left + head.bounds.right) / 2.0;
        let within =
            |left: f64, right: f64, share: f64| (middle - (left + right) / 2.0).abs() <= share * (right - left);
        let from = match head.columns.0 >= labels && columns.len() > 1 && within(first.0, last.1, 0.12) {
            _ if is_figure(&head.text) => continue,
            _ if within(table.left, table.right, 0.04) => 0,
            true => labels,
            false => continue,
        };
        fields.retain(|field| field.rows.0 != row || field.columns.0 < from);
        fields.push(Field { columns: (from, labels + columns.len()), ..head });
    }
}
