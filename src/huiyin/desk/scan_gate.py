"""The gate of the scan desk, and what may be said there of a letter.

Only officers who register at the office that took the batch in see it, and of what may be an accusation only those
whom `intake.discretion` names; of a letter that has been registered nothing more is shown here: its pages are the
entry's originals, behind the one gate. Every look at a letter that is kept back is logged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404

from huiyin.desk import registering_draft as drafts
from huiyin.desk.gate import Seat, may_register
from huiyin.intake import discretion, scanning
from huiyin.intake.models import Discretion, ScanBatch, ScanPage
from huiyin.offices.models import Officer
from huiyin.register.access import visible_to


def guard(seat: Seat) -> None:
    """Refuse those who do not register."""
    if not may_register(seat):
        raise PermissionDenied


def batch_of(seat: Seat, pk: int) -> ScanBatch:
    """A batch of this office, or 404."""
    guard(seat)
    found = ScanBatch.objects.filter(pk=pk, office__code=seat.actor.office or "").first()
    if found is None:
        raise Http404
    return found


def page_of(seat: Seat, pk: int) -> tuple[ScanPage, bool]:
    """A page that is not registered yet, of a batch of this office and a letter this officer may open, or 404.

    Also whether the letter is kept back.
    """
    guard(seat)
    rows = ScanPage.objects.select_related("source__batch").defer("lines")
    found = rows.filter(pk=pk, entry=None, source__batch__office__code=seat.actor.office or "").first()
    if found is None:
        raise Http404
    batch = found.source.batch
    kept = ScanPage.objects.filter(source__batch=batch).exclude(discretion=Discretion.OPEN)
    letter = scanning.letter_with(batch, pk) if kept.exists() else None
    if letter is not None and not may_open(seat, letter, batch):
        raise Http404
    return found, letter is not None and letter.discretion in discretion.KEPT_BACK


def may_open(seat: Seat, letter: scanning.Letter, batch: ScanBatch) -> bool:
    """Whether this officer may see a letter."""
    return discretion.may_open(letter.discretion, batch, seat.actor, seat.today)


@dataclass(frozen=True)
class State:
    """What has become of a letter, as far as this officer may know, and whether it bears a label of ours."""

    registered: bool = False
    number: str = ""
    file: int = 0
    begun: str = ""
    by: str = ""
    """Who has its form in hand, where that is somebody else."""
    label: str = ""
    labelled: int = 0
    kept: str = ""
    """Why it is kept back."""
    closed: bool = False
    """Whether it is kept back from this officer."""
    can_hand: bool = False
    """Whether there is anybody to hand it to."""

    @property
    def held_back(self) -> bool:
        """Whether it is kept from others: then nothing of it is shown among other letters."""
        return self.kept in discretion.KEPT_BACK


@dataclass(frozen=True, slots=True)
class _Known:
    """What the states of letters depend on, looked up once for all of them."""

    seen: frozenset[int]
    """Matters that letters have become, as far as this officer may read them."""
    labelled: Mapping[str, int]
    """The same of matters whose label stands on a page, by their numbers."""
    holders: Mapping[str, Officer]
    """Who has which form in hand."""


def states(seat: Seat, letters: Sequence[scanning.Letter], batch: ScanBatch, named: bool) -> list[State]:
    """What has become of each letter. `named`: whether the office has officers named for accusations."""
    matters = visible_to(seat.actor)
    became = {x.entry.file_id for x in letters if x.entry is not None}
    labels = {_label(x) for x in letters} - {""}
    known = _Known(
        frozenset(matters.filter(pk__in=became).values_list("pk", flat=True) if became else ()),
        dict(matters.filter(number__in=labels).values_list("number", "pk") if labels else ()),
        drafts.holders(x.first.form for x in letters),
    )
    return [_state(seat, x, batch, named, known) for x in letters]


def _label(letter: scanning.Letter) -> str:
    return next((p.label for p in letter.pages if p.label), "")


def _state(seat: Seat, letter: scanning.Letter, batch: ScanBatch, named: bool, known: _Known) -> State:
    if letter.entry is not None:
        seen = letter.entry.file_id in known.seen
        return State(True, letter.entry.number if seen else "", letter.entry.file_id if seen else 0)
    kept = letter.discretion
    if not may_open(seat, letter, batch):
        return State(kept=kept, closed=True)
    form, label = letter.first.form, _label(letter)
    holder = known.holders.get(form)
    begun = form if holder == seat.officer else ""
    return State(
        begun=begun, by=holder.name if holder and not begun else "", label=label, labelled=known.labelled.get(label, 0),
        kept=kept, can_hand=named and not form and kept != Discretion.HANDED,
    )  # fmt: skip
