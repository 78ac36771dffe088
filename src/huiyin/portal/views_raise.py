"""Raising a matter, page by page. Everything typed is kept at each step, whatever goes wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin import clock
from huiyin.intake import attachments, raising
from huiyin.portal import public, unsent
from huiyin.portal.asking import not_taken, uploads
from huiyin.portal.fields import REQUEST, plain
from huiyin.portal.forms import (
    FIRST_REQUESTS,
    MOST_REQUESTS,
    Page,
    RequestForm,
    WaysForm,
    WhatForm,
    WhoForm,
)
from huiyin.web.security import form_page, private_page

STEPS = (
    ("who", gettext_lazy("您是谁")),
    ("what", gettext_lazy("事情和要求")),
    ("ways", gettext_lazy("联系和保密")),
    ("files", gettext_lazy("附件")),
    ("check", gettext_lazy("核对提交")),
)
NAMES = tuple(name for name, _title in STEPS)
WRONG = 422


@dataclass
class Filling:
    """A form being filled in, at one of its pages."""

    request: HttpRequest
    step: str
    key: str
    typed: unsent.Typed
    now: datetime
    problems: list[str] = field(default_factory=list)

    @property
    def do(self) -> str:
        """Which button was pressed."""
        return str(self.request.POST.get("do", "next"))

    def save(self) -> None:
        """Keep everything typed so far."""
        unsent.save(self.request, self.key, self.typed, self.now)

    def page(self, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """This step's page."""
        at = NAMES.index(self.step)
        shared = {
            "here": "raise", "form_key": self.key, "steps": STEPS, "step": self.step, "problems": self.problems,
            "previous": NAMES[at - 1] if at else "", "restricted": raising.restricted(self.typed), "typed": self.typed,
        }  # fmt: skip
        return render(self.request, f"portal/raise_{self.step}.html", shared | context, status=status)

    def go(self, step: str) -> HttpResponse:
        """On to another page."""
        return redirect("portal:raise_step", step)


