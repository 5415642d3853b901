"""A meeting's pack to take along: by address, as the command writes it, guarded as any file."""

import io
import zipfile
from urllib.parse import unquote

import pytest

from cockpit.pack import files
from tests.pages.reading import Client, served

QUERY = "as_of=2022-05-31&meeting=2022-06-06"
FILES = [*(f"{kind.code}.{kind.ending}" for kind in files.KINDS.values()), files.ALL]


@pytest.fixture
def client(filled, monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-06-01")
    return Client(served())


@pytest.mark.parametrize("file", FILES)
def test_each_file_comes_by_its_address_with_a_chinese_name(client, file):
    answer = client.get(f"/download/{file}?{QUERY}")
    assert answer.status_code == 200
    name = unquote(answer.headers["content-disposition"].split("filename*=UTF-8''")[1])
    assert name.startswith("重大项目周调度-")
    assert "2022-06-06-v2." in name
    assert answer.headers["cache-control"] == "no-store"
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    kind = files.KINDS.get(file.partition(".")[0])
    assert answer.headers["content-type"] == (kind.media if kind else "application/zip")


def test_all_of_it_is_the_four_files_and_the_same_each_time(client):
    whole = client.get(f"/download/{files.ALL}?{QUERY}").content
    assert client.get(f"/download/{files.ALL}?{QUERY}").content == whole
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        held = {name.rpartition(".")[2]: archive.read(name) for name in archive.namelist()}
        assert len(archive.namelist()) == 4
    assert held["pptx"] == client.get(f"/download/slides.pptx?{QUERY}").content
    assert held["xlsx"] == client.get(f"/download/tables.xlsx?{QUERY}").content


def test_an_earlier_version_gives_its_own_figures(client):
    before = client.get(f"/download/tables.xlsx?{QUERY}&version=1").content
    assert before != client.get(f"/download/tables.xlsx?{QUERY}").content


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("slides.pptx?meeting=2022-06-07", 400, "不是周一"),
        ("slides.pptx?meeting=x", 400, "“x”不是日期"),
        ("slides.pptx?lamp=红", 400, "lamp"),
        ("slides.docx?as_of=2022-05-31", 404, "材料里没有“slides.docx”"),
        ("notice.pdf", 404, "没有找到"),
        ("slides.pptx?as_of=2019-05-31", 404, "早于台账"),
    ],
)
def test_what_cannot_be_is_said(client, address, status, told):
    answer = client.get(f"/download/{address}")
    assert (answer.status_code, told in answer.text) == (status, True)


def test_each_file_that_a_page_offers_is_there(client):
    offered = [f"{kind.code}.{kind.ending}" for kind in files.KINDS.values()]
    for file in (*offered, files.ALL, "deck.html"):
        assert client.get(f"/download/{file}?{QUERY}", method="HEAD").status_code == 200


def test_it_asks_for_a_sign_in_where_reading_does(client, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    assert client.get(f"/download/slides.pptx?{QUERY}").status_code == 401
