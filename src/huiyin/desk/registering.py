"""Registering what came in at the counter, by post, by telephone or from above: one form for each way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.desk import apart
from huiyin.desk import registering_classes as proposing
from huiyin.desk import registering_draft as drafts
from huiyin.desk import registering_save as saving
from huiyin.desk.any_counter import may_reprint
from huiyin.desk.gate import Seat, at_desk, may_register, page
from huiyin.desk.registering_draft import Registration
from huiyin.desk.registering_entry import Doubt, accuses, doubts, entry, errors, points
from huiyin.desk.registering_forms import (
    CHANNELS,
    MORE_PEOPLE,
    MORE_POINTS,
    MOST_PEOPLE,
    MOST_POINTS,
    PersonRow,
    Section,
    Size,
    every_spec,
    person_row,
    point_row,
    sections,
    size_for,
)
from huiyin.desk.registering_scanned import unsure
from huiyin.intake import raising, repeats, scanning
from huiyin.register.opening import Different
from huiyin.statute.model import Refused
from huiyin.web.fields import Bound, Choice, FieldSpec, bind, with_errors
from huiyin.web.parts import Refusal
from huiyin.web.words import bilingual

WRONG = 422
CONFIDENTIAL = "confidential"


@dataclass(frozen=True)
class Sheet:
    """A form as drawn: its fields with what was typed, and what the panel beside it says."""

    form: Registration
    bound: Bound
    sections: tuple[Section, ...]
    look: Look
    refused_files: Sequence[str] = ()
    refused: Refusal | None = None
    unsure: Mapping[str, str] = field(default_factory=dict)
    """Fields whose words were read uncertainly from a scan, with what to check."""

    def of(self, specs: Sequence[FieldSpec]) -> tuple[FieldSpec, ...]:
        """These fields as they came back."""
        back = {s.key: s for s in self.bound.specs}
        return tuple(replace(back.get(s.key, s), doubt=self.unsure.get(s.key, "")) for s in specs)


@dataclass(frozen=True)
class Look:
    """The panel: earlier matters of the same person, doubts, requests to part, who will see it."""

    candidates: Sequence[repeats.Candidate] = ()
    like: Sequence[repeats.Candidate] = ()
    """Matters of other people, told in much the same words."""
    trouble: str = ""
    """Why such matters may be missing."""
    unkept: str = ""
    """Why what is typed here is not kept any more."""
    none: str = ""
    """What it means where none are listed."""
    national: str = ""
    """First or repeat in the national system, which is another question."""
    decision: str = ""
    reason: str = ""
    wrong: str = ""
    doubts: Sequence[Doubt] = ()
    parts: Sequence[str] = ()
    late: int = 0
    restricted: bool = False
    elsewhere: bool = False
    """Whether this officer will not see it once it is registered."""
    sounds: bool = False
    """Whether the words speak of reporting somebody while no request is marked as one."""
    choices: Sequence[Choice] = field(default_factory=tuple)
    proposed: proposing.Panel | None = None
    """Class, purpose, urgency, office and path, as the words point to them."""

    @property
    def chosen_only(self) -> bool:
        """Whether nothing is listed but the matter on whose page the form was begun: that is nobody's finding."""
        return all(c.standing is None for c in self.candidates)


def _guard(seat: Seat, channel: str) -> None:
    if not may_register(seat):
        raise PermissionDenied
    if channel not in CHANNELS:
        raise Http404


# ------------------------------------------------------------------ pages


