//! The remedies paragraph of a letter: which one (letters sheet 4.4) and its text (4.3), filled from the organ's
//! settings. Telling the wrong way costs the applicant the remedy, so a letter carries exactly one.

use super::LetterProblem;
use super::facts::{LetterFacts, MatterReply, OrganSettings};
use super::kind::LetterKind;
use crate::outcomes::{Outcome, RemedyClass};
use crate::statute::{RECONSIDERATION_DAYS, SUIT_AFTER_RECONSIDERATION_DAYS, SUIT_MONTHS};

/// The paragraph a letter carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// 复议前置: a pure refusal under 条例第十四、十五、十六条 (行政复议法第二十条、第二十三条第一款第四项).
    ReconsiderationFirst,
    /// Choice between reconsideration and suit.
    Choice,
    /// 部分公开 where a withheld part rests on 第十四至十六条.
    Partly,
    /// Several matters, some refused under 第十四至十六条 and some answered otherwise.
    Mixed,
    /// A third party to whose detriment disclosure is decided (法释〔2025〕8号第一条第四项).
    ThirdParty,
    /// The sentence of a fee notice, which opens no remedy of its own.
    Fee,
    /// None: a paragraph on a step letter invites a case that will be rejected.
    None,
}

/// The remedy a letter of this kind, answering these matters, must carry.
pub fn remedy_of(kind: LetterKind, matters: &[MatterReply], organ: &OrganSettings) -> Remedy {
    if !kind.is_outcome() {
        return match kind {
            LetterKind::ThirdPartyDecisionNotice => Remedy::ThirdParty,
            LetterKind::FeeNotice => Remedy::Fee,
            _ => Remedy::None,
        };
    }
    if matters.iter().all(|matter| matter.letter == LetterKind::Withdrawn) {
        return Remedy::None;
    }
    let of_matter = |outcome: Outcome| outcome.remedy_class(organ.inquiry_reconsideration_first);
    let (mut first, mut given, mut other) = (false, false, false);
    for matter in matters {
        match matter.outcome {
            Outcome::PartlyDisclosed => {
                given = true;
                first |=
                    matter.fields.all_parts().any(|part| of_matter(part.ground) == RemedyClass::ReconsiderationFirst);
            }
            Outcome::Disclosed => given = true,
            outcome if of_matter(outcome) == RemedyClass::ReconsiderationFirst => first = true,
            _ => other |= matter.letter != LetterKind::Withdrawn,
        }
    }
    match (first, given, other) {
        (true, false, false) => Remedy::ReconsiderationFirst,
        (true, true, false) => Remedy::Partly,
        (true, _, true) => Remedy::Mixed,
        (false, ..) => Remedy::Choice,
    }
}

/// The text of a remedy; settings that it needs and that are not entered are problems.
pub fn remedy_text(
    remedy: Remedy,
    facts: &LetterFacts,
    organ: &OrganSettings,
) -> Result<Option<String>, Vec<LetterProblem>> {
    match remedy {
        Remedy::None => return Ok(None),
        Remedy::Fee => {
            return Ok(Some(
                "对收费有异议的，请在缴费期限内向本机关提出；本通知不单独申请行政复议或者提起行政诉讼，\
                 对本机关不再处理申请的行为不服的，可以依法寻求救济。"
                    .to_owned(),
            ));
        }
        _ => {}
    }
    let places = Places::of(facts, organ)?;
    let (body, court, you) = (&places.body, &places.court, facts.addressee.you());
    Ok(Some(match remedy {
        Remedy::ReconsiderationFirst => format!(
            "如不服本答复中不予公开的决定，依据《中华人民共和国行政复议法》第二十条、第二十三条第一款第四项，\
             {you}应当先自收到本告知书之日起{RECONSIDERATION_DAYS}日内向{body}。对行政复议决定不服的，可以自收到复议决定书之日起{SUIT_AFTER_RECONSIDERATION_DAYS}日内向{court}\
             提起行政诉讼；复议机关不予受理、驳回申请或者逾期不作答复的，依照该法第三十四条办理。"
        ),
        Remedy::Choice => choice("本答复", "本告知书", you, &places),
        Remedy::ThirdParty => choice("本决定", "本告知书", you, &places),
        Remedy::Partly => format!(
            "对本答复中不予公开的部分不服的，应当先自收到之日起{RECONSIDERATION_DAYS}日内向{body}，对复议决定不服的，\
             再自收到复议决定书之日起{SUIT_AFTER_RECONSIDERATION_DAYS}日内向{court}提起行政诉讼。认为已提供的信息不符合申请内容的，\
             可以在上述{RECONSIDERATION_DAYS}日内申请行政复议，也可以自收到之日起{SUIT_MONTHS}个月内直接向{court}提起行政诉讼。"
        ),
        Remedy::Mixed => format!(
            "对本答复中依据《条例》第十四条、第十五条、第十六条不予公开的部分不服的，应当先自收到之日起{RECONSIDERATION_DAYS}日内向{body}，\
             对复议决定不服的，再自收到复议决定书之日起{SUIT_AFTER_RECONSIDERATION_DAYS}日内向{court}提起行政诉讼。对本答复的其他部分不服的，\
             可以在上述{RECONSIDERATION_DAYS}日内申请行政复议，也可以自收到之日起{SUIT_MONTHS}个月内直接向{court}提起行政诉讼。"
        ),
        Remedy::Fee | Remedy::None => String::new(),
    }))
}

