//! Puts values into the wording of a model.

use std::collections::BTreeMap;

/// Values by name, already written as the letter writes them.
pub(super) type Values = BTreeMap<&'static str, String>;

/// The choices made, by field name: they select the variants of a text.
pub(super) type Choices = BTreeMap<&'static str, String>;

/// A text with its values, and the names of the values it needed and missed.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub text: String,
    pub missing: Vec<&'static str>,
}

/// Fills a model text; its grammar stands in [`super::models`].
pub(super) fn fill(text: &'static str, values: &Values, choices: &Choices) -> Filled {
    let mut filled = Filled::default();
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let (before, after) = rest.split_at(start);
        push(&mut filled, before, values);
        let Some((segment, tail)) = after.strip_prefix('[').and_then(|after| after.split_once(']')) else {
            push(&mut filled, after, values);
            return filled;
        };
        push_segment(&mut filled, segment, values, choices);
        rest = tail;
    }
    push(&mut filled, rest, values);
    filled
}

fn push_segment(filled: &mut Filled, segment: &'static str, values: &Values, choices: &Choices) {
    let Some((condition, text)) = segment.split_once('|') else {
        // Without a condition the segment is optional: it stands only when every value in it is there.
        let mut tried = Filled::default();
        push(&mut tried, segment, values);
        if tried.missing.is_empty() {
            filled.text.push_str(&tried.text);
        }
        return;
    };
    let holds = if let Some(name) = condition.strip_prefix('?') {
        values.contains_key(name)
    } else if let Some(name) = condition.strip_prefix('!') {
        !values.contains_key(name)
    } else if let Some((name, value)) = condition.split_once('=') {
        choices.get(name).is_some_and(|chosen| chosen == value)
    } else {
        false
    };
    if holds {
        push(filled, text, values);
    }
}

fn push(filled: &mut Filled, text: &'static str, values: &Values) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.text.push_str(after);
            return;
        };
        match values.get(name) {
            Some(value) => filled.text.push_str(value),
            None => filled.missing.push(name),
        }
        rest = tail;
    }
    filled.text.push_str(rest);
}

/// A text without control characters and without the invisible ones that turn the direction of writing: on paper they
/// could make a sentence read as another one.
pub(super) fn clean(value: &str) -> String {
    let turns = |character: char| matches!(character, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    value.chars().filter(|&character| character == '\n' || !(character.is_control() || turns(character))).collect()
}

/// A value without the stop at its end (the model brings its own) and without line breaks.
pub(super) fn inline(value: &str) -> String {
    let mut joined = String::new();
    for line in clean(value).lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !joined.is_empty() && !joined.ends_with(['。', '；', '，', '：', '、', '！', '？']) {
            joined.push('；');
        }
        joined.push_str(line);
    }
    joined.trim_end_matches(['。', '；', '，', '、', ';', ',', '.']).to_owned()
}

/// A text inside “ ”: its own double quotes become single ones.
pub(super) fn quoted(value: &str) -> String {
    let mut opening = true;
    inline(value)
        .chars()
        .map(|character| match character {
            '“' => '‘',
            '”' => '’',
            '"' => {
                opening = !opening;
                if opening { '’' } else { '‘' }
            }
            other => other,
        })
        .collect()
}

/// Points, numbered when there are several.
pub(super) fn numbered(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| inline(line)).filter(|line| !line.is_empty()).collect();
    match lines.as_slice() {
        [single] => single.clone(),
        several => several
            .iter()
            .enumerate()
            .map(|(index, line)| format!("（{}）{line}", index + 1))
            .collect::<Vec<_>>()
            .join("；"),
    }
}

/// A day as a letter writes it: 2026年3月5日.
pub fn chinese_date(date: jiff::civil::Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}
