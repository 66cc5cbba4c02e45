//! A consistent report of 2023, written by hand in the shapes that the tests need.

use super::*;

/// Table three, row by row.
pub(crate) const THREE: &[(Row, [u64; 7])] = &[
    (Row::NewlyReceived, [9, 3, 0, 0, 0, 0, 12]),
    (Row::CarriedIn, [1, 0, 0, 0, 0, 0, 1]),
    (Row::Disclosed, [4, 2, 0, 0, 0, 0, 6]),
    (Row::PartlyDisclosed, [1, 0, 0, 0, 0, 0, 1]),
    (Row::StateSecret, [0, 0, 0, 0, 0, 0, 0]),
    (Row::ForbiddenByLaw, [0, 0, 0, 0, 0, 0, 0]),
    (Row::EndangersSecurity, [0, 0, 0, 0, 0, 0, 0]),
    (Row::ThirdPartyRights, [0, 1, 0, 0, 0, 0, 1]),
    (Row::InternalAffairs, [0, 0, 0, 0, 0, 0, 0]),
    (Row::ProcessInformation, [0, 0, 0, 0, 0, 0, 0]),
    (Row::EnforcementFile, [0, 0, 0, 0, 0, 0, 0]),
    (Row::AdministrativeInquiry, [0, 0, 0, 0, 0, 0, 0]),
    (Row::NotHeld, [3, 0, 0, 0, 0, 0, 3]),
    (Row::WouldNeedMaking, [0, 0, 0, 0, 0, 0, 0]),
    (Row::StillUnclear, [0, 0, 0, 0, 0, 0, 0]),
    (Row::PetitionOrComplaint, [1, 0, 0, 0, 0, 0, 1]),
    (Row::Repeated, [0, 0, 0, 0, 0, 0, 0]),
    (Row::PublicPublication, [0, 0, 0, 0, 0, 0, 0]),
    (Row::ExcessiveWithoutReason, [0, 0, 0, 0, 0, 0, 0]),
    (Row::ConfirmOrReissue, [0, 0, 0, 0, 0, 0, 0]),
    (Row::NotClarifiedInTime, [0, 0, 0, 0, 0, 0, 0]),
    (Row::FeeNotPaid, [0, 0, 0, 0, 0, 0, 0]),
    (Row::OtherHandling, [0, 0, 0, 0, 0, 0, 0]),
    (Row::Total, [9, 3, 0, 0, 0, 0, 12]),
    (Row::CarriedOut, [1, 0, 0, 0, 0, 0, 1]),
];

/// Table four, block by block.
pub(crate) const FOUR: [[u64; 5]; 3] = [[2, 0, 1, 0, 3], [1, 0, 0, 0, 1], [0, 0, 0, 1, 1]];

pub(crate) const TITLE: &str = "清河县水务局2023年政府信息公开工作年度报告";

const LEAD: &str =
    "根据《中华人民共和国政府信息公开条例》编制本报告。统计期限自2023年1月1日至2023年12月31日。联系电话：0000-000000。";

/// The texts around the tables, as paragraphs; `{2}`, `{3}`, `{4}` stand for the tables.
pub(crate) const TEXTS: [&str; 18] = [
    TITLE,
    LEAD,
    "一、总体情况",
    "2023年，本局做好政府信息公开工作。",
    "（一）主动公开",
    "全年主动公开政府信息362条。",
    "（二）依申请公开",
    "全年收到政府信息公开申请12件，上年结转1件，办结12件，结转下年度1件。",
    "二、主动公开政府信息情况",
    "{2}",
    "三、收到和处理政府信息公开申请情况",
    "{3}",
    "四、政府信息公开行政复议、行政诉讼情况",
    "{4}",
    "五、存在的主要问题及改进情况",
    "存在公开内容不够全面的问题。下一步将加强培训，改进工作。",
    "六、其他需要报告的事项",
    "本年度未收取信息处理费。",
];

fn td(text: &str, rows: usize, columns: usize) -> String {
    format!("<td rowspan=\"{rows}\" colspan=\"{columns}\">{text}</td>")
}

