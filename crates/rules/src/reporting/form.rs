//! The official form of 2021 (国办公开办函〔2021〕30号) as enums: every row, column, block and section once, with the
//! short key of the exchange format and the printed label. Labels and their accepted variants are data
//! (`data/report-form.json`), read once.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::outcomes::{ApplicantKind, Outcome};

mod cell;
mod data;
mod keyed;

pub use cell::Cell;
pub use data::{normalise, without_numbering};
use keyed::keyed;

/// A key that names no row, column or cell of the form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("统一格式中没有“{0}”")]
pub struct UnknownKey(pub String);

keyed! {
    /// A data row of table three. The 2021 form prints 25 of them, the 2019 form 23 with `OtherwiseHandled` in place
    /// of the three rows of （六）.
    Row {
        /// 一、本年新收政府信息公开申请数量.
        NewlyReceived = "new",
        /// 二、上年结转政府信息公开申请数量.
        CarriedIn = "carried_in",
        /// （一）予以公开.
        Disclosed = "granted",
        /// （二）部分公开.
        PartlyDisclosed = "partial",
        /// （三）1.属于国家秘密.
        StateSecret = "d1_secret",
        /// （三）2.其他法律行政法规禁止公开.
        ForbiddenByLaw = "d2_law",
        /// （三）3.危及“三安全一稳定”.
        EndangersSecurity = "d3_safety",
        /// （三）4.保护第三方合法权益.
        ThirdPartyRights = "d4_third",
        /// （三）5.属于三类内部事务信息.
        InternalAffairs = "d5_internal",
        /// （三）6.属于四类过程性信息.
        ProcessInformation = "d6_process",
        /// （三）7.属于行政执法案卷.
        EnforcementFile = "d7_case",
        /// （三）8.属于行政查询事项.
        AdministrativeInquiry = "d8_query",
        /// （四）1.本机关不掌握相关政府信息.
        NotHeld = "u1_noinfo",
        /// （四）2.没有现成信息需要另行制作.
        WouldNeedMaking = "u2_create",
        /// （四）3.补正后申请内容仍不明确.
        StillUnclear = "u3_unclear",
        /// （五）1.信访举报投诉类申请.
        PetitionOrComplaint = "n1_petition",
        /// （五）2.重复申请.
        Repeated = "n2_repeat",
        /// （五）3.要求提供公开出版物.
        PublicPublication = "n3_publication",
        /// （五）4.无正当理由大量反复申请.
        ExcessiveWithoutReason = "n4_massive",
        /// （五）5.要求行政机关确认或重新出具已获取信息.
        ConfirmOrReissue = "n5_confirm",
        /// （六）1.申请人无正当理由逾期不补正.
        NotClarifiedInTime = "o1_overdue",
        /// （六）2.申请人逾期未按收费通知要求缴纳费用.
        FeeNotPaid = "o2_fee",
        /// （六）3.其他.
        OtherHandling = "o3_other",
        /// （六）其他处理 as one row: the 2019 form only.
        OtherwiseHandled = "o_merged",
        /// （七）总计.
        Total = "total",
        /// 四、结转下年度继续办理.
        CarriedOut = "carried_out",
    }
}

keyed! {
    /// A value column of table three: the six kinds of applicant and their sum.
    Column {
        /// 自然人.
        NaturalPerson = "natural_person",
        /// 商业企业.
        Company = "business",
        /// 科研机构.
        ResearchInstitute = "research",
        /// 社会公益组织.
        PublicInterestOrganisation = "public_welfare",
        /// 法律服务机构.
        LegalServiceFirm = "legal_service",
        /// 其他.
        OtherOrganisation = "other",
        /// 总计.
        Total = "total",
    }
}

keyed! {
    /// A group of rows of table three: a head without figures of its own.
    Group {
        /// （三）不予公开.
        Withheld = "denied",
        /// （四）无法提供.
        Unavailable = "unable",
        /// （五）不予处理.
        NotProcessed = "refused",
        /// （六）其他处理.
        OtherwiseHandled = "other_results",
    }
}

