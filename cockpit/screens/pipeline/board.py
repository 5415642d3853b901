"""The board of steps: who stands at each, the longest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.screens import card, markup
from cockpit.screens.card import Card
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.pipeline.data import STEPS, PipelineData
from cockpit.screens.rows import Row

SHOWN = 3
NEXT = {  # step → what is pressed for
    "在谈": "在谈促签约",
    "签约": "签约促履约",
    "报批": "报批促开工",
    "开工": "开工促入库",
    "在建": "在建促投产",
    "投产": "投产促达效",
}


@dataclass(frozen=True)
class Held:
    """A card: ``href`` is empty for an entry that is no project yet."""

    name: str
    href: str
    days: str
    whose: str


@dataclass(frozen=True)
class Step:
    """A column of the board; ``more``: the words that lead to those not shown, may be empty."""

    name: str
    count: Figure
    total: Figure | None
    cards: Sequence[Held]
    more: str
    href: str
    press: str


@once
def offered(found: PipelineData) -> Mapping[str, str]:
    """The boards that have anything on them, and the one that is shown."""
    codes = [*found.boards]
    if found.board and found.board not in codes:
        codes.append(found.board)
    return {code: markup.plain(code) for code in codes}


@once
def board(found: PipelineData) -> Markup:
    """The board that is shown."""
    steps = found.boards.get(found.board)
    if not steps:
        return card.html(Card("推进台", empty=_empty(found)))
    columns = [_column(found, step, steps.get(step)) for step in STEPS]
    followed = found.board in found.followed
    count = sum(int(row.cards) for row in steps.values())
    day = numbers.iso(found.stages_on if followed else found.entries_on)
    sub = f"{found.board} {count:,} 个各在哪一步，每列从停得最久的排起 · 截至 {day}"
    fine = (
        "报批 = 已履约、未开工；开工为今年、在建为往年开工的；"
        "在谈为还不在台账名单里的条目，按“入库流程”。"
        if followed
        else "各环节按“入库流程”填报的最近一步；还没有入库日期的条目不计入上面的个数。"
    )
    body = markup.render("pipeline/board", steps=columns)
    return card.html(Card(_title(found, steps), sub, body, fine))


def _empty(found: PipelineData) -> str:
    if found.boards:
        return f"截至这一日“{found.board}”没有条目的流程，换一个推进台看。"
    if not found.is_whole:
        return "当前筛选下推进台上没有项目。"
    return (
        "还没有可看的推进：导入“项目阶段”（签约、履约、开工、投产）或“入库流程”（在谈、签约、报批、开工、"
        "在建、投产）后，这里看每一步停着谁、停了几天。"
    )


def _title(found: PipelineData, steps: Mapping[str, Row]) -> str:
    counts = {step: int(row.cards) for step, row in steps.items()}
    if found.board in found.followed:
        signed, performed = counts.get("签约", 0), counts.get("报批", 0)
        if signed or performed:
            said = f"签约还没履约 {signed:,} 个，履约还没开工 {performed:,} 个"
            if signed and performed:
                said += f"：这 {signed + performed:,} 个是下一批能开的"
            return said
    before = {step: counts[step] for step in ("在谈", "签约", "报批") if counts.get(step)}
    if before:
        return "还没开工的：" + "、".join(f"{step} {count:,} 个" for step, count in before.items())
    return f"{sum(counts.values()):,} 个都已开工"


def _column(found: PipelineData, step: str, row: Row | None) -> Step:
    where = {"board": found.board, "board_step": step}
    figures = found.figures
    count = figures.from_ledger("board_cards", 0 if row is None else row.cards, where=where)
    if row is None:
        return Step(step, count, None, (), "", "", NEXT[step])
    total = None
    if not is_missing(row.total_wan):
        total = figures.from_ledger("board_total", row.total_wan, where=where)
    ours = [one for one in found.cards if one.board_step == step]
    left = int(row.cards) - sum(int(one.cards) for one in ours[:SHOWN])
    more = f"另 {left:,} 个" if left > 0 else ""
    cards = [_card(found, one) for one in ours[:SHOWN]]
    press = NEXT[step]
    if row.effective:
        press += f"；其中 {int(row.effective):,} 个已达效"
    return Step(step, count, total, cards, more, count.href, press)


def _card(found: PipelineData, row: Row) -> Held:
    project = text(row.project_id)
    days = numbers.MISSING if is_missing(row.days) else f"{int(row.days):,}"
    whose = " · ".join(filter(None, map(text, (row.organisation, row.leader))))
    name = text(row.name) or str(row.card)
    return Held(name, found.project(project) if project else "", days, whose or "责任单位未填")
