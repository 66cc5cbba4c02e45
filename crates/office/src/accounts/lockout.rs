//! How long an account waits after wrong passwords: longer each time, and never for a device that is known, so that
//! nobody can lock somebody else out (quality.md §10).

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;
/// China is eight hours ahead all year: its day ends at 16:00 UTC.
const CHINA: i64 = 8 * 3600 * SECOND;

/// Wrong passwords after which a known device is forgotten and waits like any other.
pub const DEVICE_ALLOWED: i64 = 10;

/// Wrong passwords in a row after which the account waits until the day's end.
const WHOLE_DAY: i64 = 100;

/// The count after one more wrong password at `now`, and until when an unknown device waits (0: not at all).
///
/// Instants are real microseconds. A wait until the day's end, once over, starts the count anew: else one wrong try a
/// day would keep the account waiting for ever.
pub fn after_failure(failures: i64, locked_until: i64, now: i64) -> (i64, i64) {
    let before = if failures >= WHOLE_DAY && now >= locked_until { 0 } else { failures };
    let failures = before.saturating_add(1);
    let until = match failures {
        ..3 => 0,
        3..9 => now + SECOND,
        9..25 => now + 3 * SECOND,
        25..WHOLE_DAY => now + 10 * SECOND,
        _ => day_end(now),
    };
    (failures, until)
}

/// The first instant of the next day in China.
fn day_end(now: i64) -> i64 {
    (now + CHINA).div_euclid(DAY) * DAY + DAY - CHINA
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-24 10:00 in China.
    const NOW: i64 = 1_795_485_600_000_000;

    #[test]
    fn the_wait_grows_with_the_wrong_passwords() {
        let waits = |failures| after_failure(failures, 0, NOW).1 - NOW;
        assert_eq!(after_failure(0, 0, NOW), (1, 0));
        assert_eq!(after_failure(1, 0, NOW), (2, 0));
        assert_eq!(waits(2), SECOND);
        assert_eq!(waits(7), SECOND);
        assert_eq!(waits(8), 3 * SECOND);
        assert_eq!(waits(24), 10 * SECOND);
        assert_eq!(waits(99), 14 * 3600 * SECOND, "until midnight in China");
    }

    #[test]
    fn a_day_later_the_count_starts_anew() {
        let (failures, until) = after_failure(99, 0, NOW);
        assert_eq!(after_failure(failures, until, until), (1, 0));
        assert_eq!(after_failure(failures, until, until - 1), (101, until));
    }
}
