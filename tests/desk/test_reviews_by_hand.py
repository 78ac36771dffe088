"""What a clerk, a reviewing organ and a leader need not type again, and what stands beside the form they decide on."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from huiyin.demo.stories import review as story
from huiyin.demo.teller import Teller
from huiyin.offices import selectors
from huiyin.portal.matter import MatterView
from huiyin.register.models import Draft, File, Paper
from tests.desk.conftest import registered
from tests.desk.test_acts import Sit, form, send
from tests.desk.test_telling_anew import accepted as accepted_by_town
from tests.proves import proves
from tests.register.test_finality import again
from tests.register.test_reviewing import of_known_people

TWO = {"first": "zhougeng", "second": "wuxin", "declared": "no_interest"}


@pytest.fixture
def answered(told: Teller, today: Any) -> Teller:
    """An opinion of the town served on both neighbours; nothing asked yet."""
    today("2026-05-25")
    told.enter(story.entry(), "zhangjia")
    story.answered(told)
    return told


@pytest.fixture
def accepted(answered: Teller) -> Teller:
    """The first neighbour's request, accepted; two named to look into it."""
    answered.act(answered.petitioner(1), "apply_review", date(2026, 4, 27), points=(1,), paper=5, to="fhb",
                 codes={"form": "online"}, words={"request": "撤销", "reasons": "邻居可以证明"})  # fmt: skip
    answered.paper("accept_review", "zhougeng@fhb", date(2026, 4, 29), sign="zhengren", proceeding=3)
    answered.act("zhougeng@fhb", "name_investigators", date(2026, 4, 29), proceeding=3, codes=TWO)
    return answered


@pytest.fixture
def decided(sit: Sit, today: Any) -> File:
    """Two petitioners; the first one's first point was maintained on re-review, served on 12 August."""
    today("2026-09-08")
    return of_known_people()


def file_of(t: Teller) -> File:
    assert t.file is not None
    return t.file


