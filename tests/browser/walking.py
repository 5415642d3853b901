"""A walk over the pages as a person takes it: choices, chips, Back, forward, reload, other pages.

After each step the address must be the one that the step means, worked out here and not by the
page; what the page shows of it, its figures among that, must agree; and Back must return to just
the earlier address and view.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pandas as pd
from playwright.sync_api import Page, TimeoutError, expect

from cockpit.link.look import LABELS, PARAMETERS
from cockpit.screens.pages import PAGES
from cockpit.warehouse.mart import Mart
from queries import lamps as lamps_of
from queries import rows
from queries.filters import Filters
from tests.browser.pages import DRAWN
from tests.serving import until

MAY = "2022-05-31"
PATIENCE = 150_000  # a walk is long, and the machine may be busy
Link = dict[str, frozenset[str]]
# filter → values that leave something of the demonstration alone or with one other
VALUES = {
    "class": ("重点项目", "三个一批", "专项债"),
    "level": ("省", "市"),
    "domain": ("生态环保", "重大基础设施"),
    "town": ("豫龙镇", "广武镇", "王村镇"),
}
LAMPS = {"红": "▼ 红灯", "黄": "■ 黄灯", "绿": "▲ 绿灯"}
SEARCHED = ("name", "organisation", "township", "domain", "classes", "leader", "stage")
WALKED = ("", "targets", "growth", "why", "ledger")
# what a page says of its address: in plain sight, without opening anything
SEEN = """() => {
  const text = node => node.innerText.replace(/\\s+/g, ' ').trim();
  const all = (selector, read = text) => [...document.querySelectorAll(selector)]
    .filter(node => node.offsetParent !== null).map(read);
  const main = '[data-testid=stMain] ';
  return {
    bar: all('.st-key-bar [data-testid=stPopoverButton]'),
    head: all(main + 'h1.finding'),
    chips: all('.pill', node => node.dataset.key),
    sums: all('[data-testid=sums]'),
    pressed: all(main + '[data-testid=stButtonGroup] [data-selected]'),
    fields: all(main + 'input', node => node.value),
    tiles: all('.tm a[aria-current=true]', node => node.dataset.key),
    ticks: all('.closers td.c-tick a.on', node => node.dataset.key),
    said: all(main + '[class*=st-key-card-], ' + main + '.linked'),
    stale: all(main + '[data-testid=stElementContainer][data-stale=true]').length,
  };
}"""


def link_of(url: str) -> tuple[str, Link]:
    """The page and the parameters that an address names; without the usual day."""
    parts = urlsplit(url)
    said = {name: frozenset(values) for name, values in parse_qs(parts.query).items()}
    if said.get("as_of") == {MAY}:
        del said["as_of"]
    return parts.path.strip("/"), said


def changed(link: Link, **values: frozenset[str] | set[str]) -> Link:
    """A link with parameters replaced; empty ones are left out."""
    said = {**link, **{name: frozenset(v) for name, v in values.items()}}
    return {name: v for name, v in said.items() if v}


def toggled(link: Link, name: str, value: str) -> Link:
    return changed(link, **{name: link.get(name, frozenset()) ^ {value}})


@dataclass
class Walk:
    """``history``: each address with what was seen there; ``at``: where in it we stand."""

    page: Page
    server: str
    mart: Mart
    chance: random.Random
    history: list[tuple[str, Link, dict]] = field(default_factory=list)
    at: int = -1
    told: list[str] = field(default_factory=list)

    # -- where we are

    @property
    def path(self) -> str:
        return self.history[self.at][0]

    @property
    def link(self) -> Link:
        return self.history[self.at][1]

    def start(self, path: str = "ledger") -> None:
        self.page.goto(f"{self.server}/{path}?as_of={MAY}")
        self._arrived(path, {})

    def go(self, count: int) -> None:
        """So many random steps, and what must hold after each."""
        while len(self.told) < count:
            self._step()

    def _step(self) -> None:
        steps: list[Callable[[], None]] = [self.choose, self.choose, self.own, self.own, self.own]
        steps += [self.clear_one, self.clear_all, self.turn, self.reload]
        steps += [self.back, self.back, self.forward]
        self.chance.choice(steps)()

    def _say(self, words: str) -> None:
        self.told.append(words)
        print(f"{len(self.told):4} {words}", flush=True)

    # -- steps

    def choose(self) -> None:
        """A value of a filter on the bar, into the link or out of it."""
        name = self.chance.choice([*VALUES])
        value = self.chance.choice(VALUES[name])
        self._say(f"filter {name} {value}")
        self._bar(LABELS[name])
        box = self.page.get_by_test_id("stPopoverBody")
        expect(box.get_by_role("button", pressed=True)).to_have_count(
            len(self.link.get(name, ())), timeout=PATIENCE
        )
        box.get_by_role("button", name=value, exact=True).click()
        self._arrived(self.path, self._fresh(toggled(self.link, name, value)), close=True)

    def own(self) -> None:
        """One of the page's own choices; where the filters leave nothing there is none."""
        if self.page.locator(".notice").count():
            self.clear_all()
            return
        ledger = [self.tile, self.tile, self.bar_of, self.show, self.lamp, self.sort, self.search]
        own = {
            "ledger": ledger,
            "targets": [self.solve, self.tick, self.tick],
            "why": [self.indicator, self.since],
            "growth": [self.region, self.kind, self.later],
            "": [self.day],
        }  # fmt: skip
        self.chance.choice(own[self.path])()

    def tile(self) -> None:
        town = self.chance.choice(VALUES["town"])
        self._say(f"tile {town}")
        self.page.locator(f".tm a[data-key='{town}']").click()
        self._arrived("ledger", self._fresh(toggled(self.link, "town", town)))

    def bar_of(self) -> None:
        domain = self.chance.choice(VALUES["domain"])
        self._say(f"bar {domain}")
        self.page.locator(f".dbs a[data-key='{domain}']").click()
        self._arrived("ledger", self._fresh(toggled(self.link, "domain", domain)))

    def show(self) -> None:
        code, words = self.chance.choice([("", "全部"), ("lit", "亮灯")])
        self._say(f"show {words}")
        now = self.link.get("show", frozenset())
        self.page.get_by_role("radiogroup", name="只看").get_by_role("radio", name=words).click()
        if now != ({code} if code else frozenset()):
            self._arrived("ledger", self._fresh(changed(self.link, show={code} if code else set())))

    def lamp(self) -> None:
        lamp, words = self.chance.choice([*LAMPS.items()])
        self._say(f"lamp {lamp}")
        self.page.locator(".st-key-more").get_by_role("button", name="更多条件").click()
        box = self.page.get_by_test_id("stPopoverBody")
        group = box.get_by_role("toolbar", name="灯")
        expect(group.get_by_role("button", pressed=True)).to_have_count(
            len(self.link.get("lamp", ())), timeout=PATIENCE
        )
        group.get_by_role("button", name=words).click()
        self._arrived("ledger", self._fresh(toggled(self.link, "lamp", lamp)), close=True)

    def sort(self) -> None:
        code, words = self.chance.choice([("plan", "年计划从大到小"), ("name", "按名称")])
        self._say(f"sort {code}")
        self.page.locator(".st-key-more").get_by_role("button", name="列 ").click()
        box = self.page.get_by_test_id("stPopoverBody")
        self._select(box, "排序", words)
        self._arrived("ledger", self._fresh(changed(self.link, sort={code})), close=True)

    def search(self) -> None:
        words = self.chance.choice(["示例", "项目", ""])
        self._say(f"search {words}")
        self.page.get_by_role("textbox", name="搜索").fill(words)
        if {words} - {""} != self.link.get("q", frozenset()):
            self._arrived("ledger", self._fresh(changed(self.link, q={words} - {""})))

    def solve(self) -> None:
        code, words = self.chance.choice([("", "投资总量"), ("count", "项目数")])
        self._say(f"solve {words}")
        group = self.page.get_by_role("radiogroup", name="补哪个缺口")
        if not group.count():
            return
        group.get_by_role("radio", name=words).click()
        want = {code} - {""}
        if want != self.link.get("solve", frozenset()):
            none: set[str] = set()
            self._arrived(
                "targets", changed(self.link, solve=want, closed=none, without=none, also=none)
            )

    def tick(self) -> None:
        ticks = self.page.locator(".closers td.c-tick a:visible")
        if not ticks.count():
            return
        link = ticks.nth(self.chance.randrange(min(4, ticks.count())))
        self._say(f"tick {link.get_attribute('data-key')}")
        _, meant = link_of(link.get_attribute("href") or "")
        link.click()
        self._arrived("targets", meant)

    def indicator(self) -> None:
        code, words = self.chance.choice([("completed", "完成投资"), ("completion", "投资完成率")])
        self._say(f"indicator {code}")
        if code != next(iter(self.link.get("indicator", ("completion",)))):
            self._select(self.page.get_by_test_id("stMain"), "指标", words)
            self._arrived("why", changed(self.link, indicator={code}, cause=set()))

    def since(self) -> None:
        code, words = self.chance.choice([("lastmonday", "5 月 23 日"), ("lastmonth", "上月末")])
        self._say(f"since {code}")
        if code != next(iter(self.link.get("since", ("lastmonday",)))):
            self.page.locator(".st-key-why-tools").get_by_role("radio", name=words).click()
            self._arrived("why", changed(self.link, since={code}, cause=set()))

    def region(self) -> None:
        name = self.chance.choice(["郑州市", "河南省"])
        self._say(f"region {name}")
        if name != next(iter(self.link.get("region", ("荥阳市",)))):
            self._select(self.page.locator(".st-key-pair-choice"), "地区", name)
            self._arrived("growth", changed(self.link, region={name}))

    def kind(self) -> None:
        self._one_of(
            "kind", "哪些增速", [("", "公布与推算"), ("sample", "示例县区"), ("all", "全部")]
        )

    def later(self) -> None:
        self._one_of("later", "", [("", "显示截至日后发布"), ("hide", "隐藏")])

    def _one_of(self, name: str, label: str, offered: list[tuple[str, str]]) -> None:
        code, words = self.chance.choice(offered)
        self._say(f"{name} {words}")
        main = self.page.get_by_test_id("stMain")
        (main.get_by_role("radiogroup", name=label) if label else main).get_by_role(
            "radio", name=words, exact=True
        ).click()
        if {code} - {""} != self.link.get(name, frozenset()):
            self._arrived(self.path, changed(self.link, **{name: {code} - {""}}))

    def day(self) -> None:
        code, words = self.chance.choice([("", "按月"), ("day", "按日")])
        self._say(f"basis {words}")
        self.page.locator(".st-key-bar").get_by_role("button", name="截至").click()
        box = self.page.get_by_test_id("stPopoverBody")
        box.get_by_role("radio", name=words, exact=True).click()
        if {code} - {""} != self.link.get("basis", frozenset()):
            self._arrived(self.path, changed(self.link, basis={code} - {""}), close=True)
        else:
            self.page.keyboard.press("Escape")

    def clear_one(self) -> None:
        """A chip of the ledger."""
        chips = self.page.locator(".pill:visible")
        if self.path != "ledger" or not chips.count():
            return
        chip = chips.nth(self.chance.randrange(chips.count()))
        said = chip.get_attribute("data-key") or ""
        self._say(f"chip {said}")
        label, _, value = said.partition(" ")
        name = {"只看": "show", "灯": "lamp", "搜索": "q"}.get(label) or next(
            name for name in PARAMETERS if LABELS[name] == label
        )
        values = self.link[name]
        if name in VALUES or name == "lamp":
            left = frozenset(v for v in values if v not in value and LAMPS.get(v) != value)
        else:
            left = frozenset()
        chip.click()
        self._arrived("ledger", self._fresh(changed(self.link, **{name: left})))

    def clear_all(self) -> None:
        button = self.page.locator(".st-key-clear button:visible")
        if not button.count():
            return
        self._say("clear all")
        button.click()
        self._arrived(self.path, changed(self.link, **dict.fromkeys(PARAMETERS, frozenset())))

    def turn(self) -> None:
        """To another page: the look goes along, the page's own parameters do not."""
        path = self.chance.choice([name for name in WALKED if name != self.path])
        self._say(f"page {path or 'cockpit'}")
        self.page.get_by_test_id("stSidebar").get_by_role(
            "link", name=PAGES[path].title, exact=True
        ).click()
        look = {n: v for n, v in self.link.items() if n in PARAMETERS or n in {"as_of", "basis"}}
        self._arrived(path, look)

    def reload(self) -> None:
        self._say("reload")
        self.page.reload()
        self._seen_again()

    def back(self) -> None:
        if self.at:
            self._say("Back")
            self.page.go_back()
            self.at -= 1
            self._seen_again()

    def forward(self) -> None:
        if self.at < len(self.history) - 1:
            self._say("forward")
            self.page.go_forward()
            self.at += 1
            self._seen_again()

    # -- what must hold

    def _fresh(self, link: Link) -> Link:
        """What depends on the rows in view starts anew."""
        return {name: values for name, values in link.items() if name not in {"pick", "page"}}

    def _arrived(self, path: str, link: Link, *, close: bool = False) -> None:
        """At a new address; nothing may be left of what Back had left for forward."""
        self._wait_for(path, link)
        if close:
            self.page.keyboard.press("Escape")
            expect(self.page.get_by_test_id("stPopoverBody")).to_have_count(0)
        is_new = not self.history or (path, link) != (self.path, self.link)
        seen = self._judged(path, link)
        if is_new:
            del self.history[self.at + 1 :]
            self.history.append((path, link, seen))
            self.at += 1

    def _seen_again(self) -> None:
        path, link, before = self.history[self.at]
        self._wait_for(path, link)
        assert self._judged(path, link, before) == before, self.told

    def _wait_for(self, path: str, link: Link) -> None:
        try:
            until(
                self.page,
                """([path, link]) => {
                  const said = {};
                  for (const [name, value] of new URLSearchParams(location.search))
                    if (!(name === 'as_of' && value === link.usual))
                      (said[name] ??= []).push(value);
                  const names = Object.keys(link.said);
                  return location.pathname.replaceAll('/', '') === path
                    && Object.keys(said).length === names.length
                    && names.every(n => said[n] && said[n].length === link.said[n].length
                      && link.said[n].every(v => said[n].includes(v)));
                }""",
                arg=[path, {"said": {n: [*v] for n, v in link.items()}, "usual": MAY}],
                timeout=PATIENCE,
            )
        except TimeoutError:
            got = link_of(self.page.url)
            raise AssertionError(f"{got} is not {(path, link)} after {self.told}") from None

    def _judged(self, path: str, link: Link, before: dict | None = None) -> dict:
        """What is seen once the page is drawn and agrees with the link."""
        end = 200
        seen: dict = {}
        for _ in range(end):
            until(self.page, DRAWN, timeout=PATIENCE)
            again = self.page.evaluate(SEEN)
            settled = again == seen and not again["stale"] and again["bar"]
            seen = again
            if settled and not self._faults(path, link, seen) and before in (None, seen):
                break
            self.page.wait_for_timeout(120)
        faults = self._faults(path, link, seen)
        assert not faults, f"{faults} after {self.told}"
        assert link_of(self.page.url) == (path, link), self.told
        return seen

    def _faults(self, path: str, link: Link, seen: Mapping) -> list[str]:
        """Where what is seen disagrees with the link."""
        faults = []
        for name, words in zip(PARAMETERS, seen["bar"][1:], strict=False):
            values = link.get(name, frozenset())
            said = words.removeprefix(LABELS[name]).replace("expand_more", "").strip()
            right = {"全部"} if not values else {*values, f"{len(values)} 项"}
            if not set(said.split("、")) <= right:
                faults.append(f"bar says {words}, the link {set(values)}")
        if path == "ledger":
            faults += self._ledger_faults(link, seen)
        if path == "targets" and seen["ticks"] != sorted(seen["ticks"], key=seen["ticks"].index):
            faults.append("ticks")
        return faults

    def _ledger_faults(self, link: Link, seen: Mapping) -> list[str]:
        look = {n: v for n, v in link.items() if n in PARAMETERS or n == "basis"}
        if not self._asked(look)[0]:
            return [] if self.page.locator(".notice").count() == 1 else ["no word of nothing left"]
        faults = []
        chips = {f"{LABELS[n]} {v}" for n in PARAMETERS for v in link.get(n, ())}
        chips |= {f"灯 {LAMPS[v]}" for v in link.get("lamp", ())}
        chips |= {"只看 亮灯"} if "show" in link else set()
        chips |= {f"搜索 {v}" for v in link.get("q", ())}
        if {*seen["chips"]} != chips:
            faults.append(f"chips {seen['chips']}, the link {chips}")
        if {*seen["tiles"]} != link.get("town", frozenset()):
            faults.append(f"tiles {seen['tiles']}")
        if seen["fields"][:1] != [next(iter(link.get("q", ("",))))]:
            faults.append(f"search field {seen['fields']}")
        pressed = "亮灯" if "show" in link else "全部"
        if not seen["pressed"] or not seen["pressed"][0].startswith(pressed):
            faults.append(f"只看 {seen['pressed']}")
        count, completed = self._asked(link)
        said = " ".join(seen["sums"])
        if count and (f"合计 {count} " not in said or f"已完成 {completed} " not in said):
            faults.append(f"{said}: the question gives {count} and {completed}")
        return faults

    def _asked(self, link: Link) -> tuple[int, str]:
        """Rows and completed 亿元 of a link, asked of the mart and narrowed here."""
        basis = next(iter(link.get("basis", ("month",))))
        chosen = {field: tuple(link.get(name, ())) for name, field in PARAMETERS.items()}
        connection, day = self.mart.connection, date.fromisoformat(MAY)
        kept = rows.ledger(connection, Filters(day, basis, **chosen))
        lit = lamps_of.by_project(connection, Filters(day, basis)).set_index("project_id")["lamp"]
        kept = kept.assign(lamp=kept["project_id"].map(lit).fillna("不计"))
        if lamps := link.get("lamp"):
            kept = kept[kept["lamp"].isin(lamps)]
        if "show" in link:
            kept = kept[kept["lamp"].isin(["红", "黄"])]
        for word in link.get("q", ()):
            found = [kept[name].fillna("").str.contains(word, regex=False) for name in SEARCHED]
            kept = kept[pd.concat(found, axis=1).any(axis=1)]
        return len(kept), f"{float(kept['completed_wan'].sum()) / 10_000:.1f}"

    # -- the page's widgets

    def _bar(self, label: str) -> None:
        self.page.locator(".st-key-row").get_by_role("button", name=label).click()

    def _select(self, inside, label: str, words: str) -> None:
        field = inside.get_by_role("combobox", name=label, exact=True)
        field.click()
        field.fill(words)  # a long list is drawn only in part
        self.page.get_by_role("option", name=words, exact=True).click()
