"""Invented organs. No two reports of a run share an organ, so that no report is taken for last year's of another."""

import dataclasses
import random

FIRST = "青云澄长南北东西玉金石清明广新和永平德嘉"
SECOND = "砚栎棠鹭榆笙霁槐鸢苇棣箬绡芷蘅汐屿筠棹荻"
BUREAUS = (
    "教育局",
    "财政局",
    "民政局",
    "司法局",
    "水利局",
    "农业农村局",
    "卫生健康委员会",
    "市场监督管理局",
    "交通运输局",
    "应急管理局",
    "自然资源局",
    "审计局",
    "统计局",
    "人民政府办公室",
    "住房和城乡建设局",
    "人力资源和社会保障局",
)
DEADLINE = {"province": (3, 31), "city": (3, 31), "county": (3, 31)}


@dataclasses.dataclass(frozen=True)
class Organ:
    """A reporting organ: name as in the title, what it calls itself in running text, level of `report.schema.json`."""

    name: str
    short: str
    level: str
    government: bool

    @property
    def rolled_up(self):
        return self.level in DEADLINE

    @property
    def makes_rules(self):
        """省 and 设区的市 governments make 规章, their office may print them."""
        return self.level in ("province", "city")


def _named(level, place, outer, chance):
    if level == "province":
        return Organ(f"{place}省人民政府", "省政府", level, True)
    if level == "city":
        return Organ(f"{place}市人民政府", "市政府", level, True)
    if level == "county":
        kind = chance.choice("县区")
        return Organ(f"{place}{kind}人民政府", f"{kind}政府", level, True)
    if level == "town":
        kind = chance.choice("镇镇乡")
        return Organ(f"{outer}县{place}{kind}人民政府", f"我{kind}", level, True)
    if level == "subdistrict":
        return Organ(f"{outer}区{place}街道办事处", "街道", level, False)
    if level == "public_body":
        return Organ(f"{place}市住房公积金管理中心", "中心", level, False)
    bureau = chance.choice(BUREAUS)
    short = {"会": "我委", "室": "我办"}.get(bureau[-1], "我局")
    return Organ(f"{place}{chance.choice('县县区市')}{bureau}", short, "department", False)


LEVELS = ("department",) * 5 + ("county",) * 3 + ("town",) * 3 + ("subdistrict",) * 3 + ("city", "province")


class Registry:
    """Gives organs that were not given before."""

    def __init__(self, seed):
        self.chance = random.Random(f"organs {seed}")
        self.given = set()

    def next(self, level=None):
        for _ in range(10_000):
            place, outer = ("".join((self.chance.choice(FIRST), self.chance.choice(SECOND))) for _ in range(2))
            organ = _named(level or self.chance.choice(LEVELS), place, outer, self.chance)
            if organ.name not in self.given and place != outer:
                self.given.add(organ.name)
                return organ
        raise RuntimeError("no organ is left: widen FIRST or SECOND")
