//! Settings: one struct, one documented file (`docs/operating/gongkai.toml`). Found in this order: flag, environment
//! (`GONGKAI_DATABASE__URL` for `database.url`), `gongkai.toml`, default.

use crate::failure::{Failure, Status};
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// Everything that `gongkai.toml` may say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `[database]`.
    pub database: Database,
    /// `[server]`.
    pub server: Server,
    /// `[site]`.
    pub site: Site,
    /// `[limits]`.
    pub limits: Limits,
    /// `[log]`.
    pub log: Log,
    /// `[letters]`.
    pub letters: Letters,
}

/// Letters on paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Letters {
    /// Folder of font files that come before the ones the program carries: licensed 仿宋 and 小标宋. Without it `fonts` in
    /// the data directory, where there is one.
    pub fonts: Option<PathBuf>,
}

/// Where the data lie.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `postgres://…` or `sqlite:PATH`; without it `gongkai.db` in the data directory.
    pub url: Option<String>,
}

/// The web server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Address of the site.
    pub listen: SocketAddr,
    /// Address of the desk, where it is kept off the site's address.
    pub desk_listen: Option<SocketAddr>,
    /// Address of `/livez`, `/readyz`, `/metrics`, or `none`.
    pub management: String,
    /// Address under which the public reaches the site.
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-*` headers are believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Certificate chain (PEM).
    pub tls_certificate: Option<PathBuf>,
    /// Private key (PEM).
    pub tls_key: Option<PathBuf>,
    /// Seconds a client has for its headers.
    pub header_seconds: u64,
    /// Seconds a client has for its body, and one more for each 64 KiB.
    pub body_seconds: u64,
    /// Seconds that requests under way are given when the server is told to stop.
    pub drain_seconds: u64,
    /// Megabytes of memory for rendered public pages; 0 renders each anew.
    pub page_cache_mb: u32,
}

impl Default for Server {
    fn default() -> Self {
        Server {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            desk_listen: None,
            management: "127.0.0.1:9464".to_owned(),
            public_url: None,
            trusted_proxies: Vec::new(),
            tls_certificate: None,
            tls_key: None,
            header_seconds: 30,
            body_seconds: 60,
            drain_seconds: 25,
            page_cache_mb: 32,
        }
    }
}

/// What stands at the foot of public pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// 网站标识码.
    pub code: String,
    /// ICP 备案号.
    pub icp: String,
}

/// Limits against abuse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Sign-ins a minute from one address.
    pub sign_ins_per_minute: u32,
    /// Requests handed in an hour from one address; an office counter's may be raised.
    pub submissions_per_hour: u32,
    /// Query codes shown an hour from one address.
    pub code_queries_per_hour: u32,
    /// Wrong query codes for one number in 15 minutes.
    pub wrong_codes_per_number: u32,
    /// Annual reports checked an hour from one address (年报核查).
    pub checks_per_hour: u32,
    /// Annual reports checked at once, each in a process of its own.
    pub checks_at_once: u32,
    /// Seconds of processor time for one of them.
    pub check_seconds: u32,
    /// Megabytes of memory for one of them, beyond what the program itself takes.
    pub check_memory_mb: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            sign_ins_per_minute: 10,
            submissions_per_hour: 10,
            code_queries_per_hour: 30,
            wrong_codes_per_number: 5,
            checks_per_hour: 60,
            checks_at_once: 2,
            check_seconds: 5,
            check_memory_mb: 256,
        }
    }
}

/// The log on standard error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// `error`, `warn`, `info`, `debug`, `trace`, or directives for parts of the program.
    pub level: String,
    /// Form of its lines.
    pub format: LogFormat,
}

impl Default for Log {
    fn default() -> Self {
        Log { level: "info".to_owned(), format: LogFormat::Auto }
    }
}

/// Form of the lines of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Text on a terminal, JSON otherwise.
    Auto,
    /// Text.
    Text,
    /// One JSON document a line.
    Json,
}

/// Settings with the place they came from.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The settings.
    pub config: Config,
    /// The folder of the embedded database, files and keys.
    pub data: PathBuf,
    /// The file they were read from, if there is one.
    pub file: Option<PathBuf>,
    /// Whether only results and errors are wanted.
    pub quiet: bool,
}

/// The environment of this process, as far as it concerns us.
#[allow(clippy::disallowed_methods)] // the one place where the environment is read
pub fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with("GONGKAI_") || name == "NO_COLOR")
        .collect()
}

/// Variables of ours that are no settings of the file.
const NOT_SETTINGS: [&str; 1] = ["GONGKAI_DATA"];

impl Settings {
    /// Finds and reads the settings.
    ///
    /// # Errors
    /// [`Status::Configuration`] with line and suggestion where something is unknown or cannot be meant.
    pub fn find(
        config: Option<PathBuf>,
        data: Option<PathBuf>,
        environment: &[(String, String)],
    ) -> Result<Settings, Failure> {
        let of_environment = environment.iter().find(|(name, _)| name == "GONGKAI_DATA").map(|(_, value)| value.into());
        let data = data.or(of_environment).unwrap_or_else(|| PathBuf::from("data"));
        let beside =
            || [PathBuf::from("gongkai.toml"), data.join("gongkai.toml")].into_iter().find(|path| path.is_file());
        let file = config.or_else(beside);
        let text = match &file {
            Some(path) => std::fs::read_to_string(path)
                .map_err(|error| Failure::unreadable(path, &error).with_status(Status::Configuration))?,
            None => String::new(),
        };
        let name = file.as_deref().unwrap_or(Path::new("gongkai.toml"));
        // Read alone first, so that a mistake is told with its line, and then again under the environment.
        let mut config: Config = toml::from_str(&text).map_err(|error| in_file(name, &text, &error))?;
        let overrides: Vec<_> = environment
            .iter()
            .filter(|(name, _)| name.starts_with("GONGKAI_") && name.contains("__"))
            .filter(|(name, _)| !NOT_SETTINGS.contains(&name.as_str()))
            .collect();
        if !overrides.is_empty() {
            let mut table: toml::Table = text.parse().map_err(|error| in_file(name, &text, &error))?;
            for (variable, value) in overrides {
                set(&mut table, variable, value)?;
            }
            config = table.try_into().map_err(|error: toml::de::Error| in_environment("GONGKAI_…", error.message()))?;
        }
        config.check(name)?;
        Ok(Settings { config, data, file, quiet: false })
    }
}

/// Lays a variable over the table: `GONGKAI_SERVER__TRUSTED_PROXIES` over `server.trusted_proxies`, lists between
/// commas.
fn set(table: &mut toml::Table, variable: &str, value: &str) -> Result<(), Failure> {
    let path = variable.trim_start_matches("GONGKAI_").to_ascii_lowercase();
    let Some((section, key)) = path.split_once("__") else { return Ok(()) };
    let list = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    let forms = [
        Some(toml::Value::String(value.to_owned())),
        value.parse().ok().map(toml::Value::Integer),
        value.parse().ok().map(toml::Value::Boolean),
        Some(toml::Value::Array(list.map(|part| toml::Value::String(part.to_owned())).collect())),
    ];
    let mut first = None;
    for form in forms.into_iter().flatten() {
        let alone = toml::Table::from_iter([(key.to_owned(), form.clone())]);
        let alone = toml::Table::from_iter([(section.to_owned(), toml::Value::Table(alone))]);
        match alone.try_into::<Config>() {
            Ok(_) => {
                let section = table.entry(section).or_insert_with(|| toml::Value::Table(toml::Table::new()));
                if let Some(section) = section.as_table_mut() {
                    section.insert(key.to_owned(), form);
                }
                return Ok(());
            }
            Err(error) => {
                first.get_or_insert(error.message().to_owned());
            }
        }
    }
    Err(in_environment(variable, &first.unwrap_or_default()))
}

fn in_environment(variable: &str, message: &str) -> Failure {
    let (what, remedy) = words(message);
    Failure::new(Status::Configuration, what, format!("环境变量 {variable}"), remedy)
}

fn in_file(path: &Path, text: &str, error: &toml::de::Error) -> Failure {
    let line = error.span().map(|span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
    let place = match line {
        Some(line) => format!("{} 第 {line} 行", path.display()),
        None => path.display().to_string(),
    };
    let (what, remedy) = words(error.message());
    Failure::new(Status::Configuration, what, place, remedy)
}

/// What serde says of a mistake, for people: it names the key it does not know and those it does between backticks.
fn words(message: &str) -> (String, String) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let (true, Some((unknown, known))) = (message.starts_with("unknown"), quoted.split_first()) {
        let near =
            known.iter().max_by(|a, b| strsim::jaro_winkler(unknown, a).total_cmp(&strsim::jaro_winkler(unknown, b)));
        let near = near.filter(|name| strsim::jaro_winkler(unknown, name) > 0.7);
        let remedy = match near {
            Some(near) => format!("是不是要写 {near}？全部设置见 docs/operating/gongkai.toml"),
            None => format!("这里可以写：{}", known.join("、")),
        };
        return (format!("没有“{unknown}”这个写法"), remedy);
    }
    (format!("设置读不懂：{message}"), "请照 docs/operating/gongkai.toml 的例子改正".to_owned())
}

impl Config {
    /// What a reader of one key cannot see.
    fn check(&self, file: &Path) -> Result<(), Failure> {
        let wrong = |key: &str, what: String, remedy: &str| {
            Err(Failure::new(Status::Configuration, what, format!("{}，{key}", file.display()), remedy))
        };
        if let Some(url) = &self.database.url
            && !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme))
        {
            let scheme = url.split_inclusive(':').next().unwrap_or_default();
            return wrong(
                "database.url",
                format!("database.url 写成了“{scheme}…”"),
                "应以 postgres:// 或 sqlite: 开头",
            );
        }
        if let Some(url) = &self.server.public_url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            return wrong(
                "server.public_url",
                format!("server.public_url 写成了“{url}”"),
                "应以 https:// 开头，例如 https://gongkai.example.gov.cn",
            );
        }
        if self.server.tls_certificate.is_some() != self.server.tls_key.is_some() {
            let what = "证书和私钥只写了一个".to_owned();
            return wrong("server.tls_certificate、server.tls_key", what, "请两个都写，或者都不写");
        }
        if management(&self.server.management).is_err() {
            let what = format!("server.management 写成了“{}”", self.server.management);
            return wrong("server.management", what, "应是地址和端口，例如 127.0.0.1:9464，或者 none");
        }
        Ok(())
    }
}

/// The management address; `None` where there is to be none.
///
/// # Errors
/// A text that is neither.
pub fn management(text: &str) -> Result<Option<SocketAddr>, std::net::AddrParseError> {
    if text == "none" { Ok(None) } else { text.parse().map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, environment: &[(&str, &str)]) -> Result<Settings, Failure> {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("gongkai.toml");
        std::fs::write(&file, text).expect("written");
        let environment: Vec<_> =
            environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Settings::find(Some(file), None, &environment)
    }

    #[test]
    fn the_environment_stands_over_the_file_and_the_file_over_defaults() {
        let text = "[database]\nurl = 'sqlite:a.db'\n[server]\nlisten = '127.0.0.1:1'";
        let found =
            of(text, &[("GONGKAI_DATABASE__URL", "postgres://db/x"), ("GONGKAI_DATA", "/srv/g")]).expect("read");
        assert_eq!(found.config.database.url.as_deref(), Some("postgres://db/x"));
        assert_eq!(found.config.server.listen.port(), 1);
        assert_eq!(found.config.server.header_seconds, 30);
        assert_eq!(found.data, Path::new("/srv/g"));
    }

    #[test]
    fn the_environment_sets_numbers_and_lists() {
        let variables = [("GONGKAI_SERVER__BODY_SECONDS", "90"), ("GONGKAI_SERVER__TRUSTED_PROXIES", "10.0.0.1, ::1")];
        let server = of("", &variables).expect("read").config.server;
        assert_eq!((server.body_seconds, server.trusted_proxies.len()), (90, 2));
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line_and_the_likely_one() {
        let failure = of("[server]\nlistn = '127.0.0.1:1'", &[]).expect_err("refused");
        let text = failure.to_string();
        assert_eq!(failure.status, Status::Configuration);
        assert!(text.contains("“listn”") && text.contains("第 2 行") && text.contains("是不是要写 listen"), "{text}");
        let failure = of("", &[("GONGKAI_SERVER__LISTN", "x")]).expect_err("refused");
        assert!(failure.to_string().contains("GONGKAI_SERVER__LISTN"), "{failure}");
    }

    #[test]
    fn a_database_of_another_kind_is_refused_without_telling_its_password() {
        let text = of("[database]\nurl = 'postgre://u:secret@h/d'", &[]).expect_err("refused").to_string();
        assert!(text.contains("postgre:") && !text.contains("secret"), "{text}");
    }

    /// The example file documents every key: with the marks of its comments taken off, it reads, and says the defaults.
    #[test]
    fn the_example_file_names_every_key_with_its_default() {
        let text = include_str!("../../../docs/operating/gongkai.toml");
        let uncommented: String = text
            .lines()
            .map(|line| line.strip_prefix("#").filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
            .map(|line| format!("{line}\n"))
            .collect();
        let table: toml::Table = uncommented.parse().expect("TOML");
        let config: Config = table.clone().try_into().expect("settings");
        let keys = |section: &str| table.get(section).and_then(toml::Value::as_table).map_or(0, toml::Table::len);
        assert_eq!((keys("database"), keys("server"), keys("site"), keys("limits"), keys("log")), (1, 11, 2, 8, 2));
        let defaults = Config::default();
        assert_eq!((&config.log, &config.limits), (&defaults.log, &defaults.limits));
        assert_eq!(
            (config.server.listen, &config.server.management),
            (defaults.server.listen, &defaults.server.management)
        );
        assert_eq!((config.server.header_seconds, config.server.body_seconds), (30, 60));
        assert_eq!(config.server.drain_seconds, defaults.server.drain_seconds);
        assert!(config.check(Path::new("example")).is_ok());
    }
}
