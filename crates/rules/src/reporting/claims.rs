//! Figures read from the running text of a report, each with its words, so that they can be held against the tables.
//!
//! The text is read sentence by sentence, never across 。 or ；. What one pattern has taken is blanked before the next
//! looks, in an order that keeps 2024年结转下年度4件 from being taken for a figure carried in. Words of last year
//! (较上年的32件) and of other work (信访, 热线, 留言) are passed over: a figure missed is better than a false alarm.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::crossfoot::pattern;
use super::exchange::{Claim, Exactness, Report, SectionId, Value};

mod outcomes;
mod publication;
mod remedies;
mod sentence;
mod shares;
mod subject;

use sentence::Sentence;
pub use sentence::numeral;
use subject::{Organ, Subject};

/// A claim with what its sentence says about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// The claim as the exchange format carries it.
    pub claim: Claim,
    /// Its figure, where it is a count.
    pub count: Option<u64>,
    /// 含上年结转: the figure includes what was carried in.
    pub with_carried_in: bool,
    /// The sentence speaks of requests of this year only.
    pub this_year_only: bool,
    /// Said in words (未收到申请), not by a figure.
    pub in_words: bool,
    /// Parts that the sentence lists with 其中, in the same unit (published items only).
    pub parts: Vec<u64>,
    /// Of the organ as a whole, not of a channel or a class (published items only).
    pub whole: bool,
    /// The subject of its clause may be another organ: it yields to a figure that is the organ's own.
    pub perhaps_others: bool,
}

/// A percentage behind a count: 8件，占42.11%.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The count.
    pub count: u64,
    /// The percentage as printed.
    pub percent: String,
    /// Where.
    pub section: SectionId,
    /// Which sentence of the report: shares of one sentence may form a breakdown.
    pub sentence: usize,
    /// The words.
    pub quote: String,
    /// Counts that stand before it in its sentence: it may be a share of one of them.
    pub before: Vec<u64>,
}

/// Everything that the running text claims in figures.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claims {
    /// Counts and money.
    pub stated: Vec<Stated>,
    /// Percentages.
    pub shares: Vec<Share>,
}

/// `N` and `U` of the patterns: a figure in digits or Chinese numerals with its hedges, and its unit.
const FIGURE: &str = r"(?P<pre>近|约|超过|超|逾)?(?P<n>\d+(?:,\d{3})*|[〇零一二两三四五六七八九十百千]+)(?P<post>余|多)?(?P<u>件次|件|份|宗|条|封|起)(?P<above>以上)?";

fn figure_pattern(core: &str) -> Regex {
    pattern(&core.replace("{NU}", FIGURE))
}

static CARRIED_OUT: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        figure_pattern(
            r"(?:结转|转入|转|顺延|延续)(?:到|至)?(?:下年|下一年|次年|第二年|(?P<y>20\d\d)年)度?[^，。；|\d]{0,12}?{NU}",
        ),
        figure_pattern(
            r"{NU}[^，。；|\d]{0,8}(?:结转(?:到|至)?(?:下|次)|转入下|转下|顺延(?:到|至)下|正在办理|尚在办理|仍在办理|尚未办结|未办结)",
        ),
    ]
});
static CARRIED_IN: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        figure_pattern(
            r"(?:上年度?末?|上一年度?|去年度?|往年|以前年度|\d{4}年度?)结转(?:到本年|至本年|到今年|至今年|办理)?[^，。；|\d]{0,14}?{NU}",
        ),
        figure_pattern(r"结转(?:的)?(?:上年|上一年|去年)度?[^，。；|\d]{0,12}?{NU}"),
    ]
});
static COMPARISON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:较|比|与)(?:上年|去年|上一年|前一年|20\d\d年|同期)[^，。；]*|(?:去年|上年度?|上一年度?)(?:共|同期|全年)?(?:新收|收到|受理|办结|答复)[^，。；]*|同比[^，。；]*",
    )
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"20\d\d年度?"));
static NONE_RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:未|没有|无)(?:新收到?|收到|接到|接收到?|受理)[^，。；]{0,30}?(?:申请|公开件)|无依申请公开|申请(?:数量|数|量)?(?:均|共)?为零",
    )
});
static RECEIVED: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        figure_pattern(r"共?(?:新收|收到|接收|受理|共收)[^，。；、|]{0,24}?{NU}"),
        figure_pattern(r"(?:政府信息公开|依申请公开|信息公开)(?:申请)?件?(?:数量)?(?:共|共计|合计|为)?{NU}"),
    ]
});
static PART_OF_REQUESTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:网络|网上|线上|在线|网站|信函|邮寄|信件|邮政|当面|现场|传真|电子邮件|邮箱|平台|窗口|书面|口头|电话|自然人|公民|企业|法人|科研机构|公益组织|律师事务所|法律服务机构)[^，。；]{0,12}$|(?:网络|网上|线上|在线|信函|邮寄|当面|现场|传真|电子邮件|邮箱|窗口|书面|口头|电话|自然人|公民|企业|法人|科研机构|公益组织|法律服务机构)(?:渠道|方式|形式|提交|提出|申请|的|受理|收到|答复|办结)*(?:政府信息公开)?(?:申请)?[\d〇零一二两三四五六七八九十百千]",
    )
});
static HANDLED_BASE: LazyLock<Regex> =
    LazyLock::new(|| figure_pattern(r"(?:应办|累计办理|实际处理|合计办理)[^，。；|\d]{0,10}?{NU}"));
