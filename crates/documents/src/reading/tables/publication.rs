//! Table two: 主动公开政府信息情况, of the form of 2021 or of 2019. The heads of the columns tell which.

use gongkai_rules::reporting::exchange::{
    DocumentCounts2019, FeeItems2019, Form, ItemCounts2019, Procurement2019, PublicationTable2019, Severity, Table2,
    TableId,
};
use gongkai_rules::reporting::form::normalise;
use gongkai_rules::reporting::tables::{DocumentCounts, PublicationTable};

use super::align::{Placed, Side, align};
use super::figure::{Figure, Kind, Number, State};
use super::labels::{PUBLICATION, PublicationEntry, comparable};
use super::pieces::{Run, Source, Value, runs};
use super::saying::{self, Entering};
use super::{Tables, joining};
use crate::reading::lines::Line;

mod rows;

use rows::{columns, key, label};

/// Reads the table.
pub(super) fn read(lines: &[Line], tables: &mut Tables) {
    let form = form_of(lines);
    let known = |label: &str| !PUBLICATION.exact(&comparable(label)).is_empty();
    let mut runs = runs(lines, &known, &[1, 2, 3]);
    runs.retain(|run| !run.is_blank() || run.own.as_deref().is_some_and(known));
    let has_figures = |entry: &PublicationEntry| !columns(form, *entry).is_empty();
    let placed = align(&runs, &PUBLICATION, &has_figures, &[Side::Either]);
    let heads = Heads::of(lines);
    if placed.iter().all(Option::is_none) {
        return;
    }
    tables.form = Some(form);
    let doubled = doubled(form, &runs, &placed);
    if doubled {
        let message = "文件中出现两套表格或两份报告（表二并列两个年度的数字），请确认以哪一份为准。".to_owned();
        let quote = lines.iter().find(|line| line.text.contains('年')).map(|line| line.text.chars().take(60).collect());
        let told = saying::finding("R1.14", Severity::Warn, message, quote, None);
        tables.doubts.push(saying::at(told, TableId::Table2, None, None));
    }
    let mut seen = Vec::new();
    let mut figures: Vec<(PublicationEntry, Vec<Option<Figure>>)> = Vec::new();
    for (run, placed) in runs.iter().zip(&placed) {
        match placed {
            Some(placed) => {
                let Some(entry) = PUBLICATION.entries.get(placed.entry).map(|entry| entry.id) else { continue };
                seen.push(entry);
                if doubled {
                    for column in columns(form, entry) {
                        tables.unplaced.insert((TableId::Table2, key(form, entry).to_owned(), (*column).to_owned()));
                    }
                    continue;
                }
                figures.push((entry, one_row(form, entry, run, placed, &heads, tables)));
            }
            None => extra(run, tables),
        }
    }
    missing(form, &seen, lines, tables);
    super::residue(lines, TableId::Table2, tables);
    tables.table2 = Some(match form {
        Form::Form2021 => Table2::Form2021(form_2021(&figures)),
        Form::Form2019 => Table2::Form2019(Box::new(form_2019(&figures))),
    });
}

/// Two years side by side (L32): most rows have twice the figures they should. Which are this year's is not guessed.
fn doubled(form: Form, runs: &[Run], placed: &[Option<Placed>]) -> bool {
    let twice = runs.iter().zip(placed).filter(|(run, placed)| {
        let entry = placed.as_ref().and_then(|placed| PUBLICATION.entries.get(placed.entry)).map(|entry| entry.id);
        let filled = run.values.iter().filter(|value| !value.text.trim().is_empty()).count();
        entry.is_some_and(|entry| filled > 0 && filled == 2 * columns(form, entry).len())
    });
    let twice = twice.count();
    twice >= 3 && twice * 2 > placed.iter().flatten().count()
}

/// The form that the heads of the columns show.
fn form_of(lines: &[Line]) -> Form {
    let text: String = lines.iter().map(|line| normalise(&line.text)).collect();
    let count = |words: &[&str]| words.iter().filter(|word| text.contains(*word)).count();
    let new = count(&["制发件数", "废止件数", "现行有效", "本年收费金额", "本年处理决定数量"]);
    let old = count(&[
        "新制作数量",
        "新公开数量",
        "对外公开总数量",
        "上一年项目数量",
        "本年增",
        "采购总金额",
        "其他对外管理服务事项",
    ]);
    if old > new { Form::Form2019 } else { Form::Form2021 }
}

/// R1.9: a row that the form does not have.
fn extra(run: &Run, tables: &mut Tables) {
    let numbers = run.figures(Kind::Count).iter().filter(|figure| figure.is_number()).count();
    let own = run.own.as_deref().map(|own| (own, own.chars().filter(|c| !c.is_whitespace()).count()));
    if let Some((own, 2..=24)) = own.filter(|_| numbers >= 1 && run.source <= Source::Line) {
        saying::foreign(tables, TableId::Table2, own, &run.quote, run.place.clone());
    }
}

