//! Figures of the text among themselves: shares, parts, breakdowns, rates, fees, growth (R5.7, R5.8, R5.16, R5.18 to
//! R5.24).

use std::sync::LazyLock;

use regex::Regex;

use super::super::super::claims::{Share, numeral};
use super::super::words::pattern;
use super::*;

/// R5.7 and R5.8: percentages behind counts of requests.
pub(super) fn shares(report: &Report, claims: &Claims, findings: &mut Vec<Finding>) {
    let (answered, new) = (total(report, Row::Total), total(report, Row::NewlyReceived));
    let due = new.zip(total(report, Row::CarriedIn)).map(|(new, carried_in)| new.saturating_add(carried_in));
    let bases: Vec<u64> = [answered, new, due].into_iter().flatten().filter(|base| *base > 0).collect();
    let of_requests = |share: &&Share| {
        share.section == SectionId::OverviewRequests
            && !["增长", "下降", "上升"].iter().any(|w| share.quote.contains(w))
    };
    let shares: Vec<&Share> = claims.shares.iter().filter(of_requests).collect();
    for share in &shares {
        findings.extend(wrong_share(share, &bases));
    }
    let mut sentences: Vec<usize> = shares.iter().map(|share| share.sentence).collect();
    sentences.dedup();
    for sentence in sentences {
        let of_sentence: Vec<&&Share> = shares.iter().filter(|share| share.sentence == sentence).collect();
        let counts = of_sentence.iter().map(|share| share.count).fold(0, u64::saturating_add);
        let sum: f64 = of_sentence.iter().filter_map(|share| share.percent.parse::<f64>().ok()).sum();
        let whole = of_sentence.len() >= 2 && bases.contains(&counts);
        if whole && (sum - 100.0).abs() > 0.05 * of_sentence.len() as f64 + 1e-9 {
            let found = format!("{sum:.2}");
            let message = format!("各项占比相加为{found}%，不等于100%。");
            let hit = Finding::new("R5.8", Severity::Warn, message).in_section(SectionId::OverviewRequests);
            let quote: Vec<&str> = of_sentence.iter().map(|share| share.quote.as_str()).collect();
            findings.push(hit.expected("100").found(found).quote(quote.join("、")));
        }
    }
}

/// Half a unit of the last printed digit is rounding; up to one unit is cutting off, a hint.
fn wrong_share(share: &Share, bases: &[u64]) -> Option<Finding> {
    let printed: f64 = share.percent.parse().ok()?;
    let decimals = share.percent.split_once('.').map_or(0, |(_, part)| part.len());
    let unit = 10f64.powi(-i32::try_from(decimals).ok()?);
    let exact = |base: u64| share.count as f64 * 100.0 / base as f64;
    let best =
        bases.iter().copied().min_by(|a, b| (exact(*a) - printed).abs().total_cmp(&(exact(*b) - printed).abs()))?;
    let off = (exact(best) - printed).abs();
    // A share of a figure that stands before it in the sentence (不予公开4件，其中…2件，占50%).
    let of_another = share.before.iter().filter(|base| **base > 0 && **base >= share.count);
    if of_another.into_iter().any(|base| (exact(*base) - printed).abs() <= unit / 2.0 + 1e-9) {
        return None;
    }
    if off <= unit / 2.0 + 1e-9 {
        return None;
    }
    let severity = if off < unit { Severity::Hint } else { Severity::Error };
    let expected = format!("{:.decimals$}", exact(best));
    let (count, found) = (share.count, &share.percent);
    let phrase: String = share.quote.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let phrase = if phrase.is_empty() { &share.quote } else { &phrase };
    let message = format!("“{phrase}”占比写为{found}%，按{count}/{best}计算应为{expected}%。");
    let hit = Finding::new("R5.7", severity, message).in_section(share.section);
    Some(hit.expected(expected).found(found.as_str()).quote(share.quote.clone()))
}

/// R5.16: items published against the parts listed with 其中.
pub(super) fn parts(claims: &Claims, findings: &mut Vec<Finding>) {
    for stated in claims.stated.iter().filter(|stated| stated.parts.len() >= 2) {
        let sum = stated.parts.iter().copied().fold(0, u64::saturating_add);
        let Some(expected) = stated.count.filter(|count| *count != sum) else { continue };
        if stated.claim.exactness == Exactness::Exact || stated.claim.exactness == Exactness::Cumulative {
            let message = format!("正文称主动公开信息{expected}条，所列分项相加为{sum}条。");
            let hit = Finding::new("R5.16", Severity::Warn, message).in_section(stated.claim.section);
            findings.push(hit.expected(expected).found(sum).quote(stated.claim.quote.clone()));
        }
    }
}

