//! `gongkai setup`: the first organ, or a further one, with its first account.

use crate::Done;
use crate::cli::SetupArgs;
use crate::config::Settings;
use crate::failure::{Failure, Status};
use gongkai_office::operations::founding::{Founded, Founding};
use gongkai_rules::organs::Level;

/// Founds an organ.
///
/// # Errors
/// [`Status::Conflict`] where it was done before, [`Status::Usage`] where a value cannot be meant.
pub async fn setup(settings: &Settings, args: SetupArgs) -> Result<Done, Failure> {
    let level = Level::from_code(&args.level).ok_or_else(|| {
        let known = Level::ALL.map(Level::code).join("、");
        Failure::new(
            Status::Usage,
            format!("--level 不能是“{}”", args.level),
            format!("可以写：{known}"),
            "请改正后再运行",
        )
    })?;
    let password = super::secret(&args.password_file)?;
    let office = super::open(settings).await?;
    let founding = Founding {
        name: args.organ,
        code: args.code,
        level,
        parent: args.parent,
        login: args.admin,
        password,
        demonstration: args.demo,
    };
    let founded = office.found(founding).await;
    office.db().close().await;
    let Founded { organ, login } = founded?;
    crate::print(&format!("已建立{}（{}），系统管理员兼安全管理员的用户名是 {login}。\n", organ.name, organ.code))?;
    Ok(Done::Clean)
}
