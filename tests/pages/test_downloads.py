"""Files to take along: by a link of the page, which holds all that the page shows."""

import csv
import html
import io
import re
import threading
import zipfile
from urllib.parse import parse_qs, unquote, urlsplit

import openpyxl
import pyarrow.parquet as pq
import pytest

from cockpit.screens.pages import PAGES
from cockpit.web.server import downloads
from tests.pages.reading import Client, served, text_of


@pytest.fixture
def client(filled):
    return Client(served())


def links(test) -> dict[str, str]:
    """What a page offers to take along: words → address."""
    found = re.findall(r'class="file" href="([^"]*)"[^>]*>([^<]*)<', text_of(test))
    return {words: html.unescape(href) for href, words in found}


def rows(answer) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_is_what_the_page_shows(run, client):
    shown = {"as_of": "2022-05-31", "town": "豫龙镇", "lamp": "红", "cols": ["name", "lamp"]}
    address = links(run("ledger", **shown))["CSV 表格"]
    header, *lines = rows(client.get(address))
    assert header == ["灯", "项目"]
    assert [line[0] for line in lines] == ["▼ 红灯"] * 3


def test_the_workbook_and_the_parquet_hold_the_same_rows(run, client):
    offered = links(run("ledger", as_of="2022-05-31", town="豫龙镇", lamp="红"))
    assert [*offered] == ["CSV 表格", "Excel 工作簿", "Parquet 数据"]
    names = [
        line[rows(client.get(offered["CSV 表格"]))[0].index("项目")]
        for line in rows(client.get(offered["CSV 表格"]))[1:]
    ]
    book = openpyxl.load_workbook(io.BytesIO(client.get(offered["Excel 工作簿"]).content))
    sheet = [*book["数据"].iter_rows(values_only=True)]
    assert [row[sheet[0].index("项目")] for row in sheet[1:]] == names
    held = pq.read_table(io.BytesIO(client.get(offered["Parquet 数据"]).content))
    assert held["项目"].to_pylist() == names


NO_TABLE = {
    "": "the wall, taken along as a page",
    "imports": "what is dropped there came as a workbook",
    "monday": "the meeting's pack: tables.xlsx",
    "bulletin": "the text that one brings, with its verdicts",
}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_hands_on_its_table_as_a_workbook(run, client, path):
    asked = PAGES[path].example_query
    if path == "why":  # its table is the projects of one cause
        asked = {"since": "2022-04-30", "indicator": "completed", "cause": "progress"}
    offered = links(run(path, as_of="2022-05-31", **asked))
    if path in NO_TABLE:
        assert "Excel 工作簿" not in offered
        return
    answer = client.get(offered["Excel 工作簿"])
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    header, *lines = book["数据"].iter_rows(values_only=True)
    assert lines
    assert all(header)
    notes = dict(book["说明"].iter_rows(values_only=True))
    assert {"数据", "数据版本"} & set(notes)


def test_the_classes_and_domains_are_those_of_the_page(run, client):
    offered = links(run("targets", as_of="2022-05-31", town="豫龙镇"))
    header, *lines = rows(client.get(offered["CSV 表格"]))
    assert header[:3] == ["分组", "类别或领域", "项目（个）"]
    part, what, done = (header.index(name) for name in ("分组", "类别或领域", "完成（亿元）"))
    said = text_of(run("targets", as_of="2022-05-31", town="豫龙镇"))
    domains = [float(line[done]) for line in lines if line[part] == "领域" and line[done]]
    assert "重点项目（省市级）" in [line[what] for line in lines]
    assert f"{sum(domains):.1f}" in said  # domains are distinct: they add up to 完成投资


def test_a_projects_file_holds_its_reports_and_no_others(run, client):
    page = run("project", as_of="2022-05-31", project="SL-2022-0011")
    header, *lines = rows(client.get(links(page)["CSV 表格"]))
    days = [line[header.index("填报日期")] for line in lines]
    assert days == sorted(days)
    assert days[-1] <= "2022-05-31"
    assert client.get("/download/project.csv?as_of=2022-05-31").status_code == 400
    assert client.get("/download/project.csv?as_of=2022-05-31&project=没有").status_code == 404


def test_published_facts_stand_as_they_were_printed(run, client):
    header, *lines = rows(client.get(links(run("reconciliation", as_of="2022-05-31"))["CSV 表格"]))
    fact = next(line for line in lines if "超序时" in line[1] and line[4].lstrip("'") == "7.6")
    assert fact[header.index("判定")].startswith("不可能")


