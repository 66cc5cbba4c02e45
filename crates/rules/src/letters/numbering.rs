//! Numbers of cases and letters (letters sheet 6.2).
//!
//! A pattern is literal text with places: `{organ_code}` `{organ_word}` `{year}` `{serial}` `{case_serial}` `{suffix}`
//! `{kind_serial}`; `{serial:4}` fills up with zeros to four digits. A case number must hold the year and a serial, a
//! letter number the year and either its own serial or that of its case with the suffix. By default letters hang on the serial of their case, so that a reader sees what belongs
//! together: 西工公开〔2026〕38号-补, 西工公开〔2026〕38号-答.

use std::fmt;

/// The default pattern of case numbers 申请编号: XG-2026-0038. No brackets, for residents type it on phones.
pub const DEFAULT_CASE_PATTERN: &str = "{organ_code}-{year}-{serial:4}";

/// The default pattern of letter numbers 发文字号: 西工公开〔2026〕38号-答.
pub const DEFAULT_LETTER_PATTERN: &str = "{organ_word}公开〔{year}〕{case_serial}号-{suffix}{kind_serial}";

/// Greatest number of digits a serial may be filled up to.
const MAX_DIGITS: usize = 8;

/// What a pattern is for; it decides which places it may and must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternUse {
    /// Numbers of cases.
    Case,
    /// Numbers of letters.
    Letter,
}

/// A pattern that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    OrganCode,
    OrganWord,
    Year,
    Serial { digits: usize },
    CaseSerial { digits: usize },
    Suffix,
    KindSerial,
}

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternProblem {
    /// Nothing is written.
    Empty,
    /// A brace is not closed, or closed without being opened.
    Brace,
    /// A place that does not exist, or not in this use.
    UnknownPlace {
        /// The place as written.
        place: String,
    },
    /// The number of digits is not 1 to 8.
    Digits {
        /// The place as written.
        place: String,
    },
    /// The year is missing: numbers of two years would be the same.
    YearMissing,
    /// The serial is missing: two numbers of one year would be the same.
    SerialMissing,
    /// Letters hang on the serial of their case without a suffix: two letters of one case would be the same.
    SuffixMissing,
    /// Line breaks and other control characters.
    ControlCharacter,
}

impl PatternProblem {
    /// What to do, as a complete sentence.
    pub fn message(&self) -> String {
        match self {
            PatternProblem::Empty => "请填写编号的格式".to_owned(),
            PatternProblem::Brace => "编号格式里的大括号没有成对，请检查 { 和 }".to_owned(),
            PatternProblem::UnknownPlace { place } => format!(
                "编号格式里的 {{{place}}} 不能用。可以用 {{organ_code}} {{organ_word}} {{year}} {{serial}} {{case_serial}} {{suffix}} {{kind_serial}}，位数写成 {{serial:4}}"
            ),
            PatternProblem::Digits { place } => format!("编号格式里的 {{{place}}} 位数应当是1至{MAX_DIGITS}"),
            PatternProblem::YearMissing => "编号格式里要有年份 {year}，否则不同年份的编号会重复".to_owned(),
            PatternProblem::SerialMissing => "编号格式里要有序号，否则同一年的编号会重复".to_owned(),
            PatternProblem::SuffixMissing => {
                "文书编号用了申请的序号 {case_serial}，还要有文书种类 {suffix}，否则同一申请的文书编号会重复".to_owned()
            }
            PatternProblem::ControlCharacter => "编号格式里不能有换行等控制字符".to_owned(),
        }
    }
}

/// What a number is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberParts<'a> {
    /// Short Latin code of the organ, XG.
    pub organ_code: &'a str,
    /// 机关代字, 西工.
    pub organ_word: &'a str,
    /// The calendar year of submission; a letter takes that of its case number.
    pub year: i16,
    /// The serial of the number itself.
    pub serial: u32,
    /// The serial of the case.
    pub case_serial: u32,
    /// 补, 延, 答 …; empty for a case number.
    pub suffix: &'a str,
    /// How many letters of the case bear this suffix, this one counted: the first shows nothing, the second 2.
    pub kind_serial: u32,
}

