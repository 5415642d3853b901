"""A page's table as a file: its name, its title, and what its second sheet says of the rows."""

from collections.abc import Mapping, Sequence
from datetime import date

from pandas import DataFrame

from cockpit import numbers
from cockpit.registry.columns import Column
from cockpit.screens import figure_link
from cockpit.screens.files import File
from cockpit.screens.view import View


def page_file(
    view: View,
    frame: DataFrame,
    columns: Sequence[Column],
    name: str,
    notes: Mapping[str, str],
    *,
    title: str = "",
    on: date | None = None,
    is_chosen: bool = True,
) -> File:
    """The rows of a page, to take along.

    ``name``: what they are, also the file's name with the day ``on`` (the day looked at) and the
    data version; ``title``: where it says more. ``notes``: 口径 and the days of the figures, after
    whose data they are. ``is_chosen``: whether the choice of projects narrows them.
    """
    stamp = view.stamp()
    day = numbers.iso(on or stamp.as_of)
    scope = figure_link.scope_words(view.look, view.city) or "全部"
    return File(
        frame,
        columns,
        f"{name}-{day}-v{stamp.version}",
        title or f"{name}（截至 {day}）",
        {
            "数据": f"{stamp.kind_words}，数据版本 {stamp.version}",
            "截至": day,
            **({"筛选": scope} if is_chosen else {}),
            **notes,
        },
    )
