"""小微企业园: a glyph a building, area built, firms signed and open."""

from dataclasses import dataclass

from markupsafe import Markup

from cockpit import numbers
from cockpit.numbers import is_missing, text
from cockpit.screens import card, markup
from cockpit.screens.card import Card
from cockpit.screens.classes.data import ClassesData
from cockpit.screens.figures import Figure
from cockpit.screens.once import once
from cockpit.screens.rows import Row, each
from queries import classes

MOST = 60  # glyphs of a park
M2_IN_WAN = 10_000


@dataclass(frozen=True)
class Park:
    """A park as it is drawn. ``houses``: the class of each building; ``more``: those not drawn."""

    name: str
    township: str
    houses: tuple[str, ...]
    more: int
    counts: tuple[tuple[str, Figure], ...]
    area: str
    built: Figure
    value: float
    firms: tuple[tuple[str, Figure], ...]
    told: str


def finding(found: ClassesData) -> tuple[str, str]:
    """Buildings topped out, firms signed and open."""
    rows = list(each(found.view.ask(classes.parks)))
    if not rows:
        return "没有小微企业园", ""
    total = rows[0]
    title = f"{int(total.parks):,} 个小微企业园 {int(total.buildings):,} 栋厂房"
    if is_missing(total.topped):
        return f"{title}，截至这一日还没有填报", ""
    title += (
        f"，封顶 {int(total.topped):,} 栋；签约 {int(total.signed):,} 家，"
        f"入驻 {int(total.opened):,} 家"
    )
    none = [text(row.name) for row in rows[1:] if not is_missing(row.signed) and not row.opened]
    lead = f"还没有企业入驻的：{'、'.join(none)}。" if none else ""
    if found.view.stamp().ledger_kind == "sample":
        lead += "园区数有公布，各园进度没有公布，为示例。"
    return title, lead


@once
def html(found: ClassesData) -> Markup:
    """The parks, those built furthest first."""
    rows = list(each(found.view.ask(classes.parks)))
    if not rows:
        whole = not found.view.look.filters.towns
        empty = (
            "还没有装入小微企业园：导入“小微企业园”和“小微企业园月报”后显示。"
            if whole
            else "所选乡镇（街道）没有小微企业园。"
        )
        return card.html(Card("小微企业园", empty=empty))
    total, own = rows[0], rows[1:]
    title = f"{int(total.parks):,} 个园区"
    if not is_missing(total.topped):
        busy = int(total.started) - int(total.topped)
        title = f"封顶 {int(total.topped):,} 栋、在建 {busy:,} 栋"
        topped = sorted(
            (int(row.topped) for row in own if not is_missing(row.topped)), reverse=True
        )
        if len(topped) > 3 and total.topped:
            share = sum(topped[:3]) / int(total.topped)
            title += f"；封顶最多的三个园占 {numbers.percent(share, 0)}%"
    untold = int(total.parks) - int(total.told_parks)
    told = f"截至 {numbers.iso(total.told_on)}" if not is_missing(total.told_on) else "还没有填报"
    sub = f"按建成面积比例从高到低 · 一个楼形一栋：实心封顶、半截在建、虚框未动 · {told}"
    if untold:
        sub += f"，{untold:,} 个没有填报"
    figures = {
        "total": [
            ("厂房", _figure(found, "park_buildings", total.buildings)),
            ("已动工", _figure(found, "park_started", total.started)),
            ("封顶", _figure(found, "park_topped", total.topped)),
            ("建成", _figure(found, "park_built", total.built_ratio)),
            ("签约", _figure(found, "park_signed", total.signed)),
            ("入驻", _figure(found, "park_opened", total.opened)),
            ("园区", _figure(found, "parks", total.parks)),
        ],
        "parks": [_park(found, row) for row in own],
    }
    chosen = found.view.look.filters
    fine = "园区只按乡镇（街道）筛选。" if not chosen.is_whole else ""
    return card.html(Card(title, sub, markup.render("classes/parks", **figures), fine))


def _figure(found: ClassesData, code: str, value: object, park_id: str = "") -> Figure:
    where = {"park_id": park_id} if park_id else None
    return found.figures.from_ledger(code, value, where=where)


def _park(found: ClassesData, row: Row) -> Park:
    park_id = str(row.park_id)
    buildings = int(row.buildings)
    started = 0 if is_missing(row.started) else int(row.started)
    topped = 0 if is_missing(row.topped) else int(row.topped)
    houses = ("top",) * topped + ("half",) * (started - topped)
    houses += ("idle",) * max(0, buildings - len(houses))
    area = "没有规划面积"
    if not is_missing(row.planned_m2):
        done = "—" if is_missing(row.built_m2) else numbers.fixed(row.built_m2 / M2_IN_WAN)
        area = f"建成 {done} / {numbers.fixed(row.planned_m2 / M2_IN_WAN)} 万㎡"
    return Park(
        name=text(row.name) or park_id,
        township=text(row.township) or "乡镇未填",
        houses=houses[:MOST],
        more=max(0, len(houses) - MOST),
        counts=(
            ("共", _figure(found, "park_buildings", row.buildings, park_id)),
            ("已动工", _figure(found, "park_started", row.started, park_id)),
            ("封顶", _figure(found, "park_topped", row.topped, park_id)),
        ),
        area=area,
        built=_figure(found, "park_built", row.built_ratio, park_id),
        value=0.0 if is_missing(row.built_ratio) else 100 * float(row.built_ratio),
        firms=(
            ("签约", _figure(found, "park_signed", row.signed, park_id)),
            ("入驻", _figure(found, "park_opened", row.opened, park_id)),
        ),
        told="" if not is_missing(row.told_on) else "还没有填报",
    )
