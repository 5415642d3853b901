"""Names that may be another's, written otherwise: candidates that a person has to confirm.

Lists of offices write one project in several ways: with the place or the company in front, with a
year, with 及配套, its phase in brackets, a character mistyped. What tells projects apart, a number,
a phase, a year, a direction, another place, is no other way of writing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cockpit.tables import cleaning

FIGURES = str.maketrans("一二三四五六七八九零〇", "12345678900")
SUFFIX = re.compile("(建设)?(项目|工程)$")  # that one list has and another leaves out
BEFORE_PHASE = re.compile(r"第?(?:(?:建设)?(?:项目|工程))?第?(?=\d+期)")
WITH_MORE = re.compile(
    r"(?:及|和|与)其?(?:附属|相关)?配套(?:基础|附属)?(?:设施|管网|设备|用房|道路)?$"
)
FIGURE = re.compile(r"\d+")
YEAR = re.compile(r"20\d\d(?:年度?|(?!\d))")
MARK = re.compile("^示例")  # of the demonstration, before all its names
HEAD_ENDS = re.compile(
    "省|市|县|区|镇|乡|街道(?:办事处)?|办事处|村|社区|公司|集团|局|委员会|管委会|指挥部"
)
TELL_APART = frozenset("东西南北中上下左右前后内外新老旧大小高低甲乙丙丁戊己庚辛")
OF_PLACES = frozenset("省市县区镇乡村庄寨屯路街道巷河沟渠湖库桥山岗站")  # after a name of a place
LEAST_CORE = 4  # characters that are left of a name without its head
LEAST_MISTYPED = 8  # characters of a name in which some may be mistyped
MOST_MISTYPED = 2
LOST = 3 * MOST_MISTYPED  # pairs of characters that so many slips change: two swapped ones three
BITS = 127
MOST_LOOKED_AT = 2_000  # known names that one unknown is held against: it bounds the time


def near(name: str) -> str:
    """What names have in common that are almost the same: figures, brackets and marks aside."""
    plain = SUFFIX.sub("", cleaning.folded(name)).translate(FIGURES)
    return "".join(c for c in plain if c.isalnum())


@dataclass(frozen=True, slots=True)
class Plain:
    """A name as it is held against others: without 及配套, marks and its year (empty for none).

    ``figures``: all that it has, by which projects are told apart.
    """

    text: str
    year: str
    figures: str

    def cores(self) -> Iterator[str]:
        """What is left without a place or a company in front, for each that there may be."""
        for end in HEAD_ENDS.finditer(self.text):
            if end.start() > 1 and len(self.text) - end.end() >= LEAST_CORE:
                yield self.text[end.end() :]

    def fits(self, other: "Plain") -> bool:
        """Whether the years do not tell them apart."""
        return not self.year or not other.year or self.year == other.year


def plain(name: str) -> Plain:
    """A name as it is held against others."""
    text = MARK.sub("", near(name))
    year = YEAR.search(text)
    if year:
        text = text[: year.start()] + text[year.end() :]
    text = BEFORE_PHASE.sub("", WITH_MORE.sub("", text))
    return Plain(text, year[0][:4] if year else "", " ".join(FIGURE.findall(text)))


class NearNames:
    """Known names, to find those that an unknown one may mean; ``known``: project and name."""

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        self.known = [(project, plain(name)) for project, name in known]
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._cores: dict[str, list[int]] = defaultdict(list)
        self._masks = [_mask(one.text) for _, one in self.known]
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)  # by figures and pair
        for at, (_, one) in enumerate(self.known):
            self._whole[one.text].append(at)
            for core in one.cores():
                self._cores[core].append(at)
            if len(one.text) >= LEAST_MISTYPED:
                for pair in _pairs(one.text):
                    self._pairs[one.figures, pair].append(at)

    def of(self, name: str) -> list[str]:
        """The projects that a name may mean, the likeliest first."""
        said = plain(name)
        same = self._whole.get(said.text, [])
        headed = list(self._cores.get(said.text, [])) if len(said.text) >= LEAST_CORE else []
        for core in said.cores():
            headed += self._whole.get(core, [])
        mistyped = [] if same or headed else self._mistyped(said)
        found = (self.known[at] for at in (*sorted(same), *sorted(headed), *sorted(mistyped)))
        return list(dict.fromkeys(project for project, one in found if one.fits(said)))

    def _mistyped(self, said: Plain) -> list[int]:
        text = said.text
        if len(text) < LEAST_MISTYPED:
            return []
        # one of any LOST + 1 pairs is whole in a name that is meant: the rarest are looked up
        held = sorted((self._pairs.get((said.figures, pair), ()) for pair in _pairs(text)), key=len)
        looked_at: dict[int, None] = {}
        for those in held[: LOST + 1]:
            looked_at.update(dict.fromkeys(those[: MOST_LOOKED_AT - len(looked_at)]))
        mask, masks = _mask(text), self._masks
        return [
            at
            for at in looked_at
            if (mask ^ masks[at]).bit_count() <= 2 * MOST_MISTYPED  # cheap, and leaves few
            and _is_mistyped(text, self.known[at][1].text)
        ]


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _mask(text: str) -> int:
    """The characters of a name as bits, several to a bit: a slip moves two of them at most."""
    found = 0
    for character in text:
        found |= 1 << ord(character) % BITS
    return found


def _is_mistyped(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= MOST_MISTYPED and _apart(one, other, MOST_MISTYPED)


def _apart(one: str, other: str, most: int, *, after_change: bool = False) -> bool:
    """Whether two names differ by no more slips than ``most``: a character that is another, that is
    missing or too much, two that are swapped.

    Two characters in a row that are others are another word (学校, 医院), and no slip.
    """
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    at = min(len(one), len(other)) if at is None else at
    one, other = one[at:], other[at:]
    if not one and not other:
        return True
    if most == 0 or (after_change and at == 0):
        return False
    return any(_apart(*rest, most - 1, after_change=True) for rest in _slips(one, other))


def _slips(one: str, other: str) -> Iterator[tuple[str, str]]:
    """What is left of two names after a slip in their first characters, for each that it may be."""
    if one and other:
        if one[:2] == other[1::-1] and len(one) > 1:
            yield one[2:], other[2:]
        if not _tells_apart(one, other):
            yield one[1:], other[1:]
    if one and one[0] not in TELL_APART:
        yield one[1:], other
    if other and other[0] not in TELL_APART:
        yield one, other[1:]


def _tells_apart(one: str, other: str) -> bool:
    """Whether the first characters are rather of two names than one of them mistyped."""
    both = {one[0], other[0]}
    return bool(
        both & TELL_APART or both & OF_PLACES or (one[1:2] == other[1:2] and one[1:2] in OF_PLACES)
    )
