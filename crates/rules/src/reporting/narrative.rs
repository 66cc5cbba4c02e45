//! The text of the six sections, offered from the facts of the year (条例第五十条; 格式2021). Every figure in it is a
//! cell of the tables, so that text and tables agree from the first draft on. What the facts cannot know is said as the
//! law's own duty and listed for the office to confirm; what only people can answer is left as a marked gap, which the
//! checks refuse to let out (R8.7).

use super::exchange::{Level, Report, Section, SectionId};
use super::form::{Block, Column, Group, Row, Standing};
use super::tables::{DocumentCounts, PublicationTable, RemediesTable, RequestsTable};

mod problems;

pub use problems::problems_of;

/// How a gap is marked that somebody must fill.
pub const GAP: &str = "〔待填：";

/// How the public reaches the organ (opening paragraph).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// 地址.
    pub address: Option<String>,
    /// 邮编.
    pub postcode: Option<String>,
    /// 电话.
    pub phone: Option<String>,
    /// 电子邮箱.
    pub email: Option<String>,
}

/// 信息处理费 of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FeeFacts {
    /// Fee notices sent.
    pub notices: u64,
    /// Sum collected, in 元.
    pub collected: u64,
}

/// How replies stood to their limit: only our own records know (条例第三十三条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Timeliness {
    /// Replies in time.
    pub in_time: u64,
    /// Replies after their limit.
    pub late: u64,
    /// Cases extended.
    pub extended: u64,
}

/// What the text is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct YearFacts<'a> {
    /// Full name of the organ.
    pub organ: &'a str,
    /// What kind of organ.
    pub level: Level,
    /// The year reported on.
    pub year: i16,
    /// How it is reached.
    pub contact: Contact,
    /// Name of the website where the report and the guide stand.
    pub site: Option<&'a str>,
    /// Whether requests can be filed on that site.
    pub online_requests: bool,
    /// Table two as entered so far.
    pub publication: &'a PublicationTable,
    /// Table three as counted.
    pub requests: &'a RequestsTable,
    /// Table four as counted.
    pub remedies: &'a RemediesTable,
    /// Replies and their limits, where the cases were handled here.
    pub timeliness: Option<Timeliness>,
    /// 信息处理费.
    pub fees: FeeFacts,
    /// Last year's report of the same organ.
    pub before: Option<&'a Report>,
    /// What became of last year's problems, in the order of [`problems_of`]; a missing answer is left as a gap.
    pub answers: &'a [String],
}

/// A text offered, with what people must look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Narrative {
    /// All sections in the order of the form, titles included.
    pub sections: Vec<Section>,
    /// Sentences that rest on no record: the office confirms or changes them.
    pub to_confirm: Vec<String>,
    /// Last year's problems, for which this report must answer.
    pub to_answer: Vec<String>,
}

impl Narrative {
    /// Whether nothing is left to fill in.
    pub fn is_whole(&self) -> bool {
        self.sections.iter().all(|section| !section.text.contains(GAP))
    }
}

/// The text of all six sections.
pub fn narrative(facts: &YearFacts<'_>) -> Narrative {
    let to_answer = facts.before.and_then(|before| before.text(SectionId::Problems)).map(|text| problems_of(&text));
    let to_answer = to_answer.unwrap_or_default();
    let mut to_confirm = Vec::new();
    let mut kept = |id: SectionId, offered: String| {
        let text = last_years(facts, id).unwrap_or(offered);
        to_confirm.extend(text.split_inclusive('。').map(str::to_owned));
        text
    };
    let texts = [
        (SectionId::Preamble, preamble(facts)),
        (SectionId::Overview, kept(SectionId::Overview, lead(facts))),
        (SectionId::OverviewProactive, proactive(facts)),
        (SectionId::OverviewRequests, requests(facts)),
        (SectionId::OverviewManagement, kept(SectionId::OverviewManagement, management())),
        (SectionId::OverviewPlatform, kept(SectionId::OverviewPlatform, platform(facts))),
        (SectionId::OverviewSupervision, kept(SectionId::OverviewSupervision, supervision())),
        (SectionId::PublicationTable, String::new()),
        (SectionId::RequestsTable, String::new()),
        (SectionId::RemediesTable, remedies_note(facts)),
        (SectionId::Problems, problems::text(facts, &to_answer)),
        (SectionId::OtherMatters, other_matters(facts)),
    ];
    let sections = texts.into_iter().map(|(id, text)| Section {
        id,
        title: Some(id.title().to_owned()).filter(|title| !title.is_empty()),
        text,
        place: None,
    });
    Narrative { sections: sections.collect(), to_confirm, to_answer }
}

