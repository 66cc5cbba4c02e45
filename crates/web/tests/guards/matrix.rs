//! `crates/web/permissions.txt` says in words who may use which route; these tests compare it with the routes as they
//! are mounted and with `rules::permissions::may`, for every role, relation of organs, state, drafter and signatory.

use gongkai_rules::ids::{OrganId, PersonId};
use gongkai_rules::organs::Relation;
use gongkai_rules::people::{Actor, Role};
use gongkai_rules::permissions::{Action, Subject, may, rule};
use gongkai_rules::requests::StateName;
use gongkai_web::routes::{Route, routes};
use std::fmt::Write;

const MATRIX: &str = include_str!("../../permissions.txt");

/// Whom a line lets in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Everybody, signed in or not.
    Everybody,
    /// The applicant, who has shown number and query code.
    Applicant,
    /// People at the desk.
    People {
        roles: Vec<Role>,
        head_without_leader: bool,
        relations: Vec<Relation>,
        states: Vec<StateName>,
        not_drafter: bool,
    },
}

/// A line of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub method: String,
    pub path: String,
    pub action: String,
    pub who: Who,
}

const RELATIONS: [(&str, Relation); 4] =
    [("own", Relation::Own), ("child", Relation::Child), ("parent", Relation::Parent), ("sibling", Relation::Sibling)];

/// A word for states that belong together.
type Group = (&'static str, fn(StateName) -> bool);

const GROUPS: [Group; 2] = [("open", StateName::is_open), ("ended", |state| !state.is_open())];

/// The word that lets the head sign where the organ has no leader.
const HEAD_ALONE: &str = "head-without-leader";

/// Every line of `permissions.txt`.
pub fn lines() -> Vec<Line> {
    MATRIX.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).map(line).collect()
}

fn line(text: &str) -> Line {
    let mut words = text.split_whitespace();
    let mut word = || words.next().unwrap_or_else(|| panic!("too short: {text}")).to_owned();
    let (method, path, action) = (word(), word(), word());
    let rest: Vec<&str> = text.split_whitespace().skip(3).collect();
    Line { method, path, action, who: who(&rest, text) }
}

fn who(words: &[&str], text: &str) -> Who {
    let listed = |list: &str| list.split(',').map(str::to_owned).collect::<Vec<_>>();
    match words {
        ["everybody"] => Who::Everybody,
        ["applicant"] => Who::Applicant,
        [roles, "@", relations, rest @ ..] => {
            let (states, rest) = match rest {
                ["in", states, rest @ ..] => (listed(states), rest),
                rest => (Vec::new(), rest),
            };
            let not_drafter = match rest {
                [] => false,
                ["not-drafter"] => true,
                _ => panic!("not understood: {text}"),
            };
            let names =
                if *roles == "anyone" { Role::ALL.map(|role| role.code().to_owned()).to_vec() } else { listed(roles) };
            let role = |name: &String| Role::from_code(name).unwrap_or_else(|| panic!("no role {name}: {text}"));
            let relation = |name: &String| {
                RELATIONS
                    .iter()
                    .find(|(known, _)| known == name)
                    .unwrap_or_else(|| panic!("no relation {name}: {text}"))
                    .1
            };
            let state = |name: &String| match GROUPS.iter().find(|(known, _)| known == name) {
                Some((_, belongs)) => StateName::ALL.into_iter().filter(|state| belongs(*state)).collect(),
                None => vec![StateName::from_code(name).unwrap_or_else(|| panic!("no state {name}: {text}"))],
            };
            Who::People {
                head_without_leader: names.iter().any(|name| name == HEAD_ALONE),
                roles: names.iter().filter(|name| *name != HEAD_ALONE).map(role).collect(),
                relations: listed(relations).iter().map(relation).collect(),
                states: states.iter().flat_map(state).collect(),
                not_drafter,
            }
        }
        _ => panic!("not understood: {text}"),
    }
}

impl Who {
    /// Whether the line lets a person in who holds one role.
    pub fn lets(&self, role: Role, relation: Relation, state: Option<StateName>, drafter: bool, leader: bool) -> bool {
        match self {
            Who::Everybody => true,
            Who::Applicant => false,
            Who::People { roles, head_without_leader, relations, states, not_drafter } => {
                let role = roles.contains(&role) || (*head_without_leader && !leader && role == Role::Head);
                let state = states.is_empty() || state.is_none_or(|state| states.contains(&state));
                role && relations.contains(&relation) && state && !(*not_drafter && drafter)
            }
        }
    }

    /// Whether what the route is about is there at all for somebody whose organ stands so to its organ.
    pub fn sees(&self, relation: Relation) -> bool {
        match self {
            Who::Everybody => true,
            Who::Applicant => false,
            Who::People { relations, .. } => relations.contains(&relation),
        }
    }
}

