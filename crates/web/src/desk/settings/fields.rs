//! The fields of the settings page: made from what stands, or from what was typed; read back from the form.

use crate::desk::settings::Standing;
use crate::parts::{FieldKind, FieldView, OptionView, Row};
use crate::posted::Posted;
use gongkai_office::settings::{ElectronicDelivery, TEXTS, TypedSettings};
use gongkai_rules::letters::Letterhead;
use gongkai_rules::letters::numbering::{DEFAULT_CASE_PATTERN, DEFAULT_LETTER_PATTERN};
use gongkai_rules::outcomes::Channel;
use jiff::civil::Date;

/// Fields that belong together.
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// A sentence below it; may be empty.
    pub note: &'static str,
    /// Its fields.
    pub fields: Vec<FieldView>,
}

impl Section {
    /// As facts, for whoever may look but not change. `from`: the day the guide shown is in force from; the form
    /// offers today there, for a new version.
    pub fn rows(self, from: &str) -> Vec<Row> {
        let row = |field: FieldView| {
            let value = if field.name == "guide_from" { from.to_owned() } else { said(&field) };
            Row::new(field.label, value)
        };
        self.fields.into_iter().map(row).filter(|row| !row.value.is_empty()).collect()
    }
}

/// What a field says, in words.
fn said(field: &FieldView) -> String {
    let chosen: Vec<&str> =
        field.options.iter().filter(|option| option.selected).map(|option| option.label.as_str()).collect();
    let text = if field.options.is_empty() { field.value.clone() } else { chosen.join("、") };
    if text.is_empty() { "没有填".to_owned() } else { text }
}

/// Channels that may be opened beside counter and post.
const CHANNELS: [(Channel, &str, &str); 3] =
    [(Channel::Web, "web", "网上提交（本网站）"), (Channel::Email, "email", "电子邮件"), (Channel::Fax, "fax", "传真")];

const LETTERHEADS: [(Letterhead, &str, &str); 3] = [
    (Letterhead::Letter, "letter", "信函格式（红色双线，一般用这一种）"),
    (Letterhead::Document, "document", "文件格式（红头）"),
    (Letterhead::Plain, "plain", "白纸，标题写明机关名称"),
];

const DELIVERIES: [(ElectronicDelivery, &str, &str); 2] = [
    (
        ElectronicDelivery::AtDisposal,
        "at_disposal",
        "申请人选择网上领取的，放到网上的当天；没有选择的，第一次打开的当天",
    ),
    (ElectronicDelivery::OnOpening, "on_opening", "都从申请人第一次打开的当天算"),
];

/// What each setting is called.
const LABELS: &[(&str, &str)] = &[
    ("name", "机关全称"),
    ("short_name", "机关简称"),
    ("organ_word", "机关代字"),
    ("issuing_name", "文书署名"),
    ("address", "办公地址"),
    ("postal_code", "邮政编码"),
    ("phone", "联系电话"),
    ("hours", "办公时间"),
    ("contact", "联系人或者科室"),
    ("tracking_url", "进度查询网址"),
    ("reconsideration_body", "行政复议机关名称"),
    ("reconsideration_address", "行政复议机关地址"),
    ("reconsideration_phone", "行政复议机关电话"),
    ("reconsideration_url", "网上申请行政复议的网址"),
    ("court", "有管辖权的人民法院"),
    ("court_address", "人民法院地址"),
    ("supervising_organ", "政府信息公开工作主管部门"),
    ("supervising_phone", "主管部门电话"),
    ("letter_number_pattern", "发文字号的格式"),
    ("case_number_pattern", "申请编号的格式"),
    ("channels", "开通的提交渠道"),
    ("letterhead", "文书的版头"),
    ("inquiry", "行政查询事项的救济"),
    ("electronic_delivery", "网上答复从哪天算送达"),
    ("clarification_period", "补正期限（工作日）"),
    ("guide", "公开指南"),
    ("guide_from", "指南从哪天起用"),
    ("next_number", "下一个申请编号的序号"),
];

/// What a setting is called, by the name of its field.
pub fn label(name: &str) -> Option<&'static str> {
    LABELS.iter().find(|(key, _)| *key == name).map(|(_, label)| *label)
}

/// Values of all fields by name; several for ticks.
type Values<'a> = dyn Fn(&str) -> Vec<String> + 'a;

