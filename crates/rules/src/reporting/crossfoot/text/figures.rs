//! One claim against the cells it speaks of: R5.1 to R5.6, R5.9 to R5.15.

use super::*;

/// What a claim must equal.
struct Target {
    rule: &'static str,
    severity: Severity,
    /// Values that are right; the first is the one to tell.
    right: Vec<u64>,
    /// The message with `{found}` and `{expected}` filled in.
    message: fn(&Stated, u64) -> String,
    cell: Option<Cell>,
    /// The claim may be a part of the cell: 撤回 among 其他.
    at_most: bool,
}

/// The finding of one claim, if it does not agree.
pub(super) fn against_tables(report: &Report, stated: &Stated) -> Option<Finding> {
    if stated.claim.key == "fee" {
        return fee(report, stated);
    }
    let found = stated.count?;
    let target = target(report, stated)?;
    let expected = *target.right.first()?;
    let severity = verdict(stated, found, &target)?;
    let message = (target.message)(stated, expected);
    let mut hit = Finding::new(target.rule, severity, message).in_section(stated.claim.section);
    if let Some(cell) = target.cell {
        // The place of a finding in words is the text; the cell is where the reader looks next.
        let section = hit.section;
        hit = hit.at(cell);
        hit.section = section;
    }
    hit.table = None;
    Some(hit.expected(expected).found(found).quote(stated.claim.quote.clone()))
}

/// Whether, and how gravely, a claim differs: inexact ones and 件次 never give an error.
fn verdict(stated: &Stated, found: u64, target: &Target) -> Option<Severity> {
    let fits = |right: &u64| match stated.claim.exactness {
        Exactness::Exact if target.at_most => found <= *right,
        Exactness::Exact => found == *right,
        Exactness::Cumulative => true,
        Exactness::About => within_about(found, *right, stated.claim.quote.contains('近')),
        Exactness::AtLeast => *right >= found && *right <= found.saturating_add(leading_place(found)),
    };
    if target.right.iter().any(fits) {
        return None;
    }
    let soft = stated.claim.exactness != Exactness::Exact || stated.claim.unit.as_deref() == Some("件次");
    Some(if soft { Severity::Warn } else { target.severity })
}

/// 近 N lies in [0.9 N, N), 约 N within ten per cent.
fn within_about(found: u64, right: u64, nearly: bool) -> bool {
    let (low, right10) = (found.saturating_mul(9), right.saturating_mul(10));
    if nearly { right10 >= low && right < found } else { right10 >= low && right10 <= found.saturating_mul(11) }
}

/// The unit of the leading place: 160余 reaches to 260.
fn leading_place(number: u64) -> u64 {
    10u64.saturating_pow(number.checked_ilog10().unwrap_or(0))
}

fn target(report: &Report, stated: &Stated) -> Option<Target> {
    let key = stated.claim.key.as_str();
    let of_requests = requests(report, stated, key).or_else(|| outcomes(report, key));
    let target = of_requests.or_else(|| of_remedies(report, key)).or_else(|| documents(report, key))?;
    let none_of_remedies = stated.in_words && matches!(target.rule, "R5.9" | "R5.10");
    if !none_of_remedies {
        return Some(target);
    }
    // 未发生行政复议 is a claim of its own (R5.13).
    let message =
        |stated: &Stated, expected| format!("正文称未发生{}，表四为{expected}件。", phrase(&stated.claim.key));
    Some(Target { rule: "R5.13", message, ..target })
}

