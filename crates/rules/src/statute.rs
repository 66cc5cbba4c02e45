//! Every number the law fixes, under its name and with its article, and the words by which an article is cited.
//!
//! Nowhere else in the program does a limit, a grade of a fee or a count of days stand as a bare number. "wd" in a doc
//! comment is 工作日; other days are calendar days.

mod text;

use std::fmt;

pub use text::{article, articles, paragraphs};

// ---- 政府信息公开条例 (国务院令第711号, in force 2019-05-15) ----

/// First day on which the Regulation of 2019 applies (条例第五十六条).
pub const REGULATION_IN_FORCE: jiff::civil::Date = jiff::civil::Date::constant(2019, 5, 15);
/// Proactive publication after the information came into being, wd (条例第二十六条).
pub const PUBLICATION_WD: u32 = 20;
/// Asking the applicant to clarify, once, from the receipt of the request, wd (条例第三十条).
pub const CLARIFY_NOTICE_WD: u32 = 7;
/// The period set for the applicant where the organ names none, from the applicant's receipt, wd. The Regulation says
/// only 合理的补正期限; the number is ours (条例第三十条).
pub const CLARIFICATION_PERIOD_WD: u32 = 15;
/// The reply, from the receipt of the request, wd (条例第三十三条第二款).
pub const REPLY_WD: u32 = 20;
/// The longest extension of the reply, once, wd (条例第三十三条第二款).
pub const EXTENSION_MAX_WD: u32 = 20;
/// A third party's opinion, from its receipt of the 征求意见书, wd (条例第三十二条).
pub const THIRD_PARTY_WD: u32 = 15;
/// A joint organ's opinion, from its receipt, wd; silence is consent (条例第三十四条).
pub const JOINT_ORGAN_WD: u32 = 15;
/// How much of the time of consulting another organ is taken out of the limit, wd. The law fixes no limit for such an
/// organ; the cap is ours, in the applicant's favour (条例第三十三条第三款).
pub const OTHER_ORGAN_CAP_WD: u32 = 15;
/// Web, e-mail, fax and letter requests not confirmed with the applicant turn red after this many wd (ours; 条例第三十一条).
pub const CONFIRM_WD: u32 = 1;
/// Day of January by which departments publish their annual report (条例第四十九条第一款).
pub const DEPARTMENT_REPORT_MONTH_DAY: (i8, i8) = (1, 31);
/// Day of March by which governments publish theirs (条例第四十九条第二款).
pub const GOVERNMENT_REPORT_MONTH_DAY: (i8, i8) = (3, 31);

// ---- 政府信息公开信息处理费管理办法 (国办函〔2020〕109号) ----

/// Payment, counted from the day after the applicant received the fee notice, wd (收费办法第六条).
pub const PAYMENT_WD: u32 = 20;
/// Pieces of one applicant in one calendar month that cost nothing (收费办法第四条).
pub const FREE_PIECES: u32 = 10;
/// The last piece at the first rate (收费办法第四条).
pub const FIRST_RATE_PIECES: u32 = 30;
/// Yuan for a piece at the first rate, and the step by which each further grade rises (收费办法第四条).
pub const PIECE_STEP_YUAN: u64 = 100;
/// Pieces in each further grade (收费办法第四条).
pub const PIECES_A_GRADE: u32 = 10;
/// Pages of one request that cost nothing (收费办法第五条).
pub const FREE_PAGES: u32 = 30;
/// Upper end of each grade of pages, with yuan a page; what lies beyond costs [`PAGE_TOP_YUAN`] (收费办法第五条).
pub const PAGE_GRADES: [(u32, u64); 2] = [(100, 10), (200, 20)];
/// Yuan a page beyond the last grade (收费办法第五条).
pub const PAGE_TOP_YUAN: u64 = 40;

// ---- remedies ----

/// Applying for reconsideration, from knowing the act, calendar days (行政复议法第二十条第一款).
pub const RECONSIDERATION_DAYS: i32 = 60;
/// Suing directly, from knowing the act, months (行政诉讼法第四十六条第一款).
pub const SUIT_MONTHS: i32 = 6;
/// Suing after a reconsideration decision, calendar days (行政诉讼法第四十五条).
pub const SUIT_AFTER_RECONSIDERATION_DAYS: i32 = 15;
/// The organ's written answer in reconsideration, ordinary procedure, wd (行政复议法第四十八条、第八十八条第二款).
pub const ANSWER_ORDINARY_WD: u32 = 10;
/// The same in the simplified procedure, wd (行政复议法第五十四条第一款、第八十八条第二款).
pub const ANSWER_SIMPLIFIED_WD: u32 = 5;
/// The organ's evidence and defence in court, calendar days (行政诉讼法第六十七条第一款).
pub const DEFENCE_DAYS: i32 = 15;
/// Reconsideration acceptance check, wd (行政复议法第三十条).
pub const RECONSIDERATION_ACCEPTANCE_WD: u32 = 5;
/// Reconsideration decision, ordinary procedure, calendar days (行政复议法第六十二条第一款).
pub const RECONSIDERATION_DECISION_DAYS: i32 = 60;
/// Reconsideration decision, simplified procedure, calendar days (行政复议法第六十二条第二款).
pub const RECONSIDERATION_DECISION_SIMPLIFIED_DAYS: i32 = 30;

