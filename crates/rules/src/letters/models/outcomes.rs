//! Wording of the letters that end the handling of a request (letters sheet 3.2).

use super::{Model, Opening};
use crate::letters::fields::Field;

const TITLE: Field =
    Field::short("information_title", "所涉政府信息", "文件名称、文号，或者能够认出它的描述；不用书名号");

pub(in crate::letters) const DISCLOSED: Model = Model {
    opening: Opening::Full,
    body: "所申请信息可以公开。依据《条例》第三十六条第二项、第四十条，\
[manner=attached|现以{form}形式向{you}提供：{document_list}，共{copies}份、{pages}页（附后）。]\
[manner=on_site|请{you}于{when}携有效证件到{where}查阅、抄录，可以复制：{document_list}。]\
上述内容为本机关制作或者获取时的原有状态，未作加工、汇总。如发现缺页、无法打开或者与申请内容不符，\
请与本机关联系，本机关将及时核对补正。",
    fields: &[
        Field::choice("manner", "提供方式", &[("attached", "随本告知书提供"), ("on_site", "到现场查阅、抄录")]),
        Field::names("document_list", "提供的文件", "每行一份，写全名称，需要时加书名号和文号"),
        Field::short("form", "提供的形式", "例如纸质、电子文档、光盘").when("manner", "attached"),
        Field::number("copies", "份数", "").when("manner", "attached"),
        Field::number("pages", "页数", "").when("manner", "attached"),
        Field::short("when", "查阅的时间", "例如2026年3月9日至13日每个工作日9时至17时").when("manner", "on_site"),
        Field::short("where", "查阅的地点", "写到门牌和房间").when("manner", "on_site"),
    ],
    one_of: &[],
};

pub(in crate::letters) const ALREADY_PUBLISHED: Model = Model {
    opening: Opening::Full,
    body: "所申请的“{information_title}”已由{publisher}于{published_on}主动公开。依据《条例》第三十六条第一项，\
现告知获取途径：打开{url}，进入“{column}”栏目[，索引号为{index_number}][，文号为{document_number}]\
[；也可以到{place}查阅、下载或者打印]。不便上网的，请致电{phone}，本机关提供纸质件或者现场协助。",
    fields: &[
        TITLE,
        Field::short("publisher", "公开的机关", ""),
        Field::date("published_on", "公开日期"),
        Field::short("url", "准确的网址", "直接打开这条信息的网址，不能只写网站首页"),
        Field::short("column", "栏目", "例如 政府信息公开 > 财政预决算"),
        Field::short("index_number", "索引号", "").optional(),
        Field::short("document_number", "文号", "").optional(),
        Field::short("place", "线下查阅的地点", "例如 区档案馆、图书馆、政务服务大厅").optional(),
    ],
    one_of: &[(&["index_number", "document_number"], "请填写索引号或者文号，使申请人能够直接找到")],
};

pub(in crate::letters) const PARTLY_DISCLOSED: Model = Model {
    opening: Opening::Full,
    body: "所申请信息中含有不应当公开的内容，能够作区分处理。依据《条例》第三十七条，现以{form}形式提供可以公开的部分：\
{document_list}（附后，共{pages}页，{separation}）。\n\
下列内容不予公开：{withheld_parts}。\n\
除上述内容外，所提供内容与原件一致。",
    fields: &[
        Field::names("document_list", "提供的文件", "每行一份，写全名称"),
        Field::short("form", "提供的形式", "例如纸质、电子文档"),
        Field::number("pages", "页数", ""),
        Field::short("separation", "怎样作的区分处理", "例如 不予公开处已遮盖并标明"),
        Field::parts("withheld_parts", "不予公开的部分", "每一处写明位置、依据和结合本件的理由，不写内容本身"),
    ],
    one_of: &[],
};

