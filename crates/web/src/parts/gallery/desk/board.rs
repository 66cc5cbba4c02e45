//! The board: every other part in every state.

use super::{late_clock, page, paused_clock};
use crate::parts::{
    Attachment, BarChart, BarView, CellView, ClockView, DayKind, DayView, DeskPage, DiffView, EmptyState, FieldView,
    HeadCell, Link, LongWork, MonthView, Notice, OptionView, Pagination, ReviewRow, StateTag, TableRow, TableView,
    diff_text,
};
use askama::Template;

#[derive(Template)]
#[template(path = "parts/gallery/board.html")]
pub(in crate::parts::gallery) struct Board {
    page: DeskPage,
    tags: Vec<StateTag>,
    notices: Vec<Option<Notice>>,
    empty: EmptyState,
    long: LongWork,
    pages: Pagination,
    bars: BarChart,
    month: MonthView,
    reviews: Vec<ReviewRow>,
    diff: DiffView,
    opinion: FieldView,
    words: FieldView,
    fields: Vec<FieldView>,
    files: Vec<Attachment>,
    late: ClockView,
    paused: ClockView,
    entered: TableView,
}

fn november() -> MonthView {
    let day = |number: u8| {
        let (kind, note) = match number {
            4 => (DayKind::Start, "收到"),
            7 => (DayKind::MadeUp, "上班"),
            10..=13 | 16 => (DayKind::Excluded, "不计"),
            1 | 8 | 14 | 15 | 21 | 22 | 28 | 29 => (DayKind::Rest, ""),
            30 => (DayKind::Due, "到期"),
            _ => (DayKind::Work, ""),
        };
        DayView { day: number, kind, note: note.into(), today: number == 24 }
    };
    let mut days: Vec<DayView> = std::iter::repeat_n(DayView::default(), 6).collect();
    days.extend((1..=30).map(day));
    days.resize(42, DayView::default());
    MonthView { title: "2026年11月".into(), weeks: days.chunks(7).map(<[DayView]>::to_vec).collect() }
}

fn fields() -> Vec<FieldView> {
    let kinds = |chosen: &str| {
        [("id", "居民身份证"), ("passport", "护照"), ("other", "其他")]
            .map(|(value, label)| OptionView::new(value, label, chosen))
            .to_vec()
    };
    vec![
        FieldView::radios("paper", "证件种类", kinds("id")).error(Some("请选择证件种类")),
        FieldView::select("paper2", "证件种类", kinds("passport")),
        FieldView::ticks(
            "ways",
            "取得方式",
            vec![
                OptionView::new("mail", "邮寄", ""),
                OptionView::new("site", "在网上查看", "site").hint("答复放到网上就算送达"),
            ],
        ),
        FieldView::date("born", "收到日期", ["2026".into(), "2".into(), "30".into()])
            .hint("例如 2026 11 24")
            .error(Some("2月没有30日")),
        FieldView::day("sent", "发出日期").value("2026-11-24"),
        FieldView::area("what", "需要的政府信息")
            .hint("写清楚文件名称、文号、年份或地点")
            .limit(2000)
            .value("唐宫西路12号院"),
        FieldView::file("files", "身份证明材料")
            .hint("照片、PDF 或 Word，最多 5 个，每个不超过 20 MB")
            .optional()
            .files(".jpg,.png,.pdf,.docx", 20_971_520),
    ]
}

pub(in crate::parts::gallery) fn board() -> Board {
    let review = |step: &str, who: &str, when: &str, opinion: &str, tag: Option<StateTag>| ReviewRow {
        step: step.into(),
        who: who.into(),
        when: when.into(),
        opinion: opinion.into(),
        tag,
    };
    let months = [2, 3, 5, 4, 3, 6, 4, 3, 5, 4, 3];
    let input = |name: &str, what: &str, typed: &str| CellView {
        input: Some(name.into()),
        what: what.into(),
        typed: typed.into(),
        ..CellView::default()
    };
    Board {
        page: page("部件", ""),
        tags: vec![
            StateTag::due(-1, 5, false),
            StateTag::due(0, 5, false),
            StateTag::due(3, 5, false),
            StateTag::due(7, 5, true),
            StateTag::paused(),
            StateTag::mine("待您签发"),
            StateTag::done("已办结"),
            StateTag::bad("不成立"),
        ],
        notices: vec![
            Some(Notice::done("已送审", "李建军会在待办里看到。您可以在“在办”查看进展。")),
            Some(Notice::warn("2027年放假安排还没有公布", "期限按周一至周五暂算，公布后自动重算。")),
            Some(Notice::failed("没有保存", "李建军在您之前改过这件。您写的内容还在下面，请对照后再保存。")),
        ],
        empty: EmptyState {
            what: "没有待办".into(),
            text: "今天的事都办完了。最近一项到期：12月3日。".into(),
            link: Some(Link::new("看在办", "/desk")),
        },
        long: LongWork {
            what: "正在导入 2025年登记簿.xlsx".into(),
            done: 128,
            total: 214,
            unit: "行".into(),
            left: "约剩 20 秒".into(),
        },
        pages: Pagination::new(5, 50, 900, "/desk?page="),
        bars: BarChart {
            id: "months".into(),
            finding: "6月收到的申请最多".into(),
            unit: "2026年各月，单位：件".into(),
            label_head: "月份".into(),
            value_head: "收到申请（件）".into(),
            bars: months
                .iter()
                .zip(1..)
                .map(|(value, month)| BarView { label: format!("{month}月"), value: *value })
                .collect(),
        },
        month: november(),
        reviews: vec![
            review("审核", "李建军", "11-23 16:10", "附件二脱敏", Some(StateTag::done("通过"))),
            review("签发", "周敏", "11-25 17:00 前", "", Some(StateTag::mine("待您签发"))),
            review("送达", "王丽敏", "", "", None),
        ],
        diff: diff_text(
            "补贴对象为全体居民，每户二百元，11月30日前发放。",
            "补贴对象为持有本街道户籍的低保、特困家庭，每户300元，11月30日前发放。",
        ),
        opinion: FieldView::radios(
            "opinion",
            "审核意见",
            vec![OptionView::new("pass", "通过，送签发", ""), OptionView::new("return", "退回修改", "")],
        ),
        words: FieldView::area("words", "意见（退回时必填）").rows(3),
        fields: fields(),
        files: vec![
            Attachment {
                name: "补正告知书".into(),
                href: "/desk/paper".into(),
                kind: "PDF".into(),
                size: "84 KB".into(),
                about: "11月18日".into(),
                remove: None,
            },
            Attachment {
                name: "身份证正面".into(),
                href: "/desk/paper".into(),
                kind: "JPG".into(),
                size: "1.2 MB".into(),
                about: "已收到，检查通过".into(),
                remove: Some("/desk/remove".into()),
            },
        ],
        late: late_clock(),
        paused: paused_clock(),
        entered: TableView {
            id: "table2".into(),
            caption: "主动公开政府信息情况".into(),
            unit: "单位：件".into(),
            head: vec![["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"].map(HeadCell::new).to_vec()],
            rows: vec![
                TableRow {
                    heads: vec![HeadCell::new("规章")],
                    cells: vec![
                        input("regulations_made", "规章，本年制发件数", "0"),
                        input("regulations_repealed", "规章，本年废止件数", ""),
                        CellView::plain(None),
                    ],
                },
                TableRow {
                    heads: vec![HeadCell::new("行政规范性文件")],
                    cells: vec![CellView::plain(Some(1200)), CellView::plain(Some(0)), CellView::plain(None)],
                },
            ],
        },
    }
}
