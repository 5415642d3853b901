"""The wall of a view, composed once: its fragment, its points and its files all read from it."""

from cockpit.screens import wall
from cockpit.screens.wall.context import WallContext
from cockpit.web.server import store
from cockpit.web.view import View


def composed(view: View) -> WallContext:
    """Everything the wall of a view says."""
    return store.remember(
        view.mart,
        ("wall context", view.look, view.standing),
        lambda: wall.compose(view.mart, view.look, view.stamp()),
    )
