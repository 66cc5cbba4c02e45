//! A site on a temporary data directory whose official time is moved by the test, and browsers that visit it.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use gongkai_office::Office;
use gongkai_office::accounts::setup::{NewOrgan, NewPerson, add_organ, add_person};
use gongkai_office::settings::OrganSettings;
use gongkai_rules::ids::{OrganId, PersonId, RequestId};
use gongkai_rules::organs::{Level, Organ};
use gongkai_rules::people::{Actor, Role};
use gongkai_web::{App, Faces, Settings, router};
use jiff::civil::Date;
use std::collections::BTreeMap;
use tower::ServiceExt;

/// An identity number that is sound and nobody's (the example of GB 11643).
pub const IDENTITY: &str = "11010519491231002X";

/// A site of one sub-district, or of a district with others under it.
pub struct Site {
    pub office: Office,
    pub organ: Organ,
    pub clerk: Actor,
    pub head: Actor,
    router: Router,
    _dir: Option<tempfile::TempDir>,
}

impl Site {
    /// One sub-district, on 2026-10-20.
    pub async fn one() -> Site {
        Site::with(Settings { submissions_per_hour: 10_000, code_queries_per_hour: 10_000, ..Settings::default() })
            .await
    }

    pub async fn with(settings: Settings) -> Site {
        let dir = tempfile::tempdir().unwrap();
        let office = Office::open(dir.path(), None).await.unwrap();
        Site::over(office, settings, Some(dir)).await
    }

    /// Over an empty office, wherever its database is.
    pub async fn over(office: Office, settings: Settings, dir: Option<tempfile::TempDir>) -> Site {
        office.clock().mark_demonstration();
        let router = router(App::new(office.clone(), settings), Faces::Both);
        let organ = organ(&office, "XG", "洛阳市西工区人民政府西工街道办事处", None).await;
        let clerk = person(&office, &organ, "clerk", &[Role::Clerk]).await;
        let head = person(&office, &organ, "head", &[Role::Head, Role::Reviewer]).await;
        let site = Site { office, organ, clerk, head, router, _dir: dir };
        site.settle(site.organ.id, |settings| {
            let letters = &mut settings.letters;
            letters.phone = Some("0379-5555 0100".into());
            letters.address = Some("唐宫西路88号一楼大厅".into());
            letters.hours = Some("工作日 8:30 至 12:00".into());
            letters.contact = Some("党政综合办公室".into());
            letters.tracking_url = Some("网站“查办理进度”".into());
            letters.reconsideration_body = Some("西工区人民政府".into());
            letters.reconsideration_address = Some("凯旋西路".into());
            letters.reconsideration_url = Some("复议网上受理平台".into());
            letters.court = Some("西工区人民法院".into());
        })
        .await;
        site.today("2026-10-20");
        site
    }

    /// Changes an organ's settings.
    pub async fn settle(&self, organ: OrganId, change: impl FnOnce(&mut OrganSettings)) {
        let (found, mut settings, version) = self.office.settings(organ).await.unwrap();
        change(&mut settings);
        self.update(found, settings, version).await;
    }

    pub async fn update(&self, organ: Organ, settings: OrganSettings, version: i64) {
        let work = self.office.db().write::<_, gongkai_storage::database::StorageError>(Box::new(move |tx| {
            Box::pin(async move { gongkai_storage::organs::update(tx, &organ, &settings, version).await })
        }));
        work.await.unwrap();
    }

    /// Abolishes an organ.
    pub async fn abolish(&self, organ: OrganId) {
        let (mut found, settings, version) = self.office.settings(organ).await.unwrap();
        found.abolished = true;
        self.update(found, settings, version).await;
    }

    /// One more organ under the first.
    pub async fn another(&self, code: &str, name: &str) -> Organ {
        organ(&self.office, code, name, Some(self.organ.id)).await
    }

    /// Moves official time to the morning of a day.
    pub fn today(&self, day: &str) {
        let at: jiff::Timestamp = format!("{day}T09:00:00+08:00").parse().unwrap();
        assert!(self.office.clock().move_to(at), "official time never goes back");
    }

    pub fn day(&self) -> Date {
        self.office.clock().today()
    }

    pub fn browser(&self) -> Browser {
        Browser::of(self.router.clone())
    }

    /// The numbers of all cases: they are given without a gap.
    pub async fn cases(&self) -> Vec<String> {
        let mut tx = self.office.read().await.unwrap();
        let mut numbers = Vec::new();
        for serial in 1.. {
            let number = format!("XG-2026-{serial:04}");
            if gongkai_storage::requests::in_organ(&mut tx, self.organ.id, &number).await.unwrap().is_none() {
                break;
            }
            numbers.push(number);
        }
        numbers
    }

    pub async fn case(&self, number: &str) -> RequestId {
        let mut tx = self.office.read().await.unwrap();
        gongkai_storage::requests::in_organ(&mut tx, self.organ.id, number).await.unwrap().unwrap()
    }
}

