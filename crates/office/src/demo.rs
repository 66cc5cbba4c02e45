//! The demonstration district: a whole office with its history, to train on and to look at. Everything in it is
//! invented. It is made by the same acts as the real thing, at the moments they would have happened, in one large
//! transaction an organ; the same seed and day give the same register.

mod cases;
mod chance;
mod diary;
mod district;
mod fields;
mod people;
mod plans;
mod reports;
mod script;
mod showcase;
mod subjects;
mod texts;
mod words;

use crate::{Office, Refusal};
use chance::Chance;
use diary::Diary;
use gongkai_storage::{meta, organs};
use jiff::civil::Date;
use plans::Planner;
use serde::Serialize;

/// An account of the demonstration, told to whoever made it.
#[derive(Debug, Clone, Serialize)]
pub struct DemoAccount {
    /// Sign-in name.
    pub login: String,
    /// Its password.
    pub password: String,
    /// Codes of its roles.
    pub roles: Vec<&'static str>,
    /// Full name of its organ.
    pub organ: String,
}

/// One password for all: a demonstration protects nothing, and says so by it.
pub const PASSWORD: &str = "gongkai-demonstration";

impl Office {
    /// Fills an empty data directory with the demonstration district, up to a day.
    ///
    /// # Errors
    /// [`Refusal::Denied`] where the directory is not empty; [`Refusal::Fault`] where an invented act was refused.
    pub async fn fill_demonstration(&self, seed: u64, until: Date) -> Result<Vec<DemoAccount>, Refusal> {
        let mut tx = self.read().await?;
        if !organs::all(&mut tx).await?.is_empty() {
            return Err(Refusal::field(
                "data",
                crate::Problem::Said("数据目录里已经有机关，演示数据只能放进空的目录".into()),
            ));
        }
        drop(tx);
        self.clock().mark_demonstration();
        let office = self.clone();
        let (district, accounts) = self
            .db()
            .write(Box::new(move |tx| {
                Box::pin(async move {
                    meta::set(tx, meta::DEMONSTRATION, "1").await?;
                    meta::set(tx, meta::CALENDAR, &office.calendar().fingerprint()).await?;
                    district::found(tx, &office, until).await
                })
            }))
            .await?;
        let years = [until.year() - 2, until.year() - 1];
        let figures = reports::figures(&district, &years, seed);
        for (place, (staff, figures)) in district.into_iter().zip(figures).enumerate() {
            let office = self.clone();
            let chance = Chance::new(seed.wrapping_add(place as u64 * 7919));
            self.db()
                .write(Box::new(move |tx| {
                    Box::pin(async move {
                        let calendar = office.calendar();
                        let plans = Planner { staff: &staff, until, calendar: &calendar, chance, names: 0 }.plans();
                        let scenes = reports::scenes(&staff, place, &figures, until, &calendar);
                        Diary::new(tx, &office, &staff, until, plans, scenes).live().await
                    })
                }))
                .await?;
        }
        self.clock().stand(None);
        Ok(accounts)
    }
}
