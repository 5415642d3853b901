"""A store: a lake, its marts, and what the last look at it found."""

from dataclasses import dataclass, field
from time import monotonic, time

from cockpit.errors import CockpitError, NoData
from cockpit.warehouse.kept import Kept
from cockpit.warehouse.lake import Lake
from cockpit.warehouse.mart import Mart, Marts

WHOLE = 5.0  # seconds between two looks at the files of every version


@dataclass
class Store:
    """A lake and its marts. ``polled``: somebody else refreshes them.

    ``trouble`` is what the last look found wrong with the lake, None for a sound one; ``good_at``
    is when the latest mart was last known to be the newest (Unix time). In trouble, what was read
    before is served on. ``kept``: what was worked out of versions, which never change; their marts
    may long have been dropped.
    """

    lake: Lake
    polled: bool = False
    trouble: CockpitError | None = None
    good_at: float = 0.0
    marts: Marts = field(init=False, repr=False)
    kept: Kept = field(default_factory=Kept, repr=False)
    _whole_at: float = field(default=0.0, repr=False)  # of time.monotonic()

    def __post_init__(self) -> None:
        """The marts of this lake."""
        self.marts = Marts(self.lake)

    def current(self, version: int | None = None) -> Mart:
        """The mart of a data version (None: the latest). Raises NoData, UnknownVersion."""
        served = self.polled and self.marts.held() is not None
        if not served and not self.lake.exists():
            raise NoData(
                "这台机器上还没有数据",
                way_out="在项目文件夹运行 python -m cockpit fill，再刷新本页",
            )
        if not self.polled:
            self.marts.refresh()
        return self.marts.at(version)

    def look(self) -> Mart | None:
        """Look at the lake: the latest mart, the last good one in trouble, None without any."""
        held = self.marts.held()
        if held is None and not self.lake.exists():
            return None
        whole = self.trouble is not None or monotonic() >= self._whole_at
        try:
            held, self.good_at = self.marts.refresh(), time()
            if whole:
                self.lake.verify()
        except CockpitError as problem:
            self.trouble = problem
            return held
        if whole:
            self._whole_at = monotonic() + WHOLE
        self.trouble = None
        return held
