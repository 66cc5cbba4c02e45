//! Table two as the form of 2019 printed it (国办公开办函〔2019〕60号): read from old reports, never written by Gongkai.

use serde::{Deserialize, Serialize};

use super::super::tables::WanYuan;

/// Documents of the 2019 form: 本年新制作数量 · 本年新公开数量 · 对外公开总数量.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentCounts2019 {
    /// 本年新制作数量.
    pub made: Option<u64>,
    /// 本年新公开数量.
    pub published: Option<u64>,
    /// 对外公开总数量.
    pub total: Option<u64>,
}

/// Items of the 2019 form: 上一年项目数量 · 本年增/减 · 处理决定数量.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemCounts2019 {
    /// 上一年项目数量.
    pub prior: Option<u64>,
    /// 本年增/减, signed.
    pub change: Option<i64>,
    /// 处理决定数量.
    pub decisions: Option<u64>,
}

/// 行政事业性收费 of the 2019 form, in fee items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeItems2019 {
    /// 上一年项目数量.
    pub prior: Option<u64>,
    /// 本年增/减, signed.
    pub change: Option<i64>,
}

/// 政府集中采购 of the 2019 form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procurement2019 {
    /// 采购项目数量.
    pub projects: Option<u64>,
    /// 采购总金额, 万元.
    pub amount: Option<WanYuan>,
}

/// Table two of the 2019 form (国办公开办函〔2019〕60号): read only, never written by Gongkai.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicationTable2019 {
    /// 规章.
    #[serde(rename = "rules_2019")]
    pub government_rules: DocumentCounts2019,
    /// 规范性文件.
    #[serde(rename = "normative_2019")]
    pub normative_documents: DocumentCounts2019,
    /// 行政许可.
    #[serde(rename = "permit_2019")]
    pub administrative_permits: ItemCounts2019,
    /// 其他对外管理服务事项.
    #[serde(rename = "other_service_2019")]
    pub other_services: ItemCounts2019,
    /// 行政处罚.
    #[serde(rename = "punish_2019")]
    pub administrative_penalties: ItemCounts2019,
    /// 行政强制.
    #[serde(rename = "coerce_2019")]
    pub coercive_measures: ItemCounts2019,
    /// 行政事业性收费.
    #[serde(rename = "fee_2019")]
    pub administrative_fees: FeeItems2019,
    /// 政府集中采购.
    pub procurement: Procurement2019,
}
