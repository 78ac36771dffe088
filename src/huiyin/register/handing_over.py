"""An officer leaves: the proceedings that he deals with go to another, each by an act on its own line.

No date moves. How many they are, and the digest of their list, are kept with the record of the hand-over, without
those that are restricted (R22 30(3)); whoever takes over reads all of them off the acts, administrators none.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from huiyin.offices.actor import Actor
from huiyin.offices.models import Office, Officer
from huiyin.offices.services import Moved
from huiyin.register.access import visible_to
from huiyin.register.lines import state
from huiyin.register.models import Act, Proceeding
from huiyin.register.record import Wish, record
from huiyin.register.vault import content_digest

MACHINE = Actor.machine("handing-over")
STILL_OPEN = ("open", "concluded")


def open_work(officer: Officer, office: Office) -> QuerySet[Proceeding]:
    """What an officer deals with in an office and has not finished."""
    rows = Proceeding.objects.filter(
        officer=officer, office_id=office.code, file__matter__phase__in=STILL_OPEN
    )
    return rows.select_related("file").order_by("file_id", "no")


def moved(now: datetime) -> Moved:
    """For `offices.services.leave`: records the taking over and gives the count and the digest of the list."""
    on = now.date()

    def move(leaver: Officer, heir: Officer, office: Office) -> tuple[int, str]:
        rows = list(open_work(leaver, office))
        for row in rows:
            row.file.refresh_from_db(
                fields=["last_seq"]
            )  # a file may hold several proceedings of one officer
            s = state(row.file)
            shut_out = heir.login in s.conduct.barred | s.accused_officers  # R22 28(3), 30(3)
            codes = {} if shut_out else {"officer": heir.login}
            wish = Wish("take_over", on, proceeding=row.no, codes=codes)
            record(row.file_id, wish, by=MACHINE, now=now, seen=row.file.last_seq)
        told = [[row.file.number, row.no] for row in rows if not row.file.restricted]
        return len(told), content_digest(told) if told else ""

    return move


def taken_over(actor: Actor, since: date) -> list[Act]:
    """What this officer took over from others since a day, newest first; only what he may read."""
    files = visible_to(actor).values("pk")
    rows = Act.objects.filter(kind="take_over", codes__officer=actor.ref, on__gte=since, file__in=files)
    return list(rows.select_related("file__matter").order_by("-on", "-pk"))
