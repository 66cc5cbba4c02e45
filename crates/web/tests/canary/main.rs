//! The canary: every personal field of a case is filled with marks that stand nowhere else, the case is led to its end,
//! and then everything that leaves the program is searched: the data folder, a backup, the log at its most talkative,
//! the addresses led to, the pages of other people. On disk and in the log only ciphertext may be found.
//!
//! A binary of its own, because it listens to the log of the whole process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

#[path = "../guards/matrix.rs"]
#[allow(dead_code, reason = "the lines of the matrix are the list of pages to look at")]
mod matrix;
#[path = "../guards/office.rs"]
#[allow(dead_code, reason = "shared with the guards, which use another part")]
mod office;
mod search;
#[path = "../accounts/support.rs"]
#[allow(dead_code, reason = "shared with the accounts tests, each of which uses a part")]
mod support;

use crate::matrix::{Who, lines};
use crate::office::{Words, World, login, organ_of};
use crate::search::Search;
use crate::support::{Browser, PASSWORD, Page, hidden};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use gongkai_rules::ids::RequestId;
use gongkai_rules::letters::LetterKind;
use gongkai_rules::organs::Relation;
use gongkai_rules::people::Role;
use gongkai_rules::requests::PaperKind;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Every mark of the words, with the place it belongs to.
fn marks(words: &Words) -> Vec<(String, String)> {
    let applicant = words.applicant();
    let mut marks: Vec<(String, String)> = [
        "matter",
        "form_wanted",
        "representative",
        "contact_person",
        "email",
        "address",
        "name",
        "contact",
        "confirmation",
        "clarification",
        "good_reason",
        "declined",
        "party",
        "party_address",
        "opinion",
        "reasons",
        "revoked",
        "amendment",
        "returned",
        "phoned",
        "mail_back",
        "remedy",
        "subject",
        "withheld_part",
        "withheld_reason",
        "typed",
        "draft_matter",
        "withdrawal",
        "authority",
        "kept_form",
        "kept_clarification",
    ]
    .iter()
    .map(|place| ((*place).to_owned(), words.mark(place)))
    .collect();
    for file in ["attachment", "clarification_file", "disclosed", "consulted", "kept_by_desk", "kept_by_resident"] {
        marks.extend(["name", "content"].map(|part| (format!("{file}_{part}"), words.mark(&format!("{file}_{part}")))));
    }
    for kind in LetterKind::ALL {
        let fields = kind.model().fields.iter().map(|field| format!("{kind:?}.{}", field.name));
        marks.extend(fields.map(|place| (place.clone(), words.mark(&place))));
    }
    marks.push(("name in Chinese".into(), "欧阳薇霖".into()));
    marks.push(("identity".into(), applicant.paper_number));
    marks.push(("phone".into(), applicant.phone));
    marks.push(("password".into(), PASSWORD.into()));
    marks
}

