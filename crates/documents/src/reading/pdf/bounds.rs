//! What a PDF would cost, counted before it is interpreted. The interpreter cannot be stopped: it unpacks a stream whole
//! and follows a form that draws a form that draws a form. So every stream a page can reach is measured first, without
//! keeping what it unpacks to, and every form is counted as often as it is drawn.

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use super::unpacking::{Measured, inflated};
use crate::reading::document::{Limits, Unreadable};

/// Forms one within the other; the interpreter itself goes no deeper than 50.
const DEPTH: usize = 40;
/// Arrays and dictionaries one within the other in the resources of a page.
const NESTING: usize = 64;
/// Bytes of drawing instructions that count as one step besides the instruction itself.
const BYTES_PER_STEP: u64 = 4;
/// One page may take this share of the steps of a document: what it draws is held in memory until it is read.
const PAGES: u64 = 12;
/// Steps of drawing a form or a picture, of taking up a pattern or a state, besides what it consists of.
const OVERHEAD: u64 = 64;
/// Characters drawn by one instruction. Each takes up to a kilobyte until all are drawn.
const LONGEST_TEXT: usize = 32 * 1024;
/// More than this LZW and run lengths cannot make of a byte.
const LZW_GROWTH: u64 = 1_400;
const RUN_GROWTH: u64 = 64;

/// How an instruction uses a name of the resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    Drawn,
    Shading,
    Pattern,
    State,
}

impl Use {
    fn of(operator: &[u8]) -> Option<Use> {
        match operator {
            b"Do" => Some(Use::Drawn),
            b"sh" => Some(Use::Shading),
            b"scn" | b"SCN" => Some(Use::Pattern),
            b"gs" => Some(Use::State),
            _ => None,
        }
    }
}

/// The length of a text among the operands of an instruction.
fn longest(operand: &Object<'_>) -> usize {
    match operand {
        Object::String(text) => text.as_bytes().len(),
        Object::Array(texts) => texts.data().len(),
        _ => 0,
    }
}

/// Measures one document.
pub(super) struct Meter {
    unpacked: u64,
    unpacked_most: u64,
    steps: u64,
    steps_most: u64,
    /// Streams measured, by their object.
    sizes: BTreeMap<ObjectIdentifier, u64>,
    /// Objects of resources that have been walked.
    walked: BTreeSet<ObjectIdentifier>,
    /// Steps of forms, by the form and by whose resources it is drawn with.
    costs: BTreeMap<(ObjectIdentifier, ObjectIdentifier), u64>,
    drawing: Vec<ObjectIdentifier>,
}

impl Meter {
    pub(super) fn new(limits: &Limits) -> Meter {
        Meter {
            unpacked: 0,
            unpacked_most: limits.unpacked,
            steps: 0,
            steps_most: limits.steps,
            sizes: BTreeMap::new(),
            walked: BTreeSet::new(),
            costs: BTreeMap::new(),
            drawing: Vec::new(),
        }
    }

