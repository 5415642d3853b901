"""The address is a page's only state, whatever a browser goes on sending."""

import re
from urllib.parse import parse_qs

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.query_params import QueryParams
from streamlit.testing.v1 import AppTest

from cockpit import web
from cockpit.web import address
from tests.pages.conftest import ROOT
from tests.pages.reading import widget

MAY = {"as_of": "2022-05-31"}
# page, what its link says, and the widget that a closed popover or a slow line keeps at that
HELD = [
    ("ledger", {"class": "三个一批"}, "class"),
    ("ledger", {"town": "豫龙镇"}, "town·折叠"),
    ("", {"domain": "生态环保"}, "domain"),
    ("ledger", {"basis": "day"}, "basis"),
    ("ledger", {"as_of": "2021-12-31"}, "as_of"),
    ("ledger", {"as_of": "2021-12-31"}, "as_of_year"),
    ("ledger", {"show": "lit"}, "show"),
    ("ledger", {"q": "学校"}, "q"),
    ("ledger", {"lamp": "红"}, "lamp"),
    ("ledger", {"stage": "停工"}, "stage"),
    ("ledger", {"lead": "市领导 07"}, "lead"),
    ("ledger", {"org": "示例单位 14"}, "org"),
    ("ledger", {"sort": "plan"}, "sort"),
    ("ledger", {"cols": ["name", "lamp"]}, "cols"),
    ("ledger", {"since": "lastmonth"}, "ledger since"),
    ("targets", {"solve": "count"}, "targets-solve"),
    ("targets", {"closed": "none"}, "targets-closed"),
    ("why", {"indicator": "completed"}, "why indicator"),
    ("why", {"since": "lastmonth"}, "why since"),
    ("growth", {"region": "郑州市"}, "region"),
    ("growth", {"against": "河南省"}, "against"),
    ("growth", {"later": "hide"}, "later"),
    ("growth", {"kind": "all"}, "kind"),
    ("teams", {"only": "led"}, "teams only"),
]


def link(test: AppTest) -> dict[str, list[str]]:
    """The address without the day and the version that it began with."""
    said = {name: test.query_params[name] for name in test.query_params}
    return {name: [v] if isinstance(v, str) else list(v) for name, v in said.items()}


def as_a_browser(test: AppTest, held) -> AppTest:
    """Run the page anew; beside what is on screen the browser sends the states it still holds."""
    states = test._tree.get_widget_states()
    kept = [state for state in held.widgets if state.WhichOneof("value") != "trigger_value"]
    mine = {state.id: state for state in [*states.widgets, *kept]}
    del states.widgets[:]
    states.widgets.extend(mine.values())
    return test._run(states)


def opened(run, path: str, said: dict) -> AppTest:
    return run(path, **{name.replace("class", "class_"): v for name, v in {**MAY, **said}.items()})


@pytest.mark.parametrize(("path", "said", "name"), HELD, ids=[f"{p} {n}" for p, _, n in HELD])
def test_a_choice_taken_out_of_the_link_stays_out(filled, run, path, said, name):
    test = opened(run, path, said)
    chosen, held = widget(test, name).value, test._tree.get_widget_states()
    for parameter in said:
        del test.query_params[parameter]
    test.query_params["as_of"] = "2022-05-31"
    for _ in range(2):  # the first run is told of the new link, the second finds the old value
        as_a_browser(test, held)
        assert link(test) == {"as_of": ["2022-05-31"]}
        assert widget(test, name).value != chosen


def test_a_cleared_filter_does_not_come_back_with_the_next(filled, run):
    test = opened(run, "ledger", {})
    widget(test, "class").set_value(["三个一批"]).run()
    held = test._tree.get_widget_states()
    next(b for b in test.button if b.key == "clear").click().run()
    assert "class" not in link(test)
    test.query_params["town"] = "王村镇"  # a tile is a link
    as_a_browser(test, held)
    as_a_browser(test, held)
    assert link(test) == {"as_of": ["2022-05-31"], "town": ["王村镇"]}


@pytest.fixture
def told(monkeypatch) -> list[str]:
    """The addresses that the browser is told, each an entry of its history."""
    sent: list[str] = []
    tell = QueryParams._send_query_param_msg

    def note(params) -> None:
        sent.append(address.as_text(params._query_params))
        tell(params)

    monkeypatch.setattr(QueryParams, "_send_query_param_msg", note)
    return sent


def test_clearing_all_is_one_step_of_the_history(filled, run, told):
    test = opened(run, "ledger", {"class": "三个一批", "town": ["豫龙镇", "王村镇"], "level": "市"})
    next(b for b in test.button if b.key == "clear").click().run()
    assert told == ["as_of=2022-05-31"]


