//! 信息处理费: free on the whole, a fee only where quantity or frequency is clearly beyond reason (条例第四十二条;
//! 政府信息公开信息处理费管理办法, 国办函〔2020〕109号). An organ charges a request by piece or by volume, never both; both are
//! 超额累进: only what lies in a grade costs that grade's rate. Amounts are whole yuan.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::statute::{self, Article, cite};

/// How a request is charged (收费办法第三条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Charge {
    /// 按件: whatever the outcome is.
    Piece {
        /// Pieces of the same applicant with the same organ earlier in the same calendar month.
        earlier_in_month: u16,
        /// Pieces of this request: 1, unless it is split into smallest reasonable units (收费办法第四条第一款).
        pieces: u16,
    },
    /// 按量: pages of this request alone, one side of A4 or smaller each.
    Volume {
        /// Pages.
        pages: u32,
    },
}

/// A fee with its sum and how it comes about: what a fee notice must state (收费办法第六条).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessingFee {
    /// The sum, yuan.
    pub yuan: u64,
    /// What is charged at which rate, free grade included, ascending.
    pub grades: Vec<Grade>,
}

/// One grade of a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// First piece of the month, or first page, in it.
    pub from: u32,
    /// Last one of this request in it.
    pub to: u32,
    /// Yuan a piece or page.
    pub rate_yuan: u64,
    /// Yuan for all of them.
    pub yuan: u64,
}

impl Charge {
    /// The article the rate rests on.
    pub fn article(self) -> Article {
        match self {
            Charge::Piece { .. } => cite::FEE_BY_PIECE,
            Charge::Volume { .. } => cite::FEE_BY_VOLUME,
        }
    }

    /// The fee.
    pub fn fee(self) -> ProcessingFee {
        match self {
            Charge::Piece { earlier_in_month, pieces } => {
                let earlier = u32::from(earlier_in_month);
                graded(earlier, earlier + u32::from(pieces), piece_rate_yuan)
            }
            Charge::Volume { pages } => by_volume(pages),
        }
    }
}

/// Yuan for the `nth` piece (from 1) of an applicant in a calendar month: up to 10 free, 11 to 30 at 100, then 100 more
/// for each ten (收费办法第四条).
pub fn piece_rate_yuan(nth: u32) -> u64 {
    if nth <= statute::FREE_PIECES {
        0
    } else if nth <= statute::FIRST_RATE_PIECES {
        statute::PIECE_STEP_YUAN
    } else {
        let further = (nth - statute::FIRST_RATE_PIECES - 1) / statute::PIECES_A_GRADE;
        statute::PIECE_STEP_YUAN * (u64::from(further) + 2)
    }
}

/// Yuan for the `nth` page (from 1) of one request: up to 30 free, to 100 at 10, to 200 at 20, then 40 (收费办法第五条).
pub fn page_rate_yuan(nth: u32) -> u64 {
    if nth <= statute::FREE_PAGES {
        return 0;
    }
    let grade = statute::PAGE_GRADES.iter().find(|(last, _)| nth <= *last);
    grade.map_or(statute::PAGE_TOP_YUAN, |(_, rate)| *rate)
}

/// Which piece of its calendar month each request is, from 1. The days are the days of receipt (day 0) of one applicant's
/// requests to one organ; the month of a piece is that of its day of receipt (ours), and within it the order given.
pub fn numbers_in_month(received: &[Date]) -> Vec<u32> {
    let month = |date: &Date| (date.year(), date.month());
    received
        .iter()
        .enumerate()
        .map(|(index, date)| {
            let earlier = received.iter().enumerate().filter(|(other, day)| {
                month(day) == month(date) && (**day < *date || (*day == date && *other < index))
            });
            u32::try_from(earlier.count()).unwrap_or(u32::MAX).saturating_add(1)
        })
        .collect()
}

/// Pieces `after` + 1 to `up_to`, joined where the rate is the same.
fn graded(after: u32, up_to: u32, rate: impl Fn(u32) -> u64) -> ProcessingFee {
    let mut grades: Vec<Grade> = Vec::new();
    for nth in after + 1..=up_to {
        let rate_yuan = rate(nth);
        match grades.last_mut() {
            Some(grade) if grade.rate_yuan == rate_yuan => {
                grade.to = nth;
                grade.yuan += rate_yuan;
            }
            _ => grades.push(Grade { from: nth, to: nth, rate_yuan, yuan: rate_yuan }),
        }
    }
    ProcessingFee { yuan: grades.iter().map(|grade| grade.yuan).sum(), grades }
}

