//! Files that come in: recognised by their content, never by what they call themselves, and never parsed.

use sha2::{Digest, Sha256};

/// Media type and whether it may come in: photos, PDF, Word, Excel, OFD, plain text.
pub fn recognise(content: &[u8]) -> (&'static str, bool) {
    let starts = |magic: &[u8]| content.starts_with(magic);
    let holds = |name: &[u8]| {
        // The central directory of a ZIP names its parts in clear; they stand within the bytes somewhere.
        content.windows(name.len()).any(|window| window == name)
    };
    if starts(b"%PDF-") {
        ("application/pdf", true)
    } else if starts(b"\xff\xd8\xff") {
        ("image/jpeg", true)
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        ("image/png", true)
    } else if starts(b"PK\x03\x04") && holds(b"word/document.xml") {
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", !holds(b"vbaProject.bin"))
    } else if starts(b"PK\x03\x04") && holds(b"xl/workbook.xml") {
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", !holds(b"vbaProject.bin"))
    } else if starts(b"PK\x03\x04") && holds(b"OFD.xml") {
        ("application/ofd", true)
    } else if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // The old binary formats of Word and Excel share one container; macros hide in it under this name.
        ("application/msword", !holds(b"_\0V\0B\0A\0"))
    } else if !content.is_empty()
        && std::str::from_utf8(content).is_ok_and(|text| !text.contains('\0') && !text.contains('<'))
    {
        ("text/plain", true)
    } else {
        ("application/octet-stream", false)
    }
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_not_the_name() {
        assert_eq!(recognise(b"%PDF-1.7 ..."), ("application/pdf", true));
        assert_eq!(recognise(b"MZ\x90\0"), ("application/octet-stream", false));
        assert!(!recognise("<script>alert(1)</script>".as_bytes()).1);
        assert_eq!(recognise("一段文字".as_bytes()), ("text/plain", true));
    }

    #[test]
    fn a_macro_is_refused_in_new_and_old_containers() {
        assert!(!recognise(b"PK\x03\x04 word/document.xml word/vbaProject.bin").1);
        assert!(!recognise(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 _\0V\0B\0A\0").1);
    }
}
