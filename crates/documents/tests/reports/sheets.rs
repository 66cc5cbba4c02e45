//! The register as XLSX (`formats.md`): what is written is read back; every mistake has its line and column; hostile
//! files are refused before they are parsed.

use std::io::Write as _;

use gongkai_documents::sheets::{LeftOut, Limits, SheetError, register, write_register, write_register_csv};
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use gongkai_rules::reporting::register::{Extension, Head, Reading, RegisterRow, Remedy, Reply, Suit};
use gongkai_rules::reporting::{Column, RemedyResult, Row};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

fn day() -> impl Strategy<Value = Date> {
    (0i64..700).prop_map(|days| date(2024, 1, 1).checked_add(days.days()).unwrap())
}

/// Words of all sorts: formula beginnings, quotes, line ends, rare characters.
fn words() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "=1+1",
        "+86 379",
        "-卡",
        "@SUM(A1)",
        "＝甲",
        "\u{2B5AF}氏",
        "a\"b'<c>&",
        "多行\n第二行",
        "0012",
        "2025-03-04",
    ]);
    prop_oneof![odd.prop_map(str::to_owned), "[\\u{4e00}-\\u{9fa5}0-9（）]{1,12}"]
}

prop_compose! {
    fn remedy(from: Date)(after in 0i64..200, ended in prop::option::of((0i64..300, prop::sample::select(vec![RemedyResult::Upheld, RemedyResult::Corrected, RemedyResult::Other])))) -> Remedy {
        let received_on = from.checked_add(after.days()).unwrap();
        Remedy { received_on, ended: ended.map(|(days, result)| (received_on.checked_add(days.days()).unwrap(), result)) }
    }
}

fn outcomes() -> Vec<Outcome> {
    Row::leaves().filter_map(Row::outcome).collect()
}

fn row() -> impl Strategy<Value = RegisterRow> {
    let channels = vec![
        Channel::Counter,
        Channel::PostSigned,
        Channel::OrdinaryLetter,
        Channel::Web,
        Channel::Fax,
        Channel::Email,
    ];
    let kinds: Vec<ApplicantKind> = Column::KINDS.into_iter().filter_map(Column::applicant_kind).collect();
    let personal = (prop::option::of(words()), prop::option::of(words()), prop::option::of(words()), words());
    let steps = (
        prop::option::of(0i64..9),
        prop::option::of(1u32..=30),
        prop::option::of((0i64..60, prop::sample::select(outcomes()))),
    );
    (
        day(),
        prop::option::of(prop::sample::select(channels)),
        prop::sample::select(kinds),
        personal,
        steps,
        prop::option::of(words()),
    )
        .prop_flat_map(|(received_on, channel, kind, personal, steps, note)| {
            let remedies =
                (prop::option::of(remedy(received_on)), prop::option::of((any::<bool>(), remedy(received_on))));
            remedies.prop_map(move |(reconsideration, suit)| {
                let later = |days: i64| received_on.checked_add(days.days()).unwrap();
                RegisterRow {
                    channel,
                    applicant: personal.0.clone(),
                    identity_number: personal.1.clone(),
                    phone: personal.2.clone(),
                    clarification_asked_on: steps.0.map(later),
                    clarification_received_on: steps.0.map(|days| later(days + 5)),
                    consultation_sent_on: steps.0.map(later),
                    extension: steps.1.map(|days| Extension { told_on: later(9), days }),
                    reply: steps.2.map(|(days, outcome)| Reply { on: later(days), outcome }),
                    letter_number: steps.2.map(|_| "西工公开〔2025〕3号-答".to_owned()),
                    reconsideration,
                    suit: suit.map(|(after_reconsideration, remedy)| Suit { after_reconsideration, remedy }),
                    note: note.clone(),
                    ..RegisterRow::new(received_on, kind, personal.3.clone())
                }
            })
        })
}