/// Pages may be many: by grades, not one by one.
fn by_volume(pages: u32) -> ProcessingFee {
    let ends = [statute::FREE_PAGES].into_iter().chain(statute::PAGE_GRADES.map(|(last, _)| last)).chain([u32::MAX]);
    let mut grades = Vec::new();
    let mut before = 0;
    for end in ends {
        let to = pages.min(end);
        if to > before {
            let rate_yuan = page_rate_yuan(to);
            grades.push(Grade { from: before + 1, to, rate_yuan, yuan: u64::from(to - before) * rate_yuan });
            before = to;
        }
    }
    ProcessingFee { yuan: grades.iter().map(|grade| grade.yuan).sum(), grades }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn pieces(in_month: u16) -> u64 {
        Charge::Piece { earlier_in_month: 0, pieces: in_month }.fee().yuan
    }

    fn pages(pages: u32) -> u64 {
        Charge::Volume { pages }.fee().yuan
    }

    #[test]
    fn the_table_of_pieces() {
        let table = [
            (0, 0),
            (1, 0),
            (10, 0),
            (11, 100),
            (20, 1_000),
            (30, 2_000),
            (31, 2_200),
            (35, 3_000),
            (40, 4_000),
            (41, 4_300),
            (50, 7_000),
            (51, 7_400),
            (61, 11_500),
            (100, 37_000),
        ];
        for (in_month, yuan) in table {
            assert_eq!(pieces(in_month), yuan, "{in_month} pieces");
        }
    }

    #[test]
    fn the_table_of_pages() {
        let table = [
            (0, 0),
            (1, 0),
            (30, 0),
            (31, 10),
            (50, 200),
            (100, 700),
            (101, 720),
            (150, 1_700),
            (200, 2_700),
            (201, 2_740),
            (250, 4_700),
            (300, 6_700),
            (1_000, 34_700),
            (2_219, 83_460),
        ];
        for (count, yuan) in table {
            assert_eq!(pages(count), yuan, "{count} pages");
        }
    }

    #[test]
    fn a_fee_is_the_sum_of_the_rates_of_its_pieces_and_pages() {
        for count in 0..=400_u32 {
            assert_eq!(pages(count), (1..=count).map(page_rate_yuan).sum::<u64>(), "{count} pages");
        }
        for earlier in 0..=60_u16 {
            let charge = Charge::Piece { earlier_in_month: earlier, pieces: 3 };
            assert_eq!(charge.fee().yuan, pieces(earlier + 3) - pieces(earlier), "3 after {earlier}");
        }
        assert_eq!(pages(u32::MAX), 2_700 + (u64::from(u32::MAX) - 200) * 40);
    }

    #[test]
    fn a_notice_can_state_each_grade() {
        let fee = Charge::Piece { earlier_in_month: 29, pieces: 3 }.fee();
        let grade = |from, to, rate_yuan, yuan| Grade { from, to, rate_yuan, yuan };
        assert_eq!(fee.grades, [grade(30, 30, 100, 100), grade(31, 32, 200, 400)]);
        let fee = Charge::Volume { pages: 120 }.fee();
        assert_eq!(fee.grades, [grade(1, 30, 0, 0), grade(31, 100, 10, 700), grade(101, 120, 20, 400)]);
        assert_eq!(Charge::Volume { pages: 1 }.article().to_string(), "收费办法第五条");
        assert_eq!(Charge::Piece { earlier_in_month: 0, pieces: 1 }.article().to_string(), "收费办法第四条");
    }

    #[test]
    fn a_month_begins_anew_on_its_first_day() {
        // Eleven on the last of March, one on the first of April.
        let mut received = vec![date(2026, 3, 31); 11];
        received.push(date(2026, 4, 1));
        let numbers = numbers_in_month(&received);
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1]);
        assert_eq!(piece_rate_yuan(numbers[10]), 100);
        assert_eq!(piece_rate_yuan(numbers[11]), 0);
        // The same month of another year is another month; a late entry takes its place by its day.
        let mixed = [date(2026, 4, 9), date(2025, 4, 1), date(2026, 4, 2), date(2026, 4, 9)];
        assert_eq!(numbers_in_month(&mixed), [2, 1, 1, 3]);
    }
}
