//! What comes next with a report, whose turn it is, and what this person may do: one function a stage.

use super::{allowed, suffix};
use crate::desk::account::form_page::Mistakes;
use crate::parts::{FieldView, Link, words};
use crate::posted::{Posted, new_once};
use gongkai_office::accounts::SignedIn;
use gongkai_office::reporting::{ReportView, blocking};
use gongkai_rules::editions::Stage;
use gongkai_rules::ids::PersonId;
use gongkai_rules::permissions::Action;
use gongkai_rules::reporting::{Column, Row};
use jiff::civil::Date;

/// One thing that can be done now, as a form of its own.
pub struct Act {
    /// Where it is sent.
    pub action: String,
    pub once: String,
    pub version: u32,
    pub button: &'static str,
    pub secondary: bool,
    pub warning: bool,
    pub field: Option<FieldView>,
}

/// What comes next.
#[derive(Default)]
pub struct Next {
    pub title: String,
    pub text: String,
    pub links: Vec<Link>,
    pub acts: Vec<Act>,
    pub not: Vec<String>,
}

/// A report before this person, with the form they sent where it was refused.
struct Desk<'a> {
    who: &'a SignedIn,
    view: &'a ReportView,
    refused: Option<(&'a Posted, &'a Mistakes)>,
    base: String,
    once: String,
}

/// What comes next, whose turn it is, and what this person may do.
pub fn next(who: &SignedIn, view: &ReportView, refused: Option<(&Posted, &Mistakes)>) -> Next {
    let base = format!("/desk/reports/{}", view.year);
    let once = refused.map_or_else(new_once, |(form, mistakes)| mistakes.once(form));
    let desk = Desk { who, view, refused, base, once };
    if view.edition.number != view.latest {
        return Next {
            title: "这是以前的一版".into(),
            text: "内容不再变动，与更正后的一版都可以查看。".into(),
            links: vec![Link::new("看最新的一版", desk.base.clone()), desk.read()],
            ..Next::default()
        };
    }
    match &view.edition.stage {
        Stage::Draft | Stage::Returned { .. } => desk.drafting(),
        Stage::Reviewing { by, since, .. } => desk.in_review(*by, *since),
        Stage::Approved { by, on, .. } => desk.approved(*by, *on),
        Stage::Published { .. } => desk.published(),
        Stage::Imported { .. } => Next {
            title: "导入的已公布报告".into(),
            text: "用来核对下一年的上年结转和往年数字，不在这里修改。".into(),
            links: vec![desk.read()],
            ..Next::default()
        },
    }
}

