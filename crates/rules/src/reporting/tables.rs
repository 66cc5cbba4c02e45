//! The figures of the three tables. A figure nobody entered, or a blank cell of somebody's report, is `None`; a
//! printed zero is `Some(0)`. The two are never mixed up (格式2021 asks for 0 where nothing happened).

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod keys;
mod money;

use keys::EveryKey;
pub use money::{NotAnAmount, WanYuan};

use super::form::{Block, Cell, Column, Figure, Row, Standing};

/// One row of part （一） of table two: documents by issue, repeal and validity, in 件.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentCounts {
    /// 本年制发件数.
    #[serde(rename = "issued")]
    pub issued_count: Option<u64>,
    /// 本年废止件数.
    #[serde(rename = "repealed")]
    pub repealed_count: Option<u64>,
    /// 现行有效件数.
    #[serde(rename = "in_force")]
    pub in_force_count: Option<u64>,
}

/// Table two of the 2021 form: 主动公开政府信息情况 (条例第二十条第一、五、六、八项).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicationTable {
    /// 规章.
    #[serde(rename = "rules")]
    pub government_rules: DocumentCounts,
    /// 行政规范性文件.
    #[serde(rename = "normative")]
    pub normative_documents: DocumentCounts,
    /// 行政许可, decisions.
    #[serde(rename = "permit")]
    pub administrative_permits: Option<u64>,
    /// 行政处罚, decisions.
    #[serde(rename = "punish")]
    pub administrative_penalties: Option<u64>,
    /// 行政强制, decisions.
    #[serde(rename = "coerce")]
    pub coercive_measures: Option<u64>,
    /// 行政事业性收费, 万元.
    #[serde(rename = "fee")]
    pub administrative_fees: Option<WanYuan>,
}

/// One figure of table two as entered: a count, or an amount for 行政事业性收费.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureValue {
    /// 件.
    Count(u64),
    /// 万元.
    Amount(WanYuan),
}

impl fmt::Display for FigureValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FigureValue::Count(count) => count.fmt(f),
            FigureValue::Amount(amount) => amount.fmt(f),
        }
    }
}

impl PublicationTable {
    /// All ten figures as 0: the act 本年没有发生.
    pub fn zero() -> Self {
        let none = DocumentCounts { issued_count: Some(0), repealed_count: Some(0), in_force_count: Some(0) };
        Self {
            government_rules: none,
            normative_documents: none,
            administrative_permits: Some(0),
            administrative_penalties: Some(0),
            coercive_measures: Some(0),
            administrative_fees: Some(WanYuan::zero()),
        }
    }

    /// The figure entered in a cell.
    pub fn get(&self, figure: Figure) -> Option<FigureValue> {
        if figure == Figure::AdministrativeFee {
            return self.administrative_fees.clone().map(FigureValue::Amount);
        }
        self.count(figure).map(FigureValue::Count)
    }

    /// The count in a cell; `None` where it is blank, and for the amount of fees.
    pub fn count(&self, figure: Figure) -> Option<u64> {
        match figure {
            Figure::GovernmentRuleIssued => self.government_rules.issued_count,
            Figure::GovernmentRuleRepealed => self.government_rules.repealed_count,
            Figure::GovernmentRuleInForce => self.government_rules.in_force_count,
            Figure::NormativeDocumentIssued => self.normative_documents.issued_count,
            Figure::NormativeDocumentRepealed => self.normative_documents.repealed_count,
            Figure::NormativeDocumentInForce => self.normative_documents.in_force_count,
            Figure::AdministrativePermit => self.administrative_permits,
            Figure::AdministrativePenalty => self.administrative_penalties,
            Figure::CoerciveMeasure => self.coercive_measures,
            Figure::AdministrativeFee => None,
        }
    }

    /// Enters a figure, or blanks it with an empty text. Errors: the text is no such figure.
    pub fn enter(&mut self, figure: Figure, text: &str) -> Result<(), NotAFigure> {
        let text = text.trim();
        let bad = || NotAFigure { cell: Cell::Publication(figure), found: text.to_owned() };
        if figure == Figure::AdministrativeFee {
            self.administrative_fees = if text.is_empty() { None } else { Some(text.parse().map_err(|_| bad())?) };
            return Ok(());
        }
        let digits = text.bytes().all(|b| b.is_ascii_digit()) && text.len() <= 12;
        let value = if text.is_empty() { None } else { Some(text.parse().ok().filter(|_| digits).ok_or_else(bad)?) };
        if let Some(place) = self.place(figure) {
            *place = value;
        }
        Ok(())
    }

    fn place(&mut self, figure: Figure) -> Option<&mut Option<u64>> {
        Some(match figure {
            Figure::GovernmentRuleIssued => &mut self.government_rules.issued_count,
            Figure::GovernmentRuleRepealed => &mut self.government_rules.repealed_count,
            Figure::GovernmentRuleInForce => &mut self.government_rules.in_force_count,
            Figure::NormativeDocumentIssued => &mut self.normative_documents.issued_count,
            Figure::NormativeDocumentRepealed => &mut self.normative_documents.repealed_count,
            Figure::NormativeDocumentInForce => &mut self.normative_documents.in_force_count,
            Figure::AdministrativePermit => &mut self.administrative_permits,
            Figure::AdministrativePenalty => &mut self.administrative_penalties,
            Figure::CoerciveMeasure => &mut self.coercive_measures,
            Figure::AdministrativeFee => return None,
        })
    }
}

