"""What the page of 三必 is drawn from: its choices, and the answers that all its parts share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from pandas import DataFrame

from cockpit import numbers
from cockpit.errors import NoData
from cockpit.link.values import bad, one_of, single
from cockpit.screens.figures import FigureMaker
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import dispatch

PATH = "/musts"
READS = ("by", "opened", "show", "chase", "week")
GROUPS = {"": "按分包领导", "organisation": "按责任单位", "township": "按乡镇"}
GROUP_NOUNS = {"": "分包领导", "organisation": "责任单位", "township": "乡镇（街道）"}
MEASURES = {"": "位", "organisation": "个", "township": "个"}
SHOWS = {"": "只看有缺报、迟报的", "all": "全部"}
CHASES = ("today", "last", "week", "node", "leader")
CHASE_NAMES = {
    "today": "当天未传", "last": "上一应报日", "week": "本周未到", "node": "节点未查",
    "leader": "领导未到",
}  # fmt: skip
COUNTS = ["due", "in_time", "late", "missing", "unknown"]


@dataclass(frozen=True)
class Days:
    """Project-days of a group, a day or a month, and what came of them."""

    due: int
    in_time: int
    late: int
    missing: int
    unknown: int

    @property
    def known(self) -> int:
        """Those whose report's time of receipt is known, or that have none."""
        return self.due - self.unknown

    @property
    def ratio(self) -> float | None:
        """按时率, a share; None where nothing is known."""
        return self.in_time / self.known if self.known else None

    @property
    def reported(self) -> int:
        """Those with a report, whenever it came."""
        return self.due - self.missing

    @property
    def is_whole(self) -> bool:
        """Whether all came in time."""
        return self.in_time == self.due


@dataclass(frozen=True)
class Today:
    """Of the day looked at: projects due, and those with and without a report of it.

    The last two are None where nothing can be said: no report of that day was loaded, and none
    is to come.
    """

    due: int
    reported: int | None
    missing: int | None


@dataclass(frozen=True)
class Group:
    """A group of projects: its month of days that are over, and each day judged."""

    name: str
    month: Days
    days: Mapping[date, Days]


