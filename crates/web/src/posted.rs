//! A form as it came in: fields, files, the idempotency key and the version the person had before them.

use crate::app::App;
use crate::errors::Failure;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use gongkai_office::Once;
use gongkai_office::requests::Upload;
use std::collections::BTreeMap;

/// Name of the hidden field with the idempotency key.
pub const ONCE: &str = "once";
/// Name of the hidden field with the version of the case.
pub const VERSION: &str = "version";

/// A form as it came in.
#[derive(Debug, Clone)]
pub struct Posted {
    fields: BTreeMap<String, Vec<String>>,
    /// Files, in the order sent.
    pub files: Vec<Upload>,
    /// The name of the field that each of them was sent under.
    file_fields: Vec<String>,
    /// The idempotency key with what was sent under it.
    pub once: Once,
}

impl Posted {
    /// A field as typed, without blanks at its ends; empty where it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(|values| values.first()).map(|value| value.trim()).unwrap_or_default()
    }

    /// A field exactly as typed, blanks and all: passwords.
    pub fn exact(&self, name: &str) -> &str {
        self.fields.get(name).and_then(|values| values.first()).map(String::as_str).unwrap_or_default()
    }

    /// Every value of a field that may be sent several times.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.fields.get(name).map(|values| values.iter().map(|value| value.trim()).collect()).unwrap_or_default()
    }

    /// The file that was sent under a field, the first of several, which is then no more among [`Posted::files`].
    pub fn take_file(&mut self, field: &str) -> Option<Upload> {
        let at = self.file_fields.iter().position(|name| name == field).filter(|at| *at < self.files.len())?;
        self.file_fields.remove(at);
        Some(self.files.remove(at))
    }

    /// Names of the fields that were sent.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }

    /// Whether a field (a button's name, a tick) was sent.
    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// The version of the case that the person had before them.
    pub fn version(&self) -> Option<u32> {
        self.text(VERSION).parse().ok()
    }

    /// A day typed in one box (`2026-11-24`, or as people write it).
    pub fn day(&self, name: &str) -> Option<jiff::civil::Date> {
        crate::parts::words::parse_day(self.text(name))
    }
}

impl FromRequest<App> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let target = format!("{} {}", request.method(), request.uri().path());
        let (headers, body) = (request.headers().clone(), Bytes::from_request(request, app).await);
        let bytes = body.map_err(|error| Failure::BadForm(error.to_string()))?;
        let read = read(&headers, bytes).await?;
        let (file_fields, files): (Vec<String>, Vec<Upload>) = read.files.into_iter().unzip();
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in read.fields {
            fields.entry(name).or_default().push(value);
        }
        let key = fields.get(ONCE).and_then(|values| values.first()).cloned().unwrap_or_default();
        let body_hash = body_hash(app, &fields, &files);
        // A form without a key (made by hand, or by a script) is taken once: its key is new.
        let key = if key.len() == 32 && key.chars().all(|c| c.is_ascii_hexdigit()) { key } else { new_once() };
        Ok(Posted { fields, files, file_fields, once: Once { key, target, body_hash } })
    }
}

/// A fresh idempotency key for a form about to be shown.
pub fn new_once() -> String {
    gongkai_office::ids::new_id().as_simple().to_string()
}

fn body_hash(app: &App, fields: &BTreeMap<String, Vec<String>>, files: &[Upload]) -> Vec<u8> {
    let mut text = String::new();
    for (name, values) in fields.iter().filter(|(name, _)| *name != ONCE) {
        for value in values {
            text.push_str(&format!("{}:{name}={}:{value};", name.len(), value.len()));
        }
    }
    for file in files {
        text.push_str(&format!(
            "file {} {}:{};",
            file.name,
            file.content.len(),
            gongkai_office::requests::sha256(&file.content)
        ));
    }
    app.office.ring_hash("form", &text)
}

/// Whether a request carries a form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    let media = media(headers);
    media.starts_with("multipart/form-data") || media.starts_with("application/x-www-form-urlencoded")
}

fn media(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// A form as it came in: fields in their order, and files with the names of theirs.
#[derive(Debug, Default)]
struct Read {
    fields: Vec<(String, String)>,
    files: Vec<(String, Upload)>,
}

/// Fields in their order, and files.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    pub fields: Vec<(String, String)>,
    pub files: Vec<Upload>,
}

/// The fields of a form and its files.
///
/// # Errors
/// [`Failure::BadForm`] where it does not read.
pub(crate) async fn pairs(headers: &HeaderMap, bytes: Bytes) -> Result<Pairs, Failure> {
    let Read { fields, files } = read(headers, bytes).await?;
    Ok(Pairs { fields, files: files.into_iter().map(|(_, file)| file).collect() })
}

async fn read(headers: &HeaderMap, bytes: Bytes) -> Result<Read, Failure> {
    if !media(headers).starts_with("multipart/form-data") {
        let fields = form_urlencoded::parse(&bytes).into_owned().collect();
        return Ok(Read { fields, files: Vec::new() });
    }
    let mut request = Request::new(Body::from(bytes));
    *request.headers_mut() = headers.clone();
    // The bytes were counted as they came in; the reader of the parts would stop at two megabytes of its own.
    DefaultBodyLimit::disable().apply(&mut request);
    let multipart = Multipart::from_request(request, &()).await;
    read_multipart(multipart.map_err(|error| Failure::BadForm(error.to_string()))?).await
}

async fn read_multipart(mut multipart: Multipart) -> Result<Read, Failure> {
    let mut read = Read::default();
    let bad = |error: axum::extract::multipart::MultipartError| Failure::BadForm(error.body_text());
    while let Some(field) = multipart.next_field().await.map_err(bad)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(bad)?;
        match file_name {
            Some(file_name) if !file_name.is_empty() || !bytes.is_empty() => {
                let (media_type, _) = gongkai_office::requests::recognise(&bytes);
                let content = bytes.to_vec();
                read.files.push((name, Upload { name: file_name, media_type: media_type.to_owned(), content }));
            }
            Some(_) => {}
            None => read.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok(read)
}
