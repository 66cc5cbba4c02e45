//! Letters on paper, read back from their PDF.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests; a letter that cannot be typeset fails the test"
)]

#[path = "../../rules/tests/letters_samples/mod.rs"]
mod letters_samples;
mod letters_support;

use gongkai_documents::letters;
use gongkai_documents::typesetting::{self, Fonts, Imprint, Template, TypesetError};
use gongkai_rules::letters::{Letter, LetterKind, Letterhead, Seal, compose};
use jiff::civil::date;
use letters_samples::{TODAY, facts, fields, letter, organ, several_matters};
use letters_support::Pdf;

static GRID: Template = Template::new(
    "grid.typ",
    "#import \"/style.typ\": *\n#show: official\n#set par(first-line-indent: 0pt)\n#json(\"/data.json\")",
);

fn typeset(letter: &Letter) -> Pdf {
    Pdf::read(&letters::pdf(letter, Fonts::embedded(), TODAY).unwrap())
}

fn grid(text: &str) -> Pdf {
    let imprint = Imprint { date: TODAY, identity: "grid" };
    Pdf::read(&typesetting::pdf(Fonts::embedded(), &GRID, text, imprint).unwrap())
}

/// The text without the breaks that lines and justification bring.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[test]
fn every_letter_says_on_paper_what_it_was_composed_to_say() {
    for &kind in LetterKind::ALL {
        let letter = letter(kind);
        let paper = squeezed(&typeset(&letter).text());
        // The sheet of a delivery receipt has columns where its words have colons.
        let colon = if kind == LetterKind::DeliveryReceipt { "" } else { "：" };
        let words_of = |text: &str| text.replacen("：", colon, 1);
        let mut said: Vec<String> = letter.paragraphs.iter().map(|paragraph| words_of(&paragraph.text)).collect();
        said.extend([letter.title.clone(), letter.signature.clone(), "2026年3月16日".to_owned()]);
        said.extend(letter.remedies.clone());
        said.extend(letter.complaint_note.clone());
        said.extend(letter.number.clone());
        said.extend(letter.addressee.clone());
        said.extend(letter.contact_note.clone());
        said.extend(letter.attachments.clone());
        for words in said {
            assert!(paper.contains(&squeezed(&words)), "{kind:?} lacks {words}: {paper}");
        }
    }
}

#[test]
fn the_remedies_paragraph_reaches_the_paper_and_no_other_does() {
    let paper = |kind| squeezed(&typeset(&letter(kind)).text());
    let refusal = paper(LetterKind::StateSecret);
    assert!(refusal.contains("应当先自收到本告知书之日起60日内"));
    assert!(!refusal.contains("也可以自收到"));
    let choice = paper(LetterKind::Nonexistent);
    assert!(choice.contains("也可以自收到本告知书之日起6个月内"));
    assert!(!choice.contains("应当先自收到"));
    assert!(!paper(LetterKind::ExtensionNotice).contains("行政复议"));
}

#[test]
fn a_page_holds_22_lines_of_28_characters_and_not_one_more() {
    let full = grid(&"国".repeat(28 * 22));
    assert_eq!(full.pages(), 1);
    let lines = full.lines(1).into_iter().filter(|line| line.starts_with('国'));
    assert_eq!(lines.map(|line| line.chars().count()).collect::<Vec<_>>(), [28; 22]);
    let over = grid(&"国".repeat(28 * 22 + 1));
    assert_eq!(over.pages(), 2);
    assert_eq!(over.characters(2).iter().filter(|character| character.text == "国").count(), 1);
}

#[test]
fn the_type_area_is_that_of_the_standard() {
    let page = grid(&"国".repeat(28 * 22));
    let of_text: Vec<_> = page.characters(1).into_iter().filter(|character| character.text == "国").collect();
    let least = |values: Vec<f64>| values.into_iter().fold(f64::INFINITY, f64::min);
    let most = |values: Vec<f64>| values.into_iter().fold(f64::NEG_INFINITY, f64::max);
    let left = least(of_text.iter().map(|character| character.left_mm).collect());
    let right = most(of_text.iter().map(|character| character.right_mm).collect());
    assert!((left - 28.0).abs() < 0.6, "text begins {left} mm from the left");
    assert!(right <= 184.1 && right > 183.0, "text ends {right} mm from the left");
    let baselines: Vec<f64> = of_text.iter().map(|character| character.baseline_mm).collect();
    assert!(least(baselines.clone()) > 37.0 && most(baselines) < 262.0);
}

