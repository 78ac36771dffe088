"""Walking the site's addresses as somebody: what an answer says once what differs from call to call is gone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pypdf
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from huiyin.offices.models import Officer
from tests.whole.world import Thing

MISSING = 999_999
"""A number that nothing has."""
_CHANGING = re.compile(
    r'(name="(?:csrfmiddlewaretoken|key|kept|form)" value=")[^"]*|(hx-headers=\'[^\']*)|(data-key=")[^"]*'
)


def patterns(
    found: Iterable[Any] | None = None, before: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """Every address of the resolver: its name with namespace, and its route."""
    for one in get_resolver().url_patterns if found is None else found:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield space + (one.name or f"({route})"), route
        else:
            yield from patterns(
                one.url_patterns, route, f"{space}{one.namespace}:" if one.namespace else space
            )


@dataclass(frozen=True)
class Answer:
    """What came back: status, where it leads, and the body without what differs each time."""

    status: int
    to: str
    kind: str
    text: str

    def same(self, other: Answer) -> bool:
        """Whether nobody could tell the two apart."""
        return self == other


@dataclass
class Walker:
    """Somebody with a browser: an officer signed in, acting in one office, or a visitor."""

    login: str = ""
    office: str = ""
    client: Client = field(default_factory=Client)

    @classmethod
    def officer(cls, login: str, office: str = "") -> Walker:
        """Signed in; in the first of the officer's offices, or in the one named."""
        made = cls(login, office)
        made.client.force_login(
            Officer.objects.get(login=login), backend="huiyin.offices.passwords.OfficerBackend"
        )
        if office:
            done = made.client.post("/desk/me/", {"office": office})
            assert done.status_code == 302, (login, office)
        return made

    def __str__(self) -> str:
        return f"{self.login or 'stranger'}{'@' + self.office if self.office else ''}"

    def go(self, method: str, url: str, data: Mapping[str, Any] | None = None) -> Answer:
        """Ask for an address."""
        if method == "POST":
            response = self.client.post(url, data or {})
        else:
            response = self.client.generic(method, url)
        body = (
            b"".join(getattr(response, "streaming_content", ())) if response.streaming else response.content
        )
        kind = response.headers.get("Content-Type", "")
        to = response.headers.get("Location", "").replace(url, "URL")
        return Answer(response.status_code, to.replace(quoted(url), "URL"), kind, said(body, kind, url))


def quoted(url: str) -> str:
    """A path as it stands in a query string."""
    return url.replace("/", "%2F")


def said(body: bytes, kind: str, url: str) -> str:
    """The words of a body: PDF and .docx are opened, what differs from call to call is taken out."""
    if kind.startswith("application/pdf"):
        return pdf_text(body)
    if "wordprocessingml" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    text = body.decode("utf-8", "replace")
    return _CHANGING.sub(lambda m: next(g for g in m.groups() if g), text).replace(url, "URL")


@lru_cache(maxsize=256)
def pdf_text(body: bytes) -> str:
    """What a PDF says, without blanks; what cannot be read as pages is read as it is (our canaries are text)."""
    raw = body.decode("latin-1")
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages]
    except Exception:  # noqa: BLE001 - a small sample of a PDF without pages
        return raw
    tail = "".join(line for line in raw.splitlines() if line.startswith("% canary"))
    return re.sub(r"\s+", "", "".join(pages)) + tail


def shown(text: str, marks: Iterable[str]) -> list[str]:
    """Which of the marks a text shows."""
    return [m for m in marks if m in text]


# ------------------------------------------------------------------ addresses of a thing


@dataclass(frozen=True)
class Place:
    """One address of a thing: the name of the pattern and what it takes."""

    name: str
    args: tuple[Any, ...]

    @property
    def url(self) -> str:
        """The address."""
        return reverse(self.name, args=self.args)