@require_http_methods(["GET", "HEAD"])
def begin(request: HttpRequest) -> HttpResponse:
    """The first page; a form begun in this session is gone on with."""
    return redirect("portal:raise_step", NAMES[0])


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One page of the form. The last one shows everything and is never stored by the browser."""
    keep = private_page if step == "check" else form_page
    return keep(_step)(request, step)


def _step(request: HttpRequest, step: str) -> HttpResponse:
    if step not in NAMES:
        raise Http404
    now = clock.now()
    key = unsent.key_of(request)
    typed = unsent.load(key, now)
    if request.method != "POST" and typed is None and step != NAMES[0]:
        messages.info(request, _("没有找到正在填写的表：可能放了太久，或者已经提交。请从这里开始填写。"))
        return redirect("portal:raise_step", NAMES[0])
    filling = Filling(
        request, step, key if typed is not None or request.method == "POST" else "", typed or {}, now
    )
    filling.key = filling.key or unsent.new_key()
    if request.method == "POST" and filling.do == "clear":
        unsent.discard(request, filling.key)
        return redirect("portal:home")
    if step == "check":
        from huiyin.portal.views_send import check

        return check(filling)
    return {"who": _who, "what": _what, "ways": _ways, "files": _files}[step](filling)


def _onward(filling: Filling, valid: bool) -> HttpResponse | None:
    """After saving: back without checking, on where all is well, else stay."""
    at = NAMES.index(filling.step)
    if filling.do == "back":
        return filling.go(NAMES[max(at - 1, 0)])
    if filling.do == "next" and valid:
        return filling.go(NAMES[at + 1])
    return None


def _simple(filling: Filling, form_class: type[Page], context: dict[str, Any]) -> HttpResponse:
    if filling.request.method != "POST":
        return filling.page({"form": form_class(initial=filling.typed), **context})
    filling.typed.update(form_class.typed(filling.request.POST))
    filling.save()
    form = form_class(filling.request.POST)
    return _onward(filling, form.is_valid()) or filling.page({"form": form, **context}, WRONG)


def _who(filling: Filling) -> HttpResponse:
    typed = filling.request.POST or filling.typed
    acting = str(typed.get("acting", ""))
    context = {
        "for_other": acting in raising.FOR_OTHERS or bool(typed.get("other_name")),
        "together": acting == "joint" or bool(typed.get("signers") or typed.get("representatives")),
    }
    filling.typed.setdefault("kind", "person")
    filling.typed.setdefault("acting", "self")
    return _simple(filling, WhoForm, context)


def _ways(filling: Filling) -> HttpResponse:
    filling.typed.setdefault("safe_tell", "self")
    filling.typed.setdefault("safe_language", get_language() or "")
    return _simple(filling, WaysForm, {})


# ------------------------------------------------------------------ what happened, and the requests


def _what(filling: Filling) -> HttpResponse:
    on = filling.now.date()
    towns = public.towns(on)
    context = {"office_names": public.office_names(on)}
    if filling.request.method != "POST":
        form = WhatForm(initial=filling.typed, towns=towns)
        return filling.page(
            {"form": form, "requests": request_forms(filling.typed), **context, **_splits(filling.typed)}
        )
    data = filling.request.POST
    filling.typed.update(WhatForm.typed(data))
    filling.typed["requests"] = _typed_requests(data)
    if filling.do == "more":
        filling.typed["requests"].append({"text": "", "purpose": ""})
    elif filling.do == "split":
        _split(filling.typed)
    filling.save()
    form = WhatForm(data, towns=towns)
    forms = request_forms(filling.typed, checked=filling.do == "next")
    valid = all([form.is_valid(), *(f.is_valid() for f in forms)]) if filling.do == "next" else False
    onward = _onward(filling, valid)
    if onward:
        return onward
    if filling.do != "next":
        form = WhatForm(initial=filling.typed, towns=towns)
    status = WRONG if filling.do == "next" else 200
    return filling.page({"form": form, "requests": forms, **context, **_splits(filling.typed)}, status)


def _typed_requests(data: Any) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for no in range(1, MOST_REQUESTS + 1):
        if f"r{no}-text" not in data:
            break
        found.append(
            {"text": plain(str(data.get(f"r{no}-text", ""))), "purpose": str(data.get(f"r{no}-purpose", ""))}
        )
    while len(found) > 1 and not found[-1]["text"].strip() and not found[-1]["purpose"]:
        found.pop()
    return found


def request_forms(typed: unsent.Typed, *, checked: bool = False) -> list[RequestForm]:
    """A form for each request, and empty ones to go on with."""
    requests = list(typed.get("requests", []))
    while len(requests) < FIRST_REQUESTS:
        requests.append({"text": "", "purpose": ""})
    forms = []
    for no, request in enumerate(requests[:MOST_REQUESTS], 1):
        bound = {f"r{no}-{name}": value for name, value in request.items()} if checked else None
        forms.append(RequestForm(bound, initial=request, no=no))
    return forms


def _splits(typed: unsent.Typed) -> dict[str, Any]:
    """The offer to make several requests of what the writer numbered himself."""
    written = [r for r in typed.get("requests", []) if r["text"].strip()]
    source = written[0]["text"] if len(written) == 1 else str(typed.get("text", "")) if not written else ""
    parts = raising.parts_of(source)
    more = len(typed.get("requests", [])) < MOST_REQUESTS
    return {"parts": parts if 1 < len(parts) <= MOST_REQUESTS else [], "can_add": more}


def _split(typed: unsent.Typed) -> None:
    parts = _splits(typed)["parts"]
    if parts:
        purpose = typed["requests"][0]["purpose"] if typed.get("requests") else ""
        typed["requests"] = [{"text": part[:REQUEST], "purpose": purpose} for part in parts]


# ------------------------------------------------------------------ attachments


def _files(filling: Filling) -> HttpResponse:
    limits = attachments.Limits.from_settings()
    if filling.request.method == "POST":
        _take_out(filling)
        _take_in(filling, limits)
        filling.save()
        onward = _onward(filling, not filling.problems)
        if onward:
            return onward
        if not filling.problems:
            return filling.go("files")
    held = filling.typed.get("files", [])
    context = {
        "files": held, "limit_mb": limits.file_bytes // attachments.MB, "limit_files": limits.entry_files,
        "limit_all_mb": limits.entry_bytes // attachments.MB, "room": limits.entry_files - len(held),
    }  # fmt: skip
    return filling.page(context, WRONG if filling.problems else 200)


def _take_out(filling: Filling) -> None:
    if filling.do.startswith("remove-"):
        held = filling.typed.get("files", [])
        filling.typed["files"] = [f for f in held if f["sha256"] != filling.do.removeprefix("remove-")]


def _take_in(filling: Filling, limits: attachments.Limits) -> None:
    held = list(filling.typed.get("files", []))
    kept, refused = attachments.store_all(
        uploads(filling.request.FILES.getlist("files")),
        limits=limits,
        held_files=len(held),
        held_bytes=sum(f["size"] for f in held),
    )
    there = {f["sha256"] for f in held}
    filling.typed["files"] = held + [raising.as_kept(s) for s in kept if s.sha256 not in there]
    filling.problems += not_taken(refused)


def complete(typed: unsent.Typed, now: datetime) -> tuple[str, Form] | None:
    """The first page that still has something wrong, or None."""
    what = WhatForm(typed, towns=public.towns(now.date()))
    pages: list[tuple[str, Form]] = [("who", WhoForm(typed)), ("what", what)]
    pages += [("what", form) for form in request_forms(typed, checked=True)]
    pages.append(("ways", WaysForm(typed)))
    return next(((name, form) for name, form in pages if not form.is_valid()), None)


def step_url(name: str) -> str:
    """The address of a page."""
    return reverse("portal:raise_step", args=[name])
