"""Faults of time, of words and of content (R7, R8, R9), and across years (R6, with last year's report)."""

import datetime

from faults import fault
from figures import total
from prose import REQUESTS

# Not 某市人民政府: its name does not tell whether it is of a city or of a county.
GOVERNMENTS = ("county", "town", "province")
WORDED = ("html-portal", "html-plain", "docx", "docx-bold", "txt-tabs", "md", "pdf-reportlab", "xlsx")


# --- R7 time --------------------------------------------------------------------------------------------------------


def late(report, day, rule, severity):
    report.published = day + datetime.timedelta(days=report.chance.randint(1, 40))
    report.expect(rule, severity=severity, words=None, expected=day.isoformat(), found=report.published.isoformat())


@fault("R7.1", levels=("department",))
def department_late(report):
    late(report, datetime.date(report.year + 1, 1, 31), "R7.1", "error")


@fault("R7.2", levels=("county", "province"))
def government_late(report):
    late(report, datetime.date(report.year + 1, 3, 31), "R7.2", "error")


@fault("R7.3", levels=("town", "subdistrict"))
def town_late(report):
    late(report, datetime.date(report.year + 1, 1, 31), "R7.3", "warn")


@fault("R7.4")
def published_too_early(report):
    report.published = datetime.date(report.year, 12, report.chance.randint(3, 30))
    report.expect("R7.4", severity="warn", found=report.published.isoformat())


@fault("R7.5", writers=WORDED)
def other_period(report):
    year = report.year
    report.text["preamble"] = [
        f"本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）编制。本报告所列数据统计期限为{year}年1月1日至{year}年11月30日。"
        f"如对本报告有疑问，请与{report.organ.name}联系（电话：0310-5550123）。"
    ]
    report.period = (datetime.date(year, 1, 1), datetime.date(year, 11, 30))
    report.expect("R7.5", severity="error", words="11月30日")


@fault("R7.6", writers=WORDED)
def year_of_title(report):
    year = report.year
    report.title = f"{report.organ.name}{year - 1}年政府信息公开工作年度报告"
    report.either_year = True
    report.expect("R7.6", severity="error")


@fault("R7.7", writers=WORDED)
def last_years_lead(report):
    report.text["overview"] = [f"{report.year - 1}年，{report.organ.name}认真落实《条例》，各项公开工作平稳有序。"]
    report.expect("R7.7", severity="warn", section="overview", words=str(report.year - 1))


@fault("R7.7", writers=("html-portal", "docx", "xlsx", "txt-tabs", "md"))
def last_years_heads(report):
    year = report.year - 1

    def rename(table, grid):
        for row in grid if table == "table2" else []:
            for cell in row:
                if cell.role == "head" and cell.text.startswith("本年"):
                    cell.text = f"{year}年{cell.text[2:]}"
        return grid

    report.grid_edits.append(rename)
    report.expect("R7.7", words=str(year))


@fault("R7.8", writers=WORDED)
def no_date(report):
    report.published, report.signed = None, False
    report.expect("R7.8", severity="warn")


# --- R8 words -------------------------------------------------------------------------------------------------------


@fault("R8.4")
def full_width_figure(report):
    ref = report.chance.choice(
        [ref for ref, value in report.values.items() if isinstance(value, int) and value > 0 and ref[2] != "change"]
    )
    report.shown[ref] = str(report.values[ref]).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    report.expect("R8.4", ref[0], [ref[1]], [ref[2]], severity="warn")


@fault("R8.6", writers=WORDED)
def figure_missing(report):
    sentence = report.chance.choice(("全年共主动公开条政府信息。", "全年共公开条。", "全年主动公开政府信息共条。"))
    report.text["overview.proactive"] = [sentence]
    report.expect("R8.6", severity="warn", section="overview.proactive")


