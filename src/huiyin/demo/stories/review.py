"""Two neighbours go on: one wins a redo on review, the other is heard to the end of the re-review."""

from __future__ import annotations

from datetime import date
from typing import Any

from huiyin.demo.teller import Teller, person, points
from huiyin.register import models
from huiyin.register.opening import NewEntry

BOTH = (1, 2)
BASIS = "《柏川县村内道路和排水设施管护办法（试行）》（示例）第七条"
COUNTY = ("zhougeng@fhb", "wuxin", "zhengren")
CITY = ("taogui", "pangyi", "jiangsi")
Desk = tuple[str, str, str]
"""Of a reviewing organ: who writes, who looks into it with him, and the director who signs."""


def entry() -> NewEntry:
    """A letter signed by two, of 3 February 2026."""
    return NewEntry(
        channel="letter", office="xfj", received_on=date(2026, 2, 3), posted_on=date(2026, 2, 2), stamped_on=date(2026, 2, 2),
        title="反映修路后门口积水、围墙开裂",
        words={"text": "去年修路压了我们两家门前的排水，雨天积水，围墙也裂了。请求疏通排水，赔修围墙。"},
        points=points("疏通门前排水", "修复开裂的围墙"), heads=2, class1="城乡建设", class2="市政公用", happened_in="梁口镇望川村",
        people=(
            person("孟某", address="梁口镇望川村四组", phone="13800000021", pin="518203"),
            person("谭某", address="梁口镇望川村四组", phone="13800000022", pin="730468"),
        ),
    )  # fmt: skip


def tell(t: Teller) -> None:
    """Answered, served on different days, reviewed apart, redone, re-reviewed, final for one, closed."""
    t.enter(entry(), "zhangjia")
    opinion = answered(t)
    first, second = ask(t, opinion)
    redone(t, second)
    finally_heard(t, first)
    t.act("libing", "close", date(2026, 9, 30))
    again(t)


def served(t: Teller, who: str, on: date, paper: models.Paper, *people: int) -> None:
    """Handed over, one proof for each."""
    for no in people:
        t.serve(who, on, paper, petitioner=no, words={"proof": "本人签收，已当面说明。"})


def answered(t: Teller) -> models.Paper:
    """Transferred, accepted, answered: neither point is supported; served on 8 and on 20 April."""
    t.act("libing", "judge", date(2026, 2, 4), proceeding=1, codes={"result": "first"})
    t.act("libing", "screen", date(2026, 2, 4), proceeding=1, points=BOTH, codes={"path": "31[6]"})
    t.paper("transfer", "libing", date(2026, 2, 5), sign="sumao", proceeding=1, points=BOTH, intended={"to": "t_xl"},
            written={"parts": {"screening": "村内道路和排水由镇人民政府管护，没有其他法定程序。"}})  # fmt: skip
    told = t.paper("tell_destination", "libing", date(2026, 2, 5), sign="sumao", proceeding=1, points=BOTH)
    served(t, "libing", date(2026, 2, 9), told.papers[0], 1, 2)
    accepted = t.paper("accept", "chenzi", date(2026, 2, 12), check="shihai", sign="kongwu", proceeding=2, points=BOTH,
                       written={"parts": {"competence": "村内道路和排水的管护是本镇人民政府的职责。"}})  # fmt: skip
    served(t, "chenzi", date(2026, 2, 13), accepted.papers[0], 1, 2)
    t.act("chenzi", "investigate", date(2026, 3, 3), proceeding=2, codes={"form": "on_site"},
          words={"record": "门前低洼，围墙有两道裂缝。"})  # fmt: skip
    done = t.paper(
        "answer", "chenzi", date(2026, 4, 7), check="shihai", sign="kongwu", proceeding=2, points=BOTH,
        written={"points": [
            _answer(1, "not_support", "门前低洼是原有地势。", "不属于修路造成，不予支持。"),
            _answer(2, "explain", "裂缝成因没有查清。", "没有证据证明与修路有关，作出解释说明。"),
        ], "parts": {"identity": "孟某、谭某，均住梁口镇望川村四组。", "inquiry": "3月3日到现场查看。", "evidence": "现场照片，已出示。"}},
    )  # fmt: skip
    opinion = done.papers[0]
    served(t, "chenzi", date(2026, 4, 8), opinion, 1)
    served(t, "chenzi", date(2026, 4, 20), opinion, 2)
    return opinion


