"""The gap solver as it is read: its finding, its year's end, its rows with a tick each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.registry.columns import Column
from cockpit.registry.indicators import INDICATORS
from cockpit.screens import markup, table
from cockpit.screens.figures import Figure, FigureMaker
from cockpit.screens.rows import each
from cockpit.screens.table import Cell, Line
from cockpit.screens.targets.solver import NAMES, Solution, Ticks
from cockpit.screens.wall.context import Mark, Sentence

# what a goal is, and the gap to it; a target is given
CODES = {
    ("money", "目标"): ("", "to_target"),
    ("money", "年计划"): ("annual_plan", "off_plan"),
    ("count", "目标"): ("", "pairs_to_target"),
    ("count", "名单"): ("listed", ""),
}
# projects offered beyond the ticked ones; ticks before the fold; and with those folded away
SPARE_ROWS, TICKED_ROWS, MOST_TICKED = 5, 12, 100


@dataclass(frozen=True)
class CloserRow:
    """A project that could close a part of the gap."""

    key: str  # its project_id
    name: str  # project
    href: str  # the project's page
    detail: str  # leader, township
    adds: Figure  # what it adds
    start: float  # its bar on the track, 0..100
    size: float  # the bar's length
    ticked: bool  # whether it is counted
    toggle: str  # the page with this tick changed
    left: str  # what is short after it, or 补齐, 备选
    tone: str  # ok, mute or empty
    blocker: str  # its oldest open problem, or what it waits for


@dataclass(frozen=True)
class Closing:
    """The solver."""

    title: str  # the finding
    sub: str  # measure, date and rule
    unit: str  # 亿元 or 个
    adds_head: str  # what a project adds
    now: Figure | None  # the year's end without the ticks
    then: Figure | None  # with them
    then_gap: Sentence | None  # how far that is from the goal
    now_at: float  # places on the track of the year's end
    then_at: float  # with the ticks
    goal: Mark | None  # the goal on that track
    gap: Mark | None  # the gap on the rows' track
    rows: tuple[CloserRow, ...]  # ticked and offered
    folded: tuple[CloserRow, ...]  # the ticked ones beyond the first
    reset: str  # the page with the fewest again; empty when it shows them
    clear: str  # the page with nothing ticked; empty when nothing is
    notes: tuple[str, ...]  # what has to be said
    fine: str  # how it is reckoned


def table_of(said: Closing, rows: Sequence[CloserRow], *, has_heads: bool = True) -> Markup:
    """Rows of the solver with a tick each."""
    columns = (
        Column("tick", "计入"),
        Column("name", "项目 / 分包领导"),
        Column("adds", f"{said.adds_head}（{said.unit}）", "wan"),
        Column("fall", "逐个累计"),
        Column("left", f"补后仍差（{said.unit}）", "wan"),
        Column("blocker", "卡点"),
    )
    heads = {
        "tick": markup.drawn("unseen", "计入"),
        "fall": markup.drawn("fall_head", said.gap, of="targets/macros"),
    }
    lines = [_line(said, row) for row in rows]
    return table.html(columns, lines, look="bars closers", heads=heads, has_heads=has_heads)


def _line(said: Closing, row: CloserRow) -> Line:
    return Line(
        {
            "tick": markup.drawn("tick", row, of="targets/macros"),
            "name": Cell(row.name, small=row.detail, href=row.href),
            "adds": row.adds,
            "fall": markup.drawn("fall", row, said.gap, of="targets/macros"),
            "left": Cell(row.left, look=row.tone),
            "blocker": row.blocker,
        },
        "" if row.ticked else "offer",
    )


def amount(value: float, solution: Solution, places: int = 2) -> str:
    """万元 as 亿元, or a count; without its unit."""
    if solution.ticks.solve == "money":
        return numbers.yi(value, places)
    return numbers.count(value)


def label(solution: Solution) -> str:
    """What the toggle says: "投资总量 ▽ 差 11.0 亿元"."""
    name = NAMES[solution.ticks.solve]
    if solution.gap is None:
        return f"{name} —"
    if solution.gap <= 0:
        return f"{name} ▲ 无缺口"
    unit = "亿元" if solution.ticks.solve == "money" else "个"
    return f"{name} ▽ 差 {amount(solution.gap, solution, 1)} {unit}"


def closing(figures: FigureMaker, solution: Solution) -> Closing:
    """The solver of a solution."""
    money = solution.ticks.solve == "money"
    unit = "亿元" if money else "个"
    rows = _rows(figures, solution)
    ticked = [row for row in rows if row.ticked]
    head = [*ticked[:TICKED_ROWS], *(row for row in rows if not row.ticked)]
    goal = None if solution.now is None or solution.gap is None else solution.now + solution.gap
    then = None if goal is None or solution.now is None else solution.now + solution.added
    goal_code, gap_code = CODES[solution.ticks.solve, solution.goal]
    track = 1.06 * max(goal or 0.0, then or 0.0, 1.0)
    code = "forecast" if money else "implemented"
    places = 1 if money else 0
    now = figures.from_ledger(code, solution.now, decimals=places)
    after = _then(figures, solution, now, then)
    return Closing(
        title=_title(solution, unit),
        sub=_sub(solution, figures.stamp.day(INDICATORS[code].taken)),
        unit=unit,
        adds_head="能补回" if money else "可计入",
        now=None if solution.now is None else now,
        then=None if then is None else after,
        then_gap=_gap_words(solution, unit),
        now_at=_place(solution.now, track),
        then_at=_place(then, track),
        goal=None
        if goal is None
        else Mark(_place(goal, track), solution.goal, amount(goal, solution, 1), goal_code),
        gap=_gap_mark(solution, unit, gap_code),
        rows=tuple(head),
        folded=tuple(ticked[TICKED_ROWS:]),
        reset="" if solution.is_ours else Ticks(solution.ticks.solve).href(figures.look),
        clear=Ticks(solution.ticks.solve, ()).href(figures.look) if solution.chosen else "",
        notes=_notes(solution, len(rows)),
        fine=_fine(money, figures.stamp.cut_on),
    )


def _then(figures: FigureMaker, solution: Solution, now: Figure, value: float | None) -> Figure:
    """The year's end with the ticked projects; opens what each of them adds."""
    is_money = solution.ticks.solve == "money"
    adds = figures.from_ledger("closable" if is_money else "closable_pairs", solution.added)
    of = now.title.partition(" · ")[2] + (" · 未检验" if is_money else "")
    text = amount(value or 0.0, solution, 1)
    name = "年末预测加所选项目能补回" if is_money else "已实施加所选项目可计入"
    return replace(now, text=text, href=adds.href, title=f"{name} · {of}")


