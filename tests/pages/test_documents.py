"""The documents over HTTP, without a browser: bytes, caching, safety, errors."""

import gzip
import re
from html import escape

import pytest

from cockpit.web.server import documents, store
from tests.pages.reading import Client, served
from tests.sample import SLIDES


@pytest.fixture
def client(filled):
    return Client(served())


def plain(client, path, **headers):
    return client.get(path, accept_encoding="identity", **headers)


def test_wall_is_complete_in_its_first_response(client):
    answer = plain(client, "/wall?version=1")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "171.0" in answer.text


def test_the_wall_says_the_posts_and_who_has_the_problems_and_no_card(client):
    text = plain(client, "/wall?version=1&as_of=2022-05-31").text
    said = re.sub(r"<[^>]+>", "", text[text.index("<body") :])
    assert re.search(r"五个一\s*空 1 岗\s*99\.9%", said)  # 1,634 of 1,635
    assert "专班 15、分包领导 2、周一碰头会 1" in said  # of the 18 in hand
    assert "黄牌" not in said


def test_gzipped_once_and_below_150_kilobytes(client):
    answer = client.get("/wall", accept_encoding="gzip")
    packed = answer.content
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    assert len(packed) < 150_000
    assert gzip.decompress(packed).startswith(b"<!doctype html>")


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_vary_is_said_once(client, coding):
    assert client.get("/wall", accept_encoding=coding).headers["vary"] == "Accept-Encoding"


def test_refused_gzip_is_not_sent(filled):
    answer = Client(served()).get("/wall", accept_encoding="gzip;q=0, identity")
    assert "content-encoding" not in answer.headers


def test_same_etag_is_not_sent_again(client):
    etag = plain(client, "/wall").headers["etag"]
    again = plain(client, "/wall", if_none_match=f'"other", {etag}')
    assert (again.status_code, again.content) == (304, b"")


def test_another_version_has_another_etag(client):
    assert (
        plain(client, "/wall?version=1").headers["etag"] != plain(client, "/wall").headers["etag"]
    )


def test_a_look_is_drawn_once(client, monkeypatch):
    first = plain(client, "/wall?class=专项债")
    monkeypatch.setattr(documents, "_draw", lambda *_: pytest.fail("drawn again"))
    assert plain(client, "/wall?class=专项债").content == first.content


def test_an_address_asked_before_needs_no_thread(client, monkeypatch):
    source = store.store()
    monkeypatch.setattr(source, "polled", True)
    first = plain(client, "/wall?town=王村镇")
    monkeypatch.setattr(documents, "answer", lambda *_: pytest.fail("asked again"))
    assert plain(client, "/wall?town=王村镇").content == first.content
    # tomorrow the same address may mean another day
    monkeypatch.setenv("COCKPIT_TODAY", "2022-03-31")
    assert documents.at_hand("wall", "town=王村镇") is None


def test_kept_documents_are_bounded(client, monkeypatch):
    monkeypatch.setattr(documents, "KEPT", 3)
    for day in range(1, 7):
        plain(client, f"/wall?as_of=2022-03-0{day}")
    assert len(documents._made) <= 3


def test_policy_names_no_other_origin(client):
    policy = plain(client, "/wall").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert not re.search(r"https?:|\*", policy)
    assert "script-src 'self';" in policy
    assert "'unsafe-inline'" not in policy.replace("style-src-attr 'unsafe-inline'", "")


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("version=99", 404, "没有第 99 版数据"),
        ("version=abc", 400, "不是数据版本"),
        ("class=天", 400, "没有“天”这个类别"),
        ("as_of=2015-01-01", 404, "早于台账"),
        ("as_of=1月", 400, "不是日期"),
        ("basis=week", 400, "序时口径"),
        ("theme=pink", 400, "主题"),
    ],
)
def test_bad_link_is_said_with_a_way_back(client, query, status, sentence):
    answer = plain(client, f"/wall?{query}")
    assert answer.status_code == status
    assert sentence in answer.text
    assert 'href="/wall"' in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("slide", ["9", "1.html", "<script>"])
def test_unknown_slide_is_said_with_the_way_to_the_others(client, slide):
    answer = plain(client, f"/wall/{slide}")
    assert answer.status_code == 404
    assert f"大屏没有“{escape(slide)}”这一屏" in answer.text
    hrefs = re.findall(r'href="([^"]+)"', answer.text)
    assert hrefs == ["/wall", *(f"/wall/{known}" for known in SLIDES)]


def test_wall_and_slides_are_drawn_before_they_are_asked_for(client, monkeypatch):
    documents.warm(None)
    documents.warm_slides(None)
    monkeypatch.setattr(documents, "_draw", lambda *_: pytest.fail("drawn again"))
    for kind in ("wall", *(f"wall/{slide}" for slide in SLIDES)):
        assert plain(client, f"/{kind}").status_code == 200


def test_markup_in_a_link_stays_text(client):
    assert "<script>alert" not in plain(client, "/wall?class=<script>alert(1)</script>").text


def test_a_fault_of_ours_shows_no_trace(client, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(documents, "_draw", broken)
    answer = plain(client, "/wall?town=豫龙镇")
    assert answer.status_code == 503
    assert "ZeroDivision" not in answer.text
    assert "secret" not in answer.text


def test_health_says_the_version(client):
    assert plain(client, "/readyz").json()["version"] == 2


def test_without_a_store_the_document_says_what_to_run(nowhere):
    client = Client(served())
    answer = plain(client, "/wall")
    assert (answer.status_code, "python -m cockpit fill" in answer.text) == (404, True)
    assert not nowhere.exists()
