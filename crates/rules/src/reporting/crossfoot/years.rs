//! R6 Across years: this report against the one before.

use std::collections::HashMap;

use super::super::exchange::Form;
use super::publication::document_rows;
use super::*;

/// From this similarity on two texts count as copied (雷同).
const ALIKE: f64 = 0.9;

pub(super) fn check(report: &Report, before: Option<&Report>, findings: &mut Vec<Finding>) {
    let Some(before) = before else { return };
    carried(report, before, findings);
    if before.form == report.form {
        in_force(report, before, findings);
    } else {
        let message = "上年度使用另一版格式，表二无法跨年核对。";
        findings.push(Finding::new("R6.3", Severity::Hint, message).in_table(TableId::Table2));
    }
    pending(report, before, findings);
    leaps(report, before, findings);
    copied(report, before, findings);
}

/// R6.1: 上年结转 is last year's 结转下年度继续办理, column by column.
fn carried(report: &Report, before: &Report, findings: &mut Vec<Finding>) {
    let (Some(now), Some(earlier)) = (&report.table3, &before.table3) else { return };
    for column in Column::ALL {
        let cells = (now.get(Row::CarriedIn, column), earlier.get(Row::CarriedOut, column));
        if or_zero(cells.0) == or_zero(cells.1) {
            continue;
        }
        let cell = Cell::Requests(Row::CarriedIn, column);
        let (Some(found), Some(expected)) = cells else {
            findings.push(not_assessable("R6.1", &format!("“{}”列上年结转", column.label())).at(cell));
            continue;
        };
        let severity = if column == Column::Total { Severity::Error } else { Severity::Warn };
        let message = format!(
            "上年结转{found}件，与{}年度报告“结转下年度继续办理”{expected}件不一致（{}列）。",
            before.year,
            column.label()
        );
        let hit = Finding::new("R6.1", severity, message).at(cell).expected(expected).found(found);
        findings.push(Finding { quote: row_quote(report, Row::CarriedIn), ..hit });
    }
}

/// R6.2: in force = in force a year ago + issued − repealed.
fn in_force(report: &Report, before: &Report, findings: &mut Vec<Finding>) {
    if report.form != Form::Form2021 {
        return;
    }
    let (Some(now), Some(earlier)) = (report.publication_table(), before.publication_table()) else { return };
    for ((counts, cells), (last, _)) in document_rows(now).into_iter().zip(document_rows(earlier)) {
        let operands = [last.in_force_count, counts.issued_count, counts.repealed_count, counts.in_force_count];
        let [a, b, c, found] = operands.map(or_zero);
        let expected = a + b - c;
        if expected == found {
            continue;
        }
        let [issued, _, in_force] = cells;
        let cell = Cell::Publication(in_force);
        if operands.contains(&None) {
            findings.push(not_assessable("R6.2", &format!("“{}”", issued.row_label())).at(cell));
            continue;
        }
        let label = issued.row_label();
        let message = format!("“{label}”：上年现行有效{a}＋本年制发{b}－本年废止{c}＝{expected}，报告为{found}。");
        findings
            .push(Finding::new("R6.2", Severity::Warn, message).at(cell).expected(value(expected)).found(value(found)));
    }
}

/// R6.4: what was pending must reappear, where counts include earlier cases.
fn pending(report: &Report, before: &Report, findings: &mut Vec<Finding>) {
    let (Some(now), Some(earlier)) = (&report.table4, &before.table4) else { return };
    if !super::remedies::counts_earlier_cases(report) {
        return;
    }
    for block in Block::ALL {
        let cells = (now.get(block, Standing::Total), earlier.get(block, Standing::Pending));
        let (Some(b), Some(a)) = cells else { continue };
        if b < a {
            let message = format!("上年尚未审结{a}件，本年“{}”总计仅{b}件。", block.label());
            let hit = Finding::new("R6.4", Severity::Hint, message).at(Cell::Remedies(block, Standing::Total));
            findings.push(hit.expected(a).found(b));
        }
    }
}

/// R6.5: figures that changed more than tenfold. In table three only the total column, so that one change is one hint.
fn leaps(report: &Report, before: &Report, findings: &mut Vec<Finding>) {
    let earlier: HashMap<Cell, u64> = counts(before).filter_map(|(cell, count)| Some((cell, count?))).collect();
    for (cell, count) in counts(report) {
        let sum_or_other = !matches!(cell, Cell::Requests(_, column) if column != Column::Total);
        let (Some(b), Some(a)) = (count.filter(|_| sum_or_other), earlier.get(&cell).copied()) else { continue };
        let (low, high) = (a.min(b), a.max(b));
        if high >= 100 && wide(low) * 10 < wide(high) {
            let message = format!("“{}”由{a}变为{b}，变化超过10倍，请核对。", cell.label());
            findings.push(Finding::new("R6.5", Severity::Hint, message).at(cell).expected(a).found(b));
        }
    }
}

/// R6.6: section five copied from last year.
fn copied(report: &Report, before: &Report, findings: &mut Vec<Finding>) {
    let texts = (report.text(SectionId::Problems), before.text(SectionId::Problems));
    let (Some(now), Some(earlier)) = texts else { return };
    let alike = similarity(&now, &earlier);
    if alike >= ALIKE {
        let p = format!("{:.0}", alike * 100.0);
        let message = format!("第五部分与上年度报告雷同（相似度{p}%）。");
        findings
            .push(Finding::new("R6.6", Severity::Warn, message).in_section(SectionId::Problems).found(format!("{p}%")));
    }
}

/// How alike two texts are, from 0 to 1: the share of character 5-grams they have in common (Dice), white space left
/// out. Two texts too short for a 5-gram are never alike.
pub fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (grams(a), grams(b));
    let count = |grams: &HashMap<[char; 5], usize>| grams.values().sum::<usize>();
    let all = count(&a) + count(&b);
    if all == 0 {
        return 0.0;
    }
    let common: usize = a.iter().map(|(gram, n)| b.get(gram).map_or(0, |m| *n.min(m))).sum();
    2.0 * common as f64 / all as f64
}

fn grams(text: &str) -> HashMap<[char; 5], usize> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut grams = HashMap::new();
    for window in chars.windows(5) {
        if let Ok(gram) = <[char; 5]>::try_from(window) {
            *grams.entry(gram).or_insert(0) += 1;
        }
    }
    grams
}
