//! Reads a PDF back with another library than the one that wrote it: every character with its place, every ruling line.
#![allow(clippy::unwrap_used, reason = "a PDF that cannot be read fails the test that made it")]

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf as Source;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};

/// One character on a page; millimetres from the upper left corner of the paper.
#[derive(Debug, Clone)]
pub struct Character {
    pub text: String,
    pub left_mm: f64,
    pub right_mm: f64,
    pub baseline_mm: f64,
    pub size_pt: f64,
}

/// A filled rectangle, such as a ruling line.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub left_mm: f64,
    pub right_mm: f64,
    pub bottom_mm: f64,
}

/// What stands on the pages of a PDF.
pub struct Pdf {
    pages: Vec<Page>,
}

#[derive(Default)]
struct Page {
    height: f64,
    characters: Vec<Character>,
    rules: Vec<Rule>,
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Pdf {
        let source = Source::new(bytes.to_vec()).unwrap();
        let cache = InterpreterCache::new();
        let pages = source.pages().iter().map(|page| {
            let (width, height) = page.render_dimensions();
            let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
            let mut context =
                Context::new(Affine::IDENTITY, bounds, &cache, source.xref(), InterpreterSettings::default());
            let mut read = Page { height: f64::from(height), ..Page::default() };
            interpret_page(page, &mut context, &mut read);
            read
        });
        Pdf { pages: pages.collect() }
    }

    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The characters of a page, counted from 1, in the order of the file, which is that of reading.
    pub fn characters(&self, page: usize) -> Vec<Character> {
        self.pages[page - 1].characters.clone()
    }

    pub fn rules(&self, page: usize) -> Vec<Rule> {
        self.pages[page - 1].rules.clone()
    }

    pub fn page_text(&self, page: usize) -> String {
        self.pages[page - 1].characters.iter().map(|character| character.text.as_str()).collect()
    }

    /// The text of the type areas of all pages, so that a sentence over a page break is whole.
    pub fn text(&self) -> String {
        let in_area = |character: &&Character| character.baseline_mm < 262.0;
        let characters = self.pages.iter().flat_map(|page| page.characters.iter().filter(in_area));
        characters.map(|character| character.text.as_str()).collect()
    }

    /// The text of a page by lines, from the top.
    pub fn lines(&self, page: usize) -> Vec<String> {
        let mut lines: Vec<(f64, String)> = Vec::new();
        for character in &self.pages[page - 1].characters {
            match lines.iter_mut().find(|(baseline, _)| (baseline - character.baseline_mm).abs() < 0.5) {
                Some((_, line)) => line.push_str(&character.text),
                None => lines.push((character.baseline_mm, character.text.clone())),
            }
        }
        lines.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// The first character of some words on a page, blanks passed over.
    pub fn find(&self, page: usize, words: &str) -> Option<Character> {
        let visible = |character: &&Character| !character.text.trim().is_empty();
        let characters: Vec<&Character> = self.pages[page - 1].characters.iter().filter(visible).collect();
        let starts = |from: &[&Character]| {
            let text: String =
                from.iter().take(words.chars().count()).map(|character| character.text.as_str()).collect();
            text.starts_with(words)
        };
        (0..characters.len()).find(|&at| starts(&characters[at..])).map(|at| characters[at].clone())
    }
}

const MM_PER_PT: f64 = 25.4 / 72.0;

impl Device<'_> for Page {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let text = match glyph.as_unicode() {
                Some(BfString::Char(character)) => character.to_string(),
                Some(BfString::String(text)) => text,
                None => String::from('\u{FFFD}'),
            };
            let place = props.transform * glyph.transform();
            let (origin, end) = (place * Point::ZERO, place * Point::new(1000.0, 0.0));
            let size = origin.distance(end);
            self.characters.push(Character {
                text,
                left_mm: origin.x * MM_PER_PT,
                right_mm: (origin.x + size) * MM_PER_PT,
                baseline_mm: (self.height - origin.y) * MM_PER_PT,
                size_pt: size,
            });
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Fill(_)) {
            let bounds = (props.transform * path.clone()).bounding_box();
            self.rules.push(Rule {
                left_mm: bounds.x0 * MM_PER_PT,
                right_mm: bounds.x1 * MM_PER_PT,
                bottom_mm: (self.height - bounds.y0) * MM_PER_PT,
            });
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
