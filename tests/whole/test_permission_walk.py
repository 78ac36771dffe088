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
from tests.whole.walking import (
    DESK,
    HELD,
    LISTS,
    MACHINES,
    POSTED,
    PUBLIC,
    RECEIPTS,
    SCANNED,
    TAKES,
    Answer,
    Place,
    Walker,
    listing,
    patterns,
    places,
    shown,
    strays,
)
from tests.whole.world import Thing, one_more, one_more_against_officer

pytestmark = pytest.mark.usefixtures("quiet")
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
WALKING = (
    "zhangjia", "libing", "qianwu", "panshen", "sunji", "youyou", "geyi", "chenzi", "feixin", "fenggui", "weiyin", "zhuwei", "yumao",
    "liuyou", "qinshen", "yangwu", "hemao", "yanwu", "jinhai", "kongji", "xuxu", "hehai", "lvjia", "sunji@fhb",
)  # fmt: skip
"""One of each sort, who ask for every single thing."""
READING = ("libing", "qianwu", "panshen", "chenzi", "jiangmao", "zouxin", "yangwu", "yanwu")
"""One of each sort of those who see something, who read all that they may."""
ELSEWHERE = {"sunji": "fhb"}
"""Officers who also sit in another office, where they see what that office sees."""
TELLING = (
    models.Act,
    models.Paper,
    models.Service,
    models.Draft,
    models.Attachment,
    models.Entry,
    models.Duty,
    models.Words,
)


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
    known = {*DESK, *LISTS, *POSTED, *RECEIPTS, *SCANNED, *PUBLIC, *MACHINES, *HELD}
    there = {name for name, _route in patterns()}
    assert there - known == set(), "an address without a line in tests/whole/walking.py"
    assert known - there == set(), "a line for an address that is gone"


# ------------------------------------------------------------------ what is hidden is as what is missing


SENT = {
    "do": "save",
    "seen": "0",
    "on": "2026-07-20",
    "reason": "x",
    "points": "1",
    "result": "first",
    "petitioner": "1",
}


def what_is_missing(w: Walker) -> Callable[[str, Place], Answer]:
    """How somebody is answered about what does not exist: asked once for each address."""
    return cache(lambda method, place: w.go(method, place.url, SENT))


