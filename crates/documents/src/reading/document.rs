//! What every reader makes of its bytes: headings, paragraphs and tables as printed, each with its place. Nothing here
//! knows what an annual report is; nothing of a format (HTML, Word, PDF) is left.

use gongkai_rules::reporting::exchange::Place;
use serde::Serialize;

/// What kind of file it is, by its content and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A PDF with text.
    Pdf,
    /// Text with headings by `#` or tables by pipes.
    Markdown,
    /// Any other text.
    Text,
}

impl Layout {
    /// The name in the exchange format (`check --format json`).
    pub fn id(self) -> &'static str {
        match self {
            Layout::Html => "html",
            Layout::Docx => "docx",
            Layout::Xlsx => "xlsx",
            Layout::Pdf => "pdf",
            Layout::Markdown => "markdown",
            Layout::Text => "text",
        }
    }
}

/// The encoding a text or page was in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, and with it GBK and GB2312.
    Gb18030,
}

/// What the file says about itself outside its text: the head of a page, the properties of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Title as given there.
    pub title: Option<String>,
    /// Date of publication as given there, in any writing.
    pub published: Option<String>,
    /// The organ named as source or author.
    pub organ: Option<String>,
}

/// A file as read: everything in reading order.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What kind of file.
    pub layout: Layout,
    /// Encoding of a text or page; `None` for the kinds that name it themselves.
    pub encoding: Option<Encoding>,
    /// What the file says about itself.
    pub metadata: Metadata,
    /// Headings, paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
}

/// One piece of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// What the file marks as a heading. Whether it is one of the report is found by its words.
    Heading {
        /// 1 is the highest.
        level: u8,
        /// As printed.
        text: String,
        /// Where.
        place: Option<Place>,
    },
    /// Running text without line ends of the page: one paragraph, or one line where the file knows no paragraphs.
    Paragraph {
        /// As printed.
        text: String,
        /// Where.
        place: Option<Place>,
    },
    /// What the file marks as the caption of the table that follows it. It names the table, often with the words of the
    /// heading above and often seen by nobody.
    Caption {
        /// As printed.
        text: String,
        /// Where.
        place: Option<Place>,
    },
    /// A table.
    Table(Grid),
}

impl Block {
    /// The words of a heading, paragraph or caption; `None` for a table.
    pub fn text(&self) -> Option<&str> {
        match self {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Caption { text, .. } => Some(text),
            Block::Table(_) => None,
        }
    }
}

/// A table as printed: rows of cells with their spans, not yet expanded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    /// Cells of each row from left to right; rows may differ in length.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the file itself says which text stands in which cell (HTML, Word, Excel, a PDF with ruling lines).
    /// Where the reader had to infer it (text, PDF without lines) findings about the layout are at most warnings.
    pub exact: bool,
    /// Where.
    pub place: Option<Place>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// As printed, pieces joined without blanks; lines of one cell parted by `\n` where they are told apart.
    pub text: String,
    /// Rows it spans, at least 1.
    pub rows: usize,
    /// Columns it spans, at least 1.
    pub columns: usize,
    /// Where.
    pub place: Option<Place>,
}

impl Cell {
    /// A cell without spans and place.
    pub fn new(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), rows: 1, columns: 1, place: None }
    }
}

/// Bounds of one reading, so that a file made to harm cannot. Work is counted, never timed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of the file.
    pub bytes: u64,
    /// Most bytes that a compressed file (DOCX, XLSX, streams of a PDF) may unpack to, in sum.
    pub unpacked: u64,
    /// Most elements one within the other.
    pub depth: usize,
    /// Most headings and paragraphs, lines of a text among them.
    pub blocks: usize,
    /// Most cells of all tables together, spans counted once.
    pub cells: usize,
    /// Most characters of text of the whole document.
    pub characters: usize,
    /// Most pages of a PDF.
    pub pages: usize,
    /// Most steps of a reader's inner loops (operators of a PDF, nodes of a page).
    pub steps: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            bytes: 64 << 20,
            unpacked: 96 << 20,
            depth: 512,
            blocks: 20_000,
            cells: 100_000,
            characters: 4_000_000,
            pages: 400,
            steps: 20_000_000,
        }
    }
}

/// Why no document could be made of the bytes. The words are for the person who gave the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes, or nothing but blanks.
    #[error("文件是空的。")]
    Empty,
    /// Larger than allowed.
    #[error("文件过大（{found}），最多可读{most}。")]
    TooLarge {
        /// Size with unit.
        found: String,
        /// Bound with unit.
        most: String,
    },
    /// A compressed file that unpacks to more than allowed.
    #[error("文件解压后过大，可能是恶意构造的压缩文件，没有读取。")]
    Bomb,
    /// Too many cells, too deep, too many steps.
    #[error("文件结构过于复杂（{0}），没有读取。")]
    TooComplex(&'static str),
    /// The file is damaged.
    #[error("文件已损坏，无法打开：{0}")]
    Damaged(String),
    /// The system did not give what reading takes; the file may be sound.
    #[error("内存不足，没有读取这份文件，请稍后再试。")]
    Memory,
    /// A password is needed.
    #[error("文件设有密码，无法读取。")]
    Encrypted,
    /// Pictures of pages, no text.
    #[error("文件是扫描件，没有可读取的文字。请提供文字版（网页、Word 或由文字直接生成的 PDF）。")]
    Scan,
    /// A kind of file that is not read; the kind is named.
    #[error("不能读取这种文件（{0}）。可以读取网页、Word（docx）、Excel（xlsx）、PDF、Markdown 和纯文本。")]
    Kind(&'static str),
    /// A sound file of its kind with nothing to read in it; why.
    #[error("没有可读取的文字：{0}。")]
    NoText(&'static str),
    /// Bytes that are text in no encoding known.
    #[error("文字编码无法识别（不是 UTF-8，也不是 GB18030），或文件中是乱码。")]
    Encoding,
}
