"""Faults between the words and the tables (R5). Each writes its sentence anew, so that the wrong figure stands in a
phrase of section 6 of the sheet and nothing else in the report is touched."""

from decimal import Decimal

from faults import fault
from figures import group, total
from narrative import percent


def say(report, section, text):
    """Puts a sentence in the place of a section's text; the rest of the section goes, so that nothing else contradicts."""
    report.text[section] = [text]


def received(report):
    return f"{report.year}年，共收到政府信息公开申请{total(report.values, 'new')}件。"


def off(report, value):
    """A count near another."""
    return (
        value + report.chance.choice((1, 2, 3, 10))
        if value < 3 or report.chance.random() < 0.5
        else value - report.chance.randint(1, 2)
    )


def claim(report, rule, section, form, right, severity="error", **more):
    """A sentence with a wrong figure in place of {}."""
    wrong = off(report, right)
    say(report, section, form.format(wrong))
    report.expect(rule, severity=severity, words=str(wrong), section=section, expected=right, found=wrong, **more)


@fault("R5.1")
def received_wrong(report):
    right = total(report.values, "new")
    claim(
        report,
        "R5.1",
        "overview.requests",
        report.chance.choice(
            (
                f"{report.year}年，共收到政府信息公开申请{{}}件。",
                "全年新收申请{}件。",
                "全年受理依申请公开件{}件。",
                "本年度政府信息公开申请共计{}件。",
            )
        ),
        right,
    )


@fault("R5.1")
def received_with_carried_in_wrong(report):
    new, carried_in = total(report.values, "new"), total(report.values, "carried_in")
    if not carried_in:
        return False
    right = new + carried_in
    claim(report, "R5.1", "overview.requests", f"全年共收到政府信息公开申请{{}}件（含上年结转{carried_in}件）。", right)


@fault("R5.2")
def carried_in_wrong(report):
    right = total(report.values, "carried_in")
    claim(
        report,
        "R5.2",
        "overview.requests",
        received(report)
        + report.chance.choice(("上年结转{}件。", f"{report.year - 1}年结转到本年办理的{{}}件。", "上年度结转申请{}件。")),
        right,
    )


@fault("R5.3")
def answered_wrong(report):
    """Not the number of this year's requests either, which would be right too."""
    answered, carried_in = total(report.values, "total"), total(report.values, "carried_in")
    wrong = answered + report.chance.randint(1, 5)
    if wrong == answered - carried_in:
        return False
    say(
        report,
        "overview.requests",
        received(report) + report.chance.choice(("全年办结{}件。", "共办结{}件。", "已答复{}件。")).format(wrong),
    )
    report.expect("R5.3", severity="error", words=str(wrong), section="overview.requests", expected=answered, found=wrong)


@fault("R5.4")
def carried_out_wrong(report):
    right = total(report.values, "carried_out")
    claim(
        report,
        "R5.4",
        "overview.requests",
        received(report)
        + report.chance.choice(
            (
                "结转下年度继续办理{}件。",
                f"结转到{report.year + 1}年办理{{}}件。",
                "另有{}件结转至下一年度。",
                "目前{}件正在办理中。",
            )
        ),
        right,
    )


@fault("R5.5")
def outcome_claim_wrong(report):
    values, name = report.values, report.form.name
    parts = {
        "予以公开": total(values, "granted"),
        "部分公开": total(values, "partial"),
        "不予公开": group(values, name, "denied"),
        "无法提供": group(values, name, "unable"),
        "不予处理": group(values, name, "refused"),
        "其他处理": group(values, name, "other_results"),
        "予以公开及部分公开": total(values, "granted") + total(values, "partial"),
    }
    label = report.chance.choice(tuple(parts))
    claim(report, "R5.5", "overview.requests", received(report) + f"其中，{label}{{}}件。", parts[label])


@fault("R5.6")
def detail_claim_wrong(report):
    row, label = report.chance.choice(
        (
            ("u1_noinfo", "本机关不掌握相关政府信息"),
            ("d1_secret", "属于国家秘密"),
            ("d8_query", "属于行政查询事项"),
            ("n2_repeat", "重复申请"),
            ("d6_process", "属于四类过程性信息"),
        )
    )
    claim(report, "R5.6", "overview.requests", received(report) + f"答复结果中，{label}{{}}件。", total(report.values, row))


