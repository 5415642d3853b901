"""每日一传 by its routes: one project's form for who has its link, nothing written otherwise."""

import base64
import io
import json
import re
import shutil
from datetime import date
from html import unescape
from uuid import UUID

import pytest
from filelock import FileLock
from PIL import Image

from cockpit.intake import collecting, undoing
from cockpit.intake.corrections import Reason
from cockpit.report_keys import ReportKeys
from cockpit.warehouse import photos
from cockpit.warehouse.inbox import Inbox
from cockpit.warehouse.lake import Lake
from cockpit.web.server import base, collector, reporting, store
from tests.conftest_gate import phoned, rows
from tests.pages.reading import Answer, Client, plain, served, text_of

PROJECT, OTHER = "SL-2022-0062", "SL-2022-0049"
TODAY = "2022-06-01"


@pytest.fixture
def lake(demonstrated, tmp_path, monkeypatch):
    """A copy of the demonstration, the day after its last report; writing is open."""
    shutil.copytree(demonstrated, tmp_path / "lake")
    monkeypatch.setenv("COCKPIT_LAKE", str(tmp_path / "lake"))
    monkeypatch.setenv("COCKPIT_WRITING", "on")
    monkeypatch.setenv("COCKPIT_TODAY", TODAY)
    monkeypatch.setattr(reporting, "rate", reporting.Rate())
    return Lake(tmp_path / "lake")


@pytest.fixture
def keys(lake):
    return ReportKeys(lake.folder)


@pytest.fixture
def key(keys):
    return keys.create(PROJECT)[1]


@pytest.fixture
def client(lake):
    return Client(served())


def report(number=1, **more):
    return {
        "id": str(UUID(int=number << 96)), "date": TODAY, "kept_ms": 0, "is_working": True,
        "workers": 46, "node": "主体施工", "text": "二层顶板", "completed": "7400",
        "problem": None, "photos": [],
    } | more  # fmt: skip


def posted(client, key, number=1, **more) -> Answer:
    return client.post(f"/report/{key}", json.dumps(report(number, **more)).encode())


def arrived(lake):
    return Inbox(lake.folder).all()


def jpeg(**more):
    stream = io.BytesIO()
    Image.new("RGB", (640, 480), "green").save(stream, "JPEG", **more)
    return base64.b64encode(stream.getvalue()).decode()


def test_the_form_knows_its_project_and_its_last_report(client, key):
    answer = client.get(f"/report/{key}")
    said = plain(answer.text)
    assert answer.status_code == 200
    for words in (
        "示例·储能电站一期",
        "刘河镇",
        "示例单位 24",
        "昨天：主体施工",
        "上次 7,381",
        "6 月 1 日",
    ):
        assert words in said, words
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == (
        "no-store", "no-referrer",
    )  # fmt: skip
    assert OTHER not in answer.text


def test_a_post_is_told_when_it_was_received_and_waits_in_the_inbox(client, key, lake):
    answer = posted(client, key)
    (there,) = arrived(lake)
    assert (answer.status_code, answer.json()["state"]) == (200, "waiting")
    assert answer.json()["received_at"] == there.received_at.isoformat()
    assert (there.project_id, str(there.report_date)) == (PROJECT, TODAY)
    assert "已收到" in plain(client.get(f"/report/{key}").text)


def test_sent_twice_is_one_report_with_the_same_receipt(client, key, lake):
    first = posted(client, key).json()
    assert posted(client, key, text="别的").json() == first
    assert len(arrived(lake)) == 1


def test_the_collector_takes_it_to_the_pages(client, key, lake):
    posted(client, key, photos=[{"data": jpeg(), "taken_at": f"{TODAY}T08:01:00"}])
    mark = client.get(f"/report/{key}/state").json()["mark"]
    collector.collect()
    assert client.get(f"/report/{key}/state").json()["mark"] != mark
    (report_day,) = [
        row for row in rows(lake, "progress_report", lake.newest())
        if row["project_id"] == PROJECT and str(row["report_date"]) == TODAY
    ]  # fmt: skip
    assert report_day["completed_wan"] == 7400
    assert report_day["image_progress"] == "主体施工：二层顶板"
    assert report_day["received_at"].date() == date(2022, 6, 1)
    said = plain(client.get(f"/report/{key}").text)
    assert "已入账" in said
    assert "比前一次 +19" in said  # 7,400 - 7,381


