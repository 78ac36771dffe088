"""When a form comes at a bad moment: after the sign-in expired, twice, out of an old page, about a day that cannot be.

Nothing is half done, and everything typed comes back.
"""

from __future__ import annotations

import re

import pytest
from django.test import Client

from huiyin.offices.passwords import DEMO_PASSWORD
from tests.proves import proves
from tests.whole.clocks import TODAY
from tests.whole.long_forms import FORMS, LONG, OURS, acts, at_desk, form, remark, same_words, sender
from tests.whole.world import Thing

pytestmark = pytest.mark.usefixtures("quiet")


# ------------------------------------------------------------------ the sign-in, the page


@pytest.mark.one_database
@pytest.mark.parametrize("which", ["act", "draft", "register"])
@proves("S4-009")
def test_a_form_sent_after_the_sign_in_expired_is_carried_through_it_and_sent_again(
    matter: Thing, which: str
) -> None:
    login, url, typed = form(matter, which)
    client = Client(headers=OURS)
    asked = client.post(url, typed)
    page = asked.content.decode()
    assert asked.status_code == 401
    carried = re.search(r'name="kept" value="([^"]+)"', page)
    assert carried
    signed = client.post("/desk/sign-in", {"login": login, "password": DEMO_PASSWORD, "kept": carried[1]})
    page = signed.content.decode()
    assert signed.status_code == 200
    assert same_words(page)
    action = re.search(r'<form[^>]*action="([^"]+)"[^>]*>(?:(?!</form>).)*' + LONG[:12], page, re.S)
    assert action
    done = client.post(action[1].replace("&amp;", "&"), typed)
    assert done.status_code == 302, done.content.decode()[:2000]


@pytest.mark.one_database
@pytest.mark.parametrize("which", FORMS)
@proves("S4-009")
def test_a_page_that_lay_too_long_gives_every_word_back(matter: Thing, which: str) -> None:
    login, url, typed = form(matter, which)
    client = sender(login, enforce_csrf_checks=True)
    response = client.post(url, typed)
    page = response.content.decode()
    assert response.status_code == 403
    assert same_words(page)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    again = client.post(url, {**typed, "csrfmiddlewaretoken": token[1]})
    assert again.status_code == 302, again.content.decode()[:2000]


# ------------------------------------------------------------------ dates, doubles, tabs


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-03-01", "先登记"),
        ("2026-07-21", "不能晚于"),
        ("2026-02-30", "没有“2026-02-30”这一天"),
        ("昨天", "不是日期"),
        ("", "请选择：日期"),
    ],
)
@proves("R22 44[1]")
def test_a_day_that_cannot_be_is_said_beside_the_field_and_nothing_is_lost(
    matter: Thing, on: str, said: str
) -> None:
    url, typed = remark(matter)
    before = acts()
    response = at_desk("chenzi").post(url, {**typed, "on": on})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page, re.sub(r"<[^>]+>", " ", page)[:2500]
    assert same_words(page)
    assert acts() == before


@pytest.mark.one_database
@proves("S4-009")
def test_an_act_that_is_not_open_says_why_and_which_are_and_keeps_the_words(matter: Thing) -> None:
    before = acts()
    url = f"/desk/files/{matter.file.pk}/acts/tell_extension/?proceeding=2"
    response = at_desk("chenzi").post(url, {"on": TODAY, "points": ["1", "2"], "seen": "99"})
    page = re.sub(r"<[^>]+>", " ", response.content.decode())
    assert response.status_code == 422
    assert "现在可以办的有" in page
    assert acts() == before


@pytest.mark.one_database
@pytest.mark.parametrize("which", ["act", "draft", "register"])
@proves("S4-009")
def test_a_button_pressed_twice_is_one_act(matter: Thing, which: str) -> None:
    login, url, typed = form(matter, which)
    client = sender(login)
    if which == "draft":
        typed = {**typed, "do": "hand_in"}
    typed = {**typed, "key": "the same press"}
    before = acts()
    first, second = client.post(url, typed), client.post(url, typed)
    assert first.status_code == second.status_code == 302, second.content.decode()[:1500]
    assert acts() == before + 1


@pytest.mark.one_database
@proves("S4-009")
def test_a_second_tab_is_told_what_happened_meanwhile_and_keeps_its_words(matter: Thing) -> None:
    client = at_desk("chenzi")
    matter.file.refresh_from_db()
    seen = str(matter.file.last_seq)
    extension = f"/desk/files/{matter.file.pk}/acts/ask_extension/?proceeding=2"
    asked = {"on": "2026-05-11", "points": ["1", "2"], "days": "10", "reason": LONG, "seen": seen}
    first = client.post(extension, {**asked, "key": "one"})
    assert first.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", first.content.decode())[:1500]
    before = acts()
    stale = client.post(extension, {**asked, "key": "two"})
    page = stale.content.decode()
    assert stale.status_code == 422
    assert "刚才有人先办了" in page
    assert "申请延期" in page
    assert same_words(page)
    assert acts() == before
