//! Organs 行政机关 and how two of them stand to each other in the tree (条例第三条、第四条、第十条).
//!
//! An [`Organ`] is loaded with the path of its ancestors, so that a relation is found without another look-up.

use crate::ids::OrganId;
use serde::{Deserialize, Serialize};

/// The level of an organ, named as `level` of `gongkai-report/1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 国务院部门 and the like.
    Central,
    /// 省、自治区、直辖市人民政府.
    Province,
    /// 设区的市人民政府.
    City,
    /// 县、县级市、市辖区人民政府.
    County,
    /// 乡镇人民政府.
    Town,
    /// 街道办事处.
    Subdistrict,
    /// 县级以上人民政府部门.
    Department,
    /// 法律、法规授权的具有管理公共事务职能的组织 (条例第五十四条).
    PublicBody,
}

impl Level {
    /// Every level, in the order of the tree.
    pub const ALL: [Level; 8] = [
        Level::Central,
        Level::Province,
        Level::City,
        Level::County,
        Level::Town,
        Level::Subdistrict,
        Level::Department,
        Level::PublicBody,
    ];

    /// The name used in `gongkai-report/1`, on the command line and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Level::Central => "central",
            Level::Province => "province",
            Level::City => "city",
            Level::County => "county",
            Level::Town => "town",
            Level::Subdistrict => "subdistrict",
            Level::Department => "department",
            Level::PublicBody => "public_body",
        }
    }

    /// The level of a code, if there is one.
    pub fn from_code(code: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.code() == code)
    }

    /// The Chinese name shown at the desk.
    pub fn label(self) -> &'static str {
        match self {
            Level::Central => "国务院部门",
            Level::Province => "省级人民政府",
            Level::City => "设区的市人民政府",
            Level::County => "县级人民政府（区、县、市）",
            Level::Town => "乡镇人民政府",
            Level::Subdistrict => "街道办事处",
            Level::Department => "政府部门",
            Level::PublicBody => "法律法规授权组织",
        }
    }

    /// Whether the organ is itself a 人民政府, which reports by 31 March and owes 考核、评议、责任追究
    /// in its report (条例第四十九条第二款、第五十条第四项).
    pub fn is_government(self) -> bool {
        matches!(self, Level::Province | Level::City | Level::County | Level::Town)
    }
}

/// An organ with its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organ {
    /// Its identifier.
    pub id: OrganId,
    /// Its ancestors from the root down, itself last.
    pub path: Vec<OrganId>,
    /// Short Latin code in case numbers and addresses (XG); unique.
    pub code: String,
    /// Full name 全称.
    pub name: String,
    /// Short name 简称, shown in the masthead.
    pub short_name: String,
    /// 机关代字 in letter numbers (西工); empty until entered.
    pub organ_word: String,
    /// Its level.
    pub level: Level,
    /// Whether it has been abolished: no new request can be addressed to it.
    pub abolished: bool,
}

/// How the organ of a subject stands to the organ of the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The same organ.
    Own,
    /// The subject's organ lies below the actor's.
    Child,
    /// The subject's organ lies above the actor's.
    Parent,
    /// Both hang under one organ, or lie in other branches altogether.
    Sibling,
}

impl Relation {
    /// How an organ whose path is `subject` stands to an actor in the organ whose path is `actor`.
    pub fn between(actor: &[OrganId], subject: &[OrganId]) -> Relation {
        match (actor.last(), subject.last()) {
            (Some(a), Some(s)) if a == s => Relation::Own,
            (Some(a), _) if subject.contains(a) => Relation::Child,
            (_, Some(s)) if actor.contains(s) => Relation::Parent,
            _ => Relation::Sibling,
        }
    }
}
