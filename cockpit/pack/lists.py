"""The three lists of the meeting: 应开未开, 应入未入, 应竣未竣, all of them, with names."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pandas import DataFrame

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.screens.lamps import WORDS as LAMP_WORDS
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from queries import implementation, lamps, rows

NOT_STARTED, NOT_REGISTERED, NOT_FINISHED = "应开未开", "应入未入", "应竣未竣"
NOBODY = "没有项目，不判"
AHEAD = 6  # that are to be finished next, where nobody is late


@dataclass(frozen=True)
class Named:
    """A project of a list. ``days``: overdue, None where there is no such count.

    ``plan_wan``, ``completed_wan``, ``total_wan``, ``done_wan`` (since the start): 万元, None where
    unknown. ``said``: what the list says of it in a word; ``due``: since when, or by when.
    """

    project_id: str
    name: str
    leader: str
    organisation: str
    township: str
    lamp: str
    due: date | None
    days: int | None
    pairs: int
    plan_wan: float | None
    completed_wan: float | None
    total_wan: float | None
    done_wan: float | None
    said: str

    @property
    def who(self) -> str:
        """市领导 14 · 示例单位 32."""
        return " · ".join(filter(None, (self.leader, self.organisation)))


@dataclass(frozen=True)
class NameList:
    """A list: every project on it, what they come to in a sentence, and why it is not judged.

    ``ahead``: where it is empty, what is due next; ``ahead_said``: that in words.
    """

    title: str
    rows: tuple[Named, ...]
    sub: str
    unknown: str
    ahead: tuple[Named, ...] = ()
    ahead_said: str = ""

    @property
    def count(self) -> str:
        """12 个; — where it is not judged."""
        return numbers.MISSING if self.unknown else str(len(self.rows))


def three(view: View) -> tuple[NameList, NameList, NameList]:
    """The lists at the day looked at."""
    ledger = view.ask(rows.ledger)
    lit = view.ask(lamps.by_project, view.look.filters.unchosen())
    lamp = dict(zip(lit["project_id"], lit["lamp"], strict=True))
    return _not_started(view, ledger, lamp), _not_registered(ledger, lamp), _late(view, lamp)


def _not_started(view: View, ledger: DataFrame, lamp: dict[str, str]) -> NameList:
    stamp = view.stamp()
    on = stamp.day("stages")
    mine = ledger[ledger["due_not_implemented"] > 0]
    named = [
        _named(row, lamp, due=_day(row.due_on), on=on, pairs=int(row.due_not_implemented))
        for row in each(mine)
    ]
    named.sort(key=lambda one: (-(one.days or 0), -(one.plan_wan or 0), one.project_id))
    plan = sum(one.plan_wan or 0 for one in named)
    pairs = sum(one.pairs for one in named)
    sub = f"年计划 {numbers.yi_in_table(plan)} 亿元" if plan else ""
    if pairs != len(named):
        sub = "，".join(filter(None, (f"按类次 {pairs} 个", sub)))
    unknown = "" if "stages" in stamp.days else "没有装入开工等节点，不判"
    if ledger.empty:
        unknown = NOBODY
    return NameList(NOT_STARTED, tuple(named), sub, unknown)


def _not_registered(ledger: DataFrame, lamp: dict[str, str]) -> NameList:
    known = ledger["registered"].notna()
    lacks = known & (ledger["to_register"] == True) & (ledger["registered"] == False)  # noqa: E712
    named = [
        _named(row, lamp, due=_day(row.started_on), on=None, said=_yi(row.completed_wan))
        for row in each(ledger[lacks])
    ]
    named.sort(key=lambda one: (-(one.completed_wan or 0), one.project_id))
    money = sum(one.completed_wan or 0 for one in named)
    sub = f"今年完成的 {numbers.yi_in_table(money)} 亿元没有进统计" if money else ""
    unknown = "" if known.any() else "没有装入入库记录，不判"
    if ledger.empty:
        unknown = NOBODY
    return NameList(NOT_REGISTERED, tuple(named), sub, unknown)


def _late(view: View, lamp: dict[str, str]) -> NameList:
    every = view.ask(implementation.to_finish)
    on = view.stamp().day("stages")
    unknown = "没有装入竣工记录，不判" if len(every) and every["late"].isna().all() else ""
    if every.empty:
        year = view.look.filters.as_of.year
        unknown = f"{year} 年的年度计划没有写明计划竣工日期，不判"
        unknown = NOBODY if view.ask(rows.ledger).empty else unknown
    late = tuple(
        _named(row, lamp, due=_day(row.planned_end), on=on, said=_share(row.done_ratio))
        for row in each(every[every["late"] == 1])
    )
    if late or unknown:
        return NameList(NOT_FINISHED, late, "按计划竣工日期", unknown)
    ahead = every[every["finished_on"].isna()]
    coming = tuple(
        _named(row, lamp, due=_day(row.planned_end), on=None, said=_share(row.done_ratio))
        for row in each(ahead.head(AHEAD))
    )
    said = f"年内还应竣 {len(ahead)} 个，最先到期的" if coming else "年内应竣的都已竣工"
    return NameList(NOT_FINISHED, (), "按计划竣工日期", "", coming, said)


def _named(
    row: Row,
    lamp: dict[str, str],
    *,
    due: date | None,
    on: date | None,
    pairs: int = 1,
    said: str = "",
) -> Named:
    days = None if on is None or due is None or due > on else (on - due).days
    return Named(
        project_id=str(row.project_id),
        name=text(row.name),
        leader=text(row.leader),
        organisation=text(row.organisation),
        township=text(row.township),
        lamp=LAMP_WORDS.get(lamp.get(str(row.project_id), "不计"), "— 不计"),
        due=due,
        days=days,
        pairs=pairs,
        plan_wan=_amount(row, "annual_plan_wan"),
        completed_wan=_amount(row, "completed_wan"),
        total_wan=_amount(row, "total_wan"),
        done_wan=_amount(row, "total_completed_wan"),
        said=said or ("" if days is None else f"{days} 天"),
    )


def _amount(row: Row, name: str) -> float | None:
    value: Any = getattr(row, name, None)
    return None if is_missing(value) else float(value)


def _day(value: Any) -> date | None:
    return None if is_missing(value) else value.date()


def _yi(wan: Any) -> str:
    return "" if is_missing(wan) else f"{numbers.yi_in_table(wan)} 亿元"


def _share(ratio: Any) -> str:
    return "" if is_missing(ratio) else f"{numbers.percent(ratio, 0)}%"
