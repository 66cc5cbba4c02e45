//! What was given to be checked: one file or one text, the level, last year's report; and what is wrong with it.

use super::examples::Example;
use crate::checker::{GivenFile, ToCheck};
use crate::parts::{FieldView, OptionView, words};
use crate::posted::Posted;
use gongkai_rules::reporting::exchange::Level;
use jiff::civil::Date;

/// Largest file, in bytes: the longest real report with its pictures is a quarter of it.
const LARGEST: u64 = 20 * 1024 * 1024;

/// Most characters of a pasted text: ten times the longest real report.
const LONGEST: usize = 300_000;

/// Characters of a file's name that the answer shows.
const NAME: usize = 120;

const KINDS: &str = ".html,.htm,.docx,.xlsx,.pdf,.md,.txt";

/// Every level, as it is asked for and sent.
const LEVELS: [(Level, &str, &str); 9] = [
    (Level::Central, "central", "国务院"),
    (Level::Province, "province", "省、自治区、直辖市人民政府"),
    (Level::City, "city", "设区的市、自治州人民政府"),
    (Level::County, "county", "县、县级市、市辖区人民政府"),
    (Level::Town, "town", "乡镇人民政府"),
    (Level::Subdistrict, "subdistrict", "街道办事处"),
    (Level::Township, "township", "乡镇或者街道，不区分"),
    (Level::Department, "department", "县级以上人民政府的部门"),
    (Level::AuthorisedOrganisation, "public_body", "管理公共事务的组织"),
];

/// A mistake beside its field.
#[derive(Debug, Clone)]
pub struct Mistake {
    field: &'static str,
    message: String,
}

impl Mistake {
    /// The report was not read.
    pub fn report(typed: &Form, message: String) -> Mistake {
        Mistake { field: if typed.text.trim().is_empty() { "report" } else { "text" }, message }
    }

    /// Last year's report was not read.
    pub fn before(message: String) -> Mistake {
        Mistake { field: "before", message }
    }
}

/// What was typed and chosen; files cannot be shown again, browsers do not allow it.
#[derive(Debug, Clone, Default)]
pub struct Form {
    text: String,
    level: String,
    mistake: Option<Mistake>,
}

impl Form {
    /// As it came in.
    pub fn of(posted: &Posted) -> Form {
        Form { text: posted.exact("text").to_owned(), level: posted.text("level").to_owned(), mistake: None }
    }

    /// The same with what is wrong with it.
    pub fn with(&self, mistake: Mistake) -> Form {
        Form { mistake: Some(mistake), ..self.clone() }
    }

    /// What is to be checked.
    ///
    /// # Errors
    /// The first mistake.
    pub fn asked(&self, mut posted: Posted, today: Date) -> Result<ToCheck, Mistake> {
        let level = LEVELS.iter().find(|(_, code, _)| *code == self.level).map(|(level, ..)| *level);
        if posted.has("example") {
            let found = Example::named(posted.text("example"));
            let example = found.ok_or_else(|| Mistake { field: "report", message: words::CHECK_NOTHING.to_owned() })?;
            let report = GivenFile { name: example.file.to_owned(), content: example.text.as_bytes().to_vec() };
            return Ok(ToCheck { title: example.file.to_owned(), report, before: None, level: None, today });
        }
        let before = posted.take_file("before").map(|file| given("before", file)).transpose()?;
        let report = self.report(posted.take_file("report"))?;
        let title = if report.name.is_empty() { "粘贴的文字".to_owned() } else { report.name.clone() };
        Ok(ToCheck { report, title, before, level, today })
    }

    fn report(&self, file: Option<gongkai_office::requests::Upload>) -> Result<GivenFile, Mistake> {
        let pasted = !self.text.trim().is_empty();
        let of_text = |message: String| Err(Mistake { field: "text", message });
        match file {
            Some(_) if pasted => of_text(words::CHECK_BOTH.to_owned()),
            Some(file) => given("report", file),
            None if !pasted => Err(Mistake { field: "report", message: words::CHECK_NOTHING.to_owned() }),
            None => match self.text.chars().count() {
                long if long > LONGEST => of_text(words::check_text_too_long(long, LONGEST)),
                _ => Ok(GivenFile { name: String::new(), content: self.text.clone().into_bytes() }),
            },
        }
    }

    /// The fields with what was typed: the file first, then the others.
    pub fn fields(&self) -> (FieldView, Vec<FieldView>) {
        let error = |field: &str| self.mistake.as_ref().filter(|of| of.field == field).map(|of| of.message.clone());
        let file = |name: &'static str, label: &str| FieldView::file(name, label).single().files(KINDS, LARGEST);
        let mut levels = vec![OptionView::new("", "由系统从机关名称判断", &self.level)];
        levels.extend(LEVELS.iter().map(|(_, code, label)| OptionView::new(*code, *label, &self.level)));
        let report = file("report", "年度报告的文件")
            .hint("网页（html）、Word（docx）、Excel（xlsx）、PDF、Markdown 或者纯文本，最大 20 MB。")
            .error(error("report"));
        let more = vec![
            FieldView::area("text", "或者粘贴报告全文")
                .hint("从网页或者文档里全选、复制，粘贴到这里，表格也在内。")
                .rows(8)
                .value(self.text.clone())
                .error(error("text")),
            FieldView::select("level", "机关的级别", levels).hint("决定公布的期限和应当写的内容。"),
            file("before", "同一机关上一年度的报告")
                .optional()
                .hint("有了它，才能核对上年结转等跨年的数字。")
                .error(error("before")),
        ];
        (report, more)
    }
}

/// A file, if it may be this large.
fn given(field: &'static str, file: gongkai_office::requests::Upload) -> Result<GivenFile, Mistake> {
    let name = shown(&file.name);
    match file.content.len() as u64 {
        size if size > LARGEST => Err(Mistake { field, message: words::check_file_too_large(&name, size, LARGEST) }),
        _ => Ok(GivenFile { name, content: file.content }),
    }
}

/// A name as browsers send it, some with the whole path: the last part, without what is no letter.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Marks that turn the direction of writing would let a name read as another.
    let turns = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
    let name: String = last.chars().filter(|c| !c.is_control() && !turns(*c)).take(NAME).collect();
    if name.trim().is_empty() { "没有名字的文件".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_is_sent_under_its_name_in_the_exchange_format() {
        for (level, code, _) in LEVELS {
            assert_eq!(serde_json::to_value(level).unwrap(), code);
        }
    }

    #[test]
    fn a_name_shows_no_path_and_nothing_that_is_not_printed() {
        assert_eq!(shown("C:\\桌面\\年报.pdf"), "年报.pdf");
        assert_eq!(shown("/桌面/年报\u{7}\u{202e}.pdf"), "年报.pdf");
        assert_eq!(shown(""), "没有名字的文件");
        assert_eq!(shown(&"长".repeat(1000)).chars().count(), NAME);
    }
}
