"""The work list: what an office owes, by the day it is due; and the counts that open parts of it.

One indexed query finds the page among all open duties of the office; only the rows of the page are read in
full, so that titles are unsealed for fifty rows and never for five thousand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from huiyin.desk import labels
from huiyin.desk.proofs import due_of
from huiyin.desk.titles import titles
from huiyin.offices.actor import Actor
from huiyin.register.models import Duty, File, OpenDuty, Proceeding
from huiyin.register.owing import in_full, in_order
from huiyin.register.waited import first_entries
from huiyin.statute.law import Law
from huiyin.web.parts import Due
from huiyin.web.words import SOON, WorkingDays

PAGE = 50
WHENS = ("all", "late", "soon", "prompt")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for."""

    when: str = "all"
    rule: str = ""
    stage: str = ""
    phase: str = ""
    channel: str = ""
    mine: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Filters:
        """The filters of an address; what is unknown is left out."""
        when = query.get("when", "all")
        return cls(
            when=when if when in WHENS else "all",
            rule=query.get("rule", "")[:32],
            stage=_known(query, "stage", labels.STAGES),
            phase=_known(query, "phase", labels.PHASES),
            channel=_known(query, "channel", labels.CHANNELS),
            mine=query.get("mine") == "1",
        )

    @property
    def any(self) -> bool:
        """Whether the list is narrowed at all."""
        return self != Filters()


def _known(query: QueryDict, key: str, values: labels.Labels) -> str:
    found = query.get(key, "")
    return found if found in values else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    duty: Duty
    due: Due | None
    """Its day with the steps of the count; None where the text says promptly."""
    file: File
    title: str
    what: str
    stage: str
    channel: str
    officer: str
    waited: int | None
    """Days since the petitioner first came with it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many duties of each sort the office has open."""

    all: int
    late: int
    soon: int
    prompt: int
    objections: int

    def of(self, filters: Filters) -> int | None:
        """How many rows these filters leave, where they ask for nothing that is not counted here."""
        return getattr(self, filters.when) if filters == Filters(when=filters.when) else None


def soon_until(today: date, calendar: WorkingDays) -> date:
    """The last day that counts as soon: the third working day from today (as the chips colour it)."""
    day, left = today, SOON
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working(day)
    return day


def by_when(rows: QuerySet[OpenDuty], when: str, today: date, calendar: WorkingDays) -> QuerySet[OpenDuty]:
    """Only what is late, due soon, or owed promptly without a day."""
    if when == "late":
        return rows.filter(due__lt=today)
    if when == "soon":
        return rows.filter(due__gte=today, due__lte=soon_until(today, calendar))
    return rows.filter(due=None) if when == "prompt" else rows


def narrowed(
    own: QuerySet[OpenDuty], officer_id: int | None, filters: Filters, today: date, calendar: WorkingDays
) -> QuerySet[OpenDuty]:
    """What the filters leave of an office's duties; `mine` are those that this officer handles."""
    rows = by_when(own, filters.when, today, calendar)
    if filters.rule:
        rows = rows.filter(rule=filters.rule)
    if filters.phase:
        rows = rows.filter(file__matter__phase=filters.phase)
    if filters.channel:
        rows = rows.filter(file__matter__channel=filters.channel)
    stage = Proceeding.objects.filter(file=OuterRef("file"), no=OuterRef("duty__proceeding"))
    if filters.stage:
        rows = rows.filter(Exists(stage.filter(kind=filters.stage)))
    if filters.mine:
        rows = rows.filter(Exists(stage.filter(officer=officer_id)))
    return rows


def page_of(
    actor: Actor,
    own: QuerySet[OpenDuty],
    counted: Counts,
    filters: Filters,
    number: str,
    law: Law,
    today: date,
) -> tuple[Page[Any], list[Row]]:
    """One page of what is owed (`own`): first the ids, by the index alone, then the rows in full."""
    pages = Paginator(in_order(narrowed(own, actor.officer_id, filters, today, law.calendar)), PAGE)
    known = counted.of(filters)
    if known is not None:
        pages.count = known  # counted once with the others: the office may have thousands
    page = pages.get_page(number)
    return page, rows_of(actor, list(page.object_list), law, today)


def rows_of(actor: Actor, ids: list[int], law: Law, today: date) -> list[Row]:
    """The duties of a page with their files, in the order given; through the same gate as every reading."""
    found = in_full(actor, ids)
    files = {file.pk: file for _duty, file in found}
    stages = {
        (p.file_id, p.no): p for p in Proceeding.objects.filter(file__in=files).select_related("officer")
    }
    called = titles(actor, files.values())
    waited = {pk: (today - first).days for pk, first in first_entries(files).items()}
    return [_row(duty, file, called, stages, law, waited) for duty, file in found]


def _row(
    duty: Duty,
    file: File,
    called: dict[int, str],
    stages: dict[tuple[int, int], Proceeding],
    law: Law,
    waited: dict[int, int],
) -> Row:
    stage = stages.get((file.pk, duty.proceeding))
    return Row(
        duty=duty,
        due=due_of(duty, labels.rule(law, duty.rule)) if duty.due else None,
        file=file,
        title=called[file.pk],
        what=labels.rule(law, duty.rule),
        stage=labels.of(labels.STAGES, stage.kind) if stage else "",
        channel=labels.of(labels.CHANNELS, file.matter.channel),
        officer=stage.officer.name if stage and stage.officer else "",
        waited=waited.get(file.pk),
    )


def counts(own: QuerySet[OpenDuty], today: date, calendar: WorkingDays) -> Counts:
    """All counts in one pass over the office's open duties."""
    found = own.aggregate(
        all=Count("duty"),
        late=Count("duty", filter=Q(due__lt=today)),
        soon=Count("duty", filter=Q(due__gte=today, due__lte=soon_until(today, calendar))),
        prompt=Count("duty", filter=Q(due=None)),
        objections=Count("duty", filter=Q(rule="decide-objection")),
    )
    return Counts(**found)
