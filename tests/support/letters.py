"""Letters as a scanner sees them: set in a font, a little askew, with noise, any way up. For tests and `make bench`."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFilter, ImageFont

import huiyin.papers
from huiyin.intake import pages

FONTS = Path(huiyin.papers.__file__).parent / "fonts"
FACES = ("LXGWWenKai-Regular.ttf", "NotoSansCJKsc-Medium-cut.ttf", "NotoSerifCJKsc-Bold-cut.ttf")
A4 = (1240, 1754)  # at 150 dots an inch
MARGIN = 140

LETTER = """尊敬的信访局领导：
我叫王建国，家住石河镇东沟村三组12号，电话13900000000。去年秋天村口修路，把排水沟填了，一下雨水全往我家院里灌，墙根已经裂了。我找过村委会两次，都说等一等。现请求：一、恢复排水沟；二、赔偿墙体损失八千元。
此致
敬礼
王建国
2026年2月26日"""
SHORT = "领导：\n我叫李秀英，住在梁口镇望川村，村里的路灯坏了三个月，希望尽快修好。\n李秀英\n2026年2月20日"


FORMAL = """县信访局负责同志：
您好！我是梧桐镇双碾村二组村民孟庆祥，身份证11010519491231002X，手机138 0000 0001，住梧桐镇双碾村二组8号。
2024年村里流转了我家承包地3.2亩，合同约定每亩每年600元，2025年的流转费到现在没有付。我多次找村委会和合作社，都说没钱。
请求：
（一）督促合作社支付2025年流转费1920元；
（二）如果不付，请依法解除合同把地退给我。
此致
敬礼
反映人：孟庆祥
二〇二六年三月一日"""


@dataclass(frozen=True)
class Look:
    """How a letter was written and how it lay on the glass. `noise`: grey levels; `turn`: degrees."""

    face: str = FACES[0]
    size: int = 34
    askew: float = 0.0
    noise: float = 0.0
    turn: int = 0
    seed: int = 1


def drawn(text: str, look: Look | None = None) -> Image.Image:
    """A page with this text."""
    look = look or Look()
    image = Image.new("L", A4, 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONTS / look.face), look.size)
    down = 120
    for line in lines(text, font, draw):
        draw.text((MARGIN, down), line, font=font, fill=25)
        down += int(look.size * 1.7)
    if look.askew:
        image = image.rotate(look.askew, fillcolor=255, resample=Image.Resampling.BICUBIC)
    if look.noise:
        grain = Image.frombytes("L", A4, random.Random(look.seed).randbytes(A4[0] * A4[1]))
        image = Image.blend(image, grain, min(look.noise / 128, 0.5)).filter(ImageFilter.GaussianBlur(0.6))
    return image.rotate(look.turn, expand=True, fillcolor=255)


def lines(text: str, font: ImageFont.FreeTypeFont, draw: ImageDraw.ImageDraw) -> list[str]:
    """The text in lines that fit the page."""
    found = []
    for paragraph in text.split("\n"):
        line = ""
        for character in paragraph:
            if draw.textlength(line + character, font=font) > A4[0] - 2 * MARGIN:
                found.append(line)
                line = ""
            line += character
        found.append(line)
    return found


def coded(text: str) -> Image.Image:
    """A page with nothing but a code."""
    out = io.BytesIO()
    segno.make(text, micro=False).save(out, kind="png", scale=12)
    page = Image.new("L", A4, 255)
    with Image.open(out) as code:
        page.paste(code.convert("L"), (300, 400))
    return page


def separator() -> Image.Image:
    """The sheet between two letters."""
    return coded(pages.NEXT_LETTER)


def blank() -> Image.Image:
    """The back of a letter: grey, with the shadow of the edge."""
    page = Image.new("L", A4, 242)
    ImageDraw.Draw(page).rectangle((0, 0, 20, A4[1]), fill=90)
    return page


def as_pdf(*images: Image.Image) -> bytes:
    """Pages as the PDF of a scanner."""
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=150)
    return out.getvalue()


def as_tiff(*images: Image.Image) -> bytes:
    """Pages as one TIFF."""
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression="tiff_adobe_deflate")
    return out.getvalue()


def as_jpeg(image: Image.Image) -> bytes:
    """One page as JPEG."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
