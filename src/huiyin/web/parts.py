"""What the widgets show, as small frozen values; and how other shapes become them.

A door may hand a widget one of these, a dict, or any object with the same names: `read` looks for all.
Nothing here decides anything: words and times come from below, this only carries them to a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from huiyin.web.words import bilingual

State = Literal["done", "now", "next", "conflict", "undone"]
Tone = Literal["plain", "active", "good", "soon", "bad", "muted"]


def read(source: object, *names: str, default: Any = None) -> Any:
    """The first of `names` that a dict or an object has as a value: not None, no method (`str.title`)."""
    for name in names:
        value = source.get(name) if isinstance(source, Mapping) else getattr(source, name, None)
        if value is not None and not callable(value):
            return value
    return default


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go: a paper to open, a way out of a refusal."""

    label: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A duty or a window as a chip shows it: the day, and why that day."""

    due: date
    title: str = ""  # what is owed: 书面告知是否受理
    nominal_due: date | None = None  # 届满日, before the roll to a working day
    provisional: bool = False  # counted in a year whose holiday notice is not out
    start: str = ""  # what started the count: 收到转送
    start_on: date | None = None
    provision: str = ""  # 《信访工作条例》第三十四条
    certainty: str = ""  # A high text … I inference, H house default
    steps: tuple[str, ...] = ()  # the count in words, in the page's language
    met_on: date | None = None
    met_recorded_on: date | None = None  # when the meeting act was recorded much later
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One point on the line of what happened."""

    title: str
    on: date | datetime | None = None
    by: str = ""
    words: str = ""
    state: State = "done"
    papers: tuple[Link, ...] = ()
    due: Any = None  # a duty for the chip
    note: str = ""  # entered later; corrected by …
    href: str = ""
    anchor: str = ""  # its id on the page, where others link to it


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done: what happened, what was kept, what to do."""

    happened: str
    kept: str = ""
    todo: str = ""
    provision: str = ""
    details: tuple[str, ...] = ()  # the missing parts, the unanswered points
    links: tuple[Link, ...] = ()  # the acts that are open instead
    title: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the desk's navigation, or one way to the follow-up lists."""

    label: str
    href: str
    count: int | None = None
    active: bool = False
    level: str = ""  # "overdue" draws the count in seal red


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sits at the desk: for the header. Pages put it into the context as `desk`."""

    person: str
    office: str
    sign_out_url: str = ""
    person_url: str = ""
    search_url: str = ""
    home_url: str = ""
    query: str = ""
    nav: tuple[NavItem, ...] = field(default=())


def texts(values: object) -> tuple[str, ...]:
    """A list of `{zh, en}`, of Words, or of text, in the page's language; a single one is a list of one."""
    if values is None or values == "":
        return ()
    if isinstance(values, str | Mapping) or (hasattr(values, "zh") and hasattr(values, "en")):
        return (bilingual(values),)
    if isinstance(values, Iterable):
        return tuple(bilingual(value) for value in values)
    return (str(values),)


def as_links(values: object) -> tuple[Link, ...]:
    """Links from Links, dicts, or (label, href) pairs."""
    found: list[Link] = []
    for value in values if isinstance(values, Iterable) else ():
        if isinstance(value, Link):
            found.append(value)
        elif isinstance(value, tuple | list) and len(value) >= 2:
            found.append(Link(bilingual(value[0]), str(value[1])))
        else:
            label = bilingual(read(value, "label", "title", default=""))
            found.append(
                Link(label, str(read(value, "href", "url", default="")), bilingual(read(value, "note")))
            )
    return tuple(found)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value if isinstance(value, date) else None


def as_due(duty: object) -> Due | None:
    """A Due from whatever names a due day; None where there is none (a promise without a date).

    A duty of the statute fits as it is: its `start` is a day, and `how == "met"` with `ended_on` ends it.
    """
    if isinstance(duty, Due):
        return duty
    due = _day(duty) or _day(read(duty, "due", "due_on", "end"))
    if due is None:
        return None
    start = read(duty, "start")
    met = read(duty, "met_on") or (read(duty, "ended_on") if read(duty, "how") == "met" else None)
    return Due(
        due=due,
        title=bilingual(read(duty, "title", "label", default="")),
        nominal_due=_day(read(duty, "nominal_due", "nominal")),
        provisional=bool(read(duty, "provisional", default=False)),
        start="" if isinstance(start, date) else bilingual(start),
        start_on=_day(read(duty, "start_on")) or (start if isinstance(start, date) else None),
        provision=bilingual(read(duty, "provision", default="")),
        certainty=str(read(duty, "certainty", default="")),
        steps=texts(read(duty, "steps", default=())),
        met_on=_day(met),
        met_recorded_on=_day(read(duty, "met_recorded_on")),
        note=bilingual(read(duty, "note", default="")),
    )


def as_moment(item: object) -> Moment:
    """A Moment from a dict or an object with its names."""
    if isinstance(item, Moment):
        return item
    return Moment(
        title=bilingual(read(item, "title", "label", default="")),
        on=read(item, "on", "when", "happened", "at"),
        by=bilingual(read(item, "by", "office", default="")),
        words=bilingual(read(item, "words", "text", default="")),
        state=read(item, "state", default="done"),
        papers=as_links(read(item, "papers", default=())),
        due=read(item, "due", "duty"),
        note=bilingual(read(item, "note", default="")),
        href=str(read(item, "href", "url", default="")),
    )


def as_refusal(error: object) -> Refusal | None:
    """A Refusal from a refusal below (what, kept, to do), an exception, a dict, or plain words."""
    if error is None or error == "":
        return None
    if isinstance(error, Refusal):
        return error
    happened = read(error, "happened", "message", "reason", "why")
    return Refusal(
        happened=bilingual(happened) if happened is not None else bilingual(error),
        kept=bilingual(read(error, "kept", default="")),
        todo=bilingual(read(error, "todo", "to_do", "what_to_do", default="")),
        provision=bilingual(read(error, "provision", default="")),
        details=texts(read(error, "details", "missing", "problems", default=())),
        links=as_links(read(error, "links", "open", default=())),
        title=bilingual(read(error, "title", default="")),
    )
