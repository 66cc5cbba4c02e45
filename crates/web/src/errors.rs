//! Why a page could not be shown, as a page: clear words, what was kept, what to do next.

use crate::parts::{PlainPage, words};
use askama::Template;
use axum::Extension;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use gongkai_office::Refusal;

/// What a handler may answer instead of its page.
#[derive(Debug)]
pub enum Failure {
    /// An act or a look was refused.
    Refused(Refusal),
    /// Nobody is signed in: to the sign-in page and back.
    SignIn {
        /// Where to come back to.
        back: String,
        /// Whether it was a look (GET), which can be taken up again by its address.
        safe: bool,
    },
    /// No case is open on this device: to number and code.
    OpenCase,
    /// To another page first.
    See(String),
    /// More was sent than any form of ours can hold.
    TooLarge,
    /// The form could not be read.
    BadForm(String),
    /// Too many tries.
    TooMany {
        /// Seconds to wait.
        wait: u64,
    },
    /// A template failed: our fault.
    Template(askama::Error),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Failure::Refused(refusal)
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Failure::Template(error)
    }
}

/// Marks an answer to a form whose session has ended: what was typed is kept (see `kept`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct SessionOver;

/// Marks an answer of a system that could not take the form in: it can be sent again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paused;

tokio::task_local! {
    static NUMBER: String;
}

/// Answers a request under a number, which then stands on every page that says what went wrong: the same as in
/// `X-Request-Id` and in the log.
pub async fn numbered<T>(number: String, answer: impl Future<Output = T>) -> T {
    NUMBER.scope(number, answer).await
}

/// The number of the request that is being answered.
pub(crate) fn number() -> Option<String> {
    NUMBER.try_with(Clone::clone).ok()
}

#[derive(Template)]
#[template(path = "plain/message.html")]
struct MessagePage {
    page: PlainPage,
    heading: String,
    sentences: Vec<String>,
    number: Option<String>,
}

fn message(status: StatusCode, heading: &str, sentences: Vec<String>) -> Response {
    let number = number();
    let page = PlainPage {
        title: heading.to_owned(),
        name: "政府信息公开".to_owned(),
        home: "/".to_owned(),
        ..PlainPage::default()
    };
    match (MessagePage { page, heading: heading.to_owned(), sentences, number }).render() {
        Ok(html) => (status, axum::response::Html(html)).into_response(),
        Err(_) => (status, heading.to_owned()).into_response(),
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        match self {
            Failure::Refused(Refusal::Repeated { location }) => Redirect::to(&location).into_response(),
            Failure::Refused(refusal) => refused(refusal),
            Failure::SignIn { back, safe } => {
                let back = if safe { back } else { "/desk".to_owned() };
                let back = form_urlencoded::byte_serialize(back.as_bytes()).collect::<String>();
                (Extension(SessionOver), Redirect::to(&format!("/desk/sign-in?back={back}"))).into_response()
            }
            Failure::OpenCase => (Extension(SessionOver), Redirect::to("/track")).into_response(),
            Failure::See(location) => Redirect::to(&location).into_response(),
            Failure::BadForm(why) => {
                tracing::info!(why, "form not read");
                message(
                    StatusCode::BAD_REQUEST,
                    "表单没有读懂",
                    vec!["请返回上一页再提交一次；文件太大的，请换小一些的。".into()],
                )
            }
            Failure::TooLarge => {
                tracing::info!("form too large");
                let limit = crate::routes::BODY_LIMIT / (1024 * 1024);
                let sentence = format!("一次最多提交 {limit} MB，包括附件。请返回上一页，换小一些的文件再提交。");
                message(StatusCode::PAYLOAD_TOO_LARGE, "提交的内容太大", vec![sentence])
            }
            Failure::TooMany { wait } => {
                let minutes = wait.div_ceil(60).max(1);
                let sentence = format!("填错次数较多，请 {minutes} 分钟后再试。");
                let mut response = message(StatusCode::TOO_MANY_REQUESTS, "请稍等", vec![sentence]);
                if let Ok(value) = HeaderValue::from_str(&wait.to_string()) {
                    response.headers_mut().insert(header::RETRY_AFTER, value);
                }
                response
            }
            Failure::Template(error) => fault(&error.to_string()),
        }
    }
}

fn refused(refusal: Refusal) -> Response {
    match refusal {
        Refusal::NotFound => {
            message(StatusCode::NOT_FOUND, "没有找到这一页", vec!["可能已经移动，或地址写错了。".into()])
        }
        Refusal::Denied(denied) => message(StatusCode::FORBIDDEN, "不能办理", vec![words::denied(&denied)]),
        Refusal::Unavailable(why) | Refusal::Overtaken(why) => {
            tracing::error!(why, "unavailable");
            // Where a form was sent, `kept` adds its fields and a button that sends them again.
            let told = vec![words::PAUSED_PAGE.to_owned()];
            let mut response = message(StatusCode::SERVICE_UNAVAILABLE, words::PAUSED, told);
            response.extensions_mut().insert(Paused);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
            response
        }
        Refusal::Fault(why) => fault(&why),
        // The forms answer these themselves, with what was typed; what arrives here came from no form of ours.
        Refusal::Rule(rule) => message(StatusCode::UNPROCESSABLE_ENTITY, "不能这样办理", vec![words::refused(&rule)]),
        Refusal::Invalid(fields) => {
            let sentences = fields.iter().map(|(field, problem)| words::problem(field, problem)).collect();
            message(StatusCode::UNPROCESSABLE_ENTITY, "有几处需要改一下", sentences)
        }
        Refusal::Conflict { .. } => {
            let sentence = "您打开这一页之后，有人办理过这件。请返回刷新后再看。";
            message(StatusCode::CONFLICT, "没有保存", vec![sentence.into()])
        }
        Refusal::AlreadySent { label } => {
            message(StatusCode::UNPROCESSABLE_ENTITY, "这份申请已经提交", vec![format!("编号 {label}。")])
        }
        Refusal::Repeated { location } => Redirect::to(&location).into_response(),
    }
}

fn fault(why: &str) -> Response {
    tracing::error!(why, "fault");
    let sentence = "这是我们的问题，已经记下来。您填写的内容没有提交。".to_owned();
    message(StatusCode::INTERNAL_SERVER_ERROR, "出了差错", vec![sentence])
}

impl Failure {
    /// A handler panicked. What it said may carry what must not be told.
    pub(crate) fn panicked() -> Failure {
        Failure::Refused(Refusal::Fault("a handler panicked".to_owned()))
    }
}
