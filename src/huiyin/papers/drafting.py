"""From a file to a paper: a draft with its computed values, its rendering, and the act that issues it.

A draft is started for the act that will issue it (`intended`), written, rendered and stored with the digest
of what was rendered and the list of what is missing. Drafting, checking and signing are acts of the register;
`issue_wish` builds the issuing act from the draft, so that the act says what the paper says.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.offices import selectors
from huiyin.offices.actor import Actor
from huiyin.offices.models import Signboard
from huiyin.papers import values, values_acts, values_conduct, values_counting, values_limits, values_review
from huiyin.papers.blocks import Document, document_of
from huiyin.papers.compose import compose, self_ref
from huiyin.papers.content import missing
from huiyin.papers.facts import EACH, HANDS, VALUES, Facts, hands, officer_name, person_name
from huiyin.papers.kinds import Kind, kind
from huiyin.papers.prefilling import prefilled, prefilled_point
from huiyin.papers.render import SHIPPED, FontSet, Head, Rendered, render, to_pdf
from huiyin.register import models
from huiyin.register.access import visible_to
from huiyin.register.law import current
from huiyin.register.lines import joined, line, numbers, state
from huiyin.register.record import Recorded, Wish, record
from huiyin.register.standing import may
from huiyin.register.vault import content_digest
from huiyin.statute.authority import respondent
from huiyin.statute.model import Refused, State

NAMED_AT_MOST = 3
VALUE_MODULES = (values, values_acts, values_conduct, values_counting, values_limits, values_review)
"""Importing them enters their functions into `VALUES`."""


def fonts() -> FontSet:
    """The office's own fonts, if the settings name a directory."""
    directory = getattr(settings, "HUIYIN_FONT_DIR", None)
    return FontSet(directory=directory) if directory else SHIPPED


def facts(
    file: models.File, key: str, proceeding: int, points: tuple[int, ...], *, on: date, by: Actor,
    intended: Mapping[str, Any] | None = None, words: Mapping[str, Any] | None = None, s: State | None = None,
) -> Facts:  # fmt: skip
    """What the computed values of a paper are read off."""
    s = s or state(file)
    p = s.proceedings[proceeding]
    return Facts(
        file=file, state=s, law=current(file.place), kind=key, office=by.office or p.office, proceeding=p,
        points=points or _its_points(s, proceeding),
        on=on, by=by, intended=dict(intended or {}), words=dict(words or {}),
    )  # fmt: skip


def _its_points(s: State, proceeding: int) -> tuple[int, ...]:
    """The points of a proceeding: those asked about where it is a review, else those that are with it, else all."""
    review = s.proceedings[proceeding].review
    if review is not None:
        return review.points
    return tuple(no for no, q in s.points.items() if q.proceeding == proceeding) or tuple(s.points)


def addressee(f: Facts, spec: Kind) -> tuple[str, str]:
    """As printed before the colon, and how the text speaks to them."""
    if spec.to == "office":
        reviewed = respondent(f.state, f.proceeding) if f.proceeding.review else ""
        code = str(f.intended.get("to") or f.proceeding.sender or reviewed)
        return f.office_name(code) if code else "", "office"
    if f.hidden:
        return _("信访人（登记编号%(number)s，应本人要求不提供姓名）") % {"number": f.entry.number}, "one"
    names = [person_name(r) for r in f.named]
    if len(names) > 1 or (f.entry.heads > 1 and not spec.to_untold and not f.alone):
        return _several(f, names), "many"
    if f.named and f.named[0].petitioner.kind == "organisation":
        return names[0], "organisation"
    return (_with_guardian(f, f.named[0], names[0]) if names else ""), "one"


def _with_guardian(f: Facts, role: models.Role, name: str) -> str:
    """Who has a guardian is written to together with him, once the guardian's authority is confirmed (民法典 23)."""
    guardian = next((r for r in f.roles if r.role == "guardian" and r.principal_id == role.pk), None)
    if guardian is None or not may(guardian, f.state, "receive"):
        return name
    return f"{name}（监护人{person_name(guardian)}）"


