"""Files made to harm, each read apart: a right grid or a sentence, within 30 s and 1 GB.

Those marked slow take over 3 s to make or to read.
"""

import struct
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlrd
import xlwt

from cockpit.intake.files import archive
from cockpit.intake.files.apart import MEMORY, SECONDS, Apart
from cockpit.intake.files.opened import opened
from cockpit.intake.read import Source, read_all
from tests.conftest_gate import cell, raw_workbook, xml_rows

LAST = 1_048_576  # row of a sheet


def answered(name, content):
    """What is said of a file, or its first row; it was answered within the bounds."""
    with Apart() as other:
        start = time.monotonic()
        held = other.opened(name, content)
        assert time.monotonic() - start < 30
        if other._child:
            assert _peak(other._child.pid) < 1_000_000
    return held.unfit[0] if held.unfit else held.grids[0].rows[0][1]


def _peak(pid):
    """The most memory that a process had, in KB."""
    if sys.platform != "linux":
        return 0
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.split("VmHWM:")[1].split()[0])


def sheet(folder, xml, **options):
    return raw_workbook(folder, "六月.xlsx", "表", xml, **options).read_bytes()


def stopped(said):
    return said.endswith("停下了")


def test_the_bounds_are_within_what_is_promised():
    assert SECONDS < 30
    assert MEMORY < 1_000_000_000


@pytest.mark.slow
def test_a_sheet_that_unpacks_to_gigabytes_is_a_sentence(tmp_path):
    content = sheet(tmp_path, " " * 400_000_000)
    assert len(content) < 1_000_000
    assert answered("六月.xlsx", content) == "展开后超过 400 MB"


@pytest.mark.slow
def test_two_hundred_megabytes_of_empty_rows_are_nothing(tmp_path):
    row = '<row r="{}" spans="1:12" ht="15" customHeight="1"' + " " * 150 + "/>"
    rows = "".join(map(row.format, range(1, LAST)))
    assert len(rows) > 200_000_000
    said = answered("六月.xlsx", sheet(tmp_path, f"<sheetData>{rows}</sheetData>"))
    assert said == "工作簿是空的" or stopped(said)


@pytest.mark.slow
def test_two_hundred_megabytes_of_formatted_cells_are_nothing(tmp_path):
    rows = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{at}{n}" s="0"/>' for at in "ABCDEFGHIJ") + "</row>"
        for n in range(1, 900_000)
    )
    assert len(rows) > 200_000_000
    said = answered("六月.xlsx", sheet(tmp_path, f"<sheetData>{rows}</sheetData>"))
    assert said == "工作簿是空的" or stopped(said)


@pytest.mark.slow
def test_more_empty_rows_than_a_sheet_has_are_a_sentence(tmp_path):
    content = sheet(tmp_path, f"<sheetData>{'<row/>' * (LAST + 1)}</sheetData>")
    said = answered("六月.xlsx", content)
    assert said.startswith("一张表最多") or stopped(said)


@pytest.mark.parametrize("cells", ["<c><v>1</v></c>" * 1_000_000, "<c r='BDWGN1'><v>1</v></c>"])
def test_a_million_columns_of_a_sheet_are_a_sentence(tmp_path, cells):
    said = answered("六月.xlsx", sheet(tmp_path, f"<sheetData><row>{cells}</row></sheetData>"))
    assert said in {"一行最多 16384 格", "不是可读的 .xlsx 工作簿"}


def test_a_million_columns_of_a_text_are_a_sentence():
    assert answered("a.csv", b"a," * 1_000_000) == "一行最多 16384 格"


def test_too_many_columns_of_parquet_are_a_sentence():
    out = BytesIO()
    pq.write_table(pa.table({f"c{n}": [1] for n in range(16_385)}), out)
    assert answered("a.parquet", out.getvalue()) == "一行最多 16384 格"


@pytest.mark.parametrize("place", ["sheet", "strings", "book"])
def test_entities_that_grow_are_not_unfolded(tmp_path, place):
    bomb = "<!DOCTYPE w [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>"
    parts = {"sheet": "", "strings": "", "book": "", place: bomb + "<t>&b;</t>"}
    xml = parts.pop("sheet") + xml_rows([1])
    content = sheet(tmp_path, xml, **parts)
    assert answered("六月.xlsx", content) == "不是可读的 .xlsx 工作簿"


def test_a_name_of_ten_thousand_characters_is_read_and_that_of_a_sheet_is_cut(tmp_path):
    content = raw_workbook(tmp_path, "六月.xlsx", "表" * 10_000, xml_rows(["项" * 10_000, 1]))
    (grid,) = opened("项" * 10_000 + ".xlsx", content.read_bytes()).grids
    assert grid.name == "表" * 60
    assert grid.rows == [(1, ["项" * 10_000, 1])]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "<script>a</script>", "';--", "{{7*7}}"])
