#!/usr/bin/env python3
"""Counts tables three and four of a year from a register of requests in XLSX, by the rules of the exchange formats
alone; with a report it compares cell by cell and ends with 1 where they differ. Knows nothing of our code.

usage: count_register.py REGISTER.xlsx YEAR [REPORT.json]      needs: openpyxl"""
import datetime
import json
import re
import sys

import openpyxl

KINDS = {"自然人": "natural_person", "商业企业": "business", "科研机构": "research",
         "社会公益组织": "public_welfare", "法律服务机构": "legal_service", "其他": "other"}
ROWS = {"granted": "予以公开", "partial": "部分公开", "d1_secret": "属于国家秘密 国家秘密",
        "d2_law": "其他法律行政法规禁止公开 法律行政法规禁止公开", "d3_safety": "危及三安全一稳定 三安全一稳定",
        "d4_third": "保护第三方合法权益 第三方合法权益", "d5_internal": "属于三类内部事务信息 三类内部事务信息 内部事务信息",
        "d6_process": "属于四类过程性信息 四类过程性信息 过程性信息",
        "d7_case": "属于行政执法案卷 行政执法案卷 属于行政执法案卷信息", "d8_query": "属于行政查询事项 行政查询事项",
        "u1_noinfo": "本机关不掌握相关政府信息 不掌握相关政府信息", "u2_create": "没有现成信息需要另行制作",
        "u3_unclear": "补正后申请内容仍不明确 申请内容仍不明确", "n1_petition": "信访举报投诉类申请", "n2_repeat": "重复申请",
        "n3_publication": "要求提供公开出版物", "n4_massive": "无正当理由大量反复申请",
        "n5_confirm": "要求行政机关确认或重新出具已获取信息",
        "o1_overdue": "逾期不补正 申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请",
        "o2_fee": "逾期未缴费 申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请", "o3_other": "其他"}
NAMES = {name: row for row, names in ROWS.items() for name in [row, *names.split()]}
RESULTS = {"维持": "upheld", "纠正": "corrected", "其他": "other"}
SUITS = {"未经复议直接起诉": "direct_suit", "复议后起诉": "suit_after_review"}
STATES = ["upheld", "corrected", "other", "pending", "total"]
ORDER = ["new", "carried_in", *ROWS, "total", "carried_out"]


def day(value):
    if value in (None, ""):
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = str(value).strip()
    parts = [text[:4], text[4:6], text[6:]] if re.fullmatch(r"\d{8}", text) else re.findall(r"\d+", text)
    return datetime.date(*map(int, parts))


def row_of(text):
    bare = re.sub(r"（区分处理.*）|\(区分处理.*\)", "", re.sub(r"\s", "", str(text)))
    bare = re.sub(r"^(?:[（(][一二三四五六七][）)]|\d[.．])", "", bare)
    return NAMES[re.sub(r"[、，,“”\"]", "", bare.replace("或者", "或").replace("其它", "其他"))]


def read(path):
    lines = openpyxl.load_workbook(path, data_only=True).worksheets[0].iter_rows(values_only=True)
    heads = [str(head or "").strip() for head in next(lines)]
    for line in lines:
        if any(value not in (None, "") for value in line):
            yield dict(zip(heads, line))


def count(cases, year):
    three = {row: dict.fromkeys([*KINDS.values(), "total"], 0) for row in ORDER}
    four = {block: dict.fromkeys(STATES, 0) for block in ("review", *SUITS.values())}
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    for case in cases:
        received, replied = day(case["收到日期"]), day(case.get("答复日期"))
        rows = []
        if first <= received <= last:
            rows.append("new")
        if received < first and not (replied and replied < first):
            rows.append("carried_in")
        if replied and first <= replied <= last:
            rows += [row_of(case["办理结果"]), "total"]
        if received <= last and not (replied and replied <= last):
            rows.append("carried_out")
        for row in rows:
            three[row][KINDS[case["申请人类型"].strip()]] += 1
            three[row]["total"] += 1
        remedies = [("review", "复议"), (SUITS.get(case.get("诉讼类型")), "诉讼")]
        for block, name in remedies:
            start, end = day(case.get(f"{name}收到日期")), day(case.get(f"{name}结案日期"))
            if start and start <= last and not (end and end < first):
                ended = end and end <= last
                four[block][RESULTS[case[f"{name}结果"].strip()] if ended else "pending"] += 1
                four[block]["total"] += 1
    return three, four


def main(path, year, report=None):
    three, four = count(list(read(path)), int(year))
    if report is None:
        print(json.dumps({"table3": three, "table4": four}, ensure_ascii=False, indent=1))
        return 0
    with open(report, encoding="utf-8") as file:
        theirs = json.load(file)
    faults = [f"table3.{row}.{column}: {value} counted, {theirs['table3'][row][column]} reported"
              for row, cells in three.items() for column, value in cells.items() if theirs["table3"][row][column] != value]
    faults += [f"table4.{block}.{state}: {value} counted, {theirs['table4'][block][state]} reported"
               for block, cells in four.items() for state, value in cells.items() if theirs["table4"][block][state] != value]
    print("\n".join(faults) if faults else f"{path} {year}: tables three and four agree")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) in (3, 4) else print(__doc__) or 2)
