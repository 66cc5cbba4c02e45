//! Where a report ends: the foot of the page around it, the signature under it.

use gongkai_rules::reporting::exchange::{Section, SectionId};

use super::super::lines::Line;
use super::Heading;

/// Words at which the foot of a page begins.
const FOOT: [&str; 26] = [
    "打印",
    "关闭",
    "扫一扫",
    "分享",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "相关信息",
    "相关链接",
    "相关文档",
    "附件",
    "版权所有",
    "主办单位",
    "主办：",
    "承办",
    "网站标识码",
    "ICP备",
    "网站地图",
    "Copyright",
    "技术支持",
    "浏览次数",
    "责任编辑",
    "来源：",
    "政策解读",
    "友情链接",
];

/// The line at which the report is over: the foot of the page, or the end.
pub(in crate::reading) fn end(lines: &[Line], headings: &[Heading]) -> usize {
    let Some(last) = headings.last() else { return lines.len() };
    let foot = |line: &Line| {
        let text = line.text.trim();
        text.chars().count() <= 60
            && FOOT.iter().any(|word| text.trim_start_matches(['【', '[', '(', '（']).starts_with(word))
            || text.contains("ICP备")
            || text.contains("版权所有")
    };
    lines.iter().enumerate().skip(last.line + 1).find(|(_, line)| foot(line)).map_or(lines.len(), |(at, _)| at)
}

/// Parts the signature from the last section: the organ's name and the date on lines of their own.
pub(in crate::reading) fn closing(sections: &mut Vec<Section>, organ: Option<&str>) {
    let Some(last) = sections.last_mut().filter(|section| section.id == SectionId::OtherMatters) else { return };
    let paragraphs: Vec<&str> = last.text.lines().collect();
    let mut from = paragraphs.len();
    while from > 0 {
        let Some(paragraph) = paragraphs.get(from - 1).map(|text| text.trim()) else { break };
        let bare: String = paragraph.chars().filter(|c| !c.is_whitespace()).collect();
        let dated = bare.starts_with("20") && bare.ends_with('日') && bare.chars().count() <= 12;
        let chinese = bare.starts_with("二") && bare.ends_with('日') && bare.chars().count() <= 14;
        let named = organ.is_some_and(|organ| bare == organ) || (bare.chars().count() <= 24 && is_organ(&bare));
        if !(dated || chinese || named) {
            break;
        }
        from -= 1;
    }
    if from == paragraphs.len() {
        return;
    }
    let closing = paragraphs.get(from..).unwrap_or_default().join("\n");
    let rest = paragraphs.get(..from).unwrap_or_default().join("\n");
    let place = last.place.clone();
    last.text = rest;
    sections.push(Section { id: SectionId::Closing, title: None, text: closing, place });
}

pub(in crate::reading) fn is_organ(text: &str) -> bool {
    text.chars().count() <= 30
        && !text.contains(['，', '。', '：', '；', '>'])
        && ["人民政府", "办公室", "办公厅", "委员会", "办事处", "局", "厅", "管委会"]
            .iter()
            .any(|end| text.ends_with(end))
}
