"""A tour: its route, the ballots by body and place with scores and ranks, and the look back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import PROMISES, Column
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.ceremonies.data import (
    ALL,
    CeremoniesData,
    ceremonies_data,
    tour_name,
    why_unplaced,
)
from cockpit.screens.figures import Figure
from cockpit.screens.files import File
from cockpit.screens.once import once
from cockpit.screens.page_file import page_file
from cockpit.screens.rows import Row
from cockpit.screens.table import Cell, Line
from cockpit.screens.view import View
from queries import ceremonies

MOST_PLACES = 24  # columns of the matrix; a larger group has its places in words alone
SCORES = (
    Column("place", "名次（位）", "count"),
    Column("body", "观摩对象"),
    Column("tour_group", "观摩组"),
    Column("place_before", "上次名次（位）", "count"),
    Column("counted", "计票（张）", "count"),
    Column("mean_points", "平均分（分）", "rate", decimals=2),
    Column("coefficient", "难度系数", "rate", decimals=2),
    Column("score", "得分（分）", "rate", decimals=2),
    Column("title", "观摩"),
    Column("on_date", "观摩日期", "date"),
)
LOOKED_BACK = (
    Column("body", "观摩对象"),
    Column("name", "项目"),
    Column("then", "当时走到"),
    Column("promise", "承诺到"),
    Column("now", "现在走到"),
    Column("state", "兑现情况"),
)
PLACES_SHOWN = 3  # of those in words


@dataclass(frozen=True)
class Stop:
    """A stop of the route; ``again``: the earlier tour whose site is seen again."""

    position: int
    body: str
    project: str
    href: str
    promised_on: str
    promised_node: str
    again: str


@dataclass(frozen=True)
class Votes:
    """A cell of the matrix: how many put the body there, who by role, how strong it is drawn."""

    count: str
    words: str
    strength: int


@dataclass(frozen=True)
class Ranked:
    """A body's row."""

    place: str
    change: str
    body: str
    projects: Sequence[tuple[str, str]]
    votes: Sequence[Votes]
    places: str
    counted: str
    mean: Figure
    coefficient: str
    score: Figure


@once
def labels(found: CeremoniesData) -> Mapping[str, str]:
    """The tours to choose among, the oldest first: code → words."""
    held = {t.inspection_id: f"{_short(found, t)} {t.on_date:%m-%d}" for t in found.tours}
    return dict(reversed(held.items()))


@once
def groups(found: CeremoniesData) -> Sequence[str]:
    """The groups of the tour shown."""
    return [t.tour_group for t in found.tours if t.inspection_id == found.tour]


def _short(found: CeremoniesData, tour: Row) -> str:
    return tour_name(found, tour).removesuffix("观摩") or tour.title


def _than(found: CeremoniesData, tour: Row) -> str:
    name = _short(found, tour)
    return f"较 {name}" if name[:1].isascii() else f"较{name}"


@once
def html(found: CeremoniesData) -> Markup:
    """The tour shown."""
    tour = found.shown
    if tour is None:
        said = "导入观摩、观摩点位和观摩选票后，这里看路线、得票、名次和承诺兑现。"
        return card.html(Card("截至这一日没有观摩", "观摩讲评", empty=said))
    places = range(1, int(tour.bodies) + 1) if tour.bodies <= MOST_PLACES else range(0)
    is_ranked = any(not is_missing(row.score) for row in found.scores)
    return markup.render(
        "ceremonies/tour",
        title=_title(found),
        sub=_sub(found, tour),
        stops=[_stop(found, row) for row in found.stops],
        noun="观摩对象" if found.group == ALL else found.group,
        before="" if found.before is None else _than(found, found.before),
        places=[(place, 100 - 3 * (place - 1)) for place in places],
        rows=[_ranked(found, row, places) for row in found.scores] if is_ranked else [],
        valid=found.of_tour("tour_valid", tour.valid, tour),
        void=found.of_tour("tour_void", tour.void, tour),
        ballots=int(tour.ballots),
        voided=[_void(row) for row in found.ballots if row.void],
    )


def _title(found: CeremoniesData) -> str:
    assert found.shown is not None
    name = tour_name(found, found.shown)
    placed = [row for row in found.scores if not is_missing(row.place)]
    if not placed:
        return f"{name}：{why_unplaced(found.shown)}，不排名次"
    first, last = placed[0], placed[-1]
    said = f"{name}：{first.body} {numbers.fixed(first.score, 2)} 分第 {int(first.place)}"
    if last is not first:
        said += f"，{last.body} {numbers.fixed(last.score, 2)} 分第 {int(last.place)}"
    return said