const N: &str = r"(?P<n>\d+|[一二两三四五六七八九十百]+)(?:件|份|宗)";
static APPLICANTS: LazyLock<Regex> = LazyLock::new(|| {
    let kinds =
        "自然人|公民|商业企业|企业|科研机构|社会公益组织|法律服务机构|法人(?:和|或|及|或者)其他组织|其他组织|法人";
    pattern(&format!(r"(?P<kind>{kinds})(?:申请|提出|提交)?(?:的)?(?:申请)?{N}"))
});
static CHANNELS: LazyLock<Regex> = LazyLock::new(|| {
    let kinds = "当面|现场|信函|邮寄|信件|网络|网上|线上|平台|传真|电子邮件|邮箱|其他渠道|其他方式";
    pattern(&format!(r"(?P<kind>{kinds})(?:提交|提出|申请|方式|渠道|受理|收到|接收)*(?:的)?(?:申请)?{N}"))
});

/// R5.18: requests by applicant and by channel add up to those received.
pub(super) fn breakdowns(report: &Report, findings: &mut Vec<Finding>) {
    let (Some(new), Some(text)) = (total(report, Row::NewlyReceived), report.text(SectionId::OverviewRequests)) else {
        return;
    };
    let due = total(report, Row::CarriedIn).map(|carried_in| new.saturating_add(carried_in));
    for sentence in text.split(['。', '；', '\n']) {
        let bare: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
        // What stands in brackets parts a part again.
        let bare = IN_BRACKETS.replace_all(&bare, "").into_owned();
        if !bare.contains("申请") && !bare.contains("公开件") {
            continue;
        }
        for (phrase, kinds) in [("申请人类型", &*APPLICANTS), ("申请渠道", &*CHANNELS)] {
            let figures: Vec<u64> = kinds.captures_iter(&bare).filter_map(|found| numeral(&found["n"])).collect();
            let sum = figures.iter().copied().fold(0, u64::saturating_add);
            // What is parted is what the sentence speaks of: those received, with those carried in, or those answered.
            let with_carried_in = bare.contains("结转") || bare.contains("应办") || bare.contains("办理");
            let answered = bare.contains("办结") || bare.contains("答复");
            let right = [Some(new), due.filter(|_| with_carried_in), total(report, Row::Total).filter(|_| answered)];
            if figures.len() >= 2 && !right.contains(&Some(sum)) {
                let message = format!("按{phrase}分列的件数相加为{sum}，新收申请为{new}件。");
                let hit = Finding::new("R5.18", Severity::Warn, message).in_section(SectionId::OverviewRequests);
                findings.push(hit.expected(new).found(sum).quote(sentence.trim()));
            }
        }
    }
}

static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[（(][^）)]*[）)]"));
static WHOLE_RATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?P<rate>办结率|按时答复率|按时办结率|按期答复率|及时答复率|答复率)(?:均)?(?:达到|达|为|是)?(?:100%|100％|百分之百)",
    )
});

/// R5.19: a rate of 100 % against what is left open or late.
pub(super) fn rates(report: &Report, findings: &mut Vec<Finding>) {
    for section in &report.sections {
        let bare: String = section.text.chars().filter(|c| !c.is_whitespace()).collect();
        for found in WHOLE_RATE.captures_iter(&bare) {
            // 按时办结率 is the share of what was closed that was closed in time.
            let closing = &found["rate"] == "办结率";
            let left = total(report, Row::CarriedOut).unwrap_or(0);
            let late = ["超期答复", "逾期答复", "超过法定期限", "未按期答复"].iter().any(|words| {
                bare.find(words).is_some_and(|at| {
                    let before: String = bare[..at].chars().rev().take(4).collect();
                    !["未", "无", "没", "杜", "防", "避"].iter().any(|denial| before.contains(denial))
                })
            });
            let message = match (closing && left > 0, late) {
                (true, _) => format!("正文称{}100%，表三仍有结转{left}件。", &found["rate"]),
                (false, true) => format!("正文称{}100%，同时写有超期答复。", &found["rate"]),
                (false, false) => continue,
            };
            let hit = Finding::new("R5.19", Severity::Warn, message).in_section(section.id);
            findings.push(hit.found(left).quote(&found[0]));
        }
    }
}