#[test]
fn the_letter_head_has_the_measures_of_the_standard() {
    let page = typeset(&letter(LetterKind::Disclosed));
    let rules = page.rules(1);
    let widths: Vec<f64> = rules.iter().map(|rule| (rule.right_mm - rule.left_mm).round()).collect();
    assert_eq!(widths, [170.0; 4], "two double rules of 170 mm");
    for rule in &rules {
        assert!((rule.left_mm - 21.0).abs() < 0.1 && (rule.right_mm - 191.0).abs() < 0.1, "centred on the type area");
    }
    let lowest = rules.iter().map(|rule| rule.bottom_mm).fold(0.0, f64::max);
    assert!((lowest - 277.0).abs() < 0.1, "the lower rule stands {} mm above the edge", 297.0 - lowest);
    let number = page.find(1, "西工公开〔").unwrap();
    assert!(number.baseline_mm > 49.0 && number.baseline_mm < 57.0);
    let on_its_line = page.characters(1).into_iter().filter(|other| other.baseline_mm == number.baseline_mm);
    let right = on_its_line.map(|character| character.right_mm).fold(0.0, f64::max);
    assert!((right - 184.0).abs() < 0.3, "the number ends {right} mm from the left");
    // The first page shows no number, the second does.
    assert!(!squeezed(&page.page_text(1)).contains("—1—"));
    assert!(squeezed(&page.page_text(2)).contains("—2—"));
}

#[test]
fn the_other_heads_show_what_they_are() {
    let mut document = letter(LetterKind::Disclosed);
    document.letterhead = Letterhead::Document;
    let document = typeset(&document);
    assert!(squeezed(&document.page_text(1)).contains("西工街道办事处文件"));
    assert!(squeezed(&document.page_text(1)).contains("—1—"));
    assert_eq!(document.rules(1).len(), 1);
    let mut plain = letter(LetterKind::Disclosed);
    plain.letterhead = Letterhead::Plain;
    let plain = typeset(&plain);
    assert!(squeezed(&plain.page_text(1)).contains("西工街道办事处政府信息予以公开告知书"));
    assert_eq!(plain.rules(1).len(), 0);
}

#[test]
fn no_page_carries_a_seal_without_text() {
    for lines in 1..40 {
        let mut letter = letter(LetterKind::Disclosed);
        letter.attachments.clear();
        letter.paragraphs.truncate(1);
        letter.paragraphs[0].text = "国".repeat(26 + 28 * (lines - 1));
        letter.remedies = None;
        letter.complaint_note = None;
        let paper = typeset(&letter);
        let last = squeezed(&paper.page_text(paper.pages()));
        assert!(last.contains("2026年3月16日") && last.contains(&letter.signature));
        assert!(last.contains("国国"), "{lines} lines: the last page has a signature but no text");
    }
}

#[test]
fn several_matters_stand_under_their_headings() {
    let paper = squeezed(&typeset(&several_matters()).text());
    assert!(paper.contains("一、关于“补助资金拨付明细”") && paper.contains("三、关于“发放名单”"));
}

#[test]
fn the_same_letter_gives_the_same_bytes_and_another_day_other_ones() {
    let letter = letter(LetterKind::PartlyDisclosed);
    let once = letters::pdf(&letter, Fonts::embedded(), TODAY).unwrap();
    letters::pdf(&several_matters(), Fonts::embedded(), TODAY).unwrap();
    let again = letters::pdf(&letter, Fonts::embedded(), date(2027, 1, 1)).unwrap();
    assert!(once == again, "a signed letter is dated by its signing, whenever it is typeset");
    let mut other = letter;
    other.signed_on = Some(date(2026, 3, 17));
    assert!(once != letters::pdf(&other, Fonts::embedded(), TODAY).unwrap());
}

#[test]
fn a_character_that_no_font_has_is_named() {
    let mut letter = letter(LetterKind::Disclosed);
    letter.addressee = Some("张\u{31350}\u{10ABCD}三".to_owned());
    let Err(TypesetError::MissingGlyph { chars }) = letters::pdf(&letter, Fonts::embedded(), TODAY) else {
        panic!("a character without a glyph was printed");
    };
    assert_eq!(chars, ['\u{31350}', '\u{10ABCD}']);
    assert_eq!(Fonts::embedded().missing("张\u{31350}三\n"), ['\u{31350}']);
}

#[test]
fn rare_characters_of_names_are_printed() {
    // Extensions A, E and B: names and places that GB 2312 faces lack.
    let mut letter = letter(LetterKind::Disclosed);
    letter.addressee = Some("马䶮、王𬭎、古力娜扎·阿不都热西提、李𠀾".to_owned());
    let paper = squeezed(&typeset(&letter).text());
    for name in ["马䶮", "王𬭎", "古力娜扎·阿不都热西提", "李𠀾"] {
        assert!(paper.contains(name), "{name}: {paper}");
    }
}

