//! A register of many cases, one in ten still open, taken in through the import like any other.

use crate::Fault;
use gongkai_documents::sheets::write_register;
use gongkai_office::Office;
use gongkai_rules::outcomes::{ApplicantKind, Outcome};
use gongkai_rules::people::Actor;
use gongkai_rules::reporting::Row;
use gongkai_rules::reporting::register::{RegisterRow, Reply};
use jiff::Span;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

/// Rows of one file: an import takes 50,000.
const OF_A_FILE: usize = 25_000;

const SUBJECTS: [&str; 8] = [
    "道路施工安排和预算",
    "老旧小区改造补助明细",
    "公车运行费用",
    "征地补偿安置方案",
    "学校食堂检查结果",
    "排水管网改造合同",
    "困难家庭救助标准",
    "绿化养护招标文件",
];

fn row(number: usize, today: Date, outcomes: &[Outcome]) -> Result<RegisterRow, Fault> {
    // Open ones came in lately, closed ones over the years before.
    let open = number % 10 == 3;
    let days = i64::try_from(if open { number % 28 } else { 40 + number % 2000 })?;
    let received = today.checked_sub(Span::new().days(days))?.max(date(2019, 6, 1));
    let kind = if number % 4 == 0 { ApplicantKind::Company } else { ApplicantKind::NaturalPerson };
    let subject = SUBJECTS.get(number % SUBJECTS.len()).copied().unwrap_or_default();
    let mut row = RegisterRow::new(received, kind, format!("第{number}号{subject}"));
    row.number = Some(format!("旧-{number:06}"));
    row.applicant = Some(format!("申请人{number}"));
    row.phone = Some(format!("139{:08}", number % 100_000_000));
    if !open {
        let outcome = outcomes.get(number % outcomes.len().max(1)).copied().ok_or("no outcome")?;
        row.reply = Some(Reply { on: received.checked_add(Span::new().days(9))?, outcome });
        row.letter_number = Some(format!("公开〔{}〕{number}号", received.year()));
    }
    Ok(row)
}

pub async fn run(data: &Path, organ: &str, cases: usize) -> Result<Value, Fault> {
    let office = Office::open(data, None).await?;
    let organs = office.organs().await.map_err(|refusal| format!("{refusal:?}"))?;
    let organ = organs.iter().find(|known| known.name == organ).ok_or("no such organ")?.id;
    let today = office.clock().today();
    let outcomes: Vec<Outcome> = Row::leaves().filter_map(Row::outcome).collect();
    let began = Instant::now();
    let numbers: Vec<usize> = (0..cases).collect();
    for part in numbers.chunks(OF_A_FILE) {
        let rows: Vec<RegisterRow> =
            part.iter().map(|number| row(*number, today, &outcomes)).collect::<Result<_, _>>()?;
        let taken = office.import_register(&Actor::System, organ, None, write_register(&rows)?, today.year(), true);
        taken.await.map_err(|refusal| format!("{refusal:?}"))?;
    }
    office.db().close().await;
    Ok(json!({ "cases": cases, "seconds": began.elapsed().as_secs_f64() }))
}
