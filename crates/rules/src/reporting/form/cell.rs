//! One value cell of the three tables, and how it is written.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Block, Column, Figure, Row, Standing, UnknownKey};

/// One value cell of the three tables. Written `t2.normative.issued`, `t3.new.total`, `t4.review.upheld`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// A cell of table two 主动公开政府信息情况.
    Publication(Figure),
    /// A cell of table three 收到和处理政府信息公开申请情况.
    Requests(Row, Column),
    /// A cell of table four 行政复议、行政诉讼情况.
    Remedies(Block, Standing),
}

impl Cell {
    /// The words by which a person finds the cell: `（三）不予公开·1.属于国家秘密·自然人`.
    pub fn label(self) -> String {
        match self {
            Cell::Publication(figure) => format!("{}·{}", figure.row_label(), figure.column_label()),
            Cell::Requests(row, column) => format!("{}·{}", row.full_label(), column.label()),
            Cell::Remedies(block, standing) => format!("{}·{}", block.label(), standing.label()),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Publication(figure) => write!(f, "t2.{figure}"),
            Cell::Requests(row, column) => write!(f, "t3.{row}.{column}"),
            Cell::Remedies(block, standing) => write!(f, "t4.{block}.{standing}"),
        }
    }
}

impl FromStr for Cell {
    type Err = UnknownKey;
    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey(text.to_owned());
        let (table, rest) = text.split_once('.').ok_or_else(unknown)?;
        if table == "t2" {
            return rest.parse().map(Cell::Publication);
        }
        let (row, column) = rest.split_once('.').ok_or_else(unknown)?;
        match table {
            "t3" => Ok(Cell::Requests(row.parse()?, column.parse()?)),
            "t4" => Ok(Cell::Remedies(row.parse()?, column.parse()?)),
            _ => Err(unknown()),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
