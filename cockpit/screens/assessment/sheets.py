"""督导考核 to take along: the ranks of a group, or the arithmetic of the body that is open."""

from pandas import DataFrame

from cockpit import numbers
from cockpit.registry.columns import Column
from cockpit.registry.indicators import INDICATORS
from cockpit.screens.assessment.arithmetic import arithmetic
from cockpit.screens.assessment.data import (
    BLOCKS,
    CARD,
    NOUNS,
    PRAISE,
    AssessmentData,
    assessment_data,
)
from cockpit.screens.files import File
from cockpit.screens.page_file import page_file
from cockpit.screens.rows import Row
from cockpit.screens.view import View

BLOCK_COLUMNS = ("investment_points", "starting_points", "finished_points", "service_points")
LINES = (
    Column("block", "考核块", width=120),
    Column("line", "怎么算", width=420),
    Column("points", "得分（分）", "rate", 80),
    Column("most", "满分（分）", "rate", 80),
)


def file(view: View) -> File:
    """The arithmetic of the body that the link opens, else the ranks of its group."""
    found = assessment_data(view)
    return _ranks(found) if found.opened is None else _arithmetic(found, found.opened)


def _ranks(found: AssessmentData) -> File:
    most = [numbers.short(points) for points in found.block_points]
    columns = (
        Column("place", "名次（位）", "count", 70),
        Column("name", NOUNS[found.group], width=140),
        Column("projects", "项目（个）", "count", 70),
        Column("score", "得分（分）", "rate", 80),
        *(
            Column(name, f"{words}（满分 {points}）", "rate", 130)
            for name, words, points in zip(BLOCK_COLUMNS, BLOCKS, most, strict=True)
        ),
        Column("entry_points", "加减（分）", "rate", 80),
        Column("marks", "季末将提议" if found.is_running else "提议", width=120),
    )
    frame = found.scores[found.scores["body_group"] == found.group]
    frame = frame.assign(name=frame["body"], marks=[_marks(row) for row in found.rows])
    return _file(found, frame, columns, NOUNS[found.group])


def _marks(row: Row) -> str:
    said = ((row.is_praised, PRAISE), (row.is_carded, CARD))
    return "、".join(words for is_so, words in said if is_so)


def _arithmetic(found: AssessmentData, row: Row) -> File:
    frame = DataFrame(
        [
            (step.title, words, _number(points), _number(most))
            for step in arithmetic(found, row)
            for words, points, most in (
                *((words, points, "") for words, points in step.lines),
                ("小计" if step.most else "合计", step.total, step.most),
            )
        ],
        columns=[column.name for column in LINES],
    )
    return _file(found, frame, LINES, f"{row.body}得分怎么来的")


def _number(said: str) -> float:
    """Points as the page words them; nothing where it has none."""
    try:
        return float(said.replace(numbers.MINUS, "-"))
    except ValueError:
        return float("nan")


def _file(found: AssessmentData, frame: DataFrame, columns: tuple[Column, ...], of: str) -> File:
    return page_file(
        found.view,
        frame,
        columns,
        f"督导考核-{of}",
        {
            "季度": found.name + ("（未完，只预告）" if found.is_running else ""),
            "范围": "考核算全部项目，不随筛选",
            "口径": found.view.city.said(INDICATORS["assessment_score"].definition),
        },
        title=f"督导考核 {found.name}：{of}（截至 {numbers.iso(found.quarter_on)}）",
        on=found.quarter_on,
        is_chosen=False,
    )