def _answer(no: int, outcome: str, facts: str, opinion: str, **more: Any) -> dict[str, Any]:
    return {
        "no": no,
        "reasons": "修路抬高了路面。",
        "facts": facts,
        "outcome": outcome,
        "opinion": opinion,
        "basis": BASIS,
        **more,
    }


def ask(t: Teller, opinion: models.Paper) -> tuple[models.Paper, int]:
    """Each asks for review of another point, in the own time: maintained for one, revoked for the other."""
    t.act(t.petitioner(1), "apply_review", date(2026, 4, 27), points=(1,), paper=opinion.no, to="fhb", codes={"form": "online"},
          words={"request": "撤销第一项意见，疏通排水。", "reasons": "修路前从不积水，邻居可以证明。"})  # fmt: skip
    t.act("zhangjia", "apply_review", date(2026, 5, 22), points=(2,), paper=opinion.no, to="fhb", petitioner=2,
          codes={"form": "post", "posted_on": "2026-05-19"},
          words={"request": "撤销第二项意见，修复围墙。", "reasons": "施工队的挖掘机刮过墙根，有录像。"})  # fmt: skip
    first = reviewed(
        t,
        COUNTY,
        3,
        date(2026, 4, 29),
        date(2026, 5, 25),
        _point(1, "maintain", "修路前后地势一致。", "维持第一项意见。"),
    )
    served(t, "zhougeng@fhb", date(2026, 5, 27), first, 1)
    revoked = _point(
        2,
        "revoke",
        "录像显示施工机械碰到墙根，原办理机关没有调取。",
        "撤销第二项意见，由镇人民政府重新作出处理意见。",
    )
    second = reviewed(t, COUNTY, 4, date(2026, 5, 26), date(2026, 6, 15), revoked, redo_days=30)
    served(t, "zhougeng@fhb", date(2026, 6, 16), second, 2)
    return first, 5


def _point(no: int, outcome: str, facts: str, opinion: str) -> dict[str, Any]:
    judgment = "事实清楚、依据充分。" if outcome == "maintain" else "主要事实没有查清。"
    return {
        "no": no,
        "outcome": outcome,
        "facts": facts,
        "judgment": judgment,
        "opinion": opinion,
        "basis": "《信访工作条例》第三十五条",
    }


def reviewed(
    t: Teller, organ: Desk, no: int, accepted: date, decided: date, point: dict[str, Any], *, hearing: tuple[date, date] | None = None,
    **codes: Any,
) -> models.Paper:  # fmt: skip
    """Accepted, the file called, looked into by two, resolved by the committee, the opinion given."""
    writer, _other, director = organ
    assert t.file is not None
    p = models.Proceeding.objects.get(file=t.file, no=no)
    applicant = models.Act.objects.get(file=t.file, seq=p.opened_by).petitioner
    notice = t.paper(
        "accept_review",
        writer,
        accepted,
        sign=director,
        proceeding=no,
        written={"parts": {"plan": "近日当面听取你的意见。"}},
    )
    served(t, writer, accepted, notice.papers[0], applicant)
    t.paper(
        "call_file",
        writer,
        accepted,
        sign=director,
        proceeding=no,
        written={"parts": {"list": "登记、告知、调查、证据和送达材料"}},
    )
    _looked_into(t, organ, p, accepted, decided, point["facts"], hearing)
    outcome = {str(point["no"]): point["outcome"]}
    votes = {"members": 8, "present": 7, "favour": 7, "against": 0}
    t.act(writer, "hold_session", decided, proceeding=no, points=(point["no"],), codes={"outcome": outcome, **votes},
          words={"minutes": "汪庚、禹甲等七名委员到会，一名委员请假；复查人员汇报，逐项讨论。"})  # fmt: skip
    act = "decide_review" if p.kind == "review" else "decide_re_review"
    done = t.paper(act, writer, decided, sign=director, proceeding=no, points=(point["no"],), intended=codes,
                   written={"points": [point], "parts": {
                       "request": "不服原意见，请求撤销。", "respondent_view": "原意见认定的事实清楚。"}})  # fmt: skip
    return done.papers[0]


