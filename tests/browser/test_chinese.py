"""No English breaks in: what a page shows and what a screen reader is told of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PATHS, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

# names of files, tables, columns, codes and sources are what they are
ALLOWED = re.compile(
    r"COCKPIT_\w+(?:=[\w-]+)?|python -m cockpit [a-z]+|serve --address|start-sample|--dry-run|"
    r"\[cockpit\]|"
    r"\.streamlit|xlsx|xlsm|xls|csv|txt|docx|parquet|zip|"
    r"PPTX|DOCX|XLSX|HTML|ZIP|JSON|PowerPoint|DuckDB|"
    r"CSV|SQL|Excel|Parquet|JavaScript|Esc|https?://\S+|[a-z]\w*(?:[._]\w+)+|(?<=[的÷] )[a-z]\w*"
)
LATIN = re.compile(r"[A-Za-z]{3,}")
SAID = """() => {
  const APART = 'script, style, noscript, pre, code, [data-testid=stIconMaterial]';
  const said = new Set([document.title]);
  const roots = [document.body];
  while (roots.length) {
    for (const node of roots.pop().querySelectorAll('*')) {
      if (node.shadowRoot) roots.push(node.shadowRoot);
      if (node.closest(APART)) continue;
      for (const name of ['title', 'aria-label', 'placeholder', 'alt', 'aria-valuetext'])
        said.add(node.getAttribute(name) || '');
      for (const part of node.childNodes)
        if (part.nodeType === Node.TEXT_NODE) said.add(part.textContent);
    }
  }
  return [...said];
}"""


def english(page) -> list[str]:
    """What is said with three Latin letters in a row that is no name."""
    said = page.evaluate(SAID)
    return [text for text in said if LATIN.search(ALLOWED.sub("", text))]


@pytest.mark.parametrize("name", PATHS)
def test_a_page_says_nothing_in_english(server, new_page, name):
    page = new_page(1440, 900, keep="all")
    opened(page, server + PATHS[name])
    assert english(page) == []
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_widgets_say_nothing_in_english_when_they_are_open(server, new_page):
    page = new_page(1440, 900, keep="all")
    opened(page, server + PATHS["ledger"])
    page.locator("[data-testid=stPopover] button").first.click()
    page.locator("[data-testid=stDateInput] button[aria-haspopup=dialog]").click()
    expect(page.get_by_role("grid").first).to_be_visible()
    assert english(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_text("更多条件").first.click()
    page.locator("[data-testid=stMultiSelect] input").first.click()
    assert english(page) == []
    page.keyboard.type("没有")
    expect(page.get_by_text("没有匹配的")).to_be_visible()
    assert english(page) == []


def test_a_screen_reader_is_told_numbers_as_they_are_drawn(server, new_page):
    page = new_page(1440, 900, keep="all")
    opened(page, server + PATHS["ledger"])
    cells = page.locator(".grid td").all_text_contents()
    assert any(cell == "−41.7" for cell in cells)
    assert [cell for cell in cells if re.search(r"\d\.\d{3,}", cell)] == []


def test_an_unknown_address_is_said_in_chinese_with_the_pages(server, new_page):
    page = new_page(1440, 900)
    answer = page.goto(f"{server}/nosuch")
    assert answer.status == 404
    expect(page.get_by_role("link", name="项目台账")).to_be_visible()
    assert english(page) == []
    page.heard.complaints[:] = [c for c in page.heard.complaints if "404" not in c]
