"""What was typed into a registration, as the register takes it in. Nothing typed is dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.registering_forms import BETWEEN, OUTSIDE
from huiyin.intake import confidential, identity
from huiyin.intake.raising import MOST_REPRESENTATIVES, contact_of
from huiyin.register.opening import NewEntry, NewPerson, NewPoint
from huiyin.statute.model import CLAIMING

Values = Mapping[str, Any]

TITLE = 40
WORDS = (
    "text", "place", "complained", "cause", "circumstances", "facts", "reasons", "suggestions", "history", "sector",
    "language", "interpreter", "accompanied_by", "late_reason", "sent_from", "outlet", "link", "sent_by", "came_as",
    "elsewhere", "elsewhere_in", "elsewhere_number",
)  # fmt: skip
"""What the entry keeps as words, sealed, under these keys."""
SOURCES = {"assigned": "assigned", "hotline_12345": "12345"}
FOR_OTHERS = frozenset({"agent", "guardian", "relative", "helper", "scribe"})
_CLOCK = re.compile(r"^\s*(\d{1,2})\s*[:：时点]?\s*(\d{2})\s*分?\s*$")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the clerk should look at again; it stops nothing."""

    field: str
    words: str


def people(values: Values, rows: int) -> tuple[NewPerson, ...]:
    """Everyone who was named, in order. Nobody named is one unnamed person."""
    named = [no for no in range(1, rows + 1) if _any(values, no)]
    place = {no: n for n, no in enumerate(named, 1)}
    found = tuple(_person(values, no, place) for no in named)
    return found or (NewPerson({}, contact=contact_of(values)),)


def _any(values: Values, no: int) -> bool:
    return any(values.get(f"p{no}-{key}") for key in ("name", "number", "phone", "address", "residence"))


def _person(values: Values, no: int, place: Mapping[int, int]) -> NewPerson:
    def typed(key: str) -> str:
        return str(values.get(f"p{no}-{key}") or "").strip()

    kept = {key: typed(key) for key in ("name", "number", "phone", "address", "residence")}
    shared = bool(values.get(f"p{no}-borrowed"))
    known = identity.Person(
        kept["name"], kept["number"], "" if shared else kept["phone"], kept["address"] or kept["residence"]
    )
    wanted = typed("for")
    return NewPerson(
        {k: v for k, v in kept.items() if v} | ({"borrowed_phone": True} if shared else {}),
        kind=typed("kind") or "person", role=typed("role") or "self", digests=identity.keys(known),
        contact=_contact(values, place[no] == 1, shared), mandate=bool(values.get(f"p{no}-mandate")),
        electronic=bool(values.get("electronic")) and place[no] == 1,
        principal=place.get(int(wanted), 0) if wanted.isdigit() else 0,
    )  # fmt: skip


def _contact(values: Values, first: bool, shared: bool) -> dict[str, Any]:
    """Safe contact of the first person; a borrowed telephone gets no message unless that was asked for."""
    found = contact_of(values) if first else {}
    asked = first and (values.get("safe_tell") or values.get("safe_phone"))
    return {**found, "tell": "none"} if shared and not asked else found


def points(values: Values, rows: int) -> tuple[NewPoint, ...]:
    """The requests, each with its purpose; one without a purpose is unclear until somebody screens it."""
    found = []
    for no in range(1, rows + 1):
        text = str(values.get(f"r{no}-text") or "").strip()
        if text:
            found.append(NewPoint(text, str(values.get(f"r{no}-purpose") or "unclear")))
    return tuple(found)


def accuses(wanted: tuple[NewPoint, ...]) -> bool:
    """Whether one of the requests is a report or an accusation."""
    return any(p.purpose == "accusation" for p in wanted)


def entry(
    channel: str, values: Values, *, people_rows: int, point_rows: int, office: str, key: str, today: date
) -> NewEntry:
    """The entry of a form that could be read."""
    who, wanted = people(values, people_rows), points(values, point_rows)
    accused = tuple(values.get("accused") or ()) if accuses(wanted) else ()
    first, _sep, second = str(values.get("class") or "").partition(BETWEEN)
    return NewEntry(
        channel=channel, office=confidential.home(office, accused, today) if accuses(wanted) else office,
        received_on=values["received_on"], received_at=clock_of(values.get("received_at")), title=title(values, wanted),
        words=_words(values), points=wanted, people=who, posted_on=values.get("posted_on"),
        stamped_on=values.get("stamped_on"), source=SOURCES.get(channel, "ours"), outside=_outside(channel, values),
        heads=max(int(values.get("heads") or 1), sum(p.role in ("self", "representative") for p in who)),
        read_back=bool(values.get("read_back")), undeliverable=bool(values.get("undeliverable")) or _unreachable(who),
        withheld=bool(values.get("withheld")), urgent=bool(values.get("urgent")), class1=first, class2=second,
        happened_in=_happened_in(values), feedback_due=values.get("feedback_due"), accused=accused, key=key,
    )  # fmt: skip


