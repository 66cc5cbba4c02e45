//! Desk pages of the gallery.

use askama::Template;

use crate::parts::{
    Attachment, BarChart, BarView, BulkAct, CellKind, CellView, CheckLine, CheckState, ClockStep, ClockView, DayKind,
    DayView, DeskPage, DiffView, DrillCase, DrillDown, EmptyState, ErrorSummary, ExportForm, FieldView, FilterView,
    HeadCell, Link, LongWork, MaskedView, MonthView, NextStep, Notice, OptionView, Pagination, PlainPage, RailGroup,
    RailLink, RecordItem, ReviewRow, Row, StateTag, TabView, TableRow, TableView, TagKind, WorklistGroup, WorklistRow,
    WorklistView, diff_text,
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
#[template(path = "parts/gallery/worklist.html")]
pub(super) struct Worklist {
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

pub(super) fn worklist() -> Worklist {
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

#[derive(Template)]
#[template(path = "parts/gallery/case.html")]
pub(super) struct Case {
    page: DeskPage,
    tag: StateTag,
    next: NextStep,
    phone: MaskedView,
    rows: Vec<Row>,
    record: Vec<RecordItem>,
    clock: ClockView,
}

fn entry(at: &str, what: &str, more: &[&str], link: Option<&str>, who: &str) -> RecordItem {
    RecordItem {
        at: at.into(),
        datetime: format!("2026-{}", at.replace(' ', "T")),
        what: what.into(),
        more: more.iter().map(|piece| (*piece).to_owned()).collect(),
        links: link.map(|text| Link::new(text, "/desk/paper")).into_iter().collect(),
        who: who.into(),
        tag: None,
    }
}

pub(super) fn case() -> Case {
    let mut record = vec![
        entry(
            "11-16 15:20",
            "登记第三方意见：同意公开",
            &["洛阳某某建设工程有限公司", "期限恢复计算"],
            Some("回函.pdf"),
            "王丽敏",
        ),
        entry(
            "11-09 10:05",
            "发出征求第三方意见书",
            &["邮政挂号 1 件，对方应在 15 个工作日内答复"],
            Some("意见书.pdf"),
            "王丽敏",
        ),
        entry("11-06 16:41", "李建军同意征求第三方意见", &["“涉及收款单位账户，先征求意见。”"], None, "李建军"),
        entry("10-29 09:12", "收到补正，期限重新起算", &[], None, "系统"),
        entry("10-23 11:30", "发出补正告知书", &["缺少年份"], Some("补正告知书.pdf"), "王丽敏"),
        entry("10-20 14:08", "登记，电话确认收到", &[], None, "王丽敏"),
    ];
    if let Some(first) = record.last_mut() {
        first.tag = Some(StateTag::new(TagKind::Paused, "补记"));
    }
    Case {
        page: DeskPage {
            crumbs: vec![Link::new("待办", "/desk"), Link::new("依申请公开", "")],
            ..page("唐宫西路12号院改造项目", "待办")
        },
        tag: StateTag::new(TagKind::Ok, "办理中"),
        next: NextStep {
            title: "下一步：拟定答复".into(),
            text: "第三方没有反对意见，可以作出答复。送审后由李建军审核、赵志远签发，请留出 2 个工作日。".into(),
            primary: Some(Link::new("拟定答复", "/desk/draft")),
            others: ["延长期限", "再征求意见", "转办"].map(|act| Link::new(act, "/desk/act")).into(),
            not_possible: vec!["不能要求补正：已经补正过一次（条例第三十条）".into()],
        },
        phone: MaskedView {
            masked: "138****2046".into(),
            reveal: Some("/desk/reveal".into()),
            what: "联系电话".into(),
        },
        rows: vec![
            Row::new("收到方式", "网上申请，10月20日电话确认收到"),
            Row::new("答复形式", "电子邮件，另寄纸质件"),
            Row::new("附件", "").link(Link::new("补正说明.docx（23 KB）", "/desk/paper")),
            Row::new("相似申请", "1 件：").link(Link::new("XG-2025-0006", "/desk/case")),
        ],
        record,
        clock: running_clock(),
    }
}

#[derive(Template)]
#[template(path = "parts/gallery/report.html")]
pub(super) struct Report {
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

pub(super) fn report() -> Report {
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

#[derive(Template)]
#[template(path = "parts/gallery/board.html")]
pub(super) struct Board {
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

pub(super) fn board() -> Board {
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
