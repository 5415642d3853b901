"""A page's table as a file: what is seen is what is downloaded."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from pandas import DataFrame

from cockpit import numbers
from cockpit.numbers import WAN_IN_YI
from cockpit.registry.columns import KIND_WORDS, Column
from cockpit.screens.lamps import WORDS as LAMP_WORDS

_FORMATS = {
    "wan": "0.00",
    "moved": "+0.00;-0.00;0.00",
    "share": "0.0",
    "bar": "0.0",
    "points": "+0.0;-0.0;0.0",
    "rate": "0.0",
    "count": "0",
    "date": "yyyy-mm-dd",
}
# also the full-width forms, which a Chinese Excel reads as the half-width ones
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def shown(frame: DataFrame, columns: Sequence[Column]) -> DataFrame:
    """The frame as it is read: 亿元 for 万元, % for shares, Chinese headers with units."""
    return DataFrame({column.header: _shown(frame[column.name], column) for column in columns})


def _shown(values: "pd.Series[Any]", column: Column) -> "pd.Series[Any]":
    if column.kind in {"wan", "moved", "share", "bar", "points", "rate", "count"}:
        factor = {"wan": 1 / WAN_IN_YI, "moved": 1 / WAN_IN_YI, "share": 100, "bar": 100}.get(
            column.kind, 1
        )
        return values.astype(float) * factor
    if column.kind == "date":
        return pd.to_datetime(values).dt.date
    if column.kind == "months":
        return values.map(_months, na_action="ignore")
    words = LAMP_WORDS if column.kind == "lamp" else KIND_WORDS if column.name == "kind" else {}
    return values.map(lambda value: words.get(value, value), na_action="ignore")


def _months(values: Sequence[float]) -> list[float]:
    return [round(float(value) / WAN_IN_YI, 2) for value in values]


def spread(frame: DataFrame, columns: Sequence[Column]) -> tuple[DataFrame, list[Column]]:
    """The table with a column a month where the page draws a line: what a file can hold."""
    spread_to: list[Column] = []
    for column in columns:
        if column.kind != "months":
            spread_to.append(column)
            continue
        lists = frame[column.name].map(lambda held: held if _is_list(held) else [])
        for at in range(int(lists.map(len).max() or 0) if len(lists) else 0):
            month = Column(f"{column.name} {at + 1}", f"{at + 1} 月完成（亿元）", "wan")
            held = lists.map(lambda months, at=at: months[at] if at < len(months) else None)
            frame = frame.assign(**{month.name: held.astype(float)})
            spread_to.append(month)
    return frame, spread_to


def _is_list(value: Any) -> bool:
    return hasattr(value, "__len__") and not isinstance(value, str)


def searched(frame: DataFrame, text: str) -> DataFrame:
    """The rows that hold every word of ``text`` in some text column."""
    for word in text.split():
        hit = pd.Series(False, index=frame.index)
        for name in frame.columns:
            if not pd.api.types.is_numeric_dtype(frame[name]):
                held = frame[name].astype(str)
                hit |= held.str.contains(word, case=False, regex=False) & frame[name].notna()
        frame = frame[hit]
    return frame


def as_csv(frame: DataFrame, columns: Sequence[Column]) -> bytes:
    """The table as CSV that Excel opens as UTF-8."""
    frame, columns = spread(frame, columns)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.header for column in columns])
    for row in shown(frame, columns).itertuples(index=False):
        writer.writerow(
            [_csv_cell(value, column) for value, column in zip(row, columns, strict=True)]
        )
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value: Any, column: Column) -> str:
    if numbers.is_missing(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if column.kind in {"text", "lamp"}:
        text = str(value)
        return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
    return f"{value:.10g}"


def as_parquet(
    frame: DataFrame, columns: Sequence[Column], title: str, notes: Mapping[str, str]
) -> bytes:
    """The table as Parquet: typed columns in the units of their headers; notes in its metadata."""
    frame, columns = spread(frame, columns)
    held = pa.Table.from_pandas(shown(frame, columns), preserve_index=False)
    about = {"表": title, **notes}
    metadata = {
        **(held.schema.metadata or {}),
        **{k.encode(): v.encode() for k, v in about.items()},
    }
    out = io.BytesIO()
    pq.write_table(held.replace_schema_metadata(metadata), out)
    return out.getvalue()


def as_xlsx(
    frame: DataFrame, columns: Sequence[Column], title: str, notes: Mapping[str, str]
) -> bytes:
    """The table as a workbook: a frozen header, true numbers and dates, and a sheet that explains.

    Texts are written as text: "=1+1" stays a name.
    """
    frame, columns = spread(frame, columns)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False}) as book:
        _write_table(book, frame, columns)
        about = book.add_worksheet("说明")
        about.set_column(0, 0, 14)
        about.set_column(1, 1, 90)
        for at, (name, text) in enumerate([("表", title), *notes.items()]):
            about.write_string(at, 0, name)
            about.write_string(at, 1, text)
    return out.getvalue()


def _format(column: Column) -> str:
    """How a workbook shows the numbers of a column; empty for one of words."""
    shown_as = _FORMATS.get(column.kind, "")
    if column.kind in {"points", "rate"}:
        return shown_as.replace("0.0", f"0.{'0' * column.decimals}")
    return shown_as


def _write_table(book: Any, frame: DataFrame, columns: Sequence[Column]) -> None:
    sheet = book.add_worksheet("数据")
    head = book.add_format({"bold": True, "bg_color": "#F0F4FA", "bottom": 1, "text_wrap": True})
    formats = {
        shown_as: book.add_format({"num_format": shown_as})
        for shown_as in {_FORMATS["date"], *map(_format, columns)} - {""}
    }
    names = [at for at, column in enumerate(columns) if column.name == "name"]
    sheet.freeze_panes(1, names[0] + 1 if names else 1)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, max(9, (column.width or 100) / 7))
        sheet.write_string(0, at, column.header, head)
    for line, row in enumerate(shown(frame, columns).itertuples(index=False), start=1):
        for at, (value, column) in enumerate(zip(row, columns, strict=True)):
            if numbers.is_missing(value):
                continue
            if column.kind in {"text", "lamp"}:
                sheet.write_string(line, at, str(value))
            elif column.kind == "date":
                sheet.write_datetime(line, at, value, formats[_FORMATS["date"]])
            else:
                sheet.write_number(line, at, float(value), formats[_format(column)])
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(columns) - 1)


@dataclass(frozen=True)
class Ending:
    """A kind of file: what its link says, its media type, and how a table is written as one."""

    words: str
    media: str
    write: Callable[["File"], bytes]


@dataclass(frozen=True)
class File:
    """A table to take along: ``name`` without an ending; ``notes``: label → text."""

    frame: DataFrame
    columns: Sequence[Column]
    name: str
    title: str
    notes: Mapping[str, str]

    def written(self, ending: str) -> bytes:
        """The file's bytes; ``ending``: one of ENDINGS."""
        return ENDINGS[ending].write(self)


ENDINGS = {
    "csv": Ending("CSV 表格", "text/csv", lambda file: as_csv(file.frame, file.columns)),
    "xlsx": Ending(
        "Excel 工作簿",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda file: as_xlsx(file.frame, file.columns, file.title, file.notes),
    ),
    "parquet": Ending(
        "Parquet 数据",
        "application/vnd.apache.parquet",
        lambda file: as_parquet(file.frame, file.columns, file.title, file.notes),
    ),
}