static ANSWERED: LazyLock<Regex> =
    LazyLock::new(|| figure_pattern(r"(?:共?办结|办理完毕|办理答复|答复|已回复)[^，。；|\d]{0,16}?{NU}"));
static FEE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"信息处理费[^，。；|\d]{0,8}?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<u>万?元)"));
static NO_FEE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:未|没有)[^。；]{0,12}(?:收取|产生|发生)[^。；]{0,16}(?:信息处理费|费用)|信息处理费[^。；，]{0,6}(?:未|没有|无)",
    )
});

/// Other work that is counted in 件 too: figures of its clauses are no figures of requests.
const OTHER_WORK: [&str; 13] =
    ["复议", "诉讼", "信访", "举报投诉", "留言", "来信", "热线", "咨询", "建议", "提案", "工单", "诉求", "征集"];

/// Reads all narrative text of a report.
pub fn read(report: &Report) -> Claims {
    let mut claims = Claims::default();
    let mut number = 0;
    let organ = Organ::of(&report.organ);
    for section in &report.sections {
        if matches!(section.id, SectionId::Problems | SectionId::Closing | SectionId::Unknown) {
            continue;
        }
        for sentence in sentence::split(section.id, &section.text) {
            number += 1;
            Reader { sentence, number, organ: &organ, year: report.year, perhaps: Vec::new(), out: &mut claims }.read();
        }
    }
    let own = |key: &str, stated: &[Stated]| stated.iter().any(|one| one.claim.key == key && !one.perhaps_others);
    let all = claims.stated.clone();
    claims.stated.retain(|one| !one.perhaps_others || !own(&one.claim.key, &all));
    claims
}

/// The claims of a report in the exchange format, equal ones once.
pub fn claims(report: &Report) -> Vec<Claim> {
    let mut found: Vec<Claim> = Vec::new();
    for stated in read(report).stated {
        let same = |known: &Claim| known.key == stated.claim.key && known.value == stated.claim.value;
        if !found.iter().any(same) {
            found.push(stated.claim);
        }
    }
    found
}

