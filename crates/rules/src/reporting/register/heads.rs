//! The columns of the register.

/// A column of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Head {
    /// 编号.
    Number,
    /// 收到日期.
    ReceivedOn,
    /// 收到渠道.
    Channel,
    /// 申请人类型.
    ApplicantKind,
    /// 申请人.
    Applicant,
    /// 证件号码.
    IdentityNumber,
    /// 联系电话.
    Phone,
    /// 申请内容.
    Content,
    /// 补正告知日期.
    ClarificationAskedOn,
    /// 补正收到日期.
    ClarificationReceivedOn,
    /// 征求意见发出日期.
    ConsultationSentOn,
    /// 征求意见收到日期.
    ConsultationReceivedOn,
    /// 延期告知日期.
    ExtensionToldOn,
    /// 延期工作日.
    ExtensionDays,
    /// 答复日期.
    ReplyOn,
    /// 办理结果.
    Outcome,
    /// 答复文号.
    LetterNumber,
    /// 复议收到日期.
    ReconsiderationReceivedOn,
    /// 复议结果.
    ReconsiderationResult,
    /// 复议结案日期.
    ReconsiderationEndedOn,
    /// 诉讼类型.
    SuitKind,
    /// 诉讼收到日期.
    SuitReceivedOn,
    /// 诉讼结果.
    SuitResult,
    /// 诉讼结案日期.
    SuitEndedOn,
    /// 备注.
    Note,
}

impl Head {
    /// Every column, in the order in which they are written.
    pub const ALL: [Head; 25] = [
        Head::Number,
        Head::ReceivedOn,
        Head::Channel,
        Head::ApplicantKind,
        Head::Applicant,
        Head::IdentityNumber,
        Head::Phone,
        Head::Content,
        Head::ClarificationAskedOn,
        Head::ClarificationReceivedOn,
        Head::ConsultationSentOn,
        Head::ConsultationReceivedOn,
        Head::ExtensionToldOn,
        Head::ExtensionDays,
        Head::ReplyOn,
        Head::Outcome,
        Head::LetterNumber,
        Head::ReconsiderationReceivedOn,
        Head::ReconsiderationResult,
        Head::ReconsiderationEndedOn,
        Head::SuitKind,
        Head::SuitReceivedOn,
        Head::SuitResult,
        Head::SuitEndedOn,
        Head::Note,
    ];

    /// The words in the first line of the sheet.
    pub fn label(self) -> &'static str {
        match self {
            Head::Number => "编号",
            Head::ReceivedOn => "收到日期",
            Head::Channel => "收到渠道",
            Head::ApplicantKind => "申请人类型",
            Head::Applicant => "申请人",
            Head::IdentityNumber => "证件号码",
            Head::Phone => "联系电话",
            Head::Content => "申请内容",
            Head::ClarificationAskedOn => "补正告知日期",
            Head::ClarificationReceivedOn => "补正收到日期",
            Head::ConsultationSentOn => "征求意见发出日期",
            Head::ConsultationReceivedOn => "征求意见收到日期",
            Head::ExtensionToldOn => "延期告知日期",
            Head::ExtensionDays => "延期工作日",
            Head::ReplyOn => "答复日期",
            Head::Outcome => "办理结果",
            Head::LetterNumber => "答复文号",
            Head::ReconsiderationReceivedOn => "复议收到日期",
            Head::ReconsiderationResult => "复议结果",
            Head::ReconsiderationEndedOn => "复议结案日期",
            Head::SuitKind => "诉讼类型",
            Head::SuitReceivedOn => "诉讼收到日期",
            Head::SuitResult => "诉讼结果",
            Head::SuitEndedOn => "诉讼结案日期",
            Head::Note => "备注",
        }
    }

    /// Columns that every register must have, and whose cells may not be empty.
    pub fn is_required(self) -> bool {
        matches!(self, Head::ReceivedOn | Head::ApplicantKind | Head::Content)
    }

    /// Columns whose words are never repeated in a message, because they may name a person.
    pub fn is_personal(self) -> bool {
        matches!(self, Head::Applicant | Head::IdentityNumber | Head::Phone | Head::Content | Head::Note)
    }
}
