//! The report as a Word file, to be edited or attached: real headings and real tables with merged cells, in the faces
//! that offices have (小标宋, 黑体, 楷体, 仿宋).

use docx_rs::{
    AlignmentType, Docx, LineSpacing, LineSpacingType, PageMargin, Paragraph, Run, RunFonts, SpecialIndentType, Style,
    StyleType, Table, TableAlignmentType, TableCell, TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};
use gongkai_rules::reporting::exchange::{Report, TableId};
use gongkai_rules::reporting::layout::{Kind, Layout, Printed, layouts};

use super::{ReportError, parts, published, title};

/// Twentieths of a point in a millimetre.
const MM: f64 = 56.692_9;
/// Width of the type area of a page (版心), in millimetres.
const WIDTH: f64 = 156.0;

/// The Word file.
pub fn docx(report: &Report) -> Result<Vec<u8>, ReportError> {
    let day = report.published.map_or_else(|| format!("{}-12-31", report.year), |day| day.to_string());
    let stamp = format!("{day}T00:00:00Z");
    let mut file = base().created_at(&stamp).updated_at(&stamp);
    file = file.add_paragraph(Paragraph::new().style("Title").add_run(Run::new().add_text(title(report))));
    if let Some(line) = published(report) {
        file = file.add_paragraph(Paragraph::new().style("Date").add_run(Run::new().add_text(line)));
    }
    for part in parts(report) {
        if let Some(heading) = part.heading {
            let style = if part.level == 1 { "Heading1" } else { "Heading2" };
            file =
                file.add_paragraph(Paragraph::new().style(style).keep_next(true).add_run(Run::new().add_text(heading)));
        }
        if let Some(table) = &part.table {
            file = file.add_table(draw(table)).add_paragraph(Paragraph::new().style("BodyText"));
        }
        for paragraph in part.paragraphs {
            file = file.add_paragraph(Paragraph::new().style("BodyText").add_run(Run::new().add_text(paragraph)));
        }
    }
    let mut built = file.build();
    let heads: Vec<usize> = layouts(report).iter().map(|table| table.head_lines).collect();
    built.document = repeat_heads(&built.document, &heads);
    let mut bytes = std::io::Cursor::new(Vec::new());
    built.pack(&mut bytes).map_err(|error| ReportError::Word(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// Marks the lines of heads of each table, so that Word repeats them on every page and reads them out as heads. The
/// library has no word for it; each line of ours carries the one property it is put beside.
fn repeat_heads(document: &[u8], heads: &[usize]) -> Vec<u8> {
    const LINE: &str = "<w:cantSplit />";
    let xml = String::from_utf8_lossy(document);
    let mut tables = xml.split("<w:tbl>");
    let mut marked = tables.next().unwrap_or_default().to_owned();
    for (table, lines) in tables.zip(heads.iter().copied().chain(std::iter::repeat(0))) {
        marked.push_str("<w:tbl>");
        marked.push_str(&table.replacen(LINE, "<w:cantSplit /><w:tblHeader />", lines));
    }
    marked.into_bytes()
}

/// Page, faces and styles: A4 with the margins of GB/T 9704, sizes in half points.
fn base() -> Docx {
    let mm = |length: f64| (length * MM) as i32;
    let margin = PageMargin {
        top: mm(37.0),
        bottom: mm(35.0),
        left: mm(28.0),
        right: mm(26.0),
        header: mm(15.0),
        footer: mm(28.0),
        gutter: 0,
    };
    let style = |id: &str, name: &str, face: &str, size: usize| {
        Style::new(id, StyleType::Paragraph).name(name).size(size).fonts(fonts(face)).line_spacing(lines())
    };
    let indent = |style: Style| style.indent(None, Some(SpecialIndentType::FirstLine(640)), None, None);
    Docx::new()
        .page_size(mm(210.0) as u32, mm(297.0) as u32)
        .page_margin(margin)
        .default_size(32)
        .default_fonts(fonts("仿宋_GB2312"))
        .add_style(style("Title", "Title", "方正小标宋简体", 44).align(AlignmentType::Center))
        .add_style(style("Date", "Date", "楷体_GB2312", 32).align(AlignmentType::Center))
        .add_style(indent(style("Heading1", "heading 1", "黑体", 32).outline_lvl(0)))
        .add_style(indent(style("Heading2", "heading 2", "楷体_GB2312", 32).outline_lvl(1)))
        .add_style(indent(style("BodyText", "Body Text", "仿宋_GB2312", 32)))
        .add_style(Style::new("TableText", StyleType::Paragraph).name("Table Text").size(20).fonts(fonts("宋体")))
}

fn fonts(face: &str) -> RunFonts {
    RunFonts::new().east_asia(face).ascii("Times New Roman").hi_ansi("Times New Roman")
}

fn lines() -> LineSpacing {
    LineSpacing::new().line(560).line_rule(LineSpacingType::Exact)
}

/// Widths of the columns in millimetres; they fill the type area.
fn widths(table: &Layout) -> Vec<f64> {
    match table.table {
        TableId::Table2 => vec![48.0, 36.0, 36.0, 36.0],
        TableId::Table3 => [vec![10.0, 18.0, 44.0], vec![12.0; 7]].concat(),
        TableId::Table4 => vec![WIDTH / 15.0; 15],
    }
}

/// A table cell by cell: what a cell covers below it is continued, as Word wants it.
fn draw(table: &Layout) -> Table {
    let widths = widths(table);
    let twips = |from: usize, count: usize| (widths.iter().skip(from).take(count).sum::<f64>() * MM) as usize;
    let mut lines: Vec<Vec<(usize, TableCell)>> = vec![Vec::new(); table.lines.len()];
    for (line, column, cell) in table.placed() {
        for covered in 0..cell.rowspan {
            let merge = match (cell.rowspan, covered) {
                (1, _) => None,
                (_, 0) => Some(VMergeType::Restart),
                _ => Some(VMergeType::Continue),
            };
            let words = if covered == 0 { Some(cell) } else { None };
            let mut place = word_cell(words).width(twips(column, cell.colspan), WidthType::Dxa);
            if cell.colspan > 1 {
                place = place.grid_span(cell.colspan);
            }
            if let Some(merge) = merge {
                place = place.vertical_merge(merge);
            }
            if let Some(line) = lines.get_mut(line + covered) {
                line.push((column, place));
            }
        }
    }
    let rows = lines.into_iter().map(|mut cells| {
        cells.sort_by_key(|(column, _)| *column);
        TableRow::new(cells.into_iter().map(|(_, cell)| cell).collect()).cant_split()
    });
    Table::new(rows.collect())
        .set_grid((0..table.columns).map(|column| twips(column, 1)).collect())
        .width(twips(0, table.columns), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
}

fn word_cell(cell: Option<&Printed>) -> TableCell {
    let mut paragraph = Paragraph::new()
        .style("TableText")
        .line_spacing(LineSpacing::new().line(260).line_rule(LineSpacingType::AtLeast));
    if let Some(cell) = cell {
        let start = matches!(cell.kind, Kind::RowHead) || matches!(cell.kind, Kind::Corner);
        paragraph = paragraph.align(if start { AlignmentType::Left } else { AlignmentType::Center });
        let run = Run::new().add_text(&cell.text).size(20).fonts(fonts("宋体"));
        paragraph = paragraph.add_run(run);
    }
    TableCell::new().add_paragraph(paragraph).vertical_align(VAlignType::Center)
}
