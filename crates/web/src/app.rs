//! What every handler shares.

use crate::checker::{Checker, NoChecker};
use crate::limits::AddressLimit;
use crate::page_cache::KeptPages;
use crate::parts::{Footer, Link, NavLink, OrganHeader, PublicSite};
use gongkai_office::Office;
use gongkai_office::settings::OrganSettings;
use gongkai_rules::organs::Organ;
use std::net::IpAddr;
use std::sync::Arc;

/// Settings of the web server, from `gongkai.toml`.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address under which the public reaches the site, without a slash at the end; empty where none is set.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether cookies carry `Secure` and the `__Host-` prefix: always, but for plain HTTP on loopback.
    pub secure_cookies: bool,
    /// 网站标识码.
    pub site_code: String,
    /// ICP number.
    pub icp: String,
    /// Sign-ins a minute from one address.
    pub sign_ins_per_minute: u32,
    /// Requests handed in an hour from one address.
    pub submissions_per_hour: u32,
    /// Query codes shown an hour from one address.
    pub code_queries_per_hour: u32,
    /// Wrong query codes for one number in 15 minutes.
    pub wrong_codes_per_number: u32,
    /// Annual reports checked an hour from one address.
    pub checks_per_hour: u32,
    /// Until when the server's certificate is good; `None` where it has none.
    pub certificate_ends: Option<jiff::Timestamp>,
    /// Megabytes for rendered public pages; 0 keeps none.
    pub page_cache_mb: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            public_url: String::new(),
            trusted_proxies: Vec::new(),
            secure_cookies: false,
            site_code: String::new(),
            icp: String::new(),
            sign_ins_per_minute: 10,
            submissions_per_hour: 10,
            code_queries_per_hour: 30,
            wrong_codes_per_number: 5,
            checks_per_hour: 60,
            certificate_ends: None,
            page_cache_mb: 32,
        }
    }
}

/// Which pages a listener serves: `server.desk_listen` keeps the desk off the internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Faces {
    /// Public site and desk.
    Both,
    /// The public site alone.
    Public,
    /// The desk alone.
    Desk,
}

/// What every handler shares; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The use cases.
    pub office: Office,
    /// Settings of the server.
    pub settings: Arc<Settings>,
    /// Counts sign-ins by address.
    pub(crate) sign_ins: Arc<AddressLimit>,
    /// Counts what the public does.
    pub(crate) public: Arc<crate::public::PublicLimits>,
    /// Rendered public pages.
    pub(crate) kept: Arc<KeptPages>,
    /// Who reads annual reports that strangers give.
    pub(crate) checker: Arc<dyn Checker>,
}

impl App {
    /// An app over an office.
    pub fn new(office: Office, settings: Settings) -> App {
        let sign_ins = Arc::new(AddressLimit::per_minute(settings.sign_ins_per_minute));
        let public = Arc::new(crate::public::PublicLimits::new(&settings));
        let kept = Arc::new(KeptPages::new(office.clone(), settings.page_cache_mb));
        App { office, settings: Arc::new(settings), sign_ins, public, kept, checker: Arc::new(NoChecker) }
    }

    /// The app with somebody who reads the annual reports that strangers give.
    #[must_use]
    pub fn with_checker(self, checker: Arc<dyn Checker>) -> App {
        App { checker, ..self }
    }

    /// What is the same on all public pages of an organ. `single` where it is the only one on the site: then its
    /// pages lie at the root, else under `/o/{code}`.
    pub fn site(&self, organ: &Organ, settings: &OrganSettings, home: &str) -> PublicSite {
        let at = |path: &str| if home == "/" { format!("/{path}") } else { format!("{home}/{path}") };
        let nav = |key, text: &str, href: String| NavLink { key, link: Link::new(text, href) };
        PublicSite {
            organ: OrganHeader {
                name: organ.short_name.clone(),
                full_name: organ.name.clone(),
                home: home.to_owned(),
                phone: settings.letters.phone.clone().unwrap_or_default(),
            },
            strip: vec![Link::new("查办理进度", "/track")],
            nav: vec![
                nav("home", "首页", home.to_owned()),
                nav("guide", "公开指南", at("guide")),
                nav("apply", "申请公开", at("apply")),
                nav("track", "查办理进度", "/track".to_owned()),
                nav("deadline", "期限计算", "/deadline".to_owned()),
                nav("reports", "年度报告", at("reports")),
            ],
            footer: Footer {
                links: vec![
                    Link::new("联系我们", format!("{}#contact", at("guide"))),
                    Link::new("隐私说明", "/privacy"),
                    Link::new("无障碍说明", "/accessibility"),
                    Link::new("工作人员登录", "/desk"),
                ],
                site_code: self.settings.site_code.clone(),
                icp: self.settings.icp.clone(),
                updated: String::new(),
            },
        }
    }

    /// The words of the banner where official time stands still for training.
    pub fn demo_banner(&self) -> Option<String> {
        self.office.clock().stands().map(crate::parts::words::instant)
    }
}
