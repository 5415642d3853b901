"""All rows of one part of a change as a table and as a file; their shares add up to it."""

from collections.abc import Sequence

from cockpit.change import Part
from cockpit.registry.columns import Column
from cockpit.screens.files import File
from cockpit.screens.page_file import page_file
from cockpit.screens.why.data import STEPS, WhyData, scaled, share_decimals, taken_on


def file(found: WhyData, part: Part, what: Sequence[str]) -> File:
    """The table as a file; ``what``: what happened to each row's project or rate."""
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
    place = 2 if "name" in frame else 1
    decimals = share_decimals(found.indicator)
    columns.insert(place, Column("share", share, "points", 130, decimals))
    name = f"{found.indicator.name}-{part.cause.label}-{STEPS[part.step]}"
    day, notes = taken_on(found, found.change.after), {"口径": part.cause.meaning}
    return page_file(found.view, frame, columns, name, notes, title=name, on=day)
