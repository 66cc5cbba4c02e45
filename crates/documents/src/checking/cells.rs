//! The cells of a report by keys and by the words a person finds them with, of either form.

use gongkai_rules::reporting::exchange::{Report, SectionId, Table2, TableId};
use gongkai_rules::reporting::form::{Block, Cell, Column, Figure, Row, Standing};

/// A cell as read: table, words of row and column, value; empty where it is `null`.
pub(super) struct ReadCell {
    pub table: TableId,
    pub row: String,
    pub column: String,
    pub value: String,
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// All cells of the tables of a report, in the order of print.
pub(super) fn cells(report: &Report) -> Vec<ReadCell> {
    let mut cells = Vec::new();
    let mut push = |table, row: &str, column: &str, value| {
        cells.push(ReadCell { table, row: row.to_owned(), column: column.to_owned(), value });
    };
    match &report.table2 {
        Some(Table2::Form2021(table)) => {
            for figure in Figure::ALL {
                push(TableId::Table2, figure.row_label(), figure.column_label(), shown(table.get(figure)));
            }
        }
        Some(Table2::Form2019(table)) => {
            for (row, documents) in [("规章", table.government_rules), ("规范性文件", table.normative_documents)]
            {
                push(TableId::Table2, row, "本年新制作数量", shown(documents.made));
                push(TableId::Table2, row, "本年新公开数量", shown(documents.published));
                push(TableId::Table2, row, "对外公开总数量", shown(documents.total));
            }
            let items = [
                ("行政许可", table.administrative_permits),
                ("其他对外管理服务事项", table.other_services),
                ("行政处罚", table.administrative_penalties),
                ("行政强制", table.coercive_measures),
            ];
            for (row, items) in items {
                push(TableId::Table2, row, "上一年项目数量", shown(items.prior));
                push(TableId::Table2, row, "本年增/减", shown(items.change));
                push(TableId::Table2, row, "处理决定数量", shown(items.decisions));
            }
            let fees = table.administrative_fees;
            push(TableId::Table2, "行政事业性收费", "上一年项目数量", shown(fees.prior));
            push(TableId::Table2, "行政事业性收费", "本年增/减", shown(fees.change));
            push(TableId::Table2, "政府集中采购", "采购项目数量", shown(table.procurement.projects));
            push(TableId::Table2, "政府集中采购", "采购总金额（万元）", shown(table.procurement.amount.as_ref()));
        }
        None => {}
    }
    if let Some(table) = &report.table3 {
        for row in Row::ALL.into_iter().filter(|row| table.row(*row).is_some()) {
            for column in Column::ALL {
                push(TableId::Table3, &row_words(row), column.label(), shown(table.get(row, column)));
            }
        }
    }
    if let Some(table) = &report.table4 {
        for block in Block::ALL {
            for standing in Standing::ALL {
                push(TableId::Table4, block.label(), standing.label(), shown(table.get(block, standing)));
            }
        }
    }
    cells
}

fn row_words(row: Row) -> String {
    if row == Row::OtherwiseHandled { "（六）其他处理".to_owned() } else { row.full_label() }
}

/// 表二, 表三, 表四.
pub(super) fn table_words(table: TableId) -> &'static str {
    match table {
        TableId::Table2 => "表二",
        TableId::Table3 => "表三",
        TableId::Table4 => "表四",
    }
}

/// Where a finding lies, in words: the cell, else row or table, else the section.
pub(super) fn where_words(finding: &gongkai_rules::reporting::Finding) -> String {
    if let Some(cell) = finding.cell() {
        let table = match cell {
            Cell::Publication(_) => "表二",
            Cell::Requests(..) => "表三",
            Cell::Remedies(..) => "表四",
        };
        return format!("{table}·{}", cell.label());
    }
    match (finding.table, finding.section) {
        (Some(table), _) => {
            let row = finding.row.as_deref().and_then(|row| row.parse::<Row>().ok()).map(row_words);
            [Some(table_words(table).to_owned()), row].into_iter().flatten().collect::<Vec<_>>().join("·")
        }
        (None, Some(section)) => section_words(section).to_owned(),
        (None, None) => "全文".to_owned(),
    }
}

fn section_words(section: SectionId) -> &'static str {
    match section {
        SectionId::Preamble => "开头",
        SectionId::Closing => "落款",
        SectionId::Unknown => "正文",
        titled => titled.title(),
    }
}