keyed! {
    /// A block of table four: the way by which a reply was challenged.
    Block {
        /// 行政复议.
        Reconsideration = "review",
        /// 行政诉讼·未经复议直接起诉.
        DirectSuit = "direct_suit",
        /// 行政诉讼·复议后起诉.
        SuitAfterReconsideration = "suit_after_review",
    }
}

keyed! {
    /// A column within a block of table four: how the cases stand on 31 December.
    Standing {
        /// 结果维持.
        Upheld = "upheld",
        /// 结果纠正.
        Corrected = "corrected",
        /// 其他结果.
        Other = "other",
        /// 尚未审结.
        Pending = "pending",
        /// 总计.
        Total = "total",
    }
}

keyed! {
    /// A value cell of table two (条例第二十条第一、五、六、八项). These are entered, never counted by the program.
    Figure {
        /// 规章·本年制发件数.
        GovernmentRuleIssued = "rules.issued",
        /// 规章·本年废止件数.
        GovernmentRuleRepealed = "rules.repealed",
        /// 规章·现行有效件数.
        GovernmentRuleInForce = "rules.in_force",
        /// 行政规范性文件·本年制发件数.
        NormativeDocumentIssued = "normative.issued",
        /// 行政规范性文件·本年废止件数.
        NormativeDocumentRepealed = "normative.repealed",
        /// 行政规范性文件·现行有效件数.
        NormativeDocumentInForce = "normative.in_force",
        /// 行政许可·本年处理决定数量.
        AdministrativePermit = "permit.decisions",
        /// 行政处罚·本年处理决定数量.
        AdministrativePenalty = "punish.decisions",
        /// 行政强制·本年处理决定数量.
        CoerciveMeasure = "coerce.decisions",
        /// 行政事业性收费·本年收费金额（单位：万元）.
        AdministrativeFee = "fee.amount",
    }
}

impl Row {
    /// The 25 rows of the 2021 form in the order of print.
    pub const PRINTED: [Row; 25] = {
        let mut rows = [Row::NewlyReceived; 25];
        let (mut from, mut to) = (0, 0);
        while from < Row::ALL.len() {
            if !matches!(Row::ALL[from], Row::OtherwiseHandled) {
                rows[to] = Row::ALL[from];
                to += 1;
            }
            from += 1;
        }
        rows
    };

    /// The 21 rows that are outcomes (处理决定), in the order of print.
    pub fn leaves() -> impl Iterator<Item = Row> + Clone {
        Row::PRINTED.into_iter().filter(|row| row.is_leaf())
    }

    /// Whether the row is one of the 21 outcomes, not a sum and not a carry-over.
    pub fn is_leaf(self) -> bool {
        !matches!(self, Row::NewlyReceived | Row::CarriedIn | Row::OtherwiseHandled | Row::Total | Row::CarriedOut)
    }

    /// The row in which a request with this outcome counts (格式2021; `requests.md` 2.1).
    pub fn of(outcome: Outcome) -> Row {
        match outcome {
            Outcome::Disclosed => Row::Disclosed,
            Outcome::PartlyDisclosed => Row::PartlyDisclosed,
            Outcome::StateSecret => Row::StateSecret,
            Outcome::ForbiddenByLaw => Row::ForbiddenByLaw,
            Outcome::EndangersSecurity => Row::EndangersSecurity,
            Outcome::ThirdPartyRights => Row::ThirdPartyRights,
            Outcome::InternalAffairs => Row::InternalAffairs,
            Outcome::ProcessInformation => Row::ProcessInformation,
            Outcome::EnforcementFile => Row::EnforcementFile,
            Outcome::AdministrativeInquiry => Row::AdministrativeInquiry,
            Outcome::NotHeld => Row::NotHeld,
            Outcome::WouldNeedMaking => Row::WouldNeedMaking,
            Outcome::StillUnclear => Row::StillUnclear,
            Outcome::PetitionOrComplaint => Row::PetitionOrComplaint,
            Outcome::Repeated => Row::Repeated,
            Outcome::PublicPublication => Row::PublicPublication,
            Outcome::ExcessiveWithoutReason => Row::ExcessiveWithoutReason,
            Outcome::ConfirmOrReissue => Row::ConfirmOrReissue,
            Outcome::NotClarifiedInTime => Row::NotClarifiedInTime,
            Outcome::FeeNotPaid => Row::FeeNotPaid,
            Outcome::OtherHandling => Row::OtherHandling,
        }
    }

