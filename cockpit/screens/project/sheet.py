"""The reports of a project as a file."""

from cockpit.registry.columns import Column
from cockpit.screens.files import File
from cockpit.screens.page_file import page_file
from cockpit.screens.project.page import project_page
from cockpit.screens.view import View

COLUMNS = (
    Column("report_date", "填报日期", "date", 92),
    Column("completed_wan", "本年累计完成（亿元）", "wan", 130),
    Column("total_completed_wan", "开工以来累计完成（亿元）", "wan", 150),
    Column("image_progress", "形象进度", width=220),
    Column("reporter", "填报人", width=110),
    Column("received_at", "收到时间", width=140),
)


def file(view: View) -> File:
    """The year's reports of the project that the link names. Raises as ``project_page``."""
    one = project_page(view).data
    frame = one.reports.assign(
        received_at=one.reports["received_at"].map(
            lambda at: f"{at:%Y-%m-%d %H:%M}", na_action="ignore"
        )
    )
    return page_file(
        view,
        frame,
        COLUMNS,
        f"填报-{one.project_id}",
        {"项目": str(one.facts["name"] or one.project_id), "项目代码": one.project_id},
        is_chosen=False,
    )
