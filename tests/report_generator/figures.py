"""Consistent figures: tables in which every identity of the form holds. `values` maps (table, row, column) to a count,
or to a decimal string of 万元."""

from decimal import Decimal

from forms import APPLICANTS, BLOCKS, KINDS, form

# How requests usually fall on applicants and on outcomes: most from persons, most granted or not held.
APPLICANT_WEIGHTS = (70, 16, 1, 2, 6, 5)
OUTCOME_WEIGHTS = {
    "granted": 40,
    "partial": 8,
    "u1_noinfo": 24,
    "u2_create": 5,
    "d8_query": 4,
    "n1_petition": 5,
    "n2_repeat": 3,
    "o1_overdue": 3,
    "o3_other": 3,
    "o_merged": 6,
}
SIZES = {"none": (0, 0), "few": (1, 9), "some": (10, 60), "many": (80, 900), "crowd": (1100, 4000)}


def spread(chance, total, weights):
    """Divides a total by weights."""
    parts = [0] * len(weights)
    if total > 3000:
        parts = [total * weight // sum(weights) for weight in weights]
    for index in chance.choices(range(len(weights)), weights, k=total - sum(parts)):
        parts[index] += 1
    return parts


def size_of(chance, organ):
    if organ.level in ("province", "city"):
        return chance.choice(("many", "many", "crowd"))
    if organ.level == "county":
        return chance.choice(("some", "many"))
    return chance.choice(("none", "few", "few", "some", "some"))


def make(chance, form_name, organ, size=None, carried_in=None):
    """Figures of a report. `carried_in` gives the requests carried in by applicant, where last year's report is known."""
    values = {}
    low, high = SIZES[size or size_of(chance, organ)]
    new = spread(chance, chance.randint(low, high), APPLICANT_WEIGHTS)
    if carried_in is None:
        some = chance.random() < 0.6 and high > 0
        carried_in = spread(chance, chance.randint(1, max(1, high // 12)) if some else 0, APPLICANT_WEIGHTS)
    requests(chance, form(form_name), new, carried_in, values)
    remedies(chance, organ, sum(new), values)
    (publication_2021 if form_name == "2021" else publication_2019)(chance, organ, values)
    return values


def requests(chance, own, new, carried_in, values):
    """Table three. All carried in are answered first, so that a text may say so."""
    rows = {row: [0] * len(APPLICANTS) for row in own.printed_rows}
    rows["new"], rows["carried_in"] = list(new), list(carried_in)
    for index in range(len(APPLICANTS)):
        open_at_end = sum(1 for _ in range(min(new[index], 200)) if chance.random() < 0.08) if new[index] else 0
        rows["carried_out"][index] = open_at_end
        rows["total"][index] = new[index] + carried_in[index] - open_at_end
        weights = [OUTCOME_WEIGHTS.get(row, 1) for row in own.outcomes]
        for row, count in zip(own.outcomes, spread(chance, rows["total"][index], weights)):
            rows[row][index] = count
    for row, counts in rows.items():
        for kind, count in zip(APPLICANTS, counts):
            values["table3", row, kind] = count
        values["table3", row, "total"] = sum(counts)


def remedies(chance, organ, new, values):
    """Table four; nobody goes to court over nothing."""
    most = 0 if new == 0 else min(new // 3, {"province": 40, "city": 25, "county": 9}.get(organ.level, 3))
    for block in BLOCKS:
        total = chance.randint(0, most) if chance.random() < (0.8 if organ.rolled_up else 0.35) else 0
        if block == "suit_after_review" and values["table4", "review", "total"] == 0:
            total = 0
        parts = spread(chance, total, (60, 8, 12, 10))
        for standing, count in zip(("upheld", "corrected", "other", "pending"), parts):
            values["table4", block, standing] = count
        values["table4", block, "total"] = total


def money(chance, most):
    """An amount in 万元 as printed, with up to four decimals."""
    digits = chance.choice((0, 1, 2, 2, 4, 4))
    return format(Decimal(chance.randint(1, most * 10**digits)).scaleb(-digits).normalize(), "f")


def documents(chance, high):
    """Issued, repealed, in force; what was in force last year is in_force + repealed - issued, never negative."""
    before = chance.randint(0, high)
    issued, repealed = chance.randint(0, max(1, high // 5)), chance.randint(0, before // 4)
    return issued, repealed, before + issued - repealed


def publication_2021(chance, organ, values, before=None):
    big = organ.rolled_up
    rules = documents(chance, 40) if organ.makes_rules else (0, 0, 0)
    normative = documents(chance, {"province": 600, "city": 300, "county": 120}.get(organ.level, 15))
    if organ.level == "subdistrict":
        normative = (0, 0, 0)
    for row, three in (("rules", rules), ("normative", normative)):
        values.update(zip((("table2", row, column) for column in ("issued", "repealed", "in_force")), three))
    most = {"province": 90_000, "city": 60_000, "county": 20_000, "department": 900, "town": 60}.get(organ.level, 8)
    for row, share in (("permit", 1), ("punish", 2), ("coerce", 9)):
        values["table2", row, "decisions"] = chance.randint(1 if big else 0, max(1, most // share))
    charges = big or (organ.level == "department" and chance.random() < 0.5)
    values["table2", "fee", "amount"] = money(chance, 9000 if big else 400) if charges else "0"


def publication_2019(chance, organ, values):
    for row, high in (("rules_2019", 30 if organ.makes_rules else 0), ("normative_2019", 200 if organ.rolled_up else 20)):
        made = chance.randint(0, high // 4) if high else 0
        published = made + (chance.randint(0, 2) if high else 0)
        total = published + (chance.randint(0, high) if high else 0)
        values.update({("table2", row, "made"): made, ("table2", row, "published"): published, ("table2", row, "total"): total})
    most = 900 if organ.rolled_up else 60
    for row in ("permit_2019", "other_service_2019", "punish_2019", "coerce_2019", "fee_2019"):
        prior = chance.choice((0, chance.randint(1, most)))
        values["table2", row, "prior"] = prior
        values["table2", row, "change"] = chance.choice((0, 0, chance.randint(1, 9), -chance.randint(0, min(prior, 9))))
        if row != "fee_2019":
            values["table2", row, "decisions"] = chance.randint(0, most * 3) if prior else 0
    projects = chance.choice((0, chance.randint(1, 40)))
    values["table2", "procurement", "projects"] = projects
    values["table2", "procurement", "amount"] = money(chance, 5000) if projects else "0"


def follow(values, last, chance):
    """Table two of a year that follows last year's: in force what was in force, issued and repealed; fees of a size."""
    for row in ("rules", "normative"):
        before = last["table2", row, "in_force"]
        repealed = min(values["table2", row, "repealed"], before)
        values["table2", row, "repealed"] = repealed
        values["table2", row, "in_force"] = before + values["table2", row, "issued"] - repealed
    amount = Decimal(last["table2", "fee", "amount"])
    share = Decimal(chance.randint(80, 130)) / 100
    values["table2", "fee", "amount"] = format((amount * share).quantize(Decimal("0.0001")).normalize(), "f")


def total(values, row):
    """T(row) of the sheet: the last column of a row of table three, 0 where it is not printed."""
    return values.get(("table3", row, "total")) or 0


def group(values, form_name, name):
    """Sum of a group of table three: denied, unable, refused, other_results."""
    return sum(total(values, row) for row in form(form_name).groups[name])


def row3(values, row):
    return [values["table3", row, kind] for kind in KINDS]
