"""Shorter stories: objection, refusal, lateness, correction, another procedure."""

from __future__ import annotations

from datetime import date

from huiyin.demo.teller import Teller, person, points
from huiyin.register.opening import NewEntry

ONE = (1,)


def _noise() -> NewEntry:
    return NewEntry(
        channel="hotline_12345", office="xfj", source="12345", outside=(("12345", "演示-20260803-017"),),
        received_on=date(2026, 8, 3), title="反映楼下烧烤店夜间噪声",
        words={"text": "楼下烧烤店晚上把音箱摆到人行道，唱到凌晨一点。请明确到底归谁管。"},
        points=points("制止夜间音箱扰民"), people=(person("钟某", address="东河街道东桥社区", phone="13800000017", pin="903127"),),
        class1="生态环境", class2="噪声", happened_in="东河街道",
    )  # fmt: skip


def objection(t: Teller) -> None:
    """Sent to the wrong office; it objects in time, the sender agrees and sends the matter on."""
    t.enter(_noise(), "zhangjia")
    t.act("libing", "judge", date(2026, 8, 4), proceeding=1, codes={"result": "first"})
    t.act("libing", "screen", date(2026, 8, 4), proceeding=1, points=ONE, codes={"path": "31[5]"})
    t.paper("transfer", "libing", date(2026, 8, 5), sign="sumao", proceeding=1, points=ONE, intended={"to": "hbfj"},
            written={"parts": {"screening": "反映噪声污染。"}})  # fmt: skip
    t.act("xiawei", "object", date(2026, 8, 10), proceeding=2, points=ONE, codes={"competent": "cgj"},
          words={"reason": "社会生活噪声中在街道、广场使用音响器材的，由公安机关、城市管理部门按职责查处，不属本单位职权。"})  # fmt: skip
    t.act("libing", "consent_return", date(2026, 8, 12), proceeding=2, points=ONE,
          words={"reason": "核对职责规定，占道经营使用音响由城市管理综合执法局牵头。"})  # fmt: skip
    t.paper("transfer", "libing", date(2026, 8, 13), sign="sumao", proceeding=1, points=ONE,
            intended={"to": "cgj", "helping": ["gaj"]}, written={"parts": {"screening": "占道使用音响，城管牵头，公安协办。"}})  # fmt: skip
    told = t.paper(
        "tell_destination", "libing", date(2026, 8, 13), sign="sumao", proceeding=1, points=ONE
    ).papers[0]
    t.serve("libing", date(2026, 8, 14), told, method="post", words={"proof": "挂号信回执。"})


def refused(t: Teller) -> None:
    """While the town still has time, the same matter goes to the city: it is registered, and refused by 19(3)."""
    letter = NewEntry(
        channel="letter", office="c_xfj", received_on=date(2026, 4, 20), title="反映排水沟未接通等事项",
        words={"text": "镇上受理一个多月了，没人到现场看，请市里派人来办。"}, points=points("接通排水沟、补做坡道、支付垒墙费用"),
        people=(person("张某", address="梁口镇望川村三组", phone="13800000001", pin="274916"),), class1="城乡建设", class2="市政公用",
    )  # fmt: skip
    t.enter(letter, "caochou")
    t.act(
        "caochou",
        "judge",
        date(2026, 4, 21),
        proceeding=1,
        codes={"result": "first"},
        words={"reason": "在本局是第一次。"},
    )
    intended = {
        "ground": "superior_in_handling",
        "linked": 1,
        "linked_office": "t_xl",
        "linked_due": "2026-05-15",
    }
    paper = t.paper(
        "refuse", "caochou", date(2026, 4, 24), check="jinhai", sign="jinhai", proceeding=1, points=ONE, intended=intended,
        written={"parts": {
            "facts": "与3月2日向柏川县信访局提出的是同一事项，梁口镇人民政府已于3月16日受理，正在办理，没有超期。",
            "go_to": "到期没有收到书面意见的，请直接联系柏川县信访局，或者再告诉我局，届时按督办处理。",
            "new_content": "“一个多月没人到现场看”已转告柏川县信访局核实催办。",
            "objection": "认为本告知不当的，可以向我局说明理由，由我局另行指定人员核对。",
        }},
    ).papers[0]  # fmt: skip
    t.serve("caochou", date(2026, 4, 27), paper, method="post", words={"proof": "挂号信回执。"})


