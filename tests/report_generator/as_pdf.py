"""Reports as PDF: printed by Chromium from the page of as_html, set by ReportLab, or scanned (a picture of words)."""

import base64
import io
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import as_html
from grids import Cell
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EMBEDDED = ROOT / "crates/documents/fonts/NotoSerifSC-Regular.ttf"
PRINT = (
    "@page { size: A4; margin: 20mm 15mm } .top, .crumbs, .foot { display: none } body { font: 12pt serif }"
    " td, th { font-size: 9pt; padding: 2px } td p { margin: 0 } tr { break-inside: avoid }"
)


# --- Chromium -------------------------------------------------------------------------------------------------------


class Chromium:
    """One browser that prints many pages, spoken to over its debugging pipe (file descriptors 3 and 4)."""

    def __init__(self):
        program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        if not program:
            raise FileNotFoundError("chromium is missing: script/bootstrap or the package chromium brings it")
        self.home = tempfile.TemporaryDirectory(prefix="report-generator-")
        to_read, self.to = os.pipe()
        self.back, back_write = os.pipe()

        def wire():
            os.dup2(to_read, 30)
            os.dup2(back_write, 31)
            os.dup2(30, 3)
            os.dup2(31, 4)

        self.process = subprocess.Popen(
            [
                program,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--remote-debugging-pipe",
                f"--user-data-dir={self.home.name}",
                "about:blank",
            ],
            preexec_fn=wire,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(back_write)
        self.buffer, self.number, self.session = b"", 0, None
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self.call("Page.enable", {})

    def call(self, method, parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        waiting = json.dumps(message).encode() + b"\0"
        while waiting:
            waiting = waiting[os.write(self.to, waiting) :]
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.back, 1 << 20)
            if not piece:
                raise RuntimeError("Chromium has gone")
            self.buffer += piece
        message, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(message)

    def pdf(self, page, landscape=False, footer=False):
        frame = self.call("Page.getFrameTree", {})["frameTree"]["frame"]["id"]
        self.call("Page.setDocumentContent", {"frameId": frame, "html": page})
        template = '<div style="font-size:9px;width:100%;text-align:center">- <span class="pageNumber"></span> -</div>'
        printed = self.call(
            "Page.printToPDF",
            {
                "preferCSSPageSize": not landscape,
                "landscape": landscape,
                "printBackground": True,
                "displayHeaderFooter": footer,
                "headerTemplate": "<span></span>",
                "footerTemplate": template,
                "marginBottom": 0.8 if footer else 0.4,
            },
        )
        return base64.b64decode(printed["data"])

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        os.close(self.to)
        os.close(self.back)
        self.home.cleanup()


_browser = None


def browser():
    global _browser
    if _browser is None:
        _browser = Chromium()
    return _browser


def close():
    global _browser
    if _browser is not None:
        _browser.close()
        _browser = None


def print_page(report, style="word", footer=True, narrow=False, repeat=False):
    """`narrow`: the columns of vertical labels are so narrow that they break sign by sign; `repeat`: heads on each page."""
    css = PRINT
    if narrow:
        css += " td[rowspan] { width: 1.4em } "
    page = as_html.Page(report, style=style, print_css=css)
    text = page.page()
    return browser().pdf(text, footer=footer)


# --- ReportLab ------------------------------------------------------------------------------------------------------


def font(name):
    """`cid`: STSong-Light, not embedded, a predefined CMap; `embedded`: a subset of a TrueType font."""
    if name == "embedded" and EMBEDDED.exists():
        if "ReportSerif" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont("ReportSerif", str(EMBEDDED)))
        return "ReportSerif"
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


class Quiet(SimpleDocTemplate):
    """Without the day of making, so that the same seed gives the same bytes."""

    def __init__(self, out, **more):
        super().__init__(out, pagesize=A4, leftMargin=45, rightMargin=45, topMargin=50, bottomMargin=50, invariant=1, **more)


