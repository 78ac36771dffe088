"""Two neighbours with one matter, served on different days: each has a window of his own."""

from __future__ import annotations

from datetime import date

from huiyin.demo.teller import Teller, person, points
from huiyin.register.models import Paper
from huiyin.register.opening import NewEntry

ONE = (1,)


def entry() -> NewEntry:
    """A letter signed by two."""
    return NewEntry(
        channel="letter", office="xfj", received_on=date(2026, 4, 7), posted_on=date(2026, 4, 3), stamped_on=date(2026, 4, 4),
        title="反映门前路灯长期不亮", words={"text": "我们两家门前的路灯从正月起就不亮，老人夜里摔过跤，请求修好。"},
        points=points("修复门前路灯"), heads=2, class1="城乡建设", class2="市政公用", happened_in="梁口镇望川村",
        people=(
            person("吕某", address="梁口镇望川村二组", pin="315824"),
            person("施某", address="梁口镇望川村二组", phone="13800000012", pin="662087"),
        ),
    )  # fmt: skip


def tell(t: Teller) -> None:
    """Transferred, accepted, answered; served on 27 May and on 9 June."""
    _send(t)
    _accept(t)
    _serve(t, _answer(t))
    t.act("chenzi", "carry_out", date(2026, 6, 18), proceeding=2, points=ONE,
          words={"evidence": "两盏路灯恢复照明，照片两张。"})  # fmt: skip
    t.act("libing", "close", date(2026, 6, 19))


def _send(t: Teller) -> None:
    t.enter(entry(), "zhangjia")
    t.act("libing", "judge", date(2026, 4, 8), proceeding=1, codes={"result": "first"})
    t.act("libing", "screen", date(2026, 4, 8), proceeding=1, points=ONE, codes={"path": "31[6]"})
    t.paper("transfer", "libing", date(2026, 4, 9), sign="sumao", proceeding=1, points=ONE, intended={"to": "t_xl"},
            written={"parts": {"screening": "村内路灯由镇人民政府管护。"}})  # fmt: skip
    told = t.paper(
        "tell_destination", "libing", date(2026, 4, 9), sign="sumao", proceeding=1, points=ONE
    ).papers[0]
    for no in (1, 2):
        t.serve(
            "libing", date(2026, 4, 11), told, petitioner=no, method="post", words={"proof": "挂号信回执。"}
        )


def _accept(t: Teller) -> None:
    accepted = t.paper("accept", "chenzi", date(2026, 4, 14), check="shihai", sign="kongwu", proceeding=2, points=ONE,
                       written={"parts": {"competence": "村内路灯的管护是本镇人民政府的职责。"}}).papers[0]  # fmt: skip
    for no in (1, 2):
        t.serve("chenzi", date(2026, 4, 15), accepted, petitioner=no, words={"proof": "本人在家签收。"})
    t.act(
        "chenzi",
        "investigate",
        date(2026, 4, 20),
        proceeding=2,
        codes={"form": "on_site"},
        words={"record": "线路老化，两盏灯不亮。"},
    )


def _answer(t: Teller) -> Paper:
    return t.paper(
        "answer", "chenzi", date(2026, 5, 26), check="shihai", sign="kongwu", proceeding=2, points=ONE,
        written={"points": [{
            "no": 1, "reasons": "老人夜间出行不便。", "facts": "两盏路灯线路老化断路。", "outcome": "support",
            "opinion": "更换线路，恢复照明。",
            "basis": "《柏川县村内道路和排水设施管护办法（试行）》（示例）第五条", "execution_by": "2026-06-20",
            "execution": "本镇村镇建设办公室负责。",
        }], "parts": {
            "identity": "吕某、施某，均住梁口镇望川村二组。", "inquiry": "4月20日到现场查看。", "evidence": "现场照片，已向二人出示。",
        }},
    ).papers[0]  # fmt: skip


def _serve(t: Teller, answered: Paper) -> None:
    t.serve("chenzi", date(2026, 5, 27), answered, petitioner=1, words={"proof": "吕某本人签收。"})
    t.act("chenzi", "serve_failed", date(2026, 5, 27), proceeding=2, paper=answered.no, petitioner=2,
          codes={"method": "direct"}, words={"proof": "施某外出务工，家中无人。"})  # fmt: skip
    t.serve("chenzi", date(2026, 6, 9), answered, petitioner=2, method="post",
            words={"proof": "挂号信，6月9日本人签收。"})  # fmt: skip