def late(t: Teller) -> None:
    """The office tells late: the clock counts from day 15; a visit made in time is entered late and shown so."""
    t.enter(
        NewEntry(
            channel="web",
            office="xfj",
            received_on=date(2026, 5, 6),
            title="反映村道护栏损坏",
            words={"text": "进村急弯处的护栏被撞坏半年，没有人修。"},
            points=points("修复护栏"),
            people=(person("石某", address="梁口镇望川村一组", phone="13800000022", pin="518264"),),
            class1="交通运输",
            class2="道路",
        )
    )
    t.act("libing", "judge", date(2026, 5, 7), proceeding=1, codes={"result": "first"})
    t.act("libing", "screen", date(2026, 5, 7), proceeding=1, points=ONE, codes={"path": "31[6]"})
    t.paper("transfer", "libing", date(2026, 5, 8), sign="sumao", proceeding=1, points=ONE, intended={"to": "t_xl"},
            written={"parts": {"screening": "村道护栏由镇人民政府管护。"}})  # fmt: skip
    t.act("chenzi", "sign_for", date(2026, 5, 8), proceeding=2)
    accepted = t.paper("accept", "chenzi", date(2026, 6, 3), check="shihai", sign="kongwu", proceeding=2, points=ONE,
                       written={"parts": {"competence": "村道护栏的管护是本镇人民政府的职责。"}}).papers[0]  # fmt: skip
    t.serve("chenzi", date(2026, 6, 4), accepted, words={"proof": "本人签收。"})
    t.act("chenzi", "investigate", date(2026, 5, 20), entered=date(2026, 6, 5), proceeding=2, codes={"form": "on_site"},
          words={"record": "5月20日到现场查看，护栏缺失六米；记录当时没有录入。"})  # fmt: skip


def corrected(t: Teller) -> None:
    """The day of acceptance was typed wrong: a correction names the act, and the due date moves."""
    t.enter(
        NewEntry(
            channel="visit", office="xfj", received_on=date(2026, 3, 20), title="反映自来水时断时续", read_back=True,
            words={"text": "家里自来水一天只来两个小时，反映过几次没人管。"}, points=points("恢复正常供水"),
            people=(person("许某", address="梁口镇望川村四组", pin="447102"),), class1="农业农村", class2="水利",
        ),
        "zhangjia",
    )  # fmt: skip
    t.act("libing", "judge", date(2026, 3, 20), proceeding=1, codes={"result": "first"})
    t.act("libing", "screen", date(2026, 3, 20), proceeding=1, points=ONE, codes={"path": "31[6]"})
    t.paper("transfer", "libing", date(2026, 3, 23), sign="sumao", proceeding=1, points=ONE, intended={"to": "t_xl"},
            written={"parts": {"screening": "村组供水管网由镇人民政府管护。"}})  # fmt: skip
    t.act("chenzi", "sign_for", date(2026, 3, 23), proceeding=2)
    accepted = t.paper("accept", "chenzi", date(2026, 4, 3), check="shihai", sign="kongwu", proceeding=2, points=ONE,
                       written={"parts": {"competence": "村组供水管网的管护是本镇人民政府的职责。"}})  # fmt: skip
    t.serve("chenzi", date(2026, 4, 7), accepted.papers[0], words={"proof": "本人签收。"})
    signed = next(a for a in t.told if a.act == "sign_for")
    row = t.act(
        "chenzi",
        "investigate",
        date(2026, 4, 20),
        proceeding=2,
        codes={"form": "on_site"},
        words={"record": "主管漏水。"},
    )
    t.act("chenzi", "correct", date(2026, 4, 22), names=row.act.seq, codes={"wrong": "on", "value": "2026-04-21"},
          words={"reason": "查看现场是4月21日，录入时写错。"})  # fmt: skip
    t.act("shihai", "correct", date(2026, 4, 24), names=accepted.act.seq, codes={"wrong": "on", "value": "2026-04-07"},
          words={"reason": f"受理告知书4月7日才盖章发出；{signed.on}是签收日。"})  # fmt: skip
    told = t.paper(
        "tell_correction", "chenzi", date(2026, 4, 27), check="shihai", sign="kongwu", proceeding=2,
        written={"parts": {
            "reason": "受理告知书4月7日才盖章发出，记录误写成4月3日；现按实际发出的日期更正。",
            "effect": "答复的最后一天比原来告诉你的晚几日；已经做的调查和你交的材料都照旧有效。",
        }},
    ).papers[0]  # fmt: skip
    t.serve("chenzi", date(2026, 4, 28), told, words={"proof": "本人签收。"})


