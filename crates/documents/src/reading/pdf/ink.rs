//! What is drawn on a page: every character with its place, every ruling line. The interpreter hands over glyphs and
//! paths; what is not seen (outside the page or a clip, watermarks that slant, images) is left out here.

use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use super::geometry::Bounds;
use super::radicals::{is_ligature, parts, unified};

/// Stands for a character whose font does not say which it is.
pub(super) const UNMAPPED: char = '\u{FFFD}';
/// Thicker than this a filled shape is an area and no line.
const THICKEST_LINE: f64 = 3.0;
/// How much a line may lean and still be upright or level.
const LEAN: f64 = 0.6;

/// Which way a line of characters runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// From left to right.
    Across,
    /// From top to bottom: turned to the right, or set in columns.
    Down,
    /// From bottom to top: turned to the left.
    Up,
}

/// A character on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) character: char,
    pub(super) bounds: Bounds,
    /// Where it stands on its line: the baseline across, the middle of the column otherwise.
    pub(super) line: f64,
    /// Size of the type.
    pub(super) size: f64,
    pub(super) flow: Flow,
    /// Drawn without ink, as the text under the picture of a scan.
    pub(super) hidden: bool,
    /// Drawn where nothing is seen: outside the page or a clip.
    pub(super) outside: bool,
}

impl Glyph {
    pub(super) fn is_blank(&self) -> bool {
        self.character.is_whitespace()
    }

    pub(super) fn middle(&self) -> (f64, f64) {
        ((self.bounds.left + self.bounds.right) / 2.0, (self.bounds.top + self.bounds.bottom) / 2.0)
    }
}

/// A ruling line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Level (its `at` is a height) or upright (its `at` is a distance from the left).
    pub(super) level: bool,
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// Everything drawn on one page.
pub(super) struct Ink {
    pub(super) size: Bounds,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// Pictures on the page.
    pub(super) images: usize,
    /// More characters or lines than the bounds allow were drawn.
    pub(super) overflowed: bool,
    /// What may still be kept of characters and lines.
    room: usize,
    clips: Vec<Bounds>,
}

impl Ink {
    pub(super) fn new(width: f64, height: f64, room: usize) -> Ink {
        let size = Bounds::new(0.0, 0.0, width, height);
        Ink {
            size,
            glyphs: Vec::new(),
            rules: Vec::new(),
            images: 0,
            overflowed: false,
            room,
            clips: vec![size.grown(1.0)],
        }
    }

    fn clip(&self) -> Bounds {
        self.clips.last().copied().unwrap_or(self.size)
    }

    fn take_room(&mut self) -> bool {
        self.overflowed |= self.room == 0;
        self.room = self.room.saturating_sub(1);
        !self.overflowed
    }

    /// One glyph, which may stand for several characters (ligatures), each of which gets its share of the width.
    fn put(&mut self, text: &BfString, place: Affine, advance: f64, vertical: bool, hidden: bool) {
        let origin = place * Point::ZERO;
        let along = place * Point::new(1000.0, 0.0) - origin;
        let up = place * Point::new(0.0, 1000.0) - origin;
        let Some(setting) = Setting::of(along.x, along.y, vertical) else { return };
        let size = up.hypot();
        if !(size > 0.5 && origin.x.is_finite() && origin.y.is_finite()) {
            return;
        }
        let one: [char; 1];
        let many: Vec<char>;
        let characters: &[char] = match text {
            BfString::Char(character) if !is_ligature(*character) => {
                one = [unified(*character)];
                &one
            }
            BfString::Char(ligature) => {
                many = parts(*ligature);
                &many
            }
            BfString::String(string) => {
                many = string.chars().flat_map(parts).collect();
                &many
            }
        };
        let share = along.hypot() * advance / 1000.0 / characters.len().max(1) as f64;
        for (index, &character) in characters.iter().enumerate() {
            if character.is_control() && !character.is_whitespace() || is_weightless(character) {
                continue;
            }
            let (bounds, line, flow) = setting.place(origin, share * index as f64, share, size);
            let mut glyph = Glyph { character, bounds, line, size, flow, hidden, outside: false };
            let (x, y) = glyph.middle();
            glyph.outside = !self.clip().holds(x, y);
            if self.take_room() {
                self.glyphs.push(glyph);
            }
        }
    }

    /// A filled or stroked box; kept where it is thin enough to be a line.
    fn stroke(&mut self, bounds: Bounds) {
        let seen = bounds.meet(self.clip().grown(THICKEST_LINE));
        if seen.is_empty() {
            return;
        }
        let (width, height) = (seen.width(), seen.height());
        let level = Rule { level: true, at: (seen.top + seen.bottom) / 2.0, from: seen.left, to: seen.right };
        let upright = Rule { level: false, at: (seen.left + seen.right) / 2.0, from: seen.top, to: seen.bottom };
        // A dot of a dotted line belongs to a line of either kind; which one shows when dots are joined.
        let dot = width.max(height) <= THICKEST_LINE && width <= 2.0 * height && height <= 2.0 * width;
        for (rule, thin) in
            [(level, height <= THICKEST_LINE && width > height), (upright, width <= THICKEST_LINE && height > width)]
        {
            if (thin || dot) && self.take_room() {
                self.rules.push(rule);
            }
        }
    }
}

/// Where the characters of a run go.
struct Setting {
    flow: Flow,
    /// Set in columns with the characters upright.
    columns: bool,
}

