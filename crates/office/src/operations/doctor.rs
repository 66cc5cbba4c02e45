//! `gongkai doctor` and 系统状况 at the desk: one line a check, and what to do.

use super::backup::LAST_BACKUP;
use crate::accounts::SignedIn;
use crate::clock::real_micros;
use crate::settings::OrganSettings;
use crate::{Office, Refusal};
use gongkai_rules::organs::Organ;
use gongkai_rules::permissions::Action;
use gongkai_storage::database::StorageError;
use gongkai_storage::{meta, organs};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// 正常.
    Well,
    /// 注意: will need somebody.
    Attention,
    /// 有问题: needs somebody now.
    Bad,
}

impl Health {
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Health::Well => "正常",
            Health::Attention => "注意",
            Health::Bad => "有问题",
        }
    }
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: String,
    /// How it stands.
    pub health: Health,
    /// What was found.
    pub found: String,
    /// What to do; empty where nothing is.
    pub remedy: String,
}

impl Check {
    fn well(name: impl Into<String>, found: impl Into<String>) -> Check {
        Check { name: name.into(), health: Health::Well, found: found.into(), remedy: String::new() }
    }

    fn but(name: impl Into<String>, health: Health, found: impl Into<String>, remedy: impl Into<String>) -> Check {
        Check { name: name.into(), health, found: found.into(), remedy: remedy.into() }
    }
}

const HOUR: i64 = 3600 * 1_000_000;

impl Office {
    /// Looks at everything. The command line sees every organ.
    ///
    /// # Errors
    /// [`StorageError`] where the database cannot be read at all.
    pub async fn doctor(&self) -> Result<Vec<Check>, StorageError> {
        let mut tx = self.db().read().await?;
        let all = organs::all(&mut tx).await?;
        let mut checks = vec![self.check_ready().await];
        for (setting, value, well) in self.db().durability().await? {
            checks.push(if well {
                Check::well(format!("数据库设置 {setting}"), value)
            } else {
                let remedy = format!("请把数据库的 {setting} 改回安全的值：现在断电可能丢掉已经答复“提交成功”的内容");
                Check::but(format!("数据库设置 {setting}"), Health::Bad, value, remedy)
            });
        }
        checks.push(self.check_disk());
        checks.push(self.check_keys());
        let last = meta::get(&mut tx, LAST_BACKUP).await?.and_then(|text| text.parse().ok());
        checks.push(check_backup(last, real_micros()));
        checks.extend(self.check_calendar());
        if let Some(at) = self.clock().stands() {
            let stands = jiff::tz::offset(8).to_datetime(at).strftime("%Y-%m-%d %H:%M");
            let found = format!("演示用的数据，法定时间停在 {stands}（北京时间）");
            checks.push(Check::but(
                "法定时间",
                Health::Attention,
                found,
                "正式办理请另建数据目录（gongkai setup，不带 --demo）",
            ));
        }
        for organ in all.iter().filter(|organ| !organ.abolished) {
            let (settings, _): (OrganSettings, i64) = organs::settings(&mut tx, organ.id).await?;
            checks.push(check_settings(organ, &settings));
        }
        checks.push(Check::well("程序版本", env!("CARGO_PKG_VERSION")));
        Ok(checks)
    }

    /// The same for the page at the desk.
    ///
    /// # Errors
    /// [`Refusal::Denied`] for whoever is no system administrator.
    pub async fn doctor_at_desk(&self, who: &SignedIn) -> Result<Vec<Check>, Refusal> {
        self.allow(who, Action::Doctor, &who.organ, ("organ", Some(who.organ.id.0))).await?;
        Ok(self.doctor().await?)
    }

    async fn check_ready(&self) -> Check {
        let engine = if self.db().engine() == "sqlite" { "嵌入式" } else { "PostgreSQL" };
        match self.ready().await {
            Ok(()) => Check::well("数据库", format!("{engine}，可以读写，表是最新的，加密内容打得开")),
            Err(why) => {
                Check::but("数据库", Health::Bad, why.words(), "请查看服务器日志；不能自己排除的，请准备从备份恢复")
            }
        }
    }

    fn check_disk(&self) -> Check {
        let Some(space) = self.space() else {
            return Check::but("磁盘", Health::Attention, "查不到剩余空间", "请自行查看数据目录所在的磁盘");
        };
        let found = format!("剩 {}%（{} GB）", space.free_percent(), space.free / 1_000_000_000);
        match space.free_percent() {
            0..5 => Check::but("磁盘", Health::Bad, found, "请马上腾出空间：写满后不能办理"),
            5..10 => Check::but("磁盘", Health::Attention, found, "请安排扩容或者清理"),
            _ => Check::well("磁盘", found),
        }
    }

    fn check_keys(&self) -> Check {
        let path = self.data_dir().join("keys.json");
        let name = "钥匙串和数据目录";
        let Ok(about) = std::fs::metadata(&path) else {
            let remedy = "请从单独保存的地方取回 keys.json，放进数据目录，权限 0600";
            return Check::but(name, Health::Bad, format!("{} 不见了", path.display()), remedy);
        };
        let mut open = Vec::new();
        let database = self.data_dir().join("gongkai.db");
        for (path, most) in [(path, 0o600), (self.data_dir().to_owned(), 0o700), (database, 0o600)] {
            let about = if path.ends_with("keys.json") { Ok(about.clone()) } else { std::fs::metadata(&path) };
            if let Some(mode) = about.ok().as_ref().and_then(open_mode) {
                open.push((path, mode, most));
            }
        }
        match open.as_slice() {
            [] => Check::well(name, "只有程序能读；请另外单独保存一份，和备份分开放"),
            [(path, mode, most), ..] => {
                let found = format!("{} 的权限是 {mode:o}，别的用户也能进", path.display());
                Check::but(name, Health::Bad, found, format!("请运行 chmod {most:o} {}", path.display()))
            }
        }
    }