/// A text entered into table two that is no such figure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{}”应为非负整数（收费为非负金额，单位万元），实际为“{found}”", cell.label())]
pub struct NotAFigure {
    /// The cell.
    pub cell: Cell,
    /// The text.
    pub found: String,
}

/// One row of table three: seven cells in the order of [`Column::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RequestsRow([Option<u64>; 7]);

impl RequestsRow {
    /// A row of printed zeros.
    pub fn zero() -> Self {
        Self([Some(0); 7])
    }

    /// A row from its seven cells in the order of print.
    pub fn from_cells(cells: [Option<u64>; 7]) -> Self {
        Self(cells)
    }

    /// One cell.
    pub fn get(&self, column: Column) -> Option<u64> {
        self.0[column.index()]
    }

    /// Sets one cell.
    pub fn set(&mut self, column: Column, value: Option<u64>) {
        self.0[column.index()] = value;
    }
}

/// Table three: 收到和处理政府信息公开申请情况. A row that a report does not print is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestsTable([Option<RequestsRow>; 26]);

impl RequestsTable {
    /// The 2021 form with every printed cell 0.
    pub fn zero() -> Self {
        let mut table = Self([None; 26]);
        for row in Row::PRINTED {
            table.0[row.index()] = Some(RequestsRow::zero());
        }
        table
    }

    /// A table without any row, to be filled by a reader.
    pub fn empty() -> Self {
        Self([None; 26])
    }

    /// A row; `None` where the report does not print it.
    pub fn row(&self, row: Row) -> Option<&RequestsRow> {
        self.0[row.index()].as_ref()
    }

    /// Sets a whole row.
    pub fn set_row(&mut self, row: Row, cells: Option<RequestsRow>) {
        self.0[row.index()] = cells;
    }

    /// A cell; `None` where it is blank or its row is not printed.
    pub fn get(&self, row: Row, column: Column) -> Option<u64> {
        self.row(row).and_then(|cells| cells.get(column))
    }

    /// Sets a cell, printing its row if need be.
    pub fn set(&mut self, row: Row, column: Column, value: Option<u64>) {
        self.0[row.index()].get_or_insert_default().set(column, value);
    }

    fn add(&mut self, row: Row, column: Column) {
        let value = self.get(row, column).unwrap_or(0) + 1;
        self.set(row, column, Some(value));
    }

    /// The sum of several rows in one column, blanks as 0.
    pub fn sum(&self, rows: &[Row], column: Column) -> u64 {
        rows.iter().filter_map(|row| self.get(*row, column)).fold(0, u64::saturating_add)
    }
}

impl Serialize for RequestsRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(7))?;
        for column in Column::ALL {
            map.serialize_entry(column.id(), &self.get(column))?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for RequestsRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut cells = EveryKey::<Column, Option<u64>>::read(deserializer, &Column::ALL, "列")?;
        Ok(Self(Column::ALL.map(|column| cells.take(column))))
    }
}

impl Serialize for RequestsTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(26))?;
        for row in Row::ALL {
            map.serialize_entry(row.id(), &self.row(row))?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for RequestsTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut rows = EveryKey::<Row, Option<RequestsRow>>::read(deserializer, &Row::ALL, "行")?;
        Ok(Self(Row::ALL.map(|row| rows.take(row))))
    }
}

/// Table four: 政府信息公开行政复议、行政诉讼情况, 15 cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemediesTable([[Option<u64>; 5]; 3]);

impl RemediesTable {
    /// Every cell 0.
    pub fn zero() -> Self {
        Self([[Some(0); 5]; 3])
    }

    /// Every cell blank, to be filled by a reader.
    pub fn empty() -> Self {
        Self([[None; 5]; 3])
    }

    /// One cell.
    pub fn get(&self, block: Block, standing: Standing) -> Option<u64> {
        self.0[block.index()][standing.index()]
    }

    /// Sets one cell.
    pub fn set(&mut self, block: Block, standing: Standing, value: Option<u64>) {
        self.0[block.index()][standing.index()] = value;
    }

    fn add(&mut self, block: Block, standing: Standing) {
        let value = self.get(block, standing).unwrap_or(0) + 1;
        self.set(block, standing, Some(value));
    }
}

struct FiveCells<'a>(&'a [Option<u64>; 5]);

impl Serialize for FiveCells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Standing::ALL.into_iter().map(|standing| (standing.id(), self.0[standing.index()])))
    }
}

#[derive(Default)]
struct FiveCellsOwned([Option<u64>; 5]);

impl<'de> Deserialize<'de> for FiveCellsOwned {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut cells = EveryKey::<Standing, Option<u64>>::read(deserializer, &Standing::ALL, "列")?;
        Ok(Self(Standing::ALL.map(|standing| cells.take(standing))))
    }
}

impl Serialize for RemediesTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Block::ALL.into_iter().map(|block| (block.id(), FiveCells(&self.0[block.index()]))))
    }
}

impl<'de> Deserialize<'de> for RemediesTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut blocks = EveryKey::<Block, FiveCellsOwned>::read(deserializer, &Block::ALL, "栏")?;
        Ok(Self(Block::ALL.map(|block| blocks.take(block).0)))
    }
}

/// Adds one case to the cell it counts in.
pub(super) fn tally(requests: &mut RequestsTable, remedies: &mut RemediesTable, cell: Cell) {
    match cell {
        Cell::Requests(row, column) => requests.add(row, column),
        Cell::Remedies(block, standing) => remedies.add(block, standing),
        Cell::Publication(_) => {}
    }
}
