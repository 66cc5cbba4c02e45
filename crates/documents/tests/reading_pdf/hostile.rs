//! Files that are broken or made to harm: a clear answer, never a crash, never an endless reading.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use gongkai_documents::reading::{Block, Document, Limits, Unreadable, pdf};
use gongkai_documents::reports;
use gongkai_documents::typesetting::Fonts;
use gongkai_rules::reporting::exchange::Report;

use crate::support::{placed, printed, tables};

/// A PDF of numbered objects, 1 being the catalogue.
#[derive(Default)]
struct Maker {
    objects: Vec<Vec<u8>>,
}

impl Maker {
    /// A catalogue, one page with these resources, and its content as object 4.
    fn page(resources: &str, content: &[u8]) -> Maker {
        let mut maker = Maker::default();
        maker.object("<</Type/Catalog/Pages 2 0 R>>");
        maker.object("<</Type/Pages/Kids[3 0 R]/Count 1>>");
        maker.object(&format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<{resources}>>>>"
        ));
        maker.stream("", content);
        maker
    }

    fn object(&mut self, text: &str) {
        self.objects.push(text.as_bytes().to_vec());
    }

    fn stream(&mut self, dict: &str, data: &[u8]) {
        let mut object = format!("<<{dict}/Length {}>>\nstream\n", data.len()).into_bytes();
        object.extend_from_slice(data);
        object.extend_from_slice(b"\nendstream");
        self.objects.push(object);
    }

    fn bytes(&self, trailer: &str) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut xref = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (index, object) in self.objects.iter().enumerate() {
            writeln!(xref, "{:010} 00000 n ", bytes.len()).unwrap();
            bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
            bytes.extend_from_slice(object);
            bytes.extend_from_slice(b"\nendobj\n");
        }
        let start = bytes.len();
        let size = self.objects.len() + 1;
        bytes.extend(format!("{xref}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF").bytes());
        bytes
    }

    fn read(&self) -> Result<Document, Unreadable> {
        read(&self.bytes(""))
    }
}

fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    pdf::read(bytes, &Limits::default())
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A megabyte-and-a-bit that unpacks to more than is allowed.
fn bomb() -> Vec<u8> {
    let megabyte = vec![b' '; 1 << 20];
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..(Limits::default().unpacked >> 20) + 1 {
        encoder.write_all(&megabyte).unwrap();
    }
    encoder.finish().unwrap()
}

const FONT: &str = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";
const WORDS: &[u8] = b"BT /F 12 Tf 72 700 Td (A report of the year 2023, with words enough to be one.) Tj ET";

fn words(document: &Document) -> String {
    document.blocks.iter().filter_map(Block::text).collect()
}

/// A report as Gongkai publishes it.
fn published() -> (Report, Vec<u8>) {
    let report = Report::draft("青石区柳岸街道办事处", None, 2025);
    let bytes = reports::pdf(Fonts::embedded(), &report, false).unwrap();
    (report, bytes)
}

#[test]
fn a_page_with_words_is_read() {
    let document = Maker::page(FONT, WORDS).read().unwrap();
    assert_eq!(words(&document), "A report of the year 2023, with words enough to be one.");
}

#[test]
fn what_is_no_pdf_is_damaged() {
    for bytes in [&b""[..], b"%PDF-1.7", b"%PDF-1.7\n1 0 obj", b"<html>", &[0; 5000]] {
        assert!(matches!(read(bytes), Err(Unreadable::Damaged(_))), "{bytes:?}");
    }
    let small = Limits { bytes: 100, ..Limits::default() };
    assert!(matches!(pdf::read(&[b' '; 101], &small), Err(Unreadable::TooLarge { .. })));
}

#[test]
fn a_broken_table_of_objects_does_not_hinder() {
    let (report, bytes) = published();
    let at = bytes.windows(9).rposition(|window| window == b"startxref").unwrap();
    let mut wrong = bytes[..at].to_vec();
    wrong.extend_from_slice(b"startxref\n17\n%%EOF");
    for broken in [&bytes[..at], &wrong] {
        let document = read(broken).unwrap();
        assert_eq!(tables(&document).into_iter().map(placed).collect::<Vec<_>>(), printed(&report));
    }
}

#[test]
fn a_file_cut_or_changed_anywhere_ends_in_an_answer() {
    let (_, bytes) = published();
    let mut state = 7_u64;
    let mut chance = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..25 {
        let cut = &bytes[..chance(bytes.len())];
        drop(read(cut));
        let mut changed = bytes.clone();
        for _ in 0..40 {
            let at = chance(changed.len());
            changed[at] = u8::try_from(chance(256)).unwrap();
        }
        drop(read(&changed));
    }
}

