//! The lines of a table as pieces in reading order: words that may be labels, and runs of value cells. Whether the file
//! has cells, tabs, blanks or nothing between them is settled here.

use gongkai_rules::reporting::exchange::Place;

use super::figure::{Figure, Kind, is_value};
use crate::reading::lines::{Line, LineCell};

/// A value cell as printed.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reading) struct Value {
    /// As printed.
    pub text: String,
    /// Where.
    pub place: Option<Place>,
    /// The column it begins in, where the file has columns.
    pub column: Option<usize>,
}

/// How a run of values came to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reading) enum Source {
    /// Cells of a table of the file (HTML, Word, Excel, PDF with lines).
    Cells,
    /// Cells by tabs or pipes, or words of one line.
    Line,
    /// Lines with one value each, where blank cells may have vanished.
    Stream,
    /// Digits behind a label without anything between.
    Glued,
}

/// A run of values with the words around it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reading) struct Run {
    /// The values.
    pub values: Vec<Value>,
    /// The label in front of them on the same line.
    pub own: Option<String>,
    /// Labels on the same line before that one, nearest last.
    pub heads: Vec<String>,
    /// Labels since the run before, nearest last.
    pub above: Vec<String>,
    /// Labels until the next run.
    pub below: Vec<String>,
    /// How it came to be one.
    pub source: Source,
    /// The line as printed, to be quoted.
    pub quote: String,
    /// Where the line is.
    pub place: Option<Place>,
    /// Number of the line.
    pub line: usize,
}

impl Run {
    /// The values as cells of one kind.
    pub fn figures(&self, kind: Kind) -> Vec<Figure> {
        self.values.iter().map(|value| Figure::read(&value.text, kind)).collect()
    }

    /// Whether no value holds anything.
    pub fn is_blank(&self) -> bool {
        self.values.iter().all(|value| value.text.trim().is_empty())
    }
}

/// Gathers the runs of a stretch of lines. `known` tells labels of the table, `wanted` how many figures its rows have.
pub(in crate::reading) fn runs(lines: &[Line], known: &dyn Fn(&str) -> bool, wanted: &[usize]) -> Vec<Run> {
    let mut gatherer =
        Gatherer { known, wanted, runs: Vec::new(), labels: Vec::new(), stream: false, next: String::new() };
    for (number, line) in lines.iter().enumerate() {
        if line.is_blank() && line.cells.is_none() {
            continue;
        }
        let next = lines.iter().skip(number + 1).find(|line| !line.is_blank());
        gatherer.next = next.map(|line| line.text.trim().to_owned()).unwrap_or_default();
        match &line.cells {
            Some(_) => gatherer.row(number, line),
            None => gatherer.words(number, line),
        }
    }
    gatherer.finish()
}

struct Gatherer<'a> {
    known: &'a dyn Fn(&str) -> bool,
    /// Figures that a row of the table has.
    wanted: &'a [usize],
    /// The line that follows, blank lines passed over.
    next: String,
    runs: Vec<Run>,
    /// Labels since the last run.
    labels: Vec<String>,
    /// Whether the last line was nothing but values, so that more may follow.
    stream: bool,
}

