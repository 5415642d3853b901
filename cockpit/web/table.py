"""A table on a page, and the same table as a file: what is seen is what is downloaded."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
import xlsxwriter
from pandas import DataFrame

from cockpit import numbers
from cockpit.web.columns import KIND_WORDS, Column

ROW_HEIGHT, MOST_ROWS = 38, 16
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {
    "wan": "0.00",
    "share": "0.0",
    "bar": "0.0",
    "points": "+0.0;-0.0;0.0",
    "rate": "0.0",
    "count": "0",
    "date": "yyyy-mm-dd",
}
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def shown(frame: DataFrame, columns: Sequence[Column]) -> DataFrame:
    """The frame as it is read: 亿元 for 万元, % for shares, Chinese headers with units."""
    return DataFrame({column.header: _shown(frame[column.name], column) for column in columns})


def _shown(values: "pd.Series[Any]", column: Column) -> "pd.Series[Any]":
    if column.kind in {"wan", "share", "bar", "points", "rate", "count"}:
        factor = {"wan": 1e-4, "share": 100, "bar": 100}.get(column.kind, 1)
        return values.astype(float) * factor
    if column.kind == "date":
        return pd.to_datetime(values).dt.date
    words = KIND_WORDS if column.name == "kind" else {}
    return values.map(lambda value: words.get(value, value), na_action="ignore")


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


def draw(frame: DataFrame, columns: Sequence[Column], key: str) -> None:
    """The table: sortable by a click on a header."""
    height = min(len(frame), MOST_ROWS) * ROW_HEIGHT + ROW_HEIGHT
    st.dataframe(
        shown(frame, columns),
        hide_index=True,
        height=height,
        row_height=ROW_HEIGHT,
        placeholder=numbers.MISSING,
        key=key,
        column_config={column.header: _config(column) for column in columns},
    )


def _config(column: Column) -> Any:
    if column.kind == "bar":
        return st.column_config.ProgressColumn(
            format="%.1f", min_value=0, max_value=100, width=column.width
        )
    if column.kind == "date":
        return st.column_config.DateColumn(format="YYYY-MM-DD", width=column.width)
    if column.kind == "text":
        return st.column_config.TextColumn(width=column.width)
    text = {"wan": "%.2f", "points": "%+.1f", "count": "%d"}.get(column.kind, "%.1f")
    return st.column_config.NumberColumn(format=text, width=column.width)


def as_csv(frame: DataFrame, columns: Sequence[Column]) -> bytes:
    """The table as CSV that Excel opens as UTF-8."""
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
    if column.kind == "text":
        text = str(value)
        return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
    return f"{value:.10g}"


def as_xlsx(
    frame: DataFrame, columns: Sequence[Column], title: str, notes: Mapping[str, str]
) -> bytes:
    """The table as a workbook: a frozen header, true numbers and dates, and a sheet that explains.

    Texts are written as text: "=1+1" stays a name.
    """
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


def _write_table(book: Any, frame: DataFrame, columns: Sequence[Column]) -> None:
    sheet = book.add_worksheet("数据")
    head = book.add_format({"bold": True, "bg_color": "#F0F4FA", "bottom": 1, "text_wrap": True})
    formats = {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()}
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, max(9, (column.width or 100) / 7))
        sheet.write_string(0, at, column.header, head)
    for line, row in enumerate(shown(frame, columns).itertuples(index=False), start=1):
        for at, (value, column) in enumerate(zip(row, columns, strict=True)):
            if numbers.is_missing(value):
                continue
            if column.kind == "text":
                sheet.write_string(line, at, str(value))
            elif column.kind == "date":
                sheet.write_datetime(line, at, value, formats["date"])
            else:
                sheet.write_number(line, at, float(value), formats[column.kind])
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(columns) - 1)


def downloads(
    frame: DataFrame, columns: Sequence[Column], name: str, title: str, notes: Mapping[str, str]
) -> None:
    """下载: what the table shows, as CSV and as a workbook; made only when asked for."""
    with st.popover("下载"):
        st.download_button(
            "CSV 表格",
            lambda: as_csv(frame, columns),
            f"{name}.csv",
            "text/csv",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            "Excel 工作簿",
            lambda: as_xlsx(frame, columns, title, notes),
            f"{name}.xlsx",
            XLSX,
            on_click="ignore",
            width="stretch",
        )
