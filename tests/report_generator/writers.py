"""The manners of writing a file, by name: (extension, function from report to bytes)."""

import as_html
import as_office
import as_pdf
import as_text


def _html(**options):
    return "html", lambda report: as_html.write(report, **options)


def _text(**options):
    return ("md" if options.get("markdown") else "txt"), lambda report: as_text.write(report, **options)


def _markdown(**options):
    return _text(table="markdown", markdown=True, **options)


WRITERS = {
    "html-portal": _html(style="portal"),
    "html-busy": _html(style="portal", busy=True),
    "html-old": _html(style="old", encoding="gb18030"),
    "html-old-busy": _html(style="old", encoding="gb18030", busy=True),
    "html-word": _html(style="word"),
    "html-word-gb": _html(style="word", encoding="gb18030"),
    "html-plain": _html(style="plain"),
    "html-nested": _html(style="portal", nested=True),
    "html-nested-old": _html(style="old", encoding="gb18030", nested=True),
    "html-nested-spans": _html(style="plain", nested=True, pieces="span"),
    "html-nested-p": _html(style="plain", nested=True, pieces="p"),
    "html-one-table": _html(style="portal", one_table=True),
    "html-heads-in-text": _html(style="plain", heads_in_text=True),
    "html-heads-in-table": _html(style="old", heads_in_table=True),
    "docx": ("docx", as_office.write_docx),
    "docx-bold": ("docx", lambda report: as_office.write_docx(report, headings="bold")),
    "docx-orphan": ("docx", lambda report: as_office.write_docx(report, orphan=True)),
    "docx-heads-in-text": ("docx", lambda report: as_office.write_docx(report, heads_in_text=True)),
    "xlsx": ("xlsx", as_office.write_xlsx),
    "xlsx-text": ("xlsx", lambda report: as_office.write_xlsx(report, typed=False)),
    "xlsx-many": ("xlsx", lambda report: as_office.write_xlsx(report, sheets="many")),
    "pdf-chromium": ("pdf", as_pdf.print_page),
    "pdf-chromium-narrow": ("pdf", lambda report: as_pdf.print_page(report, style="portal", narrow=True)),
    "pdf-reportlab": ("pdf", as_pdf.set_pages),
    "pdf-embedded": ("pdf", lambda report: as_pdf.set_pages(report, "embedded")),
    "pdf-unruled": ("pdf", lambda report: as_pdf.set_pages(report, lines=False)),
    "pdf-vertical": ("pdf", lambda report: as_pdf.set_pages(report, "embedded", vertical=True)),
    "pdf-values-first": ("pdf", lambda report: as_pdf.set_pages(report, values_first=True)),
    "pdf-broken": ("pdf", lambda report: as_pdf.set_pages(report, broken=True, numbers="— {} —")),
    "pdf-scan": ("pdf", as_pdf.scan),
    "md": _markdown(),
    "md-doubled": _markdown(doubled=True),
    "md-levels": _markdown(levels=(1, 2, 3, 4, 5)),
    "md-pages": _markdown(pages=True),
    "md-ends": _text(table="ends", markdown=True),
    "md-heads-in-text": _markdown(heads_in_text=True),
    "txt-tabs": _text(table="tabs"),
    "txt-tabs-gb": _text(table="tabs", encoding="gb18030"),
    "txt-pipes": _text(table="pipes"),
    "txt-lost": _text(table="lost"),
    "txt-ends": _text(table="ends"),
    "txt-lines": _text(table="lines"),
    "txt-lines-gb": _text(table="lines", encoding="gb18030"),
    "txt-vanishing": _text(table="vanishing"),
    "txt-before": _text(table="before"),
    "txt-pieces": _text(table="pieces"),
    "txt-wrapped": _text(table="wrapped"),
    "txt-pages": _text(table="tabs", pages=True),
    "txt-pipes-pages": _text(table="pipes", pages=True),
    "txt-together": _text(table="together"),
    "txt-blanks": _text(table="blanks"),
    "txt-heads-in-text": _text(table="tabs", heads_in_text=True),
}
HTML = ("html-portal", "html-old", "html-word", "html-plain")
OFFICE = ("docx", "docx-bold", "xlsx", "xlsx-many")
PDF = ("pdf-chromium", "pdf-reportlab", "pdf-embedded")
TEXT = ("txt-tabs", "txt-pipes", "md")
GRIDS = HTML + OFFICE + PDF
EVERY = GRIDS + TEXT
