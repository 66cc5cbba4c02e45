"""Whether a clean report is clean: the identities of the form, and the patterns of section 6 of the sheet on its text.
This judges the generator, not the reader, and follows the sheet's patterns as they stand there."""

import re

from figures import group, total
from forms import APPLICANTS, BLOCKS, STANDINGS

N = r"(\d+(?:,\d{3})*|[零一二两三四五六七八九十百]+)"
U = r"(?:件次|件|份|宗|条|封|起)"
LAST_YEAR = re.compile(r"(?:较|比)(?:上年|去年)[^，。；]*|去年同期[^，。；]*|[县区市]政府收到[^，。；]*")
CARRIED_OUT = [
    re.compile(rf"结转(?:到|至)?(?:下年|下一年|次年|20\d\d年)度?[^，。；\d]{{0,12}}?{N}{U}"),
    re.compile(rf"{N}{U}[^，。；\d]{{0,6}}(?:结转(?:到|至)?(?:下|次)|正在办理)"),
]
CARRIED_IN = [re.compile(rf"(?:上年|上一年|上年度|上一年度|\d{{4}}年度?)结转(?:到本年|至本年|办理)?[^，。；\d]{{0,14}}?{N}{U}")]
RECEIVED = [
    re.compile(rf"(?:新收|收到|接收|受理|共收)[^，。；、\d]{{0,24}}?{N}{U}"),
    re.compile(rf"(?:政府信息公开|依申请公开|信息公开)(?:申请)?件?(?:数量)?(?:共|共计|合计|为){N}{U}"),
]
ANSWERED = [re.compile(rf"(?:共?办结|办理完毕|办理答复|答复|已回复)[^，。；\d]{{0,16}}?{N}{U}")]
OUTCOMES = re.compile(
    rf"(予以公开(?:及|和|或)部分公开|同意公开或部分公开|予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)(?:的)?{N}{U}"
)
DIGITS = "零一二三四五六七八九"


def value(text):
    """A count in digits or in Chinese numerals below 1,000."""
    if text[0].isdigit():
        return int(text.replace(",", ""))
    text, found = text.replace("两", "二"), 0
    for unit, size in (("百", 100), ("十", 10)):
        if unit in text:
            before, text = text.split(unit, 1)
            found += (DIGITS.index(before[-1]) if before.strip("零") else 1) * size
    rest = text.replace("零", "")
    return found + (DIGITS.index(rest[-1]) if rest else 0)


def identities(report):
    """Identities of the tables that do not hold, in words."""
    values, broken = report.values, []
    for row in report.form.printed_rows:
        if sum(values["table3", row, kind] for kind in APPLICANTS) != values["table3", row, "total"]:
            broken.append(f"R3.3 {row}")
    for kind in (*APPLICANTS, "total"):
        cell = lambda row, kind=kind: values["table3", row, kind]
        if cell("new") + cell("carried_in") != cell("total") + cell("carried_out"):
            broken.append(f"R3.1 {kind}")
        if sum(cell(row) for row in report.form.outcomes) != cell("total"):
            broken.append(f"R3.2 {kind}")
    for block in BLOCKS:
        if sum(values["table4", block, standing] for standing in STANDINGS[:4]) != values["table4", block, "total"]:
            broken.append(f"R4.1 {block}")
    return broken + (_documents(values) if report.form.name == "2021" else _items(values))


def _documents(values):
    row = lambda name: [values["table2", name, column] for column in ("issued", "repealed", "in_force")]
    return [f"R2.1 {name}" for name in ("rules", "normative") if row(name)[2] + row(name)[1] - row(name)[0] < 0]


def _items(values):
    broken = [
        f"R2.8 {row}"
        for row in ("rules_2019", "normative_2019")
        if values["table2", row, "published"] > values["table2", row, "total"]
    ]
    rows = ("permit_2019", "other_service_2019", "punish_2019", "coerce_2019", "fee_2019")
    broken += [f"R2.10 {row}" for row in rows if values["table2", row, "prior"] + values["table2", row, "change"] < 0]
    if (values["table2", "procurement", "projects"] == 0) != (values["table2", "procurement", "amount"] == "0"):
        broken.append("R2.11")
    return broken


def claims(report):
    """Figures of the text on requests that the tables do not bear out, in the order of guards that the sheet gives;
    hedged ones are left alone."""
    text = LAST_YEAR.sub("", "".join(report.text["overview.requests"]))
    values, broken = report.values, []
    new, carried_in = total(values, "new"), total(values, "carried_in")

    def take(patterns, name, right, guard=None):
        nonlocal text
        for pattern in patterns:
            for found in pattern.finditer(text):
                if not (guard and guard(found)) and value(found.group(1)) not in right:
                    broken.append(f"{name} {found.group(0)}: {right}")
            text = pattern.sub("", text)

    take(CARRIED_OUT, "R5.4", [total(values, "carried_out")])
    take(CARRIED_IN, "R5.2", [carried_in])
    take(RECEIVED, "R5.1", [new, new + carried_in], lambda found: re.search("复议|约|余", found.group(0)))
    take(ANSWERED, "R5.3", [total(values, "total")], lambda found: "结果" in found.group(0))
    sums = {"予以公开": total(values, "granted"), "部分公开": total(values, "partial")}
    sums |= {
        label: group(values, report.form.name, name)
        for label, name in (
            ("不予公开", "denied"),
            ("无法提供", "unable"),
            ("不予处理", "refused"),
            ("其他处理", "other_results"),
        )
    }
    for label, count in OUTCOMES.findall(text):
        right = sums.get(label, sums["予以公开"] + sums["部分公开"])
        if value(count) != right:
            broken.append(f"R5.5 {label}{count}: {right}")
    return broken
