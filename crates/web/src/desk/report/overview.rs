//! One year's report: how far it is, what comes next, its six parts, the checks, what was recorded too late, editions.

use super::tables::counted_line;
use super::{allowed, frame, labels, stage_tag, suffix, told, view, year_of};
use crate::app::App;
use crate::desk::account::form_page::Mistakes;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::parts::{CheckLine, DeskPage, FieldView, Link, ReviewRow, StateTag, TagKind, words};
use crate::posted::{Posted, new_once};
use crate::public::reports::change_words;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::accounts::SignedIn;
use gongkai_office::reporting::{LateEntry, ReportFormat, ReportView, blocking};
use gongkai_rules::editions::Stage;
use gongkai_rules::permissions::Action;
use gongkai_rules::reporting::exchange::{SectionId, TableId};
use gongkai_rules::reporting::{Block, Cell, Column, Figure, Finding, Row, Severity, Standing};

/// One thing that can be done now, as a form of its own.
struct Act {
    /// Where it is sent.
    action: String,
    once: String,
    version: u32,
    button: &'static str,
    secondary: bool,
    warning: bool,
    field: Option<FieldView>,
}

/// What comes next.
struct Next {
    title: String,
    text: String,
    links: Vec<Link>,
    acts: Vec<Act>,
    not: Vec<String>,
}

struct PartLine {
    link: Link,
    about: String,
    tag: Option<StateTag>,
}

struct LateLine {
    link: Link,
    title: String,
    what: Vec<String>,
    moves: String,
}

struct EditionLine {
    link: Link,
    on: String,
    reason: String,
    changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "desk/report/overview.html")]
struct OverviewPage {
    page: DeskPage,
    heading: String,
    tag: StateTag,
    line: String,
    next: Next,
    parts: Vec<PartLine>,
    checks: Vec<CheckLine>,
    hints: Vec<String>,
    late: Vec<LateLine>,
    late_moves: bool,
    reviews: Vec<ReviewRow>,
    editions: Vec<EditionLine>,
    files: Vec<Link>,
    public: Option<Link>,
}

/// `GET /desk/reports/{year}`.
pub async fn show(
    State(app): State<App>,
    Desk(who): Desk,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let view = view(&app, &who, year_of(&year)?, query.as_deref()).await?;
    let notice = told(query.as_deref(), view.year);
    let mut shown = page(&app, &who, &view, None).await?;
    shown.page.notice = notice;
    Ok(Html(shown.render()?).into_response())
}

/// The page again with what stands against an act.
pub async fn again(
    app: &App,
    who: &SignedIn,
    year: i16,
    form: &Posted,
    mistakes: Mistakes,
) -> Result<Response, Failure> {
    let view = view(app, who, year, None).await?;
    let shown = page(app, who, &view, Some((form, &mistakes))).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(shown.render()?)).into_response())
}

async fn page(
    app: &App,
    who: &SignedIn,
    view: &ReportView,
    refused: Option<(&Posted, &Mistakes)>,
) -> Result<OverviewPage, Failure> {
    let heading = format!("{}年政府信息公开工作年度报告", view.year);
    let mut page = frame(app, who, view, &heading, None).await?;
    let next = next(who, view, refused);
    if let Some((_, mistakes)) = refused {
        let fields: Vec<FieldView> = next.acts.iter().filter_map(|act| act.field.clone()).collect();
        page.errors = mistakes.summary(&fields);
    }
    let base = format!("/desk/reports/{}", view.year);
    let after = suffix(view);
    let published = matches!(view.edition.stage, Stage::Published { .. });
    let address = format!("/reports/{}/{}", view.organ.code, view.year);
    let file = |format: ReportFormat| Link::new(format.label(), format!("{base}/file/{}{after}", format.extension()));
    let number = if view.latest > 1 { format!("第 {} 版。", view.edition.number) } else { String::new() };
    Ok(OverviewPage {
        heading,
        tag: stage_tag(&view.edition.stage),
        line: format!("{number}{}", counted_line(view)),
        next,
        parts: parts(view, &base, &after),
        checks: checks(view),
        hints: hints(view),
        late: view.late.iter().map(|entry| late_line(entry, view.year)).collect(),
        late_moves: view.late.iter().any(LateEntry::moves_a_figure),
        reviews: reviews(view),
        editions: editions(view, &base),
        files: ReportFormat::ALL.into_iter().map(file).collect(),
        public: published.then(|| Link::new("公开页面", address)),
        page,
    })
}

