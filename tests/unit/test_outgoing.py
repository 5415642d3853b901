"""Our tables as workbooks: what is written is read again, and changes nothing."""

from io import BytesIO

import openpyxl
import pytest

from cockpit.intake import gate, outgoing
from cockpit.intake.read import Source
from cockpit.tables.contracts import TABLES
from tests.conftest_gate import new_lake, rows

PROJECTS = """项目代码,生效日期,项目名称,项目单位,总投资
=1+1,2022-01-01,=cmd()示例,甲局,100.25
0012,2022-01-01,二号,乙局,"""
MEMBERS = "项目代码,项目类别,纳入日期\n0012,三个一批,2022-01-01"
CLASSES = "类别,序号,简称,全称,分层级\n三个一批,1,三个一批,三个一批,否"
STAGES = "项目代码,阶段,日期\n0012,开工,2022-03-01"
VISITS = "项目代码,到场日期,谁到场,到场人\n0012,2022-03-01,专班,示例人员 01"


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    texts = {
        "类别": CLASSES,
        "项目": PROJECTS,
        "项目分类": MEMBERS,
        "项目阶段": STAGES,
        "到场": VISITS,
    }
    gate.load(lake, [Source(f"{n}.csv", t.encode()) for n, t in texts.items()], author="测试")
    yield lake
    lake.close()


def books(lake, *groups):
    held = dict(lake.tables_at(lake.newest()))
    return outgoing.exported(lake.reading(), held, groups or ("ledger",))


def test_what_is_exported_loads_back_to_no_change(lake):
    written = books(lake, "ledger", "reference")
    assert {book.name for book in written} == {
        "项目.xlsx", "项目分类.xlsx", "项目阶段.xlsx", "到场.xlsx", "类别.xlsx"
    }  # fmt: skip
    for book in written:
        result = gate.load(lake, [Source(book.name, book.content)], author="测试")
        assert (book.name, result.version, result.changed) == (book.name, None, 0)


def test_a_name_like_a_formula_is_exported_as_text(lake):
    (book,) = (one for one in books(lake) if one.name == "项目.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    assert [(cell.value, cell.data_type) for cell in sheet["A"]][1:] == [
        ("0012", "s"), ("=1+1", "s")
    ]  # fmt: skip


def test_an_english_word_is_written_in_chinese(lake):
    (book,) = (one for one in books(lake) if one.name == "到场.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(book.content)).worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, headers.index("到场人类别") + 1).value == "专班"


FILLED = {
    "项目名称": "三号", "项目单位": "丙局", "总投资（万元）": 500, "生效日期": "2022-01-01",
}  # fmt: skip


def test_a_template_filled_in_loads_without_a_question(lake):
    (template,) = outgoing.templates(lake.reading(), ["project"])
    book = openpyxl.load_workbook(BytesIO(template.content))
    sheet = book.worksheets[0]
    for cell in sheet[1]:
        if cell.value in FILLED:
            sheet.cell(2, cell.column, FILLED[cell.value])
    stream = BytesIO()
    book.save(stream)
    result = gate.load(lake, [Source(template.name, stream.getvalue())], author="测试")
    assert result.changed == 1
    (new,) = (row for row in rows(lake, "project") if row["name"] == "三号")
    assert (new["organisation"], new["total_wan"]) == ("丙局", 500)


def test_an_empty_template_holds_nothing_to_load(lake):
    for table in TABLES.values():
        (template,) = outgoing.templates(lake.reading(), [table.name])
        preview = gate.preview(lake, [Source(template.name, template.content)])
        assert [fault.rule for fault in preview.faults] == []
        assert sum(one.new + one.changed for one in preview.written) == 0


def test_a_template_offers_the_words_of_a_list_and_guards_its_header(lake):
    (template,) = outgoing.templates(lake.reading(), ["stage_event"])
    sheet = openpyxl.load_workbook(BytesIO(template.content)).worksheets[0]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"签约,履约,开工,停工,复工,竣工,投产,达效,入库"'
    assert sheet.protection.sheet
    assert not sheet.column_dimensions["A"].protection.locked
