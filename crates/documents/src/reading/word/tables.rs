//! Tables of a Word file: a cell that goes on below is continued row by row, so the rows it spans are known only when
//! the table ends. A continuation that nothing began is an empty cell (L2).

use gongkai_rules::reporting::exchange::Place;

use super::super::document::{Block, Cell, Grid, Limits, Unreadable};

/// Most tables one within the other.
const NESTED: usize = 64;

#[derive(Default)]
struct OpenCell {
    columns: usize,
    merge: Option<bool>,
    blocks: Vec<Block>,
}

struct DoneCell {
    column: usize,
    columns: usize,
    merge: Option<bool>,
    blocks: Vec<Block>,
}

#[derive(Default)]
struct OpenTable {
    number: usize,
    rows: Vec<Vec<DoneCell>>,
    column: usize,
    cell: Option<OpenCell>,
}

/// The blocks of the document, with the tables that are open.
#[derive(Default)]
pub(super) struct Tables {
    blocks: Vec<Block>,
    open: Vec<OpenTable>,
    count: usize,
    cells: usize,
    rows: usize,
}

fn path(path: String) -> Place {
    Place { path: Some(path), ..Place::default() }
}

impl Tables {
    /// Where the paragraph stands that is read now.
    pub fn place(&self, paragraph: usize) -> Place {
        match self.open.last() {
            Some(table) => {
                path(cell_path(table.number, table.rows.len(), table.rows.last().map_or(1, |row| row.len() + 1)))
            }
            None => path(format!("p:nth({paragraph})")),
        }
    }

    pub fn emit(&mut self, block: Block) {
        match self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => cell.blocks.push(block),
            None => self.blocks.push(block),
        }
    }

    pub fn open_table(&mut self, limits: &Limits) -> Result<(), Unreadable> {
        if self.open.len() >= NESTED.min(limits.depth) {
            return Err(Unreadable::TooComplex("表格嵌套过深"));
        }
        self.count += 1;
        self.open.push(OpenTable { number: self.count, ..OpenTable::default() });
        Ok(())
    }

    /// Rows cost as much as cells, and may have none.
    pub fn open_row(&mut self, limits: &Limits) -> Result<(), Unreadable> {
        self.rows += 1;
        if self.rows > limits.cells {
            return Err(Unreadable::TooComplex("表格的行数过多"));
        }
        if let Some(table) = self.open.last_mut() {
            table.rows.push(Vec::new());
            table.column = 0;
        }
        Ok(())
    }

    pub fn open_cell(&mut self, limits: &Limits) -> Result<(), Unreadable> {
        self.cells += 1;
        if self.cells > limits.cells {
            return Err(Unreadable::TooComplex("单元格过多"));
        }
        if let Some(table) = self.open.last_mut() {
            table.cell = Some(OpenCell { columns: 1, ..OpenCell::default() });
        }
        Ok(())
    }

    pub fn span(&mut self, columns: usize) {
        if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.columns = columns;
        }
    }

    pub fn merge(&mut self, restarts: bool) {
        if let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.merge = Some(restarts);
        }
    }

    /// Columns a row leaves out at its beginning.
    pub fn before(&mut self, columns: usize) {
        if let Some(table) = self.open.last_mut().filter(|table| table.cell.is_none()) {
            table.column = columns;
        }
    }

    pub fn close_cell(&mut self) {
        let Some(table) = self.open.last_mut() else { return };
        let Some(cell) = table.cell.take() else { return };
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        let column = table.column;
        table.column = column.saturating_add(cell.columns);
        let done = DoneCell { column, columns: cell.columns, merge: cell.merge, blocks: cell.blocks };
        if let Some(row) = table.rows.last_mut() {
            row.push(done);
        }
    }

    pub fn close_row(&mut self) {
        self.close_cell();
    }

    pub fn close_table(&mut self) {
        self.close_row();
        let Some(table) = self.open.pop() else { return };
        for block in grid(table) {
            self.emit(block);
        }
    }

    pub fn finish(mut self) -> Vec<Block> {
        while !self.open.is_empty() {
            self.close_table();
        }
        self.blocks
    }
}

fn cell_path(table: usize, row: usize, cell: usize) -> String {
    format!("tbl:nth({table}) > tr:nth-child({row}) > tc:nth-child({cell})")
}

/// A table as one block; one that holds tables is taken apart in reading order.
fn grid(table: OpenTable) -> Vec<Block> {
    let nested = |cell: &DoneCell| cell.blocks.iter().any(|block| matches!(block, Block::Table(_)));
    let mut blocks = Vec::new();
    let mut rows: Vec<Vec<DoneCell>> = Vec::new();
    let mut first = 1;
    for (at, row) in table.rows.into_iter().enumerate() {
        if row.iter().any(nested) {
            push_grid(&mut rows, table.number, first, &mut blocks);
            first = at + 2;
            for cell in row {
                blocks.extend(cell.blocks);
            }
        } else {
            rows.push(row);
        }
    }
    push_grid(&mut rows, table.number, first, &mut blocks);
    blocks
}

fn push_grid(rows: &mut Vec<Vec<DoneCell>>, number: usize, first: usize, blocks: &mut Vec<Block>) {
    let rows = std::mem::take(rows);
    if rows.is_empty() {
        return;
    }
    let place = Some(path(format!("tbl:nth({number})")));
    blocks.push(Block::Table(Grid { rows: merged(rows, number, first), exact: true, place }));
}

/// Cells with the rows they span. Work is the number of cells times the rows each spans, and each continuation is
/// looked at once.
fn merged(rows: Vec<Vec<DoneCell>>, number: usize, first: usize) -> Vec<Vec<Cell>> {
    use std::collections::HashMap;
    // By column: where the cell began that is being continued.
    let mut open: HashMap<usize, (usize, usize, usize)> = HashMap::new();
    let mut grid: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        let mut line: Vec<Cell> = Vec::with_capacity(row.len());
        let mut still: HashMap<usize, (usize, usize, usize)> = HashMap::new();
        for (nth, cell) in row.into_iter().enumerate() {
            let above = open.get(&cell.column).copied().filter(|(_, _, columns)| *columns == cell.columns);
            if let (Some(false), Some((top, index, columns))) = (cell.merge, above) {
                if let Some(origin) = grid.get_mut(top).and_then(|row| row.get_mut(index)) {
                    origin.rows += 1;
                }
                still.insert(cell.column, (top, index, columns));
                continue;
            }
            if cell.merge == Some(true) {
                still.insert(cell.column, (at, line.len(), cell.columns));
            }
            let text: Vec<&str> = cell.blocks.iter().filter_map(Block::text).collect();
            let place = Some(path(cell_path(number, first + at, nth + 1)));
            line.push(Cell { text: text.join("\n"), rows: 1, columns: cell.columns, place });
        }
        open = still;
        grid.push(line);
    }
    grid
}
