//! A page of the desk that is one form, and what a refused form says.

use crate::app::App;
use crate::desk::frame::desk_page;
use crate::errors::Failure;
use crate::parts::{DeskPage, ErrorSummary, FieldError, FieldView, Link, words};
use crate::posted::{Posted, new_once};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use gongkai_office::Refusal;
use gongkai_office::accounts::SignedIn;

/// Why a form was refused, in words, for its page.
#[derive(Debug, Clone, Default)]
pub struct Mistakes {
    /// Field and words; a field of the empty name means the whole form.
    items: Vec<(String, String)>,
    /// The key was used up: the page is shown with a fresh one.
    spent: bool,
}

impl Mistakes {
    /// What a refusal says on the form's own page; what it cannot say there goes on as a failure.
    ///
    /// # Errors
    /// The failure.
    pub fn of(refusal: Refusal) -> Result<Mistakes, Failure> {
        let whole = |words: String, spent| Mistakes { items: vec![(String::new(), words)], spent };
        match refusal {
            Refusal::Invalid(fields) => {
                let said = |(field, problem): (String, _)| {
                    let words = words::problem(&field, &problem);
                    (field, words)
                };
                Ok(Mistakes { items: fields.into_iter().map(said).collect(), spent: false })
            }
            Refusal::AlreadySent { .. } => Ok(whole(words::ALREADY_SAVED.into(), true)),
            Refusal::Conflict { .. } => Ok(whole(words::CHANGED_MEANWHILE.into(), false)),
            Refusal::Rule(refused) => Ok(whole(words::refused(&refused), false)),
            other => Err(Failure::Refused(other)),
        }
    }

    /// The key for showing the form again.
    pub fn once(&self, form: &Posted) -> String {
        if self.spent { new_once() } else { form.once.key.clone() }
    }

    /// A field with its mistake, if it has one.
    pub fn on(&self, field: FieldView) -> FieldView {
        let found = self.items.iter().find(|(name, _)| *name == field.name).map(|(_, words)| words.clone());
        if found.is_some() { field.error(found) } else { field }
    }

    /// The summary for the page: the mistakes of these fields in their order, then those that belong to none of them.
    pub fn summary(&self, fields: &[FieldView]) -> ErrorSummary {
        let mut summary = ErrorSummary::of(fields);
        for (name, words) in &self.items {
            if !fields.iter().any(|field| field.name == *name) {
                summary.items.push(FieldError { target: "main".into(), message: words.clone() });
            }
        }
        summary
    }
}

/// A page of the desk that is one form.
#[derive(Template)]
#[template(path = "desk/account/form.html")]
pub struct FormPage {
    page: DeskPage,
    /// Heading; also the title.
    heading: String,
    /// Sentences between heading and form.
    intro: Vec<String>,
    /// Where it is sent.
    action: String,
    /// Hidden fields beside the key.
    hidden: Vec<(String, String)>,
    fields: Vec<FieldView>,
    once: String,
    /// Words of the button: verb and object.
    button: String,
    /// Whether it cannot be undone.
    warning: bool,
    /// Way out without doing it.
    cancel: Option<Link>,
    /// Other things that can be done here.
    others: Vec<Link>,
}

/// What a [`FormPage`] is made of.
#[derive(Debug, Clone, Default)]
pub struct FormParts {
    /// Heading; also the title.
    pub heading: String,
    /// Sentences between heading and form.
    pub intro: Vec<String>,
    /// Where it is sent; also the path of the page.
    pub action: String,
    /// Hidden fields beside the key.
    pub hidden: Vec<(String, String)>,
    /// Its fields, with what was typed.
    pub fields: Vec<FieldView>,
    /// Words of the button: verb and object.
    pub button: &'static str,
    /// Whether it cannot be undone.
    pub warning: bool,
    /// Crumbs above the title, the page itself left out.
    pub crumbs: Vec<Link>,
    /// Way out without doing it.
    pub cancel: Option<Link>,
    /// Other things that can be done here.
    pub others: Vec<Link>,
    /// What happened before, by the key of [`words::done`].
    pub done: String,
}

impl FormParts {
    /// The page, fresh or with its mistakes.
    ///
    /// # Errors
    /// [`Failure`] where the frame cannot be made.
    pub async fn show(
        self,
        app: &App,
        who: &SignedIn,
        refused: Option<(&Posted, Mistakes)>,
    ) -> Result<Response, Failure> {
        let (status, once, mistakes) = match refused {
            Some((form, mistakes)) => (StatusCode::UNPROCESSABLE_ENTITY, mistakes.once(form), mistakes),
            None => (StatusCode::OK, new_once(), Mistakes::default()),
        };
        let fields: Vec<FieldView> = self.fields.into_iter().map(|field| mistakes.on(field)).collect();
        let mut page = desk_page(app, who, &self.heading, &self.action).await?;
        page.errors = mistakes.summary(&fields);
        page.crumbs = self.crumbs;
        if !page.crumbs.is_empty() {
            page.crumbs.push(Link::new(&self.heading, ""));
        }
        if page.errors.is_empty() {
            page.notice = words::done(&self.done);
        }
        let page = FormPage {
            page,
            heading: self.heading,
            intro: self.intro,
            action: self.action,
            hidden: self.hidden,
            fields,
            once,
            button: self.button.to_owned(),
            warning: self.warning,
            cancel: self.cancel,
            others: self.others,
        };
        Ok((status, Html(page.render()?)).into_response())
    }
}
