//! Table four: 行政复议、行政诉讼. One row of fifteen figures, or the same fifteen set in three rows or turned (L28).

use gongkai_rules::reporting::exchange::{Remark, Severity, TableId};
use gongkai_rules::reporting::form::{Block, Standing, normalise};
use gongkai_rules::reporting::tables::RemediesTable;

use super::Tables;
use super::figure::{Figure, Kind};
use super::pieces::{Run, Value, runs};
use super::saying::{self, Entering};
use crate::reading::lines::Line;

/// Reads the table.
pub(super) fn read(lines: &[Line], tables: &mut Tables) {
    let (notes, lines): (Vec<Line>, Vec<Line>) = lines.iter().cloned().partition(is_note);
    for note in notes {
        let text = note.text.trim().to_owned();
        tables.remarks.push(Remark { table: TableId::Table4, row: None, column: None, text, place: note.place });
    }
    let known = |label: &str| block_of(label).is_some() || standing_of(label).is_some();
    let mut runs = runs(&lines, &known, &[15]);
    runs.retain(|run| !run.values.is_empty());
    let parted = parted(&runs);
    let cells = one_row(&runs)
        .or_else(|| parted.clone())
        .or_else(|| labelled(&runs))
        .or_else(|| blocks(&runs))
        .or_else(|| in_order(&runs));
    let mut table = RemediesTable::empty();
    let Some(cells) = cells else {
        not_placed(&runs, lines.iter().any(|line| line.exact), tables);
        tables.table4 = (!runs.is_empty()).then_some(table);
        return;
    };
    let order = Block::ALL.into_iter().flat_map(|block| Standing::ALL.map(|standing| (block, standing)));
    for ((block, standing), (value, run)) in order.zip(cells) {
        let figure = Figure::read(&value.text, Kind::Count);
        let entering = Entering {
            table: TableId::Table4,
            row: block.id(),
            column: standing.id(),
            label: format!("{}·{}", block.label(), standing.label()),
            rule: "R4.2",
            kind: "非负整数",
            run,
        };
        saying::enter(tables, &entering, &figure, value.place.as_ref());
        table.set(block, standing, figure.count_value());
    }
    tables.table4 = Some(table);
}

fn is_note(line: &Line) -> bool {
    let text = line.words().unwrap_or_default().trim_start_matches(['（', '(', '*', '※', ' ']);
    ["注：", "注:", "备注", "说明：", "说明:", "注 ", "注1", "注释"].iter().any(|mark| text.starts_with(mark))
}

type Placed<'a> = Vec<(Value, &'a Run)>;

/// R1.10.
fn not_placed(runs: &[Run], exact: bool, tables: &mut Tables) {
    let found: usize = runs.iter().flat_map(|run| &run.values).filter(|value| !value.text.trim().is_empty()).count();
    let severity = if exact { Severity::Error } else { Severity::Warn };
    let run = runs.iter().max_by_key(|run| run.values.len());
    let message = if found == 15 {
        "表四的15个数字不能确定各属于哪一栏，无法核对。".to_owned()
    } else {
        format!("表四应有15个数字，实际{found}个。")
    };
    let (quote, place) = (run.map(|run| run.quote.clone()), run.and_then(|run| run.place.clone()));
    let mut told = saying::finding("R1.10", severity, message, quote, place);
    told.expected = Some(15u64.into());
    told.found = Some((found as u64).into());
    tables.doubts.push(saying::at(told, TableId::Table4, None, None));
    if runs.is_empty() {
        return;
    }
    for block in Block::ALL {
        for standing in Standing::ALL {
            let spot = (TableId::Table4, block.id().to_owned(), standing.id().to_owned());
            tables.unplaced.insert(spot);
        }
    }
}

/// The last row with fifteen cells (L29): empty cells at its ends are no figures.
fn one_row(runs: &[Run]) -> Option<Placed<'_>> {
    runs.iter().rev().find_map(|run| {
        let values = &run.values;
        let surplus = values.len().checked_sub(15)?;
        let blank = |value: &&Value| value.text.trim().is_empty();
        if values.iter().all(|value| value.text.trim().is_empty()) && surplus > 0 {
            return None;
        }
        let leading = values.iter().take_while(blank).count();
        let trailing = values.iter().rev().take_while(blank).count();
        let windows: Vec<usize> = (0..=surplus).filter(|from| *from <= leading && surplus - from <= trailing).collect();
        // Empty cells at both ends leave a choice: blocks that add up make it.
        let from = match windows.as_slice() {
            [only] => *only,
            several => {
                let mut adding = several.iter().filter(|from| values.get(**from..**from + 15).is_some_and(add_up));
                let first = adding.next()?;
                adding.next().is_none().then_some(*first)?
            }
        };
        values.get(from..from + 15).map(|values| values.iter().map(|value| (value.clone(), run)).collect())
    })
}

/// Whether each of the three blocks adds up. Naught is no witness: any cells of a row of zeros add up.
fn add_up(values: &[Value]) -> bool {
    let counts: Vec<Option<u64>> =
        values.iter().map(|value| Figure::read(&value.text, Kind::Count).count_value()).collect();
    counts.iter().flatten().any(|count| *count > 0)
        && counts.chunks(5).all(|block| match block.split_last() {
            Some((Some(total), parts)) => {
                parts.iter().flatten().map(|n| u128::from(*n)).sum::<u128>() == u128::from(*total)
            }
            _ => false,
        })
}

