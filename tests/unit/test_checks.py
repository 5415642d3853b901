"""Each check finds its planted rows and leaves their clean neighbours."""

import re
from pathlib import Path

import duckdb
import pytest

from cockpit.intake.checks import all_checks, offenders
from cockpit.warehouse.lake import MIGRATIONS

PLANTED = Path(__file__).parent.parent / "planted"
CHECKS = all_checks()


@pytest.fixture
def con():
    con = duckdb.connect()
    for file in sorted(MIGRATIONS.glob("*.sql")):
        con.execute(file.read_text("utf-8"))
    return con


def planted(con, check):
    """Plant the rows of a check; the keys that it must find."""
    sql = (PLANTED / f"{check.name}.sql").read_text("utf-8")
    con.execute(sql)
    return re.match(r"-- finds: (.+)", sql)[1].split(", ")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_check_finds_its_planted_rows_and_no_neighbour(check, con):
    expected = planted(con, check)
    assert [o.key for o in offenders(con, check)] == expected


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_waiver_lets_the_row_pass(check, con):
    for key in planted(con, check):
        con.execute("insert into waiver (rule, key) values (?, ?)", [check.name, key])
    assert offenders(con, check) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_an_empty_store_has_no_offender(check, con):
    assert offenders(con, check) == []


def test_every_planted_file_has_its_check():
    assert {file.stem for file in PLANTED.glob("*.sql")} == {check.name for check in CHECKS}


def test_an_offender_shows_both_values(con):
    (check,) = [c for c in CHECKS if c.name == "completed_never_falls"]
    planted(con, check)
    assert offenders(con, check)[0].evidence == "本年完成投资 110，前一次 120"
