"""Keys of walls: signed, listed, revoked; nothing else opens."""

import stat
import string
from concurrent.futures import ThreadPoolExecutor

import pytest
from filelock import FileLock
from itsdangerous import URLSafeSerializer

from cockpit.errors import KeyRefused, NotFound, Refused, StoreBroken
from cockpit.keys import LONGEST_NAME, KeyRing

ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


@pytest.fixture
def ring(tmp_path):
    return KeyRing(tmp_path)


def test_a_key_opens_until_it_is_revoked(ring):
    made, key = ring.create("一楼大厅")
    ring.require(key)
    revoked = KeyRing(ring.where).revoke("一楼大厅")  # another process
    assert (made.number, made.revoked_at) == (1, None)
    assert revoked.revoked_at >= made.made_at
    with pytest.raises(KeyRefused, match="已停用"):
        ring.require(key)
    assert ring.issued() == (revoked,)


def test_a_name_may_come_again_after_its_key_was_revoked(ring):
    _, first = ring.create("一楼大厅")
    with pytest.raises(Refused, match="已有一把在用的密钥"):
        ring.create(" 一楼大厅 ")
    ring.revoke("1")
    again, second = ring.create("一楼大厅")
    assert (again.number, first != second) == (2, True)
    ring.require(second)
    assert ring.revoke("一楼大厅").number == 2


def same_bits(key: str) -> list[str]:
    """Other last characters: of the signature's 27 the last has two bits that decode to nothing."""
    last = ALPHABET.index(key[-1])
    assert last % 4 == 0  # as base64 writes it
    return [key[:-1] + ALPHABET[last + spare] for spare in (1, 2, 3)]


def test_a_key_that_was_changed_or_signed_elsewhere_opens_nothing(ring, tmp_path):
    made, key = ring.create("一楼大厅")
    (tmp_path / "elsewhere").mkdir()
    _, foreign = KeyRing(tmp_path / "elsewhere").create("一楼大厅")
    secret = (tmp_path / "wall-keys.secret").read_bytes()
    never_issued = URLSafeSerializer(secret, salt="wall key").dumps([1, made.signed[1] - 1])
    other_use = URLSafeSerializer(secret, salt="another").dumps(made.signed)
    payload, _, signature = key.partition(".")
    unsigned = URLSafeSerializer(b"", salt="wall key").dumps(made.signed)
    for bad in (
        foreign,
        never_issued,
        other_use,
        unsigned,
        payload,
        f"{payload}.",
        f"{payload[:-1]}x.{signature}",
        key[:-2],
        *same_bits(key),
        f"{key} ",
        f" {key}",
        f"{key}\n",
        f"{key}=",
        key.swapcase(),
        "",
        "密钥",
        "\ud800",
    ):
        with pytest.raises(KeyRefused, match="认不出来"):
            ring.require(bad)
    ring.require(key)


def test_without_a_file_nothing_opens(ring, tmp_path):
    with pytest.raises(KeyRefused):
        ring.require(URLSafeSerializer(b"", salt="wall key").dumps([1, 1]))
    _, key = ring.create("一楼大厅")
    (tmp_path / "wall-keys.json").unlink()
    with pytest.raises(KeyRefused):
        ring.require(key)


def test_a_lost_secret_is_made_anew_and_its_keys_are_listed_as_revoked(ring, tmp_path):
    _, key = ring.create("一楼大厅")
    (tmp_path / "wall-keys.secret").write_bytes(b"")
    for lost in (key, ""):
        with pytest.raises(KeyRefused):
            ring.require(lost)
    (tmp_path / "wall-keys.secret").unlink()
    ring.create("二楼")
    assert [wall.revoked_at is None for wall in ring.issued()] == [False, True]
    with pytest.raises(KeyRefused):
        ring.require(key)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("wall-keys.secret", b"short"),
        ("wall-keys.json", b"{"),
        ("wall-keys.json", b'[{"number": "x"}]'),
    ],
)
def test_broken_files_close(ring, tmp_path, name, content):
    _, key = ring.create("一楼大厅")
    (tmp_path / name).write_bytes(content)
    for asked in (lambda: ring.require(key), ring.issued, lambda: ring.create("二楼")):
        with pytest.raises(StoreBroken, match="密钥的"):
            asked()


def test_only_the_owner_reads_the_files(ring, tmp_path):
    ring.create("一楼大厅")
    for name in ("wall-keys.secret", "wall-keys.json"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert len((tmp_path / "wall-keys.secret").read_bytes()) == 32


def test_two_at_once_get_two_numbers(ring):
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda n: KeyRing(ring.where).create(f"屏 {n}"), range(8)))
    assert sorted(wall.number for wall, _ in made) == [*range(1, 9)]
    for _, key in made:
        ring.require(key)


def test_a_change_in_hand_elsewhere_is_waited_for_then_said(tmp_path):
    with FileLock(tmp_path / "wall-keys.lock"), pytest.raises(Refused, match="另一个命令"):
        KeyRing(tmp_path, patience=0.05).create("一楼大厅")


@pytest.mark.parametrize(
    "name", ["", "  ", "12", "１２", "a" * (LONGEST_NAME + 1), "a\x00b", "\u202e"]
)
def test_a_name_that_says_no_screen_is_refused(ring, name):
    with pytest.raises(Refused):
        ring.create(name)
    assert ring.issued() == ()


def test_what_cannot_be_revoked_is_said(ring):
    with pytest.raises(NotFound, match="没有这把密钥"):
        ring.revoke("1")
    ring.create("一楼\n大厅")
    ring.revoke("一楼 大厅")
    for said in ("1", "一楼 大厅"):
        with pytest.raises(Refused, match="早已停用"):
            ring.revoke(said)


def test_the_files_are_read_again_only_when_they_changed(ring, monkeypatch):
    _, key = ring.create("一楼大厅")
    ring.require(key)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda _: pytest.fail("read again"))
    ring.require(key)
