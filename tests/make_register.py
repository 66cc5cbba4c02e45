#!/usr/bin/env python3
"""Invents the register of an office over two years for tests: every outcome, every kind of applicant, remedies, cases
carried over, dates and results written in every accepted way. The second file holds the cases left open by the first,
with their later events, and the new ones. The same seed gives the same cases.

usage: make_register.py FOLDER [YEAR [CASES [SEED]]]     writes register-YEAR.xlsx and register-(YEAR+1).xlsx; needs: openpyxl"""
import datetime
import random
import sys
from pathlib import Path

import openpyxl

HEADS = ["编号", "收到日期", "收到渠道", "申请人类型", "申请人", "证件号码", "联系电话", "申请内容", "补正告知日期", "补正收到日期",
         "征求意见发出日期", "征求意见收到日期", "延期告知日期", "延期工作日", "答复日期", "办理结果", "答复文号", "复议收到日期",
         "复议结果", "复议结案日期", "诉讼类型", "诉讼收到日期", "诉讼结果", "诉讼结案日期", "备注"]
RESULTS = ["（一）予以公开", "予以公开", "部分公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1.属于国家秘密",
           "其他法律、行政法规禁止公开", "危及“三安全一稳定”", "4. 保护第三方合法权益", "内部事务信息", "属于四类过程性信息",
           "属于行政执法案卷", "8.属于行政查询事项", "本机关不掌握相关政府信息", "u1_noinfo", "没有现成信息，需要另行制作",
           "3.补正后申请内容仍不明确", "信访、举报、投诉类申请", "2.重复申请", "要求提供公开出版物", "无正当理由大量、反复申请",
           "要求行政机关确认或者重新出具已获取信息", "逾期不补正", "逾期未缴费", "3.其它", "其他"]
KINDS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
TOPICS = ["征收补偿方案", "部门预算", "规划许可批复", "行政处罚决定", "会议纪要", "采购合同", "社区养老服务清单", "道路施工安排"]


def written(day, rng):
    """A date as offices write it."""
    forms = [day, day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日", day.strftime("%Y%m%d")]
    return rng.choice(forms)


def case(number, year, index, rng):
    received = datetime.date(year, 1, 1) + datetime.timedelta(days=rng.randrange(365))
    row = {"编号": f"QS-{year}-{number:04}", "收到日期": received, "收到渠道": rng.choice(["当面", "邮寄", "平信", "网络", "传真", "电子邮件", "web", None]),
           "申请人类型": KINDS[index % 6], "申请人": f"申请人{number}", "联系电话": f"1{rng.randrange(10**9, 10**10)}",
           "申请内容": f"{rng.choice(TOPICS)}（第{number}件）"}
    result = RESULTS[index % len(RESULTS)]
    replied = received + datetime.timedelta(days=rng.randrange(1, 45))
    if "补正" in result:
        row["补正告知日期"] = received + datetime.timedelta(days=2)
        if "不明确" in result:
            row["补正收到日期"] = received + datetime.timedelta(days=4)
            replied = max(replied, row["补正收到日期"])
    if "第三方" in result:
        row["征求意见发出日期"], row["征求意见收到日期"] = received, received + datetime.timedelta(days=9)
    if index % 11 == 3:
        row["延期告知日期"], row["延期工作日"] = received + datetime.timedelta(days=15), rng.choice([None, 10, "20"])
    row["答复日期"], row["办理结果"] = replied, result
    if index % 13 == 5:
        remedy("复议", row, replied, rng)
    if index % 17 == 6:
        row["诉讼类型"] = ["未经复议直接起诉", "复议后起诉"][index % 2]
        remedy("诉讼", row, replied, rng)
    if rng.random() < 0.02:  # still open at the end of everything
        for head in HEADS[14:24]:
            row.pop(head, None)
    return row


def remedy(name, row, replied, rng):
    row[f"{name}收到日期"] = replied + datetime.timedelta(days=rng.randrange(20, 60))
    if rng.random() < 0.8:
        row[f"{name}结果"] = rng.choice(["维持", "纠正", "其他"])
        row[f"{name}结案日期"] = row[f"{name}收到日期"] + datetime.timedelta(days=rng.randrange(30, 400))


def known_at(row, end):
    """The row as the office could write it on that day."""
    seen = {head: value for head, value in row.items() if not (isinstance(value, datetime.date) and value > end)}
    for need, heads in [("答复日期", ["办理结果"]), ("复议结案日期", ["复议结果"]), ("诉讼结案日期", ["诉讼结果"]),
                        ("诉讼收到日期", ["诉讼类型", "诉讼结果"]), ("延期告知日期", ["延期工作日"])]:
        if need not in seen:
            for head in heads:
                seen.pop(head, None)
    return seen


def save(path, rows, rng):
    book = openpyxl.Workbook()
    sheet = book.active
    heads = HEADS[:]
    rng.shuffle(heads)
    heads.insert(5, "内部批注")  # an unknown head, to be told and ignored
    sheet.append(heads)
    for row in rows:
        sheet.append([written(row[h], rng) if isinstance(row.get(h), datetime.date) else row.get(h) for h in heads])
    book.save(path)


def main(folder, year="2024", cases="320", seed="7"):
    rng, year, cases = random.Random(int(seed)), int(year), int(cases)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    first = [case(n + 1, year, n, rng) for n in range(cases)]
    second = [case(n + 1, year + 1, n, rng) for n in range(cases)]
    end, next_end = datetime.date(year, 12, 31), datetime.date(year + 1, 12, 31)
    save(folder / f"register-{year}.xlsx", [known_at(row, end) for row in first], rng)
    changed = [row for row in first if known_at(row, end) != known_at(row, next_end) or "答复日期" not in known_at(row, end)]
    rows = [known_at(row, next_end) for row in changed + second]
    save(folder / f"register-{year + 1}.xlsx", rows, rng)
    # Everything in one file, to count the second year from.
    save(folder / f"register-all.xlsx", [known_at(row, next_end) for row in first + second], rng)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) >= 2 else print(__doc__) or 2)
