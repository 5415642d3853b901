"""Rows of a small ledger, one function a table, and ``given`` to put them into a mart.

A test shows only what matters to it: everything else has a default that changes no figure. A
project that is only named by a plan, a report, a stage or a bond gets a profile and a place on
the list of 重点项目 (省).
"""

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection
from pandas import DataFrame

from queries.filters import Filters

LEDGER = Path(__file__).parent / "golden" / "ledger"

NEEDS_PROJECT = {"project_year", "progress_report", "stage_event", "bond_issue", "plan_curve"}


@dataclass(frozen=True)
class Row:
    """A row of a table; columns left out are null."""

    table: str
    values: dict[str, Any]


def of(table: str, **values: Any) -> Row:
    """A row of any table."""
    return Row(table, values)


def project(
    project_id: str,
    *,
    since="2020-01-01",
    name="",
    domain="交通",
    town="甲镇",
    gov=False,
    total=1_000_000,
    organisation="示例单位 01",
) -> Row:
    return Row(
        "project",
        {
            "project_id": project_id,
            "valid_from": since,
            "name": name or f"示例{project_id}",
            "organisation": organisation,
            "township": town,
            "domain": domain,
            "gov_invested": gov,
            "total_wan": total,
        },
    )


def plan(
    project_id: str,
    wan,
    *,
    year=2022,
    revision=0,
    decided="",
    carry_over=False,
    due="",
    end=None,
) -> Row:
    return Row(
        "project_year",
        {
            "project_id": project_id,
            "year": year,
            "revision": revision,
            "decided_on": f"{year}-01-01" if decided == "" else decided,
            "annual_plan_wan": wan,
            "carry_over": carry_over,
            "due_on": due or f"{year}-01-01",
            "planned_end": end,
        },
    )


def curve(project_id: str, *planned, year=2022, revision=0) -> list[Row]:
    """Planned to the end of January, February, …; None leaves the month out."""
    return [
        Row(
            "plan_curve",
            {
                "project_id": project_id,
                "year": year,
                "revision": revision,
                "month": month,
                "planned_wan": wan,
            },
        )
        for month, wan in enumerate(planned, start=1)
        if wan is not None
    ]


def report(project_id: str, day: str, wan, *, since_start=None, image="") -> Row:
    return Row(
        "progress_report",
        {
            "project_id": project_id,
            "report_date": day,
            "completed_wan": wan,
            "total_completed_wan": since_start,
            "image_progress": image,
        },
    )


def member(
    project_id: str,
    project_class="重点项目",
    *,
    level=None,
    phase=None,
    since="2020-01-01",
    until=None,
) -> Row:
    return Row(
        "class_membership",
        {
            "project_id": project_id,
            "project_class": project_class,
            "level": level,
            "phase": phase,
            "valid_from": since,
            "valid_to": until,
        },
    )


def stage(project_id: str, name: str, day: str) -> Row:
    return Row("stage_event", {"project_id": project_id, "stage": name, "on_date": day})


def bond(issue_id: str, project_id: str, wan, *, issued="2021-06-01", batch="第一批") -> Row:
    return Row(
        "bond_issue",
        {
            "issue_id": issue_id,
            "project_id": project_id,
            "year": int(issued[:4]),
            "batch": batch,
            "issued_on": issued,
            "amount_wan": wan,
        },
    )


def used(issue_id: str, day: str, wan) -> Row:
    return Row("bond_use", {"issue_id": issue_id, "report_date": day, "used_wan": wan})


def entry(
    entry_id: str,
    library: str,
    entries=1,
    *,
    day="2022-03-01",
    total=None,
    plan=None,
    project_id=None,
) -> Row:
    return Row(
        "pipeline_entry",
        {
            "entry_id": entry_id,
            "library": library,
            "entries": entries,
            "total_wan": total,
            "plan_wan": plan,
            "entered_on": day,
            "project_id": project_id,
        },
    )


def rate(region: str, period_end: str, pct, *, released: str, kind="published") -> Row:
    return Row(
        "regional_growth",
        {
            "region": region,
            "period_end": period_end,
            "growth_pct": pct,
            "kind": kind,
            "released_on": released,
            "released_kind": "published",
            "publisher": "示例统计局",
        },
    )


def peer(group: str, region: str, *, since="2020-01-01", until=None) -> Row:
    return Row(
        "peer_group",
        {
            "peer_group": group,
            "region": region,
            "valid_from": since,
            "valid_to": until,
        },
    )


INDICATORS = {  # what a digit of the plan counts
    "1": "fai_growth", "2": "grip_completion", "8": "domains_ahead", "3": "implemented_pairs",
    "4": "completed_investment",
}  # fmt: skip