def value_of(page: str, name: str) -> str:
    """What a field of the page holds already."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    return found[1] if found else ""


@proves("R22 35", "S0-051")
def test_at_the_counter_each_signer_is_offered_the_own_request_and_signs_what_was_taken_down(
    sit: Sit, answered: Teller
) -> None:
    file, counter = file_of(answered), sit("zhangjia")
    page = counter.get(f"/desk/files/{file.pk}/counter/").content.decode()
    address = f"/desk/files/{file.pk}/acts/apply_review/?petitioner=2&amp;paper=5"
    assert address in page
    drawn = counter.get(address.replace("&amp;", "&")).content.decode()
    assert re.search(r'name="petitioner" value="2"[^>]*checked', drawn)
    assert re.search(r'name="paper" value="5"[^>]*checked', drawn)
    done = send(
        counter, form(file, "apply_review", "petitioner=2&paper=5"), on="2026-05-19", points=["1", "2"], petitioner="2", paper="5",
        to="fhb", form="oral", request="撤销第二项意见", reasons="有录像",
    )  # fmt: skip
    taken = Paper.objects.get(file=file, kind="review_application")
    assert done["Location"] == f"/desk/files/{file.pk}/papers/{taken.no}/"
    assert counter.get(f"{done['Location']}paper.pdf")["Content-Type"] == "application/pdf"
    assert sit("chenzi").get(done["Location"]).status_code == 404, "an inner sheet stays with who made it"
    page = counter.get(f"/desk/files/{file.pk}/counter/").content.decode()
    assert "paper=5" in page, "the other may still ask"
    assert address not in page


def test_an_officer_of_two_offices_sees_what_waits_in_the_other(sit: Sit, accepted: Teller) -> None:
    page = sit("zhougeng").get("/desk/").content.decode()
    assert re.search(r"换到县复查复核委员会 <b>\d", page)


@proves("R22 28(3)")
def test_who_decides_on_a_recusal_has_the_request_beside_the_form_and_every_officer_to_choose(
    sit: Sit, accepted: Teller
) -> None:
    file = file_of(accepted)
    accepted.act(accepted.petitioner(1), "ask_recusal", date(2026, 5, 6), proceeding=3, codes={"interest": "other"},
                 words={"reason": "吴辛的弟弟是施工队的。"})  # fmt: skip
    page = sit("zhengren").get(form(file, "decide_recusal", "proceeding=3")).content.decode()
    assert "吴辛的弟弟是施工队的。" in page
    assert 'value="wuxin"' in page
    begun = send(
        sit("zhengren"), form(file, "decide_recusal", "proceeding=3"), on="2026-05-07", officer="wuxin", decision="not_granted"
    )  # fmt: skip
    assert begun.status_code == 302
    assert Draft.objects.get(file=file, kind="recusal_decision").content["parts"]["officer_name"] == "吴辛"


def test_beside_every_form_of_a_review_stand_the_applicants_own_words(sit: Sit, accepted: Teller) -> None:
    file, organ = file_of(accepted), sit("zhougeng", "fhb")
    for address in (form(file, "investigate_review", "proceeding=3"), f"/desk/files/{file.pk}/"):
        assert "邻居可以证明" in organ.get(address).content.decode()


def test_the_session_knows_its_seats_and_who_must_stand_back(sit: Sit, accepted: Teller) -> None:
    file, organ = file_of(accepted), sit("zhougeng", "fhb")
    page = organ.get(form(file, "hold_session", "proceeding=3&points=1")).content.decode()
    assert value_of(page, "members") == "8"
    assert value_of(page, "recused") == "0", "the town has no seat"
    assert organ.get(form(file, "hold_session", "")).status_code == 200


@proves("R22 36(2)")
def test_while_a_hearing_goes_on_the_clock_of_a_re_review_is_said_to_stand_still(
    sit: Sit, told: Teller, today: Any
) -> None:
    today("2026-07-24")
    told.enter(story.entry(), "zhangjia")
    first, second = story.ask(told, story.answered(told))
    told.act(told.petitioner(1), "apply_re_review", date(2026, 6, 24), points=(1,), paper=first.no, to="c_fhb",
             codes={"form": "online"}, words={"request": "撤销", "reasons": "没有问过邻居。"})  # fmt: skip
    file = file_of(told)
    no = second + 1
    told.paper("accept_review", "taogui", date(2026, 6, 26), sign="jiangsi", proceeding=no)
    organ = sit("taogui")
    opened = send(
        organ, form(file, "open_review_hearing", f"proceeding={no}"), on="2026-07-20", record="通知双方到场。"
    )
    page = organ.get(opened["Location"]).content.decode()
    assert "听证期间不计入期限" in page
    assert "正在听证，期限停止计算" in page
    assert "应当及时" not in page


@proves("R22 36(3)")
def test_the_days_of_service_are_looked_up_in_the_register_of_the_matter_that_is_repeated(
    sit: Sit, decided: File
) -> None:
    file, desk = again(decided, "id-of-1"), sit("libing")
    page = desk.get(form(file, "refuse_final", "proceeding=1&points=1")).content.decode()
    assert value_of(page, "linked") == decided.number
    assert value_of(page, "final_served_on") == "2026-08-12"
    begun = send(
        desk, form(file, "refuse_final", "proceeding=1&points=1"), on="2026-09-08", points=["1"], linked=decided.number,
        final_served_on="", compared="same_facts", reason="与复核时相同。",
    )  # fmt: skip
    assert begun.status_code == 302, begun.content.decode()
    draft = Draft.objects.get(file=file, kind="no_more_acceptance_notice")
    assert draft.intended["final_served_on"] == "2026-08-12"
    parts = draft.content["parts"]
    opinion = Paper.objects.filter(file=decided, kind="re_review_opinion").latest("no")
    assert opinion.number in parts["final_paper"]
    assert parts["compared"] == "与复核时相同。"
    assert "登记" in parts["new_facts"]


def test_papers_begin_with_what_the_register_knows(sit: Sit, told: Teller, today: Any) -> None:
    today("2026-04-01")
    file = accepted_by_town(told)
    told.act(
        "chenzi", "investigate", date(2026, 3, 25), proceeding=2, codes={"form": "on_site"}, words={"record": "证人李某说的话"}
    )  # fmt: skip
    assert (
        send(
            sit("chenzi"), form(file, "answer", "proceeding=2&points=1,2"), on="2026-04-01", points=["1", "2"]
        ).status_code
        == 302
    )
    parts = Draft.objects.get(file=file, kind="handling_opinion").content["parts"]
    assert parts["identity"] == "张某（梁口镇望川村三组）。"
    assert parts["inquiry"] == "2026年3月25日，陈子现场查看。", "the day and who, not what a witness said"


def test_a_slip_begins_with_the_reason_of_the_screening(sit: Sit, told: Teller, today: Any) -> None:
    today("2026-03-09")
    file = registered(told)
    told.act("libing", "screen", date(2026, 3, 6), proceeding=1, points=(1, 2), codes={"path": "31[6]"},
             words={"reason": "村内道路由镇管护。"})  # fmt: skip
    begun = send(
        sit("libing"), form(file, "transfer"), on="2026-03-09", points=["1", "2"], to="梁口镇人民政府"
    )
    assert begun.status_code == 302, "a short name will do"
    assert (
        Draft.objects.get(file=file, kind="transfer_slip").content["parts"]["screening"]
        == "村内道路由镇管护。"
    )


@proves("R22 28(3)")
def test_an_applicant_can_ask_that_somebody_stands_back_from_the_own_review_and_no_other(
    answered: Teller,
) -> None:
    """The first asked the county, the second the city: each request of recusal goes to the own review."""
    assert answered.file is not None
    answered.act(answered.petitioner(1), "apply_review", date(2026, 4, 27), points=(1,), paper=5, to="fhb", codes={"form": "online"},
             words={"request": "撤销", "reasons": "邻居可以证明"})  # fmt: skip
    answered.act(answered.petitioner(2), "apply_review", date(2026, 4, 28), points=(2,), paper=5, to="fhb", codes={"form": "online"},
             words={"request": "撤销", "reasons": "有录像"})  # fmt: skip
    for role in answered.file.roles.all():
        view = MatterView(role, answered.now(date(2026, 4, 29)))
        assert view.may_ask_recusal
        assert view.state.proceedings[view.place("ask_recusal")].review.applicant == role.no  # type: ignore[union-attr]


def test_an_applicant_reads_the_own_request_and_nobody_elses(answered: Teller) -> None:
    assert answered.file is not None
    answered.act(answered.petitioner(1), "apply_review", date(2026, 4, 27), points=(1,), paper=5, to="fhb", codes={"form": "online"},
             words={"request": "撤销", "reasons": "邻居可以证明"})  # fmt: skip
    seen = {
        role.no: [p.kind for p in MatterView(role, answered.now(date(2026, 4, 29))).papers]
        for role in answered.file.roles.all()
    }
    assert "review_application" in seen[1]
    assert "review_application" not in seen[2]


def test_an_opinion_says_only_what_was_done(sit: Sit, accepted: Teller) -> None:
    """No file was called for; and the line department above has no committee, but an organ above it to go on to."""
    file, organ = file_of(accepted), sit("zhougeng", "fhb")
    accepted.act("zhougeng@fhb", "investigate_review", date(2026, 5, 6), proceeding=3, codes={"form": "documents"},
                 words={"record": "已查"})  # fmt: skip
    accepted.act("zhougeng@fhb", "hold_session", date(2026, 5, 20), proceeding=3, points=(1,), words={"minutes": "到会七人。"},
                 codes={"outcome": {"1": "maintain"}, "members": 8, "present": 7, "favour": 7})  # fmt: skip
    begun = send(organ, form(file, "decide_review", "proceeding=3&points=1"), on="2026-05-25", points=["1"])
    page = organ.get(begun["Location"]).content.decode()
    assert "委员会会议审议" in page
    assert "调取了原案卷" not in page
    assert [o.code for o in selectors.reviewers("c_rsj", date(2026, 5, 25))] == ["c_fhb"]
