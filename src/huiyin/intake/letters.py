"""What a letter says of itself: who wrote, where he lives, how to reach him, when, and what he asks for.

Proposals for a form that a person checks beside the picture: what is not plainly said is left empty. Shapes
only, no list of names and no earlier matter is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

from huiyin.intake import raising

_HAN = "\u3400-\u9fff\u3007\U00020000-\U0003ffff"
_LONG_NAME = rf"[{_HAN}]{{1,10}}[·•．][{_HAN}]{{1,10}}"
_NAME = rf"{_LONG_NAME}|[{_HAN}]{{2,4}}"
_NEXT = r"联系|电话|手机|身份证|证件|住址|地址|现住|家住|住在|性别|年龄|年\s*月|[，,。、；;（(\s\d]|$"
"""What may follow a name on its line: the next thing that is written down, often without a blank between."""
_LABELLED = re.compile(
    r"(?:姓\s*名|信访人|申请人|反映人|来信人|投诉人|写信人|举报人|联系人)\s*[:：]\s*"
    rf"({_LONG_NAME}|[{_HAN}]{{2,4}}?(?={_NEXT})|[{_HAN}]{{2,4}}|[{_HAN}][ \u3000]{{1,3}}[{_HAN}](?={_NEXT}))",
    re.M,
)
_I_AM = re.compile(
    rf"(?:我叫|我名叫|本人叫|本人姓名是|我的名字叫|(?<=[，,])叫)\s*({_NAME})(?=[，,。、；;（(\s]|$|是|今年|现年|住|家|男|女)"
)
_SIGNED = re.compile(
    rf"^(?:此致|敬礼|信访人|申请人|反映人|写信人|落款|签名)?[:：!！\s]*({_LONG_NAME}|[{_HAN}]{{2,4}}?)(?:敬上|谨上|敬呈|上|呈)?$"
)
_ADDRESS = re.compile(
    r"(?:住\s*址|地\s*址|现住址?|家住|家在|住在|我住)\s*[:：在]?\s*([^，,。；;\n:：]{3,40})"
    r"|(?<=[，,。；;\s])住(?!在)((?=[^，,。；;\n]*(?:镇|乡|街道|村|社区|路|小区))[^，,。；;\n:：]{4,40})"
)
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d[\d\s-]{8,12}|0\d{2,3}[-\s]?\d{7,8})(?!\d)")
_ID = re.compile(r"(?<!\d)(\d{6}[ \u3000]?\d{8}[ \u3000]?\d{3}[\dXx])(?!\d)")
"""Often written in groups: place, birthday, the rest."""
_LIKE_ID = re.compile(r"(?<!\d)\d{6}[ \u3000]?(?:19|20)\d{6}[ \u3000]?\d{0,4}[Xx]?(?!\d)")
_DAY = re.compile(
    r"([12]\d{3}|[〇零○一二三四五六七八九]{4})\s*[年.\-/]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月.\-/]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_ASKS = re.compile(r"(?:请求|要求|希望|恳请|恳求|诉求)[^。；;\n]{2,120}|请[^。；;\n]{4,120}")
_SCRIBE = re.compile(r"代(?:笔|书|写)")
"""Who only wrote it down for somebody."""
_NOT_NAMES = frozenset(
    (
        "此致敬礼",
        "敬礼",
        "此致",
        "谢谢",
        "感谢",
        "信访局",
        "领导",
        "村民",
        "村民们",
        "全体村民",
        "年月日",
        "附件",
        "证据",
    )
)
_NO_NAME = re.compile(r"^(?:请|要求|希望|恳|盼|特此|以上)|[村镇乡局组]$")
"""What asks for something, or names a place, in the closing lines."""
_DIGITS = {
    c: n for n, cs in enumerate(("〇零○", "一", "二", "三", "四", "五", "六", "七", "八", "九")) for c in cs
}
_ANYBODY = re.compile(
    r"(?:村民|群众|居民|业主|职工|工人|家长|学生|百姓|网友|公民|市民|知情人|匿名|某某|党员|人员)们?$"
)
MOST_REQUESTS = 6


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the form is offered; empty where the letter does not plainly say it."""

    name: str = ""
    number: str = ""
    phone: str = ""
    address: str = ""
    written_on: date | None = None
    requests: tuple[str, ...] = ()


def proposed(text: str, *, today: date) -> Proposed:
    """The parts of a letter. A date after `today` is misread and left out."""
    return Proposed(
        _name(text), _number(text), _phone(text), _address(text), _day(text, today), requests(text)
    )


def _name(text: str) -> str:
    """As labelled, as the writer names himself, or as he signs above the date."""
    for pattern in (_LABELLED, _I_AM):
        found = pattern.search(text)
        if found and _is_name(found[1]):
            return "".join(found[1].split())  # 张　三, as two characters are often set
    for line in reversed(text.splitlines()[-6:]):
        if _SCRIBE.search(line):
            continue
        bare = _DAY.sub("", line).replace(" ", "").strip("　:：")
        found = _SIGNED.match(bare)
        if found and _is_name(found[1]):
            return found[1]
    return ""


def _is_name(text: str) -> bool:
    """Not a greeting or a request, not a place, and not a word for many or for nobody."""
    return text not in _NOT_NAMES and not _ANYBODY.search(text) and not _NO_NAME.search(text)


def _number(text: str) -> str:
    """An identity number whose check digit is right: a misread one is not proposed."""
    found = ("".join(m[1].split()).upper() for m in _ID.finditer(text))
    return next((number for number in found if ric.is_valid(number)), "")


def _phone(text: str) -> str:
    """The first telephone number; identity numbers, misread ones too, hold digits that look like one."""
    for found in _PHONE.finditer(_LIKE_ID.sub("　", text)):
        digits = re.sub(r"\D", "", found[1])
        if digits[0] == "0" or len(digits) == 11:
            return digits
    return ""


def _address(text: str) -> str:
    found = _ADDRESS.search(text)
    if found is None:
        return ""
    return re.split(r"(?:电话|手机|联系|身份证|邮编)", found[1] or found[2])[0].strip()


def _day(text: str, today: date) -> date | None:
    """The last day that the letter names in its closing lines, as written: in figures or in characters."""
    for line in reversed(text.splitlines()[-6:]):
        for found in reversed(list(_DAY.finditer(line))):
            try:
                day = date(_count(found[1], year=True), _count(found[2]), _count(found[3]))
            except ValueError:
                continue
            if day <= today:
                return day
    return None


def _count(text: str, *, year: bool = False) -> int:
    """A number in figures, or in characters up to 三十一; a year digit by digit."""
    if text.isascii():
        return int(text)
    if year:
        return int("".join(str(_DIGITS[c]) for c in text))
    tens, found, ones = text.partition("十")
    if not found:
        return _DIGITS.get(text, -1)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def requests(text: str) -> tuple[str, ...]:
    """The parts the writer numbered himself; else the sentences in which he asks for something."""
    numbered = [_first_sentence(part) for part in raising.parts_of(text)]
    if numbered:
        return tuple(numbered[:MOST_REQUESTS])
    said = re.sub(r"^\s*关于.*$", "", text, flags=re.M)  # the letter's title names its request once more
    return tuple(m[0].strip() for m in _ASKS.finditer(said))[:MOST_REQUESTS]


def _first_sentence(part: str) -> str:
    return re.split(r"[。；;\n]", part, maxsplit=1)[0].strip()