def test_what_the_gate_refuses_is_shown_with_its_reason_to_who_sent_it(client, key, lake):
    posted(client, key, completed="7000")
    collector.collect()
    said = plain(client.get(f"/report/{key}").text)
    assert "没收下" in said
    assert "不得减少" in said
    assert phoned(lake) == []


def test_without_writing_nothing_is_taken_and_nothing_collected(client, key, lake, monkeypatch):
    posted(client, key)
    monkeypatch.setenv("COCKPIT_WRITING", "off")
    before = lake.newest()
    collector.collect()
    for answer in (client.get(f"/report/{key}"), posted(client, key, 2)):
        assert (answer.status_code, "现在不收填报" in answer.text) == (403, True)
    assert (len(arrived(lake)), lake.newest()) == (1, before)


def test_reading_that_is_closed_closes_no_form(client, key, monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    assert client.get(f"/report/{key}").status_code == 200
    assert client.get("/wall").status_code == 401
    assert client.get(f"/photo/{'0' * 64}").status_code == 401


def refused_keys(keys, key):
    _, revoked = keys.create(OTHER)
    keys.revoke(OTHER)
    return [revoked, key[:-2], f"{key}x", key.swapcase(), "x", "密钥", "a" * 5000]


def test_a_key_that_is_none_opens_nothing_and_writes_nothing(client, keys, key, lake):
    for bad in refused_keys(keys, key):
        shown, state, sent = (
            client.get(f"/report/{bad}"),
            client.get(f"/report/{bad}/state"),
            posted(client, bad),
        )
        assert [a.status_code for a in (shown, state, sent)] == [403] * 3, bad
        assert "这个填报链接不能用了" in shown.text
        assert sent.json()["title"] == "这个填报链接不能用了"
        assert "示例·" not in shown.text
    assert arrived(lake) == []


def test_a_key_of_another_project_writes_for_that_project_alone(client, keys, key, lake):
    _, other = keys.create(OTHER)
    posted(client, key)
    answer = posted(client, other)  # replayed with the other link
    assert (answer.status_code, answer.json()["what"]) == (422, "这个编号已有别的填报用了")
    assert posted(client, other, 2, completed="").status_code == 200
    assert [one.project_id for one in arrived(lake)] == [PROJECT, OTHER]


def test_revoked_while_a_form_is_open_nothing_more_is_taken(client, keys, key, lake):
    client.get(f"/report/{key}")
    ReportKeys(lake.folder).revoke(PROJECT)  # another process
    assert posted(client, key).status_code == 403
    assert arrived(lake) == []


@pytest.mark.parametrize(
    ("more", "status", "sentence"),
    [
        ({"date": "2022-06-02"}, 422, "不收以后的"),
        ({"date": "2022-05-31"}, 422, "已过 24:00"),
        ({"photos": [{"data": base64.b64encode(b"MZ program").decode()}]}, 422, "不是照片"),
        ({"photos": [{"data": "§"}]}, 422, "不是照片"),
        ({"photos": [{}] * 4}, 422, "最多 3 张"),
        ({"photos": "x"}, 422, "照片没有读懂"),
        ({"photos": [{"data": base64.b64encode(bytes(4_000_000)).decode()}]}, 422, "最多 3 MB"),
        ({"photos": [{"data": base64.b64encode(bytes(20_000_000)).decode()}]}, 413, "一共最多"),
    ],
    ids=["tomorrow", "yesterday", "program", "letters", "four", "word", "4 MB", "20 MB"],
)
def test_what_is_no_report_is_a_sentence_and_writes_nothing(
    client, key, lake, more, status, sentence
):
    answer = posted(client, key, **more)
    assert (answer.status_code, sentence in answer.json()["what"]) == (status, True), answer.text
    assert arrived(lake) == []
    assert not (lake.folder / photos.FOLDER).exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_bytes_that_are_no_report_are_a_sentence(client, key, lake, content):
    answer = client.post(f"/report/{key}", content)
    assert (answer.status_code, answer.json()["title"]) == (422, "没收下")
    assert arrived(lake) == []


def test_a_phone_whose_clock_is_a_day_off_reports_for_the_servers_day(client, key, lake):
    """It says only how long ago; what its clock said is nowhere in a post."""
    assert posted(client, key, kept_ms=1000).status_code == 200
    assert str(arrived(lake)[0].report_date) == TODAY
    facts = json.loads(
        unescape(re.search('data-facts="([^"]*)"', client.get(f"/report/{key}").text)[1])
    )
    assert facts["day"] == TODAY


def test_kept_on_the_phone_over_midnight_it_is_late_and_not_missing(client, key, lake):
    day = 24 * 3_600_000
    assert posted(client, key, date="2022-05-31", kept_ms=day).status_code == 200
    (there,) = arrived(lake)
    assert str(there.report_date) == "2022-05-31"
    assert there.received_at.date() == date(2022, 6, 1)


def test_two_phones_at_once_are_both_kept_and_the_later_stands(client, key, lake):
    posted(client, key, 1, completed="7400")
    posted(client, key, 2, completed="7390", kept_ms=60_000)
    collecting.collect(store.store().lake, Inbox(lake.folder))
    assert len(phoned(lake)) == 2
    said = plain(client.get(f"/report/{key}").text)
    assert "7,400 万元" in said
    assert "前面还传过 1 次" in said


def test_a_thousand_posts_a_minute_are_refused_and_others_are_served(client, keys, key, lake):
    statuses = [posted(client, key, n + 1).status_code for n in range(reporting.OFTEN + 5)]
    assert statuses[: reporting.OFTEN] == [200] * reporting.OFTEN
    answer = posted(client, key, 99)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "15")
    assert "手机会自己再传" in answer.json()["way_out"]
    assert posted(client, keys.create(OTHER)[1], 100, completed="").status_code == 200
    assert client.get(f"/report/{key}").status_code == 200


