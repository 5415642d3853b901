"""What a text says its figures are: of whom, which indicator, by which day.

A text is read clause by clause against a small vocabulary. A clause with a word that is not in it
ends what was being spoken of, so that 其中, another region or another month never borrow the
subject before them: what is not understood wholly is left outside.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from cockpit.city import MONEY, PAIRS
from cockpit.reconcile.bulletin.days import Until
from cockpit.reconcile.bulletin.figures import PERCENT, Part, Printed, Text, cut
from cockpit.reconcile.bulletin.measures import MEASURES, OF_MONEY, Measure
from cockpit.reconcile.bulletin.subjects import (
    WHOLE,
    Subject,
    Template,
    Vocabulary,
    is_region,
    norm,
)

LONGEST = 80  # characters of a clause that is looked at
_BETWEEN = re.compile(r"[，,、：:；;。！？（）()\n\t]")
_YEAR = re.compile(r"(\d{4})年")
_YEAR_ALONE = re.compile(r"(?:其中)?(?P<issued>\d{4})年")
_MONTH = r"(?:\d{4}年)?\d{1,2}月"
_SUFFIX = r"(?:类|活动|建设|工程|投资)*(?:项目)?"
_LINK = r"(?:为|达到|达|是|共|共计)?"
_AFTER = r"(?:整体|项目)?(?:建设|推进|工作)?(?:进展|推进)(?:顺利|良好|有力|情况)?"
_HEADING = rf"(?:{_AFTER}|方面|情况|完成情况)?"
_BY_PAIRS = re.compile(r"按?(?:类次|计次)")
_GROWTH = r"固定资产投资(?:同比)?(?:增速|增长)(?:为|达到|达)?"
_OTHER_GROWTH = re.compile(r"增|投资|下降|回落")
_OF_LIBRARY = (  # what follows the count of a library
    (re.compile(r"总投资|合同金额"), "pipeline_total"),
    (re.compile(r"年计划投资|年度计划投资"), "pipeline_plan"),
)
FAI = "fai_growth"


@dataclass(frozen=True)
class Said:
    """What a figure is said to be.

    ``indicators``: any of them may be meant; ``until``: the day that the text names, None where
    it names none; ``where``: the row of the indicator's answer; ``group``: the place of the figure
    that counts the subject's projects, 0 where none does; ``is_behind``: printed without its
    minus; ``target``: what of the plan it is, where it is a target; ``year``: the only one that it
    is said of, where its clause names one; ``is_before_its_subject``: 67 个省市级重点项目.
    """

    figure: Printed
    indicators: tuple[str, ...]
    subject: Subject
    until: Until | None
    where: Mapping[str, str | int] = field(default_factory=dict, hash=False)
    group: int = 0
    is_behind: bool = False
    target: str = ""
    year: int | None = None
    is_before_its_subject: bool = False


NOBODY = Subject("")


def said(text: Text, words: Vocabulary) -> Iterator[Said]:
    """The figures of a text that are understood, each with what it is."""
    grammar = _Grammar(words)
    by_part: dict[int, list[Printed]] = {}
    for found in text.parts():
        by_part[found[0].part] = [*found]
    carried, was_heading, last = NOBODY, False, 0
    for part in cut(text.words):
        if "\n" in text.words[last : part.begin] and not was_heading:
            carried = NOBODY
        last = part.end
        figures = by_part.get(part.number, [])
        if not figures:
            heading = grammar.heading(text.words[part.begin : part.end])
            was_heading = heading is not None
            if heading is not None:
                carried = heading
            elif not grammar.are_neutral(_clauses(text.words[part.begin : part.end])):
                carried = NOBODY
            continue
        was_heading = False
        reader = _Reader(text, grammar, part, figures, carried)
        yield from reader.read()
        carried = reader.carried


def _clauses(words: str) -> list[str]:
    return [norm(one) for one in _BETWEEN.split(words)]


@dataclass(frozen=True)
class _Grammar:
    """The patterns of a vocabulary."""

    words: Vocabulary

    @cached_property
    def _leads(self) -> str:
        home = self.words.at_home
        return (
            r"(?:截[至止到]目前|截[至止到]?(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末|份)?"
            rf"|(?:\d{{4}}年)?1[-—–~至]\d{{1,2}}月份?|{_MONTH}[底末]"
            r"|(?:\d{4}年)?(?:上半年|一季度|前三季度)|今年(?:以来)?|年初以来|目前"
            rf"|{home}|[一二三四五六七八九十]+是)*"
        )

    @cached_property
    def measures(self) -> tuple[tuple[Measure, re.Pattern[str]], ...]:
        """Each way to say a figure, with or without its subject before it."""
        whom = rf"(?:\d{{4}}年)??(?:(?:参加)?(?P<subject>{self.words.named}){_SUFFIX})?"
        return tuple(
            (one, re.compile(rf"{self._leads}{whom}(?:{one.words}){_LINK}")) for one in MEASURES
        )

    @cached_property
    def neutral(self) -> re.Pattern[str]:
        return re.compile(
            rf"{self._leads}(?:[一二三四五六七八九十]{{1,3}}|按?(?:类次|计次)|{_AFTER})?"
        )

    @cached_property
    def bare(self) -> re.Pattern[str]:
        return re.compile(self._leads)

    @cached_property
    def named(self) -> re.Pattern[str]:
        return re.compile(rf"{self._leads}(?P<subject>{self.words.named}){_SUFFIX}{_HEADING}")

    @cached_property
    def counted(self) -> re.Pattern[str]:
        """What follows the count of a subject's projects."""
        return re.compile(rf"(?:参加)?(?P<subject>{self.words.named}){_SUFFIX}(?P<rest>.*)")

    @cached_property
    def growth(self) -> re.Pattern[str]:
        return re.compile(rf"{self._leads}{_GROWTH}")

    def are_neutral(self, clauses: Sequence[str]) -> bool:
        """Whether clauses say nothing of whom is spoken."""
        return all(len(one) <= LONGEST and self.neutral.fullmatch(one) for one in clauses)

    def subject(self, clause: str) -> Subject | None:
        """Whom a clause names that does no more than that."""
        if len(clause) > LONGEST or not (found := self.named.fullmatch(clause)):
            return None
        return self.words.subjects[found["subject"]]

    def heading(self, words: str) -> Subject | None:
        """Whom the text goes on to speak of: （一）省市级重点项目."""
        found: Subject | None = None
        for clause in _clauses(words):
            if self.are_neutral([clause]):
                continue
            one = self.subject(clause)
            if one is None or found is not None:
                return None
            found = one
        return found


