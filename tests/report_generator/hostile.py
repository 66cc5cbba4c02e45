"""Files made to break a reader, as bytes: `FILES` names each with what makes it. They hold no report, or a report that no
honest program has written; `bad` says what may come of them."""

import io
import json
import zipfile
import zlib

NAME = "某县2023年政府信息公开工作年度报告\n"


def zipped(parts):
    """An archive; a part is bytes, or pieces of them that are never held at once."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, pieces in parts.items():
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in [pieces] if isinstance(pieces, bytes) else pieces:
                    part.write(piece)
    return out.getvalue()


# --- Word -----------------------------------------------------------------------------------------------------------

TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
OPEN = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
SHUT = b"</w:body></w:document>"


def word(*body, before=b'<?xml version="1.0"?>'):
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": [before + OPEN, *body, SHUT]})


def word_bomb():
    """600 MB behind a few hundred KB."""
    blanks = b"<w:p/>" * 200_000
    return word(*[blanks] * (600_000_000 // len(blanks)))


def laughs():
    """Entities of entities of entities."""
    inner = b'<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (step, (b"&a%d;" % (step - 1) if step else b"&a;") * 10) for step in range(20)
    )
    return word(b"<w:p><w:r><w:t>&a19;</w:t></w:r></w:p>", before=b'<?xml version="1.0"?><!DOCTYPE d [' + inner + b"]>")


def word_spans():
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc>'
    return word(b"<w:tbl>" + (b"<w:tr>" + cell * 60 + b"</w:tr>") * 400 + b"</w:tbl>")


def word_tables(depth):
    cell = b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>0</w:t></w:r></w:p>"
    return word(cell * depth + b"</w:tc></w:tr></w:tbl>" * depth)


# --- Excel ----------------------------------------------------------------------------------------------------------

SPREADSHEET = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = b"http://schemas.openxmlformats.org/package/2006/relationships"


def _links(*links):
    links = b"".join(b'<Relationship Id="r%d" Type="%s/%s" Target="%s"/>' % (n, RELATIONS, *link) for n, link in enumerate(links))
    return b'<Relationships xmlns="%s">%s</Relationships>' % (PACKAGE, links)


def workbook(*sheet, texts=b"", name=b"a", times=1):
    """`times`: sheets, which are all the same file."""
    sheets = b"".join(b'<sheet name="%s%d" sheetId="%d" r:id="r0"/>' % (name, n, n) for n in range(1, times + 1))
    book = b'<workbook xmlns="%s" xmlns:r="%s"><sheets>' + sheets + b"</sheets></workbook>"
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": _links((b"officeDocument", b"xl/workbook.xml")),
            "xl/workbook.xml": book % (SPREADSHEET, RELATIONS),
            "xl/_rels/workbook.xml.rels": _links((b"worksheet", b"worksheets/sheet1.xml"), (b"sharedStrings", b"sharedStrings.xml")),
            "xl/worksheets/sheet1.xml": [b'<worksheet xmlns="%s">' % SPREADSHEET, *sheet, b"</worksheet>"],
            "xl/sharedStrings.xml": [b'<sst xmlns="%s">' % SPREADSHEET, texts, b"</sst>"],
        }
    )


def workbook_bomb():
    rows = b"<row><c><v>0</v></c></row>" * 60_000
    return workbook(b"<sheetData>", *[rows] * (600_000_000 // len(rows)), b"</sheetData>")


def sparse():
    """Two cells, the first and the last that a sheet can have."""
    ends = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return workbook(b'<dimension ref="A1:XFD1048576"/><sheetData>' + ends + b"</sheetData>")


def merges():
    """A hundred thousand merges of the whole sheet."""
    cell = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    return workbook(cell + b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 100_000 + b"</mergeCells>")


def long_column():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>0</v></c></row>' % (row, row) for row in range(1, 900_000))
    return workbook(b"<sheetData>" + rows + b"</sheetData>")


def shared():
    """One long text that two hundred thousand cells share: 6 GB if each has its own."""
    cells = b'<sheetData><row r="1">' + b'<c t="s"><v>0</v></c>' * 200_000 + b"</row></sheetData>"
    return workbook(cells, texts=b"<si><t>" + b"x" * 30_000 + b"</t></si>")


def shared_long():
    """A long text that some cells share."""
    row = b'<row>' + b'<c t="s"><v>0</v></c>' * 16 + b"</row>"
    return workbook(b"<sheetData>" + row * 50 + b"</sheetData>", texts=b"<si><t>" + b"x" * 30_000_000 + b"</t></si>")


def same_sheet():
    """Two thousand sheets that are one file without a figure."""
    return workbook(b"<sheetData>" + b"<row/>" * 1_000_000 + b"</sheetData>", times=2000)


def long_name():
    """The name of a sheet is part of the place of each of its cells."""
    rows = (b"<row>" + b"<c><v>0</v></c>" * 20 + b"</row>") * 4000
    return workbook(b"<sheetData>" + rows + b"</sheetData>", name=b"a" * 1_000_000)


# --- PDF ------------------------------------------------------------------------------------------------------------

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def pdf(objects, trailer=b"", previous=False):
    """A PDF of these objects by number, with a sound table of them; `previous`: which names itself as the one before."""
    out, offsets = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj" % number + body + b"endobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d %05d %s \n" % ((offsets[n], 0, b"n") if n in offsets else (0, 65535, b"f")) for n in range(1, size))
    trailer += b"/Prev %d" % start if previous else b""
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)


def stream(data, more=b""):
    return b"<</Length %d%s>>stream\n" % (len(data), more) + data + b"\nendstream "


def one_page(content=None, more=b"", others=None):
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]%s%s>>" % (b"/Contents 4 0 R" if content else b"", more)
    return pdf({1: CATALOGUE, 2: ONE_PAGE, 3: page, **({4: content} if content else {}), **(others or {})})


def loop():
    """A page tree whose child is its parent, a stream whose length is itself, a table that names itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\n"
        b"3 0 obj<</Length 4 0 R/Filter/FlateDecode>>stream\nxx\nendstream endobj\n4 0 obj 4 0 R endobj\ntrailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF"
    )


