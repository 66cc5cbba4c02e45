//! Reads annual reports with the reader itself, in this process: the program reads them in one apart.

use gongkai_documents::checking::{check, fragment};
use gongkai_documents::reading::{Limits, read};
use gongkai_rules::reporting::Context;
use gongkai_web::checker::{CheckAnswer, Checker, Checking, ToCheck};

/// Reads with the reader itself.
pub struct Reader;

fn answered(asked: &ToCheck) -> CheckAnswer {
    let limits = Limits::default();
    let reading = |name: &str, content: &[u8]| read(name, content, asked.level, &limits);
    let now = reading(&asked.report.name, &asked.report.content);
    if now.report.is_none() {
        return CheckAnswer::Unread(now.reason.unwrap());
    }
    let before = asked.before.as_ref().map(|before| reading(&before.name, &before.content));
    if let Some(why) = before.as_ref().filter(|before| before.report.is_none()) {
        return CheckAnswer::BeforeUnread(why.reason.clone().unwrap());
    }
    let before = before.and_then(|before| before.report);
    let context = Context { today: Some(asked.today), ..Context::default() };
    let checked = check(&asked.title, now, before.as_ref(), &context, true);
    CheckAnswer::Judged { html: fragment(&checked, 1) }
}

impl Checker for Reader {
    fn check(&self, asked: ToCheck) -> Checking<'_> {
        Box::pin(async move { Ok(answered(&asked)) })
    }
}
