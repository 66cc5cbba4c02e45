//! The six parts of the report, each with what stands in it and what the checks say of it.

use crate::parts::{Link, StateTag, TagKind};
use gongkai_office::reporting::ReportView;
use gongkai_rules::reporting::exchange::{SectionId, TableId};
use gongkai_rules::reporting::{Block, Column, Figure, Finding, Row, Severity, Standing};

/// A part in the list.
pub struct PartLine {
    pub link: Link,
    pub about: String,
    pub tag: Option<StateTag>,
}

/// The six parts.
pub fn parts(view: &ReportView, base: &str, after: &str) -> Vec<PartLine> {
    let errors_in = |wanted: &dyn Fn(&Finding) -> bool| {
        let bad = |severity| view.findings.iter().filter(|one| one.severity == severity && wanted(one)).count();
        match (bad(Severity::Error), bad(Severity::Warn)) {
            (0, 0) => None,
            (0, warnings) => Some(StateTag::new(TagKind::Soon, format!("{warnings} 处提醒"))),
            (errors, _) => Some(StateTag::bad(format!("{errors} 处错误"))),
        }
    };
    let text = |id: SectionId| {
        move |one: &Finding| {
            one.table.is_none()
                && one.section.is_some_and(|found| found == id || (id == SectionId::Overview && found.is_overview()))
        }
    };
    let table = |id: TableId| move |one: &Finding| one.table == Some(id);
    let three = |row| view.report.table3.as_ref().and_then(|table| table.get(row, Column::Total)).unwrap_or(0);
    let four = |block| view.report.table4.as_ref().and_then(|table| table.get(block, Standing::Total)).unwrap_or(0);
    let entered = view.report.publication_table();
    let filled =
        entered.map_or(0, |table| Figure::ALL.into_iter().filter(|figure| table.get(*figure).is_some()).count());
    let length = |ids: &[SectionId]| -> usize {
        ids.iter().filter_map(|id| view.report.text(*id)).map(|text| text.chars().count()).sum()
    };
    let overview: Vec<SectionId> = [SectionId::Overview].into_iter().chain(SectionId::FIVE_PARTS).collect();
    let line = |title: SectionId, path: &str, about: String, tag: Option<StateTag>| PartLine {
        link: Link::new(title.title(), format!("{base}/{path}{after}")),
        about,
        tag,
    };
    let rounds = format!(
        "复议 {} 件，诉讼 {} 件",
        four(Block::Reconsideration),
        four(Block::DirectSuit) + four(Block::SuitAfterReconsideration)
    );
    let counts = format!(
        "新收 {} 件，上年结转 {} 件，办结 {} 件，结转下年 {} 件",
        three(Row::NewlyReceived),
        three(Row::CarriedIn),
        three(Row::Total),
        three(Row::CarriedOut)
    );
    let filled =
        if filled == 10 { "10 个数都已填".to_owned() } else { format!("已填 {filled} 个，共 10 个") };
    vec![
        line(SectionId::Overview, "text", format!("{} 字", length(&overview)), errors_in(&text(SectionId::Overview))),
        line(SectionId::PublicationTable, "figures", filled, errors_in(&table(TableId::Table2))),
        line(SectionId::RequestsTable, "requests", counts, errors_in(&table(TableId::Table3))),
        line(SectionId::RemediesTable, "remedies", rounds, errors_in(&table(TableId::Table4))),
        line(
            SectionId::Problems,
            "text",
            format!("{} 字", length(&[SectionId::Problems])),
            errors_in(&text(SectionId::Problems)),
        ),
        line(
            SectionId::OtherMatters,
            "text",
            format!("{} 字", length(&[SectionId::OtherMatters])),
            errors_in(&text(SectionId::OtherMatters)),
        ),
    ]
}
