"""Settings: each is explained, has its default and is read."""

import re
from datetime import date
from pathlib import Path

import pytest

from cockpit import settings
from cockpit.errors import BadSetting


@pytest.fixture(autouse=True)
def clean(monkeypatch, tmp_path):
    for setting in settings.SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    return tmp_path


def test_every_setting_is_explained_in_chinese_and_named_once():
    names = [s.name for s in settings.SETTINGS]
    assert len(names) == len(set(names))
    assert all(
        s.name.startswith("COCKPIT_") and re.search("[一-鿿]", s.help) for s in settings.SETTINGS
    )


def test_every_setting_is_read_in_load():
    source = Path(settings.__file__).read_text("utf-8")
    assert all(f'value("{s.name}")' in source for s in settings.SETTINGS)


def test_defaults_are_those_documented(clean):
    read = settings.load()
    assert read.lake == (clean / "data/lake").resolve()
    assert (read.sample, read.signed_in_only, read.poll_seconds) == (True, False, 0.5)
    assert read.today_override is None
    assert read.author


@pytest.mark.parametrize("word", ["off", "OFF", "0", "false", "no"])
def test_sample_can_be_turned_off(monkeypatch, word):
    monkeypatch.setenv("COCKPIT_SAMPLE", word)
    assert not settings.load().sample


def test_today_can_be_fixed(monkeypatch):
    monkeypatch.setenv("COCKPIT_TODAY", "2022-06-01")
    assert settings.load().today() == date(2022, 6, 1)


def test_reading_can_be_closed(monkeypatch):
    monkeypatch.setenv("COCKPIT_READERS", "signed-in")
    assert settings.load().signed_in_only


def test_environment_wins_over_the_secrets_file(monkeypatch, clean):
    (clean / ".streamlit").mkdir()
    (clean / ".streamlit/secrets.toml").write_text(
        '[cockpit]\nCOCKPIT_AUTHOR = "文件"\nCOCKPIT_POLL_SECONDS = 5\n', "utf-8"
    )
    monkeypatch.setenv("COCKPIT_AUTHOR", "环境")
    assert (settings.load().author, settings.load().poll_seconds) == ("环境", 5.0)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("COCKPIT_READERS", "signed_in", "everyone、signed-in"),
        ("COCKPIT_READERS", "Everyone", "everyone、signed-in"),
        ("COCKPIT_READERS", "", "everyone、signed-in"),
        ("COCKPIT_SAMPLE", "of", "on、off"),
        ("COCKPIT_TODAY", "2022-02-30", "2022-05-31"),
        ("COCKPIT_TODAY", "6月1日", "2022-05-31"),
        ("COCKPIT_TODAY", "0001-01-01", "1990 年到 2099 年"),
        ("COCKPIT_POLL_SECONDS", "soon", "0.01 到 3600 之间的秒数"),
        ("COCKPIT_POLL_SECONDS", "0", "0.01 到 3600 之间的秒数"),
        ("COCKPIT_POLL_SECONDS", "nan", "0.01 到 3600 之间的秒数"),
        ("COCKPIT_POLL_SECONDS", "inf", "0.01 到 3600 之间的秒数"),
        ("COCKPIT_POLL_SECONDS", "1e-9", "0.01 到 3600 之间的秒数"),
        ("COCKPIT_POLL_SECONDS", "1e9", "0.01 到 3600 之间的秒数"),
        ("COCKPIT_ADDRESS", "12834.local", "写完整的网址"),
        ("COCKPIT_FRAMED_BY", "*", "写 self、none"),
        ("COCKPIT_FRAMED_BY", "portal.example.cn", "写 self、none"),
        ("COCKPIT_FRAMED_BY", "https://a.cn/;x", "写 self、none"),
        ("COCKPIT_LOG_FORMAT", "xml", "text、json"),
        ("COCKPIT_WRITING", "loopback", "on、off"),
        ("COCKPIT_ADDRESS", "ftp://12834.local", "写完整的网址"),
        ("COCKPIT_ADDRESS", "http://12834.local:x", "写完整的网址"),
    ],
)
def test_a_value_that_a_setting_cannot_have_is_refused_by_name(monkeypatch, name, value, says):
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as problem:
        settings.load()
    assert f"“{value}”" in str(problem.value)
    assert says in str(problem.value)
    assert problem.value.where == name


@pytest.mark.parametrize("said", ["", "a file", "ring", "长" * 300])
def test_a_folder_that_can_be_no_lake_is_refused(monkeypatch, clean, said):
    """Empty, it would be the project's own folder."""
    (clean / "a file").write_text("")
    (clean / "ring").symlink_to(clean / "ring")
    monkeypatch.setenv("COCKPIT_LAKE", said)
    with pytest.raises(BadSetting) as problem:
        settings.load()
    assert problem.value.where == "COCKPIT_LAKE"
    assert "写一个文件夹的路径" in problem.value.way_out


