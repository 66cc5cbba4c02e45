//! A sub-district with its people, and the ways they take through a report.

use crate::support::{Browser, Page, Site, hidden};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use gongkai_documents::sheets::write_register;
use gongkai_rules::ids::OrganId;
use gongkai_rules::outcomes::{ApplicantKind, Outcome};
use gongkai_rules::people::{Actor, Role};
use gongkai_rules::reporting::RemedyResult;
use gongkai_rules::reporting::Row;
use gongkai_rules::reporting::register::{RegisterRow, Remedy, Reply, Suit};
use jiff::civil::{Date, date};

/// A clerk `jing`, a reviewer who is head `shen`.
pub struct Street {
    pub site: Site,
    pub organ: OrganId,
}

impl Street {
    pub async fn new() -> Street {
        let site = Site::empty().await;
        let district = site.organ("XG", "洛阳市西工区人民政府", None).await;
        let organ = site.organ("XGL", "西工区西工街道办事处", Some(district)).await;
        site.person(organ, "jing", &[Role::Clerk]).await;
        site.person(organ, "shen", &[Role::Reviewer, Role::Head]).await;
        Street { site, organ }
    }

    /// The last year that is over.
    pub fn last_year(&self) -> i16 {
        self.site.office.clock().today().year() - 1
    }

    /// Imports rows by the program itself.
    pub async fn takes_in(&self, year: i16, rows: &[RegisterRow]) {
        let file = write_register(rows, &[]).unwrap();
        self.site.office.import_register(&Actor::System, self.organ, None, file, year, true).await.unwrap();
    }

    /// From whatever draft to publication, through the pages.
    pub async fn publishes(&self, year: i16) {
        let mut jing = self.site.signed_in("jing").await;
        let mut shen = self.site.signed_in("shen").await;
        assert_eq!(act(&mut jing, year, "send").await.to, format!("/desk/reports/{year}?done=sent"));
        assert_eq!(act(&mut shen, year, "approve").await.to, format!("/desk/reports/{year}?done=approved"));
        assert_eq!(act(&mut shen, year, "publish").await.to, format!("/desk/reports/{year}?done=published"));
    }

    /// Every difference that a recount of every report finds.
    pub async fn differences(&self) -> Vec<String> {
        let mut found = Vec::new();
        for id in self.site.office.report_ids().await.unwrap() {
            let differences = self.site.office.recount(id).await.unwrap();
            found.extend(differences.into_iter().map(|one| format!("{}: {}", one.place, one.what)));
        }
        found
    }
}

/// Opens the page of a year and does something to its report.
pub async fn act(browser: &mut Browser, year: i16, button: &str) -> Page {
    act_with(browser, year, button, &[]).await
}

/// As [`act`], with something typed.
pub async fn act_with(browser: &mut Browser, year: i16, button: &str, typed: &[(&str, &str)]) -> Page {
    let path = format!("/desk/reports/{year}");
    let page = browser.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    // Whoever may not do it is shown no form; the act is tried all the same, as by hand.
    let form = page.body.contains("name=\"once\"");
    let sent: Vec<(&str, String)> =
        ["once", "version"].into_iter().filter(|_| form).map(|name| (name, hidden(&page, name))).collect();
    let mut fields: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.extend_from_slice(typed);
    browser.post(&format!("{path}/{button}"), &fields).await
}

/// Sends a file by a form.
pub async fn upload(browser: &mut Browser, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let head = "--cut\r\nContent-Disposition: form-data; name=\"register\"; filename=\"book.xlsx\"\r\n\r\n";
    body.extend(head.bytes().chain(file.iter().copied()).chain(*b"\r\n--cut--\r\n"));
    let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
    browser.send(request.body(Body::from(body)).unwrap()).await
}

const KINDS: [ApplicantKind; 6] = [
    ApplicantKind::NaturalPerson,
    ApplicantKind::Company,
    ApplicantKind::ResearchInstitute,
    ApplicantKind::PublicInterestOrganisation,
    ApplicantKind::LegalServiceFirm,
    ApplicantKind::OtherOrganisation,
];

/// A year's register: every outcome and every kind of applicant, remedies, and every ninth case still open.
pub fn book(year: i16, cases: usize) -> Vec<RegisterRow> {
    let outcomes: Vec<Outcome> = Row::leaves().filter_map(Row::outcome).collect();
    (0..cases)
        .map(|n| {
            let received = date(year, 1, 4).checked_add(jiff::Span::new().days((n as i64 * 5) % 340)).unwrap();
            let mut row = RegisterRow::new(received, KINDS[n % 6], format!("第{n}号道路施工安排和预算"));
            row.number = Some(format!("旧-{year}-{n:03}"));
            row.applicant = Some(format!("申请人赵某{n}"));
            row.phone = Some(format!("1380000{n:04}"));
            if n % 9 != 4 {
                let on = received.checked_add(jiff::Span::new().days(7)).unwrap();
                row.reply = Some(Reply { on, outcome: outcomes[n % outcomes.len()] });
                row.letter_number = Some(format!("西工公开〔{year}〕{n}号"));
            }
            if n % 7 == 3 {
                row.reconsideration = Some(remedy(received, (n % 2 == 0).then_some(RemedyResult::Upheld)));
            }
            if n % 10 == 6 {
                row.suit = Some(Suit {
                    after_reconsideration: n % 20 == 6,
                    remedy: remedy(received, Some(RemedyResult::Corrected)),
                });
            }
            row
        })
        .collect()
}

fn remedy(received: Date, result: Option<RemedyResult>) -> Remedy {
    let later = |days| received.checked_add(jiff::Span::new().days(days)).unwrap();
    Remedy { received_on: later(10), ended: result.map(|result| (later(24), result)) }
}