impl Setting {
    /// `None` where the characters slant or stand on their heads: watermarks and seals, which are no text of the page.
    fn of(x: f64, y: f64, vertical: bool) -> Option<Setting> {
        let lean = 0.08 * x.hypot(y);
        let columns = vertical;
        match (x.abs() <= lean, y.abs() <= lean) {
            (false, true) if x > 0.0 => {
                Some(Setting { flow: if vertical { Flow::Down } else { Flow::Across }, columns })
            }
            (true, false) => Some(Setting { flow: if y > 0.0 { Flow::Down } else { Flow::Up }, columns: false }),
            _ => None,
        }
    }

    /// The box, the place on the line and the flow of the character that begins `offset` along the line from `origin`.
    fn place(&self, origin: Point, offset: f64, advance: f64, size: f64) -> (Bounds, f64, Flow) {
        const RISE: f64 = 0.88;
        const FALL: f64 = 0.12;
        let (x, y) = (origin.x, origin.y);
        let bounds = match (self.columns, self.flow) {
            // The interpreter has moved the origin of such a glyph to its lower left corner already.
            (true, _) | (_, Flow::Across) => {
                Bounds::new(x + offset, y - RISE * size, x + offset + advance, y + FALL * size)
            }
            (_, Flow::Down) => Bounds::new(x - FALL * size, y + offset, x + RISE * size, y + offset + advance),
            (_, Flow::Up) => Bounds::new(x - RISE * size, y - offset - advance, x + FALL * size, y - offset),
        };
        let line = match self.flow {
            Flow::Across => y,
            Flow::Down | Flow::Up => (bounds.left + bounds.right) / 2.0,
        };
        (bounds, line, self.flow)
    }
}

/// Characters that take no place and say nothing.
fn is_weightless(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
}

/// The width of a character in thousandths of the size, where the font does not say.
fn usual_advance(text: &BfString) -> f64 {
    let narrow = matches!(text, BfString::Char(character) if character.is_ascii());
    if narrow { 500.0 } else { 1000.0 }
}

fn advance_of(glyph: &Shape<'_>, text: &BfString) -> f64 {
    let stated = match glyph {
        Shape::Outline(outline) => outline.advance_width(),
        Shape::Type3(drawn) => drawn.advance_width(),
    };
    let stated = stated.map(f64::from).filter(|advance| advance.is_finite() && *advance > 0.0 && *advance < 4000.0);
    stated.unwrap_or_else(|| usual_advance(text))
}

fn bounds_of(rect: Rect) -> Bounds {
    Bounds::new(rect.x0.min(rect.x1), rect.y0.min(rect.y1), rect.x0.max(rect.x1), rect.y0.max(rect.y1))
}

impl Device<'_> for Ink {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, mode: &DrawMode) {
        let hidden = matches!(mode, DrawMode::Invisible);
        let vertical = matches!(run.writing_mode(), WritingMode::Vertical);
        for glyph in run.glyphs() {
            if self.overflowed {
                return;
            }
            let text = glyph.as_unicode().unwrap_or(BfString::Char(UNMAPPED));
            self.put(&text, props.transform * glyph.transform(), advance_of(glyph, &text), vertical, hidden);
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, mode: &DrawMode) {
        match mode {
            DrawMode::Fill(_) => self.filled(path, props.transform),
            DrawMode::Stroke(stroke) => self.stroked(path, props.transform, f64::from(stroke.line_width)),
            DrawMode::FillAndStroke(_, stroke) => {
                self.filled(path, props.transform);
                self.stroked(path, props.transform, f64::from(stroke.line_width));
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let clip = bounds_of(clip.path.bounding_box()).meet(self.clip());
        self.clips.push(clip);
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.images += 1;
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}
}

impl Ink {
    /// Each part of a filled path that is a thin box is a line.
    fn filled(&mut self, path: &BezPath, transform: Affine) {
        let mut part = Bounds::NOTHING;
        let mut straight = true;
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) {
                self.finish_part(part, straight);
                (part, straight) = (Bounds::NOTHING, true);
            }
            straight &= !matches!(element, PathEl::QuadTo(..) | PathEl::CurveTo(..));
            if let Some(point) = element.end_point() {
                let point = transform * point;
                part = part.join(Bounds::new(point.x, point.y, point.x, point.y));
            }
        }
        self.finish_part(part, straight);
    }

    fn finish_part(&mut self, part: Bounds, straight: bool) {
        if straight && !part.is_empty() && !self.overflowed {
            self.stroke(part);
        }
    }

    /// Each level or upright stretch of a stroked path is a line of the pen's width.
    fn stroked(&mut self, path: &BezPath, transform: Affine, pen: f64) {
        let pen = pen * transform.determinant().abs().sqrt();
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            if self.overflowed {
                return;
            }
            let end = match element {
                PathEl::ClosePath => start,
                other => transform * other.end_point().unwrap_or(Point::ZERO),
            };
            match element {
                PathEl::MoveTo(_) => start = end,
                PathEl::LineTo(_) | PathEl::ClosePath => self.stretch(last, end, pen),
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
            }
            last = end;
        }
    }

    fn stretch(&mut self, from: Point, to: Point, pen: f64) {
        let bounds = bounds_of(Rect::from_points(from, to));
        let half = pen.min(100.0) / 2.0;
        if bounds.height() <= LEAN && bounds.width() > LEAN {
            self.stroke(Bounds { top: bounds.top - half, bottom: bounds.bottom + half, ..bounds });
        } else if bounds.width() <= LEAN && bounds.height() > LEAN {
            self.stroke(Bounds { left: bounds.left - half, right: bounds.right + half, ..bounds });
        }
    }
}
