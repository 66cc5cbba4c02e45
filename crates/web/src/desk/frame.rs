//! What stands around every page of the desk: who I am, the rail with its counts, the banner of a demonstration.

use crate::app::App;
use crate::errors::Failure;
use crate::parts::{DeskPage, Link, RailGroup, RailLink};
use gongkai_office::accounts::SignedIn;
use gongkai_office::reading::counts::DeskCounts;
use gongkai_rules::people::Role;
use gongkai_rules::permissions::{Action, Subject, may};

/// The frame of a page of the desk. The rail holds only what this person may open.
pub async fn desk_page(app: &App, who: &SignedIn, title: &str, path: &str) -> Result<DeskPage, Failure> {
    let counts = app.office.desk_counts(who).await?;
    Ok(frame(app, who, title, path, &counts))
}

/// The same around a page that needs the counts itself.
pub fn frame(app: &App, who: &SignedIn, title: &str, path: &str, counts: &DeskCounts) -> DeskPage {
    let actor = who.actor();
    let subject = Subject { organ_path: &who.organ.path, ..Subject::default() };
    let allowed = |action| may(&actor, action, subject).is_ok();
    let link = |text: &str, href: &str, count: Option<u64>, urgent: bool| RailLink {
        link: Link::new(text, href),
        count,
        urgent,
        current: path == href || (href != "/desk" && path.starts_with(&format!("{href}/"))),
    };
    let mut rail = Vec::new();
    if allowed(Action::ViewRequests) {
        let mine = vec![
            link("待办", "/desk", Some(counts.to_do), counts.urgent),
            link("在办", "/desk/in-progress", Some(counts.in_progress), false),
            link("已办", "/desk/done", None, false),
        ];
        rail.push(RailGroup { title: "我的".into(), links: mine });
        let mut business = vec![link("依申请公开", "/desk/requests", Some(counts.open), false)];
        if allowed(Action::EnterRequest) {
            business.push(link("登记申请", "/desk/enter", None, false));
        }
        if allowed(Action::Confirm) {
            business.push(link("待确认收到", "/desk/unconfirmed", Some(counts.unconfirmed), false));
            business.push(link("待电话告知", "/desk/unopened", Some(counts.unopened), false));
        }
        if who.has(Role::Head) || who.has(Role::Leader) {
            business.push(link("待我签", "/desk/to-sign", Some(counts.to_sign), false));
        }
        rail.push(RailGroup { title: "业务".into(), links: business });
    }
    let mut more = Vec::new();
    for (action, text, href) in [
        (Action::ViewReport, "年度报告", "/desk/reports"),
        (Action::ImportRegister, "导入台账", "/desk/register"),
        (Action::Inspect, "督查", "/desk/inspect"),
        (Action::ViewSettings, "机关设置", "/desk/settings"),
        (Action::ManagePeople, "人员", "/desk/people"),
        (Action::ManageOrgans, "机关", "/desk/organs"),
        (Action::ImportHolidays, "放假安排", "/desk/calendar"),
        (Action::Doctor, "系统状况", "/desk/doctor"),
        (Action::ReadAudit, "审计记录", "/desk/audit"),
    ] {
        if allowed(action) {
            more.push(link(text, href, None, false));
        }
    }
    rail.push(RailGroup {
        title: if rail.is_empty() { "栏目".into() } else { "报告和设置".into() }, links: more
    });
    let role = who.person.roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、");
    DeskPage {
        title: title.to_owned(),
        organ: who.organ.short_name.clone(),
        person: who.person.name.clone(),
        role,
        rail,
        path: path.to_owned(),
        demo: app.demo_banner(),
        idle_seconds: who.idle_seconds(),
        no_search: !allowed(Action::ViewRequests),
        ..DeskPage::default()
    }
}
