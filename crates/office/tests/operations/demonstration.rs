//! The demonstration district: everything in it came about by the real acts, so that it is consistent; a few cases stand
//! at every stage; the same seed and day give the same register; and whatever is changed by hand is named.

use crate::common::Fresh;
use crate::office::open;
use gongkai_office::Office;
use gongkai_rules::editions::Stage;
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Organ;
use gongkai_rules::outcomes::Outcome;
use gongkai_rules::people::Actor;
use gongkai_rules::reporting::{Column, RemedyResult, Report, Row, Severity};
use gongkai_rules::requests::{NextAct, Now, Request, StateName};
use gongkai_storage::{organs, reports, requests};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

const UNTIL: Date = date(2026, 11, 24);

struct District {
    office: Office,
    organs: Vec<Organ>,
    cases: Vec<Request>,
}

async fn filled(fresh: &Fresh, until: Date) -> District {
    let office = open(fresh).await;
    office.fill_demonstration(1, until).await.expect("filled");
    let mut tx = office.db().read().await.expect("a view");
    let organs = organs::all(&mut tx).await.expect("organs");
    let mut cases = Vec::new();
    for organ in &organs {
        cases.extend(requests::of_organ(&mut tx, organ.id).await.expect("cases"));
    }
    drop(tx);
    District { office, organs, cases }
}

impl District {
    fn organ(&self, code: &str) -> OrganId {
        self.organs.iter().find(|organ| organ.code == code).expect("an organ").id
    }

    fn how_many(&self, which: impl Fn(&Request) -> bool) -> usize {
        self.cases.iter().filter(|case| which(case)).count()
    }

    fn next(&self, act: NextAct) -> usize {
        let calendar = self.office.calendar();
        let now = Now { today: UNTIL, calendar: &calendar };
        self.how_many(|case| std::mem::discriminant(&case.next_act(now)) == std::mem::discriminant(&act))
    }

    async fn editions(&self, code: &str, year: i16) -> Vec<reports::StoredReport> {
        let mut tx = self.office.db().read().await.expect("a view");
        reports::of_year(&mut tx, self.organ(code), year).await.expect("editions")
    }
}

fn parsed(stored: &reports::StoredReport) -> Report {
    Report::from_json(&stored.report).expect("a report")
}

/// Every stage of a case, every row of the report, every result of a dispute.
fn every_stage_is_there(district: &District) {
    let all = district.cases.len();
    assert!((520..=700).contains(&all), "about 600 cases: {all}");
    for outcome in Outcome::ALL {
        let count = district.how_many(|case| case.counted.as_ref().is_some_and(|one| one.outcome == outcome));
        assert!(count >= 3, "{outcome:?}: {count}");
    }
    for state in StateName::ALL {
        let count = district.how_many(|case| case.state.name() == state);
        assert!(count >= 2, "{state:?}: {count}");
    }
    let acts = [
        NextAct::Confirm,
        NextAct::Assign,
        NextAct::DraftReply,
        NextAct::AwaitOpinion(UNTIL),
        NextAct::RecordLapse,
        NextAct::AwaitClarification(None),
        NextAct::CloseUnclarified,
        NextAct::AwaitPayment(None),
        NextAct::CloseUnpaid,
        NextAct::Consent,
        NextAct::Review,
        NextAct::Sign,
        NextAct::Deliver,
        NextAct::AwaitOpening,
    ];
    for act in acts {
        assert!(district.next(act) > 0, "no case waits for {act:?}");
    }
    for result in [Some(RemedyResult::Upheld), Some(RemedyResult::Corrected), Some(RemedyResult::Other), None] {
        let count = district.how_many(|case| case.remedies.iter().any(|one| one.ended.map(|(_, how)| how) == result));
        assert!(count >= 3, "disputes with {result:?}: {count}");
    }
    let unopened = |case: &Request| case.papers.iter().any(|paper| paper.waits_for_opening(case.reply_way));
    assert!(district.how_many(|case| case.closing().is_some() && unopened(case)) > 0, "a reply unopened");
    assert!(district.how_many(|case| case.duplicate_of.is_some()) > 0, "an entry made twice");
    assert!(district.how_many(|case| !case.reopenings.is_empty() && case.closing().is_none()) > 0, "handled anew");
    assert!(district.how_many(|case| case.matters.len() > 1) > 0, "two matters");
    assert!(district.how_many(|case| case.delayed.is_some()) > 0, "a later date");
}

