//! The columns of table three as its heads name them, and as its rows usually fill them: what settles a row with more
//! cells than seven.

use std::collections::HashMap;

use gongkai_rules::reporting::exchange::TableId;
use gongkai_rules::reporting::form::{Column, normalise};

use super::super::Tables;
use super::super::pieces::{Run, Source, Value};
use super::super::saying;
use crate::reading::lines::Line;

/// Labels of the seven columns, made comparable.
const HEADS: [(&str, Column); 11] = [
    ("自然人", Column::NaturalPerson),
    ("公民", Column::NaturalPerson),
    ("商业企业", Column::Company),
    ("企业", Column::Company),
    ("科研机构", Column::ResearchInstitute),
    ("社会公益组织", Column::PublicInterestOrganisation),
    ("公益组织", Column::PublicInterestOrganisation),
    ("法律服务机构", Column::LegalServiceFirm),
    ("其他", Column::OtherOrganisation),
    ("总计", Column::Total),
    ("合计", Column::Total),
];

/// What is known of the columns.
pub(super) struct Columns {
    /// The column each of the seven begins in, where the heads tell all of them.
    at: Option<[usize; 7]>,
    /// The column the seven begin in, where every row that leaves no choice begins in the same.
    start: Option<usize>,
    /// Empty cells behind the seven, by number of value cells of a row.
    tails: HashMap<usize, usize>,
    /// Heads that the form does not have.
    foreign: Vec<(String, String)>,
    /// Two sets of columns side by side.
    pub doubled: bool,
}

impl Columns {
    /// Looks at the heads and at the rows that leave no choice.
    pub fn of(lines: &[Line], runs: &[Run]) -> Columns {
        let first = runs.iter().find(|run| run.values.len() >= 7).map_or(lines.len(), |run| run.line);
        let heads = lines.get(..first).unwrap_or_default();
        let exact = heads.iter().any(|line| line.exact);
        let mut at: [Option<usize>; 7] = [None; 7];
        let mut natural = 0;
        let mut foreign = Vec::new();
        for line in heads {
            for cell in line.cells.iter().flatten() {
                let label = normalise(&cell.text);
                match HEADS.into_iter().find(|(head, _)| *head == label) {
                    Some((_, column)) => {
                        natural += usize::from(column == Column::NaturalPerson);
                        // The head of 总计 may be repeated below itself.
                        if let Some(place) = at.get_mut(column.index()) {
                            place.get_or_insert(cell.column);
                        }
                    }
                    None if exact && is_foreign(&label) => foreign.push((cell.text.clone(), line.text.clone())),
                    None => {}
                }
            }
        }
        let filled = |run: &&Run| run.values.iter().filter(|value| !value.text.trim().is_empty()).count();
        let wide = runs.iter().filter(|run| filled(run) >= 14).count();
        // Last year's figures in a column of their own, whose head names the year (L32).
        let of_a_year = |text: &str| {
            let text = normalise(text);
            text.starts_with("20") && text.chars().nth(4) == Some('年') && text.chars().count() <= 12
        };
        let words =
            heads.iter().flat_map(|line| line.cells.iter().flatten().map(|cell| &cell.text).chain([&line.text]));
        let named = words.filter(|text| of_a_year(text)).count();
        let beside = named > 0 && runs.iter().filter(|run| filled(run) > 7).count() >= 5;
        let at = if exact { all(at) } else { None };
        let start = start(runs).filter(|_| at.is_none());
        Columns { at, start, tails: tails(runs), foreign, doubled: natural >= 2 && wide >= 3 || beside || wide >= 10 }
    }

    /// Whether the seven cells stand where the heads are; without heads any seven do.
    pub fn fits(&self, values: &[Value]) -> bool {
        let Some(at) = self.at else { return true };
        values.iter().zip(at).all(|(value, column)| value.column.is_none_or(|found| found == column))
    }

    /// The seven cells under the heads, where what stands beside them is empty.
    pub fn pick(&self, run: &Run) -> Option<Vec<Value>> {
        let at = self.at.filter(|_| run.source == Source::Cells)?;
        let under = |column: &usize| run.values.iter().find(|value| value.column == Some(*column)).cloned();
        let seven: Vec<Value> = at.iter().filter_map(under).collect();
        let beside = run.values.iter().filter(|value| value.column.is_none_or(|column| !at.contains(&column)));
        // A cell outside the seven that holds a figure belongs to an added column where that column has a head.
        let strange = beside.filter(|value| !value.text.trim().is_empty()).count();
        (seven.len() == 7 && (strange == 0 || !self.foreign.is_empty())).then_some(seven)
    }