/// A text of law that the program cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Law {
    /// 中华人民共和国政府信息公开条例.
    Regulation,
    /// 政府信息公开信息处理费管理办法.
    FeeMeasures,
    /// 全国年节及纪念日放假办法.
    HolidayMeasures,
    /// 中华人民共和国行政复议法.
    ReconsiderationLaw,
    /// 中华人民共和国行政诉讼法.
    LitigationLaw,
    /// 中华人民共和国民事诉讼法.
    CivilProcedureLaw,
    /// 中华人民共和国民法典.
    CivilCode,
    /// 最高人民法院关于适用《中华人民共和国行政诉讼法》的解释.
    LitigationInterpretation,
    /// 国务院办公厅政府信息与政务公开办公室关于政府信息公开申请答复送达问题的解释 (numbered 一, 二, …).
    DeliveryReply,
    /// 国务院关于职工工作时间的规定.
    WorkingTime,
    /// 政府信息公开工作年度报告格式 (cited as a whole).
    ReportForm,
}

impl Law {
    /// The name used in a step, short enough to stand in brackets.
    pub fn short_name(self) -> &'static str {
        match self {
            Law::Regulation => "条例",
            Law::FeeMeasures => "收费办法",
            Law::HolidayMeasures => "放假办法",
            Law::ReconsiderationLaw => "行政复议法",
            Law::LitigationLaw => "行政诉讼法",
            Law::CivilProcedureLaw => "民事诉讼法",
            Law::CivilCode => "民法典",
            Law::LitigationInterpretation => "法释〔2018〕1号",
            Law::DeliveryReply => "国办公开办函〔2016〕235号",
            Law::WorkingTime => "国务院关于职工工作时间的规定",
            Law::ReportForm => "国办公开办函〔2021〕30号",
        }
    }

    /// The full name, for a letter or the foot of a page.
    pub fn full_name(self) -> &'static str {
        match self {
            Law::Regulation => "《中华人民共和国政府信息公开条例》",
            Law::FeeMeasures => "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
            Law::HolidayMeasures => "《全国年节及纪念日放假办法》",
            Law::ReconsiderationLaw => "《中华人民共和国行政复议法》",
            Law::LitigationLaw => "《中华人民共和国行政诉讼法》",
            Law::CivilProcedureLaw => "《中华人民共和国民事诉讼法》",
            Law::CivilCode => "《中华人民共和国民法典》",
            Law::LitigationInterpretation => {
                "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》（法释〔2018〕1号）"
            }
            Law::DeliveryReply => "国务院办公厅政府信息与政务公开办公室国办公开办函〔2016〕235号",
            Law::WorkingTime => "《国务院关于职工工作时间的规定》",
            Law::ReportForm => "《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
        }
    }
}

/// A place in a law: article 条, and where they matter paragraph 款 and item 项. `Display` gives 条例第三十三条第二款.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Article {
    /// The law.
    pub law: Law,
    /// 条 (of [`Law::DeliveryReply`]: its numbered point); 0 when the whole text is meant.
    pub number: u16,
    /// 款, from 1; 0 when the whole article is meant.
    pub paragraph: u8,
    /// 项, from 1; 0 when no item is meant.
    pub item: u8,
}

impl Article {
    /// A whole article.
    pub const fn of(law: Law, number: u16) -> Article {
        Article { law, number, paragraph: 0, item: 0 }
    }

    /// A paragraph 款 of it.
    pub const fn para(self, paragraph: u8) -> Article {
        Article { paragraph, ..self }
    }

    /// An item 项 of it.
    pub const fn item(self, item: u8) -> Article {
        Article { item, ..self }
    }

    /// With the full name of the law, for letters: 《中华人民共和国政府信息公开条例》第三十三条第二款.
    pub fn in_full(self) -> String {
        format!("{}{}", self.law.full_name(), Place(self))
    }
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.law.short_name(), Place(*self))
    }
}

