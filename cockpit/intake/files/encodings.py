"""Bytes to text: UTF-8, UTF-16 with its mark or GB18030, and nothing that only happens to decode.

Most bytes of Big5, Shift-JIS or damaged UTF-8 are valid GB18030 too, and come out as rare
characters. So a file is not taken for the first encoding that decodes it, but for the one in
which its characters are common ones; any other than these is refused, and so is a line that
is in another encoding than the rest.
"""

import codecs
import re
from collections.abc import Callable

from cockpit.intake.files.grid import Unfit

NOT_ASCII = re.compile(rb"[\x80-\xff]")
UTF8_TEXT = re.compile(rb"(?:[\xe2-\xef][\x80-\xbf]{2}|\xc2[\xa0-\xbf]|\xc3[\x97\xb7])+")
GB2312 = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NAMES = {"big5": "Big5（繁体）", "shift_jis": "Shift-JIS（日文）", "": "别的编码"}
SAMPLE = 400_000  # bytes that are enough to know an encoding by
CURE = "用 Excel 打开，核对后另存为“CSV UTF-8”"


def text_of(content: bytes) -> str:
    """The text of a file. Raises Unfit with the place."""
    if content.startswith(UTF_16):
        return _of_utf_16(content)
    if (at := content.find(0)) >= 0:
        raise Unfit("有值为 0 的字节，不是文本文件", CURE, _place(content, at))
    body = content.removeprefix(codecs.BOM_UTF8)
    if len(body) < len(content):
        return _strictly(body, "utf-8", "UTF-8")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as problem:
        first_bad = problem.start
    lines = _foreign_lines(body)
    name = _encoding_of(b"\n".join(lines)[:SAMPLE])
    if name == "utf-8":
        raise Unfit(
            "有读不成 UTF-8 的字节：文件损坏，或混了两种编码", CURE, _place(body, first_bad)
        )
    if name != "gb18030":
        place = f"第 {1 + body.split(lines[0], 1)[0].count(10)} 行"
        raise Unfit(f"不是 UTF-8 或 GB18030 编码的文本，像是 {NAMES[name]}", CURE, place)
    text = _strictly(body, "gb18030", "GB18030")
    _require_one_encoding(body)
    return text


def _of_utf_16(content: bytes) -> str:
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError as problem:
        lines = 1 + content[: problem.start].decode("utf-16", "ignore").count("\n")
        rule = "有读不成 UTF-16 的字节：文件损坏，或混了两种编码"
        raise Unfit(rule, CURE, f"第 {lines} 行") from None
    if (at := text.find("\0")) >= 0:
        raise Unfit(
            "有值为 0 的字符，不是文本文件", CURE, f"第 {text.count(chr(10), 0, at) + 1} 行"
        )
    return text


def _strictly(body: bytes, encoding: str, name: str) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as problem:
        place = _place(body, problem.start)
        raise Unfit(f"有读不成 {name} 的字节：文件损坏，或混了两种编码", CURE, place) from None


def _place(body: bytes, at: int) -> str:
    """Line and byte within it, counted from 1."""
    line = body.count(b"\n", 0, at) + 1
    start = body.rfind(b"\n", 0, at)
    return f"第 {line} 行第 {at - start} 个字节"


def _foreign_lines(body: bytes) -> list[bytes]:
    return [line for line in body.split(b"\n") if not line.isascii()]


def _encoding_of(sample: bytes) -> str:
    """The encoding in which a sample reads as common text; empty if it does in none."""
    marks = {name: share(sample) for name, share in SHARES.items()}
    best = max(marks, key=lambda name: marks[name])  # the first of equals: what we read before
    return best if marks[best] >= 0.5 else ""


def _require_one_encoding(body: bytes) -> None:
    """Raise Unfit for a line of a GB18030 file that reads better in another encoding."""
    for number, line in enumerate(body.split(b"\n"), start=1):
        if line.isascii() or (GB2312.fullmatch(line) and not UTF8_TEXT.search(line)):
            continue
        marks = {name: share(line) for name, share in SHARES.items()}
        other = max(marks, key=lambda name: marks[name])
        foreign = len(NOT_ASCII.findall(line))
        if foreign >= 6 and marks[other] > max(marks["gb18030"] + 0.25, 0.9):
            said = NAMES.get(other, "UTF-8")
            raise Unfit(
                f"这一行像是 {said}，别的行是 GB18030：混了两种编码", CURE, f"第 {number} 行"
            )


def _utf8_share(sample: bytes) -> float:
    """The share of bytes beyond ASCII that are whole UTF-8 characters."""
    beyond = len(NOT_ASCII.findall(sample))
    return sum(map(len, UTF8_TEXT.findall(sample))) / beyond if beyond else 0.0


def _gb_share(sample: bytes) -> float:
    """The share of characters beyond ASCII that GB2312 has, rarer ones counting half."""
    return _share(
        sample, "gb18030", "gb2312", common=lambda b: b[0] <= 0xD7 and b[0] not in range(0xA4, 0xB0)
    )


def _big5_share(sample: bytes) -> float:
    return _share(sample, "big5", "big5", common=lambda b: b[0] <= 0xC6)


def _sjis_share(sample: bytes) -> float:
    """Shift-JIS without half-width katakana, which bytes of any other encoding look like."""
    return _share(sample, "shift_jis", "shift_jis", common=lambda b: len(b) == 2 and b[0] <= 0x97)


def _share(sample: bytes, encoding: str, plain: str, common: Callable[[bytes], bool]) -> float:
    points, characters = 0.0, 0
    for character in sample.decode(encoding, "replace"):
        if character < "\x80":
            continue
        characters += 1
        try:
            held = character.encode(plain)
        except UnicodeEncodeError:
            continue
        points += 1.0 if common(held) else 0.5 if len(held) == 2 else 0.0
    return points / characters if characters else 0.0


SHARES = {"gb18030": _gb_share, "utf-8": _utf8_share, "big5": _big5_share, "shift_jis": _sjis_share}
