"""Ledgers laid out anyhow: a right load or a fault, never a wrong figure, never a trace."""

import string
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from duckdb import DuckDBPyConnection
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cockpit.commands.sources import from_paths
from cockpit.errors import LoadRefused
from cockpit.intake import gate, read
from cockpit.intake.answers import LEFT_OUT, Answers
from cockpit.intake.files.grid import letters
from tests.workbooks.anyhow import Paper, paper, shapes, truths
from tests.workbooks.memory import MemoryLake, Near
from tests.workbooks.office import xlsx
from tests.workbooks.rows import Row, lines

# found is not shrunk: a ledger is small, and each load takes its time
SOUGHT = (Phase.explicit, Phase.reuse, Phase.generate)
often = settings(max_examples=25, deadline=None, phases=SOUGHT)
IN_NO_CLASS = Answers(project_class=LEFT_OUT)  # no title here says 县级, 市级 …
LOST = st.sampled_from(("unit", "period", "both"))
ASKED = {"unit": {"unit"}, "period": {"period"}, "both": {"unit", "period"}}
JUNK = ("见附件", "#N/A", "12#", "约300", -5, "1,23", "2.2E+17", "=1+1")
BEARING = set(string.digits + "万亿元年月-～")  # without one of these a header says something else


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Iterator[MemoryLake]:
    """A store of the real ledger without a project; nothing is committed to it here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "Apart", Near)
        yield MemoryLake(tmp_path_factory.mktemp("anyhow"))


@often
@given(truths(), shapes())
def test_a_ledger_that_says_its_unit_and_period_is_read_as_it_is_meant(lake, truth, shape):
    laid = paper(truth, shape)
    _assert_right(_loaded(lake, laid), laid)


@often
@given(truths(), LOST.flatmap(lambda lost: st.tuples(st.just(lost), shapes(st.just(lost)))))
def test_what_is_stated_nowhere_is_asked(lake, truth, lost_shape):
    lost, shape = lost_shape
    with pytest.raises(LoadRefused) as refusal:
        _loaded(lake, paper(truth, shape))
    assert {fault.question for fault in refusal.value.faults} == ASKED[lost]


@often
@given(truths(), shapes(), st.data())
def test_a_header_that_lost_a_character_is_right_or_refused(lake, truth, shape, data):
    laid = paper(truth, shape)
    row, column = data.draw(st.sampled_from(laid.words))
    word = str(laid.sheet.rows[row][column])
    at = data.draw(st.sampled_from([n for n, c in enumerate(word) if c not in BEARING]))
    damaged = laid.with_cell(row, column, word[:at] + word[at + 1 :])
    try:
        held = _loaded(lake, damaged)
    except LoadRefused:
        return
    for table, rows in laid.rows.items():
        meant = {str(row["project_id"]): set(*lines([row], rows)) for row in rows}
        for row in held[table]:  # a column of words may be left out: that is said, and no figure
            said = {one for one in lines([row], rows)[0] if not one.endswith("=None")}
            assert said <= meant[row["project_id"]]


@often
@given(truths(), shapes(), st.data())
def test_what_is_no_amount_is_named_by_its_cell(lake, truth, shape, data):
    laid = paper(truth, shape)
    row, column = data.draw(st.sampled_from(laid.money))
    damaged = laid.with_cell(row, column, data.draw(st.sampled_from(JUNK)))
    with pytest.raises(LoadRefused) as refusal:
        _loaded(lake, damaged)
    assert f"{letters(column)}{row + 1}" in {fault.cell for fault in refusal.value.faults}


def _loaded(lake: MemoryLake, laid: Paper) -> dict[str, list[Row]]:
    """What the tables would hold. Raises LoadRefused."""
    held: dict[str, list[Row]] = {}

    def look(con: DuckDBPyConnection) -> None:
        for table in laid.rows:
            rows = con.execute(f'select * from "{table}"').to_arrow_table()
            held[table] = rows.to_pylist()

    with TemporaryDirectory() as folder:
        file = xlsx(Path(folder), "台账.xlsx", Sheet1=laid.sheet)
        sources = from_paths([file])
        gate.load(lake, sources, author="测试", dry_run=True, watch=look, answers=IN_NO_CLASS)
    return held


def _assert_right(held: dict[str, list[Row]], laid: Paper) -> None:
    for table, rows in laid.rows.items():
        assert lines(held[table], rows) == lines(rows, rows), table