def test_a_photo_leaves_without_its_place_and_is_for_who_may_read(client, key, lake):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (34.0, 47.0, 0.0)
    posted(client, key, photos=[{"data": jpeg(exif=exif), "taken_at": "gestern"}])
    (photo,) = arrived(lake)[0].content["photos"]
    assert photo["taken_at"] == ""
    answer = client.get(f"/photo/{photo['sha256']}")
    assert answer.headers["content-type"] == "image/jpeg"
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert dict(shown.getexif()) == {}
    for bad in ("0" * 64, "..%2Finbox.sqlite", "inbox.sqlite"):
        assert client.get(f"/photo/{bad}").status_code in {400, 404}


def test_what_a_site_writes_is_text_where_it_is_drawn(client, key):
    hostile = "<script>alert(1)</script>'\"&"
    posted(client, key, text=hostile, problem={"service": "开工", "text": hostile})
    text = client.get(f"/report/{key}").text
    assert "<script>alert" not in text
    assert plain(text).count("alert(1)") == 2


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(client, key, method):
    assert client.get(f"/report/{key}", method=method).status_code == 405


def test_the_form_lies_below_the_base(key, lake, monkeypatch):
    monkeypatch.setattr(base._place, "base", "/cockpit")
    text = reporting._form(key)
    assert 'src="/cockpit/report.js?' in text
    assert "url(/cockpit/app/static/fonts" in text


def test_a_worker_that_has_another_servers_turn_leaves_all_waiting(client, key, lake):
    posted(client, key)
    with FileLock(lake.folder / "collector.lock"):
        collector.collect()
    assert arrived(lake)[0].state == "waiting"


def test_the_project_page_shows_both_of_two_reports_with_their_photos(client, key, lake, run):
    posted(client, key, 1, photos=[{"data": jpeg()}], completed="7390")
    posted(client, key, 2, text="<b>第三层", completed="7400")
    collector.collect()
    text = text_of(run("project", project=PROJECT, as_of=TODAY))
    said = plain(text, " ")
    assert "现场 6 月 1 日：46 人到岗，主体施工" in said
    assert "本年累计完成 7,400 万元" in said
    assert "后来又报过" in said
    assert "&lt;b&gt;第三层" in text
    (photo,) = arrived(lake)[0].content["photos"]
    assert f'src="/photo/{photo["sha256"]}"' in text


def test_a_batch_can_be_taken_back_as_any_version(client, key, lake):
    posted(client, key, problem={"service": "开工", "text": "道路被占"})
    collector.collect()
    undoing.undo(lake, lake.newest(), Reason("办公室", "试填"))
    newest = lake.newest()
    assert phoned(lake) == []
    assert [r for r in rows(lake, "problem", newest) if r["text"] == "道路被占"] == []
    collector.collect()
    assert lake.newest() == newest
