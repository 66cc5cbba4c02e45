//! Tables three and four: counted, with the checks above them, and the cases behind each figure beside them.

use super::checks::{remedies_checks, requests_checks};
use super::drill::{drill, nothing_chosen};
use super::{asked, frame, labels, stage_tag, suffix, view, year_of};
use crate::app::App;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{CellView, CheckLine, DeskPage, DrillDown, HeadCell, Link, StateTag, TableRow, TableView, words};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Html;
use gongkai_office::reporting::ReportView;
use gongkai_rules::editions::Stage;
use gongkai_rules::reporting::exchange::TableId;
use gongkai_rules::reporting::form::{corner_label, results_label};
use gongkai_rules::reporting::{Block, Cell, Column, Finding, Report, Row, Severity, Standing};

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
    let drill = selected.map_or_else(|| nothing_chosen(&view), |cell| drill(who, &view, cell, &app.office.calendar()));
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
        tag: stage_tag(&view.edition),
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

/// The figure of a cell of table three or four.
pub(super) fn figure(report: &Report, cell: Cell) -> Option<u64> {
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
