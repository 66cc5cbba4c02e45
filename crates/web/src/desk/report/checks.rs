//! The checks as they stand: the identities of the form one by one, then every other finding that is more than a hint.

use crate::parts::{CheckLine, CheckState, Link};
use gongkai_office::reporting::ReportView;
use gongkai_rules::reporting::exchange::TableId;
use gongkai_rules::reporting::{Block, Cell, Column, Figure, Finding, Row, Severity, Standing};

use super::tables::figure;

/// Rules of table three that the lines below tell.
const COLUMNS_ADD_UP: [&str; 2] = ["R3.1", "R3.12"];
const ROWS_ADD_UP: [&str; 6] = ["R3.2", "R3.3", "R3.5", "R3.7", "R3.8", "R3.13"];
const CARRIED_OVER: &str = "R6.1";
const BLOCKS_ADD_UP: &str = "R4.1";
const BLANKS: &str = "R2.5";

/// How the checks of these rules stand: an error breaks them, a warning is to be looked at, and what could not be
/// assessed for want of figures is neither (annual-report.md 4.1, three values).
pub(super) fn stand(findings: &[Finding], rules: &[&str]) -> CheckState {
    let found = findings.iter().filter(|one| rules.contains(&one.rule.as_str()));
    let state = |one: &Finding| match one.severity {
        Severity::Error => CheckState::Fails,
        Severity::Warn => CheckState::Warns,
        Severity::Hint if one.message.ends_with("无法核对。") => CheckState::Unknown,
        Severity::Hint => CheckState::Holds,
    };
    found.map(state).max().unwrap_or(CheckState::Holds)
}

/// Every check of the report.
pub(super) fn all_checks(view: &ReportView) -> Vec<CheckLine> {
    let mut lines = requests_checks(view);
    lines.extend(remedies_identity(view));
    let told: Vec<String> = lines.iter().map(|line| line.identity.clone()).collect();
    lines.extend(blank_figures(view));
    let in_lines: Vec<&str> =
        COLUMNS_ADD_UP.into_iter().chain(ROWS_ADD_UP).chain([CARRIED_OVER, BLOCKS_ADD_UP, BLANKS]).collect();
    for finding in &view.findings {
        let heavier = finding.severity != Severity::Hint && !in_lines.contains(&finding.rule.as_str());
        if heavier && !told.contains(&finding.message) {
            lines.push(CheckLine { act: mend(view, finding), ..of_finding(finding) });
        }
    }
    lines
}

/// A finding that no identity tells.
fn of_finding(finding: &Finding) -> CheckLine {
    let state = if finding.severity == Severity::Error { CheckState::Fails } else { CheckState::Warns };
    CheckLine { state, identity: finding.message.clone(), ..CheckLine::default() }
}

/// The identities of table three as they stand.
pub(super) fn requests_checks(view: &ReportView) -> Vec<CheckLine> {
    let total = |row| figure(&view.report, Cell::Requests(row, Column::Total)).unwrap_or(0);
    let (new, carried_in, handled, carried_out) =
        (total(Row::NewlyReceived), total(Row::CarriedIn), total(Row::Total), total(Row::CarriedOut));
    let missing = view.report.table3.is_none();
    let state = |rules: &[&str]| if missing { CheckState::Unknown } else { stand(&view.findings, rules) };
    let mut lines = vec![
        CheckLine {
            state: state(&COLUMNS_ADD_UP),
            identity: "各列：新收 + 结转 = 办理总计 + 结转下年".into(),
            figures: format!("7 列：{new} + {carried_in} = {handled} + {carried_out}"),
            ..CheckLine::default()
        },
        CheckLine {
            state: state(&ROWS_ADD_UP),
            identity: "办理总计 = 21 个分项之和；各行总计 = 六类申请人之和".into(),
            figures: "32 处".into(),
            ..CheckLine::default()
        },
        carry_over(view, carried_in),
    ];
    let told: Vec<&str> = COLUMNS_ADD_UP.into_iter().chain(ROWS_ADD_UP).chain([CARRIED_OVER]).collect();
    lines.extend(others(view, TableId::Table3, &told));
    lines
}

