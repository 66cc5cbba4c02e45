//! Puts what was typed back into the form of a page that has just been made. The pages are our own (askama quotes every
//! attribute), so a reader of tags is enough; what it does not know it leaves as it is.

use super::SECRETS;
use crate::form_files::{TICK, TOKEN};
use crate::parts::words;
use gongkai_office::accounts::KeptForm;
use std::collections::{BTreeMap, VecDeque};

/// A tag of a page.
struct Tag<'p> {
    /// Its first byte and the one behind its last.
    start: usize,
    end: usize,
    /// Lower-case name, with `/` before that of a closing tag.
    name: &'p str,
    attributes: Vec<Attribute<'p>>,
}

struct Attribute<'p> {
    name: &'p str,
    value: Option<&'p str>,
    /// As it is written.
    raw: &'p str,
}

impl Tag<'_> {
    fn value(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|a| a.name == name).map(|a| unescaped(a.value.unwrap_or_default()))
    }

    /// The tag written anew without some attributes and with others.
    fn written(&self, without: &[&str], with: &str) -> String {
        let kept = self.attributes.iter().filter(|a| !without.contains(&a.name)).map(|a| a.raw);
        let mut parts = vec![self.name.to_owned()];
        parts.extend(kept.map(str::to_owned));
        if !with.is_empty() {
            parts.push(with.to_owned());
        }
        format!("<{}>", parts.join(" "))
    }
}

/// The next tag from a place on.
fn next_tag(page: &str, from: usize) -> Option<Tag<'_>> {
    let mut start = from;
    loop {
        start += page.get(start..)?.find('<')?;
        let rest = page.get(start + 1..)?;
        if rest.starts_with("!--") {
            start += rest.find("-->")? + 1;
            continue;
        }
        if rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            break;
        }
        start += 1;
    }
    let name_end = page.get(start + 1..)?.find(|c: char| c.is_ascii_whitespace() || c == '>')? + start + 1;
    let name = page.get(start + 1..name_end)?;
    let mut attributes = Vec::new();
    let mut at = name_end;
    loop {
        let rest = page.get(at..)?;
        at += rest.len() - rest.trim_ascii_start().len();
        let rest = page.get(at..)?;
        if rest.starts_with('>') {
            return Some(Tag { start, end: at + 1, name, attributes });
        }
        if rest.starts_with('/') {
            at += 1;
            continue;
        }
        let length = rest.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '=')?;
        let name = rest.get(..length)?;
        match rest.get(length..)?.strip_prefix('=') {
            Some(quoted) if quoted.starts_with(['"', '\'']) => {
                let quote = quoted.chars().next()?;
                let inside = quoted.get(1..)?;
                let close = inside.find(quote)?;
                let whole = length + 1 + 1 + close + 1;
                attributes.push(Attribute { name, value: inside.get(..close), raw: rest.get(..whole)? });
                at += whole;
            }
            Some(bare) => {
                let close = bare.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
                let whole = length + 1 + close;
                attributes.push(Attribute { name, value: bare.get(..close), raw: rest.get(..whole)? });
                at += whole;
            }
            None => {
                attributes.push(Attribute { name, value: None, raw: name });
                at += length.max(1);
            }
        }
    }
}

/// Text of an attribute or element with its character references resolved.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let found = after.split_once(';').filter(|(name, _)| name.len() <= 8).and_then(|(name, after)| {
            let character = match name {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                _ => {
                    let number = name.strip_prefix('#')?;
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(code)
                }
            };
            character.map(|character| (character, after))
        });
        match found {
            Some((character, after)) => {
                plain.push(character);
                rest = after;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            character => safe.push(character),
        }
    }
    safe
}

/// What was typed, by field, in the order sent; what has found its place is taken out.
struct Typed {
    values: BTreeMap<String, VecDeque<String>>,
    chosen: BTreeMap<String, Vec<String>>,
}

impl Typed {
    fn new(kept: &KeptForm) -> Typed {
        let mut values: BTreeMap<String, VecDeque<String>> = BTreeMap::new();
        for (name, value) in &kept.fields {
            values.entry(name.clone()).or_default().push_back(value.clone());
        }
        let chosen = values.iter().map(|(name, all)| (name.clone(), all.iter().cloned().collect())).collect();
        Typed { values, chosen }
    }