/// The reports of both years: out in time, without a fault of the rules, one year carried into the other.
async fn reports_are_out_and_consistent(district: &District) {
    for organ in &district.organs {
        let mut before: Option<u64> = None;
        for year in [2024, 2025] {
            let editions = district.editions(&organ.code, year).await;
            let first = editions.first().expect("a report");
            let last_day = if organ.code == "LJ" { date(year + 1, 3, 31) } else { date(year + 1, 1, 31) };
            assert!(first.published_on.is_some_and(|on| on <= last_day), "{} {year}", organ.code);
            let shown = district.office.report_now(organ.clone(), year).await.expect("a report");
            let heavy = |severity| severity == Severity::Error || severity == Severity::Warn;
            let faults: Vec<_> = shown.report.findings.iter().filter(|one| heavy(one.severity)).collect();
            assert!(faults.is_empty(), "{} {year}: {faults:?}", organ.code);
            let table = shown.report.table3.as_ref().expect("table three");
            let total = |row| table.get(row, Column::Total).expect("a figure");
            if let Some(carried_out) = before {
                assert_eq!(total(Row::CarriedIn), carried_out, "{} {year}", organ.code);
            }
            before = Some(total(Row::CarriedOut));
        }
    }
    let quiet = parsed(&district.editions("ST", 2025).await[0]);
    assert_eq!(quiet.table3.and_then(|table| table.get(Row::NewlyReceived, Column::Total)), Some(0));
}

/// One report was corrected, one is being corrected, one has an entry after publication.
async fn corrections_stand_as_they_should(district: &District) {
    let corrected = district.editions("QSQ", 2025).await;
    let [first, second] = corrected.as_slice() else { panic!("two editions") };
    let partial = |stored| parsed(stored).table3.and_then(|table| table.get(Row::PartlyDisclosed, Column::Total));
    assert_eq!(partial(second), partial(first).map(|count| count + 1));
    assert!(second.edition.reason.contains("部分公开"));
    let correcting = district.editions("LL", 2025).await;
    assert!(matches!(correcting.as_slice(), [first, second]
        if matches!(first.edition.stage, Stage::Published { .. }) && second.edition.stage.is_draft()));
    assert_eq!(district.editions("DH", 2025).await.len(), 1);
}

async fn differences(office: &Office) -> Vec<String> {
    let verified = office.verify(&mut |_, _| {}).await.expect("verified");
    verified.differences.into_iter().map(|one| format!("{}：{}", one.place, one.what)).collect()
}

/// A change by hand, and what must be told of it.
struct Changed {
    by: String,
    told: Vec<String>,
}

fn changed(by: String, told: &[&str]) -> Changed {
    Changed { by, told: told.iter().map(|&word| word.to_owned()).collect() }
}

/// A row of each table that belongs to one case.
fn changes_of_cases() -> Vec<Changed> {
    let of = |number: &str| format!("(select id from requests where number = '{number}')");
    let half = "cast(substr(bytes, 1, length(bytes) - 1) || x'00' as blob)";
    vec![
        changed(
            "update requests set due = '2031-01-01' where number = 'ZJ-2025-0001'".into(),
            &["申请 ZJ-2025-0001", "申请表 requests 的 due", "“2031-01-01”"],
        ),
        changed(
            format!(
                "update events set effective_on = '2020-01-01' where version = 3 and stream_id = {}",
                of("ZJ-2025-0002")
            ),
            &["申请 ZJ-2025-0002", "第 3 个事件与审计记录第"],
        ),
        changed(
            format!("update audit set detail = 'x' where place = 2 and subject_id = {}", of("ZJ-2025-0003")),
            &["申请 ZJ-2025-0003", "审计表 audit 的", "这一行被改动过"],
        ),
        changed(
            format!(
                "update sealed set bytes = {half} where place_field = 'matter' and place_row = {}",
                of("ZJ-2025-0004")
            ),
            &["申请 ZJ-2025-0004", "加密表 sealed", "（matter）", "被改动过"],
        ),
    ]
}