@dataclass
class _Reader:
    """A part of a text, figure by figure; ``carried``: of whom the parts before it speak."""

    text: Text
    grammar: _Grammar
    part: Part
    figures: Sequence[Printed]
    carried: Subject
    subject: Subject = NOBODY
    group: int = 0
    rate: str = ""  # the indicator of the last rate: of what 超序时 is said
    whole: str = ""  # of what the figure before is the whole: 计划 or 目标, for 的 40.3%
    library: str = ""
    is_growth: bool = False

    def read(self) -> Iterator[Said]:
        """What is understood of the part."""
        self.subject = self.carried
        pending: Said | None = None  # a count before its subject, until a measure follows
        behind = self.part.begin
        for at, one in enumerate(self.figures):
            clauses = self._clauses(behind, one.start)
            self._pass(clauses[:-1], is_first=at == 0)
            behind = one.end
            found = self._of(at, one, clauses[-1])
            if found is None and clauses[-1] == "的" and self.whole == PAIRS:
                continue  # 为全年目标 380 个的 90%: understood, and nothing of the ledger's
            if found is None or not self._ends_well(at, found):
                self._lose(clauses[-1])
                pending = None
                continue
            if found.is_before_its_subject and not self._stands_alone(at):
                pending = found
                continue
            if pending is not None and found.group == pending.group:
                yield pending
            pending = None
            yield found
        self._pass(self._clauses(behind, self.part.end), is_first=False)

    def _clauses(self, begin: int, end: int) -> list[str]:
        said = self.text.words[begin:end]
        clauses = _clauses(said)
        if len(clauses) > 1 and not clauses[-1] and said.rstrip()[-1:] in {"（", "("}:
            del clauses[-1]  # 全国（6.8%）: the words before the bracket
        return clauses

    def _pass(self, clauses: Sequence[str], *, is_first: bool) -> None:
        """Clauses without a figure: they name a subject, say nothing, or are not understood."""
        for at, clause in enumerate(clauses):
            if at == 0 and not is_first:
                continue  # it belongs to the figure before (``_ends_well``)
            if not clause or self.grammar.are_neutral([clause]):
                continue
            named = self.grammar.subject(clause)
            if named is None:
                self._lose(clause)
            else:
                self._speak_of(named, 0)

    def _lose(self, clause: str) -> None:
        self.subject, self.group, self.rate, self.whole = NOBODY, 0, "", ""
        self.carried = NOBODY
        if _OTHER_GROWTH.search(clause):
            self.is_growth, self.library = False, ""

    def _speak_of(self, subject: Subject, group: int) -> None:
        if subject != self.carried:
            self.carried = subject if subject.kind == WHOLE and subject.name else NOBODY
        self.subject, self.group, self.rate, self.whole = subject, group, "", ""
        self.library, self.is_growth = "", False

    def _after(self, at: int) -> tuple[str, bool]:
        """The words that follow a figure to the next mark, and whether a figure ends them."""
        one = self.figures[at]
        end = self.figures[at + 1].start if at + 1 < len(self.figures) else self.part.end
        said = self.text.words[one.end : end]
        mark = _BETWEEN.search(said)
        return norm(said[: mark.start()] if mark else said), mark is None and end < self.part.end

    def _ends_well(self, at: int, found: Said) -> bool:
        """Whether nothing stands behind the figure that makes it another: 以上, 左右, 未开工."""
        said, is_joined = self._after(at)
        if found.is_before_its_subject or (said == "的" and is_joined):
            return True  # its own rule has looked
        return not said or (found.figure.unit == "个" and said == "项目") or self._is_library(found)

    def _is_library(self, found: Said) -> bool:
        return "pipeline_entries" in found.indicators  # its template has looked

    def _stands_alone(self, at: int) -> bool:
        """Whether a count before its subject needs no measure behind: …建设进展顺利."""
        said, is_joined = self._after(at)
        found = self.grammar.counted.fullmatch(said)
        return found is not None and bool(found["rest"]) and not is_joined

    def _of(self, at: int, one: Printed, clause: str) -> Said | None:
        if len(clause) > LONGEST:
            return None
        found = (
            self._of_library(at, one, clause)
            or self._of_growth(one, clause)
            or self._of_count(at, one, clause)
            or self._of_share(one, clause)
            or self._of_measure(at, one, clause)
        )
        return None if found is None else _of_year(found, clause)

    def _until(self, one: Printed) -> Until | None:
        return self.text.days.done_by(self.part.begin, one.start)

    def _of_library(self, at: int, one: Printed, clause: str) -> Said | None:
        if one.unit == "个":
            after, _ = self._after(at)
            for template in self.grammar.words.templates:
                if self._fits(template, clause, after):
                    self._speak_of(NOBODY, 0)
                    self.library = template.library
                    return self._library_figure(one, "pipeline_entries")
        if self.library and one.unit in OF_MONEY:
            for pattern, code in _OF_LIBRARY:
                if pattern.fullmatch(clause):
                    return self._library_figure(one, code)
        return None

    def _fits(self, template: Template, clause: str, after: str) -> bool:
        if not clause.endswith(template.before) or after != template.after:
            return False
        return bool(self.grammar.bare.fullmatch(clause[: len(clause) - len(template.before)]))

    def _library_figure(self, one: Printed, code: str) -> Said:
        return Said(one, (code,), NOBODY, self._until(one), {"library": self.library})

    def _of_growth(self, one: Printed, clause: str) -> Said | None:
        if one.unit != PERCENT:
            return None
        regions = self.grammar.words.regions
        until = self.text.days.within(self.part.begin, one.start)
        if until is None or not regions:
            return None
        if self.grammar.growth.fullmatch(clause):
            self._speak_of(NOBODY, 0)
            self.is_growth = True
            return Said(one, (FAI,), NOBODY, until, {"region": regions[0]})
        if self.is_growth and (region := is_region(clause, regions)):
            return Said(one, (FAI,), NOBODY, until, {"region": region})
        return None

    def _of_count(self, at: int, one: Printed, clause: str) -> Said | None:
        """67 个省市级重点项目投资完成率 …"""
        if one.unit != "个" or not self.grammar.bare.fullmatch(clause):
            return None
        after, is_joined = self._after(at)
        found = self.grammar.counted.fullmatch(after) if len(after) <= LONGEST else None
        if found is None or not (is_joined or re.fullmatch(_AFTER, found["rest"])):
            return None
        self._speak_of(self.grammar.words.subjects[found["subject"]], one.number)
        return Said(
            one,
            ("listed", "projects"),
            self.subject,
            self._until(one),
            group=one.number,
            is_before_its_subject=True,
        )

    def _of_share(self, one: Printed, clause: str) -> Said | None:
        """为年度计划 424 亿元的 40.3%."""
        if clause != "的" or one.unit != PERCENT or self.whole in {"", PAIRS}:
            return None
        self.rate, self.whole = self.whole, ""
        return Said(one, (self.rate,), self.subject, self._until(one), group=self.group)

    def _of_measure(self, at: int, one: Printed, clause: str) -> Said | None:
        for measure, pattern in self.grammar.measures:
            if one.unit not in measure.units or not (found := pattern.fullmatch(clause)):
                continue
            made = self._made(at, one, measure, found.groupdict())
            if made is not None:
                return made
        return self._of_another_year(one, clause)

    def _of_another_year(self, one: Printed, clause: str) -> Said | None:
        """使用率 73.9%，其中 2020 年 86.32%、2021 年 66.74%."""
        found = _YEAR_ALONE.fullmatch(clause)
        if found is None or one.unit != PERCENT or self.rate != "bond_use_rate":
            return None
        where = {"year": int(found["issued"])}
        return Said(one, (self.rate,), self.subject, self._until(one), where, self.group)

    def _made(
        self, at: int, one: Printed, measure: Measure, found: Mapping[str, str | None]
    ) -> Said | None:
        subject = self.subject
        if named := found.get("subject"):
            subject = self.grammar.words.subjects[named]
        if bool(measure.of) != bool(subject.name) or (
            measure.of and subject.kind not in measure.of
        ):
            return None
        indicators = measure.indicators
        if "listed" in indicators and not named:
            return None  # a bare count may be of anything
        if named and subject != self.subject:
            self._speak_of(subject, one.number if "listed" in indicators else 0)
        elif named and "listed" in indicators:
            self.group = one.number
        if "listed" in indicators and _BY_PAIRS.match(self._next_clause(at)):
            indicators = ("listed",)
        if "ahead" in indicators:
            if self.rate not in {"", "completion", "target_completion"}:
                return None
            if not self.rate and any(f.unit == PERCENT for f in self.figures[:at]):
                return None
            indicators = ("target_ahead",) if self.rate == "target_completion" else indicators
        made = Said(
            one,
            indicators,
            subject,
            self._until(one),
            where=_row(found),
            group=self.group,
            is_behind=bool(found.get("behind")),
            target=measure.target,
        )
        self.whole = {"annual_plan": "completion"}.get(next(iter(indicators), ""), "")
        if measure.target:
            self.whole = "target_completion" if measure.target == MONEY else PAIRS
        if one.unit == PERCENT:
            self.rate = next(iter(indicators), "")
        return made

    def _next_clause(self, at: int) -> str:
        end = self.figures[at + 1].start if at + 1 < len(self.figures) else self.part.end
        clauses = _clauses(self.text.words[self.figures[at].end : end])
        return clauses[1] if len(clauses) > 1 else ""


def _row(found: Mapping[str, str | None]) -> dict[str, str | int]:
    issued = found.get("issued")
    return {"year": int(issued)} if issued else {}


def _of_year(found: Said, clause: str) -> Said | None:
    """The same, said of the year that its clause names; None where it names two."""
    years = {int(year) for year in _YEAR.findall(clause)} - {found.where.get("year")}
    if not years or found.where.get("library"):
        return found
    if len(years) > 1 or (found.until and found.until.year not in {None, *years}):
        return None
    (year,) = years
    until = None if found.until is None else replace(found.until, year=int(year))
    return replace(found, until=until, year=int(year))