fn read(file: &[u8]) -> Reading {
    register(file, &Limits::default()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(row(), 1..12)) {
        let rows: Vec<RegisterRow> = rows
            .into_iter()
            .zip(1..)
            .map(|(row, i)| RegisterRow { number: Some(format!("XG-2025-{i:04}")), line: i + 1, ..row })
            .collect();
        let file = write_register(&rows, &[]).unwrap();
        let reading = read(&file);
        prop_assert_eq!(&reading.problems, &[]);
        prop_assert_eq!(reading.rows.len(), rows.len());
        for (read, written) in reading.rows.iter().zip(&rows) {
            prop_assert!(read == written, "{read:?} {written:?}");
        }
        prop_assert_eq!(write_register(&reading.rows, &[]).unwrap(), file);
    }

    #[test]
    fn any_bytes_are_refused_or_read_without_harm(mut bytes in prop::collection::vec(any::<u8>(), 0..400), as_zip in any::<bool>()) {
        if as_zip {
            bytes.splice(0..0, *b"PK\x03\x04");
        }
        prop_assert!(register(&bytes, &Limits::default()).is_err());
    }

    #[test]
    fn a_damaged_register_is_refused_or_read_without_harm(at in 0usize..6000, byte in any::<u8>()) {
        let mut file = write_register(&[RegisterRow::new(date(2025, 3, 3), ApplicantKind::Company, "预算")], &[]).unwrap();
        let at = at % file.len();
        file[at] = byte;
        // Whatever comes of it comes as an answer.
        let _ = register(&file, &Limits::default());
    }
}

/// A sheet of the required heads and whatever a test adds.
fn sheet(heads: &[&str], fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0u16..).zip(heads) {
        sheet.write_string(0, column, *head).unwrap();
    }
    fill(sheet);
    book.save_to_buffer().unwrap()
}

const BASE: [&str; 3] = ["收到日期", "申请人类型", "申请内容"];

fn line(sheet: &mut Worksheet, line: u32, cells: &[&str]) {
    for (column, text) in (0u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
        sheet.write_string(line, column, *text).unwrap();
    }
}

fn problems(file: &[u8]) -> Vec<String> {
    read(file).problems.iter().map(ToString::to_string).collect()
}

#[test]
fn heads_stand_in_any_order_and_unknown_ones_are_told_and_ignored() {
    let file = sheet(&["申请内容", "领导批示", "申请人类型", "收到日期"], |sheet| {
        line(sheet, 1, &["2024年预算", "已阅", "商业企业", "2025-03-04"]);
    });
    let reading = read(&file);
    assert_eq!(reading.ignored, ["领导批示"]);
    assert_eq!(reading.rows.len(), 1);
    assert_eq!(reading.rows[0].received_on, date(2025, 3, 4));
    assert_eq!((reading.rows[0].applicant_kind, reading.rows[0].line), (ApplicantKind::Company, 2));
}

#[test]
fn a_date_is_written_in_any_of_four_forms_or_is_one() {
    let file = sheet(&BASE, |sheet| {
        for (at, text) in
            (1..).zip(["2025-03-04", "2025/3/4", "2025年3月4日", "20250304", "２０２５－０３－０４", " 2025-3-4 "])
        {
            line(sheet, at, &[text, "自然人", "预算"]);
        }
        sheet.write_number(7, 0, 20_250_304).unwrap();
        line(sheet, 7, &["", "自然人", "预算"]);
        let noon = ExcelDateTime::from_ymd(2025, 3, 4).unwrap().and_hms(12, 30, 0).unwrap();
        sheet.write_datetime_with_format(8, 0, &noon, &Format::new().set_num_format("yyyy-mm-dd hh:mm")).unwrap();
        line(sheet, 8, &["", "自然人", "预算"]);
    });
    let reading = read(&file);
    assert_eq!(reading.problems, []);
    assert_eq!(reading.rows.len(), 8);
    assert!(reading.rows.iter().all(|row| row.received_on == date(2025, 3, 4)));
}