/// The place without the law: 第三十一条第三项.
struct Place(Article);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Article { law, number, paragraph, item } = self.0;
        if law == Law::DeliveryReply {
            return write!(f, "第{}项", numeral(u32::from(number)));
        }
        if number == 0 {
            return Ok(());
        }
        write!(f, "第{}条", numeral(u32::from(number)))?;
        if paragraph > 0 {
            write!(f, "第{}款", numeral(u32::from(paragraph)))?;
        }
        if item > 0 {
            write!(f, "第{}项", numeral(u32::from(item)))?;
        }
        Ok(())
    }
}

/// A number as statutes write it, up to 9,999: 五, 十五, 三十三, 一百零二, 二百零一.
pub fn numeral(number: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |value: u32| usize::try_from(value).ok().and_then(|index| DIGITS.get(index)).copied().unwrap_or('零');
    if number == 0 || number > 9_999 {
        return number.to_string().chars().map(|c| digit(c.to_digit(10).unwrap_or(0))).collect();
    }
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let value = number / unit % 10;
        if value == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        // 十五, not 一十五, at the head of a number.
        if !(unit == 10 && value == 1 && text.is_empty()) {
            text.push(digit(value));
        }
        text.push_str(name);
    }
    text
}

/// The places cited by the clock, named after what they say.
pub mod cite {
    use super::{Article, Law};

    const fn regulation(number: u16) -> Article {
        Article::of(Law::Regulation, number)
    }

    /// 补正: seven wd, once; the limit anew; abandoned without good reason.
    pub const CLARIFICATION: Article = regulation(30);
    /// 当面提交之日.
    pub const RECEIPT_COUNTER: Article = regulation(31).item(1);
    /// 签收之日; 平常信函: 确认之日.
    pub const RECEIPT_POST: Article = regulation(31).item(2);
    /// 互联网、传真: 双方确认之日.
    pub const RECEIPT_CONFIRMED: Article = regulation(31).item(3);
    /// How the day of receipt is fixed, all ways.
    pub const RECEIPT: Article = regulation(31);
    /// 征求第三方意见, fifteen wd.
    pub const THIRD_PARTY: Article = regulation(32);
    /// 当场答复.
    pub const ON_THE_SPOT: Article = regulation(33).para(1);
    /// Twenty wd, extension of at most twenty.
    pub const REPLY: Article = regulation(33).para(2);
    /// The time of consultations does not count.
    pub const CONSULTATION_EXCLUDED: Article = regulation(33).para(3);
    /// 共同制作机关: fifteen wd, silence is consent.
    pub const JOINT_ORGAN: Article = regulation(34);
    /// 说明理由, 延迟答复.
    pub const REASONS_AND_DELAY: Article = regulation(35);
    /// Form in which information is given.
    pub const FORM_OF_REPLY: Article = regulation(40);
    /// No fee, except 信息处理费.
    pub const FEE: Article = regulation(42).para(1);
    /// 收费通知, payment, limit anew.
    pub const FEE_NOTICE: Article = Article::of(Law::FeeMeasures, 6);
    /// Fee by piece.
    pub const FEE_BY_PIECE: Article = Article::of(Law::FeeMeasures, 4);
    /// Fee by volume.
    pub const FEE_BY_VOLUME: Article = Article::of(Law::FeeMeasures, 5);
    /// The holidays of the whole people.
    pub const STATUTORY_HOLIDAYS: Article = Article::of(Law::HolidayMeasures, 2);
    /// 统一放假调休.
    pub const MAKE_UP_DAYS: Article = Article::of(Law::HolidayMeasures, 7);
    /// 星期六和星期日为周休息日.
    pub const WEEKENDS: Article = Article::of(Law::WorkingTime, 7);
    /// A withdrawn request stands in row 三（六）3; no article speaks of it.
    pub const WITHDRAWN_ROW: Article = Article::of(Law::ReportForm, 0);
    /// The day of the beginning is not counted.
    pub const DAY_ZERO: Article = Article::of(Law::CivilCode, 201).para(1);
    /// Months: the same number of the month, else its last day.
    pub const MONTHS: Article = Article::of(Law::CivilCode, 202);
    /// Sixty days for reconsideration.
    pub const RECONSIDERATION: Article = Article::of(Law::ReconsiderationLaw, 20).para(1);
    /// Written answer, ordinary.
    pub const ANSWER_ORDINARY: Article = Article::of(Law::ReconsiderationLaw, 48);
    /// Written answer, simplified.
    pub const ANSWER_SIMPLIFIED: Article = Article::of(Law::ReconsiderationLaw, 54);
    /// Limits of reconsideration follow the civil procedure law.
    pub const RECONSIDERATION_PERIODS: Article = Article::of(Law::ReconsiderationLaw, 88).para(1);
    /// 三日、五日、七日、十日 are wd.
    pub const RECONSIDERATION_WORKING_DAYS: Article = Article::of(Law::ReconsiderationLaw, 88).para(2);
    /// A new decision after reconsideration.
    pub const RECONSIDERATION_REDO: Article = Article::of(Law::ReconsiderationLaw, 64);
    /// Fifteen days after the reconsideration decision.
    pub const SUIT_AFTER_RECONSIDERATION: Article = Article::of(Law::LitigationLaw, 45);
    /// Six months.
    pub const SUIT: Article = Article::of(Law::LitigationLaw, 46).para(1);
    /// Defence in fifteen days.
    pub const DEFENCE: Article = Article::of(Law::LitigationLaw, 67).para(1);
    /// A new act after judgment.
    pub const JUDGMENT_REDO: Article = Article::of(Law::LitigationLaw, 70);
    /// Periods in court: day 0, last day on a holiday.
    pub const COURT_PERIODS: Article = Article::of(Law::LitigationInterpretation, 48);
    /// Last day on a holiday.
    pub const LAST_DAY_OFF: Article = Article::of(Law::CivilProcedureLaw, 85).para(3);
    /// Posting counts.
    pub const DELIVERY: Article = Article::of(Law::DeliveryReply, 4);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_cited_as_statutes_write_them() {
        assert_eq!(cite::REPLY.to_string(), "条例第三十三条第二款");
        assert_eq!(cite::RECEIPT_CONFIRMED.to_string(), "条例第三十一条第三项");
        assert_eq!(cite::DAY_ZERO.to_string(), "民法典第二百零一条第一款");
        assert_eq!(cite::DELIVERY.to_string(), "国办公开办函〔2016〕235号第四项");
        assert_eq!(cite::CLARIFICATION.in_full(), "《中华人民共和国政府信息公开条例》第三十条");
    }

