//! How often the public may do what costs or guesses: exact windows, kept in this process by real time.

use crate::app::Settings;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// An hour.
const HOUR: Duration = Duration::from_secs(3600);
/// A quarter of an hour.
const QUARTER: Duration = Duration::from_secs(900);
/// After so many keys the quiet ones are forgotten.
const TIDY_AT: usize = 4096;
/// Drafts begun an hour for each request that may be handed in: beginning is cheap, but it writes.
const DRAFTS_FOR_ONE: u32 = 6;

/// At most so many of something within a window, for each key.
pub struct Tries<K> {
    most: usize,
    window: Duration,
    seen: Mutex<HashMap<K, VecDeque<Instant>>>,
}

impl<K: Eq + Hash> Tries<K> {
    /// A count that allows so many within a window; 0 is taken as 1.
    pub fn new(most: u32, window: Duration) -> Tries<K> {
        Tries { most: usize::try_from(most.max(1)).unwrap_or(usize::MAX), window, seen: Mutex::new(HashMap::new()) }
    }

    fn with<T>(&self, look: impl FnOnce(&mut HashMap<K, VecDeque<Instant>>, Instant) -> T) -> T {
        // A panic while the lock is held leaves whole counts behind: each step changes one entry.
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let now = Instant::now();
        if seen.len() > TIDY_AT {
            let window = self.window;
            seen.retain(|_, times| times.back().is_some_and(|last| now.duration_since(*last) < window));
        }
        look(&mut seen, now)
    }

    /// How many seconds to wait, where there were too many already.
    pub fn wait(&self, key: &K) -> Option<u64> {
        self.with(|seen, now| {
            let times = seen.get_mut(key)?;
            while times.front().is_some_and(|first| now.duration_since(*first) >= self.window) {
                times.pop_front();
            }
            let first = times.front().filter(|_| times.len() >= self.most)?;
            Some((self.window.saturating_sub(now.duration_since(*first))).as_secs() + 1)
        })
    }

    /// Counts one.
    pub fn note(&self, key: K) {
        self.with(|seen, now| {
            let times = seen.entry(key).or_default();
            times.push_back(now);
            while times.len() > self.most {
                times.pop_front();
            }
        });
    }
}

/// The counts of the public site.
pub struct PublicLimits {
    /// Requests handed in, by address.
    pub submissions: Tries<IpAddr>,
    /// Drafts begun, by address.
    pub drafts: Tries<IpAddr>,
    /// Codes shown (query codes, draft codes), by address.
    pub codes: Tries<IpAddr>,
    /// Wrong codes, by number.
    pub wrong_codes: Tries<String>,
    /// Annual reports checked, by address.
    pub checks: Tries<IpAddr>,
}

impl PublicLimits {
    /// As the settings say.
    pub fn new(settings: &Settings) -> PublicLimits {
        PublicLimits {
            submissions: Tries::new(settings.submissions_per_hour, HOUR),
            drafts: Tries::new(settings.submissions_per_hour.saturating_mul(DRAFTS_FOR_ONE), HOUR),
            codes: Tries::new(settings.code_queries_per_hour, HOUR),
            wrong_codes: Tries::new(settings.wrong_codes_per_number, QUARTER),
            checks: Tries::new(settings.checks_per_hour, HOUR),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_one_waits_and_other_keys_do_not() {
        let tries = Tries::new(2, HOUR);
        for _ in 0..2 {
            assert_eq!(tries.wait(&"XG-2026-0038"), None);
            tries.note("XG-2026-0038");
        }
        let wait = tries.wait(&"XG-2026-0038").unwrap();
        assert!((3500..=3601).contains(&wait), "{wait}");
        assert_eq!(tries.wait(&"XG-2026-0039"), None);
    }

    #[test]
    fn what_lies_outside_the_window_is_forgotten() {
        let tries = Tries::new(1, Duration::ZERO);
        tries.note("a");
        assert_eq!(tries.wait(&"a"), None);
    }
}
