"""All rows of one cause as a table and as a file; their shares add up to it."""

from collections.abc import Sequence

from cockpit import numbers
from cockpit.change import Part
from cockpit.web import grid, table
from cockpit.web.columns import Column
from cockpit.web.why.asked import STEPS, Asked, scaled, share_decimals


def draw(found: Asked, part: Part, what: Sequence[str]) -> None:
    """The table, with downloads; ``what``: what happened to each row's project or rate."""
    share = f"份额（{found.unit.removeprefix('个') or '个'}）"
    frame = part.rows.assign(
        what=list(what), share=[scaled(found.indicator, size) for size in part.rows["size"]]
    )
    columns = [
        Column(name, header, width=width)
        for name, header, width in (
            ("name", "项目", 220),
            ("leader", "分包领导", 100),
            ("what", "变化", 360),
            ("publisher", "发布方", 220),
            ("project_id", "项目代码", 120),
        )
        if name in frame
    ]
    decimals = share_decimals(found.indicator)
    place = 2 if "name" in frame else 1
    columns.insert(place, Column("share", share, "points", 130, decimals))
    grid.draw(frame, columns, key=f"why rows {part.cause.name} {part.step}")
    name = f"{found.indicator.name}-{part.cause.label}-{STEPS[part.step]}"
    day = numbers.iso(found.change.after.filters.as_of)
    table.downloads(
        frame, columns, f"{name}-{day}", name, {"截至": day, "口径": part.cause.meaning}
    )
