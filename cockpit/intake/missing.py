"""Answers for a sheet that the load has not: a slip of the hand, told before it means nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from cockpit.errors import Fault
from cockpit.intake.answers import BELOW, OF, Answers, wider
from cockpit.intake.sheets import File
from cockpit.remedy import RemedyCode
from cockpit.visible import quoted

NAMED = 5  # of the sheets that there are
ENDING = re.compile(r"\.[A-Za-z]{2,7}")  # of a file, which no header has


def sheets(answers: Answers, files: Sequence[File]) -> Iterator[Fault]:
    """A fault for each answer whose sheet is none of these files'."""
    there = dict.fromkeys(place for file in files for place in (file.places or (file.name,)))
    known = {*there, *(file.name for file in files)}
    unread = {file.name for file in files if file.problem}  # nobody knows its sheets

    def is_there(place: str) -> bool:
        return place in known or not unread.isdisjoint(wider(place))

    of_sheets = (
        (RemedyCode.AS_OF, answers.days),
        (RemedyCode.HIDDEN, answers.hidden_of),
        (RemedyCode.NATURE, answers.natures),
        (RemedyCode.CLASS, answers.classes),
    )
    of_columns = ((RemedyCode.UNIT, answers.units), (RemedyCode.COLUMN, answers.columns))
    for code, said in of_sheets:
        yield from (_fault(code, place, there) for place in said if not is_there(place))
    for code, said in of_columns:
        yield from (
            _fault(code, key, there)
            for key in said
            if _names_a_sheet(key) and not any(map(is_there, _places(key)))
        )


def _names_a_sheet(key: str) -> bool:
    """Whether what an answer is of begins with a file, and is not a header alone: 5月›累计."""
    return BELOW in key or bool(ENDING.fullmatch(PurePath(key.partition(OF)[0]).suffix))


def _places(key: str) -> Iterator[str]:
    """What may be the sheet in ``sheet›header``, whatever their own names hold; all, if no header
    follows."""
    yield key
    yield from (key[: found.start()] for found in re.finditer(OF, key))


def _fault(code: RemedyCode, said: str, there: Iterable[str]) -> Fault:
    shown = list(there)
    named = "、".join(quoted(place) for place in shown[:NAMED])
    more = f" 等 {len(shown)} 张" if len(shown) > NAMED else ""
    way = f"表写作 文件{BELOW}表；这次有 {named}{more}"
    return Fault(file=code, rule="这次没有这张表", value=quoted(said), way_out=way)
