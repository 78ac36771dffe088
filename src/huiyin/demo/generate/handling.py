"""Dispatching and handling as offices do it: mostly in time, sometimes late, now and then extended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from huiyin.demo.generate import texts
from huiyin.demo.generate.cast import FRONT
from huiyin.offices.actor import Actor
from huiyin.papers.prefilling_path import to_apply
from huiyin.register.opening import NewEntry, NewPoint

if TYPE_CHECKING:
    from huiyin.demo.generate.texts import Subject
    from huiyin.demo.generate.ways import Setting

NIGHTLY = Actor.machine("nightly")


def dispatch(s: Setting, office: str, path: str, *, assigned: bool = False) -> None:
    """Judge, screen, send on, tell the destination, serve that."""
    c, rng = s.c, s.rng
    c.later(0, 4)
    s.judge()
    c.act(
        s.dispatcher,
        "screen",
        proceeding=1,
        points=s.points,
        codes={"path": path},
        words={"reason": "按职责和法定途径甄别。"},
    )
    c.later(0, 6 if rng.random() < 0.95 else 18)
    s.assigned, s.received_by = assigned, FRONT
    parts = {"screening": "事项属于收件单位的职责范围，按甄别的途径办理。"}
    if assigned:
        due = (c.day + timedelta(days=75)).isoformat()
        content = _content(s, parts | {"demands": "请报送办理结果和处理意见书副本。"})
        hands = (s.dispatcher, s.leader, s.cast.who(FRONT, "head"))
        c.paper("assign", FRONT, 1, s.points, hands, content, to=office, feedback_due=due)
    else:
        c.paper("transfer", FRONT, 1, s.points, (s.dispatcher, s.leader), _content(s, parts), to=office)
    c.proceeding()
    told = c.paper("tell_destination", FRONT, 1, s.points, (s.dispatcher, s.leader), {"parts": {}})
    c.later(0, 4)
    c.serve(s.dispatcher, told, s.everyone(), 1)
    c.act(s.cast.who(office, "handler", "section"), "sign_for", proceeding=2)


def handle(s: Setting, subject: Subject, office: str, proceeding: int) -> None:
    """Accept, look into it, perhaps extend, answer, serve, carry out, report."""
    c, rng, cast = s.c, s.rng, s.cast
    handler, section = cast.who(office, "handler", "section"), cast.who(office, "section")
    signer = cast.who(office, "head", "leader", but=handler.ref)
    received = c.day
    silent = rng.random() < 0.05
    if silent:  # nobody says anything: the time to answer is counted all the same
        c.on(received + timedelta(days=24))
        c.act(NIGHTLY, "count_silence", proceeding=proceeding, points=s.points)
        c.later(1, 20)
    else:
        c.later(1, 8)
    content = _content(s, {"competence": "事项属于本单位职责，没有应当先走的其他法定程序。"})
    accepted = c.paper("accept", office, proceeding, s.points, (handler, section, signer), content)
    start = received if silent else c.day
    c.later(0, 3)
    withheld = _serves_withheld(s)
    c.serve(withheld or handler, accepted, s.everyone(), proceeding)
    c.later(2, 18)
    found = texts.pick(rng, subject, "found", s.marks)
    c.act(handler, "investigate", proceeding=proceeding, codes={"form": rng.choice(("on_site", "documents", "inquiry"))},
          words={"record": found})  # fmt: skip
    if rng.random() < 0.3:
        c.act(
            handler,
            "contact",
            proceeding=proceeding,
            codes={"form": "phone"},
            words={"record": "电话听取意见，无新的请求。"},
        )
    if rng.random() < 0.06:
        again(s, s.received_by)
    _answer(s, subject, office, proceeding, start.toordinal(), found, withheld)


def again(s: Setting, office: str) -> None:
    """The same person asks again by telephone: joined, and no clock moves."""
    s.c.later(0, 10)
    words = {"text": "上次反映的事情到什么程度了，请告诉我一声。"}
    point = NewPoint("询问进展", "enquiry")
    entry = NewEntry("phone", office, s.c.day, "再次询问", words, (point,), ())
    s.c.act(s.cast.who(office, "registrar"), "add_entry", entry=entry)


def _answer(
    s: Setting, subject: Subject, office: str, proceeding: int, start: int, found: str, withheld: Actor | None
) -> None:
    c, rng, cast = s.c, s.rng, s.cast
    handler, section = cast.who(office, "handler", "section"), cast.who(office, "section")
    signer, head = cast.who(office, "head", "leader", but=handler.ref), cast.who(office, "head")
    spent = c.day.toordinal() - start
    pace = rng.random()
    if pace < 0.08 and spent < 45:
        _extend(s, office, proceeding, head, section, signer, withheld)
        c.later(10, 30)
    elif pace < 0.14:
        c.later(max(1, 62 - spent), max(20, 100 - spent))
    else:
        c.later(1, max(2, 50 - spent))
    outcome = {
        str(no): rng.choice(("support", "support", "explain", "explain", "decline")) for no in s.points
    }
    by = (c.day + timedelta(days=rng.randint(15, 60))).isoformat()
    said = {no: "not_support" if kind == "decline" else kind for no, kind in outcome.items()}
    execution = {no: by for no, kind in outcome.items() if kind == "support"}
    points = [_point(s, subject, int(no), kind, found, by) for no, kind in outcome.items()]
    parts = {
        "identity": "信访人身份和住址已经核对。", "inquiry": "现场查看，听取信访人和有关单位意见，查阅材料。",
        "evidence": "现场照片、询问记录，已向信访人出示。",
    }  # fmt: skip
    content = {"points": points, "parts": parts}
    paper = c.paper("answer", office, proceeding, s.points, (handler, section, signer), content,
                    outcome=said, execution=execution)  # fmt: skip
    c.later(0, 4)
    c.serve(withheld or handler, paper, s.everyone(), proceeding)
    if rng.random() < 0.12:
        mark = rng.choice(("satisfied", "satisfied", "mostly", "not_satisfied"))
        c.act(1, "rate", codes={"about": office, "mark": mark})
    if s.assigned:
        _report(s, office, proceeding, (handler, section, signer))
    if execution:
        c.later(5, 50 if rng.random() < 0.9 else 120)
        c.act(handler, "carry_out", proceeding=proceeding, points=tuple(map(int, execution)),
              words={"evidence": "已经落实，有照片和验收单。"})  # fmt: skip


def _report(s: Setting, office: str, proceeding: int, hands: tuple[Actor, ...]) -> None:
    report = [{"no": no, "result": "已经答复，意见书已送达。"} for no in s.points]
    parts = {"process": "受理后现场调查，集体研究，作出处理意见。", "petitioner_view": "当面表示知道了结果。"}
    s.c.paper("report_closing", office, proceeding, s.points, hands, {"points": report, "parts": parts})


def _extend(
    s: Setting,
    office: str,
    proceeding: int,
    head: Actor,
    section: Actor,
    signer: Actor,
    withheld: Actor | None,
) -> None:
    c = s.c
    handler = s.cast.who(office, "handler", "section")
    c.later(1, 8)
    words = {
        "reason": "需要鉴定，结果尚未出具。",
        "done": "已经现场查看并取样。",
        "plan": "收到鉴定结果后五日内研究。",
    }
    c.act(handler, "ask_extension", proceeding=proceeding, points=s.points, codes={"days": 30}, words=words)
    content = {"parts": {"reason": words["reason"]}}
    c.paper("approve_extension", office, proceeding, s.points, (handler, head), content, issuer=head)
    paper = c.paper(
        "tell_extension", office, proceeding, s.points, (handler, section, signer), {"parts": dict(words)}
    )
    c.serve(withheld or handler, paper, s.everyone(), proceeding)


def lead_in(s: Setting, subject: Subject, office: str, item: str) -> None:
    """Name the path within the time to tell, hand over, and report what came of it."""
    c, rng, cast = s.c, s.rng, s.cast
    handler, section = cast.who(office, "handler", "section"), cast.who(office, "section")
    signer = cast.who(office, "head", "leader", but=handler.ref)
    c.later(1, 9 if rng.random() < 0.93 else 30)
    parts = {
        "procedure": "告知书所列程序", "reason": "请求的事项依法由该程序处理，信访程序不能代替。",
        "limit": f"按其法律规定的期限办理（{subject.words['basis'][0]}）。",
        "remedy": "对结果不服的，可以依法申请行政复议或者提起诉讼。", "to_do": "不需要另交申请，请保留凭证。",
    }  # fmt: skip
    if minding := to_apply(s.law.book.procedure(subject.course, c.day)):
        parts["closing_window"] = minding
    content = _content(s, parts) | {"_words": {"host": "本单位承担该程序的机构"}}
    hands = (handler, section, signer)
    paper = c.paper("name_path", office, 2, s.points, hands, content, path=item, procedure=subject.course)
    c.proceeding()
    c.later(0, 4)
    c.serve(_serves_withheld(s) or handler, paper, s.everyone(), 2)
    c.later(15, 70 if rng.random() < 0.9 else 150)
    outcome = rng.choice(
        ("decided_for", "decided_for", "decided_partly", "settled", "decided_against", "ended_otherwise")
    )
    record = texts.pick(rng, subject, "found", s.marks)
    c.act(
        handler,
        "report_result",
        proceeding=3,
        points=s.points,
        codes={"outcome": outcome},
        words={"record": record},
    )


def _serves_withheld(s: Setting) -> Actor | None:
    """Where the name is withheld from the handling office, the office that sent the matter serves its papers."""
    return s.dispatcher if s.withheld else None


def _content(s: Setting, parts: dict[str, str]) -> dict[str, Any]:
    return {"points": [{"no": no} for no in s.points], "parts": parts}


def _point(s: Setting, subject: Subject, no: int, kind: str, found: str, by: str) -> dict[str, Any]:
    opinion = texts.pick(s.rng, subject, kind, s.marks) or "按规定办理。"
    point: dict[str, Any] = {
        "no": no, "reasons": texts.pick(s.rng, subject, "harm", s.marks), "facts": found,
        "outcome": "not_support" if kind == "decline" else kind, "opinion": opinion, "basis": subject.words["basis"][0],
    }  # fmt: skip
    if kind == "support":
        point |= {"execution_by": by, "execution": "由承办人负责落实，完成后告知。"}
    return point
