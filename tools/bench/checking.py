"""The clerk's question, whole: what the page asks of the server while a registration is typed, in a large register.

Nothing is left out: the request, signing in, the draft that is sealed and kept, the eight keys of identity, who may
read what, the words of the candidates opened and compared, where each stands in law, class and office proposed, the
panel drawn. And how fast `huiyin index rebuild` goes through the same register, words opened.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator
from random import Random

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin import clock
from huiyin.desk.registering_draft import new_key
from huiyin.intake import repeats
from huiyin.intake.matching import indexes
from huiyin.offices.actor import Actor, acting
from huiyin.offices.models import Officer
from huiyin.register.access import visible_to
from huiyin.register.models import File, Sight
from tools.bench.figures import Figure, percentile, seconds, spread
from tools.bench.letters import edited

PAGE = "/desk/register/letter/look/"
EDITED = 0.15
ASKED = {True: 300, False: 60}


def measure(full: bool) -> list[Figure]:
    """In the register as it stands: the index built anew, then the questions of a clerk of its petition office."""
    matters = File.objects.count()
    rate, more = _rebuilt(matters)
    officer, actor = _clerk()
    typed = list(_typed(actor, ASKED[full]))
    client = Client()
    client.force_login(officer, backend="huiyin.offices.passwords.OfficerBackend")
    for one in typed[:5]:
        if client.post(PAGE, one).status_code != 200:
            raise SystemExit(f"{PAGE} does not answer")
    pages = [seconds(lambda one=one: client.post(PAGE, one)) for one in typed]  # type: ignore[misc]
    finding = [seconds(lambda one=one: _asked(actor, one)) for one in typed]  # type: ignore[misc]
    how = f"{len(typed)} letters {EDITED:.0%} edited, half by the same person, 95 of 100"
    return [
        Figure(
            f"same matter: the clerk's whole question, {matters:,} matters", percentile(pages, 0.95) * 1000, "ms",
            how=f"the page in the server: {how}", more=spread(pages),
        ),
        Figure(
            "of this, finding: index, permission, words opened, reasons", percentile(finding, 0.95) * 1000, "ms", 30,
            how=f"the function that the page calls: {how}", more={**spread(finding), **_statements(actor, typed)},
        ),
        Figure(
            f"index rebuild: the register read and both indexes written, {matters:,} matters", rate, "matters/s",
            3000, more_is_better=True, how="the command's own function, words opened", more=more,
        ),
    ]  # fmt: skip


def _rebuilt(matters: int) -> tuple[float, dict[str, float]]:
    """How many matters a second; and how many without indexing them: reading and opening the words alone."""
    whole = seconds(lambda: list(indexes.rebuild(clock.now(), os.cpu_count() or 1)))
    some = indexes.shareable().order_by("pk")[:2000]
    reading = seconds(lambda: list(indexes.said(some, answers=True)))
    sizes = {f"{s.path.stem}_MB": round(s.path.stat().st_size / 1e6, 1) for s in indexes.stores()}
    return matters / whole, {"reading_alone": round(len(some) / reading), **sizes}


def _clerk() -> tuple[Officer, Actor]:
    """Who registers at the office that sees the most matters."""
    busiest = (
        Sight.objects.values("office")
        .annotate(n=Count("file"))
        .order_by("-n")
        .values_list("office", flat=True)
    )
    for office in map(str, busiest):
        found = Officer.objects.filter(
            posts__office__code=office, posts__kind="registrar", posts__until=None
        ).first()
        if found is not None:
            return found, acting(found, office, on=clock.today())
    raise SystemExit("nobody registers here")


def _typed(actor: Actor, times: int) -> Iterator[dict[str, str]]:
    """What the clerk has typed when the page asks: an earlier letter told again, by the same person or another."""
    r = Random(7)
    pks = list(visible_to(actor).filter(restricted=False).values_list("pk", flat=True))
    for n, pk in enumerate(r.sample(pks, min(times, len(pks)))):
        file = File.objects.get(pk=pk)
        said = next(indexes.said(File.objects.filter(pk=pk))).raised
        person = file.roles.select_related("petitioner").order_by("no")[0].petitioner.person if n % 2 else {}
        yield {
            "form": new_key(), "channel": "letter", "received_on": clock.today().isoformat(),
            "text": edited(said, EDITED, r), "town": file.matter.happened_in,
            "p1-name": str(person.get("name", f"测{n}")), "p1-number": str(person.get("number", "")),
            "p1-phone": str(person.get("phone", f"1390914{n:04}")), "p1-address": str(person.get("address", f"某村{n}号")),
        }  # fmt: skip


def _statements(actor: Actor, typed: list[dict[str, str]]) -> dict[str, float]:
    """How many statements the database is asked for one question."""
    counts = []
    for one in typed:
        with CaptureQueriesContext(connection) as captured:
            _asked(actor, one)
        counts.append(len(captured))
    return {"statements": statistics.median(counts), "most_statements": max(counts)}


def _asked(actor: Actor, typed: dict[str, str]) -> object:
    """Both questions, as the page puts them."""
    from huiyin.intake import identity

    person = identity.Person(typed["p1-name"], typed["p1-number"], typed["p1-phone"], typed["p1-address"])
    told = repeats.Told(typed["text"], typed["town"])
    return repeats.both([identity.keys(person)], told, actor, now=clock.now())