#[test]
fn forms_that_draw_each_other_are_refused() {
    let form = |maker: &mut Maker, draws: &str, name: &str, other: usize| {
        let dict = format!("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</{name} {other} 0 R>>>>");
        maker.stream(&dict, draws.as_bytes());
    };
    let mut circle = Maker::page("/XObject<</A 5 0 R>>", b"/A Do");
    form(&mut circle, "/B Do /B Do", "B", 6);
    form(&mut circle, "/A Do /A Do", "A", 5);
    // Nothing is drawn but each other.
    assert!(circle.read().is_err());

    // Ten forms, each drawing the next a hundred times: a hundred million million million words.
    let mut growing = Maker::page("/XObject<</X 5 0 R>>", b"/X Do");
    for level in 0..10 {
        form(&mut growing, &"/X Do ".repeat(100), "X", 6 + level);
    }
    growing.stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", b"q Q");
    assert!(matches!(growing.read(), Err(Unreadable::TooComplex(_))));

    let mut deep = Maker::page("/XObject<</X 5 0 R>>", b"/X Do");
    for level in 0..200 {
        form(&mut deep, "/X Do", "X", 6 + level);
    }
    assert!(matches!(deep.read(), Err(Unreadable::TooComplex(_))));
}

#[test]
fn trees_of_pages_that_loop_or_are_a_thousand_deep_end() {
    let mut looping = Maker::page(FONT, WORDS);
    looping.objects[1] = b"<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 3>>".to_vec();
    assert!(words(&looping.read().unwrap()).starts_with("A report"));

    let mut deep = Maker::page(FONT, WORDS);
    let levels = 5_000;
    deep.objects[1] = b"<</Type/Pages/Kids[5 0 R]/Count 1>>".to_vec();
    for level in 0..levels {
        let kid = if level + 1 == levels { 3 } else { 6 + level };
        deep.object(&format!("<</Type/Pages/Parent {} 0 R/Kids[{kid} 0 R]/Count 1>>", 4 + level));
    }
    assert!(words(&deep.read().unwrap()).starts_with("A report"));

    let mut nested = Maker::page(&format!("{FONT}/ExtGState<</G 5 0 R>>"), WORDS);
    nested.object(&format!("{}{}", "[".repeat(5_000), "]".repeat(5_000)));
    drop(nested.read());

    let mut many = Maker::page(FONT, WORDS);
    many.objects[1] = b"<</Type/Pages/Kids 5 0 R/Count 100000>>".to_vec();
    many.object(&format!("[{}]", "<</Type/Page/MediaBox[0 0 595 842]>>".repeat(100_000)));
    assert!(matches!(many.read(), Err(Unreadable::TooComplex(_))));
}

#[test]
fn streams_that_unpack_to_too_much_are_not_unpacked() {
    let bomb = bomb();
    let mut content = Maker::page(FONT, b"");
    content.objects.pop();
    content.stream("/Filter/FlateDecode", &bomb);
    assert_eq!(content.read(), Err(Unreadable::Bomb));

    let mut twice = Maker::page(FONT, b"");
    twice.objects.pop();
    twice.stream("/Filter[/FlateDecode/FlateDecode]", &deflated(&deflated(&vec![b' '; 1 << 20])));
    assert_eq!(twice.read(), Err(Unreadable::Bomb));

    let mut font = Maker::page("/Font<</F 5 0 R>>", WORDS);
    font.object("<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor<</FontFile2 6 0 R/ToUnicode 6 0 R>>>>");
    font.stream("/Subtype/Image/Filter/FlateDecode", &bomb);
    assert_eq!(font.read(), Err(Unreadable::Bomb), "whatever it calls itself");

    let mut objects = Maker::page(FONT, WORDS);
    objects.stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &bomb);
    assert_eq!(objects.read(), Err(Unreadable::Bomb));

    // The same little stream on many pages: each unpacks it anew.
    let mut shared = Maker::page(FONT, b"");
    shared.objects.pop();
    shared.stream("/Filter/FlateDecode", &deflated(&vec![b' '; 2 << 20]));
    let page = "<</Type/Page/MediaBox[0 0 595 842]/Contents 4 0 R>>";
    shared.objects[1] = format!("<</Type/Pages/Kids[{}]/Count 100>>", page.repeat(100)).into_bytes();
    assert!(matches!(shared.read(), Err(Unreadable::Bomb | Unreadable::TooComplex(_))));
}

