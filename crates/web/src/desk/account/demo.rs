//! Official time of a demonstration is moved (formats.md, “For tests and training”).

use crate::app::App;
use crate::errors::Failure;
use crate::guard::Desk;
use crate::posted::Posted;
use crate::routes::{Route, route};
use axum::extract::State;
use axum::response::Redirect;
use gongkai_office::{Problem, Refusal};
use gongkai_rules::permissions::Action;

/// Routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![route!(POST "/demo/clock" MoveClock => move_clock)]
}

/// `POST /demo/clock` with `at=2025-03-03T09:00:00+08:00`.
async fn move_clock(State(app): State<App>, Desk(who): Desk, form: Posted) -> Result<Redirect, Failure> {
    // Before the form is read: who may not move time is told that, whatever was typed.
    app.office.allow(&who, Action::MoveClock, &who.organ, ("organ", Some(who.organ.id.0))).await?;
    let at = form.text("at").parse();
    let at =
        at.map_err(|_| Refusal::field("at", Problem::Said("时间要写成 2025-03-03T09:00:00+08:00 的样子".into())))?;
    app.office.move_clock(&who, at, form.once.clone()).await?;
    Ok(Redirect::to("/desk"))
}
