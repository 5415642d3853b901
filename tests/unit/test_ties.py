"""What is equal by day, place or score is told apart by its key, never by the order in which a
table happens to hold its rows; and no question makes a row out of nothing."""

import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection
from given import (
    Row,
    domain,
    given,
    lamp_rules,
    member,
    of,
    on,
    plan,
    project,
    put,
    rate,
    renamed,
    report,
    small_ledger,
    stage,
)
from pandas import DataFrame
from pandas.testing import assert_frame_equal

from cockpit.screens.ledger import narrowing
from cockpit.tables.contracts import STAGES
from cockpit.warehouse import mart as marts
from queries import change, dispatch, growth, investment, provenance, reference, rows
from queries import project as one
from queries._run import parameters_of
from tests.lent import with_names
from tests.sample import sample_mart
from tests.unit.test_queries_together import DOORS, FILES

ROOT = Path(marts.__file__).parents[2]
MAY = on("2022-05-31")

# every project twice, so that whatever ranks projects has to choose between equals
TWINS = {
    "project": ["project_id"],
    "project_year": ["project_id"],
    "class_membership": ["project_id"],
    "progress_report": ["project_id"],
    "stage_event": ["project_id"],
    "role_assignment": ["project_id"],
    "visit": ["project_id"],
    "milestone": ["milestone_id", "project_id"],
    "problem": ["problem_id", "project_id"],
    "bond_issue": ["issue_id", "project_id"],
    "bond_use": ["issue_id"],
    "pipeline_entry": ["entry_id", "project_id"],
}
# and rows that the keys of their tables let be equal in all that orders them
TIES = """
insert into stage_event values
    ('P01', '停工', '2022-05-20'), ('P01', '复工', '2022-05-20'), ('P01', '竣工', '2022-05-20'),
    ('P02', '复工', '2022-05-20'), ('P02', '停工', '2022-05-20'), ('P04', '停工', '2022-01-01'),
    ('P04', '复工', '2022-01-01'), ('P03', '入库', '2022-05-20'), ('P03', '投产', '2022-05-20'),
    ('P03', '竣工', '2022-05-20'), ('P06', '履约', '2022-05-20'), ('P06', '签约', '2022-05-20');
insert into problem (problem_id, project_id, service, text, raised_on) values
    ('QB', 'P01', null, '乙', '2022-05-02'), ('QA', 'P01', '要素', '甲', '2022-05-02');
insert into milestone_check values
    ('M1', '2022-06-01', '2022-05-12', '推迟'), ('M1', '2022-04-01', '2022-05-12', '未完成');
insert into visit values
    ('P01', '2022-05-20', 'team', '乙'), ('P01', '2022-05-20', 'team', '甲');
insert into project_alias values
    ('OLD1', 'P05', 'rename', '2022-04-01'), ('OLD2', 'P05', 'rename', '2022-04-01'),
    ('OLD3', 'P07', 'rename', '2022-04-01'), ('OLD3', 'P06', 'rename', '2022-04-01'),
    ('OLD4', 'OLD3', 'rename', '2022-04-01');
insert into progress_report (project_id, report_date, completed_wan) values
    ('OLD2', '2022-05-25', 12), ('OLD1', '2022-05-25', 11);
insert into role_assignment values
    ('OLD2', '现场盯办人', '乙', '2022-05-01', null), ('OLD1', '现场盯办人', '甲', '2022-05-01', null);
insert into program values
    (2022, '4', 9, '又一行', 'x', 2, '亿元', '2022-01-01'), (2022, '5', 5, '五', 'x', 3, '个', '2022-01-01');
insert into domain values ('水利', '2021-01-01', 1, 'assumed'), ('能源', '2021-01-01', 1, 'assumed');
insert into township values ('甲镇', 1, 1, 1), ('乙镇', 1, 1, 2);
insert into class_membership (project_id, project_class, valid_from) values
    ('P02', '乙类', '2022-01-01'), ('P02', '甲类', '2022-01-01'), ('P01', '甲类', '2022-01-01');
insert into regional_growth (region, period_end, growth_pct, kind, released_on) values
    ('登封市', '2022-04-30', 22.8, 'published', '2022-05-20'), ('中牟县', '2022-04-30', 12, 'published', '2022-05-20'),
    ('登封市', '2022-03-31', 20, 'published', '2022-05-20'), ('登封市', '2022-03-31', 21, 'derived', '2022-05-20');
insert into peer_group (peer_group, region, valid_from) values
    ('又一组', '荥阳市', '2021-01-01'), ('又一组', '登封市', '2021-01-01');
insert into fund_target values
    ('T2', 2021, '2022-06-30', 0.5, 'assumed', null), ('T1', 2021, '2022-06-30', 0.6, 'assumed', null);
insert into pipeline_entry (entry_id, library, entries, entered_on) values
    ('X2', '乙库', 1, '2022-05-20'), ('X1', '甲库', 1, '2022-05-20');
insert into published_fact (fact_id, period_end, known_on, value, quote) values
    ('f2', '2022-05-20', '2022-05-20', '1', '同'), ('f1', '2022-05-20', '2022-05-20', '1', '同');
insert into load (load_id, file, loaded_at, kind) values
    (2, '同', '2022-06-01', 'real'), (1, '同', '2022-06-01', 'real');
insert into origin (table_name, key, load_id) values
    ('progress_report', 'P01|2022-05-31', 2), ('progress_report', 'P01|2022-06-10', 1);
insert into waiver values
    ('set', 'progress_report|P01|2022-05-31|completed_wan|60', '同', '乙', '2022-06-01'),
    ('set', 'progress_report|P01|2022-05-31|reporter|甲', '又', '甲', '2022-06-01');
"""  # noqa: E501
ASKED = ("P01", "P03", "P05", "P06", "OLD3", "OLD4")


