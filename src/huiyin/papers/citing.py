"""Provisions as papers print them, and numbers of papers.

`R22 31[6], 34` is printed as 《信访工作条例》第三十一条第六项、第三十四条: a paper goes to people who have
never seen our short forms.
"""

from __future__ import annotations

import re

_GUIDE = "导则"
_BOOKS = {
    "R22": "《信访工作条例》",
    "R05": "《信访条例》",
    _GUIDE: "《信访工作导则》",
    "民诉法": "《民事诉讼法》",
    "依法分类处理规则": "《依法分类处理信访诉求工作规则》",
}
_LAW = re.compile(r"[\w—]*(?:法|条例|办法|规定|规程|规则|通则|解释|民法典)")
"""A law by its own name."""
_ARTICLE = re.compile(
    r"(?P<article>\d+)?(?:\((?P<clause>\d+)\))?(?:\[(?P<item>\d+)\](?:-\[(?P<last>\d+)\])?)?(?:-(?P<to>\d+))?"
)
_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below 1000 in Chinese: 21 is 二十一, 188 is 一百八十八."""
    if not 0 <= number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    if hundreds:
        link = "零" if 0 < rest < 10 else "一" if 10 <= rest < 20 else ""
        return _DIGITS[hundreds] + "百" + (link + chinese(rest) if rest else "")
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def cite(provision: str) -> str:
    """A provision in full words; what is not a numbered article of a law is left as it is. Citing twice changes nothing."""
    return "；".join(_cite(part) for part in provision.split("；"))


def _cite(provision: str) -> str:
    book, _, rest = provision.strip().partition(" ")
    name = _BOOKS.get(book) or (f"《{book}》" if _LAW.fullmatch(book) else "")
    if not name or not rest:
        return provision
    articles, bracket, remark = rest.partition("（")
    matches = [_ARTICLE.fullmatch(part) for part in re.split(r"[,，、]\s*", articles)]
    if book == _GUIDE or not all(matches):
        return f"{name}{rest}"
    return name + "、".join(_article(m) for m in matches if m is not None) + bracket + remark


def _article(found: re.Match[str]) -> str:
    said = f"第{chinese(int(found['article']))}条" if found["article"] else ""
    if found["clause"]:
        said += f"第{chinese(int(found['clause']))}款"
    if found["item"]:
        said += f"第{chinese(int(found['item']))}项"
    if found["last"]:
        said += f"至第{chinese(int(found['last']))}项"
    if found["to"]:
        said += f"至第{chinese(int(found['to']))}条"
    return said


def number_text(code: str, word: str, year: int, serial: int) -> str:
    """柏信受〔2026〕1号: code, word, the year in full, no leading zero (GB/T 9704-2012 7.2.5)."""
    if serial < 1:
        raise ValueError(f"a paper's number begins with 1, not {serial}")
    return f"{code}{word}〔{year}〕{serial}号"