impl Pattern {
    /// Reads and checks a pattern.
    pub fn parse(text: &str, of: PatternUse) -> Result<Pattern, PatternProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PatternProblem::Empty);
        }
        if text.chars().any(char::is_control) {
            return Err(PatternProblem::ControlCharacter);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            push_literal(&mut parts, before)?;
            let (place, tail) = after.split_once('}').ok_or(PatternProblem::Brace)?;
            parts.push(parse_place(place, of)?);
            rest = tail;
        }
        push_literal(&mut parts, rest)?;
        if !parts.contains(&Part::Year) {
            return Err(PatternProblem::YearMissing);
        }
        let counts = |part: &Part| matches!(part, Part::Serial { .. } | Part::CaseSerial { .. });
        if !parts.iter().any(counts) {
            return Err(PatternProblem::SerialMissing);
        }
        let own_serial = parts.iter().any(|part| matches!(part, Part::Serial { .. }));
        if of == PatternUse::Letter && !own_serial && !parts.contains(&Part::Suffix) {
            return Err(PatternProblem::SuffixMissing);
        }
        Ok(Pattern { parts })
    }

    /// The default pattern of case numbers.
    pub fn default_case() -> Pattern {
        let literal = |text: &str| Part::Literal(text.to_owned());
        Pattern { parts: vec![Part::OrganCode, literal("-"), Part::Year, literal("-"), Part::Serial { digits: 4 }] }
    }

    /// The default pattern of letter numbers.
    pub fn default_letter() -> Pattern {
        let literal = |text: &str| Part::Literal(text.to_owned());
        Pattern {
            parts: vec![
                Part::OrganWord,
                literal("公开〔"),
                Part::Year,
                literal("〕"),
                Part::CaseSerial { digits: 1 },
                literal("号-"),
                Part::Suffix,
                Part::KindSerial,
            ],
        }
    }

    /// The number. A pattern of letters that hangs on the case and has no place for `{kind_serial}` gets it at its end
    /// from the second letter on, so that no number is given twice.
    pub fn write(&self, parts: &NumberParts<'_>) -> String {
        let mut number = String::new();
        for part in &self.parts {
            number.push_str(&part.write(parts));
        }
        let own_serial = self.parts.iter().any(|part| matches!(part, Part::Serial { .. }));
        if !own_serial && !self.parts.contains(&Part::KindSerial) {
            number.push_str(&Part::KindSerial.write(parts));
        }
        number
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |f: &mut fmt::Formatter<'_>, name: &str, digits: usize| {
            if digits > 1 { write!(f, "{{{name}:{digits}}}") } else { write!(f, "{{{name}}}") }
        };
        for part in &self.parts {
            match part {
                Part::Literal(text) => f.write_str(text)?,
                Part::OrganCode => f.write_str("{organ_code}")?,
                Part::OrganWord => f.write_str("{organ_word}")?,
                Part::Year => f.write_str("{year}")?,
                Part::Serial { digits } => place(f, "serial", *digits)?,
                Part::CaseSerial { digits } => place(f, "case_serial", *digits)?,
                Part::Suffix => f.write_str("{suffix}")?,
                Part::KindSerial => f.write_str("{kind_serial}")?,
            }
        }
        Ok(())
    }
}

impl Part {
    fn write(&self, parts: &NumberParts<'_>) -> String {
        match self {
            Part::Literal(text) => text.clone(),
            Part::OrganCode => parts.organ_code.to_owned(),
            Part::OrganWord => parts.organ_word.to_owned(),
            Part::Year => parts.year.to_string(),
            Part::Serial { digits } => format!("{:0digits$}", parts.serial),
            Part::CaseSerial { digits } => format!("{:0digits$}", parts.case_serial),
            Part::Suffix => parts.suffix.to_owned(),
            Part::KindSerial if parts.kind_serial > 1 => parts.kind_serial.to_string(),
            Part::KindSerial => String::new(),
        }
    }
}

fn push_literal(parts: &mut Vec<Part>, text: &str) -> Result<(), PatternProblem> {
    if text.contains('}') {
        return Err(PatternProblem::Brace);
    }
    if !text.is_empty() {
        parts.push(Part::Literal(text.to_owned()));
    }
    Ok(())
}

fn parse_place(place: &str, of: PatternUse) -> Result<Part, PatternProblem> {
    let (name, digits) = match place.split_once(':') {
        None => (place, None),
        Some((name, digits)) => {
            let digits = digits.parse().ok().filter(|digits| (1..=MAX_DIGITS).contains(digits));
            (name, Some(digits.ok_or_else(|| PatternProblem::Digits { place: place.to_owned() })?))
        }
    };
    match (name, digits, of) {
        ("organ_code", None, _) => Ok(Part::OrganCode),
        ("organ_word", None, _) => Ok(Part::OrganWord),
        ("year", None, _) => Ok(Part::Year),
        ("serial", digits, _) => Ok(Part::Serial { digits: digits.unwrap_or(1) }),
        ("case_serial", digits, PatternUse::Letter) => Ok(Part::CaseSerial { digits: digits.unwrap_or(1) }),
        ("suffix", None, PatternUse::Letter) => Ok(Part::Suffix),
        ("kind_serial", None, PatternUse::Letter) => Ok(Part::KindSerial),
        _ => Err(PatternProblem::UnknownPlace { place: place.to_owned() }),
    }
}

/// The form under which numbers are compared and searched: brackets 〔 ﹝ [ ( 【 become one, full-width letters, digits
/// and dashes become half-width, blanks go, Latin letters become capitals. The number itself is kept as it was written.
pub fn fold(number: &str) -> String {
    number
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '〔' | '﹝' | '[' | '［' | '(' | '（' | '【' | '{' | '｛' => '(',
            '〕' | '﹞' | ']' | '］' | ')' | '）' | '】' | '}' | '｝' => ')',
            '—' | '–' | '－' | '‐' | '‑' | '−' | '―' | '─' => '-',
            '\u{FF01}'..='\u{FF5E}' => half_width(character),
            other => other,
        })
        .flat_map(char::to_uppercase)
        .collect()
}

/// The half-width twin of a full-width character.
fn half_width(character: char) -> char {
    u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character)
}
