//! The sections of a report, found by the words of their titles and not by number or level (L23), also where a title
//! stands in a table or in one line with its text (L24).

use gongkai_rules::reporting::exchange::{Section, SectionId};
use gongkai_rules::reporting::form::{normalise, section_labels, without_numbering};

use super::document::Layout;
use super::lines::Line;
use super::tables::Regions;

mod foot;
mod within;

pub(super) use foot::{closing, end, is_organ};
pub(super) use within::part_at_titles;

/// A heading of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// Number of its line.
    pub line: usize,
    /// Which section it opens.
    pub section: SectionId,
    /// As printed, numbering included.
    pub title: String,
    /// What stands behind it on the same line.
    pub rest: Option<String>,
}

/// Titles of a section besides those of the form's data, as they are met.
const MORE: [(SectionId, &[&str]); 11] = [
    (
        SectionId::Overview,
        &["总体情况", "总体工作情况", "概述", "总体概况", "工作总体情况", "政府信息公开工作总体情况"],
    ),
    (SectionId::OverviewProactive, &["主动公开政府信息", "主动公开工作", "主动公开"]),
    (SectionId::OverviewRequests, &["依申请公开政府信息情况", "依申请公开办理", "依申请公开工作", "依申请公开"]),
    (SectionId::OverviewManagement, &["政府信息管理工作", "政府信息资源管理", "政府信息规范化管理", "政府信息管理"]),
    (SectionId::OverviewPlatform, &["政府信息平台建设", "信息公开平台建设", "政务公开平台建设", "政府信息公开平台"]),
    (SectionId::OverviewSupervision, &["监督保障", "监督保障工作", "监督与保障", "监督保障机制", "工作监督保障"]),
    (SectionId::PublicationTable, &["主动公开政府信息情况"]),
    (SectionId::RequestsTable, &["收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请"]),
    (SectionId::RemediesTable, &["因政府信息公开工作被申请行政复议、提起行政诉讼情况"]),
    (
        SectionId::Problems,
        &[
            "存在的主要问题及改进情况",
            "存在的主要问题和改进措施",
            "存在的主要问题及改进措施",
            "主要问题及改进情况",
            "存在问题及改进措施",
        ],
    ),
    (SectionId::OtherMatters, &["其他需要报告的事项", "需要报告的其他事项", "其他需要报告事项"]),
];

/// A title that may stand in a line: its section, its comparable words.
struct Known {
    section: SectionId,
    words: String,
}

fn known() -> Vec<Known> {
    let mut known = Vec::new();
    let sections = SectionId::SIX.into_iter().chain(SectionId::FIVE_PARTS);
    for section in sections {
        let more = MORE.iter().filter(|(id, _)| *id == section).flat_map(|(_, labels)| labels.iter().copied());
        for label in section_labels(section.id()).into_iter().chain(more) {
            known.push(Known { section, words: normalise(label) });
        }
    }
    known.sort_by_key(|known| std::cmp::Reverse(known.words.len()));
    known.dedup_by(|a, b| a.section == b.section && a.words == b.words);
    known
}

static KNOWN: std::sync::LazyLock<Vec<Known>> = std::sync::LazyLock::new(known);

/// All headings in reading order. The caption of a table repeats the heading above it; it is one only where the file
/// has no other for the section.
pub(super) fn headings(lines: &[Line]) -> Vec<Heading> {
    let is_caption = |at: usize| lines.get(at).is_some_and(|line| line.caption);
    let mut found = titled(lines, |at| !is_caption(at));
    if lines.iter().any(|line| line.caption) {
        let mut captions = titled(lines, |_| true);
        captions.retain(|one| {
            let headed = found.iter().any(|heading| heading.section == one.section);
            is_caption(one.line) && SectionId::SIX.contains(&one.section) && !headed
        });
        found.append(&mut captions);
        found.sort_by_key(|heading| heading.line);
    }
    found
}

