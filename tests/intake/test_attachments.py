"""Attachments are safe on the disk before anything speaks of them, and tell nothing but what they show."""

from __future__ import annotations

import hashlib
import io
import resource
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from PIL import Image
from pytest_django.fixtures import Settings

from huiyin.intake import attachments, pictures
from huiyin.intake.attachments import MB, Limits, Refused, StorageFull, Stored
from tests.intake import samples

PICTURES = {"jpg", "png", "gif", "webp", "bmp", "tiff", "heic"}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> Path:
    settings.HUIYIN_FILES = tmp_path / "files"
    return tmp_path / "files"


def store(data: bytes, name: str, **more: Any) -> Stored:
    return attachments.store(io.BytesIO(data), name, **more)


def everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def bytes_of(stored: Stored) -> bytes:
    with attachments.open_stored(stored.sha256) as file:
        return file.read()


def image_of(stored: Stored) -> Image.Image:
    image = Image.open(io.BytesIO(bytes_of(stored)))
    image.load()
    return image


@pytest.mark.parametrize("name", [n for n, (ext, _) in samples.TAKEN.items() if ext not in PICTURES])
def test_what_is_not_a_picture_is_kept_byte_by_byte(name: str, files: Path) -> None:
    ext, data = samples.TAKEN[name]
    stored = store(data, name)
    assert bytes_of(stored) == data
    assert stored.sha256 == stored.original_sha256 == hashlib.sha256(data).hexdigest()
    assert (stored.size, stored.ext, stored.name, stored.notes) == (len(data), ext, name, ())
    assert stored.path == f"{stored.sha256[:2]}/{stored.sha256[2:]}"
    assert everything(files) == [files / stored.path]


SECRETS = (
    b"SecretPhone",
    b"Model-77",
    "张三".encode("utf-16-le"),
    b"GPS",
    b"Exif",
    b"SecretArtist",
    b"SecretNote",
)


@pytest.mark.parametrize(
    ("name", "make", "ext"),
    [
        ("a.jpg", lambda: samples.picture("JPEG", exif=samples.exif(), comment=b"SecretNote"), "jpg"),
        ("a.png", lambda: samples.picture("PNG", exif=samples.exif()), "png"),
        ("a.webp", lambda: samples.picture("WEBP", exif=samples.exif(), xmp=b"<x>SecretNote</x>"), "webp"),
        ("a.heic", lambda: samples.picture("HEIF", exif=samples.exif(), xmp=b"<x>SecretNote</x>"), "jpg"),
        ("a.tiff", lambda: samples.picture("TIFF", exif=samples.exif()), "png"),
        ("a.gif", lambda: samples.picture("GIF", comment=b"SecretNote"), "png"),
        ("a.bmp", lambda: samples.picture("BMP") + b"SecretNote", "png"),
        ("fax.tif", lambda: samples.pages(3), "tif"),
    ],
)
def test_a_picture_says_nothing_about_where_when_and_with_what_it_was_taken(
    name: str, make: Callable[[], bytes], ext: str
) -> None:
    data = make()
    assert any(secret in data for secret in SECRETS)
    stored = store(data, name)
    kept = bytes_of(stored)
    assert not [secret for secret in SECRETS if secret in kept]
    assert dict(image_of(stored).getexif().get_ifd(0x8825)) == {}
    assert stored.ext == ext
    assert stored.original_sha256 == hashlib.sha256(data).hexdigest() != stored.sha256
    assert "拍摄地点" in stored.notes[0]


@pytest.mark.parametrize(
    ("form", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("TIFF", "a.tif")]
)
def test_a_picture_taken_sideways_is_stored_upright(form: str, name: str) -> None:
    data = samples.picture(form, size=(64, 32), exif=samples.exif(orientation=6))
    image = image_of(store(data, name)).convert("RGB")
    assert image.size == (32, 64)
    left_of_the_sensor_is_now_up, down = image.getpixel((16, 8)), image.getpixel((16, 56))
    assert isinstance(left_of_the_sensor_is_now_up, tuple) and isinstance(down, tuple)
    assert left_of_the_sensor_is_now_up[1] < 80 < 200 < down[1]


def test_a_heic_picture_of_a_telephone_becomes_a_jpeg_everyone_can_open() -> None:
    stored = store(samples.picture("HEIF", size=(64, 32)), "IMG_0001.HEIC")
    assert (stored.mime, stored.ext, stored.name, stored.kind) == (
        "image/jpeg",
        "jpg",
        "IMG_0001.jpg",
        "jpeg",
    )
    assert image_of(stored).size == (64, 32)
    assert any("存为 .jpg" in note for note in stored.notes)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_depth_keeps_its_pixels(mode: str) -> None:
    colours = Image.new("RGBA", (8, 8), (200, 30, 40, 128))
    source = Image.new("I;16", (8, 8), 40_000) if mode == "I;16" else colours.convert(mode)
    out = io.BytesIO()
    source.save(out, "PNG")
    kept = image_of(store(out.getvalue(), "a.png"))
    if mode == "I;16":
        assert kept.getpixel((3, 3)) == 40_000
    else:
        assert kept.convert("RGBA").tobytes() == source.convert("RGBA").tobytes()


