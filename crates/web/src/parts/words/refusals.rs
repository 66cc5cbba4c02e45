//! What stands against an act, and what is wrong with a field.

use super::days::plain_day;
use gongkai_office::Problem;
use gongkai_office::refusals::PasswordProblem;
use gongkai_rules::requests::Refused;

/// What stands against a command.
pub fn refused(refused: &Refused) -> String {
    match refused {
        Refused::WrongState => "这件申请现在的状态不能办这一步。".into(),
        Refused::InTheFuture => "日期不能晚于今天。".into(),
        Refused::Before(day) => format!("日期不能早于{}。", plain_day(*day)),
        Refused::After(day) => format!("日期不能晚于{}：那一天已经办了以它为前提的事。", plain_day(*day)),
        Refused::SecondClarification => "已经告知过一次补正，不能再次告知（条例第三十条：一次性告知）。".into(),
        Refused::LateClarification(day) => {
            format!("补正期限{}已经过了。申请人有正当理由的，请写明理由再登记（条例第三十条）。", plain_day(*day))
        }
        Refused::Period => "补正期限应为 1 至 60 个工作日。".into(),
        Refused::SecondExtension => "已经延长过一次，不能再延长（条例第三十三条第二款）。".into(),
        Refused::ExtensionDays(days) => {
            format!("延长 {days} 个工作日不行：应为 1 至 20 个工作日（条例第三十三条第二款）。")
        }
        Refused::AlreadyDelayed(day) => {
            format!("已经延迟到{}答复，再延长不起作用（条例第三十五条）。", plain_day(*day))
        }
        Refused::AfterDue(day) => format!("{}已经到期，不能再办这一步。", plain_day(*day)),
        Refused::AlreadyProposed => "同样的一步已经提交，正在等机构负责人决定。".into(),
        Refused::Unknown => "这件申请里没有这一项。".into(),
        Refused::ConsultationEnded => "这次征求意见已经结束。".into(),
        Refused::LimitRunning(day) => format!("对方的答复期限到{}，还没有过（条例第三十二条）。", plain_day(*day)),
        Refused::NotBeforeEndOf(day) => format!("申请人的期限到{}为止，第二天才能办结。", plain_day(*day)),
        Refused::NoticeNotDelivered => "还没有登记申请人收到通知的日期，期限没有起算。".into(),
        Refused::DelayNotLater(day) => format!("延迟的日期应晚于现在的期限{}。", plain_day(*day)),
        Refused::NoReasons => "要先请申请人说明理由并收到说明，才能延迟答复（条例第三十五条）。".into(),
        Refused::NoFee => "没有达到收费标准，不收费（条例第四十二条）。".into(),
        Refused::Determinations => "每一项申请内容都要有一个处理决定。".into(),
        Refused::Row => "整件的办理结果与各项的处理决定对不上。".into(),
        Refused::NothingGiven => "予以公开或者部分公开的，要附上提供的文件。".into(),
        Refused::ConsultationOpen => "征求意见还没有结束，不能作出公开的决定（条例第三十二条）。".into(),
        Refused::NotConsulted => "以第三方合法权益为由不予公开的，要先书面征求第三方意见（条例第三十二条）。".into(),
        Refused::ReasonsNotAsked => "以大量、反复申请为由不予处理的，要先请申请人说明理由（条例第三十五条）。".into(),
        Refused::NotClarified => "没有经过补正，不能以补正后仍不明确为由办结（条例第三十条）。".into(),
        Refused::NoEarlierReply => {
            "没有找到以前对这位申请人的答复，不能按重复申请处理（条例第三十六条第六项）。".into()
        }
        Refused::NotAReply => "这一种结果由“视为放弃”登记产生，不能作为答复拟定。".into(),
        Refused::Changed => "文书或者附件在您打开之后改过，请重新看过再办。".into(),
        Refused::OwnDraft => "这是您起草的，不能由您审核或者签发。".into(),
        Refused::NeedsPerson => "这一步要由工作人员办理。".into(),
        Refused::NeedsLetter => "这一步要有告知申请人的文书。".into(),
        Refused::RemedyOpen => "复议或者诉讼还没有结束，不能归档。".into(),
        Refused::Amendment => "更正的内容与现在登记的相同，或者不适用于这件申请。".into(),
        Refused::NoRemedy => "没有登记过复议决定或者判决，不能重新办理。".into(),
        Refused::ThirdPartyNotTold => {
            "第三方不同意公开，要先把处理结果书面告知第三方，才能送达（条例第三十二条）。".into()
        }
        Refused::AlreadyIssued => "这份文书已经出具过，在办理记录里可以打开。".into(),
        Refused::Title => "标题要写 1 至 100 个字。".into(),
    }
}

