//! Style sheets and scripts, embedded at build, with a hash of their content in the name so that browsers may keep them a year.

use std::borrow::Cow;

include!(env!("GK_ASSETS_RS"));

#[derive(rust_embed::RustEmbed)]
#[folder = "assets/"]
struct Embedded;

/// What `Cache-Control` says of every file here: a changed file has another name.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// The file of this hashed name (`base.dd2f02a9d3ac.css`) with its media type; `None` where there is none.
#[must_use]
pub fn file(name: &str) -> Option<(Cow<'static, [u8]>, &'static str)> {
    let media = match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => return None,
    };
    Embedded::get(name).map(|found| (found.data, media))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_a_layout_uses_is_served() {
        for address in [BASE_CSS, GK_CSS, SCRIPT, DESK_SCRIPT, HTMX, FAVICON] {
            let name = address.strip_prefix("/assets/").unwrap();
            let (data, _) = file(name).unwrap_or_else(|| panic!("{address} is not embedded"));
            assert!(!data.is_empty(), "{address} is empty");
        }
        assert!(file("manifest.json").is_none());
        assert!(file("../Cargo.toml").is_none());
    }

    #[test]
    fn nothing_reaches_outside_our_own_host() {
        for address in [BASE_CSS, GK_CSS] {
            let (data, _) = file(address.strip_prefix("/assets/").unwrap()).unwrap();
            let text = String::from_utf8_lossy(&data);
            assert!(!text.contains("data:") && !text.contains("url("), "{address} would break the CSP");
        }
    }
}
