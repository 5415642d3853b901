"""Parts of a screen that are made once for all who look at the same.

The address is a page's only state, so whoever opens the same address of the same data version is
drawn the same page. What a page is drawn from, and each part of it, is kept with the mart: the
second viewer pays for the widgets only.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from cockpit.screens.view import View


class Seen(Protocol):
    """What a page is drawn from, worked out from its view alone."""

    @property
    def view(self) -> View:
        """The view."""


S = TypeVar("S", bound=View | Seen)
P = ParamSpec("P")
T = TypeVar("T")


def once(make: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Let a function of a view, or of what is worked out from one, work once a view.

    Where a part depends on less than all of the address, ``View.cached`` shares it more widely.
    What follows the first argument has to be hashable, positional, and no more than values. Not
    for what looks at anything but the mart and its versions: files, the session, the visitor's
    rights. What is made is shared, and never written into; what is raised is not kept.
    """

    @wraps(make)
    def made(seen: S, /, *more: P.args, **named: P.kwargs) -> T:
        view = seen if isinstance(seen, View) else seen.view
        key = ("once", make, type(seen), view.key, *more, *sorted(named.items()))
        return view.mart.cached(key, lambda: make(seen, *more, **named))

    return made
