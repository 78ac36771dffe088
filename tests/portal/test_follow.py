"""Following: by code alone neutral dates, by code and PIN one's own; a name opens nothing, guessing is slow."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from huiyin import clock
from huiyin.demo.teller import Teller
from huiyin.offices.actor import acting
from huiyin.offices.models import Officer
from huiyin.register import guessing, models
from huiyin.register.roles import change_pin
from tests.portal.conftest import PIN, Person
from tests.proves import proves

WRONG_PIN = "918273"


def raised(person: Person, **more: dict[str, str]) -> models.Role:
    """A matter raised by this person."""
    person.fill(**more)
    assert person.send().status_code == 302
    person.client.cookies.clear()
    return models.Role.objects.select_related("file").order_by("-pk")[0]


def bare(body: bytes, *codes: str) -> str:
    """A page without what differs by chance: CSRF tokens and the code that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body.decode())
    for code in codes:
        text = text.replace(code, "CODE")
    return text


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setenv("HUIYIN_NOW", moment)


@proves("S0-169", "R22 30(3)")
def test_the_code_alone_shows_the_same_neutral_page_for_every_matter(another: Callable[[], Person]) -> None:
    plain = raised(another())
    secret = raised(
        another(),
        who={"name": "王某", "acting": "joint", "signers": "赵某\n钱某"},
        what={"r1-text": "检举某单位", "r1-purpose": "accusation"},
        ways={"withheld": "on", "electronic": "on"},
    )
    secret = secret.file.roles.get(no=1)
    assert secret.file.restricted
    pages = [another().client.post("/follow/", {"code": role.code}).content for role in (plain, secret)]
    assert bare(pages[0], plain.code) == bare(pages[1], secret.code)


@proves("R22 30(3)")
def test_the_code_alone_names_no_office_no_subject_no_number_and_nobody(person: Person) -> None:
    role = raised(person)
    teller = Teller(file=role.file)
    teller.act("libing", "judge", date(2026, 3, 2), proceeding=1, codes={"result": "first"})
    body = person.client.post("/follow/", {"code": role.code}).content.decode()
    assert "已登记" in body
    for hidden in ("排水沟", "张某", "望川村", role.file.number, "判重", "3月17日"):
        assert hidden not in body
    dates = body.split("<main")[1].split("忘了查询码")[0]
    assert "信访局" not in dates


@pytest.mark.parametrize("typed", ["张某", "张某 13800001111", "13800001111", "柏信2026-00001", ""])
@proves("R22 30(3)")
def test_a_name_a_phone_or_a_number_opens_nothing(person: Person, typed: str) -> None:
    raised(person)
    answer = person.client.post("/follow/", {"code": typed, "pin": PIN})
    assert answer.status_code == 422
    assert "排水沟" not in answer.content.decode()
    assert "已登记" not in answer.content.decode()


def test_an_unknown_code_and_a_wrong_pin_get_the_same_answer(another: Callable[[], Person]) -> None:
    role = raised(another())
    unknown = "0" * 12
    wrong = another().client.post("/follow/", {"code": role.code, "pin": WRONG_PIN})
    nobody = another().client.post("/follow/", {"code": unknown, "pin": WRONG_PIN})
    assert wrong.status_code == nobody.status_code == 422
    assert bare(wrong.content, role.code) == bare(nobody.content, unknown)


