"""What a column of an office's ledger may mean, and the names that offices give it.

The names are a list that an office may add to: ``data/reference/synonyms/headers.csv``.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from unicodedata import normalize

from cockpit.intake.answers import LEFT_OUT
from cockpit.settings import ROOT

FILE = ROOT / "data" / "reference" / "synonyms" / "headers.csv"
HEADING = (
    "="  # a header that only stands above others: 基本情况; with a source behind it of its money
)


class Kind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"
    SPAN = "span"
    OTHER = "other"  # truth, class, level, year: as the tables read them


@dataclass(frozen=True)
class Meaning:
    """What a column is read as: its Chinese name, how its cells are read.

    ``is_loaded``: whether its values go into the lake; what is not is held against what does.
    """

    label: str
    kind: Kind = Kind.TEXT
    is_loaded: bool = True


MEANINGS: Mapping[str, Meaning] = {
    "project_id": Meaning("项目代码"),
    "name": Meaning("项目名称"),
    "organisation": Meaning("责任单位"),
    "township": Meaning("乡镇（街道）"),
    "domain": Meaning("领域"),
    "gov_invested": Meaning("政府投资", Kind.OTHER),
    "project_class": Meaning("项目类别"),
    "level": Meaning("项目级别"),
    "nature": Meaning("新建或续建", Kind.OTHER),
    "total": Meaning("总投资", Kind.MONEY),
    "plan": Meaning("年度计划", Kind.MONEY),
    "completed": Meaning("今年累计完成", Kind.MONEY),
    "month": Meaning("当月完成", Kind.MONEY),
    "total_completed": Meaning("开工以来累计完成", Kind.MONEY),
    "share": Meaning("占年计划", Kind.PERCENT, is_loaded=False),
    "total_share": Meaning("占总投资", Kind.PERCENT, is_loaded=False),
    "planned": Meaning("计划进度（不导入）", Kind.MONEY, is_loaded=False),
    "image_progress": Meaning("形象进度"),
    "reporter": Meaning("填报人"),
    "span": Meaning("建设起止年限", Kind.SPAN),
    "due_on": Meaning("计划开复工日期", Kind.DAY),
    "planned_end": Meaning("计划竣工日期", Kind.DAY),
    "started_on": Meaning("开工日期", Kind.DAY),
    "finished_on": Meaning("竣工日期", Kind.DAY),
    "opened_on": Meaning("投产日期", Kind.DAY),
    "listed_on": Meaning("入库日期", Kind.DAY),
    "report_date": Meaning("截至日期（每行一天）", Kind.DAY),
    "year": Meaning("年份（每行一月）", Kind.OTHER),
    "month_number": Meaning("月份（每行一月）", Kind.OTHER),
    "allotted": Meaning("下达资金", Kind.MONEY),
    "arrived": Meaning("到位资金", Kind.MONEY),
    "paid": Meaning("支付资金", Kind.MONEY),
    "flow_year": Meaning("下达年份", Kind.OTHER),
    "private": Meaning("不给读者看", is_loaded=False),
    LEFT_OUT: Meaning("不取", is_loaded=False),
}
OF_SOURCE = ("allotted", "arrived", "paid", "flow_year")  # that stand under a source of money
UNCLEAR: Mapping[str, tuple[str, ...]] = {  # names that may mean one of several
    "cumulative": ("completed", "total_completed"),
    "done": ("completed", "month", "total_completed"),
    "plan_or_total": ("plan", "total"),
}


@cache
def synonyms() -> Mapping[str, str]:
    """A header's plain name → a code of MEANINGS or UNCLEAR, or HEADING with its source."""
    with FILE.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {plain(row["表头"]): row["读成"].strip() for row in rows if row["表头"]}


def source_of(code: str) -> str:
    """The source of money that a heading names; empty for every other."""
    return code[len(HEADING) :] if code.startswith(HEADING) else ""


def plain(name: str) -> str:
    """A header's name as it is compared: width, case, blanks and points aside."""
    folded = normalize("NFKC", name).casefold()
    return "".join(c for c in folded if not c.isspace() and c not in "、,，.。:：*_-—")
