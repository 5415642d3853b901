"""Headers set to fit: line breaks within words, letters one below the other, blanks between."""

from pathlib import Path

from tests.workbooks.office import xlsx
from tests.workbooks.rows import carried_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

DAY = "2022-05-31"
A = "自编-0001"


def _book(folder: Path, total: object = 5000) -> Path:
    rows = [
        ["荥 阳 市 2022 年 5 月 重 点 项 目 进 展 表"],
        [
            "序\n号",
            "项 目 名 称",
            "责任\n单位",
            "项目\r\n性质",
            "总\n投\n资\n(万元)",
            "年度计划\n投资（ 万元 ）",
            "1-5月\n累计完成投资\n（万元）",
            "形　象　进　度",
        ],
        [1, "示例甲馆", "示例单位 01", "续建", total, 900, 300, "外墙\n粉刷"],
    ]
    return xlsx(folder, "进展.xlsx", Sheet1=rows)


def _error(folder: Path) -> Path:
    return _book(folder, "#NAME?")


TRIALS: Trials = {
    "as it comes": Loads(
        _book,
        {
            "project": [project(A, DAY, "示例甲馆", "示例单位 01", total=5000)],
            "project_year": [carried_plan(A, 2022, 900)],
            "progress_report": [report(A, DAY, 300, image="外墙\n粉刷")],
        },
    ),
    "an error": Refused(_error, (Fault("E3", ("#NAME?",)),)),
}