    /// The next value of a field that is typed.
    fn next(&mut self, name: &str) -> Option<String> {
        self.values.get_mut(name).and_then(VecDeque::pop_front)
    }

    /// Whether a choice was made; it has then found its place.
    fn is_chosen(&mut self, name: &str, value: &str) -> bool {
        let chosen = self.chosen.get(name).is_some_and(|all| all.iter().any(|one| one == value));
        if let Some(values) = self.values.get_mut(name).filter(|_| chosen) {
            values.retain(|one| one != value);
        }
        chosen
    }

    fn left(&self) -> Vec<&String> {
        let unseen = ["once", "version", TOKEN, TICK];
        let words = self.values.iter().filter(|(name, _)| !unseen.contains(&name.as_str()));
        words.flat_map(|(_, values)| values).filter(|value| !value.trim().is_empty()).collect()
    }
}

/// The place of the form: its first tag, and the first byte of the closing one.
fn form_of<'p>(page: &'p str, kept: &KeptForm) -> Option<(Tag<'p>, usize)> {
    let here = kept.page.split('?').next().unwrap_or_default();
    let mut at = 0;
    while let Some(tag) = next_tag(page, at) {
        at = tag.end;
        if tag.name != "form" || tag.value("method").as_deref() != Some("post") {
            continue;
        }
        let action = tag.value("action").unwrap_or_else(|| here.to_owned());
        if action.split('?').next() == Some(kept.target.as_str()) {
            let close = page.get(tag.end..)?.find("</form>")? + tag.end;
            return Some((tag, close));
        }
    }
    None
}

/// The page with everything back in its form, the ticks of the files received among it; `None` where it has no such form.
pub(super) fn fill(page: &str, kept: &KeptForm, ticks: &str) -> Option<String> {
    let (form, close) = form_of(page, kept)?;
    let mut typed = Typed::new(kept);
    let mut inside = String::new();
    let mut at = form.end;
    let mut select: Option<String> = None;
    while let Some(tag) = next_tag(page, at).filter(|tag| tag.start < close) {
        inside.push_str(page.get(at..tag.start)?);
        at = tag.end;
        let name = tag.value("name").unwrap_or_default();
        let as_it_is = page.get(tag.start..tag.end)?;
        match tag.name {
            "input" if !SECRETS.contains(&name.as_str()) => {
                inside.push_str(&input(&tag, &name, &mut typed).unwrap_or_else(|| as_it_is.to_owned()));
                if name == TOKEN {
                    inside.push_str(ticks);
                }
            }
            "textarea" => {
                inside.push_str(as_it_is);
                let end = page.get(at..)?.find("</textarea>")? + at;
                match typed.next(&name) {
                    // A line break right behind the tag is no part of the text.
                    Some(text) => inside.push_str(&format!("\n{}", escaped(&text))),
                    None => inside.push_str(page.get(at..end)?),
                }
                at = end;
            }
            "select" => {
                select = kept.fields.iter().any(|(kept, _)| *kept == name).then_some(name);
                inside.push_str(as_it_is);
            }
            "/select" => {
                select = None;
                inside.push_str(as_it_is);
            }
            "option" => match &select {
                Some(name) => {
                    let value = tag.value("value").unwrap_or_default();
                    let chosen = if typed.is_chosen(name, &value) { "selected" } else { "" };
                    inside.push_str(&tag.written(&["selected"], chosen));
                }
                None => inside.push_str(as_it_is),
            },
            "button" => {
                // The button that was pressed is no content.
                typed.is_chosen(&name, &tag.value("value").unwrap_or_default());
                inside.push_str(as_it_is);
            }
            _ => inside.push_str(as_it_is),
        }
    }
    inside.push_str(page.get(at..close)?);
    let told = told(&typed, kept);
    Some([page.get(..form.start)?, &told, page.get(form.start..form.end)?, &inside, page.get(close..)?].concat())
}

fn input(tag: &Tag<'_>, name: &str, typed: &mut Typed) -> Option<String> {
    match tag.value("type").as_deref() {
        Some("radio" | "checkbox") => {
            let chosen = typed.is_chosen(name, &tag.value("value").unwrap_or_else(|| "on".to_owned()));
            Some(tag.written(&["checked"], if chosen { "checked" } else { "" }))
        }
        Some("file" | "password" | "submit" | "button") => None,
        _ => typed.next(name).map(|text| tag.written(&["value"], &format!("value=\"{}\"", escaped(&text)))),
    }
}

