//! Table two as a file (`import figures`): entered by people, with the source it was taken from.

use serde::Deserialize;

use super::super::tables::{DocumentCounts, PublicationTable, WanYuan};

/// Figures of table two with their source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnteredFigures {
    /// The table: what the file leaves out or gives as null stays empty, not 0.
    pub table: PublicationTable,
    /// Where the figures come from, in the office's own words.
    pub source: String,
}

/// Why a file is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFigures {
    /// No JSON of this shape.
    #[error("不是表二数据文件：{0}")]
    Shape(String),
    /// No source is named.
    #[error("没有写明数据来源（source）")]
    NoSource,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    table2: Figures,
    #[serde(default)]
    source: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Figures {
    rules: Option<Documents>,
    normative: Option<Documents>,
    permit: Option<u64>,
    punish: Option<u64>,
    coerce: Option<u64>,
    fee: Option<WanYuan>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Documents {
    issued: Option<u64>,
    repealed: Option<u64>,
    in_force: Option<u64>,
}

impl From<Documents> for DocumentCounts {
    fn from(counts: Documents) -> Self {
        DocumentCounts { issued_count: counts.issued, repealed_count: counts.repealed, in_force_count: counts.in_force }
    }
}

impl EnteredFigures {
    /// Reads `{"table2": {…}, "source": text}`. Errors say in Chinese what is wrong.
    pub fn from_json(text: &str) -> Result<EnteredFigures, NotFigures> {
        let file: File = serde_json::from_str(text).map_err(|error| NotFigures::Shape(error.to_string()))?;
        let source = file.source.trim().to_owned();
        if source.is_empty() {
            return Err(NotFigures::NoSource);
        }
        let figures = file.table2;
        let table = PublicationTable {
            government_rules: figures.rules.unwrap_or_default().into(),
            normative_documents: figures.normative.unwrap_or_default().into(),
            administrative_permits: figures.permit,
            administrative_penalties: figures.punish,
            coercive_measures: figures.coerce,
            administrative_fees: figures.fee,
        };
        Ok(EnteredFigures { table, source })
    }
}
