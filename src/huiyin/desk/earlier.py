"""Was it raised before? Beside the form by which a registered matter is judged first or repeat, or linked to another.

What comes by the public site registers itself: nobody typed it here, so that the panel of a registration never asked.
The question and its limits are those of `intake.repeats`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from huiyin.desk.actform import ActForm
from huiyin.desk.doing import act_url
from huiyin.desk.matter import Matter
from huiyin.desk.registering_save import nothing_told
from huiyin.intake import repeats
from huiyin.intake.matching import indexes
from huiyin.intake.matching.shingles import evidence
from huiyin.register.models import Petitioner

ASKING: Mapping[str, Mapping[str, str]] = {"judge": {"result": "repeat"}, "link": {}}
"""Acts that answer the question, and what else is chosen with an earlier matter."""
Row = tuple[repeats.Candidate, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier matters of the same petitioners and like ones of others, each with the form that names it."""

    own: tuple[Row, ...] = ()
    like: tuple[Row, ...] = ()
    trouble: str = ""
    none: str = ""


def beside(form: ActForm) -> Earlier | None:
    """What stands beside this form; None where it does not ask."""
    m = form.m
    if form.spec.key not in ASKING:
        return None
    words = next((s.raised for s in indexes.said([m.file], restricted=m.file.restricted)), "")
    if not evidence(words):
        return Earlier(none=nothing_told())
    own, like = _asked(m, repeats.Told(words, m.file.matter.happened_in))
    none = "" if own or like.found or like.trouble else _("没有查到相近的事项。")
    return Earlier(_rows(form, own), _rows(form, like.found), like.trouble, none)


def _asked(m: Matter, told: repeats.Told) -> tuple[list[repeats.Candidate], repeats.Others]:
    """What is restricted is compared with its like alone; a name withheld here finds nothing (R22 30(3))."""
    seat = m.seat
    # An agent counts as the petitioner he speaks for.
    themselves = [r.petitioner for r in m.roles if r.role in repeats.OWN or not r.principal_id]
    people = [{key: getattr(p, key) for key in Petitioner.DIGESTS} for p in themselves] if m.named else []
    if m.file.restricted:
        found = repeats.candidates(people, told, seat.actor, today=seat.today, restricted=True)
        return [c for c in found if c.file_id != m.file.pk], repeats.Others()
    own, like = repeats.both(people, told, seat.actor, now=seat.now, but={m.file.pk})
    return [c for c in own if c.file_id != m.file.pk], like


def _rows(form: ActForm, found: Iterable[repeats.Candidate]) -> tuple[Row, ...]:
    here = act_url(form.m.file.pk, form.spec.key, form.proceeding, form.candidates)
    more = ASKING[form.spec.key]
    return tuple(
        (c, f"{here}{'&' if '?' in here else '?'}{urlencode({**more, 'linked': c.number})}") for c in found
    )
