"""What an act of a file may leave out because only one answer is possible: its stage, its points, its paper.

A register asks its officers for all of it; a file that somebody writes by hand need not number what follows from the
acts before. Nothing is guessed: where two answers are possible the act stays as it is, and the refusal lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from .law import ActSpec, Field, Law
from .model import Act, Proceeding, Refused, State, World
from .openness import candidates, eligible, holds, why_not
from .reading import Words, suggest
from .shapes import FROM_OUTSIDE, SHAPES

LIFTED = ("petitioner", "paper", "to", "names", "points")
"""Keys of an act that may stand among its codes, too."""
BESIDE = frozenset(
    {*FROM_OUTSIDE, "told", "petition_office", "judicial", "conference", "posts", "signboard", "paper_kind"}
)


def filled(s: State, act: Act, spec: ActSpec, law: Law, world: World) -> Act:
    """The act with what follows from the file; its codes in the shape that the effects read."""
    act = _lifted(act)
    act = replace(act, codes=_bare(_listed(act), spec))
    act = _with_paper(s, act, spec)
    if spec.level == "ruling" and world.kind(act.office) == "conference":
        act = replace(
            act, office=""
        )  # its decision is recorded by who keeps its minutes, and is its own all the same
    if spec.level not in ("new", "file"):
        act = _placed(s, act, spec, law, world)
    return replace(act, codes=_by_point(act, spec))


def told_of(act: Act, spec: ActSpec) -> list[Words]:
    """What in the codes does nothing: a key that the act does not know."""
    known = {f.key for f in spec.fields} | BESIDE
    return [
        Words(
            f"“{spec.title.zh}”没有“{key}”这一项，未采用",
            f"'{act.kind}' has no code {key!r}, which was passed over{suggest(key, known)}",
        )
        for key in act.codes
        if key not in known
    ]


def misshapen(act: Act, spec: ActSpec) -> Refused | None:
    """A value that its field cannot hold; the refusal says what it can."""
    fields = {f.key: f for f in spec.fields if f.store != "words"}
    for key, value in act.codes.items():
        f = fields.get(key)
        shape = SHAPES.get(f.kind) if f else FROM_OUTSIDE.get(key)
        if shape is not None and value not in ("", None) and not _fits(shape, f, value):
            can = ", ".join(f.choices) if f and f.choices else (f.kind if f else "codes")
            return Refused(
                "code", f"“{key}”不能填 {value!r}，可以填：{can}。", f"{key!r} cannot be {value!r}; it takes: {can}.",
                spec.provision,
            )  # fmt: skip
    return None


def _fits(shape: Any, f: Field | None, value: Any) -> bool:
    if f is None:
        return bool(shape(value))
    if f.kind == "bool" and isinstance(value, bool):
        return True
    return bool(shape(f, value))


# ------------------------------------------------------------------ codes


def _lifted(act: Act) -> Act:
    """`petitioner`, `paper`, `to`, `names` and `points` have their place in the act, wherever they were written.

    A code without a value is one that was left out."""
    if None in act.codes.values():
        act = replace(act, codes={k: v for k, v in act.codes.items() if v is not None})
    own: dict[str, Any] = {
        key: act.codes[key]
        for key in LIFTED
        if key in act.codes
        and not getattr(act, key)
        and (key in ("to", "points") or _is_number(act.codes[key]))
    }
    if not own:
        return act
    if "points" in own:
        own["points"] = tuple(map(int, own["points"]))
    for key in {"petitioner", "paper", "names"} & own.keys():
        own[key] = int(own[key])
    return replace(act, **own, codes={k: v for k, v in act.codes.items() if k not in own})


def _is_number(value: Any) -> bool:
    return str(value).isascii() and str(value).isdigit()


def _listed(act: Act) -> dict[str, Any]:
    """One purpose as a list of one; two petitioners as two who speak for themselves."""
    codes = dict(act.codes)
    if isinstance(codes.get("purposes"), str):
        codes["purposes"] = [codes["purposes"]]
    people = codes.get("petitioners")
    if isinstance(people, int):
        codes["petitioners"] = [[no, "self"] for no in range(1, people + 1)]
    elif isinstance(people, list) and all(isinstance(one, str) for one in people):
        codes["petitioners"] = [[no, role] for no, role in enumerate(people, 1)]
    if isinstance(codes.get("offices"), str):
        codes["offices"] = [codes["offices"]]
    return codes


def _bare(codes: dict[str, Any], spec: ActSpec) -> dict[str, Any]:
    """`officer:li` and `li` are the same officer."""
    named = {f.key for f in spec.fields if f.kind == "officer"}
    return {
        k: v.removeprefix("officer:") if k in named and isinstance(v, str) else v for k, v in codes.items()
    }


def _by_point(act: Act, spec: ActSpec) -> dict[str, Any]:
    """One outcome for all points of the act as an outcome for each; yes and no as 1 and 0."""
    ticked = {f.key for f in spec.fields if f.kind == "bool"}
    codes = {k: int(v) if isinstance(v, bool) else v for k, v in act.codes.items()}
    codes |= {k: int(v == "yes") for k, v in codes.items() if k in ticked and v in ("yes", "no")}
    for f in spec.fields:
        value = codes.get(f.key)
        if value is None or f.key == "purposes" or f.kind not in ("per_point", "per_point_date"):
            continue
        if isinstance(value, list) and len(value) == len(act.points):
            codes[f.key] = {str(no): one for no, one in zip(act.points, value, strict=True)}
        elif not isinstance(value, Mapping | list):
            codes[f.key] = {str(no): value for no in act.points}
    return codes


# ------------------------------------------------------------------ paper, stage, points


def _with_paper(s: State, act: Act, spec: ActSpec) -> Act:
    """A paper named by its kind is the last of that kind; its stage and its only addressee follow from it.

    A request for review that names none is against the last opinion."""
    kind = act.codes.get("paper", AGAINST.get(act.kind))
    if isinstance(kind, str) and not act.paper:
        same = [q for q in s.papers.values() if q.kind == kind and act.proceeding in (0, q.proceeding)]
        theirs = [q for q in same if not act.petitioner or act.petitioner in q.addressees] or same
        codes = {k: v for k, v in act.codes.items() if k != "paper"}
        act = replace(act, paper=theirs[-1].no if theirs else 0, codes=codes)
    paper = s.papers.get(act.paper)
    if paper is None:
        return act
    if not act.proceeding and spec.level not in ("new", "file"):
        act = replace(act, proceeding=paper.proceeding)
    if not act.petitioner and len(paper.addressees) == 1:
        act = replace(act, petitioner=paper.addressees[0])
    if not act.office and spec.where == "issuer":
        act = replace(act, office=paper.office)
    return act


AGAINST = {"apply_review": "handling_opinion", "apply_re_review": "review_opinion"}


def _placed(s: State, act: Act, spec: ActSpec, law: Law, world: World) -> Act:
    asks = bool(spec.frm) or spec.pool in ("sent", "requested")
    if act.proceeding and (act.points or not asks):
        return act
    tried = [_at(s, act, spec, p, law, world) for p in s.proceedings.values() if act.proceeding in (0, p.no)]
    found = [replace(one, codes=_by_point(one, spec)) for one in tried if one is not None]
    open_now = [
        one
        for one in found
        if misshapen(one, spec) is None and why_not(s, one, spec, law, world, entry=True) is None
    ]
    going = [one for one in found if _going(s.proceedings[one.proceeding])]
    here = only(open_now) or only(_current(s, act, open_now)) or only(going) or only(found)
    if here or open_now:
        return here or act
    # Open nowhere: the refusal says why not where it was last, instead of asking for a stage that would not help.
    return found[-1] if found else _nearest(s, act, spec)


def _current(s: State, act: Act, places: list[Act]) -> list[Act]:
    """What a petitioner asks of nobody in particular goes to who deals with the matter now."""
    now = {q.proceeding for q in s.points.values()}
    return [] if act.office else [one for one in places if one.proceeding in now]


def _nearest(s: State, act: Act, spec: ActSpec) -> Act:
    """The act in the last stage where it could belong, of this office if it has one, with the points that are there."""
    fit = [p for p in s.proceedings.values() if act.proceeding in (0, p.no) and spec.fits(p.kind)]
    own = [p for p in fit if holds(s, act, spec, p) is None]
    if not fit:
        return act
    p = (own or fit)[-1]
    there = tuple(q.no for q in s.points.values() if q.proceeding == p.no)
    points = act.points or candidates(s, spec, p) or (there if spec.frm else ())
    return replace(act, proceeding=p.no, points=points)


def _going(p: Proceeding) -> bool:
    return p.review is None or p.review.stage in ("asked", "accepted")


def _at(s: State, act: Act, spec: ActSpec, p: Proceeding, law: Law, world: World) -> Act | None:
    """The act as it would be in that stage, if it could belong there."""
    if not spec.fits(p.kind):
        return None
    here = replace(act, proceeding=p.no)
    if holds(s, here, spec, p) is not None:
        return None
    if act.points:
        elsewhere = spec.frm and any(no in s.points and s.points[no].proceeding != p.no for no in act.points)
        return None if elsewhere else here
    points = candidates(s, spec, p)
    if points and spec.frm:
        points = eligible(s, replace(here, points=points), spec, p, law, world)
    if not points and (spec.frm or spec.pool == "sent"):
        return None
    return replace(here, points=points)


def only(found: Iterable[Act]) -> Act | None:
    """The one, where there is one."""
    several = list(found)
    return several[0] if len(several) == 1 else None