/// R5.20 to R5.22: the 信息处理费.
pub(super) fn fees(report: &Report, claims: &Claims, findings: &mut Vec<Finding>) {
    let collected: Vec<&Stated> = claims.stated.iter().filter(|stated| stated.claim.key == "fee_collected").collect();
    let in_yuan =
        |stated: &Stated| amount(&stated.claim.value.to_string(), stated.claim.unit.as_deref()).map(|(a, _)| a);
    let own = collected.iter().find(|stated| stated.claim.section == SectionId::OtherMatters);
    if let Some(own) = own {
        let other = collected
            .iter()
            .find(|stated| stated.claim.section != SectionId::OtherMatters && in_yuan(stated) != in_yuan(own));
        if let Some(other) = other {
            let words = |stated: &Stated| {
                format!(
                    "{}{}",
                    stated.claim.value,
                    stated.claim.unit.as_deref().filter(|unit| *unit == "万元").map_or("", |_| "万")
                )
            };
            let message = format!("信息处理费两处不一：{}元、{}元。", words(own), words(other));
            let hit = Finding::new("R5.20", Severity::Error, message).in_section(SectionId::OtherMatters);
            let quote = format!("{}；{}", own.claim.quote, other.claim.quote);
            findings.push(hit.expected(other.claim.value.clone()).found(own.claim.value.clone()).quote(quote));
        }
        // 10 元 is 100,000 hundred-millionths of 万元.
        if in_yuan(own).is_some_and(|sum| !sum.is_multiple_of(100_000)) {
            let found = &own.claim.value;
            let message = format!("信息处理费{found}元不是10元的整数倍，请核对标准。");
            let hit = Finding::new("R5.22", Severity::Hint, message).in_section(SectionId::OtherMatters);
            findings.push(hit.found(found.clone()).quote(own.claim.quote.clone()));
        }
    }
    let unpaid = total(report, Row::FeeNotPaid).unwrap_or(0);
    let told =
        report.text(SectionId::OtherMatters).is_some_and(|text| text.contains("收费通知") || text.contains("缴费通知"));
    if unpaid > 0 && !told {
        let message = format!("有{unpaid}件因逾期未缴费不再处理，第六部分应说明发出收费通知及收取情况。");
        findings.push(Finding::new("R5.21", Severity::Hint, message).in_section(SectionId::OtherMatters).found(unpaid));
    }
}

static GROWTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:申请|公开件)[^。；]{0,24}?(?:同比|(?:较|比)(?:上年|去年|上一年)(?:度)?(?:同期)?)(?P<way>增长|增加|上升|下降|减少|降低)(?:了)?(?:约)?(?P<n>\d+(?:\.\d+)?)(?P<u>%|件)",
    )
});

/// R5.23: growth of requests received against two years' reports.
pub(super) fn growth(report: &Report, before: Option<&Report>, findings: &mut Vec<Finding>) {
    let earlier = before.and_then(|earlier| total(earlier, Row::NewlyReceived)).filter(|count| *count > 0);
    let (Some(now), Some(earlier)) = (total(report, Row::NewlyReceived), earlier) else { return };
    let text = report.text(SectionId::OverviewRequests).unwrap_or_default();
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '％' { '%' } else { c }).collect();
    for found in GROWTH.captures_iter(&bare) {
        let Ok(printed) = found["n"].parse::<f64>() else { continue };
        let sign = if ["增长", "增加", "上升"].contains(&&found["way"]) { 1.0 } else { -1.0 };
        let difference = now as f64 - earlier as f64;
        let decimals = found["n"].split_once('.').map_or(0, |(_, part)| part.len());
        let right = if &found["u"] == "%" { difference * 100.0 / earlier as f64 } else { difference };
        let unit = 10f64.powi(-i32::try_from(decimals).unwrap_or(0));
        if (printed * sign - right).abs() > unit / 2.0 + 1e-9 {
            let way = if right < 0.0 { "减少" } else { "增加" };
            let expected = format!("{way}{:.decimals$}{}", right.abs(), &found["u"]);
            let phrase = format!("{}{}{}", &found["way"], &found["n"], &found["u"]);
            let message = format!("正文称{phrase}，按两年报告计算应为{expected}。");
            let hit = Finding::new("R5.23", Severity::Warn, message).in_section(SectionId::OverviewRequests);
            findings.push(hit.expected(expected).found(phrase).quote(&found[0]));
        }
    }
}

static CHANNEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"通过(?P<name>[^，。；]{2,20}?)(?:等)?(?:官方)?(?:渠道|平台|载体|发布|公开|推送)|(?P<own>(?:微信)?公众号)[^。；]{0,30}?(?:发布|推送)",
    )
});

/// R5.24: nothing put out, yet channels by which it was put out.
pub(super) fn channels_without_items(report: &Report, claims: &Claims, findings: &mut Vec<Finding>) {
    let none = claims.stated.iter().find(|stated| stated.claim.key == "published_items" && stated.count == Some(0));
    let Some(none) = none else { return };
    for id in [SectionId::OverviewProactive, SectionId::OverviewPlatform, SectionId::Overview] {
        let text = report.text(id).unwrap_or_default();
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(found) = CHANNEL.captures(&bare) {
            let phrase = found.name("name").or_else(|| found.name("own")).map_or("", |name| name.as_str());
            let message = format!("正文称主动公开信息0条，同时又称通过“{phrase}”推送信息，请核对。");
            let hit = Finding::new("R5.24", Severity::Hint, message).in_section(id);
            findings.push(hit.found(phrase).quote(format!("{}；{}", none.claim.quote, &found[0])));
            return;
        }
    }
}
