//! Labels of rows and cells as the desk shows them: shorter than those of the official form, so that the table is read
//! at a glance; downloads and the public page carry the official ones.

use gongkai_rules::reporting::{Block, Cell, Column, Group, Row, Standing};

/// The label of a row.
pub fn row(row: Row) -> &'static str {
    match row {
        Row::NewlyReceived => "一、本年新收申请数量",
        Row::CarriedIn => "二、上年结转申请数量",
        Row::Disclosed => "（一）予以公开",
        Row::PartlyDisclosed => "（二）部分公开",
        Row::StateSecret => "1. 属于国家秘密",
        Row::ForbiddenByLaw => "2. 其他法律行政法规禁止公开",
        Row::EndangersSecurity => "3. 危及“三安全一稳定”",
        Row::ThirdPartyRights => "4. 保护第三方合法权益",
        Row::InternalAffairs => "5. 属于三类内部事务信息",
        Row::ProcessInformation => "6. 属于四类过程性信息",
        Row::EnforcementFile => "7. 属于行政执法案卷",
        Row::AdministrativeInquiry => "8. 属于行政查询事项",
        Row::NotHeld => "1. 本机关不掌握相关信息",
        Row::WouldNeedMaking => "2. 没有现成信息需另行制作",
        Row::StillUnclear => "3. 补正后内容仍不明确",
        Row::PetitionOrComplaint => "1. 信访举报投诉类申请",
        Row::Repeated => "2. 重复申请",
        Row::PublicPublication => "3. 要求提供公开出版物",
        Row::ExcessiveWithoutReason => "4. 无正当理由大量反复申请",
        Row::ConfirmOrReissue => "5. 要求确认或重新出具",
        Row::NotClarifiedInTime => "1. 逾期不补正",
        Row::FeeNotPaid => "2. 逾期未缴费",
        Row::OtherHandling => "3. 其他",
        Row::OtherwiseHandled => "（六）其他处理",
        Row::Total => "（七）总计",
        Row::CarriedOut => "四、结转下年度继续办理",
    }
}

/// The label of a group.
pub fn group(group: Group) -> &'static str {
    match group {
        Group::Withheld => "（三）不予公开",
        Group::Unavailable => "（四）无法提供",
        Group::NotProcessed => "（五）不予处理",
        Group::OtherwiseHandled => "（六）其他处理",
    }
}

/// A cell in words: 不予公开·4. 保护第三方合法权益 × 自然人.
pub fn cell(cell: Cell) -> String {
    match cell {
        Cell::Requests(which, column) => {
            let head = which.group().map(|which| format!("{} ", group(which))).unwrap_or_default();
            format!("{head}{} × {}", row(which), column.label())
        }
        Cell::Remedies(block, standing) => format!("{} × {}", block.label(), standing.label()),
        Cell::Publication(figure) => format!("{} × {}", figure.row_label(), figure.column_label()),
    }
}

/// The key of a cell in an address.
pub fn key(cell: Cell) -> String {
    match cell {
        Cell::Requests(row, column) => format!("{}.{}", row.id(), column.id()),
        Cell::Remedies(block, standing) => format!("{}.{}", block.id(), standing.id()),
        Cell::Publication(figure) => figure.id().to_owned(),
    }
}

/// The cell of table three of a key.
pub fn requests_cell(key: &str) -> Option<Cell> {
    let (row, column) = key.split_once('.')?;
    Some(Cell::Requests(row.parse::<Row>().ok()?, column.parse::<Column>().ok()?))
}

/// The cell of table four of a key.
pub fn remedies_cell(key: &str) -> Option<Cell> {
    let (block, standing) = key.split_once('.')?;
    Some(Cell::Remedies(block.parse::<Block>().ok()?, standing.parse::<Standing>().ok()?))
}

/// By which rule a cell counts.
pub fn rule(cell: Cell, year: i16) -> String {
    let of = match cell {
        Cell::Requests(_, Column::Total) => String::new(),
        Cell::Requests(_, column) => format!("申请人是{}，", column.label()),
        _ => String::new(),
    };
    match cell {
        Cell::Requests(Row::NewlyReceived, _) => format!("计数规则：{of}收到日（条例第三十一条）在{year}年内。"),
        Cell::Requests(Row::CarriedIn, _) => format!("计数规则：{of}{year}年以前收到，到{year}年1月1日还没有答复。"),
        Cell::Requests(Row::CarriedOut, _) => format!("计数规则：{of}{year}年12月31日以前收到，到这一天还没有答复。"),
        Cell::Requests(Row::Total, _) => format!("计数规则：{of}答复日在{year}年内。一件申请只计一个结果。"),
        Cell::Requests(Row::PartlyDisclosed, _) => {
            format!("计数规则：{of}答复类型为部分公开，答复日在{year}年内；区分处理的只计这一项。")
        }
        Cell::Requests(which, _) => {
            let name = row(which).trim_start_matches(|c: char| c.is_ascii_digit() || ". （一）".contains(c));
            format!("计数规则：{of}答复类型为“{name}”，答复日在{year}年内。")
        }
        Cell::Remedies(_, Standing::Pending) => format!("计数规则：{year}年12月31日以前收到，到这一天还没有结案。"),
        Cell::Remedies(_, Standing::Total) => format!("计数规则：{year}年内结案，或者年底还没有结案；含上年结转的。"),
        Cell::Remedies(..) => format!("计数规则：{year}年内结案，结果是这一类。"),
        Cell::Publication(_) => String::new(),
    }
}
