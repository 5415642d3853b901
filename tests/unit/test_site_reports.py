"""Reports from sites: durable at once, taken by the batch, none lost and none twice."""

import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from PIL import Image

from cockpit.errors import LakeBusy, ReportRefused
from cockpit.intake import collecting, site_report
from cockpit.intake.gate import load
from cockpit.intake.read import Source
from cockpit.places import lock
from cockpit.warehouse import inbox, photos
from cockpit.warehouse.inbox import Arrived, Inbox
from cockpit.warehouse.lake import Lake
from tests.conftest_gate import new_lake, rows

DAY = date(2022, 5, 31)
NOW = datetime(2022, 5, 31, 20, 50)
FILES = {
    "项目.csv": "项目代码,项目名称,生效日期,总投资\nP1,一号,2022-01-01,9000\n"
    "P2,二号,2022-01-01,9000\n",
    "进度.csv": "项目代码,填报日期,本年完成投资,形象进度\nP1,2022-05-30,100,基础施工\n"
    "P2,2022-05-30,50,基础施工\n",
    "责任人.csv": "项目代码,角色,姓名,起始日期\nP1,首席服务官,甲,2022-01-01\n",
}


@pytest.fixture
def lake(tmp_path, opened):
    store = opened(new_lake(tmp_path / "lake").folder)
    load(store, [Source(name, text.encode()) for name, text in FILES.items()], author="测试")
    return store


@pytest.fixture
def box(lake):
    return Inbox(lake.where)


def arrived(number=1, project="P1", *, at=NOW, day=DAY, **said):
    content = {
        "is_working": True, "idle_reason": "", "workers": 46, "node": "主体施工",
        "text": f"第 {number} 层", "completed": "", "problem": None, "note": "", "photos": [],
        "reporter": "乙",
    } | said  # fmt: skip
    return Arrived(str(UUID(int=number << 96)), project, day, at, at, content)


def progress(lake, project="P1"):
    return {
        str(r["report_date"]): (r["completed_wan"], r["image_progress"], r["received_at"])
        for r in rows(lake, "progress_report", lake.newest())
        if r["project_id"] == project
    }


def states(box):
    return [(one.state, one.reason) for one in box.all()]


def test_what_is_put_waits_for_who_opens_the_inbox_next(box, lake):
    box.put(arrived())
    (there,) = Inbox(lake.where).waiting(10)  # another process
    assert there == arrived()


@pytest.mark.parametrize("opened", ["folder"], indirect=True)
def test_the_inbox_of_a_folder_is_for_its_owner_alone(box, lake):
    box.put(arrived())
    assert (lake.folder / inbox.NAME).stat().st_mode & 0o077 == 0


def test_sent_twice_is_one_report_with_the_first_receipt(box):
    first = box.put(arrived())
    again = box.put(arrived(at=NOW + timedelta(hours=1), text="别的"))
    assert again == first
    assert len(box.all()) == 1


def test_an_id_of_another_project_tells_nothing_and_writes_nothing(box):
    box.put(arrived())
    with pytest.raises(ReportRefused, match="编号") as refusal:
        box.put(arrived(project="P2"))
    assert "P1" not in str(refusal.value)
    assert [one.project_id for one in box.all()] == ["P1"]


def test_a_batch_is_one_version_and_a_second_look_makes_none(box, lake):
    before = lake.newest()
    for number, project in ((1, "P1"), (2, "P2")):
        box.put(arrived(number, project, completed="120"))
    assert collecting.collect(lake, box) == collecting.Collected(2, 0, before + 1)
    assert collecting.collect(lake, box) == collecting.Collected()
    assert lake.newest() == before + 1
    assert progress(lake)["2022-05-31"] == (120, "主体施工：第 1 层", NOW)
    assert states(box) == [("taken", ""), ("taken", "")]


def test_without_a_total_the_last_one_is_carried_on(box, lake):
    box.put(arrived())
    collecting.collect(lake, box)
    assert progress(lake)["2022-05-31"][0] == 100
    (report,) = rows(lake, "site_report", lake.newest())
    assert report["completed_wan"] is None  # the site gave none


def test_a_day_without_work_is_a_report_and_leaves_the_progress_as_it_was(box, lake):
    box.put(arrived(is_working=False, idle_reason="天气", workers=None, node="", text="中雨"))
    collecting.collect(lake, box)
    assert progress(lake)["2022-05-31"][:2] == (100, "基础施工")
    (report,) = rows(lake, "site_report", lake.newest())
    assert (report["idle_reason"], report["note"]) == ("天气", "中雨")


