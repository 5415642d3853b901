"""axe-core on every screen in both themes, and the keyboard: each figure reached, and seen."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.pages import MAY, PATHS, opened
from tests.sample import SLIDES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
BAD = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter(rule => ['serious', 'critical'].includes(rule.impact))
  .map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 200))])"""
# figures that are on screen, in the page and in what it mounts; after a Tab their focus has to show
UNSEEN = """() => {
  const roots = [document], figures = [];
  for (let i = 0; i < roots.length; i++) for (const node of roots[i].querySelectorAll('*')) {
    if (node.shadowRoot) roots.push(node.shadowRoot);
    if (node.matches('a.f, a[data-indicator]') && node.checkVisibility()) figures.push(node);
  }
  const unseen = figures.filter(figure => {
    figure.focus();
    const {outlineStyle, outlineWidth} = getComputedStyle(figure);
    return figure.getRootNode().activeElement !== figure || outlineStyle === 'none'
      || parseFloat(outlineWidth) < 1.5;
  });
  return [figures.length, unseen.map(figure => figure.outerHTML.slice(0, 200))];
}"""
# what is on screen and takes the keyboard, but does not show it
UNSHOWN = """() => {
  const roots = [document], found = [];
  for (let i = 0; i < roots.length; i++) for (const node of roots[i].querySelectorAll('*')) {
    if (node.shadowRoot) roots.push(node.shadowRoot);
    const takes = node.matches('a[href], button, summary, input, textarea, [tabindex="0"]');
    if (!takes || !node.checkVisibility({visibilityProperty: true}) || node.disabled) continue;
    const { width, height } = node.getBoundingClientRect();
    if (width < 2 || height < 2) continue;
    node.focus();
    if (node.getRootNode().activeElement !== node) continue;
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 1.5) found.push(node);
  }
  return found.map(node => node.outerHTML.slice(0, 160));
}"""
FEWEST = {"cockpit": 60, "targets": 10, "freshness": 30, "indicators": 40}


def violations(page: Page) -> list[object]:
    """Serious and critical ones. None of Streamlit's own elements has any: nothing is left out."""
    return page.evaluate(BAD)


@pytest.mark.parametrize("name", PATHS)
def test_page_has_no_serious_violation_and_its_figures_are_reached_by_keyboard(
    server, new_page, name
):
    page = opened(new_page(keep="axe", bypass_csp=True), server + PATHS[name])
    page.wait_for_function(f"least => ({UNSEEN})()[0] >= least", arg=FEWEST.get(name, 0))
    page.evaluate(AXE)
    assert violations(page) == []
    page.keyboard.press("Tab")
    count, unseen = page.evaluate(UNSEEN)
    assert (unseen, count >= FEWEST.get(name, 0)) == ([], True)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"
    )
    page.wait_for_timeout(500)  # colours fade from one theme to the other
    assert violations(page) == []


def test_slides_have_no_serious_violation_in_either_theme(server, new_page):
    page = new_page(keep="axe", bypass_csp=True)
    for slide in SLIDES:
        page.goto(f"{server}/wall/{slide}?{MAY}")
        page.evaluate(AXE)
        assert violations(page) == [], slide
        page.evaluate("document.querySelector('.host').dataset.theme = 'light'")
        assert violations(page) == [], slide


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_wall_has_no_serious_violation_at_either_end_of_its_ground(server, new_page, theme):
    page = new_page(keep="axe", bypass_csp=True)
    page.goto(f"{server}/wall?{MAY}&theme={theme}")
    page.evaluate(AXE)
    for ground in ("--bg0", "--bg1"):  # axe measures no text on a gradient
        page.add_style_tag(content=f".wall {{ background: var({ground}) !important }}")
        assert violations(page) == []
    page.keyboard.press("Tab")
    count, unseen = page.evaluate(UNSEEN)
    assert (unseen, count > 60) == ([], True)


def test_axe_sees_what_is_wrong(server, new_page):
    page = new_page(keep="axe", bypass_csp=True)
    page.goto(f"{server}/wall?{MAY}&theme=light")
    page.evaluate(AXE)
    page.add_style_tag(content=".wall { background: #fff !important; --ink2: #bbb !important }")
    assert [rule for rule, _ in violations(page)] == ["color-contrast"]


@pytest.mark.parametrize("name", PATHS)
def test_whatever_takes_the_keyboard_shows_it(server, new_page, name):
    page = opened(new_page(keep="all"), server + PATHS[name])
    page.keyboard.press("Tab")
    assert page.evaluate(UNSHOWN) == []


@pytest.mark.parametrize("slide", ["", *(f"/{slide}" for slide in SLIDES)])
def test_whatever_takes_the_keyboard_shows_it_on_the_wall(server, page, slide):
    page.goto(f"{server}/wall{slide}?{MAY}")
    page.keyboard.press("Tab")
    assert page.evaluate(UNSHOWN) == []
    # and nothing around cuts the outline off
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.wall a')].filter(link => {
          link.focus();
          const own = link.getBoundingClientRect();
          const { outlineWidth, outlineOffset } = getComputedStyle(link);
          const by = parseFloat(outlineWidth) + parseFloat(outlineOffset);
          for (let box = link.parentElement; box.matches('.wall *'); box = box.parentElement) {
            const { overflow, overflowClipMargin } = getComputedStyle(box);
            if (overflow === 'visible') continue;
            const edge = box.getBoundingClientRect();
            const room = overflow === 'clip' ? parseFloat(overflowClipMargin) : 0;
            const over = Math.max(edge.top - own.top, own.bottom - edge.bottom);
            if (over + by - room > 1) return true;
          }
          return false;
        }).map(link => link.outerHTML.slice(0, 160))"""
    )
    assert cut == []