def _looked_into(
    t: Teller, organ: Desk, p: models.Proceeding, accepted: date, decided: date, found: str, hearing: tuple[date, date] | None,
) -> None:  # fmt: skip
    """The file is handed over, two without interest look into it, and where there is a hearing it is held."""
    writer, other, _director = organ
    no = p.no
    respondent = "chenzi" if p.kind == "review" else COUNTY[0]
    t.act(
        respondent,
        "hand_over_file",
        accepted,
        proceeding=no,
        words={"record": "移交原案卷一册；本单位意见：原意见认定的事实清楚。"},
    )
    two = {"first": writer.partition("@")[0], "second": other, "declared": "no_interest"}
    t.act(writer, "name_investigators", accepted, proceeding=no, codes=two)
    t.act(
        writer,
        "investigate_review",
        hearing[0] if hearing else decided,
        proceeding=no,
        codes={"form": "documents"},
        words={"record": found},
    )
    if hearing:
        t.act(
            writer,
            "open_review_hearing",
            hearing[0],
            proceeding=no,
            words={"record": "公开听证，通知双方到场。"},
        )
        t.act(
            writer,
            "close_review_hearing",
            hearing[1],
            proceeding=no,
            words={"record": "双方陈述、质证；听证员评议一致。"},
        )


def redone(t: Teller, no: int) -> None:
    """The town gives another opinion on the wall, for both who had signed, and carries it out."""
    t.act(
        "chenzi",
        "investigate",
        date(2026, 6, 22),
        proceeding=no,
        codes={"form": "inquiry"},
        words={"record": "施工队承认碰到墙根。"},
    )
    done = t.paper(
        "answer", "chenzi", date(2026, 7, 6), check="shihai", sign="kongwu", proceeding=no, points=(2,),
        written={"points": [_answer(2, "support", "录像和施工队都证明机械碰到墙根。", "由镇人民政府组织修复。",
                                    execution_by="2026-08-31", execution="村镇建设办公室负责。")],
                 "parts": {"identity": "孟某、谭某，均住梁口镇望川村四组。", "inquiry": "6月22日询问施工队。", "evidence": "录像。"}},
    )  # fmt: skip
    served(t, "chenzi", date(2026, 7, 7), done.papers[0], 1, 2)
    t.act(
        "chenzi",
        "carry_out",
        date(2026, 8, 26),
        proceeding=no,
        points=(2,),
        words={"evidence": "围墙修复，二人验收签名，照片三张。"},
    )


def finally_heard(t: Teller, first: models.Paper) -> None:
    """Re-review of the drain: five days of hearing do not count; the opinion is final for who asked."""
    t.act(t.petitioner(1), "apply_re_review", date(2026, 6, 24), points=(1,), paper=first.no, to="c_fhb", codes={"form": "online"},
          words={"request": "撤销复查意见。", "reasons": "没有问过邻居。"})  # fmt: skip
    assert t.file is not None
    no = models.Proceeding.objects.filter(file=t.file, kind="re_review").latest("no").no
    point = _point(1, "maintain", "邻居三人和修路前的照片都说明原来就低洼。", "维持复查意见。")
    hearing = (date(2026, 7, 24), date(2026, 7, 28))
    paper = reviewed(t, CITY, no, date(2026, 6, 26), date(2026, 7, 29), point, hearing=hearing)
    served(t, "taogui", date(2026, 7, 30), paper, 1)


def again(t: Teller) -> None:
    """A letter with nothing new is registered and told once; a photograph that nobody had is a request of its own."""
    t.refused("zhangjia", "apply_review", date(2026, 10, 12), points=(1,), paper=5, to="fhb", petitioner=1, codes={"form": "written"},
              words={"request": "再查。", "reasons": "同前。"})  # fmt: skip
    t.act(
        "zhangjia",
        "renew_point",
        date(2026, 10, 20),
        points=(1,),
        words={"request": "施工图显示排水管被截断，此前没有见过，请求疏通"},
    )
