//! The command line: names in English, words in Chinese, two examples with every command.

pub mod check;
pub mod reporting;

use crate::failure::{Failure, Status};
use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

/// 政府信息公开：依申请公开、答复期限、年度报告
#[derive(Debug, Parser)]
#[command(
    name = "gongkai",
    version,
    after_help = "例：\n  gongkai serve\n  gongkai deadline 案件.json\n\n每个命令的用法：gongkai 命令 --help\n退出码：0 完成；1 完成并有发现；2 用法不对；3 输入文件有误；4 设置有误；5 不允许；6 数据库或磁盘；7 冲突；70 程序差错；130 被中断"
)]
pub struct Cli {
    /// 设置文件（默认：当前目录的 gongkai.toml，其次数据目录的 gongkai.toml）
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// 数据目录：嵌入式数据库、文件、钥匙串（默认 ./data；环境变量 GONGKAI_DATA）
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// 只输出结果和错误：不显示进度和提醒
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// 多说一些（-v 显示办理的经过，-vv 连同数据库语句）
    #[arg(long = "verbose", short, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// 做什么
    #[command(subcommand)]
    pub command: Task,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// 启动网站和工作台
    #[command(
        after_help = "例：\n  gongkai serve\n  gongkai --data /srv/gongkai serve --listen 127.0.0.1:8080 --management none"
    )]
    Serve(ServeArgs),
    /// 建立第一个机关和它的系统管理员；有 --parent 时建立下级机关
    #[command(
        after_help = "例：\n  gongkai setup --organ 西工区人民政府 --level county --code XG --admin guanli --password-file 口令.txt\n  gongkai setup --organ 西工路街道办事处 --level subdistrict --code XGL --parent 西工区人民政府 --admin jiedao --password-file 口令.txt"
    )]
    Setup(SetupArgs),
    /// 在空的数据目录里建立演示用的区县：机关、人员和三年的申请，全部虚构
    #[command(
        after_help = "例：\n  gongkai demo\n  gongkai --data /tmp/yanshi demo --seed 7 --until 2026-11-24 --format json"
    )]
    Demo(DemoArgs),
    /// 计算文件中各案件的答复期限
    #[command(after_help = "例：\n  gongkai deadline 案件.json\n  gongkai deadline - --as-of 2026-03-02 < 案件.json")]
    Deadline(DeadlineArgs),
    /// 核对已公布的年度报告：读出各种格式的文件，核对勾稽关系、正文与表格、跨年数字；不需要数据目录
    #[command(
        after_help = "例：\n  gongkai check 2025年年报.html\n  gongkai check 各单位年报/ --format xlsx --output 核对结果.xlsx\n  gongkai check 2025.pdf --before 2024.pdf --level county --fix-hints\n\n退出码：0 没有错误和警告；1 有错误或警告；3 有文件没有读取（其余文件照常核对）"
    )]
    Check(check::CheckArgs),
    /// 公开网站的年报核查用：在限定的内存和时间内读一份文件
    #[command(
        hide = true,
        after_help = "由 gongkai serve 自己启动：从标准输入读，结果写到标准输出。\n例：\n  gongkai check-one --memory-mb 256 --seconds 5 < 请求 > 结果\n  gongkai check-one --memory-mb 64 --seconds 1 < 请求"
    )]
    CheckOne(check::CheckOneArgs),
    /// 建立或者升级数据库的表
    #[command(after_help = "例：\n  gongkai migrate\n  gongkai --data /srv/gongkai migrate")]
    Migrate,
    /// 导入
    #[command(after_help = "例：\n  gongkai import holidays 2027.json --dry-run\n  gongkai import holidays 2027.json")]
    Import(ImportArgs),
    /// 导出
    #[command(
        after_help = "例：\n  gongkai export register --organ 西工区人民政府 --year 2025 --output 台账.xlsx\n  gongkai export register --organ 西工路街道办事处 --year 2026 --output 台账-2026.xlsx"
    )]
    Export(reporting::ExportArgs),
    /// 一年的年度报告：已公布的，或者现在的草稿
    #[command(
        after_help = "例：\n  gongkai report --organ 西工区人民政府 --year 2025 --format pdf --output 报告.pdf\n  gongkai report --organ 西工区人民政府 --year 2025 --format json"
    )]
    Report(reporting::ReportArgs),
    /// 核对：由事件重演每一件，查审计记录、加密内容、文件和已公布的年报；有不符的退出码是 1
    #[command(after_help = "例：\n  gongkai verify\n  gongkai --data /srv/gongkai verify --format json")]
    Verify(VerifyArgs),
    /// 检查系统状况：数据库、磁盘、钥匙串、备份、放假安排、机关设置；有要注意的退出码是 1
    #[command(after_help = "例：\n  gongkai doctor\n  gongkai --data /srv/gongkai doctor --format json")]
    Doctor(DoctorArgs),
    /// 检查或者显示设置
    #[command(after_help = "例：\n  gongkai config check\n  gongkai --config /etc/gongkai.toml config show")]
    Config(ConfigArgs),
    /// 备份到一个加密的文件，办理照常进行；不含钥匙串，除非写 --with-keys
    #[command(
        after_help = "例：\n  gongkai backup 备份-2026-11-24.gkb --passphrase-file 备份口令.txt\n  gongkai --data /srv/gongkai backup /media/usb/gongkai.gkb --passphrase-file 备份口令.txt --with-keys"
    )]
    Backup(BackupArgs),
    /// 把备份恢复到空的数据目录和空的数据库
    #[command(
        after_help = "例：\n  gongkai --data /srv/gongkai-new restore 备份-2026-11-24.gkb --passphrase-file 备份口令.txt\n  gongkai --config postgres.toml --data /srv/gongkai-new restore 备份-2026-11-24.gkb --passphrase-file 备份口令.txt"
    )]
    Restore(RestoreArgs),
}

