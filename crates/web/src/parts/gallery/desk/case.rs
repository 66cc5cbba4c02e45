//! The page of a case.

use super::{page, running_clock};
use crate::parts::{ClockView, DeskPage, Link, MaskedView, NextStep, RecordItem, Row, StateTag, TagKind};
use askama::Template;

#[derive(Template)]
#[template(path = "parts/gallery/case.html")]
pub(in crate::parts::gallery) struct Case {
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

pub(in crate::parts::gallery) fn case() -> Case {
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
            rare: vec![Link::new("登记撤回", "#"), Link::new("提请更正登记", "#")],
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
