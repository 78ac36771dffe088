"""R22 28(3), 31[6]: a petitioner asks that an officer stand back, and for a hearing, without an account."""

from __future__ import annotations

from huiyin.register.models import Act, OpenDuty
from tests.portal.conftest import Person
from tests.portal.test_acts import opened, page
from tests.portal.test_follow import raised
from tests.proves import proves


@proves("R22 28(3)")
def test_r22_28_3_a_petitioner_asks_for_recusal_and_the_head_owes_a_decision(person: Person) -> None:
    role = raised(person)
    matter = opened(person, role)
    assert "申请回避" in page(person, matter)
    asked = page(person, f"{matter}do/recusal/")
    assert "不影响办理期限" in asked
    empty = person.client.post(f"{matter}do/recusal/", {"interest": "other", "reason": ""})
    assert empty.status_code == 422
    sent = person.client.post(
        f"{matter}do/recusal/", {"interest": "kin_of_party", "reason": "登记的人是对方的哥哥。"}, follow=True
    )
    assert "回避申请已经提交" in sent.content.decode()
    act = Act.objects.get(file=role.file, kind="ask_recusal")
    assert (act.codes, act.petitioner) == ({"interest": "kin_of_party"}, role.no)
    assert OpenDuty.objects.filter(file=role.file, rule="decide-recusal").exists()


@proves("R22 31[6]")
def test_r22_31_6_a_hearing_is_not_offered_before_the_matter_is_accepted(person: Person) -> None:
    role = raised(person)
    matter = opened(person, role)
    assert "申请听证" not in page(person, matter)
    shut = person.client.post(f"{matter}do/hearing/", {"ground": "grave", "reason": "很重大"}, follow=True)
    assert "现在不能这样做" in shut.content.decode()
    assert not Act.objects.filter(file=role.file, kind="ask_hearing").exists()
