"""The headline figures against earlier days, below the wall on the cockpit page."""

from typing import Any

from markupsafe import Markup

from cockpit.registry.indicators import INDICATORS
from cockpit.screens import compare, markup, release
from cockpit.screens.view import View

HEADLINES = ("completed", "completion", "ahead", "implemented", "due_not_implemented")


def headlines(view: View) -> Markup:
    """A line a figure: against the Monday before, the last month-end, a year ago where it is
    loaded, and the version or day that the link names (since=, since_version=), each moment once
    and by the day that is really taken; growth against its previous release.

    Raises BadLink, UnknownVersion.
    """
    base = compare.asked(view)
    also = None if base is None or base.code else base

    def make() -> Markup:
        found = {code: compare.compared(view, code, also=also) for code in HEADLINES}
        found["fai_growth"] = release.previous(view)
        lines: list[dict[str, Any]] = [
            {"name": INDICATORS[code].name, "line": compare.comparison_line(held, code)}
            for code, held in found.items()
            if held
        ]
        return markup.render("wall/headlines", lines=lines) if lines else Markup()

    return view.cached("headlines", make, also)