/// Last year's words for a section without figures of its own, with the year moved on; `None` when it names figures,
/// for those are of last year.
fn last_years(facts: &YearFacts<'_>, id: SectionId) -> Option<String> {
    let text = facts.before.filter(|before| before.year.checked_add(1) == Some(facts.year))?.text(id)?;
    let moved = text.replace(&format!("{}年", facts.year.saturating_sub(1)), &format!("{}年", facts.year));
    let rest = moved.replace(&format!("{}年", facts.year), "");
    let figures = rest.chars().any(|c| c.is_numeric());
    (!figures && !moved.trim().is_empty()).then_some(moved)
}

/// Opening: legal basis, what it holds, period, where it stands, whom to ask.
fn preamble(facts: &YearFacts<'_>) -> String {
    let year = facts.year;
    let mut text = format!(
        "本报告由{}根据《中华人民共和国政府信息公开条例》（国务院令第711号）第四十九条、第五十条和国务院办公厅规定的年度报告格式（国办公开办函〔2021〕30号）编制，\
         由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。\
         本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。",
        facts.organ
    );
    if let Some(site) = facts.site {
        text.push_str(&format!("本报告可在{site}查阅和下载。"));
    }
    let contact = &facts.contact;
    let ways: Vec<String> = [
        ("地址", &contact.address),
        ("邮编", &contact.postcode),
        ("电话", &contact.phone),
        ("电子邮箱", &contact.email),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}：{value}")))
    .collect();
    if !ways.is_empty() {
        text.push_str(&format!("如对本报告有疑问，请与{}联系（{}）。", facts.organ, ways.join("，")));
    }
    text
}

fn lead(facts: &YearFacts<'_>) -> String {
    format!(
        "{}年，{}按照《中华人民共和国政府信息公开条例》的规定开展政府信息公开工作，依法公开政府信息，依法办理政府信息公开申请，接受社会监督。",
        facts.year, facts.organ
    )
}

/// （一）主动公开, from the figures of table two that are entered.
fn proactive(facts: &YearFacts<'_>) -> String {
    let table = facts.publication;
    let mut sentences =
        vec!["依照条例第十九条至第二十一条和本机关职责，主动公开机构职能、办事指南等政府信息。".to_owned()];
    let rules = facts.level.may_make_rules() == Some(true) || table.government_rules.issued_count.unwrap_or(0) > 0;
    let documents = [("规章", table.government_rules, rules), ("行政规范性文件", table.normative_documents, true)];
    for (name, counts, _) in documents.into_iter().filter(|(.., told)| *told) {
        sentences.extend(documents_sentence(name, counts));
    }
    let decisions = [
        ("行政许可", table.administrative_permits),
        ("行政处罚", table.administrative_penalties),
        ("行政强制", table.coercive_measures),
    ];
    let told: Vec<String> =
        decisions.into_iter().filter_map(|(name, count)| count.map(|count| format!("{name}决定{count}件"))).collect();
    if !told.is_empty() {
        sentences.push(format!("本年作出{}。", told.join("、")));
    }
    match &table.administrative_fees {
        Some(amount) if amount.is_zero() => sentences.push("本年没有行政事业性收费。".to_owned()),
        Some(amount) => sentences.push(format!("本年行政事业性收费{amount}万元。")),
        None => {}
    }
    sentences.concat()
}

fn documents_sentence(name: &str, counts: DocumentCounts) -> Option<String> {
    let (issued, repealed, in_force) = (counts.issued_count?, counts.repealed_count?, counts.in_force_count?);
    Some(format!("本年制发{name}{issued}件、废止{repealed}件，现行有效{in_force}件。"))
}

/// （二）依申请公开: the total column of table three and table four, in words.
fn requests(facts: &YearFacts<'_>) -> String {
    let table = facts.requests;
    let total = |row| table.get(row, Column::Total).unwrap_or(0);
    let (new, carried_in) = (total(Row::NewlyReceived), total(Row::CarriedIn));
    let (handled, carried_out) = (total(Row::Total), total(Row::CarriedOut));
    let mut text = if new == 0 { "本年未收到政府信息公开申请".to_owned() } else { received(table, new) };
    if new == 0 && carried_in == 0 {
        text.push_str("，没有上年度结转的申请。");
    } else {
        text.push_str(&format!("，上年结转{carried_in}件。本年办结{handled}件，结转下年度继续办理{carried_out}件。"));
        text.push_str(&results(table, handled));
    }
    if let Some(timeliness) = facts.timeliness.filter(|_| handled > 0) {
        text.push_str(&in_time(timeliness));
    }
    text.push_str(&remedies(facts.remedies));
    text
}

fn received(table: &RequestsTable, new: u64) -> String {
    let natural = table.get(Row::NewlyReceived, Column::NaturalPerson).unwrap_or(0);
    let others = new.saturating_sub(natural);
    format!("本年新收政府信息公开申请{new}件（自然人申请{natural}件、法人或其他组织申请{others}件）")
}

