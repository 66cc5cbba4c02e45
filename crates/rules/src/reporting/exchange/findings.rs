//! What a check found, as the exchange format carries it.

use serde::{Deserialize, Serialize};

use super::super::form::Cell;
use super::{Place, SectionId, TableId, Value};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Look again.
    Hint,
    /// Very likely wrong, or against usual requirements.
    Warn,
    /// Law or arithmetic broken, or unreadable.
    Error,
}

impl Severity {
    /// The word shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Hint => "提示",
            Severity::Warn => "警告",
            Severity::Error => "错误",
        }
    }
}

/// One hit of a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The rule: `R3.1`.
    pub rule: String,
    /// How grave.
    pub severity: Severity,
    /// The section it lies in.
    pub section: Option<SectionId>,
    /// The table it lies in.
    pub table: Option<TableId>,
    /// Row key; in table four the key of the block.
    pub row: Option<String>,
    /// Column key.
    pub column: Option<String>,
    /// What should stand there.
    pub expected: Option<Value>,
    /// What stands there.
    pub found: Option<Value>,
    /// Complete Chinese, to show as is.
    pub message: String,
    /// The words of the report the finding stands on.
    pub quote: Option<String>,
    /// Where in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The smallest change of one cell that sets it right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding without a place yet.
    pub fn new(rule: &str, severity: Severity, message: impl Into<String>) -> Finding {
        Finding {
            rule: rule.to_owned(),
            severity,
            section: None,
            table: None,
            row: None,
            column: None,
            expected: None,
            found: None,
            message: message.into(),
            quote: None,
            place: None,
            fix: None,
        }
    }

    /// The cell of the report it lies in, to be linked to; `None` for findings of text or of a whole table.
    pub fn cell(&self) -> Option<Cell> {
        let (row, column) = (self.row.as_deref()?, self.column.as_deref()?);
        match self.table? {
            TableId::Table2 => format!("{row}.{column}").parse().ok().map(Cell::Publication),
            TableId::Table3 => Some(Cell::Requests(row.parse().ok()?, column.parse().ok()?)),
            TableId::Table4 => Some(Cell::Remedies(row.parse().ok()?, column.parse().ok()?)),
        }
    }
}

/// A change of one cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fix {
    /// Which table.
    pub table: TableId,
    /// Row key.
    pub row: String,
    /// Column key.
    pub column: Option<String>,
    /// The value to write.
    pub value: Value,
}
