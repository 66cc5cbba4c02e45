//! `gongkai demo`: an invented district to look at and to train on.

use crate::Done;
use crate::cli::DemoArgs;
use crate::config::Settings;
use crate::failure::Failure;
use gongkai_rules::people::Role;

/// Fills an empty data directory.
///
/// # Errors
/// Where it is not empty, or cannot be written.
pub async fn demo(settings: &Settings, args: &DemoArgs) -> Result<Done, Failure> {
    let office = super::open(settings).await?;
    let until = args.until.unwrap_or_else(|| office.clock().today());
    let made = office.fill_demonstration(args.seed, until).await;
    office.db().close().await;
    let accounts = made?;
    if args.format == "json" {
        let text = serde_json::to_string_pretty(&accounts).map_err(|error| Failure::fault(&error.to_string()))?;
        crate::print(&format!("{text}\n"))?;
        return Ok(Done::Clean);
    }
    let password = accounts.first().map(|account| account.password.clone()).unwrap_or_default();
    let mut text = format!("演示数据已建立，共 {} 个账号，密码都是 {password}\n\n", accounts.len());
    for account in &accounts {
        let roles: Vec<&str> = account.roles.iter().filter_map(|code| Role::from_code(code)).map(Role::label).collect();
        text.push_str(&format!("{:<16}{}　{}\n", account.login, roles.join("、"), account.organ));
    }
    crate::print(&text)?;
    Ok(Done::Clean)
}
