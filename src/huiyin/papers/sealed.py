"""密函: query code and PIN for somebody who has no phone and wrote a letter, in two letters posted apart.

From outside, and to whoever opens one, they tell nothing: no office, no number, no word of what it is about. One
letter without the other opens no word. Nothing of them is kept: the PIN is in the bytes that are returned, and on
the paper that is printed (R22 30(3)).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from huiyin.papers.glyphs import check_all
from huiyin.papers.render import SHIPPED, FontSet, compiled


@dataclass(frozen=True, slots=True)
class Post:
    """Where the letters go and come back to, and how one asks."""

    name: str
    address: str
    back: str
    """Street of the sender, without its name."""
    phone: str
    site: str


def letters(post: Post, *, code: str, pin: str, on: date, fonts: FontSet = SHIPPED) -> bytes:
    """Both letters as PDF, a page each: the code, and the PIN."""
    pages = [
        ("查询码", _grouped(code, 4), _with_code(post)),
        ("查询密码", _grouped(pin, 3), _with_pin(post)),
    ]
    said = check_all(
        {"to": f"{post.address}\n{post.name}（收）", "back": post.back, "site": post.site}, fonts.directory
    ).value
    data = {
        "layout": "sealed", "title": "查询凭据", "mark": "", "draft": False, "fonts": fonts.families(),
        "on": [on.year, on.month, on.day], "to": said["to"], "back": said["back"],
        "letters": [{"title": title, "secret": secret, "lines": list(lines)} for title, secret, lines in pages],
    }  # fmt: skip
    return compiled(json.dumps(data), on, fonts)


def _grouped(digits: str, size: int) -> str:
    return " ".join(digits[at : at + size] for at in range(0, len(digits), size))


def _how(post: Post) -> str:
    by_phone = f"打电话{post.phone}" if post.phone else "到交信的窗口"
    return f"在{post.site}查，或者{by_phone}问" if post.site else f"{by_phone}问"


def _with_code(post: Post) -> Iterable[str]:
    yield f"你来信说的事，办到哪一步，可以{_how(post)}。"
    yield "只凭上面的查询码看得到日期。看内容和文书，还要查询密码：密码另寄一封信，晚几天到。"
    yield (
        f"十天还没有收到另一封信的，请打电话{post.phone}，只说没有收到，不要说出查询码。"
        if post.phone
        else "十天还没有收到另一封信的，请再来信。"
    )


def _with_pin(post: Post) -> Iterable[str]:
    yield "这个密码和前一封信里的查询码一起用。第一次用过以后，请自己改一个。"
    yield "请把两封信分开收好，不要告诉别人；工作人员不会问你密码。"
    yield (
        f"信被拆过，或者觉得不安全的，请马上打电话{post.phone}，换一个密码。"
        if post.phone
        else "信被拆过，或者觉得不安全的，请再来信换一个密码。"
    )
