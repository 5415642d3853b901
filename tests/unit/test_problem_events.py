"""Problems' events and the rules by which problems go up: files through the gate into a mart."""

import shutil

import pytest
from given import on

from cockpit.__main__ import main
from cockpit.errors import LoadRefused
from cockpit.intake import demonstration
from cockpit.intake.gate import load
from cockpit.intake.read import Source
from cockpit.warehouse import mart as marts
from cockpit.warehouse.lake import MIGRATIONS, Lake
from queries import freshness
from queries import project as questions

PROJECTS = "项目代码,项目名称,生效日期\nP1,一号,2022-01-01\n"
PROBLEMS = """\
问题编号,项目代码,问题,提出日期,办结日期
Q1,P1,用地,2022-05-20,
Q2,P1,用电,2022-05-20,2022-05-24
"""
HEADER = "问题编号,流转时间,流转状态,上报到,经办人,同意人,新的期限,说明"


@pytest.fixture
def lake(tmp_path):
    """A lake with a project and two problems, the second closed by the ledger."""
    lake = Lake(tmp_path / "lake")
    lake.create()
    both = [Source("项目.csv", PROJECTS.encode()), Source("问题.csv", PROBLEMS.encode())]
    load(lake, both, author="测试")
    return lake


def loaded(lake, *lines, name="问题流转.csv", header=HEADER):
    text = "\n".join([header, *lines])
    return load(lake, [Source(name, text.encode())], author="测试")


def refused(lake, *lines, **more):
    before = lake.newest_snapshot()
    with pytest.raises(LoadRefused) as refusal:
        loaded(lake, *lines, **more)
    assert lake.newest_snapshot() == before
    return [str(fault) for fault in refusal.value.faults]


def test_an_event_is_held_with_its_minute_and_dates_its_table(lake):
    loaded(lake, "Q1,2022-05-22 16:05,延期,,甲,乙,2022-06-15,等批复")
    mart = marts.build(lake, lake.newest()).connection
    (held,) = mart.table("problem_event").fetchall()
    assert str(held[1]) == "2022-05-22 16:05:00"
    assert held[2:6] == ("延期", None, "甲", "乙")
    ages = freshness.sources(mart, on("2022-05-31")).set_index("table_name")["days_since"]
    assert ages["problem_event"] == 9  # 31 - 22


def test_the_table_is_known_by_its_headers_and_the_same_rows_make_no_version(lake):
    lines = ("Q1,2022-05-20 09:00,交办,,,,,", "Q1,2022-05-20 10:00,办理中,,,,,")
    (written,) = loaded(lake, *lines, name="五月.csv").written
    assert (written.table, written.new) == ("problem_event", 2)
    assert loaded(lake, *lines, name="五月.csv").version is None


def test_what_offices_write_for_it_is_taken_as_the_state(lake):
    loaded(lake, "Q1,2022-05-23 09:00,销号,,,,,")
    assert lake.reading().execute("select state from problem_event").fetchall() == [("已销号",)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Q1,2022-05-22,延期,,,,,", "延期没有写新的期限"),
        ("Q1,2022-05-22,办理中,,,,2022-06-01,", "只有延期写新的期限"),
        ("Q1,2022-05-22,上报,,,,,", "上报没有写报到哪里"),
        ("Q1,2022-05-22,退回,分包领导,,,,", "只有上报写报到哪里"),
        ("Q1,2022-05-19 23:59,交办,,,,,", "问题的流转不得早于提出日期"),
        ("Q2,2022-05-25 00:00,办理中,,,,,", "已销号之后不得再有流转"),
        ("Q2,2022-05-23 23:59,已销号,,,,,", "已销号的那一天应与办结日期相同"),
        ("Q1,2022-05-22,完成,,,,,", "之一"),
        ("Q9,2022-05-22,交办,,,,,", "问题编号"),
    ],
)
def test_a_faulty_event_is_named_with_its_rule(lake, line, said):
    (fault,) = refused(lake, line)
    assert "第 2 行" in fault
    assert said in fault


def test_an_event_after_the_problem_was_struck_out_is_a_fault(lake):
    lines = ("Q1,2022-05-23 17:00,已销号,,,,,", "Q1,2022-05-23 17:01,退回,,,,,")
    (fault,) = refused(lake, *lines)
    assert "第 3 行" in fault
    assert "已销号之后不得再有流转" in fault


def test_a_rule_goes_up_only(lake):
    header = "由谁,升到,生效日期,超期超过天数,退回次数,数据性质"
    (fault,) = refused(
        lake, "周一碰头会,专班,2022-01-01,3,1,假定", name="问题升级规则.csv", header=header
    )
    assert "只能往上升" in fault
    (written,) = loaded(
        lake, "专班,周一碰头会,2022-01-01,3,,假定", name="问题升级规则.csv", header=header
    ).written
    assert written.table == "escalation_rule"


def test_a_version_from_before_events_opens_with_the_state_of_its_dates(tmp_path):
    earlier = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, earlier, ignore=shutil.ignore_patterns("0004*"))
    old = Lake(tmp_path / "lake", migrations=earlier)
    old.create()
    with old.change("甲", "以前的代码") as con:
        con.execute("insert into project (project_id, name) values ('P1', '一号')")
        con.execute(
            "insert into problem (problem_id, project_id, text, raised_on, due_on, closed_on)"
            " values ('Q1', 'P1', '用地', '2022-05-20', null, null),"
            " ('Q2', 'P1', '用电', '2022-05-20', '2022-06-15', null),"
            " ('Q3', 'P1', '用水', '2022-05-20', null, '2022-05-22')"
        )
    lake = Lake(tmp_path / "lake")
    lake.create()
    assert "problem_event" not in dict(lake.tables_at(1))
    mart = marts.build(lake, 1).connection
    found = questions.problems(mart, on("2022-05-31"), "P1").set_index("problem_id")
    assert dict(found["step"]) == {"Q1": "办理中", "Q2": "办理中", "Q3": "已销号"}
    assert dict(found["state"]) == {"Q1": "超期", "Q2": "在办", "Q3": "三日内办结"}
    assert dict(found["extensions"]) == {"Q1": 0, "Q2": 1, "Q3": 0}
    assert set(found.loc[["Q1", "Q2"], "tier"]) == {"专班"}  # it has no rules


def test_fill_brings_the_rules_to_a_store_from_before_them(lake, monkeypatch):
    demonstration.complete(lake, "测试", tell=lambda _: None)
    with lake.change("测试", "以前没有") as con:
        con.execute("delete from escalation_rule")
    monkeypatch.setenv("COCKPIT_LAKE", str(lake.folder))
    before = lake.newest()
    assert main(["fill"]) == 0
    tiers = lake.reading().execute("select to_tier from escalation_rule order by all").fetchall()
    assert tiers == [("分包领导",), ("周一碰头会",)]
    assert lake.newest() == before + 1
    assert main(["fill"]) == 0
    assert lake.newest() == before + 1
