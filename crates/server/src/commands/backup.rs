//! `gongkai backup` and `gongkai restore`.

use crate::Done;
use crate::cli::{BackupArgs, RestoreArgs};
use crate::config::Settings;
use crate::failure::{Failure, Status};
use gongkai_office::operations::backup::{self, Kept};

/// Makes a backup while the office works.
///
/// # Errors
/// Where it cannot be written whole; then there is no such file.
pub async fn backup(settings: &Settings, args: BackupArgs) -> Result<Done, Failure> {
    let passphrase = super::secret(&args.passphrase_file)?;
    let office = super::open(settings).await?;
    let kept = office.backup(&args.file, &passphrase, args.with_keys).await;
    office.db().close().await;
    let Kept { rows, files, keys, missing } = kept?;
    let mut text = format!("已备份到 {}：{rows} 行，{files} 个文件。\n", args.file.display());
    text.push_str(if keys {
        "备份里有钥匙串：请和口令分开保存。\n"
    } else {
        "备份里没有钥匙串 keys.json：请把它另外单独保存一份，没有它恢复后读不出加密内容。\n"
    });
    for id in &missing {
        text.push_str(&format!(
            "缺少文件 {}：数据库里有记录，文件目录里没有。请运行 gongkai verify。\n",
            id.as_simple()
        ));
    }
    crate::print(&text)?;
    Ok(if missing.is_empty() { Done::Clean } else { Done::Found })
}

/// Restores a backup into an empty place.
///
/// # Errors
/// Where the place is not empty or the backup does not open; then nothing was restored.
pub async fn restore(settings: &Settings, args: RestoreArgs) -> Result<Done, Failure> {
    let passphrase = super::secret(&args.passphrase_file)?;
    if !args.file.is_file() {
        let remedy = "请检查文件名和所在目录";
        return Err(Failure::new(Status::Input, "没有这个文件", args.file.display().to_string(), remedy));
    }
    let url = settings.config.database.url.as_deref();
    let restored = backup::restore(&args.file, &passphrase, &settings.data, url).await?;
    let made = jiff::Timestamp::from_microsecond(restored.made_at).map(gongkai_web::parts::words::instant);
    let mut text =
        format!("已恢复 {} 做的备份：{} 行，{} 个文件。\n", made.unwrap_or_default(), restored.rows, restored.files);
    if !restored.keys && !settings.data.join("keys.json").is_file() {
        let keys = settings.data.join("keys.json");
        text.push_str(&format!(
            "备份里没有钥匙串：请把单独保存的 keys.json 放到 {}（权限 0600）再启动。\n",
            keys.display()
        ));
    }
    text.push_str("请运行 gongkai verify 核对一遍。\n");
    crate::print(&text)?;
    Ok(Done::Clean)
}
