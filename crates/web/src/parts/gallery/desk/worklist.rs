//! The worklist, with rows in every state.

use super::page;
use crate::parts::{
    BulkAct, DeskPage, FieldView, FilterView, Link, OptionView, Pagination, StateTag, TabView, WorklistGroup,
    WorklistRow, WorklistView,
};
use askama::Template;

#[derive(Template)]
#[template(path = "parts/gallery/worklist.html")]
pub(in crate::parts::gallery) struct Worklist {
    page: DeskPage,
    sentence: &'static str,
    tabs: Vec<TabView>,
    filters: FilterView,
    list: WorklistView,
    pages: Pagination,
}

fn work(tag: StateTag, date: &str, title: &str, about: [&str; 2], state: &str, next: &str) -> WorklistRow {
    let [number, person] = about;
    WorklistRow {
        id: number.into(),
        tag,
        date: date.into(),
        datetime: String::new(),
        title: title.into(),
        href: "/desk/case".into(),
        number: number.into(),
        person: person.into(),
        kind: "依申请公开".into(),
        state: state.into(),
        next: next.into(),
        who: "王丽敏".into(),
    }
}

fn group(title: &str, rows: Vec<WorklistRow>) -> WorklistGroup {
    WorklistGroup { title: title.into(), count: rows.len() as u64, rows }
}

pub(in crate::parts::gallery) fn worklist() -> Worklist {
    let tab = |text: &str, count: u64| TabView {
        link: Link::new(text, "/desk"),
        count: Some(count),
        current: text == "全部",
    };
    let groups = vec![
        group(
            "已逾期",
            vec![work(
                StateTag::due(-1, 5, false),
                "应于 11-23 周一",
                "社区公开栏更新情况",
                ["XG-2026-0029", "匿名"],
                "办理中",
                "作出答复",
            )],
        ),
        group(
            "今天和明天",
            vec![
                work(
                    StateTag::due(0, 5, false),
                    "11-24 周二",
                    "2024年至2026年街道公车运行费用",
                    ["XG-2026-0036", "刘*"],
                    "待签发",
                    "催李主任签发",
                ),
                work(
                    StateTag::due(1, 5, false),
                    "11-25 周三",
                    "西工街道2023年至2025年行政处罚决定书目录",
                    ["XG-2026-0042", "洛阳某某法律咨询公司"],
                    "待补正判断",
                    "决定是否补正",
                ),
            ],
        ),
        group(
            "本周",
            vec![
                work(
                    StateTag::due(3, 5, false),
                    "11-27 周五",
                    "解放路片区征收补偿方案及评估报告",
                    ["XG-2026-0037", "陈*英"],
                    "拟稿",
                    "拟定答复",
                ),
                work(
                    StateTag::due(3, 5, true),
                    "11-27 周五",
                    "六个社区公开栏更新情况",
                    ["XG-2026-0040", "李*"],
                    "待确认",
                    "打电话与申请人核对",
                ),
            ],
        ),
        group(
            "以后",
            vec![
                work(
                    StateTag::due(7, 5, false),
                    "12-03 周四",
                    "唐宫西路12号院改造项目2025年资金拨付明细",
                    ["XG-2026-0038", "张*国"],
                    "办理中",
                    "拟定答复",
                ),
                work(
                    StateTag::paused(),
                    "已停 2 个工作日",
                    "某商业综合体消防检查记录",
                    ["XG-2026-0039", "孙*"],
                    "征求第三方意见",
                    "等对方回复，12-11 截止",
                ),
            ],
        ),
    ];
    let choice = |value: &str, label: &str| OptionView::new(value, label, "");
    Worklist {
        page: DeskPage {
            htmx: true, demo: Some("2026年11月24日（星期二）10:26".into()), ..page("待办", "待办")
        },
        sentence: "14 项等您处理，其中 1 项已逾期，1 项今天到期。",
        tabs: vec![tab("全部", 14), tab("待登记", 2), tab("待答复", 7), tab("待审核", 4), tab("待签发", 1)],
        filters: FilterView {
            action: "/desk".into(),
            fields: vec![
                FieldView::select("due", "期限", vec![choice("", "全部"), choice("late", "已逾期")]),
                FieldView::select("state", "状态", vec![choice("", "全部"), choice("open", "办理中")]),
                FieldView::select("who", "经办", vec![choice("", "王丽敏"), choice("all", "全部")]),
                FieldView::text("words", "标题、编号、申请人"),
            ],
            kept: vec![("tab".into(), "all".into())],
            set: "经办 王丽敏".into(),
            export: Some(Link::new("导出 XLSX", "/desk/export")),
            clear: None,
        },
        list: WorklistView {
            caption: "待办事项".into(),
            groups,
            bulk: Some("/desk/bulk".into()),
            acts: vec![BulkAct { value: "assign".into(), text: "转办所选事项".into() }],
            key: String::new(),
        },
        pages: Pagination::new(1, 50, 74, "/desk?page="),
    }
}