def test_five_wrong_pins_close_a_code_for_a_quarter_of_an_hour_then_longer(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = raised(person)

    def enter(pin: str) -> int:
        return int(person.client.post("/follow/", {"code": role.code, "pin": pin}).status_code)

    at(monkeypatch, "2026-03-02T10:00")
    assert [enter(WRONG_PIN) for _ in range(5)] == [422] * 5
    assert enter(PIN) == 429
    at(monkeypatch, "2026-03-02T10:14")
    assert enter(PIN) == 429
    at(monkeypatch, "2026-03-02T10:15")
    assert [enter(WRONG_PIN) for _ in range(5)] == [422] * 5
    at(monkeypatch, "2026-03-02T10:44")
    assert enter(PIN) == 429
    at(monkeypatch, "2026-03-02T10:45")
    assert enter(PIN) == 302
    assert [enter(WRONG_PIN) for _ in range(4)] == [422] * 4
    assert enter(PIN) == 302


def test_a_closed_code_says_how_long_and_where_to_go(person: Person) -> None:
    role = raised(person)
    for _ in range(5):
        person.client.post("/follow/", {"code": role.code, "pin": WRONG_PIN})
    body = person.client.post("/follow/", {"code": role.code, "pin": PIN}).content.decode()
    assert "15 分钟" in body
    assert "窗口" in body


def test_codes_that_nobody_has_are_closed_like_codes_that_somebody_has(person: Person) -> None:
    answers = [
        person.client.post("/follow/", {"code": "1" * 12, "pin": WRONG_PIN}).status_code for _ in range(6)
    ]
    assert answers == [422] * 5 + [429]


def test_a_pin_set_anew_at_a_counter_ends_the_wait_that_somebody_elses_guessing_began(
    another: Callable[[], Person],
) -> None:
    owner, stranger = another(), another()
    role = raised(owner)
    for _try in range(guessing.CODE.tries):
        stranger.client.post("/follow/", {"code": role.code, "pin": WRONG_PIN})
    assert owner.client.post("/follow/", {"code": role.code, "pin": PIN}).status_code == 429
    officer = acting(Officer.objects.get(login="zhangjia"), on=date(2026, 3, 2))
    change_pin(role, "281946", by=officer, now=clock.now(), checked="identity_document")
    assert owner.client.post("/follow/", {"code": role.code, "pin": "281946"}).status_code == 302


def test_guessing_codes_closes_the_address_and_no_other(person: Person) -> None:
    role = raised(person)
    for n in range(guessing.ADDRESS.tries):
        assert person.client.post("/follow/", {"code": f"{n:012d}"}).status_code == 422
    assert person.client.post("/follow/", {"code": role.code}).status_code == 429
    elsewhere = person.client.post("/follow/", {"code": role.code}, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200


def test_guesses_are_kept_as_digests(person: Person) -> None:
    role = raised(person)
    person.client.post("/follow/", {"code": role.code, "pin": WRONG_PIN})
    from huiyin.register.models import Guess

    keys = list(Guess.objects.values_list("key", flat=True))
    assert keys
    assert all(re.fullmatch(r"[0-9a-f]{32}", key) for key in keys)
    assert not any(key in (role.code, "127.0.0.1") for key in keys)


def test_a_code_may_be_typed_with_gaps_and_full_width_figures(person: Person) -> None:
    role = raised(person)
    wide = role.code.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    spaced = f"{wide[:4]} {wide[4:8]}-{wide[8:]}"
    assert person.client.post("/follow/", {"code": spaced, "pin": PIN}).status_code == 302


def test_the_link_of_the_qr_code_opens_the_neutral_page_only(person: Person) -> None:
    role = raised(person)
    answer = person.client.get(f"/follow/?code={role.code}")
    assert "已登记" in answer.content.decode()
    assert "排水沟" not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_half_an_hour_without_a_touch_closes_the_file(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = raised(person)
    opened = person.client.post("/follow/", {"code": role.code, "pin": PIN})["Location"]
    at(monkeypatch, "2026-03-02T10:05")
    assert person.client.get(opened).status_code == 200
    at(monkeypatch, "2026-03-02T10:34")
    assert person.client.get(opened).status_code == 200
    at(monkeypatch, "2026-03-02T11:05")
    closed = person.client.get(opened)
    assert closed.status_code == 401
    assert "排水沟" not in closed.content.decode()


def test_leaving_closes_the_file_on_this_device(person: Person) -> None:
    role = raised(person)
    opened = person.client.post("/follow/", {"code": role.code, "pin": PIN})["Location"]
    person.client.post(f"{opened}leave/")
    assert person.client.get(opened).status_code == 401


def test_an_address_copied_to_another_browser_opens_nothing(another: Callable[[], Person]) -> None:
    mine, other = another(), another()
    role = raised(mine)
    opened = mine.client.post("/follow/", {"code": role.code, "pin": PIN})["Location"]
    for page in ("", "receipt/", "paper/1/", "paper/1/pdf", "do/add/", "do/pin/", "file/1/"):
        answer = other.client.get(opened + page)
        assert answer.status_code == 401
        assert role.code not in answer.content.decode()


def test_two_files_open_in_two_windows_are_never_mixed_up(another: Callable[[], Person]) -> None:
    first, second = raised(another()), raised(another(), what={"r1-text": "补发高龄津贴"})
    browser = another().client
    one = browser.post("/follow/", {"code": first.code, "pin": PIN})["Location"]
    two = browser.post("/follow/", {"code": second.code, "pin": PIN})["Location"]
    browser.post(f"{one}do/add/", {"words": "给第一件的话"})
    assert models.Act.objects.get(kind="add_material").file_id == first.file_id
    assert "补发高龄津贴" in browser.get(two).content.decode()


def test_words_typed_when_the_half_hour_was_over_are_carried_through(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = raised(person)
    opened = person.client.post("/follow/", {"code": role.code, "pin": PIN})["Location"]
    at(monkeypatch, "2026-03-02T11:00")
    headers = {"origin": "http://testserver"}
    asked = person.client.post(f"{opened}do/add/", {"words": "昨夜又进水了，地板泡坏。"}, headers=headers)
    assert asked.status_code == 401
    kept = re.search(r'name="kept" value="([^"]+)"', asked.content.decode())
    assert kept
    again = person.client.post("/follow/", {"code": role.code, "pin": PIN, "kept": kept[1]}).content.decode()
    assert "昨夜又进水了" in again
    action = re.search(r'action="(/m/[^"]+/do/add/)"', again)
    assert action
    assert action[1] != f"{opened}do/add/"
    person.client.post(action[1], {"words": "昨夜又进水了，地板泡坏。"})
    assert models.Words.objects.get(act__kind="add_material").said["words"].startswith("昨夜又进水了")