/// Fifteen figures run together: taken apart where only one way makes all blocks add up (L12).
fn parted(runs: &[Run]) -> Option<Placed<'_>> {
    let mut long =
        runs.iter().filter(|run| run.values.len() == 1 && run.values.iter().all(|v| v.text.trim().len() >= 15));
    let run = long.next()?;
    let value = run.values.first()?;
    let numbers = super::joining::fifteen_in(value.text.trim())?;
    let cell = |number: u64| Value { text: number.to_string(), place: value.place.clone(), column: None };
    long.next().is_none().then(|| numbers.map(|number| (cell(number), run)).to_vec())
}

/// A figure a line with the words of its block and its column (L28).
fn labelled(runs: &[Run]) -> Option<Placed<'_>> {
    let mut block: Option<Block> = None;
    let mut found: Vec<Option<(Value, &Run)>> = vec![None; 15];
    let mut count = 0;
    for run in runs {
        let Some(value) = only(&run.values) else { continue };
        let words = run.above.iter().chain(&run.heads).chain(&run.own);
        let mut standing = None;
        for word in words {
            block = block_of(word).or(block);
            standing = standing_of(word).or(standing);
        }
        let (Some(block), Some(standing)) = (block, standing) else { continue };
        let at = block.index() * 5 + standing.index();
        let place = found.get_mut(at)?;
        if place.is_some() {
            return None;
        }
        *place = Some((value.clone(), run));
        count += 1;
    }
    if count == 15 { found.into_iter().collect() } else { None }
}

/// The one value of a run whose other cells are empty; the first where all are.
fn only(values: &[Value]) -> Option<&Value> {
    let mut filled = values.iter().filter(|value| !value.text.trim().is_empty());
    let first = filled.next();
    if filled.next().is_some() { None } else { first.or(values.first()) }
}

/// The first cells of a run where nothing stands in those behind them.
fn first_of(run: &Run, count: usize) -> Option<&[Value]> {
    let (first, rest) = run.values.split_at_checked(count)?;
    rest.iter().all(|value| value.text.trim().is_empty()).then_some(first)
}

/// Three rows of five, a block each; or five rows of three, a column each.
fn blocks(runs: &[Run]) -> Option<Placed<'_>> {
    let filled = |run: &&Run| run.values.iter().any(|value| !value.text.trim().is_empty());
    let five: Vec<(&Run, &[Value])> =
        runs.iter().filter(filled).filter_map(|run| Some((run, first_of(run, 5)?))).collect();
    let named = |(run, _): &(&Run, &[Value])| {
        run.own.iter().chain(&run.heads).chain(&run.above).any(|word| block_of(word).is_some())
    };
    let five: Vec<(&Run, &[Value])> = if five.len() > 3 { five.into_iter().filter(named).collect() } else { five };
    if let [a, b, c] = five.as_slice()
        && runs.iter().filter(filled).count() <= 4
    {
        let cells =
            [a, b, c].into_iter().flat_map(|(run, values)| values.iter().map(move |value| (value.clone(), *run)));
        return Some(cells.collect());
    }
    let three: Vec<&Run> = runs.iter().filter(filled).filter(|run| first_of(run, 3).is_some()).collect();
    let named = three.iter().all(|run| run.own.as_deref().is_some_and(|own| standing_of(own).is_some()));
    if three.len() != 5 || !named {
        return None;
    }
    let mut cells = Vec::new();
    for block in 0..3 {
        for standing in Standing::ALL {
            let run = three.iter().find(|run| run.own.as_deref().and_then(standing_of) == Some(standing))?;
            cells.push((run.values.get(block)?.clone(), *run));
        }
    }
    Some(cells)
}

/// Fifteen values one after the other without a word between them.
fn in_order(runs: &[Run]) -> Option<Placed<'_>> {
    let all: Placed<'_> = runs
        .iter()
        .flat_map(|run| run.values.iter().map(move |value| (value.clone(), run)))
        .filter(|(value, _)| !value.text.trim().is_empty())
        .collect();
    let words = runs.iter().skip(1).any(|run| run.own.is_some() || !run.above.is_empty() || !run.heads.is_empty());
    (all.len() == 15 && !words).then_some(all)
}

fn block_of(word: &str) -> Option<Block> {
    let word = normalise(word);
    if word.contains("未经复议") || word.contains("直接起诉") {
        return Some(Block::DirectSuit);
    }
    if word.contains("复议后") {
        return Some(Block::SuitAfterReconsideration);
    }
    (word == "行政复议" || word == "行政复议案件").then_some(Block::Reconsideration)
}

fn standing_of(word: &str) -> Option<Standing> {
    match normalise(word).as_str() {
        "结果维持" | "维持" => Some(Standing::Upheld),
        "结果纠正" | "纠正" => Some(Standing::Corrected),
        "其他结果" => Some(Standing::Other),
        "尚未审结" | "未审结" => Some(Standing::Pending),
        "总计" | "合计" => Some(Standing::Total),
        _ => None,
    }
}
