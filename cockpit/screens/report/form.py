"""The form of a project's daily report: what it knows beforehand, and what of today is there."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from cockpit import numbers
from cockpit.errors import CockpitError, NotFound
from cockpit.intake.site_report import LONGEST, MOST_PHOTOS
from cockpit.numbers import is_missing
from cockpit.screens import markup
from cockpit.screens.render import fonts_css
from cockpit.screens.rows import each
from cockpit.screens.view import View
from cockpit.tables.contracts import IDLE_REASONS, NODES, SERVICES
from cockpit.warehouse.inbox import REFUSED, Arrived
from queries import project

HERE = Path(__file__).parent
WEEKDAYS = "一二三四五六日"
JUMP = 5  # times the last week's daily mean: more than that in a day is asked about (assumed)


@dataclass(frozen=True)
class Day:
    """A day of the month: its number, how it is drawn, and in words."""

    number: int
    look: str
    words: str


@dataclass(frozen=True)
class Receipt:
    """A report of today as the page after sending says it. ``state``: waiting, taken, refused."""

    state: str
    received: str
    filled: str
    number: str
    is_late: bool
    reason: str
    lines: tuple[tuple[str, str, str], ...]  # label, value, finer words
    earlier: int  # reports of the day before it, which are kept too


@dataclass(frozen=True)
class Form:
    """A project's form on a day.

    ``facts``: what the script reckons with. ``last``: how the last report put its 形象进度;
    ``month``: the month's days in weeks, ``month_said`` in words; ``is_sample``: the ledger's.
    """

    brand: str
    name: str
    about: str
    today: str
    last_sent: str
    last: str
    last_wan: str
    last_workers: str
    total_hint: str
    owner: str
    tomorrow: str
    is_sample: bool
    facts: str
    receipt: Receipt | None
    month_name: str
    month: tuple[Day, ...]
    blanks: int
    month_said: str


def compose(view: View, project_id: str, now: datetime, today: Sequence[Arrived]) -> Form:
    """The form of a project; ``now``: this moment in Shanghai; ``today``: the day's reports.

    Raises NotFound for a project that is not in the ledger any more.
    """
    day = now.date()
    filters = view.look.filters.unchosen().narrowed(as_of=day)
    found = view.ask(project.identity, filters, project=project_id)
    if found.empty:
        raise NotFound("台账里没有这个项目了", way_out="请向办公室核对")
    code = str(found.iloc[0].project_id)
    (known,) = each(view.ask(project.reporting, filters, project=code))
    sent = [*each(view.ask(project.site_reports, filters, project=code))]
    earlier = next((one for one in sent if one.report_date.date() < day and one.stands), None)
    worked = next(
        (one for one in sent if one.report_date.date() < day and one.stands and one.is_working),
        None,
    )
    days = [*each(view.ask(project.report_days, filters, project=code))]
    month = tuple(_day(one, day, today) for one in days if one.on_date.date() <= day)
    return Form(
        brand=view.city.plan_name,
        name=numbers.text(known.name),
        about=" · ".join(
            filter(
                None,
                (
                    numbers.text(known.township),
                    numbers.text(known.organisation),
                    f"填报人 {known.reporter}" if not is_missing(known.reporter) else "",
                ),
            )
        ),
        today=numbers.month_day(day),
        last_sent=_last_sent(known, day),
        last=_last(known, worked, day),
        last_wan="" if is_missing(known.last_wan) else _wan(known.last_wan),
        last_workers="" if worked is None else numbers.count(worked.workers),
        total_hint=_total_hint(known, day),
        owner=numbers.text(known.owner),
        tomorrow=numbers.month_day(day + timedelta(days=1)),
        is_sample=view.stamp().ledger_kind == "sample",
        facts=_facts(known, earlier, worked, now, today),
        receipt=_receipt(known, today),
        month_name=f"{day.month} 月",
        month=month,
        blanks=day.replace(day=1).weekday(),
        month_said=_month_said(month),
    )


def reporter_of(view: View, project_id: str, day: date) -> str:
    """Who reports for a project: whoever did last; empty where nobody has yet."""
    filters = view.look.filters.unchosen().narrowed(as_of=day)
    found = view.ask(project.reporting, filters, project=project_id)
    return "" if found.empty or is_missing(found.iloc[0].reporter) else str(found.iloc[0].reporter)


def document(form: Form, code: str) -> str:
    """The form as a whole document; ``code`` names the code that drew it."""
    return str(
        markup.render(
            "report/form",
            form=form,
            code=code,
            fonts=Markup(fonts_css()),
            css=Markup((HERE / "form.css").read_text("utf-8")),
            nodes=NODES,
            causes=IDLE_REASONS,
            services=SERVICES,
            most_photos=MOST_PHOTOS,
            longest=LONGEST,
        )
    )


def refusal_document(error: CockpitError, brand: str) -> str:
    """What a phone is told whose link opens nothing."""
    return str(
        markup.render(
            "report/refused",
            error=error,
            brand=brand,
            fonts=Markup(fonts_css()),
            css=Markup((HERE / "form.css").read_text("utf-8")),
        )
    )


@cache
def script() -> str:
    """The script of the form."""
    return (HERE / "form.js").read_text("utf-8")


@cache
def worker() -> str:
    """The service worker: the form opens without a network where it was opened before."""
    return (HERE / "worker.js").read_text("utf-8")


def _wan(value: Any) -> str:
    """万元 as people read it: 7,381.5."""
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    decimals = max(0, -int(exact.normalize().as_tuple().exponent))
    return numbers.fixed(exact, decimals)


def _day_word(on: date, day: date) -> str:
    return "昨天" if on == day - timedelta(days=1) else numbers.month_day(on, day)


def _last_sent(known: Any, day: date) -> str:
    if is_missing(known.last_on):
        return "本年还没有传过"
    word = _day_word(known.last_on.date(), day)
    if is_missing(known.last_received_at):
        return f"{word}已传"
    return f"{word} {known.last_received_at:%H:%M} 已传"


def _last(known: Any, worked: Any, day: date) -> str:
    if worked is not None:
        said = f"{worked.node}，{worked.image_progress}"
        return f"{_day_word(worked.report_date.date(), day)}：{said}"
    if is_missing(known.last_image):
        return ""
    return f"{_day_word(known.last_on.date(), day)}：{known.last_image}"


def _total_hint(known: Any, day: date) -> str:
    if is_missing(known.last_wan):
        return "本年第一次，请填；没有完成写 0"
    if (day + timedelta(days=1)).day == 1:
        return "月末，请填"
    return "周五，请填" if day.weekday() == 4 else "平日可空，空着沿用"


def _facts(known: Any, earlier: Any, worked: Any, now: datetime, today: Sequence[Arrived]) -> str:
    last, daily, plan = (
        None if is_missing(value) else float(value)
        for value in (known.last_wan, known.daily_wan, known.annual_plan_wan)
    )
    jump = JUMP * daily if daily else (plan / 10 if plan else None)
    stands = _stands(today)
    facts = {
        "day": f"{now:%Y-%m-%d}",
        "clock": f"{now:%Y-%m-%dT%H:%M:%S}",
        "last": last,
        "daily": daily,
        "jump": jump,
        "workers": None if worked is None or is_missing(worked.workers) else int(worked.workers),
        "node": _node(known, worked),
        "working": earlier is None or bool(earlier.is_working),
        "today": None if stands is None else stands.content | {"state": stands.state},
        "photos": MOST_PHOTOS,
        "mark": mark(today),
    }
    return json.dumps(facts, ensure_ascii=False)


def mark(today: Sequence[Arrived]) -> str:
    """What a phone compares to see whether anything became of the day's reports."""
    return " ".join(f"{one.report_id[:8]}:{one.state}" for one in today)