def held(source: DuckDBPyConnection, seed: str) -> DuckDBPyConnection:
    """The same ledger with the rows of each table in another order; without a seed backwards."""
    other = marts.empty()
    tables = source.cursor().execute("select table_name from duckdb_tables()").fetchall()
    for (table,) in tables:
        order = f"md5(its.rowid || '{seed}')" if seed else "its.rowid desc"
        rows = source.cursor().execute(f'select * from "{table}" as its order by {order}')
        other.register("incoming", rows.to_arrow_table())
        other.execute(f'insert into "{table}" select * from incoming')
        other.unregister("incoming")
    marts.settle(other)
    return other


def answers(
    mart: DuckDBPyConnection, asked: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], DataFrame]]:
    """Every question's answer, of those about one project for each of ``asked``."""
    for question in FILES:
        more = [{"project": p} for p in asked] if "project" in parameters_of(question) else [{}]
        for choice in more:
            yield (question, *choice.values()), DOORS[question](mart, MAY, **choice)


def differing(first: dict, second: dict) -> dict:
    """What was asked of both and has another answer, with what is different."""
    found = {}
    for asked, answer in first.items():
        try:
            # the last digits of a sum of binary fractions come from the order of its parts
            assert_frame_equal(answer, second[asked], rtol=1e-12, atol=1e-12)
        except AssertionError as error:
            found[asked] = str(error)
    return found


@pytest.fixture(scope="module")
def tied():
    ledger = small_ledger(marts.empty())
    for table, keys in TWINS.items():
        twin = ", ".join(f"{key} || 't' as {key}" for key in keys)
        ledger.execute(f"insert into {table} select * replace ({twin}) from {table}")
    ledger.execute(TIES)
    return ledger


@pytest.fixture(scope="module")
def backwards(tied):
    return dict(answers(held(tied, ""), ASKED))


@pytest.mark.parametrize("seed", ["a", "b"])
def test_order_of_rows_in_a_tied_ledger_moves_no_answer(tied, backwards, seed):
    assert differing(backwards, dict(answers(held(tied, seed), ASKED))) == {}