@fault("R8.7", writers=WORDED)
def template_left(report):
    section, sentence, words = report.chance.choice(
        (
            ("overview.platform", "（文字描述）", "文字描述"),
            ("overview.platform", "规范运维政务新媒体XX个，栏目更新及时。", "XX"),
            ("overview.management", "××单位落实信息发布审核制度，坚持先审查、后公开。", "××"),
            ("other", "本年度收取信息处理费____元。", "____"),
            ("overview.supervision", "此处填写监督保障、工作考核、社会评议和责任追究情况。", "此处"),
        )
    )
    report.text[section] = [sentence]
    report.expect("R8.7", severity="error", words=words)


@fault("R8.8", writers=WORDED)
def doubled(report):
    sentence = report.chance.choice(
        (
            "严格落实信息发布审核制度，，坚持先审查、后公开。",
            "严格落实信息发布审核制度，坚持先审查、后公开。。",
            "严格落实信息发布审核审核制度，坚持先审查、后公开。",
            "严格落实信息发布审核制度，坚持先审查、",
        )
    )
    report.text["overview.management"] = [sentence]
    report.expect("R8.8", severity="warn", section="overview.management")


@fault("R8.9", writers=WORDED)
def old_basis(report):
    old, wrong = "国务院令第711号", "国务院令第492号"
    report.text["preamble"] = [text.replace(old, wrong) for text in report.text["preamble"]]
    report.expect("R8.9", severity="warn", words="492")


@fault("R8.9", years=(2021, 2022, 2023, 2024), forms=("2021",), writers=WORDED)
def old_notice(report):
    report.text["preamble"] = [text.replace("〔2021〕30号", "〔2019〕60号") for text in report.text["preamble"]]
    report.expect("R8.9", severity="warn", words="60号")


@fault("R8.10", writers=WORDED)
def personal_data(report):
    new = total(report.values, "new")
    sentence = report.chance.choice(
        (
            f"全年收到政府信息公开申请{new}件。其中申请人张卫国（身份证号410302197803124517）申请公开征地补偿材料，已予答复。",
            f"全年收到政府信息公开申请{new}件。申请人李秀英（联系电话13800005678）多次申请，已逐一答复。",
        )
    )
    report.text["overview.requests"] = [sentence]
    report.expect("R8.10", severity="error", section="overview.requests")


@fault("R8.11", writers=WORDED)
def wrong_unit(report):
    new = total(report.values, "new")
    section, sentence = report.chance.choice(
        (
            ("overview.requests", f"{report.year}年，共收到政府信息公开申请{new}条。"),
            ("overview.requests", f"{report.year}年，共收到政府信息公开申请{new}篇。"),
            ("overview.management", "全年印发各类文件36条，均已标注公开属性。"),
        )
    )
    report.text[section] = [sentence]
    report.expect("R8.11", severity="warn", section=section)


# --- R9 content -----------------------------------------------------------------------------------------------------


@fault("R9.1", forms=("2021",), years=(2021, 2022, 2023, 2024, 2025), writers=WORDED)
def part_missing(report):
    part = report.chance.choice(("overview.management", "overview.platform"))
    report.dropped.add(part)
    for other in ("overview.proactive", "overview.platform", "overview.management"):
        report.text[other] = ["依法做好各项公开工作，方便群众查询。"]
    report.expect("R9.1", severity="warn")


@fault("R9.2", levels=GOVERNMENTS, writers=WORDED)
def accountability_missing(report):
    report.text["overview.supervision"] = ["明确一名负责人分管，配备专职人员，全年组织培训3期。"]
    report.text["problems"] = [
        "工作中还存在政策解读形式单一、更新不够及时等问题。下一步将加强业务培训，丰富解读方式，改进栏目更新机制。"
    ]
    report.expect("R9.2", severity="warn")


@fault("R9.3", forms=("2021",), years=(2021, 2022, 2023, 2024, 2025), writers=WORDED)
def fee_not_told(report):
    report.text["other"] = [report.chance.choice(("无。", "无其他需要报告的事项。", "本年度没有其他需要报告的事项。"))]
    report.text["overview.requests"] = [report.chance.choice(REQUESTS)]
    report.expect("R9.3", severity="error", section="other")


