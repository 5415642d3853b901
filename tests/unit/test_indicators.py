"""The registry: every entry can be asked, shown and explained."""

import pytest
from given import ask, on, small_ledger

from cockpit.registry.indicators import INDICATORS
from cockpit.warehouse import mart as marts

ENTRIES = INDICATORS.values()
UNITS = {
    "wan": {"亿元", "亿元/月", "亿元/周"},
    "share": {"%"},
    "points": {"分", "%", "百分点", "天"},
    "count": {"件", "个", "位", "天", "万元", "张", "周", "栋", "家"},
}


@pytest.fixture(scope="module")
def ledger():
    return small_ledger(marts.empty())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.code)
def test_source_is_a_column_of_its_question(entry, ledger):
    question, column = entry.source.split(":")
    assert column in ask(ledger, question, on("2022-05-31")).columns


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.rows], ids=lambda e: e.code)
def test_rows_are_columns_of_their_question(entry, ledger):
    rule = entry.rows
    wanted = {rule.numerator, rule.denominator} - {""}
    assert wanted <= set(ask(ledger, rule.question, on("2022-05-31")).columns)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.code)
def test_unit_fits_how_the_sql_holds_the_value(entry):
    assert entry.unit in UNITS[entry.scale]
    assert entry.scale != "count" or entry.decimals == 0


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.code)
def test_inputs_are_tables(entry, ledger):
    tables = ledger.cursor().execute("select table_name from duckdb_tables()").fetchall()
    assert entry.inputs
    assert set(entry.inputs) <= {name for (name,) in tables}


SHAPES = {  # reckoning: whether it has rows, whether these have a denominator
    **dict.fromkeys(["sum", "distinct", "published", "lead", "over_target", "rank"], (True, False)),
    **dict.fromkeys(["rate", "ahead"], (True, True)),
    **dict.fromkeys(["given", "counted", "each"], (False, False)),
}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.code)
def test_reckoning_fits_the_rows(entry):
    shape = (entry.rows is not None, bool(entry.rows and entry.rows.denominator))
    assert SHAPES[entry.reckoning] == shape


def test_codes_and_names_are_used_once():
    assert len({e.code for e in ENTRIES}) == len({e.name for e in ENTRIES}) == len(INDICATORS)


def test_every_indicator_has_a_definition_in_words():
    assert all(len(e.definition) >= 8 and not e.definition.endswith("。") for e in ENTRIES)