/// What comes next, whose turn it is, and what this person may do.
fn next(who: &SignedIn, view: &ReportView, refused: Option<(&Posted, &Mistakes)>) -> Next {
    let base = format!("/desk/reports/{}", view.year);
    let once = refused.map_or_else(new_once, |(form, mistakes)| mistakes.once(form));
    let act = |path: &str, button| Act {
        action: format!("{base}/{path}"),
        once: once.clone(),
        version: view.edition.version,
        button,
        secondary: false,
        warning: false,
        field: None,
    };
    let typed = |name: &str| refused.map(|(form, _)| form.text(name).to_owned()).unwrap_or_default();
    let with = |field: FieldView| refused.map_or(field.clone(), |(_, mistakes)| mistakes.on(field));
    let read = Link::new("通读全文", format!("{base}/read{}", suffix(view)));
    let mut next =
        Next { title: String::new(), text: String::new(), links: Vec::new(), acts: Vec::new(), not: Vec::new() };
    if view.edition.number != view.latest {
        next.title = "这是以前的一版".into();
        next.text = "内容不再变动，与更正后的一版都可以查看。".into();
        next.links = vec![Link::new("看最新的一版", base.clone()), read];
        return next;
    }
    let over = view.today.year() > view.year;
    let errors = blocking(&view.findings);
    let may = |action| allowed(who, &view.edition, action);
    match &view.edition.stage {
        Stage::Draft | Stage::Returned { .. } => {
            if let Stage::Returned { comment, by } = &view.edition.stage {
                next.title = "按审核意见修改".into();
                let by = by.and_then(|by| view.people.get(&by).cloned()).unwrap_or_else(|| "审核人".into());
                next.text = format!("{by}退回：{comment}");
            } else if view.edition.figures.is_none() {
                next.title = "填写表二".into();
                next.text = "表三、表四由台账自动计数。表二（规章、规范性文件、许可、处罚、强制、收费）由您填写；都没有发生的，点一下就填好。".into();
            } else if errors > 0 {
                next.title = format!("改正 {errors} 处错误");
                next.text = "下面“核对”里逐条列出，改正后才能送审。".into();
            } else if over {
                next.title = "送审".into();
                next.text = "核对没有错误。送审以后由另一个人审核，审核期间不能修改。".into();
            } else {
                next.title = "年底以后送审".into();
                next.text = format!("{}年还没有结束，数字随办理变动。文字可以先写。", view.year);
            }
            if may(Action::DraftReport) {
                let figures = Link::new(
                    if view.edition.figures.is_some() { "修改表二" } else { "填写表二" },
                    format!("{base}/figures"),
                );
                if view.edition.figures.is_none() {
                    next.acts.push(act("nothing", "本年没有发生"));
                    next.links.push(figures);
                } else {
                    if over && errors == 0 {
                        next.acts.push(act("send", "送审"));
                    }
                    next.links.push(figures);
                }
                next.links.push(Link::new("修改文字", format!("{base}/text")));
            } else {
                next.not.push("由经办人或者机构负责人起草。".into());
            }
            next.links.push(read);
        }
        Stage::Reviewing { by, since, .. } => {
            let by = by.and_then(|by| view.people.get(&by).cloned()).unwrap_or_else(|| "起草人".into());
            next.title = "等审核".into();
            next.text = format!("{by}于{}送审，由另一位审核人或者分管领导审核。", words::plain_day(*since));
            next.links.push(read);
            if may(Action::ReviewReport) {
                next.title = "请您审核".into();
                next.acts.push(act("approve", "审核同意"));
                next.acts.push(returning(act("return", "退回修改"), with, typed("comment")));
            } else if view.edition.authors.contains(&who.person.id) {
                next.not.push("您参加了起草，不能由您审核。".into());
            }
            if may(Action::DraftReport) && changed(view) {
                next.not.push("送审以后又登记了办理情况，数字有变动，要重新送审。".into());
                next.acts.push(Act { secondary: true, ..act("send", "重新送审") });
            }
        }
        Stage::Approved { by, on, .. } => {
            let by = by.and_then(|by| view.people.get(&by).cloned()).unwrap_or_else(|| "审核人".into());
            next.title = "公布".into();
            next.text = format!("{by}于{}审核同意。公布以后内容不再变动，要更正的另起一版。", words::plain_day(*on));
            next.links.push(read);
            if changed(view) {
                next.not.push("审核以后又登记了办理情况，数字有变动，要重新送审。".into());
                if may(Action::DraftReport) {
                    next.acts.push(act("send", "重新送审"));
                }
            } else if may(Action::PublishReport) {
                next.acts.push(Act { warning: true, ..act("publish", "公布年度报告") });
            } else {
                next.not.push("由机构负责人或者分管领导公布。".into());
            }
            if may(Action::ReviewReport) {
                next.acts.push(returning(act("return", "退回修改"), with, typed("comment")));
            }
        }
        Stage::Published { .. } => {
            let moved = view.late.iter().filter(|entry| entry.moves_a_figure()).count();
            next.title = "已公布".into();
            next.text = if moved > 0 {
                format!("公布以后补记的情况使 {moved} 件申请的计数有变，见“公布后补记”。可以起草更正版。")
            } else {
                "公众可以查看和下载。发现有误的，起草更正版，写明原因；原来的一版保留。".to_owned()
            };
            next.links.push(Link::new("公开页面", format!("/reports/{}/{}", view.organ.code, view.year)));
            if may(Action::DraftReport) {
                let field = FieldView::area("reason", "更正的原因")
                    .hint("会作为更正说明一并公布")
                    .rows(2)
                    .limit(500)
                    .value(typed("reason"));
                let field = Some(with(field));
                next.acts.push(Act { secondary: true, field, ..act("correct", "起草更正版") });
            }
        }
        Stage::Imported { .. } => {
            next.title = "导入的已公布报告".into();
            next.text = "用来核对下一年的上年结转和往年数字，不在这里修改。".into();
            next.links.push(read);
        }
    }
    next
}

