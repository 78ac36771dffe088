"""Lives told at random: which act comes next, with values that the form could give; and a way to the end of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st

from huiyin.statute.model import Refused, State
from huiyin.statute.procedure import OpenAct
from tests.statute import wander_review
from tests.statute.lives import Life

Draw = Callable[[st.SearchStrategy[Any]], Any]
PURPOSES = ("claim", "claim", "claim", "suggestion", "enquiry", "thanks", "unclear", "accusation")
RECEIVERS = ("xfj", "city_xfj", "labour", "jw", "town")
TARGETS = ("town", "labour", "environment", "village", "jw", "city_jw", "xfj", "county")
PROCEDURES = {
    "31[1]": "litigation-duty",
    "31[2]": "land-arbitration",
    "31[3]": "party-appeal",
    "31[5]": "labour-inspection",
}
STARTS = ("2026-03-02", "2026-03-02", "2022-04-11", "2021-01-25", "2008-01-21")
"""Days of entry: of today, under the Regulation of 2005, and shortly before it ended."""
ROLES = ("self", "self", "representative", "agent", "guardian")


def begin(draw: Draw) -> Life:
    """An entry, anywhere, of any kind."""
    life = Life(draw(st.sampled_from(("zhashui", "national"))))
    office, start = draw(st.sampled_from(RECEIVERS)), draw(st.sampled_from(STARTS))
    purposes = draw(st.lists(st.sampled_from(PURPOSES), min_size=1, max_size=3))
    if "accusation" in purposes and office in ("labour", "town"):
        office = "xfj"  # nobody there is named for restricted matters
    codes: dict[str, Any] = {"restricted": 1} if "accusation" in purposes else {}
    for flag in ("urgent", "undeliverable", "withhold_name"):
        if draw(st.integers(0, 5)) == 0:
            codes[flag] = 1
    if office == "xfj" and draw(st.integers(0, 4)) == 0:
        codes["feedback_due"] = str(date.fromisoformat(start) + timedelta(days=120))
    people = draw(st.lists(st.sampled_from(ROLES), min_size=1, max_size=3))
    channel = draw(st.sampled_from(("visit", "phone", "letter", "web", "email")))
    life.register(start, office, purposes, channel, people=people, **codes)
    return life


def _purpose(life: Life, points: tuple[int, ...]) -> str:
    return life.point(points[0]).purpose


def _outcome(draw: Draw, points: tuple[int, ...], on: date) -> dict[str, Any]:
    said = {str(no): draw(st.sampled_from(("support", "explain", "not_support"))) for no in points}
    return {
        "outcome": said,
        "execution": {no: str(on + timedelta(days=40)) for no, what in said.items() if what == "support"},
    }


def _service(draw: Draw, life: Life) -> dict[str, Any] | None:
    waiting = [(p.no, no) for p in life.state.papers.values() for no in p.addressees if no not in p.served]
    if not waiting:
        return None
    paper, petitioner = draw(st.sampled_from(waiting))
    method = draw(st.sampled_from(("direct", "post", "left", "public_notice", "electronic")))
    return {"paper": paper, "petitioner": petitioner, "method": method, "received_by": "self"}


def _correction(draw: Draw, life: Life, on: date) -> dict[str, Any]:
    names = draw(st.sampled_from([a.seq for a in life.line]))
    if draw(st.booleans()):
        return {"names": names, "wrong": "never_happened"}
    return {"names": names, "wrong": "on", "value": str(on - timedelta(days=draw(st.integers(0, 30))))}


def values(draw: Draw, life: Life, one: OpenAct, on: date) -> dict[str, Any] | None:
    """What a form of that act could say; None where this wanderer leaves the act alone."""
    kind = one.kind
    some: dict[str, Callable[[], dict[str, Any] | None]] = {
        "judge": lambda: draw(st.sampled_from(({"result": "first"}, {"result": "repeat", "linked": 3}))),
        "screen": lambda: _screening(draw, life, one.points),
        "name_accused": lambda: {"codes_office": draw(st.sampled_from(("town", "village", "labour")))},
        "transfer": lambda: {"to": draw(st.sampled_from(TARGETS))},
        "assign": lambda: {"to": draw(st.sampled_from(TARGETS)), "feedback_due": str(on + timedelta(days=60))},
        "report_up": lambda: {"to": "county"}, "report_urgent": lambda: {"to": "county"},
        "make_extract": lambda: {"to": "town"},
        "refuse": lambda: {"ground": "outside_power", "organ": draw(st.sampled_from(("city", "town", "streets")))},
        "name_path": lambda: (lambda p: {"path": p, "procedure": PROCEDURES[p]})(draw(st.sampled_from(sorted(PROCEDURES)))),
        "answer": lambda: {**_outcome(draw, one.points, on), "what_is_new": 1},
        "ask_extension": lambda: {"days": draw(st.integers(1, 31))},
        "report_result": lambda: {"outcome": "decided_for"},
        "their_extension": lambda: {"days": draw(st.integers(1, 31))},
        "ask_rescreen": lambda: {"path": "31[5]"}, "rescreen": lambda: {"path": draw(st.sampled_from(("31[5]", "31[6]")))},
        "serve": lambda: _service(draw, life), "serve_failed": lambda: _service(draw, life),
        "confirm_receipt": lambda: _service(draw, life),
        "withdraw": lambda: {"petitioner": draw(st.sampled_from(sorted(life.state.petitioners)))},
        "undo_withdraw": lambda: {"petitioner": draw(st.sampled_from(sorted(life.state.withdrawals)))},
        "end_withdrawn": lambda: {"petitioner": draw(st.sampled_from(sorted(life.state.withdrawals)))},
        "rate": lambda: {"petitioner": 1, "about": draw(st.sampled_from(RECEIVERS)), "mark": "satisfied"},
        "consent_electronic": lambda: {"petitioner": 1, "given": draw(st.sampled_from(("yes", "no")))},
        "add_point": lambda: {"purpose": draw(st.sampled_from(PURPOSES[:-1]))},
        "add_entry": lambda: {"channel": "letter", "petitioners": [[len(life.state.petitioners) + 1, "self"]]},
        "join": lambda: {"petitioners": [[len(life.state.petitioners) + 1, "self"]]},
        "correct": lambda: _correction(draw, life, on),
        "draft": lambda: {"draft": draw(st.integers(1, 2)), "paper_kind": "reply", "digest": "d"},
        "check": lambda: {"draft": 1, "digest": "d"}, "sign": lambda: {"draft": 1, "digest": "d"},
        "return_draft": lambda: {"draft": 1},
        "name_officer": lambda: {"officer": "chen"}, "take_over": lambda: {"officer": "wei"},
        **_conduct(draw, life, on),
        "recount": lambda: {"duties": [d.key for d in life.state.live]},
        **{name: partial(wander_review.values, draw, life, one, on) for name in wander_review.ACTS},
    }  # fmt: skip
    return some.get(kind, dict)()


def _conduct(draw: Draw, life: Life, on: date) -> dict[str, Callable[[], dict[str, Any] | None]]:
    """Suggestions, competence, the simple way, mediation, hearings, recusal."""
    agreed = {"petitioner_agrees": 1, "other_agrees": 1, "lawful": 1}
    offices = {"offices": ["town", "labour"]}
    later = str(on + timedelta(days=20))
    return {
        "reply_suggestion": lambda: {
            "adoption": dict.fromkeys(map(str, life.state.points), draw(st.sampled_from(("adopted", "not_adopted"))))
        },
        "consult_offices": lambda: {**offices, "result": draw(st.sampled_from(("agreed", "disputed"))), "competent": "town"},
        "refer_competence": lambda: {**offices, "to": "county"}, "decide_competence": lambda: {"competent": "labour"},
        "ask_help": lambda: {"to": "streets", "due": later}, "report_urgent_up": lambda: {"to": "city_xfj", "national": 1},
        "tell_urgent": lambda: {"to": "police", "conference": 1}, "use_simple": lambda: {"supportable": 1},
        "answer_simple": lambda: {
            "outcome": dict.fromkeys(map(str, life.state.points), "support"),
            "execution": dict.fromkeys(map(str, life.state.points), later),
        },
        "mediate": lambda: {**agreed, "form": draw(st.sampled_from(("people", "administrative")))},
        "agree_mediation": lambda: {"due": later}, "agree_settlement": lambda: {**agreed, "due": later},
        "decide_hearing": lambda: {"hold": draw(st.sampled_from(("yes", "no")))},
        "announce_hearing": lambda: {"day": str(on + timedelta(days=3))},
        "ask_recusal": lambda: {"officer": "chen"}, "decide_recusal": lambda: _recusal(life),
        "refer_relief": lambda: {"to": "county", "consent": 1},
    }  # fmt: skip


def _recusal(life: Life) -> dict[str, Any]:
    asked = [who or "chen" for _, who in sorted(life.state.conduct.recusal_asked)]
    officer = asked[-1] if asked else "chen"
    last = officer.endswith("2")  # an office of these lives has two officers: one of them stays
    return {"officer": officer, "decision": "not_granted" if last else "granted"}


def _screening(draw: Draw, life: Life, points: tuple[int, ...]) -> dict[str, Any]:
    purpose = draw(st.sampled_from((_purpose(life, points), "claim", "enquiry", "suggestion")))
    path = {"claim": "31[6]", "suggestion": "29", "accusation": "30"}.get(purpose, "none")
    return {"purpose": purpose, "path": path, **({"urgent": 1} if draw(st.integers(0, 6)) == 0 else {})}


def actor(life: Life, one: OpenAct) -> str:
    """The office that would do it; none for petitioners and machines."""
    spec = life.law.acts[one.kind]
    if spec.who <= {"machine"} or one.kind in (
        "withdraw",
        "undo_withdraw",
        "rate",
        "confirm_receipt",
        "consent_electronic",
        "apply_review",
        "apply_re_review",
        "withdraw_review",
    ):
        return ""
    if one.proceeding:
        p = life.proceeding(one.proceeding)
        if spec.where == "respondent":
            return life.proceeding(p.parent).office
        if spec.where == "helper":
            owing = {d.office for d in life.state.live if d.rule == "help" and d.proceeding == p.no}
            return min(owing or life.state.conduct.helping.get(p.no, {p.office}))
        return p.sender if spec.where == "sender" else p.office
    return life.proceeding(1).office


def attempt(life: Life, one: OpenAct, on: date, points: tuple[int, ...], said: dict[str, Any]) -> bool:
    """Try it; whether it was recorded."""
    codes = dict(said)
    points = codes.pop("points", points)
    where: dict[str, Any] = {
        key: codes.pop(key) for key in ("to", "petitioner", "paper", "names") if key in codes
    }
    if one.kind == "decide_recusal":  # nobody decides on himself
        where["by"] = "officer:head"
    if "codes_office" in codes:
        codes["office"] = codes.pop("codes_office")
    try:
        life.do(one.kind, on, actor(life, one), one.proceeding, points, **where, **codes)
    except Refused:
        return False
    return True


def wander(draw: Draw, steps: int, life: Life | None = None, drawn_to: frozenset[str] = frozenset()) -> Life:
    """A life of at most so many acts, each of them open when it was done; from the entry, or going on from `life`.

    Left to chance alone a life hardly ever comes to its second stage: acts of `drawn_to` that were not done yet where
    they are open are taken nine times in ten."""
    life = life or begin(draw)
    on = life.state.last[0]
    for _ in range(steps):
        on += timedelta(days=draw(st.integers(0, 9)))
        found = sorted(life.open(str(on)))
        if not found:
            return life
        done = {(a.kind, a.proceeding) for a in life.line if a.kind not in AGAIN}
        ahead = [o for o in found if o.kind in drawn_to and (o.kind, o.proceeding) not in done]
        weighty = ahead or [o for o in found if o.proceeding and not life.law.acts[o.kind].quiet]
        often = 9 if ahead else 3
        one = draw(st.sampled_from(weighty if weighty and draw(st.integers(0, often)) else found))
        points = one.points
        if one not in ahead and len(points) > 1 and draw(st.booleans()):
            points = points[: draw(st.integers(1, len(points)))]
        said = values(draw, life, one, on)
        if said is not None:
            late = draw(st.integers(0, 9)) == 0
            attempt(life, one, on - timedelta(days=draw(st.integers(1, 20))) if late else on, points, said)
    return life


AGAIN = frozenset({"apply_review", "apply_re_review", "serve"})
"""What is done for each petitioner."""


# ------------------------------------------------------------------ to the end


def finish(life: Life) -> list[str]:
    """Bring a life to its close by lawful acts only; what still stands in the way if that fails."""
    on = life.state.last[0] + timedelta(days=1)
    for _ in range(200):
        if life.state.closed_on:
            return []
        if not any(_push(life, on) for _ in range(1)):
            on += timedelta(days=8)  # a withdrawal may have to rest
            if not _push(life, on):
                return _in_the_way(life.state)
    return _in_the_way(life.state)


def _in_the_way(s: State) -> list[str]:
    return (
        [f"point {p.no} {p.purpose} {p.step} in {p.proceeding}" for p in s.points.values()]
        + [
            f"owed {d.rule} by {d.office} in {d.proceeding} over {sorted(d.left)}"
            for d in s.live
            if d.kind == "duty"
        ]
        + [f"conflict {a.kind} {a.seq}: {why.code}" for a, why in s.conflicts]
    )


def _push(life: Life, on: date) -> bool:
    """One act towards the end; whether there was one."""
    for act, _ in life.state.conflicts:
        if act.kind == "correct" or not _do(
            life, "correct", on, life.proceeding(1).office, 0, (), names=act.seq, wrong="never_happened"
        ):
            continue
        return True
    found = {(o.kind, o.proceeding): o for o in life.open(str(on))}
    for kind in ORDER:
        for (name, _), one in sorted(found.items()):
            if name == kind and any(_do_one(life, one, on, said) for said in _ways(life, one, on)):
                return True
    return False


ORDER = (
    "close", "tell_correction", *wander_review.ORDER,
    "tell_destination", "serve", "report_urgent", "report_urgent_up", "tell_urgent", "report_child",
    "inform_organisation",
    "report_grave_accusation", "give_help", "decide_recusal", "decide_hearing", "conclude_hearing",
    "report_agreement", "decide_competence", "carry_out", "tell_extension", "report_closing", "report_result",
    "answer", "accept", "give_feedback", "reply_suggestion", "reply", "name_accused", "judge", "take_up", "transfer",
    "deny_objection", "object", "consent_return", "recall", "refuse", "refer_competence",
)  # fmt: skip
"""What brings a file nearer to its end, in the order in which it is tried."""


def _ways(life: Life, one: OpenAct, on: date) -> list[dict[str, Any]]:
    if one.kind == "serve":
        if one.proceeding not in (
            p.proceeding or 1 for p in life.state.papers.values() if set(p.addressees) - set(p.served)
        ):
            return []
        return [
            {"paper": p.no, "petitioner": no, "method": "direct", "received_by": "self"}
            for p in life.state.papers.values() if (p.proceeding or 1) == one.proceeding
            for no in p.addressees if no not in p.served
        ]  # fmt: skip
    if one.kind == "give_help" and not any(
        d.rule == "help" and d.proceeding == one.proceeding for d in life.state.live
    ):
        return []
    if one.kind == "decide_hearing" and not any(d.rule == "decide-hearing" for d in life.state.live):
        return []
    if one.kind == "transfer":
        return [
            {"to": to, "helping": ["streets"]}
            for to in ("town", "jw", "city_jw", "xfj", "city_xfj", "labour")
        ]
    if one.kind in wander_review.ORDER:
        return wander_review.ways(life, one, on)
    ways: dict[str, list[dict[str, Any]]] = {
        "judge": [{"result": "first"}], "name_accused": [{"outside": 1}], "report_urgent": [{"to": "county"}, {"to": "city"}],
        "answer": [{"outcome": {str(no): "explain" for no in range(1, 99)}, "what_is_new": 1}], "report_result": [{"outcome": "settled"}],
        "reply_suggestion": [{"adoption": {str(no): "not_adopted" for no in range(1, 99)}}],
        "report_urgent_up": [{"to": to, "national": 1} for to in ("city_xfj", "province_xfj", "xfj")],
        "tell_urgent": [{"to": to, "conference": 1} for to in ("police", "city")],
        "inform_organisation": [{"to": "county"}, {"to": "city"}],
        "report_grave_accusation": [{"to": to, "secretary": 1, "leader": 1} for to in ("county", "city")],
        "decide_hearing": [{"hold": "no"}],
        "decide_recusal": [
            {"officer": who or "chen", "decision": "not_granted"} for _, who in life.state.conduct.recusal_asked
        ], "decide_competence": [{"competent": code} for code in ("town", "labour", "xfj", "city_xfj")],
        "refer_competence": [{"to": to, "offices": ["town", "labour"]} for to in ("county", "city")],
        "refuse": [{"ground": "outside_power", "organ": organ} for organ in ("city", "streets", "province_xfj")],
    }  # fmt: skip
    return ways.get(one.kind, [{}])


def _do_one(life: Life, one: OpenAct, on: date, said: dict[str, Any]) -> bool:
    """The act on all its points, else on one of them: an opinion answers what one notice accepted."""
    choices = [one.points, *((no,) for no in one.points)] if len(one.points) > 1 else [one.points]
    duties = (
        [tuple(sorted(d.left)) for d in life.state.live if d.rule in ("answer", "redo")]
        if one.kind == "answer"
        else []
    )
    if one.kind == "name_accused" and life.state.accused_known:
        return False
    return any(attempt(life, one, on, points, said) for points in [*choices, *duties])


def _do(
    life: Life, kind: str, on: date, office: str, proceeding: int, points: tuple[int, ...], **rest: Any
) -> bool:
    try:
        life.do(kind, on, office, proceeding, points, **rest)
    except Refused:
        return False
    return True
