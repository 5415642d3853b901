"""The versions, newest first: who, why, from which files, what moved; and what each says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from cockpit import numbers
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import markup
from cockpit.screens.figures import Figure
from cockpit.screens.history.data import LISTED, OPENED, HistoryData, Said
from cockpit.screens.imports.effect import HEADLINES
from cockpit.screens.loads import file_words
from cockpit.screens.monday.agenda import is_kept
from cockpit.screens.rows import each
from cockpit.tables.contracts import TABLES
from cockpit.warehouse.lake import Version
from cockpit.warehouse.wrote import Wrote
from queries import meeting
from queries.filters import Filters

MOST_MOVED, MOST_FILES = 4, 3
ENDS = (8.0, 92.0)  # % of the width between which the dots lie


@dataclass(frozen=True)
class Dot:
    """What a version says, as a dot.

    ``at`` in % of the width; ``up``, ``down``: where the line to the version above and below
    crosses the row's edge, None without one. ``is_left``: its figure stands to the left.
    ``is_gone``: the version is taken back.
    """

    figure: Figure
    at: float
    up: float | None
    down: float | None
    is_left: bool
    is_gone: bool


@dataclass(frozen=True)
class MovedFigure:
    """A figure that a version moved, before and after."""

    name: str
    before: Figure
    after: Figure


@dataclass(frozen=True)
class Entry:
    """A version as it is listed.

    ``look``: gone or undo, may be empty; ``tag``: 撤销, or by which it is taken back; ``met``: the
    meetings that were kept with its figures, in words, may be empty; ``anew``: how many values it
    said otherwise, in words; ``moved``: its figures, the first of them, and whether that is known
    (``is_opened``); ``more``: how many more moved; ``wrote``: rows in words; ``files`` in words;
    ``gone``: which versions before it are not kept any more, in words, may be empty;
    ``see``, ``compare``, ``undo``: addresses, empty where there is no such way.
    """

    number: int
    message: str
    look: str
    tag: str
    met: str
    anew: str
    at: str
    author: str
    files: str
    wrote: str
    gone: str
    moved: Sequence[MovedFigure]
    more: int
    is_opened: bool
    dot: Dot | None
    see: str
    compare: str
    undo: str


def versions(found: HistoryData) -> Markup:
    """The list, and beside it the figure that is followed."""
    entries = list(_entries(found))
    left = found.known - len(found.versions)
    return markup.render(
        "history/versions",
        title=title(found),
        sub=_sub(found),
        entries=entries,
        unopened=len(found.versions) - len(found.said),
        more=found.link(opened=str(found.opened + OPENED)),
        left=left,
        all=found.link(opened=str(found.opened + LISTED)) if left else "",
    )


def title(found: HistoryData) -> str:
    """How often the figure that is followed moved through the versions that are opened."""
    texts = [one.figures[found.code].text for one in found.said.values()]
    name, day = INDICATORS[found.code].name, numbers.month_day(found.view.look.filters.as_of)
    if set(texts) == {numbers.MISSING}:
        return f"{day}的{name}还没有数"
    if len(texts) == 1:
        return f"{day}的{name}，第 {found.newest.number} 版说是 {texts[0]}"
    times = sum(one != other for one, other in pairwise(texts))
    of = f"{len(texts)} 版" if len(texts) == found.known else f"最近 {len(texts)} 版"
    said = f"变过 {times} 次" if times else "没有变过"
    return f"同一天（{day}）的{name}，{of}里{said}"


def _sub(found: HistoryData) -> str:
    indicator, day = INDICATORS[found.code], numbers.iso(found.view.look.filters.as_of)
    unit = f"（{indicator.unit}）" if indicator.unit else ""
    says = f"右边是各版对“截至 {day} {indicator.name}{unit}”的说法"
    return f"从新到旧；左边是每一版的来历和动了哪些总数，{says}"


def _entries(found: HistoryData) -> Iterator[Entry]:
    dots, met = _dots(found), _met(found)
    for version in found.versions:
        number = version.number
        moved = _moved(found, version)
        undone, by = found.undone(number), found.back.get(number)
        tag = f"已被第 {by} 版撤销" if by else "撤销" if undone else ""
        anew = found.wrote[number].anew_count if number in found.wrote else 0
        yield Entry(
            number=number,
            message=version.message,
            look="gone" if by else "undo" if undone else "",
            tag=tag,
            met=f"{'、'.join(met[number])} 会议所用" if number in met else "",
            anew=f"改过 {anew} 处已装的数" if anew and not undone else "",
            at=f"{version.at:%Y-%m-%d %H:%M}",
            author=version.author,
            files=_files(found, number),
            wrote=_rows(found.wrote[number]) if number in found.wrote else "",
            gone=_gone(found, version),
            moved=moved[:MOST_MOVED],
            more=max(0, len(moved) - MOST_MOVED),
            is_opened=_before(found, number) is not None,
            dot=dots.get(number),
            see="" if number == found.newest.number else _see(found, number),
            compare=""
            if number == found.newest.number
            else found.link(old=str(number), new=str(found.newest.number)),
            undo=""
            if number == found.first or by or found.view.look.version or not version.has_before
            else found.link(undo=str(number)),
        )


def _met(found: HistoryData) -> dict[int, list[str]]:
    """The days of the meetings that were kept, by the version whose figures they had."""
    days: dict[int, list[str]] = {}
    for row in each(found.view.ask(meeting.meetings, Filters(found.view.today))):
        if is_kept(row):
            days.setdefault(int(row.data_version), []).append(f"{row.on_date:%m-%d}")
    return days


def _gone(found: HistoryData, version: Version) -> str:
    """The versions between one and the one before it, which upkeep or a restore took away."""
    before = max((v.number for v in found.view.versions() if v.number < version.number), default=0)
    first, last = before + 1, version.number - 1
    if not before or first > last:
        return ""
    of = f"第 {first} 版" if first == last else f"第 {first}–{last} 版"
    rows = "" if version.has_before else "，这一版改了哪些行不再单列"
    return f"之前的{of}不再保留{rows}"


def _see(found: HistoryData, number: int) -> str:
    return "/?" + replace(found.view.look, version=number).query()


def _before(found: HistoryData, number: int) -> Said | None:
    """What the version before one says, where both are opened."""
    numbers_of = [version.number for version in found.versions]
    at = numbers_of.index(number) + 1
    return found.said.get(numbers_of[at]) if at < len(numbers_of) else None


def _moved(found: HistoryData, version: Version) -> list[MovedFigure]:
    before, now = _before(found, version.number), found.said.get(version.number)
    if before is None or now is None:
        return []
    return [
        MovedFigure(INDICATORS[code].name, before.figures[code], now.figures[code])
        for code in HEADLINES
        if before.figures[code].text != now.figures[code].text
    ]


def _files(found: HistoryData, number: int) -> str:
    """The files of a version, the first of many; commands by what they are."""
    names = [file_words(line.file) for line in found.loads.get(number, ())]
    if not names:
        return "没有文件"
    more = f" 等 {len(names)} 个文件" if len(names) > MOST_FILES else ""
    return "、".join(names[:MOST_FILES]) + more


def _rows(written: Wrote) -> str:
    """Rows that a version wrote, in words, the tables with most first."""
    tables = sorted(written.tables, key=lambda rows: -(rows.new + rows.changed + rows.out))
    said = []
    for rows in tables[:2]:
        counts = {"新增": rows.new, "改动": rows.changed, "减少": rows.out}
        words = "、".join(f"{word} {count} 行" for word, count in counts.items() if count)
        said.append(f"{TABLES[rows.table].names[0]}{words}")
    more = f"，另 {len(tables) - 2} 张表" if len(tables) > 2 else ""
    return "，".join(said) + more


def _dots(found: HistoryData) -> dict[int, Dot]:
    """Each opened version that says anything, at its place between the lowest and the highest."""
    held = [
        (one.number, value, one.figures[found.code])
        for one in found.said.values()
        if (value := one.values[found.code]) is not None
    ]
    if not held:
        return {}
    low, high = min(value for _, value, _ in held), max(value for _, value, _ in held)
    first, last = ENDS
    span = (last - first) / (high - low) if high > low else 0.0
    places = [first + span * (value - low) if span else (first + last) / 2 for _, value, _ in held]
    dots = {}
    for index, (number, _, figure) in enumerate(held):
        at = places[index]
        above = places[index - 1] if index else None
        below = places[index + 1] if index + 1 < len(places) else None
        dots[number] = Dot(
            figure=figure,
            at=at,
            up=None if above is None else (at + above) / 2,
            down=None if below is None else (at + below) / 2,
            is_left=at > sum(ENDS) / 2,
            is_gone=number in found.back,
        )
    return dots