/// The line that belongs to a route, for the message that asks for it.
fn proposed(route: &Route) -> String {
    let mut text = format!("{:<5} {:<44} {:<18} ", route.method.as_str(), route.path, route.action.code());
    let Some(rule) = rule(route.action) else {
        text.push_str(if route.action == Action::Track { "applicant" } else { "everybody" });
        return text;
    };
    let mut roles: Vec<&str> = rule.roles.iter().map(|role| role.code()).collect();
    let signs = route.action == Action::SignDecision;
    if signs {
        roles = vec![Role::Leader.code(), HEAD_ALONE];
    }
    let roles = if rule.roles.len() == Role::ALL.len() { "anyone".to_owned() } else { roles.join(",") };
    let relations = RELATIONS.iter().filter(|(_, relation)| rule.relations.contains(relation)).map(|(name, _)| *name);
    write!(text, "{roles} @ {}", relations.collect::<Vec<_>>().join(",")).unwrap();
    if !rule.states.is_empty() {
        let is = |belongs: fn(StateName) -> bool| {
            StateName::ALL.into_iter().filter(|state| belongs(*state)).eq(rule.states.iter().copied())
        };
        let group = GROUPS.iter().find(|(_, belongs)| is(*belongs)).map(|(name, _)| (*name).to_owned());
        let each = || rule.states.iter().map(|state| state.code()).collect::<Vec<_>>().join(",");
        write!(text, " in {}", group.unwrap_or_else(each)).unwrap();
    }
    if signs || route.action == Action::ReviewDecision {
        text.push_str(" not-drafter");
    }
    text
}

#[test]
fn every_route_stands_in_the_matrix_with_its_action_and_nothing_else_does() {
    let (lines, routes) = (lines(), routes());
    let stands = |route: &Route| {
        lines.iter().any(|line| {
            line.method == route.method.as_str() && line.path == route.path && line.action == route.action.code()
        })
    };
    let missing: Vec<String> = routes.iter().filter(|route| !stands(route)).map(proposed).collect();
    assert!(missing.is_empty(), "add to crates/web/permissions.txt, after reading them:\n{}\n", missing.join("\n"));
    let mounted = |line: &&Line| {
        routes.iter().any(|route| {
            line.method == route.method.as_str() && line.path == route.path && line.action == route.action.code()
        })
    };
    let spare: Vec<&Line> = lines.iter().filter(|line| !mounted(line)).collect();
    assert!(spare.is_empty(), "no such route, take out of crates/web/permissions.txt: {spare:#?}");
    assert_eq!(lines.len(), routes.len(), "a line stands twice");
}

const ME: PersonId = PersonId(uuid::Uuid::from_u128(1));
const ANOTHER: PersonId = PersonId(uuid::Uuid::from_u128(2));

const fn organ(number: u128) -> OrganId {
    OrganId(uuid::Uuid::from_u128(number))
}

/// The path of an organ that stands so to one at city 1 / district 2.
fn path_of(relation: Relation) -> Vec<OrganId> {
    match relation {
        Relation::Own => vec![organ(1), organ(2)],
        Relation::Child => vec![organ(1), organ(2), organ(3)],
        Relation::Parent => vec![organ(1)],
        Relation::Sibling => vec![organ(1), organ(4)],
    }
}

#[test]
fn the_matrix_says_what_the_rule_decides_for_everybody_everywhere() {
    let actions = |code: &str| Action::ALL.iter().copied().find(|action| action.code() == code);
    let mut compared = 0;
    for line in lines() {
        let action = actions(&line.action).unwrap_or_else(|| panic!("no action {}", line.action));
        for actor in [Actor::Visitor, Actor::Applicant] {
            let expected = match line.who {
                Who::Everybody => true,
                Who::Applicant => actor == Actor::Applicant,
                Who::People { .. } => false,
            };
            assert_eq!(may(&actor, action, Subject::default()).is_ok(), expected, "{line:?} {actor:?}");
        }
        let states = StateName::ALL.into_iter().map(Some).chain([None]);
        for (state, relation) in states.flat_map(|state| RELATIONS.map(|(_, relation)| (state, relation))) {
            let organ_path = path_of(relation);
            for role in Role::ALL {
                let mut people = vec![(ME, true), (ANOTHER, true)];
                // Whoever is a leader makes the organ one that has a leader.
                if role != Role::Leader {
                    people.extend([(ME, false), (ANOTHER, false)]);
                }
                for (drafted_by, has_leader) in people {
                    let subject = Subject { organ_path: &organ_path, state, drafted_by: Some(drafted_by), has_leader };
                    let actor = Actor::Person { id: ME, organ_path: path_of(Relation::Own), roles: vec![role] };
                    let expected = line.who.lets(role, relation, state, drafted_by == ME, has_leader);
                    let answer = may(&actor, action, subject);
                    assert_eq!(answer.is_ok(), expected, "{line:?}\n{role:?} {relation:?} {state:?} {answer:?}");
                    compared += 1;
                }
            }
        }
    }
    assert_eq!(compared, lines().len() * 10 * 4 * (7 * 4 + 2));
}

#[test]
fn the_matrix_is_one_readable_line_a_route() {
    for line in MATRIX.lines().filter(|line| !line.starts_with('#')) {
        assert!(line.chars().count() <= 200, "{line}");
        assert!(!line.contains('\t') && line.trim_end() == line, "{line}");
    }
}
