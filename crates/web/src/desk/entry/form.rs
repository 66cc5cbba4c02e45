//! The fields of the entry and what was typed into them.

use crate::parts::{Attachment, FieldView, OptionView, words};
use crate::posted::Posted;
use gongkai_office::Problem;
use gongkai_office::drafts::DraftFile;
use gongkai_office::intake::{
    ACCEPT, Answers, FormWanted, KINDS, MATTER_CHARACTERS, MATTERS_AT_MOST, Part, UploadLimits, kind_code, kind_label,
    reply_way_code, reply_way_label,
};
use gongkai_office::requests::applicant::PaperOfIdentity;
use gongkai_rules::events::ReplyWay;
use gongkai_rules::outcomes::Channel;
use gongkai_rules::privacy::{find_personal_data, normalise_number, title_from};
use jiff::civil::Date;

/// Most characters of a title, as the rule has it.
const TITLE: usize = 100;

/// The ways a request comes to the desk.
const CHANNELS: [(Channel, &str, &str); 5] = [
    (Channel::PostSigned, "post_signed", "邮寄（签收）"),
    (Channel::Counter, "counter", "当面提交"),
    (Channel::OrdinaryLetter, "ordinary_letter", "平信（不用签收）"),
    (Channel::Fax, "fax", "传真"),
    (Channel::Email, "email", "电子邮件"),
];

/// What was typed.
pub(super) struct Typed {
    channel: String,
    on: String,
    pub(super) title: String,
    pub(super) answers: Answers,
    /// The token of the draft that holds the files.
    pub(super) draft: String,
}

