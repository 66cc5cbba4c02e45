//! One value cell: what number it prints, and how. A blank is no 0, a mark for “none” is no 0, and what is no number of
//! the wanted kind is kept as it was printed (L15 to L22).

use gongkai_rules::reporting::claims::numeral;
use unicode_normalization::UnicodeNormalization as _;

/// What kind of number a cell asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::reading) enum Kind {
    /// 件.
    Count,
    /// 本年增/减 of the 2019 form.
    Signed,
    /// 万元.
    Money,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::reading) enum State {
    /// Nothing.
    Blank,
    /// A mark for “none”: `/`, `—`, 无.
    Mark,
    /// A number: a count, a signed count, or digits in 万元.
    Number(Number),
    /// Something else: −1, 1.5, 十二余, #REF!.
    Bad,
}

/// A number as its cell wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::reading) enum Number {
    /// 件.
    Count(u64),
    /// 增减.
    Signed(i64),
    /// Decimal digits, 万元.
    Money(String),
}

/// A value cell as printed and as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::reading) struct Figure {
    /// What it says.
    pub state: State,
    /// The cell as printed, without line ends.
    pub text: String,
    /// Words besides the number.
    pub remark: Option<String>,
    /// Thousands separators, blanks or units inside (R8.3).
    pub dressed: bool,
    /// Full-width digits, circled or Chinese numerals (R8.4).
    pub foreign_digits: bool,
    /// Digits of one number stood on several lines (R8.5).
    pub broken: bool,
    /// A sum of money that stood in 元 and was converted.
    pub converted: bool,
}

const MARKS: [&str; 22] = [
    "/",
    "\\",
    "-",
    "--",
    "---",
    "—",
    "——",
    "–",
    "―",
    "－",
    "~",
    "无",
    "不适用",
    "N/A",
    "n/a",
    "NA",
    "空",
    "／",
    "*",
    "暂无",
    "没有",
    "//",
];

const UNITS: [&str; 13] = ["件次", "件", "个", "条", "项", "宗", "次", "人次", "人", "起", "份", "部", "例"];

impl Figure {
    /// Reads a cell.
    pub fn read(text: &str, kind: Kind) -> Figure {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let shown = lines.concat();
        let mut figure = Figure {
            state: State::Blank,
            text: shown.clone(),
            remark: None,
            dressed: false,
            foreign_digits: false,
            broken: false,
            converted: false,
        };
        let folded: String = shown.nfkc().collect();
        let folded = folded.trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}');
        if folded.is_empty() {
            return figure;
        }
        if MARKS.contains(&folded) {
            figure.state = State::Mark;
            return figure;
        }
        let (main, remark) = split_remark(folded);
        figure.remark = remark;
        figure.broken = lines.len() > 1
            && lines.iter().take(2).all(|line| line.chars().all(|c| c.is_ascii_digit()) && !line.is_empty());
        figure.foreign_digits = shown.chars().any(|c| !c.is_ascii() && is_digit_of_another_kind(c));
        figure.state = match kind {
            Kind::Count => figure.count(main),
            Kind::Signed => signed(main),
            Kind::Money => figure.money(main),
        };
        if figure.state == State::Bad {
            figure.remark = None;
        }
        figure
    }

    /// The count, where there is one.
    pub fn count_value(&self) -> Option<u64> {
        match self.state {
            State::Number(Number::Count(count)) => Some(count),
            _ => None,
        }
    }

    /// Whether a number stands there.
    pub fn is_number(&self) -> bool {
        matches!(self.state, State::Number(_))
    }

    fn count(&mut self, main: &str) -> State {
        let (digits, unit) = strip_unit(main);
        self.dressed |= unit;
        if let Some(plain) = without_separators(digits) {
            self.dressed |= plain.len() != digits.len();
            return match whole(&plain) {
                Some(count) => State::Number(Number::Count(count)),
                None => State::Bad,
            };
        }
        let numeral_only = !digits.is_empty() && digits.chars().all(|c| "〇零一二两三四五六七八九十百千".contains(c));
        if numeral_only && let Some(count) = numeral(digits) {
            self.foreign_digits = true;
            return State::Number(Number::Count(count));
        }
        // 6其中修订2件: the first number counts, the rest is a remark (L17).
        let end = main.find(|c: char| !c.is_ascii_digit()).unwrap_or(main.len());
        let (number, rest) = main.split_at(end);
        let goes_on = rest.starts_with(['.', 'E', 'e', ',', '%', '余', '多', '万', '亿', '-', '/', '+', '~', ' ']);
        match whole(number) {
            Some(count) if !goes_on => {
                self.remark = Some(format!("{rest}{}", self.remark.clone().unwrap_or_default()));
                State::Number(Number::Count(count))
            }
            _ => State::Bad,
        }
    }

    fn money(&mut self, main: &str) -> State {
        let about = main.strip_prefix('约').or_else(|| main.strip_prefix('近'));
        let bare = about.unwrap_or(main);
        let (digits, decimals, unit) = match bare {
            _ if bare.ends_with("亿元") => (bare.trim_end_matches("亿元"), -4i32, true),
            _ if bare.ends_with("万元") => (bare.trim_end_matches("万元"), 0, true),
            _ if bare.ends_with('万') => (bare.trim_end_matches('万'), 0, true),
            _ if bare.ends_with('元') => (bare.trim_end_matches('元'), 4, true),
            _ => (bare, 0, false),
        };
        let digits = digits.trim();
        let (whole_part, part) = digits.split_once('.').map_or((digits, None), |(a, b)| (a, Some(b)));
        let Some(plain) = without_separators(whole_part) else { return State::Bad };
        let good_part = part.is_none_or(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        if !good_part || (plain.len() > 1 && plain.starts_with('0')) {
            return State::Bad;
        }
        self.dressed |= plain.len() != whole_part.len() || unit;
        if about.is_some() || unit {
            self.remark = Some(self.text.clone());
        }
        self.converted = decimals == 4;
        match shift(&plain, part.unwrap_or_default(), decimals) {
            Some(amount) if amount.parse::<gongkai_rules::reporting::WanYuan>().is_ok() => {
                State::Number(Number::Money(amount))
            }
            _ => State::Bad,
        }
    }
}

