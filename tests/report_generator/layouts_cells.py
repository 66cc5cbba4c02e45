"""Layouts that lie in cells: blanks, marks, remarks, separators, numerals, money, residue, signs (L15 to L22)."""

from decimal import Decimal

import prose
from variants import add
from writers import EVERY, HTML, OFFICE, TEXT

RULE_OF = {"table2": "R2.2", "table3": "R3.4", "table4": "R4.2"}
BLANKS = {"table2": "R2.5", "table3": "R3.6", "table4": "R4.3"}


def zeros(report, table):
    return [ref for ref, value in report.values.items() if ref[0] == table and value == 0]


def empty_cells(report, mark):
    """Prints nothing, or a mark for none, instead of zeros: in table three everywhere but in totals, elsewhere here and there."""
    every = report.chance.random() < 0.6
    done = [ref for ref in zeros(report, "table3") if ref[2] != "total" and (every or report.chance.random() < 0.4)]
    if done:
        report.expect("R3.6", "table3")
    for table in ("table2", "table4"):
        known = [ref for ref in zeros(report, table) if ref[2] not in ("total", "amount", "projects")]
        some = report.chance.sample(known, min(len(known), report.chance.randint(0, 2)))
        for ref in some:
            report.expect(BLANKS[table], table, [ref[1]], [ref[2]])
        done += some
    for ref in done:
        report.blank(ref, mark)
    report.allow("R2.5", "R3.6", "R4.3")


def blank(report):
    empty_cells(report, "")


def marks(report):
    empty_cells(report, report.chance.choice(("/", "-", "—", "--", "无", "不适用")))


def remarks(report):
    """22（其中修订16件）, 9(含自然失效4件), 3*: the first integer is the value."""
    refs = [
        ref
        for ref, value in report.values.items()
        if ref[0] == "table2"
        and isinstance(value, int)
        and value > 1
        and ref[2] in ("issued", "repealed", "in_force", "made", "published")
    ]
    for ref in report.chance.sample(refs, min(2, len(refs))):
        value = report.values[ref]
        part = report.chance.randint(1, value)
        form = (
            "{}（含自然失效{}件）" if ref[2] == "repealed" else report.chance.choice(("{}（其中修订{}件）", "{}(其中修订{}件)"))
        )
        report.shown[ref] = form.format(value, part)
    row = report.chance.choice(("new", "total"))
    ref = ("table3", row, "total")
    report.shown[ref] = f"{report.values[ref]}*"
    report.notes["table3"] = "注：*含并案处理的申请。"


def separators(report):
    mark = report.chance.choice((",", "，", " "))
    for ref, value in report.values.items():
        if isinstance(value, int) and value >= 1000:
            report.shown[ref] = f"{value:,}".replace(",", mark)
    # A narrow column of a printed page breaks "12 345" into two lines: then the doubt is right.
    report.allow("R8.5")


def han(number):
    digits = "〇一二三四五六七八九"
    if number <= 10:
        return "〇一二三四五六七八九十"[number]
    if number < 20:
        return "十" + digits[number - 10]
    if number < 100:
        return digits[number // 10] + "十" + (digits[number % 10] if number % 10 else "")
    return "".join(digits[int(sign)] for sign in str(number))


def numerals(report):
    """１２, ⑫, 十二: read by value, and told."""
    known = [ref for ref, value in report.values.items() if isinstance(value, int) and value > 0 and ref[2] not in ("change",)]
    for ref in report.chance.sample(known, min(len(known), report.chance.randint(1, 3))):
        value = report.values[ref]
        styles = [str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))]
        if value < 100:
            styles.append(han(value))
        if value <= 10:  # the fonts of GB 2312 end at ⑩
            styles.append(chr(0x245F + value))
        report.shown[ref] = report.chance.choice(styles)
        report.expect("R8.4", ref[0], [ref[1]], [ref[2]], severity="warn")
    report.allow("R8.4")


def money(report):
    """Decimals, the unit in the cell, 元 instead of 万元, hedged."""
    ref = ("table2", "fee", "amount") if report.form.name == "2021" else ("table2", "procurement", "amount")
    if report.form.name == "2019":
        report.values["table2", "procurement", "projects"] = report.chance.randint(1, 9)
    amount = Decimal(report.chance.randint(10_000, 9_000_000)).scaleb(-4)
    report.values[ref] = format(amount.normalize(), "f")
    report.text["overview.proactive"] = [prose.join(report.chance, prose.PROACTIVE, 3)]
    whole = report.values[ref]
    yuan = format((amount * 10_000).normalize(), "f")
    if report.form.name == "2019":
        report.shown[ref] = report.chance.choice((f"{yuan}元", f"{whole}万元", f"{int(yuan):,}元"))
    else:
        report.shown[ref] = report.chance.choice((whole, f"{whole}万元", f"{yuan}元", f"约{whole}"))
    report.allow("R2.2", "R2.4", "R2.7", "R8.3")


def residue(report):
    """12.0 is 12; 012, 1.2E+4, #REF! are no figures."""
    known = [
        ref
        for ref, value in report.values.items()
        if isinstance(value, int) and ref[2] not in ("change", "total") and value < 1000
    ]
    good, *bad = report.chance.sample(known, 3)
    report.shown[good] = f"{report.values[good]}.0"
    for ref in bad[: report.chance.randint(1, 2)]:
        value = report.values[ref]
        shown = report.chance.choice((f"0{value + 12}", f"{value // 10 + 1}.2E+4", "#REF!"))
        report.blank(ref, shown)
        report.expect(RULE_OF[ref[0]], ref[0], [ref[1]], [ref[2]])
        report.allow(RULE_OF[ref[0]])
    report.read = ("whole", "part")


def changes(report):
    """本年增/减 with its signs."""
    for row in ("permit_2019", "other_service_2019", "punish_2019", "coerce_2019", "fee_2019"):
        ref = ("table2", row, "change")
        prior = report.values["table2", row, "prior"]
        value = report.chance.choice((3, 5, 12, -3, -2)) if prior >= 3 else report.chance.choice((1, 4))
        report.values[ref] = value
        size = abs(value)
        report.shown[ref] = report.chance.choice(
            (f"+{size}", f"增{size}", f"{size}↑", str(size))
            if value > 0
            else (f"-{size}", f"--{size}", f"减{size}", f"{size}↓", f"—{size}")
        )
    head = report.chance.choice(("本年增/减", "本年增\\减", "本年增减"))

    def rename(table, grid):
        for row in grid if table == "table2" else []:
            for cell in row:
                if cell.text == "本年增/减":
                    cell.text = head
        return grid

    report.grid_edits.append(rename)


# In text with ragged rows a blank cell cannot be told from a missing one; those manners are L4 and L6.
add("L15", EVERY, blank, sizes=("some", "few"))
add("L16", EVERY + ("txt-lines",), marks, sizes=("some", "few"))
add("L17", EVERY, remarks, sizes=("some",))
add("L18", HTML + OFFICE + ("pdf-reportlab", "pdf-chromium") + TEXT, separators, sizes=("crowd",), level="city")
add("L19", EVERY + ("txt-lines",), numerals, sizes=("some",))
add("L20", EVERY + ("txt-lines",), money)
add("L21", HTML + ("docx", "xlsx", "xlsx-text", "pdf-reportlab") + TEXT, residue, sizes=("some",))
add("L22", EVERY + ("txt-lines",), changes, forms=("2019",))
