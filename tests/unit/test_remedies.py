"""A refusal names what can be done by a code; only the command line knows of flags."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from cockpit.commands import COMMANDS
from cockpit.commands.remedies import ANSWERS, WORDS, fault_text, problem_text
from cockpit.errors import Fault, KindsMixed
from cockpit.intake import checks
from cockpit.remedy import Remedy, RemedyCode

COCKPIT = Path(__file__).parents[2] / "cockpit"
FLAG = re.compile(r"--[a-z]")
ROOMS = ("intake", "tables", "warehouse")
MODULES = [path for room in ROOMS for path in sorted((COCKPIT / room).rglob("*.py"))]


def words_of(code):
    """The words of a remedy whose values are x."""
    return WORDS[code](*"x" * len(inspect.signature(WORDS[code]).parameters))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(COCKPIT)))
def test_below_the_command_line_no_text_names_a_flag(path):
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    texts = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert [text for text in texts if FLAG.search(text)] == []
    if "warehouse" not in path.parts:
        assert [text for text in texts if "python -m" in text] == []


def test_no_check_names_a_flag():
    assert [c.name for c in checks.all_checks() if FLAG.search(c.rule + c.way_out)] == []


def test_every_code_has_its_words():
    assert set(WORDS) == set(RemedyCode)


@pytest.mark.parametrize("code", RemedyCode)
def test_words_name_commands_and_flags_that_there_are(code):
    flags = {argument.name for command in COMMANDS for argument in command.arguments}
    words = words_of(code)
    assert set(re.findall(r"--[a-z-]+", words)) <= flags
    assert set(re.findall(r"python -m cockpit ([a-z-]+)", words)) <= {c.name for c in COMMANDS}
    assert re.search(r"--[a-z]|python -m", words)


def test_a_fault_by_itself_has_no_flags_and_carries_what_can_be_done():
    keep = Remedy(RemedyCode.KEEP, ("形象进度",))
    fault = Fault(file="a.csv", rule="空着", way_out="补上", question="blanks", remedies=(keep,))
    assert str(fault) == "a.csv：空着；补上"
    assert fault.remedies == (keep, Remedy(RemedyCode.ACCEPT, ("blanks",)))
    assert fault_text(fault) == (
        "a.csv：空着；补上；不更新这一列：加 --without 形象进度；确实如此：加 --accept blanks=原因"
    )


def test_a_fault_of_an_answer_names_the_flag_that_gave_it():
    assert fault_text(Fault(file=RemedyCode.MATCH, rule="没有")) == "--match：没有"
    assert fault_text(Fault(file="match", rule="没有")) == "match：没有"  # a file of that name
    assert set(ANSWERS) <= set(RemedyCode)


def test_a_quotation_mark_in_a_name_does_not_end_it():
    match = Remedy(RemedyCode.MATCH, ('"双创"基地', "P1"))
    fault = Fault(file="a.csv", rule="同名", way_out="填项目代码", remedies=(match,))
    assert fault_text(fault).endswith(r'填项目代码，或导入时加 --match "\"双创\"基地=P1"')


def test_a_problem_without_a_way_out_of_its_own_says_its_remedies():
    problem = KindsMixed("甲", where="乙", remedies=(Remedy(RemedyCode.START_REAL),))
    assert str(problem) == "示例与正式数据不能混用：甲\n位置：乙"
    assert problem_text(problem).endswith("位置：乙\n办法：先运行 python -m cockpit start-real")
