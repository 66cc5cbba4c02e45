//! Characters that stand in a PDF for others of the same shape. Fonts that draw 一 and the radical ⼀ with one glyph make
//! programs write the radical into the map back to Unicode; on paper it is 一, and so it is read.

use unicode_normalization::char::decompose_compatible;

/// The character as a reader of the paper would type it.
pub(super) fn unified(character: char) -> char {
    match character {
        // Unicode names the traditional form; a font for simplified characters draws these.
        '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE44}' => upright(character),
        '⼾' => '户',
        '⾭' => '青',
        '\u{2F00}'..='\u{2FD5}' | '\u{F900}'..='\u{FAD9}' | '\u{2F800}'..='\u{2FA1D}' => {
            let mut first = None;
            decompose_compatible(character, |part| first = first.or(Some(part)));
            first.unwrap_or(character)
        }
        '\u{2E80}'..='\u{2EFF}' => supplementary(character),
        _ => character,
    }
}

/// Latin letters drawn as one.
pub(super) fn is_ligature(character: char) -> bool {
    matches!(character, '\u{FB00}'..='\u{FB06}')
}

/// What was typed: the letters of a ligature, or the one character.
pub(super) fn parts(character: char) -> Vec<char> {
    let mut parts = Vec::new();
    if is_ligature(character) {
        decompose_compatible(character, |part| parts.push(part));
    } else {
        parts.push(unified(character));
    }
    parts
}

/// Marks as they are drawn in text that runs down, as they are typed.
fn upright(mark: char) -> char {
    const PAIRS: [(char, char); 22] = [
        ('︐', '，'),
        ('︑', '、'),
        ('︒', '。'),
        ('︓', '：'),
        ('︔', '；'),
        ('︕', '！'),
        ('︖', '？'),
        ('︙', '…'),
        ('︱', '—'),
        ('︲', '–'),
        ('︵', '（'),
        ('︶', '）'),
        ('︷', '｛'),
        ('︸', '｝'),
        ('︹', '〔'),
        ('︺', '〕'),
        ('︻', '【'),
        ('︼', '】'),
        ('︽', '《'),
        ('︾', '》'),
        ('﹁', '“'),
        ('﹂', '”'),
    ];
    PAIRS.iter().find(|(from, _)| *from == mark).map_or(mark, |&(_, to)| to)
}

/// Radicals of the supplement that are characters of their own. Unicode gives them no decomposition.
fn supplementary(radical: char) -> char {
    const PAIRS: [(char, char); 40] = [
        ('⺁', '厂'),
        ('⺇', '几'),
        ('⺌', '小'),
        ('⺍', '小'),
        ('⺎', '兀'),
        ('⺏', '尣'),
        ('⺐', '尢'),
        ('⺒', '巳'),
        ('⺓', '幺'),
        ('⺛', '旡'),
        ('⺝', '月'),
        ('⺟', '母'),
        ('⺠', '民'),
        ('⺩', '王'),
        ('⺪', '疋'),
        ('⺫', '目'),
        ('⺬', '示'),
        ('⺮', '竹'),
        ('⺯', '糸'),
        ('⺻', '聿'),
        ('⻁', '虎'),
        ('⻄', '西'),
        ('⻅', '见'),
        ('⻆', '角'),
        ('⻉', '贝'),
        ('⻋', '车'),
        ('⻓', '长'),
        ('⻔', '门'),
        ('⻘', '青'),
        ('⻙', '韦'),
        ('⻚', '页'),
        ('⻛', '风'),
        ('⻜', '飞'),
        ('⻝', '食'),
        ('⻢', '马'),
        ('⻣', '骨'),
        ('⻤', '鬼'),
        ('⻥', '鱼'),
        ('⻦', '鸟'),
        ('⻩', '黄'),
    ];
    let found = PAIRS.iter().find(|(from, _)| *from == radical);
    found.map_or(radical, |&(_, to)| to)
}

#[cfg(test)]
mod tests {
    use super::{parts, unified};

    #[test]
    fn marks_of_text_that_runs_down_are_read_as_they_are_typed() {
        let read: String = "︵三︶不予公开︑".chars().map(unified).collect();
        assert_eq!(read, "（三）不予公开、");
    }

    #[test]
    fn letters_drawn_as_one_are_read_as_they_are_typed() {
        let read: String = "oﬃce@ﬁle".chars().flat_map(parts).collect();
        assert_eq!(read, "office@file");
    }

    #[test]
    fn a_radical_is_read_as_the_character_it_looks_like() {
        let read: String = "⼀、⾏政⻓⻔⼾⺠⽉⼆\u{F9F7}\u{FA08}".chars().map(unified).collect();
        assert_eq!(read, "一、行政长门户民月二立行");
        assert_eq!(unified('：'), '：', "full-width marks stay as printed");
        assert_eq!(unified('１'), '１', "and so do full-width digits (R8.4)");
    }
}