def set_pages(report, font_name="cid", lines=True, vertical=False, numbers="- {} -", values_first=False, broken=False):
    """`broken`: table three goes over a page end, with its heads again on the next; `lines`: ruling lines, else only
    columns; `vertical`: group labels sign by sign; `values_first`: within each table the numbers are drawn before the
    labels, so that text order is no help."""
    face = font(font_name)
    style = ParagraphStyle("text", fontName=face, fontSize=11, leading=17, wordWrap="CJK", firstLineIndent=22)
    head = ParagraphStyle("head", parent=style, fontSize=13, leading=22)
    title = ParagraphStyle("title", parent=style, fontSize=16, leading=26, alignment=1, firstLineIndent=0)
    story = []
    blocks = report.blocks()
    if not report.signed and report.published:
        blocks.insert(1, ("para", f"发布日期：{report.date('iso')}"))
    for kind, *what in blocks:
        if kind == "table":
            pieces = _broken(what[1], report.chance) if broken and what[0] == "table3" else [what[1]]
            for piece in pieces:
                story += [PageBreak()] if piece is not pieces[0] else []
                story += [Spacer(1, 6), _table(what[0], piece, face, lines, vertical, values_first), Spacer(1, 6)]
        elif kind == "title":
            story.append(Paragraph(escape(what[0]), title))
        elif kind == "heading":
            story.append(Paragraph(escape(what[1]), head))
        elif kind == "closing":
            story.append(Paragraph(escape(what[0]), ParagraphStyle("right", parent=style, alignment=2)))
        else:
            story.append(Paragraph(escape(what[0]), style))
    out = io.BytesIO()

    def number(canvas, document):
        canvas.setFont(face, 9)
        canvas.drawCentredString(A4[0] / 2, 28, numbers.format(document.page))

    Quiet(out, title=report.title).build(story, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def _broken(grid, chance):
    """Table three in two pieces; a group that goes on has an empty cell in the second."""
    at = chance.randint(8, len(grid) - 6)
    first = [
        [Cell(cell.text, cell.role, cell.cols, min(cell.rows, at - top), cell.ref) for cell in row]
        for top, row in enumerate(grid[:at])
    ]
    lasting = [
        Cell("", "group", cell.cols, top + cell.rows - at)
        for top, row in enumerate(grid[:at])
        for cell in row
        if cell.role == "group" and top + cell.rows > at
    ]
    second = [list(row) for row in grid[at:]]
    second[0][:0] = lasting
    return [first, [list(row) for row in grid[:3]] + second]


WIDTHS = {"table2": [150, 110, 110, 110], "table3": [26, 62, 150] + [38] * 7, "table4": [33] * 15}


class ValuesFirst(Table):
    """Draws its numbers before its other words."""

    def _drawCell(self, value, cell_style, position, size):
        is_number = isinstance(value, str) and value.strip().isdigit()
        if is_number == self.numbers:
            super()._drawCell(value, cell_style, position, size)

    def draw(self):
        self.numbers = True
        super().draw()
        self.numbers = False
        super().draw()


def _table(name, grid, face, lines, vertical, values_first):
    small = ParagraphStyle("cell", fontName=face, fontSize=8, leading=10, wordWrap="CJK", alignment=1)
    height, width = len(grid), len(WIDTHS[name])
    data = [["" for _ in range(width)] for _ in range(height)]
    spans, taken = [], set()
    for top, row in enumerate(grid):
        left = 0
        for cell in row:
            while (top, left) in taken:
                left += 1
            taken.update((top + down, left + right) for down in range(cell.rows) for right in range(cell.cols))
            data[top][left] = _cell(cell, small, vertical)
            if cell.rows > 1 or cell.cols > 1:
                spans.append(("SPAN", (left, top), (left + cell.cols - 1, top + cell.rows - 1)))
            left += cell.cols
    style = [
        ("FONT", (0, 0), (-1, -1), face, 8),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        *spans,
    ]
    if lines:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    kind = ValuesFirst if values_first else Table
    heads = 3 if name == "table3" else 0
    return kind(data, colWidths=WIDTHS[name], style=TableStyle(style), repeatRows=heads)


def _cell(cell, style, vertical):
    if cell.role == "value" and len(cell.text) <= 7:
        return cell.text
    text = escape(cell.text)
    if vertical and cell.role == "group":
        text = "<br/>".join(escape(sign) for sign in cell.text.replace("\n", ""))
    return Paragraph(text.replace("\n", "<br/>"), style)


# --- scan -----------------------------------------------------------------------------------------------------------


def scan(report):
    """Pages that are pictures: no text can be read from them."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    words = ImageFont.truetype(str(EMBEDDED), 22) if EMBEDDED.exists() else ImageFont.load_default(22)
    lines = []
    for kind, *what in report.blocks():
        texts = [" ".join(cell.text for cell in row) for row in what[1]] if kind == "table" else [what[-1]]
        for text in texts:
            lines += [text[at : at + 34] for at in range(0, len(text), 34)] or [""]
    for first in range(0, len(lines), 45):
        picture = Image.new("L", (850, 1200), 250)
        drawing = ImageDraw.Draw(picture)
        for index, line in enumerate(lines[first : first + 45]):
            drawing.text((40, 30 + index * 25), line, font=words, fill=20)
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
