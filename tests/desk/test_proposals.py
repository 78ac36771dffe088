"""Proposals beside the choice of a path: reasons, one key, one path a point; proceedings elsewhere asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

from django.test import Client

from huiyin.demo.teller import Teller, points
from huiyin.register.lines import state
from huiyin.register.models import File
from tests.desk.conftest import entry, registered
from tests.proves import proves

Sit = Callable[..., Client]
WAGES: dict[str, Any] = {"class2": "欠薪", "points": points("支付拖欠工资", "补做坡道")}
ONE: dict[str, Any] = {"points": points("撤销决定")}


def screening(client: Client, file: File) -> bytes:
    """The form by which the path is chosen."""
    response = client.get(f"/desk/files/{file.pk}/acts/screen/?proceeding=1")
    assert response.status_code == 200
    return response.content


def words_of(body: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body.decode())).split())


def accept(client: Client, body: bytes, key: str) -> Any:
    """Press the button with that key."""
    forms = re.findall(r'<form method="post" action="([^"]+)">(.*?)</form>', body.decode(), re.S)
    action, inner = next((a, i) for a, i in forms if f'accesskey="{key}"' in i)
    fields = {n: unescape(v) for n, v in re.findall(r'name="([^"]+)" value="([^"]*)"', inner)}
    return client.post(unescape(action), fields)


@proves("R22 31", "S0-099")
def test_each_request_has_its_proposals_with_reasons_and_provisions(told: Teller, sit: Sit) -> None:
    file = registered(told, **WAGES)
    said = words_of(screening(sit("libing"), file)).partition("建议的途径")[2]
    assert "内容分类是“欠薪”" in said
    assert "文字中有“拖欠工资”" in said
    assert "《劳动保障监察条例》第十七条" in said
    assert "县人社局" in said or "人力资源和社会保障局" in said
    assert said.index("劳动保障监察") < said.index("信访程序（31条6项）")
    second = said.partition("补做坡道")[2]
    assert second.index("信访程序（31条6项）") < second.index("劳动保障监察"), "the class alone is a doubt"


@proves("R22 31", "S0-099")
def test_a_proposal_is_accepted_with_one_key_for_one_point_and_the_reason_is_recorded(
    told: Teller, sit: Sit
) -> None:
    file = registered(told, **WAGES)
    client = sit("libing")
    body = screening(client, file)
    assert state(file).points[1].path == "", "a proposal decides nothing"
    assert accept(client, body, "1").status_code == 302
    s = state(file)
    assert (s.points[1].path, s.points[1].procedure) == ("31[5]", "labour-inspection")
    assert s.points[2].path == ""
    act = file.acts.get(kind="screen")
    assert "内容分类是“欠薪”" in act.words.said["reason"]
    assert act.office_id == "xfj"


@proves("R22 31[6]")
def test_where_nothing_is_clear_the_petition_procedure_stands_first(told: Teller, sit: Sit) -> None:
    file = registered(told)
    said = words_of(screening(sit("libing"), file))
    assert "没有发现其他法定程序。" in said


@proves("S0-074", "导则 2.4.2")
def test_proceedings_elsewhere_are_asked_when_it_is_registered_and_lead_the_proposals(
    told: Teller, sit: Sit
) -> None:
    form = sit("zhangjia").get("/desk/register/letter/").content.decode()
    for field in ("elsewhere", "elsewhere_in", "elsewhere_number"):
        assert f'name="{field}"' in form
    kept = {
        "text": "对罚款不服。",
        "elsewhere": "pending",
        "elsewhere_in": "litigation",
        "elsewhere_number": "行初12号",
    }
    told.enter(entry(words=kept, **ONE), "zhangjia")
    assert told.file is not None
    client = sit("libing")
    said = words_of(screening(client, told.file))
    assert "正在行政诉讼中办理，由那里依法作出结论。" in said
    page = words_of(client.get(f"/desk/files/{told.file.pk}/").content)
    assert "正在办理" in page
    assert "行初12号" in page


@proves("S0-045")
def test_guide_2_3_4_what_web_media_bring_is_offered_where_the_guide_sends_it(told: Teller, sit: Sit) -> None:
    kept = {"text": "不服民事判决，判决不公。", "elsewhere": "finished", "elsewhere_in": "civil-litigation"}
    file = registered(told, channel="web_media", class2="裁判", words=kept, **ONE)
    body = screening(sit("libing"), file)
    assert "县委政法委" in words_of(body)
    assert "to=zfw" in body.decode()


@proves("R22 31")
def test_naming_the_path_begins_with_what_was_chosen_for_the_point(told: Teller, sit: Sit) -> None:
    file = registered(told, **WAGES)
    codes = {"path": "31[5]", "procedure": "labour-inspection"}
    told.act("libing", "screen", date(2026, 3, 6), proceeding=1, points=(1, 2), codes=codes)
    told.paper(
        "transfer", "libing", date(2026, 3, 9), sign="sunji", proceeding=1, points=(1, 2), intended={"to": "rsj"},
        written={"parts": {"screening": "属劳动保障监察。"}},
    )  # fmt: skip
    body = sit("jiangmao").get(f"/desk/files/{file.pk}/acts/name_path/?proceeding=2").content.decode()
    assert re.search(r'value="labour-inspection"[^>]*(selected|checked)', body)


@proves("R22 31")
def test_the_sender_is_asked_to_screen_again_and_answers_from_the_proposals(told: Teller, sit: Sit) -> None:
    file = registered(told, **WAGES)
    told.paper(
        "transfer", "libing", date(2026, 3, 9), sign="sunji", proceeding=1, points=(1, 2), intended={"to": "rsj"},
        written={"parts": {"screening": "请办理。"}},
    )  # fmt: skip
    told.act(
        "weiyin", "ask_rescreen", date(2026, 3, 9), proceeding=2, points=(1, 2), codes={"path": "31[5]"},
        words={"reason": "属于劳动保障监察。"},
    )  # fmt: skip
    client = sit("libing")
    body = client.get(f"/desk/files/{file.pk}/acts/rescreen/?proceeding=2").content
    assert accept(client, body, "1").status_code == 302
    assert state(file).points[1].procedure == "labour-inspection"
