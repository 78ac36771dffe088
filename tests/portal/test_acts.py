"""What a petitioner may do in an open matter, and what others' doings leave unseen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from huiyin.demo.teller import Teller
from huiyin.register import models
from huiyin.register.lines import state
from huiyin.register.messages import safe_contact
from tests.portal.conftest import ONE_PIXEL, PIN, Person, upload
from tests.portal.test_follow import at, raised
from tests.proves import proves

OPINION = {
    "parts": {"identity": "张某，住梁口镇望川村。", "inquiry": "3月12日到现场查看。", "evidence": "现场照片，已出示。"},
    "points": [
        {
            "no": 1, "reasons": "下雨进水。", "facts": "排水沟断头约六米。", "outcome": "support", "opinion": "接通排水沟。",
            "basis": "《柏川县村内道路和排水设施管护办法（试行）》（示例）第五条", "execution_by": "2026-04-20",
            "execution": "本镇村镇建设办公室负责。",
        }
    ],
}  # fmt: skip


def answered(file: models.File, upto: str = "answer") -> Teller:
    """The matter transferred, accepted and answered by the town, nothing of it served yet."""
    t, one = Teller(file=file), (1,)
    t.act("libing", "judge", date(2026, 3, 3), proceeding=1, codes={"result": "first"})
    t.act("libing", "screen", date(2026, 3, 3), proceeding=1, points=one, codes={"path": "31[6]"})
    t.paper("transfer", "libing", date(2026, 3, 4), sign="sunji", proceeding=1, points=one, intended={"to": "t_xl"},
            written={"parts": {"screening": "村内排水由镇人民政府管护。"}})  # fmt: skip
    if upto == "transfer":
        return t
    t.paper("accept", "chenzi", date(2026, 3, 6), check="shihai", sign="kongwu", proceeding=2, points=one,
            written={"parts": {"competence": "村内排水的管护是本镇人民政府的职责。"}})  # fmt: skip
    t.paper(
        "answer",
        "chenzi",
        date(2026, 3, 20),
        check="shihai",
        sign="kongwu",
        proceeding=2,
        points=one,
        written=OPINION,
    )
    return t


def opened(person: Person, role: models.Role, pin: str = PIN) -> str:
    """The address of the open matter."""
    answer = person.client.post("/follow/", {"code": role.code, "pin": pin})
    assert answer.status_code == 302
    return str(answer["Location"])


def page(person: Person, address: str) -> str:
    return person.client.get(address).content.decode()


@proves("R22 35", "R22 32(1)")
def test_r22_35_the_page_says_that_the_review_period_has_not_begun_until_receipt_is_proved(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = raised(person)
    answered(role.file)
    at(monkeypatch, "2026-03-24T09:00")
    matter = opened(person, role)
    before = page(person, matter)
    assert "申请复查的期限还没有开始计算" in before
    assert "到这一天为止" not in before
    paper = state(role.file).papers
    no = next(p.no for p in paper.values() if p.kind == "handling_opinion")
    confirmed = person.client.post(
        f"{matter}do/confirm/", {"paper": no, "sure": "on"}, follow=True
    ).content.decode()
    assert "申请复查的期限还没有开始计算" not in confirmed
    assert "2026年4月23日（周四）" in confirmed
    assert "柏川县人民政府信访事项复查复核委员会" in confirmed
    window = models.Window.objects.get()
    assert (window.start, window.end) == (date(2026, 3, 24), date(2026, 4, 23))


def test_receipt_is_confirmed_only_with_a_tick_and_only_once(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = raised(person)
    answered(role.file)
    at(monkeypatch, "2026-03-24T09:00")
    matter = opened(person, role)
    no = max(state(role.file).papers)
    assert person.client.post(f"{matter}do/confirm/", {"paper": no}).status_code == 422
    for _ in range(2):
        person.client.post(f"{matter}do/confirm/", {"paper": no, "sure": "on"})
    assert models.Service.objects.count() == 1


@proves("S0-168", "S0-169")
def test_the_holder_of_code_and_pin_sees_every_step_every_paper_and_what_comes_next(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = raised(person)
    answered(role.file, upto="transfer")
    at(monkeypatch, "2026-03-05T09:00")
    matter = opened(person, role)
    body = page(person, matter)
    assert "转送：柏川县梁口镇人民政府" in body
    assert "书面告诉您收到了，走什么途径和程序" in body
    assert "3月19日" in body
    assert "自受理之日起 60 日内办结" in body
    for inside in ("判重", "甄别", "拟稿", "签发", "村内排水由镇人民政府管护"):
        assert inside not in body
    links = re.findall(r'href="(/m/[^"]+/paper/\d+/)"', body)
    assert links
    for link in set(links):
        assert person.client.get(link).status_code == 200
        assert person.client.get(f"{link}pdf").content.startswith(b"%PDF-")
        twin = person.client.get(f"{link}html")
        assert "</html>" in twin.content.decode()
        assert "no-store" in twin["Cache-Control"]


def test_papers_between_offices_are_not_opened(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    role = raised(person)
    answered(role.file, upto="transfer")
    at(monkeypatch, "2026-03-05T09:00")
    matter = opened(person, role)
    slip = next(p.no for p in state(role.file).papers.values() if p.kind == "transfer_slip")
    for tail in ("", "pdf", "html"):
        assert person.client.get(f"{matter}paper/{slip}/{tail}").status_code == 404
    assert person.client.get(f"{matter}paper/99/").status_code == 404


@proves("R22 19(1)")
def test_material_may_be_added_with_words_and_files_at_any_time(person: Person) -> None:
    role = raised(person)
    matter = opened(person, role)
    done = person.client.post(
        f"{matter}do/add/", {"words": "补一张照片", "files": [upload("现场.png", ONE_PIXEL)]}, follow=True
    )
    assert "补一张照片" in done.content.decode()
    stored = models.Attachment.objects.get()
    assert stored.act is not None
    assert stored.act.kind == "add_material"
    file = person.client.get(f"{matter}file/{stored.pk}/")
    assert file["Content-Disposition"].startswith("attachment")
    assert file.content


def test_adding_twice_by_a_double_press_is_one_act(person: Person) -> None:
    role = raised(person)
    matter = opened(person, role)
    for _ in range(2):
        person.client.post(f"{matter}do/add/", {"words": "同一句话"})
    assert models.Act.objects.filter(kind="add_material").count() == 1


def test_adding_nothing_or_a_bad_file_says_so_and_keeps_the_words(person: Person) -> None:
    role = raised(person)
    matter = opened(person, role)
    assert person.client.post(f"{matter}do/add/", {"words": ""}).status_code == 422
    only = person.client.post(
        f"{matter}do/add/", {"words": "", "files": [upload("a.exe", b"MZ" + bytes(300))]}
    )
    assert only.status_code == 422
    assert "a.exe" in only.content.decode()
    assert not models.Act.objects.filter(kind="add_material").exists()
    mixed = {"words": "看这个", "files": [upload("a.exe", b"MZ" + bytes(300)), upload("现场.png", ONE_PIXEL)]}
    done = person.client.post(f"{matter}do/add/", mixed, follow=True).content.decode()
    assert "看这个" in done
    assert "a.exe" in done
    assert [a.name for a in models.Attachment.objects.all()] == ["现场.png"]


@proves("R22 21(2)")
def test_withdrawal_speaks_for_one_signer_rests_seven_days_and_can_be_undone(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = raised(person, who={"acting": "joint", "signers": "李某"})
    role = role.file.roles.get(no=1)
    matter = opened(person, role)
    asked = page(person, f"{matter}do/withdraw/")
    assert "其他信访人的照常办理" in asked
    assert "2026年3月9日" in asked
    resting = person.client.post(f"{matter}do/withdraw/", {"reason": ""}, follow=True).content.decode()
    assert "取消撤回" in resting
    assert state(role.file).withdrawals == {1: (date(2026, 3, 9), "resting")}
    assert person.client.post(f"{matter}do/withdraw/", {}).status_code == 422
    at(monkeypatch, "2026-03-09T09:00")
    person.client.cookies.clear()
    matter = opened(person, role)
    person.client.post(f"{matter}do/undo/", follow=True)
    assert state(role.file).withdrawals == {}


def test_a_withdrawal_that_has_rested_cannot_be_undone(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = raised(person)
    person.client.post(f"{opened(person, role)}do/withdraw/", {})
    at(monkeypatch, "2026-03-10T09:00")
    person.client.cookies.clear()
    assert person.client.post(f"{opened(person, role)}do/undo/").status_code == 422


@proves("R22 21(2)", "S0-168")
def test_r22_21_2_a_petitioner_rates_each_office_once(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = raised(person)
    answered(role.file)
    at(monkeypatch, "2026-03-24T09:00")
    matter = opened(person, role)
    assert person.client.post(f"{matter}do/rate/", {"about": "gaj", "mark": "mostly"}).status_code == 422
    person.client.post(f"{matter}do/rate/", {"about": "t_xl", "mark": "not_satisfied", "words": "太慢"})
    again = person.client.post(f"{matter}do/rate/", {"about": "t_xl", "mark": "satisfied"})
    assert again.status_code == 422
    act = models.Act.objects.get(kind="rate")
    assert act.codes == {"about": "t_xl", "mark": "not_satisfied"}
    assert act.office_id is None


def test_consent_to_papers_online_is_given_and_taken_back_matter_by_matter(person: Person) -> None:
    role = raised(person)
    matter = opened(person, role)
    person.client.post(f"{matter}do/consent/", {"given": "yes"})
    assert state(role.file).consents == {1}
    person.client.post(f"{matter}do/consent/", {"given": "no"})
    assert state(role.file).consents == set()
    role.refresh_from_db()
    assert not role.electronic


def test_safe_contact_is_changed_and_the_act_holds_none_of_it(person: Person) -> None:
    role = raised(person)
    matter = opened(person, role)
    assert person.client.post(f"{matter}do/contact/", {"tell": "other"}).status_code == 422
    person.client.post(f"{matter}do/contact/", {"tell": "none", "post": "不要寄信"})
    role.refresh_from_db()
    assert role.contact == {"tell": "none", "post": "不要寄信"}
    assert models.Act.objects.get(kind="change_contact").codes == {}


def test_the_language_of_messages_is_the_petitioners_own_to_choose(person: Person) -> None:
    role = raised(person)
    matter = opened(person, role)
    person.client.post(f"{matter}do/contact/", {"tell": "self", "language": "en"})
    role.refresh_from_db()
    assert safe_contact(role).language == "en"
    assert person.client.post(f"{matter}do/contact/", {"tell": "self", "language": "xx"}).status_code == 422
    person.client.post(f"{matter}do/contact/", {"tell": "self", "language": "zh-hans"})
    role.refresh_from_db()
    assert (role.contact, safe_contact(role).language) == ({}, "zh-hans")


def test_the_pin_is_changed_only_with_the_old_one(person: Person) -> None:
    role = raised(person)
    matter = opened(person, role)
    new = {"pin": "281946", "pin_again": "281946"}
    assert person.client.post(f"{matter}do/pin/", {"old_pin": "999888", **new}).status_code == 422
    assert person.client.post(f"{matter}do/pin/", {"old_pin": PIN, **new}).status_code == 302
    person.client.cookies.clear()
    assert person.client.post("/follow/", {"code": role.code, "pin": PIN}).status_code == 422
    opened(person, role, "281946")
    assert models.Act.objects.get(kind="change_pin").codes == {}


@proves("R22 30(3)")
def test_a_new_pin_shuts_out_whoever_came_in_with_the_old_one_and_not_its_owner(
    another: Callable[[], Person],
) -> None:
    owner, stranger = another(), another()
    role = raised(owner)
    theirs, mine = opened(stranger, role), opened(owner, role)
    new = {"old_pin": PIN, "pin": "281946", "pin_again": "281946"}
    assert owner.client.post(f"{mine}do/pin/", new).status_code == 302
    assert owner.client.get(mine).status_code == 200
    assert stranger.client.get(theirs).status_code == 401
    assert stranger.client.post(f"{theirs}do/withdraw/", {"reason": "冒名"}).status_code == 401
    assert not models.Act.objects.filter(kind="withdraw").exists()


def test_an_act_that_is_not_open_changes_nothing_and_says_what_is(person: Person) -> None:
    role = raised(person)
    matter = opened(person, role)
    assert person.client.get(f"{matter}do/close/").status_code == 404
    assert person.client.post(f"{matter}do/undo/").status_code == 422
    assert "没有可以评价的单位" in person.client.get(f"{matter}do/rate/", follow=True).content.decode()


def test_what_another_signer_says_and_hands_in_stays_his_own(another: Callable[[], Person]) -> None:
    one, two = another(), another()
    role = raised(one, who={"acting": "joint", "signers": "李某"})
    from huiyin.register.pins import hashed

    first, second = role.file.roles.order_by("no")
    models.Role.objects.filter(pk=second.pk).update(pin_hash=hashed("281946"))
    mine = opened(one, first)
    one.client.post(f"{mine}do/add/", {"words": "只有我知道的事", "files": [upload("现场.png", ONE_PIXEL)]})
    one.client.post(f"{mine}do/withdraw/", {"reason": "不想说"})
    theirs = opened(two, second, "281946")
    body = page(two, theirs)
    assert "其他信访人" in body
    for private in ("只有我知道的事", "现场.png", "不想说", "撤回。可以取消"):
        assert private not in body
    stored = models.Attachment.objects.get()
    assert two.client.get(f"{theirs}file/{stored.pk}/").status_code == 404


def test_an_agent_whose_authority_is_confirmed_opens_the_papers_of_whom_he_acts_for(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised(person, who={"acting": "agent", "other_name": "李某", "other_address": "望川村"})
    agent = models.Role.objects.get(role="agent")
    answered(agent.file).act(
        "zhangjia", "confirm_authority", date(2026, 3, 20), petitioner=2,
        codes={"scope": "see", "document": "written_mandate"},
    )  # fmt: skip
    at(monkeypatch, "2026-03-24T09:00")
    assert "信访事项处理意见书" in page(person, opened(person, agent))


def test_who_wrote_for_another_sees_how_it_goes_but_not_the_papers(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised(person, who={"acting": "scribe", "other_name": "李某", "other_address": "望川村"})
    scribe = models.Role.objects.get(role="scribe")
    answered(scribe.file)
    at(monkeypatch, "2026-03-24T09:00")
    body = page(person, opened(person, scribe))
    assert "作出处理意见" in body
    assert "/do/withdraw/" not in body
    assert "信访事项处理意见书" not in body
