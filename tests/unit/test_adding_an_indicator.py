"""Adding an indicator, run: CONTRIBUTING.md shows the marked parts of this file.

The indicator is invented, 漏报率; it is registered while a test of this file runs, and no longer.
"""

import csv
from dataclasses import replace

import pytest
from given import ask, on, small_ledger

from cockpit.link.look import Look
from cockpit.registry.columns import Column
from cockpit.registry.indicators import INDICATORS, Indicator, Rows
from cockpit.registry.questions import QUESTIONS
from cockpit.registry.sums import add_up
from cockpit.screens.indicators import page
from cockpit.screens.view import View
from cockpit.warehouse import mart as marts
from cockpit.warehouse.mart import Mart
from queries import _run, dispatch
from tests.contributing import part, parts, section
from tests.golden.test_golden import EXPECTED, by_hand
from tests.pages.reading import plain

MAY = on("2022-05-31")

QUESTION = """
# [1 question]
-- 漏报率 in the month of as_of: project-days without a report / project-days due. A report without
-- a time of receipt is in neither.
select
    count(*) filter (where not is_reported) as missing,
    count(*) filter (where not is_unknown) as known,
    ratio(missing, known) as missed_ratio
from report_days($as_of, $scope)
# [end]
"""

FUNCTION = '''
# [2 function]
def missed(mart: DuckDBPyConnection, filters: Filters) -> DataFrame:
    """漏报率 in the month of as_of; one row.

    Columns: missing, known (project-days; known: without those of unknown receipt); missed_ratio
    (share; null where none is due).
    """
    return run(mart, "dispatch/missed", filters)
# [end]
'''

# [3 entry]
ENTRY = Indicator(
    "missed_rate",
    "漏报率",
    "%",
    1,
    "share",
    "当月应报项目日中没有填报的 ÷ 应报的；没有接收时间的不计",
    "dispatch.missed:missed_ratio",
    Rows("dispatch.daily_rows", "missing", "known"),
    inputs=("progress_report", "stage_event", "calendar"),
)
# [end]

# [4 column]
COLUMN = Column("missing", "未报（天）", "count", 80, meaning="没有填报的项目日")
# [end]

GOLDEN = """
# [5 by hand]
missed_rate,2022-05-31,month,,,11/14,18 due less four of 05-31 without receipt; eleven missing
# [end]
"""


@pytest.fixture
def listed(monkeypatch):
    """The project as it would be with this indicator."""
    sql_of = _run.sql_of
    ours = lambda name: part(QUESTION) if name == "dispatch/missed" else sql_of(name)  # noqa: E731
    monkeypatch.setattr(_run, "sql_of", ours)
    monkeypatch.setattr(page, "sql_of", ours)
    inside = dict(vars(dispatch))
    exec(compile(part(FUNCTION), "dispatch.py", "exec"), inside)
    monkeypatch.setattr(dispatch, "missed", inside["missed"], raising=False)
    monkeypatch.setitem(INDICATORS, "missed_rate", ENTRY)
    rows = QUESTIONS["dispatch.daily_rows"]
    columns = tuple(COLUMN if c.name == "missing" else c for c in rows.columns)
    monkeypatch.setitem(QUESTIONS, "dispatch.daily_rows", replace(rows, columns=columns))
    yield ENTRY
    _run.parameters_of.cache_clear()
    _run._reads.cache_clear()


@pytest.fixture(scope="module")
def mart():
    return Mart(1, small_ledger(marts.empty()))


def test_it_is_what_was_worked_out_by_hand(listed, mart):
    (line,) = csv.DictReader(part(GOLDEN).splitlines(), fieldnames=list(EXPECTED[0]))
    answer = ask(mart.connection, "dispatch.missed", on(line["as_of"]))
    assert answer["missed_ratio"].item() == pytest.approx(float(by_hand(line["expected"])))


def test_its_rows_add_up_to_it(listed, mart):
    found = add_up(listed, mart, MAY, {})
    assert (found.numerator, found.denominator) == (11, 14)
    assert found.is_single
    assert found.agrees


def test_it_is_explained(listed, mart):
    view = View(mart, Look(MAY), query={"definition": ["missed_rate"]})
    card = plain(page.indicator_card(page.indicators_data(view)), " ")
    assert "Σ 没有填报的项目日 ÷ Σ 应报且接收时间已知的项目日" in card
    assert "78.6" in card  # 11 / 14


def test_the_column_shown_is_that_of_the_rows_with_a_meaning():
    assert replace(COLUMN, meaning="") == QUESTIONS["dispatch.daily_rows"].column("missing")


# what CONTRIBUTING.md says

SECTION = section("Adding an indicator")


@pytest.mark.parametrize(("name", "code"), parts(__file__))
def test_contributing_shows_this_part_as_it_runs(name, code):
    assert code in SECTION.text


def test_an_indicator_is_at_most_four_files_beside_its_value_by_hand():
    assert SECTION.new == ["queries/dispatch/missed.sql"]
    assert SECTION.files[-1] == "tests/golden/expected.csv"
    assert len(SECTION.files) <= 4 + 1
