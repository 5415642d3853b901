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

from cockpit.numbers import is_missing
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.sums import add_up
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart

EXPECTED = list(csv.DictReader((Path(__file__).parent / "expected.csv").open(encoding="utf-8")))
OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@pytest.fixture(scope="module")
def mart():
    return Mart(1, small_ledger(marts.empty()))


@pytest.fixture(scope="module")
def ledger(mart):
    """The answers of the small ledger: ``ledger(question, filters)``, each asked once."""
    return cache(partial(ask, mart.connection))


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
    if INDICATORS[line["indicator"]].reckoning == "counted":
        values = [sum(values)]
    (value,) = values
    if line["expected"] == "null":
        assert is_missing(value)
    else:
        assert float(value) == pytest.approx(float(by_hand(line["expected"])), rel=1e-12, abs=1e-12)


def test_every_indicator_has_a_value_worked_out_by_hand():
    assert {line["indicator"] for line in EXPECTED} == set(INDICATORS)


# What is chosen where a question answers several at once: filters, and the row clicked.
CHOSEN = {
    "start_rate": ({"classes": "三个一批"}, {}),
    "production_rate": ({"classes": "中央预算内"}, {}),
    "conversion": ({}, {"conversion_step": "开工"}),
    "stage_reached": ({}, {"conversion_step": "履约"}),
    "stage_stuck": ({}, {"conversion_step": "签约"}),
    "pipeline_entries": ({}, {"library": "四类库"}),
    "pipeline_total": ({}, {"library": "统计库"}),
    "pipeline_plan": ({}, {"library": "三个一批第五期"}),
    **dict.fromkeys(
        ("way_reached", "way_waiting", "way_left"),
        ({}, {"library": "储备库", "flow_stage": "审核通过"}),
    ),
    "hop_rate": ({}, {"hop": "签约→履约"}),
    "hop_waiting": ({}, {"hop": "开工→入库"}),
    "board_cards": ({}, {"board": "三个一批", "board_step": "报批"}),
    "board_total": ({}, {"board": "三个一批", "board_step": "签约"}),
    "tour_mean": ({}, {"inspection_id": "G1", "body": "丙镇"}),
    "fai_lead_pp": ({}, {"region": "河南省"}),
    "fai_rank": ({}, {"peer_group": "郑州 3 县（市）区"}),
}


@pytest.mark.parametrize("as_of", ["2022-05-31", "2022-05-30", "2022-01-31"])
@pytest.mark.parametrize("basis", ["month", "day"])
@pytest.mark.parametrize("code", [code for code, indicator in INDICATORS.items() if indicator.rows])
def test_rows_behind_a_figure_add_up_to_it(code, basis, as_of, mart):
    choice, where = CHOSEN.get(code, ({}, {}))
    filters = on(as_of, basis, **choice)
    found = add_up(INDICATORS[code], mart, filters, where)
    assert found.agrees
    assert found.is_single or found.rows.empty
