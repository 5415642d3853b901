"""数据更新情况: who has not reported, how old each table is, and what was loaded when by whom."""

from cockpit.screens.freshness.page import headline

__all__ = ["headline"]
