//! One invented letter of every kind, complete and fit to be issued.
#![allow(clippy::panic, reason = "a sample that cannot be made fails the test that asked for it")]

use gongkai_rules::letters::{
    Addressee, FieldKind, FieldValue, Fields, Letter, LetterFacts, LetterKind, Letterhead, MatterReply, OrganSettings,
    Seal, WithheldPart, compose,
};
use gongkai_rules::outcomes::{Channel, Outcome};
use jiff::civil::{Date, date};

/// The day on which everything is signed.
pub const TODAY: Date = date(2026, 3, 16);

/// The settings of an invented sub-district office.
pub fn organ() -> OrganSettings {
    let some = |text: &str| Some(text.to_owned());
    OrganSettings {
        full_name: some("洛城市西工区人民政府西工街道办事处"),
        short_name: some("西工街道办事处"),
        organ_word: some("西工"),
        organ_code: some("XG"),
        address: some("洛城市西工区凯旋路9号"),
        phone: some("0379-5555 0100"),
        hours: some("工作日9时至12时、14时至17时30分"),
        tracking_url: some("https://gongkai.example/track"),
        reconsideration_body: some("洛城市西工区人民政府"),
        reconsideration_address: some("西工区体育场路1号"),
        reconsideration_phone: some("0379-5555 0200"),
        reconsideration_url: some("https://fuyi.example"),
        court: some("洛城铁路运输法院"),
        supervising_organ: some("西工区人民政府办公室"),
        supervising_phone: some("0379-5555 0300"),
        ..OrganSettings::default()
    }
}

/// The case behind the letters.
pub fn facts() -> LetterFacts {
    LetterFacts {
        addressee: Addressee::person("欧阳思源"),
        applicant_names: vec!["欧阳思源".to_owned()],
        case_number: "XG-2026-0038".to_owned(),
        submitted_on: date(2026, 2, 27),
        channel: Channel::Web,
        received_on: Some(date(2026, 3, 2)),
        request_text: "2025年老旧小区加装电梯补助资金的发放名单和拨付明细".to_owned(),
        clarified_on: None,
        extended: None,
        consulted: None,
        due_on: Some(date(2026, 3, 30)),
        overdue_recorded: false,
        query_code: Some("7KQ4M29X".to_owned()),
        delivered_online: true,
        matters: Vec::new(),
        attachments: Vec::new(),
        letter_number: None,
        signed_on: Some(TODAY),
        today: TODAY,
        seal: Seal::NotRecorded,
    }
}

/// Plausible values for every field of a kind.
pub fn fields(kind: LetterKind) -> Fields {
    let mut fields = Fields::new();
    for field in kind.model().fields {
        let value = match field.kind {
            FieldKind::ShortText => FieldValue::Text(short(field.name).to_owned()),
            FieldKind::LongText => FieldValue::Text(long(field.name).to_owned()),
            FieldKind::Date => FieldValue::Date(day(field.name)),
            FieldKind::Number => FieldValue::Number(number(field.name)),
            FieldKind::List | FieldKind::Names => {
                FieldValue::List(lines(field.name).iter().map(|&line| line.to_owned()).collect())
            }
            FieldKind::Choice(choices) => {
                FieldValue::Text(choices.first().map(|(value, _)| *value).unwrap_or_default().to_owned())
            }
            FieldKind::WithheldParts => FieldValue::Parts(parts()),
        };
        fields.set(field.name, value);
    }
    fields
}

/// The letter of a kind, signed.
pub fn letter(kind: LetterKind) -> Letter {
    let mut facts = facts();
    facts.letter_number = kind.suffix().map(|suffix| format!("西工公开〔2026〕38号-{suffix}"));
    if kind.hides_applicant() {
        facts.addressee = Addressee::organisation("洛城市宏远电梯工程有限公司");
    }
    facts.attachments = attachments(kind);
    compose(kind, &facts, &fields(kind), &organ())
        .unwrap_or_else(|problems| panic!("{kind:?}: {:?}", problems.iter().map(|p| p.message()).collect::<Vec<_>>()))
}

