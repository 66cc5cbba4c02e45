//! `gongkai deadline` to the letter of `formats.md`.

use gongkai_rules::calendar::Calendar;
use gongkai_rules::deadlines::exchange::{ExchangeError, answer};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

fn ask_on(cases: &Value, as_of: Date) -> Vec<Value> {
    let text = answer(&cases.to_string(), &Calendar::embedded(), as_of).expect("answered");
    serde_json::from_str(&text).expect("an array")
}

fn ask(cases: &Value) -> Vec<Value> {
    ask_on(cases, date(2026, 12, 31))
}

fn refusal(cases: &Value) -> String {
    answer(&cases.to_string(), &Calendar::embedded(), date(2026, 12, 31)).expect_err("refused").to_string()
}

fn one(events: Value) -> Value {
    json!([{"id": "A-7", "name": "测试", "events": events}])
}

/// The names of the second table, and the fixed ones.
const NAMES: [&str; 24] = [
    "id",
    "state",
    "steps",
    "provisional",
    "received_on",
    "clarify_notice_due",
    "clarification_due",
    "party_due",
    "pay_due",
    "abandon_possible_from",
    "outcome",
    "first_due",
    "reply_due",
    "excluded_wd",
    "silence",
    "in_time",
    "refused",
    "reconsideration_until",
    "suit_until",
    "answer_due",
    "defence_due",
    "reconsideration_until_raw",
    "suit_until_raw",
    "defence_due_raw",
];

#[test]
fn answers_stand_in_the_order_of_the_cases_and_use_no_other_names() {
    let examples: Value = serde_json::from_str(include_str!("../data/deadline-examples.json")).expect("examples");
    for answer in ask(&examples) {
        for (name, value) in answer.as_object().expect("an object") {
            assert!(NAMES.contains(&name.as_str()), "{name}");
            if name != "state" && name != "reply_due" {
                assert!(!value.is_null(), "{name}");
            }
        }
        for step in answer["steps"].as_array().expect("steps") {
            let articles = step["articles"].as_array().expect("articles");
            assert!(!articles.is_empty(), "a step without its article: {step}");
            assert!(step["text"].is_string() && (step["date"].is_null() || step["date"].as_str().is_some()));
        }
    }
    let ids = json!([{"id": 3, "events": []}, {"events": []}, {"id": "x", "events": []}]);
    let answers = ask(&ids);
    assert_eq!(answers.iter().map(|answer| &answer["id"]).collect::<Vec<_>>(), [&json!(3), &Value::Null, &json!("x")]);
    assert_eq!(answers[0]["state"], Value::Null);
    assert_eq!(ask(&json!([])), Vec::<Value>::new());
}

#[test]
fn unknown_keys_are_ignored_and_null_is_absence() {
    let plain = one(json!([
        {"type": "received", "date": "2025-03-03", "channel": "counter"},
        {"type": "extend", "date": "2025-03-20", "days": 10},
    ]));
    let rich = json!([{"id": "A-7", "colour": 1, "events": [
        {"type": "received", "date": "2025-03-03", "channel": null, "by": ["x"]},
        {"type": "extend", "date": "2025-03-20", "days": 10, "told": null, "consent_by": null, "note": {}},
    ]}]);
    assert_eq!(ask(&plain)[0]["reply_due"], ask(&rich)[0]["reply_due"]);
    assert_eq!(ask(&plain)[0]["reply_due"], "2025-04-15");
}

#[test]
fn an_unknown_type_or_a_missing_date_names_the_case() {
    assert_eq!(
        refusal(&one(
            json!([{"type": "received", "date": "2025-03-03"}, {"type": "teleported", "date": "2025-03-03"}])
        )),
        "案件“A-7”（测试）：第 2 个事件的类型“teleported”不认识"
    );
    assert_eq!(refusal(&one(json!([{"type": "received"}]))), "案件“A-7”（测试）：第 1 个事件（received）没有日期 date");
    assert_eq!(
        refusal(&one(json!([{"type": "received", "date": null}]))),
        "案件“A-7”（测试）：第 1 个事件（received）没有日期 date"
    );
    assert_eq!(refusal(&one(json!([{"date": "2025-03-03"}]))), "案件“A-7”（测试）：第 1 个事件没有 type（事件类型）");
    let nameless = json!([{"id": "1", "events": []}, {"events": [{"type": "received"}]}]);
    assert!(refusal(&nameless).starts_with("案件第 2 个："));
    assert!(refusal(&json!([{"id": 12}])).starts_with("案件“12”：没有 events"));
    assert!(refusal(&json!([7])).contains("不是一个对象"));
    assert!(refusal(&one(json!(["received"]))).contains("第 1 个事件不是一个对象"));
}

#[test]
fn a_date_is_a_day_that_exists_written_one_way() {
    for wrong in [json!("2025-02-30"), json!("2025/3/4"), json!("20250304"), json!(20250304), json!("2025-03-04T10:00")]
    {
        let text = refusal(&one(json!([{"type": "received", "date": wrong}])));
        assert!(text.starts_with("案件“A-7”（测试）：第 1 个事件（received）的 date 不是日期"), "{text}");
    }
    let text = refusal(&one(json!([{"type": "delayed", "date": "2025-03-04", "until": "soon"}])));
    assert!(text.contains("（delayed）的 until 不是日期：“soon”"), "{text}");
}

