//! What an organ tells of itself in its report beside the figures that are counted.

use super::chance::Chance;
use gongkai_rules::organs::Level;

/// 更正说明 of the corrected report.
pub const CORRECTION: &str =
    "公布后复核发现，一件申请的办理结果登记有误，应为部分公开，误记为予以公开，相应更正第三部分表格和第一部分的文字。";

/// Where the figures of table two come from.
pub fn source(clerk: &str, level: Level, year: i16) -> String {
    match level {
        Level::County => format!("{clerk}，根据区政府办公室{year}年发文登记簿和各部门、街道办事处报送的统计汇总。"),
        Level::Subdistrict => format!("{clerk}，根据党政综合办公室{year}年发文登记簿和综合行政执法台账统计。"),
        _ => format!("{clerk}，根据办公室{year}年发文登记簿、行政审批和执法台账统计。"),
    }
}

/// What became of a problem of last year.
pub fn answer(problem: &str) -> &'static str {
    let answers = [
        ("期限", "全年实行到期前五个工作日逐件提醒，承办人和内部时限在受理当日明确"),
        ("纠正", "对被纠正的答复逐件复盘，修订了答复文书的说理要点，重要答复先行合法性审查"),
        ("不掌握", "在公开指南中补充了本机关职责和常见信息的掌握机关，答复时一并告知申请途径"),
        ("结转", "集中到件时临时增派人员，结转的申请已经全部办结"),
        ("年末", "调整了办理力量，结转的申请已经全部办结"),
        ("实践", "组织了一次从登记到送达的流程演练，并整理了常用文书样例"),
        ("步骤", "安排人员学习条例和答复文书，用模拟申请走了一遍全过程"),
        ("内容和形式", "按季度检查了公开栏目，更新过期内容，公开了群众常问的事项"),
        ("关心", "整理了窗口和社区常被问到的事项，放在公开栏目的显著位置"),
        ("需求", "梳理了反复申请的内容，能够主动公开的已经转为主动公开"),
        ("利用", "每半年分析一次申请事项，并据此调整了主动公开目录"),
        ("环节", "统一了登记、答复和归档的做法，按月交流办理情况"),
        ("协办", "明确了内部协办的时限和责任人，协办意见一律书面留存"),
        ("内设机构", "明确了内部协办的时限和责任人，协办意见一律书面留存"),
    ];
    answers
        .into_iter()
        .find(|(word, _)| problem.contains(word))
        .map_or("已经列入工作台账，逐项整改完成", |(_, answer)| answer)
}

/// Sentences behind those offered.
pub struct Told {
    /// （一）主动公开.
    pub proactive: String,
    /// （三）政府信息管理.
    pub management: String,
    /// （四）平台建设.
    pub platform: String,
    /// （五）监督保障.
    pub supervision: String,
    /// Under table two.
    pub publication_note: &'static str,
    /// Under table three.
    pub requests_note: &'static str,
}

/// What an organ of this level tells.
pub fn told(level: Level, chance: &mut Chance) -> Told {
    let (least, most) = match level {
        Level::County => (2600, 3900),
        Level::Subdistrict => (120, 420),
        _ => (260, 980),
    };
    let site = chance.between(least, most);
    let media = chance.between(least / 3, least);
    let board = chance.between(20, 60);
    let explained = chance.between(2, 18);
    let checked = chance.between(40, 220);
    let trained = chance.between(1, 3);
    let people = trained * chance.between(18, 42);
    let government = level == Level::County;
    Told {
        proactive: format!(
            "全年主动公开政府信息{}条，其中政府网站{site}条、政务新媒体{media}条、公示栏{board}条。发布政策解读{explained}篇。",
            site + media + board
        ),
        management: format!("全年审查公文公开属性{checked}件，与档案部门定期移交公开的文件。"),
        platform: "在政务服务大厅设公开查阅点，由专人指引查询和申请。".to_owned(),
        supervision: format!("全年组织政府信息公开培训{trained}期，{people}人次参加。"),
        publication_note: if government {
            "注：表中数字为区人民政府及其部门、街道办事处的合计。"
        } else {
            ""
        },
        requests_note: if government {
            "注：表中数字为区人民政府收到和办理的申请；各部门、街道办事处收到的申请见各自的年度报告。"
        } else {
            ""
        },
    }
}
