"""What a screen says of its data: dates, basis, version, kind and freshness."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cockpit import numbers
from cockpit.city import City, city_of
from cockpit.link.look import BASIS_NAMES, Look
from cockpit.registry.indicators import Taken
from cockpit.warehouse.mart import Mart
from queries import freshness
from queries.moments import moments

KIND_WORDS = {"sample": "示例数据", "real": "台账数据", "": "未装入台账"}


@dataclass(frozen=True)
class Stamp:
    """The dates and the origin of a screen's figures.

    ``as_of``: the day looked at. ``cut_on``: the day at which rates are taken; ``days``: at which
    days other figures are, by ``Indicator.taken``, and the rest of ``queries.moments``; kinds of
    data without any record are left out. ``is_cut_asked``: the link asks for as_of, to which
    ``behind`` projects have not reported. ``basis`` of 序时 in Chinese. ``time_progress``: a share,
    None for the curve basis (each set has its own); ``months``: of the year over at the cut.
    ``version``: data version; ``is_latest``; ``newest_on``: the day that the latest version opens
    without a date, None where nobody asks; ``committed_at``: when it was committed.
    ``ledger_kind``: sample, real or empty; ``kind_words`` in Chinese. ``last_report_on``,
    ``days_since``: the last report by as_of and its age in days, None without a report.
    ``projects``, ``not_reported``: counts in the filter. ``city``: whose ledger it is.
    """

    as_of: date
    cut_on: date
    basis: str
    is_cut_asked: bool
    behind: int
    time_progress: float | None
    months: float
    version: int
    is_latest: bool
    committed_at: datetime | None
    ledger_kind: str
    kind_words: str
    last_report_on: date | None
    days_since: int | None
    projects: int
    not_reported: int
    newest_on: date | None = None
    city: City = field(default_factory=City)
    days: Mapping[str, date] = field(default_factory=dict)

    def day(self, taken: Taken) -> date:
        """The day of figures that are taken so; ``as_of`` where nothing of their kind is known."""
        return self.cut_on if taken == "cut" else self.days.get(taken, self.as_of)

    def until(self, taken: Taken) -> str:
        """截至 5 月底: to which day a kind of data goes, where that is not the day looked at."""
        day = self.day(taken)
        return "" if day == self.as_of else f"截至 {numbers.month_end_words(day, self.as_of)}"

    @property
    def is_begun(self) -> bool:
        """Whether anyone has reported in the year; before that no rate is known."""
        return "reported" in self.days

    @property
    def stale(self) -> str:
        """历史版本 or 非最新, where a later version or day is to be had; else empty."""
        if not self.is_latest:
            return "历史版本"
        return "非最新" if self.newest_on is not None and self.as_of < self.newest_on else ""

    @property
    def figure_kind(self) -> str:
        """The kind of a figure computed from this ledger."""
        return "sample" if self.ledger_kind == "sample" else "computed"

    @property
    def cut_words(self) -> str:
        """To which day the ledger is reported, where it is not the day looked at; else empty."""
        if self.cut_on != self.as_of:
            return f"数据到 {numbers.month_end_words(self.cut_on)}"
        if self.is_cut_asked and self.behind:
            return f"按截至日取数，尚有 {self.behind} 个项目未填报到该日"
        return ""

    @property
    def freshness(self) -> str:
        """最近填报 and its age, in words."""
        if self.last_report_on is None:
            return "截至日之前没有填报"
        age = "当日" if self.days_since == 0 else f"距今 {self.days_since} 天"
        return f"最近填报 {numbers.iso(self.last_report_on)}（{age}）"


def stamp_of(
    mart: Mart,
    look: Look,
    committed_at: datetime | None = None,
    latest: bool = True,
    newest_on: date | None = None,
) -> Stamp:
    """The stamp of a look at a mart."""
    row = freshness.stamp(mart.connection, look.filters).iloc[0]
    days = moments(mart.connection, look.filters)
    missing_report = numbers.is_missing(row.last_report_on)
    kind = "" if numbers.is_missing(row.ledger_kind) else str(row.ledger_kind)
    return Stamp(
        as_of=look.filters.as_of,
        cut_on=row.cut_on.date(),
        is_cut_asked=look.filters.cut == "as_of",
        behind=int(row.not_reported_to_as_of),
        basis=BASIS_NAMES[look.filters.basis],
        time_progress=None if numbers.is_missing(row.time_progress) else float(row.time_progress),
        months=float(row.months),
        version=mart.version,
        is_latest=latest,
        committed_at=committed_at,
        ledger_kind=kind,
        kind_words=KIND_WORDS[kind],
        last_report_on=None if missing_report else row.last_report_on.date(),
        days_since=None if missing_report else int(row.days_since),
        projects=int(row.projects),
        not_reported=0 if numbers.is_missing(row.not_reported) else int(row.not_reported),
        newest_on=newest_on,
        city=city_of(mart, look.filters.as_of),
        days={name.removesuffix("_on"): day for name, day in days.items() if day is not None},
    )
