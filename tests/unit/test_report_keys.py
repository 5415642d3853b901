"""Keys of sites: one in use a project, apart from those of screens; their command and cards."""

import re
from pathlib import Path

import pytest

from cockpit.__main__ import main
from cockpit.errors import Refused, ReportKeyRefused
from cockpit.intake.gate import load
from cockpit.intake.read import Source
from cockpit.keys import KeyRing
from cockpit.report_keys import ReportKeys
from cockpit.warehouse.lake import Lake

PROJECTS = """项目代码,项目名称,项目单位,生效日期
P1,一号<b>,示例单位 01,2022-01-01
7,七号,,2022-01-01
"""


@pytest.fixture
def keys(tmp_path):
    return ReportKeys(tmp_path)


@pytest.fixture
def lake(tmp_path, monkeypatch):
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path / "lake"))
    store = Lake(tmp_path / "lake")
    store.create()
    load(store, [Source("项目.csv", PROJECTS.encode())], author="测试")
    return store


def test_a_key_says_its_project_until_it_is_revoked(keys):
    _, key = keys.create("P1")
    assert keys.require(key).name == "P1"
    assert keys.key_of("P1") == key
    ReportKeys(keys.where).revoke("P1")  # another process
    with pytest.raises(ReportKeyRefused, match="已停用"):
        keys.require(key)
    assert keys.key_of("P1") == ""
    _, second = keys.create("P1")
    assert second != key
    assert keys.require(second).name == "P1"


def test_a_project_has_one_key_in_use(keys):
    keys.create("P1")
    with pytest.raises(Refused, match="已有一把在用的密钥"):
        keys.create_all(["P2", "P1"])
    assert [*keys.in_use()] == ["P1"]  # all of them or none


def test_a_code_may_be_a_number_and_is_no_number_of_a_key(keys):
    _, key = keys.create("P1")
    keys.create("1")
    keys.revoke("1")
    assert keys.require(key).name == "P1"


def test_a_screens_key_opens_no_report_and_the_other_way_round(keys):
    _, of_site = keys.create("P1")
    _, of_screen = KeyRing(keys.where).create("一楼大厅")
    with pytest.raises(ReportKeyRefused, match="认不出来"):
        keys.require(of_screen)
    with pytest.raises(Exception, match="认不出来"):
        KeyRing(keys.where).require(of_site)


def test_the_command_makes_lists_and_revokes(lake, capsys):
    assert main(["report-key", "create", "P1", "7", "--address", "https://city.example/a"]) == 0
    said = capsys.readouterr().out
    key = re.search(r"https://city.example/a/report/(\S+)", said)[1]
    assert ReportKeys(lake.folder).require(key).name == "P1"
    assert "COCKPIT_WRITING" in said  # nothing is taken yet
    assert main(["report-key", "list"]) == 0
    assert "P1" in capsys.readouterr().out
    assert main(["report-key", "revoke", "7"]) == 0
    assert [*ReportKeys(lake.folder).in_use()] == ["P1"]


def test_a_project_that_is_not_there_gets_no_key(lake, capsys):
    assert main(["report-key", "create", "P9"]) == 1
    assert "没有这个项目" in capsys.readouterr().err
    assert ReportKeys(lake.folder).issued() == ()


def test_the_cards_to_print_have_a_code_each_and_nobody_elses_eyes(lake, tmp_path, capsys):
    out = tmp_path / "cards.html"
    assert main(["report-key", "create", "P1", "7", "--out", str(out)]) == 0
    text = out.read_text("utf-8")
    assert text.count("<svg") == 2
    assert "一号&lt;b&gt;" in text
    assert out.stat().st_mode & 0o077 == 0
    assert "/report/" not in capsys.readouterr().out
    assert main(["report-key", "create", "P1", "--out", str(Path(out))]) == 1