@pytest.mark.parametrize(
    ("path", "said", "name", "value"),
    [
        ("ledger", {"page": "2", "pick": "SL-2022-0001"}, "show", "lit"),
        ("targets", {"solve": "count", "closed": "none"}, "targets-solve", "money"),
        ("why", {"since_version": "1", "cause": "plan"}, "why since", "lastmonth"),
        ("why", {"cause": "plan"}, "why indicator", "completed"),
        ("ledger", {"since_version": "1"}, "ledger since", "lastmonth"),
    ],
)
def test_a_choice_is_one_step_of_the_history(filled, run, told, path, said, name, value):
    test = opened(run, path, said)
    widget(test, name).set_value(value).run()
    assert len(told) == 1


def test_a_choice_that_changes_nothing_is_no_step(filled, run, told):
    test = opened(run, "ledger", {"q": "学校"})
    widget(test, "as_of").set_value(None).run()
    assert told == []
    assert widget(test, "as_of").value.isoformat() == "2022-05-31"


def test_a_widget_keeps_its_key_while_it_says_what_the_link_says(filled, run):
    test = opened(run, "ledger", {})
    key = widget(test, "lamp").key
    widget(test, "lamp").set_value(["红"]).run()
    widget(test, "lamp").set_value(["黄", "红"]).run()
    assert widget(test, "lamp").key == key  # the keyboard's focus stays
    test.query_params["lamp"] = "绿"
    test.run()
    assert widget(test, "lamp").key != key


def test_two_quick_clicks_both_count(filled, run, monkeypatch):
    test = opened(run, "ledger", {})
    monkeypatch.setattr(web, "heard", lambda: None)  # the first run is cut short by the second
    widget(test, "class").set_value(["三个一批"]).run()
    del test.query_params["class"]  # as the browser had it when the second click was made
    widget(test, "show").set_value("lit").run()
    assert link(test) == {"as_of": ["2022-05-31"], "class": ["三个一批"], "show": ["lit"]}


def test_back_is_no_click_from_before(filled, run, monkeypatch):
    test = opened(run, "ledger", {})
    monkeypatch.setattr(web, "heard", lambda: None)
    widget(test, "class").set_value(["三个一批"]).run()
    del test.query_params["class"]
    real = ScriptRunContext.reset
    monkeypatch.setattr(
        ScriptRunContext,
        "reset",
        lambda self, **more: real(self, **more | {"is_history_navigation": True}),
    )
    test.run()
    assert link(test) == {"as_of": ["2022-05-31"]}
    assert widget(test, "class").value == []


@pytest.mark.parametrize(
    ("now", "target", "drawn", "result"),
    [
        ("town=豫龙镇", "town=王村镇", "", "town=豫龙镇&town=王村镇"),  # beside another tile
        ("town=豫龙镇", "", "town=豫龙镇", ""),  # a chip
        ("class=专项债", "basis=day&town=王村镇", "", "class=专项债&basis=day&town=王村镇"),
        ("town=豫龙镇", "town=豫龙镇", "", "town=豫龙镇"),  # the same tile twice
        ("definition=b", "definition=c", "definition=a", "definition=c"),  # one value only
        ("also=A", "also=B", "", "also=A&also=B"),
        ("q=校", "", "show=lit", "q=校"),
    ],
)  # fmt: skip
def test_a_link_changes_what_it_meant_to(now, target, drawn, result):
    got = address.moved(parse_qs(now), parse_qs(target), parse_qs(drawn), ("also",))
    assert {name: values for name, values in got.items() if values} == parse_qs(result)


def test_only_one_module_writes_the_address():
    written = re.compile(r"\bst\.query_params|session_state\[[^\]]*\] = ")
    found = {
        path.name for path in (ROOT / "cockpit").rglob("*.py") if written.search(path.read_text())
    }
    # the box of the sidebar looks for a project, the others hold what is under way (dropped files,
    # a pasted text, what was pressed in a dialog or on a link of a site): nothing of the view
    writers = {"history.py", "search.py", "address.py", "imports.py", "problems.py", "bulletin.py"}
    asking = {"assessment.py", "assessment_forms.py", "new_problem.py", "teams.py"}
    asking |= {"meeting_forms.py"}
    assert found == writers | asking


@pytest.mark.parametrize(("path", "said", "name"), HELD, ids=[f"{p} {n}" for p, _, n in HELD])
def test_a_run_that_changes_nothing_gives_no_widget_up(filled, run, path, said, name):
    test = opened(run, path, said)
    before = widget(test, name).key
    assert widget(test.run(), name).key == before
