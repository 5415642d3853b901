"""What a phone says of a day: read, held to what a report may be, and worded where it is not.

The phone's clock is not asked what day it is. It says how long ago a report was filled in, which
its clock measures however wrong it stands; the day is then the server's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from cockpit.errors import ReportRefused
from cockpit.tables import cleaning
from cockpit.tables.contracts import IDLE_REASONS, NODES, SERVICES

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MOST_PHOTOS = 3
LONGEST = 200  # characters of a text
MOST_WORKERS = 20_000
AMOUNT = re.compile(r"\d{1,9}(\.\d{1,4})?")
KEPT_FOR = timedelta(days=7)  # how long a phone may have kept a report without a network
SLACK = timedelta(minutes=10)  # of a report that was begun before midnight
FORM = "刷新这一页，再填一次"


@dataclass(frozen=True)
class SiteReport:
    """A report as the site gave it. ``completed``: 万元 since 1 January, as text, or empty.

    ``problem``: service and text, or None. ``photos``: for each its time, as the phone has it.
    ``note``: what goes to the office beside it.
    """

    report_id: str
    report_date: date
    filled_at: datetime
    is_working: bool
    idle_reason: str
    workers: int | None
    node: str
    text: str
    completed: str
    problem: tuple[str, str] | None
    note: str

    def content(self) -> dict[str, Any]:
        """What the inbox keeps, but for what it has columns for."""
        return {
            "is_working": self.is_working,
            "idle_reason": self.idle_reason,
            "workers": self.workers,
            "node": self.node,
            "text": self.text,
            "completed": self.completed,
            "problem": list(self.problem) if self.problem else None,
            "note": self.note,
        }


def read(said: Any, now: datetime) -> SiteReport:
    """What a phone says, sound. ``now``: this moment in Shanghai. Raises ReportRefused."""
    if not isinstance(said, dict):
        raise ReportRefused("传来的不是填报的内容", way_out=FORM)
    report_id = said.get("id")
    if not isinstance(report_id, str) or not ID.fullmatch(report_id):
        raise ReportRefused("填报没有编号", way_out=FORM)
    report_date, filled_at = _day(said, now)
    is_working = said.get("is_working")
    if not isinstance(is_working, bool):
        raise ReportRefused("没有选今天施工还是未施工", way_out="选一项再传")
    working = _working(said) if is_working else _idle(said)
    return SiteReport(
        report_id=report_id,
        report_date=report_date,
        filled_at=filled_at,
        is_working=is_working,
        completed=_amount(said.get("completed")),
        problem=_problem(said.get("problem")),
        note=_note(said),
        **working,
    )


def _day(said: Mapping[str, Any], now: datetime) -> tuple[date, datetime]:
    """The day of a report, and when it was filled in, both by the server's clock."""
    try:
        day = date.fromisoformat(str(said.get("date")))
        kept = timedelta(milliseconds=int(said.get("kept_ms") or 0))
    except (ValueError, TypeError, OverflowError):
        raise ReportRefused("没有写是哪一天的", way_out=FORM) from None
    if day > now.date():
        what = f"这份写的是 {day}，今天才 {now.date()}，不收以后的"
        raise ReportRefused(what, way_out="刷新这一页，填今天的")
    if not timedelta(0) <= kept <= KEPT_FOR:
        what = f"在手机上放了 {KEPT_FOR.days} 天以上，或时间对不上"
        raise ReportRefused(what, way_out="按今天的情况重新填一份；以前的请告诉办公室")
    filled = now - kept
    start = datetime.combine(day, time())
    if not start - SLACK <= filled < start + timedelta(days=1) + SLACK:
        what = f"{day} 的已过 24:00，只收今天（{now.date()}）的"
        raise ReportRefused(what, way_out="刷新这一页，填今天的；以前的请告诉办公室")
    filled = min(max(filled, start), start + timedelta(days=1, seconds=-1))
    return day, filled.replace(microsecond=0)


def _working(said: Mapping[str, Any]) -> dict[str, Any]:
    workers, node = said.get("workers"), said.get("node")
    if isinstance(workers, bool) or not isinstance(workers, int):
        raise ReportRefused("没有填到岗人数", way_out="填一个整数，没有人写 0")
    if not 0 <= workers <= MOST_WORKERS:
        raise ReportRefused(f"到岗人数应在 0 到 {MOST_WORKERS} 之间", way_out="核对人数")
    if node not in NODES:
        raise ReportRefused("没有选形象进度", way_out=f"选 {'、'.join(NODES)} 之一")
    text = _text(said.get("text"), "形象进度")
    if not text:
        raise ReportRefused("没有写今天做了什么", way_out="在形象进度里写一句")
    return {"workers": workers, "node": node, "text": text, "idle_reason": ""}


def _idle(said: Mapping[str, Any]) -> dict[str, Any]:
    reason = said.get("idle_reason")
    if reason not in IDLE_REASONS:
        raise ReportRefused("没有选为什么没施工", way_out=f"选 {'、'.join(IDLE_REASONS)} 之一")
    text = _text(said.get("text"), "说明")
    return {"workers": None, "node": "", "text": text, "idle_reason": reason}


def _text(said: Any, what: str) -> str:
    """One line of words, no sign that steers."""
    text = " ".join(str(said or "").split())
    if len(text) > LONGEST:
        raise ReportRefused(f"{what}太长，最多 {LONGEST} 个字", way_out="写短一些")
    if cleaning.steering(text) or cleaning.is_garbled(text):
        raise ReportRefused(f"{what}里有看不见的字符", way_out="重新写这一格")
    return text


def _amount(said: Any) -> str:
    amount = str(said if said is not None else "").replace(",", "").replace("，", "").strip()
    if not amount:
        return ""
    try:
        if not AMOUNT.fullmatch(amount):
            raise InvalidOperation
        return f"{Decimal(amount).normalize():f}"
    except InvalidOperation:
        way_out = "只写数字，单位是万元，最多四位小数"
        raise ReportRefused(f"累计完成“{amount[:20]}”读不懂", way_out=way_out) from None


def _problem(said: Any) -> tuple[str, str] | None:
    if said is None:
        return None
    service = said.get("service") if isinstance(said, dict) else None
    if service not in SERVICES:
        raise ReportRefused("新问题没有选是哪一类", way_out=f"选 {'、'.join(SERVICES)} 之一")
    text = _text(said.get("text"), "新问题")
    if not text:
        raise ReportRefused("新问题没有写是什么", way_out="写一句，或不选类别")
    return str(service), text


def _note(said: Mapping[str, Any]) -> str:
    """What the office has to know: that an earlier total was too high, and why."""
    wrong = said.get("overstated")
    if wrong is None:
        return ""
    if not isinstance(wrong, dict):
        raise ReportRefused("更正没有读懂", way_out=FORM)
    amount, why = _amount(wrong.get("should_be")), _text(wrong.get("why"), "更正的原因")
    if not amount or not why:
        raise ReportRefused("更正要写应为多少和原因", way_out="两格都填上，或选“填错了，改”")
    return f"申请更正：前一次的累计完成多报了，到今天应为 {amount} 万元；{why}"
