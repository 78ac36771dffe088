"""What tests read back out of papers: their words without layout, page by page."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date
from functools import cache, lru_cache
from typing import Any

from pypdf import PdfReader

from huiyin.papers.compose import compose
from huiyin.papers.html import to_html
from huiyin.papers.render import Rendered, render
from huiyin.papers.samples import sample_issue

_PAGE_NUMBER = re.compile(r"—\d+—")
_TAG = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)


def squeezed(text: str) -> str:
    """Without white space and page numbers, so that a line break is no difference."""
    return _PAGE_NUMBER.sub("", re.sub(r"[\s\u200b]+", "", text))


def pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


@lru_cache(maxsize=128)
def words(pdf: bytes) -> str:
    """The words of the whole paper."""
    return squeezed("".join(page.extract_text() + "\n" for page in PdfReader(io.BytesIO(pdf)).pages))


def html_words(text: str) -> str:
    """The words of a page of HTML."""
    return squeezed(html.unescape(_TAG.sub("", text)))


def docx_words(data: bytes) -> str:
    """The words of a .docx, read without the library that wrote it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        xml = archive.read("word/document.xml").decode()
    return squeezed(html.unescape(_TAG.sub("", xml)))


@cache
def issued_once(key: str) -> Rendered:
    """A sample as it is, rendered by the first test that reads it."""
    return issued_anew(key)


def issued(key: str, **changes: Any) -> Rendered:
    """A sample issued with its own head, number and date, or with others."""
    return issued_anew(key, **changes) if changes else issued_once(key)


def issued_anew(key: str, **changes: Any) -> Rendered:
    """The same, rendered now."""
    content, head, number, on = sample_issue(key)
    given: dict[str, Any] = {
        "content": content,
        "head": head,
        "number": number,
        "on": date.fromisoformat(on),
        "draft": False,
    }
    given |= changes
    return render(key, given.pop("content"), **given)


def twin(key: str, *, draft: bool = False, **changes: Any) -> str:
    """The HTML of a sample."""
    content, head, number, on = sample_issue(key)
    day = date.fromisoformat(on)
    content |= changes  # type: ignore[typeddict-item]
    return to_html(compose(key, content, head=head, number=number, on=day, draft=draft), day)
