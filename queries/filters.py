"""What a screen looks at: the only carrier of parameters into the questions."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

BASES = ("month", "day", "curve")
CUTS = ("", "as_of")
MANY = ("classes", "levels", "domains", "towns", "investors")


@dataclass(frozen=True)
class Filters:
    """The date, the basis of 序时, and a choice of projects. An empty choice means all.

    ``as_of``: the day a screen speaks of. ``basis`` of 序时: month (straight between month-ends of
    n/12), day or curve (planned to date). ``cut``: empty for the day to which the ledger is
    reported, ``as_of`` for that day all the same. ``classes``: of the five; ``levels``: 省, 市, 县
    (only 重点项目 have one); ``domains``: of the eight; ``towns``: townships; ``investors``:
    政府投资, 其他投资.
    """

    as_of: date
    basis: str = "month"
    cut: str = ""
    classes: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    investors: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether no choice is made: only then a figure speaks of the whole city."""
        return not any(getattr(self, name) for name in MANY)

    def parameters(self) -> dict[str, object]:
        """The values as the questions bind them."""
        scope = {name: list(getattr(self, name)) for name in MANY}
        return {"as_of": self.as_of, "basis": self.basis, "scope": scope}

    def unchosen(self) -> Self:
        """The same day, basis and cut for the whole city."""
        return self.narrowed(**dict.fromkeys(MANY, ()))

    def narrowed(self, **choice: Any) -> Self:
        """The same look with some of its choices replaced."""
        return replace(self, **choice)

    def within(self, **choice: Any) -> Self:
        """The same look, narrowed further: where a choice is made already, to what is in both.

        A choice that shares nothing with the one made takes its place.
        """
        made = {name: getattr(self, name) for name in choice if name in MANY}
        both = {
            name: tuple(value for value in choice[name] if value in chosen)
            for name, chosen in made.items()
            if chosen
        }
        return self.narrowed(**choice | {name: values for name, values in both.items() if values})