def loop_of_two():
    parent = b"<</Type/Pages/Kids[3 0 R]/Count 9>>"
    child = b"<</Type/Pages/Kids[2 0 R 4 0 R]/Count 9/Parent 2 0 R>>"
    return pdf({1: CATALOGUE, 2: parent, 3: child, 4: b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 500 500]>>"})


def tree(depth, children):
    """Nodes one under the other, each named so many times by the one above: children ** depth pages."""
    objects = {1: CATALOGUE, depth: b"<</Type/Page/MediaBox[0 0 500 500]>>"}
    objects |= {n: b"<</Type/Pages/Kids[%s]/Count 1>>" % (b"%d 0 R " % (n + 1) * children) for n in range(2, depth)}
    return pdf(dict(sorted(objects.items())))


def forms(others):
    """A page that draws the form A of object 5."""
    names = b"/Resources<</XObject<</A 5 0 R>>>>"
    return one_page(stream(b"/A Do"), names, others)


def form(number, times=1):
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>>>" % number
    return stream(b"/A Do " * times, head)


def packed_stream():
    """180 MB of drawing behind some hundred KB."""
    return one_page(stream(zlib.compress(b"0 0 m " * 30_000_000, 9), b"/Filter/FlateDecode"))


# --- pages and text -------------------------------------------------------------------------------------------------


def sections(count):
    """A report in the exchange format with the same section over and over."""
    section = {"id": "overview.requests", "title": None, "text": "收到申请12件。"}
    head = {"schema": "gongkai-report/1", "form": "2021", "organ": "某县", "year": 2023, "published": None, "title": None}
    rest = {"period": None, "level": None, "sections": [section] * count, "table2": None, "table3": None, "table4": None}
    return json.dumps(head | rest, ensure_ascii=False).encode()


def text(*parts):
    return lambda: "".join(parts).encode()


TWO = "二、主动公开政府信息情况\n第二十条第（一）项\n"
THREE = "三、收到和处理政府信息公开申请情况\n申请人情况\n"
HTML = b"<html><body>"

FILES = {
    # Word
    "bomb.docx": word_bomb,
    "laughs.docx": laughs,
    "spans.docx": word_spans,
    "open.docx": lambda: word(b"<w:sdt>" * 2_000_000),
    "tables.docx": lambda: word_tables(1000),
    "flat.docx": lambda: word(b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 1_500_000),
    # Excel
    "bomb.xlsx": workbook_bomb,
    "sparse.xlsx": sparse,
    "merges.xlsx": merges,
    "long-column.xlsx": long_column,
    "open.xlsx": lambda: workbook(b"<sheetData>" + b"<row>" * 2_000_000),
    "shared.xlsx": shared,
    "shared-long.xlsx": shared_long,
    "same-sheet.xlsx": same_sheet,
    "long-name.xlsx": long_name,
    # PDF
    "loop.pdf": loop,
    "loop-of-one.pdf": lambda: pdf({1: CATALOGUE, 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"}),
    "loop-of-two.pdf": loop_of_two,
    "chain.pdf": lambda: tree(20_000, 1),
    "doubling.pdf": lambda: tree(60, 2),
    "previous-is-itself.pdf": lambda: pdf({1: CATALOGUE, 2: ONE_PAGE, 3: b"<</Type/Page/Parent 2 0 R>>"}, previous=True),
    "arrays.pdf": lambda: one_page(more=b"/X " + b"[" * 500_000 + b"]" * 500_000),
    "open-arrays.pdf": lambda: one_page(stream(b"[" * 900_000)),
    "open-dictionaries.pdf": lambda: one_page(stream(b"<</a" * 300_000)),
    "packed-stream.pdf": packed_stream,
    "form-draws-itself.pdf": lambda: forms({5: form(5)}),
    "forms-doubling.pdf": lambda: forms({n: form(n + 1, 2) for n in range(5, 60)} | {60: stream(b"0 0 m")}),
    "length-is-itself.pdf": lambda: one_page(b"<</Length 4 0 R>>stream\nx\nendstream "),
    "no-pages.pdf": lambda: pdf({1: b"<</Type/Catalog>>"}),
    "parentheses.pdf": lambda: b"%PDF-1.4\n1 0 obj" + b"(" * 2_000_000,
    "pages-of-one-number.pdf": lambda: b"%PDF-1.4\n" + b"1 0 obj<</Type/Page>>endobj\n" * 300_000,
    # pages
    "spans.html": lambda: HTML + b"<table>" + b"<tr>" + b"<td rowspan=65534 colspan=1000>1</td>" * 90_000,
    "attributes.html": lambda: HTML + b"<div " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">x",
    "entities.html": lambda: HTML + b"&amp;" * 3_000_000,
    "long-element.html": lambda: HTML + b"<x" + b"a" * 1_000_000 + b">" + b"<p>0" * 20_000,
    "long-id.html": lambda: HTML + b'<div id="' + b"a" * 1_000_000 + b'">' + b"<p>0" * 20_000,
    "deep-paths.html": lambda: HTML + b"<section>" * 500 + b"<table>" + (b"<tr>" + b"<td>0" * 20) * 4_000,
    # text
    "one-line.txt": text("本年新收政府信息公开申请数量 0 " * 300_000),
    "digits.txt": text(NAME, TWO, "规章" + "1" * 2_000_000),
    "claims.txt": text(
        NAME, "一、总体情况\n（二）依申请公开\n", "收到政府信息公开申请、" * 150_000, "\n", THREE, "本年新收政府信息公开申请数量 1 2\n"
    ),
    "titles.txt": text("一、总体情况。（一）主动公开。二、主动公开政府信息情况\n" * 80_000),
    "years.txt": text("2023年政府信息公开工作年度报告\n" * 100_000),
    "pipes.md": lambda: b"|" * 3_000_000 + b"\n|---|\n" + b"| a " * 1_000_000,
    "tabs.txt": text("本年新收政府信息公开申请数量" + "\t0" * 1_500_000),
    "rows-of-two.txt": text(NAME, TWO, "规章 0 0 0\n" * 200_000, "第二十条第（五）项\n"),
    "rows-of-three.txt": text(NAME, THREE, "1.属于国家秘密 0 0 0 0 0 0 0\n" * 100_000, "四、结转下年度继续办理 0 0 0 0 0 0 0\n"),
    "digits-run-together.txt": text(
        NAME, THREE, "一、本年新收政府信息公开申请数量" + "12" * 400, "\n二、上年结转政府信息公开申请数量" + "1 2 3 " * 5000, "\n"
    ),
    # the exchange format
    "deep.json": lambda: b'{"schema":"gongkai-report/1","sections":' + b"[" * 2_000_000,
    "sections.json": lambda: sections(50_000),
}
