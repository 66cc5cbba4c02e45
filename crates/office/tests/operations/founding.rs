//! `gongkai setup`: once, under a parent, never twice.

use crate::common::Fresh;
use crate::office::{founding, open};
use gongkai_office::Refusal;
use gongkai_office::operations::founding::{Founding, FoundingRefused};
use gongkai_rules::organs::Level;

#[tokio::test]
async fn the_first_organ_is_founded_once_and_others_under_it() {
    for fresh in Fresh::each().await {
        let office = open(&fresh).await;
        assert!(office.is_first_run().await.expect("asked"));
        let first = office.found(founding()).await.expect("founded");
        assert_eq!((first.organ.code.as_str(), first.login.as_str()), ("XG", "guanli"));
        assert!(!office.is_first_run().await.expect("asked"));
        assert!(matches!(office.found(founding()).await, Err(FoundingRefused::Repeated(_))));
        let other = Founding { name: "洛北区人民政府".into(), code: None, login: "b".into(), ..founding() };
        assert!(matches!(office.found(other.clone()).await, Err(FoundingRefused::Exists)));
        let lost = Founding { parent: Some("没有的机关".into()), ..other.clone() };
        assert!(matches!(office.found(lost).await, Err(FoundingRefused::NoParent(_))));
        let child = Founding { parent: Some("西工区人民政府".into()), level: Level::Subdistrict, ..other };
        let taken = Founding { login: "guanli".into(), ..child.clone() };
        assert!(matches!(office.found(taken).await, Err(FoundingRefused::Refused(Refusal::Invalid(_)))));
        let founded = office.found(child).await.expect("founded");
        assert_eq!(founded.organ.path, [first.organ.id, founded.organ.id]);
        assert_eq!(office.organs().await.expect("organs").len(), 2, "what was refused has left nothing");
        // Without a code its numbers begin with the year.
        let (_, settings, _) = office.settings(founded.organ.id).await.expect("settings");
        assert_eq!(settings.case_number_pattern, "{year}-{serial:4}");
        office.db().close().await;
    }
}

#[tokio::test]
async fn a_short_password_founds_nothing() {
    let fresh = Fresh::sqlite();
    let office = open(&fresh).await;
    let refused = office.found(Founding { password: "太短".into(), ..founding() }).await;
    assert!(matches!(refused, Err(FoundingRefused::Refused(Refusal::Invalid(_)))));
    assert!(office.is_first_run().await.expect("asked"));
}

/// Official time is moved in a demonstration only, forward only, and for every process.
#[tokio::test]
async fn only_a_demonstration_has_a_clock_that_can_be_set() {
    let at = |text: &str| text.parse().expect("an instant");
    let fresh = Fresh::sqlite();
    let office = open(&fresh).await;
    office.found(founding()).await.expect("founded");
    assert!(!office.set_official_time(at("2030-01-01T00:00:00Z")).await.expect("asked"));
    let demonstration = Founding {
        demonstration: true,
        parent: Some("西工区人民政府".into()),
        name: "乙".into(),
        code: None,
        login: "b".into(),
        ..founding()
    };
    assert!(matches!(office.found(demonstration).await, Err(FoundingRefused::NotDemonstration)));

    let fresh = Fresh::sqlite();
    let office = open(&fresh).await;
    office.found(Founding { demonstration: true, ..founding() }).await.expect("founded");
    assert!(office.set_official_time(at("2025-03-03T01:00:00Z")).await.expect("asked"));
    assert!(!office.set_official_time(at("2025-03-02T01:00:00Z")).await.expect("asked"), "back");
    assert_eq!(office.clock().today().to_string(), "2025-03-03");
    office.db().close().await;
    let again = open(&fresh).await;
    assert_eq!(again.clock().now(), at("2025-03-03T01:00:00Z"));
}
