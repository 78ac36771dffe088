"""Who sees what. All reads of files go through `visible_to`; `fetch` reads and authorises in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from huiyin.offices.actor import Actor, Kind
from huiyin.prepared import Prepared
from huiyin.register.models import Barred, File, Reading, Role, Sight, SightGrant
from huiyin.register.rows import FILES, table

ADMINS = frozenset({"sysadmin", "secadmin", "auditor"})
CONFIDENTIAL = "confidential"
KNOWS_NAMES = ("received", "sender", "reviewer")
"""A withheld name stays with the offices that received the entry and sent it on, and the organ asked for review."""

MARKS = frozenset({"rate"})
"""Acts whose words go to petition offices only (R22 21(2)): whoever is judged must not be able to ask who judged him."""
INNER = frozenset({"draft", "check", "sign", "return_draft"})
"""The way of a paper within its office; what leaves the house is the issued paper."""


def visible_to(actor: Actor) -> QuerySet[File]:
    """The files this actor may read.

    An office sees a file because it received, sent, handles or helps with it; being above gives no sight.
    Restricted files (R22 30(3)) are seen only by officers named for them. Administrators see no matter.
    A machine of an office (an access key) sees what is not restricted there; the system's own ones see all.
    """
    files = File.objects.all()
    if actor.is_machine and not actor.office:
        return files
    if actor.kind == "petitioner":
        return files.filter(Exists(Role.objects.filter(file=OuterRef("pk"), pk=actor.ref)))
    here = Sight.objects.filter(file=OuterRef("pk"), office_id=actor.office or "")
    if actor.is_machine:
        return files.filter(Exists(here), restricted=False)
    if not actor.office or actor.posts & ADMINS or not actor.posts:
        return files.none()
    if actor.officer_id:  # who is accused never sees the file, whatever post he holds
        files = files.exclude(Exists(Barred.objects.filter(file=OuterRef("pk"), officer_id=actor.officer_id)))
    if actor.has(CONFIDENTIAL):
        return files.filter(Exists(here))
    named = grants(actor).filter(file=OuterRef("pk"))
    return files.filter(Q(Exists(here), restricted=False) | Q(Exists(here), Exists(named), restricted=True))


def grants(actor: Actor) -> QuerySet[SightGrant]:
    """For which single files this officer was named, in the office in which he acts."""
    return SightGrant.objects.filter(
        officer_id=actor.officer_id or 0, office_id=actor.office or "", ended_at=None
    )


def known_at_counter(actor: Actor) -> Q:
    """Of whose files a counter may speak to somebody who brings a code: those that are not restricted; of these
    only the ones that this officer, named for restricted matters (R22 30(3)), sees in the own office anyway."""
    if not actor.has(CONFIDENTIAL):
        return Q(restricted=False)
    return Q(restricted=False) | Q(pk__in=visible_to(actor).filter(restricted=True).values("pk"))


def fetch(actor: Actor, file_id: int, *, now: datetime, what: str = "file") -> File:
    """The file, if this actor may read it; else 404, as for a file that does not exist.

    Every reading of a restricted file is logged.
    """
    file = visible_to(actor).select_related("matter").filter(pk=file_id).first()
    if file is None:
        raise Http404
    note_reading(file, actor, now=now, what=what)
    return file


def fetch_numbered(actor: Actor, number: str, *, now: datetime, what: str = "file") -> File:
    """The same by the number that stands on its papers."""
    found = visible_to(actor).filter(number=number).values_list("pk", flat=True).first()
    if found is None:
        raise Http404
    return fetch(actor, found, now=now, what=what)


def lock(actor: Actor, file_id: int) -> File | None:
    """The file, locked until the transaction ends, if this actor may see it."""
    found = _locking(*_sort(actor)).rows(file_id=file_id, **_ids(actor))
    return File.from_db(connection.alias, [*table(File).fields], found[0]) if found else None


def may_see(actor: Actor, files: Iterable[int], *, restricted: bool) -> set[int]:
    """Which of these files, all of them restricted or none, this actor may read."""
    asked = list(files)
    found = _seeing(restricted, *_sort(actor)).rows(files=asked, **_ids(actor)) if asked else []
    return {pk for (pk,) in found}


# Both ask `visible_to`, composed once for each sort of actor, with the ids of this one.

_DECIDING = ADMINS | {CONFIDENTIAL}
_ANY = frozenset({"handler"})
_Sort = tuple[Kind, bool, frozenset[str], bool]


def _sort(actor: Actor) -> _Sort:
    posts = actor.posts & _DECIDING or (_ANY if actor.posts else frozenset())
    return actor.kind, bool(actor.office), posts, bool(actor.officer_id)


def _ids(actor: Actor) -> dict[str, int | str]:
    if actor.kind == "petitioner":
        return {"role": int(actor.ref)}
    return {"office": actor.office or "", "officer_id": actor.officer_id or 0}


@lru_cache(maxsize=64)
def _locking(*sort: *_Sort) -> Prepared:
    return _of_sort(
        sort, lambda seen, file_id: seen.select_for_update(of=("self",)).filter(pk=file_id), file_id=31_001
    )


@lru_cache(maxsize=64)
def _seeing(restricted: bool, *sort: *_Sort) -> Prepared:
    return _of_sort(
        sort,
        lambda seen, files: seen.filter(restricted=restricted, pk__among=files).values_list("pk"),
        files=FILES,
    )


def _of_sort(sort: _Sort, ask: Callable[..., QuerySet[Any, Any]], **asked: int | str) -> Prepared:
    kind, in_office, posts, known = sort
    ids: dict[str, int | str] = {"role": 31_002} if kind == "petitioner" else {}
    if kind != "petitioner" and in_office:
        ids["office"] = "\u2039office\u203a"
    if kind == "officer" and known:
        ids["officer_id"] = 31_003

    def build(
        role: int = 0, office: str | None = None, officer_id: int | None = None, **asked: int | str
    ) -> QuerySet[Any, Any]:
        return ask(visible_to(Actor(kind, str(role), office, posts, officer_id)), **asked)

    return Prepared(build, **ids, **asked)


def note_reading(file: File, actor: Actor, *, now: datetime, what: str) -> None:
    """Log the reading of a restricted file (R22 30(3), 46[5])."""
    if file.restricted and actor.kind == "officer":
        Reading.objects.create(
            file=file, officer_id=actor.officer_id, actor=f"{actor.kind}:{actor.ref}", what=what[:40], at=now
        )


def note_unfiled(actor: Actor, *, now: datetime, what: str) -> None:
    """Log the reading of what is kept back like a restricted file and is none yet (R22 30(3))."""
    Reading.objects.create(
        officer_id=actor.officer_id, actor=f"{actor.kind}:{actor.ref}", what=what[:40], at=now
    )


def sees_names(file: File, actor: Actor) -> bool:
    """Whether the petitioner's name is shown: withheld names stay with the offices that received the entry."""
    of_office = actor.kind == "officer" or (actor.is_machine and actor.office)
    if not of_office or not file.matter.withheld:
        return True
    return Sight.objects.filter(file=file, office_id=actor.office or "", why__in=KNOWS_NAMES).exists()
