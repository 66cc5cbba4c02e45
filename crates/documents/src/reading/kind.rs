//! What kind of file it is, by its content: the name is only looked at to tell Markdown from other text.

use super::document::{Encoding, Layout, Unreadable};

/// Most bytes of a text or page: hundreds of times the longest report.
const TEXT: usize = 16 << 20;

/// What the bytes are.
pub(super) enum Kind {
    /// A file of its own format.
    Binary(Layout),
    /// Text: a page, Markdown, or plain.
    Text(Layout, String, Encoding),
}

/// Tells the kind.
///
/// # Errors
/// [`Unreadable::Empty`], [`Unreadable::Kind`] for formats that are not read, [`Unreadable::Encoding`] for text in none
/// of the encodings known.
pub(super) fn of(name: &str, bytes: &[u8]) -> Result<Kind, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Kind::Binary(Layout::Pdf));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Binary(packed(bytes)));
    }
    if let Some(kind) = foreign(bytes) {
        return Err(Unreadable::Kind(kind));
    }
    if bytes.len() > TEXT {
        let megabytes = |bytes: usize| format!("{} MB 的文字", bytes >> 20);
        return Err(Unreadable::TooLarge { found: megabytes(bytes.len()), most: megabytes(TEXT) });
    }
    let (text, encoding) = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let layout = if is_page(&text) {
        Layout::Html
    } else if is_markdown(name, &text) {
        Layout::Markdown
    } else {
        Layout::Text
    };
    Ok(Kind::Text(layout, text, encoding))
}

/// Word or Excel: both are archives whose first names tell them apart. The reader looks closer.
fn packed(bytes: &[u8]) -> Layout {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    if !has(b"word/") && has(b"xl/") { Layout::Xlsx } else { Layout::Docx }
}

fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 10] = [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件（.doc、.xls）或加密的文件，请另存为 docx 或 xlsx"),
        (b"{\\rtf", "RTF 文件，请另存为 docx"),
        (b"\x89PNG", "图片"),
        (b"\xff\xd8\xff", "图片"),
        (b"GIF8", "图片"),
        (b"II*\0", "图片"),
        (b"MM\0*", "图片"),
        (b"Rar!", "压缩文件，请先解压"),
        (b"7z\xbc\xaf", "压缩文件，请先解压"),
        (b"\x1f\x8b", "压缩文件，请先解压"),
    ];
    if let Some((_, kind)) = known.into_iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(kind);
    }
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Some("图片");
    }
    if bytes.get(8..12) == Some(b"WEBP") {
        return Some("图片");
    }
    None
}

/// UTF-8, else GB18030. A page may name its encoding; what it names is tried before GB18030, never before UTF-8.
fn decode(bytes: &[u8]) -> Result<(String, Encoding), Unreadable> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8(rest.to_vec()).map(|text| (text, Encoding::Utf8)).map_err(|_| Unreadable::Encoding);
    }
    for (mark, encoding) in [(b"\xff\xfe", encoding_rs::UTF_16LE), (b"\xfe\xff", encoding_rs::UTF_16BE)] {
        if bytes.starts_with(mark) {
            let (text, bad) = encoding.decode_without_bom_handling(bytes.get(2..).unwrap_or_default());
            // Text is text: the exchange format names only two encodings, and what follows reads UTF-8.
            return if bad { Err(Unreadable::Encoding) } else { Ok((text.into_owned(), Encoding::Utf8)) };
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => sound(text.to_owned(), Encoding::Utf8),
        Err(error) if error.error_len().is_none() && error.valid_up_to() + 4 > bytes.len() => {
            // Cut off in the middle of the last character.
            let text = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default()).into_owned();
            sound(text, Encoding::Utf8)
        }
        Err(_) => {
            let (text, _) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
            sound(text.into_owned(), Encoding::Gb18030)
        }
    }
}

/// Refuses what is no text in this encoding: too many replacement or control characters, or Chinese of the kind that
/// comes of a wrong decoding.
fn sound(text: String, encoding: Encoding) -> Result<(String, Encoding), Unreadable> {
    let (mut all, mut bad) = (0usize, 0usize);
    for c in text.chars().take(200_000) {
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{feff}');
        // Private use characters are what GB18030 makes of foreign bytes.
        if c == '\u{fffd}' || control || matches!(c, '\u{e000}'..='\u{f8ff}') {
            bad += 1;
        }
    }
    if bad * 50 > all { Err(Unreadable::Encoding) } else { Ok((text, encoding)) }
}

fn is_page(text: &str) -> bool {
    let head: String = text.chars().take(4000).collect::<String>().to_ascii_lowercase();
    let trimmed = head.trim_start_matches('\u{feff}').trim_start();
    if trimmed.starts_with("<!doctype") || trimmed.starts_with("<html") || head.contains("<body") {
        return true;
    }
    let tags = ["<p", "<table", "<div", "<tr", "<td", "<span", "<br", "<h1", "<h2", "<section", "<head"];
    let found = tags.iter().filter(|tag| head.contains(*tag)).count();
    (trimmed.starts_with('<') && found >= 1) || found >= 2 || (text.contains("<table") && text.contains("</td>"))
}

/// Tables by pipes with a rule under their heads, or headings by `#`.
fn is_markdown(name: &str, text: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".md") || lower.ends_with(".markdown") {
        return true;
    }
    if lower.ends_with(".txt") {
        return false;
    }
    let rule = |line: &str| line.contains("---") && line.trim().chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    let headings = text.lines().filter(|line| line.starts_with("# ") || line.starts_with("## ")).count();
    headings >= 2 || text.lines().any(|line| line.trim_start().starts_with('|') && rule(line))
}