fn requests(report: &Report, stated: &Stated, key: &str) -> Option<Target> {
    let cell = |row| Some(Cell::Requests(row, Column::Total));
    let error = Severity::Error;
    Some(match key {
        "requests_received" if stated.in_words => Target {
            rule: "R5.12",
            severity: error,
            right: vec![total(report, Row::NewlyReceived)?],
            message: |_, expected| format!("正文称未收到申请，表三第一项为{expected}件。"),
            cell: cell(Row::NewlyReceived),
            at_most: false,
        },
        "requests_received" => {
            let new = total(report, Row::NewlyReceived)?;
            let due = total(report, Row::CarriedIn).map(|carried_in| new.saturating_add(carried_in));
            let right = if stated.with_carried_in { vec![due?] } else { vec![new] };
            let message: fn(&Stated, u64) -> String = if stated.with_carried_in {
                |stated, expected| {
                    format!(
                        "正文称收到申请{}件（含上年结转），表三第一项加第二项总计为{expected}件。",
                        stated.claim.value
                    )
                }
            } else {
                |stated, expected| format!("正文称收到申请{}件，表三第一项总计为{expected}件。", stated.claim.value)
            };
            Target { rule: "R5.1", severity: error, right, message, cell: cell(Row::NewlyReceived), at_most: false }
        }
        "carried_in" => Target {
            rule: "R5.2",
            severity: error,
            right: vec![total(report, Row::CarriedIn)?],
            message: |stated, expected| {
                format!("正文称上年结转{}件，表三第二项总计为{expected}件。", stated.claim.value)
            },
            cell: cell(Row::CarriedIn),
            at_most: false,
        },
        "answered" => {
            let all = total(report, Row::Total)?;
            let own = total(report, Row::CarriedIn).and_then(|carried_in| all.checked_sub(carried_in));
            let right = std::iter::once(all).chain(own.filter(|_| stated.this_year_only)).collect();
            Target {
                rule: "R5.3",
                severity: error,
                right,
                message: |stated, expected| {
                    format!("正文称办结（答复）{}件，表三第（七）项总计为{expected}件。", stated.claim.value)
                },
                cell: cell(Row::Total),
                at_most: false,
            }
        }
        "carried_out" => Target {
            rule: "R5.4",
            severity: error,
            right: vec![total(report, Row::CarriedOut)?],
            message: |stated, expected| {
                format!("正文称结转下年度{}件，表三第四项总计为{expected}件。", stated.claim.value)
            },
            cell: cell(Row::CarriedOut),
            at_most: false,
        },
        _ => return None,
    })
}

fn outcomes(report: &Report, key: &str) -> Option<Target> {
    let sum = match key {
        "granted" => total(report, Row::Disclosed),
        "partial" => total(report, Row::PartlyDisclosed),
        "granted_or_partial" => {
            Some(total(report, Row::Disclosed)?.saturating_add(total(report, Row::PartlyDisclosed)?))
        }
        "denied" => group_sum(report, Group::Withheld),
        "unable" => group_sum(report, Group::Unavailable),
        "not_processed" => group_sum(report, Group::NotProcessed),
        "other" => group_sum(report, Group::OtherwiseHandled),
        _ => None,
    };
    if let Some(sum) = sum {
        return Some(Target {
            rule: "R5.5",
            severity: Severity::Error,
            right: vec![sum],
            message: |stated, expected| {
                let phrase = phrase(&stated.claim.key);
                format!("正文称“{phrase}”{}件，表三相应各项合计为{expected}件。", stated.claim.value)
            },
            cell: None,
            at_most: false,
        });
    }
    let row: Row = key.parse().ok().filter(|row: &Row| row.is_leaf())?;
    Some(Target {
        rule: "R5.6",
        severity: Severity::Error,
        right: vec![total(report, row)?],
        message: |stated, expected| {
            let row: Option<Row> = stated.claim.key.parse().ok();
            let label = row.map(Row::full_label).unwrap_or_default();
            let words: String = stated.claim.quote.chars().take_while(|c| !c.is_ascii_digit()).collect();
            format!("正文称“{}”{}件，表三“{label}”总计为{expected}件。", words.trim(), stated.claim.value)
        },
        cell: Some(Cell::Requests(row, Column::Total)),
        at_most: row == Row::OtherHandling,
    })
}

