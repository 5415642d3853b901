"""A square a project, by the state it is in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cockpit.numbers import text
from cockpit.screens.rows import Row

LOOKS = {  # of a state: the class of its square
    "此前已投产": "made",
    "今年投产": "new",
    "已竣工未投产": "new",
    "在建": "busy",
    "应开未开": "short",
    "停工": "short",
    "未到开工日": "early",
    "未定开工日": "early",
}


@dataclass(frozen=True)
class Square:
    """A project: its class, and what is said of it."""

    look: str
    title: str


def squares(rows: Iterable[Row]) -> Sequence[Square]:
    """The squares of projects with their ``project_state``."""
    return [
        Square(
            LOOKS.get(row.project_state, "early"),
            f"{text(row.name) or row.project_id} · {row.project_state}",
        )
        for row in rows
    ]