@pytest.mark.parametrize("who", WALKING)
@proves("R22 30(3)", "R22 32(1)")
def test_r22_30_3_what_one_may_not_see_is_answered_as_what_does_not_exist(
    who: str, walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    w = walkers[who]
    missing = what_is_missing(w)
    wrong = []
    for at, t in enumerate(t for t in in_turn(county_of_things) if not may_see(w, t)):
        for there, nowhere in places(t, 1):
            if at >= THOROUGHLY and there.name != "desk:file":
                continue
            for method in ("GET", "POST") if there.name in TAKES else ("GET",):
                found, none = w.go(method, there.url, SENT), missing(method, nowhere)
                if found != none or found.status not in (404, 405):
                    wrong.append((method, there.url, found.status, none.status))
    assert not wrong, "\n".join(map(str, wrong))


THOROUGHLY = 3
"""So many hidden matters are asked for at every address; of the others, the page alone."""


def in_turn(things: dict[str, Thing]) -> list[Thing]:
    """All things, those that differ most first."""
    first = ("accusation", "own", "against-qianwu", "against-xfj", "foreign")
    return [things[key] for key in first] + [t for key, t in things.items() if key not in first]


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "DELETE", "OPTIONS"])
@proves("R22 30(3)")
def test_r22_30_3_no_other_method_tells_or_changes_more(
    method: str, walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    wrong = []
    for who in ("libing", "zhuwei", "lvjia", "stranger"):
        w = walkers[who]
        for key in ("accusation",):
            for there, nowhere in places(county_of_things[key], 1):
                found, none = w.go(method, there.url), w.go(method, nowhere.url)
                if found != none or found.status not in (302, 401, 404, 405):
                    wrong.append((who, method, there.url, found.status, none.status))
    for there, _nowhere in places(county_of_things["own"], 1):
        if method == "POST" and there.name in TAKES:
            continue
        status = walkers["libing"].go(method, there.url).status
        if status not in ((200, 302, 403, 404, 405) if method == "HEAD" else (405,)):
            wrong.append(("libing", method, there.url, status, 405))
    assert not wrong, "\n".join(map(str, wrong))


@proves("R22 30(3)")
def test_r22_30_3_a_number_of_a_hidden_matter_opens_nothing_under_one_that_is_seen(
    walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    wrong = []
    for who in ("libing", "chenzi", "weiyin", "zouxin", "qianwu", "yanwu"):
        w = walkers[who]
        seen = next(t for t in county_of_things.values() if may_see(w, t))
        missing = what_is_missing(w)
        for hidden in county_of_things.values():
            if may_see(w, hidden):
                continue
            for there, nowhere in strays(seen, hidden):
                for method in ("GET", "POST"):
                    found, none = w.go(method, there.url, SENT), missing(method, nowhere)
                    if found != none or found.status not in (404, 405):
                        wrong.append((who, method, there.url, found.status, none.status))
    assert not wrong, "\n".join(map(str, wrong))


@proves("R22 30(3)")
def test_a_visitor_is_asked_to_sign_in_whatever_he_asks_for(
    walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    w, wrong = walkers["stranger"], []
    for key in ("own", "accusation"):
        for there, nowhere in places(county_of_things[key], 1):
            for method in ("GET", "POST"):
                found, none = w.go(method, there.url, SENT), w.go(method, nowhere.url, SENT)
                if found != none or found.status not in (302, 401, 405):
                    wrong.append((method, there.url, found.status, none.status))
    assert not wrong, "\n".join(map(str, wrong))


# ------------------------------------------------------------------ no page shows what is another's


LOGGED = frozenset({"/desk/audit/readings/", "/desk/audit/readings.csv"})


def everything(w: Walker, things: dict[str, Thing]) -> Iterator[tuple[str, Answer]]:
    """Every page that somebody may open, as it answers."""
    yield from ((url, w.go("GET", url)) for url in listing())
    for t in things.values():
        if not may_see(w, t):
            for number in (
                t.file.number,
                *(p.number for p in t.papers[:1]),
                *t.codes[:1],
                f"外{t.no:02d}〔{t.key}〕",
            ):
                url = f"/desk/find/?q={number}"
                yield url, w.go("GET", url)
        elif str(w) in READING:
            yield from ((there.url, w.go("GET", there.url)) for there, _ in places(t, 4))


@pytest.mark.parametrize("who", sorted({*WALKING, *READING}))
@proves("R22 30(3)", "R22 32(1)")
def test_r22_30_3_no_list_count_search_page_paper_or_file_shows_a_word_of_what_is_hidden(
    who: str, walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    w = walkers[who]
    hidden = marks_hidden_from(w, county_of_things)
    wrong = []
    for url, answer in everything(w, county_of_things):
        asked = {m for m in hidden if url.endswith(f"?q={m}")}  # the search box shows what was typed into it
        if (
            url in LOGGED and answer.status == 200
        ):  # the auditor reads who read which number, and nothing else of it
            asked |= {t.file.number for t in county_of_things.values()}
        if "/desk/audit/" in url:  # the auditor learns who read what by its number, and nothing else of it
            asked |= {t.file.number for t in county_of_things.values()}
        found = [m for m in shown(answer.text, hidden) if m not in asked]
        if found or answer.status >= 500:
            wrong.append((url, answer.status, [(m, hidden[m]) for m in found]))
    assert not wrong, "\n".join(map(str, wrong))


# ------------------------------------------------------------------ those who may, can; and it is written down


@proves("R22 30(3)", "R22 46[5]")
def test_r22_30_3_those_who_may_see_a_matter_open_it_and_every_reading_of_a_restricted_one_is_logged(
    walkers: dict[str, Walker], county_of_things: dict[str, Thing]
) -> None:
    wrong = []
    for w in walkers.values():
        for t in county_of_things.values():
            before = models.Reading.objects.count()
            status = w.go("GET", f"/desk/files/{t.file.pk}/").status
            read = models.Reading.objects.count() - before
            wanted = (200, int(t.restricted)) if may_see(w, t) else (404 if w.login else 302, 0)
            if (status, read) != wanted:
                wrong.append((str(w), t.key, status, read))
    assert not wrong, "\n".join(map(str, wrong))


@proves("R22 30(3)", "R22 46[5]")
def test_r22_30_3_papers_drafts_and_files_of_a_restricted_matter_are_logged_when_read(
    walkers: dict[str, Walker], county_of_things: dict[str, Thing]
) -> None:
    t, w, wrong = county_of_things["accusation"], walkers["qianwu"], []
    for there, _nowhere in places(t, 2):
        before = models.Reading.objects.filter(file=t.file).count()
        answer = w.go("GET", there.url)
        if answer.status == 200 and models.Reading.objects.filter(file=t.file).count() <= before:
            wrong.append(there.url)
    assert not wrong, "\n".join(map(str, wrong))
    who = set(models.Reading.objects.filter(file=t.file).values_list("officer__login", flat=True))
    assert who <= t.sees


@proves("R22 32(1)")
def test_the_three_administrators_see_no_matter_and_no_list_of_matters(walkers: dict[str, Walker]) -> None:
    for login in ("xuxu", "hehai", "lvjia"):
        w = walkers[login]
        assert "您的岗位不办理信访事项" in w.go("GET", "/desk/").text
        for url in ("/desk/leader/", "/desk/waiting/drafts/", "/desk/serving/", "/desk/find/?q=1"):
            assert "/desk/files/" not in w.go("GET", url).text


# ------------------------------------------------------------------ codes at any counter, receipts at one desk


@proves("R22 30(3)")
def test_r22_30_3_a_counter_answers_about_a_restricted_matter_as_about_none(
    walkers: dict[str, Walker], county_of_things: dict[str, Thing], nothing_added: None
) -> None:
    w = walkers["zhangjia"]
    none = w.go("POST", "/desk/counter/", {"number": "柏信2026-09999", "left": "13900000000"})
    wrong = []
    for key in ("accusation", "against-xfj", "against-qianwu"):
        t = county_of_things[key]
        asked = {"number": t.file.number, "left": t.phone}
        found = w.go("POST", "/desk/counter/", asked)
        text = found.text.replace(t.file.number, "柏信2026-09999").replace(t.phone, "13900000000")
        if (found.status, text) != (none.status, none.text):
            wrong.append((key, found.status))
    pin = {"do": "pin", "checked": "identity_document"}
    none = w.go("POST", "/desk/counter/", {**pin, "code": "000000000000"})
    for key in ("accusation", "against-xfj", "against-qianwu"):
        code = county_of_things[key].codes[0]
        found = w.go("POST", "/desk/counter/", {**pin, "code": code})
        if (found.status, found.text.replace(code, "000000000000")) != (none.status, none.text):
            wrong.append((f"{key} pin", found.status))
    assert not wrong, "\n".join(map(str, wrong))


# ------------------------------------------------------------------ last: a restricted matter changes nobody's counts


@proves("R22 30(3)")
def test_r22_30_3_a_further_accusation_changes_no_list_and_no_count_of_those_who_may_not_see_it(
    walkers: dict[str, Walker], county_of_things: dict[str, Thing]
) -> None:
    counting = [w for w in walkers.values() if w.login in COUNTING]
    before = {str(w): lists(w) for w in counting}
    for add in (one_more, one_more_against_officer):
        t = add()
        after = {str(w): lists(w) for w in counting}
        seen = {str(w): w for w in counting if may_see(w, t)}
        assert any(after[who] != before[who] for who in seen), "the lists of those who may see it do change"
        changed = [
            (who, url) for who in before if who not in seen for url, answer in after[who].items() if answer != before[who][url]
        ]  # fmt: skip
        assert changed == []
        before = after


COUNTING = ("zhangjia", "libing", "qianwu", "panshen", "sunji", "sumao", "zhaoding", "chenzi", "fenggui", "zhuwei", "liuyou", "yangwu",
            "hemao", "xuebing", "jinhai")  # fmt: skip


def lists(w: Walker) -> dict[str, Answer]:
    """Every page that counts or lists."""
    speaking = ("desk:list", "desk:waiting", "desk:serving", "desk:leader")
    return {url: w.go("GET", url) for url in (f"/desk/{way}" for name in speaking for way in LISTS[name])}