/// R1.12: rows that the form has and the table has not.
fn missing(form: Form, seen: &[PublicationEntry], lines: &[Line], tables: &mut Tables) {
    for entry in PUBLICATION.entries.iter().map(|entry| entry.id) {
        if columns(form, entry).is_empty() || seen.contains(&entry) {
            continue;
        }
        let name = comparable(label(form, entry));
        let printed = lines.iter().any(|line| normalise(&line.text).contains(&name));
        for column in columns(form, entry) {
            // A row that is printed, but whose figures nothing ties to it, is not read; a row left out is no doubt.
            let spot = (TableId::Table2, key(form, entry).to_owned(), (*column).to_owned());
            if printed {
                tables.unplaced.insert(spot);
            } else {
                tables.unread.insert(spot);
            }
        }
        let message = if printed {
            format!("表二“{}”行没有读到数字，无法核对。", label(form, entry))
        } else {
            format!("表二缺少“{}·{}”。", rows::block(entry), label(form, entry))
        };
        let (rule, severity) = if printed { ("R1.8", Severity::Warn) } else { ("R1.12", Severity::Error) };
        let told = saying::finding(rule, severity, message, None, None);
        tables.doubts.push(saying::at(told, TableId::Table2, Some(key(form, entry)), None));
    }
}

fn one_row(
    form: Form,
    entry: PublicationEntry,
    run: &Run,
    placed: &Placed,
    heads: &Heads,
    tables: &mut Tables,
) -> Vec<Option<Figure>> {
    let (row, name) = (key(form, entry), label(form, entry));
    if let Some(found) = &placed.misprint {
        saying::misprint(tables, TableId::Table2, row, found, name, run);
    }
    let keys = columns(form, entry);
    let Some(values) = values(form, entry, run, heads) else {
        saying::unplaced(tables, TableId::Table2, row, name, keys.len(), run);
        for column in keys {
            tables.unplaced.insert((TableId::Table2, row.to_owned(), (*column).to_owned()));
        }
        return vec![None; keys.len()];
    };
    if run.source == Source::Glued && keys.len() > 1 {
        let read: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
        saying::joined(tables, TableId::Table2, row, name, &read.join(" "), run);
    }
    let mut figures = Vec::new();
    for (column, value) in keys.iter().zip(values) {
        let kind = rows::kind(entry, column);
        let figure = Figure::read(&value.text, kind);
        let entering = Entering {
            table: TableId::Table2,
            row,
            column,
            label: format!("{name}·{}", rows::head(column)),
            rule: "R2.2",
            kind: match kind {
                Kind::Count => "非负整数",
                Kind::Signed => "整数",
                Kind::Money => "非负金额",
            },
            run,
        };
        saying::enter(tables, &entering, &figure, value.place.as_ref());
        without_unit(entry, column, &figure, run, tables);
        figures.push(Some(figure));
    }
    figures
}

/// R2.11: an amount of 政府集中采购 names its unit.
fn without_unit(entry: PublicationEntry, column: &str, figure: &Figure, run: &Run, tables: &mut Tables) {
    let zero = figure.text.trim().chars().all(|c| matches!(c, '0' | '.'));
    let unit = figure.text.contains('元');
    if entry == PublicationEntry::Procurement && column == "amount" && figure.is_number() && !zero && !unit {
        let message = format!("政府集中采购金额“{}”缺单位，已按万元计。", figure.text.trim());
        let mut told = saying::finding("R2.11", Severity::Warn, message, Some(run.quote.clone()), run.place.clone());
        told.found = Some(super::text_value(figure.text.trim()));
        tables.doubts.push(saying::at(told, TableId::Table2, Some("procurement"), Some("amount")));
    }
}

/// The value cells of a row, one a column; `None` where they cannot be told apart.
fn values(form: Form, entry: PublicationEntry, run: &Run, heads: &Heads) -> Option<Vec<Value>> {
    let wanted = columns(form, entry).len();
    let values = &run.values;
    if run.source == Source::Glued {
        let value = values.first()?;
        if wanted == 1 {
            return Some(vec![value.clone()]);
        }
        let digits = value.text.trim();
        if digits.len() == wanted && digits.bytes().all(|b| b.is_ascii_digit()) {
            // One digit a cell.
            let cell = |c: char| Value { text: c.to_string(), place: value.place.clone(), column: None };
            return Some(digits.chars().map(cell).collect());
        }
        let three = joining::three_in(value.text.trim()).filter(|_| wanted == 3 && form == Form::Form2021)?;
        let cell = |number: u64| Value { text: number.to_string(), place: value.place.clone(), column: None };
        return Some(three.map(cell).to_vec());
    }
    if values.len() == wanted {
        return Some(values.clone());
    }
    let blank = |value: &&Value| value.text.trim().is_empty();
    if values.len() > wanted {
        let leading = values.iter().take_while(blank).count();
        let trailing = values.iter().rev().take_while(blank).count();
        let surplus = values.len() - wanted;
        let filled = values.iter().filter(|value| !value.text.trim().is_empty()).count();
        if filled == 0 {
            return values.get(..wanted).map(<[Value]>::to_vec);
        }
        // Empty cells behind the last figure are what spans have left; before the first they are labels lost. Where one
        // of the figures is empty too, only the heads tell which.
        let (first, last) = (surplus.saturating_sub(trailing), surplus.min(leading));
        if first <= last {
            let from = if first == last {
                first
            } else {
                heads.first_of(values, wanted).filter(|from| (first..=last).contains(from))?
            };
            return values.get(from..from + wanted).map(<[Value]>::to_vec);
        }
        // One figure for a row that has one, with the same figure repeated or blanks around it.
        let filled: Vec<&Value> = values.iter().filter(|value| !value.text.trim().is_empty()).collect();
        if let ([only], 1) = (filled.as_slice(), wanted) {
            return Some(vec![(*only).clone()]);
        }
        return unrepeated(&filled, wanted);
    }
    None
}

