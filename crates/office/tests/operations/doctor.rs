//! `gongkai doctor`: well where all is well, and naming what is not.

use crate::common::Fresh;
use crate::office::founded;
use gongkai_office::operations::doctor::{Check, Health};
use std::os::unix::fs::PermissionsExt;

fn of<'a>(checks: &'a [Check], name: &str) -> &'a Check {
    checks.iter().find(|check| check.name.contains(name)).unwrap_or_else(|| panic!("no check {name} in {checks:#?}"))
}

#[tokio::test]
async fn each_check_has_its_state_and_what_is_not_well_its_remedy() {
    for fresh in Fresh::each().await {
        let (office, _) = founded(&fresh).await;
        // As `gongkai setup` makes it.
        let keys = fresh.file("keys.json");
        std::fs::set_permissions(keys.parent().expect("a folder"), std::fs::Permissions::from_mode(0o700))
            .expect("shut");
        let checks = office.doctor().await.expect("looked");
        assert!(checks.iter().all(|check| (check.health == Health::Well) == check.remedy.is_empty()), "{checks:#?}");
        assert_eq!(of(&checks, "备份").health, Health::Attention);
        assert_eq!(of(&checks, "钥匙串").health, Health::Well);
        let settings = of(&checks, "机关设置");
        assert!(settings.health == Health::Attention && settings.found.contains("行政复议机关"), "{settings:?}");

        office.backup(&fresh.file("a.gkb"), "备份用的一句很长的口令 2026", false).await.expect("kept");
        std::fs::set_permissions(fresh.file("keys.json"), std::fs::Permissions::from_mode(0o644)).expect("changed");
        let checks = office.doctor().await.expect("looked");
        assert_eq!(of(&checks, "备份").health, Health::Well);
        assert_eq!(of(&checks, "钥匙串").health, Health::Bad);
        std::fs::remove_file(fresh.file("keys.json")).expect("removed");
        assert_eq!(of(&office.doctor().await.expect("looked"), "钥匙串").health, Health::Bad);
        office.db().close().await;
    }
}