/// The sections as things stand.
pub fn sections(standing: &Standing, today: Date) -> Vec<Section> {
    build(&|name| stands(standing, today, name), standing)
}

/// The sections as typed.
pub fn typed(form: &Posted, standing: &Standing, _today: Date) -> Vec<Section> {
    build(&|name| form.all(name).into_iter().map(str::to_owned).collect(), standing)
}

fn stands(standing: &Standing, today: Date, name: &str) -> Vec<String> {
    let settings = &standing.settings;
    if let Some(setting) = TEXTS.iter().find(|setting| setting.name == name) {
        let text = (setting.get)(&standing.organ, settings);
        // The program knows where its own progress page is.
        return vec![if name == "tracking_url" && text.is_empty() { standing.tracking.clone() } else { text }];
    }
    let code = |found: Option<&str>| vec![found.unwrap_or_default().to_owned()];
    match name {
        "channels" => {
            let open = CHANNELS.iter().filter(|(channel, ..)| settings.channels.contains(channel));
            open.map(|(_, code, _)| (*code).to_owned()).collect()
        }
        "letterhead" => {
            code(LETTERHEADS.iter().find(|(head, ..)| *head == settings.letters.letterhead).map(|(_, code, _)| *code))
        }
        "electronic_delivery" => {
            code(DELIVERIES.iter().find(|(way, ..)| *way == settings.electronic_delivery).map(|(_, code, _)| *code))
        }
        "inquiry" => code(settings.letters.inquiry_reconsideration_first.then_some("first")),
        "clarification_period" => vec![settings.clarification_period.to_string()],
        "guide" => vec![settings.guide.last().map(|guide| guide.text.clone()).unwrap_or_default()],
        "guide_from" => vec![today.to_string()],
        "next_number" => vec![standing.next.to_string()],
        _ => Vec::new(),
    }
}

fn text(values: &Values<'_>, name: &'static str) -> FieldView {
    let value = values(name).into_iter().next().unwrap_or_default();
    let optional = TEXTS.iter().any(|setting| setting.name == name && setting.optional);
    let field = FieldView::text(name, label(name).unwrap_or_default()).value(value).input("text", "", "off");
    if optional { field.optional() } else { field }
}

/// A setting that a letter cannot do without is not marked as optional, though the page can be saved without it.
fn needed(mut field: FieldView) -> FieldView {
    field.optional = false;
    field
}

fn choice(values: &Values<'_>, name: &'static str, kind: FieldKind, options: &[(&str, &str)]) -> FieldView {
    let chosen = values(name);
    let options = options.iter().map(|(code, label)| {
        let mut option = OptionView::new(*code, *label, "");
        option.selected = chosen.iter().any(|value| value == code);
        option
    });
    FieldView { kind, ..FieldView::radios(name, label(name).unwrap_or_default(), options.collect()) }
}

