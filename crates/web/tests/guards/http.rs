//! Every route of the desk asked over HTTP by every role of every organ, on cases in every state.

use crate::matrix::{Line, Who, lines};
use crate::office::{Words, World, login, organ_of};
use crate::support::{Browser, Page};
use axum::http::StatusCode;
use gongkai_rules::events::Recorded;
use gongkai_rules::ids::RequestId;
use gongkai_rules::organs::Relation;
use gongkai_rules::people::Role;
use gongkai_rules::requests::StateName;
use std::collections::BTreeMap;

const RELATIONS: [Relation; 4] = [Relation::Own, Relation::Child, Relation::Parent, Relation::Sibling];

/// A state of affairs that must not change when something is refused.
async fn everything(world: &World) -> (usize, Vec<String>) {
    let mut tx = world.site.office.read().await.unwrap();
    let (mut events, mut rest) = (0, Vec::new());
    for organ in world.organs.values() {
        for kind in ["request", "report", "organ"] {
            let streams: Vec<(uuid::Uuid, Vec<Recorded<serde_json::Value>>)> =
                gongkai_storage::events::of_organ(&mut tx, kind, *organ).await.unwrap();
            events += streams.iter().map(|(_, events)| events.len()).sum::<usize>();
        }
        let people = gongkai_storage::people::of_organ(&mut tx, *organ).await.unwrap();
        rest.extend(people.iter().map(|person| format!("{person:?}")));
        let settings: (serde_json::Value, i64) = gongkai_storage::organs::settings(&mut tx, *organ).await.unwrap();
        rest.push(format!("{settings:?}"));
    }
    rest.extend(gongkai_storage::organs::all(&mut tx).await.unwrap().iter().map(|organ| format!("{organ:?}")));
    (events, rest)
}

/// What a place in an address is, seen from the first district.
struct Places<'w> {
    world: &'w World,
    cases: BTreeMap<&'static str, RequestId>,
}

impl Places<'_> {
    /// The address of a route for a case in a state. What is not known to this test is a well-formed identifier of
    /// nothing, so that a new kind of page needs no line here to be asked.
    fn address(&self, path: &str, state: StateName) -> String {
        let case = self.cases[state.code()];
        let mut parts = Vec::new();
        let mut before = "";
        for part in path.split('/') {
            parts.push(match part {
                "{id}" if before == "requests" => case.to_string(),
                "{id}" if before == "people" => self.world.people[&("clerk".to_owned(), "district")].to_string(),
                "{id}" if before == "organs" => self.world.organ("district").to_string(),
                "{organ}" => self.world.organ("district").to_string(),
                "{list}" => "open".to_owned(),
                part if part.starts_with('{') => "019379d4-0000-7000-8000-000000000000".to_owned(),
                part => part.to_owned(),
            });
            before = part;
        }
        parts.join("/")
    }

    /// Whether the route is about something of the first district; else it is about whoever asks.
    fn of_district(path: &str) -> bool {
        ["/requests/{id}", "/people/{id}", "/organs/{id}", "{organ}"].iter().any(|known| path.contains(known))
    }
}

async fn send(browser: &mut Browser, method: &str, address: &str, fields: &[(&str, &str)]) -> Page {
    if method == "GET" { browser.get(address).await } else { browser.post(address, fields).await }
}

fn desk_lines() -> Vec<Line> {
    lines().into_iter().filter(|line| matches!(line.who, Who::People { .. })).collect()
}

