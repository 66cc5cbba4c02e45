//! A sub-district's office under its district, with people and invented cases.

use crate::support::Site;
use gongkai_office::Once;
use gongkai_office::requests::applicant::PaperOfIdentity;
use gongkai_office::requests::{Applicant, NewRequest, OnCase};
use gongkai_rules::events::ReplyWay;
use gongkai_rules::ids::{OrganId, PersonId, RequestId};
use gongkai_rules::outcomes::{ApplicantKind, Channel};
use gongkai_rules::people::{Actor, Role};
use jiff::civil::Date;

/// The office at 10:00 of a day.
pub struct Desk {
    pub site: Site,
    pub district: OrganId,
    pub street: OrganId,
    pub sibling: OrganId,
    pub clerk: PersonId,
    pub other_clerk: PersonId,
}

/// An applicant with everything a search may find.
pub fn applicant(name: &str, paper: &str, phone: &str) -> Applicant {
    Applicant {
        kind: ApplicantKind::NaturalPerson,
        name: name.into(),
        paper: PaperOfIdentity::IdentityCard,
        paper_number: paper.into(),
        representative: String::new(),
        contact: String::new(),
        phone: phone.into(),
        email: String::new(),
        address: "洛阳市西工区唐宫西路12号院3号楼".into(),
    }
}

fn once() -> Once {
    let key = gongkai_office::ids::new_id().as_simple().to_string();
    Once { key, target: "POST /test".into(), body_hash: vec![1] }
}

impl Desk {
    /// An office whose letters lack no setting.
    pub async fn ready(today: Date) -> Desk {
        let desk = Desk::on(today).await;
        let (organ, mut settings, version) = desk.site.office.settings(desk.street).await.unwrap();
        let letters = &mut settings.letters;
        letters.phone = Some("0379-5555 0100".into());
        letters.tracking_url = Some("网站“查办理进度”".into());
        letters.reconsideration_body = Some("西工区人民政府".into());
        letters.reconsideration_address = Some("凯旋西路".into());
        letters.court = Some("西工区人民法院".into());
        let work = desk.site.office.db().write::<_, gongkai_storage::database::StorageError>(Box::new(move |tx| {
            Box::pin(async move { gongkai_storage::organs::update(tx, &organ, &settings, version).await })
        }));
        work.await.unwrap();
        desk
    }

    /// An office whose official time stands at 10:00 of this day.
    pub async fn on(today: Date) -> Desk {
        let site = Site::empty().await;
        site.office.clock().mark_demonstration();
        let district = site.organ("XGQ", "洛阳市西工区人民政府", None).await;
        let street = site.organ("XG", "西工街道办事处", Some(district)).await;
        let sibling = site.organ("WC", "王城路街道办事处", Some(district)).await;
        let clerk = site.person(street, "wanglm", &[Role::Clerk]).await;
        let other_clerk = site.person(street, "zhoum", &[Role::Clerk]).await;
        site.person(street, "lijj", &[Role::Reviewer, Role::Head]).await;
        site.person(street, "zhaozy", &[Role::Leader]).await;
        site.person(sibling, "sunh", &[Role::Clerk]).await;
        site.person(district, "ducha", &[Role::Inspector]).await;
        site.person(street, "xcjd", &[Role::Inspector]).await;
        site.person(street, "xitong", &[Role::SystemAdministrator, Role::SecurityAdministrator]).await;
        let desk = Desk { site, district, street, sibling, clerk, other_clerk };
        desk.at(today);
        desk
    }

    /// Moves official time.
    pub fn at(&self, today: Date) {
        let at = jiff::tz::offset(8).to_timestamp(today.at(10, 0, 0, 0)).unwrap();
        assert!(self.site.office.clock().move_to(at));
    }

    /// The path of the street's organ.
    pub fn path(&self) -> Vec<OrganId> {
        vec![self.district, self.street]
    }

    /// A person of the street as an actor.
    pub fn actor(&self, person: PersonId, roles: &[Role]) -> Actor {
        Actor::Person { id: person, organ_path: self.path(), roles: roles.to_vec() }
    }

    /// Enters a case of somebody who matters no further.
    pub async fn case(&self, channel: Channel, on: Date, title: &str) -> RequestId {
        self.case_of(self.street, channel, on, title, applicant("张建国", "410303197003122017", "13812342046")).await
    }

    /// Enters a case.
    pub async fn case_of(&self, organ: OrganId, channel: Channel, on: Date, title: &str, who: Applicant) -> RequestId {
        let new = NewRequest {
            channel,
            submitted_on: on,
            applicant: who,
            matters: vec![format!("{title}的全部材料")],
            reply_way: ReplyWay::Post,
            form_wanted: "纸质".into(),
            files: Vec::new(),
            title: Some(title.into()).filter(|title: &String| !title.is_empty()),
            number: None,
        };
        let opened = if channel == Channel::Web {
            self.site.office.submit(organ, once(), new).await
        } else {
            self.site.office.enter_request(&Actor::System, organ, once(), new).await
        };
        opened.unwrap().request.id
    }

    /// The version of a case, and its due date while it is open.
    pub async fn state_of(&self, id: RequestId) -> (u32, Option<Date>) {
        let browser = self.site.signed_in("wanglm").await;
        let who = self.site.office.signed_in(&browser.cookies["gongkai-desk"]).await.unwrap().unwrap();
        let view = self.site.office.case(&who, id).await.unwrap();
        let open = view.request.closing().is_none();
        (view.request.version, view.request.clock(view.moment.now()).reply_due.filter(|_| open))
    }

    /// Gives a case to a clerk.
    pub async fn assign(&self, id: RequestId, to: PersonId) {
        let actor = self.actor(self.clerk, &[Role::Clerk]);
        self.site.office.assign(&actor, OnCase { id, seen: None, once: None }, to).await.unwrap();
    }

    /// Withdraws a case, which closes it.
    pub async fn withdraw(&self, id: RequestId, on: Date) {
        let actor = self.actor(self.clerk, &[Role::Clerk]);
        let case = OnCase { id, seen: None, once: None };
        self.site.office.withdraw(&actor, case, on, "不需要了".into()).await.unwrap();
    }
}
