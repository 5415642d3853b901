"""The still of a page: what its first response says, before any front end."""

import re

import pytest

from cockpit.screens.pages import PAGES
from cockpit.web.server import first, recording, shell, still
from tests.pages.reading import Client, plain, served, text_of

AS_OF = "2022-05-31"
FOLDED = ("按月：月底为", "下载", "完成投资比较", "CSV", "Excel", "Parquet")  # in popovers
FIGURE = re.compile(r'<a class="f [^"]*" data-indicator="([a-z_0-9]+)"[^>]*>([^<]*)</a>')


def said_of(client: Client, path: str, **query: str) -> str:
    asked = "&".join(f"{name}={value}" for name, value in {"as_of": AS_OF, **query}.items())
    text = client.get(f"/{path}?{asked}", accept_encoding="identity").text
    return text.partition('<div id="first"')[2]


@pytest.mark.parametrize("path", PAGES)
def test_the_first_response_has_the_figures_and_words_of_the_page(filled, patient, run, path):
    said = said_of(Client(served()), path, **PAGES[path].example_query)
    shown = text_of(run(path, as_of=AS_OF, **PAGES[path].example_query))
    figures = FIGURE.findall(shown)
    assert [figure for figure in figures if figure not in FIGURE.findall(said)] == []
    assert figures or not PAGES[path].shows  # reconciliation prints its own, in tables
    lines = {line.strip() for line in plain(shown, "§").split("§")}
    missing = lines - {line.strip() for line in plain(said, "§").split("§")}
    folded = {line for line in missing if line.startswith(FOLDED)}
    assert missing - folded == set()


def test_it_has_the_sidebar_and_the_bar_as_they_will_stand(filled, patient):
    said = said_of(Client(served()), "targets", town="豫龙镇", **{"class": "重点项目"})
    assert '<a data-testid="stPageLink-NavLink" href="/growth?' in said
    assert re.search(r'href="/targets\?[^"]*" aria-current="page"', said)
    assert "<p>截至 <strong>2022-05-31</strong></p>" in said
    assert "<p>乡镇（街道） <em>豫龙镇</em></p>" in said
    assert "广武镇" not in re.sub(r'class="linked.*', "", said.partition("stMain")[2])[:20_000]
    assert "打开大屏" in said
    assert "复制链接" in said


def test_a_label_is_read_as_streamlit_reads_it():
    assert still.words("乡镇 **全部**") == "乡镇 <strong>全部</strong>"
    assert still.words("乡镇 *豫龙镇*") == "乡镇 <em>豫龙镇</em>"
    assert still.words(r"示例\*一期\* <b>") == "示例*一期* &lt;b&gt;"
    assert still.words("**<img src=x>**") == "<strong>&lt;img src=x&gt;</strong>"


def test_scripts_and_hidden_parts_come_with_the_page(filled, patient):
    said = said_of(Client(served()), "ledger")
    assert "cockpitGrids" not in said
    assert "按计划曲线：各项目的计划进度" not in said  # in the folded choice of the day
    assert said.count("<script>") == 1  # the one by which it gives way


def test_without_a_right_there_is_no_still(filled, patient, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    assert said_of(Client(served()), "targets") == ""


def test_a_still_is_made_once_for_an_address_and_data(filled, patient, monkeypatch):
    client = Client(served())
    before = said_of(client, "freshness")
    monkeypatch.setattr(recording, "recorded", None)  # a second run would fail
    assert said_of(client, "freshness") == before
    monkeypatch.setenv("COCKPIT_TODAY", "2022-06-30")
    assert said_of(client, "freshness") == ""


def test_what_a_chat_adds_to_an_address_makes_no_other_still(filled, patient, monkeypatch):
    client = Client(served())
    before = said_of(client, "reconciliation")
    monkeypatch.setattr(recording, "recorded", None)
    assert said_of(client, "reconciliation", utm_source="chat") == before


def test_what_is_made_already_waits_for_nobodys_work(filled, patient, monkeypatch):
    client = Client(served())
    before = said_of(client, "freshness")
    monkeypatch.setattr(shell, "WAIT", 0.5)
    with first._working, first._working:  # two others are being made
        assert said_of(client, "freshness") == before != ""
        assert said_of(client, "freshness", as_of="2022-05-24") == ""


def test_a_fault_of_the_server_is_not_kept(filled, patient, monkeypatch):
    def broken(*_):
        raise RuntimeError("the mart was given up")

    address = {"as_of": "2022-05-26"}
    with monkeypatch.context() as fault:
        fault.setattr("cockpit.screens.freshness.page.ages", broken)
        assert "这一页没有画成" in said_of(Client(served()), "freshness", **address)
    said = said_of(Client(served()), "freshness", **address)
    assert "这一页没有画成" not in said
    assert 'class="finding"' in said


def test_other_settings_make_another_still(filled, patient, monkeypatch):
    client = Client(served())
    before = said_of(client, "indicators")
    monkeypatch.setattr(recording, "recorded", None)
    monkeypatch.setenv("COCKPIT_AUTHOR", "办公室")
    assert (before != "", said_of(client, "indicators")) == (True, "")


def test_the_wall_takes_the_readers_theme_unless_the_link_asks_for_one(filled, patient):
    client = Client(served())
    assert ".host { color-scheme: light dark; }" in said_of(client, "")
    assert ".host { color-scheme: light dark; }" not in said_of(client, "", theme="dark")


def test_a_page_without_a_sidebar_has_none_before_either(filled, patient):
    client = Client(served())
    assert '<section class="stSidebar"' in said_of(client, "targets")
    said = said_of(client, "targets", town="没有这个镇")
    assert 'class="notice' in said
    assert '<section class="stSidebar"' not in said


def test_a_run_that_fails_leaves_the_page_to_come(filled, patient, monkeypatch):
    def failing(*_):
        raise TimeoutError

    monkeypatch.setattr(recording, "recorded", failing)
    first._made.clear()
    answer = Client(served()).get(f"/targets?as_of={AS_OF}", accept_encoding="identity")
    assert answer.status_code == 200
    assert 'id="first"' not in answer.text
    assert "｜截至" in answer.text


def test_a_bad_link_says_in_its_first_response_what_is_wrong(filled, patient):
    said = said_of(Client(served()), "targets", town="没有这个镇")
    assert "没有这个镇" in said
    assert 'class="notice' in said
