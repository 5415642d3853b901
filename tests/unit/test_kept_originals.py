"""Loaded files are kept as they came, found by their hash, and go with a backup."""

import hashlib

import pytest

from cockpit.errors import BadBackup, NotFound, StoreBroken
from cockpit.warehouse import blobs, originals
from tests.conftest_gate import new_lake

BYTES = "项目代码\nP1\n".encode()
HASH = hashlib.sha256(BYTES).hexdigest()


def kept(folder):
    return sorted(path.name for path in (folder / "originals").glob("*"))


def path_of(folder):
    return folder / "originals" / HASH


def test_a_file_is_found_again_by_its_hash(tmp_path):
    assert originals.keep(tmp_path, BYTES) == HASH
    assert originals.keep(tmp_path, BYTES) == HASH  # once
    assert kept(tmp_path) == [HASH]
    assert originals.content_of(tmp_path, HASH) == BYTES
    assert path_of(tmp_path).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("asked", ["0" * 64, "../../etc/passwd", "", HASH.upper()])
def test_what_is_not_kept_is_not_found(tmp_path, asked):
    originals.keep(tmp_path, BYTES)
    with pytest.raises(NotFound):
        originals.content_of(tmp_path, asked)


def test_a_file_that_has_changed_is_not_given_out_and_is_mended_by_the_next_load(tmp_path):
    originals.keep(tmp_path, BYTES)
    path_of(tmp_path).write_bytes(b"x")
    with pytest.raises(StoreBroken):
        originals.content_of(tmp_path, HASH)
    originals.keep(tmp_path, BYTES)
    assert originals.content_of(tmp_path, HASH) == BYTES


def test_what_is_not_written_as_it_is_is_no_keeping(tmp_path, monkeypatch):
    monkeypatch.setattr(blobs.manifest, "write_file", lambda path, _: path.write_bytes(b"x"))
    with pytest.raises(StoreBroken, match="读回来不一样"):
        originals.keep(tmp_path, BYTES)


def test_nothing_new_is_kept_of_a_load_that_fails(tmp_path):
    def fail():
        with originals.keeping(tmp_path, [BYTES, b"other"]):
            assert len(kept(tmp_path)) == 2
            raise KeyError

    originals.keep(tmp_path, BYTES)
    with pytest.raises(KeyError):
        fail()
    assert kept(tmp_path) == [HASH]
    with originals.keeping(tmp_path, [b"other"]):
        pass
    assert len(kept(tmp_path)) == 2


def test_a_backup_holds_the_files_and_a_restore_brings_them(tmp_path):
    lake = new_lake(tmp_path / "lake")
    originals.keep(lake.folder, BYTES)
    lake.backup(tmp_path / "copy")
    other = new_lake(tmp_path / "other")
    other.restore(tmp_path / "copy")
    assert originals.content_of(other.folder, HASH) == BYTES


def test_a_backup_whose_file_has_changed_is_refused_before_anything_is_touched(tmp_path):
    lake = new_lake(tmp_path / "lake")
    originals.keep(lake.folder, BYTES)
    lake.backup(tmp_path / "copy")
    path_of(tmp_path / "copy").write_bytes(b"x")
    other = new_lake(tmp_path / "other")
    before = other.newest_snapshot()
    with pytest.raises(BadBackup, match="原文件变了"):
        other.restore(tmp_path / "copy")
    assert other.newest_snapshot() == before
