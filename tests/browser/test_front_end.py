"""The front end in a browser: all that a page needs is asked for at once."""

import re

import pytest

from tests.browser.pages import PATHS, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("name", PATHS)
def test_no_script_of_a_page_comes_in_a_second_wave(server, new_page, name):
    page = new_page(1440, 1800, keep="all")
    opened(page, server + PATHS[name])
    said = page.request.get(server + PATHS[name]).text()
    asked = {
        found[0] for url in page.heard.requests if (found := re.search(r"/static/.*\.js$", url))
    }
    assert asked
    assert {url for url in asked if url not in said} == set()
    # Streamlit's icons, 375 kB of type: those of every page are drawn without it
    assert [url for url in page.heard.requests if "MaterialSymbols" in url] == []
