"""The finding of 三必, and its four cards: what was due, what was done, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens import markup
from cockpit.screens.figures import Figure
from cockpit.screens.musts.data import GROUP_NOUNS, PATH, Days, MustsData, musts_data
from cockpit.screens.once import once
from cockpit.screens.page import Headline
from cockpit.screens.rows import Row, each
from cockpit.screens.view import View
from cockpit.screens.wall.dispatch import not_loaded
from queries import dispatch, freshness
from queries.filters import Filters

MANY_GAPS, GAPS = 0.9, 0.95  # of a rate: below the first it is red, below the second amber
MOST_PROJECTS = 4000  # of a ledger whose earlier months are worked out with the page


@dataclass(frozen=True)
class Tile:
    """A day, a week or a month on a card.

    ``name``; ``words``: what it counts; ``tone``: m and x as on the wall, run while it is not
    over, off where nothing is judged; ``title``: all of it in words; ``href``: what it opens.
    """

    name: str
    words: str
    tone: str
    title: str
    href: str = ""


@dataclass(frozen=True)
class MustCard:
    """A must: its ``rate``, of ``counts``, over a ``period``; ``notes``: what to know beside it."""

    name: str
    period: str
    rate: Figure
    counts: str
    tiles: Sequence[Tile]
    notes: Sequence[str | Markup]
    is_thin: bool = False


@once
def headline(view: View) -> Headline:
    """What the page finds. Raises NoData, BadLink."""
    found = musts_data(view)
    title, worst = _today_words(found), _worst(found)
    return Headline(f"{title}；{worst}" if worst else title, _lead(found), found.as_of)


def _today_words(found: MustsData) -> str:
    day, today = numbers.month_day(found.as_of), found.today
    if not today.due:
        return f"{day}没有要填报的项目"
    if today.missing is None:
        return f"{day}没有装入每日填报"
    due, missing = today.due, today.missing
    if not missing:
        return f"{day}应传的 {due:,} 个项目都传了"
    return f"{day}应传 {due:,} 个项目，{missing:,} 个{'还没传' if found.is_open else '没有传'}"


def _worst(found: MustsData) -> str:
    """Which group has the lowest rate of the month."""
    judged = [group for group in found.groups if group.month.ratio is not None]
    if len(judged) < 2 or judged[0].month.is_whole:
        return ""
    one, noun = judged[0], GROUP_NOUNS[found.by]
    name = one.name if found.by == "" and one.name != "未填" else f"{noun}{one.name}"
    rate = numbers.percent(one.month.ratio)
    gap = " " if name[-1:].isdigit() else ""
    return f"{found.as_of.month} 月{name}{gap}按时率最低，{rate}%"


def _lead(found: MustsData) -> str:
    month = f"{found.as_of.month} 月"
    said = []
    if found.whole.month.ratio is not None:
        said.append(f"每天必传 {numbers.percent(found.whole.month.ratio)}%")
    if found.ended:
        ratio = found.ended[0] / found.ended[1]
        said.append(f"每周必到 {numbers.percent(ratio)}%{_running(found)}")
    for name, ratio in (
        ("每月必查", found.view.row(dispatch.monthly).checked_ratio),
        ("领导督导覆盖", found.view.row(dispatch.coverage).visited_ratio),
    ):
        if not is_missing(ratio):
            said.append(f"{name} {numbers.percent(ratio)}%")
    if not said:
        return f"{month}还没有可判的三必。没过完的当天、本周、本月单列，不算缺。"
    return f"{month}{'，'.join(said)}。没过完的当天、本周、本月单列，不算缺。"


def _running(found: MustsData) -> str:
    """（本周已到 94/163）, beside the weeks that are over."""
    frame = found.weeks[found.weeks["group_name"].isna()]
    for week in each(frame):
        if found.is_running(week.week_end.date()) and not is_missing(week.visited):
            return f"（本周已到 {int(week.visited):,}/{int(week.due):,}）"
    return ""


def cards(found: MustsData) -> Markup:
    """The four cards."""
    return found.view.cached(
        "musts cards",
        lambda: markup.render(
            "musts/cards",
            cards=[_daily(found), _weekly(found), _monthly(found), _coverage(found)],
        ),
        found.by,
        found.chase,
        found.opened,
        found.show,
        found.week,
        found.is_open,
    )


def _daily(found: MustsData) -> MustCard:
    month, over = f"{found.as_of.month} 月", found.judged_to
    whole = found.whole.month
    rate = found.figures_judged.from_ledger("daily_report", whole.ratio, on=over)
    name = f"每天必传 · {month}"
    if over.month == found.as_of.month:
        name += f" {_span(over.replace(day=1), over)}"
    tiles = [_day_tile(found, day) for day in found.month_days]
    notes: list[str | Markup] = [_today_note(found)]
    if whole.late or whole.missing or whole.unknown:
        unknown = f"，无接收时间 {whole.unknown:,}（不判）" if whole.unknown else ""
        notes.append(f"迟报 {whole.late:,}，缺报 {whole.missing:,}{unknown}，单位：项目日")
    if not whole.due:
        counts = not_loaded(found.figures, "每日填报")
    else:
        counts = f"{whole.in_time:,}/{whole.known:,} 项目日"
    return MustCard(name, "", rate, counts, tiles, notes, is_thin=True)


def _span(first: date, last: date) -> str:
    return "1 日" if first == last else f"{first.day}—{last.day} 日"


def _day_tile(found: MustsData, day: date) -> Tile:
    name, held = str(day.day), found.whole.days.get(day)
    if day > found.judged_to:
        return Tile(name, "", "run", f"{name} 日：没过完")
    if held is None:
        return Tile(name, "", "off", f"{name} 日：不需填报，或没有装入填报")
    return Tile(name, "", _tone(held.ratio), f"{name} 日：{day_words(held)}")


def day_words(held: Days) -> str:
    """What came of some project-days."""
    said = [f"按时 {held.in_time:,}"]
    for count, word in ((held.late, "迟报"), (held.missing, "缺报"), (held.unknown, "无接收时间")):
        if count:
            said.append(f"{word} {count:,}")
    return "，".join(said)


def _tone(ratio: Any) -> str:
    if is_missing(ratio) or ratio >= GAPS:
        return ""
    return "m" if ratio >= MANY_GAPS else "x"


def _today_note(found: MustsData) -> str | Markup:
    today, figures = found.today, found.figures
    due = figures.from_ledger("due_today", today.due)
    return markup.render(
        "musts/today",
        day="今天" if found.is_open else f"{found.as_of.day} 日",
        due=due,
        reported=figures.from_ledger("reported_today", today.reported),
        missing=figures.from_ledger("missing_today", today.missing),
        word="待传" if found.is_open else "未传",
        is_open=found.is_open,
    )


def _weekly(found: MustsData) -> MustCard:
    ended, frame = found.ended, found.weeks[found.weeks["group_name"].isna()]
    # on a Sunday that is not over the week is running, as it was the day before
    is_sunday = found.is_open and found.as_of.weekday() == 6 and found.as_of.day > 1
    maker = found.figures_judged if is_sunday else found.figures
    rate = maker.from_ledger("weekly_visit", ended[0] / ended[1] if ended else None)
    tiles = [_week_tile(found, week) for week in each(frame)]
    running = frame[frame["week_end"].dt.date > found.judged_to]
    notes: list[str | Markup] = []
    for week in each(running):
        left = None if is_missing(week.visited) else int(week.due - week.visited)
        if left is not None:
            end = numbers.month_day(week.week_end.date())
            notes.append(
                f"本周还有 {left:,} 个没到，{end}（周日）前到就算" if left else "本周都到了"
            )
    led = found.view.city.led_words
    notes.append(f"周一至周日，按结束日归月；只计{led}（假定）")
    if ended:
        counts = f"{ended[0]:,}/{ended[1]:,} 项目周"
    elif frame.empty or frame["visited"].isna().all():
        counts = not_loaded(found.figures, "到场记录", found.view.row(dispatch.loaded_to).visits_on)
    else:
        counts = "第一周还没过完"
    count = len(frame) - len(running)
    period = f"已结束的 {count} 周" if count else "没有已结束的周"
    return MustCard(f"每周必到 · {found.as_of.month} 月{period}", "", rate, counts, tiles, notes)


def _week_tile(found: MustsData, week: Row) -> Tile:
    start, end = week.week_start.date(), week.week_end.date()
    name = f"{start:%m-%d}"
    href = found.link(chase="week", week=numbers.iso(start))
    span = f"{numbers.month_day(start)}至{numbers.month_day(end)}"
    if is_missing(week.visited):
        return Tile(name, "未装入", "off", f"{span}：没有装入到场记录")
    words = f"{int(week.visited):,}/{int(week.due):,}"
    said = f"{span}：应到 {int(week.due):,}，已到 {int(week.visited):,}"
    if found.is_running(end):
        return Tile("本周", words, "run", f"{said}，没过完", href)
    return Tile(name, words, _tone(week.visited / week.due), said, href)


def _monthly(found: MustsData) -> MustCard:
    row = found.view.row(dispatch.monthly)
    rate = found.figures.from_ledger("monthly_check", row.checked_ratio)
    if not row.due:
        counts = "本月到截至日没有到期的节点"
    elif is_missing(row.checked):
        counts = not_loaded(found.figures, "节点检查", found.view.row(dispatch.loaded_to).checks_on)
    else:
        counts = f"{int(row.checked):,}/{int(row.due):,} 个到期节点"
    notes = ["截至日前到期的节点，当月查过就算"]
    if row.due and not is_missing(row.checked) and row.due > row.checked:
        left = int(row.due - row.checked)
        words = "还没查，本月内查就算" if _is_month_open(found) else "没有查"
        notes.insert(0, f"{left:,} 个{words}")
    tiles = _month_tiles(found, "checked", "due", "node")
    return MustCard(_month_name("每月必查", found), "", rate, counts, tiles, notes)


def _coverage(found: MustsData) -> MustCard:
    row = found.view.row(dispatch.coverage)
    rate = found.figures.from_ledger("leader_coverage", row.visited_ratio)
    led = found.view.city.led_words
    if not row.assigned:
        counts = "没有分包领导的项目名单"
    elif is_missing(row.visited):
        counts = not_loaded(
            found.figures, "领导到场", found.view.row(dispatch.loaded_to).leaders_on
        )
    else:
        counts = f"{int(row.visited):,}/{int(row.assigned):,} 个{led}"
    notes = [f"分母是截至日有分包领导的全部{led}，未到开工日的也在内"]
    tiles = _month_tiles(found, "visited", "assigned", "leader")
    return MustCard(_month_name("领导督导覆盖", found), "", rate, counts, tiles, notes)


def _month_name(name: str, found: MustsData) -> str:
    running = "，没过完" if _is_month_open(found) else ""
    return f"{name} · {found.as_of.month} 月{running}"


def _is_month_open(found: MustsData) -> bool:
    return (found.judged_to + timedelta(days=1)).month == found.as_of.month


def _month_tiles(found: MustsData, done: str, due: str, chase: str) -> list[Tile]:
    """The months of the year so far, each as its own last day says it.

    Of a large ledger only this month: each other day's standings take seconds of its own.
    """
    question = dispatch.monthly if chase == "node" else dispatch.coverage
    filters = found.view.look.filters
    ends = [_month_end(filters, month) for month in range(1, filters.as_of.month)]
    # of the whole ledger: standings are worked out of all of it, whatever is chosen
    if found.view.row(freshness.stamp, filters.unchosen()).projects > MOST_PROJECTS:
        ends = []
    tiles = []
    for at in (*ends, filters):
        row = found.view.row(question, at)
        moved = found.view.look.narrowed(as_of=at.as_of)
        href = f"{PATH}?" + moved.query(by=found.by, chase=chase)
        is_running = at is filters and _is_month_open(found)
        name = f"{at.as_of.month} 月"
        tiles.append(_month_tile(name, row[done], row[due], href, is_running=is_running))
    return tiles


def _month_end(filters: Filters, month: int) -> Filters:
    following = date(filters.as_of.year, month, 28) + timedelta(days=4)
    return filters.narrowed(as_of=following.replace(day=1) - timedelta(days=1))


def _month_tile(name: str, done: Any, due: Any, href: str, *, is_running: bool) -> Tile:
    if not due or is_missing(done):
        said = "没有到期或分包的" if not due else "没有装入记录"
        return Tile(name, numbers.MISSING, "off", f"{name}：{said}", href)
    words = f"{int(done):,}/{int(due):,}"
    if is_running:
        return Tile(name, words, "run", f"{name}：{words}，没过完", href)
    return Tile(name, words, _tone(done / due), f"{name}：{words}", href)
