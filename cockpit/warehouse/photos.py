"""Photos from sites: made new from their pixels, and kept by hash beside the lake.

A phone makes them small and leaves out where they were taken; what a phone does is not relied on.
Each is read as a picture and written anew, so that nothing of its file remains but what it shows.
"""

import hashlib
import io
import re
import threading

from PIL import Image, ImageOps, UnidentifiedImageError

from cockpit.errors import NotFound, ReportRefused, StoreBroken
from cockpit.places import Where
from cockpit.warehouse.blobs import blobs, is_whole

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


def keep(where: Where, content: bytes) -> str:
    """Keep a photo in a store; its hash. Done when it is durable.

    Raises StoreBroken, OSError.
    """
    sha256, its = hashlib.sha256(content).hexdigest(), blobs(where, FOLDER)
    if is_whole(its, sha256):
        return sha256
    with _keeping:
        its.write(sha256, content)
    if not is_whole(its, sha256):
        raise StoreBroken("写下的照片读回来不一样", where=FOLDER, way_out="请管理员核对磁盘")
    return sha256


def content_of(where: Where, sha256: str) -> bytes:
    """A photo's bytes. Raises NotFound."""
    content = blobs(where, FOLDER).read(sha256) if HASH.fullmatch(sha256) else None
    if content is None:
        raise NotFound("没有这张照片", way_out="在项目页点开照片")
    return content


def copy(source: Where, target: Where) -> None:
    """Copy all photos from one store to another: into a backup, or out of it."""
    for name in blobs(source, FOLDER).all():
        if HASH.fullmatch(name):
            keep(target, content_of(source, name))