def target(digit: str, value, *, year=2022, since="2022-01-01") -> Row:
    return Row(
        "program",
        {
            "year": year,
            "digit": digit,
            "position": int(digit),
            "title": f"第 {digit} 项",
            "indicator": INDICATORS[digit],
            "target": value,
            "valid_from": since,
        },
    )


def domain(name: str, position: int, *, since="2020-01-01") -> Row:
    return Row(
        "domain",
        {
            "domain": name,
            "valid_from": since,
            "position": position,
            "kind": "assumed",
        },
    )


def lamp_rule(
    rule="behind_time_progress",
    indicator="ahead_pp",
    style="pp_gap",
    *,
    yellow=10,
    red=30,
    since="2020-01-01",
) -> Row:
    return Row(
        "lamp_rule",
        {
            "rule": rule,
            "valid_from": since,
            "indicator": indicator,
            "style": style,
            "yellow": yellow,
            "red": red,
            "kind": "assumed",
        },
    )


def lamp_rules() -> list[Row]:
    """The three rules of metrics.md."""
    return [
        lamp_rule(),
        lamp_rule("not_started", "started", "months_overdue", yellow=1, red=3),
        lamp_rule("not_registered", "registered", "months_overdue", yellow=1, red=3),
    ]


def renamed(old_id: str, new_id: str, *, day="2022-04-01", kind="rename") -> Row:
    return Row(
        "project_alias",
        {
            "old_id": old_id,
            "new_id": new_id,
            "kind": kind,
            "on_date": day,
        },
    )


def staged(mart: DuckDBPyConnection, *days: str) -> DuckDBPyConnection:
    """Make stages known to these days: something happened then, of a project that is on no list."""
    return put(mart, *[stage("ELSEWHERE", "开工", day) for day in days])


def _with_defaults(rows: list[Row]) -> list[Row]:
    named = dict.fromkeys(r.values["project_id"] for r in rows if r.table in NEEDS_PROJECT)
    profiled = {r.values["project_id"] for r in rows if r.table == "project"}
    placed = {r.values["project_id"] for r in rows if r.table == "class_membership"}
    ids = [*named, *(profiled - set(named))]
    return [
        *rows,
        *(project(i) for i in ids if i not in profiled),
        *(member(i, level="省") for i in ids if i not in placed),
    ]


def put(mart: DuckDBPyConnection, *rows: "Row | list[Row]") -> DuckDBPyConnection:
    """Insert just these rows: one statement a table, which is ten times as quick as one a row."""
    tables: dict[str, list[Row]] = {}
    for row in (r for item in rows for r in (item if isinstance(item, list) else [item])):
        tables.setdefault(row.table, []).append(row)
    for table, its in tables.items():
        marks = f"({', '.join('?' for _ in its[0].values)})"
        mart.execute(
            f"insert into {table} ({', '.join(its[0].values)}) "
            f"values {', '.join([marks] * len(its))}",
            [value for row in its for value in row.values.values()],
        )
    return forget(mart)


def forget(mart: DuckDBPyConnection) -> DuckDBPyConnection:
    """Forget the standings worked out so far: a real mart never changes, one of a test may."""
    for table in ("standing", "listing", "standing_days", "moments", "gathered"):
        mart.execute(f"delete from {table}")
    return mart


def given(mart: DuckDBPyConnection, *rows: "Row | list[Row]") -> DuckDBPyConnection:
    """Insert the rows and, for the projects that they name, what was left out."""
    flat = [r for item in rows for r in (item if isinstance(item, list) else [item])]
    return put(mart, *_with_defaults(flat))


def small_ledger(mart: DuckDBPyConnection) -> DuckDBPyConnection:
    """The golden ledger of fourteen projects (tests/golden/ledger, explained in its README)."""
    for path in sorted(LEDGER.glob("*.csv")):
        mart.execute(
            f"insert into {path.stem} by name "
            "select * from read_csv(?, all_varchar = true, header = true)",
            [str(path)],
        )
    return mart


def ask(mart: DuckDBPyConnection, question: str, filters: Filters) -> DataFrame:
    """The answer of a question named as in the registry: "investment.total"."""
    subject, name = question.split(".")
    answer: DataFrame = getattr(import_module(f"queries.{subject}"), name)(mart, filters)
    return answer


def on(day: str, basis: str = "month", cut: str = "", **choice: Any) -> Filters:
    """Filters of a day written as text; a choice is a tuple or a single value."""
    many = {key: (value,) if isinstance(value, str) else value for key, value in choice.items()}
    return Filters(date.fromisoformat(day), basis, cut, **many)
