"""Idle money by weeks since issue and by the state of the work; the amounts of each project."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.bonds.data import (
    ENOUGH,
    IDLE,
    MOST,
    SHORT,
    UNTOLD,
    WORK,
    BondsData,
    batch_words,
)
from cockpit.screens.bonds.page import LONG
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.rows import Row
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.wall.context import Bar

FIRST, NAMED, LISTED = 12, 2, 100
WEEKS = (
    Column("name", "批次"),
    Column("weeks", "发行已满（周）", "count"),
    Column("idle", "未用（亿元）", "bar"),
    Column("rate", "使用率（%）", "share"),
    Column("most", "其中最多，亿元"),
)
STATES = (
    Column("name", "完成与到位"),
    Column("idle", "未用（亿元）", "wan"),
    Column("projects", "项目（个）", "count"),
    Column("most", "其中最多，亿元"),
)
PROJECTS = (
    Column("name", "项目"),
    Column("issued", "到位（亿元）", "wan"),
    Column("used", "支付（亿元）", "wan"),
    Column("done", "完成（亿元）", "wan"),
    Column("track", "▬ 支付　▭ 到位　◆ 完成"),
    Column("rate", "使用率（%）", "share"),
    Column("idle", "未用（亿元）", "wan"),
    Column("weeks", "已满（周）", "count"),
    Column("read", "读法"),
)
PRESS = {  # state of the work → whom to ask for what
    ENOUGH: "催：施工单位请款、监理计量、财政评审",
    SHORT: "催：现场进度",
    IDLE: "议：限期开工，或按程序调整用途",
    UNTOLD: "催：填报完成额",
}
CHOICES = {"enough": "已到", "short": "未到", "unstarted": "未开工", "untold": "未报"}


@once
def weeks(found: BondsData) -> Markup:
    """A row a batch, the oldest first: how long what is left has lain, and whose most of it is."""
    rows = sorted(found.batches, key=lambda row: row.issued_on)
    top = max([float(row.idle_wan) for row in rows] or [0.0])
    lines = [_batch(found, row, top) for row in rows]
    late = sum(row.idle_wan for row in rows if row.weeks >= LONG)
    title = f"未用 {numbers.yi(found.total.idle_wan)} 亿元"
    if found.total.idle_wan > 0:
        title += f"，{numbers.yi(late)} 亿元发行已满 {LONG} 周" if late > 0 else "，都不满一年"
    sub = f"未用 = 发行 − 累计使用 · 周数自发行日算起 · 截至 {numbers.iso(found.on)}"
    return card.html(Card(title, sub, table.html(WEEKS, lines, look="bonds idle")))


def _batch(found: BondsData, row: Row, top: float) -> Line:
    idle = max(0.0, float(row.idle_wan))
    ours = [
        one
        for one in found.issues
        if (one.year, text(one.batch), one.issued_on) == (row.year, text(row.batch), row.issued_on)
        and one.idle_wan > 0
    ]
    ours.sort(key=lambda one: -one.idle_wan)
    name = f"{int(row.year)} 年{batch_words(row.batch, int(row.year))}"
    bar = Bar(round(100 * idle / top, 2) if top > 0 else 0.0, None, False, False)
    return Line(
        {
            "name": Cell(name, small=f"{numbers.iso(row.issued_on)} 发行"),
            "weeks": f"{int(row.weeks):,}",
            "idle": Cell(numbers.yi(row.idle_wan, 2), bar=bar),
            "rate": numbers.percent(row.use_ratio),
            "most": _most(found, ours),
        },
        "long" if row.weeks >= LONG else "",
    )


def _most(found: BondsData, rows: Sequence[Row]) -> Markup | str:
    said = [
        (text(r.name) or r.project_id, found.project(r.project_id), numbers.yi(r.idle_wan, 2))
        for r in rows[:NAMED]
    ]
    return markup.drawn("most", said, of="bonds/macros") if said else numbers.MISSING


@once
def work(found: BondsData) -> Markup:
    """The idle money by whether the work has come as far as the money that arrived."""
    lines = []
    for state, row in found.states.items():
        ours = [one for one in found.projects if one.work_state == state and one.idle_wan > 0]
        lines.append(
            Line(
                {
                    "name": Cell(state, small=PRESS[state]),
                    "idle": found.of_state("bond_state_idle", row.idle_wan, state),
                    "projects": found.of_state("bond_state_projects", row.projects, state),
                    "most": _most(found, ours),
                }
            )
        )
    enough = found.states.get(ENOUGH)
    title = "没有完成额已达到位额而未用的钱"
    if enough is not None and enough.idle_wan > 0:
        title = (
            f"{int(enough.projects):,} 个项目完成额已达到位额，"
            f"未用 {numbers.yi(enough.idle_wan)} 亿元：先查支付手续"
        )
    sub = f"未用资金按完成够不够支付分 · 完成截至 {numbers.iso(found.view.stamp().cut_on)}"
    fine = "完成为开工以来的投资，含专项债以外的资金，所以“够付”是上限，逐项以计量支付为准。"
    return card.html(Card(title, sub, table.html(STATES, lines, look="bonds"), fine))


@once
def offered(found: BondsData) -> Mapping[str, str]:
    """The choices of projects, with how many each has."""
    made = {MOST: "未用最多"}
    for code, state in WORK.items():
        if state in found.states or code == found.work:
            count = int(found.states[state].projects) if state in found.states else 0
            made[code] = f"{CHOICES[code]} {count:,}"
    return made | {"all": f"全部 {len(found.projects):,}"}


@once
def projects(found: BondsData) -> Markup:
    """到位, 支付 and 完成 of each project, and what their spread says."""
    rows = found.listed
    cap = FIRST if found.work == MOST else LISTED
    shown = rows[:cap]
    top = max([1.0, *(max(_wan(r.issued_wan), _wan(r.done_wan), _wan(r.used_wan)) for r in shown)])
    lines: list[Line | Across] = [_project(found, row, top) for row in shown]
    if found.work != MOST and len(rows) > len(shown):
        lines.append(Across(f"另有 {len(rows) - len(shown):,} 个，下载看全部"))
    total = found.work_total
    title = (
        f"{int(total.projects):,} 个项目到位 {numbers.yi(total.issued_wan)}、"
        f"支付 {numbers.yi(total.used_wan)}"
    )
    title += (
        " 亿元，完成没有填报"
        if is_missing(total.done_wan)
        else f"、完成 {numbers.yi(total.done_wan)} 亿元"
    )
    sub = (
        f"到位 = 专项债发行到项目 · 支付 = 专项债已付出（截至 {numbers.iso(found.on)}）· "
        f"完成 = 开工以来的投资，含各种资金（截至 {numbers.iso(found.view.stamp().cut_on)}）"
    )
    figures = found.figures
    spread = markup.render(
        "bonds/spread",
        paid=figures.from_ledger("bond_paid_over", total.paid_over),
        done=figures.from_ledger("bond_done_over", total.done_over),
        work=figures.from_ledger("bond_work_done", total.done_wan),
    )
    empty = "" if lines else "这一类没有项目，换一类再看。"
    body = spread + table.html(PROJECTS, lines, look="bonds projects") if lines else ""
    fine = "已满几周从最早一笔还没用完的发行日算起；一个项目几笔合成一行，点项目看每笔。"
    return card.html(Card(title, sub, body, fine, empty))


def _wan(value: float) -> float:
    return 0.0 if is_missing(value) else float(value)


def _project(found: BondsData, row: Row, top: float) -> Line:
    def figure(code: str, value: object, decimals: int = 2) -> Figure:
        project = str(row.project_id)
        return found.figures.from_ledger(code, value, project=project, decimals=decimals)

    whose = " · ".join(filter(None, map(text, (row.organisation, row.township, row.leader))))
    done = None if is_missing(row.done_wan) else round(100 * _wan(row.done_wan) / top, 2)
    places = [round(100 * _wan(value) / top, 2) for value in (row.used_wan, row.issued_wan)]
    return Line(
        {
            "name": Cell(
                text(row.name) or str(row.project_id),
                small=whose or "责任单位未填",
                href=found.project(row.project_id),
            ),
            "issued": figure("bond_issued", row.issued_wan),
            "used": figure("bond_used", row.used_wan),
            "done": figure("bond_work_done", row.done_wan),
            "track": markup.drawn("track", *places, done, of="bonds/macros"),
            "rate": figure("bond_use_rate", row.use_ratio, 1),
            "idle": figure("bond_idle", row.idle_wan),
            "weeks": numbers.MISSING if is_missing(row.idle_weeks) else f"{int(row.idle_weeks):,}",
            "read": _read(row),
        }
    )


def _read(row: Row) -> Cell:
    """What the spread of the three amounts says."""
    paid, arrived, done = _wan(row.used_wan), _wan(row.issued_wan), _wan(row.done_wan)
    if row.idle_wan < 0:
        return Cell(_said("bad", "▼", "支付超过发行"), small="核对债券使用的填报")
    if row.paid_over:
        over = f"支付比完成多 {numbers.yi(paid - done, 2)} 亿元"
        return Cell(_said("bad", "▼", "支付超过完成两成"), small=over)
    if row.work_state == ENOUGH:
        more = f"完成比支付多 {numbers.yi(done - paid, 2)} 亿元"
        words = "完成超过到位两成" if row.done_over else "完成已达到位额"
        return Cell(_said("", "", words), small=more)
    if row.work_state == SHORT:
        share = numbers.percent(done / arrived if arrived else None, 0)
        return Cell(_said("", "", "完成未达到位额"), small=f"完成只到到位额的 {share}%")
    shape = ("warn", "■") if row.work_state == IDLE else ("", "")
    return Cell(_said(*shape, row.work_state))


def _said(tone: str, shape: str, words: str) -> Markup:
    return markup.drawn("read", tone, shape, words, of="bonds/macros")