def _title(solution: Solution, unit: str) -> str:
    gap, size = solution.gap, len(solution.chosen)
    name = "年末投资" if solution.ticks.solve == "money" else "项目数"
    if gap is None:
        return _nothing_to_close(solution)
    if gap <= 0 and not size:
        over = f"，比{solution.goal}多 {amount(-gap, solution, 1)} {unit}" if gap < 0 else ""
        return f"{name}没有缺口{over}"
    short = f"{name}差{solution.goal} {amount(gap, solution, 1)} {unit}" if gap > 0 else name
    if solution.is_over:
        return f"全年已经过完，{short}，没有可补的月份了"
    if not size:
        return f"{short}，还没有选项目"
    left = solution.left or 0.0
    verb = "回到自身年计划" if solution.ticks.solve == "money" else "开（复）工"
    if gap > 0 and left > 1e-9:
        still = amount(left, solution, 1)
        return f"{short}，所选 {size} 个项目{verb}后仍差 {still} {unit}"
    done = "即可补齐" if gap > 0 else f"，再多 {amount(solution.added, solution, 1)} {unit}"
    return f"{short}，{size} 个项目{verb}{done}"


def _nothing_to_close(solution: Solution) -> str:
    if solution.now is None:
        return "没有年度计划也没有填报，没有年末预测，不算缺口"
    return f"{NAMES[solution.ticks.solve]}没有可比的{solution.goal}，不算缺口"


def _sub(solution: Solution, day: date) -> str:
    if solution.is_over or solution.gap is None:
        return f"补缺方案：截至 {numbers.iso(day)}"
    how = "按补得多少从大到小，取最少的项目" if solution.is_ours else "按所勾选的项目"
    moves = "年末" if solution.ticks.solve == "money" else "项目数"
    return f"补缺方案：{how}；截至 {numbers.iso(day)}。点方框增减项目，{moves}随之移动"


def _gap_words(solution: Solution, unit: str) -> Sentence | None:
    left = solution.left
    if left is None:
        return None
    size = amount(abs(left), solution, 1)
    if not float(size.replace(",", "")):
        return Sentence(f"达到{solution.goal}", None, "", "ok", "▲")
    if left > 1e-9:
        return Sentence(f"差{solution.goal} {size} {unit}", None, "", "warn", "▽")
    return Sentence(f"过{solution.goal} {size} {unit}", None, "", "ok", "▲")


def _place(value: Any, track: float) -> float:
    if is_missing(value) or value is None:
        return 0.0
    return round(max(0.0, min(100.0, 100 * float(value) / track)), 2)


def _track(solution: Solution) -> float:
    offered = solution.candidates[~solution.candidates["project_id"].isin(solution.chosen)]
    spare = float(offered["adds"].head(SPARE_ROWS).max()) if len(offered) else 0.0
    return 1.04 * max(solution.gap or 0.0, solution.added + spare, 1e-9)


