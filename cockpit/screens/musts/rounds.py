"""每周必到 by group and week, and 领导督导覆盖 by leader."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.musts.data import GROUP_NOUNS, MustsData
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Cell, Line
from queries import dispatch

MOST_GROUPS, MOST_LEADERS, MOST_SQUARES, MOST_NAMED = 40, 40, 30, 6
FIRST = ("在建", "停工", "应开未开")  # of those not visited, the ones to go to first
MANY = 3  # missing of a group's week: from here on red


def weeks(found: MustsData) -> Markup:
    """The groups by week, who missed most first; the running week apart."""
    return found.view.cached(
        "musts weeks",
        lambda: card.html(_weeks(found)),
        *(found.by, found.is_open, found.opened, found.show),
    )


def _weeks(found: MustsData) -> Card:
    noun, led = GROUP_NOUNS[found.by], found.view.city.led_words
    sub = f"每周必到 · {noun} × 周（周一至周日）· {led}；格里是缺到的项目数"
    frame = found.weeks
    whole = list(each(frame[frame["group_name"].isna()]))
    if not whole:
        return Card("本月没有应到的周", sub, empty=f"没有在建的{led}，或日历没有这个月。")
    if all(is_missing(week.visited) for week in whole):
        return Card("本月没有可判的到场", sub, empty="没有装入这个月的到场记录，不能说哪周没到。")
    held = {
        str(name): {row.week_start: row for row in each(rows)}
        for name, rows in frame[frame["group_name"].notna()].groupby("group_name")
    }
    missed = {
        name: sum(_missed(found, row) for row in rows.values()) for name, rows in held.items()
    }
    lines = []
    for name in sorted(held, key=lambda name: (-missed[name], name))[:MOST_GROUPS]:
        cells: dict[str, Cell | str | None] = {"name": name, "missed": _count(missed[name])}
        for at, week in enumerate(whole):
            cells[f"w{at}"] = _cell(found, held[name].get(week.week_start))
        lines.append(Line(cells))
    columns = (
        Column("name", noun),
        *(Column(f"w{at}", _week_name(found, week), "count") for at, week in enumerate(whole)),
        Column("missed", "缺到（项目周）", "count"),
    )
    more = len(held) - len(lines)
    fine = "没过完的本周加框：是已到/应到，不算缺。" + (f"另有 {more:,} 组。" if more else "")
    return Card(
        _weeks_title(found, whole), sub, table.html(columns, lines, look="kept weeks-of"), fine
    )


def _week_name(found: MustsData, week: Row) -> str:
    running = found.is_running(week.week_end.date())
    return f"{week.week_start:%m-%d}" + (" 本周" if running else "")


def _missed(found: MustsData, row: Row) -> int:
    if is_missing(row.visited) or found.is_running(row.week_end.date()):
        return 0
    return int(row.due - row.visited)


def _count(value: int) -> Cell:
    return Cell(f"{value:,}", look="" if value else "mute")


def _cell(found: MustsData, row: Row | None) -> Cell | str | None:
    if row is None:
        return ""
    if is_missing(row.visited):
        return None
    if found.is_running(row.week_end.date()):
        return Cell(f"{int(row.visited):,}/{int(row.due):,}", look="running")
    missed = int(row.due - row.visited)
    if not missed:
        return Cell(Markup('<span class="sr">全到</span><i class="full"></i>'))
    href = found.link(chase="week", week=numbers.iso(row.week_start))
    return Cell(f"缺 {missed:,}", href=href, look="bad" if missed >= MANY else "warn")


def _weeks_title(found: MustsData, whole: Sequence[Row]) -> str:
    ended = [
        week for week in whole
        if not is_missing(week.visited) and not found.is_running(week.week_end.date())
    ]  # fmt: skip
    if not ended:
        return "本月还没有过完的一周"
    worst = min(ended, key=lambda week: week.visited / week.due)
    left = int(worst.due - worst.visited)
    if not left:
        return f"本月过完的 {len(ended)} 周都到了"
    rate = numbers.percent(worst.visited / worst.due)
    return f"{numbers.month_day(worst.week_start)}那一周最差（{rate}%），{left:,} 个项目没到"


@dataclass(frozen=True)
class Leader:
    """A leader: projects visited and not (those not visited by phase), drawn as squares."""

    name: str
    visited: int
    assigned: int
    left: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    more: int

    @property
    def squares(self) -> Sequence[bool]:
        """One a project, those visited first; as many as there is room for."""
        return ([True] * self.visited + [False] * (self.assigned - self.visited))[:MOST_SQUARES]


def coverage(found: MustsData) -> Markup:
    """领导督导覆盖 by leader, whoever has most to see first."""
    return found.view.cached("musts coverage", lambda: card.html(_coverage(found)))


def _coverage(found: MustsData) -> Card:
    month, led = f"{found.as_of.month} 月", found.view.city.led_words
    frame = found.view.ask(dispatch.coverage_rows)
    sub = f"领导督导覆盖 · 有分包领导的{led} · {month}，截至 {numbers.iso(found.as_of)}"
    if frame.empty:
        return Card("没有分包领导的项目名单", sub, empty="分包名单（分包市领导）没有装入。")
    if frame["visited"].isna().all():
        return Card(f"{month}没有可判的领导到场", sub, empty="没有装入这个月的领导到场记录。")
    left = frame[frame["visited"] == 0]
    leaders = [_leader(found, str(name), rows) for name, rows in frame.groupby("leader")]
    leaders.sort(key=lambda one: (one.visited / one.assigned, -one.assigned, one.name))
    early = int((left["phase"] == "未到开工日").sum())
    first = int(left["phase"].isin(FIRST).sum())
    title = f"{month}分包领导都到过" if left.empty else f"{len(left):,} 个没到"
    if early:
        title += f"，其中 {early:,} 个未到开工日"
    if first:
        title += f"；在建、停工、应开未开的 {first:,} 个先去"
    body = markup.render(
        "musts/coverage",
        leaders=leaders[:MOST_LEADERS],
        more=max(0, len(leaders) - MOST_LEADERS),
        most=MOST_SQUARES,
    )
    fine = "分母是截至日有分包领导的全部项目，未开工的也在内；月中换人的，问截至日在任的领导本人。"
    return Card(title, sub, body, fine)


def _leader(found: MustsData, name: str, rows: DataFrame) -> Leader:
    left = rows[rows["visited"] == 0]
    order = {phase: at for at, phase in enumerate(FIRST)}
    ranked = left.assign(at=left["phase"].map(order).fillna(len(FIRST))).sort_values(
        ["at", "phase", "name"], kind="stable"
    )
    by_phase: dict[str, list[tuple[str, str]]] = {}
    for row in each(ranked.head(MOST_NAMED)):
        href = "/project?" + found.view.look.query(project=row.project_id)
        by_phase.setdefault(row.phase, []).append((row.name, href))
    return Leader(
        name, int(rows["visited"].sum()), len(rows), list(by_phase.items()),
        max(0, len(left) - MOST_NAMED),
    )  # fmt: skip