@fault("R9.4", writers=WORDED)
def problems_empty(report):
    report.text["problems"] = [report.chance.choice(("无。", "无", "暂无。"))]
    report.expect("R9.4", severity="error", section="problems")


@fault("R9.4", writers=WORDED)
def problems_short(report):
    report.text["problems"] = ["存在更新不及时的问题，将改进。"]
    report.expect("R9.4", severity="warn", section="problems")


@fault("R9.5", writers=WORDED)
def no_improvements(report):
    report.text["problems"] = [
        "工作中还存在以下问题：一是政策解读形式单一，群众参与较少；二是部分栏目更新不够及时，内容深度不足；三是人员流动较大，业务不熟。"
    ]
    report.expect("R9.5", severity="warn", section="problems")


# --- R6 across years: `report.last` is last year's report of the same organ ----------------------------------------


def carry(report, kind, step):
    """More carried in than last year carried out, everything else following, so that this year's sums hold."""
    for row in ("carried_in", "granted", "total"):
        for column in (kind, "total"):
            report.values["table3", row, column] += step
    report.text["overview.requests"] = [f"{report.year}年，共收到政府信息公开申请{total(report.values, 'new')}件。"]


@fault("R6.1", before=True)
def carried_in_differs(report):
    expected = report.values["table3", "carried_in", "total"]
    carry(report, "natural_person", report.chance.randint(1, 5))
    report.expect("R6.1", "table3", ["carried_in"], ["total", "natural_person"], expected=expected)


@fault("R6.2", before=True, forms=("2021",), years=(2022, 2023, 2024, 2025), levels=("department", "county", "town"))
def in_force_differs(report):
    report.values["table2", "normative", "in_force"] += report.chance.randint(1, 9)
    report.text["overview.management"] = ["严格落实信息发布审核制度，坚持先审查、后公开。"]
    report.expect("R6.2", "table2", ["normative"], ["in_force", None], severity="warn")


@fault("R6.3", before=True, forms=("2021",), years=(2021,))
def form_changed(report):
    report.expect("R6.3", severity="hint")


@fault("R6.5", before=True, forms=("2021",), years=(2022, 2023, 2024, 2025), levels=("county", "city"))
def ten_times(report):
    report.values["table2", "permit", "decisions"] = max(1000, report.last.values["table2", "permit", "decisions"] * 12)
    report.text["overview.proactive"] = ["严格对照法定主动公开内容，及时公开办事指南。"]
    report.expect("R6.5", "table2", ["permit"], severity="hint")


@fault("R6.6", before=True, writers=WORDED)
def same_problems(report):
    report.text["problems"] = [text.replace(str(report.last.year), str(report.year)) for text in report.last.text["problems"]]
    report.expect("R6.6", severity="warn", section="problems")


@fault("R2.4", before=True, forms=("2021",), years=(2022, 2023, 2024, 2025), levels=("county", "city"))
def fee_ten_thousandfold(report):
    last = max(2, int(float(report.last.values["table2", "fee", "amount"])))
    report.values["table2", "fee", "amount"] = str(last * 10_000)
    report.text["overview.proactive"] = ["严格对照法定主动公开内容，及时公开办事指南。"]
    report.expect("R2.4", "table2", ["fee"], severity="warn")


@fault("R5.23", before=True)
def growth_wrong(report):
    new, last = total(report.values, "new"), total(report.last.values, "new")
    wrong = round((new / max(1, last) - 1) * 100) + 37
    direction, size = ("增长", wrong) if wrong > 0 else ("下降", -wrong)
    report.text["overview.requests"] = [f"{report.year}年，共收到政府信息公开申请{new}件，同比{direction}{size}%。"]
    report.expect("R5.23", severity="warn", section="overview.requests")
