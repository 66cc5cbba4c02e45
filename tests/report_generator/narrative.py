"""The running text of a report: true to its figures, phrased in the ways that section 6 of the sheet lists, with its
traps. Every function gives sentences; none of them states a figure that the tables do not bear out."""

from decimal import ROUND_HALF_UP, Decimal

import prose
from figures import group, total
from forms import form_of_year

DIGITS = "零一二三四五六七八九"


def chinese(number):
    """三, 十二, 二十, 一百零三: a Chinese numeral up to 999; 两 for 2, as one says before 件."""
    if number == 2:
        return "两"
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return "十" + (DIGITS[number % 10] if number % 10 else "")
    if number < 100:
        return DIGITS[number // 10] + "十" + (DIGITS[number % 10] if number % 10 else "")
    rest = number % 100
    tail = (
        ""
        if not rest
        else ("零" + DIGITS[rest] if rest < 10 else DIGITS[rest // 10] + "十" + (DIGITS[rest % 10] if rest % 10 else ""))
    )
    return DIGITS[number // 100] + "百" + tail


def figure(chance, number):
    """A count as an office may write it."""
    if number >= 1000 and chance.random() < 0.3:
        return f"{number:,}"
    if 0 < number < 60 and chance.random() < 0.1:
        return chinese(number)
    return str(number)


def percent(count, base, digits):
    exact = Decimal(count) * 100 / Decimal(base)
    return f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}%"


class Narrative:
    """Writes the text of one report from its figures."""

    def __init__(self, chance, report):
        self.chance, self.report = chance, report
        self.values, self.year, self.organ = report.values, report.year, report.organ
        self.basis = form_of_year(report.year).number

    def pick(self, *choices):
        return self.chance.choice(choices)

    def number(self, count):
        return figure(self.chance, count)

    def write(self):
        """Fills the sections of the report."""
        text = self.report.text
        text["preamble"] = [self.preamble()]
        text["overview"] = [self.lead()]
        text["overview.proactive"] = [self.proactive()]
        text["overview.requests"] = [self.requests()]
        text["overview.management"] = [self.management()]
        text["overview.platform"] = [self.platform()]
        text["overview.supervision"] = [self.supervision()]
        text["other"] = [self.other()]
        text["problems"] = prose.problems(self.chance, self.organ, self.year)

    def preamble(self):
        name, year = self.organ.name, self.year
        basis = self.pick(
            f"本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）和《政府信息公开工作年度报告格式》（{self.basis}）要求编制。",
            f"根据《中华人民共和国政府信息公开条例》（国务院令第711号）和{self.basis}文件要求，{name}编制本报告。",
        )
        parts = self.pick(
            "",
            "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分。",
        )
        period = self.pick(
            f"报告中所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
            f"本报告所列数据统计期限为{year}年1月1日至{year}年12月31日。",
            f"本报告所列数据统计期限为{year}年1月1日至12月31日。",
        )
        telephone = f"0{self.chance.randint(310, 999)}-{self.chance.randint(2000000, 8999999)}"
        postcode, place = self.chance.randint(100000, 859999), prose.address(self.chance)
        contact = f"如对本报告有疑问，请与{name}联系（地址：{place}，邮编：{postcode}，电话：{telephone}）。"
        return basis + parts + period + contact

    def lead(self):
        return prose.lead(self.chance, self.organ, self.year)

    def proactive(self):
        """Published items: with parts behind 其中, or alone, or hedged."""
        most = 9000 if self.organ.rolled_up else 900
        items = self.chance.randint(40, most)
        first = self.chance.randint(10, items - 20)
        second = self.chance.randint(5, items - first - 5)
        rest = items - first - second
        stated = self.pick(
            f"全年主动公开政府信息{self.number(items)}条，其中门户网站发布{first}条、政务新媒体发布{second}条、公示栏张贴{rest}条。",
            f"{self.year}年，{self.organ.short}主动公开政府信息{self.number(items)}条。",
            f"累计发布各类信息近{items // 10 * 10 + 10}条。",
            f"全年主动公开政府信息{items // 10 * 10}余条。",
            f"门户网站全年更新{first}条，微信公众号推送{second}条（部分重复）。",
            f"自栏目开设以来累计公开信息{items + 5000:,}条。",
        )
        return (
            prose.join(self.chance, prose.PROACTIVE, 2) + stated + self.decisions() + prose.join(self.chance, prose.RESPONSE, 1)
        )

    def decisions(self):
        """许可, 处罚 and money in the text, equal to table two."""
        if self.report.form.name != "2021" or self.chance.random() < 0.6:
            return ""
        permit, punish = (self.values["table2", row, "decisions"] for row in ("permit", "punish"))
        text = f"全年作出行政许可决定{permit}件、行政处罚决定{punish}件"
        amount = self.values["table2", "fee", "amount"]
        if amount != "0" and self.chance.random() < 0.6:
            shown = Decimal(amount)
            if shown > 10 and self.chance.random() < 0.5:
                shown = shown.quantize(Decimal("0.1"), ROUND_HALF_UP)
            text += f"，行政事业性收费{format(shown, 'f')}万元"
        return text + "。"

    # --- requests ---------------------------------------------------------------------------------------------------

    def requests(self):
        new, carried_in = total(self.values, "new"), total(self.values, "carried_in")
        opening = prose.join(self.chance, prose.REQUESTS, 1)
        if new + carried_in == 0:
            return opening + self.none() + self.disputes()
        handled = self.handled(new, carried_in)
        return opening + self.received(new, carried_in) + handled + self.outcomes() + self.disputes()

    def none(self):
        return self.pick(
            "全年未收到政府信息公开申请。",
            "本年度无依申请公开件。",
            "全年共收到政府信息公开申请0件。",
            f"{self.year}年，{self.organ.short}未收到政府信息公开申请。",
            "全年没有收到依申请公开件，也没有上年结转的申请。",
        )

    def received(self, new, carried_in):
        """What came in: alone, with what was carried in, by applicant, by channel, with last year beside it."""
        shown = self.number(new)
        if new == 0:
            return f"全年未收到新的政府信息公开申请，办理上年结转申请{carried_in}件。"
        if self.chance.random() < 0.15:
            return self.received_otherwise(new, carried_in)
        start = self.pick(
            f"{self.year}年，共收到政府信息公开申请{shown}件",
            f"全年新收政府信息公开申请{shown}件",
            f"全年受理依申请公开件{shown}件",
            f"{self.year}年收到申请{shown}件",
            f"本年度政府信息公开申请共计{shown}件",
        )
        behind = self.pick("", "", self.applicants(new), self.channels(new), self.last_year(new))
        if carried_in:
            carried = self.pick(
                f"，上年结转{carried_in}件",
                f"，{self.year - 1}年结转到本年办理的{carried_in}件",
                f"，叠加上年结转{carried_in}件",
            )
            if behind:
                return f"{start}{behind}。另有上年度结转申请{carried_in}件。"
            return start + carried + self.pick("", f"，全年应办{new + carried_in}件") + "。"
        return start + behind + "。"

    def received_otherwise(self, new, carried_in):
        """Hedged, in 件次, with what was carried in inside the figure, or with another organ beside."""
        tens = new // 10 * 10
        choices = [f"全年受理政府信息公开申请{new}件次。"]
        if new > 20 and new % 10:
            choices.append(f"全年共收到政府信息公开申请{tens}余件。")
            about = tens + 10 if new % 10 > 5 else tens
            if abs(about - new) * 10 <= about:
                choices.append(f"{self.year}年，收到政府信息公开申请约{about}件。")
        if carried_in:
            choices.append(f"全年共办理政府信息公开申请{new + carried_in}件（含上年结转{carried_in}件）。")
        if self.organ.name.endswith("办公室"):
            government = self.organ.name[-8] + "政府"
            choices.append(
                f"{self.year}年，本办公室收到政府信息公开申请{new}件，{government}收到政府信息公开申请{new + 40}件。"
            )
        return self.chance.choice(choices)

    def applicants(self, new):
        persons = self.values["table3", "new", "natural_person"]
        return f"，其中自然人申请{persons}件、法人或其他组织申请{new - persons}件"

    def channels(self, new):
        counter = self.chance.randint(0, new)
        letter = self.chance.randint(0, new - counter)
        return f"，其中当面申请{counter}件、信函申请{letter}件、网络申请{new - counter - letter}件"

    def last_year(self, new):
        if self.report.paired:
            return ""
        more = new + self.chance.randint(2, 30)
        fewer = percent(more - new, more, 1)
        return self.pick(f"，较上年的{more}件下降{fewer}", f"，比去年的{more}件减少{more - new}件", f"，去年同期为{more}件")

    def handled(self, new, carried_in):
        answered, out = total(self.values, "total"), total(self.values, "carried_out")
        shown = self.number(answered)
        with_last = f"（含上年结转{carried_in}件）" if carried_in else ""
        text = self.pick(
            f"全年办结{shown}件{with_last}",
            f"共办结{shown}件{with_last}",
            f"已答复{shown}件{with_last}",
            f"办理完毕{shown}件{with_last}",
        )
        if answered == 0:
            text = "年内尚无办结申请"
        elif self.chance.random() < 0.5:
            text += "，均在法定期限内答复"
        elif out == 0 and self.chance.random() < 0.5:
            text += "，办结率100%"
        if out:
            text += self.pick(
                f"，结转下年度继续办理{out}件",
                f"，结转到{self.year + 1}年办理{out}件",
                f"，另有{out}件结转至下一年度",
                f"，{out}件正在办理中",
            )
        return text + "。"

    def outcomes(self):
        """By outcome, whole or in groups, with or without percentages."""
        answered = total(self.values, "total")
        if answered == 0 or self.chance.random() < 0.25:
            return ""
        name = self.report.form.name
        granted, partial = total(self.values, "granted"), total(self.values, "partial")
        together = self.chance.random() < 0.3
        parts = (
            [(self.pick("予以公开及部分公开", "同意公开或部分公开"), granted + partial)]
            if together
            else [("予以公开", granted), ("部分公开", partial)]
        )
        parts += [
            ("不予公开", group(self.values, name, "denied")),
            ("无法提供", group(self.values, name, "unable")),
            ("不予处理", group(self.values, name, "refused")),
            ("其他处理", group(self.values, name, "other_results")),
        ]
        shown = [part for part in parts if part[1]]
        style = self.pick("plain", "plain", "percent", "brackets")
        if style == "plain":
            return "其中，" + self.pick("、", "，").join(f"{label}{count}件" for label, count in shown) + "。" + self.detail()
        if self.chance.random() < 0.2:
            new = total(self.values, "new")
            return (
                f"其中，予以公开{granted}件，占{percent(granted, self.pick(new, answered), self.pick(0, 1, 2))}。"
                if new
                else ""
            )
        form = "{}{}件，占{}" if style == "percent" else "{}{}件（{}）"
        return "其中，" + "；".join(form.format(label, count, percent(count, answered, 2)) for label, count in shown) + "。"

    def detail(self):
        """One row of table three by its label."""
        known = [(row, total(self.values, row)) for row in ("u1_noinfo", "d8_query", "n2_repeat") if total(self.values, row)]
        if not known or self.chance.random() < 0.5:
            return ""
        row, count = self.chance.choice(known)
        label = {"u1_noinfo": "本机关不掌握相关政府信息", "d8_query": "属于行政查询事项", "n2_repeat": "重复申请"}[row]
        return f"答复结果中，{label}{count}件。"

    def disputes(self):
        review = self.values["table4", "review", "total"]
        direct, after = (self.values["table4", block, "total"] for block in ("direct_suit", "suit_after_review"))
        suits = direct + after
        if review == suits == 0:
            return self.pick(
                "",
                "全年未发生因政府信息公开被申请行政复议、提起行政诉讼情况。",
                "未发生因政府信息公开引发的行政复议和行政诉讼。",
            )
        if all(self.values["table4", block, "corrected"] == 0 for block in ("review", "direct_suit", "suit_after_review")):
            if self.chance.random() < 0.2:
                return "全年未发生因依申请公开被行政复议纠错或行政诉讼败诉情形。"
        if review == suits == 1 and self.chance.random() < 0.7:
            return "全年发生涉及政府信息公开的行政复议、行政诉讼各1件。"
        if review and suits and self.chance.random() < 0.2:
            return f"因政府信息公开引发的行政复议和行政诉讼共{review + suits}件。"
        text = self.reviews(review) + "，" + self.suits(suits, direct, after) + "。"
        return text + self.other_reviews()

    def reviews(self, review):
        if not review:
            return "未发生因政府信息公开被申请行政复议情况"
        text = self.pick(f"全年因政府信息公开被申请行政复议{review}件", f"发生涉及政府信息公开的行政复议案件{review}件")
        return text + (self.standing(("review",)) if self.chance.random() < 0.6 else "")

    def suits(self, suits, direct, after):
        if not suits:
            return "未发生因政府信息公开引发的行政诉讼"
        text = f"因政府信息公开引发的行政诉讼{suits}件"
        if direct and after and self.chance.random() < 0.4:
            return text + f"，其中直接起诉{direct}件、复议后起诉{after}件"
        return text + (self.standing(("direct_suit", "suit_after_review")) if self.chance.random() < 0.4 else "")

    def standing(self, blocks):
        sums = {
            key: sum(self.values["table4", block, key] for block in blocks)
            for key in ("upheld", "corrected", "other", "pending")
        }
        return (
            f"，其中维持{sums['upheld']}件、纠正{sums['corrected']}件、其他结果{sums['other']}件、尚未审结{sums['pending']}件"
        )

    def other_reviews(self):
        """The office as a reviewing organ: not a figure of its own disputes."""
        if self.organ.rolled_up and self.chance.random() < 0.2:
            return f"作为复议机关，全年办理行政复议案件{self.chance.randint(60, 300)}件。"
        return ""

    # --- the rest ---------------------------------------------------------------------------------------------------

    def management(self):
        text = prose.join(self.chance, prose.MANAGEMENT, 2)
        if self.report.form.name == "2021":
            issued, repealed, in_force = (self.values["table2", "normative", key] for key in ("issued", "repealed", "in_force"))
            if issued + repealed + in_force and self.chance.random() < 0.6:
                text += f"全年制发行政规范性文件{self.number(issued)}件、废止{repealed}件、现行有效{in_force}件。"
        return text + self.pick("", f"全年完成公文公开属性审查{self.chance.randint(20, 300)}件。")

    def platform(self):
        return prose.join(self.chance, prose.PLATFORM, 2) + self.pick(
            "", f"设置政务公开专区{self.chance.randint(1, 6)}处。", f"规范运维政务新媒体账号{self.chance.randint(1, 8)}个。"
        )

    def supervision(self):
        text = prose.join(self.chance, prose.SUPERVISION, 1)
        text += f"全年组织政府信息公开培训{self.chance.randint(1, 6)}期，培训{self.chance.randint(20, 400)}人次。"
        return text + prose.accountability(self.chance)

    def other(self):
        none = self.pick(
            "本年度未收取政府信息公开信息处理费。",
            f"{self.year}年，{self.organ.name}没有收取信息处理费，也没有其他需要报告的事项。",
            "全年收取政府信息公开信息处理费0元。",
            "依据《政府信息公开信息处理费管理办法》，本年度未收取信息处理费。",
        )
        unpaid = total(self.values, "o2_fee")
        answered = total(self.values, "total")
        if unpaid or (answered > 30 and self.chance.random() < 0.3):
            fee = self.chance.randint(1, 80) * 100
            notices = unpaid + self.chance.randint(1, 5)
            behind = f"，其中{unpaid}件申请人逾期未缴费、不再处理" if unpaid else ""
            return f"全年发出收费通知{notices}件{behind}，收取信息处理费{fee}元。"
        return none
