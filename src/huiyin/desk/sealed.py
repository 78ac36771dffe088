"""密函: the officer named for a restricted matter posts code and PIN to somebody who wrote and left no phone.

The PIN is set anew, printed on the second of two letters and kept nowhere (R22 30(3)). Where letters may go is
what the person asked; nothing goes to somebody who asked that nothing comes.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from huiyin.desk import counter
from huiyin.desk.gate import Seat, at_desk
from huiyin.desk.issued import pdf
from huiyin.desk.posting import Posting, posting
from huiyin.desk.registering_receipt import where_to_follow
from huiyin.papers import drafting
from huiyin.papers.sealed import Post, letters
from huiyin.register.opening import new_pin
from huiyin.register.roles import change_pin
from huiyin.statute.model import Refused
from huiyin.web.parts import Refusal
from huiyin.web.words import bilingual


@never_cache
@require_POST
@at_desk
def post(request: HttpRequest, seat: Seat, file_id: int) -> HttpResponse:
    """A new PIN, in two letters to print; shown nowhere else."""
    m = counter.at_counter(seat, file_id)
    role = counter.one_of(m, request.POST.get("no", ""))
    to = posting(m, role)
    if to is None:
        raise Http404
    if to.where.why_not or request.POST.get("address") != to.where.address:
        return counter.show(request, m, refused=_no_address(to), status=counter.WRONG)
    pin = new_pin()
    try:
        change_pin(role, pin, by=seat.actor, now=seat.now, checked=to.how)
    except Refused as refused:
        kept = Refusal(bilingual(refused), kept=_("原来的密码还能用。"), provision=refused.provision)
        return counter.show(request, m, refused=kept, status=counter.WRONG)
    counter.log_reading(m.file, seat.actor, seat, "code")
    one = seat.office
    sent = Post(
        name=m.names[role.no], address=to.where.address, back=one.address if one else "", phone=one.phone if one else "",
        site=where_to_follow() or settings.HUIYIN_SITE_URL,
    )  # fmt: skip
    response = pdf(letters(sent, code=role.code, pin=pin, on=seat.today, fonts=drafting.fonts()))
    response["Content-Disposition"] = 'attachment; filename="letters.pdf"'
    return response


def _no_address(to: Posting) -> Refusal:
    """Nothing is sent where it was not asked for, nor to an address that changed while the page was open."""
    if to.where.why_not:
        return Refusal(
            _("没有寄信：这位信访人没有可以寄信的地址，或者要求不联系本人。"), kept=_("原来的密码还能用。"),
            todo=_("请等本人再来信或者到窗口；来信写明地址的，先补记联系方式。"),
        )  # fmt: skip
    return Refusal(
        _("没有寄信：寄信地址在打开本页以后改过。"),
        kept=_("原来的密码还能用。"),
        todo=_("请核对新的地址，再按一次。"),
    )


paths = [path("files/<int:file_id>/counter/post/", post, name="counter_post")]
