"""Photos from sites: made new from their pixels, and kept by hash beside the lake.

A phone makes them small and leaves out where they were taken; what a phone does is not relied on.
Each is read as a picture and written anew, so that nothing of its file remains but what it shows.
"""

import hashlib
import io
import re
import threading
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from cockpit.errors import NotFound, ReportRefused, StoreBroken
from cockpit.warehouse import manifest

FOLDER = "photos"
HASH = re.compile("[0-9a-f]{64}")
FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST = 3_000_000  # bytes as they come; a phone sends some 0.3 MB
MOST_PIXELS = 40_000_000
SIDE = 1600  # pixels of the longer side, as kept
QUALITY = 82
_keeping = threading.Lock()  # the same photo twice at once, by an impatient phone


def fit(content: bytes) -> bytes:
    """A photo as it is kept: a JPEG of at most SIDE, of its pixels alone. Raises ReportRefused."""
    if len(content) > LARGEST:
        what = f"一张照片最多 {LARGEST // 1_000_000} MB，这张有 {len(content) / 1e6:.0f} MB"
        raise ReportRefused(what, way_out="在这个页面里重新选这张照片，会自动压缩")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ReportRefused("照片的像素太多", way_out="在这个页面里重新选，会自动压缩")
            picture.draft("RGB", (SIDE, SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((SIDE, SIDE))
            plain = Image.new("RGB", upright.size, "white")
            if upright.mode in {"RGBA", "LA", "P", "PA"}:
                seen = upright.convert("RGBA")
                plain.paste(seen, mask=seen)
            else:
                plain.paste(upright.convert("RGB"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        way_out = "重新拍一张，或从相册另选；这张已在手机上留着"
        raise ReportRefused("有一个文件不是照片，或者坏了", way_out=way_out) from None
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def keep(folder: Path, content: bytes) -> str:
    """Keep a photo in the folder of a lake; its hash. Done when it is on the disk.

    Raises StoreBroken, OSError.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = folder / FOLDER / sha256
    if path.exists() and manifest.hash_of(path) == sha256:
        return sha256
    with _keeping:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        manifest.write_file(path, content)
        path.chmod(0o600)
    if manifest.hash_of(path) != sha256:
        raise StoreBroken("写下的照片读回来不一样", where=FOLDER, way_out="请管理员核对磁盘")
    return sha256


def content_of(folder: Path, sha256: str) -> bytes:
    """A photo's bytes. Raises NotFound."""
    path = folder / FOLDER / sha256
    if not HASH.fullmatch(sha256) or not path.is_file():
        raise NotFound("没有这张照片", way_out="在项目页点开照片")
    return path.read_bytes()


def copy(source: Path, target: Path) -> None:
    """Copy all photos from one folder to another: into a backup, or out of it."""
    for path in sorted((source / FOLDER).glob("*")):
        if HASH.fullmatch(path.name):
            keep(target, path.read_bytes())
