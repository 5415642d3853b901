"""Every setting of the cockpit: name, default and what it is for.

A setting is read from the environment (``COCKPIT_…``), else from ``.streamlit/secrets.toml``
under ``[cockpit]``, else it has its default. ``python -m cockpit settings`` prints the list.
"""

import os
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Setting:
    """One setting: its name, default and, in a sentence, what it is for."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("COCKPIT_LAKE", "data/lake", "湖的文件夹；相对路径从项目根算起"),
    Setting("COCKPIT_SAMPLE", "on", "首次启动是否装入示例台账：on 或 off"),
    Setting("COCKPIT_TODAY", "", "把“今天”固定为某日（YYYY-MM-DD），演示与测试用；空为上海今天"),
    Setting("COCKPIT_READERS", "everyone", "谁能看：everyone，或 signed-in（须登录）"),
    Setting("COCKPIT_AUTHOR", "", "导入者的署名；空为操作系统用户名"),
    Setting("COCKPIT_POLL_SECONDS", "1", "服务多久看一次湖里有没有新版本，秒"),
)


@dataclass(frozen=True)
class Settings:
    """The settings as read, typed.

    ``lake`` is a folder; ``sample`` says whether a first start loads the demonstration ledger;
    ``today`` overrides the clock; ``signed_in_only`` closes reading to visitors without sign-in.
    """

    lake: Path
    sample: bool
    today_override: date | None
    signed_in_only: bool
    author: str
    poll_seconds: float

    def today(self) -> date:
        """Today in Asia/Shanghai, or the day that COCKPIT_TODAY names."""
        return self.today_override or datetime.now(SHANGHAI).date()


def _secrets() -> dict[str, str]:
    path = ROOT / ".streamlit" / "secrets.toml"
    if not path.is_file():
        return {}
    return {k: str(v) for k, v in tomllib.loads(path.read_text("utf-8")).get("cockpit", {}).items()}


def load() -> Settings:
    """Read all settings now; the environment wins over the secrets file."""
    secrets = _secrets()

    def value(name: str) -> str:
        default = next(s.default for s in SETTINGS if s.name == name)
        return os.environ.get(name, secrets.get(name, default)).strip()

    today = value("COCKPIT_TODAY")
    return Settings(
        lake=(ROOT / value("COCKPIT_LAKE")).resolve(),
        sample=value("COCKPIT_SAMPLE").lower() not in {"off", "0", "false", "no"},
        today_override=date.fromisoformat(today) if today else None,
        signed_in_only=value("COCKPIT_READERS") == "signed-in",
        author=value("COCKPIT_AUTHOR") or os.environ.get("USER", "office"),
        poll_seconds=float(value("COCKPIT_POLL_SECONDS")),
    )
