"""How a table is written: same rows, same bytes."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

Row = tuple  # values in the order of the table's columns

COLUMNS = {
    "project": "project_id valid_from name organisation township domain gov_invested total_wan",
    "project_alias": "old_id new_id kind on_date",
    "project_year": (
        "project_id year revision decided_on annual_plan_wan carry_over due_on planned_end"
    ),
    "plan_curve": "project_id year revision month planned_wan",
    "class_membership": "project_id project_class level phase subdomain valid_from valid_to",
    "stage_event": "project_id stage on_date",
    "progress_report": (
        "project_id report_date completed_wan total_completed_wan "
        "image_progress reporter received_at"
    ),
    "milestone": "milestone_id project_id title planned_on actual_on",
    "milestone_check": "milestone_id month checked_on result",
    "visit": "project_id on_date visited_by person",
    "problem": ("problem_id project_id service text raised_on owner_role due_on closed_on on_site"),
    "role_assignment": "project_id role person valid_from valid_to",
    "bond_issue": "issue_id project_id year batch issued_on amount_wan",
    "bond_use": "issue_id report_date used_wan",
    "pipeline_entry": "entry_id library entries total_wan plan_wan entered_on project_id",
    "regional_growth": (
        "region period_end growth_pct kind released_on released_kind publisher url evidence"
    ),
    "peer_group": "peer_group region valid_from valid_to",
    "waiver": "rule key reason author accepted_at",
}

MONEY = pa.decimal128(18, 4)
REPORT_TYPES = {
    "project_id": pa.string(),
    "report_date": pa.date32(),
    "completed_wan": MONEY,
    "total_completed_wan": MONEY,
    "image_progress": pa.string(),
    "reporter": pa.string(),
    "received_at": pa.timestamp("us"),
}


def write_csv(folder: Path, table: str, rows: Iterable[Row]) -> None:
    """UTF-8, dates as ISO, booleans as true and false, nothing for null."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS[table].split())
        writer.writerows([text(value) for value in row] for row in rows)


def text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def write_reports(folder: Path, rows: Iterable[Row]) -> None:
    """progress_report is the one large table: Parquet."""
    columns = zip(*rows, strict=True)
    arrays = [
        pa.array(values, pa.int32()).cast(kind) if kind == MONEY else pa.array(values, kind)
        for values, kind in zip(columns, REPORT_TYPES.values(), strict=True)
    ]
    table = pa.table(arrays, names=list(REPORT_TYPES))
    pq.write_table(table, folder / "progress_report.parquet", compression="zstd")