/// The files that go with the letter of a kind.
pub fn attachments(kind: LetterKind) -> Vec<String> {
    let name = match kind {
        LetterKind::Disclosed => "2025年老旧小区加装电梯补助资金拨付明细表.xlsx",
        LetterKind::PartlyDisclosed => "2025年老旧小区加装电梯补助资金拨付明细表（已遮盖）.pdf",
        LetterKind::Repeated => "原答复副本（西工公开〔2026〕12号-答）.pdf",
        LetterKind::OrganConsultation | LetterKind::JointOrganConsultation => "加装电梯补助办法（征求意见稿）.docx",
        _ => return Vec::new(),
    };
    vec![name.to_owned()]
}

/// The looks a letter may have: the other heads, a draft, several matters, rare characters in a name, sealed.
#[allow(dead_code, reason = "not every test file looks at the variants")]
pub fn variants() -> Vec<(&'static str, Letter)> {
    let mut document = letter(LetterKind::Disclosed);
    document.letterhead = Letterhead::Document;
    let mut plain = letter(LetterKind::Nonexistent);
    plain.letterhead = Letterhead::Plain;
    plain.seal = Seal::Recorded { by: "周敏".to_owned(), on: TODAY };
    let mut draft = letter(LetterKind::ClarificationNotice);
    draft.number = None;
    draft.signed_on = None;
    let mut rare = letter(LetterKind::ExtensionNotice);
    rare.addressee = Some("马䶮、王𬭎、古力娜扎·阿不都热西提".to_owned());
    vec![
        ("variant-document", document),
        ("variant-plain", plain),
        ("variant-draft", draft),
        ("variant-rare", rare),
        ("variant-matters", several_matters()),
    ]
}