/// 上年结转 against last year's report in force; where there is none, nobody can tell.
fn carry_over(view: &ReportView, carried_in: u64) -> CheckLine {
    let year = view.year - 1;
    let Some(before) = view.before.as_ref() else {
        return CheckLine {
            state: CheckState::Unknown,
            identity: format!("上年结转 = {year}年报告的“结转下年度”"),
            figures: format!("本表 {carried_in} 件，没有{year}年度的报告可以对照"),
            ..CheckLine::default()
        };
    };
    let theirs = figure(&before.report, Cell::Requests(Row::CarriedOut, Column::Total));
    let edition = match (before.imported, before.edition) {
        (true, _) => "（导入）".to_owned(),
        (false, 1) => String::new(),
        (false, number) => format!("（第 {number} 版）"),
    };
    let state = if theirs.is_none() { CheckState::Unknown } else { stand(&view.findings, &[CARRIED_OVER]) };
    let differs = matches!(state, CheckState::Fails | CheckState::Warns);
    let link = (differs && carried_in > 0).then(|| {
        let href = format!("/desk/reports/{}/requests?cell=carried_in.total#cases", view.year);
        Link::new(format!("查看结转的 {carried_in} 件"), href)
    });
    let theirs = theirs.map_or_else(|| "空白".to_owned(), |count| format!("{count} 件"));
    CheckLine {
        state,
        identity: format!("上年结转 = {year}年报告{edition}的“结转下年度”"),
        figures: format!("本表 {carried_in} 件，上年报告 {theirs}"),
        link,
        act: differs.then(|| Link::new("核对台账", "/desk/register")),
    }
}

/// The identity of table four as it stands.
fn remedies_identity(view: &ReportView) -> Option<CheckLine> {
    view.report.table4.as_ref()?;
    let total = |block| figure(&view.report, Cell::Remedies(block, Standing::Total)).unwrap_or(0);
    Some(CheckLine {
        state: stand(&view.findings, &[BLOCKS_ADD_UP]),
        identity: "复议、诉讼每一栏：维持 + 纠正 + 其他 + 尚未审结 = 总计".into(),
        figures: format!(
            "复议 {} 件，直接起诉 {} 件，复议后起诉 {} 件",
            total(Block::Reconsideration),
            total(Block::DirectSuit),
            total(Block::SuitAfterReconsideration)
        ),
        ..CheckLine::default()
    })
}

/// The checks of table four.
pub(super) fn remedies_checks(view: &ReportView) -> Vec<CheckLine> {
    let mut lines: Vec<CheckLine> = remedies_identity(view).into_iter().collect();
    lines.extend(others(view, TableId::Table4, &[BLOCKS_ADD_UP]));
    lines
}

/// Findings of a table that no line above tells.
fn others(view: &ReportView, table: TableId, told: &[&str]) -> Vec<CheckLine> {
    let other = |finding: &&Finding| {
        finding.table == Some(table) && finding.severity != Severity::Hint && !told.contains(&finding.rule.as_str())
    };
    view.findings.iter().filter(other).map(of_finding).collect()
}

/// Figures of table two that nobody entered: one line for all of them.
fn blank_figures(view: &ReportView) -> Option<CheckLine> {
    let table = view.report.publication_table()?;
    let blank = Figure::ALL.into_iter().filter(|figure| table.get(*figure).is_none()).count();
    let href = || format!("/desk/reports/{}/figures", view.year);
    (blank > 0).then(|| CheckLine {
        state: CheckState::Warns,
        identity: "表二没有空白：没有发生的填 0".into(),
        figures: format!("还有 {blank} 个数没有填"),
        act: view.edition.stage.is_draft().then(|| Link::new("填写表二", href())),
        ..CheckLine::default()
    })
}

/// Where a finding can be mended.
fn mend(view: &ReportView, finding: &Finding) -> Option<Link> {
    if !view.edition.stage.is_draft() {
        return None;
    }
    let base = format!("/desk/reports/{}", view.year);
    match (finding.table, finding.section) {
        (Some(TableId::Table2), _) => Some(Link::new("修改表二", format!("{base}/figures"))),
        (Some(_), _) => None,
        (None, Some(section)) => Some(Link::new("修改文字", format!("{base}/text#text.{}", section.id()))),
        (None, None) => None,
    }
}

/// What may be looked at again.
pub(super) fn hints(view: &ReportView) -> Vec<String> {
    view.findings.iter().filter(|one| one.severity == Severity::Hint).map(|one| one.message.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_no_failure_and_what_cannot_be_assessed_is_neither() {
        let error = Finding::new("R3.1", Severity::Error, "勾稽不符。");
        let warning = Finding::new("R6.1", Severity::Warn, "不一致（自然人列）。");
        let unknown = Finding::new("R3.1", Severity::Hint, "数据缺失，无法核对。");
        let hint = Finding::new("R3.1", Severity::Hint, "请再看一眼。");
        assert_eq!(stand(&[], &["R3.1"]), CheckState::Holds);
        assert_eq!(stand(std::slice::from_ref(&hint), &["R3.1"]), CheckState::Holds);
        assert_eq!(stand(std::slice::from_ref(&unknown), &["R3.1"]), CheckState::Unknown);
        assert_eq!(stand(std::slice::from_ref(&warning), &["R6.1"]), CheckState::Warns);
        assert_eq!(stand(&[unknown, warning, error], &["R3.1", "R6.1"]), CheckState::Fails);
        assert_eq!(of_finding(&Finding::new("R7.8", Severity::Warn, "未找到公布日期。")).tag().words, "提醒");
    }
}