def test_the_later_of_a_day_stands_and_both_are_kept_with_the_first_receipt(box, lake):
    box.put(arrived(1, completed="130"))
    collecting.collect(lake, box)
    later = NOW + timedelta(minutes=40)
    box.put(arrived(2, completed="125", at=later))
    collecting.collect(lake, box)
    assert progress(lake)["2022-05-31"] == (125, "主体施工：第 2 层", NOW)
    assert len(rows(lake, "site_report", lake.newest())) == 2


def test_of_two_phones_at_once_the_later_filled_in_stands(box, lake):
    box.put(arrived(1, completed="125"))
    box.put(replace(arrived(2, completed="130"), filled_at=NOW - timedelta(minutes=5)))
    collecting.collect(lake, box)
    assert progress(lake)["2022-05-31"][0] == 125
    assert len(rows(lake, "site_report", lake.newest())) == 2


def test_what_breaks_a_rule_stays_with_its_reason_and_the_rest_goes_in(box, lake):
    box.put(arrived(1, completed="90"))  # 100 the day before
    box.put(arrived(2, "P2", completed="60"))
    assert collecting.collect(lake, box).refused == 1
    assert progress(lake, "P2")["2022-05-31"][0] == 60
    assert "2022-05-31" not in progress(lake)
    (_, reason), (state, _) = states(box)
    assert (state, "不得减少" in reason, "100" in reason) == ("taken", True, True)


def test_of_a_days_two_only_the_one_that_breaks_a_rule_is_refused(box, lake):
    box.put(arrived(1, completed="110"))
    box.put(arrived(2, completed="90", at=NOW + timedelta(minutes=1)))
    collecting.collect(lake, box)
    assert [state for state, _ in states(box)] == ["taken", "refused"]
    assert progress(lake)["2022-05-31"][0] == 110


def test_the_first_report_of_a_year_needs_a_total(box, lake):
    box.put(arrived(1, day=date(2023, 1, 3), at=datetime(2023, 1, 3, 18)))
    collecting.collect(lake, box)
    assert "没有完成写 0" in states(box)[0][1]


def test_a_report_of_a_project_that_is_not_there_is_refused(box, lake):
    box.put(arrived(1, "P9", completed="1"))
    assert collecting.collect(lake, box) == collecting.Collected(0, 1, None)


def test_a_new_problem_waits_to_be_handed_over(box, lake):
    box.put(arrived(problem=["开工", "道路被占"]))
    box.put(arrived(2, "P2", problem=["要素", "缺电"]))
    collecting.collect(lake, box)
    one, two = rows(lake, "problem", lake.newest())
    assert (one["text"], one["owner_role"], one["due_on"]) == (
        "道路被占",
        "首席服务官",
        date(2022, 6, 3),
    )
    assert two["owner_role"] is None
    event = rows(lake, "problem_event", lake.newest())[0]
    assert (event["state"], event["moved_by"], event["happened_at"]) == ("待交办", "乙", NOW)


