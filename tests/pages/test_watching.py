"""What watches a server asks: whether it lives, whether it is ready, and its figures."""

import re
from collections import Counter

import pytest
from prometheus_client.parser import text_string_to_metric_families

from cockpit.__main__ import main
from cockpit.errors import StoreBroken
from cockpit.web.server import access, live, store
from tests.pages.reading import Client, served
from tests.pages.test_doors import sign_in

TOKEN = "0123456789abcdef.secret"


@pytest.fixture
def client(filled) -> Client:
    return Client(served())


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setenv("COCKPIT_METRICS_TOKEN", TOKEN)


def samples(client: Client, name: str) -> dict[tuple[str, ...], float]:
    """A figure's values by those of its labels."""
    answer = client.get("/metrics", authorization=f"Bearer {TOKEN}")
    assert answer.status_code == 200
    return {
        tuple(sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
        if sample.name == name
    }


def counted(client: Client) -> Counter[tuple[str, ...]]:
    return Counter(samples(client, "cockpit_answer_seconds_count"))


def test_alive_is_said_whatever_store_settings_and_readers_are(client, nowhere, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed_in")
    monkeypatch.setattr(store, "store", lambda: pytest.fail("asked the store"))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_is_who_has_a_sound_store_and_its_mart(client, monkeypatch):
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["status"], ready.json()["version"]) == (200, "ok", 2)
    monkeypatch.setattr(store.store(), "trouble", StoreBroken("一个文件坏了"))
    ready = client.get("/readyz")
    said = {"status": "数据存储不可用", "what": "一个文件坏了", "version": 2}
    assert (ready.status_code, ready.json() | said) == (503, ready.json())


def test_without_a_store_nobody_is_ready(nowhere):
    ready = Client(served()).get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (503, "还没有数据")


def test_while_reading_is_closed_ready_says_no_more_than_that(client, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    assert client.get("/readyz").json() == {"status": "ok"}
    monkeypatch.setattr(store.store(), "trouble", StoreBroken("一个文件坏了"))
    assert client.get("/readyz").json() == {"status": "数据存储不可用"}
    client.cookies[access.COOKIE] = sign_in()
    assert client.get("/readyz").json()["version"] == 2


def test_figures_are_for_nobody_until_a_setting_says_for_whom(client):
    answer = client.get("/metrics", authorization="Bearer ")
    assert (answer.status_code, "没有这个地址" in answer.text) == (404, True)


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer x", f"Basic {TOKEN}", TOKEN, "Bearer 密"])
def test_figures_are_for_who_shows_the_token(told, client, shown):
    shown = shown.encode().decode("latin-1")  # as it goes over the line
    answer = client.get("/metrics", **({"authorization": shown} if shown else {}))
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "cockpit_" not in answer.text
    assert client.get("/metrics", authorization=f"Bearer {TOKEN}").status_code == 200


def test_a_sign_in_is_no_token(told, client, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    client.cookies[access.COOKIE] = sign_in()
    assert client.get("/metrics").status_code == 401


def test_answers_are_counted_by_route_and_status(told, client):
    before = counted(client)
    for address in ("/wall", "/wall/1", "/wall/none", "/ledger", "/", "/static/x", "/nosuch/a"):
        client.get(address)
    client.get("/wall", method="POST")
    moved = counted(client) - before
    assert moved - Counter({("/metrics", "200"): 1}) == {
        ("/wall", "200"): 1,
        ("/wall", "405"): 1,
        ("/wall/{slide}", "200"): 1,
        ("/wall/{slide}", "404"): 1,
        ("/ledger", "200"): 1,
        ("/", "200"): 1,
        ("/static/", "404"): 1,
        ("other", "404"): 1,
    }


def test_what_strangers_ask_for_makes_no_series(told, client):
    before = len(counted(client))
    for at in range(30):
        for address in (f"/x{at}", f"/wall/{at}", f"/static/{at}", f"/media/{at}", f"/a/b/{at}"):
            client.get(address, whole=False)
    assert len(counted(client)) <= before + 5


def test_the_process_says_what_it_serves(told, client, monkeypatch):
    class Source:
        streams = 3

    monkeypatch.setattr(live, "_running", [Source()])
    client.get("/wall")
    for name, value in (("event_streams", 3), ("data_version", 2), ("trouble", 0)):
        assert samples(client, f"cockpit_{name}") == {(): value}, name
    assert 0 < samples(client, "cockpit_mart_build_seconds")[()] < 60
    monkeypatch.setattr(store.store(), "trouble", StoreBroken("一个文件坏了"))
    assert samples(client, "cockpit_trouble") == {(): 1}


def test_without_a_store_the_trouble_is_told(told, nowhere):
    client = Client(served())
    assert samples(client, "cockpit_trouble") == {(): 1}
    assert samples(client, "cockpit_data_version") == {}


def test_every_figure_says_what_it_is(told, client):
    said = client.get("/metrics", authorization=f"Bearer {TOKEN}").text
    helps = re.findall(r"^# HELP (cockpit_\w+) (.*)$", said, re.M)
    assert {name for name, _ in helps} >= {"cockpit_answer_seconds", "cockpit_trouble"}
    assert all(re.search("[一-鿿]", words) for _, words in helps)
    assert all(name.startswith("cockpit_") for name, _ in helps)  # none of Python's own


def test_the_list_of_settings_does_not_show_the_token(told, capsys):
    main(["settings"])
    said = capsys.readouterr().out
    assert "COCKPIT_METRICS_TOKEN = （已设，不显示）" in said
    assert TOKEN not in said