#[test]
fn every_mistake_has_its_line_and_column() {
    let heads = [
        "编号",
        "收到日期",
        "申请人类型",
        "申请内容",
        "收到渠道",
        "答复日期",
        "办理结果",
        "延期工作日",
        "延期告知日期",
    ];
    let file = sheet(&heads, |sheet| {
        line(sheet, 1, &["1", "2025-02-30", "自然人", "预算"]);
        line(sheet, 2, &["1", "2025.3.4", "公司", "", "电话"]);
        line(sheet, 3, &["2", "2025-03-04", "自然人", "预算", "网络", "2025-03-01", "予以公开"]);
        line(sheet, 4, &["2", "2025-03-04", "自然人", "预算", "web", "2025-03-21"]);
        line(sheet, 5, &["3", "2025-03-04", "自然人", "预算", "", "", "部分公开"]);
        line(sheet, 6, &["4", "2025-03-04", "自然人", "预算", "", "2025-03-21", "随便"]);
        line(sheet, 7, &["5", "2025-03-04", "自然人", "预算", "", "", "", "二十"]);
        line(sheet, 8, &["6", "2025-03-04", "自然人", "预算", "", "", "", "10"]);
        line(sheet, 9, &["7", "1925-03-04", "自然人", "预算"]);
    });
    assert_eq!(
        problems(&file),
        [
            "第2行B列“收到日期”：“2025-02-30”没有这一天，请核对",
            "第3行B列“收到日期”：“2025.3.4”不是日期，请写成2025-03-04、2025/3/4、2025年3月4日或20250304，或使用日期格式的单元格",
            "第3行C列“申请人类型”：“公司”无法识别，应为：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他",
            "第3行D列“申请内容”：不能为空",
            "第3行E列“收到渠道”：“电话”无法识别，应为：当面、邮寄、平信、网络、传真、电子邮件",
            "第4行F列“答复日期”：2025-03-01早于收到日期2025-03-04",
            "第5行A列“编号”：编号“2”与第4行重复",
            "第5行G列“办理结果”：已填答复日期，办理结果不能为空",
            "第6行F列“答复日期”：已填办理结果，答复日期不能为空（尚未答复的两项都不填）",
            "第7行G列“办理结果”：“随便”不是年度报告表三“本年度办理结果”中的一种情形，请按表中名称填写（如“予以公开”）",
            "第8行H列“延期工作日”：“二十”应为1以上的整数（个工作日）",
            "第9行I列“延期告知日期”：已填延期工作日，延期告知日期不能为空",
            "第10行B列“收到日期”：“1925-03-04”年份不在2008至2100之间，请核对",
        ]
    );
}

#[test]
fn contradictions_of_remedies_are_mistakes() {
    let heads = [
        &BASE[..],
        &["复议收到日期", "复议结果", "复议结案日期", "诉讼类型", "诉讼收到日期", "诉讼结果", "诉讼结案日期"],
    ]
    .concat();
    let base = ["2025-03-04", "自然人", "预算"];
    let file = sheet(&heads, |sheet| {
        line(sheet, 1, &[&base[..], &["2025-05-06", "维持"]].concat());
        line(sheet, 2, &[&base[..], &["", "", "2025-06-01"]].concat());
        line(sheet, 3, &[&base[..], &["2025-05-06", "纠正", "2025-05-01"]].concat());
        line(sheet, 4, &[&base[..], &["", "", "", "", "2025-07-01"]].concat());
        line(sheet, 5, &[&base[..], &["", "", "", "复议后起诉"]].concat());
        line(sheet, 6, &[&base[..], &["", "", "", "未经复议直接起诉", "2025-01-01"]].concat());
    });
    assert_eq!(
        problems(&file),
        [
            "第2行F列“复议结案日期”：已填复议结果，复议结案日期不能为空（尚未审结的两项都不填）",
            "第3行D列“复议收到日期”：已填结果或结案日期，复议收到日期不能为空",
            "第3行E列“复议结果”：已填复议结案日期，复议结果不能为空",
            "第4行F列“复议结案日期”：2025-05-01早于复议收到日期2025-05-06",
            "第5行G列“诉讼类型”：已填诉讼收到日期，诉讼类型不能为空（未经复议直接起诉、复议后起诉）",
            "第6行H列“诉讼收到日期”：已填诉讼类型，诉讼收到日期不能为空",
            "第7行H列“诉讼收到日期”：2025-01-01早于收到日期2025-03-04",
        ]
    );
}

#[test]
fn steps_against_the_law_are_taken_in_and_remarked_on() {
    let heads = [&BASE[..], &["答复日期", "办理结果", "延期告知日期", "延期工作日"]].concat();
    let file = sheet(&heads, |sheet| {
        line(sheet, 1, &["2025-03-04", "自然人", "预算", "2025-12-31", "逾期未缴费"]);
        line(sheet, 2, &["2025-03-04", "自然人", "预算", "2025-04-30", "保护第三方合法权益", "2025-03-20", "30"]);
    });
    let reading = read(&file);
    assert_eq!(reading.problems, []);
    assert_eq!(reading.rows.len(), 2);
    let remarks: Vec<String> = reading.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(
        remarks,
        [
            "第2行E列“办理结果”：逾期未缴费：登记表中没有收费通知，请核对（收费办法第六条）",
            "第3行E列“办理结果”：涉及第三方合法权益，但没有征求意见（条例第三十二条）",
            "第3行G列“延期工作日”：延期30个工作日，超过条例第三十三条规定的20个工作日",
        ]
    );
}

