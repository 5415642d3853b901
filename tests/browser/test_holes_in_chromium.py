"""What is read on every page of an almost empty real ledger: no nan, no None, no hole."""

import pytest
from playwright.sync_api import expect

from tests import awkward, holes
from tests.browser.pages import PATHS, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
# what stands on a page and in what it mounts, and what a table's cells say to a screen reader
READ = """() => {
  const said = [document.body.innerText];
  const roots = [document];
  for (let i = 0; i < roots.length; i++) for (const node of roots[i].querySelectorAll('*')) {
    if (!node.shadowRoot) continue;
    roots.push(node.shadowRoot);
    for (const part of node.shadowRoot.children) said.push(part.innerText ?? '');
  }
  for (const cell of document.querySelectorAll('[data-testid=stDataFrame] [role=gridcell]'))
    said.push(cell.textContent);
  return said.join('\\n');
}"""
OWN = {
    "project": f"/project?as_of={awkward.AS_OF}&project=B2",
    "worklog": f"/worklog?as_of={awkward.AS_OF}&person=乙",
}
NOTHING = {"assessment": "没有可考核的项目"}  # no project has a township or an office


def test_no_page_of_an_almost_empty_ledger_has_a_hole(serve, new_page, tmp_path):
    store = awkward.lake(tmp_path / "lake", awkward.bare())
    with serve(store.folder) as address:
        page = new_page()
        for name, path in (PATHS | OWN).items():
            if name in NOTHING:
                page.goto(address + path)
                expect(page.get_by_text(NOTHING[name])).to_be_visible(timeout=20_000)
            else:
                opened(page, address + path)
            text = page.evaluate(READ)
            assert "没有画成" not in text, name
            assert holes.found(text) == [], name
        page.goto(f"{address}/wall?as_of={awkward.AS_OF}")
        text = page.evaluate(READ)
        assert "固投增速" in text
        assert holes.found(text) == []
