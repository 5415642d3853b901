"""目标进度: whether the year will be made, and which projects would close the gap."""

from cockpit.screens.targets.page import headline

__all__ = ["headline"]
