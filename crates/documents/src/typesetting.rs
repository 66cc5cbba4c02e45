//! Typesetting: a Typst template and typed data become a PDF, the same bytes for the same input.
//!
//! Data never becomes markup: a template reads it as JSON from `data.json`, so that nothing an applicant writes is ever
//! run. Fonts are held in memory once; a character that no font has is an error that names it. Nothing here reads the
//! network, the clock or, but for the operator's fonts folder, the disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use jiff::civil::Date;
use serde::Serialize;
use thiserror::Error;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, is_default_ignorable};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The fonts that the build embeds.
static EMBEDDED: &[&[u8]] = include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// The house style that every template may import as `/style.typ`.
static STYLE: Template = Template::new("style.typ", include_str!("../style.typ"));

/// The standard library of Typst, built once.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// How many papers ago a piece of layout must have been used to be forgotten. Low, because the pieces hold the words of
/// letters; not zero, so that the house style stays warm.
const KEEP_LAYOUT: usize = 2;

/// Why a paper could not be typeset.
#[derive(Debug, Error)]
pub enum TypesetError {
    /// No font has these characters; the paper would show boxes.
    #[error("没有字体能够显示这些字：{}。请在字体目录里放入包含它们的字体", .chars.iter().collect::<String>())]
    MissingGlyph {
        /// The characters, each once, in order of code point.
        chars: Vec<char>,
    },
    /// The template itself failed: a mistake of ours, or of an operator who edited it.
    #[error("文书模板有错误：{0}")]
    Template(String),
    /// The data cannot be written as JSON.
    #[error("文书数据不能使用：{0}")]
    Data(#[from] serde_json::Error),
    /// The date is outside what a PDF can hold.
    #[error("文书日期不能使用：{0}")]
    Date(Date),
    /// A font file of the operator's folder cannot be read.
    #[error("字体文件不能读取：{}", .path.display())]
    Font {
        /// The file or folder.
        path: PathBuf,
    },
}

/// Fonts held in memory.
pub struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("fonts", &self.fonts.len()).finish()
    }
}

impl Fonts {
    /// The fonts embedded in the program, loaded once.
    pub fn embedded() -> &'static Fonts {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| Fonts::new(embedded_fonts()))
    }

    /// The embedded fonts and those of an operator's folder, who may own 仿宋 and 小标宋; the style asks for families by
    /// role and prefers the official ones where they are.
    pub fn with_folder(folder: &Path) -> Result<Fonts, TypesetError> {
        let unreadable = |path: &Path| TypesetError::Font { path: path.to_owned() };
        let entries = std::fs::read_dir(folder).map_err(|_| unreadable(folder))?;
        let mut paths: Vec<PathBuf> =
            entries.flatten().map(|entry| entry.path()).filter(|path| is_font(path)).collect();
        paths.sort();
        let mut fonts = Vec::new();
        for path in paths {
            let data = std::fs::read(&path).map_err(|_| unreadable(&path))?;
            let before = fonts.len();
            fonts.extend(Font::iter(Bytes::new(data)));
            if fonts.len() == before {
                return Err(unreadable(&path));
            }
        }
        fonts.extend(embedded_fonts());
        Ok(Fonts::new(fonts))
    }

    /// Names of all families, for the page that shows what the operator's folder brought.
    pub fn families(&self) -> Vec<String> {
        self.book.families().map(|(name, _)| name.to_owned()).collect()
    }

    /// The characters of a text that no font has, each once: for telling a clerk before the signing. White space, control
    /// characters and those that only shape their neighbours are none. Typesetting checks again, by what was laid out.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let characters: BTreeSet<char> = text
            .chars()
            .filter(|&character| {
                !(character.is_whitespace() || character.is_control() || is_default_ignorable(character))
            })
            .collect();
        let has = |character: char| self.fonts.iter().any(|font| font.info().coverage.contains(character.into()));
        characters.into_iter().filter(|&character| !has(character)).collect()
    }

    fn new(fonts: Vec<Font>) -> Fonts {
        Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
    }
}