def _sub(found: CeremoniesData, tour: Row) -> str:
    group = "" if found.group == ALL else f"{found.group}组 "
    said = (
        f"{numbers.iso(tour.on_date)} · {group}{int(tour.bodies)} 个 · 格里是排它第几名的票数，"
        "第 k 名记 100 − 3 ×（k − 1）分，取平均，再乘难度系数"
    )
    return said if found.view.look.filters.is_whole else f"{said} · 观摩不随筛选"


def _stop(found: CeremoniesData, row: Row) -> Stop:
    promised_on = (
        "" if is_missing(row.promised_on) else numbers.short_day(row.promised_on, found.as_of)
    )
    return Stop(
        int(row.position),
        row.body,
        text(row.name) or row.project_id,
        found.project(row.project_id),
        promised_on,
        text(row.promised_node),
        text(row.looks_back_title),
    )


def _ranked(found: CeremoniesData, row: Row, places: Sequence[int]) -> Ranked:
    its = {place: found.marks.get((row.body, place), ()) for place in places}
    counts = {p: found.marks.get((row.body, p), ()) for p in range(1, int(row.bodies) + 1)}
    most = max((len(roles) for roles in counts.values()), default=0)
    where = {"inspection_id": row.inspection_id, "body": row.body}
    return Ranked(
        place=numbers.MISSING if is_missing(row.place) else str(int(row.place)),
        change=change(row),
        body=row.body,
        projects=[
            (text(stop.name) or stop.project_id, found.project(stop.project_id))
            for stop in found.stops
            if stop.body == row.body
        ],
        votes=[_votes(place, roles, most) for place, roles in its.items()],
        places=_in_words(counts),
        counted=str(int(row.counted)),
        mean=found.figures.from_ledger("tour_mean", row.mean_points, where=where),
        coefficient=numbers.fixed(row.coefficient, 2),
        score=found.figures.from_ledger("tour_score", row.score),
    )


def change(row: Row) -> str:
    """→ 升 2: how a place has moved since the group's last tour; empty without one."""
    if is_missing(row.place) or is_missing(row.place_before):
        return ""
    moved = int(row.place_before) - int(row.place)
    return "平" if not moved else f"→ {'升' if moved > 0 else '降'} {abs(moved)}"


