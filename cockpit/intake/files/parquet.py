"""Parquet to a grid: values with their types; what no cell can hold is refused by its column."""

import io
from decimal import Decimal
from math import isfinite, isnan

import pyarrow as pa
import pyarrow.parquet as pq

from cockpit.intake.files.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Counter,
    Grid,
    Unfit,
    too_many_columns,
    too_many_rows,
)

SCALARS = (
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
    pa.types.is_date,
    pa.types.is_timestamp,
    pa.types.is_null,
    pa.types.is_string,
    pa.types.is_large_string,
)
BINARY = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary)


def grid(content: bytes) -> Grid:
    """The rows of a Parquet file, its column names as row 1. Raises Unfit."""
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        counted = file.metadata
        if counted.num_rows >= MOST_ROWS:
            raise too_many_rows()
        if counted.num_columns > MOST_COLUMNS:
            raise too_many_columns()
        Counter().add(counted.num_rows * counted.num_columns)
        table = file.read(use_threads=False)
        columns = [_cells(table.column_names[n], column) for n, column in enumerate(table.columns)]
    except MemoryError:  # Arrow's own is one of its exceptions too
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        raise Unfit("不是完整的 Parquet 文件", "重新导出") from None
    header: list[object] = list(table.column_names)
    filled = [
        (number, list(cells))
        for number, cells in enumerate(zip(*columns, strict=True), start=2)
        if any(cell is not None for cell in cells)
    ]
    return Grid("", [(1, header), *filled])


def _cells(name: str, column: pa.ChunkedArray) -> list[object]:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if any(is_one(kind) for is_one in BINARY):
        return [_decoded(name, row, cell) for row, cell in enumerate(column.to_pylist(), start=2)]
    if not any(is_one(kind) for is_one in SCALARS):
        raise Unfit(f"“{name}”这一列是 {kind}，不是文字、数字或日期", "导出成普通的列")
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    cells: list[object] = column.to_pylist()
    if pa.types.is_floating(kind):
        return [_exact(cell, single=kind.bit_width < 64) for cell in cells]
    return cells


def _exact(cell: object, *, single: bool) -> object:
    """A float as it was written: 8400.1 of 32 bits is not 8400.099609375. NaN: pandas' empty."""
    if not isinstance(cell, float) or not isfinite(cell):
        return None if isinstance(cell, float) and isnan(cell) else cell
    return Decimal(f"{cell:.7g}") if single else cell


def _decoded(name: str, row: int, cell: object) -> object:
    if not isinstance(cell, bytes):
        return cell
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError:
        raise Unfit(
            f"“{name}”这一列是二进制，读不成 UTF-8 文字", "导出成文字列", f"第 {row} 行"
        ) from None
