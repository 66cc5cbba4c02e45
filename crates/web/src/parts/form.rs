//! Fields, the error summary, and the steps beside a form.

/// A mistake and the control it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldError {
    /// Id of the control, without `#`.
    pub target: String,
    /// The words, the same beside the field.
    pub message: String,
}

/// The list of mistakes on top of the page; empty where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorSummary {
    /// In the order of the page.
    pub items: Vec<FieldError>,
}

impl ErrorSummary {
    /// Gathers the mistakes of these fields in their order.
    pub fn of<'a>(fields: impl IntoIterator<Item = &'a FieldView>) -> Self {
        let items = fields
            .into_iter()
            .filter_map(|field| {
                field.error.as_ref().map(|message| FieldError { target: field.target(), message: message.clone() })
            })
            .collect();
        Self { items }
    }

    /// One mistake that belongs to the control of this id.
    pub fn one(target: impl Into<String>, message: impl Into<String>) -> Self {
        Self { items: vec![FieldError { target: target.into(), message: message.into() }] }
    }

    /// True where nothing is to be mended.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// What kind of control a field has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    #[default]
    Text,
    /// Several lines, with a live count where a limit is set.
    Area,
    /// One of a few, all in view.
    Radios,
    /// Any of a few.
    Ticks,
    /// One of many.
    Select,
    /// 年 月 日 in three boxes, named `name-year`, `name-month`, `name-day`.
    Date,
    /// Files to send.
    File,
}

/// A choice of radios, ticks or a select.
#[derive(Clone, Debug, Default)]
pub struct OptionView {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A line below the label.
    pub hint: Option<String>,
    /// Chosen.
    pub selected: bool,
    /// Heading it stands under in a select; empty stands under none.
    pub group: String,
}

impl OptionView {
    /// A choice, selected where `chosen` is its value.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: &str) -> Self {
        let value = value.into();
        let selected = value == chosen;
        Self { value, label: label.into(), hint: None, selected, group: String::new() }
    }

    /// The heading it stands under in a select.
    #[must_use]
    pub fn group(mut self, words: impl Into<String>) -> Self {
        self.group = words.into();
        self
    }

    /// Adds a line below the label.
    #[must_use]
    pub fn hint(mut self, words: impl Into<String>) -> Self {
        self.hint = Some(words.into());
        self
    }
}

/// A form field with its label, hint, mistake and what was typed; shown by `form::field`.
#[derive(Clone, Debug, Default)]
pub struct FieldView {
    /// Name it is sent under; also its id.
    pub name: String,
    /// The label, without 选填.
    pub label: String,
    /// Why it is asked, or what it should look like.
    pub hint: Option<String>,
    /// What was typed before.
    pub value: String,
    /// The mistake in words.
    pub error: Option<String>,
    /// True adds （选填）.
    pub optional: bool,
    /// The control.
    pub kind: FieldKind,
    /// Choices of radios, ticks, select.
    pub options: Vec<OptionView>,
    /// Year, month and day as typed.
    pub date: [String; 3],
    /// Width in characters: 2, 3, 4, 5, 10, 20, 30; 0 is the whole column.
    pub width: u8,
    /// `type` of a one-line field: text, tel, email, password, date, number, search.
    pub input_type: &'static str,
    /// `inputmode`, where it differs from the type.
    pub inputmode: &'static str,
    /// `autocomplete`.
    pub autocomplete: &'static str,
    /// Lines of a text area.
    pub rows: u8,
    /// Most characters of a text area, counted live; checked again by the server.
    pub limit: Option<u32>,
    /// `accept` of a file field.
    pub accept: &'static str,
    /// Largest file in bytes, to warn before sending.
    pub largest: Option<u64>,
    /// One file and not several.
    pub single: bool,
    /// The label is the page's heading.
    pub heading: bool,
}

