"""For petitioners' own software: by the query code neutral dates, with the PIN what is owed and why.

Code and PIN stand in the body alone: an address is written into logs on the way.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from huiyin import clock
from huiyin.api import periods, shapes
from huiyin.api.asked import Wrong
from huiyin.api.door import later, not_json, private, seconds
from huiyin.register.entering import Tried, digits_of, look_up, open_with
from huiyin.register.petitioners_view import PetitionersView, neutral_dates
from huiyin.web.errors import Said
from huiyin.web.visitor import origin_of

router = Router(tags=["petitioners"])
ERRORS = {400: shapes.Error, 415: shapes.Error, 422: shapes.Error, 429: shapes.Error}


@router.post(
    "/follow",
    response={200: shapes.Followed, **ERRORS},
    by_alias=True,
    summary="Dates by the code; with the PIN what is owed and why",
)
def follow(request: HttpRequest, response: HttpResponse, asking: shapes.Asking) -> dict[str, Any]:
    """The same as the public site shows, slowed down by the same wrong tries."""
    private(response)
    if (
        request.content_type != "application/json"
    ):  # what a form of another site can send, without asking first
        raise Wrong(415, "unreadable", not_json())
    now, code = clock.now(), digits_of(asking.code)
    if not asking.pin:
        tried = look_up(code, origin_of(request), now)
        role = _role(tried, _("没有找到这个查询码"), _("请核对 12 位数字。"))
        return {"dates": _dates(role.file), "opened": False}
    tried = open_with(code, digits_of(asking.pin), origin_of(request), now)
    role = _role(tried, _("查询码或者密码不对，没有打开"), _("请核对后再试。"))
    view = PetitionersView(role, now)
    if view.pending:
        return {"dates": _dates(role.file), "opened": True, "unconfirmed": True}
    return {
        "dates": _dates(role.file), "opened": True, "number": role.file.number, "phase": view.state.phase,
        "owed": [
            {
                **periods.period(view.law, d, view.why(d)), "office": periods.office(d.office)["name"],
                "nominal_due": d.nominal, "due": d.due,
            }
            for d in view.owed
        ],
        "windows": [
            {
                **periods.period(view.law, w, view.why(w)), "nominal_end": w.nominal, "end": w.end,
                "paper": view.law.papers[view.state.papers[w.paper].kind]["title"],
            }
            for w in view.windows
        ],
    }  # fmt: skip


def _role(tried: Tried, happened: str, todo: str) -> Any:
    """The role that was opened; else why not, in the same words for an unknown code and a wrong PIN."""
    if tried.wait:
        raise Wrong(429, "wait", Said(_("试错的次数太多了"), "", later(tried.wait)), wait=seconds(tried.wait))
    if tried.role is None:
        raise Wrong(422, "wrong_code", Said(happened, "", todo))
    return tried.role


def _dates(file: Any) -> list[dict[str, Any]]:
    return [{"what": what, "on": on} for what, on in neutral_dates(file)]
