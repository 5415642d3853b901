"""The month's table of the key projects' office: one header row under title and unit.

Title in a merged cell, a row with the filling office beside the unit of money (the office is no
unit), sections by domain with their counts, a sum below each section and one at the end, remarks,
and the signatures. The title says the class: 县级重点项目. The day on which it was typed is
not that of its figures.
"""

from pathlib import Path

from tests.workbooks.office import Sheet, words, xlsx
from tests.workbooks.rows import carried_plan, member, new_plan, project, report
from tests.workbooks.trials import Fault, Loads, Refused, Trials

NAME = "荥阳市2022年县级重点项目5月进展情况表.xlsx"
MAKING, SERVICES = "产业转型·制造业", "现代服务业"
HEADER = (
    "序号 项目名称 责任单位 建设地点 项目性质 总投资 年度计划投资 1-5月累计完成投资 形象进度 备注"
)
MERGED = "A1:J1 A2:E2 F2:J2 A4:J4 A8:J8 A12:J12 A13:J13"


def _book(folder: Path, total: int = 19000, second_plan: object = 6000) -> Path:
    rows = [
        ["荥阳市2022年县级重点项目5月进展情况表"],
        ["填报单位：示例单位 01", None, None, None, None, "单位：万元    填报时间：2022年6月3日"],
        words(HEADER),
        ["一、产业转型·制造业（2个）"],
        [1, "示例轴承厂", "示例单位 02", "豫龙镇", "新建", 12000, 5000, 1500.5, "基础施工", None],
        [2, "示例电缆厂", "示例单位 03", "广武镇", "续建", 30000, second_plan, 3000, "封顶", "好"],
        [None, "小计", None, None, None, 42000, 11000, 4500.5, None, None],
        ["二、现代服务业（1个）"],
        [1, "示例物流园", "示例单位 02", "乔楼镇", "新建", 20000, 8000, 400, None, None],
        [None, "小计", None, None, None, 20000, 8000, 400, None, None],
        [None, "合计", None, None, None, 62000, total, 4900.5, None, None],
        ["注：本表由项目责任单位填报，建设地点填到乡镇（街道）。"],
        ["单位负责人：示例人员 01      填表人：示例人员 02      联系电话：13800000000"],
    ]
    return xlsx(folder, NAME, 县级=Sheet(rows, MERGED))


def _good(folder: Path) -> Path:
    return _book(folder)


def _wrong_sum(folder: Path) -> Path:
    return _book(folder, total=19900)


def _words_for_money(folder: Path) -> Path:
    return _book(folder, second_plan="6000左右")


def _clean_of_marks(folder: Path) -> Path:
    return _book(folder, second_plan="６，０００")


ROWS = {
    "project": [
        project(
            "自编-0001",
            "2022-05-31",
            "示例轴承厂",
            "示例单位 02",
            township="豫龙镇",
            domain=MAKING,
            total=12000,
        ),
        project(
            "自编-0002",
            "2022-05-31",
            "示例电缆厂",
            "示例单位 03",
            township="广武镇",
            domain=MAKING,
            total=30000,
        ),
        project(
            "自编-0003",
            "2022-05-31",
            "示例物流园",
            "示例单位 02",
            township="乔楼镇",
            domain=SERVICES,
            total=20000,
        ),
    ],
    "class_membership": [
        member("自编-0001", "重点项目", "县", "2022-05-31"),
        member("自编-0002", "重点项目", "县", "2022-05-31"),
        member("自编-0003", "重点项目", "县", "2022-05-31"),
    ],
    "project_year": [
        new_plan("自编-0001", 2022, 5000),
        carried_plan("自编-0002", 2022, 6000),
        new_plan("自编-0003", 2022, 8000),
    ],
    "progress_report": [
        report("自编-0001", "2022-05-31", "1500.5", image="基础施工"),
        report("自编-0002", "2022-05-31", 3000, image="封顶"),
        report("自编-0003", "2022-05-31", 400),
    ],
}
TRIALS: Trials = {
    "as it comes": Loads(
        _good, ROWS, says=("备注", "序号"), nowhere=("13800000000", "示例人员 02")
    ),
    "a full-width amount as text": Loads(_clean_of_marks, ROWS),
    "a total that does not add up": Refused(
        _wrong_sum, (Fault("G11", ("19900", "19000"), "sums"),)
    ),
    "words in an amount": Refused(_words_for_money, (Fault("G6", ("数字",)),)),
}
