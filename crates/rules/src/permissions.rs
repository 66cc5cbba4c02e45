//! The single authority on who may do what: [`may`]. It also says why not, so that a page can grey a button with its
//! reason. Every route names an [`Action`]; `crates/web/permissions.txt` holds the same table in words and the matrix
//! test compares the two for every route, role, relation of organs and state.

use crate::ids::{OrganId, PersonId};
use crate::organs::Relation;
use crate::people::{Actor, Role};
use crate::requests::StateName;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What somebody wants to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {$($(#[$doc])* $name,)*}

        impl Action {
            /// Every action.
            pub const ALL: &'static [Action] = &[$(Action::$name),*];

            /// Its name in `permissions.txt` and in the audit trail.
            pub fn code(self) -> &'static str {
                match self {$(Action::$name => $code,)*}
            }
        }
    };
}

actions! {
    /// Read the public site.
    ViewSite = "view_site",
    /// Hand in a request on the site.
    Submit = "submit",
    /// Follow one's own case with number and query code; answer, withdraw, read the letters.
    Track = "track",
    /// Sign in; the first-run page.
    SignIn = "sign_in",
    /// See the desk at all: one's own account and sessions.
    UseDesk = "use_desk",
    /// See the list of cases and a case.
    ViewRequests = "view_requests",
    /// See an applicant's data in full: audited each time.
    Reveal = "reveal",
    /// Enter a request that came by post, counter, fax or e-mail.
    EnterRequest = "enter_request",
    /// Settle the title.
    Title = "title",
    /// Confirm receipt, record tries to reach the applicant.
    Confirm = "confirm",
    /// Give a case to somebody.
    Assign = "assign",
    /// Ask for clarification.
    AskClarification = "ask_clarification",
    /// Record that a notice was delivered, a clarification, reasons, a payment or an opinion came in.
    RecordIncoming = "record_incoming",
    /// Lay a step before the head.
    ProposeStep = "propose_step",
    /// Consent to a step, or refuse it (第三十三条第二款).
    ConsentStep = "consent_step",
    /// Fix a later date (第三十五条).
    Delay = "delay",
    /// Take a fee notice back.
    RevokeFee = "revoke_fee",
    /// Draft the decision and lay it before the reviewer.
    DraftDecision = "draft_decision",
    /// Approve or return a draft.
    ReviewDecision = "review_decision",
    /// Sign a letter, or return it.
    SignDecision = "sign_decision",
    /// Deliver the reply, record that it came back, phone about it.
    Deliver = "deliver",
    /// Record a withdrawal.
    Withdraw = "withdraw",
    /// Make a paper that moves nothing: the receipt, a record for the file, a reminder, the proof of delivery.
    IssuePaper = "issue_paper",
    /// Ask the 主管部门 or the secrecy authority whether information may be disclosed (第十七条第三款).
    ReferDetermination = "refer_determination",
    /// File a closed case.
    Archive = "archive",
    /// Record a reconsideration or lawsuit and its result.
    RecordRemedy = "record_remedy",
    /// Reopen by order of a decision or judgment.
    Reopen = "reopen",
    /// Import and export the register.
    ImportRegister = "import_register",
    /// See the annual report's draft and its cases.
    ViewReport = "view_report",
    /// Enter figures, write the text, send it to review.
    DraftReport = "draft_report",
    /// Approve or return the report.
    ReviewReport = "review_report",
    /// Publish the report.
    PublishReport = "publish_report",
    /// See the organ's settings.
    ViewSettings = "view_settings",
    /// Change the organ's settings, its next number among them.
    EditSettings = "edit_settings",
    /// See figures and lists of the organs below (第四十七条).
    Inspect = "inspect",
    /// Add and change people of the organ and of those below.
    ManagePeople = "manage_people",
    /// Add organs below.
    ManageOrgans = "manage_organs",
    /// Import a calendar of holidays.
    ImportHolidays = "import_holidays",
    /// See whether the system is well.
    Doctor = "doctor",
    /// Read the audit trail.
    ReadAudit = "read_audit",
    /// Move official time (demonstration only).
    MoveClock = "move_clock",
}

/// What the action is about. `organ_path` is the path of the organ it belongs to, root first.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject<'a> {
    /// Ancestors of the subject's organ, itself last; empty where no organ is concerned.
    pub organ_path: &'a [OrganId],
    /// The state of the case or report, if it is one.
    pub state: Option<StateName>,
    /// Who drafted what lies before reviewer or signatory.
    pub drafted_by: Option<PersonId>,
    /// Whether the organ has a leader who signs; where not, the head does (letters.md §2.3).
    pub has_leader: bool,
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in.
    #[error("not signed in")]
    NotSignedIn,
    /// The subject belongs to an organ the actor has nothing to do with: it answers as what does not exist.
    #[error("another organ's")]
    OtherOrgan,
    /// None of these roles is held.
    #[error("needs one of {0:?}")]
    Role(Vec<Role>),
    /// The case is not in a state for it.
    #[error("not in this state")]
    State(StateName),
    /// One's own draft: another person must review and sign it.
    #[error("own draft")]
    OwnDraft,
    /// Only the public does this.
    #[error("not for the desk")]
    NotForDesk,
}

/// Who may: roles, how the organ of the subject may stand to theirs, in which states. No state means any.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// One of these roles.
    pub roles: &'static [Role],
    /// One of these relations.
    pub relations: &'static [Relation],
    /// In one of these states; empty means any.
    pub states: &'static [StateName],
}

