"""How lamps are written: shape, word and tone always go together; and what a lit one says."""

SHAPES = {"红": "▼", "黄": "■", "绿": "▲", "不计": "—"}  # the worst first
TONES = {"红": "bad", "黄": "warn", "绿": "ok", "不计": "mute"}
RULES = {  # rule → what its lamp says
    "behind_time_progress": "落后序时",
    "not_started": "应开未开",
    "not_registered": "开工未入库",
}


def word(lamp: str) -> str:
    """红灯, or 不计."""
    return lamp if lamp == "不计" else f"{lamp}灯"


WORDS = {lamp: f"{shape} {word(lamp)}" for lamp, shape in SHAPES.items()}
