"""The collector: what waits in the inbox into the lake, one commit a batch.

Of a project's reports of a day the last that was filled in stands: it is the day's
``progress_report``; the others are kept beside it. A report that breaks a rule is left out with its
reason, and the rest goes in. The ids in the lake tell what was taken already: a process that was
killed between its commit and its note takes nothing twice.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection
from pydantic import ValidationError

from cockpit.intake import checks
from cockpit.intake.corrections import Reason, move_origin, record
from cockpit.intake.gate import REAL, ledger_kind
from cockpit.tables.contracts import TABLES
from cockpit.warehouse.inbox import AUTHOR, Arrived, Inbox, Settled
from cockpit.warehouse.lake import Commit, Lake

log = logging.getLogger(__name__)
COMMAND = "site-report"  # the "file" of a batch in ``load``
MOST = 500  # reports a commit
THIRD_DAY = timedelta(days=3)
WRITTEN = ("site_report", "photo", "progress_report", "problem", "problem_event")
OWNER = "首席服务官"  # who has a problem first, where a project has one
NO_TOTAL = "本年还没有报过累计完成：请填上本年累计完成，没有完成写 0"
LAST = """
    -- what each project had completed by its year's last report before the day, and how far it was
    select
        asked.project_id, asked.on_day,
        max_by(report.completed_wan, report.report_date) as completed_wan,
        max_by(report.image_progress, report.report_date) as image_progress
    from (select unnest(?::varchar[]) as project_id, unnest(?::date[]) as on_day) as asked
    inner join progress_report as report
        on
            asked.project_id = report.project_id
            and report.report_date < asked.on_day
            and year(report.report_date) = year(asked.on_day)
    group by asked.project_id, asked.on_day
"""
THERE = """
    select r.project_id, r.report_date, r.completed_wan, r.total_completed_wan, r.image_progress,
        r.received_at
    from progress_report as r
    inner join (select unnest(?::varchar[]) as project_id, unnest(?::date[]) as on_day) as asked
        on r.project_id = asked.project_id and r.report_date = asked.on_day
"""
STANDING = """
    select s.project_id, s.report_date, max(s.filled_at), min(s.received_at)
    from site_report as s
    inner join (select unnest(?::varchar[]) as project_id, unnest(?::date[]) as on_day) as asked
        on s.project_id = asked.project_id and s.report_date = asked.on_day
    group by s.project_id, s.report_date
"""
OWNED = """
    select 1 from role_assignment
    where project_id = ? and role = ? and valid_from <= ? and coalesce(valid_to >= ?, true)
"""
_Day = tuple[str, date]  # a project's day


@dataclass(frozen=True)
class Collected:
    """What a batch came to: how many reports were taken and refused; the version, if any."""

    taken: int = 0
    refused: int = 0
    version: int | None = None


class _Rejected(Exception):
    """Leaves a change: these reports may not go in; ``reasons`` by report id."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__()
        self.reasons = reasons


def collect(lake: Lake, inbox: Inbox) -> Collected:
    """Take what waits, at most MOST reports. Raises LakeBusy, StoreBroken; all waits on then."""
    waiting = inbox.waiting(MOST)
    refused: dict[str, str] = {}
    version = None
    while batch := [one for one in waiting if one.report_id not in refused]:
        try:
            version = _write(lake, batch)
            break
        except _Rejected as rejected:
            refused |= rejected.reasons
    inbox.settle(Settled(one.report_id, refused.get(one.report_id, ""), version) for one in waiting)
    for report_id, reason in refused.items():
        log.info("report %s refused: %s", report_id, reason)
    return Collected(len(waiting) - len(refused), len(refused), version)


def _write(lake: Lake, batch: Sequence[Arrived]) -> int | None:
    commit = Commit()
    message = f"现场填报 {len(batch)} 份"
    with lake.change(AUTHOR, message, commit=commit) as con:
        new = _not_there(con, batch)
        if new:
            batch_of = _batch(con, new)
            kind = ledger_kind(con) or REAL
            load_id = record(con, COMMAND, Reason(AUTHOR, message), kind)
            for name in WRITTEN:
                _put(con, name, batch_of.rows[name], load_id)
            _hold_to_checks(con, new, batch_of)
    return commit.version


def _not_there(con: DuckDBPyConnection, batch: Sequence[Arrived]) -> list[Arrived]:
    ids = [one.report_id for one in batch]
    found = con.execute(
        "select report_id from site_report where report_id in (select unnest(?::varchar[]))", [ids]
    ).fetchall()
    there = {report_id for (report_id,) in found}
    return [one for one in batch if one.report_id not in there]


