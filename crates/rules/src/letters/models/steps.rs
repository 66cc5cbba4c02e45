//! Wording of the papers on the way to a reply (letters sheet 3.1).

use super::{Model, Opening};
use crate::letters::fields::Field;

pub(in crate::letters) const RECEIPT: Model = Model {
    opening: Opening::None,
    body: "{you}于{submitted_on}以{channel}方式提交的政府信息公开申请已经登记，编号{case_number}[，查询码{query_code}]。\
[?received_on|本机关以{received_on}为收到申请之日，如无需补正、延期或者征求意见，将在{due_on}前答复。]\
[!received_on|本机关将与{you}联系确认，双方确认之日为收到申请之日，答复期限自该日起计算。]\
可凭编号和查询码在{tracking_url}查看进度，也可致电{phone}。\n\
[收到的材料：{materials}。]\n\
本回执只证明申请已收到，不表示对申请内容的审查意见。",
    fields: &[Field::names("materials", "收到的材料", "每行一件").optional()],
    one_of: &[],
};

pub(in crate::letters) const RECEIPT_CONFIRMATION: Model = Model {
    opening: Opening::None,
    body: "{confirmed_on}{confirmed_time}，{clerk}以{means}（号码或者地址见登记表）与申请人{applicant_short}联系，\
就{submitted_on}以{channel}方式到达的政府信息公开申请（申请编号{case_number}）进行确认。\n\
[result=confirmed|申请人确认申请由本人提出，内容为“{request_text}”，联系方式无误，同意以{reply_way}方式接收答复。\
双方确认{received_on}为收到申请之日。]\
[result=not_reached|未能与申请人取得联系。]\n\
[核对的情况：{agreed}。]\n\
[此前联系的时间和结果：{attempts}。]",
    fields: &[
        Field::date("confirmed_on", "联系的日期"),
        Field::short("confirmed_time", "联系的时间", "例如9时20分"),
        Field::short("clerk", "联系人", "经办人姓名").by_case(),
        Field::short("means", "联系的方式", "例如电话、电子邮件"),
        Field::short("applicant_short", "申请人", "姓名或者名称").by_case(),
        Field::choice("result", "结果", &[("confirmed", "已经确认"), ("not_reached", "没有联系上")]),
        Field::short("reply_way", "同意接收答复的方式", "例如邮寄、网上查看").when("result", "confirmed"),
        Field::long("agreed", "核对的情况", "例如更正了联系电话").optional(),
        Field::list("attempts", "每次联系的时间和结果", "每行一次").when("result", "not_reached"),
    ],
    one_of: &[],
};

pub(in crate::letters) const ORAL_REQUEST_RECORD: Model = Model {
    opening: Opening::None,
    body: "申请人因{difficulty}，采用书面形式确有困难，于{recorded_on}在{place}口头提出政府信息公开申请（申请编号{case_number}）。\
依据《条例》第二十九条，由本机关政府信息公开工作机构代为填写。\n\
所需信息：“{request_text}”。\n\
获取方式和途径：{requested_form}。联系方式见登记表。\n\
以上记录已向申请人宣读，申请人确认无误。\n\
申请人签名或者捺印：\n\
记录人：{clerk}",
    fields: &[
        Field::short("difficulty", "书面申请的困难", "例如视力不便"),
        Field::date("recorded_on", "记录的日期"),
        Field::short("place", "地点", ""),
        Field::short("requested_form", "获取方式和途径", ""),
        Field::short("clerk", "记录人", "").by_case(),
    ],
    one_of: &[],
};

pub(in crate::letters) const GUIDANCE_RECORD: Model = Model {
    opening: Opening::None,
    body: "{guided_on}，{clerk}以{means}方式就申请{case_number}向申请人作出指导：说明了政府信息的含义和本机关职责范围；\
针对“{unclear_points}”，建议改用{proposals}描述。[告知了相近的已公开信息：{related_items}。]\n\
申请人表示：{applicant_reply}。\n\
处理结果：{result}。\n\
记录人：{clerk}　　核对人：{checker}",
    fields: &[
        Field::date("guided_on", "指导的日期"),
        Field::short("clerk", "记录人", "").by_case(),
        Field::short("means", "方式", "例如电话、当面"),
        Field::list("unclear_points", "不明确之处", "每行一点"),
        Field::short("proposals", "建议的描述方法", "例如文件名称、文号、年份或者事项名称"),
        Field::names("related_items", "相近的已公开信息", "每行一条").optional(),
        Field::long("applicant_reply", "申请人的表示", ""),
        Field::long("result", "处理结果", ""),
        Field::short("checker", "核对人", ""),
    ],
    one_of: &[],
};

