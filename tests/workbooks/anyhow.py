"""Ledgers laid out anyhow: a truth, and a sheet that says it in some shape, unit, form of day."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from tests.workbooks.office import Sheet
from tests.workbooks.rows import Row, carried_plan, new_plan, project, report

NAMES = (
    *("示例轴承厂", "示例河道治理", "示例第三小学", "示例冷链仓库", "示例机场路"),
    *("示例敬老院", "示例光伏电站", "示例老街改造", "示例污水管网", "示例数据中心"),
)
TIMES = {"万元": Decimal(1), "亿元": Decimal("0.0001"), "元": Decimal(10_000)}  # of 万元
TOTAL = ("总投资", "项目总投资")
PLAN = ("年度计划投资", "2022年计划投资", "本年计划投资")
DONE = ("本年完成投资", "本年累计完成投资", "年初至报告期累计完成投资")  # of no period
DATED = ("1-{m}月累计完成投资", "2022年1-{m}月累计完成投资", "1～{m}月累计完成投资")
TITLES = (
    "2022年{m}月重点项目进展",
    "2022年1-{m}月项目投资完成情况",
    "重点项目进度（截至2022年{m}月底）",
)
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")

Number = Callable[[Decimal], object]
Day = Callable[[date], object]
NUMBERS: tuple[Number, ...] = (
    float,
    lambda n: f"{n:f}",
    lambda n: f"{n:,f}",
    lambda n: f" {n:f}",
    lambda n: f"{n:,f}".translate(WIDE),
)
DAYS: tuple[Day, ...] = (
    lambda day: datetime(day.year, day.month, day.day),
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: int(f"{day:%Y%m%d}"),
    lambda day: (day - date(1899, 12, 30)).days,
)
MONTHS: tuple[Day, ...] = (  # that say a month, for its last day
    lambda day: f"{day.year}年{day.month}月",
    lambda day: f"{day.year}.{day.month:02d}",
    lambda day: f"{day.year}-{day.month:02d}",
)

NOTHING = st.just("")
PERIOD_IN = st.sampled_from(("title", "header"))


@dataclass(frozen=True)
class Truth:
    """What a row of the sheet says, in 万元."""

    name: str
    organisation: str
    is_carried: bool
    total: int
    plan: int
    done: int
    end: date


@dataclass(frozen=True)
class Shape:
    """How the sheet says it.

    ``units``: of the total, the plan, what was done; ``unit_in``: header, line, title, parent, or
    empty for nowhere. ``period_in``: title, header, or empty. ``order``: of the columns, the names
    first. ``above``, ``left``: empty rows and columns before the table.
    """

    month: int
    units: tuple[str, str, str]
    unit_in: str
    period_in: str
    total: str
    plan: str
    done: int  # which of the words for it
    title: str
    order: tuple[int, ...]
    number: Number
    day: Day
    above: int
    left: int
    has_sums: bool
    has_section: bool
    has_numbers: bool
    has_signature: bool


@dataclass(frozen=True)
class Paper:
    """A sheet, its header and what it says.

    ``words``, ``money``: rows and columns of the header's words and of the amounts, from 0.
    """

    sheet: Sheet
    rows: dict[str, list[Row]]
    words: list[tuple[int, int]]
    money: list[tuple[int, int]]

    def with_cell(self, row: int, column: int, value: object) -> "Paper":
        """The same with another value in a cell."""
        cells = [list(line) for line in self.sheet.rows]
        cells[row][column] = value
        return replace(self, sheet=replace(self.sheet, rows=cells))


@st.composite
def truths(draw: st.DrawFn) -> list[Truth]:
    """The rows of a ledger: nothing in them needs a reason."""
    found = []
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True)):
        total = draw(st.integers(1_000, 900_000))
        plan = draw(st.integers(500, total))
        done = draw(st.integers(0, plan))
        year, month = draw(st.integers(2022, 2026)), draw(st.integers(1, 12))
        end = date(year, month, monthrange(year, month)[1])
        office = f"示例单位 {draw(st.integers(1, 9)):02d}"
        found.append(Truth(name, office, draw(st.booleans()), total, plan, done, end))
    return found


@st.composite
def shapes(draw: st.DrawFn, lost: st.SearchStrategy[str] = NOTHING) -> Shape:
    """A way to lay a ledger out; ``lost``: what is stated nowhere (unit, period, both)."""
    missing = draw(lost)
    unit_in = draw(st.sampled_from(("header", "line", "title", "parent")))
    each = draw(st.tuples(*[st.sampled_from(sorted(TIMES))] * 3))
    return Shape(
        month=draw(st.integers(1, 12)),
        units=each if unit_in == "header" else (each[0],) * 3,
        unit_in="" if missing in {"unit", "both"} else unit_in,
        period_in="" if missing in {"period", "both"} else draw(PERIOD_IN),
        total=draw(st.sampled_from(TOTAL)),
        plan=draw(st.sampled_from(PLAN)),
        done=draw(st.integers(0, 2)),
        title=draw(st.sampled_from(TITLES)),
        order=(*draw(st.permutations((0, 1))), *draw(st.permutations(range(2, 7)))),
        number=draw(st.sampled_from(NUMBERS)),
        day=draw(st.sampled_from(DAYS + MONTHS)),
        above=draw(st.integers(0, 2)),
        left=draw(st.integers(0, 2)),
        has_sums=draw(st.booleans()),
        has_section=draw(st.booleans()),
        has_numbers=draw(st.booleans()),
        has_signature=draw(st.booleans()),
    )


def paper(truth: list[Truth], shape: Shape) -> Paper:
    """The sheet, and by hand of its shape what it says."""
    top = _top(shape)
    width = shape.left + shape.has_numbers + 7
    under = _laid(shape, "序号", _words(shape))
    lines: list[list[object]] = [*([[]] * shape.above), *top]
    merged = []
    if shape.unit_in == "parent":
        parents, merged = _parents(shape, under, len(lines))
        lines.append(parents)
    header = len(lines)
    lines.append(under)
    if shape.has_section:
        lines.append(_first(shape, f"一、续建和新建项目（{len(truth)}个）"))
    begin = len(lines)
    lines += [_laid(shape, n, _cells(one, shape)) for n, one in enumerate(truth, 1)]
    if shape.has_sums:
        sums = [sum(getattr(one, of) for one in truth) for of in ("total", "plan", "done")]
        lines.append(_laid(shape, None, ["合计", None, None, *_money(sums, shape), None]))
    if shape.has_signature:
        lines.append(_first(shape, "填表人：示例人员 01"))
    places = [shape.left + shape.has_numbers + shape.order.index(n) for n in (3, 4, 5)]
    filled = [(row, column) for row in range(begin, begin + len(truth)) for column in places]
    whole = [[*line, *[None] * (width - len(line))] for line in lines]
    words = [
        (row, column)
        for row in range(shape.above + len(top), header + 1)
        for column, cell in enumerate(whole[row])
        if cell is not None
    ]
    return Paper(Sheet(whole, " ".join(merged)), _rows(truth, shape.month), words, filled)


def _top(shape: Shape) -> list[list[object]]:
    title = {
        "title": shape.title.format(m=shape.month),
        "header": "2022年重点项目进展情况表",
        "": "重点项目进展情况表",
    }[shape.period_in]
    if shape.unit_in == "title":
        title += f"（单位：{shape.units[0]}）"
    lines = [_first(shape, title)]
    if shape.unit_in == "line":
        lines.append([*_first(shape, None), *[None] * 5, f"单位：{shape.units[0]}"])
    return lines


def _words(shape: Shape) -> list[object]:
    done = (DATED if shape.period_in == "header" else DONE)[shape.done].format(m=shape.month)
    money = [shape.total, shape.plan, done]
    if shape.unit_in == "header":
        money = [f"{word}（{unit}）" for word, unit in zip(money, shape.units, strict=True)]
    return ["项目名称", "责任单位", "项目性质", *money, "计划竣工时间"]


def _parents(shape: Shape, under: list[object], row: int) -> tuple[list[object], list[str]]:
    """The row above the words: the unit over each run of amounts, and what is merged."""
    parents, merged = list(under), []
    first = shape.left + shape.has_numbers
    is_money = [n in {3, 4, 5} for n in shape.order]
    for column in range(shape.left, len(under)):
        letter = chr(65 + column)
        at = column - first
        if at < 0 or not is_money[at]:
            under[column] = None
            merged.append(f"{letter}{row + 1}:{letter}{row + 2}")
        elif at and is_money[at - 1]:
            parents[column] = None
        else:
            parents[column] = f"投资情况（{shape.units[0]}）"
            run = is_money[at:].index(False) if False in is_money[at:] else len(is_money) - at
            if run > 1:
                merged.append(f"{letter}{row + 1}:{chr(65 + column + run - 1)}{row + 1}")
    return parents, merged


def _cells(one: Truth, shape: Shape) -> list[object]:
    money = _money([one.total, one.plan, one.done], shape)
    nature = "续建" if one.is_carried else "新建"
    return [one.name, one.organisation, nature, *money, shape.day(one.end)]


def _money(wan: list[int], shape: Shape) -> list[object]:
    return [shape.number(n * TIMES[unit]) for n, unit in zip(wan, shape.units, strict=True)]


def _laid(shape: Shape, number: object, cells: list[object]) -> list[object]:
    before = [number] if shape.has_numbers else []
    return [*[None] * shape.left, *before, *(cells[n] for n in shape.order)]


def _first(shape: Shape, value: object) -> list[object]:
    return [*[None] * shape.left, value]


def _rows(truth: list[Truth], month: int) -> dict[str, list[Row]]:
    day = date(2022, month, monthrange(2022, month)[1]).isoformat()
    found: dict[str, list[Row]] = {"project": [], "project_year": [], "progress_report": []}
    for number, one in enumerate(truth, 1):
        code, end = f"自编-{number:04d}", one.end.isoformat()
        planned = carried_plan if one.is_carried else new_plan
        found["project"].append(project(code, day, one.name, one.organisation, total=one.total))
        found["project_year"].append(planned(code, 2022, one.plan, planned_end=end))
        found["progress_report"].append(report(code, day, one.done))
    return found
