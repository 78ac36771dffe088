"""Hostile and broken input through every address: nothing falls over, nothing runs, nothing is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from huiyin.register import models
from tests.proves import proves
from tests.support.databases import FreshDatabase
from tests.whole.walking import Walker, listing, patterns, places
from tests.whole.world import PIN, Thing, accepted, entry, opened, said_more, screened, sent

pytestmark = pytest.mark.usefixtures("quiet")
SCRIPT = "<script>alert(1)</script>"
IMAGE = "\"'><img src=x onerror=alert(2)>"
NASTY = (
    SCRIPT, IMAGE, "{{ 7*7 }}{% now %}", "a\x00b", "\u202e倒着写\u202c", "😀👨‍👩‍👧‍👦𠮷𪚥", "a\r\nSet-Cookie: x=1", "../../../../etc/passwd",
    "' OR 1=1 --", "%00%0d%0a", "%s%(x)s{0}", "\ufeff\u200b", "²", "１２", "-1", "9" * 30, "长" * 30_000,
)  # fmt: skip
RAW = (SCRIPT, "<img src=x", "onerror=alert(2)>")


@pytest.fixture
def nasty_matter(county: FreshDatabase) -> Thing:
    """A matter whose every word, name and address is an attack."""
    t = Thing("nasty", SCRIPT, IMAGE, 31, frozenset({"xfj", "t_xl"}))
    opened(t, entry(t, count=2), "zhangjia")
    screened(t, "libing")
    sent(t, "t_xl", "libing", "sumao")
    accepted(t)
    said_more(t)
    return t


def runs(text: str) -> list[str]:
    """What of the attacks stands in a page as it was typed, and would run."""
    return [raw for raw in RAW if raw in text]


@proves("S4-009")
def test_words_that_attack_are_shown_as_words_on_every_page_and_printed_on_every_paper(
    nasty_matter: Thing,
) -> None:
    t, wrong = nasty_matter, []
    for login in ("libing", "chenzi", "sunji", "zhangjia"):
        w = Walker.officer(login)
        urls = [*listing(), *(there.url for there, _ in places(t)), f"/desk/find/?q={SCRIPT}"]
        for url in urls:
            answer = w.go("GET", url)
            if answer.status >= 500 or (answer.kind.startswith("text/html") and runs(answer.text)):
                wrong.append((login, url, answer.status, runs(answer.text)))
    client = Client()
    place = client.post("/follow/", {"code": t.codes[0], "pin": PIN})["Location"]
    for more in (
        "",
        "receipt/",
        *(f"paper/{no}/" for no in range(1, 5)),
        "do/add/",
        "do/contact/",
        "do/rate/",
    ):
        body = client.get(place + more).content.decode("utf-8", "replace")
        wrong += [("petitioner", more, 200, runs(body))] if runs(body) else []
    assert not wrong, "\n".join(map(str, wrong))
    pdf = Walker.officer("libing").client.get(f"/desk/files/{t.file.pk}/papers/2/paper.pdf")
    assert pdf.content.startswith(b"%PDF")


@proves("S4-009")
def test_attachment_names_never_leave_their_header_or_folder(county: FreshDatabase) -> None:
    from io import BytesIO

    from huiyin.intake import attachments, raising
    from tests.intake.samples import PDF
    from tests.whole.clocks import NOW

    t = Thing("names", "鸢", "鹭", 32, frozenset({"xfj"}))
    opened(t, entry(t), "zhangjia")
    entry_row = t.file.entries.get()
    for n, name in enumerate(
        (
            'a"\r\nSet-Cookie: x=1\r\n\r\n<b>.pdf',
            "../../etc/passwd.pdf",
            "..\\..\\win.pdf",
            "\u202efdp.exe",
            "." * 300,
        )
    ):
        kept = attachments.store(BytesIO(PDF + f"%{n}".encode()), name)
        raising.attach([raising.as_kept(kept)], file=t.file, entry=entry_row, by="desk", now=_moment(NOW))
    w, mine = Walker.officer("libing"), Client()
    place = mine.post("/follow/", {"code": t.codes[0], "pin": PIN})["Location"]
    for row in models.Attachment.objects.filter(file=t.file):
        for response in (
            w.client.get(f"/desk/files/{t.file.pk}/attachments/{row.pk}/"),
            mine.get(f"{place}file/{row.pk}/"),
        ):
            disposition = response["Content-Disposition"]
            assert response.status_code == 200 and response.getvalue()
            assert "x" not in response.cookies
            assert not re.search(r"[\r\n]|\.\./|\.\.\\", disposition), disposition
            assert "\u202e" not in disposition
            assert response["X-Content-Type-Options"] == "nosniff"


def _moment(text: str) -> Any:
    from datetime import datetime

    from huiyin.clock import SHANGHAI

    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


# ------------------------------------------------------------------ addresses and numbers that are none


def trying(*logins: str) -> tuple[str, ...]:
    """Everybody on SQLite; what depends on the database, a value that it refuses, is seen by the first two."""
    return logins[:2] if connection.vendor == "postgresql" else logins


def hostile_addresses() -> Iterator[tuple[str, str]]:
    """Every address of the site with arguments that nobody would type."""
    numbers = ("0", "9" * 12, "9" * 19, "9" * 40)
    words = ("nothing", "..%2F..%2Fetc", "%00", "%3Cscript%3E", "a" * 500, "é", "%ED%A0%80")
    for name, route in patterns():
        for n in numbers:
            for word in words if n == "0" else words[:2]:
                yield "/" + re.sub(r"<int:[^>]*>", n, re.sub(r"<(slug|str):[^>]*>", word, route)), name


@proves("S4-009")
def test_no_address_falls_over_whatever_its_arguments(county: FreshDatabase) -> None:
    wrong = []
    for login in trying("", "libing", "xuxu", "hehai", "lvjia"):
        w = Walker.officer(login) if login else Walker(client=Client(raise_request_exception=False))
        w.client.raise_request_exception = False
        for url, name in dict(hostile_addresses()).items():
            for method in ("GET", "POST"):
                if name in ("sign_out",):
                    continue
                response = w.client.generic(method, url)
                b"".join(response)  # whoever asks reads to the end: a file that is sent is closed there
                if response.status_code >= 500:
                    wrong.append((login, method, url, response.status_code))
    assert not wrong, "\n".join(map(str, wrong))


QUERIES = {
    "desk:list": ("when", "rule", "stage", "phase", "channel", "mine", "page", "q"), "desk:find": ("q",), "desk:serving": ("page",),
    "desk:leader": ("q",), "desk:register_index": ("form",), "sign_in": ("next",), "portal:follow": ("code",), "web:style": ("door",),
    "desk:audit_first": ("page",), "desk:admin_offices": ("q", "kind", "page"), "desk:admin_officers": ("q", "page"),
}  # fmt: skip


@proves("S4-009")
def test_no_page_falls_over_whatever_its_query(county: FreshDatabase) -> None:
    t = Thing("query", "鸢", "鹭", 33, frozenset({"xfj"}))
    opened(t, entry(t), "zhangjia")
    wrong = []
    urls = [(reverse(name), keys) for name, keys in QUERIES.items()]
    urls += [
        (f"/desk/files/{t.file.pk}/acts/{kind}/", ("proceeding", "points", "names"))
        for kind in ("judge", "screen", "transfer")
    ]
    urls += [
        (f"/desk/files/{t.file.pk}/correct/", ("names",)),
        ("/desk/register/visit/", ("form",)),
        ("/raise/who/", ("form",)),
    ]
    urls += [("/desk/audit/sign-ins/", ("page", "from", "to", "who", "what", "since", "until", "login"))]
    for login in trying("libing", "", "hehai", "lvjia"):
        w = Walker.officer(login) if login else Walker(client=Client())
        w.client.raise_request_exception = False
        for url, keys in urls:
            for key in keys:
                for value in NASTY[:-1]:
                    response = w.client.get(url, {key: value})
                    if response.status_code >= 500 or runs(response.content.decode("utf-8", "replace")):
                        wrong.append((login, url, key, value[:20], response.status_code))
    assert not wrong, "\n".join(map(str, wrong))


# ------------------------------------------------------------------ forms


FIELD = re.compile(r'<(?:input|textarea|select)[^>]*\bname="([^"]+)"')


def fields_of(client: Client, url: str) -> list[str]:
    """The names of the fields of a page's forms."""
    page = client.get(url).content.decode()
    main = page[page.find("<main") :]
    return sorted({name for name in FIELD.findall(main) if name != "csrfmiddlewaretoken"})


