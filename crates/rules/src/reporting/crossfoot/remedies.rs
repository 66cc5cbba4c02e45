//! R4 Table four: reconsideration and suits.

use super::super::form::Group;
use super::*;

const PARTS: [Standing; 4] = [Standing::Upheld, Standing::Corrected, Standing::Other, Standing::Pending];

pub(super) fn check(report: &Report, before: Option<&Report>, context: &Context, findings: &mut Vec<Finding>) {
    let Some(table) = &report.table4 else { return };
    for block in Block::ALL {
        let parts = PARTS.map(|standing| table.get(block, standing));
        let expected: i128 = parts.into_iter().map(or_zero).sum();
        let cell = Cell::Remedies(block, Standing::Total);
        if let Some(total) = table.get(block, Standing::Total).filter(|total| wide(*total) != expected) {
            if parts.contains(&None) {
                findings.push(not_assessable("R4.1", &format!("“{}”", block.label())).at(cell));
                continue;
            }
            let message = format!("“{}”四项之和为{expected}，总计为{total}。", block.label());
            findings
                .push(Finding::new("R4.1", Severity::Error, message).at(cell).expected(value(expected)).found(total));
        }
    }
    blanks(report, context, findings);
    suits_without_ground(report, before, findings);
    more_than_requests(report, findings);
    if counts_earlier_cases(report) {
        let message = "表下注明含以前年度案件，跨年核对时已计入。";
        findings.push(Finding::new("R4.7", Severity::Hint, message).in_table(TableId::Table4));
    }
}

/// R4.3: blanks, with the value of a blank total.
fn blanks(report: &Report, context: &Context, findings: &mut Vec<Finding>) {
    let Some(table) = &report.table4 else { return };
    for block in Block::ALL {
        let parts = PARTS.map(|standing| table.get(block, standing));
        for standing in Standing::ALL {
            let cell = Cell::Remedies(block, standing);
            if table.get(block, standing).is_some() || context.is_unread(cell) {
                continue;
            }
            let known = standing == Standing::Total && parts.iter().any(Option::is_some);
            let expected: Option<i128> = known.then(|| parts.into_iter().map(or_zero).sum());
            let tail = expected.map_or_else(String::new, |sum| format!("（按各项相加应为{sum}）"));
            let message = format!("表四“{}”为空白，没有发生的应填0{tail}。", cell.label());
            let mut hit = Finding::new("R4.3", Severity::Warn, message).at(cell);
            hit.expected = expected.map(value);
            findings.push(hit);
        }
    }
}

/// R4.4 and R4.5: suits that the tables of two years do not account for.
fn suits_without_ground(report: &Report, before: Option<&Report>, findings: &mut Vec<Finding>) {
    let Some(table) = &report.table4 else { return };
    let total = |block| table.get(block, Standing::Total).unwrap_or(0);
    let direct = total(Block::DirectSuit);
    let doubtful = report.year >= 2024 && direct > 0 && suable(report) == Some(0);
    if doubtful && before.is_none() {
        // Last year's answers could be sued this year.
        let hit = not_assessable("R4.4", "上年");
        findings.push(hit.at(Cell::Remedies(Block::DirectSuit, Standing::Total)).found(direct));
    }
    if doubtful && before.and_then(suable) == Some(0) {
        let message = format!(
            "2024年起对不予公开应先申请行政复议（行政复议法第二十三条第一款第四项），“未经复议直接起诉”{direct}件，请核对案由。"
        );
        let hit = Finding::new("R4.4", Severity::Hint, message);
        findings.push(hit.at(Cell::Remedies(Block::DirectSuit, Standing::Total)).found(direct));
    }
    let after = total(Block::SuitAfterReconsideration);
    let earlier = before
        .and_then(|earlier| earlier.table4.as_ref())
        .and_then(|table| table.get(Block::Reconsideration, Standing::Total));
    if after > 0 && total(Block::Reconsideration) == 0 && before.is_none() {
        let hit = not_assessable("R4.5", "上年");
        findings.push(hit.at(Cell::Remedies(Block::SuitAfterReconsideration, Standing::Total)).found(after));
    }
    if after > 0 && total(Block::Reconsideration) == 0 && earlier == Some(0) {
        let message = format!("有“复议后起诉”{after}件，而本年和上年均无行政复议案件，请核对。");
        let hit = Finding::new("R4.5", Severity::Hint, message);
        findings.push(hit.at(Cell::Remedies(Block::SuitAfterReconsideration, Standing::Total)).found(after));
    }
}

/// Replies that may be sued without reconsideration first: 无法提供, 不予处理, 其他处理.
fn suable(report: &Report) -> Option<u64> {
    let table = report.table3.as_ref()?;
    let mut rows: Vec<Row> = vec![Row::OtherwiseHandled];
    for group in [Group::Unavailable, Group::NotProcessed, Group::OtherwiseHandled] {
        rows.extend(group.rows());
    }
    Some(table.sum(&rows, Column::Total))
}

/// R4.6: more reconsiderations than requests.
fn more_than_requests(report: &Report, findings: &mut Vec<Finding>) {
    let (Some(four), Some(three)) = (&report.table4, &report.table3) else { return };
    let due = [Row::NewlyReceived, Row::CarriedIn].map(|row| three.get(row, Column::Total));
    let (Some(reviews), [Some(new), Some(carried_in)]) = (four.get(Block::Reconsideration, Standing::Total), due)
    else {
        return;
    };
    let due = new.saturating_add(carried_in);
    if reviews > due {
        let message = format!("行政复议{reviews}件多于全部应办申请{due}件，请核对。");
        let hit = Finding::new("R4.6", Severity::Hint, message);
        findings.push(hit.at(Cell::Remedies(Block::Reconsideration, Standing::Total)).found(reviews));
    }
}

/// R4.7: a note says that the counts of table four include cases of earlier years. Our own count always does.
pub(super) fn counts_earlier_cases(report: &Report) -> bool {
    let says = |text: &str| {
        ["以前年度", "上年", "上一年", "往年", "历年"].iter().any(|word| text.contains(word))
            && ["含", "包括", "结转"].iter().any(|word| text.contains(word))
    };
    report.remarks.iter().any(|remark| remark.table == TableId::Table4 && says(&remark.text))
        || report.text(SectionId::RemediesTable).is_some_and(|text| says(&text))
}
