"""催报: who is missing, by whom to remind, and the message for a work group."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup
from pandas import DataFrame

from cockpit import numbers
from cockpit.numbers import text
from cockpit.screens import markup
from cockpit.screens.musts.data import CHASE_NAMES, CHASES, MustsData
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from queries import dispatch

MOST_CALLERS = 60  # that are drawn; the message has all
NO_CALLER = "未指定到人"
NO_DAY = "日历没有要求这一天填报，或这一天没有在建的项目。"


@dataclass(frozen=True)
class Missing:
    """A project on a list: its code, name and township, and what is said of it."""

    project_id: str
    name: str
    township: str
    note: str


@dataclass(frozen=True)
class Caller:
    """Whom to remind, in which role, and of which projects."""

    name: str
    role: str
    missing: Sequence[Missing]


@dataclass(frozen=True)
class Calls:
    """A list: its finding and deadline, who is on it, and why nobody is."""

    code: str
    title: str
    until: str = ""
    callers: Sequence[Caller] = ()
    empty: str = "没有要催的。"

    @property
    def count(self) -> int:
        """How many are missing."""
        return sum(len(caller.missing) for caller in self.callers)


def calls(found: MustsData) -> Calls:
    """The list that is open."""
    return found.view.cached(
        "musts calls", lambda: _made(found), found.chase, found.week, found.is_open
    )


@once
def labels(found: MustsData) -> dict[str, str]:
    """The lists and how many are on each, as far as that is known before one is opened."""
    counts = {code: _count(found, code) for code in CHASES}
    names = CHASE_NAMES | {"today": _day_name(found)}
    if found.week != _running(found):
        names["week"] = f"{found.week:%m-%d} 周未到"
    return {
        code: names[code] + ("" if count is None else f" {count:,}")
        for code, count in counts.items()
    }


def _day_name(found: MustsData) -> str:
    return "今天待传" if found.is_open else "当天未传"


def _running(found: MustsData) -> date:
    return found.as_of - timedelta(days=found.as_of.weekday())


def _count(found: MustsData, code: str) -> int | None:
    if code == "today":
        return found.today.missing
    if code == "last":
        return found.whole.days[found.last_due].missing if found.last_due else None
    if code == "week":
        return _week_count(found)
    row, done, due = {
        "node": (found.view.row(dispatch.monthly), "checked", "due"),
        "leader": (found.view.row(dispatch.coverage), "visited", "assigned"),
    }[code]
    return None if numbers.is_missing(row[done]) else int(row[due] - row[done])


def _week_count(found: MustsData) -> int | None:
    weeks = found.weeks
    one = weeks[weeks["group_name"].isna() & (weeks["week_start"].dt.date == found.week)]
    if one.empty or numbers.is_missing(one["visited"].iloc[0]):
        return None
    return int(one["due"].iloc[0] - one["visited"].iloc[0])


def _made(found: MustsData) -> Calls:
    return {
        "today": _today, "last": _last, "week": _week, "node": _nodes, "leader": _leaders,
    }[found.chase](found)  # fmt: skip


def _today(found: MustsData) -> Calls:
    day, today = numbers.month_day(found.as_of), found.today
    if not today.due:
        return Calls("today", f"{day}没有要填报的项目", empty=NO_DAY)
    if today.missing is None:
        return Calls("today", f"{day}没有装入每日填报", empty="没有这一天的填报，不能说谁没传。")
    frame = found.view.ask(dispatch.today_rows, lacking=True)
    missing = frame[frame["missing"] == 1]
    callers = _by_caller(missing, _last_said)
    if missing.empty:
        return Calls("today", f"{day}应传的 {today.due:,} 个项目都传了")
    words = "还没传" if found.is_open else "未传"
    return Calls(
        "today",
        f"{day} {len(missing):,} 个项目{words}，{_to_remind(callers)}",
        "今天 24:00 前" if found.is_open else "已过当天，补报算迟报",
        callers,
    )


def _last(found: MustsData) -> Calls:
    day_on = found.last_due
    if day_on is None:
        return Calls("last", "本月在这之前没有应报日")
    day = numbers.month_day(day_on)
    frame = found.view.ask(dispatch.today_rows, day=day_on, lacking=True)
    missing = frame[frame["missing"] == 1]
    callers = _by_caller(missing, _last_said)
    if frame.empty:
        due = found.whole.days[day_on].due
        return Calls("last", f"{day}应传的 {due:,} 个项目都传了")
    if missing.empty:
        return Calls("last", f"没有装入{day}的填报，不能说谁没传")
    title = f"{day} {len(missing):,} 个项目缺报，{_to_remind(callers)}"
    return Calls("last", title, "补上算迟报", callers)


def _last_said(row: Row) -> str:
    if numbers.is_missing(row.last_on):
        return "30 天内没有填报"
    return f"上次 {row.last_on:%m-%d}"


def _week(found: MustsData) -> Calls:
    monday, sunday = found.week, found.week + timedelta(days=6)
    span = f"{monday:%m-%d} 至 {sunday:%m-%d}"
    if _week_count(found) is None:
        return Calls(
            "week", f"{span}没有可判的到场", empty="没有装入这一周的到场记录，或没有应到的项目。"
        )
    frame = found.view.ask(dispatch.week_calls, week=monday)
    callers = _by_caller(frame, lambda _: "")
    if frame.empty:
        return Calls("week", f"{span}应到的项目都到过")
    is_running = found.is_running(sunday)
    words = "本周还没到" if is_running else "那一周没到"
    return Calls(
        "week",
        f"{len(frame):,} 个项目专班{words}（{span}），{_to_remind(callers)}",
        f"{numbers.month_day(sunday)}（周日）前" if is_running else "这一周已过",
        callers,
    )


def _nodes(found: MustsData) -> Calls:
    month = f"{found.as_of.month} 月"
    frame = found.view.ask(dispatch.monthly_rows)
    left = frame[frame["checked"] == 0]
    if frame.empty or frame["checked"].isna().all():
        said = "本月没有到期的节点。" if frame.empty else "没有装入本月的节点检查。"
        return Calls("node", f"{month}没有可查的节点", empty=said)
    if left.empty:
        return Calls("node", f"{month}到期的 {len(frame):,} 个节点都查了")
    callers = _by_caller(left, lambda row: f"{row.title} {row.planned_on:%m-%d}")
    title = f"{month} {len(left):,} 个到期节点还没查，{_to_remind(callers)}"
    return Calls("node", title, _month_end(found), callers)


def _leaders(found: MustsData) -> Calls:
    month = f"{found.as_of.month} 月"
    frame = found.view.ask(dispatch.coverage_rows)
    left = frame[frame["visited"] == 0]
    if frame.empty or frame["visited"].isna().all():
        said = "没有分包的项目。" if frame.empty else "没有装入本月的领导到场。"
        return Calls("leader", f"{month}没有可判的领导到场", empty=said)
    if left.empty:
        return Calls("leader", f"{month}分包的 {len(frame):,} 个项目都到过")
    called = left.assign(caller=left["leader"], caller_role="分包市领导")
    callers = _by_caller(called, lambda row: row.phase)
    title = f"{len(left):,} 个项目{month}分包领导还没到，{len(callers):,} 位"
    return Calls("leader", title, _month_end(found), callers)


def _month_end(found: MustsData) -> str:
    last = (found.as_of.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return f"{numbers.month_day(last)}前" if found.judged_to < last else "本月已过"


def _by_caller(frame: DataFrame, note: Callable[[Row], str]) -> Sequence[Caller]:
    """Whom to remind, who has most first; without anybody, by organisation."""
    held: dict[tuple[str, bool], list[Missing]] = {}
    roles: dict[tuple[str, bool], dict[str, None]] = {}  # one may have several
    for row in each(frame):
        name, role = text(row.caller), text(row.caller_role)
        key = (name or text(row.organisation) or NO_CALLER, bool(name))
        one = Missing(row.project_id, row.name, text(row.township), note(row))
        held.setdefault(key, []).append(one)
        roles.setdefault(key, {})[role if name else NO_CALLER] = None
    callers = [Caller(key[0], "、".join(roles[key]), its) for key, its in held.items()]
    return sorted(callers, key=lambda caller: (-len(caller.missing), caller.name))


def _to_remind(callers: Sequence[Caller]) -> str:
    """How many are to be reminded: people, and organisations of which nobody is named."""
    unnamed = sum(caller.role == NO_CALLER for caller in callers)
    people = len(callers) - unnamed
    parts = [f"催 {people:,} 人"] if people else []
    return "、".join([*parts, *([f"{unnamed:,} 个单位{NO_CALLER}"] if unnamed else [])])


@once
def message(found: MustsData) -> str:
    """The list as plain text for a work group; empty where nobody is on it."""
    listed = calls(found)
    if not listed.callers:
        return ""
    subject = {
        "today": "每天必传", "last": "每天必传", "week": "每周必到", "node": "每月必查",
        "leader": "领导督导覆盖",
    }[listed.code]  # fmt: skip
    stamp = found.view.stamp()
    until = f"（{listed.until}）" if listed.until else ""
    lines = [f"【{subject}】{listed.title}{until}"]
    for caller in listed.callers:
        role = f"（{caller.role}）" if caller.role == NO_CALLER else ""
        names = "、".join(
            one.name + (f"（{one.note}）" if one.note else "") for one in caller.missing
        )
        lines.append(f"{caller.name}{role}：{names}")
    kind = "，示例数据" if stamp.ledger_kind == "sample" else ""
    lines.append(f"截至 {numbers.iso(found.as_of)}，数据版本 {stamp.version}{kind}")
    return "\n".join(lines)


@once
def html(found: MustsData) -> Markup:
    """The list, with the message beside it."""
    listed = calls(found)
    look = found.view.look
    return markup.render(
        "musts/calls",
        calls=listed,
        shown=listed.callers[:MOST_CALLERS],
        more=max(0, len(listed.callers) - MOST_CALLERS),
        message=message(found),
        project=lambda code: "/project?" + look.query(project=code),
    )