def title(values: Values, wanted: tuple[NewPoint, ...]) -> str:
    """As typed, else the first request."""
    text = " ".join(str(values.get("title") or (wanted[0].request if wanted else "")).split())
    return text if len(text) <= TITLE else text[: TITLE - 1] + "…"


def _words(values: Values) -> dict[str, Any]:
    return {key: str(values[key]).strip() for key in WORDS if values.get(key)}


def _outside(channel: str, values: Values) -> tuple[tuple[str, str], ...]:
    found = []
    for n in range(1, OUTSIDE + 1):
        number = str(values.get(f"o{n}-number") or "").strip()
        if number:
            system = "12345" if channel == "hotline_12345" else str(values.get(f"o{n}-system") or _("对方"))
            found.append((system, number))
    return tuple(found)


def _unreachable(who: tuple[NewPerson, ...]) -> bool:
    """R22 23(2): neither name nor address nor telephone of anybody. In doubt they can be told."""
    return not any(
        not identity.is_nameless(str(p.person.get("name", "")))
        or p.person.get("address")
        or p.person.get("phone")
        for p in who
    )


def _happened_in(values: Values) -> str:
    return f"{values.get('town') or ''}"[:60]


def clock_of(text: Any) -> time | None:
    """A time of day as people write it; None for nothing, ValueError for what is none."""
    if not text:
        return None
    found = _CLOCK.match(str(text))
    if found is None:
        raise ValueError(_("“%(typed)s”不是时间。请写成 9:40 这样。") % {"typed": text})
    hour, minute = int(found[1]), int(found[2])
    if hour > 23 or minute > 59:
        raise ValueError(_("没有“%(typed)s”这个时刻，请核对。") % {"typed": text})
    return time(hour, minute)


# ------------------------------------------------------------------ what to look at again


def _nobody_named(no: int, role: str) -> str:
    return _(
        "第 %(no)s 位是%(role)s，没有写代谁提出。把本人也登记为一位，在“代谁提出”里选他；"
        "不知道本人是谁的照样登记，文书只送达给提出的人。"
    ) % {"no": no, "role": labels.of(labels.ROLES, role)}


def doubts(values: Values, rows: int) -> list[Doubt]:
    """Numbers that do not check, days that do not follow: shown, never refused."""
    found: list[Doubt] = []
    for no in range(1, rows + 1):
        number, phone = str(values.get(f"p{no}-number") or ""), str(values.get(f"p{no}-phone") or "")
        found += [Doubt(f"p{no}-number", w) for w in identity.warnings(identity.Person(number=number))]
        found += [Doubt(f"p{no}-phone", w) for w in identity.warnings(identity.Person(phone=phone))]
        role = str(values.get(f"p{no}-role") or "")
        if role in CLAIMING and _any(values, no) and not values.get(f"p{no}-for"):
            found.append(Doubt(f"p{no}-role", _nobody_named(no, role)))
    received = values.get("received_on")
    for key, words in (
        ("posted_on", _("寄出日期在收到日期之后，请核对。")),
        ("stamped_on", _("邮戳日期在收到日期之后，请核对。")),
    ):
        if received and values.get(key) and values[key] > received:
            found.append(Doubt(key, words))
    due = values.get("feedback_due")
    if due and received and due <= received:
        found.append(Doubt("feedback_due", _("要求反馈的日期不晚于收到日期，请核对。")))
    return found


def errors(channel: str, values: Values, people_rows: int, point_rows: int) -> dict[str, str]:
    """What stops the registration, by field."""
    found: dict[str, str] = {}
    if not points(values, point_rows):
        found["r1-text"] = _("请至少写一项诉求。内容不清的，写“内容不清”，信访目的选“内容不清”。")
    for no in range(1, point_rows + 1):
        if values.get(f"r{no}-text") and not values.get(f"r{no}-purpose"):
            found[f"r{no}-purpose"] = _("请选择这项诉求的信访目的，它决定谁可以看到本件。")
    speakers = [n for n in range(1, people_rows + 1) if values.get(f"p{n}-role") == "representative"]
    if channel == "visit" and len(speakers) > MOST_REPRESENTATIVES:
        found[f"p{speakers[MOST_REPRESENTATIVES]}-role"] = _(
            "多人走访的代表不超过 5 人（条例第二十条第三款）。多出的改为“本人”，他们的权利不变。"
        )
    if channel == "visit" and not values.get("read_back"):
        found["read_back"] = _("请把登记内容读给来访人听，核对无误后勾选。")
    try:
        clock_of(values.get("received_at"))
    except ValueError as wrong:
        found["received_at"] = str(wrong)
    return found


def requests_as_words(new: NewEntry) -> NewEntry:
    """An entry that joins a matter keeps its requests as words: the points of the matter are its own."""
    listed = "\n".join(f"{n}. {p.request}" for n, p in enumerate(new.points, 1))
    return replace(new, words={**new.words, "requests": listed})
