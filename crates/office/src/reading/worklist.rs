//! The worklist: a page of cases with what each needs next, and the counts of its groups.

use crate::accounts::SignedIn;
use crate::intake;
use crate::{Office, Refusal};
use gongkai_rules::deadlines::Clock;
use gongkai_rules::ids::{PersonId, RequestId};
use gongkai_rules::people::Role;
use gongkai_rules::permissions::Action;
use gongkai_rules::privacy::normalise_number;
use gongkai_rules::requests::{NextAct, Now, Request, StateName};
use gongkai_storage::requests::{self, Days, Filter, Line, Whose};
use gongkai_storage::{database::Tx, people};
use jiff::civil::{Date, Weekday};

pub use gongkai_storage::requests::{Bucket, Handler, Scope};

/// Rows on a page.
pub const PER_PAGE: u64 = 50;

/// The lists of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskList {
    /// 待办: my turn.
    ToDo,
    /// 在办: open, and somebody else's turn.
    InProgress,
    /// 已办: closed.
    Done,
    /// 依申请公开: all.
    All,
    /// 待确认: the day of receipt is still open.
    Unconfirmed,
    /// 待电话告知: a notice or reply lies unopened for over one working day.
    Unopened,
    /// 待我签: steps for consent and letters for signature.
    ToSign,
}

/// A list as it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Which.
    pub list: DeskList,
    /// Only this group of urgency.
    pub bucket: Option<Bucket>,
    /// Only this state.
    pub state: Option<StateName>,
    /// Only cases of this handler.
    pub handler: Handler,
    /// Page, from 1.
    pub page: u64,
}

/// A line of a list: nothing of it is personal but the masked name.
#[derive(Debug, Clone)]
pub struct WorkLine {
    /// The case.
    pub request: Request,
    /// Its clock today.
    pub clock: Clock,
    /// Working days to the date by which the line is coloured: safe whatever a court says of a consultation's days.
    pub safe_left: Option<i64>,
    /// What comes next.
    pub next: NextAct,
    /// The applicant's name, masked.
    pub mask: String,
    /// Who handles it.
    pub assignee: Option<String>,
    /// Since when a letter waits unopened on the site.
    pub unopened_since: Option<Date>,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct WorkPage {
    /// Its lines.
    pub lines: Vec<WorkLine>,
    /// How many there are in each group, on all pages.
    pub groups: Vec<(Bucket, u64)>,
    /// How many there would be in each state, were no state asked for; those without any left out.
    pub states: Vec<(StateName, u64)>,
    /// How many in all.
    pub total: u64,
    /// Which page this is.
    pub page: u64,
    /// Who may handle cases here.
    pub clerks: Vec<(PersonId, String)>,
    /// Today.
    pub today: Date,
}

/// What a search found.
#[derive(Debug, Clone)]
pub enum Found {
    /// The number of one case was typed: this one.
    Case(RequestId),
    /// A list.
    Page(WorkPage),
}

/// The days that part the groups of urgency.
pub fn days(today: Date) -> Days {
    let tomorrow = today.tomorrow().unwrap_or(today);
    let left = 7 - i64::from(today.weekday().to_monday_one_offset());
    let week_end = today.checked_add(jiff::Span::new().days(left)).unwrap_or(today);
    debug_assert!(week_end.weekday() == Weekday::Sunday);
    Days { today, tomorrow, week_end }
}

/// Which group of urgency a case belongs to: the same that the statement of the list counts.
pub fn bucket_of(line: &WorkLine, today: Date) -> Bucket {
    let days = days(today);
    let clock = &line.clock;
    let act_by = clock.unconfirmed.as_ref().map(|unconfirmed| unconfirmed.confirm_by).or(clock.reply_due);
    let waits = clock.waiting.is_some() && clock.reply_due.is_none();
    let out = clock.excluded_intervals.iter().map(|interval| interval.up_to).max();
    match act_by {
        _ if line.request.closing().is_some() => Bucket::Closed,
        _ if waits || out.is_some_and(|last| last >= today) => Bucket::Paused,
        None => Bucket::Later,
        Some(day) if day < days.today => Bucket::Late,
        Some(day) if day <= days.tomorrow => Bucket::Today,
        Some(day) if day <= days.week_end => Bucket::Week,
        Some(_) => Bucket::Later,
    }
}

impl Office {
    async fn may_view(&self, who: &SignedIn) -> Result<(), Refusal> {
        self.allow(who, Action::ViewRequests, &who.organ, ("organ", Some(who.organ.id.0))).await
    }