fn embedded_fonts() -> Vec<Font> {
    EMBEDDED.iter().flat_map(|&data| Font::iter(Bytes::new(data))).collect()
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// A Typst source compiled into the program. It reads its data with `json("/data.json")` and may import `/style.typ`.
pub struct Template {
    path: &'static str,
    text: &'static str,
    source: OnceLock<Source>,
}

impl Template {
    /// A template under a path of its own (`letters/letter.typ`), which also names it in messages.
    pub const fn new(path: &'static str, text: &'static str) -> Self {
        Template { path, text, source: OnceLock::new() }
    }

    /// The parsed source; parsing happens once.
    fn source(&self) -> Result<&Source, TypesetError> {
        if self.source.get().is_none() {
            let id = file_id(self.path)?;
            let _ = self.source.set(Source::new(id, self.text.to_owned()));
        }
        self.source.get().ok_or_else(|| TypesetError::Template(self.path.to_owned()))
    }
}

/// What the PDF says of itself, beside what stands on its pages.
#[derive(Debug, Clone, Copy)]
pub struct Imprint<'a> {
    /// The date of the PDF: the day of signing or publication, never the clock.
    pub date: Date,
    /// What makes this paper another one than all others, so that its identifier is its own and stays the same.
    pub identity: &'a str,
}

/// Typesets a template with its data.
///
/// The PDF is tagged and conforms to PDF/A-2a; its text can be selected and searched. The same fonts, template, data and
/// imprint give the same bytes.
pub fn pdf<T: Serialize + ?Sized>(
    fonts: &Fonts,
    template: &Template,
    data: &T,
    imprint: Imprint<'_>,
) -> Result<Vec<u8>, TypesetError> {
    let bytes = typeset(fonts, template, data, imprint);
    typst::comemo::evict(KEEP_LAYOUT);
    bytes
}

fn typeset<T: Serialize + ?Sized>(
    fonts: &Fonts,
    template: &Template,
    data: &T,
    imprint: Imprint<'_>,
) -> Result<Vec<u8>, TypesetError> {
    let date = datetime(imprint.date).ok_or(TypesetError::Date(imprint.date))?;
    let world = Paper {
        fonts,
        template: template.source()?,
        style: STYLE.source()?,
        data_id: file_id("data.json")?,
        data: Bytes::new(serde_json::to_vec(data)?),
        date,
    };
    let document: PagedDocument =
        typst::compile(&world).output.map_err(|errors| TypesetError::Template(messages(&errors)))?;
    let chars = missing_glyphs(&document);
    if !chars.is_empty() {
        return Err(TypesetError::MissingGlyph { chars });
    }
    let standards =
        PdfStandards::new(&[PdfStandard::A_2a]).map_err(|error| TypesetError::Template(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(imprint.identity.to_owned()),
        creator: Smart::Custom(Some("Gongkai".to_owned())),
        timestamp: Some(Timestamp::new_utc(date)),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| TypesetError::Template(messages(&errors)))
}

fn file_id(path: &str) -> Result<FileId, TypesetError> {
    let path = VirtualPath::new(path).map_err(|error| TypesetError::Template(error.to_string()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn datetime(date: Date) -> Option<Datetime> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    Datetime::from_ymd_hms(i32::from(date.year()), month, day, 0, 0, 0)
}

fn messages(errors: &[typst::diag::SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}

/// The characters that were laid out as the glyph for “missing”, each once.
fn missing_glyphs(document: &PagedDocument) -> Vec<char> {
    let mut missing = BTreeSet::new();
    for page in document.pages() {
        collect_missing(&page.frame, &mut missing);
    }
    missing.into_iter().collect()
}

fn collect_missing(frame: &Frame, missing: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect_missing(&group.frame, missing),
            FrameItem::Text(text) => {
                for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    missing.extend(text.text.get(glyph.range()).unwrap_or_default().chars());
                }
            }
            _ => {}
        }
    }
}

/// What Typst sees while it sets one paper: three files and the fonts.
struct Paper<'a> {
    fonts: &'a Fonts,
    template: &'a Source,
    style: &'a Source,
    data_id: FileId,
    data: Bytes,
    date: Datetime,
}

impl World for Paper<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [self.template, self.style]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            return Ok(self.data.clone());
        }
        Err(FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        Some(self.date)
    }
}
