//! What the desk shows of personal data: 张*国, 138****2046, 410303********201X. Showing one in full is an act of its own.

use super::number::normalise_number;

/// Keeps the first and the last characters and puts a star for each between.
fn keep(text: &str, first: usize, last: usize) -> String {
    let count = text.chars().count();
    if count <= first + last {
        // Too short to keep both ends without showing all.
        return text.chars().enumerate().map(|(index, c)| if index == 0 && count > 1 { c } else { '*' }).collect();
    }
    text.chars().enumerate().map(|(index, c)| if index < first || index >= count - last { c } else { '*' }).collect()
}

/// A name: two characters 张*, more 张*国, 欧**华; the dot of a minority name stays, 买**·**力.
pub fn mask_name(name: &str) -> String {
    let name = name.trim();
    let letters: Vec<char> = name.chars().collect();
    let last = letters.len().saturating_sub(1);
    let keeps_last = letters.len() > 2;
    letters
        .iter()
        .enumerate()
        .map(|(index, &c)| {
            let shown = (index == 0 && last > 0) || (keeps_last && index == last) || is_name_dot(c);
            if shown { c } else { '*' }
        })
        .collect()
}

/// The middle dot of minority and foreign names in its code points.
fn is_name_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '・' | '．' | '\u{2219}' | '\u{22c5}' | ' ')
}

/// A phone: mobile 138****2046, landline 037*****0100.
pub fn mask_phone(phone: &str) -> String {
    keep(&normalise_number(phone), 3, 4)
}

/// An identity number: 410303********201X. Anything else of the kind is masked as a paper's number.
pub fn mask_identity_number(number: &str) -> String {
    let number = normalise_number(number);
    if number.chars().count() == 18 { keep(&number, 6, 4) } else { mask_document_number(&number) }
}

/// The number of another paper (passport, residence permit): E1*****78.
pub fn mask_document_number(number: &str) -> String {
    keep(&normalise_number(number), 2, 2)
}

/// A bank card: the last four digits.
pub fn mask_bank_card(number: &str) -> String {
    keep(&normalise_number(number), 0, 4)
}

/// An e-mail address: z***@example.com; the length of the name is not shown.
pub fn mask_email(address: &str) -> String {
    let address = address.trim();
    match address.split_once('@') {
        Some((name, domain)) => format!("{}***@{domain}", name.chars().next().map_or(String::new(), String::from)),
        None => keep(address, 1, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_desk_shows() {
        assert_eq!(mask_name("张建国"), "张*国");
        assert_eq!(mask_name("张三"), "张*");
        assert_eq!(mask_name("欧阳建华"), "欧**华");
        assert_eq!(mask_name("买买提·艾力"), "买**·*力");
        assert_eq!(mask_name("𠮷野"), "𠮷*");
        assert_eq!(mask_phone("138 1234 2046"), "138****2046");
        assert_eq!(mask_phone("0379-55550100"), "037*****0100");
        assert_eq!(mask_identity_number("41030319900307201x"), "410303********201X");
        assert_eq!(mask_document_number("E12345678"), "E1*****78");
        assert_eq!(mask_bank_card("6222 0200 1111 2345"), "************2345");
        assert_eq!(mask_email("zhang.jianguo@example.com"), "z***@example.com");
    }

    #[test]
    fn short_or_broken_values_are_never_shown_whole() {
        for text in ["张", "1", "12", "138", "1234567", "a", "ab"] {
            for masked in
                [mask_name(text), mask_phone(text), mask_identity_number(text), mask_bank_card(text), mask_email(text)]
            {
                assert_ne!(masked, text);
            }
        }
        assert_eq!(mask_name(""), "");
        assert_eq!(mask_phone(""), "");
    }
}