fn returning(act: Act, with: impl Fn(FieldView) -> FieldView, typed: String) -> Act {
    let field = FieldView::area("comment", "退回的意见").hint("要改什么").rows(2).limit(500).value(typed);
    Act { secondary: true, field: Some(with(field)), ..act }
}

/// Whether the report is no longer what was sent or approved.
fn changed(view: &ReportView) -> bool {
    view.edition.hash().is_some_and(|hash| hash != gongkai_office::reporting::content_hash(&view.report))
}

fn parts(view: &ReportView, base: &str, after: &str) -> Vec<PartLine> {
    let errors_in = |wanted: &dyn Fn(&Finding) -> bool| {
        let bad = |severity| view.findings.iter().filter(|one| one.severity == severity && wanted(one)).count();
        match (bad(Severity::Error), bad(Severity::Warn)) {
            (0, 0) => None,
            (0, warnings) => Some(StateTag::new(TagKind::Soon, format!("{warnings} 处提醒"))),
            (errors, _) => Some(StateTag::bad(format!("{errors} 处错误"))),
        }
    };
    let text = |id: SectionId| {
        move |one: &Finding| {
            one.table.is_none()
                && one.section.is_some_and(|found| found == id || (id == SectionId::Overview && found.is_overview()))
        }
    };
    let table = |id: TableId| move |one: &Finding| one.table == Some(id);
    let three = |row| view.report.table3.as_ref().and_then(|table| table.get(row, Column::Total)).unwrap_or(0);
    let four = |block| view.report.table4.as_ref().and_then(|table| table.get(block, Standing::Total)).unwrap_or(0);
    let entered = view.report.publication_table();
    let filled =
        entered.map_or(0, |table| Figure::ALL.into_iter().filter(|figure| table.get(*figure).is_some()).count());
    let length = |ids: &[SectionId]| -> usize {
        ids.iter().filter_map(|id| view.report.text(*id)).map(|text| text.chars().count()).sum()
    };
    let overview: Vec<SectionId> = [SectionId::Overview].into_iter().chain(SectionId::FIVE_PARTS).collect();
    let line = |title: SectionId, path: &str, about: String, tag: Option<StateTag>| PartLine {
        link: Link::new(title.title(), format!("{base}/{path}{after}")),
        about,
        tag,
    };
    let rounds = format!(
        "复议 {} 件，诉讼 {} 件",
        four(Block::Reconsideration),
        four(Block::DirectSuit) + four(Block::SuitAfterReconsideration)
    );
    let counts = format!(
        "新收 {} 件，上年结转 {} 件，办结 {} 件，结转下年 {} 件",
        three(Row::NewlyReceived),
        three(Row::CarriedIn),
        three(Row::Total),
        three(Row::CarriedOut)
    );
    let filled =
        if filled == 10 { "10 个数都已填".to_owned() } else { format!("已填 {filled} 个，共 10 个") };
    vec![
        line(SectionId::Overview, "text", format!("{} 字", length(&overview)), errors_in(&text(SectionId::Overview))),
        line(SectionId::PublicationTable, "figures", filled, errors_in(&table(TableId::Table2))),
        line(SectionId::RequestsTable, "requests", counts, errors_in(&table(TableId::Table3))),
        line(SectionId::RemediesTable, "remedies", rounds, errors_in(&table(TableId::Table4))),
        line(
            SectionId::Problems,
            "text",
            format!("{} 字", length(&[SectionId::Problems])),
            errors_in(&text(SectionId::Problems)),
        ),
        line(
            SectionId::OtherMatters,
            "text",
            format!("{} 字", length(&[SectionId::OtherMatters])),
            errors_in(&text(SectionId::OtherMatters)),
        ),
    ]
}

