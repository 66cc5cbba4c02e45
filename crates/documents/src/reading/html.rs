//! Web pages as saved from any site. The tokenizer is the browsers' own; of the tree only what a report needs is kept:
//! paragraphs, headings, tables and where they stand. Nothing recurses, so nesting costs no stack.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::document::{Block, Document, Encoding, Layout, Limits, Metadata, Unreadable};

mod attributes;
mod flow;
mod path;

use attributes::Attributes;
use flow::Flow;
use path::Path;

/// Reads a page that is already text.
///
/// # Errors
/// The page is larger or more deeply nested than allowed.
pub fn read(text: &str, encoding: Option<Encoding>, limits: &Limits) -> Result<Document, Unreadable> {
    let sink = Sink(RefCell::new(Page::new(limits)));
    let input = BufferQueue::default();
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let mut attributes = Attributes::new();
    // Tag by tag, so that what is refused at its beginning is not read to its end.
    for piece in text.split_inclusive('>') {
        if tokenizer.sink.0.borrow().refused.is_some() {
            break;
        }
        if !attributes.allow(piece) {
            return Err(Unreadable::TooComplex("一个标签的属性过多"));
        }
        input.push_back(StrTendril::from_slice(piece));
        // The tokenizer stops at each hint of another encoding; the text is decoded already.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        if tokenizer.sink.0.borrow().is_outside {
            attributes.end();
        }
    }
    tokenizer.end();
    let mut page = tokenizer.sink.0.into_inner();
    if let Some(error) = page.refused.take() {
        return Err(error);
    }
    let blocks = page.flow.finish()?;
    Ok(Document { layout: Layout::Html, encoding, metadata: page.metadata, blocks })
}

struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        if page.refused.is_some() {
            return TokenSinkResult::Continue;
        }
        // A fault in its writing is told while a tag is still open.
        if !matches!(token, Token::ParseError(_)) {
            page.is_outside = !matches!(token, Token::CharacterTokens(_) | Token::NullCharacterToken) || page.raw;
        }
        match token {
            Token::TagToken(tag) => match tag.kind {
                TagKind::StartTag => page.start(&tag),
                TagKind::EndTag => {
                    page.end(&tag.name);
                    TokenSinkResult::Continue
                }
            },
            Token::CharacterTokens(text) => {
                page.text(&text);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// The page while it is read.
struct Page {
    limits: Limits,
    steps: u64,
    refused: Option<Unreadable>,
    metadata: Metadata,
    flow: Flow,
    path: Path,
    /// Inside an element nobody sees: its name and how often it is open.
    hidden: Option<(String, usize)>,
    /// Inside an element whose content is no markup and no text of the page.
    raw: bool,
    in_title: bool,
    title: String,
    /// The last piece of the page ended a tag or a comment, or stands where no tag can be open.
    is_outside: bool,
}

/// Elements without an end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that end the paragraph before them and after them.
const BLOCKS: [&str; 31] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
];

/// Elements whose content is no text of the page.
const UNSEEN: [&str; 9] = ["button", "datalist", "object", "option", "select", "svg", "template", "iframe", "noframes"];

impl Page {
    fn new(limits: &Limits) -> Page {
        Page {
            limits: limits.clone(),
            steps: 0,
            refused: None,
            metadata: Metadata::default(),
            flow: Flow::new(limits),
            path: Path::new(limits.depth),
            hidden: None,
            raw: false,
            in_title: false,
            title: String::new(),
            is_outside: true,
        }
    }

    fn step(&mut self) -> bool {
        self.steps += 1 + self.path.take_work();
        if self.steps > self.limits.steps {
            self.refused = Some(Unreadable::TooComplex("元素过多"));
        }
        if let Some(error) = self.flow.refused() {
            self.refused = Some(error);
        }
        self.refused.is_none()
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        if !self.step() {
            return TokenSinkResult::Continue;
        }
        let name: &str = &tag.name;
        let kind = match name {
            "script" => Some(RawKind::ScriptData),
            "style" | "xmp" | "noembed" => Some(RawKind::Rawtext),
            "textarea" => Some(RawKind::Rcdata),
            _ => None,
        };
        if let Some(kind) = kind {
            self.raw = true;
            return TokenSinkResult::RawData(kind);
        }
        match name {
            "title" => {
                self.in_title = self.title.is_empty();
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            "meta" => self.meta(tag),
            _ => {}
        }
        let void = VOID.contains(&name);
        // No paragraph holds a block: one left open ends there, seen or not.
        if self.hidden.as_ref().is_some_and(|(hidden, _)| hidden == "p") && (name == "table" || BLOCKS.contains(&name))
        {
            self.hidden = None;
        }
        if let Some((hidden, open)) = &mut self.hidden {
            if hidden == name && !void && !tag.self_closing {
                *open += 1;
            }
            return TokenSinkResult::Continue;
        }
        if !void && (UNSEEN.contains(&name) || is_hidden(tag)) {
            self.hidden = Some((name.to_owned(), 1));
            return TokenSinkResult::Continue;
        }
        if matches!(name, "tr" | "td" | "th" | "li" | "p" | "thead" | "tbody" | "tfoot") {
            self.path.close_implied(name);
        }
        self.path.open(name, attribute(tag, "id"), void);
        self.flow_start(name, tag);
        TokenSinkResult::Continue
    }

    fn flow_start(&mut self, name: &str, tag: &Tag) {
        match name {
            "br" => self.flow.break_line(&self.path),
            "table" => self.flow.open_table(&self.path),
            "tr" => self.flow.open_row(),
            "td" | "th" => {
                let span = |key| attribute(tag, key).and_then(|value| value.trim().parse::<usize>().ok());
                // The bounds of the HTML standard.
                let rows = span("rowspan").map_or(1, |n| n.clamp(1, 65_534));
                let columns = span("colspan").map_or(1, |n| n.clamp(1, 1000));
                self.flow.open_cell(rows, columns, &self.path);
            }
            "caption" => self.flow.open_caption(),
            _ if BLOCKS.contains(&name) => self.flow.open_block(heading_level(name), &self.path),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.step();
        if std::mem::take(&mut self.raw) {
            return;
        }
        if name == "title" {
            self.in_title = false;
            return;
        }
        if let Some((hidden, open)) = &mut self.hidden {
            if hidden == name {
                *open -= 1;
                if *open == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        match name {
            "table" => self.flow.close_table(),
            "tr" => self.flow.close_row(),
            "td" | "th" => self.flow.close_cell(),
            "caption" => self.flow.close_caption(),
            _ if BLOCKS.contains(&name) => self.flow.close_block(),
            _ => {}
        }
        self.path.close(name);
    }

    fn text(&mut self, text: &str) {
        if !self.step() || self.raw || self.hidden.is_some() {
            return;
        }
        if self.in_title {
            self.title.push_str(text);
            if self.metadata.title.is_none() && !self.title.trim().is_empty() {
                self.metadata.title = Some(self.title.trim().to_owned());
            }
            return;
        }
        self.flow.text(text, &self.path);
    }

    /// The head of pages of government sites: 国务院办公厅政府网站发展指引, 网页标签规范.
    fn meta(&mut self, tag: &Tag) {
        let Some(key) = attribute(tag, "name").or_else(|| attribute(tag, "property")) else { return };
        let Some(content) = attribute(tag, "content").map(str::trim).filter(|content| !content.is_empty()) else {
            return;
        };
        let content: String = content.chars().take(300).collect();
        match key.to_ascii_lowercase().as_str() {
            "pubdate" | "publishdate" | "publish-date" | "article:published_time" | "publishtime" | "dc.date" => {
                self.metadata.published.get_or_insert(content);
            }
            "articletitle" => self.metadata.title = Some(content),
            "contentsource" | "source" => {
                self.metadata.organ.get_or_insert(content);
            }
            _ => {}
        }
    }
}

fn heading_level(name: &str) -> Option<u8> {
    name.strip_prefix('h').and_then(|level| level.parse().ok()).filter(|level| (1..=6).contains(level))
}

fn attribute<'a>(tag: &'a Tag, key: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == key).map(|attribute| &*attribute.value)
}

/// Classes by which pages keep words for readers of screens from the eye; what they hold stands on the page already.
const UNSEEN_CLASSES: [&str; 6] = [
    "govuk-visually-hidden",
    "visually-hidden",
    "visuallyhidden",
    "sr-only",
    "screen-reader-text",
    "screen-reader-only",
];

fn is_hidden(tag: &Tag) -> bool {
    if attribute(tag, "hidden").is_some() {
        return true;
    }
    let classes = attribute(tag, "class").unwrap_or_default();
    if classes.split_ascii_whitespace().any(|class| UNSEEN_CLASSES.contains(&class)) {
        return true;
    }
    attribute(tag, "style").is_some_and(|style| {
        let bare: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        bare.split(';').any(|rule| rule == "display:none" || rule == "visibility:hidden")
    })
}
