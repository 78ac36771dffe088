"""Following a matter: by the query code alone neutral dates, by code and PIN everything that is one's own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin import clock
from huiyin.intake import attachments
from huiyin.papers import drafting
from huiyin.papers.html import to_html
from huiyin.portal import public, story
from huiyin.portal.asking import wait_words
from huiyin.portal.fields import Code, Pin
from huiyin.portal.holding import Held, hold, holder, let_go
from huiyin.portal.matter import NEUTRAL_WORDS, MatterView
from huiyin.portal.views_review import ACTS, asked_about, requests_of
from huiyin.register import models, standing
from huiyin.register.entering import Tried, digits_of, look_up, open_with
from huiyin.register.petitioners_view import neutral_dates
from huiyin.web import kept
from huiyin.web.parts import Moment
from huiyin.web.security import PAPER_POLICY, private_page
from huiyin.web.visitor import origin_of

WRONG, WAIT, ASK = 422, 429, 401
_TOKEN = re.compile(r"^/m/[^/]+/")


class EnterForm(forms.Form):
    """Query code, and the PIN for everything beyond dates."""

    code = Code(
        gettext_lazy("查询码"), help_text=gettext_lazy("12 位数字，在登记回执上。中间有没有空格都可以。")
    )
    pin = Pin(
        gettext_lazy("查询密码"), required=False,
        help_text=gettext_lazy("6 位数字。不填密码只能看到几个日期；看内容、收文书、补充材料要填密码。"),
    )  # fmt: skip


@sensitive_post_parameters("pin")
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Code alone: dates. Code and PIN: the matter."""
    now = clock.now()
    if request.method != "POST":
        asked = request.GET.get("code", "")
        if not asked:
            return _page(request, EnterForm())
        form = EnterForm({"code": asked})
        return _dates(request, form, look_up(digits_of(asked), origin_of(request), now))
    form = EnterForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=WRONG)
    code, pin = form.cleaned_data["code"], form.cleaned_data["pin"]
    if not pin:
        return _dates(request, form, look_up(code, origin_of(request), now))
    tried = open_with(code, pin, origin_of(request), now)
    if tried.role is None:
        return _refuse(request, form, tried, _("查询码或者密码不对，没有打开。请核对后再试。"))
    return _opened(request, hold(request, tried.role, now))


def _opened(request: HttpRequest, mine: Held) -> HttpResponse:
    """On to the matter, or to what was typed when the hold was over."""
    again = kept.unpack(request.POST.get("kept", ""))
    if again is None:
        return redirect(mine.url("matter"))
    action = _TOKEN.sub(f"/m/{mine.token}/", again.action)
    return kept.send_again(request, replace(again, action=action))


def _refuse(request: HttpRequest, form: EnterForm, tried: Tried, words: str) -> HttpResponse:
    error = wait_words(tried.wait) if tried.wait else words
    return _page(request, form, error=error, status=WAIT if tried.wait else WRONG)


def _dates(request: HttpRequest, form: EnterForm, tried: Tried) -> HttpResponse:
    if tried.role is None:
        return _refuse(request, form, tried, _("没有找到这个查询码。请核对 12 位数字。"))
    return _page(request, form, dates=_neutral(tried.role.file))


def _neutral(file: models.File) -> list[tuple[object, date]]:
    return [(NEUTRAL_WORDS[what], on) for what, on in neutral_dates(file)]


def _page(request: HttpRequest, form: EnterForm, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "here": "follow",
        "form": form,
        "kept": request.POST.get("kept", ""),
        "front": public.front_office(),
    }
    return render(request, "portal/follow.html", context | more, status=status)


def enter_again(request: HttpRequest) -> HttpResponse:
    """The half hour is over: code and PIN once more; what was typed is carried through."""
    context = {
        "here": "follow", "form": EnterForm(), "kept": kept.pack(request), "over": True, "front": public.front_office(),
    }  # fmt: skip
    return render(request, "portal/follow.html", context, status=ASK)


# ------------------------------------------------------------------ an open file


@require_safe
@holder
def matter(request: HttpRequest, mine: Held) -> HttpResponse:
    """The whole line, what is owed and by when, every paper, and what may be done now."""
    view = MatterView(mine.role, mine.now)
    if view.pending:
        return _claimed(request, mine, view)
    context = {
        "here": "follow", "held": mine, "view": view, "today": view.today, "first_owed": story.owed(view)[:1], "late": _late(view),
        "moments": [*story.happened(view, mine.url("paper", 0)), *_going_on(view), *story.comes_next(view)],
        "papers": _papers(view), "reviews": list(story.reviews(view)), "asked": requests_of(view),
        "reviewable": asked_about(view), "points": list(view.points()),
        "entry": _entry(view), "resting": view.state.withdrawals.get(view.withdraws_for),
        "consents": view.role.no in view.state.consents, "front": public.front_office(),
        "can_withdraw": view.may_withdraw, "attachments": _own_files(mine),
        "speakers": [(r, standing.pending(r, view.state) and r.no not in view.state.authority) for r in view.speakers],
    }  # fmt: skip
    return render(request, "portal/matter.html", context)


