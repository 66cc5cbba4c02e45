//! How many SQL statements a page of the desk takes.

use crate::Fault;
use axum::body::Body;
use axum::http::{Request, header};
use gongkai_office::Office;
use gongkai_office::reading::counting_statements;
use gongkai_web::{App, Faces, Settings, router};
use serde_json::{Map, Value, json};
use std::path::Path;
use tower::ServiceExt;

pub async fn run(data: &Path, cookie: &str, paths: &[&str]) -> Result<Value, Fault> {
    let office = Office::open(data, None).await?;
    let site = router(App::new(office, Settings::default()), Faces::Both);
    let mut found = Map::new();
    for path in paths {
        let request = Request::get(*path).header(header::COOKIE, cookie).body(Body::empty())?;
        let (answer, statements) = counting_statements(site.clone().oneshot(request)).await;
        let status = answer?.status();
        if !status.is_success() {
            return Err(format!("{path} answered {status}").into());
        }
        found.insert((*path).to_owned(), json!(statements));
    }
    Ok(Value::Object(found))
}
