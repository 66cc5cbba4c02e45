//! The cases behind a figure: as many as it says, and to be taken away as a register of exactly these.

use super::acts::Sent;
use super::tables::figure;
use super::{edition, labels};
use crate::errors::Failure;
use crate::parts::{DrillCase, DrillDown, ExportForm, Link, words};
use crate::posted::new_once;
use crate::public::reports::file;
use axum::response::Response;
use gongkai_office::Refusal;
use gongkai_office::accounts::SignedIn;
use gongkai_office::register::SheetFormat;
use gongkai_office::reporting::{CountedCase, ReportView, in_cell};
use gongkai_rules::calendar::Calendar;
use gongkai_rules::editions::Stage;
use gongkai_rules::permissions::{Action, Subject, may};
use gongkai_rules::reporting::Cell;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Before a figure is chosen.
pub(super) fn nothing_chosen(view: &ReportView) -> DrillDown {
    let rule = if matches!(view.edition.stage, Stage::Imported { .. }) {
        "这份报告是导入的，没有背后的申请可看。"
    } else {
        "点表中任何一个不是 0 的数，这里列出它背后的每一件申请：编号、标题、日期。"
    };
    DrillDown { title: "数字背后的申请".into(), rule: rule.into(), ..DrillDown::default() }
}

/// The cases behind a figure, as many as it says.
pub(super) fn drill(who: &SignedIn, view: &ReportView, cell: Cell, calendar: &Calendar) -> DrillDown {
    let cases = in_cell(&view.cases, cell, view.year);
    let before =
        view.before.as_ref().and_then(|before| figure(&before.report, cell).map(|count| (before.report.year, count)));
    let now = u64::try_from(cases.len()).unwrap_or_default();
    // A case with two disputes of one kind counts twice and is one line of the register.
    let apart = cases.iter().map(|case| case.request.id).collect::<BTreeSet<_>>().len();
    let compared = before.map(|(year, count)| match now.cmp(&count) {
        std::cmp::Ordering::Equal => format!("与{year}年相比：{count} 件，没有变化。"),
        std::cmp::Ordering::Greater => format!("与{year}年相比：{count} 件，多 {} 件。", now - count),
        std::cmp::Ordering::Less => format!("与{year}年相比：{count} 件，少 {} 件。", count - now),
    });
    DrillDown {
        title: format!("{}：{} 件", labels::cell(cell), cases.len()),
        rule: labels::rule(cell, view.year),
        cases: cases.into_iter().map(|case| drill_case(case, cell, view.year, calendar)).collect(),
        export: export_form(who, view, cell, apart),
        compared: compared.unwrap_or_default(),
    }
}

fn drill_case(case: &CountedCase, cell: Cell, year: i16, calendar: &Calendar) -> DrillCase {
    let request = &case.request;
    let day = |day: Date| {
        if day.year() == year { format!("{}月{}日", day.month(), day.day()) } else { words::plain_day(day) }
    };
    let mut about = Vec::new();
    match cell {
        Cell::Remedies(block, _) => {
            for remedy in case.facts.remedies.iter().filter(|remedy| remedy.block == block) {
                about.push(format!("{}收到", day(remedy.received_on)));
                about.extend(remedy.ended.map(|(on, _)| format!("{}结案", day(on))));
            }
        }
        _ => match (case.facts.received_on, case.facts.closed) {
            (Some(received), Some((closed, _))) => {
                about.push(format!("{}答复", day(closed)));
                let used = calendar.working_days_between(received, closed);
                let extended = if request.extension.is_some() { "，经延长" } else { "" };
                about.push(format!("用时 {used} 个工作日{extended}"));
            }
            (Some(received), None) => {
                about.push(format!("{}收到", day(received)));
                about.push(words::state(request).to_owned());
            }
            (None, _) => {}
        },
    }
    DrillCase {
        link: Link::new(request.number.clone(), format!("/desk/requests/{}", request.id)),
        title: crate::desk::worklist::rows::title(request.title.as_deref()),
        about,
    }
}

/// Taking the cases away shows applicants in full: offered to whoever may export the register.
fn export_form(who: &SignedIn, view: &ReportView, cell: Cell, count: usize) -> Option<ExportForm> {
    let subject = Subject { organ_path: &who.organ.path, ..Subject::default() };
    let allowed = count > 0 && may(&who.actor(), Action::ImportRegister, subject).is_ok();
    allowed.then(|| ExportForm {
        action: format!("/desk/reports/{}/export", view.year),
        once: new_once(),
        cell: labels::key(cell),
        edition: view.edition.number,
        count,
    })
}

/// `POST /desk/reports/{year}/export`: the register columns of exactly the cases behind a figure, as an act with its
/// audit row.
pub async fn export(sent: Sent) -> Result<Response, Failure> {
    let key = sent.form.text("cell");
    let cell = labels::requests_cell(key).or_else(|| labels::remedies_cell(key)).ok_or(Refusal::NotFound)?;
    let format = SheetFormat::from_extension(sent.form.text("format")).ok_or(Refusal::NotFound)?;
    let edition = edition(Some(&format!("edition={}", sent.form.text("edition"))));
    let of = (sent.who.organ.id, sent.year, edition);
    let bytes = sent.app.office.export_figure(&sent.who.actor(), of, cell, format).await?;
    let what = labels::cell(cell).replace(" × ", "-").replace(' ', "");
    let name = format!("{}{}年{what}.{}", sent.who.organ.short_name, sent.year, format.extension());
    Ok(file(&name, format.media_type(), bytes))
}