impl Gatherer<'_> {
    fn label(&mut self, text: &str) {
        self.stream = false;
        self.labels.push(text.to_owned());
    }

    fn run(&mut self, number: usize, line: &Line, values: Vec<Value>, heads: Vec<String>, source: Source) {
        let mut heads = heads;
        let own = heads.pop();
        let above = std::mem::take(&mut self.labels);
        if let Some(last) = self.runs.last_mut() {
            // Labels on the line of the next run are its own.
            last.below.clone_from(&above);
        }
        self.stream = source == Source::Stream;
        let quote = line.text.chars().take(200).collect();
        let run = Run {
            values,
            own,
            heads,
            above,
            below: Vec::new(),
            source,
            quote,
            place: line.place.clone(),
            line: number,
        };
        self.runs.push(run);
    }

    fn row(&mut self, number: usize, line: &Line) {
        let Some(cells) = &line.cells else { return };
        let source = if line.exact { Source::Cells } else { Source::Line };
        let filled = cells.iter().filter(|cell| !cell.text.trim().is_empty()).count();
        if let (Some(words), true) = (line.words(), cells.len() == 1) {
            // A row of one cell is a line of text: a head, or one value a row.
            self.line(number, line, words, source == Source::Cells);
            return;
        }
        let mut heads: Vec<String> = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            let meant = self.meant(cells, at, heads.last(), values.is_empty());
            if is_value(&cell.text) || meant {
                let place = cell.place.clone();
                values.push(Value { text: cell.text.clone(), place, column: Some(cell.column) });
                continue;
            }
            // What stands before a label on its line is no value of it, unless it is one of a label that went before.
            let blank = values.iter().all(|value| value.text.trim().is_empty());
            if !blank {
                let run_heads = std::mem::take(&mut heads);
                self.run(number, line, std::mem::take(&mut values), run_heads, source);
            }
            values.clear();
            match split_glued(&cell.text, self.known) {
                Some((label, digits)) if filled <= 2 => {
                    heads.push(label);
                    let text = digits;
                    let values = vec![Value { text, place: cell.place.clone(), column: Some(cell.column) }];
                    let run_heads = std::mem::take(&mut heads);
                    self.run(number, line, values, run_heads, Source::Glued);
                }
                _ => heads.push(cell.text.clone()),
            }
        }
        // A row of empty cells may be table four left blank.
        let nothing = heads.is_empty() && values.iter().all(|value| value.text.trim().is_empty());
        if values.is_empty() || nothing && values.len() < 12 {
            for head in heads {
                self.label(&head);
            }
            return;
        }
        self.run(number, line, values, heads, source);
    }

    /// 若干 between figures is what the office wrote where a figure should stand: in a row that is known, or that would
    /// lack just this one.
    fn meant(&self, cells: &[LineCell], at: usize, head: Option<&String>, first: bool) -> bool {
        let Some(text) = cells.get(at).map(|cell| cell.text.as_str()) else { return false };
        let length = text.chars().filter(|c| !c.is_whitespace()).count();
        if !(1..=6).contains(&length) || (self.known)(text) || text.contains(['：', ':', '（', '(', '.', '、']) {
            return false;
        }
        let of_row = head.is_some_and(|head| (self.known)(head));
        let behind = cells.get(at + 1..).unwrap_or_default();
        if !first && (of_row || head.is_none()) {
            return behind.iter().all(|cell| is_value(&cell.text));
        }
        let mut end = behind.len();
        while end > 0 && behind.get(end - 1).is_some_and(|cell| cell.text.trim().is_empty()) {
            end -= 1;
        }
        let figures = behind.iter().all(|cell| is_value(&cell.text));
        let fits = |count: usize| self.wanted.contains(&count);
        let alone = head.is_none() && at == 0;
        figures && (of_row || alone && end >= 10) && (fits(end + 1) || fits(behind.len() + 1))
    }

    fn words(&mut self, number: usize, line: &Line) {
        let text = line.text.clone();
        self.line(number, line, &text, false);
    }

    /// A line of text: parted at runs of two blanks and more (L38), numbers at its end parted from the label (L9).
    fn line(&mut self, number: usize, line: &Line, text: &str, one_cell: bool) {
        let mut heads: Vec<String> = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        let mut glued = false;
        let value = |text: &str| Value { text: text.to_owned(), place: line.place.clone(), column: None };
        // A numeral alone on its line is a piece of 三、本年度办理结果 set upright (L8), but a figure where figures stand
        // one a line: among them, or behind the label of a row (L19).
        let numeral = text.trim().chars().count() == 1 && "一二三四五六七八九十".contains(text.trim());
        let piece = self.next.starts_with(['、', '，', '.', '．', '本']);
        let of_row = self.labels.last().is_some_and(|label| (self.known)(label)) && is_value(&self.next);
        let most = self.wanted.iter().copied().max().unwrap_or(0);
        let open = self.stream && self.runs.last().is_some_and(|run| run.values.len() < most);
        let upright = numeral && (piece || !(open || of_row));
        for part in parts(text) {
            if upright {
                heads.push(part.to_owned());
                continue;
            }
            if is_value(part) || numbers(part).is_some() {
                match numbers(part) {
                    Some(numbers) => values.extend(numbers.into_iter().map(value)),
                    None => values.push(value(part)),
                }
                continue;
            }
            let (front, part) = split_front(part);
            values.extend(front.into_iter().map(value));
            let (label, mut tail) = split_tail(part);
            if tail.is_empty()
                && let Some((label, digits)) = split_glued(part, self.known)
            {
                heads.push(label);
                values.push(value(&digits));
                glued = true;
                continue;
            }
            if !values.is_empty() {
                let run_heads = std::mem::take(&mut heads);
                self.run(number, line, std::mem::take(&mut values), run_heads, Source::Line);
            }
            heads.push(label.to_owned());
            values.extend(tail.drain(..).map(value));
        }
        if values.is_empty() {
            for head in heads {
                self.label(&head);
            }
            return;
        }
        let alone = heads.is_empty() && values.len() == 1;
        if alone
            && self.stream
            && let Some(last) = self.runs.last_mut()
        {
            last.values.append(&mut values);
            last.quote = format!("{} {}", last.quote, text.trim()).chars().take(200).collect();
            return;
        }
        let source = match (glued, alone && !one_cell) {
            (true, _) => Source::Glued,
            (false, true) => Source::Stream,
            (false, false) => Source::Line,
        };
        self.run(number, line, values, heads, source);
    }

    fn finish(mut self) -> Vec<Run> {
        if let Some(last) = self.runs.last_mut() {
            last.below = self.labels;
        }
        self.runs
    }
}

