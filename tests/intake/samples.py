"""Small real files of every kind that is taken in, and of many that are not."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

from PIL import Image, TiffImagePlugin

RED = (200, 30, 40)


def picture(form: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **how: Any) -> bytes:
    """A picture: red on the left, white on the right."""
    image = Image.new(mode, size, "white")
    image.paste("black" if mode in {"1", "L"} else RED, (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    if form == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    image.save(out, form, **how)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes: device, owner, place."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F], data[0x0110], data[0x9C9D] = "SecretPhone", "Model-77", "张三".encode("utf-16-le")
    gps = data.get_ifd(0x8825)
    gps.update({1: "N", 2: (33.0, 40.0, 12.0), 3: "E", 4: (109.0, 6.0, 40.0)})
    return data


def pages(count: int) -> bytes:
    """A fax: a TIFF of several black-and-white pages with a name in it."""
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[315] = "SecretArtist"
    images = [Image.new("1", (30 + n, 40), n % 2) for n in range(count)]
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression="group4", tiffinfo=info)
    return out.getvalue()


def moving(form: str) -> bytes:
    frames = [Image.new("RGB", (12, 12), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=200, loop=0)
    return out.getvalue()


def compound(*names: str) -> bytes:
    """An OLE compound file with empty streams of these names (MS-CFB)."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    entries = ["Root Entry", *names]
    sectors = -(-len(entries) // 4)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0, 0)[: 4 * 9]
    head = head.ljust(76, b"\0")[:76] + struct.pack("<I", 0) + struct.pack("<I", free) * 108
    chain = [fat, *range(2, sectors + 1), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    body = b""
    for number, name in enumerate(entries):
        coded = name.encode("utf-16-le") + b"\0\0"
        kind = 5 if number == 0 else 2
        body += coded.ljust(64, b"\0") + struct.pack("<HBB", len(coded), kind, 1) + b"\xff" * 12 + b"\0" * 48
    return head + table + body.ljust(sectors * 512, b"\0")


def zipped(*members: str, first: tuple[str, str] | None = None, packed: bool = True) -> bytes:
    """A ZIP with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for member in members:
            archive.writestr(member, "<x/>")
    return out.getvalue()


def bomb() -> bytes:
    """A small .docx that says it unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        with archive.open("word/document.xml", "w") as member:
            for _ in range(300):
                member.write(b"\0" * (1 << 20))
    return out.getvalue()


def box(brand: bytes, *more: bytes) -> bytes:
    """The start of an ISO base media file."""
    body = brand + b"\0\0\0\0" + b"".join(more or (brand,))
    return struct.pack(">I", len(body) + 8) + b"ftyp" + body + b"\0\0\0\x08mdat"


DOCUMENT = "[Content_Types].xml"
ODF = "application/vnd.oasis.opendocument"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TAKEN: dict[str, tuple[str, bytes]] = {
    # name as typed: extension stored, bytes
    "a.jpg": ("jpg", picture("JPEG")),
    "a.png": ("png", picture("PNG")),
    "a.gif": ("gif", picture("GIF")),
    "a.webp": ("webp", picture("WEBP")),
    "a.bmp": ("bmp", picture("BMP")),
    "a.tiff": ("tiff", picture("TIFF")),
    "a.heic": ("heic", picture("HEIF")),
    "a.pdf": ("pdf", PDF),
    "b.pdf": ("pdf", b"\xef\xbb\xbf\r\n" + PDF),
    "a.ofd": ("ofd", zipped("OFD.xml", "Doc_0/Document.xml")),
    "a.doc": ("doc", compound("WordDocument", "1Table")),
    "a.wps": ("wps", compound("1Table", "Data", "\x05SummaryInformation", "ObjectPool", "WordDocument")),
    "a.xls": ("xls", compound("Workbook")),
    "a.et": ("et", compound("Workbook", "ETExtData")),
    "a.ppt": ("ppt", compound("Current User", "PowerPoint Document")),
    "a.dps": ("dps", compound("PowerPoint Document")),
    "a.docx": ("docx", zipped(DOCUMENT, "word/document.xml")),
    "a.xlsx": ("xlsx", zipped(DOCUMENT, "xl/workbook.xml")),
    "a.pptx": ("pptx", zipped(DOCUMENT, "ppt/presentation.xml")),
    "a.odt": ("odt", zipped("content.xml", first=("mimetype", f"{ODF}.text"))),
    "a.ods": ("ods", zipped("content.xml", first=("mimetype", f"{ODF}.spreadsheet"))),
    "a.amr": ("amr", b"#!AMR\n" + b"\x3c" * 64),
    "a.mp3": ("mp3", b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x00"),
    "b.mp3": ("mp3", b"\xff\xfb\x90\x64" + b"\0" * 400),
    "a.aac": ("aac", b"\xff\xf1\x50\x80" + b"\0" * 64),
    "a.m4a": ("m4a", box(b"M4A ", b"M4A ", b"isom")),
    "b.m4a": ("m4a", box(b"mp42", b"isom", b"mp42")),
    "a.wav": ("wav", b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 32),
    "a.ogg": ("ogg", b"OggS" + b"\0" * 60),
    "a.mp4": ("mp4", box(b"isom", b"isom", b"avc1")),
    "a.mov": ("mov", box(b"qt  ")),
    "a.3gp": ("3gp", box(b"3gp4", b"3gp4", b"isom")),
    "a.txt": ("txt", "我要反映的情况：\r\n一、土地\t二、补偿".encode()),
    "b.txt": ("txt", "我要反映的情况".encode("gb18030")),
    "c.txt": ("txt", "我要反映的情况".encode("utf-16")),
}
REFUSED: dict[str, tuple[str, bytes]] = {
    # name as typed: reason, bytes
    "空.txt": ("empty", b""),
    "证据.jpg": ("program", b"MZ\x90\0\x03\0\0\0" + b"\0" * 100),
    "b.jpg": ("program", b"\x7fELF\x02\x01\x01" + b"\0" * 100),
    "c.txt": ("program", b"#!/bin/sh\nrm -rf /\n"),
    "快捷方式.pdf": ("program", b"L\0\0\0\x01\x14\x02\0" + b"\0" * 100),
    "d.class": ("program", b"\xca\xfe\xba\xbe\0\0\0\x34"),
    "网页.txt": ("web", b"  <!DOCTYPE html><script>alert(1)</script>"),
    "图.svg": ("web", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "图2.png": ("web", b'<?xml version="1.0"?><svg/>'),
    "run.bat": ("web", b"@echo off\r\ndel *.*\r\n"),
    "x.js": ("web", b"alert(1)"),
    "材料.zip": ("archive", zipped("a.txt")),
    "材料.rar": ("archive", b"Rar!\x1a\x07\x01\0" + b"\0" * 40),
    "材料.7z": ("archive", b"7z\xbc\xaf\x27\x1c" + b"\0" * 40),
    "app.apk": ("archive", zipped("AndroidManifest.xml", "classes.dex")),
    "宏.docm": ("macros", zipped(DOCUMENT, "word/document.xml", "word/vbaProject.bin")),
    "宏.doc": ("macros", compound("WordDocument", "Macros", "VBA")),
    "密.docx": ("locked", compound("EncryptionInfo", "EncryptedPackage")),
    "邮件.msg": ("unknown", compound("__properties_version1.0")),
    "半.docx": ("broken", zipped(DOCUMENT, "word/document.xml")[:60]),
    "半.doc": ("broken", compound("WordDocument")[:300]),
    "环.doc": (
        "broken",
        compound("WordDocument")[:516] + struct.pack("<I", 1) + compound("WordDocument")[520:],
    ),
    "乱.bin": ("unknown", bytes(range(256)) * 4),
    "a.avi": ("unknown", b"RIFF\x24\0\0\0AVI LIST" + b"\0" * 32),
}
