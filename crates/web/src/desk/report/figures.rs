//! Table two: entered by hand with its source; a figure nobody entered stays empty, and is not 0.

use super::acts::Sent;
use super::{frame, may_write, stage_tag, suffix, view, year_of};
use crate::app::App;
use crate::desk::account::form_page::Mistakes;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{DeskPage, FieldView, Link, StateTag};
use crate::posted::{Posted, new_once};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::accounts::SignedIn;
use gongkai_office::reporting::{ReportAct, ReportView};
use gongkai_rules::reporting::exchange::TableId;
use gongkai_rules::reporting::{Figure, Finding};

/// One figure with its input.
struct Entry {
    name: String,
    label: String,
    head: &'static str,
    value: String,
    error: Option<String>,
    mode: &'static str,
}

/// A line of the table: one or three figures.
struct Line {
    label: &'static str,
    entries: Vec<Entry>,
}

struct BlockView {
    label: &'static str,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "desk/report/figures.html")]
struct FiguresPage {
    page: DeskPage,
    tag: StateTag,
    line: String,
    action: String,
    once: String,
    version: u32,
    blocks: Vec<BlockView>,
    source: FieldView,
    can_write: bool,
    source_said: String,
    findings: Vec<String>,
    back: Link,
}

/// The name of a figure's input.
pub fn input_name(figure: Figure) -> String {
    format!("figure.{}", figure.id())
}

/// `GET /desk/reports/{year}/figures`.
pub async fn show(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let view = view(&app, &who, year_of(&year)?, query.as_deref()).await?;
    page(&app, &who, view, None).await
}

/// `POST /desk/reports/{year}/figures`.
pub async fn enter(sent: Sent) -> Result<Response, Failure> {
    let typed = Figure::ALL.map(|figure| (figure, sent.form.text(&input_name(figure)).to_owned())).to_vec();
    let source = sent.form.text("source").to_owned();
    match sent.perform(ReportAct::EnterFigures(typed, source)).await {
        Ok(_) => Ok(sent.done("figures")),
        Err(refusal) => {
            let mistakes = Mistakes::of(refusal)?;
            let view = view(&sent.app, &sent.who, sent.year, None).await?;
            page(&sent.app, &sent.who, view, Some((&sent.form, mistakes))).await
        }
    }
}

async fn page(
    app: &App,
    who: &SignedIn,
    view: ReportView,
    refused: Option<(&Posted, Mistakes)>,
) -> Result<Response, Failure> {
    let mut page = frame(app, who, &view, "二、主动公开政府信息情况", Some("表二")).await?;
    let entered = view.edition.figures.as_ref();
    let table = view.report.publication_table();
    let said = entered.map(|figures| figures.source.clone()).unwrap_or_default();
    let mut fields = Vec::new();
    let entry = |figure: Figure, fields: &mut Vec<FieldView>| {
        let stored = table.and_then(|table| table.get(figure)).map(|value| value.to_string()).unwrap_or_default();
        let name = input_name(figure);
        let value = refused.as_ref().map_or(stored, |(form, _)| form.text(&name).to_owned());
        let mut field = FieldView::text(name.clone(), figure.row_label());
        if let Some((_, mistakes)) = &refused {
            field = mistakes.on(field);
        }
        let error = field.error.clone();
        fields.push(field);
        let label = format!("{}，{}", figure.row_label(), figure.column_label());
        let mode = if figure == Figure::AdministrativeFee { "decimal" } else { "numeric" };
        Entry { name, label, head: figure.column_label(), value, error, mode }
    };
    let mut blocks: Vec<BlockView> = Vec::new();
    for figure in Figure::ALL {
        if blocks.last().is_none_or(|block| block.label != figure.block_label()) {
            blocks.push(BlockView { label: figure.block_label(), lines: Vec::new() });
        }
        let Some(block) = blocks.last_mut() else { continue };
        let one = entry(figure, &mut fields);
        match block.lines.last_mut() {
            Some(line) if line.label == figure.row_label() => line.entries.push(one),
            _ => block.lines.push(Line { label: figure.row_label(), entries: vec![one] }),
        }
    }
    let typed = refused.as_ref().map_or_else(|| said.clone(), |(form, _)| form.text("source").to_owned());
    let mut source = FieldView::area("source", "数字来源")
        .hint("谁、根据什么记录统计的，例如：综合办公室王丽敏，根据 2026 年发文登记簿和执法台账")
        .rows(3)
        .limit(500)
        .value(typed);
    let (status, once) = match &refused {
        Some((form, mistakes)) => {
            source = mistakes.on(source);
            fields.push(source.clone());
            page.errors = mistakes.summary(&fields);
            (StatusCode::UNPROCESSABLE_ENTITY, mistakes.once(form))
        }
        None => (StatusCode::OK, new_once()),
    };
    let blank = table.map_or(10, |table| Figure::ALL.into_iter().filter(|figure| table.get(*figure).is_none()).count());
    let line = match blank {
        0 => "十个数都填了。没有发生的填 0；收费的单位是万元。".to_owned(),
        10 => "还没有填写。没有发生的填 0；没有填的保持空白，不会当作 0。收费的单位是万元。".to_owned(),
        count => format!("还有 {count} 个数没有填。没有发生的填 0；没有填的保持空白，不会当作 0。"),
    };
    // That a figure is blank is said by the line above.
    let of_table = |finding: &&Finding| {
        finding.table == Some(TableId::Table2) && finding.rule != "R2.5" && !finding.message.ends_with("无法核对。")
    };
    let shown = FiguresPage {
        tag: stage_tag(&view.edition),
        line,
        action: format!("/desk/reports/{}/figures", view.year),
        once,
        version: view.edition.version,
        blocks,
        source,
        can_write: may_write(who, &view),
        source_said: said,
        findings: view.findings.iter().filter(of_table).map(|finding| finding.message.clone()).collect(),
        back: Link::new("返回", format!("/desk/reports/{}{}", view.year, suffix(&view))),
        page,
    };
    Ok((status, Html(shown.render()?)).into_response())
}
