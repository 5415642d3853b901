"""Classes and domains as a file."""

from pandas import concat

from cockpit import numbers
from cockpit.city import ALL
from cockpit.registry.columns import Column
from cockpit.registry.indicators import INDICATORS
from cockpit.screens.files import File
from cockpit.screens.page_file import page_file
from cockpit.screens.targets.data import targets_data
from cockpit.screens.view import View

COLUMNS = (
    Column("part", "分组", width=60),
    Column("what", "类别或领域", width=150),
    Column("projects", "项目（个）", "count", 80),
    Column("without_plan", "无本年计划（个）", "count", 110),
    Column("plan_wan", "年计划（亿元）", "wan", 100),
    Column("completed_wan", "完成（亿元）", "wan", 100),
    Column("completion_ratio", "完成率（%）", "share", 90),
    Column("time_progress", "序时（%）", "share", 80),
    Column("ahead_pp", "超序时（百分点）", "points", 110),
)


def file(view: View) -> File:
    """Classes with their groups of levels, and domains, to take along."""
    data = targets_data(view)
    classes, domains = data.by_class, data.by_domain
    group = classes["project_class"] + "（" + classes["level_group"] + "）"
    whole = classes["level_group"] == ALL
    rows = [
        classes.assign(part="类别", what=classes["project_class"].where(whole, group)),
        domains.assign(part="领域", what=domains["domain"]),
    ]
    meaning = view.city.said(INDICATORS["completion"].definition)
    return page_file(
        view,
        concat(rows, ignore_index=True),
        COLUMNS,
        "类别与领域进度",
        {
            "取数截至": numbers.iso(view.stamp().cut_on),
            "口径": f"{meaning}；完成率只算有本年计划的项目；各类有重复，不能相加",
        },
    )