def _claimed(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """Who says to speak for another sees dates and what he wrote himself, and how the authority is confirmed."""
    context = {
        "here": "follow", "held": mine, "view": view, "dates": _neutral(mine.file), "entry": _entry(view),
        "attachments": _own_files(mine), "front": public.front_office(), "requests": _requests(mine),
    }  # fmt: skip
    return render(request, "portal/claimed.html", context)


def _requests(mine: Held) -> list[str]:
    """What was asked for in the entry that opened the file, to whoever wrote it."""
    first = mine.file.entries.order_by("pk").first()
    if first is None or first.pk != mine.role.entry_id:
        return []
    registered = mine.file.acts.filter(kind="register").order_by("seq").first()
    asked = len(registered.codes.get("purposes", ())) if registered else 0
    return list(mine.file.points.filter(no__lte=asked).order_by("no").values_list("request", flat=True))


def _own_files(mine: Held) -> list[models.Attachment]:
    """Files of the entry that this petitioner signed, and those added since by the same person."""
    rows = models.Attachment.objects.filter(file=mine.file).select_related("act").order_by("pk")
    return [a for a in rows if _own_file(mine, a)]


def _own_file(mine: Held, a: models.Attachment) -> bool:
    if a.act is not None:
        return a.act.petitioner == mine.role.no
    return a.entry_id is not None and a.entry_id == mine.role.entry_id


def _late(view: MatterView) -> bool:
    """Whether an office is behind: then the page says whom to call."""
    return any(due and due.due < view.today for _office, due, _title in story.owed(view))


def _going_on(view: MatterView) -> list[Moment]:
    return [
        Moment(
            title, by=office, state="now", due=due, words="" if due else _("法律要求“及时”，没有规定日数。")
        )
        for office, due, title in story.owed(view)
    ]


def _papers(view: MatterView) -> list[dict[str, object]]:
    numbers = dict(models.Paper.objects.filter(file=view.file).values_list("no", "number"))
    return [
        {
            "paper": p, "title": story.paper_title(view, p), "number": numbers.get(p.no, ""), "served": view.served_on(p),
            "proof": bool(p.addressees), "opens_review": p.kind in ACTS, "confirm": p in view.to_confirm,
        }
        for p in view.papers
    ]  # fmt: skip


def _entry(view: MatterView) -> models.Entry | None:
    """The entry that this petitioner signed, with its words and attachments."""
    return view.role.entry


@require_safe
@holder
def receipt(request: HttpRequest, mine: Held) -> HttpResponse:
    """Number and code in large type, what is owed and by when, to print or to keep."""
    view = MatterView(mine.role, mine.now)
    link = f"{settings.HUIYIN_SITE_URL}/follow/?code={mine.role.code}"
    paper = next((p for p in view.papers if p.kind == "receipt"), None)
    context = {
        "here": "follow", "held": mine, "view": view, "today": view.today, "owed": [] if view.pending else story.owed(view), "link": link,
        "promises": list(public.promises(view.today)), "paper": paper, "front": public.front_office(),
        "others": mine.file.roles.count() - 1, "entry": mine.role.entry, "next": [] if view.pending else story.comes_next(view),
    }  # fmt: skip
    return render(request, "portal/receipt.html", context)


@require_safe
@holder
def paper(request: HttpRequest, mine: Held, no: int) -> HttpResponse:
    """A paper as it prints."""
    found = _paper_or_404(mine, no)
    view = MatterView(mine.role, mine.now)
    one = view.state.papers[no]
    context = {
        "here": "follow", "held": mine, "paper": found, "title": story.paper_title(view, one), "one": one,
        "served": view.served_on(one), "confirm": view.can("confirm_receipt", paper=no),
        "proof": bool(one.addressees), "opens_review": one.kind in ACTS,
    }  # fmt: skip
    return render(request, "portal/paper.html", context)


@require_safe
@holder
def paper_pdf(request: HttpRequest, mine: Held, no: int) -> HttpResponse:
    """The bytes of a paper as issued."""
    found = _paper_or_404(mine, no)
    response = HttpResponse(drafting.issued_pdf(found, now=mine.now), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.kind}-{no}.pdf"'
    return response


@require_safe
@holder
def paper_html(request: HttpRequest, mine: Held, no: int) -> HttpResponse:
    """The same paper for small screens and screen readers, from the content that its bytes were made of."""
    found = _paper_or_404(mine, no)
    response = HttpResponse(to_html(drafting.issued_document(found, now=mine.now), found.on))
    response["Content-Security-Policy"] = PAPER_POLICY
    return response


def _paper_or_404(mine: Held, no: int) -> models.Paper:
    view = MatterView(mine.role, mine.now)
    one = view.state.papers.get(no)
    if one is None or not view.mine(one):
        raise Http404
    return models.Paper.objects.select_related("file", "act", "draft__signboard").get(file=mine.file, no=no)


@require_safe
@holder
def attachment(request: HttpRequest, mine: Held, pk: int) -> HttpResponse:
    """A file that this petitioner handed in."""
    found = models.Attachment.objects.filter(file=mine.file, pk=pk).select_related("act").first()
    if found is None or not _own_file(mine, found):
        raise Http404
    try:
        with attachments.open_stored(found.sha256) as stored:
            response = HttpResponse(stored.read(), content_type=found.mime)
    except attachments.Missing:
        raise Http404 from None
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    return response


@require_POST
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Close the file on this device."""
    let_go(request, token)
    messages.success(request, _("已经退出。在公用的电脑或者手机上，请再关掉浏览器。"))
    return redirect("portal:home")
