"""What an officer need not type: values that the register has already, put into the form to be looked at and changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiyin.desk import proposals
from huiyin.desk.actform import ActForm
from huiyin.offices import selectors
from huiyin.register.models import File
from huiyin.register.repeating import known_of
from huiyin.statute.authority import reviewed_offices
from huiyin.statute.guards_review import reviewable


def presets(form: ActForm, asked: Mapping[str, str]) -> dict[str, Any]:
    """Values by field: what the address of the page asks for, over what is known of this act in this matter."""
    wanted = {k: v for k in ASKED if (v := asked.get(k))}
    return {
        **proposals.presets(form),
        **_of_review(form, wanted),
        **_of_session(form),
        **_of_linked(form),
        **_of_recusal(form),
        **_of_final(form),
        **wanted,
    }


ASKED = ("points", "to", "petitioner", "paper")
"""What a link may choose beforehand."""
PICKED = ("result", "linked")
"""What a link beside the form chooses; it goes before what was typed and kept."""
OPINIONS = {"apply_review": "handling_opinion", "apply_re_review": "review_opinion"}


def chosen(asked: Mapping[str, str]) -> dict[str, str]:
    """Values that were picked beside the form."""
    return {k: v for k in PICKED if (v := asked.get(k))}


def _of_review(form: ActForm, wanted: Mapping[str, str]) -> dict[str, Any]:
    """The opinion and its points, where only one can be asked about, or only one by whoever is here."""
    kind = OPINIONS.get(form.spec.key)
    if kind is None:
        return {}
    found = {
        (who, no): points
        for (who, no), points in reviewable(form.m.state, kind).items()
        if wanted.get("petitioner", str(who)) == str(who) and wanted.get("paper", str(no)) == str(no)
    }
    known: dict[str, Any] = {}
    if len({who for who, _no in found}) == 1:
        known["petitioner"] = str(next(iter(found))[0])
    if len({no for _who, no in found}) == 1:
        paper = next(iter(found))[1]
        known["paper"] = str(paper)
        organs = selectors.reviewers(form.m.state.papers[paper].office, form.m.seat.today)
        if len(organs) == 1:
            known["to"] = organs[0].code
    if len(found) == 1:
        known["points"] = ",".join(map(str, next(iter(found.values()))))
    return known


def _of_session(form: ActForm) -> dict[str, Any]:
    """How many seats the committee has, and how many of them are of offices whose opinion is reviewed."""
    if form.spec.effect != "hold_session":
        return {}
    p = form.m.state.proceedings.get(form.proceeding)
    seats = selectors.seats(p.office, form.m.seat.today) if p else []
    if p is None or not seats:
        return {}
    reviewed = reviewed_offices(form.m.state, p)
    back = [s for s in seats if s.member_office and s.member_office.code in reviewed]
    return {"members": str(len(seats)), "recused": str(len(back))}


def _of_final(form: ActForm) -> dict[str, Any]:
    """Who went through re-review and with which points, where it is one; which point alone can be renewed."""
    if form.spec.effect not in ("tell_final", "renew_point"):
        return {}
    final = form.m.state.final
    people = {who for who, _no in final}
    known: dict[str, Any] = {"points": ",".join(str(no) for no in sorted({no for _who, no in final}))}
    return known | ({"petitioner": str(people.pop())} if len(people) == 1 else {})


def _of_recusal(form: ActForm) -> dict[str, Any]:
    """Whom the last request names."""
    if form.spec.key != "decide_recusal":
        return {}
    asked = [a for a in form.m.state.acts if a.kind == "ask_recusal" and a.proceeding == form.proceeding]
    declared = [
        a for a in form.m.state.acts if a.kind == "declare_interest" and a.proceeding == form.proceeding
    ]
    last = max([*asked, *declared], key=lambda a: a.seq, default=None)
    if last is None:
        return {}
    who = str(last.codes.get("officer") or "") if last in asked else last.by.partition(":")[2]
    return {"officer": who} if who else {}


def _of_linked(form: ActForm) -> dict[str, Any]:
    """The matter that this one was judged to repeat, and the days that the register has of it."""
    if not any(f.key == "linked" and f.kind == "id" for f in form.spec.fields):
        return {}
    other = File.objects.filter(pk=form.m.state.linked).first() if form.m.state.linked else None
    if other is None or form.file_id(other.number) is None:
        return {}
    keys = {f.key for f in form.spec.fields}
    return {k: v for k, v in {"linked": other.number, **known_of(other)}.items() if k in keys}
