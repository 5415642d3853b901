"""Rows as the lake should hold them: what a case expects, every column of a table said.

A column that a case does not name is empty. Days are texts (2022-05-31), money is 万元.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

FIRST_REVISION = 1  # of a year's plan, as the demonstration has it
Row = dict[str, object]
Amount = int | str | None  # text where there are decimals: "1234.5"


def project(
    project_id: str,
    valid_from: str,
    name: str,
    organisation: str | None = None,
    *,
    township: str | None = None,
    domain: str | None = None,
    gov_invested: bool | None = None,
    total: Amount = None,
) -> Row:
    """A project's profile from a day on."""
    return {
        "project_id": project_id,
        "valid_from": valid_from,
        "name": name,
        "organisation": organisation,
        "township": township,
        "domain": domain,
        "gov_invested": gov_invested,
        "total_wan": _wan(total),
    }


def new_plan(
    project_id: str,
    year: int,
    annual: Amount,
    *,
    due_on: str | None = None,
    planned_end: str | None = None,
    revision: int = FIRST_REVISION,
    decided_on: str | None = None,
) -> Row:
    """The year's plan of a project that begins in it (新建)."""
    return {
        "project_id": project_id,
        "year": year,
        "revision": revision,
        "decided_on": decided_on,
        "annual_plan_wan": _wan(annual),
        "carry_over": False,
        "due_on": due_on,
        "planned_end": planned_end,
    }


def carried_plan(
    project_id: str,
    year: int,
    annual: Amount,
    *,
    planned_end: str | None = None,
    revision: int = FIRST_REVISION,
    decided_on: str | None = None,
) -> Row:
    """The year's plan of a project from years before (续建): due on the year's first day."""
    return {
        "project_id": project_id,
        "year": year,
        "revision": revision,
        "decided_on": decided_on,
        "annual_plan_wan": _wan(annual),
        "carry_over": True,
        "due_on": f"{year}-01-01",
        "planned_end": planned_end,
    }


def report(
    project_id: str,
    report_date: str,
    completed: Amount,
    total_completed: Amount = None,
    image: str | None = None,
    *,
    reporter: str | None = None,
) -> Row:
    """A project's cumulative figures of a day: year to date, since the start."""
    return {
        "project_id": project_id,
        "report_date": report_date,
        "completed_wan": _wan(completed),
        "total_completed_wan": _wan(total_completed),
        "image_progress": image,
        "reporter": reporter,
    }


def member(project_id: str, project_class: str, level: str | None, valid_from: str) -> Row:
    """A project in a class from a day on."""
    return {
        "project_id": project_id,
        "project_class": project_class,
        "level": level,
        "phase": None,
        "subdomain": None,
        "valid_from": valid_from,
        "valid_to": None,
    }


def flow(
    project_id: str,
    source: str,
    year: int,
    report_date: str,
    allotted: Amount,
    arrived: Amount = None,
    paid: Amount = None,
) -> Row:
    """One source's money of a year in a project, cumulative as told on a day."""
    return {
        "project_id": project_id,
        "source": source,
        "year": year,
        "report_date": report_date,
        "allotted_wan": _wan(allotted),
        "arrived_wan": _wan(arrived),
        "paid_wan": _wan(paid),
        "mode": None,
    }


def stage(project_id: str, what: str, on_date: str) -> Row:
    """What happened to a project: 开工, 竣工, 投产, 入库."""
    return {"project_id": project_id, "stage": what, "on_date": on_date}


def lines(rows: Sequence[Row], like: Sequence[Row]) -> list[list[str]]:
    """Rows as sorted lines of text, to be compared as sets in the columns of the expected ones."""
    columns = sorted({column for row in like for column in row})
    return sorted([f"{c}={_plain(row.get(c))}" for c in columns] for row in rows)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def _wan(amount: Amount) -> Decimal | None:
    return None if amount is None else Decimal(amount)