pub(in crate::letters) const STATE_SECRET: Model = Model {
    opening: Opening::Full,
    body: "经审查，所申请的“{information_title}”已[由{classifier}]依照法定程序确定为国家秘密[，密级为{level}]\
[，保密期限至{secret_until}]，目前尚未解密，也不能作区分处理。{reason}。\
依据《条例》第十四条和《中华人民共和国保守国家秘密法》{secrecy_article}，本机关决定不予公开。\
该信息解密后，{you}可以重新提出申请。",
    fields: &[
        TITLE,
        Field::short("classifier", "定密机关", "写出来本身会泄密的不写，依据留在案卷里").optional(),
        Field::choice("level", "密级", &[("top_secret", "绝密"), ("secret", "机密"), ("confidential", "秘密")])
            .optional(),
        Field::short("secret_until", "保密期限截止", "例如2031年12月31日，或者解密条件").optional(),
        Field::short("secrecy_article", "保守国家秘密法的条款", "例如第十三条第一款第四项"),
        Field::long("reason", "理由", "为什么不能公开、为什么不能区分处理；不写秘密内容本身").reason(),
    ],
    one_of: &[],
};

pub(in crate::letters) const FORBIDDEN_BY_LAW: Model = Model {
    opening: Opening::Full,
    body: "经审查，所申请的“{information_title}”属于{nature}。《{law_title}》{law_article}规定：{rule_summary}。\
{reason}。该信息属于{law_kind}禁止公开的政府信息，且无法作区分处理后提供。\
依据《条例》第十四条，本机关决定不予公开。\
[对其中可以依照《{law_title}》由特定主体查询的内容，请按该规定向{competent_body}提出。]",
    fields: &[
        TITLE,
        Field::short("nature", "信息的性质", "例如统计调查中获得的能够识别单个对象身份的资料"),
        Field::choice("law_kind", "禁止公开的规定", &[("law", "法律"), ("administrative_regulation", "行政法规")]),
        Field::short("law_title", "法律或者行政法规的名称", "不加书名号；规章和规范性文件不能作为依据"),
        Field::short("law_article", "条款", "例如第二十五条"),
        Field::long("rule_summary", "条款的内容", "摘录禁止公开的规定"),
        Field::long("reason", "理由", "本件信息为什么落入这一规定").reason(),
        Field::short("competent_body", "特定主体可以查询的机关", "该法另有查询规定的才填").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const ENDANGERS_SECURITY: Model = Model {
    opening: Opening::Full,
    body: "经审查，所申请的“{information_title}”涉及{subject}。本机关对公开后果进行了评估：公开后可能{foreseeable_harm}，\
危及{protected_interest}，该后果现实存在且难以通过遮盖部分内容避免。依据《条例》第十四条，本机关决定不予公开。\
本机关将按《条例》第十八条定期评估，情势变化后可以公开的，及时公开。",
    fields: &[
        TITLE,
        Field::short("subject", "涉及的事项", ""),
        Field::choice(
            "protected_interest",
            "危及哪一项",
            &[
                ("national_security", "国家安全"),
                ("public_security", "公共安全"),
                ("economic_security", "经济安全"),
                ("social_stability", "社会稳定"),
            ],
        ),
        Field::long("foreseeable_harm", "具体、可以预见的危害", "接在“公开后可能”之后，写清谁会怎样，不写套话")
            .reason(),
    ],
    one_of: &[],
};

pub(in crate::letters) const THIRD_PARTY_RIGHTS: Model = Model {
    opening: Opening::Full,
    body: "所申请的“{information_title}”涉及第三方的{interest}。本机关依据《条例》第三十二条书面征求了第三方意见，\
[position=refused|第三方于{responded_on}表示不同意公开，并说明公开将{harm}。]\
[position=silent|第三方逾期未提出意见，经本机关审查，公开将{harm}。]\
{public_interest}。本机关未发现不公开会对公共利益造成重大影响的情形。依据《条例》第十五条，决定不予公开。",
    fields: &[
        TITLE,
        Field::choice(
            "interest",
            "涉及的权益",
            &[("trade_secret", "商业秘密"), ("personal_privacy", "个人隐私"), ("other_right", "其他合法权益")],
        ),
        Field::choice("position", "第三方的意见", &[("refused", "不同意公开"), ("silent", "逾期没有答复")]),
        Field::date("responded_on", "收到意见的日期").when("position", "refused"),
        Field::long("harm", "公开会造成的损害", "接在“公开将”之后，写具体的损害").reason(),
        Field::long("public_interest", "对公共利益的权衡", "不公开会不会影响公共利益，影响有多大"),
    ],
    one_of: &[],
};

pub(in crate::letters) const INTERNAL_AFFAIRS: Model = Model {
    opening: Opening::Full,
    body: "经审查，所申请的“{information_title}”是本机关在{internal_matter}方面形成的信息，\
属于《条例》第十六条第一款所称{kind}信息，只在机关内部使用，对外不产生影响，也没有法律、法规、规章规定应当公开。\
综合考虑公开的必要性和对内部管理的影响，{reason}，本机关决定不予公开。[与此有关的对外事项，可参阅已公开的{related_items}。]",
    fields: &[
        TITLE,
        Field::short("internal_matter", "形成这条信息的内部工作", "例如公务用车调度"),
        Field::choice(
            "kind",
            "属于哪一类",
            &[("personnel", "人事管理"), ("logistics", "后勤管理"), ("workflow", "内部工作流程")],
        ),
        Field::long("reason", "为什么决定不公开", "条例规定“可以不予公开”，请写明裁量的理由").reason(),
        Field::short("related_items", "已公开的相关信息", "").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const PROCESS_INFORMATION: Model = Model {
    opening: Opening::Full,
    body: "经审查，所申请的“{information_title}”是本机关在{process}过程中形成的{kind}，所涉事项{stage}，\
内容尚不成熟、不确定。{reason}。依据《条例》第十六条第二款，且无法律、法规、规章规定其应当公开，本机关决定不予公开。\
[该事项的最终结果{final_result}，{you}可以据此了解。]",
    fields: &[
        TITLE,
        Field::short("process", "履行什么职责的过程", "例如拟订停车收费方案"),
        Field::choice(
            "kind",
            "属于哪一类",
            &[("discussion", "讨论记录"), ("draft", "过程稿"), ("negotiation", "磋商信函"), ("request", "请示报告")],
        ),
        Field::short("stage", "所处阶段", "例如仍在征求意见，尚未决定"),
        Field::long("reason", "理由", "公开会怎样影响讨论或者决策").reason(),
        Field::short("final_result", "最终结果在哪里", "例如已于2026年5月8日在区政府网站公布").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const ENFORCEMENT_FILE: Model = Model {
    opening: Opening::Full,
    body: "经审查，所申请的“{information_title}”是本机关办理{case_kind}案件[（{enforcement_number}）]形成并归入案卷的材料，\
属于《条例》第十六条第二款规定的行政执法案卷信息，没有法律、法规、规章规定其应当公开。{reason}，本机关决定不予公开。\
{you}如为该案当事人或者利害关系人，可以依照{special_law}申请查阅案卷。[依法应当公示的处理决定见{url}。]",
    fields: &[
        TITLE,
        Field::short("case_kind", "案件的种类", "例如违法建设查处"),
        Field::short("enforcement_number", "案号", "写出来会泄露当事人身份的不写").optional(),
        Field::long("reason", "理由", "公开会怎样影响执法或者当事人").reason(),
        Field::short("special_law", "当事人查阅案卷的规定", "例如《中华人民共和国行政处罚法》"),
        Field::short("url", "公示处理决定的网址", "").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const ADMINISTRATIVE_INQUIRY: Model = Model {
    opening: Opening::Full,
    body: "所申请的“{information_title}”属于{registry_kind}资料，《{law_title}》{law_article}对其查询主体、条件和程序另有规定。\
依据《条例》第三十六条第七项，请{you}依照该规定向{competent_body}申请查询，地址{address}[，电话{competent_phone}]\
[，所需材料：{required_papers}]。该查询不适用政府信息公开申请程序，本机关对本件申请办理终结。",
    fields: &[
        TITLE,
        Field::short("registry_kind", "资料的种类", "例如不动产登记、企业登记"),
        Field::short("law_title", "另有规定的法律、行政法规", "不加书名号"),
        Field::short("law_article", "条款", ""),
        Field::short("competent_body", "查询的机关", ""),
        Field::short("address", "查询的地址", ""),
        Field::short("competent_phone", "查询的电话", "").optional(),
        Field::short("required_papers", "需要带的材料", "").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const NONEXISTENT: Model = Model {
    opening: Opening::Full,
    body: "本机关对所申请的“{information_title}”进行了检索：以“{keywords}”等为检索词，在{systems}中查找{period}的文件和档案，\
并向{departments}核实，均未发现该信息。[{absence_reason}。]依据《条例》第三十六条第四项，现告知{you}该政府信息不存在。\
如{you}掌握文号、形成时间等线索，请提供给本机关，以便再次查找。",
    fields: &[
        TITLE,
        Field::names("keywords", "检索词", "每行一个"),
        Field::names("systems", "查找的系统和档案", "每行一处，例如 公文系统、综合档案室"),
        Field::short("period", "查找的时段", "例如2019年至2026年"),
        Field::names("departments", "核实的部门", "每行一个"),
        Field::long("absence_reason", "没有制作或者没有保存的原因", "知道的才写").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const OTHER_ORGAN: Model = Model {
    opening: Opening::Full,
    body: "经审查，{reason}，所申请的“{information_title}”依据《条例》第十条不属于本机关负责公开。\
[?responsible_organ|依据《条例》第三十六条第五项，现告知{you}：请向{responsible_organ}提出申请。]\
[其政府信息公开工作机构地址{organ_address}。][其电话{organ_phone}。][网上申请入口{organ_url}。]\
[!responsible_organ|本机关现有材料不能确定负责公开该信息的机关，已查询的范围为{checked}。依据《条例》第三十六条第五项，特此告知{you}。]",
    fields: &[
        TITLE,
        Field::long("reason", "为什么不由本机关公开", "例如 该文件由区住房保障中心制作").reason(),
        Field::short("responsible_organ", "负责公开的机关", "能够确定的必须写明").optional(),
        Field::short("organ_address", "该机关的地址", "").optional(),
        Field::short("organ_phone", "该机关的电话", "").optional(),
        Field::short("organ_url", "该机关的网上申请入口", "").optional(),
        Field::short("checked", "不能确定时：已查询的范围", "").optional(),
    ],
    one_of: &[
        (&["responsible_organ", "checked"], "请写明负责公开的机关；不能确定的，写明已查询的范围"),
        (&["organ_address", "organ_phone", "organ_url", "checked"], "请写明负责机关的联系方式：地址、电话或者网上入口"),
    ],
};

pub(in crate::letters) const WOULD_NEED_MAKING: Model = Model {
    opening: Opening::Full,
    body: "本机关没有现成的“{information_title}”。满足该申请需要对{source_records}进行{work}，不属于《条例》第三十七条规定的区分处理。\
依据《条例》第三十八条，行政机关提供的应当是已制作或者获取的政府信息，本机关对此不予提供。\
与{you}需求相近的现有信息：{related_items}，如有需要可以另行申请。",
    fields: &[
        TITLE,
        Field::short("source_records", "需要加工的原始材料", "例如2021年至2025年的逐户台账"),
        Field::long("work", "需要做的工作", "例如逐户汇总、按年统计和重新制表").reason(),
        Field::short("related_items", "相近的现有信息", "没有的写“暂无”"),
    ],
    one_of: &[],
};

pub(in crate::letters) const STILL_UNCLEAR: Model = Model {
    opening: Opening::Full,
    body: "本机关于{noticed_on}告知{you}补正，{you}于{clarification_received_on}提交了补正材料。经审查，补正后的内容仍不能指向特定的政府信息，\
具体为：{still_unclear_points}。本机关据此无法检索和提供，依据《条例》第二十九条、第三十条，本件申请办理终结。\
{you}明确所需信息的名称、文号或者其他特征后，可以重新提出申请。",
    fields: &[
        Field::date("noticed_on", "补正告知的日期").by_case(),
        Field::date("clarification_received_on", "收到补正材料的日期").by_case(),
        Field::list("still_unclear_points", "仍不明确之处", "每行一点"),
    ],
    one_of: &[],
};

pub(in crate::letters) const PETITION_OR_COMPLAINT: Model = Model {
    opening: Opening::Full,
    body: "经审查，本件的实质内容是{substance}，属于以政府信息公开申请的形式进行信访、投诉、举报等活动。\
依据《条例》第三十九条第一款，本机关不作为政府信息公开申请处理。{you}可以通过下列渠道反映：{petition_channel}，地址{address}\
[，电话{channel_phone}]。申请材料中如另有获取特定政府信息的要求，请单独提出，本机关依法办理。",
    fields: &[
        Field::long("substance", "申请的实质内容", "用一两句概括诉求").reason(),
        Field::short("petition_channel", "应当走的渠道", "例如区信访局"),
        Field::short("address", "渠道的地址", ""),
        Field::short("channel_phone", "渠道的电话", "").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const REPEATED: Model = Model {
    opening: Opening::Full,
    body: "{you}曾于{earlier_received_on}向本机关申请公开“{earlier_request}”，本机关已于{earlier_answered_on}作出答复（{earlier_letter_number}）并送达。\
{sameness}，本次申请与该次申请所要获取的政府信息相同，信息状况没有变化。依据《条例》第三十六条第六项，本机关不予重复处理。\
原答复副本附后，供{you}查阅。",
    fields: &[
        Field::date("earlier_received_on", "上次收到申请的日期"),
        Field::short("earlier_request", "上次申请的内容", ""),
        Field::date("earlier_answered_on", "上次答复的日期"),
        Field::short("earlier_letter_number", "上次答复的文号", "例如西工公开〔2026〕12号-答"),
        Field::long("sameness", "为什么认定两次申请的信息相同", "").reason(),
    ],
    one_of: &[],
};

pub(in crate::letters) const PUBLIC_PUBLICATION: Model = Model {
    opening: Opening::Full,
    body: "所申请的“{publication_title}”属于{publication_kind}，是面向社会公开发行的出版物，不通过政府信息公开申请程序提供。\
依据《条例》第三十九条第二款，现告知获取途径：可到{place}免费阅览[，或者通过{seller_or_site}购买、下载]。\
如需查找其中某一具体文件，请告知文件名称，本机关协助检索。",
    fields: &[
        Field::short("publication_title", "出版物的名称", "不用书名号"),
        Field::choice(
            "publication_kind",
            "出版物的种类",
            &[("gazette", "政府公报"), ("periodical", "报刊"), ("book", "书籍"), ("other", "其他公开出版物")],
        ),
        Field::short("place", "可以阅览的地点", "例如区图书馆"),
        Field::short("seller_or_site", "购买或者下载的途径", "").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const EXCESSIVE_WITHOUT_REASON: Model = Model {
    opening: Opening::Full,
    body: "{period_from}至{period_to}，{you}共提交政府信息公开申请{count}件。本机关于{requested_on}要求说明理由，\
[answer=explained|{you}于{explained_on}回复：{stated_reasons}。经审查，]\
[answer=silent|{you}逾期未作说明。根据现有材料，]\
{assessment}，不足以说明申请的数量、频次具有合理性。依据《条例》第三十五条，本机关对附件清单所列申请不予处理。",
    fields: &[
        Field::date("period_from", "统计时段：从"),
        Field::date("period_to", "统计时段：到"),
        Field::number("count", "申请件数", ""),
        Field::date("requested_on", "要求说明理由的日期").by_case(),
        Field::choice("answer", "申请人的说明", &[("explained", "作了说明"), ("silent", "逾期没有说明")]),
        Field::date("explained_on", "收到说明的日期").when("answer", "explained"),
        Field::long("stated_reasons", "申请人说明的理由", "如实概括").when("answer", "explained"),
        Field::long("assessment", "为什么不合理", "结合数量、频次和内容来写").reason(),
        Field::list("request_list", "申请清单", "统计时段内的申请，由系统列出").by_case(),
    ],
    one_of: &[],
};

pub(in crate::letters) const CONFIRM_OR_REISSUE: Model = Model {
    opening: Opening::Full,
    body: "所申请的“{information_title}”，{you}已于{obtained_on}通过{obtained_way}取得。本件实际要求本机关{wanted}，不是获取政府信息，\
因此不按政府信息公开申请处理。[需要证明、复印或者核对档案的，请按规定向{service_office}办理。]",
    fields: &[
        TITLE,
        Field::short("obtained_on", "申请人何时取得", "例如2025年6月"),
        Field::short("obtained_way", "如何取得", "例如本机关2025年第12号答复"),
        Field::long("wanted", "实际要求", "接在“要求本机关”之后，例如对该信息的真实性作出确认").reason(),
        Field::short("service_office", "可以办理证明、复印的单位", "单位名称，带上电话").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const NOT_CLARIFIED_IN_TIME: Model = Model {
    opening: Opening::Full,
    body: "本机关于{noticed_on}作出{notice_number}补正告知书，{notice_delivered_on}送达{you}，要求在{clarify_by}前补正。\
截至该日，本机关未收到补正材料，{you}也未说明正当理由。依据《条例》第三十条，视为放弃本件申请，本机关不再处理。\
{you}仍需要有关信息的，可以在明确内容后重新提出申请。",
    fields: &[
        Field::date("noticed_on", "补正告知的日期").by_case(),
        Field::short("notice_number", "补正告知书的文号", "").by_case(),
        Field::date("notice_delivered_on", "补正告知书送达的日期").by_case(),
        Field::date("clarify_by", "补正期限的最后一天").by_case(),
    ],
    one_of: &[],
};

pub(in crate::letters) const FEE_NOT_PAID: Model = Model {
    opening: Opening::Full,
    body: "本机关于{noticed_on}作出{notice_number}收费通知，{notice_delivered_on}送达{you}，应缴信息处理费{amount}元，\
缴费期限至{pay_by}。截至该日，本机关未收到款项。依据《条例》第四十二条和《政府信息公开信息处理费管理办法》的规定，\
视为放弃本件申请，本机关不再处理。如已缴费，请持凭证与本机关联系核对，电话{phone}。",
    fields: &[
        Field::date("noticed_on", "收费通知的日期").by_case(),
        Field::short("notice_number", "收费通知的文号", "").by_case(),
        Field::date("notice_delivered_on", "收费通知送达的日期").by_case(),
        Field::short("amount", "应缴金额（元）", "").by_case(),
        Field::date("pay_by", "缴费期限的最后一天").by_case(),
    ],
    one_of: &[],
};

pub(in crate::letters) const WITHDRAWN: Model = Model {
    opening: Opening::None,
    body: "{you}于{withdrawn_on}以{withdraw_way}方式表示撤回政府信息公开申请（申请编号{case_number}）。经核实，该表示出于{you}自愿，\
本机关予以确认，自即日起终止办理，已收到的材料依规定归档。撤回不影响{you}今后就相同或者其他政府信息重新提出申请。\
如撤回并非{you}本意，请在{days}个工作日内与本机关联系，电话{phone}。",
    fields: &[
        Field::date("withdrawn_on", "撤回的日期").by_case(),
        Field::short("withdraw_way", "撤回的方式", "例如书面、网上、当面并有记录"),
        Field::number("days", "提出异议的工作日数", "通常5个工作日"),
    ],
    one_of: &[],
};

pub(in crate::letters) const OTHER_HANDLING: Model = Model {
    opening: Opening::Full,
    body: "经审查，{you}所申请的内容为{substance}，{legal_assessment}，\
[sub_kind=inquiry|属于咨询，不适用政府信息公开申请程序。]\
[sub_kind=not_government_information|不属于《条例》第二条所称的政府信息。]\
[sub_kind=merged|与{you}另一件正在办理的申请内容相同，合并办理。]\
[sub_kind=organ_dissolved|原承办机关已经撤销，不适用本机关的政府信息公开申请程序。]\
[sub_kind=other|不适用政府信息公开申请程序。]\
依据{ground_text}，本机关对本件作{handling}处理。\
[与该事项有关的咨询或者办理渠道为{related_channel}。]\
[本机关已公开的相关信息见{related_items}。]",
    fields: &[
        Field::choice(
            "sub_kind",
            "情形",
            &[
                ("inquiry", "咨询"),
                ("not_government_information", "不是政府信息"),
                ("merged", "并案办理"),
                ("organ_dissolved", "机关已撤销"),
                ("other", "其他情形"),
            ],
        ),
        Field::short("substance", "申请的内容", "一句话概括"),
        Field::long("legal_assessment", "事实和判断", "为什么不能按政府信息公开申请办理").reason(),
        Field::short("ground_text", "依据", "法律、法规或者文件的名称和条款，例如《条例》第二条"),
        Field::short("handling", "怎样处理", "接在“作”之后，例如办理终结"),
        Field::short("related_channel", "咨询或者办理渠道", "单位名称，带上电话").optional(),
        Field::short("related_items", "已公开的相关信息", "").optional(),
    ],
    one_of: &[],
};
