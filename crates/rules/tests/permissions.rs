//! Roles that must be kept apart, organs and how they stand to each other, and what `may` answers first.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs
)]
// A test that cannot go on should stop with the reason, helpers included.

use gongkai_rules::ids::{OrganId, PersonId};
use gongkai_rules::organs::{Level, Relation};
use gongkai_rules::people::{Actor, Role, RolesRefused, check_roles};
use gongkai_rules::permissions::{Action, Denied, Subject, may, rule};
use gongkai_rules::requests::StateName;
use std::collections::HashSet;
use uuid::Uuid;

const fn organ(number: u128) -> OrganId {
    OrganId(Uuid::from_u128(number))
}

const CITY: OrganId = organ(1);
const DISTRICT: OrganId = organ(2);
const STREET: OrganId = organ(3);
const OTHER_STREET: OrganId = organ(4);

const ME: PersonId = PersonId(Uuid::from_u128(10));
const ANOTHER: PersonId = PersonId(Uuid::from_u128(11));

fn person(path: &[OrganId], roles: &[Role]) -> Actor {
    Actor::Person { id: ME, organ_path: path.to_vec(), roles: roles.to_vec() }
}

fn subject(path: &[OrganId]) -> Subject<'_> {
    Subject { organ_path: path, ..Subject::default() }
}

/// 条例第三十三条第二款 and 三员分立: every set of roles, against the rule in words.
#[test]
fn administrators_hold_no_office_role_and_the_auditor_is_nothing_else() {
    for chosen in 0_u32..1 << Role::ALL.len() {
        let roles: Vec<Role> =
            (0..).zip(Role::ALL).filter(|(place, _)| chosen & (1 << place) != 0).map(|(_, role)| role).collect();
        let administrators = roles.iter().filter(|role| role.is_administrator()).count();
        let expected = if roles.is_empty() {
            Err(RolesRefused::None)
        } else if administrators > 0 && administrators < roles.len() {
            Err(RolesRefused::AdministratorWithOffice)
        } else if roles.contains(&Role::AuditAdministrator) && roles.len() > 1 {
            Err(RolesRefused::AuditWithOther)
        } else {
            Ok(())
        };
        assert_eq!(check_roles(&roles), expected, "{roles:?}");
    }
    assert_eq!(check_roles(&[Role::Clerk]), Ok(()));
    assert_eq!(check_roles(&[Role::Reviewer, Role::Head]), Ok(()), "a sub-district runs with two people");
    assert_eq!(check_roles(&[Role::SystemAdministrator, Role::SecurityAdministrator]), Ok(()));
}

#[test]
fn organs_stand_to_each_other_by_their_paths() {
    let (city, district, street, other) =
        (vec![CITY], vec![CITY, DISTRICT], vec![CITY, DISTRICT, STREET], vec![CITY, DISTRICT, OTHER_STREET]);
    let between = Relation::between;
    assert_eq!(between(&district, &district), Relation::Own);
    assert_eq!(between(&district, &street), Relation::Child);
    assert_eq!(between(&city, &street), Relation::Child, "however deep");
    assert_eq!(between(&street, &district), Relation::Parent);
    assert_eq!(between(&street, &city), Relation::Parent);
    assert_eq!(between(&street, &other), Relation::Sibling);
    assert_eq!(between(&[organ(7)], &street), Relation::Sibling, "another tree");
}

#[test]
fn codes_of_roles_levels_states_and_actions_are_unique_and_read_back() {
    for role in Role::ALL {
        assert_eq!(Role::from_code(role.code()), Some(role));
    }
    for level in Level::ALL {
        assert_eq!(Level::from_code(level.code()), Some(level));
    }
    for state in StateName::ALL {
        assert_eq!(StateName::from_code(state.code()), Some(state));
    }
    let codes: HashSet<&str> = Action::ALL.iter().map(|action| action.code()).collect();
    assert_eq!(codes.len(), Action::ALL.len());
}

/// What one may not see is told before anything that would show it exists: its state, its drafter, the role it needs.
#[test]
fn another_organs_case_is_not_there_whoever_asks_and_whatever_its_state() {
    let (mine, theirs) = ([CITY, DISTRICT, STREET], [CITY, DISTRICT, OTHER_STREET]);
    for action in Action::ALL.iter().copied().filter(|action| rule(*action).is_some()) {
        for role in Role::ALL {
            for state in StateName::ALL {
                let subject =
                    Subject { organ_path: &theirs, state: Some(state), drafted_by: Some(ME), has_leader: true };
                assert_eq!(
                    may(&person(&mine, &[role]), action, subject),
                    Err(Denied::OtherOrgan),
                    "{action:?} {role:?}"
                );
            }
        }
    }
}

#[test]
fn who_drafted_neither_reviews_nor_signs_and_the_leader_signs_where_there_is_one() {
    let path = [CITY, DISTRICT];
    let of = |state, drafted_by, has_leader| Subject {
        organ_path: &path,
        state: Some(state),
        drafted_by: Some(drafted_by),
        has_leader,
    };
    let all = person(&path, &[Role::Clerk, Role::Reviewer, Role::Head, Role::Leader]);
    assert_eq!(may(&all, Action::ReviewDecision, of(StateName::Deciding, ME, true)), Err(Denied::OwnDraft));
    assert_eq!(may(&all, Action::SignDecision, of(StateName::Approved, ME, true)), Err(Denied::OwnDraft));
    assert_eq!(may(&all, Action::SignDecision, of(StateName::Approved, ANOTHER, true)), Ok(()));
    let head = person(&path, &[Role::Head]);
    let denied = Err(Denied::Role(vec![Role::Leader]));
    assert_eq!(may(&head, Action::SignDecision, of(StateName::Approved, ANOTHER, true)), denied);
    assert_eq!(may(&head, Action::SignDecision, of(StateName::Approved, ANOTHER, false)), Ok(()));
    let state = Err(Denied::State(StateName::Deciding));
    assert_eq!(may(&head, Action::SignDecision, of(StateName::Deciding, ANOTHER, false)), state);
}

#[test]
fn the_public_does_what_is_public_and_nothing_of_the_desk() {
    for action in Action::ALL.iter().copied() {
        let desk = rule(action).is_some();
        for actor in [Actor::Visitor, Actor::Applicant] {
            let expected = match action {
                _ if desk => Err(Denied::NotSignedIn),
                Action::Track if actor == Actor::Visitor => Err(Denied::NotForDesk),
                _ => Ok(()),
            };
            assert_eq!(may(&actor, action, subject(&[CITY])), expected, "{action:?} {actor:?}");
        }
        assert_eq!(may(&Actor::System, action, subject(&[CITY])), Ok(()));
    }
    let clerk = person(&[CITY], &[Role::Clerk]);
    assert_eq!(may(&clerk, Action::Track, subject(&[CITY])), Err(Denied::NotForDesk), "no way round the query code");
}

/// 第三十三条第二款: the extension needs the consent of the head of the disclosure office, and of nobody else.
#[test]
fn only_the_head_consents() {
    let path = [CITY, DISTRICT];
    for role in Role::ALL {
        let answer = may(&person(&path, &[role]), Action::ConsentStep, subject(&path));
        assert_eq!(answer.is_ok(), role == Role::Head, "{role:?}");
    }
}
