"""The published facts beside the computed ones, as a file."""

from pandas import DataFrame

from cockpit import numbers
from cockpit.reconcile.lines import words
from cockpit.registry.columns import Column
from cockpit.screens.files import File
from cockpit.screens.page_file import page_file
from cockpit.screens.reconciliation.page import LEAD, lines
from cockpit.screens.view import View

COLUMNS = (
    Column("subject", "对象", width=150),
    Column("name", "指标", width=150),
    Column("period", "期间", width=90),
    Column("period_end", "截止日", "date", 92),
    Column("printed", "公布", width=80),
    Column("computed", "计算", width=80),
    Column("difference", "差", width=80),
    Column("unit", "单位", width=60),
    Column("verdict", "判定", width=220),
    Column("note", "说明", width=260),
    Column("quote", "原句", width=400),
)


def file(view: View) -> File:
    """Every fact known by the day, as it was printed and as it is computed, to take along."""
    rows = [
        {
            "subject": line.subject,
            "name": line.name,
            "period": line.period,
            "period_end": line.period_end,
            "printed": line.printed,
            "computed": line.computed_text(),
            "difference": line.difference_text(),
            "unit": line.unit,
            "verdict": words(line),
            "note": line.note,
            "quote": line.quote,
        }
        for line in lines(view)
    ]
    notes = {"口径": LEAD, "没有计算值": f"写作 {numbers.MISSING}"}
    frame = DataFrame(rows, columns=[column.name for column in COLUMNS])
    return page_file(view, frame, COLUMNS, "公布与对账", notes, is_chosen=False)
