//! The demonstration district: everything in it came about by the real acts, so it is consistent; and the same seed and
//! day give the same register.

use crate::common::Fresh;
use crate::office::open;
use gongkai_office::Office;
use gongkai_rules::ids::OrganId;
use gongkai_rules::outcomes::Outcome;
use gongkai_rules::people::Actor;
use gongkai_rules::requests::{Request, StateName};
use gongkai_storage::{organs, requests};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

async fn filled(fresh: &Fresh, until: Date) -> Office {
    let office = open(fresh).await;
    office.fill_demonstration(1, until).await.expect("filled");
    office
}

async fn organs_of(office: &Office) -> Vec<gongkai_rules::organs::Organ> {
    let mut tx = office.db().read().await.expect("a view");
    organs::all(&mut tx).await.expect("organs")
}

async fn cases_of(office: &Office, organ: OrganId) -> Vec<Request> {
    let mut tx = office.db().read().await.expect("a view");
    requests::of_organ(&mut tx, organ).await.expect("cases")
}

#[tokio::test]
async fn demonstration_is_whole() {
    let until = date(2026, 11, 24);
    let fresh = Fresh::sqlite();
    let office = filled(&fresh, until).await;
    let mut outcomes: BTreeMap<Outcome, u32> = BTreeMap::new();
    let mut states: BTreeMap<&str, u32> = BTreeMap::new();
    let mut all = 0;
    for organ in organs_of(&office).await {
        for case in cases_of(&office, organ.id).await {
            all += 1;
            *states.entry(case.state.name().code()).or_default() += 1;
            if let Some(counted) = &case.counted {
                *outcomes.entry(counted.outcome).or_default() += 1;
            }
        }
    }
    println!("{all} {states:?} {outcomes:?}");
    office.db().close().await;
}
