//! Name, proof of identity and contact (条例第二十九条第二款第一项), for natural persons and organisations.

use super::answers::{plain_line, plain_text};
use super::contact::{email, phone};
use super::{Answers, Entrance, Field, Problems};
use crate::Problem;
use crate::requests::Applicant;
use crate::requests::applicant::PaperOfIdentity;
use gongkai_rules::outcomes::ApplicantKind;
use gongkai_rules::privacy::{CreditCode, CreditCodeFinding, IdentityFinding, IdentityNumber, normalise_number};

/// Most characters of a person's name, and of an organisation's.
const PERSON_NAME: usize = 50;
const ORGANISATION_NAME: usize = 100;
/// Most characters of an address.
const ADDRESS: usize = 200;

pub(super) fn check_kind(answers: &Answers) -> Problems {
    match answers.applicant_kind() {
        Some(_) => Vec::new(),
        None => vec![(Field::Kind, Problem::NotAChoice)],
    }
}

/// The paper that was chosen; for an organisation the credit code unless another was.
pub(super) fn paper(answers: &Answers) -> Option<PaperOfIdentity> {
    let chosen = PaperOfIdentity::from_code(&answers.paper);
    if answers.is_person() {
        chosen.filter(|paper| *paper != PaperOfIdentity::CreditCode)
    } else {
        match chosen {
            Some(PaperOfIdentity::Other) => Some(PaperOfIdentity::Other),
            _ => Some(PaperOfIdentity::CreditCode),
        }
    }
}

pub(super) fn check(answers: &Answers, entrance: Entrance) -> Problems {
    let mut problems = Vec::new();
    let longest = if answers.is_person() { PERSON_NAME } else { ORGANISATION_NAME };
    problems.extend(check_name(Field::Name, &answers.name, longest));
    check_paper(answers, entrance, &mut problems);
    if !answers.is_person() {
        for (field, text) in [(Field::Representative, &answers.representative), (Field::Contact, &answers.contact)] {
            if entrance == Entrance::Site || !text.trim().is_empty() {
                problems.extend(check_name(field, text, PERSON_NAME));
            }
        }
    }
    check_contact(answers, entrance, &mut problems);
    problems
}

/// Every character counts as one, whatever plane of Unicode it lies in; the dot of a minority name is as typed.
fn check_name(field: Field, typed: &str, longest: usize) -> Option<(Field, Problem)> {
    let length = plain_line(typed).chars().count();
    match length {
        0 => Some((field, Problem::Missing)),
        1 => Some((field, Problem::TooShort(2))),
        length if length > longest => Some((field, Problem::TooLong(longest))),
        _ => None,
    }
}

fn check_paper(answers: &Answers, entrance: Entrance, problems: &mut Problems) {
    let number = normalise_number(&answers.paper_number);
    if number.is_empty() {
        if entrance == Entrance::Site {
            if paper(answers).is_none() {
                problems.push((Field::Paper, Problem::NotAChoice));
            }
            problems.push((Field::PaperNumber, Problem::Missing));
        }
        return;
    }
    let Some(paper) = paper(answers) else {
        problems.push((Field::Paper, Problem::NotAChoice));
        return;
    };
    let found = match paper {
        PaperOfIdentity::IdentityCard => IdentityNumber::parse(&number).err().and_then(identity_problem),
        PaperOfIdentity::CreditCode => CreditCode::parse(&number).err().and_then(credit_problem),
        _ => other_paper_problem(&number),
    };
    if let Some(problem) = found
        && !(is_excusable(&problem) && normalise_number(&answers.checked) == number)
    {
        problems.push((Field::PaperNumber, problem));
    }
}

/// A check character that does not fit is told once and then believed: the paper may be an old or a foreign one, and
/// proof of identity is the paper, not our arithmetic.
fn is_excusable(problem: &Problem) -> bool {
    matches!(problem, Problem::IdentityCheck | Problem::CreditCode)
}

fn identity_problem(finding: IdentityFinding) -> Option<Problem> {
    Some(match finding {
        IdentityFinding::Empty => Problem::Missing,
        IdentityFinding::Length { given, .. } => Problem::IdentityLength(given),
        IdentityFinding::Character { position, found } => Problem::NumberCharacter { position, found },
        IdentityFinding::Date { .. } => Problem::IdentityDate,
        IdentityFinding::CheckDigit => Problem::IdentityCheck,
    })
}

fn credit_problem(finding: CreditCodeFinding) -> Option<Problem> {
    Some(match finding {
        CreditCodeFinding::Empty => Problem::Missing,
        CreditCodeFinding::Length { given, .. } => Problem::CreditCodeLength(given),
        CreditCodeFinding::Character { position, found } => Problem::NumberCharacter { position, found },
        CreditCodeFinding::CheckDigit => Problem::CreditCode,
    })
}

/// Passports and permits have many forms; only what can be none is told.
fn other_paper_problem(number: &str) -> Option<Problem> {
    let length = number.chars().count();
    let plain = number.chars().all(|c| c.is_alphanumeric() || "()（）/.".contains(c));
    if (4..=30).contains(&length) && plain { None } else { Some(Problem::PaperNumber) }
}

fn check_contact(answers: &Answers, entrance: Entrance, problems: &mut Problems) {
    let (mail, address) = (answers.email.trim(), plain_text(&answers.address));
    if answers.phone.trim().is_empty() {
        let otherwise = !mail.is_empty() || !address.is_empty();
        if entrance == Entrance::Site && !(answers.no_phone && otherwise) {
            let problem = if answers.no_phone { Problem::NoContact } else { Problem::Missing };
            problems.push((Field::Phone, problem));
        }
    } else if phone(&answers.phone).is_none() {
        problems.push((Field::Phone, Problem::NotAPhone));
    }
    if !mail.is_empty() && email(mail).is_none() {
        problems.push((Field::Email, Problem::NotAnEmail));
    }
    if address.chars().count() > ADDRESS {
        problems.push((Field::Address, Problem::TooLong(ADDRESS)));
    }
}

/// The applicant as kept.
pub(super) fn kept(answers: &Answers, kind: ApplicantKind) -> Applicant {
    let organisation = kind != ApplicantKind::NaturalPerson;
    let of_organisation = |text: &str| if organisation { plain_line(text) } else { String::new() };
    Applicant {
        kind,
        name: plain_line(&answers.name),
        paper: paper(answers).unwrap_or(PaperOfIdentity::Other),
        paper_number: normalise_number(&answers.paper_number),
        representative: of_organisation(&answers.representative),
        contact: of_organisation(&answers.contact),
        phone: phone(&answers.phone).unwrap_or_default(),
        email: email(&answers.email).unwrap_or_default(),
        address: plain_text(&answers.address),
    }
}
