//! Arguments of the commands about the register and the annual report.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `import register`.
#[derive(Debug, Args)]
pub struct RegisterArgs {
    /// 台账文件（XLSX）
    #[arg(value_name = "FILE.xlsx")]
    pub file: PathBuf,
    /// 机关全称
    #[arg(long, value_name = "NAME")]
    pub organ: String,
    /// 年度
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2008..=2100))]
    pub year: i16,
    /// 只看会导入什么、有哪些错误，不作改动
    #[arg(long)]
    pub dry_run: bool,
    /// 在终端上也不再询问
    #[arg(long)]
    pub yes: bool,
}

/// `import figures`.
#[derive(Debug, Args)]
pub struct FiguresArgs {
    /// 表二的数字（JSON：table2、source）
    #[arg(value_name = "FILE.json")]
    pub file: PathBuf,
    /// 机关全称
    #[arg(long, value_name = "NAME")]
    pub organ: String,
    /// 年度
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2008..=2100))]
    pub year: i16,
}

/// `import report`.
#[derive(Debug, Args)]
pub struct PublishedArgs {
    /// 已公布的报告（JSON，gongkai-report/1 格式）
    #[arg(value_name = "FILE.json")]
    pub file: PathBuf,
    /// 机关全称
    #[arg(long, value_name = "NAME")]
    pub organ: String,
}

/// `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// 导出什么
    #[command(subcommand)]
    pub what: Export,
}

/// What can be exported.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// 一年的台账，列与导入的相同；含申请人信息
    #[command(
        after_help = "例：\n  gongkai export register --organ 西工区人民政府 --year 2025 --output 台账.xlsx\n  gongkai --data /srv/gongkai export register --organ 西工路街道办事处 --year 2026 --output 台账-2026.xlsx"
    )]
    Register(RegisterOutArgs),
}

/// `export register`.
#[derive(Debug, Args)]
pub struct RegisterOutArgs {
    /// 机关全称
    #[arg(long, value_name = "NAME")]
    pub organ: String,
    /// 年度
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2008..=2100))]
    pub year: i16,
    /// 写到哪个文件
    #[arg(long, value_name = "FILE.xlsx")]
    pub output: PathBuf,
}

/// `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// 机关全称
    #[arg(long, value_name = "NAME")]
    pub organ: String,
    /// 年度
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i16).range(2008..=2100))]
    pub year: i16,
    /// 格式：html、pdf、docx、xlsx、json、text
    #[arg(long, value_name = "FORMAT", value_parser = ["html", "pdf", "docx", "xlsx", "json", "text"], hide_possible_values = true)]
    pub format: String,
    /// 写到哪个文件（不写则到标准输出）
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
