"""What the administrators' pages share: pieces of work on a page, each a form that one service answers.

Three administrators, three persons (GB/T 22239-2019 8.1.5). A page shows each of them only the work of the own
post, and the service asks again who acts. None of them sees a matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from huiyin.desk.gate import Seat
from huiyin.offices.errors import NotAllowed, Refused, UnknownOffice, UnknownOfficer
from huiyin.web.fields import Bound, FieldSpec, bind
from huiyin.web.parts import Refusal

SYSADMIN, SECADMIN, AUDITOR = "sysadmin", "secadmin", "auditor"
KEEPERS = (SYSADMIN, SECADMIN)
REFUSALS = (NotAllowed, Refused, UnknownOffice, UnknownOfficer, ValidationError)

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Work:
    """One thing an administrator can do on a page: its form, and what does it. `run` says what was done."""

    key: str
    post: str
    title: str
    specs: tuple[FieldSpec, ...]
    run: Callable[[Values], str]
    submit: str = ""
    note: str = ""
    row: bool = False
    """Whether it is drawn at each row of a list instead of once on the page."""

    @property
    def hidden(self) -> dict[str, str]:
        """What its form carries unseen."""
        return {"do": self.key}


@dataclass
class Desk:
    """The work of one page, with what was just tried."""

    works: dict[str, Work]
    tried: str = ""
    bound: Bound | None = None
    refused: Refusal | None = None
    done: str = ""
    sent: Mapping[str, str] = field(default_factory=dict)

    @property
    def forms(self) -> list[tuple[Work, Bound]]:
        """The forms as the page draws them."""
        return [
            (w, self.bound if w.key == self.tried and self.bound is not None else Bound({}, w.specs))
            for w in self.works.values()
            if not w.row
        ]

    def has(self, key: str) -> bool:
        """Whether this piece of work is on the page."""
        return key in self.works


def guard(seat: Seat, *posts: str) -> None:
    """Only these administrators."""
    if not seat.actor.has(*posts):
        raise PermissionDenied


def at_work(request: HttpRequest, seat: Seat, works: Iterable[Work]) -> Desk:
    """The page's work for this administrator; a form that was sent is done, or comes back with the reason."""
    desk = Desk({w.key: w for w in works if seat.actor.has(w.post)})
    if request.method != "POST":
        return desk
    work = desk.works.get(request.POST.get("do", ""))
    if work is None:
        raise PermissionDenied
    desk.tried, desk.bound = work.key, bind(work.specs, request.POST)
    if not desk.bound.ok:
        first = next((e for s in desk.bound.specs for e in s.errors), "")
        desk.refused = Refusal(first, kept=_("什么也没有改动。")) if work.row else None
        return desk
    try:
        desk.done = work.run(desk.bound.values)
    except REFUSALS as refused:
        desk.refused = Refusal(said(refused), kept=_("什么也没有改动；您填写的内容还在。"))
    except ObjectDoesNotExist:
        desk.refused = Refusal(_("这一行已经不在了，请刷新页面。"), kept=_("什么也没有改动。"))
    return desk


def said(refused: Exception) -> str:
    """The words of a refusal."""
    if isinstance(refused, ValidationError):
        return "；".join(refused.messages)
    return str(refused)