/// The outcomes, group by group; those without a case are left out.
fn results(table: &RequestsTable, handled: u64) -> String {
    let total = |row| table.get(row, Column::Total).unwrap_or(0);
    let groups = [
        ("予以公开", total(Row::Disclosed)),
        ("部分公开", total(Row::PartlyDisclosed)),
        ("不予公开", table.sum(Group::Withheld.rows(), Column::Total)),
        ("无法提供", table.sum(Group::Unavailable.rows(), Column::Total)),
        ("不予处理", table.sum(Group::NotProcessed.rows(), Column::Total)),
        ("其他处理", table.sum(Group::OtherwiseHandled.rows(), Column::Total)),
    ];
    let told: Vec<String> =
        groups.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name}{count}件")).collect();
    if handled == 0 || told.is_empty() { String::new() } else { format!("办理结果为：{}。", told.join("、")) }
}

fn in_time(timeliness: Timeliness) -> String {
    let mut text = if timeliness.late == 0 {
        "各项答复均在法定期限内作出".to_owned()
    } else {
        format!("其中{}件的答复超过法定期限", timeliness.late)
    };
    if timeliness.extended > 0 {
        text.push_str(&format!("，经批准延长期限的有{}件", timeliness.extended));
    }
    text + "。"
}

fn remedies(table: &RemediesTable) -> String {
    let cell = |block, standing| table.get(block, standing).unwrap_or(0);
    let parts = |blocks: &[Block]| {
        let named = [Standing::Upheld, Standing::Corrected, Standing::Other, Standing::Pending];
        let told: Vec<String> = named
            .into_iter()
            .map(|standing| (standing, blocks.iter().map(|block| cell(*block, standing)).fold(0, u64::saturating_add)))
            .filter(|(_, count)| *count > 0)
            .map(|(standing, count)| format!("{}{count}件", standing.label()))
            .collect();
        told.join("、")
    };
    let reviews = cell(Block::Reconsideration, Standing::Total);
    let direct = cell(Block::DirectSuit, Standing::Total);
    let after = cell(Block::SuitAfterReconsideration, Standing::Total);
    let suits = [Block::DirectSuit, Block::SuitAfterReconsideration];
    let review = (reviews > 0)
        .then(|| format!("因政府信息公开工作被申请行政复议{reviews}件，其中{}。", parts(&[Block::Reconsideration])));
    let suit = (direct + after > 0).then(|| {
        format!(
            "因政府信息公开工作被提起行政诉讼{}件（未经复议直接起诉{direct}件、复议后起诉{after}件），其中{}。",
            direct + after,
            parts(&suits)
        )
    });
    match (review, suit) {
        (None, None) => "本年未发生因政府信息公开工作被申请行政复议、提起行政诉讼的情况。".to_owned(),
        (Some(review), None) => review + "本年未发生因政府信息公开工作被提起行政诉讼的情况。",
        (None, Some(suit)) => format!("本年未发生因政府信息公开工作被申请行政复议的情况。{suit}"),
        (Some(review), Some(suit)) => review + &suit,
    }
}

fn management() -> String {
    "坚持先审查、后公开，对拟公开的政府信息逐件进行保密审查和公开属性审查，对已公开的信息定期核对，失效的及时标注或者撤下。".to_owned()
}

fn platform(facts: &YearFacts<'_>) -> String {
    let place = facts.site.map_or_else(|| "政府网站".to_owned(), str::to_owned);
    let online = if facts.online_requests { "，公众可以在线提交申请、查询办理进度" } else { "" };
    format!("在{place}政府信息公开栏目公布政府信息公开指南、申请方式和年度报告{online}。")
}

fn supervision() -> String {
    "明确工作机构和人员责任，接受政府信息公开工作主管部门的工作考核和社会评议，办理申请的每个环节留有记录；本年没有因政府信息公开工作被责任追究的情形。"
        .to_owned()
}

/// A note under table four: our count includes what was carried over (`requests.md` 3).
fn remedies_note(facts: &YearFacts<'_>) -> String {
    let any = Block::ALL.into_iter().any(|block| facts.remedies.get(block, Standing::Total).unwrap_or(0) > 0);
    if any {
        "注：表中数字包括上年度尚未审结、转入本年度的案件。".to_owned()
    } else {
        String::new()
    }
}

/// 六: the fee statement that the form demands.
fn other_matters(facts: &YearFacts<'_>) -> String {
    let year = facts.year;
    let fees = match facts.fees {
        FeeFacts { notices: 0, collected: 0 } => {
            format!("{year}年度，本机关没有发出信息处理费收费通知，未收取信息处理费。")
        }
        FeeFacts { notices, collected: 0 } => {
            format!("{year}年度，本机关发出信息处理费收费通知{notices}件，未收取信息处理费。")
        }
        FeeFacts { notices, collected } => {
            format!("{year}年度，本机关发出信息处理费收费通知{notices}件，收取信息处理费{collected}元。")
        }
    };
    fees + "没有其他需要报告的事项。"
}