    #[test]
    fn numerals_are_those_of_statutes() {
        let cases = [(1, "一"), (10, "十"), (15, "十五"), (20, "二十"), (56, "五十六"), (102, "一百零二")];
        for (number, expected) in cases {
            assert_eq!(numeral(number), expected);
        }
        assert_eq!(numeral(110), "一百一十");
        assert_eq!(numeral(1_005), "一千零五");
        assert_eq!(numeral(1_260), "一千二百六十");
    }

    #[test]
    fn an_article_is_shown_whole() {
        let reply = article(33).expect("article 33");
        assert!(reply.starts_with("第三十三条 行政机关收到政府信息公开申请，能够当场答复的"));
        assert!(reply.ends_with("行政机关征求第三方和其他机关意见所需时间不计算在前款规定的期限内。"));
        assert_eq!(paragraphs(33).map(|all| all.len()), Some(3));
        assert!(article(30).is_some_and(|text| text.contains("7个工作日内一次性告知申请人作出补正")));
        // The heading of the next chapter is no part of an article.
        assert!(article(26).is_some_and(|text| text.ends_with("从其规定。")));
        assert!(article(56).is_some_and(|text| text.contains("2019年5月15日")));
        assert_eq!(article(0), None);
        assert_eq!(article(57), None);
    }

    #[test]
    fn every_article_of_the_regulation_is_there_in_order() {
        let all: Vec<u16> = articles().map(|(number, _)| number).collect();
        assert_eq!(all, (1..=56).collect::<Vec<u16>>());
        for (number, text) in articles() {
            assert!(text.starts_with(&format!("第{}条 ", numeral(u32::from(number)))), "{text}");
            assert!(text.ends_with('。') || text.ends_with('；'), "{text}");
        }
    }

    #[test]
    fn the_numbers_are_those_of_the_text() {
        let says = |number, words: &str| article(number).is_some_and(|text| text.contains(words));
        assert!(says(30, &format!("{CLARIFY_NOTICE_WD}个工作日")));
        assert!(says(33, &format!("{REPLY_WD}个工作日内予以答复")));
        assert!(says(33, &format!("不得超过{EXTENSION_MAX_WD}个工作日")));
        assert!(says(32, &format!("{THIRD_PARTY_WD}个工作日内提出意见")));
        assert!(says(34, &format!("{JOINT_ORGAN_WD}个工作日内提出意见")));
        assert!(says(26, &format!("{PUBLICATION_WD}个工作日")));
    }
}
