//! What a list of cases is narrowed by, and into which groups of urgency it falls.

use gongkai_rules::ids::PersonId;
use gongkai_rules::requests::StateName;
use jiff::civil::Date;

/// How urgent a line is: the groups of the worklist, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// Past its day.
    Late,
    /// Today or tomorrow.
    Today,
    /// This week.
    Week,
    /// Later, or without a day.
    Later,
    /// The clock stands.
    Paused,
    /// Closed.
    Closed,
}

impl Bucket {
    /// Every one, in order.
    pub const ALL: [Bucket; 6] =
        [Bucket::Late, Bucket::Today, Bucket::Week, Bucket::Later, Bucket::Paused, Bucket::Closed];

    /// Its number in the statements of a list.
    pub(super) fn number(self) -> i64 {
        match self {
            Bucket::Late => 1,
            Bucket::Today => 2,
            Bucket::Week => 3,
            Bucket::Later => 4,
            Bucket::Paused => 5,
            Bucket::Closed => 6,
        }
    }
}

/// The days that part the groups of urgency.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// Today.
    pub today: Date,
    /// The day after.
    pub tomorrow: Date,
    /// Sunday of this week.
    pub week_end: Date,
}

/// Which cases: a list of open ones reads only those, however many are closed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    /// Open ones.
    #[default]
    Open,
    /// Closed ones, newest first.
    Closed,
    /// All: open ones by urgency, then closed ones.
    All,
}

/// A person and the turns that are theirs.
#[derive(Debug, Clone)]
pub struct Me {
    /// Who.
    pub person: PersonId,
    /// Codes of turns.
    pub turns: Vec<&'static str>,
}

/// Whose turn it must be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// Anybody's.
    #[default]
    Anybody,
    /// Mine.
    Mine,
    /// Not mine.
    Others,
}

/// Who must handle the case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Handler {
    /// Anybody.
    #[default]
    Anybody,
    /// Nobody yet.
    Nobody,
    /// This person.
    Person(PersonId),
}

/// What a list is narrowed by.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Open, closed or all.
    pub scope: Scope,
    /// Whose turn.
    pub whose: Whose,
    /// Whom "mine" means.
    pub me: Me,
    /// Only these turns of mine; empty means all of them.
    pub turns: Vec<&'static str>,
    /// In this state.
    pub state: Option<StateName>,
    /// As urgent as this.
    pub bucket: Option<Bucket>,
    /// Handled by.
    pub handler: Handler,
    /// Number or words of the title, as typed; empty means no search.
    pub words: String,
    /// Keyed hashes of what was typed, read as a name, phone or identity number: found as well as the words.
    pub hashes: Vec<Vec<u8>>,
    /// Only cases with a letter unopened since before this day.
    pub unopened_before: Option<Date>,
}

impl Filter {
    /// A filter that narrows nothing but the scope.
    pub fn of(scope: Scope, me: Me) -> Filter {
        Filter {
            scope,
            me,
            whose: Whose::Anybody,
            turns: Vec::new(),
            state: None,
            bucket: None,
            handler: Handler::Anybody,
            words: String::new(),
            hashes: Vec::new(),
            unopened_before: None,
        }
    }
}
