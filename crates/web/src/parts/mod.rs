//! The parts pages are made of: a Rust struct for what a part shows, and an askama macro of the same name in
//! `templates/parts/` for how it looks.
//!
//! A page is a struct with a field `page` ([`PublicPage`], [`DeskPage`] or [`PlainPage`]) whose template extends the layout
//! of that name. It imports the macros it needs and calls them as expressions:
//!
//! ```text
//! {% extends "layouts/public.html" %}
//! {% import "parts/form.html" as form %}
//! {% block content %}
//!   <h1>您的姓名和联系方式</h1>
//!   <form method="post" action="…">{{ form::field(phone) }} …</form>
//! {% endblock %}
//! ```
//!
//! Parts hold words that are ready to show; they decide nothing and compute no date.

pub mod assets;
mod calendar;
mod case;
mod chart;
mod clock;
mod form;
#[cfg(debug_assertions)]
pub mod gallery;
mod lists;
mod page;
mod review;
mod state;
mod table;
pub mod words;

pub use calendar::{DayKind, DayView, MonthView};
pub use case::{
    Attachment, Confirmation, MaskedView, NextStep, Notice, NoticeKind, RecordItem, Row, TimelineItem, TimelineState,
};
pub use chart::{BarChart, BarView};
pub use clock::{CellKind, ClockStep, ClockView};
pub use form::{ErrorSummary, FieldError, FieldKind, FieldView, OptionView, StepState, StepView, StepsAside};
pub use lists::{
    BulkAct, EmptyState, FilterView, LongWork, Pagination, TabView, WorklistGroup, WorklistRow, WorklistView,
};
pub use page::{DeskPage, Footer, Link, NavLink, OrganHeader, PlainPage, PublicPage, PublicSite, RailGroup, RailLink};
pub use review::{DiffPiece, DiffView, ReviewRow, diff_text};
pub use state::{StateTag, TagKind};
pub use table::{CellView, CheckLine, CheckState, DrillCase, DrillDown, ExportForm, HeadCell, TableRow, TableView};
