"""What a task that looks again and again says of the same trouble: not each time."""

from time import monotonic

SOONEST, LATEST = 60.0, 3600.0  # seconds until a complaint is repeated in the log
COMPLAINTS = 100  # different ones that are remembered


class Rarely:
    """Lets the same complaint through at once, then after a minute, two, four, at most an hour.

    Twice a second, a traceback each, would be 240 MB of log a day.
    """

    def __init__(self) -> None:
        self._waits: dict[str, tuple[float, float]] = {}  # complaint → not before, then wait

    def may_say(self, complaint: str) -> bool:
        """Whether it is to be said now; that is then counted as said."""
        again, wait = self._waits.get(complaint, (0.0, SOONEST))
        if monotonic() < again:
            return False
        if len(self._waits) >= COMPLAINTS:
            self._waits.pop(next(iter(self._waits)))
        self._waits[complaint] = (monotonic() + wait, min(2 * wait, LATEST))
        return True
