"""How a table is written: same rows, same bytes."""

import csv
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from cockpit.warehouse import mart as marts

Row = tuple  # values in the order of the table's columns


def schema(table: str) -> pa.Schema:
    """The columns and types of a table, in the order of its migration."""
    return _mart().table(table).limit(0).to_arrow_table().schema


@cache
def _mart() -> DuckDBPyConnection:
    return marts.empty()


def write_csv(folder: Path, table: str, rows: Iterable[Row]) -> None:
    """UTF-8, dates as ISO, booleans as true and false, nothing for null."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(schema(table).names)
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
    its = schema("progress_report")
    arrays = [
        # whole 万元: to a decimal only by way of an integer
        pa.array(values, pa.int32()).cast(kind)
        if pa.types.is_decimal(kind)
        else pa.array(values, kind)
        for values, kind in zip(columns, its.types, strict=True)
    ]
    table = pa.table(arrays, schema=its)
    pq.write_table(table, folder / "progress_report.parquet", compression="zstd")
