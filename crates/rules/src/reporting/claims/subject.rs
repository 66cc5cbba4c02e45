//! Whose figures a clause tells: 市政府办公室收到9件，市政府收到14件 (law sheet 6.2, two organs in one report). The subject of the
//! clause decides, and it holds for the clauses behind it until another is named.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::crossfoot::pattern;

/// Whose figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// The organ that reports, or nobody named.
    Own,
    /// Another organ.
    Other,
    /// Perhaps another: 全市, 各部门. Its figure yields to one that is the organ's own.
    Perhaps,
}

/// The organ that reports, as its name is compared with a subject.
pub(super) struct Organ {
    name: String,
    short: String,
}

static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:其中|另外|另有|另|同时|此外|而)?(?:20\d\d年度?|全年|本年度?|今年|年内|期间|[_|]+)?",
        r"(?P<who>\p{Han}{0,24}?(?:人民政府|政府|办公室|办公厅|府办|委员会|委|局|厅|办事处|街道|部门|单位|行政机关|机关|[镇乡县市区省]))",
        r"(?:20\d\d年度?|全年|本年度?|今年|年内|[_|]+)?(?:共计|共|累计|总共|合计|一共|已|均|依法|实际|新)*",
        r"(?:收到|新收|接收|接到|受理|办结|办理|答复|回复|处理|主动公开|公开|发布|制发|制定|印发|出台|废止|作出|结转|发生|收取|被申请|被提起)",
    ))
});

impl Organ {
    pub(super) fn of(name: &str) -> Organ {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let short = shortened(&name);
        Organ { name, short }
    }

    /// Whether the organ is a 人民政府, which speaks of its whole area as its own.
    fn is_government(&self) -> bool {
        self.short.ends_with("政府")
    }

    fn subject(&self, who: &str) -> Subject {
        let area = [
            "全省",
            "全市",
            "全县",
            "全区",
            "全镇",
            "全乡",
            "全街道",
            "我省",
            "我市",
            "我县",
            "我区",
            "本市",
            "本县",
            "本区",
        ];
        let whole = area.iter().any(|word| who.starts_with(word)) || who.contains("各级");
        if whole {
            return if self.is_government() { Subject::Own } else { Subject::Perhaps };
        }
        if who.starts_with(['各', '其']) || who.contains("及其") || who.ends_with("部门") || who.contains("公开")
        {
            return Subject::Perhaps;
        }
        let generic = ["机关", "单位", "政府", "办公室", "办公厅", "委员会", "局", "厅", "街道", "镇", "乡", "办事处"];
        if who.starts_with(['本', '我']) || generic.contains(&who) || self.name.ends_with(who) {
            return Subject::Own;
        }
        let no_organ = ["专区", "社区", "园区", "景区", "辖区", "小区", "地区", "窗口", "超市", "城市"];
        if no_organ.iter().any(|word| who.ends_with(word)) {
            return Subject::Own;
        }
        let short = shortened(who);
        let place = self.short.strip_suffix("政府").unwrap_or(&self.short);
        let same_kind = short.chars().next_back() == self.short.chars().next_back();
        if same_kind && is_within(&short, &self.short) || place.ends_with(&short) {
            return Subject::Own;
        }
        let organ = ["政府", "局", "委", "厅", "办", "街道"].iter().any(|kind| short.ends_with(kind));
        if organ { Subject::Other } else { Subject::Perhaps }
    }

    /// The clauses of a text with the subject each has.
    pub(super) fn clauses(&self, text: &str) -> Vec<(Range<usize>, Subject)> {
        let mut found = Vec::new();
        let (mut start, mut subject) = (0, Subject::Own);
        let marks = ['，', '、', '：', '（', '）', '。', '；'];
        let ends = text.match_indices(marks).map(|(at, mark)| (at, at + mark.len())).chain([(text.len(), text.len())]);
        for (end, next) in ends {
            let clause = text.get(start..end).unwrap_or_default();
            if let Some(who) = SUBJECT.captures(clause).and_then(|found| found.name("who")) {
                subject = self.subject(who.as_str());
            }
            found.push((start..end, subject));
            start = next;
        }
        found
    }
}

/// A name in the short way of speaking: 人民政府 is 政府, 委员会 is 委, 办公室 is 办.
fn shortened(name: &str) -> String {
    let mut short = name.replace("人民政府", "政府").replace("街道办事处", "街道").replace("街道办", "街道");
    for (long, brief) in [("委员会", "委"), ("办公室", "办"), ("办公厅", "办")] {
        short = short.replace(long, brief);
    }
    short
}

/// Whether the characters of one name stand in another in their order: 县发改委 in 某县发展和改革委.
fn is_within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|wanted| rest.any(|c| c == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_of_the_clause_decides() {
        let office = Organ::of("和棠县人民政府办公室");
        for (who, subject) in [
            ("本办公室", Subject::Own),
            ("县政府办公室", Subject::Own),
            ("县政府办", Subject::Own),
            ("办公室", Subject::Own),
            ("县政府", Subject::Other),
            ("县公安局", Subject::Other),
            ("全县", Subject::Perhaps),
            ("各部门", Subject::Perhaps),
        ] {
            assert_eq!(office.subject(who), subject, "{who}");
        }
        let government = Organ::of("和棠县人民政府");
        assert_eq!(government.subject("县政府"), Subject::Own);
        assert_eq!(government.subject("全县各级行政机关"), Subject::Own);
        assert_eq!(government.subject("和棠县"), Subject::Own);
        assert_eq!(government.subject("县政府办公室"), Subject::Other);
        assert_eq!(Organ::of("和棠县发展和改革委员会").subject("县发改委"), Subject::Own);
        assert_eq!(Organ::of("西工区西工街道办事处").subject("西工街道"), Subject::Own);
        assert_eq!(Organ::of("西工区西工街道办事处").subject("区政府"), Subject::Other);
    }

    #[test]
    fn a_subject_holds_until_another_is_named() {
        let organ = Organ::of("临砚市人民政府办公室");
        let of = |text: &str| organ.clauses(text).into_iter().map(|(_, subject)| subject).collect::<Vec<_>>();
        assert_eq!(of("市政府收到66件，办结60件，本办公室收到9件"), [Subject::Other, Subject::Other, Subject::Own]);
        assert_eq!(of("政府信息公开申请共收到9件，门户网站发布12条"), [Subject::Own, Subject::Own]);
    }
}
