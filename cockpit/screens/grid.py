"""A table on a page: our own HTML, so that it prints whole, scales, and is walked by keys."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape
from pandas import DataFrame

from cockpit import numbers
from cockpit.registry.columns import KIND_WORDS, Column
from cockpit.screens import lamps, markup, styles

ROWS = 16  # to see at once; more scroll inside
USUAL_WIDTH, PICK_WIDTH = 100, 34  # px
# kinds set to the right
RIGHT = {"wan", "moved", "share", "points", "rate", "count", "bar"}
LINE = 20  # the height of a row's line of months, in its own units
# a lamp with its place in the order, which sorts it
LAMPS = {
    lamp: f'<td class="{lamps.TONES[lamp]}" data-at="{at}">{words}</td>'
    for at, (lamp, words) in enumerate(lamps.WORDS.items())
}


def html(
    frame: DataFrame,
    columns: Sequence[Column],
    *,
    labels: Mapping[str, str] | None = None,
    alt: str = "",
    project: Callable[[str], str] | None = None,
    pick: Callable[[str], str] | None = None,
    most_rows: int = ROWS,
) -> Markup:
    """The table: sortable by a click on a header.

    ``labels``: header → what the page writes in its place; ``alt``: the table in words.
    ``project``: a project's code → the address of its page, which its name opens; ``pick``: → the
    address that picks its row. ``most_rows``: more of them scroll inside.
    """
    codes = _codes(frame)
    made = [_cells(frame, column, codes, project) for column in columns]
    if pick is not None:
        names = frame.get("name", codes)
        made.insert(0, [_pick(*row, pick) for row in zip(codes, names, strict=True)])
    rows = "\n".join(f"<tr>{''.join(row)}</tr>" for row in zip(*made, strict=True))
    return markup.render(
        "grid",
        # of the first row: the others are reached from it by arrows
        rows=Markup(rows.replace('tabindex="-1"', 'tabindex="0"', 1 + (pick is not None))),
        heads=[
            (
                column,
                (labels or {}).get(column.header, column.header),
                styles.rem(column.width or USUAL_WIDTH),
            )
            for column in columns
        ],
        alt=alt,
        pick_width=styles.rem(PICK_WIDTH) if pick is not None else "",
        most_rows=most_rows,
        right=RIGHT,
    )


def _codes(frame: DataFrame) -> list[str]:
    if "project_id" not in frame:
        return [""] * len(frame)
    return ["" if numbers.is_missing(code) else str(code) for code in frame["project_id"]]


def _pick(code: str, name: object, pick: Callable[[str], str]) -> str:
    return (
        f'<td class="p"><a class="pick" href="{escape(pick(code))}" data-key="{escape(code)}" '
        f'tabindex="-1" aria-label="选中 {escape(name)}"></a></td>'
    )


def _cells(
    frame: DataFrame,
    column: Column,
    codes: Sequence[str],
    project: Callable[[str], str] | None,
) -> list[str]:
    """The cells of a column, one a row."""
    values = frame[column.name].tolist()
    if column.name == "name":
        return [_name(*row, project) for row in zip(values, codes, strict=True)]
    return [_cell(value, column) for value in values]


def _name(value: object, code: str, project: Callable[[str], str] | None) -> str:
    name = _text(value)
    if project is not None and code:
        name = Markup('<a href="{}" tabindex="-1">{}</a>').format(project(code), name)
    return f'<th scope="row">{name}</th>'


def _text(value: object) -> Markup:
    return escape(numbers.MISSING if numbers.is_missing(value) else value)


def _cell(value: Any, column: Column) -> str:
    kind = column.kind
    if kind == "lamp":
        return LAMPS[value]
    if kind == "months":
        return f"<td>{_months(value)}</td>"
    if kind == "text":
        words = KIND_WORDS.get(value, value) if column.name == "kind" else value
        return f"<td>{_text(words)}</td>"
    if kind == "date":
        return f'<td class="d">{numbers.iso(value)}</td>'
    return f'<td class="n">{_bar(value) if kind == "bar" else ""}{_number(value, column)}</td>'


def _bar(share: Any) -> str:
    if numbers.is_missing(share):
        return ""
    return f'<s style="--v:{min(100.0, max(0.0, 100 * share)):.1f}%"></s>'


def _number(value: Any, column: Column) -> str:
    match column.kind:
        case "wan" | "moved":
            return numbers.yi(value, 2, signed=column.kind == "moved")
        case "share" | "bar":
            return numbers.percent(value)
        case "count":
            return numbers.count(value)
    return numbers.fixed(value, column.decimals, signed=column.kind == "points")


def _months(values: Any) -> str:
    """A line over the months, from 0 to its highest."""
    if not hasattr(values, "__len__") or not len(values):
        return numbers.MISSING
    held = [float(value) for value in values]
    low, high = min(0.0, *held), max(0.0, *held)
    steps = [(value - low) / ((high - low) or 1.0) for value in held]
    points = " ".join(f"{at},{LINE - 2 - (LINE - 4) * step:.1f}" for at, step in enumerate(steps))
    said = "、".join(f"{at} 月 {numbers.yi(value, 2)}" for at, value in enumerate(held, start=1))
    return (
        f'<svg role="img" aria-label="{said}" viewBox="0 0 {len(held) - 1 or 1} {LINE}" '
        f'preserveAspectRatio="none"><polyline points="{points}"/></svg>'
    )
