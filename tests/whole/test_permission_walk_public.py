"""The public site as a stranger, as one who holds a code, as one who holds code and PIN, and as another petitioner."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from huiyin.register import models
from huiyin.register.models import Guess
from tests.proves import proves
from tests.whole.walking import DOINGS, HELD, MISSING, Answer, Walker, numbers, shown
from tests.whole.world import PIN, Thing

pytestmark = pytest.mark.usefixtures("quiet")
SENT = {
    "words": "x",
    "paper": "1",
    "given": "yes",
    "old_pin": PIN,
    "pin": "580214",
    "pin_again": "580214",
    "reason": "x",
    "about": "xfj",
}
OFFICES = ("信访局", "人民政府", "纪律检查", "人力资源")


@pytest.fixture(autouse=True)
def unguessed(county_of_things: dict[str, Thing]) -> Iterator[None]:
    """No test waits for the wrong guesses of the one before."""
    yield
    Guess.objects.all().delete()


def open_file(code: str, pin: str = PIN) -> tuple[Walker, str]:
    """Somebody who has shown code and PIN, and the token of the pages."""
    w = Walker(client=Client())
    shown_to = w.client.post("/follow/", {"code": code, "pin": pin})
    assert shown_to.status_code == 302, shown_to.content.decode()
    found = re.match(r"/m/([^/]+)/", shown_to["Location"])
    assert found
    return w, found[1]


def addresses(token: str, t: Thing | None) -> Iterator[str]:
    """Every address of an open file with the numbers of a thing, or with numbers of nothing."""
    for name, takes in HELD.items():
        for n in numbers(t, takes[0]) if takes else [None]:
            yield reverse(name, args=[token] if n is None else [token, n])


def masked(answer: Answer, *words: str) -> tuple[int, str]:
    """Status and words, without the token or number that was asked for."""
    text = answer.text
    for w in words:
        text = text.replace(w, "…")
    return answer.status, text


@proves("S4-009")
def test_a_page_of_an_open_file_opens_only_in_the_browser_that_showed_code_and_pin(
    county_of_things: dict[str, Thing],
) -> None:
    t = county_of_things["own"]
    _owner, token = open_file(t.codes[0])
    other, _theirs = open_file(county_of_things["foreign"].codes[0])
    officer, stranger = Walker.officer("libing"), Walker(client=Client())
    before = models.Act.objects.count()
    wrong = []
    for w in (stranger, other, officer):
        for url in addresses(token, t):
            for method in ("GET", "POST", "PUT", "DELETE"):
                found, none = (
                    w.go(method, url, SENT),
                    w.go(method, url.replace(token, "x" * len(token)), SENT),
                )
                if found != none or found.status not in (302, 401, 405) or shown(found.text, t.marks()):
                    wrong.append((str(w), method, url, found.status, none.status))
    assert not wrong, "\n".join(map(str, wrong))
    assert models.Act.objects.count() == before


@proves("R22 32(1)")
def test_a_query_code_alone_shows_dates_and_nothing_that_tells_one_matter_from_another(
    county_of_things: dict[str, Thing],
) -> None:
    for t in county_of_things.values():
        for code in t.codes:
            w = Walker(client=Client())
            for answer in (w.go("GET", f"/follow/?code={code}"), w.go("POST", "/follow/", {"code": code})):
                main = answer.text[answer.text.index("<main") : answer.text.index("</main")].replace(code, "")
                assert answer.status == 200, t.key
                assert "已登记" in main
                said = re.sub(r"<footer.*|柏川县信访局 <a.*?</a>", "", main)
                assert shown(said, t.marks() - set(t.codes)) == [], t.key
                assert "限制" not in said
                assert "检举" not in said


@proves("R22 30(3)", "R22 32(1)")
def test_a_petitioner_reads_the_own_matter_and_not_a_word_of_any_other(
    county_of_things: dict[str, Thing],
) -> None:
    wrong = []
    for t in county_of_things.values():
        pin = PIN if t.key != "archived" else "274916"
        w, token = open_file(t.codes[0], pin)
        others = {m: o.key for o in county_of_things.values() if o is not t for m in o.marks()}
        seen = ""
        for url in addresses(token, t):
            answer = w.go("GET", url)
            if answer.status >= 500 or shown(answer.text, others):
                wrong.append((t.key, url, answer.status, shown(answer.text, others)))
            seen += answer.text
            if url.endswith("/leave/"):
                assert answer.status == 405
        assert t.mark in seen
        assert t.file.number in seen
    assert not wrong, "\n".join(map(str, wrong))


@proves("R22 30(3)", "R22 32(1)")
def test_numbers_of_others_open_nothing_under_the_own_token(county_of_things: dict[str, Thing]) -> None:
    w, token = open_file(county_of_things["town"].codes[0])
    wrong = []
    for name, takes in HELD.items():
        if not takes or takes[0] == "do":
            continue
        none = w.go("GET", reverse(name, args=[token, MISSING]))
        assert none.status == 404
        for key in ("own", "accusation", "withheld"):
            for n in numbers(county_of_things[key], takes[0]):
                found = w.go("GET", reverse(name, args=[token, n]))
                own = (
                    takes[0] == "paper" and n == 1
                )  # papers are counted within a file: the first is the own receipt
                if found != none and not own:
                    wrong.append((name, key, n, found.status))
    assert not wrong, "\n".join(map(str, wrong))


@proves("R22 19(1)", "R22 21(2)")
def test_one_signer_does_not_read_what_another_said_or_how_he_may_be_reached(
    county_of_things: dict[str, Thing],
) -> None:
    t = county_of_things["own"]
    w, token = open_file(t.codes[1])
    wrong = []
    for url in addresses(token, t):
        answer = w.go("GET", url)
        if answer.status == 200 and not answer.kind.startswith("application/pdf"):
            wrong += [
                (url, m)
                for m in (f"{t.mark}又来了", t.contact_phone, f"{t.who}夜里", t.codes[0])
                if m in answer.text
            ]
    assert not wrong, "\n".join(map(str, wrong))


@proves("R22 30(3)")
def test_no_page_for_everybody_holds_a_word_of_any_matter(county_of_things: dict[str, Thing]) -> None:
    w = Walker(client=Client())
    marks = {m: t.key for t in county_of_things.values() for m in t.marks()}
    for url in (
        "/",
        "/rules/",
        "/offices/",
        "/privacy/",
        "/raise/who/",
        "/follow/",
        "/healthz",
        "/desk/sign-in",
    ):
        answer = w.go("GET", url)
        assert answer.status == 200, url
        assert shown(answer.text, marks) == []
    for do in DOINGS:
        assert w.go("GET", f"/m/nothing/do/{do}/").status == 401
