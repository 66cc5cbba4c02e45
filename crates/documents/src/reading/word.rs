//! Word files (docx): paragraphs, headings and tables with their merged cells, event by event. Text that was deleted
//! under track changes, fall-backs of drawings and field codes are no text of the document.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::Archive;
use super::document::{Block, Document, Layout, Limits, Metadata, Unreadable};

mod tables;

use tables::Tables;

/// Reads a Word file.
///
/// # Errors
/// Damaged, encrypted, larger or more deeply nested than allowed, no Word file.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    let mut archive = Archive::open(bytes, limits)?;
    let Some(xml) = archive.file("word/document.xml")? else {
        return Err(Unreadable::Kind("压缩文件，不是 Word 文档"));
    };
    let properties = archive.file("docProps/core.xml")?.unwrap_or_default();
    let mut body = Body::new(limits);
    body.read(&xml)?;
    let metadata = Metadata { title: title_of(&properties), ..Metadata::default() };
    Ok(Document { layout: Layout::Docx, encoding: None, metadata, blocks: body.tables.finish() })
}

struct Body<'a> {
    limits: &'a Limits,
    tables: Tables,
    depth: usize,
    steps: u64,
    characters: usize,
    /// Depth of the outermost element whose content is no text.
    skipped: Option<usize>,
    in_text: bool,
    line: String,
    heading: Option<u8>,
    paragraphs: usize,
    emitted: usize,
}

impl<'a> Body<'a> {
    fn new(limits: &'a Limits) -> Body<'a> {
        Body {
            limits,
            tables: Tables::default(),
            depth: 0,
            steps: 0,
            characters: 0,
            skipped: None,
            in_text: false,
            line: String::new(),
            heading: None,
            paragraphs: 0,
            emitted: 0,
        }
    }

    fn read(&mut self, xml: &[u8]) -> Result<(), Unreadable> {
        let text = std::str::from_utf8(xml).map_err(|_| Unreadable::Damaged("正文的编码有误".to_owned()))?;
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        loop {
            self.steps += 1;
            if self.steps > self.limits.steps {
                return Err(Unreadable::TooComplex("元素过多"));
            }
            // Each cell of a table may hold a paragraph.
            if self.emitted > self.limits.blocks.saturating_add(self.limits.cells) {
                return Err(Unreadable::TooComplex("段落过多"));
            }
            match reader.read_event() {
                Ok(Event::Start(element)) => {
                    self.depth += 1;
                    if self.depth > self.limits.depth.saturating_mul(8) {
                        return Err(Unreadable::TooComplex("元素嵌套过深"));
                    }
                    self.start(&element)?;
                }
                Ok(Event::Empty(element)) => {
                    self.depth += 1;
                    self.start(&element)?;
                    self.end(element.local_name().as_ref())?;
                }
                Ok(Event::End(element)) => self.end(element.local_name().as_ref())?,
                Ok(Event::Text(text)) => {
                    if self.in_text {
                        self.push(&text)?;
                    }
                }
                Ok(Event::GeneralRef(name)) => {
                    if self.in_text
                        && let Some(c) = character(&name)
                    {
                        self.push(c.encode_utf8(&mut [0; 4]))?;
                    }
                }
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(_) => return Err(Unreadable::Damaged("正文的标记有误".to_owned())),
            }
        }
    }

    fn push(&mut self, text: &str) -> Result<(), Unreadable> {
        self.line.push_str(text);
        self.characters += text.len();
        if self.characters > self.limits.characters.saturating_mul(4) {
            return Err(Unreadable::TooComplex("文字过多"));
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        if self.skipped.is_some() {
            return Ok(());
        }
        match element.local_name().as_ref() {
            "Fallback" | "del" | "moveFrom" | "delText" | "instrText" | "rPrChange" | "pPrChange" => {
                self.skipped = Some(self.depth);
            }
            "t" => self.in_text = true,
            "tab" if self.is_in_paragraph() => self.push("\t")?,
            "br" | "cr" => self.flush(),
            "noBreakHyphen" => self.push("-")?,
            "p" => {
                self.flush();
                self.heading = None;
                self.paragraphs += 1;
            }
            "pStyle" => self.heading = self.heading.or_else(|| value(element).as_deref().and_then(level_of_style)),
            "outlineLvl" => {
                let level = value(element).and_then(|value| value.parse::<u8>().ok()).filter(|level| *level < 9);
                self.heading = self.heading.or(level.map(|level| level + 1));
            }
            "tbl" => {
                self.flush();
                self.tables.open_table(self.limits)?;
            }
            "tr" => self.tables.open_row(self.limits)?,
            "tc" => {
                self.flush();
                self.tables.open_cell(self.limits)?;
            }
            "gridSpan" => {
                let span = value(element).and_then(|value| value.parse::<usize>().ok());
                self.tables.span(span.unwrap_or(1).clamp(1, 1000));
            }
            "vMerge" => {
                let restarts = value(element).is_some_and(|value| value == "restart");
                self.tables.merge(restarts);
            }
            "gridBefore" => {
                let before = value(element).and_then(|value| value.parse::<usize>().ok());
                self.tables.before(before.unwrap_or(0).min(1000));
            }
            _ => {}
        }
        Ok(())
    }

    /// Tab stops of a style are no tabs.
    fn is_in_paragraph(&self) -> bool {
        self.paragraphs > 0 && !self.line.is_empty()
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        let depth = self.depth;
        self.depth = self.depth.saturating_sub(1);
        if let Some(skipped) = self.skipped {
            if depth <= skipped {
                self.skipped = None;
            }
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "p" => {
                self.flush();
                self.heading = None;
            }
            "tc" => {
                self.flush();
                self.tables.close_cell();
            }
            "tr" => self.tables.close_row(),
            "tbl" => {
                self.flush();
                self.tables.close_table();
            }
            _ => {}
        }
        Ok(())
    }

    fn flush(&mut self) {
        let text = self.line.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}' || c == '\u{feff}');
        if !text.is_empty() {
            let text = text.to_owned();
            let place = Some(self.tables.place(self.paragraphs));
            let block = match self.heading {
                Some(level) => Block::Heading { level, text, place },
                None => Block::Paragraph { text, place },
            };
            self.tables.emit(block);
            self.emitted += 1;
        }
        self.line.clear();
    }
}

/// The value of `w:val`. Attributes are not compared with each other, which of a hundred thousand would take hours.
fn value(element: &BytesStart<'_>) -> Option<String> {
    let mut attributes = element.attributes();
    let attribute =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(attribute.value.into_owned())
}

/// `Heading1`, `heading 2`, `1`, `标题 3`: the names that Word and WPS give.
fn level_of_style(style: &str) -> Option<u8> {
    let lower = style.to_ascii_lowercase();
    if lower == "title" || style == "标题" {
        return Some(1);
    }
    let rest = lower.strip_prefix("heading").or_else(|| lower.strip_prefix("标题"))?;
    rest.trim().parse().ok().filter(|level| (1..=9).contains(level))
}

/// The character of an entity or of a number.
fn character(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Some(c);
    }
    match name.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// The title among the properties of the file.
fn title_of(properties: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(properties).ok()?;
    let (_, rest) = text.split_once("<dc:title>")?;
    let (title, _) = rest.split_once("</dc:title>")?;
    let title = title.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    Some(title.trim().chars().take(200).collect::<String>()).filter(|title| !title.is_empty())
}