#[test]
fn what_an_applicant_writes_is_never_run() {
    let hostile = r#"#panic() #read("/etc/passwd") $x$ *粗* _斜_ `code` @ref <label> // 注 \ = 标题 #import "x""#;
    let mut facts = facts();
    facts.request_text = hostile.to_owned();
    let letter = compose(LetterKind::Disclosed, &facts, &fields(LetterKind::Disclosed), &organ()).unwrap();
    let paper = squeezed(&typeset(&letter).text());
    let said = r"#panic()#read(‘/etc/passwd’)$x$*粗*_斜_`code`@ref<label>//注\=标题#import‘x’";
    assert!(paper.contains(said), "{paper}");
}

#[test]
fn a_letter_says_that_it_bears_no_seal_until_one_is_recorded() {
    let mut letter = letter(LetterKind::Disclosed);
    assert!(squeezed(&typeset(&letter).text()).contains("未用印"));
    letter.seal = Seal::Recorded { by: "周敏".to_owned(), on: TODAY };
    assert!(!squeezed(&typeset(&letter).text()).contains("未用印"));
    assert!(!squeezed(&typeset(&letters_samples::letter(LetterKind::Receipt)).text()).contains("未用印"));
}

#[test]
fn a_draft_says_so_and_shows_where_number_and_date_will_stand() {
    let mut draft = letter(LetterKind::Disclosed);
    draft.number = None;
    draft.signed_on = None;
    let paper = squeezed(&typeset(&draft).text());
    assert!(paper.contains("草稿") && paper.contains("签发时编号") && paper.contains("签发日期"));
    assert!(!squeezed(&typeset(&letter(LetterKind::Disclosed)).text()).contains("草稿"));
}

#[test]
fn the_receipt_is_one_page_with_its_number_and_query_code_in_large_print() {
    let paper = typeset(&letter(LetterKind::Receipt));
    assert_eq!(paper.pages(), 1);
    for code in ["XG-2026-0038", "7KQ4M29X"] {
        assert!(paper.find(1, code).is_some_and(|character| character.size_pt > 24.0), "{code}");
    }
}

#[test]
fn a_reply_form_has_a_page_of_its_own_with_the_number_of_its_letter() {
    let letter = letter(LetterKind::ThirdPartyConsultation);
    let paper = typeset(&letter);
    let form = squeezed(&paper.page_text(paper.pages() - 1));
    assert!(form.starts_with("附件1第三方意见回执"), "{form}");
    let excerpt = squeezed(&paper.page_text(paper.pages()));
    assert!(excerpt.starts_with("附件2所涉内容摘录") && excerpt.contains("19.8万元"), "{excerpt}");
    assert!(form.contains("西工公开〔2026〕38号-征") && form.contains("□不同意公开"), "{form}");
    assert!(!form.contains("2026年3月16日"), "the letter itself ends before the form");
    let draft = squeezed(&typeset(&Letter { number: None, ..letter }).text());
    assert!(draft.contains("第三方意见回执"));
}

#[test]
fn the_delivery_receipt_is_a_sheet_with_room_to_sign() {
    let paper = typeset(&letter(LetterKind::DeliveryReceipt));
    assert_eq!(paper.pages(), 1);
    let lines: Vec<String> = paper.lines(1).iter().map(|line| squeezed(line)).collect();
    assert!(lines.iter().any(|line| line == "受送达人欧阳思源"), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("签名或者盖章")), "{lines:?}");
}

#[test]
fn a_very_long_letter_goes_on_for_pages_and_stays_whole() {
    let mut letter = letter(LetterKind::PartlyDisclosed);
    letter.paragraphs[1].text = "答复内容较长，".repeat(2000);
    let paper = typeset(&letter);
    assert!(paper.pages() > 20);
    assert_eq!(squeezed(&paper.text()).matches("答复内容较长").count(), 2000);
}

#[test]
fn an_organ_with_a_long_name_stays_inside_the_paper() {
    let mut letter = letter(LetterKind::Disclosed);
    let long = "某某市某某区人民政府政府信息公开工作领导小组办公室（政务公开办公室）";
    letter.head = long.to_owned();
    letter.signature = long.to_owned();
    let paper = typeset(&letter);
    for page in 1..=paper.pages() {
        for character in paper.characters(page) {
            assert!(character.left_mm > 19.0 && character.right_mm < 192.0, "{character:?} on page {page}");
        }
    }
}

#[test]
fn an_operators_folder_adds_faces_and_a_broken_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let fonts = Fonts::with_folder(folder.path()).unwrap();
    assert!(fonts.families().contains(&"Noto Serif SC".to_owned()));
    std::fs::write(folder.path().join("仿宋.ttf"), b"no font").unwrap();
    let error = Fonts::with_folder(folder.path()).unwrap_err();
    assert!(error.to_string().contains("仿宋.ttf"), "{error}");
    assert!(Fonts::with_folder(&folder.path().join("absent")).is_err());
}
