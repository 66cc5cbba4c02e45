//! Bad input, and a bad day of the machine: each gets its clear message, keeps what was typed, and does nothing by half.

use crate::support::{Page, Site, codes, person_fields};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use gongkai_storage::database::{StorageError, Tx};

const MATTER: &str = "2025年老旧小区改造资金拨付明细";

/// Lets the embedded database grow by so many pages and no further: a full disk.
async fn room_for(site: &Site, pages: i64) {
    let work = site.office.db().write::<(), StorageError>(Box::new(move |tx| {
        Box::pin(async move {
            let Tx::Sqlite(tx, _) = tx else { return Ok(()) };
            let (count,): (i64,) = sqlx::query_as("pragma page_count").fetch_one(&mut **tx).await?;
            let text = sqlx::AssertSqlSafe(format!("pragma max_page_count = {}", count + pages));
            sqlx::query(text).execute(&mut **tx).await?;
            Ok(())
        })
    }));
    work.await.unwrap();
}

fn told_to_wait(page: &Page) {
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.text());
    page.shows("还没有提交").shows("重复点也只会收到一份");
    assert!(page.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn on_a_full_disk_nothing_is_half_done_and_the_same_button_sends_it_once_there_is_room() {
    let site = Site::one().await;
    let mut resident = site.browser();
    // Longer than a page of the database, so that no room left over in one is enough.
    resident.filled(&MATTER.repeat(90)).await;
    let check = resident.get("/apply/check").await;
    let (once, seen) = (check.field("once"), check.field("seen"));
    room_for(&site, 0).await;
    let page = resident.post("/apply/check", &[("once", &once), ("seen", &seen)]).await;
    told_to_wait(&page);
    page.shows("再次提交");
    assert_eq!((page.field("once"), page.field("seen")), (once.clone(), seen.clone()));
    assert!(site.cases().await.is_empty());
    // Reading goes on.
    assert_eq!(resident.get("/").await.status, StatusCode::OK);
    resident.get("/apply/check").await.shows(MATTER);
    room_for(&site, 100_000).await;
    for _ in 0..2 {
        let page = resident.post("/apply/check", &[("once", &once), ("seen", &seen)]).await;
        assert_eq!(page.to, "/apply/done", "{}", page.text());
    }
    assert_eq!(site.cases().await.len(), 1);
    assert_eq!(codes(&resident.get("/apply/done").await).0, "XG-2026-0001");
    assert!(site.office.verify(&mut |_, _| {}).await.unwrap().differences.is_empty());
}

#[tokio::test]
async fn a_file_that_cannot_be_stored_is_told_and_is_not_there_by_half() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    resident.passes("/apply/contact", &person_fields()).await;
    // The folder of files is no folder any more: every write to it fails, as on a broken disk.
    let (files, aside) = (site.office.data_dir().join("files"), site.office.data_dir().join("files.aside"));
    std::fs::rename(&files, &aside).unwrap();
    std::fs::write(&files, b"").unwrap();
    let photo: [(&str, &[u8]); 1] = [("院落照片.jpg", b"\xff\xd8\xff photo")];
    let page = resident.upload("/apply/matters", &[("matter-1", MATTER), ("act", "upload")], &photo).await;
    told_to_wait(&page);
    page.shows("返回上一页").lacks("再次提交</button>");
    std::fs::remove_file(&files).unwrap();
    std::fs::rename(&aside, &files).unwrap();
    resident.get("/apply/matters").await.lacks("院落照片.jpg");
    let page = resident.upload("/apply/matters", &[("matter-1", MATTER), ("act", "upload")], &photo).await;
    assert_eq!(page.to, "/apply/matters#files", "{}", page.text());
    resident.get("/apply/matters").await.shows("院落照片.jpg").shows(MATTER);
}

#[tokio::test]
async fn a_form_larger_than_any_of_ours_is_refused_before_it_is_read() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    let body = Body::from("matter-1=x");
    let request = Request::post("/apply/matters")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::CONTENT_LENGTH, (200 * 1024 * 1024).to_string());
    let page = resident.send(request.body(body).unwrap()).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    page.shows("提交的内容太大").shows("60 MB").shows("返回上一页");
    // One that does not say how large it is, is not read to its end either.
    let chunks = futures::stream::iter((0..70).map(|_| Ok::<_, std::io::Error>(vec![b'a'; 1024 * 1024])));
    let request = Request::post("/apply/matters").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let page = resident.send(request.body(Body::from_stream(chunks)).unwrap()).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    page.shows("请换小一些的");
}

#[tokio::test]
async fn forms_that_are_none_are_answered_in_words_and_change_nothing() {
    let site = Site::one().await;
    let mut resident = site.browser();
    resident.passes("/apply", &[("kind", "natural_person")]).await;
    resident.passes("/apply/contact", &person_fields()).await;
    let multipart = "multipart/form-data; boundary=edge";
    let urlencoded = "application/x-www-form-urlencoded";
    let bodies: [(&str, &[u8], StatusCode); 7] = [
        (multipart, b"no parts at all", StatusCode::BAD_REQUEST),
        (
            multipart,
            b"--edge\r\nContent-Disposition: form-data; name=\"matter-1\"\r\n\r\ncut of",
            StatusCode::BAD_REQUEST,
        ),
        ("multipart/form-data", b"--edge--", StatusCode::BAD_REQUEST),
        // Bytes that are no text, and percent signs that say nothing, are taken as they come.
        (urlencoded, b"matter-1=%ff%zz&%&=&&matter-1", StatusCode::SEE_OTHER),
        (urlencoded, b"", StatusCode::UNPROCESSABLE_ENTITY),
        ("application/json", b"{\"matter-1\": \"x\"}", StatusCode::UNPROCESSABLE_ENTITY),
        ("", b"matter-1=", StatusCode::UNPROCESSABLE_ENTITY),
    ];
    for (media, body, status) in bodies {
        let request = Request::post("/apply/matters").header(header::CONTENT_TYPE, media);
        let page = resident.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(page.status, status, "{media} {:?}: {}", String::from_utf8_lossy(body), page.text());
        let told = page.text().chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(told || status == StatusCode::SEE_OTHER);
    }
    assert!(site.cases().await.is_empty());
}