/// The identities as they stand, then every other finding that is more than a hint.
fn checks(view: &ReportView) -> Vec<CheckLine> {
    let mut lines = super::tables::requests_checks(view);
    let told: Vec<String> = lines.iter().map(|line| line.identity.clone()).collect();
    lines.extend(blank_figures(view));
    let identity = ["R2.5", "R3.1", "R3.12", "R3.2", "R3.3", "R3.5", "R3.7", "R3.8", "R3.13", "R6.1"];
    for finding in &view.findings {
        let heavier = finding.severity != Severity::Hint && !identity.contains(&finding.rule.as_str());
        if heavier && !told.contains(&finding.message) {
            lines.push(CheckLine {
                identity: finding.message.clone(),
                figures: finding.severity.label().into(),
                act: mend(view, finding),
                ..CheckLine::default()
            });
        }
    }
    lines
}

/// Figures of table two that nobody entered: one line for all of them.
fn blank_figures(view: &ReportView) -> Option<CheckLine> {
    let table = view.report.publication_table()?;
    let blank = Figure::ALL.into_iter().filter(|figure| table.get(*figure).is_none()).count();
    (blank > 0).then(|| CheckLine {
        identity: "表二没有空白：没有发生的填 0".into(),
        figures: format!("还有 {blank} 个数没有填"),
        act: view
            .edition
            .stage
            .is_draft()
            .then(|| Link::new("填写表二", format!("/desk/reports/{}/figures", view.year))),
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

fn hints(view: &ReportView) -> Vec<String> {
    view.findings.iter().filter(|one| one.severity == Severity::Hint).map(|one| one.message.clone()).collect()
}

fn late_line(entry: &LateEntry, year: i16) -> LateLine {
    let event = |recorded: &gongkai_rules::events::Recorded| {
        let recorded_on = jiff::tz::offset(8).to_datetime(recorded.recorded_at).date();
        format!(
            "{}：{}（{}登记）",
            words::plain_day(recorded.effective_on),
            words::late_event(&recorded.event),
            words::plain_day(recorded_on)
        )
    };
    let step = |(cell, times): &(Cell, i32)| {
        format!("{} {}{}", labels::cell(*cell), if *times > 0 { "+" } else { "−" }, times.abs())
    };
    LateLine {
        link: Link::new(entry.number.clone(), format!("/desk/requests/{}", entry.request)),
        title: crate::desk::worklist::rows::title(entry.title.as_deref()),
        what: match entry.events.is_empty() {
            true => vec![format!("不在{year}年内生效的更正，改变了计数")],
            false => entry.events.iter().map(event).collect(),
        },
        moves: entry.moves.iter().map(step).collect::<Vec<_>>().join("，"),
    }
}

fn reviews(view: &ReportView) -> Vec<ReviewRow> {
    let name = |by: Option<gongkai_rules::ids::PersonId>| {
        by.and_then(|by| view.people.get(&by).cloned()).unwrap_or_else(|| "命令行".to_owned())
    };
    let drafted =
        view.edition.authors.iter().filter_map(|by| view.people.get(by).cloned()).collect::<Vec<_>>().join("、");
    let mut rows = Vec::new();
    if !drafted.is_empty() {
        rows.push(ReviewRow {
            step: "起草".into(),
            who: drafted,
            tag: Some(StateTag::done("已起草")),
            ..ReviewRow::default()
        });
    }
    match &view.edition.stage {
        Stage::Reviewing { by, since, .. } => rows.push(ReviewRow {
            step: "送审".into(),
            who: name(*by),
            when: words::plain_day(*since),
            tag: Some(StateTag::new(TagKind::Soon, "审核中")),
            ..ReviewRow::default()
        }),
        Stage::Approved { by, on, .. } => rows.push(ReviewRow {
            step: "审核".into(),
            who: name(*by),
            when: words::plain_day(*on),
            tag: Some(StateTag::done("同意")),
            ..ReviewRow::default()
        }),
        Stage::Returned { by, comment } => rows.push(ReviewRow {
            step: "审核".into(),
            who: name(*by),
            opinion: comment.clone(),
            tag: Some(StateTag::new(TagKind::Today, "退回")),
            ..ReviewRow::default()
        }),
        Stage::Published { by, on, .. } => rows.push(ReviewRow {
            step: "公布".into(),
            who: name(*by),
            when: words::plain_day(*on),
            tag: Some(StateTag::done("已公布")),
            ..ReviewRow::default()
        }),
        _ => {}
    }
    rows
}

fn editions(view: &ReportView, base: &str) -> Vec<EditionLine> {
    let mut lines = Vec::new();
    if view.latest > 1 && !view.published.iter().any(|note| note.number == view.latest) {
        lines.push(EditionLine {
            link: Link::new(format!("第 {} 版（更正，起草中）", view.latest), base.to_owned()),
            on: "没有公布".into(),
            reason: if view.edition.number == view.latest { view.edition.reason.clone() } else { String::new() },
            changes: Vec::new(),
        });
    }
    lines.extend(view.published.iter().map(|note| EditionLine {
        link: Link::new(format!("第 {} 版", note.number), format!("{base}?edition={}", note.number)),
        on: format!("{}公布", words::plain_day(note.on)),
        reason: note.reason.clone(),
        changes: change_words(note),
    }));
    if lines.len() > 1 { lines } else { Vec::new() }
}