FILE, DRAFT, PAPER, FILES, SERVICE = "file", "draft", "paper", "attachment", "service"
KINDS = ("judge", "answer")
DESK: dict[str, tuple[str, ...]] = {
    "desk:file": (FILE,),
    "desk:attachment": (FILE, FILES),
    "desk:act": (FILE, "act"),
    "desk:drop": (FILE,),
    "desk:draft": (FILE, DRAFT),
    "desk:draft_pdf": (FILE, DRAFT),
    "desk:draft_html": (FILE, DRAFT),
    "desk:draft_docx": (FILE, DRAFT),
    "desk:draft_live": (FILE, DRAFT),
    "desk:paper": (FILE, PAPER),
    "desk:paper_pdf": (FILE, PAPER),
    "desk:paper_html": (FILE, PAPER),
    "desk:draft_sheet": (FILE, PAPER),
    "desk:serve": (FILE, PAPER),
    "desk:blank": (FILE, PAPER, "petitioner"),
    "desk:receipt": (FILE, PAPER, SERVICE),
    "desk:correct": (FILE,),
    "desk:counter": (FILE,),
    "desk:counter_code": (FILE,),
    "desk:counter_pin": (FILE,),
    "desk:counter_post": (FILE,),
    "desk:counter_act": (FILE, "own_act"),
    "desk:split_off": (FILE,),
    "desk:add_entry": (FILE,),
    "desk:join": (FILE,),
    "desk:sights": (FILE,),
    "desk:sights_end": (FILE, "grant"),
}
"""Addresses of the desk that speak of one matter, and which of its numbers they take."""
TAKES = frozenset({
    "desk:act", "desk:drop", "desk:draft", "desk:draft_live", "desk:serve", "desk:correct", "desk:counter_code", "desk:counter_pin",
    "desk:counter_post",
    "desk:counter_act", "desk:split_off", "desk:join", "desk:sights", "desk:sights_end",
})  # fmt: skip
"""Those of them that take what is sent."""
LISTS: dict[str, tuple[str, ...]] = {
    "desk:list": (
        "",
        "?when=late",
        "?when=soon",
        "?when=prompt",
        "?rule=dispatch",
        "?channel=web",
        "?phase=open",
        "?mine=1",
    ),
    "desk:waiting": ("waiting/arrivals/", "waiting/drafts/", "waiting/extensions/", "waiting/nothing/"),
    "desk:me": ("me/",),
    "desk:serving": ("serving/",),
    "desk:leader": ("leader/",),
    "desk:find": ("find/", "find/?q=D04", "find/?q=1"),
    "desk:register_index": ("register/",),
    "desk:register": ("register/visit/", "register/letter/", "register/nothing/"),
    "desk:any_counter": ("counter/",),
    "desk:deputies": ("deputies/",),
    "desk:taken_over": ("taken-over/",),
    "desk:admin_offices": ("admin/offices/", "admin/offices/?kind=petition"),
    "desk:admin_office_new": ("admin/offices/new/",),
    "desk:admin_office": ("admin/offices/xfj/", "admin/offices/nothing/"),
    "desk:admin_officers": ("admin/officers/",),
    "desk:admin_officer_new": ("admin/officers/new/",),
    "desk:admin_officer": ("admin/officers/libing/", "admin/officers/nobody/"),
    "desk:admin_queue": ("admin/queue/",),
    "desk:admin_keys": ("admin/keys/",),
    "desk:my_keys": ("keys/",),
    "desk:audit_first": ("audit/",),
    "desk:audit": (
        "audit/sign-ins/",
        "audit/posts/",
        "audit/hand-overs/",
        "audit/offices/",
        "audit/readings/",
    ),
    "desk:audit_csv": ("audit/readings.csv", "audit/posts.csv"),
    "desk:scans": ("scans/",),
    "desk:scan_separator": ("scans/separator/",),
    "desk:scan_stickers": ("scans/stickers/",),
    "desk:hot": ("hot/",),
    "desk:similar": ("similar/",),
    "desk:routes": ("routes/",),
    "desk:rulebook": ("rulebook/",),
    "desk:paper_css": ("paper.css",),
    "sign_in": ("sign-in",),
    "change_password": ("password",),
}
"""Addresses of the desk that speak of many matters or of none, with the ways in which they are asked."""
POSTED = frozenset(
    {"desk:keep", "desk:save_view", "desk:drop_view", "sign_out", "desk:register_drop", "desk:register_look"}
)
"""Addresses of the desk that only take what is sent, and keep it for the officer alone."""
RECEIPTS = frozenset(
    {"desk:register_receipt", "desk:register_receipt_pdf", "desk:register_label", "desk:register_done"}
)
"""What the officer who registered hands over: for nobody else (`test_a_receipt_is_for_the_officer_who_registered`)."""
SCANNED = frozenset(
    {
        "desk:scan_page",
        "desk:scan_page_small",
        "desk:scan_page_change",
        "desk:scan_batch",
        "desk:scan_batch_change",
        "desk:scan_letter",
        "desk:scan_labels",
    }
)
"""Pages of letters that are no matter yet (`test_a_batch_is_seen_by_registrars_of_its_office_and_by_nobody_else`)."""
PUBLIC = frozenset({
    "portal:home", "portal:rules", "portal:offices", "portal:privacy", "portal:raise", "portal:raise_step", "portal:follow",
    "portal:guide", "portal:guide_topic", "portal:guide_end", "portal:guide_raise",
    "web:healthz", "web:style", "web:set_language", "web:text_size",
})  # fmt: skip
"""Addresses for everybody, which speak of no matter before a code is shown."""
MACHINES = frozenset({
    "api:rules", "api:due", "api:rulebook", "api:duties", "api:file", "api:follow", "api:openapi-json", "api:api-root", "api:nowhere",
})  # fmt: skip
"""Addresses for machines (`tests/whole/test_permission_walk_machines.py`)."""
HELD: dict[str, tuple[str, ...]] = {
    "portal:matter": (), "portal:receipt": (), "portal:paper": (PAPER,), "portal:paper_pdf": (PAPER,), "portal:paper_html": (PAPER,),
    "portal:attachment": (FILES,), "portal:do": ("do",), "portal:leave": (),
}  # fmt: skip
"""Addresses of an open file of the public site: a token, and which numbers of the file they take."""
DOINGS = ("add", "confirm", "rate", "withdraw", "undo", "consent", "contact", "pin")


