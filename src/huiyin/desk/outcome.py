"""After an act: what was recorded, what follows, who has to do it and by when; or why it was refused."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huiyin.desk import labels
from huiyin.desk.doing import act_url
from huiyin.desk.matter import Matter
from huiyin.register.models import Act
from huiyin.register.record import Recorded, Stale
from huiyin.statute.law import Law
from huiyin.statute.model import Refused
from huiyin.web.parts import Link, Refusal
from huiyin.web.words import bilingual, day


def sentences(done: Recorded, law: Law) -> list[str]:
    """What the petitioner and the offices may expect now."""
    found = [
        _("已记录：%(act)s（第%(seq)s条）。") % {"act": labels.act(law, done.act.kind), "seq": done.act.seq}
    ]
    for paper in done.papers:
        title = labels.paper(law, paper.kind)
        found.append(_("已出具《%(title)s》%(number)s。") % {"title": title, "number": paper.number})
    for event in done.planned.events:
        thing = event.thing
        if event.what == "opened" and thing.kind == "duty" and not thing.how:
            found.append(_opened(thing, law))
        elif event.what == "window":
            words = {"rule": labels.rule(law, thing.rule), "end": day(thing.end)}
            found.append(_("信访人可以在 %(end)s 以前%(rule)s。") % words)
        elif event.what == "window_corrected":
            found.append(_("此前起算的申请期因更正作废，请重新送达并告知信访人。"))
    if done.planned.conflicts:
        n = len(done.planned.conflicts)
        found.append(_("有 %(n)s 条记录与前后不符，需要人来处理，见本页上方。") % {"n": n})
    return found


def _opened(duty: object, law: Law) -> str:
    rule, office = getattr(duty, "rule", ""), labels.office(getattr(duty, "office", ""))
    due = getattr(duty, "due", None)
    if labels.stopped(rule, due):
        return _("听证期间不计入期限：%(rule)s的期限从现在起停止计算，听证结束后接着算。") % {
            "rule": labels.rule(law, rule)
        }
    words = {"office": office, "rule": labels.rule(law, rule), "due": day(due) if due else ""}
    return (
        _("%(office)s应当在 %(due)s 以前：%(rule)s。") if due else _("%(office)s应当及时：%(rule)s。")
    ) % words


def refusal(m: Matter, refused: Refused, seen: int, kind: str = "") -> Refusal:
    """What happened, what was kept, what is open now, and by which provision."""
    if isinstance(refused, Stale):
        return Refusal(
            title=_("刚才有人先办了，还没有提交"),
            happened=bilingual(refused),
            kept=_("您填写的内容都在下面。"),
            todo=_("看过下面的变化后再提交一次；已经不需要办的，返回即可。"),
            details=tuple(meanwhile(m, seen)),
        )
    openings = {o.kind: o for o in m.open}
    links = tuple(
        Link(labels.act(m.law, k), act_url(m.file.pk, k, openings[k].proceeding, openings[k].points))
        for k in refused.open_now
        if k in openings and k != kind
    )
    todo = _("改好后再提交一次。")
    if links:
        todo += _("现在可以办的有：")
    return Refusal(
        happened=_happened(m, refused, kind), kept=_("什么也没有记录；您填写的内容都在下面。"), todo=todo,
        provision=refused.provision, links=links,
    )  # fmt: skip


def _happened(m: Matter, refused: Refused, kind: str) -> str:
    """Why, in words; an act of other posts names them as the pages do."""
    if not (refused.posts and kind):
        return labels.named(bilingual(refused))
    words = {"act": labels.act(m.law, kind), "who": labels.posts(refused.posts)}
    return _("“%(act)s”由下列岗位办理：%(who)s。您现在的岗位办不了。") % words


def meanwhile(m: Matter, seen: int) -> list[str]:
    """What was recorded since the page was drawn."""
    rows = Act.objects.filter(file=m.file, seq__gt=seen).order_by("seq")
    return [
        _("第%(seq)s条 %(on)s %(act)s（%(office)s）")
        % {
            "seq": r.seq,
            "on": day(r.on),
            "act": labels.act(m.law, r.kind),
            "office": labels.office(r.office_id),
        }
        for r in rows
        if m.shows(r)
    ]