def test_a_commit_without_its_note_is_taken_once(box, lake, monkeypatch):
    box.put(arrived(completed="120", problem=["开工", "道路被占"]))
    with monkeypatch.context() as killed:
        killed.setattr(Inbox, "settle", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            collecting.collect(lake, box)
    version = lake.newest()
    assert collecting.collect(lake, Inbox(lake.where)).taken == 1
    assert lake.newest() == version
    assert len(rows(lake, "problem", version)) == 1
    assert states(box) == [("taken", "")]


def test_while_a_load_runs_all_waits_on(box, lake):
    box.put(arrived())
    impatient = Lake(lake.where, patience=0.05)
    with lock(lake.where, "writer", 0), pytest.raises(LakeBusy):
        collecting.collect(impatient, box)
    assert states(box) == [("waiting", "")]


@pytest.mark.parametrize("opened", ["folder"], indirect=True)
def test_a_backup_has_what_waits_and_a_restore_brings_it_back(box, lake, tmp_path):
    picture = photos.keep(lake.folder, b"picture")
    box.put(arrived())
    lake.backup(tmp_path / "copy")
    box.close()
    (lake.folder / inbox.NAME).unlink()
    lake.restore(tmp_path / "copy")
    assert [one.report_id for one in Inbox(lake.where).waiting(9)] == [arrived().report_id]
    assert photos.content_of(tmp_path / "copy", picture) == b"picture"


def said(**more):
    return {
        "id": str(UUID(int=7)), "date": "2022-05-31", "kept_ms": 0, "is_working": True,
        "workers": 46, "node": "主体施工", "text": "绑扎", "completed": "7,381.50",
    } | more  # fmt: skip


def test_what_a_phone_says_is_read():
    read = site_report.read(said(problem={"service": "开工", "text": " 道路\n被占 "}), NOW)
    assert (read.completed, read.problem, read.filled_at) == ("7381.5", ("开工", "道路 被占"), NOW)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"date": "2022-06-01"}, "不收以后的"),
        ({"date": "2022-05-30"}, "已过 24:00"),
        ({"date": "2022-05-31", "kept_ms": -1000}, "时间对不上"),
        ({"date": "2022-05-20", "kept_ms": 11 * 86_400_000}, "7 天以上"),
        ({"kept_ms": 10**30}, "哪一天"),
        ({"date": None}, "哪一天"),
        ({"id": "1"}, "没有编号"),
        ({"is_working": "yes"}, "没有选今天施工"),
        ({"workers": -1}, "到岗人数"),
        ({"workers": True}, "到岗人数"),
        ({"node": "封顶"}, "没有选形象进度"),
        ({"text": " "}, "没有写今天做了什么"),
        ({"text": "x" * 201}, "太长"),
        ({"text": "a\u202eb"}, "看不见"),
        ({"completed": "-1"}, "读不懂"),
        ({"completed": "1e9"}, "读不懂"),
        ({"is_working": False, "idle_reason": "累了"}, "为什么没施工"),
        ({"problem": {"service": "七包", "text": "x"}}, "哪一类"),
        ({"problem": {"service": "开工", "text": ""}}, "没有写是什么"),
        ({"problem": "x"}, "哪一类"),
        ({"overstated": {"should_be": "", "why": "x"}}, "更正要写"),
    ],
)
def test_what_cannot_be_a_report_is_a_sentence(more, sentence):
    with pytest.raises(ReportRefused, match=sentence):
        site_report.read(said(**more), NOW)


def test_kept_on_a_phone_over_midnight_it_is_of_the_day_on_which_it_was_filled_in():
    late = datetime(2022, 6, 1, 8, 0)
    read = site_report.read(said(kept_ms=10 * 3_600_000), late)
    assert (read.report_date, read.filled_at) == (DAY, datetime(2022, 5, 31, 22, 0))


def test_begun_before_midnight_and_sent_after_it_is_of_the_day_that_the_form_showed():
    read = site_report.read(said(), datetime(2022, 6, 1, 0, 4))
    assert (read.report_date, read.filled_at) == (DAY, datetime(2022, 5, 31, 23, 59, 59))


def picture(kind="JPEG", size=(3000, 2000), **more):
    stream = io.BytesIO()
    Image.new("RGB", size, "green").save(stream, kind, **more)
    return stream.getvalue()


def positioned():
    exif = Image.Exif()
    exif[0x010E] = "MARK of a place"
    exif.get_ifd(0x8825)[2] = (34.0, 47.0, 0.0)
    exif[0x0112] = 6  # lying on its side
    return picture(exif=exif)


def test_a_photo_is_kept_small_upright_and_without_its_place():
    assert b"MARK" in positioned()
    kept = photos.fit(positioned())
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (1067, 1600))
        assert dict(shown.getexif()) == {}
    assert b"MARK" not in kept


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_pictures_become_jpegs(kind):
    assert photos.fit(picture(kind))[:2] == b"\xff\xd8"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "不是照片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是照片"),
        (b"MZ" + bytes(1000), "不是照片"),
        (picture()[:2000], "不是照片"),
        (picture("GIF"), "不是照片"),
        (picture("PNG", (9000, 9000)), "像素太多"),
        (bytes(20_000_000), "最多 3 MB，这张有 20 MB"),
    ],
    ids=["empty", "svg", "program", "cut", "gif", "huge", "20 MB"],
)
def test_what_is_no_photo_is_refused(content, sentence):
    with pytest.raises(ReportRefused, match=sentence):
        photos.fit(content)


@pytest.mark.parametrize("opened", ["folder"], indirect=True)
def test_the_inbox_is_a_table_that_others_can_read(box, lake):
    box.put(arrived())
    assert json.dumps(box.all()[0].content, ensure_ascii=False).count("第 1 层") == 1
    assert (lake.folder / inbox.NAME).exists()
