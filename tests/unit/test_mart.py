"""The mart: built from any version, locked down, safe to ask from threads."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import duckdb
import pyarrow as pa
import pytest
from given import ask, given, member, on, plan, project, put, renamed, report, small_ledger

from cockpit.errors import UnknownVersion
from cockpit.numbers import is_missing
from cockpit.warehouse import mart as marts
from queries import investment
from tests.lent import empty_mart

MAY = on("2022-05-31")


class Versions:
    """A lake of our own: the tables of each version, and a note of who was built when."""

    def __init__(self, versions):
        self.versions, self.built, self.slow = versions, [], 0.0
        self.building = self.most = 0
        self._lock = threading.Lock()

    def newest(self):
        return max(self.versions, default=0)

    def tables_at(self, number):
        if number not in self.versions:
            raise UnknownVersion(f"没有第 {number} 版")
        with self._lock:
            self.building += 1
            self.most = max(self.most, self.building)
        time.sleep(self.slow)
        with self._lock:
            self.building -= 1
            self.built.append(number)
        return list(self.versions[number].items())


def tables_of(*rows):
    """Tables as a lake hands them over."""
    mart = given(empty_mart(), *rows)
    names = ("project", "project_year", "class_membership", "progress_report")
    return {name: mart.table(name).to_arrow_table() for name in names}


@cache
def _version(completed):
    return tables_of(plan("P1", 100), report("P1", "2022-05-31", completed))


def version(completed):
    """One that says whose it is: else it would be asked for its names of the newest."""
    return {**dict(_version(completed)), "city": pa.table({"name": ["某市"], "short_name": ["某"]})}


def completed(mart):
    return investment.total(mart.connection, MAY).completed_wan[0]


@pytest.fixture
def source():
    return Versions({number: version(number) for number in range(1, 7)})


@pytest.fixture(scope="module")
def locked():
    return marts.build(Versions({1: version(1)}), 1)


def test_mart_of_a_version_answers_by_it(source):
    assert [completed(marts.build(source, number)) for number in (1, 6)] == [1, 6]


def test_lake_without_a_version_gives_an_empty_mart():
    assert marts.Marts(Versions({0: {}})).latest().version == 0


def test_old_version_without_a_table_or_column_is_filled_with_nothing():
    tables = version(40)
    tables["project_year"] = tables["project_year"].drop_columns(["planned_end", "decided_on"])
    tables["project_year"] = tables["project_year"].append_column(
        "decided_on", pa.array(["2022-01-01"])
    )
    del tables["progress_report"]
    mart = marts.build(Versions({1: tables}), 1)
    row = investment.total(mart.connection, MAY).iloc[0]
    assert (row.plan_wan, row.not_reported) == (100, 1)
    assert is_missing(row.counted_completed_wan)
    assert mart.connection.execute("select planned_end from project_year").fetchone() == (None,)


def test_table_that_is_no_longer_known_is_passed_over():
    tables = version(40) | {"forgotten": pa.table({"a": [1]})}
    assert completed(marts.build(Versions({1: tables}), 1)) == 40


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/hostname')",
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/*')",
        "copy project to '/tmp/project.csv'",
        "export database '/tmp/all'",
        "attach '/tmp/other.duckdb' as other",
        "install httpfs",
        "load sqlite_scanner",
        "select * from incoming_frame",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set autoinstall_known_extensions = true",
        "reset enable_external_access",
    ],
)
def test_question_cannot_reach_outside(locked, statement):
    incoming_frame = pa.table({"a": [1]})
    assert incoming_frame.num_rows == 1  # in reach of Python, and not of the question
    with pytest.raises(duckdb.Error):
        locked.connection.cursor().execute(statement)


def test_threads_get_the_answers_that_one_gets():
    mart = small_ledger(marts.empty())
    questions = [
        (name, on(day, basis))
        for name in (
            "investment.total",
            "investment.by_class",
            "investment.forecast",
            "implementation.by_class",
            "rows.ledger",
            "funds.bonds",
        )
        for day in ("2022-05-31", "2022-05-30", "2022-01-31")
        for basis in ("month", "day")
    ]
    alone = [ask(mart, *question) for question in questions]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda question: ask(mart, *question), questions * 4))
    assert all(answer.equals(alone[i % len(alone)]) for i, answer in enumerate(together))


def test_unknown_version_is_said(source):
    with pytest.raises(UnknownVersion):
        marts.Marts(source).at(99)


def test_no_version_named_is_the_latest(source):
    held = marts.Marts(source)
    assert held.at(None) is held.at(6) is held.latest()


def test_refresh_builds_only_what_is_new(source):
    held = marts.Marts(source)
    first = held.refresh()
    assert held.refresh() is first
    source.versions[7] = version(7)
    assert held.latest() is first  # until somebody looks
    assert (held.refresh().version, held.latest().version) == (7, 7)
    assert source.built == [6, 7]


def test_latest_is_never_dropped_and_old_ones_are(source):
    held = marts.Marts(source)
    for number in (1, 2, 3, 4, 1):
        assert held.at(number).version == number
    assert held.latest().version == 6
    assert source.built == [6, 1, 2, 3, 4, 1]  # 1 was dropped, 6 never


def test_version_used_last_is_kept(source):
    held = marts.Marts(source)
    for number in (1, 2, 1, 3, 1):
        held.at(number)
    assert source.built == [6, 1, 2, 3]  # 2 went for 3


def test_question_still_runs_on_a_mart_that_was_dropped(source):
    held = marts.Marts(source)
    first = held.at(1)
    for number in (2, 3, 4):
        held.at(number)
    assert completed(first) == 1


def test_one_earlier_version_is_built_at_a_time_and_once(source):
    held = marts.Marts(source)
    held.refresh()
    source.slow = 0.02
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(held.at, [1, 2] * 4))
    assert [mart.version for mart in answers] == [1, 2] * 4
    assert (source.most, sorted(source.built)) == (1, [1, 2, 6])


def test_building_an_earlier_version_does_not_hold_up_the_latest(source):
    held = marts.Marts(source)
    held.refresh()
    source.slow = 0.3
    with ThreadPoolExecutor(1) as threads:
        earlier = threads.submit(held.at, 1)
        started = time.perf_counter()
        held.latest()
        assert time.perf_counter() - started < 0.1
        assert earlier.result().version == 1


def test_what_was_reported_under_an_old_id_counts_for_the_new(mart):
    given(
        mart,
        project("新"),
        member("新"),
        plan("旧", 100),
        report("旧", "2022-03-31", 30),
        report("新", "2022-05-31", 50),
        renamed("旧", "新"),
    )
    marts.settle(mart)
    row = investment.total(mart, MAY).iloc[0]
    assert (row.projects, row.plan_wan, row.completed_wan) == (1, 100, 50)
    assert investment.total(mart, on("2022-03-31")).completed_wan[0] == 30


def test_renames_are_followed_through_a_chain(mart):
    given(
        mart,
        report("A", "2022-05-31", 30),
        renamed("B", "C", day="2022-05-01"),
        renamed("A", "B", day="2022-03-01"),
    )
    marts.settle(mart)
    ids = mart.execute("select distinct project_id from progress_report").fetchall()
    assert ids == [("C",)]


def test_rename_in_a_circle_changes_nothing(mart):
    given(mart, report("A", "2022-05-31", 30), renamed("A", "B"), renamed("B", "A"))
    marts.settle(mart)
    assert mart.execute("select project_id from progress_report").fetchall() == [("A",)]


@pytest.mark.parametrize("kind", ["merge", "split"])
def test_merge_and_split_leave_the_rows_where_they_are(mart, kind):
    given(mart, report("A", "2022-05-31", 30), renamed("A", "B", kind=kind))
    marts.settle(mart)
    assert mart.execute("select project_id from progress_report").fetchall() == [("A",)]


def test_row_under_both_ids_is_that_of_the_new_one(mart):
    given(
        mart,
        plan("A", 100),
        plan("B", 120),
        report("A", "2022-05-31", 30),
        report("B", "2022-05-31", 40),
        renamed("A", "B"),
    )
    marts.settle(mart)
    row = investment.total(mart, MAY).iloc[0]
    assert (row.projects, row.plan_wan, row.completed_wan) == (1, 120, 40)


def test_every_table_with_a_project_is_settled(mart):
    put(mart, renamed("旧", "新"))
    tables = [
        name
        for (name,) in mart.execute(
            "select table_name from duckdb_columns() inner join duckdb_tables() using (table_name) "
            "where column_name = 'project_id' and table_name not in"
            " ('standing', 'listing', 'report_months', 'plan_ends')"
        ).fetchall()
    ]
    for name in tables:
        mart.execute(f"insert into {name} (project_id) values ('旧')")
    marts.settle(mart)
    assert len(tables) >= 12
    assert {mart.execute(f"select project_id from {n}").fetchall()[0] for n in tables} == {("新",)}


def test_build_settles_renames():
    tables = version(40)
    tables["project_alias"] = pa.table(
        {"old_id": ["P1"], "new_id": ["P2"], "kind": ["rename"], "on_date": ["2022-04-01"]}
    )
    mart = marts.build(Versions({1: tables}), 1)
    assert mart.connection.execute("select project_id from project").fetchall() == [("P2",)]


class GivenUp:
    """A connection as DuckDB leaves it after an internal error."""

    def cursor(self):
        return self

    def execute(self, _statement):
        raise duckdb.FatalException(
            "database has been invalidated because of a previous fatal error"
        )


def test_a_mart_that_duckdb_gave_up_is_built_anew():
    held = marts.Marts(Versions({1: version(30), 2: version(40)}))
    for number in (2, 1):
        held.refresh()
        before = held.at(number)
        object.__setattr__(before, "connection", GivenUp())
        held.refresh()
        assert held.at(number) is not before
        assert completed(held.at(number)) == {1: 30, 2: 40}[number]
