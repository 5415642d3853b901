"""Which screens show an indicator; a test draws them and holds this against what it finds."""

NAMES = {  # a screen's path and name
    "/": "驾驶舱与大屏",
    "/targets": "目标进度",
    "/growth": "增速对比",
    "/why": "为什么变了",
    "/ledger": "项目台账",
    "/project": "项目",
    "/freshness": "数据新鲜度",
}
SHOWN: dict[str, tuple[str, ...]] = {}


def screens_of(code: str) -> list[tuple[str, str]]:
    """Name and path of the screens that show an indicator, in the order of the sidebar."""
    return [(NAMES[path], path) for path in NAMES if code in SHOWN.get(path, ())]