type Message<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Typed {
    /// An empty form, with what is so most often.
    pub(super) fn fresh(today: Date) -> Typed {
        let answers = Answers {
            kind: kind_code(KINDS[0]).into(),
            paper: PaperOfIdentity::IdentityCard.code().into(),
            matters: vec![String::new()],
            ..Answers::default()
        };
        let draft = gongkai_office::ids::token();
        Typed { channel: "post_signed".into(), on: today.to_string(), title: String::new(), answers, draft }
    }

    pub(super) fn read(posted: &Posted) -> Typed {
        let mut answers = Answers::default();
        for part in Part::ALL {
            answers.take(part, |name| posted.text(name).to_owned());
        }
        let draft = posted.text("draft");
        let sound = draft.len() == 64 && draft.chars().all(|c| c.is_ascii_hexdigit());
        Typed {
            channel: posted.text("channel").to_owned(),
            on: posted.text("on").to_owned(),
            title: posted.text("title").to_owned(),
            answers,
            draft: if sound { draft.to_owned() } else { gongkai_office::ids::token() },
        }
    }

    pub(super) fn channel(&self) -> Option<Channel> {
        CHANNELS.into_iter().find(|(_, code, _)| *code == self.channel).map(|(channel, _, _)| channel)
    }

    pub(super) fn day(&self) -> Option<Date> {
        words::parse_day(&self.on)
    }

    /// What is wrong with how and when it came.
    pub(super) fn arrival_problems(&self, today: Date) -> Vec<(String, Problem)> {
        let mut problems = Vec::new();
        if self.channel().is_none() {
            problems.push(("channel".to_owned(), Problem::NotAChoice));
        }
        match self.day() {
            None if self.on.is_empty() => problems.push(("on".to_owned(), Problem::Missing)),
            None => problems.push(("on".to_owned(), Problem::NotADate)),
            Some(day) if day > today => problems.push(("on".to_owned(), Problem::InTheFuture)),
            // The Regulation as it stands counts from 15 May 2019; nothing older is a case under it.
            Some(day) if day < FIRST_DAY => problems.push(("on".to_owned(), Problem::Before(FIRST_DAY))),
            Some(_) => {}
        }
        problems
    }

    /// A title stands in lists and figures, so it may hold nothing personal.
    pub(super) fn title_problem(&self) -> Option<Problem> {
        if self.title.chars().count() > TITLE {
            return Some(Problem::TooLong(TITLE));
        }
        let name = self.answers.name.trim();
        let named = self.answers.is_person() && name.chars().count() > 1 && self.title.contains(name);
        if named || !find_personal_data(&self.title).is_empty() {
            return Some(Problem::Said("标题里有个人信息（姓名、号码或者邮箱），标题会出现在列表里，请删去".into()));
        }
        None
    }

    /// Proposes a title from the first matter, personal data masked, where none was typed.
    pub(super) fn propose_title(&mut self) {
        if !self.title.is_empty() {
            return;
        }
        let known = [&self.answers.name, &self.answers.contact, &self.answers.representative];
        let known = known.map(String::as_str);
        let matters = self.answers.matters_kept();
        self.title = title_from(matters.first().map(String::as_str).unwrap_or_default(), &known);
    }

    pub(super) fn one_more(&mut self) {
        if self.may_have_more() {
            self.answers.matters.push(String::new());
        }
    }

    pub(super) fn may_have_more(&self) -> bool {
        self.answers.matters.len() < MATTERS_AT_MOST
    }

    pub(super) fn arrival_fields(&self, message: Message<'_>) -> Vec<FieldView> {
        let options = CHANNELS.iter().map(|(_, code, label)| OptionView::new(*code, *label, &self.channel)).collect();
        vec![
            FieldView::radios("channel", "收件方式", options).error(message("channel")),
            FieldView::day("on", "收到的日期")
                .hint(
                    "邮寄的填签收那天，当面的填交来那天，从这天起算；平信、传真、邮件填到达那天，与申请人核对后起算。",
                )
                .value(&self.on)
                .error(message("on")),
        ]
    }

    pub(super) fn who_fields(&self, message: Message<'_>) -> Vec<FieldView> {
        let kinds =
            KINDS.into_iter().map(|kind| OptionView::new(kind_code(kind), kind_label(kind), &self.answers.kind));
        let papers = PaperOfIdentity::FOR_PERSONS.into_iter().chain([PaperOfIdentity::CreditCode]);
        let papers = papers.map(|paper| OptionView::new(paper.code(), paper.label(), &self.answers.paper));
        vec![
            FieldView::select("kind", "申请人类型", kinds.collect()).error(message("kind")),
            FieldView::text("name", "姓名或者单位名称")
                .input("text", "", "off")
                .value(&self.answers.name)
                .width(20)
                .error(message("name")),
            FieldView::select("paper", "证件", papers.collect()).error(message("paper")),
            FieldView::text("paper_number", "证件号码")
                .input("text", "text", "off")
                .value(&self.answers.paper_number)
                .width(20)
                .optional()
                .error(message("paper_number")),
        ]
    }

    /// The tick that a number was compared with the paper, shown where only its check character does not fit.
    pub(super) fn checked_field(&self, problems: &[(String, Problem)]) -> Option<FieldView> {
        let number = normalise_number(&self.answers.paper_number);
        let told = problems.iter().any(|(field, problem)| {
            field == "paper_number" && matches!(problem, Problem::IdentityCheck | Problem::CreditCode)
        });
        let ticked = !number.is_empty() && normalise_number(&self.answers.checked) == number;
        (told || ticked).then(|| {
            let option = OptionView {
                value: number.clone(),
                label: "已对照证件，号码没有抄错".into(),
                selected: ticked,
                ..OptionView::default()
            };
            FieldView::ticks("checked", "核对证件号码", vec![option])
        })
    }

    pub(super) fn organisation_fields(&self, message: Message<'_>) -> Vec<FieldView> {
        let line = |name: &str, label: &str, value: &str| {
            FieldView::text(name, label).input("text", "", "off").value(value).width(20).optional().error(message(name))
        };
        vec![
            line("representative", "法定代表人或者负责人", &self.answers.representative),
            line("contact", "联系人", &self.answers.contact),
        ]
    }

    pub(super) fn contact_fields(&self, message: Message<'_>) -> Vec<FieldView> {
        vec![
            FieldView::text("phone", "联系电话")
                .input("tel", "", "off")
                .value(&self.answers.phone)
                .width(20)
                .optional()
                .error(message("phone")),
            FieldView::text("email", "电子邮箱")
                .input("text", "email", "off")
                .value(&self.answers.email)
                .width(20)
                .optional()
                .error(message("email")),
            FieldView::area("address", "通信地址")
                .input("text", "", "off")
                .value(&self.answers.address)
                .rows(2)
                .optional()
                .error(message("address")),
        ]
    }

    pub(super) fn matter_fields(&self, message: Message<'_>) -> Vec<FieldView> {
        let one = |(place, text): (usize, &String)| {
            let name = format!("matter-{}", place + 1);
            let label = if self.answers.matters.len() == 1 {
                "所需政府信息".to_owned()
            } else {
                format!("第 {} 项", place + 1)
            };
            let limit = u32::try_from(MATTER_CHARACTERS).unwrap_or(u32::MAX);
            let field = FieldView::area(name.as_str(), label).rows(4).limit(limit).value(text).error(message(&name));
            if place == 0 {
                field.hint("照申请书抄写或者摘要：名称、文号，或者能找到它的描述。")
            } else {
                field
            }
        };
        self.answers.matters.iter().enumerate().map(one).collect()
    }

    pub(super) fn title_field(&self, message: Message<'_>) -> FieldView {
        FieldView::text("title", "标题")
            .hint("列表里用的，不含个人信息。查以前的申请时按内容拟一个，可以改；留空的，登记后按内容拟一个请您核对。")
            .value(&self.title)
            .optional()
            .error(message("title"))
    }

    pub(super) fn reply_fields(&self, message: Message<'_>) -> Vec<FieldView> {
        let mut forms = vec![OptionView::new("", "没有写明", &self.answers.form_wanted)];
        forms.extend(
            FormWanted::ALL
                .into_iter()
                .map(|form| OptionView::new(form.code(), form.label(), &self.answers.form_wanted)),
        );
        let mut ways = vec![OptionView::new("", "没有写明", &self.answers.reply_way)];
        let all = [ReplyWay::Post, ReplyWay::PickUp, ReplyWay::Email, ReplyWay::Site];
        ways.extend(
            all.into_iter()
                .map(|way| OptionView::new(reply_way_code(way), reply_way_label(way), &self.answers.reply_way)),
        );
        vec![
            FieldView::select("form_wanted", "要什么形式", forms).error(message("form_wanted")),
            FieldView::text("form_other", "其他形式是什么")
                .value(&self.answers.form_other)
                .width(20)
                .optional()
                .error(message("form_other")),
            FieldView::select("reply_way", "怎样取得", ways).error(message("reply_way")),
        ]
    }
}

/// 政府信息公开条例 as revised, in force from this day.
const FIRST_DAY: Date = Date::constant(2019, 5, 15);

pub(super) fn file_field(message: Message<'_>) -> FieldView {
    FieldView::file("files", "申请书和附件")
        .hint("扫描件或者照片：JPG、PNG、PDF、Word、Excel、OFD，每个不超过 20 MB，最多 5 个。")
        .files(ACCEPT, UploadLimits::default().each)
        .optional()
        .error(message("files"))
}

/// A file already received.
pub(super) fn attachment(file: &DraftFile) -> Attachment {
    let kind = file.name.rsplit_once('.').map(|(_, extension)| extension.to_uppercase()).unwrap_or_default();
    Attachment {
        name: file.name.clone(),
        href: String::new(),
        kind,
        size: Attachment::size_in_words(file.size),
        about: "已收到".into(),
        remove: Some(file.id.to_string()),
    }
}
