"""Who may do an act: by kind of actor, post, and where the office stands in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .accused import dispatching
from .law import ActSpec
from .model import Act, Proceeding, Refused, State

CONFIDENTIAL = "confidential"
STANDS_FOR = frozenset({"registrar", "dispatcher", "handler", "section", "archivist"})
"""On a restricted matter the named officer does the work of these posts himself."""


@dataclass(frozen=True, slots=True)
class Doer:
    """Who wants to act: `kind` is officer, petitioner or machine."""

    kind: str
    ref: str
    office: str = ""
    posts: frozenset[str] = frozenset()


def authority(s: State, act: Act, spec: ActSpec, doer: Doer) -> Refused | None:
    """Whether this actor may do this act in this file."""
    if doer.kind != "officer":
        return None if doer.kind in spec.who else _not_yours(spec)
    posts = doer.posts
    if s.restricted:  # a registrar may take in what only the named officer will see from then on
        if CONFIDENTIAL not in posts:
            return _not_yours(spec)
        posts = posts | STANDS_FOR
    if not posts & spec.who:
        return _not_yours(spec)
    recused = stands_back(s, doer.ref)
    if recused:
        return recused
    p = s.proceedings.get(act.proceeding)
    return None if _stands_right(s, act, spec, doer.office, p) else _not_for(doer.office, spec)


def not_theirs(s: State, act: Act, spec: ActSpec) -> Refused | None:
    """Whether the office that an act names is one that may do it, where nobody asks for the officer's post.

    Who holds a proceeding is asked of every act (see `openness.holds`); this is the rest."""
    if not act.office or not s.acts or spec.where not in ("issuer", "sighted", "same_office"):
        return None
    p = s.proceedings.get(act.proceeding)
    return None if _stands_right(s, act, spec, act.office, p) else _not_for(act.office, spec)


def _not_for(office: str, spec: ActSpec) -> Refused:
    return Refused(
        "office",
        f"“{spec.title.zh}”不由{office}办理。",
        f"'{spec.title.en}' is not for {office} to do.",
        spec.provision,
    )


def stands_back(s: State, ref: str) -> Refused | None:
    """R22 28(3): whose recusal was decided does nothing more in the file."""
    if ref.removeprefix("officer:") not in s.conduct.barred:
        return None
    return Refused(
        "recused", "你在本事项中应当回避，不再参与办理。", "You stand back from this matter and take no part in it.", "R22 28(3)"
    )  # fmt: skip


def _stands_right(s: State, act: Act, spec: ActSpec, office: str, p: Proceeding | None) -> bool:
    if spec.where in IN_PROCEEDING:
        return p is not None and office in rightful(s, p, spec.where)
    if spec.where == "issuer":
        paper = s.papers.get(act.paper)
        if paper is None or office in (paper.office, s.heirs.get(paper.office)):
            return True
        # A handling office that may not know the name cannot serve: the office that sent it there does.
        # So does the one that took the matter from an office accused.
        held = s.proceedings.get(paper.proceeding)
        instead = (held.kept_by, held.sender if s.withheld else "") if held else ()
        return bool(office) and office in instead
    if spec.where == "sighted":
        return office in s.handlers
    if spec.where == "same_office":
        first = s.acts[0].office or s.acts[0].to if s.acts else ""
        own = {office} | {code for code, heir in s.heirs.items() if heir == office}
        return any(a.seq == act.names and a.office in own for a in s.acts) or first in own
    return True


IN_PROCEEDING = frozenset({"holder", "sender", "respondent", "dispatching", "helper"})
"""Where an office stands in one proceeding."""


def rightful(s: State, p: Proceeding, where: str) -> Iterable[str]:
    """The offices that stand there in this proceeding."""
    if where == "dispatching":
        return {q.keeper for q in dispatching(s, p)}
    if where == "helper":
        return s.conduct.helping.get(p.no, ())
    if where == "respondent":  # who gave the opinion answers for it, unless the file was taken from it
        return (s.proceedings[p.parent].keeper,) if p.parent else ()
    return (p.keeper,) if where == "holder" else (p.sender,)


def respondent(s: State, p: Proceeding) -> str:
    """The office whose opinion a review looks at again."""
    return s.proceedings[p.parent].office if p.parent else ""


def reviewed_line(s: State, p: Proceeding | None) -> list[Proceeding]:
    """The proceedings whose opinion is reviewed: the handling (and the one that it redid), for a re-review the review."""
    found = []
    while p is not None and (p.review is not None or p.how == "redo"):
        p = s.proceedings[p.parent]
        found.append(p)
    return found


def reviewed_offices(s: State, p: Proceeding) -> set[str]:
    """The office whose opinion is reviewed, and those whose opinions that one goes back to (R22 28(3))."""
    return {q.office for q in reviewed_line(s, p)} | {respondent(s, p)}


def _not_yours(spec: ActSpec) -> Refused:
    who = "、".join(sorted(spec.who))
    refused = Refused(
        "post",
        f"“{spec.title.zh}”由下列岗位办理：{who}。",
        f"'{spec.title.en}' is for: {', '.join(sorted(spec.who))}.",
        spec.provision,
    )
    refused.posts = spec.who
    return refused