def _votes(place: int, roles: Sequence[str], most: int) -> Votes:
    if not roles:
        return Votes("", "", 0)
    by_role = "、".join(f"{role} {count}" for role, count in sorted(Counter(roles).items()))
    strength = min(4, 1 + 4 * (len(roles) - 1) // max(1, most))
    return Votes(str(len(roles)), f"第 {place} 名 {len(roles)} 票：{by_role}", strength)


def _in_words(counts: Mapping[int, Sequence[str]]) -> str:
    """Where most put it, for a phone."""
    most = sorted(counts.items(), key=lambda one: (-len(one[1]), one[0]))[:PLACES_SHOWN]
    return "、".join(f"第 {place} 名 {len(roles)} 票" for place, roles in most if roles)


def _void(row: Row) -> str:
    who = " ".join(part for part in (text(row.voter_role), text(row.voter_body)) if part)
    return f"{row.ballot} 号票{f'（{who}）' if who else ''}{row.reason}"


@once
def looked_back(found: CeremoniesData) -> Markup:
    """回头看: what was promised on the tour before, and what became of it."""
    if found.shown is None:
        return Markup()
    if found.before is None:
        name = tour_name(found, found.shown)
        said = f"{name}是装入的第一次观摩，前面没有承诺可看；这次的承诺下次回头看。"
        return card.html(Card("回头看", "上次承诺的节点和日期", empty=said))
    earlier, rows = found.before, found.promises
    name = tour_name(found, earlier)
    if not rows:
        return card.html(Card("回头看", f"{name}承诺的节点", empty=f"{name}没有装入承诺的节点。"))
    stamp = found.view.stamp()
    until = stamp.until("nodes") or f"截至 {numbers.iso(found.as_of)}"
    ours = [row for row in rows if row.inspection_id == earlier.inspection_id]
    sub = f"{numbers.iso(earlier.on_date)} 承诺的节点和日期 · 未到的在前 · 节点{until}"
    if older := len(rows) - len(ours):
        sub += f" · 更早承诺、当时还没到的 {older} 个也在内"
    counts = markup.render("ceremonies/kept", parts=_counts(found, earlier))
    lines = [_promise(found, row) for row in rows]
    return card.html(
        Card(
            _promise_title(name, ours),
            sub,
            counts + table.html(LOOKED_BACK, lines, look="promises"),
            "承诺以观摩当天装入的节点和日期为准，以后改期不改承诺；到没到看项目节点的实际完成日。"
            "没到的下次观摩继续看，不因换了点位就不看。",
        )
    )


def _promise_title(name: str, ours: Sequence[Row]) -> str:
    if not ours:
        return f"回头看：{name}没有承诺节点，更早的还有没到的"
    counts = Counter(row.state for row in ours)
    reached = counts["如期"] + counts["晚到"]
    said = f"回头看：{name}承诺的 {len(ours)} 个节点，{reached} 个到了（{counts['如期']} 个按时）"
    said += f"，{counts['未到']} 个未到"
    return said + (f"，{counts['未到期']} 个未到期" if counts["未到期"] else "")


def _counts(found: CeremoniesData, earlier: Row) -> Sequence[tuple[str, str, str, Figure]]:
    """Tone, shape, word and figure of the promises of the tour before."""
    return [
        ("", "", "承诺", found.of_tour("tour_promised", earlier.promised, earlier)),
        ("ok", "▲", "如期", found.of_tour("tour_kept", earlier.kept, earlier)),
        ("warn", "■", "晚到", found.of_tour("tour_late", earlier.late, earlier)),
        ("bad", "▼", "未到", found.of_tour("tour_missed", earlier.missed, earlier)),
    ]


def _promise(found: CeremoniesData, row: Row) -> Line:
    said, look = promise_words(row)
    older = "" if found.before and row.inspection_id == found.before.inspection_id else row.tour
    return Line(
        {
            "body": Cell(row.body, small=older),
            "name": Cell(text(row.name) or row.project_id, href=found.project(row.project_id)),
            "then": _step(found, row.node_then, row.node_then_on),
            "promise": Cell(
                markup.render(
                    "ceremonies/promised",
                    node=row.promised_node,
                    on=numbers.short_day(row.promised_on, found.as_of),
                )
            ),
            "now": _step(found, row.node_now, row.node_now_on),
            "state": Cell(said, look=look),
        }
    )


def _step(found: CeremoniesData, node: object, on: Any) -> str:
    return "还未到首个节点" if is_missing(node) else f"{node} {numbers.short_day(on, found.as_of)}"


def promise_words(row: Row) -> tuple[str, str]:
    """What became of a promise, and its tone."""
    if row.state == "如期":
        early = f"，早 {-int(row.days)} 天" if row.days else "，如期"
        return f"▲ {row.reached_on:%m-%d} 到{early}", "ok"
    if row.state == "晚到":
        return f"■ {row.reached_on:%m-%d} 到，晚 {int(row.days)} 天", "warn"
    if row.state == "未到":
        return f"▼ 未到，超 {int(row.days)} 天", "bad"
    if row.state == "未到期":
        left = "" if is_missing(row.days) else f"，还有 {-int(row.days)} 天"
        return f"未到期{left}" if row.days else "今天到期", ""
    return row.state, ""


@once
def handed_out(found: CeremoniesData) -> str:
    """The ranks as plain text, without scores; empty where nobody is ranked."""
    tour = found.shown
    placed = [row for row in found.scores if not is_missing(row.place)]
    if tour is None or not placed:
        return ""
    stamp = found.view.stamp()
    group = "" if found.group == ALL else f"（{found.group}组）"
    lines = [f"【{tour_name(found, tour)}】{numbers.iso(tour.on_date)} 观摩名次{group}"]
    lines += [f"第 {int(row.place)} 名 {row.body}" for row in placed]
    kind = "，示例数据" if stamp.ledger_kind == "sample" else ""
    lines.append(f"截至 {numbers.iso(found.as_of)}，数据版本 {stamp.version}{kind}")
    return "\n".join(lines)


def file(view: View) -> File:
    """The places and scores of the tours, to take along."""
    found = ceremonies_data(view)
    return _file(
        found, view.ask(ceremonies.scores), SCORES, "观摩名次", INDICATORS["tour_score"].definition
    )


def promise_file(view: View) -> File:
    """What was promised on the tours and what became of it, to take along."""
    found = ceremonies_data(view)
    meaning = INDICATORS["tour_missed"].definition
    return _file(found, view.ask(ceremonies.promises), PROMISES, "观摩承诺", meaning)


def _file(
    found: CeremoniesData, frame: DataFrame, columns: tuple[Column, ...], name: str, meaning: str
) -> File:
    return page_file(found.view, frame, columns, name, {"口径": meaning}, is_chosen=False)