@require_GET
@at_desk
def ways_in(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Choose the way in; forms begun and not sent."""
    if not may_register(seat):
        raise PermissionDenied
    drafts.forget_old(seat.officer, seat.now)
    begun = [(one, str(CHANNELS[one.channel])) for one in drafts.unfinished(seat.officer)]
    listed = [(key, str(label)) for key, label in CHANNELS.items()]
    context = page(request, seat, "register", ways=listed, begun=begun, reprints=may_reprint(seat))
    return render(request, "desk/registering/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def register(request: HttpRequest, seat: Seat, channel: str) -> HttpResponse:
    """The form; sent, the entry is registered and its receipt shown, or everything typed comes back."""
    _guard(seat, channel)
    if request.method != "POST":
        form = drafts.load(seat.officer, request.GET.get("form", "")) or drafts.fresh(channel)
        if form.channel != channel:
            return redirect(f"{reverse('desk:register', args=[form.channel])}?form={form.key}")
        if request.GET.get("join"):
            form.typed["join"] = [request.GET["join"]]
        return _page(request, seat, _sheet(seat, form))
    if request.POST.get("again"):  # an entry that was joined to the wrong matter
        form = apart.begin(seat, request.POST["again"])
        drafts.save(seat.officer, form, seat.now)
        return redirect(f"{reverse('desk:register', args=[form.channel])}?form={form.key}")
    form = drafts.read(seat.officer, channel, request.POST)
    do = request.POST.get("do", "")
    refused_files = drafts.take_in(form, request.FILES, seat.now)
    _change_rows(form, do)
    drafts.save(seat.officer, form, seat.now)
    if do or refused_files:
        sheet = replace(_sheet(seat, form), refused_files=refused_files)
        return _page(request, seat, sheet, status=WRONG if refused_files else 200)
    return _send(request, seat, form)


def _change_rows(form: Registration, do: str) -> None:
    """More rows, the requests parted by their numbers, a file taken off: all without a script."""
    if do == "people":
        form.size = Size(min(form.size.people + MORE_PEOPLE, MOST_PEOPLE), form.size.points)
    elif do == "points":
        form.size = Size(form.size.people, min(form.size.points + MORE_POINTS, MOST_POINTS))
    elif do == "split":
        _part(form)
    elif do.startswith("drop-"):
        drafts.drop_file(form, do.removeprefix("drop-"))
    elif do.startswith(proposing.TAKE):
        proposing.take(form, do.removeprefix(proposing.TAKE))


def _part(form: Registration) -> None:
    """Put the numbered parts of the words into the empty request rows."""
    parts = raising.parts_of("\n".join(form.typed.get("text", [])))
    free = [n for n in range(1, MOST_POINTS + 1) if not "".join(form.typed.get(f"r{n}-text", [])).strip()]
    used = list(zip(free, parts, strict=False))
    for no, part in used:
        form.typed[f"r{no}-text"] = [part]
    if used:
        form.size = Size(form.size.people, max(form.size.points, used[-1][0]))


@require_POST
@at_desk
def look(request: HttpRequest, seat: Seat, channel: str) -> HttpResponse:
    """Called as one types: keeps the form, and answers with the panel beside it."""
    _guard(seat, channel)
    form = drafts.read(seat.officer, channel, request.POST)
    drafts.save(seat.officer, form, seat.now)
    sheet = _sheet(seat, form)
    return render(
        request, "desk/registering/look.html", {"look": sheet.look, "kept_at": seat.now, "form": form}
    )


@require_POST
@at_desk
def throw_away(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The form is not wanted any more."""
    drafts.forget(seat.officer, request.POST.get("form", ""))
    return redirect("desk:register_index")


# ------------------------------------------------------------------ reading and drawing


def _specs(seat: Seat, form: Registration) -> tuple[tuple[Section, ...], tuple[FieldSpec, ...]]:
    found = sections(form.channel, form.size, seat.law, seat.today)
    rows = [person_row(n, form.channel, form.size.people).specs for n in range(1, form.size.people + 1)]
    rows += [point_row(n) for n in range(1, form.size.points + 1)]
    last = [READ_BACK()] if form.channel == "visit" else []
    return found, (*every_spec(found, rows), *last)


def READ_BACK() -> FieldSpec:  # noqa: N802 - a field like the others, in the page's language
    """导则 2.5.1(二): what was registered is read out to the visitor and confirmed."""
    return FieldSpec("read_back", "bool", _("已把登记内容读给来访人听，来访人核对无误"))


def _sheet(seat: Seat, form: Registration, *, sent: bool = False) -> Sheet:
    """The form with what was typed. Before it is sent, what is missing is not complained of."""
    found, specs = _specs(seat, form)
    if not form.typed and not sent:
        return Sheet(form, Bound({}, specs), found, Look(none=saving.nothing_told()))
    bound = bind(specs, form.data)
    if not sent:
        bound = replace(bound, specs=tuple(_unless_empty(s) for s in bound.specs))
    return Sheet(form, bound, found, _look(seat, form, bound.values))


def _unless_empty(spec: FieldSpec) -> FieldSpec:
    return replace(spec, errors=()) if spec.errors and not spec.value else spec


def _look(seat: Seat, form: Registration, values: Mapping[str, Any]) -> Look:
    wanted = points(values, form.size.points)
    restricted = accuses(wanted)
    received = values.get("received_on")
    text = str(values.get("text") or "")
    known, others = saving.earlier(seat, form, values, restricted)
    spoken = " ".join([text, *(p.request for p in wanted)])
    return Look(
        candidates=known, like=others.found, trouble=others.trouble,
        none="" if known or others.found else saving.none_found(form, values, others_asked=not (restricted or others.trouble)),
        choices=saving.decisions(known, others.found),
        decision="".join(form.typed.get("decision", [])[-1:]) or (f"{saving.JOIN}:{form.join}" if form.join else ""),
        reason="".join(form.typed.get("decision_reason", [])[-1:]),
        national=saving.national(form.typed.get("national", [])), doubts=doubts(values, form.size.people),
        parts=raising.parts_of(text) if len(wanted) < 2 else (),
        late=(seat.today - received).days if received and received < seat.today else 0,
        restricted=restricted, elsewhere=restricted and not saving.will_see(seat, form, values),
        sounds=not restricted and raising.sounds_like_accusation(spoken),
        proposed=proposing.panel(seat, values, wanted), unkept=_unkept(seat, form),
    )  # fmt: skip


def _unkept(seat: Seat, form: Registration) -> str:
    if drafts.sent(form):
        return _("这一件已经登记，这里填写的不再保存。")
    other = drafts.taken_over(seat.officer, form.key)
    words = _("%(name)s接着登记了这封信，这里填写的不再保存。要接回来，请返回批次，按“接着登记”。")
    return words % {"name": other.name} if other else ""


def _page(request: HttpRequest, seat: Seat, sheet: Sheet, status: int = 200) -> HttpResponse:
    form, scanned = sheet.form, scanning.of_form(sheet.form.key)
    sheet = replace(sheet, unsure=unsure(scanned, sheet.bound.values))
    drawn = [replace(s, specs=sheet.of(s.specs)) for s in sheet.sections]
    opened = [s if not _filled(s) else replace(s, folded=False) for s in drawn]
    people = [_person(sheet, n) for n in range(1, form.size.people + 1)]
    others_open = (
        form.channel == "helper"
        or form.size.people > size_for(form.channel).people  # more rows were asked for
        or any(row.filled for row in people[1:])
    )
    context = page(
        request, seat, "register", sheet=sheet, form=form, channel=form.channel, title=str(CHANNELS[form.channel]),
        arrival=opened[0], sections=opened[1:], look=sheet.look, refused=sheet.refused,
        first=people[0], others=people[1:], others_open=others_open,
        points=[sheet.of(point_row(n)) for n in range(1, form.size.points + 1)],
        last=sheet.of([READ_BACK()]) if form.channel == "visit" else (), errors=sheet.bound.specs,
        scanned=scanned,
        more_people=form.size.people < MOST_PEOPLE, more_points=form.size.points < MOST_POINTS,
    )  # fmt: skip
    return render(request, "desk/registering/form.html", context, status=status)


def _person(sheet: Sheet, no: int) -> PersonRow:
    row = person_row(no, sheet.form.channel, sheet.form.size.people)
    return replace(row, main=sheet.of(row.main), more=sheet.of(row.more))


def _filled(section: Section) -> bool:
    return any(s.errors or (s.value and s.kind != "files") for s in section.specs)


# ------------------------------------------------------------------ sending


def _send(request: HttpRequest, seat: Seat, form: Registration) -> HttpResponse:
    sheet = _sheet(seat, form, sent=True)
    values = sheet.bound.values
    wrong = (
        errors(form.channel, values, form.size.people, form.size.points) if values.get("received_on") else {}
    )
    if wrong or not sheet.bound.ok:
        bound = replace(sheet.bound, specs=with_errors(sheet.bound.specs, wrong))
        return _page(request, seat, replace(sheet, bound=bound), status=WRONG)
    offered = [*sheet.look.candidates, *sheet.look.like]
    decided = saving.decided(sheet.look.decision, offered)
    if sheet.look.candidates and decided is None:
        told = replace(sheet.look, wrong=_("请判断：这是初次，还是与下面哪一件重复？判断由人作出并记录。"))
        return _page(request, seat, replace(sheet, look=told), status=WRONG)
    if form.join and not any(c.file_id == form.join for c in offered):
        why = _("不能并入原来选的那一件：检举控告和普通事项不并在一起，或者本单位已经看不到它。请另行登记。")
        return _page(request, seat, replace(sheet, look=replace(sheet.look, wrong=why)), status=WRONG)
    new = entry(
        form.channel, values, people_rows=form.size.people, point_rows=form.size.points,
        office=seat.actor.office or "", key=form.entry_key, today=seat.today,
    )  # fmt: skip
    try:
        done = saving.save(seat, form, new, decided, sheet.look)
    except Refused as refused:
        return _page(request, seat, replace(sheet, refused=_refusal(refused)), status=WRONG)
    proposing.note(seat, done, values, new.points)
    drafts.keep_receipt(
        seat.officer, form.key, saving.receipt_of(seat, done, new, sheet.look.doubts), seat.now
    )
    drafts.done(form.key)
    return redirect("desk:register_receipt", form.key)


def _refusal(refused: Refused) -> Refusal:
    todo = _("改好后再登记一次。")
    if isinstance(refused, Different):
        todo = _("要登记另一件的，请从头开始一份新表；要补充的，请打开已登记的事项，用“补充材料”。")
    return Refusal(
        happened=bilingual(refused), kept=_("什么也没有登记；您填写的内容和附件都在下面。"), todo=todo,
        provision=refused.provision,
    )  # fmt: skip


paths = [
    path("register/", ways_in, name="register_index"),
    path("register/drop/", throw_away, name="register_drop"),
    path("register/<slug:channel>/", register, name="register"),
    path("register/<slug:channel>/look/", look, name="register_look"),
]