fn titled(lines: &[Line], counts: impl Fn(usize) -> bool) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| counts(*at)) {
        let Some(words) = line.words() else { continue };
        let text = words.trim();
        let Some(candidate) = candidate(text, line) else { continue };
        let Some(section) = choose(&candidate, &found, lines, at) else { continue };
        found.push(Heading { line: at, section, title: candidate.title, rest: candidate.rest });
    }
    found
}

struct Candidate {
    sections: Vec<SectionId>,
    number: Number,
    title: String,
    rest: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    /// 一、
    Section,
    /// （一）, 1., （1）
    Part,
    /// None.
    None,
}

/// A line that begins with a title.
fn candidate(text: &str, line: &Line) -> Option<Candidate> {
    // Only the head of a line can hold a title; a long line is not made comparable as a whole.
    let head: String = text.chars().take(60).collect();
    let flat = normalise(&head);
    let marks = ['#', '*', '-', '—', '·', '●', '■', '◆', '★', ' ', '　'];
    let start = flat.trim_start_matches(marks);
    let bare = without_numbering(start);
    let bare = bare.trim_start_matches([',', '.', ':', ')']).to_owned();
    // 二 主动公开政府信息情况: a number without its mark.
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let unmarked = bare.trim_start_matches(numeral);
    let titled = unmarked.len() < bare.len() && KNOWN.iter().any(|known| unmarked.starts_with(&known.words));
    let bare = if titled { unmarked.to_owned() } else { bare };
    let number = number(start, &bare);
    let mut sections: Vec<SectionId> = Vec::new();
    let mut best = "";
    for known in KNOWN.iter().filter(|known| bare.starts_with(&known.words)) {
        if best.is_empty() || known.words.len() == best.len() {
            best = &known.words;
            sections.push(known.section);
        }
    }
    if sections.is_empty() {
        return misprinted(text, &bare, number);
    }
    let taken = start.chars().count() - bare.chars().count() + best.chars().count();
    let lead = flat.chars().count() - start.chars().count();
    let (mut title, mut rest) = split_after(text, lead + taken);
    let whole = line.heading.is_some() || text.chars().count() <= best.chars().count() + 8;
    take_tail(&mut title, &mut rest);
    let stop = rest.trim_start().chars().next();
    let parted = stop.is_none_or(|c| "。：:；;".contains(c));
    if parted || rest.trim().is_empty() {
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "。：:；;".contains(c)).to_owned();
        let rest = Some(rest).filter(|rest| !rest.is_empty());
        if number == Number::None && line.heading.is_none() && rest.is_some() {
            // Without number and mark only a part of the first section runs on: 主动公开：全年…
            sections.retain(|section| SectionId::FIVE_PARTS.contains(section));
            if sections.is_empty() || !text.contains([':', '：', '。']) {
                return None;
            }
        }
        return Some(Candidate { sections, number, title: title.trim().to_owned(), rest });
    }
    if whole && rest.chars().count() <= 12 && (number != Number::None || line.heading.is_some()) {
        // A title that goes on: 监督保障及考核情况.
        return Some(Candidate { sections, number, title: text.to_owned(), rest: None });
    }
    // 一、总体情况2023年，我镇… (L24): only with its number.
    if number == Number::None {
        return None;
    }
    let part = sections.iter().all(|section| SectionId::FIVE_PARTS.contains(section));
    // （二）依申请公开对复杂申请组织会商: the number is the part's own.
    let numbered = sections.iter().any(|section| bears_its_number(start, *section));
    let goes_on = numbered
        || rest.starts_with(|c: char| c.is_ascii_digit() || c.is_whitespace() || "一我本全按根为今".contains(c));
    if part && !goes_on {
        return None;
    }
    Some(Candidate { sections, number, title: title.trim().to_owned(), rest: Some(rest.trim().to_owned()) })
}

/// Whether a line begins with the number that the form gives a section: （二） before 依申请公开.
fn bears_its_number(start: &str, section: SectionId) -> bool {
    let title = normalise(section.title());
    let number: String = title.chars().take_while(|c| "(一二三四五六)、,".contains(*c)).collect();
    number.chars().count() >= 2 && start.starts_with(&number)
}