/// A form with files.
async fn upload(browser: &mut Browser, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.bytes());
    }
    let (name, content) = file;
    let head = format!("--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
    body.extend(head.bytes());
    body.extend(content);
    body.extend(b"\r\n--edge--\r\n");
    let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

/// Passes a step of the public form and keeps the address it leads to.
fn passed(page: Page, led: &mut Vec<String>) {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    led.push(page.to);
}

/// A resident fills in the whole form on the site. Gives number and query code.
async fn apply(browser: &mut Browser, words: &Words, led: &mut Vec<String>) -> (String, String) {
    let applicant = words.applicant();
    passed(browser.post("/o/XG/apply", &[("kind", "natural_person")]).await, led);
    let contact = [
        ("name", applicant.name.as_str()),
        ("paper", "passport"),
        ("paper_number", &applicant.paper_number),
        ("phone", &applicant.phone),
        ("email", &applicant.email),
        ("address", &applicant.address),
    ];
    passed(browser.post("/apply/contact", &contact).await, led);
    let (file, matter) = (words.upload("attachment"), words.say("matter"));
    let fields = [("matter-1", matter.as_str()), ("act", "next")];
    passed(upload(browser, "/apply/matters", &fields, (&file.name, &file.content)).await, led);
    let form = words.say("form_wanted");
    let reply = [("form_wanted", "other"), ("form_other", form.as_str()), ("reply_way", "site")];
    passed(browser.post("/apply/reply", &reply).await, led);
    let check = browser.get("/apply/check").await;
    let fields = [("once", hidden(&check, "once")), ("seen", hidden(&check, "seen"))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    passed(browser.post("/apply/check", &fields).await, led);
    let done = browser.get("/apply/done").await;
    let mut codes =
        done.body.split("class=\"gk-code\">").skip(1).map(|after| after.split('<').next().unwrap().to_owned());
    (codes.next().unwrap(), codes.next().unwrap())
}

async fn numbered(world: &World, number: &str) -> RequestId {
    let mut tx = world.site.office.read().await.unwrap();
    gongkai_storage::requests::in_organ(&mut tx, world.organ("district"), number).await.unwrap().unwrap()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    found
}

/// Pages without a place to fill in, as the matrix lists them.
fn pages() -> Vec<String> {
    lines().into_iter().filter(|line| line.method == "GET" && !line.path.contains('{')).map(|line| line.path).collect()
}

/// Forms are kept that were refused with a file, and that came after the session had ended: the words of both, and the
/// files, lie there while everything is searched.
async fn forms_that_do_not_go_through(
    world: &World,
    words: &Words,
    search: &Search,
    id: RequestId,
    (clerk, resident): (&mut Browser, &mut Browser),
    led: &mut Vec<String>,
) {
    let path = format!("/desk/requests/{id}/consult");
    let (said, file) = (words.say("kept_form"), words.upload("kept_by_desk"));
    let token = gongkai_office::ids::token();
    let fields = [("kind", "third_party"), ("party", said.as_str()), ("kept_files", token.as_str())];
    let refused = upload(clerk, &path, &fields, (&file.name, &file.content)).await;
    let told = search.hits(refused.body.as_bytes());
    assert!(told.iter().any(|hit| hit.starts_with("kept_by_desk_name ")), "its owner is told of it: {told:?}");
    led.push(refused.to);
    let (said, file) = (words.say("kept_clarification"), words.upload("kept_by_resident"));
    let token = gongkai_office::ids::token();
    let fields = [("clarification", said.as_str()), ("kept_files", token.as_str())];
    led.push(upload(resident, "/track/case/clarify", &fields, (&file.name, &file.content)).await.to);
    let person = login(Role::Clerk, "district");
    let work = world.site.office.db().write::<_, gongkai_storage::database::StorageError>(Box::new(move |tx| {
        Box::pin(async move {
            let person = gongkai_storage::people::by_login(tx, &person).await?.unwrap();
            for session in gongkai_storage::sessions::of_person(tx, person.id).await? {
                gongkai_storage::sessions::touch(tx, session.id, 0).await?;
            }
            Ok(person.id)
        })
    }));
    let person = work.await.unwrap();
    let said = words.say("kept_form");
    let late = clerk.post(&path, &[("kind", "third_party"), ("party", &said)]).await;
    assert!(late.to.starts_with("/desk/sign-in"), "{} {}", late.status, late.to);
    led.push(late.to);
    let mut tx = world.site.office.read().await.unwrap();
    for (owner, forms) in [(person.0, 2), (id.0, 1)] {
        assert_eq!(gongkai_storage::kept_forms::of_owner(&mut tx, owner).await.unwrap().len(), forms);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_personal_lies_or_leaves_in_clear() {
    let log = Log::default();
    let writer = log.clone();
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).init();
    let (world, words) = (World::new().await, Words::new(77));
    let search = Search::new(&marks(&words));
    let mut led = Vec::new();

    // The resident asks on the site, looks at the case; another draft is left half filled in.
    let mut resident = world.site.browser();
    let (number, code) = apply(&mut resident, &words, &mut led).await;
    led.push(resident.post("/track", &[("number", &number), ("code", &code)]).await.to);
    let own = resident.get("/track/case").await;
    assert!(own.body.contains(&words.mark("matter")), "the marks are there to be found: {}", own.body);
    let mut half = world.site.browser();
    passed(half.post("/o/XG/apply", &[("kind", "natural_person")]).await, &mut led);
    let (name, phone) = (words.name(), words.phone());
    let typed = [("name", name.as_str()), ("paper", "passport"), ("paper_number", "E1"), ("phone", &phone)];
    led.push(half.post("/apply/contact", &typed).await.to);
    let matter = words.say("draft_matter");
    led.push(half.post("/apply/matters", &[("matter-1", matter.as_str()), ("act", "next")]).await.to);

    // The office handles it, from the first call to the remedy.
    let id = numbered(&world, &number).await;
    world.whole_life(id, &words).await;
    // The receipt, with the query code and without, before the letters are read.
    for address in ["/apply/done/receipt", "/track/case/receipt"] {
        let receipt = resident.get(address).await;
        assert!(receipt.status.is_success() && receipt.body.starts_with("%PDF"), "{address}: {}", receipt.status);
        led.push(receipt.to);
    }
    let papers = world.request(id).await.papers;
    let made: Vec<PaperKind> = papers.iter().map(|issued| issued.kind).collect();
    for kind in [
        PaperKind::Receipt,
        PaperKind::Record,
        PaperKind::ClarificationReminder,
        PaperKind::ConsultationNote,
        PaperKind::ThirdPartyNotice,
        PaperKind::Referral,
    ] {
        assert!(made.contains(&kind), "{kind:?} lies in the folder that is searched: {made:?}");
    }
    for paper in world.request(id).await.papers {
        led.push(resident.get(&format!("/track/case/papers/{}", paper.paper.id)).await.to);
    }

    // The desk looks, searches, and sends forms that do not pass.
    let mut clerk = world.site.signed_in(&login(Role::Clerk, "district")).await;
    let case = format!("/desk/requests/{id}");
    let page = clerk.get(&case).await;
    let told = search.hits(page.body.as_bytes());
    assert!(told.iter().any(|hit| hit.starts_with("matter ")), "the clerk reads what is asked: {told:?}");
    assert!(!told.iter().any(|hit| hit.starts_with("identity ") || hit.starts_with("phone ")), "masked: {told:?}");
    let revealed = clerk.post(&format!("{case}/reveal"), &[]).await;
    assert!(revealed.body.contains(&phone), "shown in full, once, with its audit row");
    let said = words.say("typed");
    for (_, path) in lines().iter().filter(|line| line.method == "POST").map(|line| (line.method.clone(), &line.path)) {
        if let Some(act) = path.strip_prefix("/desk/requests/{id}/") {
            let fields = ["words", "note", "content", "comment", "party", "reason", "title", "on", "proposal", "to"];
            let fields: Vec<(&str, &str)> = fields.iter().map(|name| (*name, said.as_str())).collect();
            led.push(clerk.post(&format!("{case}/{act}"), &fields).await.to);
        }
    }
    for wanted in [name.as_str(), &phone, &words.paper_number(), &said] {
        led.push(clerk.post("/desk/search", &[("q", wanted), ("name", wanted), ("phone", wanted)]).await.to);
    }
    led.push(world.site.browser().sign_in(&login(Role::Clerk, "district"), &said).await.to);
    led.push(resident.post("/track/case/withdraw", &[("words", &words.say("withdrawal"))]).await.to);
    led.push(resident.post("/track", &[("number", &name), ("code", &phone)]).await.to);

    forms_that_do_not_go_through(&world, &words, &search, id, (&mut clerk, &mut resident), &mut led).await;

    // Pages of everybody else, and the lists of those who may see the case but need not see whose it is.
    let mut looked_at = 0;
    for relation in [Relation::Own, Relation::Child, Relation::Parent, Relation::Sibling] {
        for role in Role::ALL {
            let mut browser = world.site.signed_in(&login(role, organ_of(relation))).await;
            let mut addresses = pages();
            if relation != Relation::Own || role.is_administrator() || role == Role::Inspector {
                addresses.extend([case.clone(), format!("{case}/review"), format!("{case}/withdraw")]);
            }
            for address in addresses {
                let page = browser.get(&address).await;
                let hits = search.hits(page.body.as_bytes());
                assert!(hits.is_empty(), "{address} of {role:?} of {relation:?} tells {hits:?}");
                led.push(page.to);
                looked_at += 1;
            }
        }
    }
    for line in lines().iter().filter(|line| line.who == Who::Everybody && line.method == "GET") {
        let page = world.site.browser().get(&line.path.replace("{organ}", "XG")).await;
        assert!(search.hits(page.body.as_bytes()).is_empty(), "{}", line.path);
        looked_at += 1;
    }
    assert!(looked_at > 32 * 20);

    // Addresses end in logs, histories and bookmarks.
    let addresses = led.join("\n");
    assert!(search.hits(addresses.as_bytes()).is_empty(), "{:?}", search.hits(addresses.as_bytes()));
    assert!(!addresses.contains(&code), "a passphrase that is long enough to be one");

    // What lies on the disk, while it works and after it is closed, and a backup.
    let folder = world.site.office.data_dir().to_owned();
    let backup = folder.join("backup.gkb");
    world.site.office.backup(&backup, "一句只有管理员知道的、足够长的备份口令", true).await.unwrap();
    let on_disk = files(&folder);
    let bytes: usize = on_disk.iter().map(|(_, content)| content.len()).sum();
    assert!(on_disk.len() > 10 && bytes > 500_000, "{} files of {bytes} bytes", on_disk.len());
    for (path, content) in &on_disk {
        let hits = search.hits(content);
        assert!(hits.is_empty(), "{path} holds {hits:?}");
        let query_code = content.windows(code.len()).any(|window| window == code.as_bytes());
        assert!(!query_code, "{path} holds the query code");
    }
    let logged = log.0.lock().unwrap().clone();
    let text = String::from_utf8_lossy(&logged);
    assert!(text.contains("insert into events"), "the log is as talkative as can be");
    let hits = search.hits(&logged);
    assert!(hits.is_empty(), "the log tells {hits:?}");
    assert!(!text.contains(&code), "the log tells the query code");
}
