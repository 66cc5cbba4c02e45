//! Pages: sees office and rules only, never storage.
//!
//! The whole URL map stands in [`routes`]; a page is a struct beside its handler in `public/` or `desk/`, shown by the
//! askama template of the same name. Words for people are in the templates and in `parts/words/`.

mod app;
pub mod checker;
mod desk;
mod errors;
mod form_files;
mod guard;
mod kept;
mod limits;
mod page_cache;
pub mod parts;
mod posted;
mod public;
pub mod routes;

pub use app::{App, Faces, Settings};
pub use errors::numbered;
pub use routes::router;
