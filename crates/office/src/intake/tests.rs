use super::*;
use crate::Problem;
use gongkai_rules::outcomes::ApplicantKind;
use jiff::civil::date;

fn person() -> Answers {
    Answers {
        kind: "natural_person".into(),
        name: "买买提·艾力".into(),
        paper: "identity_card".into(),
        paper_number: "１１０１０５ 19491231 002x".into(),
        phone: "138 1234 2046".into(),
        matters: vec!["2025年老旧小区改造资金拨付明细".into()],
        form_wanted: "electronic".into(),
        reply_way: "site".into(),
        ..Answers::default()
    }
}

fn company() -> Answers {
    Answers {
        kind: "company".into(),
        name: "洛阳某建筑有限公司".into(),
        paper: "credit_code".into(),
        paper_number: "91350100M000100Y43".into(),
        representative: "李四".into(),
        contact: "王五".into(),
        ..person()
    }
}

fn checked(answers: &Answers) -> Result<NewRequest, Vec<(String, Problem)>> {
    check(answers, Vec::new(), Arrival::on_site(date(2026, 11, 24)), Entrance::Site)
}

fn problems(answers: &Answers) -> Vec<(String, Problem)> {
    checked(answers).unwrap_err()
}

#[test]
fn a_person_needs_exactly_what_the_article_names() {
    let new = checked(&person()).unwrap();
    assert_eq!(new.applicant.name, "买买提·艾力");
    assert_eq!(new.applicant.paper_number, "11010519491231002X");
    assert_eq!(new.applicant.phone, "13812342046");
    assert_eq!(new.form_wanted, "电子文档");
    let told = problems(&Answers::default());
    let names: Vec<&str> = told.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(names, ["kind", "name", "paper", "paper_number", "phone", "matter-1", "form_wanted", "reply_way"]);
}

#[test]
fn each_kind_of_organisation_is_taken_in() {
    for kind in KINDS.into_iter().filter(|kind| *kind != ApplicantKind::NaturalPerson) {
        let new = checked(&Answers { kind: kind_code(kind).into(), ..company() }).unwrap();
        assert_eq!((new.applicant.kind, new.applicant.representative.as_str()), (kind, "李四"));
    }
    let told = problems(&Answers { representative: String::new(), contact: String::new(), ..company() });
    assert_eq!(told, [("representative".into(), Problem::Missing), ("contact".into(), Problem::Missing)]);
}

#[test]
fn a_wrong_check_character_is_told_and_then_believed_for_that_number_only() {
    let wrong = Answers { paper_number: "110105194912310021".into(), ..person() };
    assert_eq!(problems(&wrong), [("paper_number".into(), Problem::IdentityCheck)]);
    let compared = Answers { checked: "110105194912310021".into(), ..wrong.clone() };
    assert!(checked(&compared).is_ok());
    // Another wrong number is told anew.
    let another = Answers { paper_number: "110105194912310022".into(), ..compared };
    assert_eq!(problems(&another), [("paper_number".into(), Problem::IdentityCheck)]);
    let code = Answers { paper_number: "91350100M000100Y44".into(), ..company() };
    assert_eq!(problems(&code), [("paper_number".into(), Problem::CreditCode)]);
    assert!(checked(&Answers { checked: "91350100M000100Y44".into(), ..code }).is_ok());
}

#[test]
fn identity_numbers_that_can_be_none_are_refused_whatever_is_ticked() {
    for (number, problem) in [
        ("11010519491231002", Problem::IdentityLength(17)),
        ("1101051949123100211", Problem::IdentityLength(19)),
        ("110105194902300021", Problem::IdentityDate),
        ("11010519491231A021", Problem::NumberCharacter { position: 15, found: 'A' }),
    ] {
        let typed = Answers { paper_number: number.into(), checked: number.into(), ..person() };
        assert_eq!(problems(&typed), [("paper_number".into(), problem)], "{number}");
    }
}