    /// The seven cells where all rows have them, be the first or the last of them empty. `None` where the row does not
    /// reach so far, or something stands beside them.
    pub fn standing(&self, run: &Run) -> Option<Vec<Value>> {
        let start = self.start?;
        let within = |value: &&Value| value.column.is_some_and(|column| (start..start + 7).contains(&column));
        let beside = run.values.iter().filter(|value| !within(value));
        let strange = beside.filter(|value| !value.text.trim().is_empty()).count();
        let seven: Vec<Value> = run.values.iter().filter(within).cloned().collect();
        (strange == 0 && seven.len() == 7).then_some(seven)
    }

    /// Whether a row of text is shorter than the others and has an empty cell at an end of its values: what it lacks may
    /// be blank cells at the end of its line, that an editor has cut, or labels at its beginning.
    pub fn is_cut(&self, run: &Run) -> bool {
        let (Some(start), Source::Line) = (self.start, run.source) else { return false };
        let Some(last) = run.values.last().and_then(|value| value.column) else { return false };
        let blank = |value: Option<&Value>| value.is_some_and(|value| value.text.trim().is_empty());
        last < start + 6 && (blank(run.values.first()) || blank(run.values.last()))
    }

    /// How many empty cells follow the seven in all rows of this many cells that leave no choice.
    pub fn usual_tail(&self, cells: usize) -> Option<usize> {
        self.tails.get(&cells).copied()
    }

    /// R1.9 for columns.
    pub fn tell(&self, tables: &mut Tables) {
        for (label, quote) in &self.foreign {
            let quote: String = quote.chars().take(80).collect();
            saying::foreign(tables, TableId::Table3, label, &quote, None);
        }
    }
}

/// A head that is none of the form's: short, and no piece of the corner or of the groups of heads.
fn is_foreign(label: &str) -> bool {
    let known =
        ["申请人情况", "法人或其他组织", "勾稽", "第一项", "项目", "指标", "类别", "申请", "序号", "办理", "信息"];
    let length = label.chars().count();
    (2..=12).contains(&length)
        && !known.iter().any(|known| label.contains(known))
        && !HEADS.iter().any(|(head, _)| label.contains(head))
        && label.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && ["组织", "机构", "团体", "单位", "人员", "媒体", "小计", "企业", "机关"]
            .iter()
            .any(|end| label.ends_with(end))
}

fn all(at: [Option<usize>; 7]) -> Option<[usize; 7]> {
    let mut columns = [0; 7];
    for (column, found) in columns.iter_mut().zip(at) {
        *column = found?;
    }
    columns.is_sorted_by(|a, b| a < b).then_some(columns)
}

/// Rows that leave no choice, for their first and their last figure are printed: with the number of empty cells before
/// the seven, and behind them.
fn sure(runs: &[Run]) -> impl Iterator<Item = (&Run, usize, usize)> {
    runs.iter().filter_map(|run| {
        let blank = |value: &&Value| value.text.trim().is_empty();
        let trailing = run.values.iter().rev().take_while(blank).count();
        let leading = run.values.iter().take_while(blank).count();
        (run.values.len() == leading + trailing + 7).then_some((run, leading, trailing))
    })
}

/// The column in which all rows begin that leave no choice.
fn start(runs: &[Run]) -> Option<usize> {
    let mut starts = sure(runs).map(|(run, leading, _)| run.values.get(leading).and_then(|value| value.column));
    let first = starts.next()??;
    let mut more = 0;
    for start in starts {
        if start != Some(first) {
            return None;
        }
        more += 1;
    }
    (more >= 2).then_some(first)
}

/// For each number of cells the empty cells behind the seven in rows that leave no choice, where all have as many.
fn tails(runs: &[Run]) -> HashMap<usize, usize> {
    let mut seen: HashMap<usize, Option<usize>> = HashMap::new();
    for (run, _, trailing) in sure(runs) {
        let known = seen.entry(run.values.len()).or_insert(Some(trailing));
        *known = known.filter(|known| *known == trailing);
    }
    seen.into_iter().filter_map(|(cells, trailing)| Some((cells, trailing?))).collect()
}