    /// The outcome counted in this row; `None` for sums and carry-overs.
    pub fn outcome(self) -> Option<Outcome> {
        Some(match self {
            Row::Disclosed => Outcome::Disclosed,
            Row::PartlyDisclosed => Outcome::PartlyDisclosed,
            Row::StateSecret => Outcome::StateSecret,
            Row::ForbiddenByLaw => Outcome::ForbiddenByLaw,
            Row::EndangersSecurity => Outcome::EndangersSecurity,
            Row::ThirdPartyRights => Outcome::ThirdPartyRights,
            Row::InternalAffairs => Outcome::InternalAffairs,
            Row::ProcessInformation => Outcome::ProcessInformation,
            Row::EnforcementFile => Outcome::EnforcementFile,
            Row::AdministrativeInquiry => Outcome::AdministrativeInquiry,
            Row::NotHeld => Outcome::NotHeld,
            Row::WouldNeedMaking => Outcome::WouldNeedMaking,
            Row::StillUnclear => Outcome::StillUnclear,
            Row::PetitionOrComplaint => Outcome::PetitionOrComplaint,
            Row::Repeated => Outcome::Repeated,
            Row::PublicPublication => Outcome::PublicPublication,
            Row::ExcessiveWithoutReason => Outcome::ExcessiveWithoutReason,
            Row::ConfirmOrReissue => Outcome::ConfirmOrReissue,
            Row::NotClarifiedInTime => Outcome::NotClarifiedInTime,
            Row::FeeNotPaid => Outcome::FeeNotPaid,
            Row::OtherHandling => Outcome::OtherHandling,
            Row::NewlyReceived | Row::CarriedIn | Row::OtherwiseHandled | Row::Total | Row::CarriedOut => return None,
        })
    }

    /// The group head under which the row is printed.
    pub fn group(self) -> Option<Group> {
        Group::ALL.into_iter().find(|group| group.rows().contains(&self))
    }

    /// The printed label of the 2021 form, numbering included: `1.属于国家秘密`.
    pub fn label(self) -> &'static str {
        data::label("table3", self.id())
    }

    /// Label and group in one line, for a place without the table around it: `（三）不予公开·1.属于国家秘密`.
    pub fn full_label(self) -> String {
        match self.group() {
            Some(group) => format!("{}·{}", group.label(), self.label()),
            None => self.label().to_owned(),
        }
    }

    /// The outcome row that a text names: its id, or its label or any variant of it, with or without number.
    /// A bare 其他 is the row （六）3 (`formats.md`, Register).
    pub fn named(text: &str) -> Option<Row> {
        let found = text.trim().parse::<Row>().ok();
        found.or_else(|| NAMED_ROWS.get(&without_numbering(&normalise(text))).copied()).filter(|row| row.is_leaf())
    }
}

static NAMED_ROWS: LazyLock<HashMap<String, Row>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for row in Row::leaves() {
        for label in data::labels("table3", row.id()) {
            names.entry(without_numbering(&normalise(label))).or_insert(row);
        }
    }
    names
});

/// The printed label of a row and all accepted variants, made comparable, without numbering, longest first.
pub fn label_variants(row: Row) -> Vec<String> {
    let labels = data::labels("table3", row.id()).iter().map(|label| without_numbering(&normalise(label)));
    let mut labels: Vec<String> = labels.collect();
    labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
    labels.dedup();
    labels
}

impl Column {
    /// The six kinds of applicant, without the sum.
    pub const KINDS: [Column; 6] = [
        Column::NaturalPerson,
        Column::Company,
        Column::ResearchInstitute,
        Column::PublicInterestOrganisation,
        Column::LegalServiceFirm,
        Column::OtherOrganisation,
    ];