def test_a_secrets_file_that_cannot_be_read_closes_too(clean):
    (clean / ".streamlit").mkdir()
    (clean / ".streamlit/secrets.toml").write_text("[cockpit\n", "utf-8")
    with pytest.raises(BadSetting, match="读不出来"):
        settings.load()


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("", ""),
        ("https://cockpit.local", ""),
        ("https://cockpit.local/", ""),
        ("https://city.example/cockpit/", "/cockpit"),
        ("https://city.example:8443/office/cock-pit_2", "/office/cock-pit_2"),
    ],
)
def test_the_address_says_the_base(monkeypatch, address, base):
    monkeypatch.setenv("COCKPIT_ADDRESS", address)
    assert settings.load().base == base


@pytest.mark.parametrize(
    "path", ["/a b", "/驾驶舱", "/a//b", "/../a", "/a?x=1", "/a#b", '/a"b', "//"]
)
def test_an_address_whose_path_others_would_write_otherwise_is_refused(monkeypatch, path):
    monkeypatch.setenv("COCKPIT_ADDRESS", f"https://city.example{path}x")
    with pytest.raises(BadSetting, match="路径不能用"):
        settings.load()


@pytest.mark.parametrize(
    "token", ["short", "long enough but spaced", "口令口令口令口令口令口令口令口令"]
)
def test_a_token_that_is_none_is_refused_and_not_shown(monkeypatch, token):
    monkeypatch.setenv("COCKPIT_METRICS_TOKEN", token)
    with pytest.raises(BadSetting, match="16 个以上") as refused:
        settings.load()
    assert token not in str(refused.value)


SHARED = {
    "COCKPIT_CATALOGUE": "postgres://cockpit@db.example:5433/city",
    "COCKPIT_CATALOGUE_PASSWORD": "pass'word",
    "COCKPIT_DATA": "s3://bucket/some/where/",
    "COCKPIT_S3_ENDPOINT": "http://s3.example:9000",
    "COCKPIT_S3_KEY_ID": "key-id",
    "COCKPIT_S3_SECRET": "secret-key",
}


def said(monkeypatch, **other):
    for name, value in (SHARED | other).items():
        monkeypatch.setenv(name, value)
    return settings.load()


def test_a_shared_store_is_said_by_catalogue_and_data(monkeypatch):
    read = said(monkeypatch)
    its = read.lake
    assert its == read.shared
    assert "host=db.example" in its.catalogue
    assert "port=5433" in its.catalogue
    assert (its.bucket, its.prefix, its.endpoint) == ("bucket", "some/where", "s3.example:9000")
    assert (its.is_encrypted, its.path_style) == (False, True)
    assert read.folder.name == "lake"  # whence and whither a store is moved
    for secret in ("pass'word", "key-id", "secret-key"):
        assert secret not in repr(read)


def test_postgres_may_be_said_in_its_own_words(monkeypatch):
    its = said(monkeypatch, COCKPIT_CATALOGUE="postgres:host=a dbname=b sslmode=require").lake
    assert {*its.catalogue.split()} == {"host=a", "dbname=b", "sslmode=require"}


@pytest.mark.parametrize(
    ("other", "where"),
    [
        ({"COCKPIT_CATALOGUE": ""}, "COCKPIT_CATALOGUE"),
        ({"COCKPIT_DATA": ""}, "COCKPIT_DATA"),
        ({"COCKPIT_S3_SECRET": ""}, "COCKPIT_S3_SECRET"),
        ({"COCKPIT_S3_KEY_ID": ""}, "COCKPIT_S3_KEY_ID"),
        ({"COCKPIT_CATALOGUE": "mysql://a/b"}, "COCKPIT_CATALOGUE"),
        ({"COCKPIT_CATALOGUE": "postgres:nonsense"}, "COCKPIT_CATALOGUE"),
        ({"COCKPIT_CATALOGUE": "postgres://cockpit@a"}, "COCKPIT_CATALOGUE"),
        ({"COCKPIT_CATALOGUE": "postgres://a:hidden1@b/c"}, "COCKPIT_CATALOGUE"),
        ({"COCKPIT_DATA": "/srv/files"}, "COCKPIT_DATA"),
        ({"COCKPIT_DATA": "s3://bucket/../other"}, "COCKPIT_DATA"),
        ({"COCKPIT_S3_ENDPOINT": "s3.example:9000"}, "COCKPIT_S3_ENDPOINT"),
        ({"COCKPIT_S3_ENDPOINT": "https://s3.example/path"}, "COCKPIT_S3_ENDPOINT"),
        ({"COCKPIT_S3_URL_STYLE": "host"}, "COCKPIT_S3_URL_STYLE"),
        ({"COCKPIT_S3_REGION": "eu west"}, "COCKPIT_S3_REGION"),
    ],
)
def test_half_of_a_shared_store_or_a_bad_one_is_refused(monkeypatch, other, where):
    with pytest.raises(BadSetting) as refused:
        said(monkeypatch, **other)
    assert refused.value.where == where
    assert refused.value.way_out
    assert "hidden1" not in str(refused.value)


def test_its_secrets_are_read_from_the_environment_alone(monkeypatch, clean):
    (clean / ".streamlit").mkdir()
    file = clean / ".streamlit/secrets.toml"
    file.write_text("[cockpit]\nCOCKPIT_S3_SECRET = 'hidden1'\n")
    with pytest.raises(BadSetting, match="只从环境变量读") as refused:
        said(monkeypatch)
    assert "hidden1" not in str(refused.value)
