//! Rendered public pages, kept in memory and never older than the last commit of any process.
//!
//! A kept page carries the version of the public pages that was read *before* it was rendered, and the official day. It
//! is shown again only where both are what they are now; the version is asked of the database at every visit
//! ([`Office::pages_version`]), so that two servers on one database, or the command line beside a server, need no word between them.
//! What is kept was rendered from a bare request, without cookies, headers or address of whoever asked first: a page
//! that could hold something personal cannot come about here, whatever its handler does.

mod page;

use crate::app::App;
use crate::guard::{VIEW, cookie_in};
use axum::body::Body;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use gongkai_office::Office;
use jiff::{Timestamp, civil::Date};
use page::Page;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The pages that are kept: what they show depends on organs, their settings, published reports and the day.
pub const KEPT: [&str; 7] =
    ["/", "/o/{organ}", "/guide", "/o/{organ}/guide", "/reports", "/o/{organ}/reports", "/reports/{organ}/{year}"];

/// What the pages of the site are rendered from, as one value to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    version: i64,
    today: Date,
    stands: Option<Timestamp>,
}

/// Which page: its address, in the elders' version or the standard one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    address: String,
    elder: bool,
}

impl Key {
    /// The key of a request for a page that is kept; `None` for every other request.
    fn of(request: &Request) -> Option<Key> {
        let route = request.extensions().get::<MatchedPath>()?;
        // Parameters that these pages do not know would only fill the memory.
        let known = |query: &str| matches!(query.split_once('='), Some(("from" | "edition" | "print", _)));
        let kept = request.method() == Method::GET
            && KEPT.contains(&route.as_str())
            && request.uri().query().is_none_or(known);
        if !kept {
            return None;
        }
        let elder = cookie_in(request.headers(), VIEW) == Some("elder");
        Some(Key { address: request.uri().path_and_query()?.as_str().to_owned(), elder })
    }

    /// The request for this page that says nothing of who asks.
    fn bare(&self, request: &Request) -> Request {
        let mut bare = Request::new(Body::empty());
        *bare.uri_mut() = request.uri().clone();
        // Axum's own notes say which route it is and what its address holds, but also who asks.
        *bare.extensions_mut() = request.extensions().clone();
        bare.extensions_mut().remove::<ConnectInfo<SocketAddr>>();
        if self.elder {
            bare.headers_mut().insert(header::COOKIE, HeaderValue::from_static("view=elder"));
        }
        bare
    }
}

#[derive(Default)]
struct Shelf {
    pages: HashMap<Key, (Stamp, Arc<Page>, u64)>,
    /// Bytes of all pages.
    size: usize,
    /// Counts visits: the page whose last one lies longest back goes first.
    visits: u64,
}

/// The kept pages of a server.
pub struct KeptPages {
    office: Office,
    shelf: Mutex<Shelf>,
    /// Bytes that they may take.
    limit: usize,
}

impl KeptPages {
    /// Nothing yet, and never more than so many megabytes.
    pub fn new(office: Office, megabytes: u32) -> KeptPages {
        let limit = usize::try_from(megabytes).unwrap_or_default().saturating_mul(1 << 20);
        KeptPages { office, shelf: Mutex::default(), limit }
    }

    /// What a page must be rendered from to be as new as the last commit; `None` without a database.
    async fn stamp(&self) -> Option<Stamp> {
        let version = self.office.pages_version().await.ok()?;
        let clock = self.office.clock();
        Some(Stamp { version, today: clock.today(), stands: clock.stands() })
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, key: &Key, stamp: Stamp) -> Option<Arc<Page>> {
        let mut shelf = self.shelf();
        shelf.visits += 1;
        let visit = shelf.visits;
        let (kept, page, last) = shelf.pages.get_mut(key)?;
        if *kept != stamp {
            return None;
        }
        *last = visit;
        Some(Arc::clone(page))
    }

    fn keep(&self, key: Key, stamp: Stamp, page: &Arc<Page>) {
        if page.size() > self.limit / 4 {
            return;
        }
        let mut shelf = self.shelf();
        let visit = shelf.visits;
        shelf.size += page.size();
        if let Some((_, before, _)) = shelf.pages.insert(key, (stamp, Arc::clone(page), visit)) {
            shelf.size -= before.size();
        }
        while shelf.size > self.limit {
            let oldest = shelf.pages.iter().min_by_key(|(_, (_, _, last))| *last).map(|(key, _)| key.clone());
            let Some((_, gone, _)) = oldest.and_then(|key| shelf.pages.remove(&key)) else { break };
            shelf.size -= gone.size();
        }
    }

    /// How many pages are kept, and their bytes.
    #[cfg(test)]
    fn amount(&self) -> (usize, usize) {
        let shelf = self.shelf();
        (shelf.pages.len(), shelf.size)
    }
}

/// Answers from the kept pages where it can, and keeps what was rendered where it may.
pub async fn answer(State(app): State<App>, request: Request, next: Next) -> Response {
    if app.kept.limit == 0 {
        return next.run(request).await;
    }
    let Some(key) = Key::of(&request) else { return next.run(request).await };
    // Without a database the handler says so itself.
    let Some(stamp) = app.kept.stamp().await else { return next.run(request).await };
    if let Some(page) = app.kept.find(&key, stamp) {
        return page.answer(request.headers());
    }
    match Page::of(next.run(key.bare(&request)).await).await {
        Ok(page) => {
            let page = Arc::new(page);
            app.kept.keep(key, stamp, &page);
            page.answer(request.headers())
        }
        Err(response) => response,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn page(bytes: usize) -> Arc<Page> {
        let mut response = Response::new(Body::from(vec![7; bytes]));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
        Arc::new(Page::of(response).await.expect("a page to keep"))
    }

    fn key(address: &str) -> Key {
        Key { address: address.to_owned(), elder: false }
    }

    #[tokio::test]
    async fn the_memory_is_bounded_and_what_is_visited_stays() {
        let dir = tempfile::tempdir().expect("folder");
        let office = Office::open(dir.path(), None).await.expect("office");
        let kept = KeptPages::new(office, 1);
        let stamp = kept.stamp().await.expect("a database");
        let page = page(100_000).await;
        kept.keep(key("/"), stamp, &page);
        for number in 0..50 {
            kept.keep(key(&format!("/reports/XG/{number}")), stamp, &page);
            assert!(kept.find(&key("/"), stamp).is_some(), "the page everybody visits");
            assert!(kept.amount().1 <= 1 << 20);
        }
        assert_eq!(kept.amount().0, 10);
        assert!(kept.find(&key("/reports/XG/0"), stamp).is_none(), "the one nobody came back to");
        kept.keep(key("/"), stamp, &page);
        assert_eq!(kept.amount().1, 10 * 100_000, "the same page anew takes no more room");
    }

    #[tokio::test]
    async fn a_page_too_large_or_no_page_at_all_is_not_kept() {
        let dir = tempfile::tempdir().expect("folder");
        let office = Office::open(dir.path(), None).await.expect("office");
        let kept = KeptPages::new(office, 1);
        let stamp = kept.stamp().await.expect("a database");
        kept.keep(key("/large"), stamp, &page(400_000).await);
        assert_eq!(kept.amount(), (0, 0));
        let mut with_cookie = Response::new(Body::from("page"));
        with_cookie.headers_mut().insert(header::SET_COOKIE, HeaderValue::from_static("a=b"));
        assert!(Page::of(with_cookie).await.is_err());
        let mut lost = Response::new(Body::from("page"));
        *lost.status_mut() = axum::http::StatusCode::NOT_FOUND;
        assert!(Page::of(lost).await.is_err());
    }
}
