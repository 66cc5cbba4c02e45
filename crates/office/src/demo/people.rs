//! Invented applicants.

use super::chance::Chance;
use super::texts;
use crate::requests::Applicant;
use crate::requests::applicant::PaperOfIdentity;
use gongkai_rules::outcomes::ApplicantKind;

/// Companies.
const COMPANIES: [&str; 12] = [
    "临江明远建设工程有限公司",
    "云溪宏达物业服务有限公司",
    "云溪安信环保科技有限公司",
    "临江百味餐饮管理有限公司",
    "云溪众联数据技术有限公司",
    "临江锦程运输有限公司",
    "云溪佳和房地产经纪有限公司",
    "临江启航教育科技有限公司",
    "云溪正源检测技术有限公司",
    "临江春晖养老服务有限公司",
    "云溪瑞丰农产品有限公司",
    "临江广厦装饰工程有限公司",
];
/// Research institutes.
const INSTITUTES: [&str; 3] = ["云溪大学公共管理学院", "云溪城市发展研究院", "云溪市社会科学研究所"];
/// Public-interest organisations.
const SOCIETIES: [&str; 3] = ["云溪市绿色江河促进会", "临江区社区服务志愿者协会", "云溪市无障碍环境促进会"];
/// Law firms.
const FIRMS: [&str; 4] = ["云溪正平律师事务所", "云溪衡言律师事务所", "云溪明理律师事务所", "云溪致公律师事务所"];
/// Others.
const OTHERS: [&str; 4] = ["临江区望江苑业主委员会", "云溪晚报社", "临江区东湖里业主委员会", "云溪广播电视台"];

/// Somebody, by how often such people ask.
pub fn applicant(chance: &mut Chance) -> Applicant {
    let kinds: [(ApplicantKind, &[&str], u64); 6] = [
        (ApplicantKind::NaturalPerson, &[], 78),
        (ApplicantKind::Company, &COMPANIES, 10),
        (ApplicantKind::ResearchInstitute, &INSTITUTES, 2),
        (ApplicantKind::PublicInterestOrganisation, &SOCIETIES, 2),
        (ApplicantKind::LegalServiceFirm, &FIRMS, 5),
        (ApplicantKind::OtherOrganisation, &OTHERS, 3),
    ];
    let weights = kinds.map(|(kind, names, weight)| ((kind, names), weight));
    let Some((kind, names)) = chance.weighted(&weights) else { return natural_person(chance) };
    match chance.pick(names) {
        None => natural_person(chance),
        Some(name) => organisation(kind, name, chance),
    }
}

/// A natural person.
pub fn natural_person(chance: &mut Chance) -> Applicant {
    let phone = texts::phone(chance);
    Applicant {
        kind: ApplicantKind::NaturalPerson,
        name: texts::person_name(chance),
        paper: PaperOfIdentity::IdentityCard,
        paper_number: texts::identity_number(chance),
        representative: String::new(),
        contact: String::new(),
        email: format!("sq{}@mail.example", phone.chars().skip(4).collect::<String>()),
        phone,
        address: texts::address(chance),
    }
}

fn organisation(kind: ApplicantKind, name: &str, chance: &mut Chance) -> Applicant {
    let person = natural_person(chance);
    Applicant {
        kind,
        paper: PaperOfIdentity::CreditCode,
        paper_number: credit_code(name),
        representative: texts::person_name(chance),
        contact: person.name.clone(),
        name: name.to_owned(),
        ..person
    }
}

/// A credit code (GB 32100) with a right check character, always the same for a name; the area code 999999 does not exist.
fn credit_code(name: &str) -> String {
    const SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let seed = name.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut chance = Chance::new(seed);
    let mut code = format!("91999999MA{:07}", chance.below(10_000_000));
    let (mut sum, mut weight) = (0, 1);
    for sign in code.bytes() {
        let value = SIGNS.iter().position(|other| *other == sign).unwrap_or(0);
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    code.push(char::from(SIGNS.get((31 - sum % 31) % 31).copied().unwrap_or(b'0')));
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_rules::privacy::{CreditCode, IdentityNumber};

    #[test]
    fn numbers_of_invented_people_and_organisations_pass_their_checks_and_belong_to_nobody() {
        let mut chance = Chance::new(5);
        for _ in 0..50 {
            let person = natural_person(&mut chance);
            assert!(IdentityNumber::parse(&person.paper_number).is_ok(), "{}", person.paper_number);
            assert!(person.paper_number.starts_with("999999"));
        }
        for name in COMPANIES {
            let code = credit_code(name);
            assert!(CreditCode::parse(&code).is_ok(), "{name} {code}");
            assert_eq!(code, credit_code(name));
        }
    }
}
