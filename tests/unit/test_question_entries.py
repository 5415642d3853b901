"""The registry of questions: what an entry names is there."""

from dataclasses import fields
from pathlib import Path

import pytest
from given import ask, on

from cockpit.link import look
from cockpit.registry.indicators import INDICATORS
from cockpit.registry.questions import QUESTIONS, SELECTORS, SUBJECTS
from cockpit.registry.questions import entry as entry_of
from cockpit.registry.sums import question_function
from cockpit.screens.ledger import narrowing
from queries.filters import Filters
from tests.lent import empty_mart
from tests.sample import sample_mart

QUERIES = Path(__file__).parents[2] / "queries"
ENTRIES = pytest.mark.parametrize("question", QUESTIONS)


@ENTRIES
def test_entry_is_of_a_question(question):
    assert (QUERIES / f"{question.replace('.', '/')}.sql").is_file()


@ENTRIES
def test_what_an_entry_names_are_columns_of_its_answer(question):
    entry = QUESTIONS[question]
    columns = [column.name for column in (*entry.columns, *entry.counted) if column.is_in_answer]
    named = {*columns, *entry.usual_row, *entry.selectors, entry.label, entry.period, entry.kind}
    assert named - {""} <= set(ask(empty_mart(), question, on("2022-05-31")).columns)


@ENTRIES
def test_each_column_stands_once_and_a_counted_one_has_no_header(question):
    entry = QUESTIONS[question]
    names = [column.name for column in (*entry.columns, *entry.counted)]
    assert len(set(names)) == len(names)
    assert all(column.header for column in entry.columns)
    assert all(column.meaning and not column.header for column in entry.counted)


@ENTRIES
def test_columns_that_go_with_others_are_of_the_same_table(question):
    entry = QUESTIONS[question]
    names = {column.name for column in entry.columns}
    beside = {name for c in (*entry.columns, *entry.counted) for name in c.beside}
    assert {*entry.usual, *beside} <= names
    assert {c.adds_up_to for c in entry.columns} - {""} <= set(INDICATORS)


def test_no_selector_is_a_choice_that_the_ledger_makes_itself():
    """Else the ledger would refuse the link of a figure, or narrow its rows twice."""
    assert set(SELECTORS) & {*narrowing.READS, *look.NAMES} == set()


@ENTRIES
def test_selectors_and_filters_that_an_entry_names_are_known(question):
    entry = QUESTIONS[question]
    assert set(entry.selectors) <= set(SELECTORS)
    assert {entry.narrows} - {""} <= {field.name for field in fields(Filters)}


def test_rows_that_a_figure_opens_have_a_noun_and_their_figures_columns_a_meaning():
    for indicator in INDICATORS.values():
        if indicator.rows:
            entry = QUESTIONS[indicator.rows.question]
            assert entry.noun
            names = [indicator.rows.numerator, indicator.rows.denominator]
            assert all(entry.column(name).meaning for name in names if name)


def test_every_indicator_stands_under_a_subject():
    assert {i.source.partition(".")[0] for i in INDICATORS.values()} == set(SUBJECTS)


@pytest.mark.parametrize(
    "indicator",
    [i for i in INDICATORS.values() if i.rows and entry_of(i.rows.question).selectors],
    ids=lambda indicator: indicator.code,
)
def test_what_picks_among_the_rows_of_a_figure_picks_the_figure_too(indicator):
    """Else a link would open the rows of a part, beside the figure of the whole."""
    question = question_function(indicator.source.partition(":")[0])
    answer = sample_mart().ask(question, on("2022-05-31"))
    assert set(entry_of(indicator.rows.question).selectors) <= set(answer.columns)
