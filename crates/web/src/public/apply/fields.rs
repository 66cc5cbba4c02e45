//! The fields of the form, with what was typed and what needs a change.

use crate::parts::{FieldView, OptionView, Row, words};
use gongkai_office::Problem;
use gongkai_office::drafts::Draft;
use gongkai_office::intake::{
    ACCEPT, Answers, Field, FormWanted, KINDS, MATTER_CHARACTERS, Part, Problems, UploadLimits, kind_code, kind_hint,
    kind_label, reply_way_code, reply_way_from, reply_way_label,
};
use gongkai_office::requests::applicant::PaperOfIdentity;
use gongkai_rules::events::ReplyWay;
use gongkai_rules::privacy::{mask_document_number, mask_identity_number, normalise_number};

/// The message beside a field.
fn message(problems: &Problems, field: Field) -> Option<String> {
    let found = problems.iter().find(|(named, _)| *named == field)?;
    Some(words::problem(&field.to_string(), &found.1))
}

/// Step 1.
pub fn kind(answers: &Answers, problems: &Problems) -> Vec<FieldView> {
    let options = KINDS.into_iter().map(|kind| {
        let label = match kind {
            gongkai_rules::outcomes::ApplicantKind::NaturalPerson => "个人（自然人）",
            other => kind_label(other),
        };
        OptionView::new(kind_code(kind), label, &answers.kind).hint(kind_hint(kind))
    });
    vec![
        FieldView::radios("kind", "谁提出申请", options.collect())
            .hint("年度报告按这几类统计件数。您选错了也不影响办理，我们会核对。")
            .error(message(problems, Field::Kind))
            .heading(),
    ]
}

/// Step 2. `hidden` is the number that this device is not shown whole, because the draft was opened by its code; what
/// was typed here stays as typed.
pub fn contact(answers: &Answers, problems: &Problems, hidden: Option<&str>) -> Vec<FieldView> {
    let text = |field: Field, label: &str, value: &str| {
        FieldView::text(field.to_string(), label).value(value).width(20).error(message(problems, field))
    };
    let mut fields = Vec::new();
    let person = answers.is_person();
    if person {
        fields.push(text(Field::Name, "姓名", &answers.name).hint("与身份证件上的姓名一致").input("text", "", "name"));
    } else {
        fields.push(text(Field::Name, "单位名称", &answers.name).hint("与登记证照上的名称一致").width(0).input(
            "text",
            "",
            "organization",
        ));
    }
    fields.extend(identity(answers, problems, hidden));
    if !person {
        fields.push(
            text(Field::Representative, "法定代表人或者负责人", &answers.representative).input("text", "", "off"),
        );
        fields.push(text(Field::Contact, "联系人", &answers.contact).hint("办理中与谁联系").input("text", "", "name"));
    }
    fields.push(
        text(Field::Phone, "联系电话", &answers.phone)
            .hint("座机或手机都可以，座机请带区号。我们打这个电话与您核对申请。")
            .input("tel", "", "tel"),
    );
    let none = if answers.no_phone { "1" } else { "" };
    fields.push(FieldView::ticks(
        "no_phone",
        "没有电话的",
        vec![OptionView::new("1", "我没有电话，请用下面的电子邮箱或者通信地址联系", none)],
    ));
    fields.push(text(Field::Email, "电子邮箱", &answers.email).optional().width(30).input("email", "", "email"));
    fields.push(
        FieldView::area("address", "通信地址")
            .hint("选择邮寄取得答复的，请填写能收到信的地址")
            .value(answers.address.as_str())
            .optional()
            .rows(2)
            .input("text", "", "street-address")
            .error(message(problems, Field::Address)),
    );
    fields
}

