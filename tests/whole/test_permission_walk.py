"""Everybody asks for everything: each address, each method, each kind of officer and visitor, each kind of matter.

What one may not see is answered exactly as what does not exist: same status, same words, same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from django.db.models import Model

from huiyin.register import models
from tests.proves import proves
from tests.support.databases import Databases
from tests.whole.clocks import NOW, clock_at
from tests.whole.walking import (
    DESK,
    HELD,
    LISTS,
    POSTED,
    PUBLIC,
    Answer,
    Place,
    Walker,
    patterns,
    places,
    shown,
    strays,
)
from tests.whole.world import Thing, build, one_more

OFFICERS: dict[str, str] = {
    # the petition office of the county, one of every post
    "zhangjia": "xfj", "libing": "xfj", "zhaoding": "xfj", "qianwu": "xfj", "panshen": "xfj", "sunji": "xfj", "zhougeng": "xfj",
    "sumao": "xfj", "youyou": "xfj", "wangyi": "xfj",
    # stands in for the dispatcher
    "geyi": "xfj",
    # the town that handles, the village below it, the county government above it
    "chenzi": "t_xl", "shihai": "t_xl", "kongwu": "t_xl", "chuchou": "t_xl", "feixin": "v_wc", "fenggui": "county_gov",
    "machou": "county_gov", "weiji": "county_gov", "zhengren": "fhb",
    # an office that has nothing to do with it
    "jiangmao": "rsj", "weiyin": "rsj", "hansi": "rsj", "shenchen": "rsj",
    # the accused town, its named officer's unit and a village below it
    "zhuwei": "t_fh", "zouxin": "t_fh", "yumao": "t_fh", "doushen": "t_fh", "liuyou": "s_tjw", "qinshen": "v_sn",
    # discipline, the city and the province above
    "yangwu": "jw", "xuebing": "jw", "hemao": "jw", "qixu": "c_jw", "caochou": "c_xfj", "yanwu": "c_xfj", "jinhai": "c_xfj",
    "kongji": "p_xfj", "taogui": "c_fhb", "jiangsi": "c_fhb",
    # the three administrators
    "xuxu": "", "hehai": "", "lvjia": "",
}  # fmt: skip
ELSEWHERE = {"sunji": "fhb"}
"""Officers who also sit in another office, where they see what that office sees."""
TELLING = (models.Act, models.Paper, models.Service, models.Draft, models.Attachment, models.Entry, models.Duty, models.Words)


@pytest.fixture(scope="module")
def county_of_things(
    databases: Databases, county_source: str, django_db_blocker: pytest.FixtureRequest
) -> Iterator[dict[str, Thing]]:
    """The small county with one of everything; this module only looks at it, but for its last test."""
    with django_db_blocker.unblock(), clock_at(NOW), databases.fresh(county_source):  # type: ignore[attr-defined]
        yield build()


@pytest.fixture(scope="module")
def walkers(county_of_things: dict[str, Thing]) -> dict[str, Walker]:
    """Everybody, signed in; and a visitor."""
    made = [Walker.officer(login) for login in OFFICERS]
    made += [Walker.officer(login, office) for login, office in ELSEWHERE.items()]
    return {str(w): w for w in (*made, Walker())}


def office_of(w: Walker) -> str:
    """Where somebody acts."""
    return w.office or OFFICERS.get(w.login, "")


def may_see(w: Walker, t: Thing) -> bool:
    """Whether this matter is this officer's to see."""
    return w.login in t.sees if t.restricted else office_of(w) in t.sees


def marks_hidden_from(w: Walker, things: dict[str, Thing]) -> dict[str, str]:
    """Every mark that must not be shown to somebody, and of which matter it is."""
    found: dict[str, str] = {}
    for t in things.values():
        if not may_see(w, t):
            found |= dict.fromkeys(t.marks(), t.key)
        elif office_of(w) in t.withheld_from:
            found |= dict.fromkeys(t.person_marks(), f"{t.key} (name withheld)")
    return found


def stock() -> dict[str, int]:
    """How much there is of everything that an act could add."""
    counted: tuple[type[Model], ...] = TELLING
    return {m.__name__: m._default_manager.count() for m in counted}


@pytest.fixture
def nothing_added(county_of_things: dict[str, Thing]) -> Iterator[None]:
    """Whatever is asked in this test changes nothing."""
    before = stock()
    yield
    assert stock() == before


# ------------------------------------------------------------------ the table is whole


@proves("R22 30(3)")
def test_r22_30_3_every_address_of_the_site_is_walked() -> None:
    known = {*DESK, *LISTS, *POSTED, *PUBLIC, *HELD}
    there = {name for name, _route in patterns()}
    assert there - known == set(), "an address without a line in tests/whole/walking.py"
    assert known - there == set(), "a line for an address that is gone"


