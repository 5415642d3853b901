"""An office's ledger for a test: written, loaded, and what came of it."""

from datetime import date

from cockpit.errors import Faults
from cockpit.intake import gate
from cockpit.intake.answers import Answers
from cockpit.intake.read import Source
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import rows

MARCH, APRIL, MAY = date(2022, 3, 31), date(2022, 4, 30), date(2022, 5, 31)


def ledger(*lines, title="2022年5月重点项目进展情况（单位：万元）"):
    """A month's ledger under its title."""
    return table("月报.csv", title, *lines)


def table(name, *lines):
    """A file of these lines."""
    return Source(name, "\n".join(lines).encode())


def load(lake: Lake, *sources, **answers) -> gate.LoadResult:
    """Load, with projects that are new unless something says otherwise."""
    return gate.load(lake, sources, author="测试", answers=_said(answers))


def faults(lake: Lake, *sources, **answers) -> Faults:
    """What a load would be refused for."""
    return gate.preview(lake, sources, answers=_said(answers)).faults


def asked(lake: Lake, *sources, **answers):
    """The questions that a load raises, or the rules of its faults."""
    return [fault.question or fault.rule for fault in faults(lake, *sources, **answers)]


def names(lake: Lake):
    """The projects that are loaded."""
    return sorted(str(row["name"]) for row in rows(lake, "project"))


def done(lake: Lake):
    """What was completed, by project and day."""
    return {
        (row["project_id"], str(row["report_date"])): row["completed_wan"]
        for row in rows(lake, "progress_report")
    }


def _said(answers) -> Answers:
    return Answers(**({"nature": "新建"} | answers))