def test_order_of_rows_in_the_demonstration_moves_no_answer():
    source, asked = sample_mart().connection, ("SL-2021-0012", "SL-2021-9001")
    first, second = (dict(answers(held(source, seed), asked)) for seed in ("", "a"))
    assert differing(first, second) == {}


def test_stages_of_a_day_come_in_the_order_of_their_course(mart):
    place = "select list_transform($names::varchar[], lambda name: stage_place(name))"
    assert mart.execute(place, {"names": STAGES}).fetchone()[0] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [name for name in STAGES if name != "入库"] == list(narrowing.STAGES)


@pytest.mark.parametrize(
    ("names", "stands"),
    [(("停工", "复工"), "复工"), (("竣工", "投产"), "投产"), (("签约", "履约", "开工"), "开工")],
)
def test_the_later_stage_of_a_day_stands_wherever_it_is_asked_for(mart, names, stands):
    """P1, P2 … hold the same stages of one day in every order."""
    orders = [list(order) for order in permutations(names)]
    ids = [f"P{number}" for number, _ in enumerate(orders)]
    given(
        mart,
        [plan(name, 100, due="2022-01-01") for name in ids],
        [stage(p, s, "2022-05-20") for p, its in zip(ids, orders, strict=True) for s in its],
    )
    assert list(rows.ledger(mart, MAY)["stage"]) == [stands] * len(ids)
    for name in ids:
        assert list(one.stages(mart, MAY, name)["stage"]) == list(names)
        assert one.facts(mart, MAY, name)["stage"][0] == stands
        assert (
            provenance.origin(mart, MAY, name).set_index("table_name")["item"]["stage_event"]
            == stands
        )


def test_resumed_on_the_day_of_its_stop_a_project_is_under_way(mart):
    given(
        mart,
        plan("P1", 100),
        [stage("P1", "开工", "2022-02-01"), stage("P1", "停工", "2022-05-20")],
        stage("P1", "复工", "2022-05-20"),
    )
    mart.execute(
        "insert into calendar select on_date::date, true, true, null "
        "from generate_series(date '2022-05-01', date '2022-05-31', interval 1 day) as d (on_date)"
    )
    assert one.report_days(mart, MAY, "P1")["is_due"].sum() == 31


def weight(component: str) -> Row:
    return of("score_weight", component=component, valid_from="2022-01-01", weight=1, cap=30)


def problem(problem_id: str, day: str, text: str, service: str | None = None, due=None) -> Row:
    values = {"text": text, "service": service, "raised_on": day, "due_on": due}
    return of("problem", problem_id=problem_id, project_id="P1", **values)


def test_oldest_problem_is_one_and_the_same_on_every_screen(mart):
    """QA and QB fell due on 05-13, 18 days ago; QC was raised before, and agreed for 06-30."""
    given(
        mart,
        [plan("P1", 100), report("P1", "2022-05-31", 0)],
        [problem("QB", "2022-05-10", "乙", "要素"), problem("QA", "2022-05-10", "甲")],
        problem("QC", "2022-05-01", "丙", "手续", "2022-06-30"),
        [weight("behind_pp"), weight("problem_overdue_days")],
    )
    row = dispatch.slow(mart, MAY).iloc[0]
    assert (row.problem_text, row.problem_service, row.problem_days) == ("甲", None, 18)
    assert change.needed_by_project(mart, MAY)["oldest_problem"][0] == "甲"
    closer = investment.gap_closers(mart, MAY).iloc[0]
    assert (closer.blocker, closer.open_problems) == ("甲", 3)
    assert list(one.problems(mart, MAY, "P1")["text"]) == ["甲", "乙", "丙"]


def test_equal_scores_are_told_apart_by_the_project(mart):
    names = ("P2", "P1", "P3")
    given(mart, [plan(name, 100) for name in names])
    put(mart, [report(name, "2022-05-31", 1) for name in names])
    put(mart, weight("behind_pp"))
    assert list(dispatch.slow(mart, MAY)["project_id"]) == ["P1", "P2", "P3"]


