"""What the flags of ``load`` say, as the gate takes it."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TypeVar

from cockpit.commands.shared import day
from cockpit.errors import Refused
from cockpit.intake.answers import LEFT_OUT, Answers
from cockpit.intake.forms.meanings import MEANINGS
from cockpit.intake.forms.words import UNITS
from cockpit.intake.questions import QUESTIONS

HIDDEN = {"take": True, "leave": False}
NATURES = ("新建", "续建")
SHEET = "文件 › 表"
Said = TypeVar("Said")


def answered(arguments: Namespace) -> Answers:
    """The answers of a command line. Raises Refused for one that cannot be read."""
    days = _of_sheets(arguments.as_of, "--as-of", "2022-05-31", lambda said: day(said, "--as-of"))
    hidden = _of_sheets(arguments.hidden, "--hidden", "take 或 leave", HIDDEN.get)
    natures = _of_sheets(
        arguments.nature, "--nature", "新建 或 续建", lambda said: said if said in NATURES else None
    )
    classes = _of_sheets(
        arguments.project_class, "--class", "类别 或 类别/级别", lambda said: said or None
    )
    return Answers(
        matches=_pairs(arguments.match, "--match", "名称=项目代码"),
        accepted=_accepted(arguments.accept),
        without=frozenset(arguments.without),
        units=_units(arguments.unit),
        columns=_columns(arguments.column),
        as_of=days.pop("", None),
        hidden=hidden.pop("", None),
        nature=natures.pop("", ""),
        project_class=classes.pop("", ""),
        days=days,
        hidden_of=hidden,
        natures=natures,
        classes=classes,
        rows_left_out=frozenset(arguments.without_row),
        is_typed=True,
    )


def _of_sheets(
    said: Sequence[str], flag: str, form: str, read: Callable[[str], Said | None]
) -> dict[str, Said]:
    """What is said of sheets, by their places; of all under the empty text."""
    found: dict[str, Said] = {}
    for one in said:
        place, separator, value = one.rpartition("=")
        meant = read(value)
        if meant is None or (separator and not place):
            way = f'写成 {flag} {form}；只对一张表：{flag} "{SHEET}=…"'
            raise Refused(f"{flag} 写法不对：{one}", way_out=way)
        found[place] = meant
    return found


def _pairs(said: Sequence[str], flag: str, form: str) -> dict[str, str]:
    found = {}
    for pair in said:
        name, _, value = pair.rpartition("=")
        if not name or not value:
            raise Refused(f"{flag} 写法不对：{pair}", way_out=f'写成 {flag} "{form}"')
        found[name] = value
    return found


def _accepted(said: Sequence[str]) -> dict[str, str]:
    reasons = {}
    for pair in said:
        question, _, reason = pair.partition("=")
        if question not in QUESTIONS:
            raise Refused(f"没有“{question}”这种提醒", way_out="可用：" + "、".join(QUESTIONS))
        if not reason.strip():
            way = f'写成 --accept "{question}=原因"，原因记入例外'
            raise Refused(f"接受“{QUESTIONS[question]}”要写原因", way_out=way)
        reasons[question] = reason.strip()
    return reasons


def _units(said: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in said:
        header, _, unit = pair.rpartition("=")
        if unit not in UNITS:
            way = f"写成 --unit 万元，或 --unit 列名=亿元；单位有：{'、'.join(UNITS)}"
            raise Refused(f"--unit 写法不对：{pair}", way_out=way)
        found[header] = unit
    return found


def _columns(said: Sequence[str]) -> dict[str, str]:
    codes = {meaning.label: code for code, meaning in MEANINGS.items()}
    found = _pairs(said, "--column", "列名=读成")
    for header, meaning in found.items():
        code = codes.get(meaning, meaning)
        if code not in MEANINGS:
            words = "、".join(m.label for c, m in MEANINGS.items() if c != LEFT_OUT)
            raise Refused(f"--column 写法不对：{meaning}", way_out=f"读成：{words}、不取")
        found[header] = code
    return found