/// The optional sentence that may close any outcome letter (条例第四十七条第二款、第五十一条).
pub fn complaint_note(organ: &OrganSettings) -> Option<String> {
    let supervising = given(&organ.supervising_organ)?;
    let phone = given(&organ.supervising_phone)?;
    Some(format!("认为本机关未依法答复处理的，也可以向{supervising}反映，电话{phone}。"))
}

fn choice(what: &str, paper: &str, you: &str, places: &Places) -> String {
    let (body, court) = (&places.body, &places.court);
    format!(
        "如不服{what}，{you}可以自收到{paper}之日起{RECONSIDERATION_DAYS}日内向{body}，也可以自收到{paper}之日起{SUIT_MONTHS}个月内直接向{court}提起行政诉讼。\
         已申请行政复议并被受理的，复议期间不得提起行政诉讼。"
    )
}

/// Where to turn, as the paragraph says it.
struct Places {
    /// “某机关申请行政复议（地址，电话…，网上提交…）”.
    body: String,
    /// The court's name.
    court: String,
}

impl Places {
    fn of(facts: &LetterFacts, organ: &OrganSettings) -> Result<Places, Vec<LetterProblem>> {
        let mut problems = Vec::new();
        let mut need = |value: &Option<String>, setting| {
            let found = given(value).map(str::to_owned);
            if found.is_none() {
                problems.push(LetterProblem::SettingMissing { setting });
            }
            found.unwrap_or_default()
        };
        let name = need(&organ.reconsideration_body, Setting::ReconsiderationBody);
        let address = need(&organ.reconsideration_address, Setting::ReconsiderationAddress);
        let court = need(&organ.court, Setting::Court);
        let url = given(&organ.reconsideration_url);
        if url.is_none() && facts.delivered_online {
            problems.push(LetterProblem::OnlineReconsiderationMissing);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut contact = address;
        if let Some(phone) = given(&organ.reconsideration_phone) {
            contact.push_str(&format!("，电话{phone}"));
        }
        if let Some(url) = url {
            contact.push_str(&format!("，网上提交{url}"));
        }
        Ok(Places { body: format!("{name}申请行政复议（{contact}）"), court })
    }
}

/// A setting of the organ that letters need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Full name.
    FullName,
    /// 机关代字.
    OrganWord,
    /// Telephone of the disclosure office.
    Phone,
    /// The page where a case is followed.
    TrackingUrl,
    /// 行政复议机关.
    ReconsiderationBody,
    /// Its address.
    ReconsiderationAddress,
    /// The court.
    Court,
}

impl Setting {
    /// What the settings page calls it.
    pub fn label(self) -> &'static str {
        match self {
            Setting::FullName => "机关全称",
            Setting::OrganWord => "机关代字",
            Setting::Phone => "政府信息公开工作机构电话",
            Setting::TrackingUrl => "进度查询网址",
            Setting::ReconsiderationBody => "行政复议机关名称",
            Setting::ReconsiderationAddress => "行政复议机关地址",
            Setting::Court => "有管辖权的人民法院",
        }
    }
}

/// A setting that is entered and not blank.
pub(super) fn given(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|text| !text.is_empty())
}
