//! Looks for marks in bytes, however they are dressed: raw, UTF-16, base64 at its three alignments, hexadecimal, in
//! addresses, escaped in JSON and HTML, and inside deflated streams of ZIP files, gzip, zlib and PDF.

use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;
use std::io::Read;

/// Most bytes that a stream is inflated to.
const MOST: u64 = 4 * 1024 * 1024;

/// All marks in all their spellings.
pub struct Search {
    needles: AhoCorasick,
    names: Vec<String>,
}

impl Search {
    /// From places and their marks.
    pub fn new(marks: &[(String, String)]) -> Search {
        let (mut names, mut patterns) = (Vec::new(), Vec::new());
        for (place, mark) in marks {
            for (spelling, bytes) in spellings(mark) {
                names.push(format!("{place} as {spelling}"));
                patterns.push(bytes);
            }
        }
        Search { needles: AhoCorasick::new(&patterns).unwrap(), names }
    }

    /// Which marks stand in these bytes, or in what they hold deflated.
    pub fn hits(&self, bytes: &[u8]) -> BTreeSet<String> {
        let mut hits = self.plain(bytes);
        for inflated in streams(bytes) {
            hits.extend(self.plain(&inflated).into_iter().map(|hit| format!("{hit}, deflated")));
        }
        hits
    }

    fn plain(&self, bytes: &[u8]) -> BTreeSet<String> {
        self.needles.find_overlapping_iter(bytes).map(|found| self.names[found.pattern().as_usize()].clone()).collect()
    }
}

/// A mark in every spelling in which it could lie somewhere.
fn spellings(mark: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16: Vec<u16> = mark.encode_utf16().collect();
    let hex: String = mark.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent = |upper: bool| -> String {
        let each = |byte: u8| if upper { format!("%{byte:02X}") } else { format!("%{byte:02x}") };
        mark.bytes()
            .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { each(byte) })
            .collect()
    };
    let escaped: String = utf16.iter().map(|unit| format!("\\u{unit:04x}")).collect();
    let entities: String = mark.chars().map(|c| format!("&#{};", u32::from(c))).collect();
    let mut spellings = vec![
        ("text", mark.as_bytes().to_vec()),
        ("UTF-16 LE", utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
        ("UTF-16 BE", utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
        ("hexadecimal", hex.clone().into_bytes()),
        ("HEXADECIMAL", hex.to_uppercase().into_bytes()),
        ("address", percent(true).into_bytes()),
        ("address in lower case", percent(false).into_bytes()),
        ("JSON escapes", escaped.into_bytes()),
        ("HTML entities", entities.into_bytes()),
        ("a list of bytes", format!("{:?}", mark.as_bytes()).trim_matches(['[', ']']).as_bytes().to_vec()),
    ];
    for alphabet in [BASE64, BASE64_URL] {
        spellings.extend((0..3).map(|before| ("base64", base64_core(mark.as_bytes(), before, alphabet))));
    }
    spellings
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The characters of a base64 text that depend on these bytes alone, where so many bytes stand before them.
fn base64_core(bytes: &[u8], before: usize, alphabet: &[u8; 64]) -> Vec<u8> {
    let all: Vec<u8> = std::iter::repeat_n(0, before).chain(bytes.iter().copied()).collect();
    let bit = |place: usize| all.get(place / 8).map_or(0, |byte| (byte >> (7 - place % 8)) & 1);
    let (first, last) = ((before * 8).div_ceil(6), all.len() * 8 / 6);
    (first..last)
        .map(|place| alphabet[(0..6).fold(0, |value, i| value << 1 | usize::from(bit(place * 6 + i)))])
        .collect()
}

/// Everything deflated in these bytes, wherever it begins.
fn streams(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for start in 0..bytes.len() {
        let rest = &bytes[start..];
        match rest {
            [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => found.extend(inflated(flate2::read::ZlibDecoder::new(rest))),
            [0x1f, 0x8b, 0x08, ..] => found.extend(inflated(flate2::read::GzDecoder::new(rest))),
            [b'P', b'K', 3, 4, ..] if rest.len() > 30 => {
                let long = |at: usize| usize::from(u16::from_le_bytes([rest[at], rest[at + 1]]));
                let body = rest.get(30 + long(26) + long(28)..).unwrap_or_default();
                found.extend(inflated(flate2::read::DeflateDecoder::new(body)));
            }
            _ => {}
        }
    }
    found
}

/// As far as it goes: a stream cut off or damaged gives what came before.
fn inflated(from: impl Read) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let _ = from.take(MOST).read_to_end(&mut content);
    (!content.is_empty()).then_some(content)
}

/// The search is worth something only if it finds what is there.
mod tests {
    use super::*;
    use std::io::Write;

    fn search() -> Search {
        Search::new(&[("place".into(), "欧阳薇霖zq0badcafek".into())])
    }

    fn mark() -> Vec<u8> {
        "欧阳薇霖zq0badcafek".as_bytes().to_vec()
    }

    fn finds(bytes: &[u8], how: &str) {
        let hits = search().hits(bytes);
        assert!(hits.iter().any(|hit| hit.contains(how)), "{how}: {hits:?}");
    }

    #[test]
    fn every_spelling_is_found_between_other_bytes() {
        for (how, spelled) in spellings("欧阳薇霖zq0badcafek") {
            finds(&[b"\x00\xffbefore ", spelled.as_slice(), b" after"].concat(), how);
        }
        for before in 0..4 {
            let text = [vec![b'a'; before], mark(), b"bc".to_vec()].concat();
            let all: Vec<u8> = base64_core(&text, 0, BASE64);
            finds(&all, "base64");
        }
        assert!(search().hits(b"nothing of it").is_empty());
    }

    #[test]
    fn deflated_streams_are_opened_wherever_they_begin() {
        let mut zlib = flate2::write::ZlibEncoder::new(b"stream\r\n".to_vec(), flate2::Compression::best());
        zlib.write_all(&[vec![b'x'; 500], mark()].concat()).unwrap();
        finds(&zlib.finish().unwrap(), "deflated");
        let mut gzip = flate2::write::GzEncoder::new(b"..".to_vec(), flate2::Compression::fast());
        gzip.write_all(&mark()).unwrap();
        finds(&gzip.finish().unwrap(), "deflated");
        let mut body = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        body.write_all(&mark()).unwrap();
        let mut zip = b"PK\x03\x04".to_vec();
        zip.extend([0; 22]);
        zip.extend([1, 0, 0, 0, b'a']);
        zip.extend(body.finish().unwrap());
        finds(&zip, "deflated");
    }
}