#[test]
fn merged_formula_error_and_empty_cells() {
    let file = sheet(&BASE, |sheet| {
        line(sheet, 1, &["2025-03-04", "自然人", "预算"]);
        sheet.merge_range(2, 0, 3, 0, "2025-03-05", &Format::new()).unwrap();
        line(sheet, 2, &["", "自然人", "甲"]);
        line(sheet, 3, &["", "自然人", "乙"]);
        sheet.write_formula(5, 0, Formula::new("=DATE(2025,3,4)").set_result("2025-03-04")).unwrap();
        line(sheet, 5, &["", "自然人", "丙"]);
        sheet.write_formula(6, 0, Formula::new("=X").set_result("")).unwrap();
        line(sheet, 6, &["   ", "自然人", "丁"]);
    });
    let reading = read(&file);
    let found: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(found[0], "第4行A列“收到日期”：与A3合并，请先取消合并单元格，逐格填写");
    assert!(found[1].starts_with("第7行A列“收到日期”："), "{found:?}");
    assert_eq!(found.len(), 2, "an empty line is no mistake: {found:?}");
    assert_eq!(reading.remarks.len(), 1);
    assert_eq!(reading.remarks[0].to_string(), "第6行A列：是公式，按其结果读入");
    assert_eq!(reading.rows.iter().filter(|row| row.received_on == date(2025, 3, 4)).count(), 2);
}

#[test]
fn numbers_that_lost_their_digits_are_told_and_phones_are_not_floats() {
    let heads = [&BASE[..], &["证件号码", "联系电话", "编号"]].concat();
    let file = sheet(&heads, |sheet| {
        line(sheet, 1, &["2025-03-04", "自然人", "预算"]);
        sheet.write_number(1, 3, 410_303_199_001_011_234_f64).unwrap();
        line(sheet, 2, &["2025-03-04", "自然人", "预算"]);
        sheet.write_number(2, 4, 13_800_000_000_f64).unwrap();
        sheet.write_number(2, 5, 7).unwrap();
    });
    assert_eq!(problems(&file), ["第2行D列“证件号码”：以数字存放，末几位已经丢失，请把单元格格式改为“文本”后重新填写"]);
    let row = read(&file).rows.into_iter().find(|row| row.line == 3).unwrap();
    assert_eq!((row.phone.as_deref(), row.number.as_deref()), (Some("13800000000"), Some("7")));
}

#[test]
fn a_sheet_without_its_heads_says_so() {
    let file = sheet(&["2025年台账"], |_| {});
    assert_eq!(
        problems(&file),
        [
            "第1行：第一行缺少表头“收到日期”（第一行必须是表头，不能是标题）",
            "第1行：第一行缺少表头“申请人类型”（第一行必须是表头，不能是标题）",
            "第1行：第一行缺少表头“申请内容”（第一行必须是表头，不能是标题）",
        ]
    );
    let twice = sheet(&["收到日期", "申请人类型", "申请内容", "收到日期"], |_| {});
    assert_eq!(problems(&twice), ["第1行D列“收到日期”：表头“收到日期”出现两次，请只保留一列"]);
    assert_eq!(problems(&sheet(&BASE, |_| {})), ["第2行：表中没有申请：表头下面没有填写任何一行"]);
}

#[test]
fn a_message_never_repeats_what_may_name_a_person() {
    let heads = [&BASE[..], &["申请人", "联系电话"]].concat();
    let long = "张三丰".repeat(100);
    let file = sheet(&heads, |sheet| line(sheet, 1, &["2025-03-04", "自然人", "预算", &long, "1\u{7}3800000000"]));
    let found = problems(&file);
    assert_eq!(
        found,
        ["第2行D列“申请人”：太长：300字，最多200字", "第2行E列“联系电话”：含有不可见的控制字符，请重新填写"]
    );
}