/// `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// 结果的格式：text 或 json（默认 text）
    #[arg(long, value_name = "FORMAT", value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text)]
    pub format: Format,
}

/// `config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// 检查还是显示
    #[command(subcommand)]
    pub what: ConfigTask,
}

/// What can be done with the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum ConfigTask {
    /// 检查设置文件、环境变量和文件权限；有要注意的退出码是 1
    #[command(after_help = "例：\n  gongkai config check\n  gongkai --config /etc/gongkai.toml config check")]
    Check,
    /// 显示现在生效的设置（口令遮住）
    #[command(after_help = "例：\n  gongkai config show\n  gongkai config show --defaults > gongkai.toml")]
    Show {
        /// 显示全部设置的说明和默认值，可以直接作设置文件
        #[arg(long)]
        defaults: bool,
    },
}

/// `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// 备份文件，不能已经存在
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// 存放备份口令的文件（第一行；至少 15 个字符）
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: PathBuf,
    /// 把钥匙串也放进备份：有备份和口令的人就能读到申请人的信息
    #[arg(long)]
    pub with_keys: bool,
}

/// `restore`.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// 备份文件
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// 存放备份口令的文件（第一行）
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: PathBuf,
}

/// `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// 导入什么
    #[command(subcommand)]
    pub what: Import,
}

/// What can be imported.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// 一年的放假安排：列出答复期限变动的在办申请，作为一次正式操作重新计算
    #[command(after_help = "例：\n  gongkai import holidays 2027.json --dry-run\n  gongkai import holidays 2027.json")]
    Holidays(HolidaysArgs),
    /// 一年的申请台账：有一处错误就一件也不导入
    #[command(
        after_help = "例：\n  gongkai import register 台账.xlsx --organ 西工区人民政府 --year 2025 --dry-run\n  gongkai import register 台账.xlsx --organ 西工区人民政府 --year 2025"
    )]
    Register(reporting::RegisterArgs),
    /// 年度报告表二的数字和来源；没有写的保持空白，不当作 0
    #[command(
        after_help = "例：\n  gongkai import figures 表二.json --organ 西工区人民政府 --year 2025\n  gongkai --data /srv/gongkai import figures 表二.json --organ 西工路街道办事处 --year 2026"
    )]
    Figures(reporting::FiguresArgs),
    /// 以前年度已公布的报告，用于核对和结转
    #[command(
        after_help = "例：\n  gongkai import report 2024.json --organ 西工区人民政府\n  gongkai --data /srv/gongkai import report 2024.json --organ 西工路街道办事处"
    )]
    Report(reporting::PublishedArgs),
}

/// `import holidays`.
#[derive(Debug, Args)]
pub struct HolidaysArgs {
    /// 放假安排文件（JSON：year、papers、days）
    #[arg(value_name = "FILE.json")]
    pub file: PathBuf,
    /// 只看哪些申请的期限会变，不作改动
    #[arg(long)]
    pub dry_run: bool,
    /// 在终端上也不再询问
    #[arg(long)]
    pub yes: bool,
}

/// `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// 结果的格式：text 或 json（默认 text）
    #[arg(long, value_name = "FORMAT", value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = Format::Text)]
    pub format: Format,
}

/// Form of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// 网站监听的地址（默认 127.0.0.1:8080）
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// 运维地址，提供 /livez、/readyz、/metrics（默认 127.0.0.1:9464；none 则不开）
    #[arg(long, value_name = "ADDR|none")]
    pub management: Option<String>,
    /// 法定时间停在这一刻（只用于 demo 或 setup --demo 建立的数据目录）
    #[arg(long, value_name = "INSTANT")]
    pub clock: Option<Timestamp>,
}

