"""All rows of one part of a change as a table and as a file; their shares add up to it."""

from collections.abc import Sequence

from cockpit import numbers
from cockpit.change import Part
from cockpit.registry.columns import Column
from cockpit.screens import files
from cockpit.screens.why.data import STEPS, WhyData, scaled, share_decimals, taken_on


def file(found: WhyData, part: Part, what: Sequence[str]) -> files.File:
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
    day = numbers.iso(taken_on(found, found.change.after))
    stamp = found.view.stamp()
    notes = {
        "数据": f"{stamp.kind_words}，数据版本 {stamp.version}",
        "截至": day,
        "筛选": found.scope or "全部",
        "口径": part.cause.meaning,
    }
    return files.File(frame, columns, f"{name}-{day}", name, notes)
