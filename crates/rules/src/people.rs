//! People and roles: who may hold what together, and what must be kept apart (条例第四条、第三十三条第二款;
//! 三员分立 of 等级保护).

use crate::ids::{OrganId, PersonId};
use serde::{Deserialize, Serialize};

/// A role at the desk. Office roles act on business; administrators see none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 经办人: handles cases.
    Clerk,
    /// 审核人: reviews drafts.
    Reviewer,
    /// 政府信息公开工作机构负责人: consents to extensions (条例第三十三条第二款).
    Head,
    /// 分管领导: signs outcomes.
    Leader,
    /// 督查人员: acts for the 主管部门 (条例第四十七条).
    Inspector,
    /// 系统管理员: runs the system, sees no content.
    SystemAdministrator,
    /// 安全管理员: grants rights.
    SecurityAdministrator,
    /// 审计管理员: reads the audit trail.
    AuditAdministrator,
}

impl Role {
    /// Every role, in the order shown in forms.
    pub const ALL: [Role; 8] = [
        Role::Clerk,
        Role::Reviewer,
        Role::Head,
        Role::Leader,
        Role::Inspector,
        Role::SystemAdministrator,
        Role::SecurityAdministrator,
        Role::AuditAdministrator,
    ];

    /// The name used in files and forms.
    pub fn code(self) -> &'static str {
        match self {
            Role::Clerk => "clerk",
            Role::Reviewer => "reviewer",
            Role::Head => "head",
            Role::Leader => "leader",
            Role::Inspector => "inspector",
            Role::SystemAdministrator => "system_administrator",
            Role::SecurityAdministrator => "security_administrator",
            Role::AuditAdministrator => "audit_administrator",
        }
    }

    /// The role of a code, if there is one.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The Chinese name.
    pub fn label(self) -> &'static str {
        match self {
            Role::Clerk => "经办人",
            Role::Reviewer => "审核人",
            Role::Head => "机构负责人",
            Role::Leader => "分管领导",
            Role::Inspector => "督查人员",
            Role::SystemAdministrator => "系统管理员",
            Role::SecurityAdministrator => "安全管理员",
            Role::AuditAdministrator => "审计管理员",
        }
    }

    /// Whether the role runs the system instead of the office's business.
    pub fn is_administrator(self) -> bool {
        matches!(self, Role::SystemAdministrator | Role::SecurityAdministrator | Role::AuditAdministrator)
    }
}

/// Why a set of roles may not be held by one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RolesRefused {
    /// Nobody works without a role.
    #[error("请至少选择一个角色")]
    None,
    /// An administrator holds no office role, so that nobody who grants rights also uses them.
    #[error("管理员不能同时担任业务角色")]
    AdministratorWithOffice,
    /// Whoever reads the trail may not be somebody it tells of.
    #[error("审计管理员不能同时担任其他管理员")]
    AuditWithOther,
}

/// Whether one person may hold these roles together.
///
/// # Errors
/// The first rule that the set breaks.
pub fn check_roles(roles: &[Role]) -> Result<(), RolesRefused> {
    let administrator = roles.iter().any(|role| role.is_administrator());
    let office = roles.iter().any(|role| !role.is_administrator());
    if roles.is_empty() {
        return Err(RolesRefused::None);
    }
    if administrator && office {
        return Err(RolesRefused::AdministratorWithOffice);
    }
    if roles.contains(&Role::AuditAdministrator) && roles.len() > 1 {
        return Err(RolesRefused::AuditWithOther);
    }
    Ok(())
}

/// Who acts. A signed-in person carries the path of their organ, so that permission needs no look-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person at the desk.
    Person {
        /// Who.
        id: PersonId,
        /// Their organ's ancestors from the root down, their own organ last.
        organ_path: Vec<OrganId>,
        /// What they may act as.
        roles: Vec<Role>,
    },
    /// Somebody from the public who has shown number and query code of the case, or is handing one in.
    Applicant,
    /// Anybody: a visitor of the public site.
    Visitor,
    /// The program itself: jobs, and the command line of whoever holds the data directory.
    System,
}

impl Actor {
    /// The person, if it is one.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Actor::Person { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// The person's own organ, if it is a person.
    pub fn organ(&self) -> Option<OrganId> {
        match self {
            Actor::Person { organ_path, .. } => organ_path.last().copied(),
            _ => None,
        }
    }

    /// Whether the actor holds the role.
    pub fn has(&self, role: Role) -> bool {
        matches!(self, Actor::Person { roles, .. } if roles.contains(&role))
    }
}
