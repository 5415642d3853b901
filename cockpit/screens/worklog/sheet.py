"""A person's projects of a month as a file."""

from cockpit.registry.columns import Column
from cockpit.screens.files import File
from cockpit.screens.page_file import page_file
from cockpit.screens.view import View
from cockpit.screens.worklog.page import log_data
from queries import dispatch

COLUMNS = (
    Column("name", "项目", width=220),
    Column("roles", "岗位", width=120),
    Column("valid_from", "任职自", "date", 92),
    Column("valid_to", "任职至", "date", 92),
    Column("annual_plan_wan", "年计划（亿元）", "wan", 100),
    Column("completed_wan", "本年已完成（亿元）", "wan", 120),
    Column("before_wan", "其中月初已完成（亿元）", "wan", 130),
    Column("reported_on", "最近填报", "date", 92),
    Column("image_progress", "形象进度", width=160),
    Column("report_days", "当月填报（天）", "count", 90),
    Column("service", "六包", width=90),
    Column("item", "事项", width=160),
    Column("step_days", "已办（天）", "count", 80),
    Column("organisation", "责任单位", width=110),
    Column("township", "乡镇（街道）", width=92),
    Column("project_id", "项目代码", width=110),
)


def file(view: View) -> File:
    """What her projects did in the month, to take along. Raises as ``log_data``."""
    found = log_data(view)
    frame = view.ask(dispatch.log_projects, person=found.person)
    notes = {"谁": found.person, "月份": found.month}
    return page_file(view, frame, COLUMNS, f"工作日志-{found.person}", notes)
