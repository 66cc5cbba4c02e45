//! Invented names and subjects.

use super::chance::Chance;
use gongkai_rules::events::{ConsultationKind, Opinion, RemedyKind};
use gongkai_rules::organs::Level;
use jiff::civil::Date;

const SURNAMES: [&str; 24] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马",
    "罗", "梁", "宋", "郑", "谢",
];
const GIVEN: [&str; 40] = [
    "建国", "丽敏", "志远", "秀英", "海涛", "晓燕", "文斌", "桂兰", "俊杰", "雪梅", "国强", "婷", "永康", "玉珍",
    "浩然", "敏", "立新", "春华", "思远", "慧", "长江", "红梅", "明辉", "静怡", "振华", "雅琴", "子涵", "德明", "晓东",
    "美玲", "家豪", "淑芬", "建平", "佳怡", "宏伟", "月娥", "学军", "欣然", "庆祥", "丽华",
];

const STREETS: [&str; 8] = ["人民路", "解放路", "滨江路", "中山路", "建设路", "文化路", "长堤路", "水巷口"];

/// The name of the n-th member of staff.
pub fn staff_name(n: usize) -> String {
    let surname = SURNAMES.get((n * 5) % SURNAMES.len()).unwrap_or(&"王");
    let given = GIVEN.get((n * 7 + 3 + n / SURNAMES.len()) % GIVEN.len()).unwrap_or(&"敏");
    format!("{surname}{given}")
}

/// A person's name by chance.
pub fn person_name(chance: &mut Chance) -> String {
    format!("{}{}", chance.pick(&SURNAMES).unwrap_or("王"), chance.pick(&GIVEN).unwrap_or("敏"))
}

/// A street and number for an organ.
pub fn street(code: &str) -> String {
    let sum: usize = code.bytes().map(usize::from).sum();
    format!("{}{}", STREETS.get(sum % STREETS.len()).unwrap_or(&"人民路"), sum % 190 + 1)
}

/// An identity number with a right check digit that belongs to nobody: area code 999999 does not exist.
pub fn identity_number(chance: &mut Chance) -> String {
    let year = chance.between(1950, 2003);
    let digits =
        format!("999999{year}{:02}{:02}{:03}", chance.between(1, 12), chance.between(1, 28), chance.below(1000));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = b"10X98765432".get((sum % 11) as usize).copied().unwrap_or(b'0');
    format!("{digits}{}", char::from(check))
}

/// A mobile number in a range that is not given out (1990 …).
pub fn phone(chance: &mut Chance) -> String {
    format!("1990{:07}", chance.below(10_000_000))
}

/// An address in the district.
pub fn address(chance: &mut Chance) -> String {
    let street = chance.pick(&STREETS).unwrap_or("滨江路");
    format!(
        "云溪市临江区{street}{}号{}单元{}室",
        chance.between(1, 300),
        chance.between(1, 6),
        chance.between(101, 1804)
    )
}

/// The number of a postal item, always the same for a case.
pub fn tracking(number: &str) -> String {
    let sum = number.bytes().fold(0_u64, |sum, byte| (sum * 31 + u64::from(byte)) % 1_000_000_000);
    format!("XA{sum:09}CN")
}

/// Whom a consultation goes to, and where.
pub fn party(kind: ConsultationKind, subject: &str) -> (String, String) {
    let companies = ["云溪宏达物业服务有限公司", "临江明远建设工程有限公司", "云溪众联数据技术有限公司"];
    let place = subject.chars().count() % companies.len();
    let company = companies.get(place).copied().unwrap_or("云溪宏达物业服务有限公司");
    match kind {
        ConsultationKind::ThirdParty => (company.to_owned(), "云溪市建设路12号".to_owned()),
        ConsultationKind::JointOrgan => ("云溪市临江区发展和改革局".to_owned(), "云溪市人民路1号".to_owned()),
        ConsultationKind::OtherOrgan => ("云溪市临江区档案馆".to_owned(), "云溪市文化路30号".to_owned()),
    }
}

/// A party's answer in its words.
pub fn opinion(opinion: Opinion) -> &'static str {
    match opinion {
        Opinion::Consents => "经核对，同意公开。",
        Opinion::ConsentsInPart => "附件中的联系人和银行账户请遮盖，其余同意公开。",
        Opinion::Objects => "材料中的报价构成属于本公司商业秘密，不同意公开。",
    }
}

/// The body and number of a reconsideration or lawsuit.
pub fn remedy(kind: RemedyKind, level: Level, on: Date) -> String {
    let (body, court) = match level {
        Level::County => ("云溪市人民政府", "云溪市中级人民法院"),
        _ => ("临江区人民政府", "临江区人民法院"),
    };
    let serial = 10 + on.day_of_year() % 80;
    match kind {
        RemedyKind::Reconsideration => format!("{body}，{}年行政复议第{serial}号", on.year()),
        _ => format!("{court}，（{}）行初{serial}号", on.year()),
    }
}

/// The guide of an organ, in plain words.
pub fn guide(organ: &str) -> String {
    format!(
        "{organ}主动公开机构职能、办事指南、财政预算决算、规范性文件和民生服务信息。\n\n\
         没有查到的，可以申请公开。当面提交或者邮寄都可以，也可以在本网站填写申请。申请要写明姓名或者名称、身份证明、联系方式，\
         需要的信息的名称、文号或者其他便于查找的描述，以及希望怎样取得。\n\n\
         收到申请之日起 20 个工作日内答复；需要延长的，最多延长 20 个工作日，并会告知申请人。提供政府信息不收检索、复制、邮寄等费用。"
    )
}