def led_in(t: Teller) -> None:
    """D02: unpaid wages. Labour inspection, with that law's limit; no 60 days, no review."""
    speakers = tuple(
        person(
            name,
            address="县城",
            phone=f"1380000010{n}",
            role="representative",
            mandate=True,
            pin=f"71{n}05{n}",
        )
        for n, name in enumerate(("李某", "王某", "赵某", "孙某", "郑某"), 1)
    )
    t.enter(
        NewEntry(
            channel="visit", office="xfj", received_on=date(2026, 1, 26), title="反映工地拖欠工资", read_back=True, heads=23,
            words={"text": "我们二十三个人在县城新建小学工地干了四个月，工资一直压着没给，一共三十多万。"},
            points=points("支付拖欠的工资"), people=speakers, withheld=False, class1="劳动和社会保障", class2="欠薪", happened_in="县城",
        ),
        "zhangjia",
    )  # fmt: skip
    t.act("libing", "judge", date(2026, 1, 26), proceeding=1, codes={"result": "first"})
    t.act("libing", "screen", date(2026, 1, 26), proceeding=1, points=ONE, codes={"path": "31[5]"},
          words={"reason": "请求查处拖欠工资的违法行为。"})  # fmt: skip
    t.paper("transfer", "libing", date(2026, 1, 27), sign="sumao", proceeding=1, points=ONE,
            intended={"to": "rsj", "helping": ["zjj", "jtj"]},
            written={"parts": {"screening": "属劳动保障监察，临近春节，请从速。"}})  # fmt: skip
    told = t.paper(
        "tell_destination", "libing", date(2026, 1, 27), sign="sumao", proceeding=1, points=ONE
    ).papers[0]
    for no in range(1, 6):
        t.serve("libing", date(2026, 1, 27), told, petitioner=no, words={"proof": "代表当场签收。"})
    notice = t.paper(
        "name_path", "jiangmao", date(2026, 1, 29), check="hansi", sign="shenchen", proceeding=2, points=ONE,
        intended={"path": "31[5]", "procedure": "labour-inspection"},
        words={"host": "县人力资源和社会保障局劳动保障监察大队", "case_number": "示例监立〔2026〕6号"},
        written={"parts": {
            "procedure": "劳动保障监察程序", "reason": "你们请求查处拖欠工资的违法行为，查处由劳动保障监察机构依法进行。",
            "limit": "自立案之日起60个工作日内完成调查，情况复杂的经批准可以延长30个工作日（劳动保障监察条例第十七条）。",
            "remedy": "对处理决定不服的，可以依法申请行政复议或者提起行政诉讼。",
            "to_do": "不需要另交申请；请准备考勤记录、欠条或者聊天记录、工友名单。",
        }},
    ).papers[0]  # fmt: skip
    for no in range(1, 6):
        t.serve("jiangmao", date(2026, 1, 30), notice, petitioner=no, words={"proof": "代表本人签收。"})
    t.act("jiangmao", "report_result", date(2026, 3, 20), proceeding=3, points=ONE, codes={"outcome": "decided_for"},
          words={"record": "责令限期支付，3月18日全部发放到人。", "case_number": "示例监处〔2026〕3号"})  # fmt: skip
    t.act("libing", "close", date(2026, 3, 27))
