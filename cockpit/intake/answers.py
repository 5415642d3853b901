"""What whoever loads has said: at the command line by flags, on the imports page by choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cockpit.errors import Fault

LEFT_OUT = "-"  # as the meaning of a column: it is not loaded


@dataclass(frozen=True)
class Answers:
    """The answers of a load; an empty one says nothing.

    ``matches``: a project's name → the 项目代码 it means. ``accepted``: what is accepted → the
    reason, which is kept as a waiver; a key is a question's name (``twins``: all of its kind) or
    one place of it (``Fault.place_key``). ``without``: columns that are left out, by their header
    without brackets. ``units``: header (its lines joined by ``›``, empty for every column whose
    unit is stated nowhere) → 万元, 亿元, 元 … ``columns``: header → code of its meaning
    (``forms.meanings``), LEFT_OUT for none. ``as_of``: the day that the figures are of, where
    nothing states it. ``hidden``: whether hidden rows and columns are taken; None: not said.
    ``nature``: 新建 or 续建, of projects of which nothing says it.
    ``rows_left_out``: single rows that are not loaded, each as ``file › sheet › row``.
    """

    matches: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None
    hidden: bool | None = None
    nature: str = ""
    rows_left_out: frozenset[str] = frozenset()

    def reason(self, fault: Fault) -> str | None:
        """The reason for which a fault that is a question was accepted; None: it was not."""
        if not fault.question:
            return None
        one = self.accepted.get(fault.place_key)
        return one if one is not None else self.accepted.get(fault.question)
