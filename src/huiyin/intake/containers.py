"""What lies inside two kinds of container, read from their directories alone; nothing is unpacked.

OLE compound files (.doc, .xls, .ppt and Kingsoft's .wps, .et, .dps): MS-CFB 2.2 to 2.6.
ZIP (.docx, .xlsx, .pptx, .ofd, OpenDocument): APPNOTE 4.3.12 to 4.3.16.
"""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA  # sector numbers from here up mean "end", "free" and the like
MAX_SECTORS = (
    4096  # of a directory: more than any office file has, and a stop for a chain that runs in circles
)
MAX_MEMBERS = 10_000
MAX_UNPACKED = 1 << 30  # what a ZIP says it would unpack to
MAX_RATIO = 200  # unpacked to packed; office files stay well below


class Broken(Exception):
    """The container's directory cannot be read."""


class Bomb(Exception):
    """The container says it unpacks to something no honest file does."""


def size_of(file: BinaryIO) -> int:
    """The length in bytes; the position is lost."""
    return file.seek(0, 2)


def ole_names(file: BinaryIO) -> set[str]:
    """The names of all streams and storages of a compound file."""
    file.seek(0)
    head = file.read(512)
    if len(head) < 512 or head[:8] != OLE_MAGIC:
        raise Broken
    shift = struct.unpack_from("<H", head, 30)[0]
    if shift not in (9, 12):
        raise Broken
    sector = 1 << shift
    table = _fat_sectors(file, head, sector)
    current = struct.unpack_from("<I", head, 48)[0]
    names: set[str] = set()
    for _ in range(MAX_SECTORS):
        if current >= END:
            return names
        names |= _entry_names(_sector(file, current, sector))
        current = _next(file, table, current, sector)
    raise Broken


def _sector(file: BinaryIO, number: int, sector: int) -> bytes:
    file.seek((number + 1) * sector)
    data = file.read(sector)
    if len(data) < sector and not data:
        raise Broken
    return data.ljust(sector, b"\0")


def _fat_sectors(file: BinaryIO, head: bytes, sector: int) -> list[int]:
    """Where the allocation table lies: 109 places in the header, the rest in a chain of its own."""
    table = list(struct.unpack_from("<109I", head, 76))
    following = struct.unpack_from("<I", head, 68)[0]
    for _ in range(MAX_SECTORS):
        if following >= END:
            return table
        numbers = struct.unpack(f"<{sector // 4}I", _sector(file, following, sector))
        table += numbers[:-1]
        following = numbers[-1]
    raise Broken


def _next(file: BinaryIO, table: list[int], current: int, sector: int) -> int:
    per = sector // 4
    index, place = divmod(current, per)
    if index >= len(table) or table[index] >= END:
        raise Broken
    return int(struct.unpack_from("<I", _sector(file, table[index], sector), place * 4)[0])


def _entry_names(data: bytes) -> set[str]:
    names = set()
    for start in range(0, len(data) - 127, 128):
        length, kind = struct.unpack_from("<HB", data, start + 64)
        if kind in (1, 2) and 2 <= length <= 64:
            names.add(data[start : start + length - 2].decode("utf-16-le", "replace"))
    return names


def zip_names(file: BinaryIO) -> list[str]:
    """The names of a ZIP's members; Bomb where their number, size or ratio is beyond any office file."""
    if _zip_count(file) > MAX_MEMBERS:
        raise Bomb
    try:
        file.seek(0)
        members = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error, EOFError):
        raise Broken from None
    unpacked = sum(m.file_size for m in members)
    packed = sum(m.compress_size for m in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 1 << 16):
        raise Bomb
    return [m.filename for m in members]


def _zip_count(file: BinaryIO) -> int:
    """How many members the end record claims, so that a huge directory is not even read."""
    size = size_of(file)
    file.seek(max(0, size - 65_557))  # the end record and the longest comment after it
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise Broken
    return int(struct.unpack_from("<H", tail, at + 10)[0])


def zip_mimetype(file: BinaryIO) -> str:
    """The `mimetype` member of an OpenDocument file, at its very start (ODF 1.2 part 3, 3.3)."""
    file.seek(0)
    head = file.read(200)
    if head[30:38] != b"mimetype" or head[8:10] != b"\0\0":
        return ""
    length = struct.unpack_from("<I", head, 18)[0]
    extra = struct.unpack_from("<H", head, 28)[0]
    return head[38 + extra : 38 + extra + length].decode("ascii", "replace")