impl FieldView {
    fn of(kind: FieldKind, name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), kind, input_type: "text", rows: 6, ..Self::default() }
    }

    /// One line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(FieldKind::Text, name, label)
    }

    /// Several lines.
    pub fn area(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(FieldKind::Area, name, label)
    }

    /// One of a few.
    pub fn radios(name: impl Into<String>, label: impl Into<String>, options: Vec<OptionView>) -> Self {
        Self { options, ..Self::of(FieldKind::Radios, name, label) }
    }

    /// Any of a few.
    pub fn ticks(name: impl Into<String>, label: impl Into<String>, options: Vec<OptionView>) -> Self {
        Self { options, ..Self::of(FieldKind::Ticks, name, label) }
    }

    /// One of many.
    pub fn select(name: impl Into<String>, label: impl Into<String>, options: Vec<OptionView>) -> Self {
        Self { options, ..Self::of(FieldKind::Select, name, label) }
    }

    /// A day in three boxes, for the public side.
    pub fn date(name: impl Into<String>, label: impl Into<String>, typed: [String; 3]) -> Self {
        Self { date: typed, ..Self::of(FieldKind::Date, name, label) }
    }

    /// A day in one box, for the desk; the value is `2026-11-24`.
    pub fn day(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { input_type: "date", width: 10, ..Self::of(FieldKind::Text, name, label) }
    }

    /// A password; what was typed is never shown again.
    pub fn password(name: impl Into<String>, label: impl Into<String>, autocomplete: &'static str) -> Self {
        Self { input_type: "password", autocomplete, width: 20, ..Self::of(FieldKind::Text, name, label) }
    }

    /// Files.
    pub fn file(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(FieldKind::File, name, label)
    }

    /// Why it is asked, or what it should look like.
    #[must_use]
    pub fn hint(mut self, words: impl Into<String>) -> Self {
        self.hint = Some(words.into());
        self
    }

    /// What was typed.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The mistake, if there is one.
    #[must_use]
    pub fn error(mut self, message: Option<impl Into<String>>) -> Self {
        self.error = message.map(Into::into);
        self
    }

    /// Marks the field as 选填.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Width in characters.
    #[must_use]
    pub fn width(mut self, characters: u8) -> Self {
        self.width = characters;
        self
    }

    /// `type`, `inputmode` and `autocomplete`; an empty word leaves the attribute out.
    #[must_use]
    pub fn input(mut self, input_type: &'static str, inputmode: &'static str, autocomplete: &'static str) -> Self {
        self.input_type = input_type;
        self.inputmode = inputmode;
        self.autocomplete = autocomplete;
        self
    }

    /// Lines of a text area.
    #[must_use]
    pub fn rows(mut self, lines: u8) -> Self {
        self.rows = lines;
        self
    }

    /// Most characters of a text area.
    #[must_use]
    pub fn limit(mut self, characters: u32) -> Self {
        self.limit = Some(characters);
        self
    }

    /// Kinds of files (`.pdf,.jpg`) and the largest in bytes.
    #[must_use]
    pub fn files(mut self, accept: &'static str, largest: u64) -> Self {
        self.accept = accept;
        self.largest = Some(largest);
        self
    }

    /// One file, not several.
    #[must_use]
    pub fn single(mut self) -> Self {
        self.single = true;
        self
    }

    /// The label becomes the page's `h1`: one question, one page.
    #[must_use]
    pub fn heading(mut self) -> Self {
        self.heading = true;
        self
    }

    /// The choices in runs of one heading, in their order.
    #[must_use]
    pub fn groups(&self) -> Vec<&[OptionView]> {
        self.options.chunk_by(|one, next| one.group == next.group).collect()
    }

    /// Id of the control that a mistake links to.
    #[must_use]
    pub fn target(&self) -> String {
        if self.kind == FieldKind::Date { format!("{}-year", self.name) } else { self.name.clone() }
    }

    /// Ids for `aria-describedby`: hint, limit and mistake, those that exist.
    #[must_use]
    pub fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{}-hint", self.name));
        }
        if self.limit.is_some() {
            ids.push(format!("{}-limit", self.name));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.name));
        }
        ids.join(" ")
    }

    /// What stands in the control: passwords are never shown again.
    #[must_use]
    pub fn shown(&self) -> &str {
        if self.input_type == "password" { "" } else { &self.value }
    }

    /// True where the field is a group of controls, which needs a `fieldset`.
    #[must_use]
    pub fn is_group(&self) -> bool {
        matches!(self.kind, FieldKind::Radios | FieldKind::Ticks | FieldKind::Date)
    }
}

/// How far a step is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Passed: what was answered, and where it can be changed.
    Done {
        /// 已填：自然人.
        answer: String,
        /// Address of the step.
        change: String,
    },
    /// The one on the screen.
    Current,
    /// Still to come.
    Todo,
}

/// One step of a form.
#[derive(Clone, Debug)]
pub struct StepView {
    /// 姓名和联系方式.
    pub title: String,
    /// How far it is.
    pub state: StepState,
}

/// The steps beside a form.
#[derive(Clone, Debug, Default)]
pub struct StepsAside {
    /// In their order.
    pub steps: Vec<StepView>,
    /// What is kept: 已保存到本步，中途离开不会丢失.
    pub saved: String,
}

impl StepsAside {
    /// 第 2 步，共 5 步; empty where no step is current.
    #[must_use]
    pub fn position(&self) -> String {
        self.steps
            .iter()
            .position(|step| step.state == StepState::Current)
            .map(|at| format!("第 {} 步，共 {} 步", at + 1, self.steps.len()))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_repeats_each_message_and_leads_to_its_control() {
        let fields = [
            FieldView::text("name", "姓名").value("张建国"),
            FieldView::date("born", "日期", ["2026".into(), "2".into(), "30".into()]).error(Some("2月没有30日")),
            FieldView::text("phone", "联系电话").error(Some("请填写联系电话，座机或手机都可以")),
        ];
        let summary = ErrorSummary::of(&fields);
        let shown: Vec<_> = summary.items.iter().map(|item| (item.target.as_str(), item.message.as_str())).collect();
        assert_eq!(shown, [("born-year", "2月没有30日"), ("phone", "请填写联系电话，座机或手机都可以")]);
    }

    #[test]
    fn a_password_is_never_shown_again() {
        assert_eq!(FieldView::password("password", "密码", "current-password").value("secret").shown(), "");
    }
}
