//! Home of the disclosure section, of the district and of each organ, and the switch to the elders' version.

use crate::app::App;
use crate::errors::Failure;
use crate::guard::{VIEW, View, set_cookie};
use crate::parts::{Link, PublicPage, Row};
use crate::posted::Posted;
use crate::public::{page_in, see};
use crate::routes::{Route, route};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, Response};
use gongkai_office::settings::OrganSettings;
use gongkai_rules::organs::Organ;
use gongkai_rules::outcomes::Channel;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        route!(GET "/" ViewSite => root),
        route!(GET "/o/{organ}" ViewSite => show),
        route!(POST "/view" ViewSite => choose_view),
    ]
}

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home {
    page: PublicPage,
    /// 本街道, 本机关: how the organ speaks of itself.
    organ: Organ,
    /// Where its pages lie: empty at the root.
    base: String,
    /// The other organs of the site, on the first one's home.
    organs: Vec<Link>,
    columns: Vec<Link>,
    contact: Vec<Row>,
    /// Ways open for a request, in words.
    ways: Vec<&'static str>,
    on_site: bool,
}

/// `GET /`.
async fn root(State(app): State<App>, view: View) -> Result<Html<String>, Failure> {
    home(&app, &view, None).await
}

/// `GET /o/{organ}`.
async fn show(State(app): State<App>, view: View, Path(code): Path<String>) -> Result<Html<String>, Failure> {
    home(&app, &view, Some(&code)).await
}

async fn home(app: &App, view: &View, code: Option<&str>) -> Result<Html<String>, Failure> {
    let site = app.office.site().await?;
    let (page, organ, settings) = page_in(app, &site, view, code, "首页", "home")?;
    let base = code.map(|code| format!("/o/{code}")).unwrap_or_default();
    let others = site.organs().filter(|other| code.is_none() && other.id != organ.id && !other.abolished);
    let organs = others.map(|other| Link::new(other.short_name.clone(), format!("/o/{}", other.code))).collect();
    let mut columns = vec![Link::new("政府信息公开指南", format!("{base}/guide"))];
    columns.push(Link::new("政府信息公开年度报告", format!("{base}/reports")));
    columns.push(Link::new("年报核查", "/check"));
    columns.push(Link::new("期限计算", "/deadline"));
    let on_site = settings.channels.contains(&Channel::Web) && !organ.abolished;
    let (contact, ways, organ) = (contact(organ, settings), ways(settings), organ.clone());
    Ok(Html(Home { page, organ, base, organs, columns, contact, ways, on_site }.render()?))
}

/// Whom to call and where to go: what was entered, and nothing else.
pub fn contact(organ: &Organ, settings: &OrganSettings) -> Vec<Row> {
    let letters = &settings.letters;
    let office = letters.contact.clone().unwrap_or_default();
    // Some enter 办公室, some the whole name with the organ's.
    let named = [&organ.name, &organ.short_name].into_iter().any(|name| office.starts_with(name.as_str()));
    let mut rows = vec![Row::new("工作机构", if named { office } else { format!("{}{office}", organ.short_name) })];
    for (key, value) in [("时间", &letters.hours), ("地址", &letters.address), ("邮政编码", &letters.postal_code)]
    {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            rows.push(Row::new(key, value));
        }
    }
    if let Some(phone) = letters.phone.as_deref().filter(|phone| !phone.is_empty()) {
        let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        rows.insert(1, Row::new("电话", "").link(Link::new(phone, format!("tel:{digits}"))));
    }
    rows
}

/// The ways a request may come. Counter and post may never be refused (国办公开办函〔2017〕19号).
pub fn ways(settings: &OrganSettings) -> Vec<&'static str> {
    let mut ways = vec!["当面提交", "寄信"];
    for (channel, word) in [(Channel::Web, "在本网站填写"), (Channel::Email, "电子邮件"), (Channel::Fax, "传真")]
    {
        if settings.channels.contains(&channel) {
            ways.push(word);
        }
    }
    ways
}

/// `POST /view`: the elders' version, or the standard one; back to the page it was asked for on.
async fn choose_view(State(app): State<App>, posted: Posted) -> Response {
    let back = posted.text("back");
    // Only own paths: what begins with two strokes is another host.
    let own = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains('\\')
        && !back.contains(|c: char| c.is_control());
    let to = if own { back } else { "/" };
    let cookie = match posted.text("view") {
        "elder" => set_cookie(&app, VIEW, "elder", Some(365 * 24 * 3600)),
        _ => set_cookie(&app, VIEW, "standard", Some(0)),
    };
    see(to, vec![cookie])
}
