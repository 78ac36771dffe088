"""A paper on its way: written, checked, signed, sent out, on one page with the paper beside it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.desk import labels, outcome, reviews
from huiyin.desk.files import entry_view
from huiyin.desk.gate import Seat, at_desk, page
from huiyin.desk.issued import html, pdf
from huiyin.desk.matter import Matter, again, matter
from huiyin.desk.waiting import next_step
from huiyin.desk.writing import Writing
from huiyin.offices import selectors
from huiyin.offices.models import Officer
from huiyin.papers import drafting
from huiyin.papers.content import ContentError
from huiyin.papers.html import to_html
from huiyin.papers.word import to_docx
from huiyin.register.record import Recorded, record
from huiyin.statute.model import Draft as Drafted
from huiyin.statute.model import Refused
from huiyin.web.fields import Bound
from huiyin.web.parts import Refusal
from huiyin.web.words import bilingual

WRONG = 422
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Stand:
    """How far the paper is, and what this officer may do with it."""

    at: Drafted | None
    steps: tuple[str, ...]
    done: int
    """How many of the steps are behind it."""
    may_write: bool
    next: str
    """check or sign, where it is this officer's."""
    issues: str
    """The act that sends it out, where it is signed and this officer's."""
    changed: bool
    """Whether the text was changed after it was handed in."""


def open_draft(seat: Seat, file_id: int, draft_id: int) -> Writing:
    """A draft of a matter that this officer may see; 404 else."""
    m = matter(seat, file_id, "draft")
    return Writing(m, drafting.get(seat.actor, file_id, draft_id))


