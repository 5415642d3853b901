"""A data version as one DuckDB file: what the version held, whatever came after."""

import duckdb
import pytest

from cockpit.errors import UnknownVersion
from cockpit.intake.gate import load
from cockpit.intake.read import Source
from cockpit.warehouse import single_file
from tests.conftest_gate import new_lake


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    text = "项目代码,项目名称,生效日期\nP1,一号,2022-01-01\nP2,二号,2022-01-01\n"
    load(lake, [Source("项目.csv", text.encode())], author="甲")
    more = "项目代码,项目名称,生效日期\nP3,三号,2022-02-01\n"
    load(lake, [Source("项目.csv", more.encode())], author="乙", note="又一批")
    return lake


def opened(lake, number, tmp_path):
    path = tmp_path / "copy.duckdb"
    path.write_bytes(single_file.written(lake, number))
    return duckdb.connect(str(path), read_only=True)


@pytest.mark.parametrize(
    ("number", "codes", "author"), [(1, ["P1", "P2"], "甲"), (2, ["P1", "P2", "P3"], "乙")]
)
def test_any_duckdb_opens_a_version_as_it_was(lake, tmp_path, number, codes, author):
    with opened(lake, number, tmp_path) as con:
        rows = con.execute("select project_id from project order by project_id").fetchall()
        assert [code for (code,) in rows] == codes
        about = con.execute("select data_version, author from about").fetchall()
        assert about == [(number, author)]


def test_what_the_file_is_of_can_be_traced(lake, tmp_path):
    with opened(lake, 2, tmp_path) as con:
        found = con.execute(
            "select file, author from origin inner join load using (load_id)"
            " where table_name = 'project' and key like 'P3|%'"
        ).fetchall()
    assert found == [("项目.csv", "乙")]


def test_a_version_that_is_none_is_said(lake):
    with pytest.raises(UnknownVersion):
        single_file.written(lake, 9)
