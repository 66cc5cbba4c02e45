//! Tables three and four: counted, with the checks above them, and the cases behind each figure beside them.

use super::{asked, frame, labels, stage_tag, suffix, view, year_of};
use crate::app::App;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{
    CellView, CheckLine, DeskPage, DrillCase, DrillDown, HeadCell, Link, StateTag, TableRow, TableView, words,
};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Html;
use gongkai_office::reporting::{CountedCase, ReportView, in_cell};
use gongkai_rules::calendar::Calendar;
use gongkai_rules::editions::Stage;
use gongkai_rules::reporting::exchange::TableId;
use gongkai_rules::reporting::form::{corner_label, results_label};
use gongkai_rules::reporting::{Block, Cell, Column, Finding, Report, Row, Severity, Standing};
use jiff::civil::Date;

#[derive(Template)]
#[template(path = "desk/report/table.html")]
struct TablePage {
    page: DeskPage,
    heading: &'static str,
    tag: StateTag,
    line: String,
    checks: Vec<CheckLine>,
    hints: Vec<String>,
    table: TableView,
    drill: DrillDown,
    parts: Vec<Link>,
}

/// `GET /desk/reports/{year}/requests`.
pub async fn requests(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Failure> {
    let view = view(&app, &who, year_of(&year)?, query.as_deref()).await?;
    let selected = asked(query.as_deref(), "cell").and_then(|key| labels::requests_cell(&key));
    let heading = "三、收到和处理政府信息公开申请情况";
    let table = requests_table(&view, selected);
    let checks = requests_checks(&view);
    show(&app, &who, view, (heading, "表三"), table, checks, selected).await
}

/// `GET /desk/reports/{year}/remedies`.
pub async fn remedies(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Failure> {
    let view = view(&app, &who, year_of(&year)?, query.as_deref()).await?;
    let selected = asked(query.as_deref(), "cell").and_then(|key| labels::remedies_cell(&key));
    let heading = "四、政府信息公开行政复议、行政诉讼情况";
    let table = remedies_table(&view, selected);
    let checks = remedies_checks(&view);
    show(&app, &who, view, (heading, "表四"), table, checks, selected).await
}

async fn show(
    app: &App,
    who: &gongkai_office::accounts::SignedIn,
    view: ReportView,
    (heading, name): (&'static str, &str),
    table: TableView,
    checks: Vec<CheckLine>,
    selected: Option<Cell>,
) -> Result<Html<String>, Failure> {
    let page = frame(app, who, &view, heading, Some(name)).await?;
    let drill = selected.map_or_else(|| nothing_chosen(&view), |cell| drill(&view, cell, &app.office.calendar()));
    let of = if name == "表三" { TableId::Table3 } else { TableId::Table4 };
    let hint = |finding: &&Finding| finding.severity == Severity::Hint && finding.table == Some(of);
    let base = format!("/desk/reports/{}", view.year);
    let after = suffix(&view);
    let parts = vec![
        Link::new("表二", format!("{base}/figures{after}")),
        Link::new("表三", if name == "表三" { String::new() } else { format!("{base}/requests{after}") }),
        Link::new("表四", if name == "表四" { String::new() } else { format!("{base}/remedies{after}") }),
        Link::new("文字", format!("{base}/text{after}")),
        Link::new("全年一览", format!("{base}{after}")),
    ];
    let shown = TablePage {
        page,
        heading,
        tag: stage_tag(&view.edition.stage),
        line: counted_line(&view),
        checks,
        hints: view.findings.iter().filter(hint).map(|finding| finding.message.clone()).collect(),
        table,
        drill,
        parts,
    };
    Ok(Html(shown.render()?))
}

/// What the figures are, and until when.
pub(super) fn counted_line(view: &ReportView) -> String {
    match &view.edition.stage {
        Stage::Published { on, .. } => {
            format!("{}公布，数字不再变动。点任何一个数，可以看到背后的每一件。", words::plain_day(*on))
        }
        Stage::Imported { .. } => "导入的已公布报告：只有数字，没有背后的申请。".to_owned(),
        _ => {
            let day = words::plain_day(view.today);
            format!("数字由办理台账计数，截至{day}。点任何一个数，可以看到背后的每一件。")
        }
    }
}

fn figure(report: &Report, cell: Cell) -> Option<u64> {
    match cell {
        Cell::Requests(row, column) => report.table3.as_ref()?.get(row, column),
        Cell::Remedies(block, standing) => report.table4.as_ref()?.get(block, standing),
        Cell::Publication(_) => None,
    }
}

fn cell_view(view: &ReportView, path: &str, cell: Cell, total: bool, selected: Option<Cell>) -> CellView {
    let figure = figure(&view.report, cell).and_then(|figure| i64::try_from(figure).ok());
    let edition =
        if view.edition.number == view.latest { String::new() } else { format!("&edition={}", view.edition.number) };
    let has_cases = !matches!(view.edition.stage, Stage::Imported { .. });
    let key = labels::key(cell);
    CellView {
        href: has_cases.then(|| format!("/desk/reports/{}/{path}?cell={key}{edition}#cases", view.year)),
        what: labels::cell(cell),
        selected: selected == Some(cell),
        failing: failing(&view.findings, cell),
        total,
        ..CellView::plain(figure)
    }
}

/// Why a check fails in a cell.
fn failing(findings: &[Finding], cell: Cell) -> Option<String> {
    let key = labels::key(cell);
    let (row, column) = key.split_once('.')?;
    let table = if matches!(cell, Cell::Requests(..)) { TableId::Table3 } else { TableId::Table4 };
    let here = |finding: &&Finding| {
        finding.severity != Severity::Hint
            && finding.table == Some(table)
            && finding.row.as_deref() == Some(row)
            && finding.column.as_deref() == Some(column)
    };
    findings.iter().find(here).map(|finding| finding.message.clone())
}

fn requests_table(view: &ReportView, selected: Option<Cell>) -> TableView {
    let head = |text: &str, colspan, rowspan| HeadCell::new(text).span(colspan, rowspan);
    let kinds = Column::KINDS.iter().skip(1);
    let heads = vec![
        vec![head("办理情况（单位：件）", 3, 3), head("申请人情况", 7, 1)],
        vec![
            head(Column::NaturalPerson.label(), 1, 2),
            head("法人或其他组织", 5, 1),
            head(Column::Total.label(), 1, 2),
        ],
        kinds.map(|column| head(column.label(), 1, 1)).collect(),
    ];
    let rows = Row::PRINTED.into_iter().map(|row| TableRow {
        heads: row_heads(row),
        cells: Column::ALL
            .into_iter()
            .map(|column| {
                let total = column == Column::Total || !row.is_leaf();
                cell_view(view, "requests", Cell::Requests(row, column), total, selected)
            })
            .collect(),
    });
    TableView {
        id: "table3".into(),
        caption: format!("收到和处理政府信息公开申请情况。{}", corner_label()),
        unit: "单位：件".into(),
        head: heads,
        rows: rows.collect(),
    }
}

fn row_heads(row: Row) -> Vec<HeadCell> {
    let mut heads = Vec::new();
    let own = HeadCell::new(labels::row(row));
    if row == Row::Disclosed {
        heads.push(HeadCell::new(results_label()).span(1, 22).strong());
    }
    match row.group() {
        Some(group) => {
            if group.rows().first() == Some(&row) {
                heads.push(HeadCell::new(labels::group(group)).span(1, u16::try_from(group.rows().len()).unwrap_or(1)));
            }
            heads.push(own);
        }
        None if matches!(row, Row::NewlyReceived | Row::CarriedIn | Row::CarriedOut) => {
            heads.push(own.span(3, 1).strong())
        }
        None if row == Row::Total => heads.push(own.span(2, 1).strong()),
        None => heads.push(own.span(2, 1)),
    }
    heads
}

fn remedies_table(view: &ReportView, selected: Option<Cell>) -> TableView {
    let head = |text: &str, colspan, rowspan| HeadCell::new(text).span(colspan, rowspan);
    let standings = |rowspan| Standing::ALL.map(move |standing| HeadCell::new(standing.label()).span(1, rowspan));
    let suits = [Block::DirectSuit, Block::SuitAfterReconsideration];
    let mut second: Vec<HeadCell> = standings(2).into();
    second.extend(suits.map(|block| head(block.label(), 5, 1)));
    let cells = Block::ALL.into_iter().flat_map(|block| {
        Standing::ALL.map(|standing| {
            let cell = Cell::Remedies(block, standing);
            cell_view(view, "remedies", cell, standing == Standing::Total, selected)
        })
    });
    TableView {
        id: "table4".into(),
        caption: "政府信息公开行政复议、行政诉讼情况".into(),
        unit: "单位：件".into(),
        head: vec![
            vec![head("行政复议", 5, 1), head("行政诉讼", 10, 1)],
            second,
            suits.into_iter().flat_map(|_| standings(1)).collect(),
        ],
        rows: vec![TableRow { heads: Vec::new(), cells: cells.collect() }],
    }
}

/// The identities of table three as they stand.
pub(super) fn requests_checks(view: &ReportView) -> Vec<CheckLine> {
    let total = |row| figure(&view.report, Cell::Requests(row, Column::Total)).unwrap_or(0);
    let (new, carried_in, handled, carried_out) =
        (total(Row::NewlyReceived), total(Row::CarriedIn), total(Row::Total), total(Row::CarriedOut));
    let holds = |rules: &[&str]| {
        !view.findings.iter().any(|one| rules.contains(&one.rule.as_str()) && one.severity != Severity::Hint)
    };
    let mut lines = vec![
        CheckLine {
            holds: holds(&["R3.1", "R3.12"]),
            identity: "各列：新收 + 结转 = 办理总计 + 结转下年".into(),
            figures: format!("7 列：{new} + {carried_in} = {handled} + {carried_out}"),
            ..CheckLine::default()
        },
        CheckLine {
            holds: holds(&["R3.2", "R3.3", "R3.5", "R3.7", "R3.8", "R3.13"]),
            identity: "办理总计 = 21 个分项之和；各行总计 = 六类申请人之和".into(),
            figures: "32 处".into(),
            ..CheckLine::default()
        },
    ];
    lines.extend(carry_over(view, carried_in, holds(&["R6.1"])));
    lines.extend(others(
        view,
        TableId::Table3,
        &["R3.1", "R3.12", "R3.2", "R3.3", "R3.5", "R3.7", "R3.8", "R3.13", "R6.1"],
    ));
    lines
}

/// 上年结转 against last year's report in force.
fn carry_over(view: &ReportView, carried_in: u64, holds: bool) -> Option<CheckLine> {
    let before = view.before.as_ref()?;
    let theirs = figure(&before.report, Cell::Requests(Row::CarriedOut, Column::Total)).unwrap_or(0);
    let edition = match (before.imported, before.edition) {
        (true, _) => "（导入）".to_owned(),
        (false, 1) => String::new(),
        (false, number) => format!("（第 {number} 版）"),
    };
    let link = (!holds && carried_in > 0).then(|| {
        let href = format!("/desk/reports/{}/requests?cell=carried_in.total#cases", view.year);
        Link::new(format!("查看结转的 {carried_in} 件"), href)
    });
    Some(CheckLine {
        holds,
        identity: format!("上年结转 = {}年报告{edition}的“结转下年度”", before.report.year),
        figures: format!("本表 {carried_in} 件，上年报告 {theirs} 件"),
        link,
        act: (!holds).then(|| Link::new("核对台账", "/desk/register")),
    })
}

fn remedies_checks(view: &ReportView) -> Vec<CheckLine> {
    let holds = !view.findings.iter().any(|one| one.rule == "R4.1");
    let total = |block| figure(&view.report, Cell::Remedies(block, Standing::Total)).unwrap_or(0);
    let mut lines = vec![CheckLine {
        holds,
        identity: "每一栏：维持 + 纠正 + 其他 + 尚未审结 = 总计".into(),
        figures: format!(
            "复议 {} 件，直接起诉 {} 件，复议后起诉 {} 件",
            total(Block::Reconsideration),
            total(Block::DirectSuit),
            total(Block::SuitAfterReconsideration)
        ),
        ..CheckLine::default()
    }];
    lines.extend(others(view, TableId::Table4, &["R4.1"]));
    lines
}

/// Findings of a table that no line above tells.
fn others(view: &ReportView, table: TableId, told: &[&str]) -> Vec<CheckLine> {
    let other = |finding: &&Finding| {
        finding.table == Some(table) && finding.severity != Severity::Hint && !told.contains(&finding.rule.as_str())
    };
    let line = |finding: &Finding| CheckLine {
        identity: finding.message.clone(),
        figures: finding.severity.label().into(),
        ..CheckLine::default()
    };
    view.findings.iter().filter(other).map(line).collect()
}

fn nothing_chosen(view: &ReportView) -> DrillDown {
    let rule = if matches!(view.edition.stage, Stage::Imported { .. }) {
        "这份报告是导入的，没有背后的申请可看。"
    } else {
        "点表中任何一个不是 0 的数，这里列出它背后的每一件申请：编号、标题、日期。"
    };
    DrillDown { title: "数字背后的申请".into(), rule: rule.into(), ..DrillDown::default() }
}

/// The cases behind a figure, as many as it says.
fn drill(view: &ReportView, cell: Cell, calendar: &Calendar) -> DrillDown {
    let cases = in_cell(&view.cases, cell, view.year);
    let before =
        view.before.as_ref().and_then(|before| figure(&before.report, cell).map(|count| (before.report.year, count)));
    let now = u64::try_from(cases.len()).unwrap_or_default();
    let compared = before.map(|(year, count)| match now.cmp(&count) {
        std::cmp::Ordering::Equal => format!("与{year}年相比：{count} 件，没有变化。"),
        std::cmp::Ordering::Greater => format!("与{year}年相比：{count} 件，多 {} 件。", now - count),
        std::cmp::Ordering::Less => format!("与{year}年相比：{count} 件，少 {} 件。", count - now),
    });
    DrillDown {
        title: format!("{}：{} 件", labels::cell(cell), cases.len()),
        rule: labels::rule(cell, view.year),
        cases: cases.into_iter().map(|case| drill_case(case, cell, view.year, calendar)).collect(),
        export: None,
        compared: compared.unwrap_or_default(),
    }
}

fn drill_case(case: &CountedCase, cell: Cell, year: i16, calendar: &Calendar) -> DrillCase {
    let request = &case.request;
    let day = |day: Date| {
        if day.year() == year { format!("{}月{}日", day.month(), day.day()) } else { words::plain_day(day) }
    };
    let mut about = Vec::new();
    match cell {
        Cell::Remedies(block, _) => {
            for remedy in case.facts.remedies.iter().filter(|remedy| remedy.block == block) {
                about.push(format!("{}收到", day(remedy.received_on)));
                about.extend(remedy.ended.map(|(on, _)| format!("{}结案", day(on))));
            }
        }
        _ => match (case.facts.received_on, case.facts.closed) {
            (Some(received), Some((closed, _))) => {
                about.push(format!("{}答复", day(closed)));
                let used = calendar.working_days_between(received, closed);
                let extended = if request.extension.is_some() { "，经延长" } else { "" };
                about.push(format!("用时 {used} 个工作日{extended}"));
            }
            (Some(received), None) => {
                about.push(format!("{}收到", day(received)));
                about.push(words::state(request).to_owned());
            }
            (None, _) => {}
        },
    }
    DrillCase {
        link: Link::new(request.number.clone(), format!("/desk/requests/{}", request.id)),
        title: crate::desk::worklist::rows::title(request.title.as_deref()),
        about,
    }
}

/// Group heads are read by the labels alone.
#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_rules::reporting::Group;

    #[test]
    fn every_row_of_the_form_has_its_heads_and_every_cell_its_key() {
        for row in Row::PRINTED {
            assert_eq!(row_heads(row).last().map(|head| head.text.as_str()), Some(labels::row(row)));
            for column in Column::ALL {
                let cell = Cell::Requests(row, column);
                assert_eq!(labels::requests_cell(&labels::key(cell)), Some(cell));
            }
        }
        assert_eq!(row_heads(Row::StateSecret).len(), 2);
        assert_eq!(labels::group(Group::Withheld), "（三）不予公开");
        let cell = Cell::Remedies(Block::DirectSuit, Standing::Pending);
        assert_eq!(labels::remedies_cell(&labels::key(cell)), Some(cell));
        assert_eq!(labels::requests_cell("granted.nobody"), None);
    }
}
