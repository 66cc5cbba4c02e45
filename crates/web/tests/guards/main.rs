//! The guards: who may do what on every route, and that nothing personal lies anywhere in clear.

mod http;
mod matrix;
mod office;
#[path = "../accounts/support.rs"]
#[allow(dead_code, reason = "shared with the accounts tests, each of which uses a part")]
mod support;