/// One sentence being read.
struct Reader<'a, 'b> {
    sentence: Sentence<'a>,
    number: usize,
    organ: &'b Organ,
    /// Year of the report.
    year: i16,
    /// Clauses that may speak of another organ.
    perhaps: Vec<std::ops::Range<usize>>,
    out: &'b mut Claims,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        for (range, subject) in self.organ.clauses(&self.sentence.text) {
            match subject {
                Subject::Own => {}
                Subject::Other => self.sentence.blank(range, '|'),
                Subject::Perhaps => self.perhaps.push(range),
            }
        }
        self.figures();
    }

    fn figures(&mut self) {
        self.fees();
        publication::read(self);
        let own_work = |reader: &Self, range: &std::ops::Range<usize>| !other_work(reader.sentence.clause(range));
        // 2023年结转至2024年办理4件 in the report of 2024 was carried in.
        let this_year = format!("{}年", self.year);
        let [named, open] = &*CARRIED_OUT;
        self.take(named, "carried_in", |reader, range| {
            let words = reader.sentence.text.get(range.clone()).unwrap_or_default();
            words.contains(&this_year) && own_work(reader, range)
        });
        for pattern in [named, open] {
            self.take(pattern, "carried_out", own_work);
        }
        for pattern in CARRIED_IN.iter() {
            self.take(pattern, "carried_in", own_work);
        }
        self.sentence.blank_all(&COMPARISON, '|');
        shares::read(self);
        remedies::read(self);
        self.sentence.blank_all(&YEAR, '_');
        self.requests();
        outcomes::read(self);
    }

    /// Received, answered: the figures that most easily belong to something else.
    fn requests(&mut self) {
        let behind = |end: usize| self.sentence.text.get(end..).unwrap_or_default();
        let none = self.sentence.find(&NONE_RECEIVED).filter(|found| {
            // 未收到申请人的补正 and 没有收到对收费的投诉 speak of something else.
            let clause = self.sentence.clause(&found.range());
            !behind(found.end()).starts_with('人')
                && !other_work(clause)
                && !clause.contains("投诉")
                && !clause.contains("收费")
        });
        if let Some(found) = none.map(|found| found.range()) {
            self.zero("requests_received", Some("件"), found.clone());
            self.sentence.blank(found, '|');
        }
        let before = self.out.stated.len();
        let own = |reader: &Self, range: &std::ops::Range<usize>| reader.about_requests(range);
        let answering = ["答复", "办结", "办理", "结转", "回复"];
        let [received, named] = &*RECEIVED;
        self.take(received, "requests_received", |reader, range| own(reader, range) && !reader.is_part(range));
        self.take(named, "requests_received", |reader, range| {
            let answered = answering.iter().any(|word| reader.sentence.clause(range).contains(word));
            own(reader, range) && !answered && !reader.is_part(range)
        });
        self.take(&HANDLED_BASE, "handled_base", |reader, range| own(reader, range));
        self.take(&ANSWERED, "answered", |reader, range| {
            let clause = reader.sentence.clause(range);
            let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
            let late = ["逾期", "延期", "超期", "未按"];
            let in_time = has(clause, &["按时", "按期"]) && has(reader.sentence.source, &late);
            own(reader, range) && !has(clause, &late) && !in_time && !reader.is_part(range)
        });
        let this_year = ["新收", "收到", "今年", "当年", "本年"].iter().any(|word| self.sentence.source.contains(word));
        for stated in self.out.stated.iter_mut().skip(before) {
            stated.this_year_only = this_year && !stated.with_carried_in;
        }
    }

    /// 含上年结转 right behind a figure. The figure carried in is blanked by now, so that a filler stands for it.
    fn includes_carried_in(&self, range: &std::ops::Range<usize>) -> bool {
        let behind = self.sentence.text.get(range.end..).unwrap_or_default();
        let opened = behind.strip_prefix(['（', '，']).unwrap_or(behind);
        let including =
            ["其中包括", "其中含", "其中", "包括", "包含", "含"].iter().find_map(|word| opened.strip_prefix(word));
        including
            .is_some_and(|rest| ["|", "_", "上年", "上一年", "结转", "20"].iter().any(|word| rest.starts_with(word)))
    }

    /// Whether a figure counts a part only: what came by one channel or from one kind of applicants (网络申请12件). 公民、法人
    /// 和其他组织 are all of them, and 通过各渠道共 says all.
    fn is_part(&self, range: &std::ops::Range<usize>) -> bool {
        let words = self.sentence.text.get(range.clone()).unwrap_or_default();
        let clause = self.sentence.clause(range);
        let before = clause.split(words).next().unwrap_or_default();
        let named = PART_OF_REQUESTS.is_match(words) || PART_OF_REQUESTS.is_match(before) && !words.contains('共');
        let has = |word: &str| before.contains(word) || words.contains(word);
        let everybody = has("其他组织") && has("法人") && (has("公民") || has("自然人"));
        named && !everybody && !clause.contains("等渠道") && !clause.contains("各渠道") && !clause.contains("等方式")
    }

    /// Whether the figure stands in a clause that may speak of another organ.
    fn perhaps_others(&self, range: &std::ops::Range<usize>) -> bool {
        self.perhaps.iter().any(|clause| clause.contains(&range.end.saturating_sub(1)))
    }

    /// Whether a figure belongs to requests: by the section or a word of its clause, by no word of other work, and not
    /// as a part behind 其中.
    fn about_requests(&self, range: &std::ops::Range<usize>) -> bool {
        let clause = self.sentence.clause(range);
        let section = matches!(
            self.sentence.section,
            SectionId::OverviewRequests | SectionId::Preamble | SectionId::RemediesTable
        );
        let named = clause.contains("申请") || clause.contains("公开件");
        let before = self.sentence.text.get(..range.start).unwrap_or_default();
        (section || named) && !other_work(clause) && !before.contains("其中")
    }

    /// 信息处理费, in 元.
    fn fees(&mut self) {
        let figures: Vec<(String, String, std::ops::Range<usize>)> = FEE
            .captures_iter(&self.sentence.text)
            .filter_map(|found| Some((found["n"].replace(',', ""), found["u"].to_owned(), found.get(0)?.range())))
            .collect();
        for (number, unit, range) in &figures {
            let quote = self.sentence.quote(range.clone());
            self.push("fee_collected", Value::Text(number.clone()), Some(unit), Exactness::Exact, quote, None);
            self.sentence.blank(range.clone(), '|');
        }
        if figures.is_empty() && self.sentence.text.contains("处理费") && NO_FEE.is_match(&self.sentence.text) {
            let quote = self.sentence.source.trim().to_owned();
            self.push("fee_collected", Value::Text("0".to_owned()), Some("元"), Exactness::Exact, quote, None);
        }
    }

    /// Takes every match of a pattern that passes the guard as a claim, and blanks it.
    fn take(&mut self, pattern: &Regex, key: &str, guard: impl Fn(&Self, &std::ops::Range<usize>) -> bool) {
        let found: Vec<(std::ops::Range<usize>, Read)> = pattern
            .captures_iter(&self.sentence.text)
            .filter_map(|found| Some((found.get(0)?.range(), Read::of(&found)?)))
            .collect();
        for (range, read) in found {
            if guard(self, &range) {
                let quote = self.sentence.quote(range.clone());
                let value = Value::from(read.count);
                let with_carried_in = self.includes_carried_in(&range);
                self.push(key, value, Some(&read.unit), read.exactness, quote, Some(read.count));
                let perhaps_others = self.perhaps_others(&range);
                if let Some(last) = self.out.stated.last_mut() {
                    last.with_carried_in = with_carried_in;
                    last.perhaps_others = perhaps_others;
                }
                self.sentence.blank(range, '|');
            }
        }
    }

    /// A claim of none, made in words.
    fn zero(&mut self, key: &str, unit: Option<&str>, range: std::ops::Range<usize>) {
        let quote = self.sentence.quote(range);
        self.push(key, Value::Number(0), unit, Exactness::Exact, quote, Some(0));
        if let Some(last) = self.out.stated.last_mut() {
            last.in_words = true;
        }
    }

    fn push(
        &mut self,
        key: &str,
        value: Value,
        unit: Option<&str>,
        exactness: Exactness,
        quote: String,
        count: Option<u64>,
    ) {
        let known = ["件", "条", "件次", "元", "万元", "%", "篇", "次"];
        let unit = unit.filter(|unit| known.contains(unit)).map(str::to_owned);
        let claim =
            Claim { key: key.to_owned(), value, unit, exactness, section: self.sentence.section, quote, place: None };
        self.out.stated.push(Stated {
            claim,
            count,
            with_carried_in: false,
            this_year_only: false,
            in_words: false,
            parts: Vec::new(),
            whole: false,
            perhaps_others: false,
        });
    }
}

/// A figure with its unit and hedges.
struct Read {
    count: u64,
    unit: String,
    exactness: Exactness,
}

impl Read {
    fn of(found: &Captures<'_>) -> Option<Read> {
        let at_least = found.name("post").is_some()
            || found.name("above").is_some()
            || found.name("pre").is_some_and(|pre| matches!(pre.as_str(), "超" | "超过" | "逾"));
        let exactness = match found.name("pre") {
            _ if at_least => Exactness::AtLeast,
            Some(_) => Exactness::About,
            None => Exactness::Exact,
        };
        Some(Read { count: numeral(found.name("n")?.as_str())?, unit: found.name("u")?.as_str().to_owned(), exactness })
    }
}

fn other_work(clause: &str) -> bool {
    OTHER_WORK.iter().any(|word| clause.contains(word))
}
