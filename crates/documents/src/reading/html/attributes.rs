//! Counts the attributes of a tag before the tokenizer sees it: it compares each with all before it, so that a tag of
//! a hundred thousand costs hours.

/// Most attributes of one tag. The longest that editors write have some tens.
const MOST: usize = 2000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Outside of a tag.
    Outside,
    /// Within a name.
    Name,
    /// Behind an attribute, or a name whose mark of equality may follow.
    Between,
    /// Behind the mark of equality.
    Equals,
    Unquoted,
    Quoted(u8),
}

/// Follows the tag that is open.
pub(super) struct Attributes {
    state: State,
    count: usize,
}

impl Attributes {
    pub(super) fn new() -> Attributes {
        Attributes { state: State::Outside, count: 0 }
    }

    /// The tokenizer has ended its tag.
    pub(super) fn end(&mut self) {
        *self = Attributes::new();
    }

    /// Reads on; false where a tag has too many. Text ends with `>` or with the page.
    pub(super) fn allow(&mut self, text: &str) -> bool {
        let mut before = 0;
        for byte in text.bytes() {
            self.byte(before, byte);
            before = byte;
            if self.count > MOST {
                return false;
            }
        }
        true
    }

    fn byte(&mut self, before: u8, byte: u8) {
        let blank = byte.is_ascii_whitespace();
        self.state = match self.state {
            State::Outside if before == b'<' && byte.is_ascii_alphabetic() => State::Name,
            State::Outside => State::Outside,
            State::Quoted(mark) if byte == mark => self.next(),
            State::Quoted(mark) => State::Quoted(mark),
            State::Equals if blank => State::Equals,
            State::Equals if matches!(byte, b'"' | b'\'') => State::Quoted(byte),
            State::Equals => State::Unquoted,
            State::Unquoted if blank => self.next(),
            State::Unquoted => State::Unquoted,
            State::Name if byte == b'=' => State::Equals,
            State::Name if blank || byte == b'/' => self.next(),
            State::Name => State::Name,
            State::Between if byte == b'=' => State::Equals,
            State::Between if blank || byte == b'/' => State::Between,
            State::Between => State::Name,
        };
    }

    fn next(&mut self) -> State {
        self.count += 1;
        State::Between
    }
}
