"""A scanned file as single pages, each a picture; which of them part letters, and which are blank backs."""

from __future__ import annotations

import io
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageSequence, ImageStat

DPI = 200
QUALITY = 85
SMALL = (480, 640)
LONGEST_EDGE = 4_000
MOST_PAGES = 500
NEXT_LETTER = "HUIYIN/NEXT"
"""What the code on a separator sheet says."""
FIRST_PAGE = "HUIYIN/FIRST"
"""What the code on a sticker says that is stuck on the first page of a letter, where no sheet is laid between."""
LABEL = "HUIYIN/NO/"
"""What the code on a label of ours begins with; the number of the file follows."""
BLANK_INK = 0.0001
"""A page with a smaller share of dark dots is blank. A signature alone is more; so is much dust, but a dusty back that
is kept as a page costs a look, and a signature taken for a blank back would be missing from the original."""

FAINT = 0.75
"""How dark a dot is that counts, beside the paper: pencil does, grain does not."""
BLACK = 80
"""A page darker than this on average, of 255, is no paper."""


class Unreadable(Exception):
    """The file cannot be drawn. `code`: locked (needs a password), broken, many (too many pages)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page: JPEG bytes, and what its look says."""

    data: bytes
    separator: bool = False
    blank: bool = False
    label: str = ""
    begins: bool = False
    """Whether a code on it says that a letter begins here."""


def small(file: BinaryIO) -> bytes:
    """A page to be seen among many, as JPEG: a batch of sixty letters is not sent over the line whole."""
    with Image.open(file) as image:
        image.draft("RGB", SMALL)
        shown = image.convert("RGB")
    shown.thumbnail(SMALL)
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=70)
    return out.getvalue()


def draw(data: bytes, ext: str, *, but: Container[int] = ()) -> Iterator[tuple[int, Drawn]]:
    """Every page in order with its number, without those in `but`, which are drawn already.

    Raises Unreadable, for a page that is broken only after all others.
    """
    for no, image in _pdf(data, but) if ext == "pdf" else _picture(data, but):
        yield no, _drawn(image)


def _pdf(data: bytes, but: Container[int]) -> Iterator[tuple[int, Image.Image]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable("locked" if "assword" in str(problem) else "broken") from problem
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable("many")
        broken: Exception | None = None
        for no in range(1, len(document) + 1):
            if no in but:
                continue
            try:
                page = document[no - 1]
                scale = min(DPI / 72, LONGEST_EDGE / max(page.get_size()))
                image = page.render(scale=scale, grayscale=False).to_pil()
                page.close()
            except (pypdfium2.PdfiumError, ZeroDivisionError) as found:
                broken = found  # the pages after it are drawn all the same
                continue
            yield no, image
        if broken is not None:
            raise Unreadable("broken") from broken
    finally:
        document.close()


def _picture(data: bytes, but: Container[int]) -> Iterator[tuple[int, Image.Image]]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            if getattr(image, "n_frames", 1) > MOST_PAGES:
                raise Unreadable("many")
            for no, frame in enumerate(ImageSequence.Iterator(image), 1):
                if no not in but:
                    yield no, frame.convert("RGB")
    except (OSError, SyntaxError, Image.DecompressionBombError) as problem:
        raise Unreadable("broken") from problem


def _drawn(image: Image.Image) -> Drawn:
    flat = image.convert("RGB")
    flat.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    codes = _codes(flat)
    separator = NEXT_LETTER in codes
    label = next((c.removeprefix(LABEL) for c in codes if c.startswith(LABEL)), "")
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=QUALITY)
    begins = FIRST_PAGE in codes or bool(label)
    return Drawn(out.getvalue(), separator, not codes and _is_blank(flat), label, begins)


def _codes(image: Image.Image) -> list[str]:
    """What the bar codes on a page say."""
    import zxingcpp

    return [str(found.text) for found in zxingcpp.read_barcodes(image)]


def _is_blank(image: Image.Image) -> bool:
    """Nearly no dark dots inside the margins, where the shadow of the edge lies."""
    gray = image.convert("L")
    across, down = gray.width // 25, gray.height // 25
    inside = gray.crop((across, down, gray.width - across, gray.height - down))
    mean = ImageStat.Stat(inside).mean[0]
    if mean < BLACK:
        return False  # covered, or the lid stood open: somebody has to look
    dark = inside.point(lambda v: 255 if v < mean * FAINT else 0)
    return ImageStat.Stat(dark).mean[0] / 255 < BLANK_INK
