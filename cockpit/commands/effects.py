"""What a load does to the figures, in lines for the command line."""

from collections.abc import Iterable, Iterator

from cockpit.numbers import is_missing, iso, yi
from cockpit.screens.imports.effect import JUMPING, Effect, HeadlineMoved, Restated
from cockpit.visible import one_line, quoted

SAID = ("fai_growth", "annual_plan", "completed", "completion", "listed", "implemented")
NAMED = 5


def lines(effect: Effect) -> list[str]:
    """Headline figures, the projects that jump, and past values that are said anew."""
    return [
        f"影响（截至 {iso(effect.as_of)}）：",
        *(_headline(effect.headline(code)) for code in SAID),
        *(line for column, name in JUMPING.items() for line in _jumps(effect, column, name)),
        *_restated(effect),
    ]


def _headline(moved: HeadlineMoved) -> str:
    if is_missing(moved.before) and is_missing(moved.after):
        return f"  {moved.name} 尚无数据"
    if moved.was == moved.now:
        return f"  {moved.name} {moved.now} {moved.unit}，不变"
    mark = "，变动大，请核对" if moved.is_jump else ""
    return f"  {moved.name} {moved.was} → {moved.now} {moved.unit}{mark}"


def _jumps(effect: Effect, column: str, name: str) -> Iterator[str]:
    found = [jump for jump in effect.jumps if jump.column == column]
    for jump in found[:NAMED]:
        moved = f"{yi(jump.before)} → {yi(jump.after)} 亿元"
        yield f"  跳动：{jump.project} {quoted(jump.name)} {name} {moved}"
    if len(found) > NAMED:
        yield f"  跳动：{name}另有 {len(found) - NAMED} 个项目"


def _restated(effect: Effect) -> Iterator[str]:
    for one in effect.restated[:NAMED]:
        yield f"  改到已装的数：{_of(one)}"
    if len(effect.restated) > NAMED:
        yield f"  改到已装的数：另有 {len(effect.restated) - NAMED} 处"


def _of(one: Restated) -> str:
    moved = f"{one.was} → {one.now} {one.unit}"
    return f"{quoted(one.about)} {iso(one.on)} {one.what} {moved}（{one_line(one.place)}）"


def listed(projects_of: Iterable[str], names: dict[str, str]) -> str:
    """Projects by code and name, the first few of many."""
    codes = sorted(projects_of)
    shown = "、".join(f"{code} {quoted(names.get(code, ''))}".strip() for code in codes[:NAMED])
    return (
        f"{len(codes)} 个" + (f"：{shown}" if codes else "") + ("等" if len(codes) > NAMED else "")
    )
