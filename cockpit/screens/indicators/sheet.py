"""What every figure means, as a file."""

from pandas import DataFrame

from cockpit.registry import words
from cockpit.registry.columns import Column
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.questions import subject
from cockpit.screens.files import File
from cockpit.screens.page_file import page_file
from cockpit.screens.view import View
from cockpit.tables.contracts import TABLES

COLUMNS = (
    Column("subject", "主题", width=100),
    Column("name", "指标", width=160),
    Column("unit", "单位", width=70),
    Column("definition", "口径", width=420),
    Column("formula", "算式", width=320),
    Column("inputs", "来源表", width=220),
    Column("code", "代码", width=150),
)


def file(view: View) -> File:
    """Every indicator of the registry with its definition, to take along."""
    rows = [
        {
            "subject": subject(one.source),
            "name": view.city.said(one.name),
            "unit": one.unit,
            "definition": view.city.said(one.definition),
            "formula": view.city.said(words.formula(one)),
            "inputs": "、".join(TABLES[name].names[0] for name in one.inputs if name in TABLES),
            "code": one.code,
        }
        for one in INDICATORS.values()
    ]
    frame = DataFrame(rows, columns=[column.name for column in COLUMNS])
    return page_file(view, frame, COLUMNS, "指标口径", {}, is_chosen=False)
