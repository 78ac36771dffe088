"""What a petitioner may do now, each recorded as an act of the petitioner's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.intake import attachments, raising
from huiyin.portal import views_authority, views_conduct, views_review
from huiyin.portal.asking import handed_in, wait_words
from huiyin.portal.doing import WRONG, act_page, done, record_own
from huiyin.portal.forms_acts import (
    AddForm,
    ConfirmForm,
    ConsentForm,
    ContactForm,
    NothingForm,
    PinForm,
    RateForm,
    WithdrawForm,
)
from huiyin.portal.holding import Held, holder, renewed
from huiyin.portal.matter import MatterView
from huiyin.portal.story import paper_title
from huiyin.register.entering import open_with
from huiyin.register.messages import LANGUAGES
from huiyin.register.roles import change_contact, change_pin, consent
from huiyin.register.vault import content_digest
from huiyin.statute.model import Refused
from huiyin.web.visitor import origin_of
from huiyin.web.words import day

Doing = Callable[[HttpRequest, Held, MatterView], HttpResponse]


@sensitive_post_parameters("old_pin", "pin", "pin_again")
@require_http_methods(["GET", "HEAD", "POST"])
@holder
def do(request: HttpRequest, mine: Held, what: str) -> HttpResponse:
    """One act: its page, and its being done."""
    doing = DOINGS.get(what)
    if doing is None:
        raise Http404
    view = MatterView(mine.role, mine.now)
    if view.pending and what not in ALWAYS:
        messages.warning(
            request, _("您代他人办理的权限还没有确认，这件事现在不能做，什么也没有改动。怎样确认写在下面。")
        )
        return redirect(mine.url("matter"))
    return doing(request, mine, view)


def _closed(request: HttpRequest, mine: Held, view: MatterView, kind: str) -> HttpResponse | None:
    """Back to the matter where the act is not open now, saying so; what was typed stays in the browser."""
    if kind in view.open_kinds:
        return None
    messages.warning(request, _("这件事现在不能这样做，什么也没有改动。能做的都列在下面。"))
    return redirect(mine.url("matter"))


def _add(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """R22 19(1): material may be added at any time."""
    closed = _closed(request, mine, view, "add_material")
    if closed:
        return closed
    limits = attachments.Limits.from_settings()
    words: dict[str, Any] = {
        "title": _("补充材料"), "submit": _("提交补充材料"), "template": "do_add", "limit_mb": limits.file_bytes // attachments.MB,
        "lines": [_("补充的内容马上加入这件事，办理单位看得到。"), _("补充材料不会让任何期限重新开始计算。")],
    }  # fmt: skip
    if request.method != "POST":
        return act_page(request, mine, "add", AddForm(), **words)
    form = AddForm(request.POST, files=len(request.FILES.getlist("files")))
    if not form.is_valid():
        return act_page(request, mine, "add", form, WRONG, **words)
    kept, not_taken = handed_in(request, mine.now)
    if not (kept or form.cleaned_data["words"]):
        for said in not_taken:
            form.add_error(None, said)
        return act_page(request, mine, "add", form, WRONG, **words)
    text = form.cleaned_data["words"] or _("（上传文件 %(n)s 个）") % {"n": len(kept)}
    key = content_digest(["add", mine.role.pk, text, [f["sha256"] for f in kept], mine.now.date()])
    try:
        with transaction.atomic():
            added = record_own(mine, "add_material", words={"words": text}, key=key)
            if not added.act.attachments.exists():
                by = f"petitioner:{mine.role.pk}"
                raising.attach(kept, file=mine.file, act=added.act, by=by, now=mine.now)
    except Refused as error:
        return act_page(request, mine, "add", form, WRONG, error=error, **words)
    for said in not_taken:
        messages.warning(request, said)
    return done(request, mine, _("已经补充。"))


def _confirm(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """Receipt of a paper, confirmed by the one it is addressed to."""
    asked = (request.POST or request.GET).get("paper", "")
    chosen = next((p for p in view.to_confirm if str(p.no) == asked), None)
    if chosen is None:
        messages.info(request, _("这份文书不用确认，或者已经确认过。"))
        return redirect(mine.url("matter"))
    lines = [_("只证明您收到了，不表示您同意里面的内容。")]
    if chosen.kind == "handling_opinion":
        lines.append(_("申请复查的期限从确认收到这一天开始计算。"))
    title = _("确认收到：%(paper)s") % {"paper": paper_title(view, chosen)}
    words: dict[str, Any] = {"title": title, "submit": _("确认收到"), "lines": lines}
    words["paper_url"] = mine.url("paper_pdf", chosen.no)
    if request.method != "POST":
        return act_page(request, mine, "confirm", ConfirmForm(initial={"paper": chosen.no}), **words)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return act_page(request, mine, "confirm", form, WRONG, **words)
    try:
        record_own(mine, "confirm_receipt", paper=chosen.no)
    except Refused as error:
        return act_page(request, mine, "confirm", form, WRONG, error=error, **words)
    return done(request, mine, _("已经确认收到。"))


def _rate(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """R22 21(2): the petitioner rates; the office rated does not learn who did."""
    offices = [(code, view.office(code)) for code in view.to_rate]
    if not offices:
        messages.info(request, _("现在没有可以评价的单位，或者已经评价过。"))
        return redirect(mine.url("matter"))
    words: dict[str, Any] = {
        "title": _("评价"), "submit": _("提交评价"),
        "lines": [_("每个单位评价一次，提交后不能修改。"), _("被评价的单位看不到是谁评的。")],
    }  # fmt: skip
    if request.method != "POST":
        return act_page(request, mine, "rate", RateForm(offices=offices), **words)
    form = RateForm(request.POST, offices=offices)
    if not form.is_valid():
        return act_page(request, mine, "rate", form, WRONG, **words)
    data = form.cleaned_data
    try:
        record_own(
            mine, "rate", codes={"about": data["about"], "mark": data["mark"]}, words={"words": data["words"]}
        )
    except Refused as error:
        return act_page(request, mine, "rate", form, WRONG, error=error, **words)
    return done(request, mine, _("谢谢，评价已经提交。"))


def _withdraw(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """It speaks for one signer, rests, and can be undone."""
    refused = view.refused("withdraw")
    if refused is None and not view.may_withdraw:
        raise Http404
    rest = view.law.counted("withdrawal-rest", view.today)
    until = rest[1].nominal if rest and rest[1] else view.today
    others = len(view.state.signers()) > 1
    words: dict[str, Any] = {
        "title": _("撤回"), "submit": _("撤回我提出的事项"), "error": refused,
        "lines": [
            _("到 %(day)s 为止可以取消撤回，不需要理由；在这之前一切照常办理。") % {"day": day(until)},
            _("撤回只代表您自己；其他信访人的照常办理。") if others else _("期满以后，这件事不再办理。以后还可以重新提出。"),
            _("没有人可以要求您撤回。有人逼您撤回的，请打电话告诉信访部门。"),
        ],
    }  # fmt: skip
    if request.method != "POST" or refused:
        return act_page(request, mine, "withdraw", WithdrawForm(), WRONG if refused else 200, **words)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return act_page(request, mine, "withdraw", form, WRONG, **words)
    try:
        record_own(
            mine, "withdraw", petitioner=view.withdraws_for, words={"reason": form.cleaned_data["reason"]}
        )
    except Refused as error:
        return act_page(request, mine, "withdraw", form, WRONG, **{**words, "error": error})
    return done(request, mine, _("已经提出撤回。%(day)s 以前可以随时取消。") % {"day": day(until)})


def _undo(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """As if it had never been said."""
    refused = view.refused("undo_withdraw")
    words: dict[str, Any] = {
        "title": _("取消撤回"), "submit": _("取消撤回，继续办理"), "error": refused, "lines": [_("您的事项照常办理，期限没有中断。")],
    }  # fmt: skip
    if request.method != "POST" or refused:
        return act_page(request, mine, "undo", NothingForm(), WRONG if refused else 200, **words)
    try:
        record_own(mine, "undo_withdraw", petitioner=view.withdraws_for)
    except Refused as error:
        return act_page(request, mine, "undo", NothingForm(), WRONG, **{**words, "error": error})
    return done(request, mine, _("已经取消撤回，照常办理。"))


def _consent(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """Consent to electronic service, matter by matter."""
    closed = _closed(request, mine, view, "consent_electronic")
    if closed:
        return closed
    has = mine.role.no in view.state.consents
    words: dict[str, Any]
    if has:
        words = {
            "title": _("不再在网上接收文书"), "submit": _("改回邮寄或者当面送达"),
            "lines": [_("以后的文书用邮寄或者当面送达；已经送达的不受影响。")],
        }  # fmt: skip
    else:
        words = {
            "title": _("在网上接收文书"), "submit": _("同意在网上接收文书"),
            "lines": [_("只对这一件有效，随时可以取消。"), _("文书凭查询码和密码在本站打开，您确认收到才算送达。")],
        }  # fmt: skip
    form = ConsentForm(initial={"given": "no" if has else "yes"})
    if request.method != "POST":
        return act_page(request, mine, "consent", form, **words)
    given = request.POST.get("given") == "yes"
    if given != has:
        consent(mine.role, given, by=mine.actor, now=mine.now)
    return done(request, mine, _("已经改为在网上接收文书。") if given else _("已经改回邮寄或者当面送达。"))


def _contact(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """Safe contact."""
    closed = _closed(request, mine, view, "change_contact")
    if closed:
        return closed
    words: dict[str, Any] = {
        "title": _("怎样联系我"), "submit": _("保存联系方式"),
        "lines": [_("发给您的短信从不写事情的内容和单位名称。"), _("办理单位看不到您要求保密的内容。")],
    }  # fmt: skip
    if request.method != "POST":
        return act_page(
            request,
            mine,
            "contact",
            ContactForm(initial={"tell": "self", "language": LANGUAGES[0][0], **(mine.role.contact or {})}),
            **words,
        )
    form = ContactForm(request.POST)
    if not form.is_valid():
        return act_page(request, mine, "contact", form, WRONG, **words)
    change_contact(mine.role, raising.kept_contact(form.cleaned_data), by=mine.actor, now=mine.now)
    return done(request, mine, _("联系方式已经更改。"))


def _pin(request: HttpRequest, mine: Held, view: MatterView) -> HttpResponse:
    """A new PIN."""
    closed = _closed(request, mine, view, "change_pin")
    if closed:
        return closed
    words: dict[str, Any] = {
        "title": _("更换密码"), "submit": _("更换密码"),
        "lines": [_("忘记密码的，带身份证件到任一信访窗口重设。")],
    }  # fmt: skip
    if request.method != "POST":
        return act_page(request, mine, "pin", PinForm(), **words)
    person = mine.role.petitioner.person or {}
    form = PinForm(request.POST, numbers=(str(person.get("phone", "")), str(person.get("number", ""))))
    if not form.is_valid():
        return act_page(request, mine, "pin", form, WRONG, **words)
    tried = open_with(mine.role.code, form.cleaned_data["old_pin"], origin_of(request), mine.now)
    if tried.role is None:
        form.add_error("old_pin", wait_words(tried.wait) if tried.wait else _("现在的密码不对。"))
        return act_page(request, mine, "pin", form, WRONG, **words)
    change_pin(mine.role, form.cleaned_data["pin"], by=mine.actor, now=mine.now)
    renewed(request, mine)
    return done(request, mine, _("密码已经更换。"))


DOINGS: dict[str, Doing] = {
    "add": _add, "confirm": _confirm, "rate": _rate, "withdraw": _withdraw, "undo": _undo, "consent": _consent,
    "contact": _contact, "pin": _pin, "review": views_review.apply, "withdraw_review": views_review.withdraw,
    "recusal": views_conduct.recusal, "hearing": views_conduct.hearing, "paper": views_conduct.paper,
    "authority": views_authority.decide,
}  # fmt: skip
ALWAYS = frozenset({"add", "contact", "pin", "undo"})
"""What remains open to whoever claims to speak for another: adding, the own code, and taking back what one withdrew."""