def listing() -> list[str]:
    """Every address of the desk that speaks of many matters."""
    return [f"/desk/{way}" for ways in LISTS.values() for way in ways]


def numbers(t: Thing | None, what: str, kinds: tuple[str, ...] = KINDS) -> list[Any]:
    """What stands in the place of one argument: of a thing, or of nothing at all."""
    if what == "act":
        return list(kinds)
    if what == "do":
        return list(DOINGS)
    if what == "own_act":
        return ["withdraw"]
    if t is None:
        return [MISSING]
    return {
        FILE: [t.file.pk], DRAFT: [t.draft] if t.draft else [], PAPER: list(range(1, len(t.papers) + 2)), FILES: t.files[:1],
        "petitioner": [1], "grant": t.grants,
        SERVICE: t.services[:1],
    }[what]  # fmt: skip


def places(t: Thing, most: int = 99) -> Iterator[tuple[Place, Place]]:
    """Every address of a thing, each beside the same address of a thing that does not exist.

    `most`: so many numbers in the place of one argument.
    """
    for name, takes in DESK.items():
        ways: list[tuple[Any, ...]] = [()]
        for what in takes:
            ways = [(*way, n) for way in ways for n in numbers(t, what)[:most]]
        for way in ways:
            nothing = (n if isinstance(n, str) else MISSING for n in way)
            yield Place(name, way), Place(name, tuple(nothing))


def strays(seen: Thing, hidden: Thing) -> Iterator[tuple[Place, Place]]:
    """Numbers of a hidden thing under the address of one that is seen, beside numbers that nothing has."""
    for name, takes in DESK.items():
        for at, what in enumerate(takes):
            if what not in (DRAFT, FILES, SERVICE) or not numbers(hidden, what):
                continue
            args = [numbers(seen, w)[0] if numbers(seen, w) else 1 for w in takes]
            args[at] = numbers(hidden, what)[0]
            nothing = list(args)
            nothing[at] = MISSING
            yield Place(name, tuple(args)), Place(name, tuple(nothing))
