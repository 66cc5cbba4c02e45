//! A site on a temporary data directory, and browsers that visit it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use gongkai_office::Office;
use gongkai_office::accounts::passwords;
use gongkai_office::accounts::setup::{NewOrgan, NewPerson, add_organ, add_person};
use gongkai_rules::ids::{OrganId, PersonId};
use gongkai_rules::organs::Level;
use gongkai_rules::people::{Actor, Role};
use gongkai_web::{App, Faces, Settings, router};
use std::collections::BTreeMap;
use tower::ServiceExt;

#[path = "../public/reader.rs"]
mod reader;

/// The password of everybody made here.
pub const PASSWORD: &str = "西工街道办事处 2026 年的一句话";

/// A site.
pub struct Site {
    pub office: Office,
    router: Router,
    _dir: tempfile::TempDir,
}

impl Site {
    /// An empty one, before its first run.
    pub async fn empty() -> Site {
        Site::with(Settings { sign_ins_per_minute: 10_000, ..Settings::default() }).await
    }

    /// An empty one with these settings.
    pub async fn with(settings: Settings) -> Site {
        let dir = tempfile::tempdir().unwrap();
        let office = Office::open(dir.path(), None).await.unwrap();
        let app = App::new(office.clone(), settings).with_checker(std::sync::Arc::new(reader::Reader));
        let router = router(app, Faces::Both);
        Site { office, router, _dir: dir }
    }

    /// Adds an organ.
    pub async fn organ(&self, code: &str, name: &str, parent: Option<OrganId>) -> OrganId {
        let new = NewOrgan {
            name: name.into(),
            short_name: String::new(),
            code: code.into(),
            organ_word: String::new(),
            level: if parent.is_none() { Level::County } else { Level::Subdistrict },
            parent,
        };
        let office = self.office.clone();
        let work = self
            .office
            .db()
            .write(Box::new(move |tx| Box::pin(async move { add_organ(tx, &office, &Actor::System, new).await })));
        work.await.unwrap().id
    }

    /// Adds a person who need not change the password.
    pub async fn person(&self, organ: OrganId, login: &str, roles: &[Role]) -> PersonId {
        let new = NewPerson {
            login: login.into(),
            name: format!("{login}同志"),
            roles: roles.to_vec(),
            password_hash: passwords::hash(PASSWORD.into()).await.unwrap(),
            must_change: false,
        };
        let office = self.office.clone();
        let work = self.office.db().write(Box::new(move |tx| {
            Box::pin(async move { add_person(tx, &office, &Actor::System, organ, new).await })
        }));
        work.await.unwrap().id
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new() }
    }

    /// A browser in which somebody has signed in.
    pub async fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        let page = browser.sign_in(login, PASSWORD).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        browser
    }
}

/// A browser with its cookies.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    /// Where it leads, for a redirect.
    pub to: String,
    pub set_cookies: Vec<String>,
    pub retry_after: Option<String>,
    pub body: String,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = body.collect::<Vec<_>>().join("&");
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn sign_in(&mut self, login: &str, password: &str) -> Page {
        self.post("/desk/sign-in", &[("login", login), ("password", password), ("back", "")]).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Page {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let headers = response.headers().clone();
        let lines = headers.get_all(header::SET_COOKIE).into_iter();
        let set_cookies: Vec<String> = lines.map(|line| line.to_str().unwrap().to_owned()).collect();
        for line in &set_cookies {
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let to = headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = response.status();
        let retry_after = headers.get(header::RETRY_AFTER).map(|value| value.to_str().unwrap().to_owned());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page { status, to, set_cookies, retry_after, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The value of a hidden field of a page.
pub fn hidden(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let after = page.body.split_once(&mark).unwrap_or_else(|| panic!("no field {name} in {}", page.body)).1;
    after.split('"').next().unwrap().to_owned()
}