fn identity(answers: &Answers, problems: &Problems, hidden: Option<&str>) -> Vec<FieldView> {
    let person = answers.is_person();
    let masked = !answers.paper_number.is_empty() && hidden == Some(answers.paper_number.as_str());
    let mut fields = Vec::new();
    let why = "法律要求申请时提供身份证明。只用于办理这件申请，加密保存，不会公开。";
    if person {
        let chosen = if answers.paper.is_empty() { PaperOfIdentity::IdentityCard.code() } else { &answers.paper };
        let options = PaperOfIdentity::FOR_PERSONS.map(|paper| OptionView::new(paper.code(), paper.label(), chosen));
        fields.push(FieldView::select("paper", "证件种类", options.into()).error(message(problems, Field::Paper)));
    } else {
        let chosen = if answers.paper.is_empty() { PaperOfIdentity::CreditCode.code() } else { &answers.paper };
        let options = vec![
            OptionView::new(PaperOfIdentity::CreditCode.code(), "统一社会信用代码", chosen),
            OptionView::new(PaperOfIdentity::Other.code(), "其他登记证件（境外组织等）", chosen),
        ];
        fields.push(FieldView::select("paper", "证照种类", options).error(message(problems, Field::Paper)));
    }
    let label = if person { "证件号码" } else { "统一社会信用代码或者证件号码" };
    let (value, hint) = if masked {
        (shown_number(answers, true), "已经填过，这里只显示一部分。不用改的话，不要动它。".to_owned())
    } else {
        (
            answers.paper_number.clone(),
            if person { why.to_owned() } else { "18 位，在营业执照或者登记证书上".to_owned() },
        )
    };
    let number = FieldView::text("paper_number", label).value(value).hint(hint).width(20).input("text", "text", "off");
    fields.push(number.error(message(problems, Field::PaperNumber)));
    let doubtful = problems.iter().any(|(field, problem)| {
        *field == Field::PaperNumber && matches!(problem, Problem::IdentityCheck | Problem::CreditCode)
    });
    let number = normalise_number(&answers.paper_number);
    let ticked = !number.is_empty() && normalise_number(&answers.checked) == number;
    if doubtful || ticked {
        // The tick holds for the number it was shown with, and is sent back under the same cover.
        let value = if masked { shown_number(answers, true) } else { number };
        let chosen = if ticked { value.clone() } else { String::new() };
        let tick = OptionView::new(value, "已核对，证件上就是这个号码", &chosen);
        fields.push(FieldView::ticks("checked", "号码没有错的", vec![tick]));
    }
    fields
}

/// The identity number as this device shows it.
pub fn shown_number(answers: &Answers, masked: bool) -> String {
    let paper = PaperOfIdentity::from_code(&answers.paper);
    match (masked, paper) {
        (false, _) => answers.paper_number.clone(),
        (true, Some(PaperOfIdentity::IdentityCard)) => mask_identity_number(&answers.paper_number),
        (true, _) => mask_document_number(&answers.paper_number),
    }
}

/// Step 3: `areas` texts, at least as many as were typed.
pub fn matters(answers: &Answers, problems: &Problems, areas: usize) -> Vec<FieldView> {
    let count = areas.max(answers.matters.len()).max(1);
    let area = |place: usize| {
        let field = Field::Matter(place + 1);
        let label = match (count, place) {
            (1, _) => "需要的信息".to_owned(),
            (_, place) => format!("第 {} 项需要的信息", place + 1),
        };
        let value = answers.matters.get(place).map(String::as_str).unwrap_or_default();
        let area = FieldView::area(field.to_string(), label)
            .value(value)
            .limit(u32::try_from(MATTER_CHARACTERS).unwrap_or(u32::MAX))
            .rows(6)
            .error(message(problems, field));
        if place == 0 {
            area.hint(
                "写文件名称、文号，或者写清楚是哪一年、哪个地方、哪方面的信息，能找到就行。不用写用途，也不用写理由。",
            )
        } else {
            area.optional()
        }
    };
    (0..count).map(area).collect()
}

/// The field of files.
pub fn files(told: Option<String>) -> FieldView {
    let limits = UploadLimits::default();
    let most = limits.each / 1024 / 1024;
    FieldView::file("files", "附件")
        .hint(format!(
            "例如身份证照片、委托书、有关文件。照片（JPG、PNG）、PDF、Word、Excel、OFD，最多 {} 个，每个不超过 {most} MB，合计不超过 {} MB。",
            limits.files,
            limits.together / 1024 / 1024
        ))
        .optional()
        .files(ACCEPT, limits.each)
        .error(told)
}