pub(in crate::letters) const CLARIFICATION_NOTICE: Model = Model {
    opening: Opening::Short,
    body: "经审查，申请中下列内容尚不足以确定所需的政府信息：{unclear_points}。\n\
依据《条例》第三十条，请在收到本告知书之日起{clarify_days}个工作日内一次补充：{required_items}。[填写时可参考：{guidance}。]\
答复期限自本机关收到补正材料之日起重新计算。没有正当理由逾期不补正的，视为放弃申请，本机关不再处理。\
如对填写有疑问，请致电{phone}。",
    fields: &[
        Field::list("unclear_points", "不明确之处", "每行一点，一次写全；补正只能告知一次"),
        Field::list("required_items", "需要补充的内容", "每行一项"),
        Field::number("clarify_days", "补正期限（工作日）", "合理的期限，通常15个工作日"),
        Field::long("guidance", "填写参考", "怎样写才够清楚").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const CLARIFICATION_REMINDER: Model = Model {
    opening: Opening::None,
    body: "本机关于{noticed_on}请{you}对申请编号{case_number}的政府信息公开申请作出补正，补正期限至{clarify_by}，\
目前尚未收到补正材料。仍需补充的事项为：{required_items}。如因正当理由不能按期补正，请在期限届满前告知并说明情况。\
本提醒不改变补正期限，也不是新的补正告知。",
    fields: &[
        Field::date("noticed_on", "补正告知的日期").by_case(),
        Field::date("clarify_by", "补正期限的最后一天").by_case(),
        Field::list("required_items", "仍需补充的内容", "每行一项"),
    ],
    one_of: &[],
};

pub(in crate::letters) const THIRD_PARTY_CONSULTATION: Model = Model {
    opening: Opening::None,
    body: "本机关正在办理一件政府信息公开申请，所涉“{information_title}”中{passages}可能关系到{you}的{interest}。\
依据《条例》第十五条、第三十二条，现书面征求意见。\n\
请自收到本意见书之日起15个工作日内填写所附回执，明确同意公开、部分同意或者不同意；不同意的，请写明公开会造成何种损害并附证明材料。\
逾期未提出意见的，本机关将依照《条例》规定决定是否公开。",
    fields: &[
        Field::short("information_title", "所涉政府信息", "不写申请人是谁"),
        Field::long("passages", "涉及的内容", "例如第3页的报价明细"),
        Field::choice(
            "interest",
            "涉及的权益",
            &[("trade_secret", "商业秘密"), ("personal_privacy", "个人隐私"), ("other_right", "其他合法权益")],
        ),
        Field::list("excerpt", "所涉内容摘录", "照原文摘录，每行一处，作为附件寄给对方；也可以上传文件").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const THIRD_PARTY_DECISION_NOTICE: Model = Model {
    opening: Opening::None,
    body: "关于“{information_title}”，{you}于{responded_on}提出不同意公开的意见，理由为：{stated_reasons}。经审查，{assessment}。\n\
[basis=public_interest|本机关认为不公开可能对公共利益造成重大影响，依据《条例》第十五条、第三十二条，决定向申请人公开下列内容：\
{content_to_disclose}。公开的理由是：{disclosure_reasons}。]\
[basis=unfounded|上述理由不足以认定公开会对合法权益造成损害，依据《条例》第十五条、第三十二条，决定向申请人公开下列内容：\
{content_to_disclose}。公开的理由是：{disclosure_reasons}。]\
将于{disclose_on}公开。未列入的部分不予公开。特此书面告知。",
    fields: &[
        Field::short("information_title", "所涉政府信息", "不写申请人是谁"),
        Field::date("responded_on", "收到意见的日期").by_case(),
        Field::long("stated_reasons", "第三方的理由", "如实概括"),
        Field::long("assessment", "对每条理由的审查", "逐条写").reason(),
        Field::choice(
            "basis",
            "公开的根据",
            &[("public_interest", "不公开可能对公共利益造成重大影响"), ("unfounded", "第三方的理由不成立")],
        ),
        Field::long("content_to_disclose", "决定公开的内容", ""),
        Field::long("disclosure_reasons", "公开的理由", ""),
        Field::date("disclose_on", "公开的日期"),
    ],
    one_of: &[],
};

pub(in crate::letters) const THIRD_PARTY_OUTCOME_NOTE: Model = Model {
    opening: Opening::None,
    body: "{you}对{consultation_number}征求意见书所涉“{information_title}”提出的意见，本机关已经收到。\
[result=refusal_followed|经审查，{you}的意见有合理理由，本机关对相应内容决定不予公开。]\
[result=consented|{you}已同意公开，本机关将在同意的范围内提供。]\
感谢{you}配合政府信息公开工作。如情况发生变化，请及时告知本机关。",
    fields: &[
        Field::short("consultation_number", "征求意见书的文号", "").by_case(),
        Field::short("information_title", "所涉政府信息", "不写申请人是谁"),
        Field::choice("result", "结果", &[("refusal_followed", "采纳不同意的意见"), ("consented", "第三方同意公开")]),
    ],
    one_of: &[],
};

pub(in crate::letters) const CONSULTATION_NOTE_TO_APPLICANT: Model = Model {
    opening: Opening::None,
    body: "{you}申请获取的“{request_text}”（申请编号{case_number}）\
[party=third_party|涉及第三方合法权益，]\
[party=joint_organ|由本机关与其他机关共同制作，]\
[party=organ|需要与其他机关核实确认，]\
本机关已于{sent_on}书面征求意见。依据《条例》第三十三条第三款，征求意见所需时间不计算在答复期限内。\
本机关收到意见或者意见期满后将继续办理，预计于{expected_on}前答复。",
    fields: &[
        Field::choice(
            "party",
            "向谁征求意见",
            &[("third_party", "第三方"), ("joint_organ", "共同制作机关"), ("organ", "其他机关")],
        ),
        Field::date("sent_on", "发出征求意见的日期").by_case(),
        Field::date("expected_on", "预计答复的日期").by_case(),
    ],
    one_of: &[],
};

pub(in crate::letters) const JOINT_ORGAN_CONSULTATION: Model = Model {
    opening: Opening::None,
    body: "本机关收到政府信息公开申请，所涉“{information_title}”由本机关牵头、与{you}共同制作。依据《条例》第三十四条，\
现征求{you}意见，请自收到本函之日起15个工作日内书面回复：是否同意公开，不同意公开的内容、理由和法律依据，以及有无更新版本。\
逾期未提出意见的，视为同意公开。",
    fields: &[Field::short("information_title", "所涉政府信息", "不写申请人是谁")],
    one_of: &[],
};

pub(in crate::letters) const ORGAN_CONSULTATION: Model = Model {
    opening: Opening::None,
    body: "为办理政府信息公开申请（编号{case_number}），需与{you}核实：“{information_title}”是否由{you}制作或者最初获取，\
内容是否准确、现行有效，能否公开。[{question}。]依据《条例》第十条、第十一条，请于{respond_by}前函复意见并说明依据。\
本函不视为对公开与否的决定，未收到回复不作为同意公开处理。",
    fields: &[
        Field::short("information_title", "所涉政府信息", "不写申请人是谁"),
        Field::long("question", "另需核实的问题", "").optional(),
        Field::date("respond_by", "请求函复的日期"),
    ],
    one_of: &[],
};

pub(in crate::letters) const DETERMINATION_REFERRAL: Model = Model {
    opening: Opening::None,
    body: "本机关办理政府信息公开申请（编号{case_number}）时，对“{information_title}”能否公开不能确定：{doubt}。\
本机关初步意见为{own_view}，理由是{reasons}。依据《条例》第十七条第三款，现报请确定。\
该申请答复期限至{due_on}，恳请在{respond_by}前予以答复。相关材料按保密规定另行报送。",
    fields: &[
        Field::short("information_title", "所涉政府信息", "标题本身涉密的，用不涉密的描述"),
        Field::long("doubt", "不能确定之处", ""),
        Field::short("own_view", "初步意见", "例如不予公开"),
        Field::long("reasons", "理由", "").reason(),
        Field::date("respond_by", "请求答复的日期"),
    ],
    one_of: &[],
};

pub(in crate::letters) const EXTENSION_NOTICE: Model = Model {
    opening: Opening::Short,
    body: "因{extension_reason}，本机关不能在原定的{original_due_on}前作出答复。依据《条例》第三十三条第二款，\
经本机关政府信息公开工作机构负责人同意，现将答复期限延长{extension_days}个工作日，至{extended_to}。提前办结的，将即时答复。\
延长期间如需了解进度，可凭申请编号和查询码查询，或者致电{phone}。敬请谅解。",
    fields: &[
        Field::long("extension_reason", "延期的理由", "接在“因”之后，例如需要核对的材料较多、分散在三个社区").reason(),
        Field::number("extension_days", "延长的工作日数", "1至20个工作日，只能延一次"),
        Field::date("original_due_on", "原来的答复期限").by_case(),
        Field::date("extended_to", "延长后的答复期限").by_case(),
    ],
    one_of: &[],
};

pub(in crate::letters) const REASON_REQUEST: Model = Model {
    opening: Opening::None,
    body: "{period_from}至{period_to}，{you}向本机关提交政府信息公开申请{count}件（含申请编号{case_number}的本件申请，清单附后），{volume_facts}，\
数量、频次明显超过合理范围。依据《条例》第三十五条，请在收到本通知之日起{days}个工作日内书面说明申请的理由和用途。\
理由合理的，本机关继续办理；理由不合理的，本机关将告知不予处理。逾期不说明的，本机关根据现有材料判断。",
    fields: &[
        Field::date("period_from", "统计时段：从"),
        Field::date("period_to", "统计时段：到"),
        Field::number("count", "申请件数", ""),
        Field::long("volume_facts", "数量和频次的事实", "例如涉及材料约3000页，其中同一事项申请12次").reason(),
        Field::number("days", "说明理由的期限（工作日）", ""),
        Field::list("request_list", "申请清单", "统计时段内的申请，由系统列出").by_case(),
    ],
    one_of: &[],
};

pub(in crate::letters) const DELAY_NOTICE: Model = Model {
    opening: Opening::None,
    body: "{you}于{explained_on}说明的申请理由（申请编号{case_number}）：{accepted_reason}，本机关认为合理。因所涉信息{volume_facts}，\
本机关确实无法在法定期限内答复。依据《条例》第三十五条，确定延迟至{delayed_to}前答复[，并按下列安排分批提供：{schedule}]。\
如{you}愿意缩小范围或者确定先后次序，请与本机关联系，电话{phone}，本机关将优先办理所需部分。",
    fields: &[
        Field::date("explained_on", "收到说明的日期").by_case(),
        Field::long("accepted_reason", "认为合理的理由", "如实概括"),
        Field::long("volume_facts", "数量的事实", "接在“所涉信息”之后").reason(),
        Field::date("delayed_to", "延迟到的日期"),
        Field::list("schedule", "分批提供的安排", "每行一批：内容和日期").optional(),
    ],
    one_of: &[],
};

pub(in crate::letters) const FEE_NOTICE: Model = Model {
    opening: Opening::None,
    body: "{period}内，{you}申请公开政府信息的数量、频次明显超过合理范围（{ground}）。依据《条例》第四十二条和《政府信息公开信息处理费管理办法》，\
申请编号{case_number}的申请{basis}信息处理费人民币{amount}元，{grades}，计算过程见附件。\n\
请自收到本通知次日起20个工作日内，通过{payment_method}缴纳[，缴款码{payment_code}]。\
逾期未缴纳的，视为放弃申请，本机关不再处理；缴费后办理期限依法重新计算。",
    fields: &[
        Field::short("period", "计费的时段", "例如2026年3月").by_case(),
        Field::long("ground", "超过合理范围的事实", "例如同一自然月内第12件").reason(),
        Field::choice("basis", "计费方式", &[("by_piece", "按件计收"), ("by_volume", "按量计收")]),
        Field::short("grades", "适用的档次", "例如第11件至第30件每件100元").by_case(),
        Field::short("amount", "金额（元）", "").by_case(),
        Field::short("payment_method", "缴费方式", "例如非税收入缴款"),
        Field::short("payment_code", "缴款码", "").optional(),
        Field::list("calculation", "计算过程", "每一档一行，由系统计算").by_case(),
    ],
    one_of: &[],
};

pub(in crate::letters) const DELIVERY_RECEIPT: Model = Model {
    opening: Opening::None,
    body: "送达文书：{delivered_paper}（{delivered_number}）\n\
受送达人：{receiver}\n\
送达地点：{place}\n\
送达方式：{way}[，邮件号码{tracking_number}]\n\
送达时间：{delivered_at}\n\
[outcome=signed|签收：本人签收。]\
[outcome=signed_by_other|代收：{signed_by}，与受送达人的关系：{relation}。]\
[outcome=refused|拒收或者退回：{refusal_reason}。]\n\
送达人：{servers}\n\
[备注：{remarks}。]",
    fields: &[
        Field::short("delivered_paper", "送达的文书", "").by_case(),
        Field::short("delivered_number", "文号", "").by_case(),
        Field::short("receiver", "受送达人", "").by_case(),
        Field::short("place", "送达地点", ""),
        Field::short("way", "送达方式", "例如直接送达、EMS、网上"),
        Field::short("tracking_number", "邮件号码", "").optional(),
        Field::short("delivered_at", "送达时间", "日期和时刻"),
        Field::choice(
            "outcome",
            "结果",
            &[("signed", "本人签收"), ("signed_by_other", "他人代收"), ("refused", "拒收或者退回")],
        ),
        Field::short("signed_by", "代收人", "").when("outcome", "signed_by_other"),
        Field::short("relation", "与受送达人的关系", "").when("outcome", "signed_by_other"),
        Field::long("refusal_reason", "拒收或者退回的情况", "").when("outcome", "refused"),
        Field::names("servers", "送达人", "两人，每行一人"),
        Field::short("remarks", "备注", "").optional(),
    ],
    one_of: &[],
};
