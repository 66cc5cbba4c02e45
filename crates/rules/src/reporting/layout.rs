//! The three tables as the official form prints them: every cell with its text, its spans and, for a figure, the cell
//! of the report it stands for. Page, Word file, spreadsheet, PDF and plain text are all drawn from this one layout.

use super::exchange::{Report, TableId};
use super::form::{Block, Cell, Column, Figure, Group, Row, Standing, corner_label, results_label};

/// What a printed cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A head over columns.
    ColumnHead,
    /// A head over a group of columns.
    ColumnGroupHead,
    /// The label of a row.
    RowHead,
    /// The label of a group of rows.
    RowGroupHead,
    /// The title of a block over the whole width.
    BlockHead,
    /// The corner cell with the words of the identity.
    Corner,
    /// A figure.
    Figure(Cell),
}

impl Kind {
    /// The `scope` of an HTML head cell; `None` for what is no head.
    pub fn scope(self) -> Option<&'static str> {
        match self {
            Kind::ColumnHead => Some("col"),
            Kind::ColumnGroupHead | Kind::BlockHead => Some("colgroup"),
            Kind::RowHead => Some("row"),
            Kind::RowGroupHead => Some("rowgroup"),
            Kind::Corner | Kind::Figure(_) => None,
        }
    }
}

/// A printed cell. Its place is the next free one of its line, as in HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// What it is.
    pub kind: Kind,
    /// What stands in it; empty for a blank figure.
    pub text: String,
    /// Columns it covers.
    pub colspan: usize,
    /// Lines it covers.
    pub rowspan: usize,
}

/// A printed table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Which table.
    pub table: TableId,
    /// The words of its caption: the official title of its section without the number.
    pub caption: &'static str,
    /// Width in columns.
    pub columns: usize,
    /// Lines of heads, which repeat on every page.
    pub head_lines: usize,
    /// Lines from the top.
    pub lines: Vec<Vec<Printed>>,
}

impl Layout {
    /// All cells with the line and column of their upper left corner.
    pub fn placed(&self) -> Vec<(usize, usize, &Printed)> {
        let mut taken = vec![vec![false; self.columns]; self.lines.len()];
        let mut placed = Vec::new();
        for (line, cells) in self.lines.iter().enumerate() {
            for cell in cells {
                let Some(column) = taken[line].iter().position(|taken| !taken) else { continue };
                for covered in taken.iter_mut().skip(line).take(cell.rowspan) {
                    covered.iter_mut().skip(column).take(cell.colspan).for_each(|place| *place = true);
                }
                placed.push((line, column, cell));
            }
        }
        placed
    }
}

fn printed(kind: Kind, text: impl Into<String>, colspan: usize, rowspan: usize) -> Printed {
    Printed { kind, text: text.into(), colspan, rowspan }
}

fn head(text: &str) -> Printed {
    printed(Kind::ColumnHead, text, 1, 1)
}

fn figure(cell: Cell, text: Option<String>, colspan: usize) -> Printed {
    printed(Kind::Figure(cell), text.unwrap_or_default(), colspan, 1)
}

/// The tables of a report, in the order of print. A table the report does not have is left out; table two of the 2019
/// form is never printed by Gongkai and left out too.
pub fn layouts(report: &Report) -> Vec<Layout> {
    [publication(report), requests(report), remedies(report)].into_iter().flatten().collect()
}

/// Table two: four blocks, each with a head of its own.
fn publication(report: &Report) -> Option<Layout> {
    let table = report.publication_table()?;
    let value = |figure: Figure| table.get(figure).map(|value| value.to_string());
    let mut lines = Vec::new();
    let mut block = "";
    for (i, first) in Figure::ALL.into_iter().enumerate() {
        let (row, _) = first.row_and_column();
        if i > 0 && Figure::ALL[i - 1].row_and_column().0 == row {
            continue;
        }
        let of_row: Vec<Figure> = Figure::ALL.into_iter().filter(|f| f.row_and_column().0 == row).collect();
        let span = if of_row.len() == 1 { 3 } else { 1 };
        if first.block_label() != block {
            block = first.block_label();
            lines.push(vec![printed(Kind::BlockHead, block, 4, 1)]);
            let heads = of_row.iter().map(|figure| printed(Kind::ColumnHead, figure.column_label(), span, 1));
            lines.push([head("信息内容")].into_iter().chain(heads).collect());
        }
        let cells = of_row.iter().map(|of| figure(Cell::Publication(*of), value(*of), span));
        lines.push([printed(Kind::RowHead, first.row_label(), 1, 1)].into_iter().chain(cells).collect());
    }
    Some(Layout { table: TableId::Table2, caption: "主动公开政府信息情况", columns: 4, head_lines: 0, lines })
}