/// Words that belong to a title though the form does not print them: 情况, 方面, 工作.
fn take_tail(title: &mut String, rest: &mut String) {
    for tail in ["方面工作情况", "工作情况", "方面情况", "方面", "情况", "工作", "的情况"] {
        if let Some(after) = rest.strip_prefix(tail) {
            let parted = after.trim_start().chars().next().is_none_or(|c| "。：:；;".contains(c))
                || after.starts_with([' ', '\u{3000}']);
            if parted {
                title.push_str(tail);
                *rest = after.to_owned();
                return;
            }
        }
    }
}

/// A numbered line of its own that is nearly a title of a section.
fn misprinted(text: &str, bare: &str, number: Number) -> Option<Candidate> {
    let length = bare.chars().count();
    if number != Number::Section || !(4..=40).contains(&length) || text.chars().count() > 45 {
        return None;
    }
    let near = KNOWN
        .iter()
        .filter(|known| SectionId::SIX.contains(&known.section))
        .map(|known| (known.section, strsim::normalized_levenshtein(&known.words, bare)))
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    (near.1 >= 0.72).then(|| Candidate { sections: vec![near.0], number, title: text.to_owned(), rest: None })
}

/// The first characters of a text, blanks not counted, and what is left.
fn split_after(text: &str, characters: usize) -> (String, String) {
    let mut left = characters;
    for (at, c) in text.char_indices() {
        if left == 0 {
            let (title, rest) = text.split_at(at);
            return (title.to_owned(), rest.to_owned());
        }
        if !c.is_whitespace() && c != '\u{feff}' {
            // normalise makes one character of 其它 and of 或者 no other number of characters.
            left -= 1;
        }
    }
    (text.to_owned(), String::new())
}

fn number(start: &str, bare: &str) -> Number {
    let mark = start.strip_suffix(bare).unwrap_or_default();
    if mark.is_empty() {
        return Number::None;
    }
    let chinese = mark.starts_with(|c| "一二三四五六七八九十".contains(c));
    if chinese && !mark.starts_with('(') { Number::Section } else { Number::Part }
}

/// Which section a title opens where several have it: 主动公开情况 is a part of the first section or the second.
fn choose(candidate: &Candidate, before: &[Heading], lines: &[Line], at: usize) -> Option<SectionId> {
    let is_part = |section: &SectionId| SectionId::FIVE_PARTS.contains(section);
    let seen = |section: SectionId| before.iter().any(|heading| heading.section == section);
    let past_overview =
        [SectionId::PublicationTable, SectionId::RequestsTable, SectionId::RemediesTable].into_iter().any(seen);
    let part = candidate.sections.iter().copied().find(is_part);
    let six = candidate.sections.iter().copied().find(|section| !is_part(section));
    let table_follows = || {
        let near = lines.iter().skip(at + 1).filter(|line| !line.is_blank()).take(4);
        near.map(|line| normalise(&line.text))
            .any(|text| text.contains("第二十条") || text.contains("制发件数") || text.contains("信息内容"))
    };
    let chosen = match (part, six) {
        (Some(part), Some(six)) => {
            let section = candidate.number == Number::Section || seen(SectionId::OverviewRequests) || table_follows();
            if section && candidate.rest.is_none() { six } else { part }
        }
        (Some(part), None) => part,
        (None, Some(six)) => six,
        (None, None) => return None,
    };
    let lost = candidate.number == Number::None && lines.get(at).is_some_and(|line| line.heading.is_none());
    if lost && !is_part(&chosen) && chosen != SectionId::Overview && before.is_empty() {
        // A line of the opening that lists the six sections.
        return None;
    }
    if is_part(&chosen) {
        // Parts stand in the first section only, each once.
        let open = seen(SectionId::Overview) || candidate.number != Number::None;
        return (open && !past_overview && !seen(chosen)).then_some(chosen);
    }
    Some(chosen)
}

