//! Official time: what the law counts by. In a demonstration it stands still and is moved by hand; sessions, lockouts,
//! rate limits and idempotency keep the machine's real time ([`real_micros`]).

use crate::accounts::SignedIn;
use crate::{Acted, Office, Once, Problem, Refusal};
use gongkai_rules::permissions::Action;
use gongkai_storage::database::{StorageError, Tx};
use gongkai_storage::{meta, types};
use jiff::{Timestamp, civil::Date};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

/// The machine's real time in microseconds since 1970-01-01 UTC: never for anything the law counts.
#[allow(clippy::disallowed_methods)] // the one place beside `OfficialClock::now` that reads the machine's clock
pub fn real_micros() -> i64 {
    Timestamp::now().as_microsecond()
}

/// The day of an instant in China (Asia/Shanghai, UTC+8 without summer time since 1991).
pub fn day_of(at: Timestamp) -> Date {
    jiff::tz::offset(8).to_datetime(at).date()
}

/// The official clock.
#[derive(Debug)]
pub struct OfficialClock {
    demonstration: AtomicBool,
    /// The instant at which official time stands, in microseconds; 0 means it runs with the machine's.
    stands_at: AtomicI64,
}

impl OfficialClock {
    /// The clock as the database has it.
    pub(crate) async fn load(tx: &mut Tx) -> Result<OfficialClock, StorageError> {
        let demonstration = meta::get(tx, meta::DEMONSTRATION).await?.is_some();
        let stands_at = match meta::get(tx, meta::CLOCK).await? {
            Some(text) if demonstration => text.parse().unwrap_or(0),
            _ => 0,
        };
        Ok(OfficialClock { demonstration: AtomicBool::new(demonstration), stands_at: AtomicI64::new(stands_at) })
    }

    /// Now, officially.
    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> Timestamp {
        match self.stands_at.load(Ordering::Relaxed) {
            0 => Timestamp::now(),
            micros => types::instant(micros).unwrap_or_else(|_| Timestamp::now()),
        }
    }

    /// Today in China, officially.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }

    /// The instant at which it stands, in a demonstration whose clock was set.
    pub fn stands(&self) -> Option<Timestamp> {
        match self.stands_at.load(Ordering::Relaxed) {
            0 => None,
            micros => types::instant(micros).ok(),
        }
    }

    /// Whether this data directory is a demonstration, whose clock may be moved.
    pub fn is_demonstration(&self) -> bool {
        self.demonstration.load(Ordering::Relaxed)
    }

    /// Marks this process's clock as that of a demonstration, after the database has been marked.
    pub fn mark_demonstration(&self) {
        self.demonstration.store(true, Ordering::Relaxed);
    }

    /// Lets official time stand at an instant while a demonstration is being made: its history is written day by day.
    /// `None` lets it run again.
    pub(crate) fn stand(&self, at: Option<Timestamp>) {
        self.stands_at.store(at.map_or(0, Timestamp::as_microsecond), Ordering::Relaxed);
    }

    /// Moves official time forward, never back.
    ///
    /// Returns false, and does nothing, where this is no demonstration or the instant lies before now.
    pub fn move_to(&self, at: Timestamp) -> bool {
        let stands = self.stands_at.load(Ordering::Relaxed);
        let forward = stands == 0 || at.as_microsecond() >= stands;
        if !self.is_demonstration() || !forward {
            return false;
        }
        self.stands_at.store(at.as_microsecond(), Ordering::Relaxed);
        true
    }
}

impl Office {
    /// Moves official time of a demonstration forward, for this process and for those that start later.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where this is no demonstration, [`Refusal::Invalid`] for `at` where it lies before now.
    pub async fn move_clock(&self, who: &SignedIn, at: Timestamp, once: Once) -> Result<(), Refusal> {
        if !self.clock().is_demonstration() {
            return Err(Refusal::NotFound);
        }
        self.act_on(&who.actor(), Action::MoveClock, who.organ.id, Some(once), move |tx, moment, organ| {
            Box::pin(async move {
                // Another process may have moved it further than this one knows.
                let stored = meta::get(tx, meta::CLOCK).await?.and_then(|text| text.parse::<i64>().ok());
                if at < moment.at || stored.is_some_and(|stored| at.as_microsecond() < stored) {
                    return Err(Refusal::field("at", Problem::Said("法定时间只能往后调，不能调回更早的时间".into())));
                }
                meta::set(tx, meta::CLOCK, &at.as_microsecond().to_string()).await?;
                Ok(Acted {
                    value: (),
                    subject: ("organ", Some(organ.id.0)),
                    detail: format!("clock {at}"),
                    location: "/desk".to_owned(),
                    label: String::new(),
                })
            })
        })
        .await?;
        self.clock().move_to(at);
        Ok(())
    }
}
