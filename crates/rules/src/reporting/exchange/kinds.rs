//! What a report is made of: its form, the kind of organ, its sections.

use serde::{Deserialize, Serialize};

/// The form whose tables a report uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Form {
    /// 国办公开办函〔2021〕30号: report years 2021 and later.
    #[serde(rename = "2021")]
    Form2021,
    /// 国办公开办函〔2019〕60号 (试行): report years 2019 and 2020.
    #[serde(rename = "2019")]
    Form2019,
}

impl Form {
    /// The form prescribed for a report year; `None` before 2019, when there was no national table.
    pub fn of_year(year: i16) -> Option<Form> {
        match year {
            2021.. => Some(Form::Form2021),
            2019..=2020 => Some(Form::Form2019),
            _ => None,
        }
    }

    /// `2021` or `2019`.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Form2021 => "2021",
            Form::Form2019 => "2019",
        }
    }
}

/// What kind of organ reports: it decides the deadline and what the text must hold (条例第四十九条、第五十条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 国务院 (whole).
    Central,
    /// 省级人民政府.
    Province,
    /// 设区的市人民政府.
    City,
    /// 县、县级市、市辖区人民政府.
    County,
    /// 乡镇人民政府.
    Town,
    /// 街道办事处.
    Subdistrict,
    /// 乡镇 or 街道, not told apart.
    Township,
    /// 县级以上人民政府部门, the government office reporting for itself included.
    Department,
    /// 法律、法规授权的具有管理公共事务职能的组织.
    #[serde(rename = "public_body")]
    AuthorisedOrganisation,
}

impl Level {
    /// A government of county level or above, rolled up from its organs: deadline 31 March (第四十九条第二款).
    pub fn is_rolled_up(self) -> bool {
        matches!(self, Level::Central | Level::Province | Level::City | Level::County)
    }

    /// A 人民政府 of any level: Article 50(4) asks for assessment results.
    pub fn is_government(self) -> bool {
        self.is_rolled_up() || self == Level::Town
    }

    /// Whether 规章 may stand in its report (立法法: ministries, provinces, 设区的市). `None`: a department may belong
    /// to any level, so its level alone does not tell.
    pub fn may_make_rules(self) -> Option<bool> {
        match self {
            Level::Central | Level::Province | Level::City => Some(true),
            Level::County | Level::Town | Level::Subdistrict | Level::Township => Some(false),
            Level::Department | Level::AuthorisedOrganisation => None,
        }
    }
}

/// The part of a report to which a text belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SectionId {
    /// The opening paragraph: basis, period, contact.
    #[serde(rename = "preamble")]
    Preamble,
    /// 一、总体情况: the lead of it.
    #[serde(rename = "overview")]
    Overview,
    /// （一）主动公开.
    #[serde(rename = "overview.proactive")]
    OverviewProactive,
    /// （二）依申请公开.
    #[serde(rename = "overview.requests")]
    OverviewRequests,
    /// （三）政府信息管理.
    #[serde(rename = "overview.management")]
    OverviewManagement,
    /// （四）政府信息公开平台建设.
    #[serde(rename = "overview.platform")]
    OverviewPlatform,
    /// （五）监督保障.
    #[serde(rename = "overview.supervision")]
    OverviewSupervision,
    /// 二、主动公开政府信息情况.
    #[serde(rename = "proactive")]
    PublicationTable,
    /// 三、收到和处理政府信息公开申请情况.
    #[serde(rename = "requests")]
    RequestsTable,
    /// 四、政府信息公开行政复议、行政诉讼情况.
    #[serde(rename = "remedies")]
    RemediesTable,
    /// 五、存在的主要问题及改进情况.
    #[serde(rename = "problems")]
    Problems,
    /// 六、其他需要报告的事项.
    #[serde(rename = "other")]
    OtherMatters,
    /// 落款.
    #[serde(rename = "closing")]
    Closing,
    /// A text whose place could not be told.
    #[serde(rename = "unknown")]
    Unknown,
}

impl SectionId {
    /// All sections that the form prints, in the order of reading.
    pub const IN_ORDER: [SectionId; 13] = [
        SectionId::Preamble,
        SectionId::Overview,
        SectionId::OverviewProactive,
        SectionId::OverviewRequests,
        SectionId::OverviewManagement,
        SectionId::OverviewPlatform,
        SectionId::OverviewSupervision,
        SectionId::PublicationTable,
        SectionId::RequestsTable,
        SectionId::RemediesTable,
        SectionId::Problems,
        SectionId::OtherMatters,
        SectionId::Closing,
    ];

    /// The six sections of the form, 一 to 六.
    pub const SIX: [SectionId; 6] = [
        SectionId::Overview,
        SectionId::PublicationTable,
        SectionId::RequestsTable,
        SectionId::RemediesTable,
        SectionId::Problems,
        SectionId::OtherMatters,
    ];

    /// The five parts of section one.
    pub const FIVE_PARTS: [SectionId; 5] = [
        SectionId::OverviewProactive,
        SectionId::OverviewRequests,
        SectionId::OverviewManagement,
        SectionId::OverviewPlatform,
        SectionId::OverviewSupervision,
    ];

    /// The key of the exchange format.
    pub fn id(self) -> &'static str {
        match self {
            SectionId::Preamble => "preamble",
            SectionId::Overview => "overview",
            SectionId::OverviewProactive => "overview.proactive",
            SectionId::OverviewRequests => "overview.requests",
            SectionId::OverviewManagement => "overview.management",
            SectionId::OverviewPlatform => "overview.platform",
            SectionId::OverviewSupervision => "overview.supervision",
            SectionId::PublicationTable => "proactive",
            SectionId::RequestsTable => "requests",
            SectionId::RemediesTable => "remedies",
            SectionId::Problems => "problems",
            SectionId::OtherMatters => "other",
            SectionId::Closing => "closing",
            SectionId::Unknown => "unknown",
        }
    }

    /// The section of this key.
    pub fn from_id(id: &str) -> Option<SectionId> {
        Self::IN_ORDER.into_iter().chain([SectionId::Unknown]).find(|section| section.id() == id)
    }

    /// The official title, numbering included; empty where the form prescribes none.
    pub fn title(self) -> &'static str {
        super::super::form::section_title(self.id())
    }

    /// Whether the section belongs to 一、总体情况.
    pub fn is_overview(self) -> bool {
        self == SectionId::Overview || Self::FIVE_PARTS.contains(&self)
    }
}
