"""The files that were loaded, as they came: for who may write, and for nobody else."""

import shutil

import pytest

from cockpit.intake import gate
from cockpit.intake.read import Source
from cockpit.warehouse.lake import Lake
from cockpit.web.server import writing
from tests.pages.reading import Client, served

TEXT = "项目代码,填报日期,本年完成投资\nSL-2021-0002,2022-06-01,8600\n".encode()
HERE = {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}


@pytest.fixture(scope="module")
def loaded(lake, tmp_path_factory) -> tuple[Lake, int]:
    """A store of its own, and the number of a load whose file it keeps."""
    own = Lake(tmp_path_factory.mktemp("originals") / "lake")
    shutil.copytree(lake.folder, own.folder)
    gate.load(own, [Source("月报＜一＞.csv", TEXT, "sample")], author="测试")
    (number,) = own.reading().execute("select max(load_id) from load").fetchone()
    return own, number


@pytest.fixture
def load(loaded, monkeypatch) -> int:
    own, number = loaded
    monkeypatch.setenv("COCKPIT_LAKE", str(own.folder))
    return number


@pytest.fixture
def client() -> Client:
    return Client(served())


def opened(monkeypatch, *, may_write: bool) -> None:
    monkeypatch.setattr(writing, "_bound_to", ["127.0.0.1"])
    monkeypatch.setenv("COCKPIT_WRITING", "on" if may_write else "off")


def test_who_may_write_gets_the_file_as_it_came(load, client, monkeypatch):
    opened(monkeypatch, may_write=True)
    answer = client.get(f"/original/{load}", **HERE)
    assert (answer.status_code, answer.content) == (200, TEXT)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "attachment" in answer.headers["content-disposition"]
    assert "no-store" in answer.headers["cache-control"]


def test_who_may_not_write_does_not(load, client, monkeypatch):
    opened(monkeypatch, may_write=False)
    answer = client.get(f"/original/{load}", **HERE)
    assert answer.status_code == 403
    assert "8600" not in answer.text


@pytest.mark.parametrize("number", ["0", "999999", "１", "-1", "a"])
def test_a_file_that_is_not_kept_is_not_found(load, client, monkeypatch, number):
    opened(monkeypatch, may_write=True)
    assert client.get(f"/original/{number}", **HERE).status_code in {403, 404}
