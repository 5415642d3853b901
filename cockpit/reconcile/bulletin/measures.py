"""The measure words before a figure, and which indicator of the ledger each means.

A word that can mean two things (计划投资 of no year, 开工率, 目标 of no kind) is not here.
"""

from dataclasses import dataclass

from cockpit.city import MONEY, PAIRS
from cockpit.reconcile.bulletin.figures import MONEY as UNITS_OF_MONEY
from cockpit.reconcile.bulletin.figures import PERCENT, POINTS
from cockpit.reconcile.bulletin.subjects import BONDS, PART, WHOLE

OF_MONEY = frozenset(UNITS_OF_MONEY)
_YEARS = r"(?:今年|本年|全年|年度|当年|年|(?P<of_year>\d{4})年(?:度)?)"
_ALREADY = r"(?:已|累计|共|实际|年度)*"
ANY = frozenset({WHOLE, PART, BONDS})


@dataclass(frozen=True)
class Measure:
    """A way to say what a figure is.

    ``words``: a pattern of what stands between the subject and the figure; ``units``: those that
    the figure may have; ``indicators``: any of these may be meant; ``of``: of which kinds of
    subject it is said, empty where it needs none (三日办结率); ``target``: what a figure of the
    plan counts (PAIRS, MONEY).
    """

    words: str
    units: frozenset[str]
    indicators: tuple[str, ...]
    of: frozenset[str] = ANY
    target: str = ""


def _of(unit: str) -> frozenset[str]:
    return frozenset({unit})


MEASURES = (
    Measure(rf"{_ALREADY}完成(?:年度)?(?:固定资产)?投资(?:额)?", OF_MONEY, ("completed",)),
    Measure(r"已(?:累计)?完成", OF_MONEY, ("completed",)),
    Measure(
        rf"(?:[为占])?{_YEARS}计划(?:完成)?(?:投资)?(?:额)?", OF_MONEY, ("annual_plan",)
    ),
    Measure(
        r"(?:[为占])?(?:全年|年度)(?:投资)?目标(?:任务)?", OF_MONEY, (), _of(WHOLE), MONEY
    ),
    Measure(r"(?:年度|累计|计划)*(?:投资)?完成率", _of(PERCENT), ("completion",)),
    Measure(r"(?:占|为|已?完成)(?:年度|全年|年)计划(?:投资)?的?", _of(PERCENT), ("completion",)),
    Measure(
        r"(?P<behind>低于|落后于?|滞后于?|慢于|欠)?(?:超|超过|高于|快于|领先)?(?:按[月日])?序时(?:进度)?",
        _of(POINTS),
        ("ahead",),
    ),
    Measure(r"(?:项目)?开复工率", _of(PERCENT), ("start_rate",), _of(PART) | _of(BONDS)),
    Measure(r"(?:项目)?竣工投产率", _of(PERCENT), ("production_rate",), _of(PART) | _of(BONDS)),
    Measure(r"(?:共有?|共计)?", _of("个"), ("listed", "projects")),
    Measure(r"去重后?(?:项目)?(?:共)?", _of("个"), ("projects",), _of(WHOLE)),
    Measure(
        r"(?:共|目前)?已(?:累计)?实施(?:项目)?",
        _of("个"),
        ("implemented", "implemented_projects"),
    ),
    Measure(r"应实施(?:项目)?", _of("个"), ("due",)),
    Measure(r"应实施未实施(?:的)?(?:项目)?", _of("个"), ("due_not_implemented",)),
    Measure(r"(?:[为占])?(?:全年|年度)(?:实施)?目标(?:任务)?", _of("个"), (), _of(WHOLE), PAIRS),
    Measure(r"(?:亮)?红灯(?:项目)?", _of("个"), ("lamp_red",)),
    Measure(r"(?:亮)?黄灯(?:项目)?", _of("个"), ("lamp_yellow",)),
    Measure(
        rf"{_ALREADY}(?:发债|发行)(?:专项债券?|债券)?(?:资金)?",
        OF_MONEY,
        ("bond_issued",),
        _of(BONDS),
    ),
    Measure(
        rf"{_ALREADY}使用(?:专项债券?|债券)?(?:资金)?", OF_MONEY, ("bond_used",), _of(BONDS)
    ),
    Measure(
        r"(?:其中)?(?:(?P<issued>\d{4})年)?(?:发行)?(?:的)?(?:债券)?(?:资金)?使用率",
        _of(PERCENT),
        ("bond_use_rate",),
        _of(BONDS),
    ),
    Measure(r"三日办结率", _of(PERCENT), ("three_day_rate",), frozenset()),
    Measure(r"在办问题", _of("件"), ("problems_in_hand",), frozenset()),
    Measure(r"超期(?:未办结)?问题", _of("件"), ("problems_overdue",), frozenset()),
)  # fmt: skip