/// One cell of a published report, its words, the columns of its row, what it counted, the whole of it.
async fn changes_of_reports(district: &District) -> Vec<Changed> {
    let stored = district.editions("ZJ", 2025).await.remove(0);
    let was = parsed(&stored).table3.and_then(|table| table.get(Row::Disclosed, Column::NaturalPerson)).expect("it");
    let of = |code: &str| {
        format!(
            "(select id from reports where year = 2025 and edition = 1 and organ_id = (select id from organs where code = '{code}'))"
        )
    };
    let update = |code: &str, what: &str| format!("update reports set {what} where id = {}", of(code));
    let counted = |code: &str, what: &str| {
        let report = of(code);
        let one = format!("select request_id from report_cases where report_id = {report} order by request_id limit 1");
        format!("update report_cases set {what} where report_id = {report} and request_id = ({one})")
    };
    let cell = format!("report = json_set(report, '$.table3.granted.natural_person', {})", was + 1);
    let printed = format!("报告中是“{}”，重新计数是“{was}”", was + 1);
    let gone = of("BM");
    vec![
        changed(
            update("ZJ", &cell),
            &["云溪市临江区住房和城乡建设局2025年度报告第1版", "予以公开", "自然人", &printed],
        ),
        changed(
            update("JY", "report = replace(report, '本报告由', '本文由')"),
            &["云溪市临江区教育局2025年度报告第1版", "文字：与定稿的文字不同"],
        ),
        changed(
            update("CZ", "state = 'draft', published_on = '2026-01-02'"),
            &["云溪市临江区财政局2025年度报告第1版", "reports.state", "reports.published_on", "“2026-01-02”"],
        ),
        changed(
            update("MZ", "body = replace(body, '统计。', '估计。')"),
            &["云溪市临江区民政局2025年度报告第1版", "reports.body"],
        ),
        changed(
            counted("ZR", "counted_version = counted_version + 40"),
            &["云溪市临江区自然资源局2025年度报告第1版", "申请 ZR-", "缺少事件"],
        ),
        changed(
            counted("WJK", "facts = replace(facts, '\"received\":\"202', '\"received\":\"201')"),
            &["云溪市临江区卫生健康局2025年度报告第1版", "申请 WJK-"],
        ),
        changed(
            format!("delete from report_cases where report_id = {gone}; delete from reports where id = {gone}"),
            &["没有这份报告"],
        ),
    ]
}

/// Flips one bit of a file of a case, and gives the file's name.
async fn flip_a_file(fresh: &Fresh) -> String {
    let number = "ZJ-2025-0006";
    let asked = format!(
        "select lower(hex(id)) from files where key_id = (select id from requests where number = '{number}') limit 1"
    );
    let name = fresh.texts(&asked).await.remove(0);
    let mut below = vec![fresh.file("files")];
    while let Some(place) = below.pop() {
        if place.is_dir() {
            below.extend(std::fs::read_dir(place).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if place.file_name().is_some_and(|found| found.to_string_lossy() == name) {
            let mut bytes = std::fs::read(&place).expect("bytes");
            *bytes.last_mut().expect("a byte") ^= 1;
            std::fs::write(&place, &bytes).expect("written");
        }
    }
    name
}

#[tokio::test]
async fn the_district_is_whole_and_consistent_and_a_change_by_hand_is_named() {
    let fresh = Fresh::sqlite();
    let district = filled(&fresh, UNTIL).await;
    every_stage_is_there(&district);
    reports_are_out_and_consistent(&district).await;
    corrections_stand_as_they_should(&district).await;
    assert_eq!(differences(&district.office).await, [""; 0]);
    let mut changes = changes_of_cases();
    changes.extend(changes_of_reports(&district).await);
    for Changed { by, .. } in &changes {
        assert!(fresh.by_hand(by).await > 0, "{by} changed nothing");
    }
    let file = flip_a_file(&fresh).await;
    changes.push(changed("a flipped bit".into(), &["申请 ZJ-2025-0006", &format!("文件 {file}：不在文件目录里")]));
    let found = differences(&district.office).await;
    for Changed { by, told } in &changes {
        // One line names place and fault.
        let whole = |line: &&String| told.iter().all(|word| line.contains(word.as_str()));
        let joined = found.join("\n");
        let apart = told.iter().all(|word| joined.contains(word.as_str()));
        assert!(
            found.iter().any(|line| whole(&line)) || (told.len() > 3 && apart),
            "after {by}: no {told:?} in\n{joined}"
        );
    }
    district.office.db().close().await;
}

#[tokio::test]
async fn the_same_seed_and_day_give_the_same_register_byte_for_byte() {
    let until = date(2025, 5, 20);
    let (one, other) = (Fresh::sqlite(), Fresh::sqlite());
    let (one, other) = tokio::join!(filled(&one, until), filled(&other, until));
    let mut registers: BTreeMap<(String, i16), [Vec<u8>; 2]> = BTreeMap::new();
    for organ in &one.organs {
        for year in [2023, 2024, 2025] {
            let twin = other.organ(&organ.code);
            let first = one.office.export_register(&Actor::System, organ.id, year).await.expect("a register");
            let second = other.office.export_register(&Actor::System, twin, year).await.expect("a register");
            registers.insert((organ.code.clone(), year), [first, second]);
        }
    }
    for (of, [first, second]) in &registers {
        assert!(first == second, "the registers of {of:?} differ");
    }
    assert!(one.cases.len() > 100, "{}", one.cases.len());
    one.office.db().close().await;
    other.office.db().close().await;
}
