//! Where personal data stand in a text. Numbers are found in full-width digits and with spaces or hyphens between their
//! groups; what is found is meant for a person to look at, or to be masked.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::identity::{birth_date, check_character};
use super::number::{is_separator, plain};

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalDataKind {
    /// 身份证号码, eighteen places or the old fifteen.
    IdentityNumber,
    /// 手机号码.
    MobilePhone,
    /// 固定电话: may be an office's.
    Landline,
    /// 银行卡号.
    BankCard,
    /// 电子邮箱.
    Email,
}

/// One place in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub kind: PersonalDataKind,
    /// Where: bytes of the text, on character boundaries.
    pub range: Range<usize>,
}

/// Groups a number may be written in: 4103 0319 9003 0720 12 has five.
const MAX_GROUPS: usize = 6;

/// Identity numbers, phones, bank cards and e-mail addresses in a text, in order, without overlap.
pub fn find_personal_data(text: &str) -> Vec<Finding> {
    let mut found = emails(text);
    let groups = groups(text);
    let mut index = 0;
    while index < groups.len() {
        match number_at(&groups, index) {
            Some((kind, count, range)) => {
                if !found.iter().any(|other| other.range.start < range.end && range.start < other.range.end) {
                    found.push(Finding { kind, range });
                }
                index += count;
            }
            None => index += 1,
        }
    }
    found.sort_by_key(|finding| finding.range.start);
    found
}

/// The text with whatever personal data is found replaced by ***.
pub fn mask_text(text: &str) -> String {
    mask_text_and(text, &[])
}

/// As [`mask_text`], and with each of the `known` words (the applicant's name, address) replaced too: for proposing a
/// title of a case, which must hold no personal data.
pub fn mask_text_and(text: &str, known: &[&str]) -> String {
    const MASK: &str = "***";
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for finding in find_personal_data(text) {
        masked.push_str(text.get(from..finding.range.start).unwrap_or_default());
        masked.push_str(MASK);
        from = finding.range.end;
    }
    masked.push_str(text.get(from..).unwrap_or_default());
    // The longest first: a name must not be left over from an address that holds it.
    let mut known: Vec<&str> = known.iter().map(|word| word.trim()).filter(|word| word.chars().count() > 1).collect();
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in known {
        masked = masked.replace(word, MASK);
    }
    masked
}

/// Characters of a proposed title.
const TITLE: usize = 50;

/// The title proposed for a case: its first sentence, personal data and the `known` words (whoever asks, by name)
/// replaced. The clerk settles it.
pub fn title_from(text: &str, known: &[&str]) -> String {
    let masked = mask_text_and(text, known);
    let line = masked.trim_start().split(['。', '\n', '；']).next().unwrap_or_default().trim();
    let asked =
        ["申请公开", "我申请公开", "请求公开", "请公开", "申请获取"].iter().find_map(|words| line.strip_prefix(words));
    // 申请公开办法 begins alike and is no request: only with a mark behind it are the words idle.
    let idle = asked.and_then(|rest| rest.trim_start().strip_prefix(['：', ':', '，', ',']));
    idle.unwrap_or(line).trim().chars().take(TITLE).collect()
}

/// A run of digits (with an X at its end, perhaps) and its place.
struct Group {
    digits: String,
    range: Range<usize>,
    /// Only one separator lies between this group and the one before.
    joins_previous: bool,
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut open = false;
    let mut separators = 0_usize;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        match plain(c) {
            Some(digit) if digit.is_ascii_digit() => match groups.last_mut() {
                Some(group) if open && !group.digits.ends_with('X') => {
                    group.digits.push(digit);
                    group.range.end = end;
                }
                previous => {
                    let joins_previous = previous.is_some() && separators == 1;
                    groups.push(Group { digits: digit.to_string(), range: start..end, joins_previous });
                    open = true;
                }
            },
            Some('x' | 'X') if open => {
                if let Some(group) = groups.last_mut() {
                    group.digits.push('X');
                    group.range.end = end;
                }
                open = false;
                separators = 0;
                continue;
            }
            _ => {
                separators = match (is_separator(c), open) {
                    (true, true) => 1,
                    (true, false) => separators.saturating_mul(2),
                    (false, _) => 0,
                };
                open = false;
                continue;
            }
        }
        separators = 0;
    }
    groups
}