def stand(w: Writing) -> Stand:
    """Read off the line of acts."""
    m, d = w.m, w.draft
    at = m.state.drafts.get(d.pk)
    steps = tuple(m.law.papers[d.kind]["steps"])
    done = steps.index(at.step) + 1 if at and at.step in steps else len(steps) if d.issued else 0
    actor = m.seat.actor
    following = next_step(m.law, d.kind, at.step, actor, at.drafted_by.partition(":")[2]) if at else ""
    changed = bool(at and at.digest != d.digest and not d.issued)
    ready = done == len(steps) and not d.issued and not changed
    issuing = [o.kind for o in m.open if m.law.acts[o.kind].issues == d.kind and o.proceeding == d.proceeding]
    return Stand(
        at, steps, done, bool(actor.posts & m.law.acts["draft"].who) and not d.issued, "" if changed else following,
        issuing[0] if ready and issuing else "", changed,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def draft(request: HttpRequest, seat: Seat, file_id: int, draft_id: int) -> HttpResponse:
    """The page of a paper on its way."""
    w = open_draft(seat, file_id, draft_id)
    if w.draft.issued:
        return redirect("desk:file", file_id)
    if request.method != "POST":
        return _page(request, w)
    do = _DOES.get(request.POST.get("do", ""))
    if do is None:
        raise Http404
    return do(request, w)


# ------------------------------------------------------------------ what may be done


def _save(request: HttpRequest, w: Writing) -> HttpResponse:
    bound, refused = _stored(request, w)
    if refused or not bound.ok:
        return _page(request, w, bound=bound, refused=refused, status=WRONG)
    messages.success(request, _("草稿已保存，右边是按打印样子的预览。"))
    return redirect("desk:draft", w.m.file.pk, w.draft.pk)


def _stored(request: HttpRequest, w: Writing) -> tuple[Bound, Refusal | None]:
    """What was typed, stored and rendered; or why not."""
    bound = w.read(request.POST)
    if not bound.ok:
        return bound, None
    try:
        drafting.save(w.draft, w.written(bound.values), by=w.m.seat.actor, now=w.m.seat.now)
    except Refused as refused:
        return bound, outcome.refusal(w.m, refused, w.m.file.last_seq)
    except ContentError as error:
        return bound, Refusal(str(error), kept=_("您填写的内容都在下面。"))
    return bound, None


def _hand_in(request: HttpRequest, w: Writing) -> HttpResponse:
    """Store, render, and record that this text is what is to be checked and signed."""
    bound, refused = _stored(request, w)
    if refused or not bound.ok:
        return _page(request, w, bound=bound, refused=refused, status=WRONG)
    at = w.m.state.drafts.get(w.draft.pk)
    if at and (at.step, at.digest) == (
        "draft",
        w.draft.digest,
    ):  # pressed twice: this text is handed in already
        return redirect("desk:draft", w.m.file.pk, w.draft.pk)
    seen = _seen(request, w.m)
    return _recorded(
        request, w, lambda: drafting.record_draft(w.draft, by=w.m.seat.actor, now=w.m.seat.now, seen=seen)
    )


def _check(request: HttpRequest, w: Writing) -> HttpResponse:
    return _step(request, w, "check")


def _sign(request: HttpRequest, w: Writing) -> HttpResponse:
    return _step(request, w, "sign")


def _return(request: HttpRequest, w: Writing) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()
    if not reason:
        wrong = Refusal(_("退回要写明修改意见，还没有退回。"), todo=_("在“退回修改”里写明要改什么。"))
        return _page(request, w, refused=wrong, status=WRONG)
    return _step(request, w, "return_draft", {"reason": reason[:1000]})


def _step(request: HttpRequest, w: Writing, step: str, words: dict[str, str] | None = None) -> HttpResponse:
    if request.POST.get("digest", "") != w.draft.digest:
        changed = Refusal(
            _("您看过以后文书又改动过，还没有记录。"), todo=_("请看过下面的新内容，再核稿或者签发。")
        )
        return _page(request, w, refused=changed, status=WRONG)
    seen, seat = _seen(request, w.m), w.m.seat
    return _recorded(
        request,
        w,
        lambda: drafting.record_step(w.draft, step, by=seat.actor, now=seat.now, seen=seen, words=words),
    )


def _issue(request: HttpRequest, w: Writing) -> HttpResponse:
    act = stand(w).issues or request.POST.get("act", "")
    if act not in w.m.law.acts:
        raise Http404
    seen, seat = _seen(request, w.m), w.m.seat
    wish = drafting.issue_wish(w.draft, act, request.POST.get("key", "")[:64] or None)
    return _recorded(
        request, w, lambda: record(w.m.file.pk, wish, by=seat.actor, now=seat.now, seen=seen), onward=True
    )


def _recorded(
    request: HttpRequest, w: Writing, do: Callable[[], Recorded], onward: bool = False
) -> HttpResponse:
    """Record, and say what follows; or show the page with the reason."""
    try:
        done = do()
    except Refused as refused:
        fresh = Writing(again(w.m.seat, w.m.file.pk), w.draft)
        return _page(
            request, fresh, refused=outcome.refusal(fresh.m, refused, _seen(request, w.m)), status=WRONG
        )
    for line in outcome.sentences(done, w.m.law):
        messages.success(request, line)
    if onward:
        return redirect("desk:file", w.m.file.pk)
    return redirect("desk:draft", w.m.file.pk, w.draft.pk)


def _discard(request: HttpRequest, w: Writing) -> HttpResponse:
    """A draft that was never handed in leaves no trace; a handed-in one stays on the line and is returned."""
    if w.m.state.drafts.get(w.draft.pk) is None and stand(w).may_write:
        w.draft.delete()
        messages.success(request, _("草稿已删除。"))
    return redirect("desk:file", w.m.file.pk)


_DOES: dict[str, Callable[[HttpRequest, Writing], HttpResponse]] = {
    "save": _save, "hand_in": _hand_in, "check": _check, "sign": _sign, "return_draft": _return, "issue": _issue,
    "discard": _discard,
}  # fmt: skip


def _seen(request: HttpRequest, m: Matter) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else m.file.last_seq


# ------------------------------------------------------------------ the page


def _page(
    request: HttpRequest, w: Writing, *, bound: Bound | None = None, refused: Refusal | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    m, d, s = w.m, w.draft, stand(w)
    args = [m.file.pk, d.pk]
    document = w.document()
    context = page(
        request, m.seat, "list", m=m, file=m.file, w=w, draft=d, stand=s, title=bilingual(w.kind.title),
        groups=w.groups(bound) if s.may_write and not s.next else [], specs=bound, refused=refused, seen=m.file.last_seq,
        steps=_steps(w, s), missing=[bilingual({"zh": x[0], "en": x[1]}) for x in d.missing], notes=document.notes,
        computed=w.computed(), twin=to_html(document, d.on, page=False), key=secrets.token_urlsafe(24),
        issue_words=labels.act(m.law, s.issues) if s.issues else "", points=[(n, m.request(n)) for n in w.points],
        pdf_url=reverse("desk:draft_pdf", args=args), html_url=reverse("desk:draft_html", args=args),
        docx_url=reverse("desk:draft_docx", args=args), live_url=reverse("desk:draft_live", args=args),
        fresh=m.state.drafts.get(d.pk) is None, last=s.steps[-1] if s.steps else "",
        entries=[entry_view(m, e) for e in m.entries] if s.may_write else [],
        asked=reviews.asked(m, d.proceeding) if s.may_write else [], waiting=_waiting(w, s),
    )  # fmt: skip
    return render(request, "desk/draft.html", context, status=status)


def _steps(w: Writing, s: Stand) -> list[tuple[str, str, str]]:
    """The way of the paper: each step with its state and who did it."""
    by = {"draft": s.at.drafted_by, "check": s.at.checked_by, "sign": s.at.signed_by} if s.at else {}
    issuing = [labels.act(w.m.law, k) for k, spec in w.m.law.acts.items() if spec.issues == w.draft.kind]
    found = [
        (
            labels.act(w.m.law, step),
            "done" if n < s.done else "now" if n == s.done else "next",
            _person(by.get(step, "")),
        )
        for n, step in enumerate(s.steps)
    ]
    return [*found, (issuing[0] if issuing else _("发出"), "now" if s.done == len(s.steps) else "next", "")]


def _waiting(w: Writing, s: Stand) -> tuple[str, str] | None:
    """The step that a paper handed in waits for, and the posts it waits for, where this officer's is none of them."""
    if s.at is None or s.at.step == "returned" or s.changed or s.next or s.issues:
        return None
    law = w.m.law
    if s.done < len(s.steps):
        step, who = s.steps[s.done], law.acts[s.steps[s.done]].who
        signers = frozenset(law.papers[w.draft.kind]["signed_by"])
        return labels.act(law, step), _held_here(w, who & signers if step == "sign" else who)
    issuing = next((spec for spec in law.acts.values() if spec.issues == w.draft.kind), None)
    return (bilingual(issuing.title), _held_here(w, issuing.who)) if issuing else None


def _held_here(w: Writing, kinds: frozenset[str]) -> str:
    """Posts in words: those of them that somebody in this office holds today, if there are any."""
    office, today = w.draft.office_id, w.m.seat.today
    held = frozenset(kind for kind in kinds if selectors.holders(office, kind, today))
    return labels.posts(held or kinds)


def _person(by: str) -> str:
    login = by.partition(":")[2]
    return (
        str(Officer.objects.filter(login=login).values_list("name", flat=True).first() or "") if login else ""
    )


# ------------------------------------------------------------------ the paper itself


@require_GET
@at_desk
def draft_pdf(request: HttpRequest, seat: Seat, file_id: int, draft_id: int) -> HttpResponse:
    """The draft exactly as it would print."""
    w = open_draft(seat, file_id, draft_id)
    return pdf(drafting.preview(w.draft).pdf)


@require_GET
@at_desk
def draft_html(request: HttpRequest, seat: Seat, file_id: int, draft_id: int) -> HttpResponse:
    """The draft as a page for screens and screen readers."""
    w = open_draft(seat, file_id, draft_id)
    return html(to_html(w.document(), w.draft.on))


@require_GET
@at_desk
def draft_docx(request: HttpRequest, seat: Seat, file_id: int, draft_id: int) -> HttpResponse:
    """The draft to go on with in Word or WPS."""
    w = open_draft(seat, file_id, draft_id)
    response = HttpResponse(to_docx(w.document()), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{w.kind.key}-{w.draft.pk}.docx"'
    return response


@require_POST
@at_desk
def draft_live(request: HttpRequest, seat: Seat, file_id: int, draft_id: int) -> HttpResponse:
    """The paper as it is being typed; nothing is stored."""
    w = Writing(again(seat, file_id), drafting.get(seat.actor, file_id, draft_id))
    document = w.document(w.as_typed(w.read(request.POST).values))
    return HttpResponse(to_html(document, w.draft.on, page=False))


paths = [
    path("files/<int:file_id>/drafts/<int:draft_id>/", draft, name="draft"),
    path("files/<int:file_id>/drafts/<int:draft_id>/paper.pdf", draft_pdf, name="draft_pdf"),
    path("files/<int:file_id>/drafts/<int:draft_id>/paper.html", draft_html, name="draft_html"),
    path("files/<int:file_id>/drafts/<int:draft_id>/paper.docx", draft_docx, name="draft_docx"),
    path("files/<int:file_id>/drafts/<int:draft_id>/live/", draft_live, name="draft_live"),
]