use Relation::{Child, Own};
use Role::{
    AuditAdministrator as Audit, Clerk, Head, Inspector, Leader, Reviewer, SecurityAdministrator as Security,
    SystemAdministrator as System,
};
use StateName as S;

const OFFICE: &[Role] = &[Clerk, Reviewer, Head, Leader];
const EVERYBODY: &[Role] = &Role::ALL;
const OPEN: &[StateName] =
    &[S::Received, S::Handling, S::AwaitingClarification, S::AwaitingPayment, S::Deciding, S::Approved, S::Decided];
const AFTER: &[StateName] = &[S::Closed, S::Archived];

/// The rule of an action at the desk; `None` for what the public does.
pub fn rule(action: Action) -> Option<Rule> {
    let own = |roles, states| Some(Rule { roles, relations: &[Own], states });
    match action {
        Action::ViewSite | Action::Submit | Action::Track | Action::SignIn => None,
        Action::UseDesk => own(EVERYBODY, &[]),
        Action::ViewRequests | Action::ViewReport => own(OFFICE, &[]),
        Action::Reveal => own(&[Clerk, Reviewer, Head], &[]),
        Action::EnterRequest => own(&[Clerk, Head], &[]),
        Action::Title => own(&[Clerk, Head], OPEN),
        Action::Confirm => own(&[Clerk, Head], &[S::Received]),
        Action::Assign => own(&[Clerk, Head], OPEN),
        Action::AskClarification => own(&[Clerk, Reviewer], &[S::Handling]),
        Action::RecordIncoming => own(&[Clerk], OPEN),
        // A correction of the record may be proposed in every state; the other steps are narrowed by `decide`.
        Action::ProposeStep => own(&[Clerk, Head], &[]),
        Action::ConsentStep => own(&[Head], &[]),
        Action::Delay => own(&[Head], &[S::Handling]),
        Action::RevokeFee => own(&[Head], &[S::AwaitingPayment]),
        Action::DraftDecision => own(&[Clerk], &[S::Handling]),
        Action::ReviewDecision => own(&[Reviewer], &[S::Deciding]),
        Action::SignDecision => own(&[Head, Leader], &[S::Approved]),
        // Letters that lie unopened on the site, and are phoned about, go out in every state but these.
        Action::Deliver => {
            own(&[Clerk], &[S::Handling, S::AwaitingClarification, S::AwaitingPayment, S::Decided, S::Closed])
        }
        Action::Withdraw => own(&[Clerk], OPEN),
        Action::IssuePaper => own(&[Clerk, Head], &[]),
        Action::ReferDetermination => own(&[Head, Leader], &[S::Handling]),
        Action::Archive => own(&[Clerk], &[S::Closed]),
        Action::RecordRemedy => own(&[Clerk, Head], &[]),
        Action::Reopen => own(&[Head], AFTER),
        Action::ImportRegister => own(&[Clerk, Head], &[]),
        Action::DraftReport => own(&[Clerk, Head], &[]),
        Action::ReviewReport => own(&[Reviewer, Leader], &[]),
        Action::PublishReport => own(&[Head, Leader], &[]),
        Action::ViewSettings => own(&[Clerk, Reviewer, Head, Leader, System], &[]),
        Action::EditSettings => own(&[Head], &[]),
        Action::Inspect => Some(Rule { roles: &[Inspector], relations: &[Own, Child], states: &[] }),
        Action::ManagePeople => Some(Rule { roles: &[Security], relations: &[Own, Child], states: &[] }),
        Action::ManageOrgans => Some(Rule { roles: &[System], relations: &[Own, Child], states: &[] }),
        Action::ImportHolidays | Action::Doctor | Action::MoveClock => own(&[System], &[]),
        Action::ReadAudit => Some(Rule { roles: &[Audit], relations: &[Own, Child], states: &[] }),
    }
}

/// Whether the actor may do this to this, and if not, why.
///
/// The order of the answers matters: what belongs to another organ is told before anything that would show it exists.
///
/// # Errors
/// The reason.
pub fn may(actor: &Actor, action: Action, subject: Subject<'_>) -> Result<(), Denied> {
    if matches!(actor, Actor::System) {
        return Ok(());
    }
    let Some(rule) = rule(action) else {
        // `Track` is proved by number and query code before an `Applicant` is made of a visitor.
        return match (action, actor) {
            (Action::Track, Actor::Visitor | Actor::Person { .. }) => Err(Denied::NotForDesk),
            _ => Ok(()),
        };
    };
    let Actor::Person { id, organ_path, roles } = actor else { return Err(Denied::NotSignedIn) };
    if !subject.organ_path.is_empty() && !rule.relations.contains(&Relation::between(organ_path, subject.organ_path)) {
        return Err(Denied::OtherOrgan);
    }
    if !roles.iter().any(|role| rule.roles.contains(role)) {
        return Err(Denied::Role(rule.roles.to_vec()));
    }
    if let Some(state) = subject.state
        && !rule.states.is_empty()
        && !rule.states.contains(&state)
    {
        return Err(Denied::State(state));
    }
    if matches!(action, Action::ReviewDecision | Action::SignDecision | Action::ReviewReport)
        && subject.drafted_by == Some(*id)
    {
        return Err(Denied::OwnDraft);
    }
    if action == Action::SignDecision {
        let signatory = if subject.has_leader { Leader } else { Head };
        if !roles.contains(&signatory) {
            return Err(Denied::Role(vec![signatory]));
        }
    }
    Ok(())
}
