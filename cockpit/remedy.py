"""What can be done about a refusal, as codes: who shows it says it in words of its own.

The command line names a flag or a command, a page offers a button.
"""

from dataclasses import dataclass
from enum import StrEnum


class RemedyCode(StrEnum):
    """What can be done; beside each code, the values that its remedy carries."""

    ACCEPT = "accept"  # it is so, let it pass: the question
    WITHOUT = "without"  # load without a column that no table has: its header
    KEEP = "keep"  # load without a column, so that what is loaded stays: its header
    MATCH = "match"  # say which project a name means: the name, a project's code
    WAIVE = "waive"  # record an exception to a check: its name, the row's key
    NO_KIND = "no-kind"  # let the tables say of what kind the data is
    LOAD = "load"  # load files, nothing else has to be done first
    START_REAL = "start-real"  # change to the real ledger first
    START_SAMPLE = "start-sample"  # change to the demonstration first
    CHECK_STORE = "check-store"  # take the damaged file away, and read the store through
    UNIT = "unit"  # say the unit of a column, or of all of a sheet that state none: which, the unit
    AS_OF = "as-of"  # say the day that a sheet is of: the sheet, the day (empty where any may be)
    HIDDEN = "hidden"  # take what is hidden in a sheet, or leave it: the sheet, "take" or "leave"
    COLUMN = "column"  # say what a column is: its sheet and header, a meaning's code
    NATURE = "nature"  # say whether a sheet's projects are new: the sheet, 新建 or 续建
    CLASS = "class"  # say the class of a sheet's projects: the sheet, the class or class/level
    LEAVE_ROW = "leave-row"  # load without a row: file › sheet › row


@dataclass(frozen=True, slots=True)
class Remedy:
    """A code and its values, as they are: unquoted, uncut.

    ``evidence``: what speaks for this one where there are several, a clause for people;
    ``is_likely``: it is the one that most speaks for.
    """

    code: RemedyCode
    values: tuple[str, ...] = ()
    evidence: str = ""
    is_likely: bool = False


ANSWERED = {  # questions that are answered, not accepted: nothing goes in until they are
    "unit": "金额的单位没有写明",
    "period": "数字是哪一天的没有写明",
    "hidden": "有隐藏的行或列",
    "column": "有看不懂的列",
    "match": "名称对得上几个项目",
    "nature": "不知道是新建还是续建",
    "class": "不知道是哪一类项目",
}
