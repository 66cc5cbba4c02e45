//! Public pages of the gallery.

use std::sync::Arc;

use askama::Template;

use super::desk;
use crate::parts::{
    ClockView, Confirmation, ErrorSummary, FieldView, Footer, Link, NavLink, OrganHeader, PublicPage, PublicSite, Row,
    StateTag, StepState, StepView, StepsAside, TagKind, TimelineItem, TimelineState,
};

fn nav(key: &'static str, text: &str, href: &str) -> NavLink {
    NavLink { key, link: Link::new(text, href) }
}

fn site() -> Arc<PublicSite> {
    Arc::new(PublicSite {
        organ: OrganHeader {
            name: "西工街道办事处".into(),
            full_name: "洛阳市西工区人民政府西工街道办事处".into(),
            home: "/".into(),
            phone: "0379-5555 0100".into(),
        },
        strip: vec![Link::new("无障碍说明", "/accessibility"), Link::new("查办理进度", "/track")],
        nav: vec![
            nav("home", "首页", "/"),
            nav("guide", "公开指南", "/guide"),
            nav("catalogue", "公开目录", "/catalogue"),
            nav("apply", "申请公开", "/apply"),
            nav("reports", "年度报告", "/reports"),
            nav("concerns", "意见建议", "/concerns"),
        ],
        footer: Footer {
            links: vec![
                Link::new("联系我们", "/guide#contact"),
                Link::new("隐私说明", "/privacy"),
                Link::new("无障碍说明", "/accessibility"),
                Link::new("工作人员登录", "/desk"),
            ],
            site_code: "0000000000".into(),
            icp: "豫ICP备00000000号".into(),
            updated: "2026年11月24日".into(),
        },
    })
}

fn rows(list: &[(&str, &str)]) -> Vec<Row> {
    list.iter().map(|(key, value)| Row::new(*key, *value)).collect()
}

