//! Kept pages: never older than the last commit of any process, the same for everybody, and nothing personal among them.

use crate::databases::Fresh;
use crate::support::{Browser, Page, Site, organ};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use flate2::read::GzDecoder;
use gongkai_office::Office;
use gongkai_web::{App, Faces, Settings, router};
use std::io::Read;
use std::sync::atomic::{AtomicI64, Ordering};

/// A site on each database there is.
async fn sites() -> Vec<(Fresh, Site)> {
    let mut sites = Vec::new();
    for fresh in Fresh::each().await {
        let office = Office::open(fresh.dir(), Some(fresh.url())).await.unwrap();
        let site = Site::over(office, Settings { submissions_per_hour: 1000, ..Settings::default() }, None).await;
        sites.push((fresh, site));
    }
    sites
}

/// Another server on the same database, which the first hears nothing of.
async fn another_server(fresh: &Fresh) -> Office {
    Office::open(fresh.dir(), Some(fresh.url())).await.unwrap()
}

async fn rename(site: &Site, office: &Office, name: &str) {
    let (mut organ, settings, version) = office.settings(site.organ.id).await.unwrap();
    organ.short_name = name.into();
    let work = office.db().write::<_, gongkai_storage::database::StorageError>(Box::new(move |tx| {
        Box::pin(async move { gongkai_storage::organs::update(tx, &organ, &settings, version).await })
    }));
    work.await.unwrap();
}

fn tag(page: &Page) -> String {
    page.headers.get(header::ETAG).map(|tag| tag.to_str().unwrap().to_owned()).unwrap_or_default()
}

