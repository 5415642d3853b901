"""Many files at once: a folder, or a zip of them; what is no table is left out and said."""

import struct
import zipfile
from io import BytesIO

import pytest

from cockpit.commands import sources
from cockpit.commands.sources import from_paths
from cockpit.intake.files import archive
from cockpit.intake.read import Source, read_all
from cockpit.intake.recognise import recognise_all

CSV = b"a,b\n1,2\n"
ROWS = [(1, ["a", "b"]), (2, ["1", "2"])]


def packed(files, mark=b""):
    """A zip; names that are bytes are written as they are, without the mark of UTF-8."""
    out = BytesIO()
    raw = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, content) in enumerate(files):
            if isinstance(name, bytes):
                stand_in = str(number).rjust(len(name), "#")
                raw[stand_in.encode()] = name
                package.writestr(stand_in, content)
            else:
                package.writestr(name, content)
    content = out.getvalue()
    for stand_in, name in raw.items():
        content = content.replace(stand_in, name)
    return content


def read(content, name="五月.zip"):
    """What comes of a file, by name: its rows, or why there are none."""
    return {
        source.name: held.left_out or (held.unfit and held.unfit[0]) or held.grids[0].rows
        for source, held in read_all([Source(name, content)])
    }


def test_the_files_of_a_zip_are_read_by_their_path_in_it():
    found = read(packed([("甲/一.csv", CSV), ("乙.csv", CSV)]))
    assert found == {"五月.zip/甲/一.csv": ROWS, "五月.zip/乙.csv": ROWS}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("name", ["崔庙镇/进度报告.csv", "荥阳市五月.csv", "陆续.csv"])
def test_names_are_read_in_the_encoding_of_whoever_packed_them(name, encoding):
    assert list(read(packed([(name.encode(encoding), CSV)]))) == [f"五月.zip/{name}"]


def test_a_name_in_the_field_for_unicode_is_the_name():
    info = zipfile.ZipInfo("jindu.csv")
    name = "进度.csv".encode()
    info.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, 0) + name
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(info, CSV)
    assert list(read(out.getvalue())) == ["五月.zip/进度.csv"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("__MACOSX/._一.csv", "是系统留下的文件，不是数据"),
        (".DS_Store", "是系统留下的文件，不是数据"),
        ("甲/Thumbs.db", "是系统留下的文件，不是数据"),
        ("甲/~$进度.xlsx", "是 Excel 打开文件时留下的锁，不是数据"),
        ("通知.docx", "不是表格文件，没有导入"),
        ("照片.jpg", "不是表格文件，没有导入"),
        ("内层.zip", "是压缩包里的压缩包"),
        ("内层.xls", "不是可读的 .xlsx 工作簿"),
        ("内层.csv", "是压缩包里的压缩包"),
        ("进度.xlsb", "是 .xlsb 二进制工作簿"),
    ],
)
def test_what_of_a_zip_is_not_read_is_said(name, why):
    inner = packed([("xl/workbook.bin" if name.endswith("b") else "a.csv", CSV)])
    content = inner if name[0] in "内进" else b"x"
    assert read(packed([("一.csv", CSV), (name, content)])) == {
        "五月.zip/一.csv": ROWS,
        f"五月.zip/{name}": why,
    }


def test_a_zip_without_a_table_is_a_sentence():
    assert read(packed([("a.docx", b"x")])) == {"五月.zip": "压缩包里没有表格文件"}
    assert read(packed([])) == {"五月.zip": "压缩包是空的"}
    assert read(packed([("a.csv", CSV)])[:-30]) == {"五月.zip": "是损坏的压缩包"}


def test_two_files_of_one_name_are_told_apart_by_nobody():
    with pytest.warns(UserWarning, match="Duplicate"):
        content = packed([("a.csv", CSV), ("a.csv", b"a,b\n1,3\n")])
    assert read(content) == {"五月.zip/a.csv": "压缩包里有两个同名的文件"}


def test_a_file_with_a_password_is_a_sentence():
    content = bytearray(packed([("a.csv", CSV)]))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert read(bytes(content)) == {"五月.zip/a.csv": "压缩包有密码，读不了"}


def test_a_damaged_file_of_a_zip_is_a_sentence():
    content = packed([("a.csv", CSV), ("b.csv", CSV)])
    at = content.index(b"a.csv") + 5
    found = read(content[:at] + b"\xff\xff" + content[at + 2 :])
    assert found["五月.zip/a.csv"].startswith("在压缩包里损坏了")
    assert found["五月.zip/b.csv"] == ROWS


def test_what_unpacks_to_much_is_not_unpacked(monkeypatch):
    found = read(packed([("a.csv", b"," * 1_100_000), ("b.csv", CSV)]))
    assert found["五月.zip/a.csv"] == "展开后大 200 倍以上，没有展开"
    assert found["五月.zip/b.csv"] == ROWS


@pytest.mark.parametrize(
    ("bound", "most", "says"),
    [
        ("MOST_FILES", 1, "压缩包里最多 1 个文件"),
        ("MOST_UNPACKED", 15, "压缩包里的文件一共最多 0 MB"),
    ],
)
def test_a_zip_of_too_much_is_a_sentence(monkeypatch, bound, most, says):
    monkeypatch.setattr(archive, bound, most)
    with pytest.raises(archive.Unfit, match=says):
        list(archive.files("五月.zip", packed([("a.csv", CSV), ("b.csv", CSV)])))


def test_a_name_that_is_long_or_climbs_is_only_shown():
    (name,) = read(packed([("../" + "长" * 10_000 + ".csv", CSV)]))
    assert name.startswith("五月.zip/../长长")
    assert name.endswith("….csv")
    assert len(name) < 150


def test_a_folder_gives_the_files_below_it(tmp_path):
    folder = tmp_path / "五月"
    (folder / "甲").mkdir(parents=True)
    (folder / "甲" / "一.csv").write_bytes(CSV)
    (folder / "二.zip").write_bytes(packed([("三.csv", CSV)]))
    (folder / "说明.pdf").write_bytes(b"%PDF")
    (folder / "圈").symlink_to(folder)
    (folder / "圈.csv").symlink_to(folder / "甲" / "一.csv")
    found = {
        source.name: held.left_out or held.grids[0].rows
        for source, held in read_all(from_paths([folder]))
    }
    assert found == {
        "五月/二.zip/三.csv": ROWS,
        "五月/圈.csv": ROWS,
        "五月/甲/一.csv": ROWS,
        "五月/说明.pdf": "不是表格文件，没有导入",
    }


def test_a_folder_without_tables_or_with_too_many_files_is_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "说明.pdf").write_bytes(b"%PDF")
    assert [source.content.rule for source in from_paths([tmp_path])] == ["文件夹里没有表格文件"]
    monkeypatch.setattr(sources, "MOST_FILES", 1)
    (tmp_path / "一.csv").write_bytes(CSV)
    (one,) = from_paths([tmp_path])
    assert one.content.rule == "文件夹里最多 1 个文件"


def test_what_is_left_out_is_said_and_no_fault():
    faults = []
    content = packed(
        [("进度报告.csv", "项目代码,填报日期,本年完成投资\n".encode()), ("说明.docx", b"x")]
    )
    files = recognise_all([Source("五月.zip", content)], faults)
    assert faults == []
    assert [file.name for file in files] == ["五月.zip/进度报告.csv", "五月.zip/说明.docx"]
    assert files[1].skipped == ("五月.zip/说明.docx：不是表格文件，没有导入",)