def test_text_that_is_a_formula_or_markup_is_text(tmp_path, text):
    assert answered("六月.xlsx", sheet(tmp_path, xml_rows([text]))) == [text]


def test_a_number_format_without_end_is_not_looked_at(tmp_path):
    content = sheet(tmp_path, xml_rows([cell(1, 1)]), formats=("[a" * 50_000,))
    assert answered("六月.xlsx", content) == "不是可读的 .xlsx 工作簿"


def test_what_a_formula_took_from_another_workbook_is_as_it_was_stored(tmp_path):
    row = "<c><f>[1]表!A1*2</f><v>16</v></c><c t='e'><f>[2]表!A1</f><v>#REF!</v></c>"
    content = sheet(tmp_path, f"<sheetData><row>{row}</row></sheetData>")
    number, error = answered("六月.xlsx", content)
    assert (number, error.rule) == (16, "是错误值 #REF!")


def test_ranges_and_columns_said_a_hundred_thousand_times_are_one(tmp_path):
    merged = "<mergeCells>" + "<mergeCell ref='A1:XFD1048576'/>" * 100_000 + "</mergeCells>"
    columns = "<cols>" + "<col min='1' max='16384' hidden='1'/>" * 100_000 + "</cols>"
    assert answered("六月.xlsx", sheet(tmp_path, columns + xml_rows([1], [2]) + merged)) == [1]


@pytest.mark.slow
def test_a_sheet_as_wide_as_it_is_long_is_a_sentence(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 100_000))
    assert stopped(answered("六月.xlsx", sheet(tmp_path, f"<sheetData>{rows}</sheetData>")))


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        (b"x" + b"," * 16_000 + b"\n") * 3_000,
        (b"x,;\t" * 4_000 + b"\n") * 3_000,
        b'"\n' * 24_000_000,
        "主体施工安装\n".encode("gb18030") * 3_500_000,
        ("主体施工安装" * 700_000 + "\n").encode("gb18030") * 5,
        b"\n" * 49_000_000,
    ],
    ids=["blanks", "separators", "quotes", "gb18030 lines", "gb18030 line", "lines"],
)
def test_fifty_megabytes_of_text_are_answered(content):
    assert isinstance(answered("a.csv", content), str)


@pytest.mark.slow
def test_a_large_old_workbook_is_a_sentence():
    book, out, made = xlwt.Workbook(), BytesIO(), BytesIO()
    book.add_sheet("a").write(0, 0, 1.5)
    book.save(out)
    held = xlrd.open_workbook(file_contents=out.getvalue(), on_demand=True)
    stream = bytes(held.mem[held.base : held.base + held.stream_len])
    at = stream.index(struct.pack("<HHHHH", 0x27E, 10, 0, 0, 17))
    record = stream[at : at + 14]
    cells = b"".join(
        record[:4] + struct.pack("<HH", row, column) + record[8:]
        for row in range(60_000)
        for column in range(50)
    )
    xlwt.CompoundDoc.XlsDoc().save(made, stream[:at] + cells + stream[at + 14 :])
    said = answered("a.xls", made.getvalue())
    assert said == "一次导入最多 100 万个有内容的格" or stopped(said)


@pytest.mark.parametrize("cut", [600, 1_600, 3_000])
def test_an_old_workbook_that_is_cut_off_is_a_sentence(cut):
    book, out = xlwt.Workbook(), BytesIO()
    book.add_sheet("a").write(0, 0, "甲")
    book.save(out)
    assert answered("a.xls", out.getvalue()[:cut]) == "不是可读的 .xls 工作簿"


def test_all_of_a_zip_is_read_in_the_time_of_one_file(monkeypatch):
    clock = iter([0.0, 1.0, 5.0, 25.0, 26.0])
    asked = []
    whole = opened("a.zip", packed_texts(3))

    def one(self, name, content, seconds=None):
        asked.append(seconds)
        return whole if name == "a.zip" else opened(name, content)

    monkeypatch.setattr(Apart, "opened", one)
    monkeypatch.setattr("cockpit.intake.read.monotonic", lambda: next(clock))
    assert len(list(read_all([Source("a.zip", b"PK")]))) == 3
    assert asked == [19, 15, 0, 0]  # 20 s from the first look at the clock


def packed_texts(count):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(count):
            package.writestr(f"{number}.csv", "a,b\n1,2\n")
    return out.getvalue()


def test_a_zip_of_more_entries_than_there_may_be_is_a_sentence():
    content = packed_texts(archive.MOST_FILES + 1)
    assert answered("a.zip", content) == "压缩包里最多 500 个文件"
