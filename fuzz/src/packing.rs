//! Inputs that are the inside of a file are packed here, so that the fuzzer works on what is read and not on checksums
//! and tables of contents. Inputs that are whole files already are given on as they are.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Most sheets of a packed workbook: those of a report as Gongkai writes it.
pub(crate) const SHEETS: usize = 4;

/// A Word file around the XML of its document.
pub(crate) fn word(input: &[u8]) -> Vec<u8> {
    if input.starts_with(b"PK") { input.to_vec() } else { archive(&[("word/document.xml".to_owned(), input)]) }
}

/// A workbook around the XML of its shared texts, its formats and its sheets, apart by zero bytes.
pub(crate) fn workbook(input: &[u8]) -> Vec<u8> {
    if input.starts_with(b"PK") {
        return input.to_vec();
    }
    let mut parts = input.splitn(2 + SHEETS, |byte| *byte == 0);
    let (texts, formats) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let sheets: Vec<&[u8]> = parts.collect();
    let (root, book, links) = contents(sheets.len());
    let mut files = vec![
        ("_rels/.rels".to_owned(), root.as_bytes()),
        ("xl/workbook.xml".to_owned(), book.as_bytes()),
        ("xl/_rels/workbook.xml.rels".to_owned(), links.as_bytes()),
        ("xl/sharedStrings.xml".to_owned(), texts),
        ("xl/styles.xml".to_owned(), formats),
    ];
    files.extend(sheets.into_iter().enumerate().map(|(number, sheet)| (sheet_name(number + 1), sheet)));
    archive(&files)
}

/// Where a workbook has its sheet of a number.
pub(crate) fn sheet_name(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// Where the workbook lies, the list of its sheets, and where they lie.
fn contents(sheets: usize) -> (String, String, String) {
    const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let root = format!(
        r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="book" Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let mut book = format!(r#"<workbook xmlns="{SPREADSHEET}" xmlns:r="{DOCUMENT}"><sheets>"#);
    let mut links = format!(r#"<Relationships xmlns="{PACKAGE}">"#);
    let mut link = |id: &str, kind: &str, to: &str| {
        let _ = write!(links, r#"<Relationship Id="{id}" Type="{DOCUMENT}/{kind}" Target="{to}"/>"#);
    };
    link("texts", "sharedStrings", "sharedStrings.xml");
    link("formats", "styles", "styles.xml");
    for number in 1..=sheets {
        let _ = write!(book, r#"<sheet name="{number}" sheetId="{number}" r:id="sheet{number}"/>"#);
        link(&format!("sheet{number}"), "worksheet", &format!("worksheets/sheet{number}.xml"));
    }
    (root, book + "</sheets></workbook>", links + "</Relationships>")
}

/// An archive that compresses nothing; what stays empty is left out.
fn archive(parts: &[(String, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts.iter().filter(|(_, bytes)| !bytes.is_empty()) {
        let written = archive.start_file(name.as_str(), stored).map(|()| archive.write_all(bytes));
        assert!(matches!(written, Ok(Ok(()))), "writing to memory does not fail");
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// A PDF of one page around what draws it. Its font `F` has a character for each number of two bytes, which is that of
/// Unicode.
pub(crate) fn pdf(input: &[u8]) -> Vec<u8> {
    if input.windows(5).take(1024).any(|window| window == b"%PDF-") {
        return input.to_vec();
    }
    let objects = [
        dictionary("/Type/Catalog/Pages 2 0 R"),
        dictionary("/Type/Pages/Kids[3 0 R]/Count 1"),
        dictionary("/Type/Page/Parent 2 0 R/MediaBox[0 0 3000 2000]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"),
        stream(input),
        dictionary("/Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R"),
        dictionary(
            "/Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
             /DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>",
        ),
        stream(every_character().as_bytes()),
    ];
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let (start, size) = (bytes.len(), objects.len() + 1);
    let tail = format!("{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF");
    bytes.extend_from_slice(tail.as_bytes());
    bytes
}

fn dictionary(entries: &str) -> Vec<u8> {
    format!("<<{entries}>>").into_bytes()
}

fn stream(data: &[u8]) -> Vec<u8> {
    [format!("<</Length {}>>\nstream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

/// A map of characters that names each by its own number, 256 at a time as the format demands.
fn every_character() -> String {
    let mut map = String::from("begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n");
    for block in 0..=255_u8 {
        let _ = writeln!(map, "1 beginbfrange <{block:02x}00> <{block:02x}ff> <{block:02x}00> endbfrange");
    }
    map + "endcmap\n"
}