    /// The column of a kind of applicant.
    pub fn of(kind: ApplicantKind) -> Column {
        match kind {
            ApplicantKind::NaturalPerson => Column::NaturalPerson,
            ApplicantKind::Company => Column::Company,
            ApplicantKind::ResearchInstitute => Column::ResearchInstitute,
            ApplicantKind::PublicInterestOrganisation => Column::PublicInterestOrganisation,
            ApplicantKind::LegalServiceFirm => Column::LegalServiceFirm,
            ApplicantKind::OtherOrganisation => Column::OtherOrganisation,
        }
    }

    /// The kind of applicant counted in this column; `None` for the sum.
    pub fn applicant_kind(self) -> Option<ApplicantKind> {
        Some(match self {
            Column::NaturalPerson => ApplicantKind::NaturalPerson,
            Column::Company => ApplicantKind::Company,
            Column::ResearchInstitute => ApplicantKind::ResearchInstitute,
            Column::PublicInterestOrganisation => ApplicantKind::PublicInterestOrganisation,
            Column::LegalServiceFirm => ApplicantKind::LegalServiceFirm,
            Column::OtherOrganisation => ApplicantKind::OtherOrganisation,
            Column::Total => return None,
        })
    }

    /// The printed head of the column.
    pub fn label(self) -> &'static str {
        data::column_label(self.id())
    }
}

impl Group {
    /// The rows printed under this head.
    pub fn rows(self) -> &'static [Row] {
        match self {
            Group::Withheld => &[
                Row::StateSecret,
                Row::ForbiddenByLaw,
                Row::EndangersSecurity,
                Row::ThirdPartyRights,
                Row::InternalAffairs,
                Row::ProcessInformation,
                Row::EnforcementFile,
                Row::AdministrativeInquiry,
            ],
            Group::Unavailable => &[Row::NotHeld, Row::WouldNeedMaking, Row::StillUnclear],
            Group::NotProcessed => &[
                Row::PetitionOrComplaint,
                Row::Repeated,
                Row::PublicPublication,
                Row::ExcessiveWithoutReason,
                Row::ConfirmOrReissue,
            ],
            Group::OtherwiseHandled => &[Row::NotClarifiedInTime, Row::FeeNotPaid, Row::OtherHandling],
        }
    }

    /// The printed head of the group: `（三）不予公开`.
    pub fn label(self) -> &'static str {
        data::label("table3", self.id())
    }
}

/// The vertical head over all rows of results: 三、本年度办理结果.
pub fn results_label() -> &'static str {
    data::label("table3", "results")
}

/// The words of the corner cell of table three.
pub fn corner_label() -> &'static str {
    data::corner_label()
}

/// The official title of a section, numbering included: `一、总体情况`; of a part of section one: `（一）主动公开`.
/// Empty for an id that has no title of its own.
pub fn section_title(id: &str) -> &'static str {
    data::section_title(id)
}

/// Titles accepted for a section besides the official one, without numbering.
pub fn section_labels(id: &str) -> Vec<&'static str> {
    data::section_labels(id)
}

impl Block {
    /// The printed head of the block.
    pub fn label(self) -> &'static str {
        data::label("table4", self.id())
    }
}

impl Standing {
    /// The printed head of the column.
    pub fn label(self) -> &'static str {
        match self {
            Standing::Upheld => "结果维持",
            Standing::Corrected => "结果纠正",
            Standing::Other => "其他结果",
            Standing::Pending => "尚未审结",
            Standing::Total => "总计",
        }
    }
}

impl Figure {
    /// The key of the row and of the column: `("rules", "issued")`.
    pub fn row_and_column(self) -> (&'static str, &'static str) {
        self.id().split_once('.').unwrap_or((self.id(), ""))
    }

    /// The printed label of the row: `行政许可`.
    pub fn row_label(self) -> &'static str {
        data::label("table2", self.row_and_column().0)
    }

    /// The printed head of the column: `本年处理决定数量`.
    pub fn column_label(self) -> &'static str {
        let (row, column) = self.row_and_column();
        data::figure_column_label(row, column)
    }

    /// The printed title of the block: `第二十条第（五）项`.
    pub fn block_label(self) -> &'static str {
        data::figure_block_label(self.row_and_column().0)
    }
}
