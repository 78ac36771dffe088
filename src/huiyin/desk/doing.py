"""What may be done now, as buttons: one filled, the next step if there is one; the others quiet.

Which acts are open is said by the procedure. Here they are only put in order: a paper half way comes first,
then what meets the duty that is due next, then what is usual for a point, then the rest as the rulebook lists it.
The rest is never filled: that something may be done does not make it the next step.
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
    {
        "draft",
        "check",
        "sign",
        "return_draft",
        "serve",
        "serve_failed",
        "add_entry",
        "join",
        "split_off",
        "correct",
    }
)
"""Acts with pages of their own: papers, service, registering, correcting."""
PAGES: dict[str, str] = {"split_off": "desk:split_off", "add_entry": "desk:add_entry", "join": "desk:join"}
"""The pages of acts of `ELSEWHERE` that a button leads to: kind of act to the name of an address of a file."""
FIRST = ("take_from_accused", "sign_for", "judge", "name_accused", "approve_extension", "consent_return")
"""What comes before the dates: without these nothing else can go on."""
PREFERRED = {
    "31[6]": ("accept",), "31[1]": ("name_path",), "31[2]": ("name_path",), "31[3]": ("name_path",),
    "31[4]": ("name_path",), "31[5]": ("name_path",), "29": ("reply_suggestion",), "30": ("give_feedback", "transfer"),
}  # fmt: skip
FITS = {
    "enquiry": ("reply",),
    "suggestion": ("reply_suggestion", "transfer"),
    "thanks": ("keep_on_file",),
    "unclear": ("ask_supplement", "keep_on_file"),
}
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
    """Everything this officer may do now, the most pressing first, and filled where it is the next step."""
    under_way = {(d.kind, d.proceeding) for d in m.drafts}
    acts = [o for o in _here(m.open) if (m.law.acts[o.kind].issues, o.proceeding) not in under_way]
    acts = [o for o in acts if m.named or o.kind not in WHOSE]
    loud = [(_rank(m, o), _button(m, o)) for o in acts if not _quiet(m, o)]
    ranked = sorted([*_papers_under_way(m), *_services(m), *loud], key=lambda f: f[0])
    found = [button for _rank_, button in ranked]
    quiet = [replace(_button(m, o), quiet=True) for o in acts if _quiet(m, o)]
    if ranked and ranked[0][0] < ON_OCCASION:
        found[0] = replace(found[0], main=True)
    return [*found, *quiet]


OF_A_REPEAT = frozenset({"refuse_final", "file_again", "tell_repeat"})
"""What is done with a matter that was judged to be another one come again, and with no other."""


ARRIVED = frozenset({"arrived", "objected"})


def _quiet(m: Matter, o: OpenAct) -> bool:
    """Whether the act stands under "more". What was accepted long ago need no longer be signed for."""
    if o.kind == "sign_for":
        return not any(q.step in ARRIVED for q in m.state.points.values() if q.proceeding == o.proceeding)
    return m.law.acts[o.kind].quiet or (o.kind in OF_A_REPEAT and m.state.judged != "repeat")


COUNTER = frozenset({"registrar", "confidential", "petition_leader"})


def links(m: Matter) -> list[tuple[str, str]]:
    """Pages of this matter besides its acts: the petitioner in person, who may know of what is restricted."""
    found: list[tuple[str, str]] = []
    if m.named and m.seat.actor.posts & COUNTER:
        found.append((_("窗口：本人到场"), reverse("desk:counter", args=[m.file.pk])))
    if m.file.restricted and m.seat.actor.has("confidential"):
        found.append((_("指定知悉人"), reverse("desk:sights", args=[m.file.pk])))
    return found


def _here(found: Iterable[OpenAct]) -> list[OpenAct]:
    return [o for o in found if o.kind not in ELSEWHERE or o.kind in PAGES]


WHOSE = frozenset({"add_entry", "join"})
"""Acts for which one must be able to know whose matter it is."""


def act_url(file_id: int, kind: str, proceeding: int = 0, points: Iterable[int] = ()) -> str:
    """The form of an act, with its place in the file."""
    query = {"proceeding": proceeding, "points": ",".join(map(str, points))}
    kept = {k: v for k, v in query.items() if v}
    return f"{reverse('desk:act', args=[file_id, kind])}{'?' + urlencode(kept) if kept else ''}"


def _button(m: Matter, o: OpenAct) -> Button:
    spec = m.law.acts[o.kind]
    label = bilingual(spec.title)
    if sum(x.kind == o.kind for x in m.open) > 1 and o.proceeding:
        label = labels.pair(label, m.stage(o.proceeding))
    href = act_url(m.file.pk, o.kind, o.proceeding, o.points)
    if o.kind in PAGES:
        href = reverse(PAGES[o.kind], args=[m.file.pk])
    return Button(label, href, o.kind, bilingual(spec.words))


Rank = tuple[int, date, int, int]
"""Group, the day of the duty it meets, how usual it is, the order of the rulebook."""
DATED, UNDATED = len(FIRST) + 1, len(FIRST) + 3
ON_OCCASION: Rank = (UNDATED, LAST_DAY, 2, 0)
"""From here on: acts that meet no duty and that no point asks for, such as finding a child in danger."""


def _rank(m: Matter, o: OpenAct) -> Rank:
    """First what everything waits for, then by the day of the duty that the act meets."""
    spec = m.law.acts[o.kind]
    if o.kind in FIRST and not (o.kind == "name_accused" and m.state.accused_known):
        return (FIRST.index(o.kind), LAST_DAY, 0, 0)
    order = list(m.law.acts).index(o.kind)
    if o.kind == "screen":
        unscreened = any(not m.state.points[no].path for no in o.points)
        return (DATED - 1 if unscreened else UNDATED, LAST_DAY, 0, order)
    if o.kind == _next_of_review(m, o.proceeding):
        return (DATED, _due(m, OF_REVIEW, o.proceeding) or LAST_DAY, 0, order)
    due = _due(m, spec.meets, o.proceeding)
    return (DATED if due else UNDATED, due or LAST_DAY, 1 if _fits(m, o) else 2, order)


OF_REVIEW = ("review", "re-review")
"""Duties that every step of a review goes towards."""


def _next_of_review(m: Matter, proceeding: int) -> str:
    """The step that a review under way stands before: two persons, their inquiry, the committee."""
    p = m.state.proceedings.get(proceeding)
    if p is None or p.review is None or p.review.stage != "accepted":
        return ""
    if not p.review.investigators:
        return "name_investigators"
    if not p.review.investigated:
        return "investigate_review"
    return "" if p.review.resolved else "hold_session"


def _due(m: Matter, meets: Iterable[str], proceeding: int) -> date | None:
    days = [
        d.due or date.min
        for d in m.state.live
        if d.kind == "duty"
        and d.rule in meets
        and d.proceeding == proceeding
        and d.office == m.seat.actor.office
    ]
    return min(days, default=None)


def _fits(m: Matter, o: OpenAct) -> bool:
    """Whether the act is the usual one for the path or purpose of one of its points."""
    for no in o.points:
        point = m.state.points[no]
        usual = (
            PREFERRED.get(point.path)
            if point.step != "registered"
            else FITS.get(point.purpose, ("transfer",))
        )
        if o.kind in (usual or ()):
            return True
    return False


# ------------------------------------------------------------------ papers and services under way


def _papers_under_way(m: Matter) -> list[tuple[Rank, Button]]:
    """Papers whose next step is this officer's, by the day of the duty that sending them meets."""
    found: list[tuple[Rank, Button]] = []
    for d in m.drafts:
        at = m.state.drafts.get(d.pk)
        if _mine(m, d.kind, at):
            label = labels.pair(labels.paper(m.law, d.kind), step_words(m, d.kind, at))
            meets = {rule for spec in m.law.acts.values() if spec.issues == d.kind for rule in spec.meets}
            rank = (DATED, _due(m, meets, d.proceeding) or LAST_DAY, 0, 0)
            found.append((rank, Button(label, reverse("desk:draft", args=[m.file.pk, d.pk]), "paper")))
    return found


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
        return _("继续拟稿")
    if at.step == "returned":
        return _("退回修改")
    steps = list(m.law.papers[kind]["steps"])
    if at.step == steps[-1]:
        return _("已签发，发出")
    return _("待核稿") if steps[steps.index(at.step) + 1] == "check" else _("待签发")


def _services(m: Matter) -> list[tuple[Rank, Button]]:
    """Papers that some petitioner has no proof of yet, where this officer may give it."""
    due = {d.paper: d.due for d in m.state.live if d.rule == "serve"}
    waiting = [p for p in m.state.papers.values() if set(p.addressees) - set(p.served) and m.may_serve(p)]
    return [
        (
            (DATED, due.get(p.no) or LAST_DAY, 1, p.no),
            Button(
                _("送达《%(paper)s》") % {"paper": labels.paper(m.law, p.kind)},
                reverse("desk:serve", args=[m.file.pk, p.no]), "serve", bilingual(m.law.acts["serve"].words),
            ),
        )
        for p in waiting
    ]  # fmt: skip