/// The number that begins with a group: the group alone if it is one, else with as few of the next as make one.
fn number_at(groups: &[Group], index: usize) -> Option<(PersonalDataKind, usize, Range<usize>)> {
    let mut digits = String::new();
    let first = groups.get(index)?;
    for (count, group) in (1..=MAX_GROUPS).zip(groups.iter().skip(index)) {
        if count > 1 && !group.joins_previous {
            return None;
        }
        digits.push_str(&group.digits);
        let kind = kind_of(&digits)
            .filter(|kind| *kind != PersonalDataKind::Landline || count == 1 || is_area_code(&first.digits));
        if let Some(kind) = kind {
            // 0379-5555 0100 is whole only with its last group.
            let more = groups.get(index + count).filter(|next| next.joins_previous);
            let longer = more.and_then(|next| kind_of(&format!("{digits}{}", next.digits)));
            if kind == PersonalDataKind::Landline && longer == Some(kind) {
                continue;
            }
            return Some((kind, count, first.range.start..group.range.end));
        }
    }
    None
}

fn kind_of(digits: &str) -> Option<PersonalDataKind> {
    let number = digits.trim_end_matches('X');
    let ends_with_x = number.len() + 1 == digits.len();
    if is_identity_number(digits, number, ends_with_x) {
        return Some(PersonalDataKind::IdentityNumber);
    }
    // An X behind any other number is only a letter.
    let national = number.strip_prefix("86").filter(|rest| is_mobile(rest)).unwrap_or(number);
    if is_mobile(national) {
        return Some(PersonalDataKind::MobilePhone);
    }
    if is_landline(number) {
        return Some(PersonalDataKind::Landline);
    }
    if is_bank_card(number) {
        return Some(PersonalDataKind::BankCard);
    }
    None
}

/// Eighteen places with a date; a wrong check character is a slip of the pen, not another number. Fifteen: the old form.
fn is_identity_number(whole: &str, number: &str, ends_with_x: bool) -> bool {
    let place = !whole.starts_with('0');
    let born = |from, to| number.get(from..to).and_then(birth_date);
    match (number.len(), ends_with_x) {
        (17, true) => place && (born(6, 14).is_some() || check_character(whole) == Some('X')),
        (18, false) => place && born(6, 14).is_some_and(|born| born.year() >= 1900),
        (15, false) => place && number.get(6..12).is_some_and(|date| birth_date(&format!("19{date}")).is_some()),
        _ => false,
    }
}

fn is_mobile(number: &str) -> bool {
    number.len() == 11 && number.starts_with('1') && number.chars().nth(1).is_some_and(|second| second >= '3')
}

/// 010 and 02x with eight digits, 03xx to 09xx with seven or eight.
fn is_landline(number: &str) -> bool {
    match (number.starts_with("010") || number.starts_with("02"), number.len()) {
        (true, length) => length == 11,
        (false, 11 | 12) => number.starts_with('0') && number.chars().nth(1).is_some_and(|second| second >= '3'),
        _ => false,
    }
}

/// Written in groups, a landline begins with its area code.
fn is_area_code(group: &str) -> bool {
    match (group.starts_with("010") || group.starts_with("02"), group.len()) {
        (true, length) => length == 3,
        (false, length) => length == 4,
    }
}

