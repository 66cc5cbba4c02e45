//! One kept page: its bytes plain and packed, each with the headers it is answered with.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;

/// Largest page that is looked at for keeping, in bytes.
const LARGEST: usize = 64 << 20;

struct Form {
    bytes: Bytes,
    headers: HeaderMap,
    tag: HeaderValue,
}

/// A rendered page.
pub struct Page {
    plain: Form,
    /// Where packing makes it smaller.
    packed: Option<Form>,
}

impl Page {
    /// The page of an answer; the answer itself where it is no page to keep: an error, a way elsewhere, or one that sets
    /// a cookie.
    pub async fn of(response: Response) -> Result<Page, Response> {
        if response.status() != StatusCode::OK || response.headers().contains_key(header::SET_COOKIE) {
            return Err(response);
        }
        let (mut parts, body) = response.into_parts();
        let bytes = to_bytes(body, LARGEST).await.map_err(|_| fault())?;
        // A browser may keep it too, and asks each time whether it is still so.
        parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        parts.headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        parts.headers.remove(header::CONTENT_LENGTH);
        let packed = packed(&bytes, &parts.headers);
        let name = hex::encode(Sha256::digest(&bytes).iter().take(12).copied().collect::<Vec<u8>>());
        let form = |bytes, tag: String, encoding: Option<&'static str>| {
            let mut headers = parts.headers.clone();
            let tag = HeaderValue::from_str(&tag).ok()?;
            headers.insert(header::ETAG, tag.clone());
            if let Some(encoding) = encoding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
            Some(Form { bytes, headers, tag })
        };
        let packed = packed.and_then(|bytes| form(bytes, format!("\"{name}-gz\""), Some("gzip")));
        let plain = form(bytes, format!("\"{name}\""), None).ok_or_else(fault)?;
        Ok(Page { plain, packed })
    }

    /// Its bytes in memory.
    pub fn size(&self) -> usize {
        self.plain.bytes.len() + self.packed.as_ref().map_or(0, |packed| packed.bytes.len())
    }

    /// The answer to a request with these headers: the page, packed for whoever can unpack it, or that what they have is
    /// still so.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let form = self.packed.as_ref().filter(|_| takes_gzip(asked)).unwrap_or(&self.plain);
        if has(asked, &form.tag) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            for name in [header::ETAG, header::CACHE_CONTROL, header::VARY] {
                if let Some(value) = form.headers.get(&name) {
                    response.headers_mut().insert(name, value.clone());
                }
            }
            return response;
        }
        let mut response = Response::new(Body::from(form.bytes.clone()));
        *response.headers_mut() = form.headers.clone();
        response
    }
}

/// A page whose bytes did not come whole.
fn fault() -> Response {
    let mut fault = Response::new(Body::empty());
    *fault.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    fault
}

/// Text packs to a third; files that are packed already stay as they are.
fn packed(bytes: &Bytes, headers: &HeaderMap) -> Option<Bytes> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    if !(kind.starts_with("text/") || kind.starts_with("application/json")) {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < bytes.len()).then(|| Bytes::from(packed))
}

/// The entries of a header between commas.
fn entries(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let lines = headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

fn takes_gzip(asked: &HeaderMap) -> bool {
    entries(asked, header::ACCEPT_ENCODING).any(|entry| {
        let (name, quality) = entry.split_once(';').unwrap_or((entry, ""));
        let quality = quality.trim().strip_prefix("q=").unwrap_or("1");
        name.trim().eq_ignore_ascii_case("gzip") && quality.parse::<f32>().is_ok_and(|quality| quality > 0.0)
    })
}

/// Whether the visitor has these very bytes.
fn has(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let Ok(tag) = tag.to_str() else { return false };
    entries(asked, header::IF_NONE_MATCH).any(|entry| entry.trim_start_matches("W/") == tag)
}
