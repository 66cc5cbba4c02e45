//! The report as plain text (UTF-8): a heading a line, a paragraph a line, a line of a table with its cells parted by
//! tabs. A cell that covers several lines or columns stands at its upper left corner, the places it covers are empty.

use gongkai_rules::reporting::exchange::Report;
use gongkai_rules::reporting::layout::Layout;

use super::{parts, published, title};

/// The whole report.
pub fn text(report: &Report) -> String {
    let mut blocks = vec![title(report)];
    blocks.extend(published(report));
    for part in parts(report) {
        blocks.extend(part.heading.map(str::to_owned));
        blocks.extend(part.table.as_ref().map(draw));
        blocks.extend(part.paragraphs.into_iter().map(str::to_owned));
    }
    blocks.join("\n\n") + "\n"
}

fn draw(table: &Layout) -> String {
    let mut grid = vec![vec![""; table.columns]; table.lines.len()];
    for (line, column, cell) in table.placed() {
        if let Some(place) = grid.get_mut(line).and_then(|line| line.get_mut(column)) {
            *place = &cell.text;
        }
    }
    grid.iter().map(|line| line.join("\t")).collect::<Vec<_>>().join("\n")
}