def _several(f: Facts, names: list[str]) -> str:
    """Few by name; else the first of so many representatives (at most five, R22 20(3)) or of so many people."""
    speaking = any(r.role == "representative" for r in f.named)
    if len(names) <= NAMED_AT_MOST and (speaking or len(names) >= f.entry.heads):
        return "、".join(names)
    return (
        f"{names[0]}等{len(names)}名代表" if speaking else f"{names[0]}等{max(len(names), f.entry.heads)}人"
    )


def computed_content(f: Facts, spec: Kind, written: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The content of a paper: computed values, the points with their requests, and what people wrote so far."""
    written = written or {}
    to, addressed = addressee(f, spec)
    requests = {no: f.said(text or "") for no, text in f.file.points.values_list("no", "request")}
    kept = {p.get("no"): p for p in written.get("points", [])}
    each = {p.key for p in spec.parts if p.per_point}
    points = []
    for no in f.points:
        point = {"no": no, "words": requests.get(no, "")}
        point |= {k: v for k, v in kept.get(no, {}).items() if (k in each and k not in EACH) or k == "words"}
        point |= {k: v for k in each & EACH.keys() if (v := EACH[k](f, no)) is not None}
        points.append(point)
    computed = {}
    for part in spec.parts:
        if part.computed and not part.per_point and part.key in VALUES:
            found = VALUES[part.key](f)
            if found is not None:
                computed[part.key] = found
    content: dict[str, Any] = {"addressee": to, "addressed": addressed, "computed": computed}
    if any(p.kind == "points" for p in spec.parts) or each:
        content["points"] = points
    content["parts"] = dict(written.get("parts", {}))
    for extra in ("attachments", "copies"):
        if written.get(extra):
            content[extra] = list(written[extra])
    return content


# ------------------------------------------------------------------ drafts


def start(
    file: models.File, key: str, proceeding: int, points: tuple[int, ...], *, by: Actor, now: datetime, on: date | None = None,
    intended: Mapping[str, Any] | None = None, words: Mapping[str, Any] | None = None, signboard: int | None = None,
) -> models.Draft:  # fmt: skip
    """A new draft for the act that will issue the paper on `on` with the codes `intended` (and `to`)."""
    spec = kind(key)
    f = facts(file, key, proceeding, points, on=on or now.date(), by=by, intended=intended, words=words)
    board = _signboard(f.office, f.on, signboard)
    content = computed_content(f, spec)
    content["parts"] |= prefilled(f, spec)
    for point in content.get("points", ()):
        point |= prefilled_point(f, spec, point["no"])
    if words:
        content["parts"] |= {p.key: words[p.key] for p in spec.written if p.key in words and not p.per_point}
    return models.Draft.objects.create(
        file=file, proceeding=proceeding, kind=key, office_id=f.office, signboard=board, on=f.on, points=joined(points),
        intended=dict(intended or {}), content={**content, "_words": dict(words or {})}, written_by=by.ref, updated_at=now,
    )  # fmt: skip


def _signboard(office: str, on: date, wanted: int | None) -> Signboard:
    boards = {b.pk: b for b in selectors.signboards(office, on)}
    return boards[wanted] if wanted in boards else selectors.signboard(office, on)


def get(by: Actor, file_id: int, draft_id: int) -> models.Draft:
    """A draft of a file that this actor may see; 404 else."""
    from django.http import Http404

    file = visible_to(by).filter(pk=file_id).first()
    draft = (
        models.Draft.objects.filter(file=file, pk=draft_id)
        .select_related("file__matter", "signboard")
        .first()
    )
    if file is None or draft is None or (by.kind == "officer" and draft.office_id != by.office):
        raise Http404
    return draft


def save(draft: models.Draft, written: Mapping[str, Any], *, by: Actor, now: datetime, on: date | None = None,
         intended: Mapping[str, Any] | None = None) -> models.Draft:  # fmt: skip
    """Store what was written, compute the rest anew, render, and note what is missing.

    `written` is {"parts": {...}, "points": [{"no": 1, part: value}], "attachments": [...], "copies": [...]}.
    """
    if draft.issued:
        raise Refused(
            "issued", "文书已经签发，不能再改。", "The paper has been issued; it cannot be changed."
        )
    spec = kind(draft.kind)
    words = (draft.content or {}).get("_words", {})
    draft.on = on or draft.on
    draft.intended = {**draft.intended, **(intended or {}), **_intended_by(spec, written)}
    f = facts(draft.file, draft.kind, draft.proceeding, numbers(draft.points), on=draft.on, by=by,
              intended=draft.intended, words=words)  # fmt: skip
    content = computed_content(f, spec, written)
    _render(draft, content)
    draft.content = {**content, "_words": words}
    draft.updated_at, draft.written_by = now, by.ref
    draft.save()
    return draft


def _intended_by(spec: Kind, written: Mapping[str, Any]) -> dict[str, Any]:
    """What the written parts say that the issuing act must say too: outcomes, days of execution, adoption."""
    points = written.get("points", [])
    if spec.key == "suggestion_reply":
        return {"adoption": {str(p["no"]): p["adoption"] for p in points if p.get("adoption")}}
    if spec.key not in OPINIONS:
        return {}
    granted = OPINIONS[spec.key]
    outcome = {str(p["no"]): p["outcome"] for p in points if p.get("outcome")}
    days = {
        str(p["no"]): str(p["execution_by"])
        for p in points
        if p.get("execution_by") and p.get(granted) == "support"
    }
    changed = {
        str(p["no"]): p["changed"] for p in points if p.get("changed") and p.get("outcome") == "change"
    }
    return {"outcome": outcome, "execution": days} | ({"changed": changed} if granted == "changed" else {})


OPINIONS = {"handling_opinion": "outcome", "review_opinion": "changed", "re_review_opinion": "changed"}
"""Papers that say the outcome of each point, and by which of their parts one is supported."""


def _render(draft: models.Draft, content: dict[str, Any]) -> Rendered:
    found = missing(draft.kind, content)
    rendered = render(
        draft.kind,
        content,
        head=head(draft.signboard, draft.office_id),
        number=None,
        on=draft.on,
        draft=True,
        fonts=fonts(),
    )
    draft.digest, draft.pages = content_digest(content), rendered.pages
    draft.missing = [[m.zh, m.en] for m in found]
    draft.rendered_at = draft.updated_at
    return rendered


def head(board: Signboard | None, office: str) -> Head:
    """The mark and seal under which a paper goes out."""
    name = board.name if board else selectors.office(office).name
    return Head(name=name, seal_text=(board.seal_text if board else "") or name, self_ref=self_ref(name))


def plain(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content without what is kept beside it."""
    return {k: v for k, v in content.items() if not k.startswith("_")}


def content_of(draft: models.Draft, before: int | None = None) -> dict[str, Any]:
    """The content of a draft.

    A paper that was loaded in bulk holds only what people wrote: its values are read off the file as it stood
    before the act that issued it.
    """
    content = plain(draft.content)
    if "computed" in content:
        return content
    acts = [a for a in line(draft.file_id) if before is None or a.seq < before]
    who = officer_name(f"officer:{draft.written_by}")
    by = Actor("officer", draft.written_by, office=draft.office_id, name=who)
    f = facts(
        draft.file, draft.kind, draft.proceeding, numbers(draft.points), on=draft.on, by=by, intended=draft.intended,
        words=draft.content.get("_words"), s=state(draft.file, acts),
    )  # fmt: skip
    return computed_content(f, kind(draft.kind), content)


def preview(draft: models.Draft) -> Rendered:
    """The draft as it would print, marked as a draft."""
    return render(
        draft.kind, content_of(draft), head=head(draft.signboard, draft.office_id), number=None, on=draft.on, draft=True,
        fonts=fonts(),
    )  # fmt: skip


# ------------------------------------------------------------------ acts on drafts


def record_draft(draft: models.Draft, *, by: Actor, now: datetime, seen: int) -> Recorded:
    """The act `draft`: this content is what will be checked and signed."""
    wish = Wish(
        "draft", now.date(), proceeding=draft.proceeding, codes={"paper_kind": draft.kind, "draft": draft.pk}
    )
    return record(draft.file_id, wish, by=by, now=now, seen=seen)


def record_step(
    draft: models.Draft,
    step: str,
    *,
    by: Actor,
    now: datetime,
    seen: int,
    words: Mapping[str, Any] | None = None,
) -> Recorded:
    """The act `check`, `sign` or `return_draft` on what the actor has before him."""
    codes = {"draft": draft.pk} | ({"digest": draft.digest} if step != "return_draft" else {})
    wish = Wish(step, now.date(), proceeding=draft.proceeding, codes=codes, words=words)
    return record(draft.file_id, wish, by=by, now=now, seen=seen)


def issue_wish(draft: models.Draft, act: str, key: str | None = None) -> Wish:
    """The act that issues this draft, saying what the paper says."""
    intended = dict(draft.intended)
    words = (draft.content or {}).get("_words", {})
    return Wish(
        act, draft.on, proceeding=draft.proceeding, points=numbers(draft.points), to=str(intended.pop("to", "")),
        petitioner=int(intended.pop("petitioner", 0)), codes={**intended, "draft": draft.pk}, words=words, key=key,
    )  # fmt: skip


# ------------------------------------------------------------------ issued papers


def render_issued(paper_id: int, *, now: datetime) -> models.PaperPrint:
    """Render an issued paper once and keep its bytes with template and fonts. Asked again, it gives the same."""
    with transaction.atomic():
        paper = models.Paper.objects.select_related("file__matter", "draft__signboard", "act").get(
            pk=paper_id
        )
        # Not the paper itself: who locks a row must be able to change it, and nobody who serves can (house rule 4).
        models.File.objects.select_for_update().get(pk=paper.file_id)
        kept = models.PaperPrint.objects.filter(paper=paper).first()
        if kept:
            return kept
        content = content_of(paper.draft, paper.act.seq) if paper.draft else machine_content(paper)
        if paper.draft:
            content["computed"] |= _signed(paper)
        board = paper.draft.signboard if paper.draft else None
        document = compose(
            paper.kind, content, head=head(board, paper.office_id), number=paper.number, on=paper.on, draft=False,
            extra_fonts=fonts().directory,
        )  # fmt: skip
        done = to_pdf(document, paper.on, fonts())
        printed = {**content, "_document": asdict(document)}
        row = models.PaperPrint.objects.create(
            paper=paper, sha256=done.sha256, size=len(done.pdf), pages=done.pages, template=done.template, fonts=done.fonts,
            rendered_at=now,
        )  # fmt: skip
        models.PaperBytes.objects.create(print=row, pdf=base64.b64encode(done.pdf).decode(), content=printed)
        return row


def _signed(paper: models.Paper) -> dict[str, Any]:
    """Whose hands it went through: all of them on an inner sheet, who signed in the head of a report."""
    computed = {part.key for part in kind(paper.kind).parts if part.computed}
    if not computed & {"signatures", "signer_name"}:
        return {}
    through = hands(paper.file, state(paper.file), paper.draft_id)
    signer = next((h["name"] for h in reversed(through) if h["label"] == HANDS["sign"]), "")
    return {k: v for k, v in {"signatures": through, "signer_name": signer}.items() if k in computed}


def machine_content(paper: models.Paper) -> dict[str, Any]:
    """The content of a paper that the machine writes: a receipt, a record of what an act says."""
    s = state(paper.file)
    p = s.papers[paper.no]
    proceeding = p.proceeding or 1
    by = Actor("machine", "papers", office=paper.office_id, name="")
    said = models.Words.objects.filter(act=paper.act_id).first()
    f = facts(paper.file, paper.kind, proceeding, p.points, on=paper.on, by=by, s=s, intended=paper.act.codes,
              words=(said.said or {}) if said else {})  # fmt: skip
    return computed_content(f, kind(paper.kind))


def issued_pdf(paper: models.Paper, *, now: datetime) -> bytes:
    """The bytes of an issued paper as kept; rendered now if the worker has not come to it yet."""
    row = render_issued(paper.pk, now=now)
    return base64.b64decode(row.bytes.pdf)


def issued_document(paper: models.Paper, *, now: datetime) -> Document:
    """The document of an issued paper, word for word as its bytes were made: for its page on small screens.

    A print from before documents were kept is composed of its content.
    """
    kept: dict[str, Any] = render_issued(paper.pk, now=now).bytes.content
    if "_document" in kept:
        return document_of(kept["_document"])
    board = paper.draft.signboard if paper.draft else None
    return compose(
        paper.kind, kept, head=head(board, paper.office_id), number=paper.number, on=paper.on, draft=False,
        extra_fonts=fonts().directory,
    )  # fmt: skip
