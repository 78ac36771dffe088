"""Attachments: taken in, checked, and safe on the disk before any row speaks of them.

A file lies under `HUIYIN_FILES` (by default HUIYIN_VAR/files, never below a web root) at ab/cdef…, the
SHA-256 of its bytes, whatever it was called: names are for showing and are never paths. It is written under a
passing name in the same folder, synced, renamed, and the folder synced, so that after a power cut there is
either the whole file or none. Only `forget` deletes, and only `leftovers` asks for it. Files are served through
the gate alone, by `open_stored`.

Of a picture only the picture drawn anew is kept (see `pictures`): the original holds where and with which
telephone it was taken, which is nobody's business here. Its SHA-256 stays in `Stored.original_sha256`, so
that a person who keeps the original can show that it is the one he handed in. All else is kept byte by byte.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import secrets
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from huiyin.intake import pictures, sniff
from huiyin.intake.sniff import Refused as Refused

MB = 1024 * 1024
CHUNK = 1 << 20
LONGEST_NAME = 120
PASSING = ".coming-"
_UNSEEN = {"Cc", "Cf", "Cs"}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StorageFull(Exception):
    """There is no room for the file. Nothing of it is left behind; what was stored before stays."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            _(
                "存储空间已满，附件“%(name)s”没有存下。已填写的内容和已存下的其他附件都在。"
                "可以先不带这个附件提交，以后再补；或稍后重试。请同时告知系统管理员。"
            )
            % {"name": name}
        )


class Missing(Exception):
    """A row names a file that is not on the disk."""