/// What is wrong with a field. `field` is its name, for the few that need their own words.
pub fn problem(field: &str, problem: &Problem) -> String {
    match problem {
        Problem::Missing => missing(field).into(),
        Problem::TooLong(limit) => format!("最多 {limit} 字，请写短一些"),
        Problem::TooShort(_) if field.starts_with("matter") => {
            "请写清楚要哪方面的信息，例如文件名称、文号、年份或地点".into()
        }
        Problem::TooShort(least) => format!("至少写 {least} 个字"),
        Problem::NotAChoice => "请选择一项".into(),
        Problem::NotADate => "没有这一天，请写成 2026-11-24 的样子".into(),
        Problem::InTheFuture => "日期不能晚于今天".into(),
        Problem::Before(day) => format!("日期不能早于{}", plain_day(*day)),
        Problem::NotANumber(least, most) => format!("请填写 {least} 至 {most} 之间的数字"),
        Problem::NotAPhone => "电话号码少了几位或者多了几位，请再看一遍；座机请带区号".into(),
        Problem::NotAnEmail => "电子邮箱写得不完整，应像 name@example.com".into(),
        Problem::IdentityLength(length) if *length < 18 => {
            format!("身份证号码少 {} 位：应为 18 位，您填了 {length} 位", 18 - length)
        }
        Problem::IdentityLength(length) => format!("身份证号码多 {} 位：应为 18 位，您填了 {length} 位", length - 18),
        Problem::IdentityDate => "身份证号码里的出生日期不存在，请对照证件再看一遍".into(),
        Problem::IdentityCheck => "身份证号码有一位不对，请对照证件再看一遍（最后一位可能是字母 X）".into(),
        Problem::CreditCode => "统一社会信用代码有一位不对，应为 18 位数字和大写字母，请对照证照再看一遍".into(),
        Problem::CreditCodeLength(length) if *length < 18 => {
            format!("统一社会信用代码少 {} 位：应为 18 位，您填了 {length} 位", 18 - length)
        }
        Problem::CreditCodeLength(length) => {
            format!("统一社会信用代码多 {} 位：应为 18 位，您填了 {length} 位", length - 18)
        }
        Problem::NumberCharacter { position, found } => format!("第 {position} 位“{found}”不对，请对照证件再看一遍"),
        Problem::PaperNumber => "证件号码应为 4 至 30 位字母和数字，请对照证件再看一遍".into(),
        Problem::NoContact => "没有电话的，请填写电子邮箱或者通信地址，我们好与您联系".into(),
        Problem::TooManyFiles(most) => format!("最多上传 {most} 个文件。已经上传的都在，可以删除后再换"),
        Problem::FileTooBig { name, bytes, limit } => {
            format!(
                "“{name}”有 {} MB，超过 {} MB。请换小一些的文件，其他内容已经保留",
                megabytes(*bytes),
                megabytes(*limit)
            )
        }
        Problem::FilesTooBig(most) => {
            format!("全部文件加起来超过 {} MB。请换小一些的文件，其他内容已经保留", megabytes(*most))
        }
        Problem::EmptyFile(name) => format!("“{name}”是空文件，没有保存。请看一下文件再上传"),
        Problem::FileKind(name) => format!("“{name}”不能上传。可以上传：照片（JPG、PNG）、PDF、Word、Excel、OFD"),
        Problem::FileUnsafe(name) => {
            format!("“{name}”没有通过安全检查，没有保存。请另存为 PDF 再上传，或到窗口办理")
        }
        Problem::Taken => "已经有了，请换一个".into(),
        Problem::Password(PasswordProblem::Short) => "密码至少 15 个字，可以是一句话".into(),
        Problem::Password(PasswordProblem::Long) => "密码最多 128 个字".into(),
        Problem::Password(PasswordProblem::Differs) => "两次输入的密码不一样".into(),
        Problem::Password(PasswordProblem::Wrong) => "现在的密码不对".into(),
        Problem::Password(PasswordProblem::Same) => "新密码不能与现在的相同".into(),
        Problem::Said(words) => words.clone(),
    }
}

/// Number and query code do not belong together, whichever of them is wrong.
pub fn wrong_code(phone: &str) -> String {
    let call = if phone.is_empty() { String::new() } else { format!("，或打 {phone}") };
    format!("编号或查询码不对。请对照回执再填；回执丢了，请带身份证到窗口查询{call}")
}

/// Too many wrong codes.
pub fn too_many_tries(minutes: u64, phone: &str) -> String {
    let call = if phone.is_empty() { String::new() } else { format!("。着急办理，请打 {phone}") };
    format!("填错次数较多，请 {minutes} 分钟后再试{call}")
}

/// Whole megabytes, rounded up so that what is over a limit never reads as the limit.
pub(super) fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}

fn missing(field: &str) -> &'static str {
    match field {
        "name" => "请填写姓名或者名称",
        "phone" => "请填写联系电话，座机或手机都可以",
        "paper_number" => "请填写证件号码",
        "form_other" => "请写明要哪种形式",
        "draft_code" => "请填写草稿码和号码后四位",
        "code" => "请填写查询码，在回执上",
        "number" => "请填写申请编号，在回执上",
        "statement" => "请写明撤回的意思，一句话就可以",
        "clarification" => "请写明要补充的内容",
        "representative" => "请填写法定代表人或者负责人",
        "contact" => "请填写联系人",
        "address" => "选择邮寄的，请填写能收到信的地址",
        "email" => "选择电子邮件的，请填写电子邮箱",
        field if field.starts_with("matter") => "请写清楚要哪方面的信息，例如文件名称、文号、年份或地点",
        "login" => "请填写用户名",
        "password" => "请填写密码",
        "current" => "请填写现在的密码",
        "new" => "请填写新密码，15 个字以上",
        "token" => "请填写令牌，在服务器控制台上",
        "organ" => "请填写机关全称",
        "reason" => "请写明理由",
        "on" => "请填写日期",
        _ => THIS_ONE,
    }
}

/// A field of which no words of its own are known.
const THIS_ONE: &str = "请填写这一项";

/// As [`problem`], and a field without words of its own is named by its label.
pub fn problem_with(field: &str, label: &str, told: &Problem) -> String {
    match told {
        Problem::Missing if missing(field) == THIS_ONE => format!("请填写“{label}”"),
        _ => problem(field, told),
    }
}