def test_of_two_checks_of_a_day_the_later_months_result_stands(mart):
    given(mart, project("P1"))
    node = {"milestone_id": "M1", "project_id": "P1", "title": "封顶", "planned_on": "2022-05-01"}
    put(mart, of("milestone", **node))
    for month, result in (("2022-04-01", "未完成"), ("2022-05-01", "完成")):
        check = {"month": month, "checked_on": "2022-05-12", "result": result}
        put(mart, of("milestone_check", milestone_id="M1", **check))
    assert one.milestones(mart, MAY, "P1")["check_result"][0] == "完成"


@pytest.mark.parametrize("ids", [("OLD1", "OLD2"), ("OLD2", "OLD1")])
def test_of_two_earlier_ids_with_a_report_of_one_day_the_nearer_stands(mart, ids):
    """OLD2 was renamed OLD1, and that P1: one report a day, that of OLD1."""
    given(mart, plan("P1", 100))
    wan = {"OLD1": 11, "OLD2": 12}
    put(mart, [report(name, "2022-05-20", wan[name]) for name in ids])
    put(mart, renamed("OLD2", "OLD1", day="2022-03-01"), renamed("OLD1", "P1"))
    marts.settle(mart)
    assert list(one.reports(mart, MAY, "P1")["completed_wan"]) == [11]
    assert one.identity(mart, MAY, "OLD2")["project_id"][0] == "P1"


def test_two_lines_of_a_digit_give_the_last_listed_whole(mart):
    for position, title in ((5, "甲"), (6, "乙")):
        line = {"position": position, "title": title, "target": 10 * position}
        put(
            mart,
            of(
                "program",
                year=2022,
                digit="4",
                indicator="completed_investment",
                valid_from="2022-01-01",
                **line,
            ),
        )
    line = reference.program(mart, MAY).set_index("digit").loc["4"]
    assert (line.position, line.title, line.target) == (6, "乙", 60)
    assert investment.total(mart, MAY)["target_wan"][0] == 600_000


def test_regions_that_tie_are_in_the_order_of_their_names(mart):
    names = ("荥阳市", "郑州市", "全国")
    put(mart, [rate(name, "2022-04-30", 10, released="2022-05-20") for name in names])
    assert list(growth.latest(mart, MAY)["region"]) == ["荥阳市", "全国", "郑州市"]


# DuckDB 1.5.5 gives a row of nulls where row_number() without a partition finds no row to number
# (a brace: a partition that is written elsewhere)
LONELY = re.compile(r"row_number\(\)\s*over(?!\s*\(\s*(?:partition\b|\{))", re.IGNORECASE)


def test_no_row_number_stands_without_a_partition():
    files = [path for room in ("queries", "cockpit") for path in (ROOT / room).rglob("*")]
    sources = [path for path in files if path.suffix in {".sql", ".py"}]
    found = [path.name for path in sources if LONELY.search(path.read_text("utf-8"))]
    assert (found, len(sources) > 200) == ([], True)


def test_row_number_without_a_partition_still_makes_a_row_of_nothing(mart):
    """Why the rule above is there; when this fails the rule may go."""
    lonely = "select stage from stage_event qualify row_number() over (order by on_date) = 1"
    assert LONELY.search(lonely)
    assert mart.execute(lonely).fetchall() == [(None,)]


@pytest.mark.parametrize("question", FILES)
def test_no_answer_holds_a_row_of_nothing(question, sparse):
    choice = {"project": "P1"} if "project" in parameters_of(question) else {}
    answer = DOORS[question](sparse, MAY, **choice)
    # loaded_to is one row of days: a dash for each table that has none
    assert question == "dispatch/loaded_to" or not answer.isna().all(axis=1).any()
    if question == "provenance/origin":
        assert list(answer["item"]) == ["总投资"]


@pytest.fixture(scope="module")
def sparse():
    """A project that has a name, a total and a place on the list, and nothing else."""
    return put(
        with_names(marts.empty()), project("P1"), member("P1"), domain("交通", 1), lamp_rules()
    )
