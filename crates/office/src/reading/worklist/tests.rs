//! The lists are stored columns, the cases are rules: on every day both must say the same.

use super::*;
use crate::accounts::SignedIn;
use crate::accounts::setup::{NewOrgan, NewPerson, add_organ, add_person};
use crate::requests::applicant::PaperOfIdentity;
use crate::requests::{Applicant, NewRequest, OnCase};
use crate::{Once, ids};
use gongkai_rules::events::{Event, ImportedStep, ReplyWay};
use gongkai_rules::ids::ConsultationId;
use gongkai_rules::organs::Level;
use gongkai_rules::outcomes::{ApplicantKind, Channel, Outcome};
use gongkai_rules::people::Actor;
use jiff::civil::date;

/// An office with one clerk, whose official time may be moved.
pub(crate) async fn office(dir: &std::path::Path) -> (Office, SignedIn) {
    let office = Office::open(dir, None).await.unwrap();
    office.clock().mark_demonstration();
    let inside = office.clone();
    let person = office
        .db()
        .write::<_, Refusal>(Box::new(move |tx| {
            Box::pin(async move {
                let new = NewOrgan {
                    name: "西工街道办事处".into(),
                    short_name: String::new(),
                    code: "XG".into(),
                    organ_word: String::new(),
                    level: Level::Subdistrict,
                    parent: None,
                };
                let organ = add_organ(tx, &inside, &Actor::System, new).await?;
                let new = NewPerson {
                    login: "wanglm".into(),
                    name: "王丽敏".into(),
                    roles: vec![Role::Clerk],
                    password_hash: "-".into(),
                    must_change: false,
                };
                add_person(tx, &inside, &Actor::System, organ.id, new).await
            })
        }))
        .await
        .unwrap();
    let (session, _) = crate::accounts::sessions::new_session(&person, "test", crate::clock::real_micros());
    let (organ, _, _) = office.settings(person.organ).await.unwrap();
    let who = SignedIn { person, organ, session };
    (office, who)
}

pub(crate) fn at(office: &Office, day: Date) {
    assert!(office.clock().move_to(jiff::tz::offset(8).to_timestamp(day.at(9, 0, 0, 0)).unwrap()));
}

/// A case with what a register would tell of it.
pub(crate) async fn case(
    office: &Office,
    who: &SignedIn,
    channel: Channel,
    on: Date,
    steps: Vec<(Date, ImportedStep)>,
) -> RequestId {
    let applicant = Applicant {
        kind: ApplicantKind::NaturalPerson,
        name: "张建国".into(),
        paper: PaperOfIdentity::IdentityCard,
        paper_number: String::new(),
        representative: String::new(),
        contact: String::new(),
        phone: String::new(),
        email: String::new(),
        address: String::new(),
    };
    let new = NewRequest {
        channel,
        submitted_on: on,
        applicant,
        matters: vec!["街道公车运行费用".into()],
        reply_way: ReplyWay::Post,
        form_wanted: String::new(),
        files: Vec::new(),
        title: Some("街道公车运行费用".into()),
        number: None,
    };
    let once = Once { key: ids::new_id().as_simple().to_string(), target: "POST /t".into(), body_hash: vec![1] };
    let id = office.enter_request(&Actor::System, who.organ.id, once, new).await.unwrap().request.id;
    let work: crate::acting::CaseWork = Box::new(move |doing| {
        Box::pin(async move {
            for (on, what) in steps {
                doing.record(on, Event::Imported { what })?;
            }
            Ok(())
        })
    });
    office.act(&Actor::System, Action::ImportRegister, OnCase::unasked(id), work).await.unwrap();
    id
}

async fn ids_of(office: &Office, who: &SignedIn, list: DeskList, bucket: Option<Bucket>) -> Vec<RequestId> {
    let asked = Asked { list, bucket, state: None, handler: Handler::Anybody, page: 1 };
    let page = office.worklist(who, asked).await.unwrap();
    assert_eq!(page.lines.len() as u64, page.total);
    let mut ids: Vec<RequestId> = page.lines.iter().map(|line| line.request.id).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn no_line_goes_stale_overnight() {
    let dir = tempfile::tempdir().unwrap();
    let (office, who) = office(dir.path()).await;
    let start = date(2026, 9, 21);
    at(&office, start);
    let consultation = ConsultationId(ids::new_id());
    let answered = ConsultationId(ids::new_id());
    let step = |on, what| (on, what);
    case(&office, &who, Channel::Counter, date(2026, 9, 18), vec![]).await;
    case(&office, &who, Channel::Email, date(2026, 9, 18), vec![]).await;
    case(
        &office,
        &who,
        Channel::Counter,
        date(2026, 9, 14),
        vec![step(date(2026, 9, 21), ImportedStep::ConsultationSent { consultation })],
    )
    .await;
    case(
        &office,
        &who,
        Channel::Counter,
        date(2026, 9, 14),
        vec![
            step(date(2026, 9, 15), ImportedStep::ConsultationSent { consultation: answered }),
            step(date(2026, 9, 21), ImportedStep::OpinionReceived { consultation: answered }),
        ],
    )
    .await;
    case(
        &office,
        &who,
        Channel::Counter,
        date(2026, 9, 17),
        vec![step(date(2026, 9, 21), ImportedStep::ClarificationAsked {})],
    )
    .await;
    case(
        &office,
        &who,
        Channel::Counter,
        date(2026, 9, 1),
        vec![step(date(2026, 9, 21), ImportedStep::Replied { outcome: Outcome::Disclosed, number: None })],
    )
    .await;

    let mut day = start;
    let (mut turns, mut groups) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    while day < date(2026, 12, 1) {
        at(&office, day);
        let calendar = office.calendar();
        let now = Now { today: day, calendar: &calendar };
        let asked = Asked { list: DeskList::All, bucket: None, state: None, handler: Handler::Anybody, page: 1 };
        let all = office.worklist(&who, asked).await.unwrap();
        assert_eq!(all.total, 6);
        for bucket in Bucket::ALL {
            let mut by_rule: Vec<RequestId> =
                all.lines.iter().filter(|line| bucket_of(line, day) == bucket).map(|line| line.request.id).collect();
            by_rule.sort_unstable();
            assert_eq!(ids_of(&office, &who, DeskList::All, Some(bucket)).await, by_rule, "{day} {bucket:?}");
            groups.extend((!by_rule.is_empty()).then_some(bucket));
        }
        let mut mine: Vec<RequestId> = all
            .lines
            .iter()
            .filter(|line| line.request.turn(now) == gongkai_rules::requests::Turn::Clerk)
            .map(|line| line.request.id)
            .collect();
        mine.sort_unstable();
        assert_eq!(ids_of(&office, &who, DeskList::ToDo, None).await, mine, "{day}");
        turns.insert(mine.len());
        let counts = office.desk_counts(&who).await.unwrap();
        assert_eq!((counts.to_do, counts.open), (mine.len() as u64, 5));
        let late =
            all.lines.iter().filter(|line| line.clock.state == Some(gongkai_rules::deadlines::ClockState::Overdue));
        let late = late.filter(|line| mine.contains(&line.request.id)).count();
        assert_eq!(counts.late, late as u64, "{day}");
        day = day.tomorrow().unwrap();
    }
    assert_eq!(groups.len(), 6, "every group was met");
    assert!(turns.len() >= 2, "a turn passed overnight");
}
