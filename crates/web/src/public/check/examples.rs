//! Examples to try: small reports of an organ that does not exist, written for this page.

/// An example.
#[derive(Debug)]
pub struct Example {
    /// Its name in addresses and on its button.
    pub name: &'static str,
    /// Name of the file.
    pub file: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// What is in it, in words.
    pub about: &'static str,
    /// The report.
    pub text: &'static str,
}

/// One without a mistake, one whose sum is wrong, one whose text tells other figures than its tables.
pub static EXAMPLES: [Example; 3] = [
    Example {
        name: "clean",
        file: "清溪区水务局2025年度报告（没有差错）.html",
        media: "text/html; charset=utf-8",
        about: "没有差错的报告（网页）",
        text: include_str!("../../../samples/clean.html"),
    },
    Example {
        name: "sum",
        file: "清溪区水务局2025年度报告（合计有错）.md",
        media: "text/markdown; charset=utf-8",
        about: "表格里一处合计算错（Markdown）",
        text: include_str!("../../../samples/sum.md"),
    },
    Example {
        name: "text",
        file: "清溪区水务局2025年度报告（正文与表格不一致）.txt",
        media: "text/plain; charset=utf-8",
        about: "正文写的数字与表格不一致（纯文本）",
        text: include_str!("../../../samples/text.txt"),
    },
];

impl Example {
    /// The example of this name.
    pub fn named(name: &str) -> Option<&'static Example> {
        EXAMPLES.iter().find(|example| example.name == name)
    }
}
