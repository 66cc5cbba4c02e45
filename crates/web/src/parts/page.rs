//! What the three layouts need: the public site, the desk, and the plain page of one message.

use std::sync::Arc;

use super::{ErrorSummary, Notice};

/// Words and where they lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The words shown.
    pub text: String,
    /// The address; empty for the last crumb, which is the page itself.
    pub href: String,
}

impl Link {
    /// A link with these words to this address.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// The organ as the masthead shows it.
#[derive(Clone, Debug, Default)]
pub struct OrganHeader {
    /// Short name in the masthead: 西工街道办事处.
    pub name: String,
    /// Full name in the strip and footer: 洛阳市西工区人民政府西工街道办事处.
    pub full_name: String,
    /// Home of its pages: `/` or `/o/XG`.
    pub home: String,
    /// Phone of the counter; empty where none is set, and then no page promises one.
    pub phone: String,
}

impl OrganHeader {
    /// The phone number as a `tel:` address.
    #[must_use]
    pub fn phone_href(&self) -> String {
        let digits: String = self.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        format!("tel:{digits}")
    }
}

/// One of the words of navigation.
#[derive(Clone, Debug)]
pub struct NavLink {
    /// What [`PublicPage::current`] names it by: `home`, `apply` …
    pub key: &'static str,
    /// Words and address.
    pub link: Link,
}

/// The foot of every public page. An empty field is not shown.
#[derive(Clone, Debug, Default)]
pub struct Footer {
    /// 联系我们, 隐私说明, 无障碍说明, 工作人员登录: only what exists.
    pub links: Vec<Link>,
    /// 网站标识码.
    pub site_code: String,
    /// ICP number.
    pub icp: String,
    /// Date of the page in words: 2026年11月24日.
    pub updated: String,
}

/// What is the same on all public pages of an organ; made once and shared.
#[derive(Clone, Debug, Default)]
pub struct PublicSite {
    /// The organ whose pages these are.
    pub organ: OrganHeader,
    /// Links of the thin strip beside the switch to the elders' version.
    pub strip: Vec<Link>,
    /// Six words at most, in view at every width.
    pub nav: Vec<NavLink>,
    /// The foot.
    pub footer: Footer,
}

/// A page of the public site: layout `layouts/public.html`, blocks `head`, `main`, `content`, `aside`.
#[derive(Clone, Debug, Default)]
pub struct PublicPage {
    /// Title in the browser's tab, without the organ's name and without anything personal.
    pub title: String,
    /// The organ's masthead, navigation and foot.
    pub site: Arc<PublicSite>,
    /// Key of the navigation word that is selected; empty for none.
    pub current: &'static str,
    /// Path of this page, where the switch of version leads back to.
    pub path: String,
    /// Crumbs from the home page to this one, whose own address is empty.
    pub crumbs: Vec<Link>,
    /// 返回上一步, instead of crumbs.
    pub back: Option<Link>,
    /// Mistakes to list before the title; also makes the title begin with 错误：.
    pub errors: ErrorSummary,
    /// At most one notice, before the title.
    pub notice: Option<Notice>,
    /// True where block `aside` has something to stand beside the content.
    pub beside: bool,
    /// Elders' version (cookie `view=elder`).
    pub elder: bool,
    /// `?print=1`: folded parts are opened.
    pub print: bool,
    /// Official time in words where it stands still for training.
    pub demo: Option<String>,
    /// True for pages that search engines must not keep (progress, forms).
    pub hidden: bool,
}

impl PublicPage {
    /// A page with this title on this site.
    pub fn new(title: impl Into<String>, site: Arc<PublicSite>) -> Self {
        Self { title: title.into(), site, ..Self::default() }
    }
}

/// One group of the desk's rail: 我的, 业务, 报告.
#[derive(Clone, Debug, Default)]
pub struct RailGroup {
    /// Heading of the group.
    pub title: String,
    /// Its links.
    pub links: Vec<RailLink>,
}

/// One link of the rail with its count.
#[derive(Clone, Debug, Default)]
pub struct RailLink {
    /// Words and address.
    pub link: Link,
    /// How many wait there; `None` where counting says nothing.
    pub count: Option<u64>,
    /// True where something in it is late or due today.
    pub urgent: bool,
    /// True for the page shown.
    pub current: bool,
}

/// A page of the desk: layout `layouts/desk.html`, blocks `head`, `content`.
#[derive(Clone, Debug, Default)]
pub struct DeskPage {
    /// Title in the browser's tab, without anything personal.
    pub title: String,
    /// Short name of the organ.
    pub organ: String,
    /// Name of the person signed in.
    pub person: String,
    /// As what: 经办人.
    pub role: String,
    /// Groups of the rail; the first (我的) is the row on phones.
    pub rail: Vec<RailGroup>,
    /// What was searched for, to stand in the field again.
    pub search: String,
    /// True for whoever sees no case (administrators, inspectors): they get no search field.
    pub no_search: bool,
    /// Number of notices; the link goes to `/desk/notices`. `None` hides it.
    pub notices: Option<u64>,
    /// Path of this page.
    pub path: String,
    /// Crumbs above the title.
    pub crumbs: Vec<Link>,
    /// Mistakes to list before the title.
    pub errors: ErrorSummary,
    /// At most one notice.
    pub notice: Option<Notice>,
    /// Official time in words where it stands still for training.
    pub demo: Option<String>,
    /// `?print=1`: folded parts are opened.
    pub print: bool,
    /// Seconds without a request after which the session ends; the page warns two minutes before.
    pub idle_seconds: i64,
    /// True where the page uses htmx (filters, long work); others save its 13 KB.
    pub htmx: bool,
}

/// A page that says one thing (sign-in, first run, not found, paused): layout `layouts/plain.html`, blocks `head`, `content`.
#[derive(Clone, Debug, Default)]
pub struct PlainPage {
    /// Title in the browser's tab.
    pub title: String,
    /// Name beside the seal: the organ's, or 政府信息公开 where none is known.
    pub name: String,
    /// Where the name leads.
    pub home: String,
    /// Mistakes to list before the title.
    pub errors: ErrorSummary,
    /// At most one notice.
    pub notice: Option<Notice>,
    /// Elders' version.
    pub elder: bool,
    /// True for pages of the desk (sign-in), which are set smaller.
    pub desk: bool,
    /// Official time in words where it stands still for training.
    pub demo: Option<String>,
}