@fault("R5.7")
def percentage_wrong(report):
    granted, answered = total(report.values, "granted"), total(report.values, "total")
    wrong = percent(granted, answered + max(4, answered // 3), 2)
    say(report, "overview.requests", received(report) + f"其中，予以公开{granted}件，占{wrong}。")
    report.expect("R5.7", severity="error", words=wrong[:-1], section="overview.requests")


@fault("R5.8")
def percentages_do_not_add_up(report):
    """Each outcome with its share, one share far off, so that the whole is no hundred."""
    values, name = report.values, report.form.name
    answered = total(values, "total")
    parts = [
        ("予以公开", total(values, "granted")),
        ("部分公开", total(values, "partial")),
        ("不予公开", group(values, name, "denied")),
        ("无法提供", group(values, name, "unable")),
        ("不予处理", group(values, name, "refused")),
        ("其他处理", group(values, name, "other_results")),
    ]
    shown = [f"{label}{count}件，占{percent(count, answered, 2)}" for label, count in parts if count]
    label, count = parts[0]
    shown[0] = f"{label}{count}件，占{percent(count, answered * 2, 2)}"
    say(report, "overview.requests", received(report) + f"全年办结{answered}件，其中，{'；'.join(shown)}。")
    report.expect("R5.8", section="overview.requests")


@fault("R5.9")
def review_claim_wrong(report):
    right = report.values["table4", "review", "total"]
    claim(report, "R5.9", "overview.requests", received(report) + "全年因政府信息公开被申请行政复议{}件。", right)


@fault("R5.10")
def suits_claim_wrong(report):
    right = sum(report.values["table4", block, "total"] for block in ("direct_suit", "suit_after_review"))
    claim(report, "R5.10", "overview.requests", received(report) + "因政府信息公开引发的行政诉讼{}件。", right)


@fault("R5.10")
def direct_suits_claim_wrong(report):
    right = report.values["table4", "direct_suit", "total"]
    suits = right + report.values["table4", "suit_after_review", "total"]
    claim(
        report,
        "R5.10",
        "overview.requests",
        received(report) + f"因政府信息公开引发的行政诉讼{suits}件，其中直接起诉{{}}件。",
        right,
    )


@fault("R5.11", levels=("county", "city"), sizes=("many",))
def result_claim_wrong(report):
    values = report.values
    count = values["table4", "review", "total"]
    if not count:
        return False
    upheld, corrected = values["table4", "review", "upheld"], values["table4", "review", "corrected"]
    wrong = upheld + report.chance.randint(1, 3)
    say(
        report,
        "overview.requests",
        received(report) + f"全年因政府信息公开被申请行政复议{count}件，其中维持{wrong}件、纠正{corrected}件。",
    )
    report.expect("R5.11", severity="warn", section="overview.requests", expected=upheld, found=wrong)


@fault("R5.11", levels=("county", "city"), sizes=("many",))
def correction_denied(report):
    """未发生纠错 where table four has one."""
    values = report.values
    values["table4", "review", "corrected"] += 1
    values["table4", "review", "total"] += 1
    say(report, "overview.requests", received(report) + "全年未发生因依申请公开被行政复议纠错情形。")
    report.expect("R5.11", severity="warn", section="overview.requests")


@fault("R5.12")
def requests_denied(report):
    say(
        report,
        "overview.requests",
        report.chance.choice(
            ("全年未收到政府信息公开申请。", "本年度无依申请公开件。", f"{report.year}年没有收到政府信息公开申请。")
        ),
    )
    report.expect("R5.12", severity="error", section="overview.requests")


@fault("R5.13")
def disputes_denied(report):
    values = report.values
    if not values["table4", "review", "total"]:
        values["table4", "review", "upheld"] += 2
        values["table4", "review", "total"] += 2
    say(
        report,
        "overview.requests",
        received(report)
        + report.chance.choice(("全年未发生因政府信息公开被申请行政复议情况。", "全年没有发生政府信息公开行政复议。")),
    )
    report.expect("R5.13", severity="error", section="overview.requests")


@fault("R5.14", forms=("2021",), levels=("department", "county", "town"))
def documents_claim_wrong(report):
    issued, repealed, in_force = (report.values["table2", "normative", key] for key in ("issued", "repealed", "in_force"))
    wrong = off(report, issued)
    say(report, "overview.management", f"全年制发行政规范性文件{wrong}件、废止{repealed}件、现行有效{in_force}件。")
    report.expect("R5.14", severity="error", section="overview.management", expected=issued, found=wrong)


@fault("R5.15", forms=("2021",))
def decisions_claim_wrong(report):
    row, label = report.chance.choice((("permit", "行政许可"), ("punish", "行政处罚")))
    right = report.values["table2", row, "decisions"]
    wrong = off(report, right)
    say(report, "overview.proactive", f"全年作出{label}决定{wrong}件，均已公开。")
    report.expect("R5.15", severity="warn", section="overview.proactive", expected=right, found=wrong)


@fault("R5.15", forms=("2021",), levels=("county", "city"))
def fee_claim_wrong(report):
    right = Decimal(report.values["table2", "fee", "amount"])
    wrong = format((right * 2 + 3).normalize(), "f")
    say(report, "overview.proactive", f"全年行政事业性收费{wrong}万元，收费目录清单已公开。")
    report.expect("R5.15", severity="warn", section="overview.proactive")


@fault("R5.16")
def parts_do_not_add_up(report):
    first, second = report.chance.randint(50, 400), report.chance.randint(20, 300)
    items = first + second + report.chance.randint(1, 30)
    say(report, "overview.proactive", f"全年主动公开政府信息{items}条，其中门户网站发布{first}条、政务新媒体发布{second}条。")
    report.expect("R5.16", severity="warn", section="overview.proactive")


@fault("R5.17")
def said_twice(report):
    items = report.chance.randint(100, 900)
    other = items + report.chance.randint(1, 60)
    say(
        report,
        "overview.proactive",
        f"全年主动公开政府信息{items}条。"
        + report.chance.choice(
            (f"经统计，本年度主动公开政府信息{other}条。", f"严格落实公开制度，全年共主动公开政府信息{other}条。")
        ),
    )
    report.expect("R5.17", severity="warn", section="overview.proactive")


@fault("R5.18")
def applicants_do_not_add_up(report):
    new = total(report.values, "new")
    counter = report.chance.randint(1, max(1, new // 2))
    letter = new - counter + report.chance.randint(1, 4)
    say(
        report,
        "overview.requests",
        report.chance.choice(
            (
                f"{report.year}年，共收到政府信息公开申请{new}件，其中当面申请{counter}件、网络申请{letter}件。",
                f"{report.year}年，共收到政府信息公开申请{new}件，其中自然人申请{counter}件、法人或其他组织申请{letter}件。",
            )
        ),
    )
    report.expect("R5.18", section="overview.requests")


@fault("R5.19")
def all_answered(report):
    values = report.values
    if not values["table3", "carried_out", "total"]:
        return False
    say(report, "overview.requests", received(report) + "办结率100%。")
    report.expect("R5.19", severity="warn", section="overview.requests")


@fault("R5.20", forms=("2021",))
def fees_differ(report):
    fee = report.chance.randint(3, 40) * 100
    say(report, "overview.requests", received(report) + f"依法收取信息处理费{fee}元。")
    say(report, "other", f"全年发出收费通知2件，收取信息处理费{fee + 200}元。")
    report.expect("R5.20", severity="error")


@fault("R5.21", forms=("2021",))
def unpaid_but_silent(report):
    values = report.values
    for kind in ("natural_person", "total"):
        for row in ("o2_fee", "new", "total"):
            values["table3", row, kind] += 1
    say(report, "overview.requests", received(report))
    say(report, "other", "本年度未收取政府信息公开信息处理费。")
    report.expect("R5.21", severity="hint")


@fault("R5.22", forms=("2021",))
def odd_fee(report):
    say(report, "other", f"全年收取信息处理费{report.chance.randint(10, 90) * 10 + report.chance.randint(1, 9)}元。")
    report.expect("R5.22", severity="hint")