impl Desk<'_> {
    fn may(&self, action: Action) -> bool {
        allowed(self.who, &self.view.edition, action)
    }

    fn act(&self, path: &str, button: &'static str) -> Act {
        Act {
            action: format!("{}/{path}", self.base),
            once: self.once.clone(),
            version: self.view.edition.version,
            button,
            secondary: false,
            warning: false,
            field: None,
        }
    }

    /// An act with words, as they were typed where it was refused.
    fn with_words(&self, path: &str, button: &'static str, field: FieldView) -> Act {
        let field = match self.refused {
            Some((form, mistakes)) => {
                let typed = form.text(&field.name).to_owned();
                mistakes.on(field.value(typed))
            }
            None => field,
        };
        Act { secondary: true, field: Some(field), ..self.act(path, button) }
    }

    fn return_it(&self) -> Act {
        let field = FieldView::area("comment", "退回的意见").hint("要改什么").rows(2).limit(500);
        self.with_words("return", "退回修改", field)
    }

    fn read(&self) -> Link {
        Link::new("通读全文", format!("{}/read{}", self.base, suffix(self.view)))
    }

    fn name(&self, by: Option<PersonId>, else_: &str) -> String {
        by.and_then(|by| self.view.people.get(&by).cloned()).unwrap_or_else(|| else_.to_owned())
    }

    /// Whether the report is no longer what was sent or approved.
    fn changed(&self) -> bool {
        let now = || gongkai_office::reporting::content_hash(&self.view.report);
        self.view.edition.hash().is_some_and(|hash| hash != now())
    }

    fn drafting(&self) -> Next {
        let view = self.view;
        let over = view.today.year() > view.year;
        let errors = blocking(&view.findings);
        let (title, text) = match &view.edition.stage {
            Stage::Returned { comment, by } => {
                ("按审核意见修改".into(), format!("{}退回：{comment}", self.name(*by, "审核人")))
            }
            _ if view.edition.figures.is_none() => (
                "填写表二".into(),
                "表三、表四由台账自动计数。表二（规章、规范性文件、许可、处罚、强制、收费）由您填写；表二各项都没有发生的，点“本年没有发生”就都填为 0。".into(),
            ),
            _ if errors > 0 => {
                (format!("改正 {errors} 处错误"), "下面“核对”里逐条列出，改正后才能送审。".into())
            }
            _ if over => {
                ("送审".into(), "核对没有错误。送审以后由另一个人审核，审核期间不能修改。".into())
            }
            _ => (
                "年底以后送审".into(),
                format!("{}年还没有结束，数字随办理变动。文字可以先写。", view.year),
            ),
        };
        let mut next = Next { title, text, ..Next::default() };
        if self.may(Action::DraftReport) {
            let filled = view.edition.figures.is_some();
            let figures = Link::new(if filled { "修改表二" } else { "填写表二" }, format!("{}/figures", self.base));
            if !filled {
                // Where requests came in, only table two can be all zeros, and hardly is.
                let table = view.report.table3.as_ref();
                let busy = table.is_some_and(|table| table.get(Row::NewlyReceived, Column::Total).unwrap_or(0) > 0);
                next.acts.push(Act { secondary: busy, ..self.act("nothing", "本年没有发生") });
            } else if over && errors == 0 {
                next.acts.push(self.act("send", "送审"));
            }
            next.links.push(figures);
            next.links.push(Link::new("修改文字", format!("{}/text", self.base)));
        } else {
            next.not.push("由经办人或者机构负责人起草。".into());
        }
        next.links.push(self.read());
        next
    }

    fn in_review(&self, by: Option<PersonId>, since: Date) -> Next {
        let by = self.name(by, "起草人");
        let mut next = Next {
            title: "等审核".into(),
            text: format!("{by}于{}送审，由另一位审核人或者分管领导审核。", words::plain_day(since)),
            links: vec![self.read()],
            ..Next::default()
        };
        if self.may(Action::ReviewReport) {
            next.title = "请您审核".into();
            next.acts = vec![self.act("approve", "审核同意"), self.return_it()];
        } else if self.view.edition.authors.contains(&self.who.person.id) {
            next.not.push("您参加了起草，不能由您审核。".into());
        }
        if self.may(Action::DraftReport) && self.changed() {
            next.not.push("送审以后又登记了办理情况，数字有变动，要重新送审。".into());
            next.acts.push(Act { secondary: true, ..self.act("send", "重新送审") });
        }
        next
    }

    fn approved(&self, by: Option<PersonId>, on: Date) -> Next {
        let by = self.name(by, "审核人");
        let mut next = Next {
            title: "公布".into(),
            text: format!("{by}于{}审核同意。公布以后内容不再变动，要更正的另起一版。", words::plain_day(on)),
            links: vec![self.read()],
            ..Next::default()
        };
        if self.changed() {
            next.not.push("审核以后又登记了办理情况，数字有变动，要重新送审。".into());
            if self.may(Action::DraftReport) {
                next.acts.push(self.act("send", "重新送审"));
            }
        } else if self.may(Action::PublishReport) {
            next.acts.push(Act { warning: true, ..self.act("publish", "公布年度报告") });
        } else {
            next.not.push("由机构负责人或者分管领导公布。".into());
        }
        if self.may(Action::ReviewReport) {
            next.acts.push(self.return_it());
        }
        next
    }

    fn published(&self) -> Next {
        let view = self.view;
        let moved = view.late.iter().filter(|entry| entry.moves_a_figure()).count();
        let text = if moved > 0 {
            format!("公布以后补记的情况使 {moved} 件申请的计数有变，见“公布后补记”。可以起草更正版。")
        } else {
            "公众可以查看和下载。发现有误的，起草更正版，写明原因；原来的一版保留。".to_owned()
        };
        let public = Link::new("公开页面", format!("/reports/{}/{}", view.organ.code, view.year));
        let mut next = Next { title: "已公布".into(), text, links: vec![public], ..Next::default() };
        if self.may(Action::DraftReport) {
            let field = FieldView::area("reason", "更正的原因").hint("会作为更正说明一并公布").rows(2).limit(500);
            next.acts.push(self.with_words("correct", "起草更正版", field));
        }
        next
    }
}