#[test]
fn foreigners_have_other_papers() {
    for paper in ["passport", "hong_kong_macau", "taiwan", "permanent_residence", "other"] {
        let typed = Answers { paper: paper.into(), paper_number: "e1234 5678".into(), ..person() };
        assert_eq!(checked(&typed).unwrap().applicant.paper_number, "E12345678");
        assert_eq!(
            problems(&Answers { paper_number: "?".into(), ..typed }),
            [("paper_number".into(), Problem::PaperNumber)]
        );
    }
    let wrong = Answers { paper: "credit_code".into(), ..person() };
    assert_eq!(problems(&wrong), [("paper".into(), Problem::NotAChoice)]);
}

#[test]
fn a_phone_is_not_demanded_where_another_contact_is_given_on_purpose() {
    let without = Answers { phone: String::new(), ..person() };
    assert_eq!(problems(&without), [("phone".into(), Problem::Missing)]);
    let ticked = Answers { no_phone: true, ..without };
    assert_eq!(problems(&ticked), [("phone".into(), Problem::NoContact)]);
    assert!(checked(&Answers { email: "a@example.com".into(), ..ticked.clone() }).is_ok());
    assert!(checked(&Answers { address: "唐宫西路12号院".into(), ..ticked }).is_ok());
}

#[test]
fn an_address_is_needed_only_for_the_post_and_a_mailbox_only_for_mail() {
    let post = Answers { reply_way: "post".into(), ..person() };
    assert_eq!(problems(&post), [("address".into(), Problem::Missing)]);
    assert!(checked(&Answers { address: "唐宫西路12号院3号楼".into(), ..post }).is_ok());
    let mail = Answers { reply_way: "email".into(), ..person() };
    assert_eq!(problems(&mail), [("email".into(), Problem::Missing)]);
    assert!(checked(&Answers { reply_way: "pick_up".into(), ..person() }).is_ok());
}

#[test]
fn names_of_rare_characters_count_each_as_one() {
    let fifty = "\u{20bb7}".repeat(50);
    assert_eq!(checked(&Answers { name: fifty.clone(), ..person() }).unwrap().applicant.name, fifty);
    assert_eq!(
        problems(&Answers { name: "\u{20bb7}".repeat(51), ..person() }),
        [("name".into(), Problem::TooLong(50))]
    );
    assert_eq!(problems(&Answers { name: "\u{20bb7}".into(), ..person() }), [("name".into(), Problem::TooShort(2))]);
}

#[test]
fn several_matters_keep_their_places_beside_their_mistakes() {
    let typed = Answers { matters: vec!["第一项要公开的信息".into(), " ".into(), "少".into()], ..person() };
    assert_eq!(problems(&typed), [("matter-3".into(), Problem::TooShort(4))]);
    let whole =
        Answers { matters: vec!["第一项\r\n要公开的".into(), " ".into(), "第三项信息".into()], ..person() };
    assert_eq!(checked(&whole).unwrap().matters, ["第一项\n要公开的", "第三项信息"]);
    let long = Answers { matters: vec!["长".repeat(2001)], ..person() };
    assert_eq!(problems(&long), [("matter-1".into(), Problem::TooLong(2000))]);
}

#[test]
fn the_desk_takes_in_what_came_and_says_what_is_missing() {
    let letter = Answers {
        kind: "natural_person".into(),
        name: "张建国".into(),
        matters: vec!["请公开低保名单".into()],
        ..Answers::default()
    };
    let arrival =
        Arrival { channel: Channel::OrdinaryLetter, submitted_on: date(2026, 11, 20), title: None, number: None };
    let new = check(&letter, Vec::new(), arrival, Entrance::Desk).unwrap();
    assert_eq!(missing_contents(&new), [MissingContent::Identity, MissingContent::Contact, MissingContent::FormWanted]);
    assert_eq!(missing_contents(&checked(&person()).unwrap()), []);
}