fn of_remedies(report: &Report, key: &str) -> Option<Target> {
    let suits = |standing| {
        let direct = remedies(report, Block::DirectSuit, standing)?;
        Some(direct.saturating_add(remedies(report, Block::SuitAfterReconsideration, standing)?))
    };
    let one = |rule, severity, right, message: fn(&Stated, u64) -> String| {
        Some(Target { rule, severity, right: vec![right], message, cell: None, at_most: false })
    };
    match key {
        "review_total" => {
            let right = remedies(report, Block::Reconsideration, Standing::Total)?;
            one("R5.9", Severity::Error, right, |stated, expected| {
                format!("正文称行政复议{}件，表四总计为{expected}件。", stated.claim.value)
            })
        }
        "litigation_total" => one("R5.10", Severity::Error, suits(Standing::Total)?, |stated, expected| {
            format!("正文称行政诉讼{}件，表四两类合计为{expected}件。", stated.claim.value)
        }),
        "litigation_direct" | "litigation_after_review" => {
            let block = if key == "litigation_direct" { Block::DirectSuit } else { Block::SuitAfterReconsideration };
            one("R5.10", Severity::Error, remedies(report, block, Standing::Total)?, |stated, expected| {
                format!("正文称{}{}件，表四为{expected}件。", phrase(&stated.claim.key), stated.claim.value)
            })
        }
        _ => {
            let (block, result) = key.split_once('_')?;
            let standing: Standing = result.parse().ok()?;
            let right = match block {
                "review" => remedies(report, Block::Reconsideration, standing)?,
                "litigation" => suits(standing)?,
                _ => return None,
            };
            one("R5.11", Severity::Warn, right, |stated, expected| {
                format!("正文称{}{}件，表四为{expected}件。", phrase(&stated.claim.key), stated.claim.value)
            })
        }
    }
}

fn documents(report: &Report, key: &str) -> Option<Target> {
    let table = report.publication_table()?;
    let (figure, severity) = match key {
        "rules_made" => (Figure::GovernmentRuleIssued, Severity::Error),
        "rules_repealed" => (Figure::GovernmentRuleRepealed, Severity::Error),
        "rules_in_force" => (Figure::GovernmentRuleInForce, Severity::Error),
        "normative_made" => (Figure::NormativeDocumentIssued, Severity::Error),
        "normative_repealed" => (Figure::NormativeDocumentRepealed, Severity::Error),
        "normative_in_force" => (Figure::NormativeDocumentInForce, Severity::Error),
        "permit" => (Figure::AdministrativePermit, Severity::Warn),
        "punish" => (Figure::AdministrativePenalty, Severity::Warn),
        "coerce" => (Figure::CoerciveMeasure, Severity::Warn),
        _ => return None,
    };
    let rule = if severity == Severity::Error { "R5.14" } else { "R5.15" };
    Some(Target {
        rule,
        severity,
        right: vec![table.count(figure)?],
        message: |stated, expected| {
            let (row, column) = match stated.claim.key.split_once('_') {
                Some((row, "made")) => (row, "issued"),
                Some((row, column)) => (row, column),
                None => (stated.claim.key.as_str(), "decisions"),
            };
            let figure: Option<Figure> = format!("{row}.{column}").parse().ok();
            let cell = figure.map(|figure| Cell::Publication(figure).label()).unwrap_or_default();
            let phrase = phrase(&stated.claim.key);
            format!("正文称{phrase}{}件，表二“{cell}”为{expected}件。", stated.claim.value)
        },
        cell: Some(Cell::Publication(figure)),
        at_most: false,
    })
}

/// R5.15 for money: 元 against 万元, with half the last digit of the rounder figure as tolerance.
fn fee(report: &Report, stated: &Stated) -> Option<Finding> {
    let right = report.publication_table()?.administrative_fees.clone()?;
    let number = stated.claim.value.to_string();
    let unit = stated.claim.unit.as_deref();
    let (said, half) = amount(&number, unit)?;
    let (cell, half_of_cell) = amount(right.as_str(), Some("万元"))?;
    if said.abs_diff(cell) <= half.max(half_of_cell) {
        return None;
    }
    if unit == Some("元") && right.as_str() == number {
        // The cell holds the amount of the text in 元: R2.4 tells it, at the cell.
        return None;
    }
    let cell = Cell::Publication(Figure::AdministrativeFee);
    let unit = unit.unwrap_or_default();
    let message = format!("正文称行政事业性收费{number}{unit}，表二“{}”为{right}。", cell.label());
    let hit = Finding::new("R5.15", Severity::Warn, message).at(cell).in_section(stated.claim.section);
    Some(
        Finding { table: None, ..hit }
            .expected(right.as_str())
            .found(format!("{number}{unit}"))
            .quote(stated.claim.quote.clone()),
    )
}