def test_a_cmyk_picture_of_a_printer_becomes_one_of_a_screen() -> None:
    assert image_of(store(samples.picture("JPEG", mode="CMYK"), "a.jpg")).mode == "RGB"


def test_a_fax_keeps_all_its_pages() -> None:
    stored = store(samples.pages(3), "传真.tif")
    image = image_of(stored)
    assert (stored.mime, getattr(image, "n_frames", 0)) == ("image/tiff", 3)
    sizes = []
    for page in range(3):
        image = Image.open(io.BytesIO(bytes_of(stored)))
        image.seek(page)
        sizes.append((image.size, image.convert("L").getpixel((5, 5))))
    assert sizes == [((30, 40), 0), ((31, 40), 255), ((32, 40), 0)]
    assert any("3 页" in note for note in stored.notes)


@pytest.mark.parametrize(("form", "name"), [("GIF", "a.gif"), ("WEBP", "a.webp"), ("PNG", "a.png")])
def test_a_moving_picture_keeps_moving(form: str, name: str) -> None:
    stored = store(samples.moving(form), name)
    assert getattr(image_of(stored), "n_frames", 1) == 3
    assert stored.ext == form.lower()


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.heic", "a.tiff", "a.bmp"])
def test_a_truncated_picture_is_refused_and_nothing_is_left(name: str, files: Path) -> None:
    data = samples.TAKEN[name][1]
    with pytest.raises(Refused) as refusal:
        store(data[: len(data) * 2 // 3], name)
    assert refusal.value.code == "broken"
    assert "没有传完整" in str(refusal.value)
    assert everything(files) == []


def test_a_picture_that_unpacks_to_billions_of_pixels_is_refused_before_it_is_unpacked(files: Path) -> None:
    data = bytearray(samples.picture("PNG", mode="1"))
    data[16:24] = (60_000).to_bytes(4, "big") * 2  # IHDR: width and height
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    with pytest.raises(Refused) as refusal:
        store(bytes(data), "a.png")
    assert refusal.value.code == "bomb"
    assert everything(files) == []


def test_a_picture_larger_than_our_own_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 799)
    with pytest.raises(Refused) as refusal:
        store(samples.picture("JPEG", size=(40, 20)), "a.jpg")
    assert refusal.value.code == "bomb"


@pytest.mark.parametrize("name", samples.REFUSED)
def test_nothing_of_a_refused_file_is_left(name: str, files: Path) -> None:
    with pytest.raises(Refused):
        store(samples.REFUSED[name][1], name)
    assert everything(files) == []


def test_a_wrong_extension_gives_way_to_the_content_and_says_so() -> None:
    stored = store(samples.PDF, "证明.jpg")
    assert (stored.ext, stored.mime, stored.name) == ("pdf", "application/pdf", "证明.pdf")
    assert ".jpg" in stored.notes[0]
    assert store(samples.PDF, "证明").name == "证明.pdf"
    assert store(samples.PDF, "证明.2024年").name == "证明.2024年.pdf"
    assert store(samples.PDF, "证明.1").name == "证明.1.pdf"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\张三\\桌面\\证明.pdf", "证明.pdf"),
        ("/etc/cron.d/x.pdf", "x.pdf"),
        ("..", "附件.pdf"),
        ("", "附件.pdf"),
        ("证明\u202efdp.exe\u202c.pdf", "证明fdp.exe.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("𠮷\ue000.pdf", "𠮷\ue000.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_never_a_path(typed: str, shown: str, files: Path) -> None:
    stored = store(samples.PDF, typed)
    assert stored.name == shown
    assert everything(files.parent) == [files / stored.path]


def test_the_same_bytes_lie_on_the_disk_once(files: Path) -> None:
    one, other = store(samples.PDF, "a.pdf"), store(samples.PDF, "b.pdf")
    assert one.path == other.path
    assert len(everything(files)) == 1


def test_a_file_spoilt_on_the_disk_is_noticed_and_mended_when_it_comes_in_again(files: Path) -> None:
    stored = store(samples.PDF, "a.pdf")
    assert attachments.is_intact(stored.sha256)
    (files / stored.path).write_bytes(b"spoilt")
    assert not attachments.is_intact(stored.sha256)
    store(samples.PDF, "a.pdf")
    assert attachments.is_intact(stored.sha256)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(attachments.Missing, match="abababababab"):
        attachments.open_stored("ab" * 32)
    assert not attachments.is_intact("ab" * 32)


@pytest.mark.parametrize("sha256", ["../../etc/passwd", "", "AB" * 32, "ab" * 31, "ab/" + "c" * 61])
def test_what_is_not_a_digest_opens_nothing(sha256: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        attachments.open_stored(sha256)


def test_a_file_too_large_is_refused_whatever_size_it_claims(files: Path) -> None:
    class Endless(io.RawIOBase):
        read_bytes = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            self.read_bytes += size
            return b"x" * size

    upload = Endless()
    with pytest.raises(Refused, match="超过 1 MB") as refusal:
        attachments.store(upload, "a.txt", limits=Limits(file_bytes=MB))  # type: ignore[arg-type]
    assert refusal.value.code == "size"
    assert upload.read_bytes == MB + 1
    assert everything(files) == []


def test_an_entry_holds_so_many_bytes_and_files_and_says_so() -> None:
    limits = Limits(file_bytes=MB, entry_bytes=2 * MB, entry_files=3)
    with pytest.raises(Refused, match="合计超过 2 MB") as total:
        store(samples.PDF, "a.pdf", limits=limits, held_files=2, held_bytes=2 * MB)
    with pytest.raises(Refused, match="最多 3 个") as count:
        store(samples.PDF, "a.pdf", limits=limits, held_files=3)
    assert (total.value.code, count.value.code) == ("total", "count")


def test_the_limits_are_those_of_the_settings(settings: Settings) -> None:
    settings.HUIYIN_MAX_UPLOAD_MB = 7
    assert Limits.from_settings().file_bytes == 7 * MB


def test_one_bad_file_does_not_stop_the_others() -> None:
    uploads = [("a.pdf", samples.PDF), ("x.exe", b"MZ" + b"\0" * 90), ("b.txt", "情况".encode())]
    kept, refused = attachments.store_all((io.BytesIO(data), name) for name, data in uploads)
    assert [stored.name for stored in kept] == ["a.pdf", "b.txt"]
    assert [name for name, _reason in refused] == ["x.exe"]
    assert "程序" in refused[0][1]


def test_an_upload_stays_open_for_whoever_gave_it() -> None:
    upload = io.BytesIO(samples.PDF)
    upload.seek(5)
    assert attachments.store(upload, "a.pdf").size == len(samples.PDF)
    assert not upload.closed


def test_files_below_a_web_root_are_refused(settings: Settings) -> None:
    settings.HUIYIN_FILES = Path(settings.STATIC_ROOT) / "files"
    with pytest.raises(ImproperlyConfigured, match="web root"):
        store(samples.PDF, "a.pdf")


def test_two_who_hand_in_the_same_file_at_once_both_have_it(files: Path) -> None:
    found: list[Stored] = []
    threads = [threading.Thread(target=lambda: found.append(store(samples.PDF, "a.pdf"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert everything(files) == [files / found[0].path]


@contextmanager
def no_file_larger_than(most: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def said(problem: StorageFull) -> list[bool]:
    return [word in str(problem) for word in ("存储空间已满", "大文件.pdf", "没有存下", "都在", "以后再补")]


@pytest.mark.parametrize("size", [MB, 8 * MB], ids=["while it is written", "while it comes in"])
def test_a_full_disk_says_what_happened_and_leaves_nothing(files: Path, size: int) -> None:
    earlier = store(samples.PDF, "先交的.pdf")
    with no_file_larger_than(300_000), pytest.raises(StorageFull) as full:
        store(samples.PDF + b"%" * size, "大文件.pdf")
    assert all(said(full.value))
    assert everything(files) == [files / earlier.path]
    assert attachments.is_intact(earlier.sha256)
    assert store(samples.PDF + b"%" * size, "大文件.pdf").size == size + len(samples.PDF)


@pytest.fixture
def small_disk(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    settings.HUIYIN_FILES = place
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full_keeps_what_was_there(small_disk: Path) -> None:
    earlier = store(samples.PDF, "先交的.pdf")
    for size in (2 * MB, 8 * MB):
        with pytest.raises(StorageFull) as full:
            store(samples.PDF + b"%" * size, "大文件.pdf")
        assert all(said(full.value))
    assert everything(small_disk) == [small_disk / earlier.path]
    assert store(samples.PDF + b"%", "小文件.pdf").size == len(samples.PDF) + 1


def test_a_process_killed_while_writing_leaves_no_file_but_a_passing_one_that_is_found(files: Path) -> None:
    stored = store(samples.PDF, "a.pdf")
    passing = files / stored.path[:2] / f"{attachments.PASSING}0123"
    passing.write_bytes(b"half")
    assert list(attachments.left_behind()) == [passing]


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.webp", "a.bmp", "a.tiff", "a.heic"])
@how(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(0, 2000), damage=st.binary(min_size=1, max_size=6))
def test_a_damaged_picture_is_drawn_or_refused(name: str, at: int, damage: bytes) -> None:
    data = bytearray(samples.TAKEN[name][1])
    data[at % len(data) : at % len(data) + len(damage)] = damage
    try:
        store(bytes(data), name)
    except Refused as refusal:
        assert refusal.code in {"broken", "bomb", "unknown", "web", "program", "archive"}
