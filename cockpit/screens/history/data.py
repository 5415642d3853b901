"""What the page of versions is drawn from: the versions, what each wrote and what each says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cockpit import numbers
from cockpit.errors import BadLink, NoData
from cockpit.link.look import Look
from cockpit.link.values import WAY_BACK, bad, number, single
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.sums import figure_of, row_of
from cockpit.screens.figures import Figure
from cockpit.screens.imports.effect import HEADLINES
from cockpit.screens.page import Headline
from cockpit.screens.view import View
from cockpit.warehouse import feed, wrote
from cockpit.warehouse.lake import Version, unknown
from cockpit.warehouse.wrote import LoadLine, Wrote

T = TypeVar("T")
PATH = "/history"
READS = ("indicator", "opened", "old", "new", "anew", "undo")
USUAL = "completed"
OPENED, MOST_OPENED, LISTED = 4, 60, 8  # versions whose figures are read, and how many are listed


@dataclass(frozen=True)
class Said:
    """What a version says of the day looked at: values as SQL holds them, and as figures."""

    number: int
    values: Mapping[str, float | None]
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class HistoryData:
    """What the page is drawn from.

    ``versions``: those up to the one on screen, the newest first, as many as are listed; ``known``:
    how many there are. ``wrote``: by number, what a version wrote; none of the first, which is the
    beginning, nor of one whose version before it was dropped. ``loads``: by number, its files and
    commands. ``back``: by number of a version that is taken back, the one that did it. ``said``: by
    number, of those that are opened. ``code``: the indicator that is followed through them.
    ``old``, ``new``: the two compared; ``old`` is None where there is none before. ``undo``: the
    version that the link would take back.
    """

    view: View
    versions: Sequence[Version]
    known: int
    first: int
    wrote: Mapping[int, Wrote]
    loads: Mapping[int, Sequence[LoadLine]]
    back: Mapping[int, int]
    said: Mapping[int, Said]
    code: str
    opened: int
    old: int | None
    new: int
    undo: int | None

    @property
    def newest(self) -> Version:
        """The version on screen."""
        return self.versions[0]

    def version(self, number: int) -> Version:
        """One of the versions that there are."""
        return next(v for v in self.view.versions() if v.number == number)

    def link(self, **more: str) -> str:
        """The page's address with some of its own parameters changed; empty ones are left out."""
        query = self.view.query
        own = {name: "".join(query.get(name, ())) for name in READS}
        return f"{PATH}?" + self.view.look.query(**(own | more))

    def undone(self, number: int) -> int | None:
        """Which version this one took back; None for what is no undo."""
        found = (feed.undone_of(line.file) for line in self.loads.get(number, ()))
        return next((undone for undone in found if undone is not None), None)


def history_data(view: View) -> HistoryData:
    """What the page is drawn from, with some versions opened. Raises NoData, BadLink, NotFound."""
    known = _known(view)
    query = view.query
    opened = number(query, "opened", "打开几版") or OPENED
    if opened > MOST_OPENED:
        raise bad(f"一次最多打开 {MOST_OPENED} 版", "opened")
    code = single(query, "indicator", "指标") or USUAL
    if code not in HEADLINES:
        raise BadLink(f"没有“{code[:40]}”这个总数", where="indicator=", way_out=WAY_BACK)
    versions = known[: max(LISTED, opened)]
    loads, back = _loads(view, known)
    new = _compared(view, "new", known) or known[0].number
    before = [version.number for version in known[:opened] if version.number < new]
    earlier = [version.number for version in known if version.number < new]
    # the oldest that is opened anyway: against the one before, most figures are the same
    old = _compared(view, "old", known) or next(iter(before[::-1] or earlier), None)
    return HistoryData(
        view=view,
        versions=versions,
        known=len(known),
        first=known[-1].number,
        wrote={v.number: _wrote(view, v) for v in versions if v is not known[-1] and v.has_before},
        loads=loads,
        back=back,
        said={v.number: said(view, v) for v in versions[:opened]},
        code=code,
        opened=opened,
        old=old,
        new=new,
        undo=number(query, "undo", "撤销"),
    )


