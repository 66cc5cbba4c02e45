//! Published annual reports: the list, a report with its real tables, every earlier edition, the downloads
//! (条例第四十九条; formats.md, Addresses).

pub mod paper;

use crate::app::App;
use crate::errors::Failure;
use crate::guard::View;
use crate::parts::{Link, PublicPage, words};
use crate::public::{page_in, public_page};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::Refusal;
use gongkai_office::reporting::{EditionNote, PublishedView, ReportFormat};
use paper::{Paper, paper};

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/reports" ViewSite => all),
        route!(GET "/o/{organ}/reports" ViewSite => of_organ),
        route!(GET "/reports/{organ}/{year}" ViewSite => show),
    ]
}

struct YearLink {
    year: i16,
    link: Link,
    on: String,
    corrected: bool,
}

struct OrganReports {
    name: String,
    short_name: String,
    years: Vec<YearLink>,
}

impl OrganReports {
    /// Its report of a year, for the table of several organs.
    fn of(&self, year: &i16) -> Option<&YearLink> {
        self.years.iter().find(|line| line.year == *year)
    }
}

#[derive(Template)]
#[template(path = "public/reports/list.html")]
struct ListPage {
    page: PublicPage,
    organs: Vec<OrganReports>,
    /// The columns of the table of several organs, newest first; empty where there is one.
    years: Vec<i16>,
}

struct Earlier {
    link: Link,
    on: String,
}

struct Correction {
    on: String,
    reason: String,
    changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "public/reports/show.html")]
struct ShowPage<'a> {
    page: PublicPage,
    title: String,
    on: String,
    files: Vec<Link>,
    paper: Paper<'a>,
    corrections: Vec<Correction>,
    earlier: Vec<Earlier>,
    newer: Option<Link>,
}

/// `GET /reports`: of every organ on this site.
async fn all(State(app): State<App>, view: View) -> Result<Html<String>, Failure> {
    list(&app, &view, None).await
}

/// `GET /o/{organ}/reports`.
async fn of_organ(State(app): State<App>, view: View, Path(organ): Path<String>) -> Result<Html<String>, Failure> {
    list(&app, &view, Some(&organ)).await
}

async fn list(app: &App, view: &View, code: Option<&str>) -> Result<Html<String>, Failure> {
    let (mut page, organ, _) = public_page(app, view, code, "政府信息公开工作年度报告", "reports").await?;
    page.crumbs = vec![Link::new("首页", page.site.organ.home.clone()), Link::new("年度报告", "")];
    let published = app.office.published_reports().await?;
    let wanted = published.into_iter().filter(|(of, _)| code.is_none() || of.id == organ.id);
    let organs: Vec<OrganReports> = wanted
        .map(|(of, lines)| OrganReports {
            years: lines
                .iter()
                .map(|line| YearLink {
                    year: line.year,
                    link: Link::new(format!("{}年", line.year), format!("/reports/{}/{}", of.code, line.year)),
                    on: line.published_on.map(|day| format!("{}公布", words::plain_day(day))).unwrap_or_default(),
                    corrected: line.edition > 1,
                })
                .collect(),
            name: of.name,
            short_name: of.short_name,
        })
        .collect();
    let mut years: Vec<i16> = organs.iter().flat_map(|organ| organ.years.iter().map(|line| line.year)).collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    if organs.len() < 2 {
        years.clear();
    }
    Ok(Html(ListPage { page, organs, years }.render()?))
}

/// `GET /reports/{organ}/{year}`, and with `.pdf`, `.docx`, `.xlsx`, `.json`, `.txt` behind the year the download.
async fn show(
    State(app): State<App>,
    view: View,
    Path((organ, year)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let (year, format) = match year.split_once('.') {
        Some((year, extension)) => (year, Some(ReportFormat::from_extension(extension).ok_or(Refusal::NotFound)?)),
        None => (year.as_str(), None),
    };
    let year: i16 = year.parse().map_err(|_| Refusal::NotFound)?;
    let edition = crate::desk::report::asked(query.as_deref(), "edition");
    let edition = edition.map(|number| number.parse::<u32>()).transpose().map_err(|_| Refusal::NotFound)?;
    let published = app.office.published_report(&organ, year, edition).await?;
    match format {
        Some(format) => {
            let name = published.report.title.clone().unwrap_or_default();
            let bytes = app.office.report_file(published.report.clone(), format, false).await?;
            Ok(attachment(&name, format, bytes))
        }
        None => Ok(Html(page(&app, &view, &published).await?.render()?).into_response()),
    }
}

async fn page<'a>(app: &App, view: &View, published: &'a PublishedView) -> Result<ShowPage<'a>, Failure> {
    let PublishedView { organ, report, editions, edition, tables } = published;
    let site = app.office.site().await?;
    let of_root = site.root().is_some_and(|root| root.id == organ.id);
    let code = (!of_root).then_some(organ.code.as_str());
    let title = report.title.clone().unwrap_or_default();
    let (mut page, ..) = page_in(app, &site, view, code, &title, "reports")?;
    let list = if of_root { "/reports".to_owned() } else { format!("/o/{}/reports", organ.code) };
    let year = format!("{}年", report.year);
    page.crumbs =
        vec![Link::new("首页", page.site.organ.home.clone()), Link::new("年度报告", list), Link::new(year, "")];
    let address = format!("/reports/{}/{}", organ.code, report.year);
    let newest = published.in_force();
    let after = if newest { String::new() } else { format!("?edition={}", edition.number) };
    let file = |format: ReportFormat| Link::new(format.label(), format!("{address}.{}{after}", format.extension()));
    let mut own = editions.iter().filter(|note| note.number <= edition.number);
    let corrections = own.clone().filter(|note| note.number > 1).map(|note| Correction {
        on: words::plain_day(note.on),
        reason: note.reason.clone(),
        changes: change_words(note),
    });
    let others = editions.iter().filter(|note| note.number != edition.number && note.number < edition.number);
    Ok(ShowPage {
        on: own.next().map(|note| words::plain_day(note.on)).unwrap_or_default(),
        files: ReportFormat::ALL.into_iter().filter(|format| *format != ReportFormat::Html).map(file).collect(),
        paper: paper(report, tables),
        corrections: corrections.collect(),
        earlier: others
            .map(|note| Earlier {
                link: Link::new(format!("第 {} 版", note.number), format!("{address}?edition={}", note.number)),
                on: words::plain_day(note.on),
            })
            .collect(),
        newer: (!newest).then(|| Link::new("看现行的一版", address)),
        title,
        page,
    })
}

/// What a correction changed, line by line: which figure from what to what, which sections.
pub fn change_words(note: &EditionNote) -> Vec<String> {
    let blank = |text: &str| if text.is_empty() { "空白".to_owned() } else { text.to_owned() };
    let cells = note
        .cells
        .iter()
        .map(|change| format!("{}：由 {} 改为 {}", change.cell.label(), blank(&change.from), blank(&change.to)));
    let sections: Vec<&str> = note
        .sections
        .iter()
        .map(|section| if section.title().is_empty() { "开头的说明" } else { section.title() })
        .collect();
    let words = (!sections.is_empty()).then(|| format!("文字有改动：{}", sections.join("，")));
    cells.chain(words).collect()
}

/// A file to keep, with its Chinese name.
pub fn attachment(name: &str, format: ReportFormat, bytes: Vec<u8>) -> Response {
    file(&format!("{name}.{}", format.extension()), format.media_type(), bytes)
}

/// A file to keep.
pub fn file(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let encoded: String = name
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    ([(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
