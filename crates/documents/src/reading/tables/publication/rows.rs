//! Rows and columns of table two in both forms: keys of the exchange format, labels, kinds of figures.

use gongkai_rules::reporting::exchange::Form;

use super::super::figure::Kind;
use super::super::labels::PublicationEntry;

/// The key of a row.
pub(super) fn key(form: Form, entry: PublicationEntry) -> &'static str {
    match (form, entry) {
        (Form::Form2021, PublicationEntry::Rules) => "rules",
        (Form::Form2021, PublicationEntry::Normative) => "normative",
        (Form::Form2021, PublicationEntry::Permit) => "permit",
        (Form::Form2021, PublicationEntry::Punish) => "punish",
        (Form::Form2021, PublicationEntry::Coerce) => "coerce",
        (Form::Form2021, PublicationEntry::Fee) => "fee",
        (Form::Form2019, PublicationEntry::Rules) => "rules_2019",
        (Form::Form2019, PublicationEntry::Normative) => "normative_2019",
        (Form::Form2019, PublicationEntry::Permit) => "permit_2019",
        (Form::Form2019, PublicationEntry::Punish) => "punish_2019",
        (Form::Form2019, PublicationEntry::Coerce) => "coerce_2019",
        (Form::Form2019, PublicationEntry::Fee) => "fee_2019",
        (_, PublicationEntry::OtherService) => "other_service_2019",
        (_, PublicationEntry::Procurement) => "procurement",
    }
}

/// The columns of a row; none where the form does not have the row.
pub(super) fn columns(form: Form, entry: PublicationEntry) -> &'static [&'static str] {
    match (form, entry) {
        (Form::Form2021, PublicationEntry::Rules | PublicationEntry::Normative) => &["issued", "repealed", "in_force"],
        (Form::Form2021, PublicationEntry::Fee) => &["amount"],
        (Form::Form2021, PublicationEntry::OtherService | PublicationEntry::Procurement) => &[],
        (Form::Form2021, _) => &["decisions"],
        (Form::Form2019, PublicationEntry::Rules | PublicationEntry::Normative) => &["made", "published", "total"],
        (Form::Form2019, PublicationEntry::Fee) => &["prior", "change"],
        (Form::Form2019, PublicationEntry::Procurement) => &["projects", "amount"],
        (Form::Form2019, _) => &["prior", "change", "decisions"],
    }
}

/// What kind of figure a cell asks for.
pub(super) fn kind(entry: PublicationEntry, column: &str) -> Kind {
    match (entry, column) {
        (_, "amount") => Kind::Money,
        (_, "change") => Kind::Signed,
        _ => Kind::Count,
    }
}

/// The printed label of a row.
pub(super) fn label(form: Form, entry: PublicationEntry) -> &'static str {
    match entry {
        PublicationEntry::Rules => "规章",
        PublicationEntry::Normative if form == Form::Form2021 => "行政规范性文件",
        PublicationEntry::Normative => "规范性文件",
        PublicationEntry::Permit => "行政许可",
        PublicationEntry::OtherService => "其他对外管理服务事项",
        PublicationEntry::Punish => "行政处罚",
        PublicationEntry::Coerce => "行政强制",
        PublicationEntry::Fee => "行政事业性收费",
        PublicationEntry::Procurement => "政府集中采购",
    }
}

/// The title of the block a row stands in.
pub(super) fn block(entry: PublicationEntry) -> &'static str {
    match entry {
        PublicationEntry::Rules | PublicationEntry::Normative => "第二十条第（一）项",
        PublicationEntry::Permit | PublicationEntry::OtherService => "第二十条第（五）项",
        PublicationEntry::Punish | PublicationEntry::Coerce => "第二十条第（六）项",
        PublicationEntry::Fee => "第二十条第（八）项",
        PublicationEntry::Procurement => "第二十条第（九）项",
    }
}

/// The printed head of a column.
pub(super) fn head(column: &str) -> &'static str {
    match column {
        "issued" => "本年制发件数",
        "repealed" => "本年废止件数",
        "in_force" => "现行有效件数",
        "made" => "本年新制作数量",
        "published" => "本年新公开数量",
        "total" => "对外公开总数量",
        "prior" => "上一年项目数量",
        "change" => "本年增/减",
        "projects" => "采购项目数量",
        "amount" => "本年收费金额（单位：万元）",
        _ => "本年处理决定数量",
    }
}
