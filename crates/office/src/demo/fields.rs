//! What the invented letters state: a plausible value for every field that a person would fill in.

use gongkai_rules::letters::{FieldKind, FieldValue, Fields, LetterKind, Required, WithheldPart};
use gongkai_rules::organs::Organ;
use gongkai_rules::outcomes::Outcome;
use jiff::civil::Date;

/// Fills the fields of a letter about a subject, on a day.
pub fn fill(kind: LetterKind, subject: &str, organ: &Organ, today: Date) -> Fields {
    let mut fields = Fields::new();
    for field in kind.model().fields.iter().filter(|field| !field.by_case) {
        let wanted = field.is_required(&fields) || matches!(field.required, Required::Always) || helps(field.name);
        if !wanted {
            continue;
        }
        let value = match field.kind {
            FieldKind::ShortText => FieldValue::Text(short(field.name, subject, organ)),
            FieldKind::LongText => FieldValue::Text(long(field.name, subject)),
            FieldKind::Date => FieldValue::Date(day(field.name, today)),
            FieldKind::Number => FieldValue::Number(number(field.name)),
            FieldKind::List | FieldKind::Names => FieldValue::List(lines(field.name, subject)),
            FieldKind::Choice(choices) => {
                FieldValue::Text(choices.first().map(|(code, _)| (*code).to_owned()).unwrap_or_default())
            }
            FieldKind::WithheldParts => FieldValue::Parts(vec![WithheldPart {
                part: "第3页收款账户".into(),
                ground: Outcome::InternalAffairs,
                reason: "收款账户只用于内部财务结算，公开对申请人了解项目没有帮助，反而增加被冒用的风险".into(),
            }]),
        };
        fields.set(field.name, value);
    }
    fields
}

/// Optional fields that make a letter better and are never wrong.
fn helps(name: &str) -> bool {
    matches!(name, "responsible_organ" | "organ_address" | "organ_phone" | "index_number")
}

fn day(name: &str, today: Date) -> Date {
    let back = |days: i64| today.checked_sub(jiff::Span::new().days(days)).unwrap_or(today);
    match name {
        "disclose_on" => today.checked_add(jiff::Span::new().days(5)).unwrap_or(today),
        "respond_by" => today.checked_add(jiff::Span::new().days(20)).unwrap_or(today),
        "published_on" => back(120),
        "earlier_received_on" => back(90),
        "earlier_answered_on" => back(70),
        "period_from" => back(60),
        "delayed_to" => today.checked_add(jiff::Span::new().days(60)).unwrap_or(today),
        _ => back(5),
    }
}

fn number(name: &str) -> u64 {
    match name {
        "clarify_days" => 15,
        "extension_days" => 15,
        "copies" => 1,
        "count" => 24,
        "days" => 10,
        _ => 6,
    }
}

fn short(name: &str, subject: &str, organ: &Organ) -> String {
    match name {
        "information_title" | "earlier_request" => subject.to_owned(),
        "form" => "电子文档".into(),
        "index_number" => format!("{}0012-0301-0007", organ.code),
        "separation" => "不予公开处已经遮盖并标明".into(),
        "publisher" => "本机关".into(),
        "url" => format!("https://gongkai.example/o/{}/guide", organ.code),
        "column" => "政府信息公开 > 法定主动公开内容".into(),
        "secrecy_article" => "第十三条第一款第四项".into(),
        "nature" => "统计调查中获得的能够识别单个对象身份的资料".into(),
        "law_title" if subject.contains("登记") => "不动产登记暂行条例".into(),
        "law_title" => "中华人民共和国统计法".into(),
        "law_article" => "第二十五条".into(),
        "subject" => "城市供水设施的安全防护布置".into(),
        "internal_matter" => "公务用车调度和后勤管理".into(),
        "process" => "拟订停车收费方案".into(),
        "stage" => "仍在征求意见，尚未决定".into(),
        "case_kind" => "违法建设查处".into(),
        "special_law" => "《中华人民共和国行政处罚法》".into(),
        "registry_kind" => "不动产登记".into(),
        "competent_body" => "区不动产登记中心".into(),
        "address" | "organ_address" => "人民路66号".into(),
        "organ_phone" => "0999-5555 0266".into(),
        "responsible_organ" => "云溪市临江区住房保障中心".into(),
        "period" => "2019年至今".into(),
        "source_records" => "近五年的逐户台账".into(),
        "related_items" => "暂无".into(),
        "petition_channel" => "区信访局".into(),
        "earlier_letter_number" => format!("{}公开〔2024〕3号-答", organ.organ_word),
        "publication_title" => "临江区年鉴".into(),
        "place" => "区图书馆".into(),
        "obtained_on" => "去年6月".into(),
        "obtained_way" => "本机关的答复".into(),
        "own_view" => "不予公开".into(),
        "payment_method" => "非税收入缴款".into(),
        _ => "见附件".into(),
    }
}

fn long(name: &str, subject: &str) -> String {
    match name {
        "extension_reason" => "需要核对的材料较多、分散在三个社区".into(),
        "passages" => "第3页的报价明细".into(),
        "content_to_disclose" => "第3页的报价总额，不含分项单价".into(),
        "disclosure_reasons" => "所涉资金由财政支付，总额关系居民的切身利益，不涉及报价策略".into(),
        "harm" => "使该公司的报价策略为同业知悉，影响其参加以后的投标".into(),
        "foreseeable_harm" => "使供水设施的薄弱部位为人利用，影响供水安全".into(),
        "public_interest" => "该信息不涉及公共安全和公众健康，不公开不会对公共利益造成重大影响".into(),
        "rule_summary" => {
            "统计调查中获得的能够识别或者推断单个统计调查对象身份的资料，任何单位和个人不得对外提供".into()
        }
        "work" => "逐户汇总、按年统计和重新制表".into(),
        "substance" => format!("对{subject}所涉事项的处理不满，要求查处有关人员"),
        "sameness" => "两次申请的文件名称和年份完全一致，信息状况没有变化".into(),
        "wanted" => "对该信息的真实性作出确认并加盖印章".into(),
        "assessment" => "所述理由与申请的数量和频次明显不相称，同一事项反复申请，内容大多重合".into(),
        "stated_reasons" => "个人研究需要".into(),
        "volume_facts" => "涉及材料约3000页，其中同一事项申请12次".into(),
        "ground" => "该申请人在同一自然月内已经提出十一件申请，本件为第十二件，内容多有重合".into(),
        "reason" => {
            format!("经核对，{subject}的内容与本机关的职责和现有材料对照后属于上述情形，公开会影响正常工作的开展")
        }
        "legal_assessment" => "所提的是对办事流程的咨询，没有指向已经制作或者获取的记录，已经由窗口电话解答".into(),
        _ => format!("结合{subject}的实际情况作了核对"),
    }
}

fn lines(name: &str, subject: &str) -> Vec<String> {
    let lines: &[&str] = match name {
        "document_list" => return vec![format!("{subject}（复印件）")],
        "unclear_points" | "still_unclear_points" => &["没有写明是哪一个年度", "没有写明具体的项目名称"],
        "required_items" => &["年度", "项目名称或者文号"],
        "keywords" => return vec![subject.chars().take(8).collect()],
        "systems" => &["公文系统", "综合档案室"],
        "departments" => &["党政综合办公室", "财务科"],
        _ => &["见附件"],
    };
    lines.iter().map(|line| (*line).to_owned()).collect()
}