def test_a_link_keeps_its_version_when_another_is_loaded(run, client):
    plan = {"as_of": "2022-05-31", "cols": ["project_id", "annual_plan_wan"]}
    address = links(run("ledger", **plan))["CSV 表格"]
    assert parse_qs(urlsplit(address).query)["version"] == ["2"]
    header, *now = rows(client.get(address))
    _, *before = rows(client.get(address.replace("version=2", "version=1")))
    at = header.index("年计划（亿元）")
    doubled = [(a[at], b[at]) for a, b in zip(sorted(before), sorted(now), strict=True) if a != b]
    assert len(doubled) == 1  # version 2 doubles one plan
    assert float(doubled[0][1]) == pytest.approx(2 * float(doubled[0][0]))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("ledger.csv", "项目台账-2022-05-31.csv"),
        ("ledger.xlsx", "项目台账-2022-05-31.xlsx"),
        ("growth.parquet", "固定资产投资增速-2022-05-31.parquet"),
        ("wall.html", "12834-2022-05-31-v2.html"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_file_has_a_chinese_name_and_is_kept_by_nobody(client, file, name, method):
    said = client.get(f"/download/{file}?as_of=2022-05-31", method=method).headers
    kind, plain, chinese = said["content-disposition"].split("; ")
    assert (kind, plain) == ("attachment", f"filename={file}")
    assert chinese.startswith("filename*=UTF-8''")
    assert chinese.isascii()
    assert unquote(chinese.removeprefix("filename*=UTF-8''")) == name
    assert said["cache-control"] == "no-store"


def test_the_rates_of_the_growth_page_are_those_of_its_choice(run, client):
    real, every = (
        rows(client.get(links(run("growth", as_of="2022-05-31", **kind))["CSV 表格"]))
        for kind in ({}, {"kind": "all"})
    )
    assert real[0] == every[0]
    assert {tuple(line) for line in real} < {tuple(line) for line in every}


def test_the_rows_of_a_cause_add_up_to_it(run, client):
    page = run(
        "why", as_of="2022-05-31", since="2022-04-30", indicator="completed", cause="progress"
    )
    address = links(page)["CSV 表格"]
    header, *lines = rows(client.get(address))
    size = sum(float(line[header.index("份额（亿元）")]) for line in lines)
    assert size == pytest.approx(171.0 - 132.0, abs=0.1)  # the year's 完成 on both days, as rounded
    assert client.get(address.replace("step=2", "step=9")).status_code == 404


def test_the_wall_to_take_along_asks_for_nothing(run, client):
    address = links(run("", as_of="2022-05-31"))["离线文件"]
    text = client.get(address).text
    assert "171.0" in text
    assert "<script" not in text
    assert "/app/static" not in text


def test_no_page_leaves_a_file_in_streamlits_store(run, filled):
    for path in ("", "ledger", "growth"):
        page = run(path, as_of="2022-05-31")
        assert links(page)
        assert not page.get("download_button")


@pytest.mark.parametrize("file", ["ledger", "ledger.", "ledger.exe", "wall.csv", "a", "..csv"])
def test_a_file_that_there_is_not_is_said(client, file):
    answer = client.get(f"/download/{file}")
    assert (answer.status_code, "没有找到" in answer.text) == (404, True)


def test_a_bad_link_and_a_file_that_breaks_are_said_without_a_trace(client, monkeypatch):
    assert client.get("/download/ledger.csv?as_of=1月").status_code == 400

    def broken(*_):
        raise ZeroDivisionError("secret")

    monkeypatch.setitem(downloads.TABLES, "ledger", broken)
    answer = client.get("/download/ledger.csv")
    assert (answer.status_code, "文件没有做成" in answer.text) == (503, True)
    assert "secret" not in answer.text


def test_a_file_is_written_beside_the_event_loop(client, monkeypatch):
    written_in = []

    def noted(*_):
        written_in.append(threading.current_thread())
        raise ZeroDivisionError

    monkeypatch.setitem(downloads.TABLES, "ledger", noted)
    client.get("/download/ledger.csv")
    assert "AnyIO worker thread" in written_in[0].name  # the loop's own goes on


def books(answer) -> dict[str, openpyxl.Workbook]:
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {
            name: openpyxl.load_workbook(io.BytesIO(archive.read(name)))
            for name in archive.namelist()
        }


def test_an_office_takes_its_workbooks_from_the_page_that_loads_them(run, client):
    offered = links(run("imports"))
    empty = books(client.get(offered["下载空白工作簿"]))
    loaded = books(client.get(offered["导出现有台账"]))
    assert {"项目.xlsx", "进度报告.xlsx"} <= loaded.keys() <= empty.keys()
    header = [cell.value for cell in loaded["项目.xlsx"].worksheets[0][1]]
    assert header == [cell.value for cell in empty["项目.xlsx"].worksheets[0][1]]
    codes = {row[0].value for row in loaded["项目.xlsx"].worksheets[0].iter_rows(min_row=2)}
    assert "SL-2021-0001" in codes


def test_without_a_ledger_there_is_nothing_to_take(nowhere):
    answer = Client(served()).get("/download/ledger.zip")
    assert (answer.status_code, "还没有数据" in answer.text) == (404, True)