    /// A page of a list of the person's organ.
    ///
    /// # Errors
    /// [`Refusal::Denied`] for whoever holds no office role.
    pub async fn worklist(&self, who: &SignedIn, asked: Asked) -> Result<WorkPage, Refusal> {
        self.may_view(who).await?;
        let today = self.clock().today();
        let mut tx = self.read().await?;
        let people = people::of_organ(&mut tx, who.organ.id).await?;
        let has_leader = people.iter().any(|person| !person.closed && person.roles.contains(&Role::Leader));
        let (scope, whose) = match asked.list {
            DeskList::ToDo | DeskList::ToSign => (Scope::Open, Whose::Mine),
            DeskList::InProgress => (Scope::Open, Whose::Others),
            DeskList::Unconfirmed => (Scope::Open, Whose::Anybody),
            DeskList::Done => (Scope::Closed, Whose::Anybody),
            DeskList::All | DeskList::Unopened => (Scope::All, Whose::Anybody),
        };
        let mut filter = Filter::of(scope, super::counts::me(who, has_leader));
        filter.whose = whose;
        filter.state = if asked.list == DeskList::Unconfirmed { Some(StateName::Received) } else { asked.state };
        filter.bucket = asked.bucket;
        filter.handler = asked.handler;
        if asked.list == DeskList::ToSign {
            filter.me.turns.retain(|turn| matches!(*turn, "head" | "signatory"));
        }
        if asked.list == DeskList::Unopened {
            filter.unopened_before = Some(super::over_one_working_day(&self.calendar(), today));
        }
        let mut page = self.page_of(&mut tx, who, &filter, asked.page, today).await?;
        let clerks = people.into_iter().filter(|person| !person.closed && person.roles.contains(&Role::Clerk));
        page.clerks = clerks.map(|person| (person.id, person.name)).collect();
        Ok(page)
    }

    /// Cases of the person's organ by number, words of the title, or the applicant's exact name, phone or identity
    /// number. What was typed goes no further than the keyed hashes it is looked up by.
    ///
    /// # Errors
    /// [`Refusal::Denied`] for whoever holds no office role.
    pub async fn search_requests(&self, who: &SignedIn, typed: &str, page: u64) -> Result<Found, Refusal> {
        self.may_view(who).await?;
        let today = self.clock().today();
        let typed = typed.trim();
        let mut tx = self.read().await?;
        let number = normalise_typed(typed).to_uppercase();
        if let Some(id) = requests::in_organ(&mut tx, who.organ.id, &number).await? {
            return Ok(Found::Case(id));
        }
        let mut filter = Filter::of(Scope::All, super::counts::me(who, true));
        filter.words = typed.to_owned();
        filter.hashes = self.applicant_hashes(typed);
        Ok(Found::Page(self.page_of(&mut tx, who, &filter, page, today).await?))
    }

    /// What a person typed, read as a name, a phone and an identity number.
    pub(crate) fn applicant_hashes(&self, typed: &str) -> Vec<Vec<u8>> {
        let name: String = typed.chars().filter(|c| !c.is_control()).collect();
        let readings = [Some(name.trim().to_owned()), intake::phone(typed), Some(normalise_number(typed))];
        let readings = readings.into_iter().flatten().filter(|text| !text.is_empty());
        readings.map(|text| self.ring_hash("applicant", &text)).collect()
    }

    async fn page_of(
        &self,
        tx: &mut Tx,
        who: &SignedIn,
        filter: &Filter,
        page: u64,
        today: Date,
    ) -> Result<WorkPage, Refusal> {
        let calendar = self.calendar();
        let organ = who.organ.id;
        let days = days(today);
        let all = requests::groups(tx, organ, &Filter { state: None, ..filter.clone() }, days).await?;
        let in_state = |state| filter.state.is_none_or(|asked| asked == state);
        let sum = |fits: &dyn Fn(Bucket, StateName) -> bool| {
            all.iter().filter(|(bucket, state, _)| fits(*bucket, *state)).map(|(_, _, count)| count).sum::<u64>()
        };
        let group = |bucket: Bucket| (bucket, sum(&|found, state| found == bucket && in_state(state)));
        let groups: Vec<(Bucket, u64)> = Bucket::ALL.into_iter().map(group).collect();
        let states = StateName::ALL.into_iter().map(|state| (state, sum(&|_, found| found == state)));
        let states = states.filter(|(_, count)| *count > 0).collect();
        let total = groups.iter().map(|(_, count)| count).sum::<u64>();
        let page = page.clamp(1, total.div_ceil(PER_PAGE).max(1));
        let limit = i64::try_from(PER_PAGE).unwrap_or(50);
        let offset = i64::try_from((page - 1) * PER_PAGE).unwrap_or(i64::MAX);
        let lines = requests::list(tx, self.ring(), organ, filter, days, limit, offset).await?;
        let now = Now { today, calendar: &calendar };
        let lines = lines.into_iter().map(|line| work_line(line, now)).collect();
        Ok(WorkPage { lines, groups, states, total, page, clerks: Vec::new(), today })
    }
}

fn work_line(line: Line, now: Now<'_>) -> WorkLine {
    let Line { request, mask, assignee, unopened_since } = line;
    let clock = request.clock(now);
    let safe_left = safe_left(&clock, now);
    WorkLine { clock, safe_left, next: request.next_act(now), request, mask, assignee, unopened_since }
}

/// Working days from today to the earlier of the due date and the safe date; 0 once it is past.
pub(crate) fn safe_left(clock: &Clock, now: Now<'_>) -> Option<i64> {
    clock.colour_by().map(|day| i64::from(now.calendar.working_days_between(now.today, day)))
}

/// Full-width letters, digits and hyphens of a case number made plain.
fn normalise_typed(typed: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '—' | '–' | '‐' | '−' => '-',
        other => other,
    };
    typed.chars().filter(|c| !c.is_whitespace()).map(plain).collect()
}

#[cfg(test)]
pub(crate) mod tests;