/// A new organ.
pub async fn organ(office: &Office, code: &str, name: &str, parent: Option<OrganId>) -> Organ {
    let new = NewOrgan {
        name: name.into(),
        short_name: name.trim_start_matches("洛阳市西工区人民政府").into(),
        code: code.into(),
        organ_word: "西工".into(),
        level: Level::Subdistrict,
        parent,
    };
    let inner = office.clone();
    let work = office
        .db()
        .write(Box::new(move |tx| Box::pin(async move { add_organ(tx, &inner, &Actor::System, new).await })));
    work.await.unwrap()
}

async fn person(office: &Office, organ: &Organ, login: &str, roles: &[Role]) -> Actor {
    let new = NewPerson {
        login: login.into(),
        name: format!("{login}同志"),
        roles: roles.to_vec(),
        password_hash: "none: nobody signs in here".into(),
        must_change: false,
    };
    let (inner, id) = (office.clone(), organ.id);
    let work = office
        .db()
        .write(Box::new(move |tx| Box::pin(async move { add_person(tx, &inner, &Actor::System, id, new).await })));
    let id: PersonId = work.await.unwrap().id;
    Actor::Person { id, organ_path: organ.path.clone(), roles: roles.to_vec() }
}

/// A browser with its cookies.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    /// Where it comes from.
    pub address: String,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    /// Where it leads, for a redirect.
    pub to: String,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Page {
    /// What a field holds: its text area, its value, its chosen option.
    pub fn field(&self, name: &str) -> String {
        let area = format!("name=\"{name}\" rows");
        if let Some((_, after)) = self.body.split_once(&area) {
            let text = after.split_once('>').unwrap().1.split("</textarea>").next().unwrap();
            return unescaped(text.trim_start_matches('\n'));
        }
        let mark = format!("name=\"{name}\"");
        for (before, after) in self.body.match_indices(&mark).map(|(at, _)| self.body.split_at(at)) {
            let tag = format!("{}{}", before.rsplit('<').next().unwrap(), after.split('>').next().unwrap());
            let value = tag.split_once("value=\"").map(|(_, value)| value.split('"').next().unwrap());
            if tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"") {
                if tag.contains("checked") {
                    return unescaped(value.unwrap());
                }
            } else if let Some(value) = value {
                return unescaped(value);
            } else if let Some(chosen) = after.split("</select>").next().unwrap().split_once("\" selected>") {
                return unescaped(chosen.0.rsplit('"').next().unwrap());
            }
        }
        String::new()
    }

    /// The message beside a field.
    pub fn message(&self, name: &str) -> String {
        let mark = format!("id=\"{name}-error\">");
        let after = self.body.split_once(&mark).map(|(_, after)| after.split("</p>").next().unwrap());
        unescaped(after.unwrap_or_default())
    }

    /// The page without its tags.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        unescaped(&text)
    }

    pub fn shows(&self, words: &str) -> &Page {
        assert!(self.text().contains(words), "“{words}” is not in\n{}", self.text());
        self
    }

    pub fn lacks(&self, words: &str) -> &Page {
        assert!(!self.body.contains(words), "“{words}” is in\n{}", self.text());
        self
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

impl Browser {
    /// A new browser that visits a server.
    pub fn of(router: Router) -> Browser {
        Browser { router, cookies: BTreeMap::new(), address: "192.0.2.1".into() }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Posts and expects to be led on.
    pub async fn passes(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.post(path, fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
        page
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = body.collect::<Vec<_>>().join("&");
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Posts with files, each under the name `files`.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        for (name, content) in files {
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Page {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        if !cookies.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookies.parse().unwrap());
        }
        let peer: std::net::SocketAddr = format!("{}:40000", self.address).parse().unwrap();
        request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let headers = response.headers().clone();
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let to = headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page { status, to, headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Fills the form up to the summary, as a person.
    pub async fn filled(&mut self, matter: &str) {
        self.passes("/apply", &[("kind", "natural_person")]).await;
        self.passes("/apply/contact", &person_fields()).await;
        self.passes("/apply/matters", &[("matter-1", matter), ("act", "next")]).await;
        let page = self.passes("/apply/reply", &[("form_wanted", "electronic"), ("reply_way", "site")]).await;
        assert_eq!(page.to, "/apply/check");
    }

    /// Fills the form and sends it. Gives number and query code as the receipt shows them.
    pub async fn applied(&mut self, matter: &str) -> (String, String) {
        self.filled(matter).await;
        let check = self.get("/apply/check").await;
        self.passes("/apply/check", &[("once", &check.field("once")), ("seen", &check.field("seen"))]).await;
        let done = self.get("/apply/done").await;
        codes(&done)
    }
}

/// Number and query code of a receipt.
pub fn codes(done: &Page) -> (String, String) {
    let mut codes =
        done.body.split("class=\"gk-code\">").skip(1).map(|after| after.split('<').next().unwrap().to_owned());
    (codes.next().unwrap(), codes.next().unwrap())
}

pub fn person_fields() -> Vec<(&'static str, &'static str)> {
    vec![
        ("name", "买买提·艾力"),
        ("paper", "identity_card"),
        ("paper_number", IDENTITY),
        ("phone", "138 1234 2046"),
        ("email", ""),
        ("address", ""),
    ]
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