def _gap_mark(solution: Solution, unit: str, code: str) -> Mark | None:
    if solution.gap is None or solution.gap <= 0:
        return None
    at = _place(solution.gap, _track(solution))
    return Mark(at, "缺口", f"{amount(solution.gap, solution)} {unit}", code)


def _rows(figures: FigureMaker, solution: Solution) -> list[CloserRow]:
    """The ticked projects one after the other, then a few that could come instead."""
    track, done, made = _track(solution), 0.0, []
    frame = solution.candidates.assign(
        ticked=solution.candidates["project_id"].isin(solution.chosen),
    )
    ticked = frame[frame["ticked"]].head(MOST_TICKED)
    offered = frame[~frame["ticked"]].head(SPARE_ROWS)
    for row in [*each(ticked), *each(offered)]:
        start, done = done, done + (float(row.adds) if row.ticked else 0.0)
        left, tone = _left(solution, done, row.ticked)
        made.append(
            CloserRow(
                key=str(row.project_id),
                name=str(row.name),
                href="/project?" + figures.look.query(project=str(row.project_id)),
                detail=" · ".join(str(v) for v in (row.leader, row.township) if not is_missing(v)),
                adds=_adds(figures, solution, row),
                start=_place(start, track),
                size=_place(row.adds, track),
                ticked=bool(row.ticked),
                toggle=solution.toggled(str(row.project_id)).href(figures.look),
                left=left,
                tone=tone,
                blocker=_blocker(row),
            )
        )
    return made


def _adds(figures: FigureMaker, solution: Solution, row: Any) -> Figure:
    code = "closable" if solution.ticks.solve == "money" else "closable_pairs"
    return figures.from_ledger(code, row.adds, project=str(row.project_id))


def _left(solution: Solution, done: float, ticked: bool) -> tuple[str, str]:
    if not ticked:
        return "备选", "mute"
    if solution.gap is None or solution.gap <= 0:
        return "—", "mute"
    if done >= solution.gap - 1e-9:
        return "▲ 补齐", "ok"
    left = solution.gap - done
    tiny = solution.ticks.solve == "money" and left < 50  # 万元, which would read 0.00
    return "<0.01" if tiny else amount(left, solution), ""


def _blocker(row: Any) -> str:
    """The open problem; else, for a project that has not started, when it was due."""
    if not is_missing(row.blocker):
        more = f"（共 {int(row.open_problems)} 个问题未办结）" if row.open_problems > 1 else ""
        return f"{row.blocker}{more}"
    if is_missing(row.due_on):
        return "—"
    if row.due_pairs:
        return f"应 {numbers.iso(row.due_on)} 开工，未开工"
    return f"{numbers.iso(row.due_on)} 应开工" if row.later_pairs else "—"


def _notes(solution: Solution, shown: int) -> tuple[str, ...]:
    notes, left = [], solution.left
    unit = "亿元" if solution.ticks.solve == "money" else "个"
    if solution.unknown:
        named = "、".join(project_id[:20] for project_id in solution.unknown[:3])
        notes.append(
            f"链接里的 {len(solution.unknown)} 个项目（{named}）在这里补不了缺口，没有计入"
        )
    rest = solution.candidates
    beyond = len(rest) - shown
    if len(solution.chosen) > MOST_TICKED:
        notes.append(f"已计入 {len(solution.chosen)} 个，只列出补得最多的 {MOST_TICKED} 个")
    if beyond > 0:
        total = amount(float(rest["adds"].sum()), solution, 1)
        notes.append(f"能补的项目共 {len(rest)} 个、{total} {unit}；没有列出的可在“挑项目”里加")
    if solution.is_over or left is None:
        return tuple(notes)
    if not len(rest):
        why = "年计划都已在预测之内" if solution.ticks.solve == "money" else "名单上的都已实施"
        notes.append(f"没有能补的项目：{why}")
    elif left is not None and left > 1e-9 and len(solution.chosen) == len(rest):
        notes.append(f"能补的项目全部补上仍差 {amount(left, solution, 1)} {unit}")
    return tuple(notes)


def _fine(money: bool, cut_on: date) -> str:
    if money:
        return (
            "能补回 = 项目年计划 − 年末预测"
            f"（只取正数，均取 {numbers.month_end_words(cut_on)}数据）；"
            "补缺后的年末 = 年末预测 + 所选项目能补回，线性，未检验。"
            "卡点为未办结问题中应办结最早的一个。"
        )
    return (
        "可计入 = 名单上尚未实施的（项目，类别）计次；一个项目在两类中计 2 个，已到应开工日的在前。"
    )
