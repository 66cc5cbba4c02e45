//! Characters that stand in a PDF for others of the same shape. Fonts that draw 一 and the radical ⼀ with one glyph make
//! programs write the radical into the map back to Unicode; on paper it is 一, and so it is read.

use unicode_normalization::char::decompose_compatible;

/// The character as a reader of the paper would type it.
pub(super) fn unified(character: char) -> char {
    match character {
        '\u{2F00}'..='\u{2FD5}' => {
            let mut first = None;
            decompose_compatible(character, |part| first = first.or(Some(part)));
            first.unwrap_or(character)
        }
        '\u{2E80}'..='\u{2EFF}' => supplementary(character),
        _ => character,
    }
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
    use super::unified;

    #[test]
    fn a_radical_is_read_as_the_character_it_looks_like() {
        let read: String = "⼀、⾏政⻓⻔⺠⽉⼆".chars().map(unified).collect();
        assert_eq!(read, "一、行政长门民月二");
        assert_eq!(unified('：'), '：', "full-width marks stay as printed");
        assert_eq!(unified('１'), '１', "and so do full-width digits (R8.4)");
    }
}
