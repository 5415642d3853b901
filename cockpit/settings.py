"""Every setting of the cockpit: name, default and what it is for.

A setting is read from the environment (``COCKPIT_…``), else from ``.streamlit/secrets.toml``
under ``[cockpit]``, else it has its default. ``python -m cockpit settings`` prints the list.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cockpit import numbers
from cockpit.errors import BadSetting
from cockpit.places import Shared, Where

ROOT = Path(__file__).resolve().parent.parent
SHANGHAI = ZoneInfo("Asia/Shanghai")
ON_OFF = {"on": True, "off": False, "true": True, "false": False, "yes": True, "no": False}
ON_OFF |= {"1": True, "0": False}
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
ORIGIN = re.compile(r"https?://[\w.-]+(:\d+)?")
LEAST_KEPT, MOST_KEPT = 8, 36500  # days; a shared link lasts seven
FASTEST, SLOWEST = 0.01, 3600.0  # seconds between two looks for a new version
BASE = re.compile(r"(/[A-Za-z0-9_-]+)*")  # a path that nobody writes in another way
TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{16,}")
ENVIRONMENT_ONLY = {"COCKPIT_CATALOGUE_PASSWORD", "COCKPIT_S3_KEY_ID", "COCKPIT_S3_SECRET"}
READERS = {"everyone": False, "signed-in": True}
LOG_FORMATS = {"text": False, "json": True}
URL_STYLES = {"path": True, "vhost": False}
BUCKET = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9._/-]*))?")
REGION = re.compile(r"[a-z0-9-]{2,40}")
GROUP = "group:"  # before the name of a group, among people's e-mail addresses


@dataclass(frozen=True)
class Setting:
    """One setting: its name, default and, in a sentence, what it is for.

    ``is_secret``: its value is shown nowhere.
    """

    name: str
    default: str
    help: str
    is_secret: bool = False


SETTINGS = (
    Setting("COCKPIT_LAKE", "data/lake", "湖的文件夹；相对路径从项目根算起"),
    Setting(
        "COCKPIT_CATALOGUE",
        "",
        "多台机器共用一个存储时的目录库，如 postgres://cockpit@10.1.2.3:5432/cockpit，不写口令；"
        "空为 COCKPIT_LAKE 的文件夹",
    ),
    Setting(
        "COCKPIT_CATALOGUE_PASSWORD",
        "",
        "目录库的口令，只从环境变量读；空则由 PostgreSQL 自己的 PGPASSFILE 等给出",
        is_secret=True,
    ),
    Setting("COCKPIT_DATA", "", "共用存储的数据文件放在哪里，如 s3://cockpit/lake；与上两项一起用"),
    Setting(
        "COCKPIT_S3_ENDPOINT",
        "",
        "S3 服务的网址，如 https://10.1.2.3:9000；写 http:// 则不加密；空为 AWS",
    ),
    Setting("COCKPIT_S3_REGION", "us-east-1", "S3 的区域"),
    Setting("COCKPIT_S3_URL_STYLE", "path", "桶名写在网址的哪里：path（路径）或 vhost（主机名）"),
    Setting("COCKPIT_S3_KEY_ID", "", "S3 的钥匙号，只从环境变量读", is_secret=True),
    Setting("COCKPIT_S3_SECRET", "", "S3 的钥匙，只从环境变量读", is_secret=True),
    Setting("COCKPIT_SAMPLE", "on", "首次启动是否装入示例台账：on 或 off"),
    Setting("COCKPIT_TODAY", "", "把“今天”固定为某日（YYYY-MM-DD），演示与测试用；空为上海今天"),
    Setting("COCKPIT_READERS", "everyone", "谁能看：everyone，或 signed-in（须登录，屏幕用密钥）"),
    Setting(
        "COCKPIT_VIEWERS", "", "登录的人里谁能看：邮箱或 group:组名，逗号隔开；空为登录的人都能看"
    ),
    Setting("COCKPIT_ANALYSTS", "", "谁能下载明细，写法同上；本项与下一项都空时，能看的人都能下载"),
    Setting("COCKPIT_STEWARDS", "", "谁能写入，写法同上；也能看、能下载"),
    Setting("COCKPIT_GROUPS_CLAIM", "groups", "登录服务在哪一项里给出一个人所在的组"),
    Setting("COCKPIT_WRITING", "off", "页面上能否写入：on 或 off；on 还须是 COCKPIT_STEWARDS 的人"),
    Setting(
        "COCKPIT_FRAMED_BY", "self", "谁能把本站嵌在自己的页面里：self、none，或网址，逗号隔开"
    ),
    Setting("COCKPIT_LOG_FORMAT", "text", "服务器日志一行的写法：text，或 json"),
    Setting("COCKPIT_AUTHOR", "", "导入者的署名；空为操作系统用户名"),
    Setting(
        "COCKPIT_ADDRESS",
        "",
        "别人打开本站的网址，如 https://city.example/cockpit；其中的路径是全站的前缀",
    ),
    Setting("COCKPIT_POLL_SECONDS", "0.5", "服务多久看一次湖里有没有新版本，秒"),
    Setting("COCKPIT_COLLECT_SECONDS", "10", "现场填报最多多久入库一次，秒"),
    Setting(
        "COCKPIT_KEEP_VERSIONS_DAYS",
        "30",
        "整理（tidy）时，多少天以前的现场填报版本每天只留最后一版；all 为全部保留。"
        "别的版本、会议用过的版本总是留着",
    ),
    Setting(
        "COCKPIT_METRICS_TOKEN", "", "Prometheus 取 /metrics 的口令；空为不提供", is_secret=True
    ),
)


@dataclass(frozen=True)
class Settings:
    """The settings as read, typed.

    ``lake`` is where the store is: ``shared`` where machines share one, else ``folder``;
    ``sample`` says whether a first start loads the demonstration ledger; ``today_override`` stands
    in for the clock;
    ``signed_in_only`` closes reading to visitors
    without sign-in; ``viewers``, ``analysts`` and ``stewards`` are who may do what, as
    cockpit.roles reads them: addresses in small letters, and ``group:`` with a group's name;
    ``writing`` opens pages to who may write; ``framed_by`` is said as a content policy says it;
    ``keep_versions``: after which time upkeep may drop a version, None for never;
    ``address`` is what others type to come here, without a slash at its end, empty if not said;
    ``metrics_token`` is what who asks for /metrics shows, empty for nobody.
    """

    lake: Where
    folder: Path
    shared: Shared | None
    sample: bool
    today_override: date | None
    signed_in_only: bool
    viewers: frozenset[str]
    analysts: frozenset[str]
    stewards: frozenset[str]
    groups_claim: str
    writing: bool
    framed_by: str
    log_as_json: bool
    author: str
    address: str
    poll_seconds: float
    collect_seconds: float
    keep_versions: timedelta | None
    metrics_token: str = field(repr=False)

    def today(self) -> date:
        """Today in Asia/Shanghai, or the day that COCKPIT_TODAY names."""
        return self.today_override or datetime.now(SHANGHAI).date()

    @property
    def base(self) -> str:
        """The path of the address, below which all lies: ``/cockpit``, or empty."""
        return urlsplit(self.address).path


def secrets_file() -> dict[str, str]:
    path = ROOT / ".streamlit" / "secrets.toml"
    try:
        if not path.is_file():
            return {}
        section = tomllib.loads(path.read_text("utf-8")).get("cockpit", {})
        return {name: str(value) for name, value in section.items()}
    except (OSError, ValueError, AttributeError):
        way_out = "按 TOML 的写法改正，并让运行本程序的账户能读"
        raise BadSetting("这个文件读不出来", where=str(path), way_out=way_out) from None


def _one_of(name: str, said: str, known: Mapping[str, bool]) -> bool:
    """A word that is none of the known is refused: a slip must not open what was to be closed."""
    if said not in known:
        values = "、".join([*known][:2])
        raise BadSetting(f"没有“{said}”这个取值", where=name, way_out=f"可用：{values}")
    return known[said]


def _today(name: str, said: str) -> date | None:
    if not said:
        return None
    try:
        return numbers.day(said)
    except ValueError as wrong:
        raise BadSetting(str(wrong), where=name, way_out="写成 2022-05-31 这样，或留空") from None


def _seconds(name: str, said: str) -> float:
    try:
        seconds = float(said)
    except ValueError:
        seconds = 0.0
    if not (isfinite(seconds) and FASTEST <= seconds <= SLOWEST):
        way_out = f"写 {FASTEST:g} 到 {SLOWEST:g} 之间的秒数，如 1"
        raise BadSetting(f"“{said[:40]}”不行", where=name, way_out=way_out)
    return seconds


def _kept(name: str, said: str) -> timedelta | None:
    if said.lower() == "all":
        return None
    days = int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 0
    if not LEAST_KEPT <= days <= MOST_KEPT:
        way_out = f"写 {LEAST_KEPT} 到 {MOST_KEPT} 之间的天数，如 30；全部保留写 all"
        raise BadSetting(f"“{said[:40]}”不行", where=name, way_out=way_out)
    return timedelta(days=days)


def _folder(name: str, said: str) -> Path:
    way_out = "写一个文件夹的路径，如 data/lake"
    if not said:  # the project's own folder would become the lake
        raise BadSetting("湖的文件夹不能为空", where=name, way_out=way_out)
    try:
        folder = (ROOT / said).resolve()
        is_other = folder.exists() and not folder.is_dir()
    except PermissionError:
        return ROOT / said  # may be right; who opens it says what it is
    except (OSError, RuntimeError, ValueError):  # too long, links in a ring, a NUL
        raise BadSetting(f"“{said[:40]}”不能作路径", where=name, way_out=way_out) from None
    if is_other:
        raise BadSetting(f"“{said[:40]}”是文件，不是文件夹", where=name, way_out=way_out)
    return folder


def _catalogue(name: str, said: str) -> str:
    """How libpq is told: its own words, ``postgres:`` before them, or a URL. No password."""
    from psycopg import ProgrammingError  # noqa: PLC0415  (0.2 s, for shared stores alone)
    from psycopg.conninfo import conninfo_to_dict, make_conninfo  # noqa: PLC0415

    form = "写成 postgres://用户@主机:5432/库名"
    words = said.removeprefix("postgres:") if said[9:11] != "//" else said
    if not said.startswith(("postgres:", "postgresql://")):
        raise BadSetting("目录库只能是 PostgreSQL", where=name, way_out=form)
    try:
        parts = conninfo_to_dict(words)
    except ProgrammingError:  # its message repeats what was said
        raise BadSetting("读不懂这个目录库", where=name, way_out=form) from None
    if "password" in parts:
        way_out = "口令写在环境变量 COCKPIT_CATALOGUE_PASSWORD 里，这里不写"
        raise BadSetting("里面有口令", where=name, way_out=way_out)
    if not parts.get("dbname") or "options" in parts:
        what = "没有写是哪个库" if "options" not in parts else "不能写 options"
        raise BadSetting(what, where=name, way_out=form)
    return make_conninfo("", **parts)


def _shared(value: Callable[[str], str]) -> Shared | None:
    """The store of many machines, if the settings name one; half of one is refused."""
    catalogue, data = value("COCKPIT_CATALOGUE"), value("COCKPIT_DATA")
    if not catalogue and not data:
        return None
    if not catalogue or not data:
        missing = "COCKPIT_DATA" if catalogue else "COCKPIT_CATALOGUE"
        way_out = "COCKPIT_CATALOGUE 和 COCKPIT_DATA 要么都写，要么都不写"
        raise BadSetting("共用的存储只说了一半", where=missing, way_out=way_out)
    place = BUCKET.fullmatch(data)
    prefix = (place[2] or "").strip("/") if place else ""
    if place is None or any(part in {"", ".", ".."} for part in prefix.split("/") if prefix):
        way_out = "写成 s3://桶名/文件夹，如 s3://cockpit/lake"
        raise BadSetting("读不懂数据文件放在哪里", where="COCKPIT_DATA", way_out=way_out)
    endpoint = urlsplit(_web_address("COCKPIT_S3_ENDPOINT", value("COCKPIT_S3_ENDPOINT")))
    if endpoint.path or endpoint.username or endpoint.password:
        way_out = "只写 https://主机:端口，后面不要别的"
        raise BadSetting("S3 服务的网址不能用", where="COCKPIT_S3_ENDPOINT", way_out=way_out)
    key_id, secret = value("COCKPIT_S3_KEY_ID"), value("COCKPIT_S3_SECRET")
    if not key_id or not secret:
        missing = "COCKPIT_S3_SECRET" if key_id else "COCKPIT_S3_KEY_ID"
        raise BadSetting("没有写 S3 的钥匙", where=missing, way_out="写在环境变量里")
    region = value("COCKPIT_S3_REGION") or "us-east-1"
    if not REGION.fullmatch(region):
        way_out = "写小写字母、数字和 -，如 us-east-1"
        raise BadSetting("S3 的区域不能用", where="COCKPIT_S3_REGION", way_out=way_out)
    return Shared(
        catalogue=_catalogue("COCKPIT_CATALOGUE", catalogue),
        password=value("COCKPIT_CATALOGUE_PASSWORD"),
        bucket=place[1],
        prefix=prefix,
        endpoint=endpoint.netloc,
        is_encrypted=endpoint.scheme != "http",
        region=region,
        path_style=_one_of("COCKPIT_S3_URL_STYLE", value("COCKPIT_S3_URL_STYLE"), URL_STYLES),
        key_id=key_id,
        secret=secret,
    )


def _web_address(name: str, said: str) -> str:
    if not said:
        return ""
    way_out = "写完整的网址，如 https://cockpit.local，或留空"
    said = said.rstrip("/")
    try:
        parts = urlsplit(said)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise BadSetting(f"“{said[:40]}”不是网址", where=name, way_out=way_out)
    if parts.query or parts.fragment or not BASE.fullmatch(parts.path):
        way_out = "路径只用字母、数字和 - _，如 https://city.example/cockpit；后面不要别的"
        raise BadSetting(f"“{said[:60]}”的路径不能用", where=name, way_out=way_out)
    return said


def _token(name: str, said: str) -> str:
    if said and not TOKEN.fullmatch(said):
        way_out = "写 16 个以上的字母、数字或 - _ . ~，如 openssl rand -hex 16 给出的"
        raise BadSetting("口令太短，或有不能用的字符", where=name, way_out=way_out)
    return said


def _people(name: str, said: str) -> frozenset[str]:
    """E-mail addresses and groups. A word that is neither would leave somebody out unseen."""
    people = set()
    for one in filter(None, (part.strip() for part in re.split("[,，、;；\\n]", said))):
        is_group = one.lower().startswith(GROUP)
        group = one[len(GROUP) :].strip() if is_group else ""
        if not (group if is_group else ADDRESS.fullmatch(one)):
            way_out = "写邮箱或 group:组名，逗号隔开，如 li@example.cn, group:统计科"
            raise BadSetting(f"“{one[:40]}”不是邮箱，也不是组", where=name, way_out=way_out)
        people.add(GROUP + group if is_group else one.casefold())
    return frozenset(people)


def _framed_by(name: str, said: str) -> str:
    words = [part for part in re.split("[,，\\s]+", said) if part]
    for word in words:
        if word not in {"self", "none"} and not ORIGIN.fullmatch(word):
            way_out = "写 self、none，或嵌它的网站，如 https://portal.example.cn"
            raise BadSetting(f"“{word[:40]}”不行", where=name, way_out=way_out)
    if "none" in words or not words:
        return "'none'"
    return " ".join(f"'{word}'" if word == "self" else word for word in words)


def is_said(name: str) -> bool:
    """Whether a setting is said anywhere, or has its default. Raises BadSetting."""
    return name in os.environ or name in secrets_file()


def load() -> Settings:
    """Read all settings now; the environment wins over the secrets file. Raises BadSetting."""
    secrets = secrets_file()
    if wrong := next((name for name in sorted(ENVIRONMENT_ONLY) if name in secrets), ""):
        way_out = "把它从 .streamlit/secrets.toml 移到环境变量"
        raise BadSetting("这一项只从环境变量读", where=wrong, way_out=way_out)
    said = {s.name: os.environ.get(s.name, secrets.get(s.name, s.default)) for s in SETTINGS}
    value = {name: words.strip() for name, words in said.items()}.__getitem__
    folder = _folder("COCKPIT_LAKE", value("COCKPIT_LAKE"))  # each time: a link may lead elsewhere
    return _read(folder, tuple(said.items()), os.environ.get("USER", "office"))


@lru_cache(maxsize=8)  # asked a dozen times by each run of a page
def _read(folder: Path, said: tuple[tuple[str, str], ...], user: str) -> Settings:
    value = {name: words.strip() for name, words in said}.__getitem__
    shared = _shared(value)
    return Settings(
        lake=shared or folder,
        folder=folder,
        shared=shared,
        sample=_one_of("COCKPIT_SAMPLE", value("COCKPIT_SAMPLE").lower(), ON_OFF),
        today_override=_today("COCKPIT_TODAY", value("COCKPIT_TODAY")),
        signed_in_only=_one_of("COCKPIT_READERS", value("COCKPIT_READERS"), READERS),
        viewers=_people("COCKPIT_VIEWERS", value("COCKPIT_VIEWERS")),
        analysts=_people("COCKPIT_ANALYSTS", value("COCKPIT_ANALYSTS")),
        stewards=_people("COCKPIT_STEWARDS", value("COCKPIT_STEWARDS")),
        groups_claim=value("COCKPIT_GROUPS_CLAIM") or "groups",
        writing=_one_of("COCKPIT_WRITING", value("COCKPIT_WRITING").lower(), ON_OFF),
        framed_by=_framed_by("COCKPIT_FRAMED_BY", value("COCKPIT_FRAMED_BY")),
        log_as_json=_one_of("COCKPIT_LOG_FORMAT", value("COCKPIT_LOG_FORMAT"), LOG_FORMATS),
        author=value("COCKPIT_AUTHOR") or user,
        address=_web_address("COCKPIT_ADDRESS", value("COCKPIT_ADDRESS")),
        poll_seconds=_seconds("COCKPIT_POLL_SECONDS", value("COCKPIT_POLL_SECONDS")),
        collect_seconds=_seconds("COCKPIT_COLLECT_SECONDS", value("COCKPIT_COLLECT_SECONDS")),
        keep_versions=_kept("COCKPIT_KEEP_VERSIONS_DAYS", value("COCKPIT_KEEP_VERSIONS_DAYS")),
        metrics_token=_token("COCKPIT_METRICS_TOKEN", value("COCKPIT_METRICS_TOKEN")),
    )