def _node(known: Any, worked: Any) -> str:
    if worked is not None:
        return str(worked.node)
    image = numbers.text(known.last_image)
    return next((node for node in NODES if image.startswith(node)), "")


def _stands(today: Sequence[Arrived]) -> Arrived | None:
    """The report of the day that is shown: the last that was not refused, else the last."""
    taken = [one for one in today if one.state != REFUSED]
    if today and today[-1].state == REFUSED and (not taken or _after(today[-1], taken[-1])):
        return today[-1]
    return taken[-1] if taken else None


def _after(one: Arrived, other: Arrived) -> bool:
    return one.received_at > other.received_at


def _receipt(known: Any, today: Sequence[Arrived]) -> Receipt | None:
    stands = _stands(today)
    if stands is None:
        return None
    kept = [one for one in today if one.state != REFUSED or one == stands]
    return Receipt(
        state=stands.state,
        received=f"{stands.received_at:%H:%M}",
        filled=f"{stands.filled_at:%H:%M}",
        number=f"{stands.report_date:%m%d}-{stands.report_id[:8].upper()}",
        is_late=stands.received_at.date() > stands.report_date,
        reason=stands.reason,
        lines=tuple(_lines(stands, known, kept)),
        earlier=len(kept) - 1,
    )


def _lines(one: Arrived, known: Any, kept: Sequence[Arrived]) -> list[tuple[str, str, str]]:
    """What the report says; photos and problems of all that were kept of the day."""
    said = one.content
    lines = []
    if said["is_working"]:
        lines.append(("到岗人数", f"{said['workers']} 人", ""))
        lines.append(("形象进度", said["node"], said["text"]))
    else:
        lines.append(("今日未施工", said["idle_reason"], said["text"]))
    lines.append(_total(said, known))
    count = sum(len(each.content["photos"]) for each in kept)
    lines.append(("照片", f"{count} 张" if count else "没有", "拍摄位置已去掉" if count else ""))
    problems = [each.content["problem"] for each in kept if each.content["problem"]]
    due = numbers.month_day(one.report_date + timedelta(days=3))
    lines += [("新问题", service, f"{text}（{due}前答复）") for service, text in problems]
    if not problems:
        lines.append(("新问题", "没有", ""))
    if said["note"]:
        lines.append(("给办公室", "", said["note"]))
    return lines