def forms(t: Thing) -> Iterator[tuple[str, str]]:
    """Every form that somebody may fill in: who, and where."""
    yield from (
        ("zhangjia", f"/desk/register/{way}/") for way in ("visit", "letter", "assigned", "hotline_12345")
    )
    for kind in (
        "judge",
        "screen",
        "transfer",
        "assign",
        "report_up",
        "refuse",
        "remark",
        "ask_supplement",
        "add_point",
        "keep_on_file",
    ):
        yield "libing", f"/desk/files/{t.file.pk}/acts/{kind}/"
    yield from (
        ("chenzi", f"/desk/files/{t.file.pk}/acts/{kind}/")
        for kind in ("contact", "investigate", "ask_extension", "object")
    )
    yield "chenzi", f"/desk/files/{t.file.pk}/drafts/{t.draft}/"
    yield "chenzi", f"/desk/files/{t.file.pk}/papers/4/serve/"
    yield "libing", f"/desk/files/{t.file.pk}/correct/?names=2"
    yield "zhangjia", f"/desk/files/{t.file.pk}/counter/withdraw/"
    yield from (
        ("zhangjia", "/desk/counter/"),
        ("libing", "/desk/me/"),
        ("libing", "/desk/views/"),
        ("libing", "/desk/password"),
    )
    yield from (("xuxu", f"/desk/admin/{what}/new/") for what in ("offices", "officers"))
    yield from (
        ("xuxu", "/desk/admin/offices/xfj/"),
        ("hehai", "/desk/admin/officers/libing/"),
        ("sunji", "/desk/deputies/"),
    )
    yield from (("", f"/raise/{step}/") for step in ("who", "what", "ways", "files", "check"))
    yield from (("", url) for url in ("/follow/", "/desk/sign-in", "/language", "/text-size"))