fn build(values: &Values<'_>, standing: &Standing) -> Vec<Section> {
    let text = |name| text(values, name);
    let pairs = |list: &[(Channel, &'static str, &'static str)]| {
        list.iter().map(|(_, code, label)| (*code, *label)).collect::<Vec<_>>()
    };
    let heads: Vec<(&str, &str)> = LETTERHEADS.iter().map(|(_, code, label)| (*code, *label)).collect();
    let ways: Vec<(&str, &str)> = DELIVERIES.iter().map(|(_, code, label)| (*code, *label)).collect();
    let guide = values("guide").into_iter().next().unwrap_or_default();
    let from = values("guide_from").into_iter().next().unwrap_or_default();
    let sample = standing.settings.case_number(&standing.organ, 2026, standing.next);
    vec![
        Section {
            title: "机关",
            note: "",
            fields: vec![
                text("name"),
                text("short_name").hint("显示在网页上方"),
                needed(text("organ_word")).hint("用在发文字号里，如“西工公开〔2026〕38号”里的西工").width(10),
            ],
        },
        Section {
            title: "联系方式",
            note: "印在公开指南和每份文书里。",
            fields: vec![
                needed(text("phone")).hint("座机请带区号").width(20).input("tel", "", "off"),
                text("address"),
                text("postal_code").width(10),
                text("hours").hint("如：工作日 8:30 至 12:00，14:30 至 17:30"),
                text("contact").width(20),
                needed(text("tracking_url")).hint("申请人凭编号和查询码看进度的网页").input("url", "", "off"),
            ],
        },
        Section {
            title: "公开指南",
            note: "改动指南的文字，就是一个新版本，从填写的那天起用；以前的版本都保留。",
            fields: vec![
                FieldView::area("guide", "公开指南").value(guide).rows(14).limit(20_000).hint("段落之间空一行"),
                FieldView::day("guide_from", "从哪天起用").value(from).hint("没有改动文字的，不用管这一项"),
            ],
        },
        Section {
            title: "提交渠道",
            note: "窗口和邮寄两种渠道必须受理，不在这里列出。",
            fields: vec![choice(values, "channels", FieldKind::Ticks, &pairs(&CHANNELS))],
        },
        Section {
            title: "救济途径",
            note: "印在每份答复里，写错会使申请人错过救济。请向司法行政部门核对。",
            fields: vec![
                needed(text("reconsideration_body")).hint("如：洛阳市西工区人民政府"),
                needed(text("reconsideration_address")),
                text("reconsideration_phone").width(20).input("tel", "", "off"),
                text("reconsideration_url").input("url", "", "off"),
                needed(text("court")).hint("有的省集中管辖，请核对后填写"),
                text("court_address"),
                text("supervising_organ"),
                text("supervising_phone").width(20).input("tel", "", "off"),
                choice(
                    values,
                    "inquiry",
                    FieldKind::Ticks,
                    &[("first", "行政查询事项也告知先申请行政复议（上级要求的才选）")],
                ),
            ],
        },
        Section {
            title: "文书和编号",
            note: "",
            fields: vec![
                choice(values, "letterhead", FieldKind::Radios, &heads),
                text("issuing_name").hint("不填的，署机关全称"),
                text("letter_number_pattern").hint(format!("不填的，用 {DEFAULT_LETTER_PATTERN}")),
                text("case_number_pattern").hint(format!("不填的，用 {DEFAULT_CASE_PATTERN}")),
                FieldView::text("next_number", "下一个申请编号的序号")
                    .value(values("next_number").into_iter().next().unwrap_or_default())
                    .hint(format!("今年下一件是 {sample}。只能改大，用过的号不能再用"))
                    .width(10)
                    .input("text", "numeric", "off"),
            ],
        },
        Section {
            title: "办理",
            note: "",
            fields: vec![
                FieldView::text("clarification_period", "补正期限（工作日）")
                    .value(values("clarification_period").into_iter().next().unwrap_or_default())
                    .hint("申请人收到补正告知以后有多少个工作日，一般 15")
                    .width(5)
                    .input("text", "numeric", "off"),
                choice(values, "electronic_delivery", FieldKind::Radios, &ways).hint("法律没有规定，这是本系统的约定"),
            ],
        },
    ]
}

/// After a conflict: beside each field that somebody changed, what is saved now.
pub fn tell_present(sections: &mut [Section], changed: &[&String], present: Vec<Section>) {
    let present: Vec<FieldView> = present.into_iter().flat_map(|section| section.fields).collect();
    for field in sections.iter_mut().flat_map(|section| &mut section.fields) {
        if changed.iter().any(|name| **name == field.name)
            && let Some(now) = present.iter().find(|now| now.name == field.name)
        {
            field.hint = Some(format!("现在保存的是：{}", said(now)));
        }
    }
}

/// What was typed.
pub fn read(form: &Posted) -> TypedSettings {
    let texts = TEXTS.iter().filter(|setting| form.has(setting.name));
    let letterhead = LETTERHEADS.iter().find(|(_, code, _)| *code == form.text("letterhead"));
    let delivery = DELIVERIES.iter().find(|(_, code, _)| *code == form.text("electronic_delivery"));
    let open = form.all("channels");
    TypedSettings {
        texts: texts.map(|setting| (setting.name, form.text(setting.name).to_owned())).collect(),
        channels: CHANNELS.iter().filter(|(_, code, _)| open.contains(code)).map(|(channel, ..)| *channel).collect(),
        letterhead: letterhead.map_or(Letterhead::default(), |(head, ..)| *head),
        inquiry_reconsideration_first: form.text("inquiry") == "first",
        electronic_delivery: delivery.map_or(ElectronicDelivery::default(), |(way, ..)| *way),
        clarification_period: form.text("clarification_period").to_owned(),
        guide: form.text("guide").to_owned(),
        guide_from: form.day("guide_from"),
        next_number: form.text("next_number").to_owned(),
    }
}