/// Table two as a good page has it.
pub(crate) fn two_html() -> String {
    let block = |title: &str| format!("<tr>{}</tr>", td(title, 1, 4));
    let heads = |words: &[&str], span: usize| {
        let cells: String = words.iter().map(|word| td(word, 1, span)).collect();
        format!("<tr><td>信息内容</td>{cells}</tr>")
    };
    let three = ["本年制发件数", "本年废止件数", "现行有效件数"];
    let line = |label: &str, value: &str| format!("<tr><td>{label}</td>{}</tr>", td(value, 1, 3));
    [
        "<table>".to_owned(),
        block("第二十条第（一）项"),
        heads(&three, 1),
        "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>".to_owned(),
        "<tr><td>行政规范性文件</td><td>4</td><td>1</td><td>12</td></tr>".to_owned(),
        block("第二十条第（五）项"),
        heads(&["本年处理决定数量"], 3),
        line("行政许可", "37"),
        block("第二十条第（六）项"),
        heads(&["本年处理决定数量"], 3),
        line("行政处罚", "9"),
        line("行政强制", "0"),
        block("第二十条第（八）项"),
        heads(&["本年收费金额（单位：万元）"], 3),
        line("行政事业性收费", "38.6012"),
        "</table>".to_owned(),
    ]
    .concat()
}