# ------------------------------------------------------------------ what is hidden is as what is missing


SENT = {"do": "save", "seen": "0", "on": "2026-07-20", "reason": "x", "points": "1", "result": "first", "petitioner": "1"}


@pytest.mark.parametrize("who", [*OFFICERS, *(f"{k}@{v}" for k, v in ELSEWHERE.items())])
@proves("R22 30(3)", "R22 32(1)")
def test_r22_30_3_what_one_may_not_see_is_answered_as_what_does_not_exist(
    who: str, walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    w = walkers[who]
    missing: Callable[[str, Place], Answer] = cache(lambda method, place: w.go(method, place.url, SENT))
    wrong = []
    for t in county_of_things.values():
        if may_see(w, t):
            continue
        for there, nowhere in places(t):
            for method in ("GET", "POST"):
                found, none = w.go(method, there.url, SENT), missing(method, nowhere)
                if found != none or found.status not in (404, 405):
                    wrong.append((method, there.url, found.status, none.status))
    assert wrong == []


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@proves("R22 30(3)")
def test_r22_30_3_no_other_method_tells_or_changes_more(
    method: str, walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    wrong = []
    for who in ("libing", "zhuwei", "fenggui", "lvjia", "stranger"):
        w = walkers[who]
        for key in ("accusation", "foreign"):
            for there, nowhere in places(county_of_things[key]):
                found, none = w.go(method, there.url), w.go(method, nowhere.url)
                if found != none or found.status not in (302, 401, 404, 405):
                    wrong.append((who, method, there.url, found.status, none.status))
    for there, _nowhere in places(county_of_things["own"]):
        status = walkers["libing"].go(method, there.url).status
        if status not in ((200, 302, 404, 405) if method == "HEAD" else (405,)):
            wrong.append(("libing", method, there.url, status, 405))
    assert wrong == []


@proves("R22 30(3)")
def test_r22_30_3_a_number_of_a_hidden_matter_opens_nothing_under_one_that_is_seen(
    walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    wrong = []
    for who in ("libing", "chenzi", "weiyin", "zouxin", "qianwu", "yanwu"):
        w = walkers[who]
        seen = next(t for t in county_of_things.values() if may_see(w, t))
        for hidden in county_of_things.values():
            if may_see(w, hidden):
                continue
            for there, nowhere in strays(seen, hidden):
                for method in ("GET", "POST"):
                    found, none = w.go(method, there.url, SENT), w.go(method, nowhere.url, SENT)
                    if found != none or found.status not in (404, 405):
                        wrong.append((who, method, there.url, found.status, none.status))
    assert wrong == []


@proves("R22 30(3)")
def test_a_visitor_is_asked_to_sign_in_whatever_he_asks_for(
    walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    w, wrong = walkers["stranger"], []
    for t in county_of_things.values():
        for there, nowhere in places(t):
            for method in ("GET", "POST"):
                found, none = w.go(method, there.url, SENT), w.go(method, nowhere.url, SENT)
                if found != none or found.status not in (302, 401, 405):
                    wrong.append((method, there.url, found.status, none.status))
    assert wrong == []


# ------------------------------------------------------------------ no page shows what is another's


def everything(w: Walker, things: dict[str, Thing]) -> Iterator[tuple[str, Answer]]:
    """Every page that somebody may open, as it answers."""
    from django.urls import reverse

    for name, ways in LISTS.items():
        if name == "desk:waiting":
            yield from ((u, w.go("GET", u)) for u in (f"/desk/waiting/{way}" for way in ways))
        else:
            yield from ((u, w.go("GET", u)) for u in (reverse(name) + way for way in ways))
    for t in things.values():
        for number in (t.file.number, *(p.number for p in t.papers), *t.codes, f"外{t.no:02d}〔{t.key}〕", t.who, t.mark, t.phone):
            url = f"/desk/find/?q={number}"
            yield url, w.go("GET", url)
        if may_see(w, t):
            yield from ((there.url, w.go("GET", there.url)) for there, _ in places(t))


@pytest.mark.parametrize("who", [*OFFICERS, *(f"{k}@{v}" for k, v in ELSEWHERE.items())])
@proves("R22 30(3)", "R22 32(1)")
def test_r22_30_3_no_list_count_search_page_paper_or_file_shows_a_word_of_what_is_hidden(
    who: str, walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    w = walkers[who]
    hidden = marks_hidden_from(w, county_of_things)
    wrong = []
    for url, answer in everything(w, county_of_things):
        asked = {m for m in hidden if url.endswith(f"?q={m}")}  # the search box shows what was typed into it
        found = [m for m in shown(answer.text, hidden) if m not in asked]
        if found or answer.status >= 500:
            wrong.append((url, answer.status, [(m, hidden[m]) for m in found]))
    assert wrong == []
