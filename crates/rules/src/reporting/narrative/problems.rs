//! Section five: what became of last year's problems, this year's problems, what will be done.

use super::super::form::{Block, Column, Group, Row, Standing};
use super::{GAP, YearFacts};

/// A problem that the year's facts show, with what can be done about it.
struct Problem {
    problem: String,
    remedy: &'static str,
}

/// The whole section.
pub(super) fn text(facts: &YearFacts<'_>, to_answer: &[String]) -> String {
    let mut paragraphs = Vec::new();
    if !to_answer.is_empty() {
        paragraphs.push(answered(facts, to_answer));
    }
    let found = found(facts);
    let problems = found.iter().map(|one| one.problem.as_str());
    paragraphs.push(format!("{}年工作中存在的主要问题：{}。", facts.year, listed(problems)));
    paragraphs.push(format!("改进措施：{}。", listed(found.iter().map(|one| one.remedy))));
    paragraphs.join("\n")
}

/// Each problem of last year with the answer given, or a gap.
fn answered(facts: &YearFacts<'_>, to_answer: &[String]) -> String {
    let answers = to_answer.iter().enumerate().map(|(i, problem)| {
        let answer = facts.answers.get(i).map(|answer| answer.trim().trim_end_matches('。')).filter(|a| !a.is_empty());
        let answer = answer.map_or_else(|| format!("{GAP}采取的措施和结果〕"), str::to_owned);
        format!("针对“{problem}”的问题，{answer}")
    });
    let answers: Vec<String> = answers.collect();
    format!("上年度报告所列问题的改进情况：{}。", listed(answers.iter().map(String::as_str)))
}

/// 一是……；二是…….
fn listed<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.collect();
    if let [only] = items.as_slice() {
        return (*only).to_owned();
    }
    let numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let numbered = items.iter().zip(numbers.iter().cycle()).map(|(item, number)| format!("{number}是{item}"));
    numbered.collect::<Vec<_>>().join("；")
}

/// What the figures show; where they show nothing, what an office must watch all the same. Each is worded in two ways
/// that take turns, for a text that repeats last year's word for word is a fault of its own (R6.6).
fn found(facts: &YearFacts<'_>) -> Vec<Problem> {
    let total = |row| facts.requests.get(row, Column::Total).unwrap_or(0);
    let unavailable = facts.requests.sum(Group::Unavailable.rows(), Column::Total);
    let corrected: u64 =
        Block::ALL.into_iter().map(|block| facts.remedies.get(block, Standing::Corrected).unwrap_or(0)).sum();
    let late = facts.timeliness.map_or(0, |timeliness| timeliness.late);
    let handled = total(Row::Total);
    let mut shown: Vec<&[Wording; 2]> = Vec::new();
    let mut add = |applies: bool, wordings| {
        if applies {
            shown.push(wordings);
        }
    };
    add(late > 0, &LATE);
    add(corrected > 0, &CORRECTED);
    add(handled > 0 && unavailable * 3 > handled, &NOT_HELD);
    add(total(Row::CarriedOut) > 1 && total(Row::CarriedOut) * 2 > total(Row::NewlyReceived), &CARRIED_OUT);
    if handled == 0 {
        shown.extend([&NO_PRACTICE, &FEW_ITEMS]);
    } else if shown.is_empty() {
        shown.extend([&ASKED_FOR, &CO_OPERATION]);
    }
    let turn = usize::from(facts.year % 2 != 0);
    let worded = shown.into_iter().filter_map(|wordings| wordings.get(turn));
    worded.map(|(problem, remedy)| Problem { problem: (*problem).to_owned(), remedy }).collect()
}

/// A problem and what can be done about it.
type Wording = (&'static str, &'static str);