/// The words above the form.
fn told(typed: &Typed, kept: &KeptForm) -> String {
    let mut told = format!("<div class=\"govuk-inset-text\" role=\"status\"><p>{}</p>", words::KEPT_FILLED);
    if !kept.files.is_empty() {
        told.push_str(&format!("<p>{}</p>", escaped(&words::choose_files_again(&kept.files))));
    }
    let left = typed.left();
    if !left.is_empty() {
        told.push_str(&format!("<p>{}</p>", words::KEPT_LEFT));
        for text in left {
            told.push_str(&format!("<p>{}</p>", escaped(text)));
        }
    }
    told.push_str("</div>");
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><body><!-- <form> --><form method="post" action="/desk/sign-out"><button>x</button></form>
<form class="a" method="post" novalidate>
<input type="hidden" name="once" value="new"><input type="hidden" name="version" value="3"><input type="hidden" name="kept_files" value="new">
<input id="title" name="title" type="text" value="&#34;old&#34;">
<textarea id="t" name="reason" rows="5">old</textarea>
<input type="radio" name="way" value="a" checked><input type="radio" name="way" value="b">
<input type="checkbox" name="more" value="1" checked>
<select name="kind"><option value="x" selected>X</option><option value="y">Y</option></select>
<input name="row" value="1"><input name="row" value="2"><input type="password" name="password" value="">
<input type="file" name="files"><button name="go" value="send">送审</button></form><p>after</p></body>"#;

    fn kept(fields: &[(&str, &str)]) -> KeptForm {
        KeptForm {
            target: "/desk/x".into(),
            page: "/desk/x?tab=1".into(),
            fields: fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
            files: vec!["清单<1>.pdf".into()],
            kept_files: String::new(),
        }
    }

    #[test]
    fn everything_typed_is_back_in_its_place() {
        let form = kept(&[
            ("once", "old-key"),
            ("version", "2"),
            ("title", "\"公开\" & <好>"),
            ("reason", "\n第一行\n第二行"),
            ("way", "b"),
            ("kind", "y"),
            ("row", "甲"),
            ("row", "乙"),
            ("row", "丙"),
            ("go", "send"),
            ("password", "秘密"),
            ("kept_files", "token"),
            ("kept_file", "a file taken out since"),
        ]);
        let page = fill(PAGE, &form, "<p>清单<2>.pdf 已经收到</p>").unwrap();
        for part in [
            r#"<input type="hidden" name="once" value="old-key">"#,
            r#"<input type="hidden" name="version" value="2">"#,
            r#"name="title" type="text" value="&quot;公开&quot; &amp; &lt;好&gt;">"#,
            "<textarea id=\"t\" name=\"reason\" rows=\"5\">\n\n第一行\n第二行</textarea>",
            r#"<input type="radio" name="way" value="a"><input type="radio" name="way" value="b" checked>"#,
            r#"<input type="checkbox" name="more" value="1">"#,
            r#"<option value="x">X</option><option value="y" selected>Y</option>"#,
            r#"<input name="row" value="甲"><input name="row" value="乙">"#,
            r#"<input type="password" name="password" value="">"#,
            "清单&lt;1&gt;.pdf",
            r#"<input type="hidden" name="kept_files" value="token"><p>清单<2>.pdf 已经收到</p>"#,
            "<p>丙</p>",
            "</form><p>after</p></body>",
        ] {
            assert!(page.contains(part), "{part} in\n{page}");
        }
        assert_eq!(page.matches("role=\"status\"").count(), 1);
        assert!(!page.contains("taken out since"), "no words of anybody");
    }

    #[test]
    fn a_page_without_the_form_is_left_alone() {
        let form = KeptForm { target: "/desk/other".into(), ..kept(&[("title", "x")]) };
        assert_eq!(fill(PAGE, &form, ""), None);
        for broken in ["", "<form method=\"post\"", "<form method=\"post\" action=\"/desk/other\"><input", "<", "<!--"]
        {
            assert_eq!(fill(broken, &form, ""), None, "{broken}");
        }
    }
}