@dataclass(frozen=True)
class MustsData:
    """What the page is drawn from.

    ``by``: a key of GROUPS; ``opened``: the group whose projects are shown, empty for none;
    ``show``: a key of SHOWS; ``chase``: which list is open, a key of CHASE_NAMES; ``week``: the
    Monday of the week whose list it is. ``is_open``: the day looked at is not over by the clock:
    what it still lacks is to come, and is in no rate.
    """

    view: View
    by: str
    opened: str
    show: str
    chase: str
    week: date
    is_open: bool

    @property
    def as_of(self) -> date:
        """The day looked at."""
        return self.view.look.filters.as_of

    @property
    def judged_to(self) -> date:
        """The last day that is over."""
        return self.as_of - timedelta(days=self.is_open)

    @property
    def month_days(self) -> Sequence[date]:
        """The days of the month up to the day looked at."""
        return [self.as_of.replace(day=n) for n in range(1, self.as_of.day + 1)]

    @property
    def figures(self) -> FigureMaker:
        """What makes the figures of the day looked at."""
        return self.view.figures()

    @property
    def figures_judged(self) -> FigureMaker:
        """What makes the figures of the days that are over: their rows are of that day's look."""
        look = self.view.look.narrowed(as_of=self.judged_to)
        return replace(self.figures, look=look)

    @cached_property
    def answer(self) -> DataFrame:
        """每天必传 by groups and days."""
        return self.view.ask(dispatch.group_days, by=self.by or "leader")

    @cached_property
    def whole(self) -> Group:
        """All groups together."""
        return self._group("", self.answer[self.answer["group_name"].isna()])

    @cached_property
    def groups(self) -> Sequence[Group]:
        """The groups, the one with the lowest rate first."""
        named = self.answer[self.answer["group_name"].notna()]
        found = [self._group(str(name), rows) for name, rows in named.groupby("group_name")]
        return sorted(found, key=lambda g: (_rank(g.month), -g.month.missing, g.name))

    @cached_property
    def weeks(self) -> DataFrame:
        """每周必到 by groups and weeks; of the whole group_name is null."""
        return self.view.ask(dispatch.group_weeks, by=self.by or "leader")

    @cached_property
    def today(self) -> Today:
        """每天必传 of the day looked at."""
        if held := self.whole.days.get(self.as_of):  # judged: no need to ask once more
            return Today(held.due, held.reported, held.missing)
        row = self.view.row(dispatch.today)
        if not row.due:
            return Today(0, 0, 0)
        is_said = row.is_asked and self.is_open
        reported, missing = (row.reported, row.missing) if is_said else (None, None)
        return Today(int(row.due), *(None if n is None else int(n) for n in (reported, missing)))

    @cached_property
    def ended(self) -> tuple[int, int] | None:
        """每周必到 of the weeks that are over and judged: visited and due; None without any."""
        frame = self.weeks
        over = frame["group_name"].isna() & (frame["week_end"].dt.date <= self.judged_to)
        rows = frame[over & frame["visited"].notna()]
        return (int(rows["visited"].sum()), int(rows["due"].sum())) if len(rows) else None

    @property
    def last_due(self) -> date | None:
        """The day judged before the one looked at; None where the month has none."""
        return max((day for day in self.whole.days if day < self.as_of), default=None)

    def link(self, **more: str) -> str:
        """The page's address with some of its own parameters changed; empty ones are left out."""
        own = {
            "by": self.by,
            "opened": self.opened,
            "show": self.show,
            "chase": single(self.view.query, "chase", "名单"),
            "week": single(self.view.query, "week", "周"),
        }
        return f"{PATH}?" + self.view.look.query(**(own | more))

    def is_running(self, week_end: date) -> bool:
        """Whether a week is not over by the clock."""
        return week_end > self.judged_to

    def _group(self, name: str, rows: DataFrame) -> Group:
        days = {
            row.on_date.date(): _days(row)
            for row in each(rows)
            if not numbers.is_missing(row.on_date)
        }
        over = [held for day, held in days.items() if day <= self.judged_to]
        sums = [sum(getattr(held, count) for held in over) for count in COUNTS]
        return Group(name, Days(*sums), days)


def _days(row: Row) -> Days:
    return Days(*(int(getattr(row, count)) for count in COUNTS))


def _rank(month: Days) -> float:
    return 2.0 if month.ratio is None else month.ratio


@once
def musts_data(view: View) -> MustsData:
    """What the page is drawn from. Raises NoData, BadLink."""
    query = view.query
    by = one_of(query, "by", "分组", GROUPS)
    show = one_of(query, "show", "只看", SHOWS)
    chase = one_of(query, "chase", "名单", CHASE_NAMES)
    as_of = view.look.filters.as_of
    found = MustsData(
        view,
        by,
        single(query, "opened", GROUP_NOUNS[by]),
        show,
        chase,
        _week(single(query, "week", "周"), as_of),
        as_of >= view.today,
    )
    if not view.stamp().projects:
        whole = view.look.filters.is_whole
        raise NoData(
            "还没有项目台账" if whole else "当前筛选下没有项目",
            way_out="先导入项目、年度计划与类别，或换一个日期" if whole else "放宽筛选",
        )
    return found if chase else replace(found, chase=_usual(found))


def _week(text: str, as_of: date) -> date:
    """The Monday that a link names, else that of the running week. Raises BadLink."""
    running = as_of - timedelta(days=as_of.weekday())
    if not text:
        return running
    try:
        monday = numbers.day(text)
    except ValueError as wrong:
        raise bad(str(wrong), "week") from None
    if monday.weekday() or monday > running:
        raise bad(f"“{text[:40]}”不是截至日以前的一个周一", "week")
    return monday


def _usual(found: MustsData) -> str:
    """The first list with anybody on it."""
    day = found.whole.days.get(found.as_of)
    missing = day.missing if day else found.today.missing
    if not numbers.is_missing(missing) and missing:  # null where today's reports are not asked for
        return "today"
    last = found.last_due
    if last and found.whole.days[last].missing:
        return "last"
    return "week"