const LATE: [Wording; 2] = [
    (
        "有的申请没有在法定期限内答复，办理进度的提醒和督促不够及时",
        "按期限倒排办理步骤，临近期限的逐件提醒，超期的说明原因并追踪到人",
    ),
    (
        "个别申请的答复超过了期限，承办环节之间衔接不够紧密",
        "受理当日即明确承办人和内部时限，每周通报在办情况，需要延期的提前报批并告知申请人",
    ),
];
const CORRECTED: [Wording; 2] = [
    (
        "有的答复经行政复议或者行政诉讼被纠正，答复的说理和程序不够规范",
        "对被纠正的答复逐件分析，统一答复文书的依据和说理，重要答复事先进行合法性审查",
    ),
    (
        "仍有答复在复议或者诉讼中被纠正，适用条例条款的准确性有待提高",
        "整理被纠正的情形并组织学习，疑难申请集体研究后再作答复，检索过程留存记录",
    ),
];
const NOT_HELD: [Wording; 2] = [
    (
        "不掌握相关信息的答复占比较高，公众对各机关公开职责的了解不够",
        "在公开指南中写明本机关职责范围和常见信息的掌握机关，答复时一并告知可以向哪个机关申请",
    ),
    (
        "较多申请指向本机关不掌握的信息，事前指引的作用发挥不足",
        "在申请入口处增加职责分工说明，对集中咨询的事项编制问答，减少群众走弯路",
    ),
];
const CARRIED_OUT: [Wording; 2] = [
    ("年末未办结的申请较多，办理力量不足", "调整办理力量，对跨年度的申请逐件排定办结时间"),
    ("结转下年度的申请偏多，集中到件时应对不够从容", "建立集中到件时的协作安排，对结转的申请优先办理"),
];
const NO_PRACTICE: [Wording; 2] = [
    (
        "办理申请的实践较少，工作人员对登记、补正、答复等环节的操作不够熟悉",
        "组织一次申请办理流程的演练，对照条例逐个环节检查登记和答复的准备情况",
    ),
    (
        "多年没有或者很少收到申请，对条例规定的办理步骤和文书掌握得不够牢固",
        "安排人员学习条例和答复文书，用模拟申请走一遍从登记到送达的全过程",
    ),
];
const FEW_ITEMS: [Wording; 2] = [
    ("主动公开的内容和形式还不够丰富，更新不够及时", "按季度检查公开栏目，过期的内容及时更新，群众常问的事项主动公开"),
    (
        "公开的信息与群众日常关心的事项结合得还不够紧，方便查找的程度有待提升",
        "收集窗口和社区常被问到的事项，整理后放在公开栏目的显著位置，并定期核对联系方式",
    ),
];
const ASKED_FOR: [Wording; 2] = [
    (
        "主动公开与群众的申请需求衔接不够，有的信息经申请后才公开",
        "对群众反复申请的内容进行梳理，能够主动公开的转为主动公开",
    ),
    (
        "对申请内容的分析利用不足，未能充分带动主动公开的改进",
        "每半年分析一次申请事项，把可以公开又常被申请的信息列入主动公开目录",
    ),
];
const CO_OPERATION: [Wording; 2] = [
    ("申请办理各环节的配合还不够顺畅", "定期交流办理情况，统一登记、答复和归档的做法"),
    ("内设机构提供信息和意见有时不够及时", "明确内部协办的时限和责任人，协办意见一律书面留存"),
];

/// The problems that a section five names: the items 一是, 二是 … of its list before the measures, else the sentences
/// that speak of a problem. What it says of the year before is left out.
pub fn problems_of(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("上年度报告所列问题"));
    let before_measures = lines.take_while(|line| !is_measures(line));
    before_measures.filter(|line| names_problems(line)).flat_map(items).collect()
}

/// A paragraph that begins with what will be done.
fn is_measures(line: &str) -> bool {
    let head: String = line.trim_start().chars().take(12).collect();
    let begins = ["改进措施", "下一步", "针对", "今后", "整改措施"].iter().any(|word| head.starts_with(word));
    begins || ["针对上述", "针对以上", "针对存在", "针对这些"].iter().any(|word| head.contains(word))
}

fn names_problems(line: &str) -> bool {
    ["问题", "不足", "短板", "薄弱", "差距", "不够", "有待"].iter().any(|word| line.contains(word))
}

/// A sentence of a running text that names a problem of its own year, without the measure it may end with.
fn sentence_problem(sentence: &str) -> Option<String> {
    let cut = ["，下一步", "，措施", "，今后", "，将"].iter().filter_map(|words| sentence.find(words)).min();
    let problem = sentence.get(..cut.unwrap_or(sentence.len()))?.trim();
    let measures = ["已整改", "已改进", "下一步", "措施", "上年", "去年"].iter().any(|word| problem.contains(word));
    let body = problem.rsplit_once('：').map_or(problem, |(_, body)| body);
    (names_problems(problem) && !measures && !body.is_empty()).then(|| body.to_owned())
}

/// The items of a list 一是……；二是……, without their numbers; of a text without a list its sentences on problems.
fn items(line: &str) -> Vec<String> {
    let numbers = ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是"];
    let mut starts: Vec<usize> = numbers.iter().filter_map(|number| line.find(number)).collect();
    starts.sort_unstable();
    if starts.is_empty() {
        return line.split(['。', '；']).filter_map(sentence_problem).collect();
    }
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| line.get(start + "一是".len()..end)).map(item).collect()
}

fn item(text: &str) -> String {
    // Of a long item the first sentence names the problem, the rest explains it.
    let sentence = text.split(['。', '；']).next().unwrap_or(text).trim();
    sentence.to_owned()
}
