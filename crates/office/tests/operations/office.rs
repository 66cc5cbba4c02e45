//! An office with an organ, people and cases, over a fresh database of either engine.

use crate::common::Fresh;
use gongkai_office::accounts::setup::{NewPerson, add_person};
use gongkai_office::accounts::{Attempt, SignedIn};
use gongkai_office::operations::founding::Founding;
use gongkai_office::requests::applicant::PaperOfIdentity;
use gongkai_office::requests::{Applicant, NewRequest, Opened, Upload};
use gongkai_office::{Office, Once};
use gongkai_rules::events::ReplyWay;
use gongkai_rules::ids::OrganId;
use gongkai_rules::organs::Level;
use gongkai_rules::outcomes::{ApplicantKind, Channel};
use gongkai_rules::people::{Actor, Role};

/// The password of everybody made here.
pub const PASSWORD: &str = "西工区人民政府 2026 年的一句话";

/// What an applicant wrote, as nobody else would.
pub const ASKED: &str = "建设路 88 号院的房屋征收补偿方案";

/// Opens the office.
pub async fn open(fresh: &Fresh) -> Office {
    Office::open(fresh.dir(), Some(fresh.url())).await.expect("an office")
}

/// What founds 西工区人民政府.
pub fn founding() -> Founding {
    Founding {
        name: "西工区人民政府".into(),
        code: Some("XG".into()),
        level: Level::County,
        parent: None,
        login: "guanli".into(),
        password: PASSWORD.into(),
        demonstration: false,
    }
}

/// An office with its first organ.
pub async fn founded(fresh: &Fresh) -> (Office, OrganId) {
    let office = open(fresh).await;
    let organ = office.found(founding()).await.expect("founded").organ.id;
    (office, organ)
}

/// Somebody of an organ, and as whom they act.
pub async fn person(office: &Office, organ: OrganId, login: &str, roles: &[Role]) -> Actor {
    let new = NewPerson {
        login: login.into(),
        name: format!("{login}同志"),
        roles: roles.to_vec(),
        password_hash: "nobody signs in with it".into(),
        must_change: false,
    };
    let inner = office.clone();
    let added = office
        .db()
        .write(Box::new(move |tx| Box::pin(async move { add_person(tx, &inner, &Actor::System, organ, new).await })));
    let id = added.await.expect("a person").id;
    let mut tx = office.read().await.expect("a view");
    let organ = gongkai_storage::organs::find(&mut tx, organ).await.expect("read").expect("the organ");
    Actor::Person { id, organ_path: organ.path, roles: roles.to_vec() }
}

/// The 系统管理员 made by founding, signed in.
pub async fn administrator(office: &Office) -> SignedIn {
    let attempt = Attempt {
        login: "guanli".into(),
        password: PASSWORD.into(),
        device_token: None,
        old_session: None,
        browser: "test".into(),
        address: "127.0.0.1".into(),
    };
    let entered = office.sign_in(attempt).await.expect("an answer").expect("signed in");
    office.signed_in(&entered.token).await.expect("an answer").expect("alive")
}

/// The key of a form, made of a number.
pub fn once(number: u64) -> Once {
    Once { key: format!("{number:032x}"), target: "POST /apply".into(), body_hash: vec![1, 2, 3] }
}

/// A request as handed in on the site.
pub fn request(office: &Office, asked: &str) -> NewRequest {
    let text = |text: &str| text.to_owned();
    NewRequest {
        channel: Channel::Web,
        submitted_on: office.clock().today(),
        applicant: Applicant {
            kind: ApplicantKind::NaturalPerson,
            name: text("张建国"),
            paper: PaperOfIdentity::IdentityCard,
            paper_number: text("110101194910010018"),
            representative: String::new(),
            contact: String::new(),
            phone: text("13800138000"),
            email: String::new(),
            address: text("建设路 88 号院 3 单元"),
        },
        matters: vec![asked.to_owned()],
        reply_way: ReplyWay::Site,
        form_wanted: text("电子文档"),
        files: vec![Upload {
            name: text("证明.txt"), media_type: text("text/plain"), content: "一段证明".into()
        }],
        title: None,
        number: None,
    }
}

/// Hands in a request.
pub async fn submit(office: &Office, organ: OrganId, number: u64) -> Opened {
    office.submit(organ, once(number), request(office, ASKED)).await.expect("submitted")
}
