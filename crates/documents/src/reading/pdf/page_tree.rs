//! Why a PDF that opens has no word on its pages: its tree of pages is looked at, each object once.

use std::collections::BTreeSet;

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};

/// The words for it.
pub(super) fn why_nothing(pdf: &Pdf) -> &'static str {
    if turns(pdf) {
        return "PDF 的页互相引用成环，打不开";
    }
    if pdf.pages().is_empty() { "PDF 中没有可以打开的页" } else { "PDF 的页上没有文字" }
}

/// Whether a node of the tree is reached twice, which no sound tree of pages lets happen.
fn turns(pdf: &Pdf) -> bool {
    let xref = pdf.xref();
    let root = xref.get::<Dict<'_>>(xref.root_id());
    let Some(top) = root.and_then(|root| root.get_ref("Pages")) else { return false };
    let mut reached: BTreeSet<ObjectIdentifier> = BTreeSet::new();
    let mut open: Vec<ObjectIdentifier> = vec![top.into()];
    while let Some(node) = open.pop() {
        if !reached.insert(node) {
            return true;
        }
        let kids = xref.get::<Dict<'_>>(node).and_then(|node| node.get::<Array<'_>>("Kids"));
        open.extend(kids.iter().flat_map(Array::raw_iter).filter_map(|kid: MaybeRef<Object<'_>>| match kid {
            MaybeRef::Ref(kid) => Some(ObjectIdentifier::from(kid)),
            MaybeRef::NotRef(_) => None,
        }));
    }
    false
}
