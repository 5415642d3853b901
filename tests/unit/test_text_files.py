"""Text as offices' systems export it: what stands between the cells, and in which encoding."""

import codecs

import pytest

from cockpit.intake.files.opened import opened


def rows_of(text, encoding="utf-8"):
    """The rows of a text file without their numbers."""
    held = opened("表.txt", text.encode(encoding))
    assert held.unfit is None
    return [cells for _, cells in held.grids[0].rows]


@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_cells_are_apart_by_what_the_file_has(between):
    assert rows_of(f"甲{between}乙\n1{between}2\n") == [["甲", "乙"], ["1", "2"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲\t乙\n1,234\t5,678\n", [["甲", "乙"], ["1,234", "5,678"]]),
        ("甲\t乙\n1,234\t5\n2,345\t6\n", [["甲", "乙"], ["1,234", "5"], ["2,345", "6"]]),
        ('甲,乙\n"一;二",3\n', [["甲", "乙"], ["一;二", "3"]]),
        ('"甲;丙",乙\n"一;二",3\n', [["甲;丙", "乙"], ["一;二", "3"]]),
        (
            "五月报表\n甲,乙\n1,2;3\n制表人：丙\n",
            [["五月报表"], ["甲", "乙"], ["1", "2;3"], ["制表人：丙"]],
        ),
        ("甲,乙,丙\n1,2,3\n4,5;6\n", [["甲", "乙", "丙"], ["1", "2", "3"], ["4", "5;6"]]),
        ("甲,乙\n1\n2,3;4\n5,6;7\n", [["甲", "乙"], ["1"], ["2", "3;4"], ["5", "6;7"]]),
        (
            "荥阳,五月\n甲\t乙\n1,2\t3\n4,5\t6\n",
            [["荥阳,五月"], ["甲", "乙"], ["1,2", "3"], ["4,5", "6"]],
        ),
        ("sep=;\n甲;乙,丙\n1;2,3\n", [["甲", "乙,丙"], ["1", "2,3"]]),
        ("甲;乙\n1;2\n3\n", [["甲", "乙"], ["1", "2"], ["3"]]),
    ],
)  # fmt: skip
def test_of_several_the_one_that_makes_a_table_is_taken(text, rows):
    assert rows_of(text) == rows


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("甲,乙;丙\n1,2;3\n", "逗号、分号"),  # two columns either way, and not the same
        ("甲\t乙;丙\n1\t2\n5;6\n7;8;9\n1\t2\t3\n", "制表符、分号"),  # neither
    ],
)
def test_a_file_that_two_would_fit_is_refused(text, named):
    rule, way_out, _ = opened("表.csv", text.encode()).unfit
    assert rule == f"分不清各格之间是什么：{named}"
    assert way_out == "用 Excel 打开，核对后另存为 .xlsx"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_what_excel_calls_unicode_text_is_read(mark, encoding):
    held = opened("表.txt", mark + "项目\t金额\r\n一号\t5\r\n".encode(encoding))
    assert held.grids[0].rows == [(1, ["项目", "金额"]), (2, ["一号", "5"])]
