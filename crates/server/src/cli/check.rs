//! Arguments of `check`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 年度报告的文件或目录：网页、Word（docx）、Excel（xlsx）、PDF、Markdown、纯文本
    #[arg(value_name = "FILE|DIR", required = true, num_args = 1..)]
    pub files: Vec<PathBuf>,
    /// 结果的格式：text、json、xlsx 或 html（默认 text）
    #[arg(long, value_name = "FORMAT", value_enum, hide_possible_values = true, hide_default_value = true, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// 写到哪个文件（不写则到标准输出）
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 同一机关上年度的报告，用于跨年核对
    #[arg(long, value_name = "FILE")]
    pub before: Option<PathBuf>,
    /// 机关的级别，报告看不出时用：central、province、city、county、town、subdistrict、township、department、public_body
    #[arg(long, value_name = "LEVEL", value_parser = ["central", "province", "city", "county", "town", "subdistrict", "township", "department", "public_body"], hide_possible_values = true)]
    pub level: Option<String>,
    /// 数字对不上时，只改一格就能对上的，写出怎样改
    #[arg(long)]
    pub fix_hints: bool,
}

/// Form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people at a terminal.
    Text,
    /// For programs.
    Json,
    /// One row a finding.
    Xlsx,
    /// A page with the tables drawn.
    Html,
}

/// `check-one`: what the server gives to the process that reads a stranger's file.
#[derive(Debug, Args)]
pub struct CheckOneArgs {
    /// 内存最多再用多少 MB
    #[arg(long, value_name = "MB")]
    pub memory_mb: u64,
    /// 处理器时间最多多少秒
    #[arg(long, value_name = "SECONDS")]
    pub seconds: u64,
}