#[derive(Template)]
#[template(path = "parts/gallery/home.html")]
pub(super) struct Home {
    page: PublicPage,
    often: Vec<Link>,
    figures: Vec<Row>,
    items: Vec<(&'static str, &'static str, &'static str)>,
    catalogue: Vec<Row>,
    columns: Vec<Link>,
}

pub(super) fn home(elder: bool) -> Home {
    Home {
        page: PublicPage { current: "home", path: "/".into(), elder, ..PublicPage::new("首页", site()) },
        often: ["低保", "老旧小区改造", "加装电梯", "取暖补贴", "预算决算"]
            .map(|word| Link::new(word, "/search"))
            .into(),
        figures: rows(&[
            ("公开信息", "328 条"),
            ("收到公开申请", "42 件"),
            ("已答复（含上年结转 3 件）", "37 件"),
            ("其中按期答复", "37 件"),
        ]),
        items: vec![
            ("11月20日", "关于2026年冬季清洁取暖补贴发放名单的公示", "民政救助　公示至11月26日"),
            ("11月18日", "西工街道办事处关于调整老旧小区改造项目施工安排的通告", "西工街办〔2026〕31号　附件2个"),
            ("11月12日", "2026年第三季度城市低保对象增减情况", "社会救助"),
            ("11月6日", "西工街道办事处2026年10月“三公”经费支出情况", "财政信息"),
            ("10月30日", "关于唐宫西路12号院加装电梯方案征求意见结果的说明", "意见征集结果"),
        ],
        catalogue: rows(&[
            ("机构职能", "9 条"),
            ("法规规章和规范性文件", "6 条"),
            ("规划与总结", "14 条"),
            ("财政预算决算", "22 条"),
            ("行政许可", "31 条"),
            ("行政处罚和强制", "18 条"),
            ("社会救助", "46 条"),
            ("城市管理与征收补偿", "27 条"),
        ]),
        columns: ["政府信息公开指南", "政府信息公开制度", "政府信息公开年度报告", "基层政务公开标准目录"]
            .map(|word| Link::new(word, "/guide"))
            .into(),
    }
}

#[derive(Template)]
#[template(path = "parts/gallery/step.html")]
pub(super) struct Step {
    page: PublicPage,
    pub(super) fields: Vec<FieldView>,
    steps: StepsAside,
}

pub(super) fn step(elder: bool) -> Step {
    let fields = vec![
        FieldView::text("name", "姓名")
            .hint("与身份证上的姓名一致")
            .value("张建国")
            .width(20)
            .input("text", "", "name"),
        FieldView::text("identity", "身份证号码")
            .hint("法律要求申请时提供身份证明。只用于办理这件申请，加密保存，不会公开。")
            .value("41030319580314201")
            .width(20)
            .input("text", "", "off")
            .error(Some("身份证号码少 1 位：应为 18 位，您填了 17 位")),
        FieldView::text("phone", "联系电话")
            .hint("座机或手机都可以。需要补充材料时，我们打这个电话。")
            .width(20)
            .input("tel", "", "tel")
            .error(Some("请填写联系电话，座机或手机都可以")),
        FieldView::area("address", "通信地址")
            .hint("选择邮寄取得答复的，请填写能收到信的地址")
            .value("洛阳市西工区唐宫西路12号院3号楼")
            .optional()
            .rows(2)
            .input("text", "", "street-address"),
    ];
    let page = PublicPage {
        current: "apply",
        path: "/apply/contact".into(),
        back: Some(Link::new("返回上一步", "/apply/kind")),
        errors: ErrorSummary::of(&fields),
        beside: true,
        elder,
        hidden: true,
        ..PublicPage::new("您的姓名和联系方式", site())
    };
    let todo = |title: &str| StepView { title: title.into(), state: StepState::Todo };
    let steps = StepsAside {
        steps: vec![
            StepView {
                title: "申请人".into(),
                state: StepState::Done { answer: "已填：自然人".into(), change: "/apply/kind".into() },
            },
            StepView { title: "姓名和联系方式".into(), state: StepState::Current },
            todo("需要什么信息"),
            todo("怎样取得"),
            todo("核对并提交"),
        ],
        saved: "已保存到本步，中途离开不会丢失。".into(),
    };
    Step { page, fields, steps }
}

#[derive(Template)]
#[template(path = "parts/gallery/progress.html")]
pub(super) struct Progress {
    page: PublicPage,
    tag: StateTag,
    items: Vec<TimelineItem>,
    facts: Vec<Row>,
    clock: ClockView,
}

fn past(date: &str, what: &str, text: &str, law: &str) -> TimelineItem {
    TimelineItem { date: date.into(), what: what.into(), text: text.into(), law: law.into(), ..TimelineItem::default() }
}

pub(super) fn progress(elder: bool) -> Progress {
    let page = PublicPage {
        current: "apply",
        path: "/track/case".into(),
        crumbs: vec![Link::new("首页", "/"), Link::new("申请公开", "/apply"), Link::new("办理进度", "")],
        beside: true,
        elder,
        hidden: true,
        ..PublicPage::new("办理进度", site())
    };
    let mut items = vec![
        TimelineItem {
            state: TimelineState::Future,
            ..past("12月3日前", "答复您", "书面答复，写明公开什么、不公开什么和理由。", "")
        },
        TimelineItem {
            state: TimelineState::Current,
            ..past(
                "11月16日",
                "已收到第三方意见，正在审核",
                "第三方对公开内容没有反对意见。办理时间从11月17日起继续计算。",
                "",
            )
        },
        past(
            "11月9日",
            "征求第三方意见",
            "您要的信息涉及一家施工企业，依法需要先问对方意见。等待的 5 个工作日不算在我们的办理时间里。",
            "依据《政府信息公开条例》第三十二条、第三十三条",
        ),
        past(
            "10月29日",
            "收到您的补充说明",
            "您写明了要2025年的拨付明细。20 个工作日从下一个工作日起重新计算。",
            "依据第三十条",
        ),
        past("10月23日", "请您补充说明", "原申请没有写明年份，我们寄出了补正告知书。", ""),
        past("10月20日", "收到您的申请", "我们打电话与您确认收到，发给您登记回执。", ""),
    ];
    if let Some(asked) = items.get_mut(4) {
        asked.links.push(Link::new("查看补正告知书（PDF，84 KB）", "/track/letter"));
    }
    let mut clock = desk::running_clock();
    clock.open = true;
    Progress {
        page,
        tag: StateTag::new(TagKind::Ok, "正在办理"),
        items,
        facts: vec![
            Row::new("您申请公开", "唐宫西路12号院老旧小区改造项目2025年资金拨付明细"),
            Row::new("取得方式", "电子邮件；另寄一份纸质件"),
            Row::new("承办", "党政综合办公室"),
            Row::new("询问电话", "").link(Link::new("0379-5555 0100", "tel:037955550100")),
        ],
        clock,
    }
}

#[derive(Template)]
#[template(path = "parts/gallery/receipt.html")]
pub(super) struct Receipt {
    page: PublicPage,
    confirmation: Confirmation,
    rows: Vec<Row>,
}

pub(super) fn receipt() -> Receipt {
    Receipt {
        page: PublicPage {
            current: "apply",
            path: "/apply/done".into(),
            hidden: true,
            ..PublicPage::new("申请已提交", site())
        },
        confirmation: Confirmation {
            title: "申请已提交".into(),
            codes: vec![("申请编号".into(), "XG-2026-0038".into()), ("查询码".into(), "7KQ4 M29X".into())],
            next: vec![
                "请记下或打印回执。查进度时要填这两个号码。".into(),
                "我们会打电话与您核对，核对的那天起算 20 个工作日。".into(),
            ],
            links: vec![Link::new("下载回执（PDF，61 KB）", "/apply/receipt.pdf"), Link::new("查办理进度", "/track")],
        },
        rows: vec![
            Row::new("申请人", "张建国（自然人）").change("/apply/contact"),
            Row::new(
                "需要的信息",
                "唐宫西路12号院老旧小区改造项目2025年资金拨付明细，\n包括每笔拨付的日期、金额、收款单位",
            )
            .change("/apply/what"),
            Row::new("取得方式", "电子邮件").change("/apply/how"),
        ],
    }
}