/// The columns of the heads over rows of several figures.
struct Heads(Vec<usize>);

impl Heads {
    /// The columns in which the first of several heads stands.
    fn of(lines: &[Line]) -> Heads {
        let is_first = |text: &str| {
            let label = normalise(text);
            ["制发件数", "新制作数量", "上一年项目数量", "采购项目数量"].iter().any(|head| label.ends_with(head))
        };
        let cells = lines.iter().flat_map(|line| line.cells.iter().flatten());
        Heads(cells.filter(|cell| is_first(&cell.text)).map(|cell| cell.column).collect())
    }

    /// Which of the cells of a row stands under the first of so many heads; `None` where the heads do not agree.
    fn first_of(&self, values: &[Value], wanted: usize) -> Option<usize> {
        let (first, rest) = self.0.split_first().filter(|_| wanted > 1)?;
        let under = values.iter().position(|value| value.column == Some(*first));
        under.filter(|_| rest.iter().all(|column| column == first))
    }
}

/// A cell that spans columns, written once for each of them: neighbours alike are one, where just as many are left as the
/// row has columns.
fn unrepeated(filled: &[&Value], wanted: usize) -> Option<Vec<Value>> {
    let mut once: Vec<Value> = Vec::new();
    for value in filled {
        if once.last().is_none_or(|last| last.text.trim() != value.text.trim()) {
            once.push((*value).clone());
        }
    }
    let all_alike = once.len() == 1 && filled.len() == 3;
    match once.first() {
        Some(only) if all_alike => Some(vec![only.clone(); wanted]),
        _ => (filled.len() == 3 && once.len() == wanted).then_some(once),
    }
}

fn count(figure: Option<&Option<Figure>>) -> Option<u64> {
    figure?.as_ref()?.count_value()
}

fn money(figure: Option<&Option<Figure>>) -> Option<gongkai_rules::reporting::WanYuan> {
    match &figure?.as_ref()?.state {
        State::Number(Number::Money(amount)) => amount.parse().ok(),
        _ => None,
    }
}

fn change(figure: Option<&Option<Figure>>) -> Option<i64> {
    match figure?.as_ref()?.state {
        State::Number(Number::Signed(change)) => Some(change),
        _ => None,
    }
}

fn form_2021(rows: &[(PublicationEntry, Vec<Option<Figure>>)]) -> PublicationTable {
    let mut table = PublicationTable::default();
    for (entry, cells) in rows {
        let documents = || DocumentCounts {
            issued_count: count(cells.first()),
            repealed_count: count(cells.get(1)),
            in_force_count: count(cells.get(2)),
        };
        match entry {
            PublicationEntry::Rules => table.government_rules = documents(),
            PublicationEntry::Normative => table.normative_documents = documents(),
            PublicationEntry::Permit => table.administrative_permits = count(cells.first()),
            PublicationEntry::Punish => table.administrative_penalties = count(cells.first()),
            PublicationEntry::Coerce => table.coercive_measures = count(cells.first()),
            PublicationEntry::Fee => table.administrative_fees = money(cells.first()),
            PublicationEntry::OtherService | PublicationEntry::Procurement => {}
        }
    }
    table
}

fn form_2019(rows: &[(PublicationEntry, Vec<Option<Figure>>)]) -> PublicationTable2019 {
    let mut table = PublicationTable2019::default();
    for (entry, cells) in rows {
        let documents = || DocumentCounts2019 {
            made: count(cells.first()),
            published: count(cells.get(1)),
            total: count(cells.get(2)),
        };
        let items = || ItemCounts2019 {
            prior: count(cells.first()),
            change: change(cells.get(1)),
            decisions: count(cells.get(2)),
        };
        match entry {
            PublicationEntry::Rules => table.government_rules = documents(),
            PublicationEntry::Normative => table.normative_documents = documents(),
            PublicationEntry::Permit => table.administrative_permits = items(),
            PublicationEntry::OtherService => table.other_services = items(),
            PublicationEntry::Punish => table.administrative_penalties = items(),
            PublicationEntry::Coerce => table.coercive_measures = items(),
            PublicationEntry::Fee => {
                table.administrative_fees = FeeItems2019 { prior: count(cells.first()), change: change(cells.get(1)) };
            }
            PublicationEntry::Procurement => {
                table.procurement = Procurement2019 { projects: count(cells.first()), amount: money(cells.get(1)) };
            }
        }
    }
    table
}