async fn get_with(browser: &mut Browser, path: &str, name: header::HeaderName, value: &str) -> Page {
    browser.send(Request::get(path).header(name, value).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn what_another_server_has_committed_is_shown_at_the_next_visit() {
    for (fresh, site) in sites().await {
        let elsewhere = another_server(&fresh).await;
        let mut visitor = site.browser();
        for path in ["/", "/guide", "/reports", "/o/XG"] {
            let first = visitor.get(path).await;
            assert_eq!(tag(&visitor.get(path).await), tag(&first), "{path} is kept");
        }
        rename(&site, &elsewhere, "改名街道").await;
        for path in ["/", "/guide", "/reports", "/o/XG"] {
            visitor.get(path).await.shows("改名街道");
        }
        organ(&elsewhere, "DQ", "洛阳市西工区人民政府东区街道办事处", Some(site.organ.id)).await;
        visitor.get("/").await.shows("东区街道办事处");
        assert_eq!(visitor.get("/o/DQ").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn with_the_day_the_page_changes() {
    let site = Site::one().await;
    let mut visitor = site.browser();
    visitor.get("/guide").await.shows("2026年10月20日");
    site.today("2026-10-21");
    visitor.get("/guide").await.shows("2026年10月21日");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_visit_sees_less_than_was_committed_before_it_began() {
    for (fresh, site) in sites().await {
        let elsewhere = another_server(&fresh).await;
        let committed = AtomicI64::new(0);
        rename(&site, &elsewhere, "第0街道").await;
        let writing = async {
            for number in 1..=40 {
                rename(&site, &elsewhere, &format!("第{number}街道")).await;
                committed.store(number, Ordering::SeqCst);
            }
        };
        let visiting = async |mut visitor: Browser| {
            let mut last = 0;
            while last < 40 {
                let before = committed.load(Ordering::SeqCst);
                let page = visitor.get("/guide").await;
                let (_, after) = page.body.split_once('第').unwrap();
                last = after.split('街').next().unwrap().parse().unwrap();
                assert!(last >= before, "{last} is shown after {before} was committed");
            }
        };
        let browser = || site.browser();
        tokio::join!(writing, visiting(browser()), visiting(browser()), visiting(browser()), visiting(browser()));
    }
}

#[tokio::test]
async fn everybody_is_given_the_same_bytes_whatever_they_carry() {
    let site = Site::one().await;
    let mut applicant = site.browser();
    applicant.applied("2025年城中村改造的资金明细").await;
    assert!(applicant.cookies.len() >= 2, "a draft and a case: {:?}", applicant.cookies.keys());
    let mut stranger = site.browser();
    stranger.address = "198.51.100.7".into();
    for path in ["/", "/guide", "/reports", "/o/XG", "/o/XG/guide", "/o/XG/reports"] {
        let (first, second) = (applicant.get(path).await, stranger.get(path).await);
        assert_eq!((first.status, &first.body), (StatusCode::OK, &second.body), "{path}");
        assert_eq!(tag(&first), tag(&second), "{path}");
        assert_eq!(first.headers[header::CACHE_CONTROL], "no-cache", "{path}");
        assert!(first.headers.contains_key("content-security-policy"), "{path}");
    }
    stranger.passes("/view", &[("view", "elder"), ("back", "/guide")]).await;
    let elder = stranger.get("/guide").await;
    assert!(elder.body.contains("gk-elder"));
    applicant.get("/guide").await.lacks("gk-elder");
}

#[tokio::test]
async fn who_has_the_page_is_told_so_until_it_changes() {
    let site = Site::one().await;
    let mut visitor = site.browser();
    let page = visitor.get("/guide").await;
    let known = tag(&page);
    let still = get_with(&mut visitor, "/guide", header::IF_NONE_MATCH, &format!("\"x\", W/{known}")).await;
    assert_eq!((still.status, still.body.as_str(), tag(&still)), (StatusCode::NOT_MODIFIED, "", known.clone()));
    rename(&site, &site.office, "改名街道").await;
    let anew = get_with(&mut visitor, "/guide", header::IF_NONE_MATCH, &known).await;
    assert_eq!(anew.status, StatusCode::OK);
    anew.shows("改名街道");
}

#[tokio::test]
async fn who_can_unpack_it_is_given_the_page_packed() {
    let site = Site::one().await;
    let router = router(App::new(site.office.clone(), Settings::default()), Faces::Both);
    let plain = Browser::of(router.clone()).get("/guide").await;
    let ask = |accepted: &str| {
        let request = Request::get("/guide").header(header::ACCEPT_ENCODING, accepted).body(Body::empty()).unwrap();
        tower::ServiceExt::oneshot(router.clone(), request)
    };
    let packed = ask("br, gzip").await.unwrap();
    assert_eq!(packed.headers()[header::CONTENT_ENCODING], "gzip");
    assert_ne!(packed.headers()[header::ETAG], plain.headers[header::ETAG], "other bytes, another name");
    let bytes = axum::body::to_bytes(packed.into_body(), usize::MAX).await.unwrap();
    let mut text = String::new();
    GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
    assert!(text == plain.body && bytes.len() < text.len());
    for accepted in ["identity", "gzip;q=0", "br"] {
        assert!(!ask(accepted).await.unwrap().headers().contains_key(header::CONTENT_ENCODING), "{accepted}");
    }
}

#[tokio::test]
async fn without_the_database_no_old_page_is_shown() {
    let site = Site::one().await;
    let mut visitor = site.browser();
    assert_eq!(visitor.get("/").await.status, StatusCode::OK);
    site.office.db().close().await;
    let page = visitor.get("/").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn nothing_personal_is_ever_kept() {
    let site = Site::one().await;
    let mut applicant = site.browser();
    applicant.applied("2025年城中村改造的资金明细").await;
    let personal = |page: &Page| ["张建国", "城中村"].iter().any(|words| page.body.contains(words));
    let table = gongkai_web::routes::routes();
    let gets = table.iter().filter(|route| route.method == "GET" && !route.path.starts_with("/desk"));
    let paths: Vec<String> = gets.map(|route| route.path.replace("{organ}", "XG").replace("{year}", "2025")).collect();
    let mut found = Vec::new();
    for path in &paths {
        let page = applicant.get(path).await;
        if personal(&page) {
            assert_eq!(page.headers[header::CACHE_CONTROL], "no-store", "{path}");
            assert_eq!(tag(&page), "", "{path} is kept");
            found.push(path);
        }
    }
    assert!(found.len() >= 3, "the applicant sees their own words: {found:?}");
    let mut stranger = site.browser();
    for path in &paths {
        assert!(!personal(&stranger.get(path).await), "{path} shows a stranger what is the applicant's");
    }
}