/// The states worth asking a route in: each for one about a case, else one.
fn states_for(line: &Line) -> &'static [StateName] {
    if line.path.contains("/requests/{id}") { &StateName::ALL } else { &[StateName::Handling] }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_of_the_desk_by_every_role_of_every_organ_in_every_state() {
    let world = World::new().await;
    let mut cases = BTreeMap::new();
    for (seed, state) in (1..).zip(StateName::ALL) {
        cases.insert(state.code(), world.case_in(state, &Words::new(seed)).await);
    }
    let places = Places { world: &world, cases };
    let lines = desk_lines();
    assert!(lines.len() > 60, "the desk has its routes");
    let before = everything(&world).await;
    let mut wrong = Vec::new();
    for relation in RELATIONS {
        for role in Role::ALL {
            let mut browser = world.site.signed_in(&login(role, organ_of(relation))).await;
            for line in &lines {
                let to_district = if Places::of_district(&line.path) { relation } else { Relation::Own };
                // Elsewhere one state says it all: what is not there has none.
                let states = states_for(line);
                let states = if to_district == Relation::Own { states } else { &states[..1] };
                for state in states {
                    let seen = places.cases.contains_key(state.code()) && line.path.contains("/requests/{id}");
                    let case_state = seen.then_some(*state);
                    let lets = line.who.lets(role, to_district, case_state, false, true);
                    if lets && line.method != "GET" {
                        continue;
                    }
                    let address = places.address(&line.path, *state);
                    let page = send(&mut browser, &line.method, &address, &[("text", "乱写")]).await;
                    let by_role = line.who.lets(role, to_district, None, false, true);
                    let has_role = line.who.lets(role, Relation::Own, None, false, true);
                    let fits = match page.status {
                        status if status.is_server_error() => false,
                        // Whoever lacks the role is told so before anything is looked up.
                        StatusCode::FORBIDDEN => !lets && (line.who.sees(to_district) || !has_role),
                        StatusCode::NOT_FOUND => !line.who.sees(to_district) || line.path.contains('{'),
                        // In the wrong state the page may also come again with the reason.
                        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT | StatusCode::SEE_OTHER => {
                            lets || by_role
                        }
                        status => lets && (status.is_success() || status.is_redirection()),
                    };
                    if !fits {
                        let (method, status) = (&line.method, page.status);
                        wrong.push(format!(
                            "{method} {address} ({}) by {role:?} of {relation:?} in {state:?}: {status}",
                            line.path
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} answers do not fit the matrix:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(everything(&world).await, before, "what is refused, or only looked at, changes nothing");
}

#[tokio::test]
async fn what_may_not_be_seen_answers_as_what_does_not_exist() {
    let world = World::new().await;
    let case = world.case_in(StateName::Handling, &Words::new(1)).await;
    let nothing = "019379d4-0000-7000-8000-000000000000";
    for relation in [Relation::Child, Relation::Parent, Relation::Sibling] {
        let mut browser = world.site.signed_in(&login(Role::Clerk, organ_of(relation))).await;
        for line in desk_lines().iter().filter(|line| line.path.contains("/requests/{id}")) {
            let at = |id: &str| line.path.replace("{id}", id).replace("{file}", nothing);
            let there = send(&mut browser, &line.method, &at(&case.to_string()), &[]).await;
            let absent = send(&mut browser, &line.method, &at(nothing), &[]).await;
            assert_eq!((there.status, there.body), (absent.status, absent.body), "{} {relation:?}", line.path);
        }
    }
}

#[tokio::test]
async fn nobody_comes_to_the_desk_without_signing_in() {
    let world = World::new().await;
    let case = world.case_in(StateName::Handling, &Words::new(1)).await;
    let cases = StateName::ALL.iter().map(|state| (state.code(), case)).collect();
    let places = Places { world: &world, cases };
    let before = everything(&world).await;
    for line in desk_lines() {
        let address = places.address(&line.path, StateName::Handling);
        let page = send(&mut world.site.browser(), &line.method, &address, &[]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{} {address}", line.method);
        assert!(page.to.starts_with("/desk/sign-in"), "{} {address} leads to {}", line.method, page.to);
    }
    assert_eq!(everything(&world).await, before);
}

/// Forms that are empty, meant for something else or far too long are answered, never fallen over.
#[tokio::test]
async fn no_form_makes_the_desk_fail() {
    let world = World::new().await;
    let long = "长".repeat(6_000);
    let bodies: [&[(&str, &str)]; 4] = [
        &[],
        &[("on", "2026-02-30"), ("version", "99999999999"), ("once", "x"), ("proposal", "-1"), ("days", "256")],
        &[("on", "9999-12-31"), ("limit", "65536"), ("units", "4294967296"), ("to", "'; drop table events; --")],
        &[("words", &long), ("note", &long), ("title", &long), ("reason", &long), ("content", &long)],
    ];
    for role in Role::ALL {
        let mut browser = world.site.signed_in(&login(role, "district")).await;
        for line in desk_lines().iter().filter(|line| line.method != "GET") {
            if !line.who.lets(role, Relation::Own, None, false, true) {
                continue;
            }
            for body in bodies {
                let case = world.case_in(StateName::Handling, &Words::new(1)).await;
                let cases = StateName::ALL.iter().map(|state| (state.code(), case)).collect();
                let address = Places { world: &world, cases }.address(&line.path, StateName::Handling);
                let page = send(&mut browser, &line.method, &address, body).await;
                assert!(!page.status.is_server_error(), "{} {address}: {} {}", line.method, page.status, page.body);
                if line.path.contains("/me/") || line.path.contains("sign-out") {
                    browser = world.site.signed_in(&login(role, "district")).await;
                }
            }
        }
    }
}

#[tokio::test]
async fn no_public_page_fails_whoever_asks() {
    let world = World::new().await;
    let mut browsers = vec![world.site.browser()];
    for role in Role::ALL {
        browsers.push(world.site.signed_in(&login(role, "district")).await);
    }
    for line in lines().iter().filter(|line| !matches!(line.who, Who::People { .. })) {
        let address = line.path.replace("{organ}", "XG");
        let fill = |part: &str| if part.starts_with('{') { "1".to_owned() } else { part.to_owned() };
        let address = address.split('/').map(fill).collect::<Vec<_>>().join("/");
        for browser in &mut browsers {
            let mut browser = browser.clone();
            let page = send(&mut browser, &line.method, &address, &[("text", "乱写")]).await;
            assert!(!page.status.is_server_error(), "{} {address}: {} {}", line.method, page.status, page.body);
        }
    }
}