/// Moves the decimal point to the left by so many digits (to the right where negative), as text.
fn shift(whole: &str, part: &str, by: i32) -> Option<String> {
    if by == 0 {
        return Some(if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") });
    }
    let (whole, part) = if by > 0 {
        let by = usize::try_from(by).ok()?;
        let padded = format!("{whole:0>width$}", width = by + 1);
        let at = padded.len().checked_sub(by)?;
        let (left, right) = padded.split_at_checked(at)?;
        (left.to_owned(), format!("{right}{part}"))
    } else {
        let by = usize::try_from(-by).ok()?;
        let padded = format!("{part:0<by$}");
        let (left, right) = padded.split_at_checked(by)?;
        (format!("{whole}{left}"), right.to_owned())
    };
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") })
}

/// The number before a bracket or a star, and the words from there on.
fn split_remark(text: &str) -> (&str, Option<String>) {
    let at = text.find(['(', '（', '[', '【', '*', '※', '#', '＊']).filter(|at| *at > 0);
    match at {
        Some(at) => {
            let (main, rest) = text.split_at(at);
            (main.trim(), Some(rest.trim().to_owned()))
        }
        None => (text, None),
    }
}

fn strip_unit(text: &str) -> (&str, bool) {
    for unit in UNITS {
        if let Some(digits) = text.strip_suffix(unit)
            && !digits.is_empty()
        {
            return (digits.trim_end(), true);
        }
    }
    (text, false)
}

/// The digits of a number with separators between groups of three; a plain number as it is.
fn without_separators(text: &str) -> Option<String> {
    let text = text.strip_suffix(".0").or_else(|| text.strip_suffix(".00")).unwrap_or(text);
    if text.is_empty() {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    let groups: Vec<&str> = text.split([',', '’', '\'', ' ', '\u{2009}', '\u{a0}', '，']).collect();
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let (first, rest) = groups.split_first()?;
    let sound = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let rest_sound = !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && digits(group));
    (sound && rest_sound).then(|| groups.concat())
}

/// A whole number without leading zeros (L21) and of no more digits than any office needs.
fn whole(text: &str) -> Option<u64> {
    let plain = text == "0" || !text.starts_with('0');
    let sound = !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    if plain && sound { text.parse().ok() } else { None }
}

/// `+3`, `-3`, `--3`, `减3`, `3↓` (L22).
fn signed(text: &str) -> State {
    let (text, _) = strip_unit(text.trim());
    let down = ["减少", "减", "--", "-", "—", "−", "–", "－", "↓", "下降"];
    let up = ["增加", "增", "+", "↑", "上升", "新增"];
    let mut rest = text;
    let mut sign = 1;
    if let Some(bare) = down.iter().find_map(|mark| rest.strip_prefix(mark)) {
        (rest, sign) = (bare, -1);
    } else if let Some(bare) = up.iter().find_map(|mark| rest.strip_prefix(mark)) {
        rest = bare;
    } else if let Some(bare) = rest.strip_suffix('↓') {
        (rest, sign) = (bare, -1);
    } else if let Some(bare) = rest.strip_suffix('↑') {
        rest = bare;
    }
    let plain = without_separators(rest.trim()).and_then(|digits| whole(&digits));
    match plain.and_then(|count| i64::try_from(count).ok()) {
        Some(count) => State::Number(Number::Signed(sign * count)),
        None => State::Bad,
    }
}

fn is_digit_of_another_kind(c: char) -> bool {
    matches!(c, '０'..='９' | '①'..='⑳' | '⑴'..='⑽' | '⒈'..='⒑' | '〇' | '㈠'..='㈩' | '㊀'..='㊉')
}

/// Whether a cell or word can only be a value: a number, a mark, a blank, or what was meant as one.
pub(in crate::reading) fn is_value(text: &str) -> bool {
    let figure = Figure::read(text, Kind::Count);
    match figure.state {
        State::Blank | State::Mark => true,
        // 2025年制发件数 is a head.
        State::Number(_) if figure.remark.as_deref().is_some_and(|remark| remark.starts_with('年')) => false,
        State::Number(_) => figure.remark.is_none_or(|remark| {
            remark.starts_with(['(', '（', '*', '※', '[', '【', '#']) || remark.chars().count() < 20
        }),
        State::Bad => looks_like_a_number(&figure.text),
    }
}

fn looks_like_a_number(text: &str) -> bool {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    // Digits of several cells run together.
    if folded.len() <= 40 && folded.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    if folded.starts_with('#') && folded.ends_with(['!', '?', 'A', '#']) {
        return true;
    }
    if !matches!(signed(&folded), State::Bad) || !matches!(Figure::read(text, Kind::Money).state, State::Bad) {
        return true;
    }
    let numeric = folded.chars().filter(|c| {
        c.is_ascii_digit() || ".,%+-~/E余多近约超万亿元件个不到".contains(*c) || "一二三四五六七八九十百千".contains(*c)
    });
    let all = folded.chars().count();
    all <= 12
        && numeric.count() == all
        && folded.chars().any(|c| c.is_ascii_digit() || "一二三四五六七八九十百千".contains(c))
}

#[cfg(test)]
mod tests;