#[test]
fn a_field_that_is_missing_or_unreadable_is_named_in_chinese() {
    let text = |event: Value| refusal(&one(json!([event]))).replace("案件“A-7”（测试）：第 1 个事件", "");
    assert_eq!(text(json!({"type": "extend", "date": "2025-03-04"})), "（extend）缺少 days");
    assert_eq!(text(json!({"type": "delayed", "date": "2025-03-04"})), "（delayed）缺少 until");
    assert_eq!(text(json!({"type": "copy_received", "date": "2025-03-04"})), "（copy_received）缺少 proceeding");
    assert_eq!(
        text(json!({"type": "extend", "date": "2025-03-04", "days": 0})),
        "（extend）的 days 应是 1 到 20 的整数"
    );
    assert_eq!(text(json!({"type": "extend", "date": "2025-03-04", "days": -3})), "（extend）里的 -3 写法不对");
    assert_eq!(
        text(json!({"type": "received", "date": "2025-03-04", "channel": "pigeon"})),
        "（received）里的“pigeon”不认识，应是 counter、post_signed、ordinary_letter、web、email、fax 之一"
    );
    assert_eq!(
        text(json!({"type": "consult_sent", "date": "2025-03-04", "party": "A", "kind": "neighbour"})),
        "（consult_sent）里的“neighbour”不认识，应是 third_party、joint_organ、other_organ 之一"
    );
    assert_eq!(
        text(json!({"type": "clarification_received", "date": "2025-03-04", "good_reason": [1]})),
        "（clarification_received）有的项写法不对"
    );
}

#[test]
fn what_is_no_array_of_cases_is_refused_in_words() {
    let calendar = Calendar::embedded();
    let refused = |text: &str| answer(text, &calendar, date(2026, 1, 1)).expect_err("refused");
    assert_eq!(refused("[{\n  \"id\": }]"), ExchangeError::NotJson { line: 2, column: 9 });
    assert_eq!(refused("{\"id\": 1}"), ExchangeError::NotAnArray);
    assert!(refused("").to_string().starts_with("不是 JSON"));
    assert!(answer("\u{feff}[]", &calendar, date(2026, 1, 1)).is_ok());
}

#[test]
fn the_day_one_looks_changes_the_state_and_nothing_else() {
    let case = one(json!([
        {"type": "received", "date": "2025-04-24", "channel": "counter"},
        {"type": "clarify_notice", "date": "2025-04-28", "deadline": "2025-05-20"},
        {"type": "clarification_received", "date": "2025-05-16"},
        {"type": "consult_sent", "date": "2025-05-20", "party": "A"},
        {"type": "opinion_received", "date": "2025-05-23", "party": "A"},
        {"type": "reply_posted", "date": "2025-06-25"},
    ]));
    let days = [
        (date(2025, 4, 23), Value::Null),
        (date(2025, 4, 24), json!("running")),
        (date(2025, 4, 28), json!("paused")),
        (date(2025, 5, 15), json!("paused")),
        (date(2025, 5, 16), json!("running")),
        (date(2025, 5, 20), json!("running")),
        (date(2025, 5, 21), json!("paused")),
        (date(2025, 5, 23), json!("paused")),
        (date(2025, 5, 24), json!("running")),
        (date(2025, 6, 19), json!("running")),
        (date(2025, 6, 20), json!("overdue")),
        (date(2025, 6, 25), json!("done")),
    ];
    let mut rest: Option<Value> = None;
    for (as_of, state) in days {
        let mut answer = ask_on(&case, as_of).remove(0);
        assert_eq!(answer["state"], state, "on {as_of}: {answer:#}");
        answer["state"] = Value::Null;
        assert_eq!(*rest.get_or_insert(answer.clone()), answer, "on {as_of}");
    }
    assert_eq!(rest.expect("asked")["reply_due"], "2025-06-19");
}

#[test]
fn a_case_that_ended_says_so() {
    let received = json!({"type": "received", "date": "2025-03-03", "channel": "counter"});
    let state = |more: Value| ask(&one(json!([received, more])))[0]["state"].clone();
    assert_eq!(state(json!({"type": "withdrawn", "date": "2025-03-10"})), "ended");
    assert_eq!(state(json!({"type": "abandoned", "date": "2025-03-10"})), "ended");
    assert_eq!(state(json!({"type": "reply_reached_system", "date": "2025-03-10"})), "done");
    assert_eq!(state(json!({"type": "fee_notice_sent", "date": "2025-03-10"})), "paused");
    assert_eq!(state(json!({"type": "reply_dated", "date": "2025-03-10"})), "overdue");
}

#[test]
fn only_the_first_refused_event_is_told() {
    let case = one(json!([
        {"type": "received", "date": "2025-03-03", "channel": "counter"},
        {"type": "extend", "date": "2025-03-10", "days": 21, "told": "2025-03-10"},
        {"type": "extend", "date": "2025-06-10", "days": 5, "told": "2025-06-10"},
    ]));
    let answer = ask(&case).remove(0);
    assert_eq!(answer["refused"], "extension over 20 wd");
    assert_eq!((&answer["first_due"], &answer["reply_due"]), (&json!("2025-03-31"), &json!("2025-03-31")));
}