/// Step 4. Mailbox and address are asked again only where the chosen way needs one that is not there.
pub fn reply(answers: &Answers, problems: &Problems) -> Vec<FieldView> {
    let form = FormWanted::ALL.map(|form| OptionView::new(form.code(), form.label(), &answers.form_wanted));
    let way = [ReplyWay::Site, ReplyWay::Email, ReplyWay::Post, ReplyWay::PickUp].map(|way| {
        let hint = match way {
            ReplyWay::Site => "凭申请编号和查询码，在“查办理进度”里看，随时可以下载",
            ReplyWay::Email => "发到您填写的电子邮箱",
            ReplyWay::Post => "寄到您填写的通信地址",
            ReplyWay::PickUp => "带上身份证件到我们这里领取",
        };
        OptionView::new(reply_way_code(way), reply_way_label(way), &answers.reply_way).hint(hint)
    });
    let mut fields = vec![
        FieldView::radios("form_wanted", "要哪种形式", form.into()).error(message(problems, Field::FormWanted)),
        FieldView::text("form_other", "其他形式是")
            .hint("上面选了“其他形式”的，请写明")
            .value(answers.form_other.as_str())
            .optional()
            .error(message(problems, Field::FormOther)),
        FieldView::radios("reply_way", "答复怎样给您", way.into()).error(message(problems, Field::ReplyWay)),
    ];
    let missing = |field| problems.iter().any(|(named, _)| *named == field);
    if missing(Field::Email) {
        fields.push(
            FieldView::text("email", "电子邮箱")
                .value(answers.email.as_str())
                .width(30)
                .input("email", "", "email")
                .error(message(problems, Field::Email)),
        );
    }
    if missing(Field::Address) {
        fields.push(
            FieldView::area("address", "通信地址")
                .value(answers.address.as_str())
                .rows(2)
                .input("text", "", "street-address")
                .error(message(problems, Field::Address)),
        );
    }
    fields
}

/// An answer in short, for the steps beside the form: nothing that a passer-by should read.
pub fn in_short(answers: &Answers, part: Part) -> String {
    match part {
        Part::Kind => answers.applicant_kind().map(kind_label).unwrap_or_default().to_owned(),
        Part::Contact => "已填".into(),
        Part::Matters => format!("已填 {} 项", answers.matters_kept().len()),
        Part::Reply => reply_way_from(&answers.reply_way).map(reply_way_label).unwrap_or_default().to_owned(),
    }
}

/// Everything that was answered, with 修改 beside each where `change` is set.
pub fn summary(draft: &Draft, organ: &gongkai_rules::organs::Organ, first: &str, change: bool) -> Vec<Row> {
    let answers = &draft.answers;
    let mut rows = Vec::new();
    let mut add = |key: &str, value: String, href: &str| {
        if !value.is_empty() {
            let row = Row::new(key, value);
            rows.push(if change { row.change(href.to_owned()) } else { row });
        }
    };
    let (contact, matters, reply) = ("/apply/contact", "/apply/matters", "/apply/reply");
    let person = answers.is_person();
    add("向哪个机关申请", organ.name.clone(), "/apply");
    add("申请人", answers.applicant_kind().map(kind_label).unwrap_or_default().to_owned(), first);
    add(if person { "姓名" } else { "单位名称" }, answers.name.trim().to_owned(), contact);
    let paper = PaperOfIdentity::from_code(&answers.paper).map(PaperOfIdentity::label).unwrap_or("证件号码");
    add(paper, shown_number(answers, draft.masked), contact);
    if !person {
        add("法定代表人或者负责人", answers.representative.trim().to_owned(), contact);
        add("联系人", answers.contact.trim().to_owned(), contact);
    }
    let phone = gongkai_office::intake::phone(&answers.phone).unwrap_or_default();
    add("联系电话", if phone.is_empty() { "没有电话".into() } else { phone }, contact);
    add("电子邮箱", gongkai_office::intake::email(&answers.email).unwrap_or_default(), contact);
    add("通信地址", answers.address.trim().to_owned(), contact);
    let kept = answers.matters_kept();
    for (place, matter) in kept.iter().enumerate() {
        let key = if kept.len() == 1 {
            "需要的信息".to_owned()
        } else {
            format!("第 {} 项需要的信息", place + 1)
        };
        add(&key, matter.clone(), matters);
    }
    let files: Vec<&str> = draft.files.iter().map(|file| file.name.as_str()).collect();
    add("附件", if files.is_empty() { "没有".into() } else { files.join("\n") }, matters);
    let form = match FormWanted::from_code(&answers.form_wanted) {
        Some(FormWanted::Other) => answers.form_other.trim().to_owned(),
        Some(form) => form.label().to_owned(),
        None => String::new(),
    };
    add("要哪种形式", form, reply);
    add("答复怎样给您", reply_way_from(&answers.reply_way).map(reply_way_label).unwrap_or_default().to_owned(), reply);
    rows
}