def _total(said: Any, known: Any) -> tuple[str, str, str]:
    if not said["completed"]:
        carried = "" if is_missing(known.last_wan) else f"沿用 {_wan(known.last_wan)} 万元"
        return "本年累计完成", "没有填", carried
    now = Decimal(said["completed"])
    finer = []
    if not is_missing(known.last_wan):
        since = now - Decimal(f"{known.last_wan:.15g}")
        sign = "+" if since > 0 else "−"
        finer.append(f"比前一次 {sign}{_wan(abs(since))}" if since else "与前一次相同")
    if not is_missing(known.annual_plan_wan) and known.annual_plan_wan:
        share = numbers.percent(float(now) / float(known.annual_plan_wan))
        finer.append(f"年计划 {_wan(known.annual_plan_wan)}，完成 {share}%")
    return "本年累计完成", f"{_wan(now)} 万元", "；".join(finer)


def _day(one: Any, day: date, today: Sequence[Arrived]) -> Day:
    on = one.on_date.date()
    words = numbers.month_day(on)
    if on == day:
        is_sent = any(each.state != REFUSED for each in today) or one.is_reported
        said = "今天已传" if is_sent else "今天还没有传"
        return Day(on.day, "today sent" if is_sent else "today", f"{words}，{said}")
    if one.is_reported:
        is_late = not is_missing(one.in_time) and not one.in_time
        look, said = ("late", "迟到") if is_late else ("sent", "已传")
        return Day(on.day, look, f"{words}，{said}")
    if one.is_judged:
        return Day(on.day, "missing", f"{words}，缺报")
    return Day(on.day, "free", f"{words}，不要求")


def _month_said(month: Sequence[Day]) -> str:
    looks = [day.look for day in month]
    said = [f"已传 {sum(look in {'sent', 'late', 'today sent'} for look in looks)} 天"]
    for look, word in (("late", "迟到"), ("missing", "缺报")):
        if count := looks.count(look):
            said.append(f"{word} {count} 天")
    if "missing" not in looks:
        said.append("没有缺报")
    return "，".join(said)