#[test]
fn hostile_files_are_refused_before_they_are_parsed() {
    let limits = Limits { bytes: 1 << 20, unpacked: 1 << 20, ..Limits::default() };
    assert_eq!(
        register(&vec![0; (1 << 20) + 1], &limits),
        Err(SheetError::TooLarge { found: (1 << 20) + 1, most: 1 << 20 })
    );
    for other in [&b"%PDF-1.7"[..], b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"] {
        assert!(matches!(register(other, &limits), Err(SheetError::NotXlsx(_))));
    }
    let archive = |name: &str, bytes: usize| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file(
            name,
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated),
        )
        .unwrap();
        zip.write_all(&vec![b' '; bytes]).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let bomb = archive("xl/workbook.xml", 40 << 20);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(register(&bomb, &limits), Err(SheetError::Bomb { most: 1 << 20 }));
    assert!(matches!(register(&archive("mimetype", 9), &limits), Err(SheetError::NotXlsx(_))));
    assert!(matches!(register(&archive("xl/workbook.xml", 9), &limits), Err(SheetError::Damaged(_))));
}

#[test]
fn a_cell_far_out_costs_nothing_and_is_refused() {
    let far = |line: u32, column: u16| {
        let file = sheet(&BASE, |sheet| {
            sheet.write_string(line, column, "x").unwrap();
        });
        register(&file, &Limits::default())
    };
    assert_eq!(far(1_048_575, 0), Err(SheetError::TooManyLines { most: 50_001 }));
    assert_eq!(far(5, 16_383), Err(SheetError::TooManyColumns { line: 6, most: 64 }));
}

#[test]
fn a_thousand_mistakes_are_told_briefly() {
    let file = sheet(&BASE, |sheet| {
        for at in 1..=1000 {
            line(sheet, at, &["明天", "自然人", "预算"]);
        }
    });
    let found = problems(&file);
    assert_eq!(found.len(), 501);
    assert_eq!(found[500], "第501行：其后还有500处错误没有列出，请先改正以上各处");
}

#[test]
fn a_text_that_begins_like_a_formula_is_written_as_text() {
    let rows = [RegisterRow {
        note: Some("=HYPERLINK(\"x\")".to_owned()),
        ..RegisterRow::new(date(2025, 3, 4), ApplicantKind::Company, "+1")
    }];
    let file = write_register(&rows, &[]).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file.as_slice())).unwrap();
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut xml).unwrap();
    assert!(!xml.contains("<f>"));
    let mut styles = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/styles.xml").unwrap(), &mut styles).unwrap();
    assert!(styles.contains("quotePrefix=\"1\""));
    assert_eq!(read(&file).rows[0].note.as_deref(), Some("=HYPERLINK(\"x\")"));
    assert_eq!(Head::ALL.len(), 25);
}

#[test]
fn the_register_as_text_runs_no_formula_and_says_what_its_columns_cannot_hold() {
    let mut row = RegisterRow::new(date(2025, 3, 3), ApplicantKind::Company, "=HYPERLINK(\"坏\")，\n两行");
    row.number = Some("XG-2025-0001".into());
    row.applicant = Some("＠某公司".into());
    let left_out = LeftOut { number: "XG-2025-0001".into(), what: "另有行政复议1件".into() };
    let text = String::from_utf8(write_register_csv(&[row.clone()], std::slice::from_ref(&left_out))).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("the mark by which spreadsheets know UTF-8");
    assert!(text.starts_with("\"编号\",\"收到日期\",") && text.ends_with("\r\n"), "{text}");
    assert!(text.contains("\"XG-2025-0001\",2025-03-03,"), "{text}");
    assert!(text.contains("\"'=HYPERLINK(\"\"坏\"\")，\n两行\""), "guarded and quoted: {text}");
    assert!(text.contains("\"'＠某公司\""), "{text}");
    assert!(text.trim_end().ends_with("\"另有行政复议1件\""), "{text}");
    // In a workbook it stands on a sheet of its own: the register reads back as it went in.
    let file = write_register(&[row.clone()], &[left_out]).unwrap();
    let back = register(&file, &Limits::default()).unwrap();
    assert_eq!((back.rows, back.problems), (vec![row], Vec::new()));
}
