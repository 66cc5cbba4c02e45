//! Phone and e-mail as people type them, and as they are kept.

/// One character in its plain form: full-width digits, letters and signs become ASCII.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '—' | '–' | '‐' | '‑' | '−' | '─' => '-',
        other => other,
    }
}

/// A phone as kept: `13812342046`, `0379-55550100`, `0379-55550100转8012`, `4001234567`, `+85221234567`. `None` where
/// it can be none. A mobile, a landline with its area code, a service number, or a number abroad with its +.
pub fn phone(typed: &str) -> Option<String> {
    let text: String = typed.trim().chars().map(plain).collect::<String>().to_lowercase();
    let (number, extension) = split_extension(&text)?;
    let abroad = number.trim_start().starts_with('+') || number.trim_start().starts_with("00");
    let well_formed = number.chars().all(|c| c.is_ascii_digit() || " -+().".contains(c));
    let mut digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if !well_formed {
        return None;
    }
    if abroad {
        let international = digits.trim_start_matches('0').to_owned();
        match international.strip_prefix("86") {
            // +86 379 … and +86 0379 … are both written; a mobile has no zero before it.
            Some(home) if home.starts_with('0') || is_mobile(home) || is_service(home) => digits = home.to_owned(),
            Some(home) => digits = format!("0{home}"),
            None if (7..=15).contains(&international.len()) && extension.is_none() => {
                return Some(format!("+{international}"));
            }
            None => return None,
        }
    } else if let Some(home) = digits.strip_prefix("86").filter(|home| is_mobile(home)) {
        digits = home.to_owned();
    }
    if is_mobile(&digits) || is_service(&digits) {
        return if extension.is_none() || is_service(&digits) { Some(with_extension(digits, extension)) } else { None };
    }
    let (area, local) = digits.split_at_checked(area_length(&digits)?)?;
    let sound = (7..=8).contains(&local.len()) && !local.starts_with(['0', '1']);
    sound.then(|| with_extension(format!("{area}-{local}"), extension))
}

fn with_extension(number: String, extension: Option<String>) -> String {
    match extension {
        Some(extension) => format!("{number}转{extension}"),
        None => number,
    }
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && !digits.starts_with("10") && !digits.starts_with("12")
}

fn is_service(digits: &str) -> bool {
    digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"))
}

/// 010 and 02x have three digits, the others four.
fn area_length(digits: &str) -> Option<usize> {
    if !digits.starts_with('0') {
        return None;
    }
    Some(if digits.starts_with("010") || digits.starts_with("02") { 3 } else { 4 })
}

/// Number and extension: after 转, ext, x or #, or as a last short group after a landline (0379-55550100-8012).
fn split_extension(text: &str) -> Option<(String, Option<String>)> {
    for mark in ["转接", "转", "分机", "ext.", "ext", "x", "#"] {
        if let Some((number, rest)) = text.split_once(mark) {
            let extension: String =
                rest.replace("分机", "").chars().filter(|c| !c.is_whitespace() && !":-.".contains(*c)).collect();
            let sound = (1..=6).contains(&extension.len()) && extension.chars().all(|c| c.is_ascii_digit());
            return sound.then(|| (number.to_owned(), Some(extension)));
        }
    }
    let groups: Vec<&str> = text.split('-').map(str::trim).collect();
    if let [area, local, last] = groups.as_slice()
        && area.starts_with('0')
        && (7..=8).contains(&local.len())
        && (1..=6).contains(&last.len())
        && last.chars().all(|c| c.is_ascii_digit())
    {
        return Some((format!("{area}-{local}"), Some((*last).to_owned())));
    }
    Some((text.to_owned(), None))
}

/// The last four digits of a phone as kept, its extension apart: what goes with a draft code.
pub fn last_four(kept: &str) -> Option<String> {
    let number = kept.split('转').next().unwrap_or_default();
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    let from = digits.len().checked_sub(4)?;
    Some(digits.iter().skip(from).collect())
}

/// An e-mail address as kept; `None` where it can be none.
pub fn email(typed: &str) -> Option<String> {
    let text: String = typed.trim().chars().map(plain).filter(|c| !c.is_whitespace()).collect();
    let (name, domain) = text.split_once('@')?;
    let forbidden = |c: char| c.is_control() || "@<>()[],;:\\\"，。；".contains(c);
    let labels: Vec<&str> = domain.split('.').collect();
    let sound = !name.is_empty()
        && name.len() <= 64
        && text.len() <= 254
        && !name.contains(forbidden)
        && !domain.contains(forbidden)
        && labels.len() > 1
        && labels.iter().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    sound.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_read_in_every_way_people_write_them() {
        for (typed, kept) in [
            ("13812342046", "13812342046"),
            ("138 1234 2046", "13812342046"),
            ("138-1234-2046", "13812342046"),
            ("１３８１２３４２０４６", "13812342046"),
            ("+86 138 1234 2046", "13812342046"),
            ("0086-13812342046", "13812342046"),
            ("8613812342046", "13812342046"),
            ("0379-55550100", "0379-55550100"),
            ("（0379）5555 0100", "0379-55550100"),
            ("+86 379 5555 0100", "0379-55550100"),
            ("010-65550100", "010-65550100"),
            ("037955550100", "0379-55550100"),
            ("0379-55550100-8012", "0379-55550100转8012"),
            ("0379-55550100转8012", "0379-55550100转8012"),
            ("0379－5555010 转 分机8012", "0379-5555010转8012"),
            ("400-123-4567", "4001234567"),
            ("+852 2123 4567", "+85221234567"),
        ] {
            assert_eq!(phone(typed).as_deref(), Some(kept), "{typed}");
        }
    }

    #[test]
    fn what_can_be_no_phone_is_told() {
        for typed in
            ["", "1381234204", "138123420466", "55550100", "没有", "0379-5555", "12812342046", "0379-55550100转"]
        {
            assert_eq!(phone(typed), None, "{typed}");
        }
    }

    #[test]
    fn the_last_four_digits_are_those_of_the_number_not_of_the_extension() {
        assert_eq!(last_four("13812342046").as_deref(), Some("2046"));
        assert_eq!(last_four("0379-55550100转8012").as_deref(), Some("0100"));
        assert_eq!(last_four(""), None);
    }

    #[test]
    fn addresses_of_mail_are_put_right_or_told() {
        assert_eq!(email(" Zhang＠example．com ").as_deref(), Some("Zhang@example.com"));
        for typed in ["zhang", "zhang@", "@example.com", "zhang@example", "a@b@c.com", "a@-b.com", "a b@c,d.com"] {
            assert_eq!(email(typed), None, "{typed}");
        }
    }
}
