"""Adding a table, run: CONTRIBUTING.md shows the marked parts of this file.

The table is invented, 专班例会; it is declared while a test of this file runs, and no longer.
"""

import shutil

import pytest
from given import on

from cockpit.errors import LoadRefused
from cockpit.intake.gate import load
from cockpit.intake.read import Source
from cockpit.tables.columns import Day, Name, Text
from cockpit.tables.contracts import TABLES
from cockpit.tables.declared import LEDGER
from cockpit.tables.rows import OfProject, needed
from cockpit.warehouse import lake as lakes
from cockpit.warehouse import mart as marts
from cockpit.warehouse.lake import Lake
from queries import freshness
from tests.contributing import parts, section

# [1 migration]
MIGRATION = """\
create table team_meeting (  -- what the team agreed on about a project
    project_id varchar, on_date date, chair varchar, agreed varchar
);
"""
# [end]


# [2 contract]
@TABLES.declared(
    "team_meeting",
    LEDGER,
    names="专班例会 例会",
    key="project_id on_date",
    dated_by="on_date",
)
class TeamMeeting(OfProject):
    """What the team agreed on about a project, meeting by meeting."""

    on_date: Day = needed("会议日期", "日期")
    chair: Name = needed("主持人")
    agreed: Text = needed("议定事项")


# [end]

TEAM_MEETING = TABLES.pop("team_meeting")


@pytest.fixture
def lake(tmp_path, monkeypatch):
    """A lake of the project as it would be with this table: two projects, one was renamed."""
    migrations = shutil.copytree(lakes.MIGRATIONS, tmp_path / "migrations")
    (migrations / "0012_team_meeting.sql").write_text(MIGRATION, "utf-8")
    monkeypatch.setattr(marts, "MIGRATIONS", migrations)
    monkeypatch.setitem(TABLES, "team_meeting", TEAM_MEETING)
    lake = Lake(tmp_path / "lake", migrations=migrations)
    lake.create()
    projects = "项目代码,项目名称,生效日期\nP1,一号,2022-01-01\nP2,二号,2022-01-01\n"
    renamed = "原项目代码,新项目代码,类型,日期\n旧码,P1,更名,2022-04-01\n"
    both = [Source("项目.csv", projects.encode()), Source("项目更名.csv", renamed.encode())]
    load(lake, both, author="测试")
    return lake


# [3 test]
def test_a_meeting_is_held_with_its_day(lake):
    text = "项目代码,会议日期,主持人,议定事项\nP1,2022-05-23,示例人员 01,用地本周报批"
    load(lake, [Source("专班例会.csv", text.encode())], author="测试")
    mart = marts.build(lake, lake.newest()).connection
    (held,) = mart.table("team_meeting").fetchall()
    assert held[2:] == ("示例人员 01", "用地本周报批")
    ages = freshness.sources(mart, on("2022-05-31")).set_index("table_name")["days_since"]
    assert ages["team_meeting"] == 8  # 31 - 23


# [end]


MEETINGS = """\
项目代码,会议日期,主持人,议定事项
P1,2022-05-23,甲,用地本周报批
P1,2022-05-30,甲,用地已报
{code},2022-05-23,乙,先清表
"""


def loaded(lake, text, name="例会.csv"):
    return load(lake, [Source(name, text.encode())], author="测试")


def test_the_table_is_known_by_its_name_and_by_its_headers(lake):
    (written,) = loaded(lake, MEETINGS.format(code="P2")).written
    assert (written.table, written.new) == ("team_meeting", 3)
    (written,) = loaded(lake, MEETINGS.format(code="P2"), "六月.csv").written
    assert (written.table, written.same) == ("team_meeting", 3)


def test_its_faults_are_named(lake):
    with pytest.raises(LoadRefused) as refusal:
        loaded(lake, MEETINGS.format(code="P9"))
    (fault,) = map(str, refusal.value.faults)
    assert fault.startswith("例会.csv › 第 4 行 › 项目代码：没有这个项目（写的是“P9”）")


def test_it_moves_with_a_renamed_project(lake):
    with lake.change("测试", "以前的代码") as con:
        con.execute("insert into team_meeting values ('旧码', '2022-05-09', '甲', '开工准备')")
        con.execute("insert into team_meeting values ('旧码', '2022-05-23', '甲', '旧的')")
        con.execute("insert into team_meeting values ('P1', '2022-05-23', '甲', '新的')")
    mart = marts.build(lake, lake.newest()).connection
    found = mart.execute("select project_id, agreed from team_meeting order by on_date").fetchall()
    assert found == [("P1", "开工准备"), ("P1", "新的")]


def test_whether_it_is_loaded_is_known(lake):
    def is_loaded():
        mart = marts.build(lake, lake.newest()).connection
        flags = freshness.loaded(mart, on("2022-05-31")).set_index("table_name")["is_loaded"]
        return bool(flags["team_meeting"])

    assert not is_loaded()
    loaded(lake, MEETINGS.format(code="P2"))
    assert is_loaded()


def test_contract_and_migration_agree(lake):
    schema = lake.reading().execute("from team_meeting").to_arrow_table().schema
    assert {name: TEAM_MEETING.types[name] for name in schema.names} == {
        field.name: field.type for field in schema
    }
    assert set(schema.names) == set(TEAM_MEETING.columns)


# what CONTRIBUTING.md says

SECTION = section("Adding a table")


@pytest.mark.parametrize(("name", "code"), parts(__file__))
def test_contributing_shows_this_part_as_it_runs(name, code):
    assert code in SECTION.text


def test_a_table_is_at_most_six_files():
    assert SECTION.new == [
        "cockpit/warehouse/migrations/0012_team_meeting.sql",
        "tests/unit/test_team_meeting.py",
    ]
    assert len(SECTION.files) <= 6
