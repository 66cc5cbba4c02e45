//! Reads a PDF by what is drawn on its pages: where each character stands and where ruling lines run. The order in which
//! a file draws is never used; tags are not either, for most reports have none and those that have them are not better.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::{Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret, interpret_page,
};

use super::document::{Block, Cell, Document, Grid, Layout, Limits, Metadata, Unreadable};
use bounds::Meter;
use ink::{Ink, UNMAPPED};
use joining::Placed;
use lattice::Lattice;
use paragraphs::{Setting, paragraphs};
use sheet::{Item, Sheet, sheet};

mod aligned;
mod bounds;
mod geometry;
mod ink;
mod joining;
mod lattice;
mod margins;
mod page_tree;
mod paragraphs;
mod radicals;
mod rulings;
mod sheet;
mod type_lines;
mod unpacking;

/// Stack of the thread that reads: forms and objects one within the other are bounded, but each level of the
/// interpreter needs some tens of kilobytes of it in a program built for debugging.
const STACK: usize = 32 << 20;

/// Most characters and lines of one page; a page full of small type has some thousands.
const MOST_ON_A_PAGE: usize = 250_000;

/// Reads a PDF.
///
/// # Errors
/// It is no PDF that can be read, or the system has no memory to read it with.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    read_on(STACK, bytes, limits)
}

fn read_on(stack: usize, bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    if bytes.len() as u64 > limits.bytes {
        let size = |bytes: u64| format!("{} MB", bytes.div_ceil(1 << 20));
        return Err(Unreadable::TooLarge { found: size(bytes.len() as u64), most: size(limits.bytes) });
    }
    unpacking::object_streams(bytes, limits)?;
    let damaged = || Unreadable::Damaged(String::from("读取时出错"));
    let guarded = || {
        // The last resort around code that is not ours: what the interpreter does not foresee in a broken file must not
        // end the program. Everything foreseen comes back as `Unreadable`.
        catch_unwind(AssertUnwindSafe(|| pages(bytes, limits))).map_err(|_| damaged())?
    };
    let sheets = thread::scope(|scope| {
        let reader = thread::Builder::new().stack_size(stack).spawn_scoped(scope, guarded);
        // A thread that does not start says nothing of the file.
        reader.map_err(|_| Unreadable::Memory)?.join().map_err(|_| damaged())?
    })?;
    Ok(document(sheets))
}

struct Read {
    sheets: Vec<Sheet>,
    metadata: Metadata,
}

/// Interprets each page.
fn pages(bytes: &[u8], limits: &Limits) -> Result<Read, Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable::Encrypted,
        LoadPdfError::Decryption(_) => Unreadable::Encrypted,
        LoadPdfError::Invalid => Unreadable::Damaged(String::from("不是完整的 PDF 文件")),
    })?;
    let all = pdf.pages();
    if all.len() > limits.pages {
        return Err(Unreadable::TooComplex("PDF 的页数太多"));
    }
    let cache = InterpreterCache::new();
    let mut meter = Meter::new(limits);
    let mut cells = limits.cells;
    let mut room = limits.characters;
    let mut sheets = Vec::new();
    let mut seen = Seen::default();
    for (index, page) in all.iter().enumerate() {
        let ink = page_ink(&pdf, page, &cache, &mut meter, room)?;
        room = room.saturating_sub(ink.glyphs.len());
        seen.count(&ink);
        sheets.push(sheet(ink, index + 1, &mut cells).ok_or(Unreadable::TooComplex("表格的单元格太多"))?);
    }
    seen.judge(&pdf)?;
    Ok(Read { sheets, metadata: metadata(&pdf) })
}

/// What is drawn on one page.
fn page_ink<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    meter: &mut Meter,
    room: usize,
) -> Result<Ink, Unreadable> {
    let content = contents(page);
    meter.page(page, &content)?;
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let bounds = Rect::new(0.0, 0.0, width, height);
    let context = |content: RenderContent| {
        let settings = InterpreterSettings { render_content: content, ..InterpreterSettings::default() };
        Context::new(page.initial_transform(true).to_kurbo(), bounds, cache, pdf.xref(), settings)
    };
    let mut ink = Ink::new(width, height, room.min(MOST_ON_A_PAGE));
    // Not `interpret_page` for the content: a page keeps what it unpacks as long as the file is open.
    let mut instructions = Vec::new();
    for stream in &content {
        instructions.extend_from_slice(&stream.decoded_data().unwrap_or_default());
        instructions.push(b' ');
    }
    interpret(TypedIter::new(&instructions), page.resources(), &mut context(RenderContent::PAGE), &mut ink);
    interpret_page(page, &mut context(RenderContent::ANNOTATIONS), &mut ink);
    if ink.overflowed {
        return Err(Unreadable::TooComplex("PDF 的文字或线条太多"));
    }
    Ok(ink)
}

