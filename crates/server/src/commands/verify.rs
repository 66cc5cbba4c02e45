//! `gongkai verify`.

use super::progress::ProgressLine;
use crate::Done;
use crate::cli::{Format, VerifyArgs};
use crate::config::Settings;
use crate::failure::Failure;
use gongkai_office::operations::verify::Verified;

/// Holds everything stored against what it follows from.
///
/// # Errors
/// Where the database itself cannot be read.
pub async fn verify(settings: &Settings, args: VerifyArgs) -> Result<Done, Failure> {
    let office = super::open(settings).await?;
    let mut line = ProgressLine::new("核对", settings.quiet);
    let verified = office.verify(&mut |done, whole| line.at(done, whole)).await;
    drop(line);
    office.db().close().await;
    let verified = verified?;
    let text = match args.format {
        Format::Json => {
            let json = serde_json::to_string_pretty(&verified).map_err(|error| Failure::fault(&error.to_string()))?;
            format!("{json}\n")
        }
        Format::Text => words(&verified),
    };
    crate::print(&text)?;
    Ok(if verified.differences.is_empty() { Done::Clean } else { Done::Found })
}

fn words(verified: &Verified) -> String {
    let Verified { cases, events, audit_rows, sealed, files, reports, differences } = verified;
    let mut text = format!(
        "核对了申请 {cases} 件、事件 {events} 个、审计记录 {audit_rows} 条、\n加密内容 {sealed} 条、文件 {files} 个、年度报告 {reports} 份。\n"
    );
    if differences.is_empty() {
        text.push_str("没有不符。\n");
        return text;
    }
    text.push_str(&format!("有 {} 处不符：\n", differences.len()));
    for difference in differences {
        text.push_str(&format!("- {}：\n  {}\n", difference.place, difference.what));
    }
    text
}
