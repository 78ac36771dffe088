"""An office is closed or merged: what it has in hand passes to its successor, matter by matter (R22 24(2)).

Each file gets one act by a named machine; no date moves. Administrators see no matter: they are told how much
moves, never what, and of restricted files not even how many: the log of the closing counts the others and keeps
the digest of their list; each restricted one has the act on its own line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.offices import errors, selectors
from huiyin.offices.actor import Actor
from huiyin.offices.models import Office
from huiyin.offices.services.structure import Passes
from huiyin.register.models import File, OpenDuty, Proceeding
from huiyin.register.record import Wish, record
from huiyin.register.vault import content_digest
from huiyin.statute.model import Refused

MACHINE = Actor.machine("succession")
STILL_OPEN = ("open", "concluded")
ELSEWHERE = frozenset({"accused", "restricted"})
"""Why a successor may not carry on in one file (R22 30(3)): then it goes to who had sent it, or the office above."""


def held(code: str) -> QuerySet[File]:
    """Files that are not closed in which the office has a proceeding, sent one on, or owes something."""
    theirs = Proceeding.objects.filter(
        Q(office_id=code) | Q(sender_id=code), file__matter__phase__in=STILL_OPEN
    )
    owing = OpenDuty.objects.filter(office_id=code)
    wanted = Q(pk__in=theirs.values("file")) | Q(pk__in=owing.values("file"))
    return File.objects.filter(wanted).order_by("pk")


def in_hand(code: str) -> bool:
    """Whether the office still has a proceeding to go on with, or owes anything."""
    return OpenDuty.objects.filter(office_id=code, kind="duty").exists() or _undecided(code).exists()


def _undecided(code: str) -> QuerySet[Proceeding]:
    return Proceeding.objects.filter(office_id=code, file__matter__phase="open")


@dataclass(frozen=True, slots=True)
class Moving:
    """What would pass, without what is restricted: proceedings, and for each rule how many duties."""

    proceedings: int
    duties: tuple[tuple[str, int, int, date | None], ...]
    """Rule, how many, how many of them overdue, the day that comes first."""


def moving(code: str, today: date) -> Moving:
    """What an administrator is told before he closes an office."""
    rows = OpenDuty.objects.filter(office_id=code, kind="duty", restricted=False).values_list("rule", "due")
    all_of, late, first = Counter[str](), Counter[str](), dict[str, date]()
    for rule, due in rows:
        all_of[rule] += 1
        if due is not None:
            late[rule] += due < today
            first[rule] = min(due, first.get(rule, due))
    found = tuple((rule, n, late[rule], first.get(rule)) for rule, n in sorted(all_of.items()))
    return Moving(_undecided(code).filter(file__restricted=False).count(), found)


def passing(now: datetime) -> Passes:
    """For `offices.services.close_office`: passes on what is in hand, or refuses to leave it to nobody.

    An office that closes on a later day keeps what it has until then; the nightly run passes it on.
    """

    def passes(closed: Office, heir: Office | None, on: date) -> dict[str, Any]:
        if heir is None:
            if in_hand(closed.code):
                raise errors.Refused(
                    _(
                        "还有在办的事项或者没有履行的期限，没有承继单位不能撤销；请先报请有权机关确定承继单位（条例第二十四条第二款）。"
                    )
                )
            return {}
        if on > now.date():
            return {"passes_on": on.isoformat()}
        done = [f.number for f in pass_on(closed.code, heir.code, now=now) if not f.restricted]
        return {"count": len(done), "digest": content_digest(done)} if done else {}

    return passes


def pass_on(code: str, heir: str, *, now: datetime) -> Iterator[File]:
    """Record the act in every file that the closed office has in hand; gives the files."""
    for file in list(held(code)):
        for to in _may_carry_on(file, code, heir, now.date()):
            wish = Wish("succeed", now.date(), to=to, codes={"from": code})
            try:
                record(file.pk, wish, by=MACHINE, now=now, seen=file.last_seq)
            except Refused as refused:
                if refused.code in ELSEWHERE:
                    continue
                raise
            yield file
            break
        else:
            raise errors.Refused(
                _(
                    "承继单位依法不能接手它的全部事项，也没有可以接手的上级单位；请先报请有权机关确定（条例第二十四条第二款）。"
                )
            )


def _may_carry_on(file: File, code: str, heir: str, on: date) -> list[str]:
    """The successor; else whoever sent it there, or the petition office above."""
    senders = Proceeding.objects.filter(file=file, office_id=code).exclude(sender=None)
    above = [selectors.petition_office_above(one, on) for one in (heir, code)]
    found = [heir, *senders.values_list("sender_id", flat=True), *(one.code for one in above if one)]
    return list(dict.fromkeys(str(one) for one in found if one != code))


def closed_with_work(on: date) -> list[tuple[str, str]]:
    """Offices that are gone by a day and still have something in hand, each with its successor."""
    gone = Office.objects.filter(until__lt=on)
    having = gone.filter(
        Q(code__in=_STILL.values("office_id")) | Q(code__in=OpenDuty.objects.values("office_id"))
    ).order_by("code")
    pairs = [(one.code, selectors.successor(one.code, on)) for one in having]
    return [(code, heir.code) for code, heir in pairs if heir is not None]


_STILL = Proceeding.objects.filter(file__matter__phase__in=STILL_OPEN)
