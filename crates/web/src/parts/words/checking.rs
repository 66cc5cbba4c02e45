//! 年报核查: what stands in the way of a check.

use super::refusals::megabytes;

/// 年报核查: nothing was given.
pub const CHECK_NOTHING: &str = "请选择一份年度报告的文件，或者把报告全文粘贴在下面";
/// 年报核查: file and text.
pub const CHECK_BOTH: &str = "文件和粘贴的文字，一次只核查一种。粘贴的文字还在；要核查文件，请清空这里，再选一次文件";
/// 年报核查: the process that read the file ended, or was ended, at a limit.
pub const CHECK_EXCEEDED: &str = "这份文件没有读成（超过了时间或内存的限度）";
/// 年报核查: as many as may be are under way.
pub const CHECK_BUSY: &str = "这份报告还没有核查。请过一会儿再按“核查”；选过文件的，请再选一次。";

/// 年报核查: a pasted text is longer than any report.
pub fn check_text_too_long(characters: usize, most: usize) -> String {
    let ten_thousands = |n: usize| n.div_ceil(10_000);
    let (found, most) = (ten_thousands(characters), ten_thousands(most));
    format!("粘贴的文字约 {found} 万字，超过 {most} 万字。请存成文件再上传")
}

/// 年报核查: a file is too large.
pub fn check_file_too_large(name: &str, bytes: u64, most: u64) -> String {
    format!("“{name}”有 {} MB，超过 {} MB。请换小一些的文件", megabytes(bytes), megabytes(most))
}

/// 年报核查: many were checked from one address.
pub fn too_many_checks(minutes: u64) -> String {
    let minutes = minutes.max(1);
    format!("一小时内核查的份数较多，请 {minutes} 分钟后再试。有很多份报告的，可以用命令 gongkai check 一次核查。")
}