    fn check_calendar(&self) -> Vec<Check> {
        let today = self.clock().today();
        let calendar = self.calendar();
        let check = |year: i16, needed: bool| {
            let name = format!("{year} 年放假安排");
            if calendar.has_notice(year) {
                Check::well(name, "已有")
            } else if needed {
                let remedy =
                    format!("请在国务院办公厅公布后导入：gongkai import holidays {year}.json，或者在“放假安排”页导入");
                Check::but(name, Health::Attention, "没有，期限暂按法定节日推算", remedy)
            } else {
                Check::well(name, "还没有公布，期限暂按法定节日推算")
            }
        };
        vec![check(today.year(), true), check(today.year() + 1, next_year_is_due(today))]
    }
}

/// The mode of a file that others than its owner may read, write or enter.
#[cfg(unix)]
fn open_mode(about: &std::fs::Metadata) -> Option<u32> {
    let mode = std::os::unix::fs::PermissionsExt::mode(&about.permissions()) & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(not(unix))]
fn open_mode(_: &std::fs::Metadata) -> Option<u32> {
    None
}

/// How long a certificate is still good. `None` where none is set: a proxy then answers for it.
pub fn certificate(ends: Option<Timestamp>) -> Check {
    let now = Timestamp::from_microsecond(real_micros()).unwrap_or_default();
    check_certificate(ends, now)
}

fn check_certificate(ends: Option<Timestamp>, now: Timestamp) -> Check {
    let name = "证书";
    let Some(ends) = ends else {
        return Check::well(name, "没有设置；由前面的代理提供 HTTPS，或者只供本机使用");
    };
    let days = ends.duration_since(now).as_secs().div_euclid(24 * 3600);
    let remedy = "请换上新的证书文件（server.tls_certificate、server.tls_key），再重新启动 gongkai serve";
    match days {
        ..0 => Check::but(name, Health::Bad, "已经过期，浏览器会拦住所有人", remedy),
        0..21 => Check::but(name, Health::Attention, format!("还有 {days} 天过期"), remedy),
        _ => Check::well(name, format!("还有 {days} 天过期")),
    }
}

/// The notice for a year is published in October or November before it.
fn next_year_is_due(today: Date) -> bool {
    today.month() == 12
}

fn check_backup(last: Option<i64>, now: i64) -> Check {
    let remedy = "请运行 gongkai backup，并安排每天自动运行一次";
    let Some(last) = last else {
        return Check::but("备份", Health::Attention, "还没有备份过", remedy);
    };
    let hours = (now - last).max(0) / HOUR;
    let found =
        if hours < 48 { format!("上次在 {hours} 小时前") } else { format!("上次在 {} 天前", hours / 24) };
    match hours {
        0..26 => Check::well("备份", found),
        26..168 => Check::but("备份", Health::Attention, found, remedy),
        _ => Check::but("备份", Health::Bad, found, remedy),
    }
}

/// What every letter needs, and who answers for it.
fn check_settings(organ: &Organ, settings: &OrganSettings) -> Check {
    let letters = settings.for_letters(organ);
    let needed = [
        ("机关代字", &letters.organ_word),
        ("地址", &letters.address),
        ("电话", &letters.phone),
        ("办公时间", &letters.hours),
        ("联系人", &letters.contact),
        ("行政复议机关", &letters.reconsideration_body),
        ("人民法院", &letters.court),
    ];
    let empty = |value: &Option<String>| value.as_deref().is_none_or(|text| text.trim().is_empty());
    let mut missing: Vec<&str> = needed.iter().filter(|(_, value)| empty(value)).map(|(name, _)| *name).collect();
    if settings.guide.is_empty() {
        missing.push("公开指南");
    }
    let name = format!("机关设置（{}）", organ.short_name);
    if missing.is_empty() {
        Check::well(name, "已填全")
    } else {
        let remedy = "请由机构负责人在“机关设置”页填写；缺的内容在签发用到它的文书时会提示";
        Check::but(name, Health::Attention, format!("还没有填：{}", missing.join("、")), remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_backup_grows_old() {
        let age = |hours: i64| check_backup(Some(0), hours * HOUR).health;
        assert_eq!(check_backup(None, 0).health, Health::Attention);
        assert_eq!((age(25), age(26), age(168)), (Health::Well, Health::Attention, Health::Bad));
    }

    #[test]
    fn a_certificate_is_renewed_three_weeks_before_it_ends() {
        let now: Timestamp = "2026-11-24T00:00:00Z".parse().unwrap();
        let ends = |text: &str| check_certificate(Some(text.parse().unwrap()), now).health;
        assert_eq!(ends("2026-11-23T23:59:59Z"), Health::Bad);
        assert_eq!(ends("2026-12-14T23:00:00Z"), Health::Attention);
        assert_eq!(ends("2026-12-15T00:00:00Z"), Health::Well);
        assert_eq!(check_certificate(None, now).health, Health::Well);
    }

    #[test]
    fn next_years_calendar_is_missed_in_december() {
        assert!(!next_year_is_due(date(2026, 11, 30)));
        assert!(next_year_is_due(date(2026, 12, 1)));
    }
}
