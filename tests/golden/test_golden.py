"""Every indicator on the small ledger, against values worked out by hand (README.md)."""

import ast
import csv
import operator
from fractions import Fraction
from functools import cache, partial
from pathlib import Path

import pytest
from given import ask, on, small_ledger
from pandas import DataFrame

from cockpit.indicators import INDICATORS
from cockpit.numbers import is_missing
from cockpit.warehouse import mart as marts

EXPECTED = list(csv.DictReader((Path(__file__).parent / "expected.csv").open(encoding="utf-8")))
OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
SUMMED = {"domains_ahead"}  # a count over the rows of its question


@pytest.fixture(scope="module")
def ledger():
    """The answers of the small ledger: ``ledger(question, filters)``, each asked once."""
    return cache(partial(ask, small_ledger(marts.empty())))


def by_hand(text: str) -> Fraction:
    """The value of a sum written out: 100*(278/640-5/12)."""

    def value(node: ast.expr) -> Fraction:
        if isinstance(node, ast.BinOp):
            return OPERATIONS[type(node.op)](value(node.left), value(node.right))
        assert isinstance(node, ast.Constant)
        return Fraction(str(node.value))

    return value(ast.parse(text, mode="eval").body)


def pairs(text: str) -> dict[str, str]:
    return dict(part.split("=") for part in text.split(";") if part)


def picked(answer: DataFrame, row: str) -> DataFrame:
    for column, wanted in pairs(row).items():
        same = answer[column].isna() if wanted == "" else answer[column].astype(str) == wanted
        answer = answer[same]
    return answer


@pytest.mark.parametrize(
    "line",
    EXPECTED,
    ids=lambda e: " ".join(
        filter(None, (e["indicator"], e["as_of"], e["basis"], e["filters"], e["row"]))
    ),
)
def test_indicator_is_what_was_worked_out_by_hand(line, ledger):
    question, column = INDICATORS[line["indicator"]].source.split(":")
    choice = {name: tuple(value.split("|")) for name, value in pairs(line["filters"]).items()}
    answer = picked(ledger(question, on(line["as_of"], line["basis"], **choice)), line["row"])
    values = list(answer[column])
    if line["indicator"] in SUMMED:
        values = [sum(values)]
    (value,) = values
    if line["expected"] == "null":
        assert is_missing(value)
    else:
        assert float(value) == pytest.approx(float(by_hand(line["expected"])), rel=1e-12, abs=1e-12)


def test_every_indicator_has_a_value_worked_out_by_hand():
    assert {line["indicator"] for line in EXPECTED} == set(INDICATORS)


# How an indicator's own rows are picked where its question answers several at once.
ROWS_OF = {
    "start_rate": ({"classes": "三个一批"}, "level_group=全部", lambda rows: rows),
    "production_rate": ({"classes": "中央预算内"}, "level_group=全部", lambda rows: rows),
    "bond_issued": ({}, "year=", lambda rows: rows),
    "bond_used": ({}, "year=", lambda rows: rows),
    "bond_use_rate": ({}, "year=", lambda rows: rows),
    "pipeline_entries": ({}, "library=四类库", lambda rows: rows[rows.library == "四类库"]),
    "pipeline_total": ({}, "library=统计库", lambda rows: rows[rows.library == "统计库"]),
    "pipeline_plan": (
        {},
        "library=三个一批第五期",
        lambda rows: rows[rows.library == "三个一批第五期"],
    ),
    "fai_growth": ({}, "region=荥阳市", lambda rows: rows[rows.region == "荥阳市"]),
    "daily_report": ({}, "on_date=", lambda rows: rows),
    "weekly_visit": ({}, "week_start=", lambda rows: rows),
}
# The rates themselves are the rows of a lead or a rank: they are shown, not added.
SHOWN_ONLY = {"fai_lead_pp", "fai_over_target_pp", "fai_rank"}


@pytest.mark.parametrize("as_of", ["2022-05-31", "2022-05-30", "2022-01-31"])
@pytest.mark.parametrize("basis", ["month", "day"])
@pytest.mark.parametrize(
    "code", [c for c, i in INDICATORS.items() if i.rows and c not in SHOWN_ONLY]
)
def test_rows_behind_a_figure_add_up_to_it(code, basis, as_of, ledger):
    choice, row, own = ROWS_OF.get(code, ({}, "", lambda rows: rows))
    filters = on(as_of, basis, **choice)
    question, column = INDICATORS[code].source.split(":")
    figures = list(picked(ledger(question, filters), row)[column])
    rule = INDICATORS[code].rows
    rows = own(ledger(rule.question, filters))
    part = rows[rule.part].astype(float)
    # a count of none is 0, a sum of none is none
    least = 0 if INDICATORS[code].scale == "count" else 1
    total = (part > 0).sum() if rule.distinct else part.sum(min_count=least)
    if rule.whole:
        whole = rows[rule.whole].astype(float)
        total = part[whole > 0].sum() / whole.sum() if whole.sum() else None
    if rule.minus_time_progress:
        total = 100 * (total - ledger("freshness.stamp", filters).time_progress[0])
    if not figures or is_missing(figures[0]):
        assert is_missing(total) or total == 0
    else:
        assert figures == [pytest.approx(float(total))]
