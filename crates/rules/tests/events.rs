//! Each kind of event keeps a stored example of every version it ever had (`data/events/v*/`), which must still read:
//! what an office has recorded stays readable for ever. A new kind fails here until it has its example; a changed one
//! fails until the old example reads and a new version stands beside it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

use gongkai_rules::events::{Amendment, Event, ImportedStep, Recorded, Step};
use gongkai_rules::outcomes::Outcome;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A function from a value to the name of its kind, and the list of all names: the match is exhaustive, so that a new
/// kind does not compile before it is named here, and then fails before it has an example.
macro_rules! kinds {
    ($function:ident, $names:ident, $type:ident { $($kind:ident $name:literal),+ $(,)? }) => {
        const $names: &[&str] = &[$($name),+];
        fn $function(value: &$type) -> &'static str {
            match value {$(kinds!(@pattern $type $kind) => $name),+}
        }
    };
    (@pattern Amendment $kind:ident) => { Amendment::$kind(_) };
    (@pattern $type:ident $kind:ident) => { $type::$kind { .. } };
}

kinds!(event_name, EVENTS, Event {
    Submitted "submitted",
    Titled "titled",
    Registered "registered",
    ContactTried "contact_tried",
    Assigned "assigned",
    StepProposed "step_proposed",
    StepDeclined "step_declined",
    ClarificationAsked "clarification_asked",
    ClarificationDelivered "clarification_delivered",
    ClarificationReceived "clarification_received",
    Abandoned "abandoned",
    ConsultationSent "consultation_sent",
    ConsultationDelivered "consultation_delivered",
    OpinionReceived "opinion_received",
    ConsultationLapsed "consultation_lapsed",
    ThirdPartyTold "third_party_told",
    PaperIssued "paper_issued",
    ReasonsAsked "reasons_asked",
    ReasonsReceived "reasons_received",
    Delayed "delayed",
    Extended "extended",
    FeeNoticeSent "fee_notice_sent",
    FeeNoticeDelivered "fee_notice_delivered",
    FeePaid "fee_paid",
    FeeRevoked "fee_revoked",
    DecisionProposed "decision_proposed",
    DecisionReturned "decision_returned",
    DecisionApproved "decision_approved",
    DecisionSigned "decision_signed",
    Delivered "delivered",
    PutAtDisposal "put_at_disposal",
    PaperOpened "paper_opened",
    NoticePhoned "notice_phoned",
    DeliveryFailed "delivery_failed",
    Withdrawn "withdrawn",
    RecordAmended "record_amended",
    Archived "archived",
    RemedyOpened "remedy_opened",
    RemedyStep "remedy_step",
    RemedyEnded "remedy_ended",
    ReopenedByRemedy "reopened_by_remedy",
    CalendarAdopted "calendar_adopted",
    Imported "imported",
});

kinds!(step_name, STEPS, Step {
    Extend "extend",
    Consult "consult",
    AskReasons "ask_reasons",
    ChargeFee "charge_fee",
    Abandon "abandon",
    TellThirdParty "tell_third_party",
    Amend "amend",
});

kinds!(amendment_name, AMENDMENTS, Amendment {
    ReceivedOn "received_on",
    Channel "channel",
    ApplicantKind "applicant_kind",
    Outcome "outcome",
    ClosedOn "closed_on",
    DeliveryWay "delivery_way",
    DuplicateOf "duplicate_of",
});

kinds!(imported_name, IMPORTED, ImportedStep {
    ClarificationAsked "clarification_asked",
    ClarificationReceived "clarification_received",
    ConsultationSent "consultation_sent",
    OpinionReceived "opinion_received",
    Extended "extended",
    Replied "replied",
});

/// Every stored example with its file name without extension, of all versions.
fn examples() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/events");
    let list = |folder: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    let files = list(&root).into_iter().flat_map(|version| list(&version));
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    files.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn every_stored_event_still_reads_and_nothing_of_it_is_lost() {
    for (name, text) in examples() {
        let recorded: Recorded = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let kind = name.split('-').next().unwrap();
        assert_eq!(event_name(&recorded.event), kind, "{name}");
        let stored: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_value(&recorded).unwrap(), stored, "{name} writes what it read");
        assert_eq!(stored["event"]["event"], kind, "{name}: the tag that the database keeps beside it");
    }
}

#[test]
fn every_kind_of_event_step_amendment_and_imported_step_has_an_example() {
    let (mut events, mut steps, mut amendments, mut imported) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (name, text) in examples() {
        let recorded: Recorded = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        events.insert(event_name(&recorded.event));
        match &recorded.event {
            Event::StepProposed { step } => {
                steps.insert(step_name(step));
            }
            Event::RecordAmended { amendment, .. } => {
                amendments.insert(amendment_name(amendment));
            }
            Event::Imported { what } => {
                imported.insert(imported_name(what));
            }
            _ => {}
        }
    }
    let all = |names: &[&'static str]| names.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(events, all(EVENTS));
    assert_eq!(steps, all(STEPS));
    assert_eq!(amendments, all(AMENDMENTS));
    assert_eq!(imported, all(IMPORTED));
}

/// The names of rows stand in events too: a renamed row would make years of cases unreadable.
#[test]
fn the_rows_keep_the_names_under_which_events_hold_them() {
    let names = Outcome::ALL.map(|outcome| serde_json::to_value(outcome).unwrap().as_str().unwrap().to_owned());
    let kept = [
        "disclosed",
        "partly_disclosed",
        "state_secret",
        "forbidden_by_law",
        "endangers_security",
        "third_party_rights",
        "internal_affairs",
        "process_information",
        "enforcement_file",
        "administrative_inquiry",
        "not_held",
        "would_need_making",
        "still_unclear",
        "petition_or_complaint",
        "repeated",
        "public_publication",
        "excessive_without_reason",
        "confirm_or_reissue",
        "not_clarified_in_time",
        "fee_not_paid",
        "other_handling",
    ];
    assert_eq!(names, kept);
}

/// An event holds references and figures, never a word of an applicant: every text in the examples is a code, a number,
/// a hash, a date or the title that the desk settled without personal data.
#[test]
fn events_have_no_place_for_words_of_people() {
    const TEXTS: &[&str] = &["number", "title", "sha256", "hash", "tracking", "calendar"];
    fn walk(name: &str, key: &str, value: &Value) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, value)| walk(name, key, value)),
            Value::Array(items) => items.iter().for_each(|item| walk(name, key, item)),
            Value::String(text) => {
                let code = text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                let reference = text.len() == 36 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
                let time = text.starts_with(|c: char| c.is_ascii_digit()) && text.is_ascii() && text.len() <= 20;
                assert!(code || reference || time || TEXTS.contains(&key), "{name}: {key} holds {text:?}");
            }
            _ => {}
        }
    }
    for (name, text) in examples() {
        walk(&name, "", &serde_json::from_str(&text).unwrap());
    }
}