/// The sections with their texts. `title_line` is the line of the report's own title; what stands before it is the page
/// around the report, and so is what stands behind the last section from the words of a page's foot on.
pub(super) fn sections(
    lines: &[Line],
    headings: &[Heading],
    regions: &Regions,
    from: usize,
    until: usize,
    layout: Layout,
) -> Vec<Section> {
    let mut sections = Vec::new();
    let first = headings.first().map_or(until, |heading| heading.line);
    let preamble = text(lines, from..first, regions, None, layout);
    if !preamble.is_empty() && !headings.is_empty() {
        sections.push(Section { id: SectionId::Preamble, title: None, text: preamble, place: place(lines, from) });
    }
    for (number, heading) in headings.iter().enumerate() {
        let next = headings.get(number + 1).map_or(until, |next| next.line);
        let range = heading.line + 1..next.max(heading.line + 1);
        let text = text(lines, range, regions, heading.rest.as_deref(), layout);
        let place = place(lines, heading.line);
        sections.push(Section { id: heading.section, title: Some(heading.title.clone()), text, place });
    }
    if layout == Layout::Xlsx {
        join_sheets(&mut sections);
    }
    sections
}

/// A workbook may print the title of a section twice: on the sheet of texts and over its table.
fn join_sheets(sections: &mut Vec<Section>) {
    let mut at = 0;
    while at < sections.len() {
        let Some(id) = sections.get(at).map(|section| section.id) else { break };
        let again = sections.iter().skip(at + 1).position(|other| other.id == id).map(|after| at + 1 + after);
        let (Some(again), true) = (again, SectionId::SIX.contains(&id)) else {
            at += 1;
            continue;
        };
        let empty = |at: usize| sections.get(at).is_some_and(|section| section.text.trim().is_empty());
        if empty(again) {
            sections.remove(again);
        } else if empty(at) {
            sections.remove(at);
        } else {
            at += 1;
        }
    }
}

fn place(lines: &[Line], at: usize) -> Option<gongkai_rules::reporting::exchange::Place> {
    lines.get(at).and_then(|line| line.place.clone())
}

/// The running text of a stretch of lines, tables left out. In a file that knows no paragraphs, lines that were wrapped
/// are put together again.
fn text(
    lines: &[Line],
    range: std::ops::Range<usize>,
    regions: &Regions,
    lead: Option<&str>,
    layout: Layout,
) -> String {
    let wrapped = matches!(layout, Layout::Text | Layout::Markdown | Layout::Pdf);
    let mut paragraphs: Vec<String> = lead.map(str::to_owned).into_iter().collect();
    let mut open = wrapped && lead.is_some_and(goes_on);
    for at in range {
        let Some(line) = lines.get(at) else { break };
        if (line.caption || regions.contains(at)) && !is_note(line) {
            open = false;
            continue;
        }
        let words: Option<&str> = match &line.cells {
            None => Some(line.text.as_str()),
            Some(_) => line.words(),
        };
        let Some(words) = words.map(str::trim).filter(|words| !words.is_empty()) else {
            open = false;
            continue;
        };
        for piece in words.lines().map(str::trim).filter(|piece| !piece.is_empty()) {
            match paragraphs.last_mut().filter(|_| open) {
                Some(last) => last.push_str(piece),
                None => paragraphs.push(piece.to_owned()),
            }
            open = wrapped && goes_on(piece);
        }
    }
    paragraphs.join("\n")
}

fn is_note(line: &Line) -> bool {
    let text = line.words().unwrap_or_default().trim_start_matches(['（', '(', '*', '※', ' ']);
    ["注：", "注:", "备注：", "说明：", "注 "].iter().any(|mark| text.starts_with(mark))
}

/// Whether a line was broken by the width of the page only: it is full and no sentence ends there.
fn goes_on(line: &str) -> bool {
    let length = line.chars().count();
    length >= 18 && !line.ends_with(['。', '！', '？', '；', '：', ':', ';', '”', '）', ')'])
}
