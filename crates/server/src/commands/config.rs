//! `gongkai config`: the settings are checked, or shown.

use crate::Done;
use crate::cli::{ConfigArgs, ConfigTask};
use crate::config::Settings;
use crate::failure::Failure;
use std::path::Path;

/// The file that documents every setting with its default.
const DOCUMENTED: &str = include_str!("../../../../docs/operating/gongkai.toml");

/// Checks or shows the settings. That they read at all was found before.
///
/// # Errors
/// Where certificate and key are named and no such.
pub async fn config(settings: &Settings, args: ConfigArgs) -> Result<Done, Failure> {
    match args.what {
        ConfigTask::Show { defaults: true } => crate::print(DOCUMENTED).map(|()| Done::Clean),
        ConfigTask::Show { defaults: false } => crate::print(&shown(settings)?).map(|()| Done::Clean),
        ConfigTask::Check => {
            crate::serve::transport::check_plain(&settings.config)?;
            crate::serve::transport::certificate(&settings.config).await?;
            let found = open_files(settings);
            let file = settings.file.as_deref().map_or_else(|| "没有设置文件，用默认值".to_owned(), place);
            let mut text = format!("设置文件：{file}\n数据目录：{}\n", place(&settings.data));
            for line in &found {
                text.push_str(&format!("注意：{line}\n"));
            }
            if found.is_empty() {
                text.push_str("设置没有问题。\n");
            }
            crate::print(&text)?;
            Ok(if found.is_empty() { Done::Clean } else { Done::Found })
        }
    }
}

fn place(path: &Path) -> String {
    path.display().to_string()
}

fn shown(settings: &Settings) -> Result<String, Failure> {
    let mut config = settings.config.clone();
    config.database.url = config.database.url.map(|url| without_password(&url));
    toml::to_string(&config).map_err(|error| Failure::fault(&error.to_string()))
}

/// `postgres://gongkai:secret@host/db` without the secret.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.rsplit_once('@') {
        Some((person, place)) => {
            let name = person.split(':').next().unwrap_or_default();
            let masked = if person.contains(':') { "：（遮住）" } else { "" };
            format!("{scheme}://{name}{masked}@{place}")
        }
        None => url.to_owned(),
    }
}

/// Files with secrets that others than their owner may read.
#[cfg(unix)]
fn open_files(settings: &Settings) -> Vec<String> {
    use std::os::unix::fs::PermissionsExt;
    let has_password = settings.config.database.url.as_deref().is_some_and(|url| without_password(url) != url);
    let mut secrets: Vec<&Path> = settings.config.server.tls_key.iter().map(std::path::PathBuf::as_path).collect();
    secrets.extend(settings.file.as_deref().filter(|_| has_password));
    let open = |path: &&Path| std::fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0);
    let told = |path: &Path| format!("{} 别的用户也能读，请运行 chmod 600 {}", path.display(), path.display());
    secrets.into_iter().filter(open).map(told).collect()
}

#[cfg(not(unix))]
fn open_files(_: &Settings) -> Vec<String> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(without_password("postgres://g:p@ss@h/d"), "postgres://g：（遮住）@h/d");
        assert_eq!(without_password("postgres://g@h/d"), "postgres://g@h/d");
        assert_eq!(without_password("sqlite:/srv/g.db"), "sqlite:/srv/g.db");
    }
}