    /// Counts a page: its instructions, its annotations, its fonts and whatever else its resources reach.
    pub(super) fn page(&mut self, page: &Page<'_>, content: &[Stream<'_>]) -> Measured<()> {
        let owner = page.raw().obj_id().unwrap_or(ObjectIdentifier::new(0, 0));
        let resources = page.resources();
        let parts = [&resources.fonts, &resources.ext_g_states, &resources.properties, &resources.color_spaces];
        for dict in parts.into_iter().chain([&resources.patterns, &resources.shadings]) {
            self.walk_dict(dict, 0, false)?;
        }
        let mut cost = 0_u64;
        for stream in content {
            let size = self.measure(stream)?;
            self.unpack(size)?;
            cost = cost.saturating_add(self.instructions(stream, size, resources, owner)?);
        }
        if let Some(annotations) = page.raw().get::<Array<'_>>("Annots") {
            for annotation in annotations.iter::<Dict<'_>>() {
                cost = cost.saturating_add(self.annotation(&annotation, resources, owner)?);
            }
        }
        self.step(cost)
    }

    fn annotation(
        &mut self,
        annotation: &Dict<'_>,
        resources: &Resources<'_>,
        owner: ObjectIdentifier,
    ) -> Measured<u64> {
        let normal = annotation.get::<Dict<'_>>("AP").and_then(|looks| looks.get::<Object<'_>>("N"));
        let mut cost = 1_u64;
        match normal {
            Some(Object::Stream(form)) => cost = cost.saturating_add(self.form(&form, resources, owner)?),
            Some(Object::Dict(states)) => {
                for name in states.keys() {
                    if let Some(form) = states.get::<Stream<'_>>(&*name) {
                        cost = cost.saturating_add(self.form(&form, resources, owner)?);
                    }
                }
            }
            _ => {}
        }
        Ok(cost)
    }

    fn step(&mut self, by: u64) -> Measured<()> {
        self.steps = self.steps.saturating_add(by);
        if self.steps > self.steps_most { Err(Unreadable::TooComplex("PDF 的绘图指令太多")) } else { Ok(()) }
    }

    fn unpack(&mut self, by: u64) -> Measured<()> {
        self.unpacked = self.unpacked.saturating_add(by);
        if self.unpacked > self.unpacked_most { Err(Unreadable::Bomb) } else { Ok(()) }
    }

    /// What drawing a form takes, with all forms it draws.
    fn form(&mut self, form: &Stream<'_>, parent: &Resources<'_>, owner: ObjectIdentifier) -> Measured<u64> {
        let id = form.obj_id();
        let own = form.dict().get::<Dict<'_>>("Resources");
        let owner = if own.is_some() { id } else { owner };
        if let Some(&cost) = self.costs.get(&(id, owner)) {
            return Ok(cost);
        }
        if self.drawing.contains(&id) {
            return Err(Unreadable::TooComplex("PDF 的图形互相引用成环"));
        }
        if self.drawing.len() >= DEPTH {
            return Err(Unreadable::TooComplex("PDF 的图形嵌套太深"));
        }
        self.drawing.push(id);
        let resources = own.map(Resources::new);
        if let Some(resources) = &resources {
            for dict in [&resources.fonts, &resources.ext_g_states, &resources.color_spaces, &resources.patterns] {
                self.walk_dict(dict, 0, false)?;
            }
        }
        let size = self.measure(form)?;
        let cost = self.instructions(form, size, resources.as_ref().unwrap_or(parent), owner)?;
        self.drawing.pop();
        self.costs.insert((id, owner), cost);
        Ok(cost)
    }

    /// The instructions of a stream, forms counted as often as they are drawn.
    fn instructions(
        &mut self,
        stream: &Stream<'_>,
        size: u64,
        resources: &Resources<'_>,
        owner: ObjectIdentifier,
    ) -> Measured<u64> {
        let Ok(content) = stream.decoded_data() else { return Ok(0) };
        let mut cost = size / BYTES_PER_STEP;
        let mut used: BTreeMap<(Use, Vec<u8>), u64> = BTreeMap::new();
        let mut instructions = UntypedIter::new(&content);
        while let Some(instruction) = instructions.next() {
            cost += 1;
            for operand in instruction.operands() {
                if longest(operand) > LONGEST_TEXT {
                    return Err(Unreadable::TooComplex("PDF 的一条文字指令太长"));
                }
            }
            if let Some(used_as) = Use::of(instruction.operator)
                && let Some(Object::Name(name)) = instruction.operands().last()
            {
                *used.entry((used_as, name.to_vec())).or_default() += 1;
            }
        }
        self.step(cost)?;
        for ((used_as, name), times) in used {
            let once = self.used(used_as, &Name::new_unescaped(&name), resources, owner)?;
            cost = cost.saturating_add(once.saturating_add(OVERHEAD).saturating_mul(times));
        }
        if cost > self.steps_most / PAGES {
            return Err(Unreadable::TooComplex("PDF 的一页上绘图指令太多"));
        }
        Ok(cost)
    }

    /// What using something of the resources once takes.
    fn used(
        &mut self,
        used_as: Use,
        name: &Name<'_>,
        resources: &Resources<'_>,
        owner: ObjectIdentifier,
    ) -> Measured<u64> {
        let object = match used_as {
            Use::Drawn => {
                let drawn = resources.get_x_object(name);
                let is_form =
                    |drawn: &Stream<'_>| drawn.dict().get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Form");
                return drawn.filter(is_form).map_or(Ok(0), |form| self.form(&form, resources, owner));
            }
            Use::Shading => resources.get_shading(name),
            Use::Pattern => resources.get_pattern(name),
            Use::State => resources.get_ext_g_state(name).map(Object::Dict),
        };
        match object {
            Some(Object::Stream(stream)) => self.measure(&stream),
            Some(Object::Dict(dict)) => taken_apart(&dict).map_or(Ok(0), |stream| self.measure(&stream)),
            _ => Ok(0),
        }
    }

    /// Measures every stream that fonts, patterns and colours reach. `drawn` says that the dictionary names what is
    /// drawn: pictures in it are never unpacked.
    fn walk_dict(&mut self, dict: &Dict<'_>, depth: usize, drawn: bool) -> Measured<()> {
        if depth > NESTING {
            return Err(Unreadable::TooComplex("PDF 的对象嵌套太深"));
        }
        for (name, raw) in dict.entries() {
            self.step(1)?;
            // Upwards there is nothing that is not reached from above.
            if &*name != b"Parent" {
                let value = dict.get::<Object<'_>>(&*name);
                if drawn && value.as_ref().is_some_and(is_picture) {
                    continue;
                }
                self.walk(value, &raw, depth, &*name == b"XObject")?;
            }
        }
        Ok(())
    }

    fn walk(
        &mut self,
        value: Option<Object<'_>>,
        raw: &MaybeRef<Object<'_>>,
        depth: usize,
        drawn: bool,
    ) -> Measured<()> {
        if let MaybeRef::Ref(reference) = raw
            && !self.walked.insert((*reference).into())
        {
            return Ok(());
        }
        match value {
            Some(Object::Dict(dict)) => self.walk_dict(&dict, depth + 1, drawn),
            Some(Object::Array(array)) => {
                if depth > NESTING {
                    return Err(Unreadable::TooComplex("PDF 的对象嵌套太深"));
                }
                let resolved = array.iter::<Object<'_>>();
                for (raw, value) in array.raw_iter().zip(resolved) {
                    self.step(1)?;
                    self.walk(Some(value), &raw, depth + 1, false)?;
                }
                Ok(())
            }
            Some(Object::Stream(stream)) => {
                let size = self.measure(&stream)?;
                self.unpack(size)?;
                self.walk_dict(stream.dict(), depth + 1, false)
            }
            _ => Ok(()),
        }
    }

    /// What a stream unpacks to, at most.
    fn measure(&mut self, stream: &Stream<'_>) -> Measured<u64> {
        let id = stream.obj_id();
        if let Some(&size) = self.sizes.get(&id) {
            return Ok(size);
        }
        let raw = stream.raw_data();
        let mut size = raw.len() as u64;
        let mut packed = 0;
        for filter in filters(stream.dict()) {
            size = match &*filter {
                b"FlateDecode" | b"Fl" => inflated(&raw, self.unpacked_most)?,
                b"LZWDecode" | b"LZW" => size.saturating_mul(LZW_GROWTH),
                b"RunLengthDecode" | b"RL" => size.saturating_mul(RUN_GROWTH),
                _ => continue,
            };
            packed += 1;
        }
        // Nobody packs twice but to make little look like much less; the second packing cannot be measured in passing.
        // While a stream is unpacked its bytes are held twice, so that one may take half of what all may.
        if packed > 1 || size > self.unpacked_most / 2 {
            return Err(Unreadable::Bomb);
        }
        self.sizes.insert(id, size);
        Ok(size)
    }
}

/// What is taken apart each time a state or pattern is taken up: the form of a mask, the mesh of a shading.
fn taken_apart<'a>(dict: &Dict<'a>) -> Option<Stream<'a>> {
    let mask = dict.get::<Dict<'a>>("SMask").and_then(|mask| mask.get::<Stream<'a>>("G"));
    mask.or_else(|| dict.get::<Stream<'a>>("Shading"))
}

fn is_picture(object: &Object<'_>) -> bool {
    let Object::Stream(stream) = object else { return false };
    stream.dict().get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Image")
}

/// The names of the packings of a stream, as the interpreter looks for them.
fn filters<'a>(dict: &Dict<'a>) -> Vec<Name<'a>> {
    match dict.get::<Object<'_>>("Filter").or_else(|| dict.get::<Object<'_>>("F")) {
        Some(Object::Name(name)) => vec![name],
        Some(Object::Array(names)) => names.iter::<Name<'_>>().collect(),
        _ => Vec::new(),
    }
}