/// Sixteen to nineteen digits with Luhn's check; a number that begins with 1 or 2 is a year or a case, not a card.
fn is_bank_card(number: &str) -> bool {
    if !(16..=19).contains(&number.len()) || number.starts_with(['0', '1', '2']) {
        return false;
    }
    let sum: u32 = number
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(index, digit)| match (index % 2, digit * 2) {
            (0, _) => digit,
            (_, doubled) if doubled > 9 => doubled - 9,
            (_, doubled) => doubled,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// name@host.tld, also with a full-width ＠.
fn emails(text: &str) -> Vec<Finding> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let letter = |index: usize, more: &[char]| {
        chars.get(index).and_then(|(_, c)| plain(*c)).is_some_and(|c| c.is_ascii_alphanumeric() || more.contains(&c))
    };
    let place = |index: usize| chars.get(index).map_or(text.len(), |(start, _)| *start);
    let mut found: Vec<Finding> = Vec::new();
    for at in (0..chars.len()).filter(|&index| chars.get(index).is_some_and(|(_, c)| matches!(c, '@' | '＠'))) {
        let mut first = at;
        while first > 0 && letter(first - 1, &['.', '_', '%', '+', '-']) {
            first -= 1;
        }
        let mut end = at + 1;
        while letter(end, &['.', '-']) {
            end += 1;
        }
        while end > at + 1 && !letter(end - 1, &[]) {
            end -= 1;
        }
        let host: String = chars.get(at + 1..end).unwrap_or_default().iter().filter_map(|(_, c)| plain(*c)).collect();
        if first < at && host.contains('.') && !host.starts_with('.') {
            found.push(Finding { kind: PersonalDataKind::Email, range: place(first)..place(end) });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use PersonalDataKind::{BankCard, Email, IdentityNumber, Landline, MobilePhone};

    fn found(text: &str) -> Vec<(PersonalDataKind, &str)> {
        find_personal_data(text).into_iter().map(|finding| (finding.kind, &text[finding.range])).collect()
    }

    #[test]
    fn a_title_is_the_first_sentence_without_names_numbers_and_idle_words() {
        let text = "申请公开：张建国家门前道路的改造方案，电话13812342046。请寄给我。";
        assert_eq!(title_from(text, &["张建国", "张"]), "***家门前道路的改造方案，电话***");
        assert_eq!(title_from("\n申请公开办法的历次版本\n第二行", &[]), "申请公开办法的历次版本");
        assert_eq!(title_from(&"长".repeat(80), &[]).chars().count(), TITLE);
    }

    #[test]
    fn each_kind_is_found_however_it_is_written() {
        let id = "11010519491231002X";
        assert_eq!(found("我的身份证是11010519491231002X，请"), [(IdentityNumber, id)]);
        assert_eq!(
            found("证号：１１０１０５１９４９１２３１００２ｘ。"),
            [(IdentityNumber, "１１０１０５１９４９１２３１００２ｘ")]
        );
        assert_eq!(found("110105 19491231 002x"), [(IdentityNumber, "110105 19491231 002x")]);
        assert_eq!(found("旧号110105491231002"), [(IdentityNumber, "110105491231002")]);
        assert_eq!(
            found("电话13812342046或138-1234-2047"),
            [(MobilePhone, "13812342046"), (MobilePhone, "138-1234-2047")]
        );
        assert_eq!(found("+86 13812342046"), [(MobilePhone, "86 13812342046")]);
        assert_eq!(found("0379-5555 0100"), [(Landline, "0379-5555 0100")]);
        assert_eq!(found("010-65551234"), [(Landline, "010-65551234")]);
        assert_eq!(found("卡号6222 0202 0000 0004 124"), []);
        assert_eq!(found("卡号4111 1111 1111 1111"), [(BankCard, "4111 1111 1111 1111")]);
        assert_eq!(found("发到zhang_1@example.com.cn。"), [(Email, "zhang_1@example.com.cn")]);
        assert_eq!(found("发到ａ1＠example.com"), [(Email, "ａ1＠example.com")]);
    }

    #[test]
    fn several_numbers_side_by_side_are_told_apart() {
        let text = "13812342046 13912342047，11010519491231002X 13812342046";
        let kinds: Vec<PersonalDataKind> = found(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [MobilePhone, MobilePhone, IdentityNumber, MobilePhone]);
        // The digits of a mail address are no phone.
        assert_eq!(found("13812342046@example.com"), [(Email, "13812342046@example.com")]);
    }

    #[test]
    fn a_slip_of_the_pen_is_still_an_identity_number() {
        assert_eq!(found("110105194912310021"), [(IdentityNumber, "110105194912310021")]);
    }

    #[test]
    fn numbers_of_office_life_are_left_alone() {
        for text in [
            "国办函〔2020〕109号",
            "西工公开〔2026〕38号-答",
            "2024年12月31日至2025年1月1日",
            "2019 2020 2021 2022",
            "XG-2026-0038",
            "人民币12,000,000元",
            "91350100M000100Y43",
            "索引号00512345/2024-00012",
            "138页",
            "12@",
            "@example.com",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_title_is_proposed_without_personal_data() {
        let text = "张建国（13812342046）申请公开解放路12号院的改造方案";
        assert_eq!(mask_text(text), "张建国（***）申请公开解放路12号院的改造方案");
        assert_eq!(mask_text_and(text, &["张建国", "解放路12号院"]), "***（***）申请公开***的改造方案");
        assert_eq!(mask_text("要2025年的预算"), "要2025年的预算");
        assert_eq!(mask_text_and("", &["张"]), "");
    }
}
