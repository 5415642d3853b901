"""What the site reported: each report with its time of receipt and its photos, the last first."""

from dataclasses import dataclass
from typing import Any

from cockpit import numbers
from cockpit.numbers import is_missing
from cockpit.screens import markup
from cockpit.screens.card import Card
from cockpit.screens.project.data import ProjectData
from cockpit.screens.rows import each

SHOWN = 6
FINE = "现场用手机报的，原样列出；一天报了几次的以最后填的为准，前面的留着。按收到时间算是否迟到。"


@dataclass(frozen=True)
class Report:
    """A report: its day, when it was received, what it says, its photos.

    ``is_late``: received after its day; ``stands``: else a later one of the day took its place.
    """

    day: str
    received: str
    is_late: bool
    stands: bool
    head: str
    text: str
    note: str
    photos: tuple[str, ...]


def card(one: ProjectData) -> Card | None:
    """The last reports from the site; None where none ever came."""
    found = [*each(one.site_reports)]
    if not found:
        return None
    last = next(row for row in found if row.stands)
    return Card(
        f"现场 {numbers.month_day(last.report_date.date(), one.as_of)}：{_said(last)}",
        f"现场填报，最近 {min(SHOWN, len(found))} 次，共 {len(found)} 次；"
        f"截至 {numbers.iso(one.as_of)}",
        markup.render("project/site", reports=[_report(row, one) for row in found[:SHOWN]]),
        FINE,
    )


def _said(row: Any) -> str:
    if not row.is_working:
        return f"未施工，{row.idle_reason}"
    workers = "" if is_missing(row.workers) else f"{numbers.count(row.workers)} 人到岗，"
    return f"{workers}{numbers.text(row.node)}"


def _report(row: Any, one: ProjectData) -> Report:
    wan = row.completed_wan
    total = "" if is_missing(wan) else f"本年累计完成 {numbers.fixed(wan, 0)} 万元"
    return Report(
        day=numbers.month_day(row.report_date.date(), one.as_of),
        received=f"{row.received_at:%m-%d %H:%M}",
        is_late=not row.in_time,
        stands=bool(row.stands),
        head="，".join(filter(None, (_said(row), total))),
        text=numbers.text(row.image_progress),
        note=numbers.text(row.note),
        photos=tuple(str(sha256) for sha256 in row.photos),
    )