def problem_id(report: Arrived) -> str:
    """The number of the problem that a report raises."""
    return f"XC-{report.report_date:%Y%m%d}-{report.report_id[:8]}"


@dataclass(frozen=True)
class _Batch:
    """The rows of a batch by table; ``standing``: by project, day and the report that stands."""

    rows: Mapping[str, list[dict[str, Any]]]
    standing: Mapping[str, dict[str, Arrived]]


def _batch(con: DuckDBPyConnection, new: Sequence[Arrived]) -> _Batch:
    """The rows of a batch, each held to its contract. Raises _Rejected."""
    last = _asked(con, LAST, new)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    of: dict[str, list[str]] = defaultdict(list)  # whose each row is
    standing: dict[str, dict[str, Arrived]] = defaultdict(dict)
    reporters = _reporters(new)

    def put(name: str, one: Arrived, *more: dict[str, Any]) -> None:
        rows[name] += more
        of[name] += [one.report_id] * len(more)

    for one in new:
        put("site_report", one, _site_report(one, reporters))
        put("photo", one, *_photos(one))
        if one.content["problem"]:
            put("problem", one, _problem(con, one))
            put("problem_event", one, _event(one, reporters))
    unknown = {}
    for one, row in _standing(con, new, last, reporters):
        if row["completed_wan"] is None:
            unknown[one.report_id] = NO_TOTAL
        put("progress_report", one, row)
        standing[one.project_id][str(one.report_date)] = one
    if unknown:
        raise _Rejected(unknown)
    return _Batch({name: _sound(name, rows[name], of[name]) for name in WRITTEN}, standing)


def _reporters(new: Sequence[Arrived]) -> dict[str, str | None]:
    return {one.report_id: one.content.get("reporter") or None for one in new}


def _site_report(one: Arrived, reporters: Mapping[str, str | None]) -> dict[str, Any]:
    said = one.content
    return {
        "project_id": one.project_id,
        "report_id": one.report_id,
        "report_date": one.report_date,
        "reporter": reporters[one.report_id],
        "filled_at": one.filled_at,
        "received_at": one.received_at,
        "is_working": said["is_working"],
        "idle_reason": said["idle_reason"] or None,
        "workers": said["workers"],
        "node": said["node"] or None,
        "image_progress": (said["text"] if said["is_working"] else "") or None,
        "completed_wan": said["completed"] or None,
        "note": "；".join(filter(None, (_idle_text(said), said["note"]))) or None,
    }


def _idle_text(said: Mapping[str, Any]) -> str:
    return "" if said["is_working"] else str(said["text"])


def _photos(one: Arrived) -> list[dict[str, Any]]:
    return [
        {
            "project_id": one.project_id,
            "report_id": one.report_id,
            "sha256": photo["sha256"],
            "on_date": one.report_date,
            "taken_at": photo["taken_at"] or None,
            "received_at": one.received_at,
            "size_bytes": photo["size_bytes"],
        }
        for photo in {photo["sha256"]: photo for photo in one.content["photos"]}.values()
    ]


def _problem(con: DuckDBPyConnection, one: Arrived) -> dict[str, Any]:
    service, text = one.content["problem"]
    day = one.report_date
    owned = con.execute(OWNED, [one.project_id, OWNER, day, day]).fetchone()
    return {
        "problem_id": problem_id(one),
        "project_id": one.project_id,
        "service": service,
        "text": text,
        "raised_on": day,
        "owner_role": OWNER if owned else None,
        "due_on": day + THIRD_DAY,
    }


def _event(one: Arrived, reporters: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "problem_id": problem_id(one),
        "happened_at": one.received_at.replace(microsecond=0),
        "state": "待交办",
        "moved_by": reporters[one.report_id],
        "note": "现场填报",
    }