/// One letter that answers three matters: given, withheld, not held.
pub fn several_matters() -> Letter {
    let mut facts = facts();
    facts.letter_number = Some("西工公开〔2026〕38号-答".to_owned());
    facts.matters = [
        ("补助资金拨付明细", Outcome::Disclosed, LetterKind::Disclosed),
        ("2026年补助标准的讨论意见", Outcome::ProcessInformation, LetterKind::ProcessInformation),
        ("发放名单", Outcome::NotHeld, LetterKind::OtherOrgan),
    ]
    .into_iter()
    .map(|(subject, outcome, letter)| MatterReply {
        subject: subject.to_owned(),
        outcome,
        letter,
        fields: fields(letter),
    })
    .collect();
    compose(LetterKind::PartlyDisclosed, &facts, &Fields::new(), &organ())
        .unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Two withheld parts on different grounds.
pub fn parts() -> Vec<WithheldPart> {
    vec![
        WithheldPart {
            part: "拨付明细表第4列的收款人身份证号码和银行账号".to_owned(),
            ground: Outcome::ThirdPartyRights,
            reason: "属于第三方个人隐私，公开后收款人可能受到骚扰和财产损失，且与监督资金使用无关".to_owned(),
        },
        WithheldPart {
            part: "第6页关于2026年补助标准的讨论意见".to_owned(),
            ground: Outcome::ProcessInformation,
            reason: "该标准仍在讨论，尚未形成决定，公开会影响工作人员坦率发表意见".to_owned(),
        },
    ]
}

fn short(name: &str) -> &'static str {
    match name {
        "information_title" => "2025年加装电梯补助资金拨付明细表",
        "form" => "电子文档",
        "when" => "2026年3月17日至20日每日9时至12时",
        "where" => "西工街道办事处一楼政府信息公开查阅点",
        "url" => "https://gongkai.example/o/xg/2026/0117.html",
        "column" => "法定主动公开内容·财政资金",
        "index_number" => "XG-2026-00117",
        "document_number" => "西工街办〔2026〕7号",
        "place" => "西工区图书馆二楼政府信息查阅处",
        "separation" => "不予公开处已遮盖并标明",
        "publisher" => "西工街道办事处",
        "classifier" => "洛城市公安局",
        "secret_until" => "2031年12月31日",
        "secrecy_article" => "第十三条第一款第六项",
        "nature" => "统计调查中获得的能够识别单个对象身份的资料",
        "law_title" => "中华人民共和国统计法",
        "law_article" => "第二十五条",
        "competent_body" => "西工区统计局",
        "subject" => "防汛重点部位的视频监控点位",
        "internal_matter" => "公务用车调度",
        "related_items" => "《2025年公务用车运行维护费决算表》",
        "process" => "拟订2026年补助标准",
        "stage" => "仍在征求社区意见，尚未决定",
        "final_result" => "将于2026年6月在区政府网站公布",
        "case_kind" => "违法建设查处",
        "enforcement_number" => "西工城管立字〔2025〕31号",
        "special_law" => "《中华人民共和国行政处罚法》",
        "registry_kind" => "不动产登记",
        "address" => "西工区王城大道200号一楼",
        "competent_phone" | "organ_phone" | "channel_phone" => "0379-5555 0400",
        "required_papers" => "身份证明和查询申请书",
        "period" => "2019年1月至2026年3月",
        "responsible_organ" => "西工区住房保障中心",
        "organ_address" => "西工区唐宫路12号",
        "organ_url" => "https://gongkai.example/o/zbzx",
        "checked" => "区政府各部门和各街道的机构职能",
        "source_records" => "2021年至2025年的逐户发放台账",
        "petition_channel" => "西工区信访局",
        "earlier_request" => "2025年加装电梯补助资金发放名单",
        "earlier_letter_number" | "notice_number" | "consultation_number" => "西工公开〔2026〕12号-答",
        "publication_title" => "洛城年鉴（2025）",
        "seller_or_site" => "洛城出版社读者服务部",
        "obtained_on" => "2025年6月",
        "obtained_way" => "本机关第21号答复",
        "service_office" => "西工区档案馆（电话0379-5555 0500）",
        "amount" => "3000",
        "withdraw_way" => "网上",
        "substance" => "咨询加装电梯的报名条件",
        "ground_text" => "《条例》第二条",
        "handling" => "办理终结",
        "related_channel" => "街道民生服务中心（电话0379-5555 0600）",
        "confirmed_time" => "9时20分",
        "clerk" => "李建军",
        "means" => "电话",
        "applicant_short" => "欧阳思源",
        "reply_way" => "网上查看",
        "difficulty" => "视力不便",
        "requested_form" => "纸质，邮寄",
        "proposals" => "文件名称、文号、年份",
        "checker" => "周敏",
        "own_view" => "不予公开",
        "grades" => "第11件至第30件每件100元",
        "payment_method" => "河南省非税收入统一缴款平台",
        "payment_code" => "4103 0026 0000 1234",
        "delivered_paper" => "政府信息予以公开告知书",
        "delivered_number" => "西工公开〔2026〕38号-答",
        "receiver" => "欧阳思源",
        "way" => "邮政特快专递",
        "tracking_number" => "EX123456789CN",
        "delivered_at" => "2026年3月18日10时15分",
        "signed_by" => "欧阳明",
        "relation" => "父亲",
        "remarks" => "无",
        other => panic!("no sample for the short field {other}"),
    }
}

