"""Guards of the path of a point: screening again, and what happens in another law's procedure. See `guards`."""

from __future__ import annotations

from .guards_base import as_day, refusal, wrong_item
from .law import Law
from .model import Act, Proceeding, Refused, State, World
from .periods import UNIT_WORDS
from .rules import LeadIn, Limit, RuleError


def procedure_fits_path(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """A procedure chosen with the path belongs to that item; the petition procedure (31[6]) names none."""
    key = a.codes.get("procedure")
    if not key:
        return None
    found = _procedure(law, str(key), a)
    if found is None:
        return refusal(
            "procedure",
            f"{a.on} 没有程序“{key}”：请从清单中选择。",
            f"No procedure '{key}' in the list on {a.on}.",
            "R22 31",
        )
    return None if a.codes.get("path") in found.items else wrong_item(found)


def _procedure(law: Law, key: str, a: Act) -> LeadIn | None:
    try:
        return law.book.procedure(key, a.on)
    except RuleError:
        return None


def their_day_fits(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """A day named by the other side is for procedures whose law names none; it lies ahead."""
    if not a.codes.get("their_due"):
        return None
    key = str(a.codes.get("procedure") or (p.procedure if p else ""))
    found, due = _procedure(law, key, a), as_day(a.codes["their_due"])
    if found is not None and found.decide is not None:
        return refusal(
            "their_due",
            f"该程序的期限由{found.provision}规定，不另填日期。",
            f"The limit there is set by law ({found.provision}): no other day is named.",
            found.provision,
        )
    if due is None or due <= a.on:
        return refusal(
            "their_due",
            "对方告知的期限应当在这一天之后。",
            "The day named there lies after this one.",
            "R22 31",
        )
    return None


def not_taken_there_yet(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if p and any(done.kind == "their_case" and done.proceeding == p.no for done in s.acts):
        return refusal(
            "taken",
            "对方受理的日期和案号已经记明；写错的请更正该条记录。",
            "Its day and case number there are noted already; correct that act if it was wrong.",
            "R22 31",
        )
    return None


def extension_allowed_there(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """Only as that law allows, and once."""
    if p is None:
        return None
    more = _extension(law, p)
    mine = [d for d in s.live if d.rule == "lead-in" and d.proceeding == p.no and d.due]
    if more is None or not mine or any(d.extended_by for d in mine):
        return refusal(
            "no_extension_there",
            "那部法律没有规定可以延期，或者已经延过一次。",
            "That law knows no extension, or it was extended there already.",
            "R22 31",
        )
    if any(d.due and a.on > d.due for d in mine):
        return refusal("expired", "那里的期限已经届满。", "The limit there is over.", "R22 31")
    return None


def days_allowed_there(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """Not more than that law adds, in its own unit."""
    more, days = _extension(law, p) if p else None, a.codes.get("days")
    if more is not None and (not isinstance(days, int) or not 1 <= days <= more.length):
        return refusal(
            "days",
            f"那部法律最多延长{more.length}{UNIT_WORDS[more.unit][0]}。",
            f"That law allows at most {more.length} {UNIT_WORDS[more.unit][2]}.",
            "R22 31",
        )
    return None


def _extension(law: Law, p: Proceeding) -> Limit | None:
    try:
        return law.book.procedure(p.procedure, p.received).extend
    except RuleError:
        return None


def not_asked_to_rescreen(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if _asked(s, a):
        return refusal(
            "asked", "已经请转出方重新甄别，等待答复。", "The sender has been asked already.", "R22 31"
        )
    return None


def asked_to_rescreen(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if not _asked(s, a):
        return refusal(
            "not_asked",
            "承办单位没有请求重新甄别；发现途径选错的，可以在受理之前收回重新分办。",
            "No new screening was asked for; a wrong dispatch can be recalled before acceptance.",
            "R22 31",
        )
    return None


def _asked(s: State, a: Act) -> bool:
    return any(d.rule == "rescreen" and not d.left.isdisjoint(a.points) for d in s.live)
