"""The kind of a file by its content. What it is called is only a hint between spellings of one kind.

`KINDS` is the whole list of what is taken in; everything else is refused with a reason and a way on. A file's
name never makes it acceptable: a program called 证据.jpg is a program, a text called 证据.bat a script.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from huiyin.intake import containers

HEAD = 4096
TEXT_LIMIT = 2 << 20  # a text file beyond two million bytes is not somebody's words


class Refused(Exception):
    """A file that is not taken in; `code` for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken in.

    `forms` are pairs of extension and MIME type: the first, unless the name ends as another does.
    """

    key: str
    zh: str
    group: str  # picture, paper, sound, film
    forms: tuple[tuple[str, str], ...]

    def form(self, name: str) -> tuple[str, str]:
        """Extension and MIME type to store a file called `name` under."""
        typed = extension(name)
        return next((f for f in self.forms if f[0] == typed), self.forms[0])


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
_WPS, _WORD = "application/wps-office", "application/msword"
_TABLE, _SLIDES = "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
_OGG = (("ogg", "audio/ogg"), ("oga", "audio/ogg"), ("opus", "audio/ogg"))
_MP4 = (("mp4", "video/mp4"), ("m4v", "video/mp4"), ("m4a", "audio/mp4"))
KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("jpeg", gettext_noop("JPEG 图片"), "picture", (("jpg", "image/jpeg"), ("jpeg", "image/jpeg"))),
        Kind("png", gettext_noop("PNG 图片"), "picture", (("png", "image/png"),)),
        Kind("gif", gettext_noop("GIF 图片"), "picture", (("gif", "image/gif"),)),
        Kind("webp", gettext_noop("WebP 图片"), "picture", (("webp", "image/webp"),)),
        Kind("bmp", gettext_noop("BMP 图片"), "picture", (("bmp", "image/bmp"),)),
        Kind("tiff", gettext_noop("TIFF 图片"), "picture", (("tif", "image/tiff"), ("tiff", "image/tiff"))),
        Kind("heic", gettext_noop("HEIC 图片"), "picture", (("heic", "image/heic"), ("heif", "image/heif"))),
        Kind("pdf", gettext_noop("PDF 文档"), "paper", (("pdf", "application/pdf"),)),
        Kind("ofd", gettext_noop("OFD 版式文档"), "paper", (("ofd", "application/ofd"),)),
        Kind("doc", gettext_noop("文字文档"), "paper", (("doc", _WORD), ("wps", f"{_WPS}.wps"))),
        Kind("xls", gettext_noop("表格"), "paper", (("xls", _TABLE), ("et", f"{_WPS}.et"))),
        Kind("ppt", gettext_noop("演示文稿"), "paper", (("ppt", _SLIDES), ("dps", f"{_WPS}.dps"))),
        Kind("docx", gettext_noop("文字文档"), "paper", (("docx", f"{_OOXML}.wordprocessingml.document"),)),
        Kind("xlsx", gettext_noop("表格"), "paper", (("xlsx", f"{_OOXML}.spreadsheetml.sheet"),)),
        Kind("pptx", gettext_noop("演示文稿"), "paper", (("pptx", f"{_OOXML}.presentationml.presentation"),)),
        Kind("odt", gettext_noop("文字文档"), "paper", (("odt", f"{_ODF}.text"),)),
        Kind("ods", gettext_noop("表格"), "paper", (("ods", f"{_ODF}.spreadsheet"),)),
        Kind("odp", gettext_noop("演示文稿"), "paper", (("odp", f"{_ODF}.presentation"),)),
        Kind("txt", gettext_noop("纯文本"), "paper", (("txt", "text/plain"),)),
        Kind("amr", gettext_noop("录音"), "sound", (("amr", "audio/amr"), ("awb", "audio/amr-wb"))),
        Kind("mp3", gettext_noop("录音"), "sound", (("mp3", "audio/mpeg"),)),
        Kind("aac", gettext_noop("录音"), "sound", (("aac", "audio/aac"),)),
        Kind("m4a", gettext_noop("录音"), "sound", (("m4a", "audio/mp4"),)),
        Kind("wav", gettext_noop("录音"), "sound", (("wav", "audio/wav"),)),
        Kind("ogg", gettext_noop("录音"), "sound", _OGG),
        Kind("mp4", gettext_noop("录像"), "film", _MP4),
        Kind("3gp", gettext_noop("录像"), "film", (("3gp", "video/3gpp"), ("m4a", "audio/mp4"))),
        Kind("mov", gettext_noop("录像"), "film", (("mov", "video/quicktime"),)),
    )
}  # fmt: skip
REASONS = {
    "empty": gettext_lazy("文件是空的（0 字节），没有存下。请检查原文件后重新上传。"),
    "program": gettext_lazy("这是一个程序，不能作为附件。没有存下。"),
    "web": gettext_lazy("这是网页或脚本文件，不能作为附件，没有存下。请把内容另存为 PDF 或截图后上传。"),
    "archive": gettext_lazy("这是压缩包，没有存下。请解压后把里面的文件逐个上传。"),
    "macros": gettext_lazy("文档里带有宏（程序），没有存下。请另存为不带宏的文档或 PDF 后上传。"),
    "locked": gettext_lazy("文档加了密码，别人打不开，没有存下。请去掉密码后重新上传。"),
    "bomb": gettext_lazy("文件展开后大得不正常，没有存下。请另存为 PDF 后上传。"),
    "broken": gettext_lazy("文件已损坏或没有传完整，没有存下。请检查原文件后重新上传。"),
    "unknown": gettext_lazy(
        "认不出这是什么文件，没有存下。可以上传图片、PDF、OFD、Word、WPS、表格、录音、录像或纯文本。"
    ),
}
_ARCHIVES = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\0",
    b"MSCF",
    b"\x28\xb5\x2f\xfd",
)
_PROGRAMS = (
    b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"dex\n", b"\0asm", b"L\0\0\0\x01\x14\x02\0", b"#!",
)  # fmt: skip
_SIMPLE = (
    (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF87a", "gif"), (b"GIF89a", "gif"),
    (b"II*\0", "tiff"), (b"MM\0*", "tiff"), (b"#!AMR", "amr"), (b"OggS", "ogg"), (b"ID3", "mp3"),
)  # fmt: skip
_HEIC = {"heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs", "mif1", "msf1"}
# Files that Windows or a browser runs although they are plain text.
_SCRIPTS = frozenset(
    re.findall(
        r"\w+",
        """bat cmd com ps1 psm1 vbs vbe js jse mjs wsf wsh hta reg inf scf url lnk desktop sh bash py pyw pl
        rb php jsp asp aspx cgi html htm xhtml shtml mht mhtml svg xml xsl xslt swf jar apk exe dll msi
        scr""",
    )
)


def extension(name: str) -> str:
    """The extension as typed, in small letters, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def sniff(file: BinaryIO, name: str = "") -> Kind:
    """The kind of a seekable file, or Refused. `name` is asked only whether a text is meant to be run."""
    size = containers.size_of(file)
    if size == 0:
        raise refusal("empty")
    file.seek(0)
    head = file.read(HEAD)
    key = _by_magic(head) or _by_box(head) or _by_container(file, head) or _by_text(file, size, head, name)
    if key in KINDS:
        return KINDS[key]
    raise refusal(key)


