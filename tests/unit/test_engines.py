"""The benchmark's questions: ours and those of other engines have the same answers."""

import pytest

from benchmarks import engines, synthetic
from cockpit.warehouse import mart as marts

PROJECTS = 60


class Made:
    """The synthetic ledger as the lake hands out its tables."""

    def newest(self):
        return 1

    def tables_at(self, _number):
        return ((name, table) for name, table, _ in synthetic.tables(PROJECTS))


@pytest.fixture(scope="module")
def mart():
    return marts.build(Made(), 1)


def test_every_engine_answers_every_question_as_ours_does(mart, tmp_path):
    asked = engines.engines(mart, tmp_path)
    assert set(asked) == {"ours", "DuckDB", "polars", "pandas", "SQLite"}
    for questions in asked.values():
        assert set(questions) == set(engines.WORDS)
    assert engines.different(asked) == []
    assert all(ask() for ask in asked["ours"].values())


def test_another_answer_is_told(mart, tmp_path):
    asked = engines.engines(mart, tmp_path)
    towns = asked["polars"]["towns"]()
    asked["polars"]["towns"] = lambda: [(towns[0][0], 0.0, 0.0), *towns[1:]]
    asked["SQLite"]["behind"] = lambda: []
    assert engines.different(asked) == ["polars: towns", "SQLite: behind"]


def test_a_day_by_the_gate_is_of_the_projects_under_way():
    lines = synthetic.next_day(PROJECTS).decode().splitlines()
    starting = {row["project_id"] for row in _reports() if str(row["report_date"]) > "2022-05"}
    assert {line.split(",")[0].strip('"') for line in lines[1:]} == starting


def _reports():
    tables = {name: table for name, table, _ in synthetic.tables(PROJECTS)}
    return tables["progress_report"].to_pylist()
