r"""`{% load huiyin %}`: the widgets of every page.

| tag | draws |
|---|---|
| `{% due_chip duty today %}` | a due date with the time left in words, and why that day |
| `{% timeline items today %}` | the line of what happened, is going on, comes next |
| `{% refusal error %}` | why something was not done: what happened, what was kept, what to do |
| `{% field form.x %}` | a form field with label, help and error |
| `{% error_summary form %}` | all errors at the top, each a link to its field |
| `{% act_form specs submit="签发" %}` | a whole form from a list of fields |
| `{% pages page %}`, `{% pager previous next %}` | pagination |
| `{% empty title %}`, `{% status label tone %}` | nothing here; a state |
| `{% paper_frame pdf_url title %}`, `{% code number %}`, `{% qr text %}` | papers and codes |
| `{% icon name %}`, `{% day d %}`, `{% full_day d %}`, `{% short_day d %}`, `{% when t %}` | signs, days |
| `{{ x\|bilingual }}` | the words of anything with `zh` and `en` |
| `{{ provision\|cited }}` | a provision in full: 《信访工作条例》第三十四条 |
| `{% text_size %}`, `{% language %}`, `{% draft_done key %}` | page chrome |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import segno
from django import template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.web import parts, words
from huiyin.web.calendars import calendar as default_calendar
from huiyin.web.draw import draw, draw_spec
from huiyin.web.due import draw_due
from huiyin.web.fields import Bound, FieldSpec
from huiyin.web.icons import icon as draw_icon
from huiyin.web.prefs import large_text

register = template.Library()

STATE_ICONS = {"done": "done", "now": "dot", "next": "circle", "conflict": "question", "undone": "stop"}

register.simple_tag(draw_icon, name="icon")
register.simple_tag(words.day, name="day")
register.simple_tag(words.short_day, name="short_day")
register.simple_tag(words.full_day, name="full_day")
register.simple_tag(words.weekday, name="weekday")
register.simple_tag(words.when, name="when")
register.filter("bilingual", words.bilingual)
register.filter("cited", words.cited)


@register.simple_tag(takes_context=True)
def due_chip(
    context: Context,
    duty: object,
    today: date | None = None,
    calendar: words.WorkingDays | None = None,
    why: bool = True,
) -> SafeString:
    """A due date: icon, words (还有 3 个工作日), the day, 预计 where provisional; one tap away, why that day.

    `duty` is a `parts.Due`, a dict, or an object with `due` and, where known, `title, nominal_due,
    provisional, start, start_on, provision, certainty, steps, met_on, met_recorded_on, note`; a duty of
    the statute fits as it is. `today` and `calendar` default to the page's context variables of those
    names, the calendar then to the rulebook's. `why=False` draws the chip alone (for long lists whose
    rows link to the matter).
    """
    today = today or context.get("today")
    calendar = calendar or context.get("calendar") or default_calendar()
    return draw_due(parts.as_due(duty), today, calendar, why, get_language() or "")


@register.inclusion_tag("web/parts/timeline.html", takes_context=True)
def timeline(context: Context, items: Iterable[object], today: date | None = None) -> dict[str, Any]:
    """A vertical line of `parts.Moment`, or dicts `{title, on, by, words, state, papers, due, note, href}`.

    `state`: done, now (going on), next (to come), conflict (no longer fits: a person decides), undone
    (corrected).
    """
    moments = [parts.as_moment(item) for item in items]
    return {
        "rows": [(moment, STATE_ICONS[moment.state]) for moment in moments],
        "today": today or context.get("today"),
        "calendar": context.get("calendar"),
    }


@register.inclusion_tag("web/parts/refusal.html")
def refusal(error: object) -> dict[str, Any]:
    """What happened, what was kept, what to do; nothing at all when `error` is empty.

    `error` is a `parts.Refusal`, a dict or object with `happened, kept, todo, provision, details, links`,
    an exception, or plain words.
    """
    return {"refusal": parts.as_refusal(error)}


@register.inclusion_tag("web/parts/field.html")
def field(source: BoundField | FieldSpec, private: bool = False) -> dict[str, Any]:
    """One field: label, 必填 or 选填, help, error, control. `private=True`: never kept in the browser."""
    return {"f": draw(source, private=private)}


@register.inclusion_tag("web/parts/error_summary.html")
def error_summary(*forms: object, prefix: str = "f") -> dict[str, Any]:
    """All errors of the given forms (Django forms, formsets, `fields.Bound`, lists of FieldSpec) on top.

    Each error is a link to its field; nothing is drawn where there is none.
    """
    errors: list[tuple[str, str, str]] = []
    for form in forms:
        errors.extend(_errors_of(form, prefix))
    return {"errors": errors}


def _errors_of(form: object, prefix: str) -> Iterable[tuple[str, str, str]]:
    """(target id, label, message) of one form."""
    if form is None or form == "":
        return
    if isinstance(form, Bound):
        form = form.specs
    if isinstance(form, tuple | list):
        for spec in form:
            yield from (
                _errors_of_spec(spec, prefix) if isinstance(spec, FieldSpec) else _errors_of(spec, prefix)
            )
        return
    for one in getattr(form, "forms", ()):
        yield from _errors_of(one, prefix)
    general = getattr(form, "non_form_errors" if hasattr(form, "forms") else "non_field_errors", None)
    if general is not None:
        yield from (("", "", str(error)) for error in general())
    if hasattr(form, "forms"):
        return
    for bound in form:  # type: ignore[attr-defined]
        drawn = draw(bound) if bound.errors else None
        for error in drawn.errors if drawn else ():
            yield drawn.target if drawn else "", str(bound.label), error


def _errors_of_spec(spec: FieldSpec, prefix: str) -> Iterable[tuple[str, str, str]]:
    target = draw_spec(spec, prefix).target if spec.errors else ""
    for error in spec.errors:
        yield target, spec.label, error
    for point in spec.points:
        wrong = spec.point_errors.get(point.value)
        if wrong:
            first = "-0" if spec.kind == "per_point_choice" else ""
            yield f"{prefix}-{spec.key}-{point.value}{first}", point.label, wrong


@register.inclusion_tag("web/parts/act_form.html", takes_context=True)
def act_form(
    context: Context,
    specs: Bound | Iterable[FieldSpec],
    submit: str = "",
    action: str = "",
    seen: int | None = None,
    hidden: Mapping[str, object] | None = None,
    others: Iterable[tuple[str, str, str]] = (),
    cancel_url: str = "",
    draft: str = "",
    live_url: str = "",
    live_target: str = "",
    prefix: str = "f",
    note: str = "",
    summary: bool = True,
) -> dict[str, Any]:
    """A form from a list of fields (`fields.FieldSpec`, or `fields.Bound` after a failed try).

    `submit`: words on the one filled button. `others`: quiet buttons as (name, value, words). `seen`: the
    last act the page showed, sent along. `hidden`: further hidden values. `draft`: key under which the
    browser keeps what is typed (leave empty for restricted matters). `live_url` and `live_target`: where
    htmx posts the form as it is typed, and the selector of what the answer replaces (the paper beside it).
    `note`: what happens next, said above the button. `summary=False`: no error summary (the page has one).
    """
    fields = tuple(specs.specs if isinstance(specs, Bound) else specs)
    return {
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "specs": fields,
        "fields": [draw_spec(spec, prefix) for spec in fields],
        "multipart": any(spec.kind in ("file", "files") for spec in fields),
        "submit": submit or _("提交"),
        "action": action,
        "seen": seen,
        "hidden": [(name, value) for name, value in (hidden or {}).items() if value is not None],
        "others": list(others),
        "cancel_url": cancel_url,
        "draft": draft,
        "live_url": live_url,
        "live_target": live_target,
        "prefix": prefix,
        "note": note,
        "summary": summary,
    }


@register.inclusion_tag("web/parts/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Numbered pages of a Django paginator; the other query parameters stay in the address."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "page": page,
        "name": name,
        "rows": [(n, _query(context, name, n) if isinstance(n, int) else "") for n in numbers],
        "previous": _query(context, name, page.number - 1) if page.has_previous() else "",
        "next": _query(context, name, page.number + 1) if page.has_next() else "",
    }


def _query(context: Context, name: str, number: int | str) -> str:
    request = context.get("request")
    query = request.GET.copy() if request is not None else {}
    query[name] = str(number)
    return f"?{query.urlencode()}" if hasattr(query, "urlencode") else f"?{name}={number}"


@register.inclusion_tag("web/parts/pager.html")
def pager(previous: str = "", next: str = "", words: str = "") -> dict[str, str]:
    """Previous and next where pages have no numbers: two addresses and words between."""
    return {"previous": previous, "next": next, "words": words}


@register.inclusion_tag("web/parts/empty.html")
def empty(title: str, hint: str = "", url: str = "", label: str = "") -> dict[str, str]:
    """Nothing here: why, and what one may do now."""
    return {"title": title, "hint": hint, "url": url, "label": label}


@register.inclusion_tag("web/parts/status.html")
def status(label: str, tone: parts.Tone = "plain") -> dict[str, str]:
    """A state in a pill. Tones: plain, active (blue), good (done), soon (amber), bad (overdue), muted."""
    icons = {"good": "done", "soon": "soon", "bad": "overdue"}
    return {"label": label, "tone": tone, "icon": icons.get(tone, "")}


@register.inclusion_tag("web/parts/paper.html")
def paper_frame(
    pdf_url: str, title: str, html_url: str = "", number: str = "", docx_url: str = "", issued: bool = True
) -> dict[str, Any]:
    """A paper as it prints: the PDF in a frame, with its HTML twin, download and (drafts) the docx."""
    return {
        "pdf_url": pdf_url,
        "title": title,
        "html_url": html_url,
        "number": number,
        "docx_url": docx_url,
        "issued": issued,
    }


@register.inclusion_tag("web/parts/code.html")
def code(value: str, label: str = "", size: str = "") -> dict[str, Any]:
    """A code in groups of digits, to be read out and copied without gaps. `size="big"` for receipts."""
    return {
        "value": "".join(str(value).split()),
        "groups": words.grouped(str(value)),
        "label": label,
        "size": size,
    }


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """A QR code as inline SVG, black on white with a quiet zone; `label` is its text for screen readers."""
    out = BytesIO()
    segno.make(str(text), error="m", micro=False).save(
        out,
        kind="svg",
        border=4,
        xmldecl=False,
        svgns=False,
        omitsize=True,
        light="#fff",
        title=label or _("二维码"),
        svgclass="hy-qr",
        lineclass=None,
    )
    return mark_safe(out.getvalue().decode().replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 - segno escapes


@register.simple_tag(takes_context=True)
def html_class(context: Context) -> str:
    """The class of <html>: large text if the reader chose it."""
    request = context.get("request")
    return "hy-large" if request is not None and large_text(request) else ""


@register.inclusion_tag("web/parts/text_size.html", takes_context=True)
def text_size(context: Context) -> dict[str, Any]:
    """The switch between ordinary and large text: a button in a form, kept in a cookie."""
    request = context.get("request")
    large = request is not None and large_text(request)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "large": large,
        "next": _here(context),
    }


@register.inclusion_tag("web/parts/language.html", takes_context=True)
def language(context: Context) -> dict[str, Any]:
    """The switch between Chinese and English."""
    return {
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "english": words.english(),
        "next": _here(context),
    }


def _here(context: Context) -> str:
    request = context.get("request")
    return request.get_full_path() if request is not None else "/"


@register.inclusion_tag("web/parts/draft_done.html")
def draft_done(key: str) -> dict[str, str]:
    """On the page after success: the browser forgets the draft `key` (`*` for all, at sign-out)."""
    return {"key": key}