/// The streams of drawing instructions of a page.
fn contents<'a>(page: &Page<'a>) -> Vec<Stream<'a>> {
    match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(array)) => array.iter::<Stream<'_>>().collect(),
        _ => Vec::new(),
    }
}

/// What the pages hold, for an answer where nothing can be read.
#[derive(Default)]
struct Seen {
    characters: usize,
    unmapped: usize,
    images: usize,
}

impl Seen {
    fn count(&mut self, ink: &Ink) {
        self.characters += ink.glyphs.iter().filter(|glyph| !glyph.is_blank() && !glyph.outside).count();
        self.unmapped += ink.glyphs.iter().filter(|glyph| glyph.character == UNMAPPED && !glyph.outside).count();
        self.images += ink.images;
    }

    fn judge(&self, pdf: &Pdf) -> Result<(), Unreadable> {
        /// A stamp, a page number or the name of a scanner is no text of a document.
        const FEW: usize = 40;
        if self.characters < FEW && self.images > 0 {
            return Err(Unreadable::Scan);
        }
        if self.characters == 0 {
            return Err(Unreadable::NoText(page_tree::why_nothing(pdf)));
        }
        if self.unmapped * 2 > self.characters {
            return Err(Unreadable::Kind("文字没有编码、不能复制的 PDF"));
        }
        Ok(())
    }
}

fn metadata(pdf: &Pdf) -> Metadata {
    let given = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().and_then(text_string);
    Metadata { title: text(&given.title), published: None, organ: text(&given.author) }
}

/// A text of the information dictionary: UTF-16 or UTF-8 by its mark, otherwise only what is ASCII is sure.
fn text_string(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| pair.iter().fold(0, |unit, &byte| unit << 8 | u16::from(byte)));
            char::decode_utf16(units).collect::<Result<String, _>>().ok()?
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok()?,
        ascii if ascii.is_ascii() => String::from_utf8(ascii.to_vec()).ok()?,
        _ => return None,
    };
    let text: String = text.chars().filter(|character| !character.is_control()).take(400).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Pages to blocks.
fn document(read: Read) -> Document {
    let mut sheets = read.sheets;
    margins::strip(&mut sheets);
    aligned::find(&mut sheets);
    let items = joining::joined(sheets);
    let setting = Setting::of(&items);
    let mut blocks = Vec::new();
    let mut rest = items.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if let Item::Table(table) = &first.item {
            blocks.push(Block::Table(grid(table)));
            rest = after;
            continue;
        }
        let count = rest.iter().take_while(|placed| matches!(placed.item, Item::Line(_))).count();
        let (lines, after) = rest.split_at(count);
        blocks.extend(paragraphs(&setting, lines.iter().filter_map(line_of)));
        rest = after;
    }
    Document { layout: Layout::Pdf, encoding: None, metadata: read.metadata, blocks }
}

fn line_of(placed: &Placed) -> Option<(&Placed, &type_lines::TypeLine)> {
    match &placed.item {
        Item::Line(line) => Some((placed, line)),
        Item::Table(_) => None,
    }
}

fn grid(table: &Lattice) -> Grid {
    let mut fields: Vec<&lattice::Field> = table.fields.iter().collect();
    fields.sort_by_key(|field| (field.rows.0, field.columns.0));
    // Columns at the right end in which nothing is written from top to bottom are none.
    let written = fields.iter().filter(|field| !field.text.trim().is_empty()).map(|field| field.columns.1).max();
    let written = written.unwrap_or(0);
    fields.retain(|field| field.columns.0 < written);
    let mut rows: Vec<Vec<Cell>> = vec![Vec::new(); table.rows];
    for field in fields {
        let Some(row) = rows.get_mut(field.rows.0) else { continue };
        row.push(Cell {
            text: field.text.clone(),
            rows: field.rows.1 - field.rows.0,
            columns: field.columns.1.min(written) - field.columns.0,
            place: Some(field.bounds.place(field.page)),
        });
    }
    let page = table.pages.first().copied().unwrap_or(1);
    Grid { rows, exact: table.exact, place: Some(table.bounds.place(page)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn a_thread_without_memory_is_no_fault_of_the_file() {
        /// More than any address space has.
        const NEVER: usize = 1 << 50;
        let read = read_on(NEVER, b"%PDF-1.7\n", &Limits::default());
        assert_eq!(read, Err(Unreadable::Memory));
    }
}
