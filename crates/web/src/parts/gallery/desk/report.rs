//! A table of the annual report with its checks and drill-down.

use super::page;
use crate::parts::{
    CellView, CheckLine, CheckState, DeskPage, DrillCase, DrillDown, ExportForm, HeadCell, Link, StateTag, TableRow,
    TableView,
};
use askama::Template;

#[derive(Template)]
#[template(path = "parts/gallery/report.html")]
pub(in crate::parts::gallery) struct Report {
    page: DeskPage,
    tag: StateTag,
    checks: Vec<CheckLine>,
    table: TableView,
    drill: DrillDown,
}

const COLUMNS: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

fn figures(label: &str, numbers: [i64; 7], strong: bool) -> Vec<CellView> {
    numbers
        .iter()
        .zip(COLUMNS)
        .map(|(number, column)| CellView {
            href: Some("?cell=one#cases".into()),
            what: format!("{label}，{column}"),
            total: strong || column == "总计",
            ..CellView::plain(Some(*number))
        })
        .collect()
}

fn natural(label: &str, number: i64) -> Vec<CellView> {
    figures(label, [number, 0, 0, 0, 0, 0, number], false)
}

fn table_three() -> TableView {
    let head = |text: &str| HeadCell::new(text);
    let mut carried = figures("上年结转", [3, 0, 0, 0, 0, 0, 3], true);
    for cell in &mut carried {
        if cell.figure != Some(0) {
            cell.failing = Some("与上年报告的结转数 2 不同".into());
        }
    }
    let mut partly = figures("部分公开", [6, 1, 0, 0, 1, 0, 8], false);
    if let Some(first) = partly.first_mut() {
        first.selected = true;
    }
    let row = |heads: Vec<HeadCell>, cells: Vec<CellView>| TableRow { heads, cells };
    let refused = ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益"];
    let mut rows = vec![
        row(
            vec![head("一、本年新收政府信息公开申请数量").span(3, 1).strong()],
            figures("本年新收", [34, 5, 0, 0, 3, 0, 42], true),
        ),
        row(vec![head("二、上年结转政府信息公开申请数量").span(3, 1).strong()], carried),
        row(
            vec![head("三、本年度办理结果").span(1, 7).strong(), head("（一）予以公开").span(2, 1)],
            figures("予以公开", [9, 1, 0, 0, 0, 0, 10], false),
        ),
        row(vec![head("（二）部分公开").span(2, 1)], partly),
    ];
    for (at, label) in refused.iter().enumerate() {
        let mut heads = vec![head(label)];
        if at == 0 {
            heads.insert(0, head("（三）不予公开").span(1, 4));
        }
        rows.push(row(heads, natural(label, at as i64)));
    }
    rows.push(row(vec![head("（七）总计").span(2, 1).strong()], figures("总计", [31, 4, 0, 0, 2, 0, 37], true)));
    rows.push(row(
        vec![head("四、结转下年度继续办理").span(3, 1).strong()],
        figures("结转下年", [6, 1, 0, 0, 1, 0, 8], true),
    ));
    TableView {
        id: "table3".into(),
        caption: "收到和处理政府信息公开申请情况".into(),
        unit: "单位：件".into(),
        head: vec![
            vec![head("办理情况（单位：件）").span(3, 3), head("申请人情况").span(7, 1)],
            vec![head("自然人").span(1, 2), head("法人或其他组织").span(5, 1), head("总计").span(1, 2)],
            COLUMNS.iter().skip(1).take(5).map(|column| head(column)).collect(),
        ],
        rows,
    }
}

pub(in crate::parts::gallery) fn report() -> Report {
    let one = |number: &str, title: &str, day: &str, used: &str| DrillCase {
        link: Link::new(number, "/desk/case"),
        title: title.into(),
        about: vec![day.into(), used.into()],
    };
    Report {
        page: DeskPage {
            crumbs: vec![Link::new("年度报告", "/desk/reports"), Link::new("2026年", "")],
            ..page("收到和处理政府信息公开申请情况", "年度报告")
        },
        tag: StateTag::mine("草稿，审核前"),
        checks: vec![
            CheckLine {
                state: CheckState::Holds,
                identity: "各列：新收 + 结转 = 办理总计 + 结转下年".into(),
                figures: "7 列：42 + 3 = 37 + 8".into(),
                ..CheckLine::default()
            },
            CheckLine {
                state: CheckState::Holds,
                identity: "办理总计 = 21 个分项之和；各行总计 = 六类申请人之和".into(),
                figures: "31 处".into(),
                ..CheckLine::default()
            },
            CheckLine {
                state: CheckState::Fails,
                identity: "上年结转 = 2025年报告的“结转下年度”：本表 3 件，上年报告 2 件".into(),
                link: Some(Link::new("查看相差的 1 件", "#cases")),
                act: Some(Link::new("说明或更正", "/desk/explain")),
                ..CheckLine::default()
            },
        ],
        table: table_three(),
        drill: DrillDown {
            title: "（二）部分公开 × 自然人：6 件".into(),
            rule: "计数规则：答复类型为部分公开，答复日在2026年内，同时不予公开部分的只计这一次。".into(),
            cases: vec![
                one("XG-2026-0003", "2025年临时救助发放明细", "2月14日答复", "用时 12 个工作日"),
                one("XG-2026-0005", "社区食堂招标评分表", "3月10日答复", "用时 18 个工作日"),
                one("XG-2026-0008", "院落改造施工合同", "4月28日答复", "用时 20 个工作日"),
                one("XG-2026-0024", "物业费补贴名单", "6月9日答复", "用时 9 个工作日"),
                one("XG-2026-0027", "2024年信访事项统计", "8月17日答复", "用时 15 个工作日"),
                one("XG-2026-0033", "道路挖掘许可材料", "10月12日答复", "用时 27 个工作日，经延长"),
            ],
            export: Some(ExportForm { action: "/desk/export".into(), count: 6, ..ExportForm::default() }),
            compared: "与2025年相比：4 件，多 2 件。".into(),
        },
    }
}
