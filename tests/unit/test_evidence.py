"""What speaks for a unit: what is loaded of the same projects."""

import pytest

from cockpit.intake import gate
from cockpit.intake.read import Source
from tests.conftest_gate import new_lake

PROJECTS = "项目代码,生效日期,项目名称,总投资\nP1,2022-01-01,一号,50000\nP2,2022-01-01,二号,70000"
PLANS = "项目代码,年度,计划版次,年度计划投资,是否续建\nP1,2022,1,12000,否\nP2,2022,1,8000,否"


@pytest.fixture
def lake(tmp_path):
    lake = new_lake(tmp_path / "lake")
    files = [Source("项目.csv", PROJECTS.encode()), Source("年度计划.csv", PLANS.encode())]
    gate.load(lake, files, author="测试")
    yield lake
    lake.close()


def asked(lake, *amounts):
    """The answers to the unit of a ledger whose plans are these amounts."""
    lines = [f"{name},{n},{n}" for name, n in zip(("一号", "★二号"), amounts, strict=True)]
    text = "\n".join(["2022年5月,,", "项目名称,年度计划,1-5月累计完成", *lines])
    preview = gate.preview(lake, [Source("月报.csv", text.encode())])
    (fault,) = preview.questions
    assert fault.question == "unit"
    return {remedy.values[1]: remedy for remedy in fault.remedies}


@pytest.mark.parametrize(
    ("amounts", "unit"), [((12000, 8000), "万元"), ((1.2, 0.8), "亿元"), ((12e7, 8e7), "元")]
)
def test_the_unit_that_makes_what_is_loaded_is_the_likely_one(lake, amounts, unit):
    answers = asked(lake, *amounts)
    assert [said for said, remedy in answers.items() if remedy.is_likely] == [unit]
    assert answers[unit].evidence == "年度计划合计 2.0 亿元，这些项目已装入的是 2.0 亿元"


def test_where_nothing_of_the_projects_is_loaded_nothing_is_likely(tmp_path):
    empty = new_lake(tmp_path / "empty")
    answers = asked(empty, 12000, 8000)
    empty.close()
    assert [(r.evidence, r.is_likely) for r in answers.values()] == [("", False)] * 3
