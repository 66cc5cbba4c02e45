//! Counting tables three and four (`requests.md` 2.4 and 3): every case once, in its row, column and year.

use gongkai_rules::outcomes::{ApplicantKind, Outcome};
use gongkai_rules::reporting::{
    Block, CaseFacts, Cell, Column, Group, RemediesTable, RemedyFacts, RemedyResult, RequestsTable, Row, Standing,
    carried_forward, cells, count, form,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const YEARS: [i16; 3] = [2024, 2025, 2026];

fn day() -> impl Strategy<Value = Date> {
    (0i64..1_500).prop_map(|days| date(2023, 1, 1).checked_add(days.days()).unwrap())
}

fn outcome() -> impl Strategy<Value = Outcome> {
    let outcomes: Vec<Outcome> = Row::leaves().filter_map(Row::outcome).collect();
    proptest::sample::select(outcomes)
}

fn kind() -> impl Strategy<Value = ApplicantKind> {
    let kinds: Vec<ApplicantKind> = Column::KINDS.into_iter().filter_map(Column::applicant_kind).collect();
    proptest::sample::select(kinds)
}

fn remedy() -> impl Strategy<Value = RemedyFacts> {
    let result = proptest::sample::select(vec![RemedyResult::Upheld, RemedyResult::Corrected, RemedyResult::Other]);
    let block = proptest::sample::select(Block::ALL.to_vec());
    (block, day(), proptest::option::of((day(), result))).prop_map(|(block, received_on, ended)| RemedyFacts {
        block,
        received_on,
        ended,
    })
}

/// Any case at all: unconfirmed, open, closed, even closed before its receipt, with up to two remedies.
pub fn case() -> impl Strategy<Value = CaseFacts> {
    let closed = proptest::option::of((day(), outcome()));
    let remedies = proptest::collection::vec(remedy(), 0..3);
    (kind(), proptest::option::weighted(0.9, day()), closed, remedies).prop_map(
        |(applicant_kind, received_on, closed, remedies)| CaseFacts { applicant_kind, received_on, closed, remedies },
    )
}

fn cases() -> impl Strategy<Value = Vec<CaseFacts>> {
    proptest::collection::vec(case(), 0..60)
}

fn figure(table: &RequestsTable, row: Row, column: Column) -> u64 {
    table.get(row, column).expect("a counted cell is never blank")
}

fn assert_identities(table: &RequestsTable) {
    for column in Column::ALL {
        let cell = |row| figure(table, row, column);
        assert_eq!(
            cell(Row::NewlyReceived) + cell(Row::CarriedIn),
            cell(Row::Total) + cell(Row::CarriedOut),
            "{column}"
        );
        assert_eq!(Row::leaves().map(cell).sum::<u64>(), cell(Row::Total), "{column}");
    }
    for row in Row::PRINTED {
        let kinds: u64 = Column::KINDS.into_iter().map(|column| figure(table, row, column)).sum();
        assert_eq!(kinds, figure(table, row, Column::Total), "{row}");
    }
}

fn assert_sums(table: &RemediesTable) {
    for block in Block::ALL {
        let cell = |standing| table.get(block, standing).expect("a counted cell is never blank");
        let parts = [Standing::Upheld, Standing::Corrected, Standing::Other, Standing::Pending];
        assert_eq!(parts.into_iter().map(cell).sum::<u64>(), cell(Standing::Total), "{block}");
    }
}

proptest! {
    #[test]
    fn sums_hold_and_each_year_carries_into_the_next(cases in cases()) {
        let tables = YEARS.map(|year| count(year, &cases));
        for (requests, remedies) in &tables {
            assert_identities(requests);
            assert_sums(remedies);
        }
        for pair in tables.windows(2) {
            for column in Column::ALL {
                prop_assert_eq!(pair[0].0.get(Row::CarriedOut, column), pair[1].0.get(Row::CarriedIn, column));
            }
            for block in Block::ALL {
                prop_assert!(pair[1].1.get(block, Standing::Total) >= pair[0].1.get(block, Standing::Pending));
            }
        }
    }

    #[test]
    fn over_all_years_each_request_is_new_once_and_handled_at_most_once(case in case()) {
        let mut new = 0;
        let mut handled = Vec::new();
        for year in 2023..=2027 {
            for cell in cells(&case, year) {
                match cell {
                    Cell::Requests(Row::NewlyReceived, Column::Total) => new += 1,
                    Cell::Requests(row, Column::Total) if row.is_leaf() => handled.push(row),
                    _ => {}
                }
            }
        }
        prop_assert_eq!(new, usize::from(case.received_on.is_some()));
        let expected: Vec<Row> = case.received_on.and(case.closed).map(|(_, outcome)| Row::of(outcome)).into_iter().collect();
        prop_assert_eq!(handled, expected);
    }

    #[test]
    fn the_tables_are_exactly_the_cells_of_the_cases(cases in cases(), year in 2023i16..2028) {
        let (requests, remedies) = count(year, &cases);
        let all: Vec<Cell> = cases.iter().flat_map(|case| cells(case, year)).collect();
        let times = |cell: Cell| Some(all.iter().filter(|found| **found == cell).count() as u64);
        for row in Row::PRINTED {
            for column in Column::ALL {
                prop_assert_eq!(requests.get(row, column), times(Cell::Requests(row, column)));
            }
        }
        for block in Block::ALL {
            for standing in Standing::ALL {
                prop_assert_eq!(remedies.get(block, standing), times(Cell::Remedies(block, standing)));
            }
        }
        prop_assert_eq!(requests.row(Row::OtherwiseHandled), None);
    }

    /// Whatever is recorded after publication, the next year starts with what the published version carried out.
    #[test]
    fn carry_over_follows_the_published_version(histories in proptest::collection::vec((proptest::option::of(case()), case()), 0..40)) {
        let published: Vec<CaseFacts> = histories.iter().filter_map(|(before, _)| before.clone()).collect();
        let (first, _) = count(2024, &published);
        let now: Vec<CaseFacts> = histories.iter().map(|(before, now)| carried_forward(before.as_ref(), now, 2025)).collect();
        let (second, _) = count(2025, &now);
        assert_identities(&second);
        for column in Column::ALL {
            prop_assert_eq!(first.get(Row::CarriedOut, column), second.get(Row::CarriedIn, column), "{}", column);
        }
        // A case that nobody touched since counts as if there had been no publication.
        let untouched: Vec<CaseFacts> = published.iter().map(|case| carried_forward(Some(case), case, 2025)).collect();
        prop_assert_eq!(count(2025, &untouched).0, count(2025, &published).0);
    }
}

fn request(received_on: Date, closed: Option<(Date, Outcome)>) -> CaseFacts {
    CaseFacts { applicant_kind: ApplicantKind::Company, received_on: Some(received_on), closed, remedies: Vec::new() }
}

#[test]
fn a_request_of_december_answered_in_january_counts_in_two_reports() {
    let case = request(date(2024, 12, 31), Some((date(2025, 1, 2), Outcome::PartlyDisclosed)));
    let of = |row| [Cell::Requests(row, Column::Company), Cell::Requests(row, Column::Total)];
    assert_eq!(cells(&case, 2023), []);
    assert_eq!(cells(&case, 2024), [of(Row::NewlyReceived), of(Row::CarriedOut)].concat());
    assert_eq!(cells(&case, 2025), [of(Row::CarriedIn), of(Row::PartlyDisclosed), of(Row::Total)].concat());
    assert_eq!(cells(&case, 2026), []);
}

#[test]
fn a_reply_effective_on_the_last_day_of_the_year_is_handled_in_it() {
    let case = request(date(2024, 12, 2), Some((date(2024, 12, 31), Outcome::NotHeld)));
    let (table, _) = count(2024, [&case]);
    assert_eq!(table.get(Row::NotHeld, Column::Company), Some(1));
    assert_eq!(table.get(Row::CarriedOut, Column::Total), Some(0));
}

#[test]
fn a_suit_open_over_two_years_is_pending_twice_and_then_has_its_result() {
    let suit = RemedyFacts {
        block: Block::DirectSuit,
        received_on: date(2024, 11, 5),
        ended: Some((date(2026, 3, 1), RemedyResult::Corrected)),
    };
    let case =
        CaseFacts { remedies: vec![suit], ..request(date(2024, 9, 2), Some((date(2024, 9, 20), Outcome::NotHeld))) };
    let standing = |year| {
        let (_, table) = count(year, [&case]);
        Standing::ALL
            .into_iter()
            .filter(|standing| table.get(Block::DirectSuit, *standing) == Some(1))
            .collect::<Vec<_>>()
    };
    assert_eq!(standing(2023), []);
    assert_eq!(standing(2024), [Standing::Pending, Standing::Total]);
    assert_eq!(standing(2025), [Standing::Pending, Standing::Total]);
    assert_eq!(standing(2026), [Standing::Corrected, Standing::Total]);
    assert_eq!(standing(2027), []);
}

#[test]
fn a_reply_recorded_after_publication_is_handled_in_the_next_year_until_a_correction_is_published() {
    let before = request(date(2024, 12, 2), None);
    let now = request(date(2024, 12, 2), Some((date(2024, 12, 20), Outcome::Disclosed)));
    let forward = carried_forward(Some(&before), &now, 2025);
    let (table, _) = count(2025, [&forward]);
    assert_eq!(table.get(Row::CarriedIn, Column::Company), Some(1));
    assert_eq!(table.get(Row::Disclosed, Column::Company), Some(1));
    let corrected = carried_forward(Some(&now), &now, 2025);
    assert_eq!(cells(&corrected, 2025), []);
}

#[test]
fn every_label_of_the_form_is_there_and_names_its_row() {
    for row in Row::PRINTED {
        assert!(!row.label().is_empty(), "{row}");
        assert_eq!(row.id().parse(), Ok(row));
    }
    for row in Row::leaves() {
        assert_eq!(Row::named(row.label()), Some(row));
        assert_eq!(Row::named(row.id()), Some(row));
        assert_eq!(row.outcome().map(Row::of), Some(row));
    }
    assert_eq!(Row::leaves().count(), 21);
    assert_eq!(Row::StateSecret.full_label(), "（三）不予公开·1.属于国家秘密");
    assert_eq!(Row::CarriedOut.label(), "四、结转下年度继续办理");
    assert_eq!(Column::PublicInterestOrganisation.label(), "社会公益组织");
    assert_eq!(Group::OtherwiseHandled.label(), "（六）其他处理");
    assert_eq!(form::results_label(), "三、本年度办理结果");
    assert_eq!(form::corner_label(), "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）");
    assert_eq!(form::section_title("overview.requests"), "（二）依申请公开");
    assert_eq!(form::section_title("remedies"), "四、政府信息公开行政复议、行政诉讼情况");
    for figure in form::Figure::ALL {
        assert!(
            !figure.row_label().is_empty() && !figure.column_label().is_empty() && !figure.block_label().is_empty()
        );
    }
    assert_eq!(form::Figure::AdministrativeFee.column_label(), "本年收费金额（单位：万元）");
    for block in Block::ALL {
        assert!(!block.label().is_empty());
    }
}

#[test]
fn an_outcome_is_known_by_any_variant_of_its_label() {
    let named = |text| Row::named(text);
    assert_eq!(named("其他"), Some(Row::OtherHandling));
    assert_eq!(named("3. 其它"), Some(Row::OtherHandling));
    assert_eq!(named("(二) 部分公开 (区分处理的, 只计这一情形, 不计其他情形)"), Some(Row::PartlyDisclosed));
    assert_eq!(named("信访、举报、投诉类申请"), Some(Row::PetitionOrComplaint));
    assert_eq!(named("危及\"三安全一稳定\""), Some(Row::EndangersSecurity));
    assert_eq!(named("逾期未缴费"), Some(Row::FeeNotPaid));
    assert_eq!(named("u1_noinfo"), Some(Row::NotHeld));
    for wrong in ["", "总计", "total", "（三）不予公开", "new", "o_merged", "公开"] {
        assert_eq!(named(wrong), None, "{wrong}");
    }
}

#[test]
fn a_cell_is_written_as_in_the_law_sheet_and_read_back() {
    for text in ["t2.normative.issued", "t2.fee.amount", "t3.new.total", "t4.review.upheld"] {
        assert_eq!(text.parse::<Cell>().unwrap().to_string(), text);
    }
    for wrong in ["t3.new", "t5.new.total", "t3.nowhere.total", "t2.fee", ""] {
        assert!(wrong.parse::<Cell>().is_err(), "{wrong}");
    }
    assert_eq!("t3.d1_secret.natural_person".parse::<Cell>().unwrap().label(), "（三）不予公开·1.属于国家秘密·自然人");
}

#[test]
fn tables_are_read_and_written_in_the_exchange_format() {
    let json = serde_json::to_value(RequestsTable::zero()).unwrap();
    assert_eq!(json["new"]["legal_service"], 0);
    assert!(json["o_merged"].is_null());
    assert_eq!(json.as_object().unwrap().len(), 26);
    assert_eq!(serde_json::from_value::<RequestsTable>(json.clone()).unwrap(), RequestsTable::zero());
    let mut short = json;
    short.as_object_mut().unwrap().remove("total");
    assert!(serde_json::from_value::<RequestsTable>(short).unwrap_err().to_string().contains("缺少行“total”"));
    let four = serde_json::to_value(RemediesTable::empty()).unwrap();
    assert!(four["suit_after_review"]["pending"].is_null());
    assert_eq!(serde_json::from_value::<RemediesTable>(four).unwrap(), RemediesTable::empty());
}
