"""Pictures are drawn anew: what is seen stays, where and with which telephone it was taken goes.

Only the pixels pass, turned upright and in sRGB; EXIF (GPS, device, owner), XMP, comments, thumbnails,
colour profiles and whatever else lay in the file do not. What few browsers show becomes what all show: HEIC
becomes JPEG; BMP, still GIF and one-page TIFF become PNG. A TIFF of several pages (a fax, a scan) keeps them
all; moving pictures keep moving.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, ImageSequence, TiffImagePlugin

from huiyin.intake import sniff

MAX_PIXELS = 120_000_000  # the largest cameras of phones have 108 million
MAX_ALL_PIXELS = 600_000_000  # of all pages of a scan together
MAX_MOVING_PIXELS = 60_000_000  # of all frames of a moving picture, which are held at once
QUALITY = 92
_READERS = {
    "jpeg": ["JPEG", "MPO"], "png": ["PNG"], "gif": ["GIF"], "webp": ["WEBP"],
    "bmp": ["BMP", "DIB"], "tiff": ["TIFF"], "heic": ["HEIF"],
}  # fmt: skip
_BECOMES = {"heic": "jpeg", "bmp": "png", "tiff": "png", "gif": "png"}
_UPRIGHT_MODES = {"1", "L", "LA", "RGB", "RGBA"}


@dataclass(frozen=True)
class Picture:
    """A picture drawn anew: its bytes and the key of its kind in `sniff.KINDS`."""

    data: bytes
    key: str
    pages: int = 1


def redraw(file: BinaryIO, key: str) -> Picture:
    """The picture without anything but itself, or `sniff.Refused` where it is broken or too large."""
    if key == "heic":
        _learn_heif()
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit is checked below, before a pixel is decoded
        try:
            with Image.open(file, formats=_READERS[key]) as image:
                _check_size(image.size, MAX_PIXELS)
                return _drawn(image, key)
        except Image.DecompressionBombError:
            raise _too_large() from None
        except sniff.Refused:
            raise
        except Exception as problem:
            if isinstance(problem, OSError) and problem.errno is not None:
                raise  # the disk, not the picture
            raise sniff.refusal("broken") from problem  # a decoder may raise anything on a broken picture


def _learn_heif() -> None:
    """HEIC needs a decoder of its own, loaded when the first one comes in."""
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)


def _check_size(size: tuple[int, int], most: int, count: int = 1) -> None:
    if size[0] * size[1] * count > most:
        raise _too_large()


def _too_large() -> sniff.Refused:
    most = MAX_PIXELS // 1_000_000
    return sniff.Refused(
        "bomb",
        _("图片像素过大（上限 %(most)d 百万像素），没有存下。请缩小或截图后重新上传。") % {"most": most},
    )


def _drawn(image: Image.Image, key: str) -> Picture:
    frames = getattr(image, "n_frames", 1)
    if frames > 1 and key == "tiff":
        return _pages(image, frames)
    if frames > 1 and key in {"gif", "webp", "png"}:
        return _moving(image, frames, key)
    become = _BECOMES.get(key, key)
    out = io.BytesIO()
    _save(_clean(image), out, become)
    return Picture(out.getvalue(), become)


def _clean(image: Image.Image) -> Image.Image:
    """The pixels alone, upright and in sRGB."""
    image.load()
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in _UPRIGHT_MODES and not upright.mode.startswith("I;16"):
        see_through = "transparency" in upright.info or upright.mode in {"PA", "RGBa", "La"}
        deep = {"I": "I;16", "F": "L"}.get(upright.mode, "")
        upright = upright.convert("RGBA" if see_through else deep or _flat_mode(upright, profile))
    if profile and upright.mode in {"RGB", "RGBA", "CMYK"}:
        upright = _srgb(upright, profile)
    if upright.mode == "CMYK":
        upright = upright.convert("RGB")
    if "transparency" in upright.info and upright.mode in {"1", "L", "RGB"}:
        upright = upright.convert("RGBA")
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


def _flat_mode(image: Image.Image, profile: bytes | None) -> str:
    return "CMYK" if image.mode == "CMYK" and profile else "RGB"


def _srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """In sRGB, so that colours stay right without the profile; a broken profile is simply dropped."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGB" if image.mode == "CMYK" else image.mode
        changed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return changed if changed is not None else image


def _save(image: Image.Image, out: BinaryIO, key: str) -> None:
    if key == "jpeg":
        flat = image if image.mode in {"L", "RGB"} else image.convert("RGB")
        flat.save(out, "JPEG", quality=QUALITY)
    elif key == "webp":
        image.convert("RGBA" if "A" in image.mode else "RGB").save(out, "WEBP", quality=QUALITY)
    else:
        image.save(out, "PNG")


def _pages(image: Image.Image, frames: int) -> Picture:
    """Every page of a scan, written one after the other so that one at a time is in memory."""
    out = io.BytesIO()
    total = 0
    with TiffImagePlugin.AppendingTiffWriter(out, True) as writer:
        for page in ImageSequence.Iterator(image):
            _check_size(page.size, MAX_PIXELS)
            total += page.size[0] * page.size[1]
            _check_size((total, 1), MAX_ALL_PIXELS)
            bare = _clean(page)
            bare.save(writer, "TIFF", compression="group4" if bare.mode == "1" else "tiff_adobe_deflate")
            writer.newFrame()
    return Picture(out.getvalue(), "tiff", frames)


def _moving(image: Image.Image, frames: int, key: str) -> Picture:
    _check_size(image.size, MAX_MOVING_PIXELS, frames)
    pictures, times = [], []
    for frame in ImageSequence.Iterator(image):
        frame.load()
        times.append(int(frame.info.get("duration", 100)) or 100)
        bare = Image.new("RGBA", frame.size)
        bare.paste(frame.convert("RGBA"))
        pictures.append(bare)
    out = io.BytesIO()
    first, rest = pictures[0], pictures[1:]
    more = {"gif": {"disposal": 2}, "webp": {"quality": QUALITY}}.get(key, {})
    first.save(out, key.upper(), save_all=True, append_images=rest, duration=times, loop=0, **more)
    return Picture(out.getvalue(), key, frames)