def _standing(
    con: DuckDBPyConnection,
    new: Sequence[Arrived],
    last: Mapping[_Day, tuple[Any, ...]],
    reporters: Mapping[str, str | None],
) -> Iterable[tuple[Arrived, dict[str, Any]]]:
    """Of each day the report that stands now, with the day's row of progress.

    The day was reported when its first report was received: a correction makes nobody late.
    """
    there = _asked(con, THERE, new)
    before = _asked(con, STANDING, new)
    by_day: dict[_Day, list[Arrived]] = defaultdict(list)
    for one in sorted(new, key=lambda one: (one.filled_at, one.received_at)):
        by_day[one.project_id, one.report_date].append(one)
    for day, reports in by_day.items():
        stands = reports[-1]
        filled_then, received_then = before.get(day, (None, None))
        if filled_then is not None and filled_then > stands.filled_at:
            continue  # an older one that was longer on its way
        carried_wan, carried_image = last.get(day, (None, None))
        completed, total, image, received = there.get(day, (None, None, None, None))
        given = Decimal(stands.content["completed"]) if stands.content["completed"] else None
        if given is None:
            given = completed  # the day has a figure already, of a file or an earlier report
        first = [one.received_at for one in reports]
        first += [moment for moment in (received_then, received) if moment is not None]
        yield (
            stands,
            {
                "project_id": stands.project_id,
                "report_date": stands.report_date,
                "completed_wan": carried_wan if given is None else given,
                "total_completed_wan": total if given == completed else None,
                "image_progress": _image(stands) or image or carried_image,
                "reporter": reporters[stands.report_id],
                "received_at": min(first),
            },
        )


def _image(one: Arrived) -> str:
    """How far the site is, in words; a day without work leaves it as it was."""
    said = one.content
    return f"{said['node']}：{said['text']}" if said["is_working"] else ""


def _asked(
    con: DuckDBPyConnection, sql: str, new: Sequence[Arrived]
) -> dict[_Day, tuple[Any, ...]]:
    """What SQL says of the days of a batch: (project, day) → the rest of its row."""
    days = [*{(one.project_id, one.report_date) for one in new}]
    values = [[project for project, _ in days], [day for _, day in days]]
    return {(row[0], row[1]): row[2:] for row in con.execute(sql, values).fetchall()}


def _sound(name: str, rows: list[dict[str, Any]], of: Sequence[str]) -> list[dict[str, Any]]:
    """Rows as the lake holds them; ``of``: whose report each is. Raises _Rejected."""
    table = TABLES[name]
    try:
        sound = table.adapter.validate_python(rows)
    except ValidationError as problems:
        reasons = {}
        for error in problems.errors():
            rule = error.get("ctx", {}).get("rule", error["msg"])
            column = table.label(str(error["loc"][-1])) if len(error["loc"]) > 1 else ""
            reasons[of[int(error["loc"][0])]] = f"{column} {rule}".strip()
        raise _Rejected(reasons) from None
    return [{column: getattr(row, column) for column in table.columns} for row in sound]


def _put(
    con: DuckDBPyConnection, name: str, rows: Sequence[Mapping[str, Any]], load_id: int
) -> None:
    """Write rows, each in the place of the one of its key."""
    if not rows:
        return
    table = TABLES[name]
    fresh = pa.table({c: pa.array([row[c] for row in rows], table.types[c]) for c in table.columns})
    names = ", ".join(f'"{column}"' for column in table.columns)
    with _registered(con, fresh):
        if name == "progress_report":
            con.execute(
                "delete from progress_report where (project_id, report_date) in"
                " (select (project_id, report_date) from fresh_rows)"
            )
        con.execute(f'insert into "{name}" ({names}) select {names} from fresh_rows')
    keys = ["|".join(str(row[column]) for column in table.key) for row in rows]
    move_origin(con, table, keys, load_id)


@contextmanager
def _registered(con: DuckDBPyConnection, rows: pa.Table) -> Iterator[None]:
    con.register("fresh_rows", rows)
    try:
        yield
    finally:
        con.unregister("fresh_rows")


def _hold_to_checks(con: DuckDBPyConnection, new: Sequence[Arrived], batch: _Batch) -> None:
    """Raise _Rejected with the reports that break a rule."""
    by_problem = {problem_id(one): one for one in new if one.content["problem"]}
    touched = {name for name in WRITTEN if batch.rows[name]} | {"waiver"}
    reasons: dict[str, str] = {}
    for fault in checks.faults(con, touched):
        first, _, rest = fault.column.partition("|")
        its = batch.standing.get(fault.project, {})
        # the row that breaks a rule may be another day's, because of what was put beside it
        at_fault = [its[rest]] if rest in its else [*its.values()]
        if first in by_problem:
            at_fault = [by_problem[first]]
        for one in at_fault:
            reasons[one.report_id] = f"{fault.rule}（{fault.value}）" if fault.value else fault.rule
        if not at_fault:
            log.warning("a rule is broken by what no report has: %s", fault)
    if reasons:
        raise _Rejected(reasons)
