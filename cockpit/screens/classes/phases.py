"""A class that is followed from signing to full use: the funnel, and where each phase is stuck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.city import ProjectClass
from cockpit.numbers import is_missing, text
from cockpit.registry.columns import Column
from cockpit.screens import card, markup, table
from cockpit.screens.card import Card
from cockpit.screens.classes.data import UNNAMED, ClassesData, phase_order
from cockpit.screens.classes.leading import fact_href, rank_words
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from cockpit.screens.table import Across, Cell, Line
from cockpit.screens.wall.cards import share_bar
from queries import implementation, pipeline

NAMED = 4  # projects named at a step
LAST = "达效"
BEFORE_START = ("履约", "开工")  # what is won by the office's work, not by time to build
STAGES = (
    Column("name", "走到这一步"),
    Column("count", "项目（个）", "count"),
    Column("bar", "虚框为前一步"),
    Column("rate", "转化率（%）", "share"),
    Column("rank", "公布的位次"),
    Column("stuck", "停在这一步的"),
)


@dataclass(frozen=True)
class Step:
    """A stage of a phase: who came so far, of how many that came to the stage before."""

    phase: str
    stage: str
    projects: int
    base: int
    ratio: float

    @property
    def words(self) -> str:
        """第四期开工 57.1%（4 ÷ 7）."""
        share = numbers.percent(self.ratio)
        return f"{self.phase}{self.stage} {share}%（{self.projects} ÷ {self.base}）"


def steps(found: ClassesData, code: str) -> Sequence[Step]:
    """The steps of all phases that have a rate."""
    frame = found.stages(code)
    return [
        Step(
            row.phase,
            row.conversion_step,
            int(row.projects),
            int(row.base_projects),
            row.conversion_ratio,
        )
        for row in each(frame)
        if text(row.phase) and not is_missing(row.conversion_ratio)
    ]


def worst(found: Sequence[Step]) -> Sequence[Step]:
    """The steps with the lowest rate below 1, the larger base first; none where all went on."""
    below = [step for step in found if step.projects < step.base]
    if not below:
        return ()
    lowest = min(step.ratio for step in below)
    ties = [step for step in below if step.ratio == lowest]
    return sorted(ties, key=lambda step: (-step.base, phase_order(step.phase)))


def finding(found: ClassesData, one: ProjectClass) -> tuple[str, str]:
    """Which phase converts worst and at which step; before the start, and at all."""
    every = steps(found, one.code)
    if not every:
        return _plain(found, one), "没有期次或阶段记录，说不出哪一期转化差。"
    if {step.phase for step in every} == {UNNAMED}:
        return _plain(found, one), "没有填期次，说不出哪一期转化差。"
    low = worst(every)
    if not low:
        return f"{one.wall_name}各期各步都走过来了", _plain(found, one) + "。"
    title = f"{one.wall_name}转化最差的是{'、'.join(step.words for step in low[:2])}"
    if len(low) > 2:
        title += f"等 {len(low)} 处"
    early = worst([step for step in every if step.stage in BEFORE_START])
    if early and early[0] not in low:
        title += f"；开工前最差的是{early[0].words}"
    return title, f"{_plain(found, one)}。{_lead(found, one)}"


def _plain(found: ClassesData, one: ProjectClass) -> str:
    rows = _whole(found, one.code)
    if not rows:
        return f"{one.wall_name}没有名单上的项目"
    said = "、".join(f"{row.conversion_step} {int(row.projects):,}" for row in rows)
    money = found.money.get(one.code)
    if money is None or is_missing(money.ahead_pp):
        return f"{said} 个；没有年计划，不算完成率"
    gap = numbers.ahead_words(money.ahead_pp)
    return f"{said} 个；完成率 {numbers.percent(money.completion_ratio)}%，{gap}"


def _lead(found: ClassesData, one: ProjectClass) -> str:
    ranks = _ranks(found, one.code)
    places = {rank_words(found, fact) for fact in ranks.values()}
    if len(places) == 1 and ranks:
        return f"{'、'.join(ranks)}转化率均居{next(iter(places))}（公布）。"
    return ""


def _ranks(found: ClassesData, code: str) -> Mapping[str, Mapping[str, Any]]:
    """By stage, the published fact that ranks its conversion."""
    facts = found.published_ranks(code)
    return {
        stage: fact
        for stage in ("签约", "履约", "开工", "投产", "达效")
        for fact in facts
        if text(fact["indicator"]) == f"{stage}转化率" and fact["period_end"].date() == found.cut_on
    }


def _whole(found: ClassesData, code: str) -> Sequence[Row]:
    frame = found.stages(code)
    return list(each(frame[frame["phase"].isna()]))


@once
def funnel(found: ClassesData, one: ProjectClass) -> Markup:
    """The stages of the class: how many came so far, at what rate, and who stays there."""
    rows = _whole(found, one.code)
    if not rows:
        return card.html(Card("签约到达效", empty="这一类没有名单上的项目，没有转化率可算。"))
    listed = int(found.counts[one.code].listed) if one.code in found.counts else 0
    top = max(1, listed, *(int(row.projects) for row in rows))
    waiting = _waiting(found, one.code)
    ranks = _ranks(found, one.code)
    known = [row for row in rows if not is_missing(row.conversion_ratio)]
    title = "签约到达效：还没有可算的转化率"
    if known:
        low = min(known, key=lambda row: row.conversion_ratio)
        title = (
            f"全类转化最低的一步是{low.conversion_step}，{numbers.percent(low.conversion_ratio)}%"
            f"（{int(low.projects)} ÷ {int(low.base_projects)}）"
        )
    sub = (
        "签约 → 履约 → 开工 → 投产 → 达效 · 每个率以前一步为底，走到后一步的算走过前一步 · "
        f"{listed:,} 个项目 · 截至 {numbers.iso(found.on)}"
    )
    drawn = _Drawn(found, one, top, ranks)
    lines = [_stage(drawn, row, waiting.get(row.conversion_step, ())) for row in rows]
    unsigned = listed - int(rows[0].projects)
    fine = "达效指达到设计产能，读法为假定。"
    if unsigned > 0:
        fine = f"另有 {unsigned:,} 个没有签约记录。" + fine
    return card.html(Card(title, sub, table.html(STAGES, lines, look="classes stages"), fine))


def _waiting(found: ClassesData, code: str) -> Mapping[str, Sequence[Row]]:
    """By stage, who stays there, the longest first."""
    made: dict[str, list[Row]] = {}
    for row in each(found.ask(implementation.conversion_rows, code)):
        if row.stuck:
            made.setdefault(row.conversion_step, []).append(row)
    return made


@dataclass(frozen=True)
class _Drawn:
    """What the rows of the funnel have in common; ``top``: how many the widest bar is."""

    found: ClassesData
    one: ProjectClass
    top: int
    ranks: Mapping[str, Mapping[str, Any]]


def _stage(drawn: _Drawn, row: Row, waiting: Sequence[Row]) -> Line:
    found, one, top = drawn.found, drawn.one, drawn.top
    where = {"conversion_step": str(row.conversion_step)}
    before = None if is_missing(row.base_projects) else int(row.base_projects)
    rate: Cell | str = Cell("起点", look="none")
    if before is not None:
        figure = found.figure(one.code, "conversion", row.conversion_ratio, where=where)
        known = not is_missing(row.conversion_ratio) or not before
        made = f"{int(row.projects)} ÷ {before}" if known else "没有装入这一步"
        rate = Cell(figure, small=made)
    fact = drawn.ranks.get(str(row.conversion_step))
    rank: Cell | str = Cell("—", look="none")
    if fact is not None:
        rank = Cell(rank_words(found, fact), small="公布", href=fact_href(found, fact))
    names = [
        (text(item.name) or item.project_id, found.project(item.project_id))
        for item in waiting[:NAMED]
    ]
    stuck = markup.drawn(
        "stuck",
        found.figure(one.code, "stage_stuck", row.stuck, where=where),
        names,
        len(waiting) > NAMED,
        row.conversion_step == LAST,
        of="classes/macros",
    )
    return Line(
        {
            "name": str(row.conversion_step),
            "count": found.figure(one.code, "stage_reached", row.projects, where=where),
            "bar": markup.drawn(
                "funnel",
                round(100 * int(row.projects) / top, 2),
                None if before is None else round(100 * before / top, 2),
                of="classes/macros",
            ),
            "rate": rate,
            "rank": rank,
            "stuck": stuck,
        }
    )


@once
def by_phase(found: ClassesData, one: ProjectClass) -> Markup:
    """A row a phase: its stages with their rates, the worst marked, and its money against 序时."""
    frame = found.stages(one.code)
    phases = sorted({text(row.phase) for row in each(frame) if text(row.phase)}, key=phase_order)
    if not phases:
        empty = "没有期次：在项目分类里填上“期次”，这里看哪一期走得慢。"
        return card.html(Card("各期走到哪一步", empty=empty))
    every = steps(found, one.code)
    low, early = worst(every), worst([s for s in every if s.stage in BEFORE_START])
    marked = {(s.phase, s.stage): "全程最差" for s in low}
    marked |= {(s.phase, s.stage): "开工前最差" for s in early if (s.phase, s.stage) not in marked}
    money = found.phases(one.code)
    stages = [str(row.conversion_step) for row in _whole(found, one.code)]
    columns = (
        Column("name", "期次"),
        *(Column(f"s{at}", stage) for at, stage in enumerate(stages)),
        Column("plan", "年计划（亿元）", "wan"),
        Column("bar", "完成率与序时"),
        Column("rate", "完成率（%）", "share"),
        Column("gap", "较序时（百分点）", "points"),
    )
    lines: list[Line | Across] = []
    for phase in phases:
        ours = [row for row in each(frame) if row.phase == phase]
        lines.append(_phase(found, one, Phase(phase, ours, money.get(phase), marked)))
    lines += _announced(found, one, phases)
    whole = list(each(frame[frame["phase"].isna()]))
    lines.append(_phase(found, one, Phase("", whole, found.money.get(one.code), {})))
    title = _title(found, one, phases, frame)
    sub = (
        f"走到每一步的个数，小字为以前一步为底的转化率 · 截至 {numbers.iso(found.on)}；"
        f"完成率截至 {numbers.iso(found.cut_on)}"
    )
    fine = "合计的率由合计的数重新算出，不是各期的率相加或平均。"
    if phases == [UNNAMED]:
        fine = "没有填期次：在项目分类里填上“期次”，这里看哪一期走得慢。" + fine
    return card.html(Card(title, sub, table.html(columns, lines, look="classes phases"), fine))


def _title(found: ClassesData, one: ProjectClass, phases: Sequence[str], frame: Any) -> str:
    """How far the phase with the most has come, and the one whose start is furthest behind."""
    early = worst([s for s in steps(found, one.code) if s.stage in BEFORE_START])
    if not early:
        return f"{len(phases)} 期走到哪一步"
    phase = early[0].phase
    rows = {row.conversion_step: int(row.projects) for row in each(frame) if row.phase == phase}
    said = f"{phase} {rows.get('签约', 0)} 个签约、{rows.get('开工', 0)} 个开工"
    money = found.phases(one.code).get(phase)
    if money is not None and not is_missing(money.ahead_pp):
        share = numbers.percent(money.completion_ratio)
        said += f"，完成率 {share}%，{numbers.ahead_words(money.ahead_pp)}"
    return said


@dataclass(frozen=True)
class Phase:
    """A phase (empty: all): its stages, its money, and what is said of the worst steps."""

    name: str
    rows: Sequence[Row]
    money: Row | None
    marked: Mapping[tuple[str, str], str]


def _phase(found: ClassesData, one: ProjectClass, its: Phase) -> Line:
    phase, rows, money = its.name, its.rows, its.money
    where = {"phase": phase} if phase else {}
    top = max([1, *(int(row.projects) for row in rows)])
    count = int(money.pairs if phase else money.projects) if money is not None else 0
    cells: dict[str, Any] = {
        "name": Cell(phase or "合计", small=f"{count:,} 个" if count else _none(found))
    }
    for at, row in enumerate(rows):
        picked = where | {"conversion_step": str(row.conversion_step)}
        rate: Figure | None = None
        if not is_missing(row.conversion_ratio):
            rate = found.figure(
                one.code, "conversion", row.conversion_ratio, where=picked, decimals=0
            )
        cells[f"s{at}"] = markup.drawn(
            "step",
            round(100 * int(row.projects) / top, 1),
            found.figure(one.code, "stage_reached", row.projects, where=picked),
            rate,
            its.marked.get((phase, str(row.conversion_step)), ""),
            of="classes/macros",
        )
    return Line(cells | _money(found, one, where, money), "" if phase else "sum")


def _none(found: ClassesData) -> str:
    return "名单上没有项目" if found.is_whole else "筛选下没有项目"


def _money(
    found: ClassesData, one: ProjectClass, where: Mapping[str, str], row: Row | None
) -> dict[str, Any]:
    if row is None or is_missing(row.plan_wan):
        none = "没有项目" if row is None else "没有年计划，不算完成率"
        return {"plan": None, "bar": Cell(none, look="none"), "rate": None, "gap": None}
    codes = ("pairs_plan", "pairs_completion", "pairs_ahead")
    plan, rate = (
        found.figure(one.code, code, value, where=dict(where))
        for code, value in zip(codes, (row.plan_wan, row.completion_ratio), strict=False)
    )
    gap = found.figures.gap(
        codes[2], row.ahead_pp, narrow=found.narrow(one.code), where=dict(where)
    )
    return {
        "plan": plan,
        "bar": Cell(bar=share_bar(row.completion_ratio, row.time_progress)),
        "rate": rate,
        "gap": markup.drawn("gap_short", gap),
    }


def _announced(found: ClassesData, one: ProjectClass, phases: Sequence[str]) -> Sequence[Across]:
    """Phases that a library of the class has entries of, and the list has no projects of."""
    said = []
    for row in each(found.view.ask(pipeline.libraries)):
        phase = str(row.library).removeprefix(one.code)
        if phase == row.library or phase in phases or not phase:
            continue
        total = "" if is_missing(row.total_wan) else f"，总投资 {numbers.yi(row.total_wan)} 亿元"
        plan = "" if is_missing(row.plan_wan) else f"，年计划 {numbers.yi(row.plan_wan)} 亿元"
        said.append(
            Across(f"{phase}：推荐 {int(row.entries):,} 个{total}{plan}；还不在名单上，没有转化率")
        )
    return said