def refusal(code: str) -> Refused:
    """The refusal of that code, in the language of whoever asks."""
    return Refused(code, str(REASONS[code]))


def allowed() -> list[tuple[str, str, str]]:
    """The table of what is taken in, for pages and documents: group, kind, extensions."""
    return [(k.group, _(k.zh), " ".join(f".{ext}" for ext, _mime in k.forms)) for k in KINDS.values()]


def _by_magic(head: bytes) -> str:
    for magic, key in _SIMPLE:
        if head.startswith(magic):
            return key
    if head.startswith(_PROGRAMS) or (head[:2] == b"MZ" and b"\0" in head[:64]):
        return "program"
    if head.startswith(_ARCHIVES) or head[257:262] == b"ustar":
        return "archive"
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ")[:5] == b"%PDF-":
        return "pdf"
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12], "unknown")
    if (
        head[:2] == b"BM"
        and head[6:10] == b"\0\0\0\0"
        and head[14:18] in {b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0"}
    ):
        return "bmp"
    return _by_frame(head)


def _by_frame(head: bytes) -> str:
    """MPEG audio without a tag: a frame header whose layer, rate and frequency are all real ones."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return ""
    if head[1] & 0xF6 == 0xF0:
        return "aac"  # ADTS: layer bits are 00
    real = head[1] & 0x06 == 0x02 and head[2] & 0xF0 not in (0x00, 0xF0) and head[2] & 0x0C != 0x0C
    return "mp3" if real else ""


def _by_box(head: bytes) -> str:
    """ISO base media (HEIC, MP4, M4A, 3GP, QuickTime): the brand in the first box."""
    if head[4:8] in {b"moov", b"mdat", b"wide", b"free", b"skip"} and head[:2] == b"\0\0":
        return "mov"
    if head[4:8] != b"ftyp":
        return ""
    length = min(int.from_bytes(head[:4], "big"), 256)
    brands = {head[i : i + 4].decode("latin-1") for i in (8, *range(16, length - 3, 4))}
    main = head[8:12].decode("latin-1")
    if main in _HEIC or (main == "mif1" and brands & _HEIC):
        return "unknown" if "avif" in brands else "heic"
    if main in {"M4A ", "M4B "}:
        return "m4a"
    if main == "qt  ":
        return "mov"
    if main.startswith(("3gp", "3g2")):
        return "3gp"
    return (
        "mp4"
        if brands & {"isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV", "dash"}
        else "unknown"
    )


def _by_container(file: BinaryIO, head: bytes) -> str:
    try:
        if head.startswith(containers.OLE_MAGIC):
            return _ole(containers.ole_names(file))
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return _zip(file, containers.zip_names(file))
    except containers.Broken:
        return "broken"
    except containers.Bomb:
        return "bomb"
    return ""


def _ole(names: set[str]) -> str:
    if "EncryptedPackage" in names:
        return "locked"
    if names & {"Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        return "macros"
    for stream, key in (
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ):
        if stream in names:
            return key
    return "unknown"


def _zip(file: BinaryIO, names: list[str]) -> str:
    if any(n.lower().endswith("vbaproject.bin") or n.startswith("Basic/") for n in names):
        return "macros"
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        for member, key in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(n.startswith(member) for n in names):
                return key
    open_document = containers.zip_mimetype(file)
    return {k.forms[0][1]: k.key for k in KINDS.values()}.get(open_document, "archive")


def _by_text(file: BinaryIO, size: int, head: bytes, name: str) -> str:
    """Text in UTF-8, GB 18030 or UTF-16 with its mark; not a web page, not a script."""
    if size > TEXT_LIMIT:
        return "unknown"
    file.seek(0)
    text = decoded(file.read())
    if text is None:
        return "unknown"
    if extension(name) in _SCRIPTS or re.match(r"\s*<[A-Za-z!?/]", text):
        return "web"
    return "txt"


def decoded(data: bytes) -> str | None:
    """The text of a plain text file, or None where it is not text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text) else text
    return None
