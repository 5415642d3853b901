"""What was worked out from a mart, kept with it: answers of questions, and parts of screens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from pandas import DataFrame

T = TypeVar("T")
Key = tuple[object, ...]
MOST = 2000  # a mart's answers are dropped with it; this bounds a crawler of links
LARGE, MOST_LARGE = 5000, 24  # rows of a frame that takes megabytes, and how many of those stay
_UNKNOWN = object()


@dataclass(frozen=True)
class Kept:
    """Key → what was made; the oldest goes first. Threads may share it: at worst one makes again.

    What is kept is shared: it is taken from, and never written into.
    """

    made: dict[Key, object] = field(default_factory=dict)

    def get(self, key: Key, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once a key; ``key`` holds all that it depends on."""
        found = self.made.get(key, _UNKNOWN)  # asked once: another thread may drop it meanwhile
        if found is _UNKNOWN:
            found = make()
            while len(self.made) >= MOST:
                self.made.pop(next(iter(self.made)), None)
            if _is_large(found):
                self._forget_large()
            self.made[key] = found
        return cast(T, found)

    def _forget_large(self) -> None:
        """Drop the oldest large frames, so that one more can stay."""
        large = [key for key, answer in list(self.made.items()) if _is_large(answer)]
        for key in large[: max(0, len(large) - MOST_LARGE + 1)]:
            self.made.pop(key, None)


def _is_large(answer: object) -> bool:
    return isinstance(answer, DataFrame) and len(answer) > LARGE
