"""What the demonstration ledger must add up to on 2022-05-31. Money is 万元.

The class totals follow the published figures of the “12834” bulletin; the cells say how the
classes overlap. A cell is a set of classes; its projects belong to exactly those. The cells were
chosen by hand so that class sums, distinct sums and pairs all hold; ``verify`` proves it.
"""

from dataclasses import dataclass
from datetime import date

AS_OF = date(2022, 5, 31)
YEAR = 2022
MONTHLY_WAN = (310_000, 280_000, 340_000, 390_000, 390_000)  # distinct total, January to May

CLASS_OF = {"省": "重点项目", "县": "重点项目", "T": "三个一批", "N": "补短板982", "B": "专项债"}
CLASS_OF["Z"] = "中央预算内"


@dataclass(frozen=True)
class ClassTotal:
    """A class's figures: listed, due and implemented projects; plan and completed."""

    listed: int
    due: int
    implemented: int
    plan_wan: int
    done_wan: int


CLASS_TOTALS = {
    "省": ClassTotal(67, 66, 60, 1_050_000, 515_550),
    "县": ClassTotal(137, 115, 112, 2_168_000, 764_000),
    "T": ClassTotal(51, 45, 43, 600_000, 233_400),
    "N": ClassTotal(68, 68, 68, 460_000, 277_560),
    "B": ClassTotal(43, 40, 38, 420_000, 157_500),
    "Z": ClassTotal(24, 22, 21, 52_000, 42_020),
}
DISTINCT_TOTAL = ClassTotal(340, 309, 297, 4_240_000, 1_710_000)


@dataclass(frozen=True)
class Cell:
    """Projects of exactly the classes in ``code``: how many, not yet due, due but not started."""

    code: str
    listed: int
    not_due: int
    late: int
    plan_wan: int
    done_wan: int
    finished: int = 0  # finished before the year, without a plan

    @property
    def due(self) -> int:
        return self.listed - self.not_due

    @property
    def implemented(self) -> int:
        return self.due - self.late


CELLS = (
    Cell("省", 41, 1, 4, 681_000, 310_020),
    Cell("省N", 11, 0, 0, 190_000, 126_000),
    Cell("省T", 8, 0, 1, 110_000, 46_530),
    Cell("省B", 4, 0, 1, 45_000, 18_000),
    Cell("省NB", 2, 0, 0, 16_000, 10_000),
    Cell("省NT", 1, 0, 0, 8_000, 5_000),
    Cell("县", 126, 19, 3, 2_090_000, 731_000),
    Cell("县N", 4, 0, 0, 26_000, 15_000),
    Cell("县T", 4, 2, 0, 32_000, 11_000),
    Cell("县B", 3, 1, 0, 20_000, 7_000),
    Cell("T", 37, 4, 1, 444_000, 168_370),
    Cell("TB", 1, 0, 0, 6_000, 2_500),
    Cell("N", 43, 0, 0, 197_000, 104_560),
    Cell("NB", 4, 0, 0, 13_000, 7_000),
    Cell("NZ", 3, 0, 0, 10_000, 10_000),  # the three that go into production this year
    Cell("B", 27, 2, 1, 310_000, 106_000),
    Cell("BZ", 2, 0, 0, 10_000, 7_000),
    Cell("Z", 19, 2, 1, 32_000, 25_020, finished=13),
)

# 完成率 less 5/12, in 百分点, of the domains that are behind; the five others share what is left.
DOMAINS_BEHIND_PP = {"新型城镇化": -8.0, "产业转型·制造业": -3.5, "创新驱动": -1.5}
DOMAINS_AHEAD_LEAN = {
    "现代服务业": 1.00,
    "重大基础设施": 1.003,
    "新型基础设施": 1.015,
    "生态环保": 1.02,
    "民生和社会事业": 1.025,
}
GOV_INVESTED_RATE = 0.4426  # 政府投资项目, across classes

BONDS_WAN = {2020: (322_000, 277_950), 2021: (250_000, 166_850), 2022: (50_000, 15_200)}


def verify() -> None:
    """Class sums, distinct sums and the months must all come out of the cells."""
    for code, total in CLASS_TOTALS.items():
        assert summed([cell for cell in CELLS if code in cell.code]) == total, code
    assert summed(CELLS) == DISTINCT_TOTAL
    assert sum(MONTHLY_WAN) == DISTINCT_TOTAL.done_wan


def summed(cells: "list[Cell] | tuple[Cell, ...]") -> ClassTotal:
    """The figures of several cells together."""
    return ClassTotal(
        listed=sum(cell.listed for cell in cells),
        due=sum(cell.due for cell in cells),
        implemented=sum(cell.implemented for cell in cells),
        plan_wan=sum(cell.plan_wan for cell in cells),
        done_wan=sum(cell.done_wan for cell in cells),
    )
