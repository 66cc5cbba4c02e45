//! Blank figures at the ends of the rows of a text: beside the empty cells that spans have left, only the other rows and
//! the heads tell a blank figure from an empty label. No figure may slip into the column beside its own.

use super::*;

fn with_three(three: &str, between: &str) -> Reading {
    read_text(&text_of(&two_text(between), three, &four_text(between)))
}

fn figures(cells: [&str; 7]) -> Option<[Option<u64>; 7]> {
    Some(cells.map(|cell| cell.parse().ok()))
}

/// Rows with blanks at one end, at both, several of them; of zeros, which add up however they are laid.
const BLANK: [[&str; 7]; 10] = [
    ["0", "0", "", "0", "", "0", ""],
    ["", "0", "0", "", "0", "", "0"],
    ["", "0", "0", "", "0", "0", ""],
    ["", "", "5", "", "5", "", ""],
    ["4", "2", "0", "0", "0", "6", ""],
    ["7", "", "", "", "", "7", ""],
    ["", "", "", "", "", "", "3"],
    ["3", "", "", "", "", "", ""],
    ["", "", "", "", "", "", ""],
    ["", "4", "4", "", "", "", ""],
];

#[test]
fn blank_figures_at_the_ends_of_a_row_stay_where_they_are() {
    let rows = [Row::NewlyReceived, Row::CarriedIn, Row::Disclosed, Row::PartlyDisclosed, Row::NotHeld, Row::Total];
    for between in ["\t", " | "] {
        for cells in BLANK {
            for one in rows {
                let reading = with_three(&three_wide(between, &[(one, cells)]), between);
                assert_eq!(row(&reading, one), figures(cells), "{one} {cells:?}");
                assert_eq!(reading.read, Extent::Whole, "{:?}", reading.reason);
            }
            let all = rows.map(|row| (row, cells));
            let reading = with_three(&three_wide(between, &all), between);
            for one in rows {
                assert_eq!(row(&reading, one), figures(cells), "{one} {cells:?} among others");
            }
        }
    }
}

/// An editor that cuts white space from the ends of lines takes the blank figures there with it. What is left is not laid
/// under the next columns.
#[test]
fn a_line_whose_end_was_cut_is_not_moved_to_the_right() {
    for cells in BLANK {
        let whole = three_wide("\t", &[(Row::CarriedIn, cells)]);
        let cut: Vec<&str> = whole.lines().map(|line| line.trim_end_matches('\t')).collect();
        let reading = with_three(&cut.join("\n"), "\t");
        let read = row(&reading, Row::CarriedIn);
        let blank = Some([None; 7]);
        assert!(read == figures(cells) || read == blank, "{cells:?}: {read:?}");
        if read != figures(cells) {
            assert_eq!(reading.read, Extent::Part);
            assert_eq!(doubt(&reading, "R1.8").row.as_deref(), Some(Row::CarriedIn.id()));
        }
    }
}

/// Where no row tells the columns, a row that may be laid in two ways is laid in none, be it of zeros that add up so.
#[test]
fn rows_that_nothing_tells_apart_are_not_placed() {
    let all: Vec<(Row, [&str; 7])> = THREE.iter().map(|(row, _)| (*row, ["0", "0", "", "0", "", "0", ""])).collect();
    let reading = with_three(&three_wide("\t", &all), "\t");
    let zeros = figures(["0", "0", "", "0", "", "0", ""]);
    for (one, _) in THREE {
        let read = row(&reading, *one);
        assert!(read == zeros || read == Some([None; 7]), "{one}: {read:?}");
    }
}

#[test]
fn blank_figures_of_table_two_stand_under_their_heads() {
    let counts = |reading: &Reading| {
        let Some(Table2::Form2021(two)) = &report(reading).table2 else { panic!("table two of 2021") };
        let counts = two.normative_documents;
        [counts.issued_count, counts.repealed_count, counts.in_force_count]
    };
    for between in ["\t", " | "] {
        for cells in [["", "1", ""], ["", "", "12"], ["4", "", ""], ["", "1", "12"], ["4", "1", ""], ["", "", ""]] {
            let wanted: [Option<u64>; 3] = cells.map(|cell| cell.parse().ok());
            let line = |cells: &[&str]| cells.join(between);
            let plain = line(&["行政规范性文件", "4", "1", "12"]);
            let [a, b, c] = cells;
            let two = two_text(between).replace(&plain, &line(&["行政规范性文件", a, b, c]));
            let reading = read_text(&text_of(&two, &three_text(between), &four_text(between)));
            assert_eq!(counts(&reading), wanted, "{cells:?}");
            // As wide as the widest table, as on a sheet.
            let wide: String = two.lines().map(|text| format!("{text}{between}{between}{between}\n")).collect();
            let reading = read_text(&text_of(&wide, &three_text(between), &four_text(between)));
            assert_eq!(counts(&reading), wanted, "{cells:?} in a wide table");
        }
    }
}

#[test]
fn blank_figures_of_table_four_stay_where_they_are() {
    for between in ["\t", " | "] {
        for blank in [vec![0], vec![14], vec![0, 14], vec![0, 1, 4, 13, 14], (0..15).collect()] {
            let mut values: Vec<String> = FOUR.iter().flatten().map(u64::to_string).collect();
            let plain = values.join(between);
            for at in &blank {
                values[*at].clear();
            }
            let four = four_text(between).replace(&plain, &values.join(between));
            let reading = read_text(&text_of(&two_text(between), &three_text(between), &four));
            let table = report(&reading).table4.as_ref().expect("table four");
            let read: Vec<Option<u64>> =
                Block::ALL.into_iter().flat_map(|b| Standing::ALL.map(|s| table.get(b, s))).collect();
            let wanted: Vec<Option<u64>> = values.iter().map(|value| value.parse().ok()).collect();
            assert_eq!(read, wanted, "{blank:?}");
        }
    }
}

/// An empty cell at both ends of fifteen zeros: which of the figures is blank is not told by zeros that add up.
#[test]
fn zeros_of_table_four_between_empty_cells_are_not_placed() {
    let plain: Vec<String> = FOUR.iter().flatten().map(u64::to_string).collect();
    let zeros = format!("\t{}\t", ["0"; 14].join("\t"));
    let four = four_text("\t").replace(&plain.join("\t"), &zeros);
    let reading = read_text(&text_of(&two_text("\t"), &three_text("\t"), &four));
    assert_eq!(reading.read, Extent::Part);
    doubt(&reading, "R1.10");
}
