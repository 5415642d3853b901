"""Small files that ask for much: each is read, or ends in a sentence, and nothing else happens."""

import os
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cockpit.commands.sources import from_paths
from cockpit.intake import recognise
from cockpit.intake.files import apart, csv_text, package, sheet
from cockpit.intake.files.apart import Apart
from cockpit.intake.files.grid import MOST_CELLS
from cockpit.intake.files.opened import opened
from tests.conftest_gate import cell, faults_of, raw_workbook, write, xml_rows

HEADER = ["项目代码", "填报日期", "本年完成投资"]
TOP = "<sheetData><row r='1'>" + "".join(map(cell, HEADER)) + "</row>"


def book(folder, rows, more=""):
    return raw_workbook(folder, "六月.xlsx", "进度报告", f"{TOP}{rows}</sheetData>{more}")


def test_a_stray_cell_far_away_costs_nothing_and_is_named(tmp_path):
    far = "<row r='3'><c r='GR3'><v>1</v></c></row><row r='1048576'><c r='A1048576' s='0'/></row>"
    assert faults_of(book(tmp_path, far)) == [
        "六月.xlsx › 进度报告 › GR3：这一行有 200 格，表头有 3 格；"
        "核对这一格：补上表头，或另存为只有数据的表"
    ]


@pytest.mark.parametrize("module", [sheet, csv_text], ids=lambda module: module.__name__)
def test_more_rows_than_a_sheet_has_are_a_sentence(tmp_path, monkeypatch, module):
    monkeypatch.setattr(module, "MOST_ROWS", 100)
    contents = {
        sheet: book(tmp_path, "<row/>" * 100).read_bytes(),
        csv_text: b"a\n" + b"\n" * 100,
    }
    name = {sheet: "六月.xlsx", csv_text: "进度报告.csv"}[module]
    rule, _, _ = opened(name, contents[module]).unfit
    assert rule.startswith("一张表最多 1048576 行，空行也算")


def test_a_line_of_commas_is_a_sentence(tmp_path):
    (tmp_path / "进度报告.csv").write_bytes(b"a,b\n" + b"," * 1_000_000)
    (fault,) = faults_of(tmp_path / "进度报告.csv")
    assert fault.startswith("进度报告.csv › 第 2 行：一行最多 16384 格")


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    with (tmp_path / "进度报告.csv").open("wb") as file:
        file.truncate(50_000_001)
    (fault,) = faults_of(tmp_path / "进度报告.csv")
    assert fault.startswith("进度报告.csv：一个文件最多 50 MB")


def test_a_part_that_unpacks_to_much_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "LARGEST_PART", 2_000_000)
    file = book(tmp_path, " " * 2_000_000)
    assert opened(file.name, file.read_bytes()).unfit[0] == "展开后超过 2 MB"


def test_a_merge_of_a_whole_sheet_is_no_work(tmp_path):
    merged = "<mergeCells><mergeCell ref='A3:XFD1048576'/></mergeCells>"
    rows = "<row>" + "".join(map(cell, ["P1", "2022-05-31", 1])) + "</row>"
    assert faults_of(book(tmp_path, rows, merged)) == []


def test_an_entity_that_grows_is_not_unfolded(tmp_path):
    bomb = "<!DOCTYPE w [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]>"
    file = raw_workbook(tmp_path, "六月.xlsx", "进度报告", bomb + xml_rows(HEADER))
    assert faults_of(file)[0].startswith("六月.xlsx：不是可读的 .xlsx 工作簿")


def test_a_load_with_too_many_cells_is_a_sentence(tmp_path, monkeypatch):
    text = "项目代码,填报日期,本年完成投资\nP1,2022-05-31,1\n"
    files = [write(tmp_path, f"进度报告-{n}.csv", text) for n in (1, 2)]
    faults = []
    assert len(recognise.recognise_all(from_paths(files), faults)) == 2
    assert faults == []
    monkeypatch.setattr("cockpit.intake.files.grid.MOST_CELLS", 10)
    recognise.recognise_all(from_paths(files), faults)
    assert "一次导入最多" in str(faults[0])
    assert MOST_CELLS == 1_000_000


def test_more_projects_than_a_load_may_bring_are_a_sentence(tmp_path, monkeypatch):
    text = "项目代码,项目名称,生效日期\nP1,一号,2022-01-01\nP2,二号,2022-01-01\n"
    files = [write(tmp_path, name, text) for name in ("项目.csv", "项目-2.csv")]
    assert faults_of(*files) == []
    monkeypatch.setattr(recognise, "MOST_PROJECTS", 3)
    faults = []
    taken = recognise.recognise_all(from_paths(files), faults)
    assert str(faults[0]).startswith("项目-2.csv：一次导入最多 3 行项目")
    assert [len(file.sheets) for file in taken] == [1, 0]
    assert taken[1].lost == {"project"}


def test_a_file_that_takes_too_long_is_stopped_and_the_next_is_read(tmp_path):
    with Apart(seconds=0.01) as other:  # its process has not started by then
        assert other.opened("慢.csv", b"a\n1").unfit[0] == "0.01 秒没有读完，停下了"
        other.seconds = 60
        assert other.opened("好.csv", b"a\n1").unfit is None
        assert other.opened("也好\udcff.csv", b"a\n1").unfit is None  # a name that is no text


def test_a_pipe_into_which_nobody_writes_is_a_sentence_and_the_next_file_is_read(tmp_path):
    slow, good = tmp_path / "慢.csv", write(tmp_path, "好.csv", "a\n1")
    os.mkfifo(slow)
    started = time.monotonic()
    first, second = from_paths([slow, good], seconds=0.5)
    assert first.content.rule == "0.5 秒没有读完，停下了"
    assert second.content == b"a\n1\n"
    assert time.monotonic() - started < 20


def test_a_file_without_end_is_read_to_the_bound(tmp_path):
    (tmp_path / "进度报告.csv").symlink_to("/dev/zero")
    (source,) = from_paths([tmp_path / "进度报告.csv"])
    assert len(source.content) == 50_000_001
    (fault,) = faults_of(tmp_path / "进度报告.csv")
    assert fault.startswith("进度报告.csv：一个文件最多 50 MB")


def test_what_is_too_large_is_not_sent(monkeypatch):
    monkeypatch.setattr(Apart, "_start", None)
    assert Apart().opened("进度报告.csv", bytes(50_000_001)).unfit[0] == "一个文件最多 50 MB"


def test_nothing_is_started_when_the_time_is_over(monkeypatch):
    monkeypatch.setattr(Apart, "_start", None)
    assert Apart().opened("进度报告.csv", b"a\n1", 0).unfit[0] == "20 秒没有读完，停下了"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory")
def test_a_file_that_asks_for_more_memory_than_there_may_be_is_a_sentence(tmp_path):
    long = pa.array(["x" * 10_000]).dictionary_encode()  # 9 GB as texts
    pq.write_table(pa.table({"name": long.take(pa.array([0] * 900_000))}), tmp_path / "a.parquet")
    content = (tmp_path / "a.parquet").read_bytes()
    assert len(content) < 1_000_000
    with Apart() as other:
        assert other.opened("a.parquet", content).unfit[0].endswith("停下了")


def test_a_reader_that_dies_is_a_sentence(monkeypatch):
    monkeypatch.setattr(apart, "_received", lambda child: None)
    with Apart() as other:
        assert other.opened("好.csv", b"a").unfit[0].endswith("停下了")
