//! Desk pages of the gallery.

mod board;
mod case;
mod report;
mod worklist;

pub(super) use board::board;
pub(super) use case::case;
pub(super) use report::report;
pub(super) use worklist::worklist;

use askama::Template;

use crate::parts::{
    CellKind, ClockStep, ClockView, DeskPage, ErrorSummary, FieldView, Link, PlainPage, RailGroup, RailLink, StateTag,
};

fn rail(current: &str) -> Vec<RailGroup> {
    let link = |text: &str, count: Option<u64>, urgent: bool| RailLink {
        link: Link::new(text, "/desk"),
        count,
        urgent,
        current: text == current,
    };
    vec![
        RailGroup {
            title: "我的".into(),
            links: vec![link("待办", Some(14), true), link("在办", Some(9), false), link("已办", None, false)],
        },
        RailGroup {
            title: "业务".into(),
            links: vec![
                link("依申请公开", Some(8), false),
                link("待确认", Some(2), false),
                link("复议诉讼", Some(1), false),
            ],
        },
        RailGroup {
            title: "报告".into(), links: vec![link("年度报告", None, false), link("统计分析", None, false)]
        },
    ]
}

fn page(title: &str, current: &str) -> DeskPage {
    DeskPage {
        title: title.into(),
        organ: "西工街道办事处".into(),
        person: "王丽敏".into(),
        role: "经办人".into(),
        rail: rail(current),
        notices: Some(3),
        path: "/desk".into(),
        ..DeskPage::default()
    }
}

fn cells(parts: &[(CellKind, usize)]) -> Vec<CellKind> {
    parts.iter().flat_map(|(kind, number)| std::iter::repeat_n(*kind, *number)).collect()
}

fn reason(text: &str, law: &str, date: &str) -> ClockStep {
    ClockStep { text: text.into(), law: law.into(), date: date.into(), links: Vec::new() }
}

pub(super) fn running_clock() -> ClockView {
    let mut steps = vec![
        reason("10月29日收到补正，从次日起算", "条例第三十条：期限自收到补正之日起计算", "10-30"),
        reason("法定 20 个工作日", "条例第三十三条第二款；其间没有法定节假日和调休", "11-26"),
        reason("征求第三方意见不计入：11月10日至16日，5 个工作日", "条例第三十三条第三款；", "12-03"),
        reason("没有延长", "还可经机构负责人同意延长一次，最多 20 个工作日", "12-03"),
    ];
    if let Some(consulted) = steps.get_mut(2) {
        consulted.links = vec![Link::new("意见书", "/desk/paper"), Link::new("回函", "/desk/paper")];
    }
    ClockView {
        label: "答复期限".into(),
        date: "12月3日（周四）".into(),
        tag: StateTag::due(7, 5, false),
        cells: cells(&[(CellKind::Used, 7), (CellKind::Excluded, 5), (CellKind::Used, 6), (CellKind::Left, 7)]),
        today_after: Some(18),
        first: "10-30".into(),
        last: "12-03".into(),
        provisional: None,
        steps,
        open: true,
    }
}

fn late_clock() -> ClockView {
    ClockView {
        date: "11月20日（周五）".into(),
        tag: StateTag::due(-2, 5, true),
        cells: cells(&[(CellKind::Used, 20), (CellKind::Late, 2)]),
        today_after: Some(22),
        first: "10-26".into(),
        last: "11-24".into(),
        provisional: Some("2027年放假安排还没有公布，这个日期是暂算的，公布后自动重算".into()),
        open: false,
        ..running_clock()
    }
}

fn paused_clock() -> ClockView {
    ClockView {
        date: "等申请人补正".into(),
        tag: StateTag::paused(),
        cells: Vec::new(),
        steps: Vec::new(),
        ..running_clock()
    }
}

#[derive(Template)]
#[template(path = "parts/gallery/sign_in.html")]
pub(super) struct SignIn {
    page: PlainPage,
    fields: Vec<FieldView>,
}

pub(super) fn sign_in() -> SignIn {
    let fields = vec![
        FieldView::text("login", "用户名").value("wanglimin").width(20).input("text", "", "username"),
        FieldView::password("password", "密码", "current-password").error(Some("用户名或密码不对")),
    ];
    SignIn {
        page: PlainPage {
            title: "登录".into(),
            name: "西工街道办事处".into(),
            home: "/".into(),
            errors: ErrorSummary::of(&fields),
            desk: true,
            ..PlainPage::default()
        },
        fields,
    }
}
