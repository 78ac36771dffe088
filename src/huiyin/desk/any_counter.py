"""Any petition counter: a code is reprinted, a PIN set anew, for somebody whose matter another office has.

Nothing of the matter is shown. It takes the number of the entry together with a number that was left when it
was registered, or the query code itself; a name opens nothing. Something restricted is known only to an officer
named for it in the office that has it (R22 30(3)): anybody else gets the answer for what does not exist. What is
tried in vain is counted, so that nobody can find out here who has petitioned.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.desk.counter import CHECKED, STAFF, Slip, log_reading
from huiyin.desk.finding import cleaned
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.models import FormDraft
from huiyin.desk.registering_receipt import where_to_follow
from huiyin.intake import identity
from huiyin.register.access import known_at_counter
from huiyin.register.models import File, Role
from huiyin.register.opening import new_pin
from huiyin.register.roles import change_pin_with_code
from huiyin.statute.model import Refused
from huiyin.web.fields import Bound, Choice, FieldSpec, bind
from huiyin.web.parts import Refusal
from huiyin.web.words import bilingual

WRONG = 422
TRIES = "counter:tries"
MOST_TRIES = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page shows: a slip, or why there is none."""

    slip: Slip | None = None
    refused: Refusal | None = None


def _code_specs() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("number", "text", _("登记编号"), _("回执上的编号。"), True, max=40, private=True),
        FieldSpec(
            "left",
            "text",
            _("登记时留的证件号码或者电话"),
            _("由本人报出，逐字核对。"),
            True,
            max=40,
            private=True,
        ),
    )


def _pin_specs() -> tuple[FieldSpec, ...]:
    ways = tuple(Choice(k, str(v)) for k, v in CHECKED.items())
    return (
        FieldSpec("code", "text", _("查询码"), _("本人持有的 12 位数字。"), True, max=40, private=True),
        FieldSpec("checked", "choice", _("怎样核对身份"), required=True, choices=ways),
    )


def may_reprint(seat: Seat) -> bool:
    """Whether this officer sits at a petition counter."""
    return seat.petition and bool(seat.actor.posts & STAFF)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def any_counter(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Reprint a code, or set a PIN anew."""
    if not may_reprint(seat):
        raise PermissionDenied
    codes, pins = Bound({}, _code_specs()), Bound({}, _pin_specs())
    answer = Answer()
    if request.method == "POST":
        if request.POST.get("do") == "pin":
            pins = bind(_pin_specs(), request.POST)
            answer = _set_pin(seat, pins) if pins.ok else answer
        else:
            codes = bind(_code_specs(), request.POST)
            answer = _reprint(seat, codes) if codes.ok else answer
    status = 200 if request.method != "POST" or answer.slip else WRONG
    context = page(
        request, seat, "register", codes=codes, pins=pins, slip=answer.slip, refused=answer.refused,
        follow=where_to_follow(), do_pin={"do": "pin"},
    )  # fmt: skip
    return render(request, "desk/counter/any.html", context, status=status)


def _reprint(seat: Seat, bound: Bound) -> Answer:
    if _tried_too_often(seat):
        return Answer(refused=_too_often())
    role = _found(seat, cleaned(str(bound.values["number"])), str(bound.values["left"]))
    if role is None:
        _count_try(seat)
        return Answer(refused=_nothing())
    log_reading(role.file, seat.actor, seat, "code")
    return Answer(slip=Slip("", role.file.number, role.code))


def _found(seat: Seat, number: str, left: str) -> Role | None:
    """The one petitioner of that entry who left that number, in a matter that may be known here."""
    digests = identity.keys(identity.Person(number=left, phone=left))
    agree = Q()
    for key in ("id_digest", "phone_digest"):
        if digests[key]:
            agree |= Q(**{f"petitioner__{key}": digests[key]})
    if not agree:
        return None
    of_entry = Q(file__number=number) | Q(entry__number=number)
    known = File.objects.filter(known_at_counter(seat.actor)).values("pk")
    found = list(Role.objects.filter(of_entry, agree, file__in=known).select_related("file")[:2])
    return found[0] if len(found) == 1 else None


def _set_pin(seat: Seat, bound: Bound) -> Answer:
    if _tried_too_often(seat):
        return Answer(refused=_too_often())
    code, pin = cleaned(str(bound.values["code"])).replace("-", ""), new_pin()
    try:
        role = change_pin_with_code(
            code, pin, by=seat.actor, now=seat.now, checked=str(bound.values["checked"])
        )
    except Refused as refused:
        return Answer(
            refused=Refusal(bilingual(refused), kept=_("原来的密码还能用。"), provision=refused.provision)
        )
    if role is None:
        _count_try(seat)
        return Answer(refused=_nothing())
    log_reading(role.file, seat.actor, seat, "code")
    return Answer(slip=Slip("", role.file.number, role.code, pin))


def _nothing() -> Refusal:
    return Refusal(
        _("没有找到：编号和号码对不上，或者这一件不能在这里补打。"),
        kept=_("什么也没有改动。"),
        todo=_(
            "请与本人核对编号和号码；仍然不行的，请到登记的单位办理。检举、控告只由登记单位的检举控告专办员办理。"
        ),
    )


def _too_often() -> Refusal:
    return Refusal(
        _("今天没有对上的次数太多，为防止猜测，今天不能再试。"),
        todo=_("请让本人到登记的单位补打，或者请同事核对。"),
    )


def _tried_too_often(seat: Seat) -> bool:
    row = FormDraft.objects.filter(officer=seat.officer, key=TRIES).first()
    kept = (row.typed or {}) if row else {}
    return kept.get("day") == seat.today.isoformat() and int(kept.get("n", 0)) >= MOST_TRIES


def _count_try(seat: Seat) -> None:
    row = FormDraft.objects.filter(officer=seat.officer, key=TRIES).first()
    kept = (row.typed or {}) if row else {}
    today = seat.today.isoformat()
    n = int(kept.get("n", 0)) + 1 if kept.get("day") == today else 1
    FormDraft.objects.update_or_create(
        officer=seat.officer, key=TRIES, defaults={"typed": {"day": today, "n": n}, "at": seat.now}
    )


paths = [path("counter/", any_counter, name="any_counter")]