@dataclass(frozen=True)
class Limits:
    """How much is taken in; bytes of one file, bytes and number of all files of one entry."""

    file_bytes: int = 20 * MB
    entry_bytes: int = 100 * MB
    entry_files: int = 20

    @classmethod
    def from_settings(cls) -> Limits:
        """As the operator has set them: HUIYIN_MAX_UPLOAD_MB, HUIYIN_MAX_ENTRY_MB, HUIYIN_MAX_ENTRY_FILES."""
        default = cls()
        return cls(
            int(getattr(settings, "HUIYIN_MAX_UPLOAD_MB", default.file_bytes // MB)) * MB,
            int(getattr(settings, "HUIYIN_MAX_ENTRY_MB", default.entry_bytes // MB)) * MB,
            int(getattr(settings, "HUIYIN_MAX_ENTRY_FILES", default.entry_files)),
        )


@dataclass(frozen=True)
class Stored:
    """A file that is safe on the disk, and what a row should say of it."""

    sha256: str
    size: int
    mime: str
    ext: str
    path: str  # under the root of files
    name: str  # for showing; personal data may be in it
    kind: str  # a key of sniff.KINDS
    original_sha256: str  # of the bytes handed in; equal to sha256 unless a picture was drawn anew
    notes: tuple[str, ...] = ()


def root() -> Path:
    """Where files lie; refuses a folder that a web server gives away."""
    named = getattr(settings, "HUIYIN_FILES", None)
    place = Path(named or Path(settings.HUIYIN_VAR) / "files").resolve()
    for public in (settings.STATIC_ROOT, settings.MEDIA_ROOT):
        if public and place.is_relative_to(Path(public).resolve()):
            raise ImproperlyConfigured(
                f"attachments must not lie below a web root: {place} is under {public}."
            )
    return place


def store(
    upload: IO[bytes],
    name: str,
    *,
    limits: Limits | None = None,
    held_files: int = 0,
    held_bytes: int = 0,
) -> Stored:
    """Take in one file. `held_*`: what the same entry holds already.

    Refused tells why a file is not taken, StorageFull that there is no room; nothing is left behind.
    """
    limits = limits or Limits.from_settings()
    shown = shown_name(name)
    if held_files >= limits.entry_files:
        most = {"most": limits.entry_files}
        raise Refused("count", _("附件最多 %(most)d 个，这一个没有存下。已存下的附件都在。") % most)
    try:
        with _seekable(upload, limits) as file:
            original, size = _measured(file, limits, held_bytes)
            kind = sniff.sniff(cast("BinaryIO", file), name)
            if kind.group == "picture":
                return _store_picture(file, kind, shown, original)
            path = _write(file, original)
            return _described(kind, shown, original, original, size, path)
    except OSError as problem:
        if problem.errno in _FULL:
            raise StorageFull(shown) from problem
        raise


def store_all(
    uploads: Iterable[tuple[IO[bytes], str]],
    *,
    limits: Limits | None = None,
    held_files: int = 0,
    held_bytes: int = 0,
) -> tuple[list[Stored], list[tuple[str, str]]]:
    """Take in several: those now safe, and (name, reason) of those that are not. A bad one stops none."""
    limits = limits or Limits.from_settings()
    kept: list[Stored] = []
    refused: list[tuple[str, str]] = []
    for upload, name in uploads:
        bytes_now = held_bytes + sum(s.size for s in kept)
        try:
            kept.append(
                store(upload, name, limits=limits, held_files=held_files + len(kept), held_bytes=bytes_now)
            )
        except (Refused, StorageFull) as problem:
            refused.append((shown_name(name), str(problem)))
    return kept, refused


def open_stored(sha256: str) -> BinaryIO:
    """The bytes of a stored file. Who may read them is asked before, by the one gate."""
    place = root() / relative(sha256)
    try:
        return place.open("rb")
    except FileNotFoundError:
        raise Missing(f"the file {sha256[:12]}… is not under {root()}") from None


def is_intact(sha256: str) -> bool:
    """Whether the file is there and still has the bytes it was stored with."""
    try:
        with open_stored(sha256) as file:
            return _measure(file)[0] == sha256
    except Missing:
        return False


def forget(sha256: str, untouched_since: datetime) -> bool:
    """Remove a file, unless somebody handed it in since that moment; whether it went.

    It is taken aside first: who hands the same bytes in at this moment has touched it, and it goes back, or does not
    find it, and writes it anew.
    """
    place = root() / relative(sha256)
    aside = place.parent / f"{PASSING}{secrets.token_hex(8)}"
    try:
        place.rename(aside)
    except FileNotFoundError:
        return False
    if aside.stat().st_mtime > untouched_since.timestamp():
        aside.replace(place)
        return False
    aside.unlink()
    _sync(place.parent)
    return True


def left_behind() -> Iterator[Path]:
    """Passing files of a process that was killed while writing; no row speaks of them."""
    yield from root().glob(f"*/{PASSING}*")


def relative(sha256: str) -> str:
    """Where a file lies under the root."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError("not a SHA-256 in hexadecimal")
    return f"{sha256[:2]}/{sha256[2:]}"


def shown_name(name: str) -> str:
    """The name for showing: no folders, no control or direction characters, not too long; never a path."""
    # private use and unassigned characters stay: rare characters of names are among them
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in _UNSEEN)
    visible = re.sub(r"\s+", " ", visible).strip(" .")
    stem, dot, ext = visible.rpartition(".")
    if dot and len(visible) > LONGEST_NAME:
        visible = f"{stem[: LONGEST_NAME - len(ext) - 1]}.{ext}"
    return visible[:LONGEST_NAME] or _("附件")


def _seekable(upload: IO[bytes], limits: Limits) -> IO[bytes]:
    """A file that can be read twice, at most one byte longer than is allowed; `upload` stays open."""
    _make_folders(root())
    passing = tempfile.SpooledTemporaryFile(max_size=4 * MB, dir=str(root()))  # noqa: SIM115 - the caller closes it
    try:
        if upload.seekable():
            upload.seek(0)
        left = limits.file_bytes + 1
        while left > 0 and (chunk := upload.read(min(CHUNK, left))):
            passing.write(chunk)
            left -= len(chunk)
    except BaseException:
        passing.close()
        raise
    return cast("IO[bytes]", passing)


def _measured(file: IO[bytes], limits: Limits, held_bytes: int) -> tuple[str, int]:
    """SHA-256 and size, or Refused where the limits are passed."""
    sha256, size = _measure(file)
    if size > limits.file_bytes:
        most = {"most": limits.file_bytes // MB}
        raise Refused(
            "size", _("文件超过 %(most)d MB，没有存下。请压缩图片、剪短录像或分成几个文件。") % most
        )
    if held_bytes + size > limits.entry_bytes:
        most = {"most": limits.entry_bytes // MB}
        raise Refused("total", _("附件合计超过 %(most)d MB，这一个没有存下。已存下的附件都在。") % most)
    return sha256, size


def _measure(file: IO[bytes]) -> tuple[str, int]:
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _store_picture(file: IO[bytes], kind: sniff.Kind, shown: str, original: str) -> Stored:
    picture = pictures.redraw(cast("BinaryIO", file), kind.key)
    sha256 = hashlib.sha256(picture.data).hexdigest()
    path = _write(io.BytesIO(picture.data), sha256)
    notes = [_("图片已重新生成：画面保留，拍摄地点、设备等信息已去除；原始文件未保存，保存了其摘要。")]
    if picture.pages > 1:
        notes.append(_("共 %(pages)d 页（帧），全部保留。") % {"pages": picture.pages})
    made = sniff.KINDS[picture.key]
    return _described(made, shown, sha256, original, len(picture.data), path, notes)


def _described(
    kind: sniff.Kind,
    shown: str,
    sha256: str,
    original: str,
    size: int,
    path: str,
    notes: Iterable[str] = (),
) -> Stored:
    """The row: extension and type by content, and a note where the name said something else."""
    ext, mime = kind.form(shown)
    typed = sniff.extension(shown)
    said = list(notes)
    if typed != ext:
        is_ending = re.fullmatch(r"(?!\d+$)[a-z0-9]{1,5}", typed) is not None
        stem = shown[: -len(typed) - 1] if is_ending else shown
        if is_ending:
            said.append(
                _("按内容存为 .%(ext)s（上传时的名字以 .%(typed)s 结尾）。") % {"ext": ext, "typed": typed}
            )
        shown = f"{stem}.{ext}"
    return Stored(sha256, size, mime, ext, path, shown, kind.key, original, tuple(said))


def _write(file: IO[bytes], sha256: str) -> str:
    """Write, sync, rename, sync the folder; returns the path under the root."""
    path = relative(sha256)
    place = root() / path
    _make_folders(place.parent)
    if is_intact(sha256) and _touched(place):
        _sync(place.parent)  # the same bytes were stored before, perhaps a moment ago by another process
        return path
    passing = place.parent / f"{PASSING}{secrets.token_hex(8)}"
    handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o640)
    try:
        try:
            file.seek(0)
            while chunk := file.read(CHUNK):
                _write_whole(handle, chunk)
            os.fsync(handle)
        finally:
            os.close(handle)
        passing.replace(place)
    except BaseException:
        passing.unlink(missing_ok=True)
        raise
    _sync(place.parent)
    return path


def _touched(place: Path) -> bool:
    """Say that a file was handed in again, so that nobody takes it for forgotten; False where it went meanwhile."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    return True


def _write_whole(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _make_folders(folder: Path) -> None:
    """The folder and those above it, each synced into the one that holds it."""
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(mode=0o750, exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
