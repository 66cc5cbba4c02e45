"""What deserves a second look only: rules of severity hint."""

from faults import fault
from figures import total
from forms import KINDS, STANDINGS
from prose import REQUESTS
from writers import EVERY

WORDED = ("html-portal", "html-plain", "docx", "docx-bold", "txt-tabs", "md", "pdf-reportlab", "xlsx")
LATE = (2021, 2022, 2023, 2024, 2025)


def quiet(report):
    """Takes the figures out of the text, so that only the tables speak."""
    new = total(report.values, "new")
    report.text["overview.requests"] = [f"{report.year}年，共收到政府信息公开申请{new}件。"]


def move(report, source, target, count):
    """Moves so many requests of persons from one row to another; both totals follow."""
    count = min(count, report.values["table3", source, "natural_person"])
    for kind in ("natural_person", "total"):
        report.values["table3", source, kind] -= count
        report.values["table3", target, kind] += count
    return count


@fault("R2.6", forms=("2021",), levels=("county", "province"), years=LATE)
def nothing_decided(report):
    for row in ("permit", "punish", "coerce"):
        report.values["table2", row, "decisions"] = 0
    report.values["table2", "fee", "amount"] = "0"
    report.text["overview.proactive"] = ["严格对照法定主动公开内容，及时公开办事指南。"]
    report.expect("R2.6", severity="hint")


@fault("R2.7")
def words_in_cell(report):
    row, column = ("normative", "issued") if report.form.name == "2021" else ("normative_2019", "made")
    value = report.values["table2", row, column]
    report.shown["table2", row, column] = f"{value}（含修订{value // 2}件）"
    report.expect("R2.7", "table2", [row], [column], severity="hint")


@fault("R2.9", forms=("2019",))
def more_made_than_published(report):
    ref = "table2", "normative_2019", "made"
    report.values[ref] = report.values["table2", "normative_2019", "published"] + report.chance.randint(1, 5)
    report.expect("R2.9", "table2", ["normative_2019"], severity="hint")


@fault("R3.10", forms=("2021",), years=LATE, sizes=("many",))
def mostly_other(report):
    for row in ("granted", "u1_noinfo", "partial"):
        move(report, row, "o3_other", 10_000)
    quiet(report)
    report.expect("R3.10", "table3", ["o3_other"], severity="hint")


@fault("R3.11", sizes=("many",))
def mostly_carried_out(report):
    values = report.values
    count = min(values["table3", row, "natural_person"] for row in ("granted", "total"))
    count = move(report, "granted", "carried_out", count) + move(report, "u1_noinfo", "carried_out", 10_000)
    for kind in ("natural_person", "total"):
        values["table3", "total", kind] -= count
    quiet(report)
    if total(values, "carried_out") * 2 <= total(values, "new"):
        return False
    report.expect("R3.11", "table3", ["carried_out"], severity="hint")


@fault("R4.4", forms=("2021",), years=(2024, 2025), levels=("county",), sizes=("some",), before=True)
def suit_without_review(report):
    """Nothing but granted and denied requests in two years, and a suit without review."""
    for one in (report, report.last):
        for row in (row for name in ("unable", "refused", "other_results") for row in one.form.groups[name]):
            for kind in KINDS:
                one.values["table3", "granted", kind] += one.values["table3", row, kind]
                one.values["table3", row, kind] = 0
    report.values["table4", "direct_suit", "upheld"] += 1
    report.values["table4", "direct_suit", "total"] += 1
    quiet(report)
    report.text["other"] = ["本年度未收取政府信息公开信息处理费。"]
    report.expect("R4.4", "table4", ["direct_suit"], severity="hint")


@fault("R4.5", before=True)
def suit_after_no_review(report):
    for one in (report, report.last):
        for standing in STANDINGS:
            one.values["table4", "review", standing] = 0
    report.values["table4", "suit_after_review", "upheld"] += 2
    report.values["table4", "suit_after_review", "total"] += 2
    quiet(report)
    report.expect("R4.5", "table4", ["suit_after_review"], severity="hint")


@fault("R4.6", sizes=("some",))
def more_reviews_than_requests(report):
    more = total(report.values, "new") + total(report.values, "carried_in") + 3
    for standing in ("upheld", "total"):
        report.values["table4", "review", standing] += more
    quiet(report)
    report.expect("R4.6", "table4", ["review"], severity="hint")


@fault("R5.24")
def channels_without_items(report):
    report.text["overview.proactive"] = ["全年通过门户网站、微信公众号等渠道推送政策信息，主动公开政府信息0条。"]
    report.expect("R5.24", severity="hint", section="overview.proactive")


@fault("R8.2", forms=("2021",), years=LATE, writers=WORDED)
def half_width_brackets(report):
    for section, title in report.titles.items():
        report.titles[section] = title.replace("（", "(").replace("）", ")")
    report.expect("R8.2", severity="hint")


@fault("R8.3", sizes=("crowd",), levels=("city",), writers=EVERY)
def thousands(report):
    ref = "table3", "new", "total"
    report.shown[ref] = f"{report.values[ref]:,}"
    report.expect("R8.3", "table3", ["new"], ["total"], severity="hint")


@fault("R8.12", writers=WORDED)
def other_name_at_the_end(report):
    report.signed, report.signer = True, "临砚市鹭洲区发展和改革委员会"
    report.expect("R8.12", severity="hint")


@fault("R8.1", writers=WORDED)
def title_doubled(report):
    report.title = f"{report.organ.name}{report.year}年度政府信息公开工作年度报告"
    report.expect("R8.1", severity="hint")


@fault("R9.8", writers=WORDED)
def nothing_before(report):
    report.text["preamble"] = []
    report.period = None
    report.expect("R9.8", severity="hint")


@fault("R9.9", writers=WORDED)
def no_figures(report):
    report.text["overview.requests"] = [report.chance.choice(REQUESTS) + "依法及时答复申请人，保障其合法权益。"]
    report.expect("R9.9", severity="hint", section="overview.requests")