/// The heads of table three with their spans.
pub(crate) fn heads_html() -> String {
    let corner = td("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3);
    let kinds = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"];
    let kinds: String = kinds.iter().map(|kind| format!("<td>{kind}</td>")).collect();
    format!(
        "<tr>{corner}{}</tr><tr>{}{}{}</tr><tr>{kinds}</tr>",
        td("申请人情况", 1, 7),
        td("自然人", 2, 1),
        td("法人或其他组织", 1, 5),
        td("总计", 2, 1)
    )
}

/// A row of table three with the label cells that its place asks for.
pub(crate) fn row_html(row: Row, values: &[String]) -> String {
    let mut html = String::from("<tr>");
    if row == Row::Disclosed {
        html.push_str(&td("三、本年度办理结果", 22, 1));
    }
    match group_of(row) {
        Some(group) => {
            if group.rows().first() == Some(&row) {
                html.push_str(&td(group.label(), group.rows().len(), 1));
            }
            html.push_str(&td(row.label(), 1, 1));
        }
        None if matches!(row, Row::NewlyReceived | Row::CarriedIn | Row::CarriedOut) => {
            html.push_str(&td(row.label(), 1, 3));
        }
        None => html.push_str(&td(row.label(), 1, 2)),
    }
    let cells: String = values.iter().map(|value| format!("<td>{value}</td>")).collect();
    html + &cells + "</tr>"
}

pub(crate) fn numbers(values: &[u64]) -> Vec<String> {
    values.iter().map(u64::to_string).collect()
}

/// Table three as a good page has it, with some rows written otherwise.
pub(crate) fn three_html(other: &[(Row, Vec<String>)]) -> String {
    let rows: String = THREE
        .iter()
        .map(|(row, values)| {
            let own = other.iter().find(|(known, _)| known == row).map(|(_, values)| values.clone());
            row_html(*row, &own.unwrap_or_else(|| numbers(values)))
        })
        .collect();
    format!("<table>{}{rows}</table>", heads_html())
}

/// Table four as a good page has it.
pub(crate) fn four_html() -> String {
    let five = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    let of = |rows: usize| five.iter().map(|head| td(head, rows, 1)).collect::<String>();
    let values: String = FOUR.iter().flatten().map(|value| format!("<td>{value}</td>")).collect();
    format!(
        "<table><tr>{}{}</tr><tr>{}{}{}</tr><tr>{}{}</tr><tr>{values}</tr></table>",
        td("行政复议", 1, 5),
        td("行政诉讼", 1, 10),
        of(2),
        td("未经复议直接起诉", 1, 5),
        td("复议后起诉", 1, 5),
        of(1),
        of(1)
    )
}

/// A page of the texts and tables given.
pub(crate) fn page_of(two: &str, three: &str, four: &str) -> String {
    let body: String = TEXTS
        .iter()
        .map(|text| match *text {
            "{2}" => two.to_owned(),
            "{3}" => three.to_owned(),
            "{4}" => four.to_owned(),
            text => format!("<p>{text}</p>\n"),
        })
        .collect();
    format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>年报</title></head><body>{body}</body></html>")
}

/// The good page.
pub(crate) fn good_page() -> String {
    page_of(&two_html(), &three_html(&[]), &four_html())
}

/// A text of lines, with the tables given.
pub(crate) fn text_of(two: &str, three: &str, four: &str) -> String {
    let lines = TEXTS.iter().map(|text| match *text {
        "{2}" => two.to_owned(),
        "{3}" => three.to_owned(),
        "{4}" => four.to_owned(),
        text => text.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

pub(crate) const HEADS_TEXT: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n申请人情况\n自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他";

/// Table two with a mark between its cells, spans dropped.
pub(crate) fn two_text(between: &str) -> String {
    let join = |cells: &[&str]| cells.join(between);
    [
        join(&["第二十条第（一）项", "", "", ""]),
        join(&["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]),
        join(&["规章", "0", "0", "0"]),
        join(&["行政规范性文件", "4", "1", "12"]),
        join(&["第二十条第（五）项", "", "", ""]),
        join(&["信息内容", "本年处理决定数量", "", ""]),
        join(&["行政许可", "37", "", ""]),
        join(&["第二十条第（六）项", "", "", ""]),
        join(&["信息内容", "本年处理决定数量", "", ""]),
        join(&["行政处罚", "9", "", ""]),
        join(&["行政强制", "0", "", ""]),
        join(&["第二十条第（八）项", "", "", ""]),
        join(&["信息内容", "本年收费金额（单位：万元）", "", ""]),
        join(&["行政事业性收费", "38.6012", "", ""]),
    ]
    .join("\n")
}

/// Table three a row a line: label cells as they come when spans are dropped, then the values.
pub(crate) fn three_text(between: &str) -> String {
    let mut lines = vec![HEADS_TEXT.replace('\n', between)];
    for (row, values) in THREE {
        let mut cells: Vec<String> = Vec::new();
        if *row == Row::Disclosed {
            cells.push("三、本年度办理结果".to_owned());
        }
        if let Some(group) = group_of(*row).filter(|group| group.rows().first() == Some(row)) {
            cells.push(group.label().to_owned());
        }
        cells.push(row.label().to_owned());
        cells.extend(numbers(values));
        lines.push(cells.join(between));
    }
    lines.join("\n")
}

pub(crate) fn four_text(between: &str) -> String {
    let five = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"].join(between);
    let values: Vec<String> = FOUR.iter().flatten().map(u64::to_string).collect();
    format!(
        "行政复议{between}行政诉讼\n{five}{between}未经复议直接起诉{between}复议后起诉\n{five}{between}{five}\n{}",
        values.join(between)
    )
}

/// A table one cell a line with blank lines between (L5).
pub(crate) fn stream(table: &str) -> String {
    table.split(['\t', '\n']).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Table three as wide in each line as it is, spans left as empty cells, with some rows written otherwise.
pub(crate) fn three_wide(between: &str, other: &[(Row, [&str; 7])]) -> String {
    let mut grid = vec![["", "", "", "申请人情况", "", "", "", "", "", ""].map(str::to_owned).to_vec()];
    for (row, values) in THREE {
        let group = group_of(*row).filter(|group| group.rows().first() == Some(row)).map(Group::label);
        let mut cells = match row {
            Row::NewlyReceived | Row::CarriedIn | Row::CarriedOut => vec![row.label(), "", ""],
            Row::Disclosed => vec!["三、本年度办理结果", row.label(), ""],
            _ if group_of(*row).is_none() => vec!["", row.label(), ""],
            _ => vec!["", group.unwrap_or_default(), row.label()],
        };
        let printed = numbers(values);
        let own = other.iter().find(|(known, _)| known == row).map(|(_, values)| *values);
        cells.extend(own.unwrap_or_else(|| std::array::from_fn(|at| printed.get(at).map_or("", String::as_str))));
        grid.push(cells.into_iter().map(str::to_owned).collect());
    }
    grid.iter().map(|cells| cells.join(between)).collect::<Vec<_>>().join("\n")
}