/// Parts of a line at runs of two blanks or more, and at full-width blanks.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut gap: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let wide = matches!(c, '\u{3000}' | '\t');
        if c == ' ' || c == '\u{a0}' || wide {
            gap.get_or_insert(at);
            continue;
        }
        if let Some(from) = gap.take() {
            let blanks = text.get(from..at).unwrap_or_default();
            if blanks.chars().count() >= 2 || blanks.contains(['\u{3000}', '\t']) {
                parts.push(text.get(start..from).unwrap_or_default());
                start = at;
            }
        }
    }
    let end = gap.unwrap_or(text.len()).max(start);
    parts.push(text.get(start..end).unwrap_or_default());
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Words that are all numbers, parted by single blanks: `0 0 0 0 0 0 0`.
fn numbers(text: &str) -> Option<Vec<&str>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (words.len() > 1 && words.iter().all(|word| is_plain_value(word))).then_some(words)
}

fn is_plain_value(word: &str) -> bool {
    let bare = word.trim_end_matches("万元").trim_end_matches('元');
    !bare.is_empty() && is_value(word) && bare.chars().all(|c| !matches!(c, '一'..='龥') || "无〇零".contains(c))
}

/// The numbers at the end of a line behind its label: `（七）总计 1139 48 0 0 4 0 1191`.
fn split_tail(text: &str) -> (&str, Vec<&str>) {
    let mut end = text.len();
    let mut tail = Vec::new();
    while let Some((head, word)) = text.get(..end).and_then(|text| text.trim_end().rsplit_once([' ', '\u{a0}'])) {
        if !is_plain_value(word) || head.trim().is_empty() {
            break;
        }
        tail.push(word);
        end = head.trim_end().len();
    }
    tail.reverse();
    (text.get(..end).unwrap_or_default().trim_end(), tail)
}

/// The numbers at the beginning of a line before its label (L7); one number alone is its numbering.
fn split_front(text: &str) -> (Vec<&str>, &str) {
    let mut front = Vec::new();
    let mut rest = text.trim_start();
    while let Some((word, after)) = rest.split_once([' ', '\u{a0}']) {
        if !is_plain_value(word) || after.trim().is_empty() {
            break;
        }
        front.push(word);
        rest = after.trim_start();
    }
    let labelled = rest.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if labelled && !front.is_empty() { (front, rest) } else { (Vec::new(), text) }
}

/// A known label with digits run on to it: `规章010` (L12). Heads of groups may be run on before it.
fn split_glued(text: &str, known: &dyn Fn(&str) -> bool) -> Option<(String, String)> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let at = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (label, digits) = bare.split_at_checked(at)?;
    if label.is_empty() || digits.is_empty() || label.chars().count() > 80 {
        return None;
    }
    let mut from = label.char_indices().map(|(at, _)| at).filter_map(|at| label.get(at..));
    let label = from.find(|label| known(label) && (label.len() == at || label.chars().count() >= 4))?;
    Some((label.to_owned(), digits.to_owned()))
}