def _known(view: View) -> list[Version]:
    """The versions up to the one on screen, the newest first. Raises NoData."""
    known = [v for v in reversed(view.versions()) if v.number <= view.mart.version]
    if not known:
        raise NoData("还没有数据版本", way_out="先导入数据")
    return known


def _compared(view: View, name: str, known: Sequence[Version]) -> int | None:
    asked = number(view.query, name, "比较的版本")
    if asked is not None and asked not in {version.number for version in known}:
        raise unknown(asked, known[::-1], where=f"{name}=")
    return asked


def _kept(view: View, key: tuple[object, ...], make: Callable[[], T]) -> T:
    """What is worked out of a version, once a process: none of it ever changes."""
    return make() if view.store is None else view.store.kept.get(("history", *key), make)


def _loads(
    view: View, known: Sequence[Version]
) -> tuple[dict[int, list[LoadLine]], dict[int, int]]:
    """Lines of ``load`` by version, and which versions are taken back in the one on screen."""

    def make() -> dict[int, list[LoadLine]]:
        assert view.store is not None
        numbers_of = {version.snapshot_id: version.number for version in view.versions()}
        with view.store.lake.looking() as con:
            return {numbers_of.get(at, 0): lines for at, lines in wrote.loads(con).items()}

    newest = view.versions()[-1].number
    found = _kept(view, ("loads", newest), make)
    shown = {v.number: found[v.number] for v in known if v.number in found}
    undos = {
        by: undone
        for by, lines in shown.items()
        for line in lines
        if (undone := feed.undone_of(line.file)) is not None
    }
    return shown, feed.in_force(undos)


def _wrote(view: View, version: Version) -> Wrote:
    def make() -> Wrote:
        assert view.store is not None
        with view.store.lake.looking() as con:
            return wrote.wrote(con, version.snapshot_id)

    return _kept(view, ("wrote", version.snapshot_id, version.number), make)


def said(view: View, version: Version) -> Said:
    """What a version says of the day looked at; its mart is built for it where none is held."""
    look = replace(view.look, version=version.number)

    def make() -> Said:
        its = _view_of(view, look, version)
        values = {
            code: figure_of(INDICATORS[code], row_of(INDICATORS[code], its.mart, look.filters, {}))
            for code in HEADLINES
        }
        figures = its.figures()
        made = {
            code: figures.from_ledger(code, value, signed=code == "ahead")
            for code, value in values.items()
        }
        return Said(version.number, values, made)

    return _kept(view, ("said", version.number, look), make)


def _view_of(view: View, look: Look, version: Version) -> View:
    """The view of an earlier version, under the same look."""
    is_latest = version.number == view.versions()[-1].number
    return View(view.mart_of(version.number), look, is_latest, None, version, view.store)


def view_of(found: HistoryData, number: int) -> View:
    """The view of one of the versions compared."""
    look = replace(found.view.look, version=number)
    return _view_of(found.view, look, found.version(number))


def headline(view: View) -> Headline:
    """What the page finds; no earlier version is opened for it. Raises NoData."""
    known = _known(view)
    newest = known[0]
    _, back = _loads(view, known)
    listed = [v for v in known[:LISTED] if v is not known[-1] and v.has_before]
    anew = sum(_wrote(view, version).anew_count for version in listed)
    at = f"{numbers.month_day(newest.at.date())} {newest.at:%H:%M}"
    now, day = said(view, newest).figures[USUAL], view.look.filters.as_of
    of = f"{numbers.month_day(day)}的完成投资"
    says = f"{of}还没有数" if now.is_missing else f"{of} {now.text} {now.unit}"
    title = f"现在是第 {newest.number} 版，{says}"
    who = f"{at} 由 {newest.author or '未署名的人'} 写入"
    if len(known) == 1:
        return Headline(title, f"{who}；这是第一版，还没有可以比较或撤销的。", day)
    of = f"最近 {len(listed)} 版" if len(known) > len(listed) + 1 else "首次装入以来"
    changed = f"改过已装的数 {anew} 处" if anew else "没有改过已装的数"
    undone = f"撤销着 {len(back)} 版" if back else "没有撤销"
    return Headline(title, f"{who}；{of}{changed}，{undone}。", day)
