use super::*;

fn count(text: &str) -> State {
    Figure::read(text, Kind::Count).state
}

fn number(n: u64) -> State {
    State::Number(Number::Count(n))
}

fn money(text: &str) -> State {
    Figure::read(text, Kind::Money).state
}

fn amount(text: &str) -> State {
    State::Number(Number::Money(text.to_owned()))
}

#[test]
fn blank_zero_and_marks_are_three_things() {
    for blank in ["", " ", "\u{a0}", "　", "\n"] {
        assert_eq!(count(blank), State::Blank, "{blank:?}");
    }
    for mark in ["/", "-", "—", "--", "无", "不适用", "／"] {
        assert_eq!(count(mark), State::Mark, "{mark}");
    }
    assert_eq!(count("0"), number(0));
}

#[test]
fn remarks_in_cells_are_kept_and_the_first_number_counts() {
    for (text, value, remark) in [
        ("6（其中修订2件）", 6, "(其中修订2件)"),
        ("9(含自然失效4件)", 9, "(含自然失效4件)"),
        ("3*", 3, "*"),
        ("22\n（其中修订16件）", 22, "(其中修订16件)"),
    ] {
        let figure = Figure::read(text, Kind::Count);
        assert_eq!(figure.state, number(value), "{text}");
        assert_eq!(figure.remark.as_deref(), Some(remark), "{text}");
    }
}

#[test]
fn separators_full_width_and_chinese_numerals_are_read_and_marked() {
    for text in ["12,345", "12，345", "12 345", "12’345"] {
        let figure = Figure::read(text, Kind::Count);
        assert_eq!(figure.state, number(12_345), "{text}");
        assert!(figure.dressed, "{text}");
    }
    for (text, value) in [("１２", 12), ("①", 1), ("十二", 12), ("〇", 0)] {
        let figure = Figure::read(text, Kind::Count);
        assert_eq!(figure.state, number(value), "{text}");
        assert!(figure.foreign_digits, "{text}");
    }
    let unit = Figure::read("3件", Kind::Count);
    assert!(unit.state == number(3) && unit.dressed);
}

#[test]
fn what_is_no_count_is_never_made_one() {
    for text in ["-1", "1.5", "十二余", "012", "1.2E+4", "#REF!", "1,23", "约5", "5余", "1/2"] {
        assert_eq!(count(text), State::Bad, "{text}");
    }
    assert_eq!(count("12.0"), number(12));
}

#[test]
fn digits_on_two_lines_are_one_number_and_doubted() {
    let figure = Figure::read("1\n2", Kind::Count);
    assert_eq!(figure.state, number(12));
    assert!(figure.broken);
}

#[test]
fn money_is_digits_in_ten_thousand_yuan() {
    for (text, expected) in [
        ("38.6012", "38.6012"),
        ("38.6万元", "38.6"),
        ("386012元", "38.6012"),
        ("约38.6", "38.6"),
        ("251000元", "25.1"),
        ("7730.28", "7730.28"),
        ("12,345.67", "12345.67"),
        ("0", "0"),
        ("5元", "0.0005"),
    ] {
        assert_eq!(money(text), amount(expected), "{text}");
    }
    for text in ["-3", "1.2E+4", "很多", "1.", "012"] {
        assert_eq!(money(text), State::Bad, "{text}");
    }
}

#[test]
fn changes_carry_their_sign_in_any_writing() {
    let read = |text| Figure::read(text, Kind::Signed).state;
    for (text, value) in
        [("+3", 3), ("-3", -3), ("--3", -3), ("减3", -3), ("增3", 3), ("—3", -3), ("3↓", -3), ("0", 0), ("－3", -3)]
    {
        assert_eq!(read(text), State::Number(Number::Signed(value)), "{text}");
    }
    assert_eq!(read("增3减1"), State::Bad);
}