MORE = {"do": "save", "seen": "0", "key": "k", "name": "x", "query": "when=late", "next": "/", "names": "2"}


@proves("S4-009")
def test_no_form_falls_over_or_runs_anything_whatever_is_typed_into_its_fields(nasty_matter: Thing) -> None:
    wrong = []
    walkers: dict[str, Walker] = {}
    for login, url in forms(nasty_matter):
        w = walkers.setdefault(login, Walker.officer(login) if login else Walker(client=Client()))
        w.client.raise_request_exception = False
        names = {*fields_of(w.client, url), *MORE}
        for value in NASTY:
            response = w.client.post(url, {**MORE, **dict.fromkeys(names - {"do"}, value)})
            if response.status_code >= 500 or runs(response.content.decode("utf-8", "replace")):
                wrong.append((login, url, value[:16], response.status_code))
        if w.login and w.client.get("/desk/me/").status_code != 200:
            walkers.pop(login)  # the form was the one to sign in or out with
    assert not wrong, "\n".join(map(str, wrong))


@proves("S4-009")
def test_no_act_of_a_petitioner_falls_over_whatever_is_typed(nasty_matter: Thing) -> None:
    client = Client(raise_request_exception=False)
    place = client.post("/follow/", {"code": nasty_matter.codes[0], "pin": PIN})["Location"]
    wrong = []
    for do in ("add", "confirm", "rate", "withdraw", "undo", "consent", "contact", "pin"):
        url = f"{place}do/{do}/"
        names = {*fields_of(client, url), "words", "paper", "about", "mark"}
        for value in NASTY:
            response = client.post(url, dict.fromkeys(names, value))
            if response.status_code >= 500 or runs(response.content.decode("utf-8", "replace")):
                wrong.append((url, value[:16], response.status_code))
    assert not wrong, "\n".join(map(str, wrong))


BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b'{"facts": "x"}'), ("text/plain", b"x=1"), ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
    ("multipart/form-data", b""), ("application/x-www-form-urlencoded", b"&" * 5000 + b"%zz=%ED%A0%80"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"+ADw-script+AD4-=1"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"a=1"),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(3000))), ("", b"a=1"),
    ("application/x-www-form-urlencoded", b"text=" + b"a" * 12_000_000),
)  # fmt: skip


@proves("S4-009")
def test_bodies_that_cannot_be_read_are_answered_in_words(county: FreshDatabase) -> None:
    t = Thing("body", "鸢", "鹭", 34, frozenset({"xfj"}))
    opened(t, entry(t), "zhangjia")
    wrong = []
    for login, url in (("libing", f"/desk/files/{t.file.pk}/acts/judge/"), ("zhangjia", "/desk/register/visit/"), ("", "/raise/what/"),
                       ("", "/follow/"), ("", "/desk/sign-in"), ("libing", "/desk/keep/")):  # fmt: skip
        w = Walker.officer(login) if login else Walker(client=Client())
        w.client.raise_request_exception = False
        for kind, body in BODIES:
            response = w.client.generic("POST", url, body, content_type=kind)
            if response.status_code >= 500:
                wrong.append((url, kind, body[:20], response.status_code))
    assert not wrong, "\n".join(map(str, wrong))


# ------------------------------------------------------------------ where one is led, who one is


ELSEWHERE = ("//evil.example", "https://evil.example/", "https:evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
             "http:///evil.example", "/%2F/evil.example/..//", "\t//evil.example", "https://testserver@evil.example/")  # fmt: skip


@proves("S4-009")
@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_led_to_another_site(county: FreshDatabase, wanted: str) -> None:
    from huiyin.offices.passwords import DEMO_PASSWORD

    answers = [
        Client().post("/desk/sign-in", {"login": "libing", "password": DEMO_PASSWORD, "next": wanted}),
        Walker.officer("libing").client.get("/desk/sign-in", {"next": wanted}),
        Client().post("/language", {"language": "en", "next": wanted}),
        Client().post("/text-size", {"size": "large", "next": wanted}),
    ]
    for response in answers:
        assert response.status_code in (302, 204)
        assert re.match(r"/(?![/\\])[^:]*$", response.headers.get("Location", "/")), response["Location"]


@proves("S4-009")
def test_a_session_that_somebody_else_began_is_left_behind_on_signing_in(county: FreshDatabase) -> None:
    from huiyin.offices.passwords import DEMO_PASSWORD

    t = Thing("session", "鸢", "鹭", 35, frozenset({"xfj"}))
    opened(t, entry(t), "zhangjia")
    client = Client()
    client.get("/raise/who/")
    client.post("/raise/who/", {"do": "more", "name": "x"})
    planted = client.session.session_key
    client.post("/desk/sign-in", {"login": "libing", "password": DEMO_PASSWORD})
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted or ""
    assert thief.get("/desk/").status_code == 302
    petitioner = Client()
    petitioner.post("/raise/who/", {"do": "more", "name": "x"})
    planted = petitioner.session.session_key
    place = petitioner.post("/follow/", {"code": t.codes[0], "pin": PIN})["Location"]
    thief.cookies["sessionid"] = planted or ""
    assert thief.get(place).status_code == 401
    assert petitioner.get(place).status_code == 200
