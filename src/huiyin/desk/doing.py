"""What may be done now, as buttons: one filled, the most pressing; the others quiet.

Which acts are open is said by the procedure. Here they are only put in order: a paper half way comes first,
then what meets the duty that is due next, then the rest as the rulebook lists it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.matter import Matter
from huiyin.desk.waiting import next_step
from huiyin.statute.model import Draft as Drafted
from huiyin.statute.procedure import OpenAct
from huiyin.web.words import bilingual

ELSEWHERE = frozenset(
    {"draft", "check", "sign", "return_draft", "serve", "serve_failed", "add_entry", "join", "split_off", "correct"}
)
"""Acts with pages of their own: papers, service, registering, correcting."""
PAGES: dict[str, str] = {}
"""The pages of acts of `ELSEWHERE` that a button leads to: kind of act to the name of an address of a file."""
FIRST = ("sign_for", "judge", "name_accused", "approve_extension", "consent_return")
"""What comes before the dates: without these nothing else can go on."""
PREFERRED = {
    "31[6]": ("accept",), "31[1]": ("name_path",), "31[2]": ("name_path",), "31[3]": ("name_path",),
    "31[4]": ("name_path",), "31[5]": ("name_path",), "29": ("reply",), "30": ("give_feedback", "transfer"),
}  # fmt: skip
FITS = {"enquiry": ("reply",), "suggestion": ("reply",), "thanks": ("keep_on_file",), "unclear": ("ask_supplement", "keep_on_file")}
LAST_DAY = date.max


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to do: its words, where it leads, and why one would."""

    label: str
    href: str
    kind: str
    hint: str = ""
    quiet: bool = False
    main: bool = False


def buttons(m: Matter) -> list[Button]:
    """Everything this officer may do now, the most pressing first and filled."""
    found = [*_papers_under_way(m), *_services(m)]
    started = {(d.kind, d.proceeding) for d in m.state.drafts.values() if d.step not in ("issued", "returned")}
    ranked = sorted(_here(m.open), key=lambda o: _rank(m, o))
    loud = [o for o in ranked if not m.law.acts[o.kind].quiet]
    doing = [_button(m, o) for o in loud if (m.law.acts[o.kind].issues, o.proceeding) not in started]
    ahead = [b for b in doing if b.kind in FIRST]
    rest = [b for b in doing if b.kind not in FIRST]
    all_loud = [*ahead, *found, *rest]
    quiet = [replace(_button(m, o), quiet=True) for o in ranked if m.law.acts[o.kind].quiet]
    if all_loud:
        all_loud[0] = replace(all_loud[0], main=True)
    return [*all_loud, *quiet]


def _here(found: Iterable[OpenAct]) -> list[OpenAct]:
    return [o for o in found if o.kind not in ELSEWHERE or o.kind in PAGES]


def act_url(file_id: int, kind: str, proceeding: int = 0, points: Iterable[int] = ()) -> str:
    """The form of an act, with its place in the file."""
    query = {"proceeding": proceeding, "points": ",".join(map(str, points))}
    kept = {k: v for k, v in query.items() if v}
    return f"{reverse('desk:act', args=[file_id, kind])}{'?' + urlencode(kept) if kept else ''}"


def _button(m: Matter, o: OpenAct) -> Button:
    spec = m.law.acts[o.kind]
    label = bilingual(spec.title)
    if sum(x.kind == o.kind for x in m.open) > 1 and o.proceeding:
        label = _("%(act)s：%(stage)s") % {"act": label, "stage": m.stage(o.proceeding)}
    href = act_url(m.file.pk, o.kind, o.proceeding, o.points)
    if o.kind in PAGES:
        href = reverse(PAGES[o.kind], args=[m.file.pk])
    return Button(label, href, o.kind, bilingual(spec.words))


def _rank(m: Matter, o: OpenAct) -> tuple[int, date, int, int]:
    """First what everything waits for, then by the day of the duty that the act meets."""
    spec = m.law.acts[o.kind]
    if o.kind in FIRST:
        return (FIRST.index(o.kind), LAST_DAY, 0, 0)
    order = list(m.law.acts).index(o.kind)
    if o.kind == "screen":
        unscreened = any(not m.state.points[no].path for no in o.points)
        return (len(FIRST) if unscreened else len(FIRST) + 3, LAST_DAY, 0, order)
    due = _due(m, o, spec.meets)
    return (len(FIRST) + (1 if due else 2), due or LAST_DAY, 0 if _fits(m, o) else 1, order)


def _due(m: Matter, o: OpenAct, meets: Iterable[str]) -> date | None:
    days = [
        d.due or date.min
        for d in m.state.live
        if d.kind == "duty" and d.rule in meets and d.proceeding == o.proceeding and d.office == m.seat.actor.office
    ]
    return min(days, default=None)


def _fits(m: Matter, o: OpenAct) -> bool:
    """Whether the act is the usual one for the path or purpose of one of its points."""
    for no in o.points:
        point = m.state.points[no]
        usual = PREFERRED.get(point.path) if point.step != "registered" else FITS.get(point.purpose, ("transfer",))
        if o.kind in (usual or ()):
            return True
    return False


# ------------------------------------------------------------------ papers and services under way


def _papers_under_way(m: Matter) -> list[Button]:
    found: list[Button] = []
    for d in m.drafts:
        at = m.state.drafts.get(d.pk)
        words = step_words(m, d.kind, at)
        label = f"《{labels.paper(m.law, d.kind)}》{words}"
        button = Button(label, reverse("desk:draft", args=[m.file.pk, d.pk]), "paper")
        found.insert(0, button) if _mine(m, d.kind, at) else found.append(replace(button, quiet=True))
    return [b for b in found if not b.quiet]


def _mine(m: Matter, kind: str, at: Drafted | None) -> bool:
    """Whether the next step of this paper is this officer's."""
    if at is None or at.step == "returned":
        return bool(m.seat.actor.posts & m.law.acts["draft"].who)
    if at.step == list(m.law.papers[kind]["steps"])[-1]:
        return any(m.law.acts[o.kind].issues == kind for o in m.open)
    return bool(next_step(m.law, kind, at.step, m.seat.actor, at.drafted_by.partition(":")[2]))


def step_words(m: Matter, kind: str, at: Drafted | None) -> str:
    """What a paper under way waits for."""
    if at is None:
        return _("：继续拟稿")
    if at.step == "returned":
        return _("：退回修改")
    steps = list(m.law.papers[kind]["steps"])
    if at.step == steps[-1]:
        return _("：已签发，发出")
    return _("：待核稿") if steps[steps.index(at.step) + 1] == "check" else _("：待签发")


def _services(m: Matter) -> list[Button]:
    """Papers of this office that some petitioner has no proof of yet."""
    waiting = [p for p in m.state.papers.values() if set(p.addressees) - set(p.served) and m.may_serve(p)]
    return [
        Button(
            _("送达《%(paper)s》") % {"paper": labels.paper(m.law, p.kind)},
            reverse("desk:serve", args=[m.file.pk, p.no]), "serve", bilingual(m.law.acts["serve"].words),
        )
        for p in waiting
    ]  # fmt: skip