fn long(name: &str) -> &'static str {
    match name {
        "rule_summary" => {
            "统计调查中获得的能够识别或者推断单个统计调查对象身份的资料，任何单位和个人不得对外提供、泄露"
        }
        "foreseeable_harm" => "使他人掌握监控盲区并避开汛期值守，重点部位可能遭到破坏",
        "harm" => "使收款人的住址和账户被他人掌握，面临骚扰和财产损失",
        "public_interest" => "资金总额、户数和标准已经公开，公众监督资金使用的需要已经得到满足",
        "work" => "逐户核对、按年度和社区汇总并重新制表",
        "substance" => "要求查处某小区物业公司挪用维修资金",
        "sameness" => "两次申请的年度、范围和材料名称一致",
        "extension_reason" => "所涉材料分散在三个社区、需要逐户核对",
        "absence_reason" => "该项补助2025年由区住房保障中心直接发放，本机关没有制作名单",
        "wanted" => "对2025年第21号答复所附明细表的真实性作出书面确认",
        "volume_facts" => "涉及五个年度约3000页材料，其中同一事项申请12次",
        "ground" => "2026年3月内提出第12件申请，内容均为同一小区的往来凭证",
        "assessment" => "申请内容多与生活、生产无关，同一材料反复申请12次且每次更换措辞",
        "stated_reasons" => "个人研究需要",
        "legal_assessment" => "申请人希望了解报名条件和办理流程，需要工作人员解答而不是提供既有材料",
        "passages" => "第3页的报价明细",
        "content_to_disclose" => "第3页报价总额，不含分项单价",
        "disclosure_reasons" => "资金由财政支付，总额关系居民是否受益，社会关注度高",
        "agreed" => "申请人补充了电子邮箱，其余联系方式不变",
        "guidance" => "请写明小区名称、年份和想要的材料，例如“凯旋小区2025年电梯补助拨付表”",
        "applicant_reply" => "同意改为申请2025年拨付明细表",
        "result" => "申请人当场修改了申请内容",
        "doubt" => "文件含有尚未公布的防汛部署，是否属于国家秘密存有疑问",
        "reasons" => "部署涉及重点部位值守安排，公开可能影响防汛安全",
        "accepted_reason" => "用于本小区业主大会讨论维修资金",
        "question" => "有无更新版本",
        "refusal_reason" => "本人拒收，邮件于2026年3月20日退回",
        "reason" => "该材料记载重点部位值守安排，公开后无法通过遮盖消除影响",
        other => panic!("no sample for the long field {other}"),
    }
}

fn lines(name: &str) -> &'static [&'static str] {
    match name {
        "document_list" => &["《2025年老旧小区加装电梯补助资金拨付明细表》"],
        "keywords" => &["加装电梯", "电梯补助", "拨付"],
        "systems" => &["公文处理系统", "财务系统", "街道综合档案室"],
        "departments" => &["城市建设办公室", "财政所"],
        "excerpt" => &["电梯主机单价：人民币19.8万元/台", "安装费：人民币6.2万元/台"],
        "request_list" => {
            &["XG-2026-0021，2026年1月6日，某小区2019年往来凭证", "XG-2026-0038，2026年2月27日，某小区2020年往来凭证"]
        }
        "calculation" => &["第11件至第30件：20件×100元=2000元", "第31件至第35件：5件×200元=1000元"],
        "still_unclear_points" => &["没有指明哪一年", "“有关材料”指什么仍不能确定"],
        "unclear_points" => &["“电梯的钱”指补助资金还是维修资金", "没有写明年份"],
        "required_items" => &["所需材料的名称或者内容", "年份"],
        "materials" => &["政府信息公开申请表", "身份证复印件"],
        "attempts" => &["3月2日9时20分，无人接听", "3月2日15时，已接通"],
        "related_items" => &["《2025年部门决算》"],
        "schedule" => &["2021年至2023年材料，2026年4月30日前", "2024年至2025年材料，2026年5月29日前"],
        "servers" => &["李建军", "周敏"],
        other => panic!("no sample for the list field {other}"),
    }
}

fn day(name: &str) -> Date {
    match name {
        "original_due_on" => date(2026, 3, 30),
        "extended_to" => date(2026, 4, 28),
        "delayed_to" | "expected_on" | "clarify_by" | "pay_by" => date(2026, 5, 29),
        "period_from" => date(2026, 1, 1),
        _ => date(2026, 3, 9),
    }
}

fn number(name: &str) -> u64 {
    match name {
        "copies" => 1,
        "pages" => 8,
        "count" => 36,
        _ => 15,
    }
}
