"""A project's total was approved anew, its office is another: a profile from the sheet's day on.

What the sheet does not have as a column (领域) stays what it was. A total that is ten times what
it was is rather a slip of the unit: it needs a reason.
"""

from pathlib import Path

from cockpit.intake.answers import Answers
from tests.workbooks.office import words, xlsx
from tests.workbooks.rows import project
from tests.workbooks.trials import Fault, Loads, Refused, Trials

FIRST, DAY = "2022-01-01", "2022-07-31"
BEFORE = {
    "project.csv": """
        project_id,valid_from,name,organisation,township,domain,total_wan
        SL-1,2022-01-01,示例剧场,示例单位 01,豫龙镇,现代服务业,5000
        SL-2,2022-01-01,示例书画院,示例单位 01,广武镇,现代服务业,6000
    """,
}


def _book(folder: Path, total: int = 6600) -> Path:
    rows = [
        ["2022年7月项目台账（单位：万元）"],
        words("项目代码 项目名称 责任单位 总投资"),
        ["SL-1", "示例剧场", "示例单位 01", 5000],
        ["SL-2", "示例书画院", "示例单位 02", total],
    ]
    return xlsx(folder, "台账.xlsx", Sheet1=rows)


def _ten_times(folder: Path) -> Path:
    return _book(folder, 66000)


def _rows(total: int) -> dict[str, list[dict[str, object]]]:
    services = {"domain": "现代服务业"}
    broad, wide = {"township": "豫龙镇"}, {"township": "广武镇"}
    return {
        "project": [
            project("SL-1", FIRST, "示例剧场", "示例单位 01", total=5000, **services, **broad),
            project("SL-2", FIRST, "示例书画院", "示例单位 01", total=6000, **services, **wide),
            project("SL-2", DAY, "示例书画院", "示例单位 02", total=total, **services, **wide),
        ]
    }


TRIALS: Trials = {
    "another office and total": Loads(_book, _rows(6600), before=BEFORE),
    "a total eleven times as high": Refused(
        _ten_times, (Fault("D4", ("66000", "6000"), "total"),), before=BEFORE
    ),
    "and it is so": Loads(
        _ten_times, _rows(66000), Answers(accepted={"total": "概算调整批复"}), before=BEFORE
    ),
}