/// `setup`.
#[derive(Debug, Args)]
pub struct SetupArgs {
    /// 机关全称
    #[arg(long, value_name = "NAME")]
    pub organ: String,
    /// 级别：central、province、city、county、town、subdistrict、department、public_body
    #[arg(long, value_name = "LEVEL")]
    pub level: String,
    /// 编号里的英文简码，例如 XG；不写则编号以年份开头
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
    /// 上级机关全称
    #[arg(long, value_name = "NAME")]
    pub parent: Option<String>,
    /// 系统管理员兼安全管理员的用户名
    #[arg(long, value_name = "LOGIN")]
    pub admin: String,
    /// 存放口令的文件（第一行；15 至 128 个字符）
    #[arg(long, value_name = "FILE")]
    pub password_file: PathBuf,
    /// 作为演示和培训用：法定时间可以拨动
    #[arg(long)]
    pub demo: bool,
}

/// `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// 随机数种子：种子和日期相同，台账也相同
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// 数据做到哪一天（默认今天）
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// 账号清单的格式
    #[arg(long, value_name = "text|json", default_value = "text", value_parser = ["text", "json"])]
    pub format: String,
}

/// `deadline`.
#[derive(Debug, Args)]
pub struct DeadlineArgs {
    /// 案件文件（JSON）；- 从标准输入读
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// 判断状态的日期（默认今天）
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

/// The command in Chinese: template, headings, help and version.
pub fn command() -> Command {
    in_chinese(Cli::command().disable_help_subcommand(true).arg(version_arg()))
}

fn version_arg() -> Arg {
    Arg::new("version").short('V').long("version").help("显示版本").action(ArgAction::Version)
}

fn in_chinese(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").help("显示用法").action(ArgAction::Help);
    command
        .styles(Styles::plain())
        .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help)
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            arg.help_heading(heading)
        })
        .mut_subcommands(in_chinese)
}

/// What was asked for.
pub enum Asked {
    /// A command.
    Run(Box<Cli>),
    /// A text: help, or the version.
    Show(String),
}

/// Reads the words of the command line.
///
/// # Errors
/// [`Status::Usage`], saying what was meant.
pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<Asked, Failure> {
    let parsed = command().try_get_matches_from(words).and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => Ok(Asked::Run(Box::new(cli))),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                Ok(Asked::Show(error.render().to_string().replace("[OPTIONS]", "[选项]")))
            }
            _ => Err(usage(&error)),
        },
    }
}

/// The values clap keeps with an error, as text.
fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join("、")),
        other => Some(other.to_string()),
    }
    .filter(|text| !text.is_empty())
}

fn usage(error: &clap::Error) -> Failure {
    let get = |kind| context(error, kind);
    let arg = get(ContextKind::InvalidArg).unwrap_or_default();
    let value = get(ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{arg}”这个选项"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", get(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingRequiredArgument => format!("还缺少：{arg}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "没有写要做什么".to_owned()
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} 后面缺少内容"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{arg} 不能是“{value}”"),
        ErrorKind::ArgumentConflict => format!("{arg} 重复了，或者不能和别的选项一起用"),
        _ => "命令行读不懂".to_owned(),
    };
    let near = get(ContextKind::SuggestedArg).or_else(|| get(ContextKind::SuggestedSubcommand));
    let valid = get(ContextKind::ValidValue);
    let place = match (near, valid) {
        (Some(near), _) => format!("是不是要写 {near}？"),
        (None, Some(valid)) => format!("可以写：{valid}"),
        _ => String::new(),
    };
    Failure::new(Status::Usage, what, place, "用法见 gongkai --help 和 gongkai 命令 --help")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    fn shown(line: &str) -> String {
        match read(words(line)) {
            Ok(Asked::Show(text)) => text,
            _ => panic!("{line} shows nothing"),
        }
    }

    #[test]
    fn every_command_explains_itself_in_chinese_with_two_examples() {
        command().debug_assert();
        let mut paths = vec![(String::from("gongkai"), Cli::command())];
        while let Some((path, command)) = paths.pop() {
            for child in command.get_subcommands() {
                paths.push((format!("{path} {}", child.get_name()), child.clone()));
            }
            let help = shown(&format!("{path} --help"));
            assert!(help.contains("用法：") && help.contains("选项:"), "{path}: {help}");
            assert!(!help.contains("Usage") && !help.contains("Options"), "{path}: {help}");
            let examples = help.lines().filter(|line| line.starts_with("  gongkai ")).count();
            assert!(examples >= 2, "{path} has {examples} examples");
            for line in help.lines().filter(|line| line.trim_start().starts_with('-')) {
                assert!(line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{path}: {line:?} has no words");
            }
        }
    }

    #[test]
    fn a_slip_is_told_with_what_was_likely_meant() {
        let told = |line: &str| read(words(line)).err().map(|failure| (failure.status, failure.to_string()));
        let (status, text) = told("gongkai deadlne x").expect("refused");
        assert!(status == Status::Usage && text.contains("deadline"), "{text}");
        let (_, text) = told("gongkai serve --listn 1").expect("refused");
        assert!(text.contains("--listen"), "{text}");
        let (_, text) = told("gongkai deadline x --as-of 2026-02-30").expect("refused");
        assert!(text.contains("2026-02-30"), "{text}");
        let (_, text) = told("gongkai setup --organ x").expect("refused");
        assert!(text.contains("--level"), "{text}");
    }
}
