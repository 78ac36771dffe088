"""A point in another law's procedure, from the hand-over to the result: number, limit, what the petitioner hears."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client

from huiyin import following
from huiyin.demo.teller import Teller, points
from huiyin.register.models import Duty
from tests.desk.conftest import registered
from tests.proves import proves

Sit = Callable[..., Client]
ONE = (1,)
PARTS = {
    "procedure": "劳动人事争议仲裁程序", "reason": "劳动关系有争议，依法先仲裁。", "limit": "自受理之日起45日内结束。",
    "remedy": "十五日内起诉。", "to_do": "带劳动合同。", "closing_window": "自劳动关系终止之日起一年内申请。",
}  # fmt: skip


def led_in(t: Teller) -> Teller:
    """The bureau of labour named arbitration as the path on 10 March 2026."""
    registered(t, points=points("支付经济补偿"), class2="劳动关系")
    t.paper(
        "transfer", "libing", date(2026, 3, 9), sign="sunji", proceeding=1, points=ONE, intended={"to": "rsj"},
        written={"parts": {"screening": "请办理。"}},
    )  # fmt: skip
    t.paper(
        "name_path", "jiangmao", date(2026, 3, 10), check="hansi", sign="shenchen", proceeding=2, points=ONE,
        intended={"path": "31[2]", "procedure": "labour-arbitration"}, words={"host": "县劳动人事争议仲裁委员会"},
        written={"parts": PARTS},
    )  # fmt: skip
    return t


@proves("R22 31[2]", "S0-101")
def test_r22_31_a_led_in_point_has_its_case_number_that_laws_limit_and_its_result_and_the_petitioner_hears(
    told: Teller, sit: Sit
) -> None:
    t = led_in(told)
    assert t.file is not None
    first = Duty.objects.get(file=t.file, rule="lead-in")
    assert str(first.due) == "2026-04-24"
    t.act(
        "jiangmao",
        "their_case",
        date(2026, 3, 16),
        proceeding=3,
        points=ONE,
        words={"case_number": "柏劳人仲案〔2026〕7号"},
    )
    rows = Duty.objects.filter(file=t.file, rule="lead-in")
    assert sorted(str(d.due) for d in rows) == ["2026-04-24", "2026-04-30"]
    page = sit("jiangmao").get(f"/desk/files/{t.file.pk}/").content.decode()
    assert "柏劳人仲案〔2026〕7号" in page
    assert "劳动人事争议仲裁" in page
    t.act(
        "jiangmao", "report_result", date(2026, 4, 20), proceeding=3, points=ONE, codes={"outcome": "decided_for"},
        words={"record": "裁决支付经济补偿。"},
    )  # fmt: skip
    for act in t.file.acts.filter(kind__in=("their_case", "report_result")):
        told_now = [row for row in following.steps(act, []) if row.kind == "tell"]
        assert len(told_now) == 1, act.kind


@proves("R22 31")
def test_r22_31_what_is_refused_there_is_open_again_at_the_office_that_led_it_in(
    told: Teller, sit: Sit, today: Callable[[str], None]
) -> None:
    t = led_in(told)
    today("2026-03-17")
    assert t.file is not None
    t.act(
        "jiangmao",
        "their_refusal",
        date(2026, 3, 16),
        proceeding=3,
        points=ONE,
        words={"reason": "不属于劳动争议。"},
    )
    page = sit("jiangmao").get(f"/desk/files/{t.file.pk}/").content.decode()
    assert "/acts/accept/?proceeding=4" in page
