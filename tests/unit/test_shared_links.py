"""Keys of shared links: signed for one view until a day, ended together."""

import stat
from datetime import datetime, timedelta

import pytest

from cockpit.errors import CockpitError, LinkRefused, StoreBroken
from cockpit.keys import KeyRing
from cockpit.settings import SHANGHAI
from cockpit.shared_links import SECRET, SharedLinks

VIEW = "/ledger?as_of=2022-05-31"
SOON = datetime.now(SHANGHAI).replace(microsecond=0) + timedelta(hours=1)
PAST = datetime(2026, 1, 2, 3, 4, tzinfo=SHANGHAI)


@pytest.fixture
def links(tmp_path):
    return SharedLinks(tmp_path)


def test_a_key_opens_its_view_until_its_end(links):
    key = links.key(VIEW, SOON)
    assert SharedLinks(links._where).require(key, VIEW) == SOON  # another process
    with pytest.raises(LinkRefused, match="2026-01-02 03:04 过期"):
        links.require(links.key(VIEW, PAST), VIEW)


@pytest.mark.parametrize("view", ["/ledger?as_of=2022-05-30", "/?as_of=2022-05-31", "", VIEW + "&"])
def test_it_opens_no_other_view(links, view):
    with pytest.raises(LinkRefused, match="只对应分享时的那一个画面"):
        links.require(links.key(VIEW, SOON), view)


def test_a_changed_key_opens_nothing_and_tells_nothing(links):
    end, _, signature = links.key(VIEW, SOON).partition("-")
    later = str(int(end) + 1)
    spare = signature[:-1] + chr(ord(signature[-1]) + 1)
    expired = str(int(PAST.timestamp()))
    for bad in (
        f"{later}-{signature}",
        f"{end}-{spare}",
        f"{expired}-{signature}",  # else it would be said of a forged one that it was one
        end,
        f"{end}-",
        f"-{signature}",
        f"９-{signature}",
        "9" * 40,
        "密钥",
        "",
        "\ud800",
    ):
        with pytest.raises(LinkRefused, match="只对应分享时的那一个画面"):
            links.require(bad, VIEW)


def test_another_stores_key_and_a_screens_key_open_nothing(links, tmp_path):
    links.key(VIEW, SOON)
    (tmp_path / "elsewhere").mkdir()
    foreign = SharedLinks(tmp_path / "elsewhere").key(VIEW, SOON)
    _, wall = KeyRing(tmp_path).create("一楼大厅")
    for bad in (foreign, wall):
        with pytest.raises(LinkRefused):
            links.require(bad, VIEW)


def test_revoking_ends_all_that_were_given_out(links):
    key = links.key(VIEW, SOON)
    SharedLinks(links._where).revoke()
    with pytest.raises(LinkRefused):
        links.require(key, VIEW)
    links.require(links.key(VIEW, SOON), VIEW)


def test_the_secret_is_its_owners_and_a_lost_one_ends_all(links):
    key = links.key(VIEW, SOON)
    assert stat.S_IMODE((links._where / SECRET).stat().st_mode) == 0o600
    (links._where / SECRET).unlink()
    with pytest.raises(LinkRefused):
        links.require(key, VIEW)


def test_a_broken_secret_signs_nothing(links):
    (links._where / SECRET).write_bytes(b"short")
    for ask in (lambda: links.key(VIEW, SOON), lambda: links.require(f"{9}-x", VIEW)):
        with pytest.raises(StoreBroken, match="不完整"):
            ask()


def test_where_no_secret_can_be_kept_none_is_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CockpitError):
        SharedLinks(tmp_path / "file").key(VIEW, SOON)