#[test]
fn little_instructions_that_make_much_work_are_counted_and_not_followed() {
    // A mesh of a megabyte, taken apart a hundred thousand times.
    let mut mesh = Maker::page("/Shading<</S 5 0 R>>", &b"/S sh ".repeat(100_000));
    let shading = "/ShadingType 4/ColorSpace/DeviceRGB/BitsPerCoordinate 8/BitsPerComponent 8/BitsPerFlag 8/Decode[0 1 0 1 0 1 0 1 0 1]";
    mesh.stream(shading, &vec![0; 1 << 20]);
    // A million characters by one instruction, each of which is a drawing.
    let text = [&b"BT /F 12 Tf ("[..], &vec![b'a'; 1 << 20], b") Tj ET"].concat();
    let mut drawn = Maker::page("/Font<</F 5 0 R>>", &text);
    drawn.object(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 97/LastChar 97/Widths[1000]\
         /Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<<>>>>",
    );
    drawn.stream("", &b"0 0 m 9 9 l S ".repeat(1_000));
    // One line of seven million points.
    let mut line = Maker::page(FONT, b"");
    line.objects.pop();
    line.stream("/Filter/FlateDecode", &deflated(&b"9 9 l ".repeat(7_000_000)));
    for harmful in [mesh, drawn, line] {
        assert!(matches!(harmful.read(), Err(Unreadable::TooComplex(_))));
    }
    let words = b"/ObjStm stream\n".repeat(200_000);
    assert!(matches!(read(&words), Err(Unreadable::Damaged(_))));
}

#[test]
fn a_scan_is_named_as_one() {
    let mut scan = Maker::page("/XObject<</I 5 0 R>>", b"q 595 0 0 842 0 0 cm /I Do Q");
    scan.stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"x");
    assert_eq!(scan.read(), Err(Unreadable::Scan));
    assert_eq!(Maker::page(FONT, b"").read(), Err(Unreadable::NoText("PDF 的页上没有文字")));
}

#[test]
fn text_whose_characters_have_no_names_is_refused_and_never_guessed() {
    let mut nameless = Maker::page("/Font<</F 5 0 R>>", b"BT /F 12 Tf 72 700 Td <00010002000300040005> Tj ET");
    nameless.object("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>");
    nameless.object(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
         /DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>",
    );
    assert!(matches!(nameless.read(), Err(Unreadable::Kind(_))));
}

#[test]
fn a_file_with_a_password_is_named_as_one() {
    let encrypted = Maker::page(FONT, WORDS);
    let zeros = "0".repeat(64);
    let trailer = format!("/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{zeros}>/U<{zeros}>>>");
    assert_eq!(read(&encrypted.bytes(&trailer)), Err(Unreadable::Encrypted));
}

#[test]
fn drawings_of_a_million_lines_end_and_pages_of_any_size_are_read() {
    let mut lines = String::new();
    for at in 0..200_000 {
        writeln!(lines, "{} 0 m {} 842 l S 0 {} m 595 {} l S", at % 595, at % 595, at % 842, at % 842).unwrap();
    }
    drop(Maker::page(FONT, lines.as_bytes()).read());

    let mut huge = Maker::page(FONT, WORDS);
    huge.objects[2] =
        format!("<</Type/Page/MediaBox[-1e30 -1e30 1e30 1e30]/Contents 4 0 R/Resources<<{FONT}>>>>").into_bytes();
    drop(huge.read());
    let odd =
        b"BT 0 0 0 0 0 0 Tm /F 12 Tf (x) Tj ET 1e38 0 0 1e38 1e38 1e38 cm BT /F 1e38 Tf (y) Tj ET 0 0 m 1e38 1e38 l S";
    drop(Maker::page(FONT, odd).read());
    let brackets = "[".repeat(100_000);
    drop(Maker::page(FONT, brackets.as_bytes()).read());
    let states = "q ".repeat(100_000);
    drop(Maker::page(FONT, states.as_bytes()).read());
}

#[test]
fn more_cells_than_allowed_are_refused() {
    let mut lines = String::new();
    for at in 0..73 {
        writeln!(lines, "{0} 0 m {0} 842 l S 0 {0} m 595 {0} l S", 8 * at + 5).unwrap();
    }
    let limits = Limits { cells: 5_000, ..Limits::default() };
    let answer = pdf::read(&Maker::page(FONT, lines.as_bytes()).bytes(""), &limits);
    assert!(matches!(answer, Err(Unreadable::TooComplex(_))));
}
