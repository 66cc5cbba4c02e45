//! The worked deadlines of the law sheet, every name of every case.

use gongkai_rules::calendar::Calendar;
use gongkai_rules::deadlines::exchange;
use jiff::civil::date;
use serde_json::Value;

const EXAMPLES: &str = include_str!("../data/deadline-examples.json");

#[test]
fn every_worked_deadline_comes_out_as_expected() {
    let cases: Vec<Value> = serde_json::from_str(EXAMPLES).expect("the examples");
    let answers = exchange::answer(EXAMPLES, &Calendar::embedded(), date(2026, 11, 24)).expect("answers");
    let answers: Vec<Value> = serde_json::from_str(&answers).expect("an array");
    assert_eq!((answers.len(), cases.len()), (36, 36));
    for (case, answer) in cases.iter().zip(&answers) {
        assert_eq!(case["id"], answer["id"]);
        for (name, expected) in case["expected"].as_object().expect("expected") {
            if name == "sum_would_be" {
                continue;
            }
            assert_eq!(&answer[name], expected, "{} {name}: {answer:#}", case["id"]);
        }
        let steps = answer["steps"].as_array().expect("steps");
        assert!(!steps.is_empty(), "{} has no reasons", case["id"]);
        for step in steps {
            assert!(step["text"].as_str().is_some_and(|text| !text.is_empty()), "{answer:#}");
        }
    }
}