/// Table three: three columns of labels and seven of figures.
fn requests(report: &Report) -> Option<Layout> {
    let table = report.table3.as_ref()?;
    let mut lines = requests_heads();
    let rows = Row::ALL.into_iter().filter(|row| table.row(*row).is_some() || Row::PRINTED.contains(row));
    let rows: Vec<Row> = rows.filter(|row| !replaced(report, *row)).collect();
    let inner = rows.iter().filter(|row| !matches!(row, Row::NewlyReceived | Row::CarriedIn | Row::CarriedOut)).count();
    for row in &rows {
        let mut line = Vec::new();
        if *row == Row::Disclosed {
            line.push(printed(Kind::RowGroupHead, results_label(), 1, inner));
        }
        match row.group() {
            Some(group) => {
                if group.rows().first() == Some(row) {
                    line.push(printed(Kind::RowGroupHead, group.label(), 1, group.rows().len()));
                }
                line.push(printed(Kind::RowHead, row.label(), 1, 1));
            }
            None if matches!(row, Row::NewlyReceived | Row::CarriedIn | Row::CarriedOut) => {
                line.push(printed(Kind::RowHead, row.label(), 3, 1));
            }
            None if *row == Row::OtherwiseHandled => {
                line.push(printed(Kind::RowHead, Group::OtherwiseHandled.label(), 2, 1));
            }
            None => line.push(printed(Kind::RowHead, row.label(), 2, 1)),
        }
        let cell = |column| table.get(*row, column).map(|count| count.to_string());
        line.extend(Column::ALL.map(|column| figure(Cell::Requests(*row, column), cell(column), 1)));
        lines.push(line);
    }
    let caption = "收到和处理政府信息公开申请情况";
    Some(Layout { table: TableId::Table3, caption, columns: 10, head_lines: 3, lines })
}

/// A row that this report prints in another way: the three rows of （六） where they are one, or the one.
fn replaced(report: &Report, row: Row) -> bool {
    let merged = report.table3.as_ref().is_some_and(|table| {
        let three = Group::OtherwiseHandled.rows();
        table.row(Row::OtherwiseHandled).is_some() && three.iter().all(|row| table.row(*row).is_none())
    });
    if merged { Group::OtherwiseHandled.rows().contains(&row) } else { row == Row::OtherwiseHandled }
}

fn requests_heads() -> Vec<Vec<Printed>> {
    let kinds = &Column::KINDS[1..];
    vec![
        vec![printed(Kind::Corner, corner_label(), 3, 3), printed(Kind::ColumnGroupHead, "申请人情况", 7, 1)],
        vec![
            printed(Kind::ColumnHead, Column::NaturalPerson.label(), 1, 2),
            printed(Kind::ColumnGroupHead, "法人或其他组织", kinds.len(), 1),
            printed(Kind::ColumnHead, Column::Total.label(), 1, 2),
        ],
        kinds.iter().map(|column| head(column.label())).collect(),
    ]
}

/// Table four: one line of fifteen figures.
fn remedies(report: &Report) -> Option<Layout> {
    let table = report.table4.as_ref()?;
    let of_block = |rowspan| Standing::ALL.map(move |standing| printed(Kind::ColumnHead, standing.label(), 1, rowspan));
    let suits = [Block::DirectSuit, Block::SuitAfterReconsideration];
    let first = vec![
        printed(Kind::ColumnGroupHead, Block::Reconsideration.label(), 5, 1),
        printed(Kind::ColumnGroupHead, "行政诉讼", 10, 1),
    ];
    let blocks = suits.map(|block| printed(Kind::ColumnGroupHead, block.label(), 5, 1));
    let second = of_block(2).into_iter().chain(blocks).collect();
    let third = suits.into_iter().flat_map(|_| of_block(1)).collect();
    let cells = Block::ALL.into_iter().flat_map(|block| Standing::ALL.map(|standing| (block, standing)));
    let figures = cells.map(|(block, standing)| {
        let count = table.get(block, standing).map(|count| count.to_string());
        figure(Cell::Remedies(block, standing), count, 1)
    });
    let lines = vec![first, second, third, figures.collect()];
    let caption = "政府信息公开行政复议、行政诉讼情况";
    Some(Layout { table: TableId::Table4, caption, columns: 15, head_lines: 3, lines })
}
