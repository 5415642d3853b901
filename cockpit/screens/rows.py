"""The rows of an answer, as screens read them."""

from collections.abc import Iterator
from typing import Any

from pandas import DataFrame

Row = Any  # a row of a frame: attributes as the question's function names the columns


def each(frame: DataFrame) -> Iterator[Row]:
    """The rows of a frame, columns as attributes."""
    return iter(frame.itertuples(index=False))
