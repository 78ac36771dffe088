"""What somebody asked to have looked at again (R22 35, 36): shown on the matter, and beside every form of that review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from huiyin.desk import labels
from huiyin.desk.matter import Matter
from huiyin.register.models import Attachment
from huiyin.statute.guards_review import RUNNING
from huiyin.statute.model import Proceeding
from huiyin.web.draw import number_of
from huiyin.web.words import bilingual


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: who asks which organ about which opinion, in the applicant's own words."""

    title: str
    stage: str
    running: bool
    name: str
    office: str
    on: date | None
    late: bool
    points: str
    opinion: str
    href: str
    said: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]


def asked(m: Matter, proceeding: int | None = None) -> list[Asked]:
    """Every request of this matter, or the one of this proceeding, the newest first."""
    found = [
        _asked(m, p)
        for p in m.state.proceedings.values()
        if p.review is not None and proceeding in (None, p.no)
    ]
    return found[::-1]


def running(m: Matter) -> list[str]:
    """What is being looked at again now, in a few words each."""
    found = [
        labels.of(labels.STAGES, p.kind)
        for p in m.state.proceedings.values()
        if p.review and p.review.stage in RUNNING
    ]
    return list(dict.fromkeys(found))


def _asked(m: Matter, p: Proceeding) -> Asked:
    r = p.review
    assert r is not None
    against = m.state.papers[r.against]
    paper = next((one for one in m.papers if one.no == r.against), None)
    row = next((a for a in m.acts if a.seq == p.opened_by), None)
    words = getattr(row, "words", None) if row else None
    spoken = (words.said or {}) if words else {}
    spec = m.law.acts[row.kind] if row else None
    said = [
        (bilingual(f.title), m.said(str(spoken[f.key])))
        for f in (spec.fields if spec else ())
        if f.store == "words" and spoken.get(f.key)
    ]
    number = f" {paper.number}" if paper else ""
    return Asked(
        title=labels.of(labels.STAGES, p.kind), stage=bilingual(m.law.stages[r.stage]), running=r.stage in RUNNING,
        name=m.names.get(r.applicant, ""), office=labels.office(p.office), on=p.received, late=r.late,
        points=labels.many(number_of(no - 1) for no in r.points),
        opinion=f"{labels.office(against.office)}《{labels.paper(m.law, against.kind)}》{number}",
        href=reverse("desk:paper", args=[m.file.pk, r.against]) if paper else "", said=tuple(said),
        attachments=tuple(m.enclosed.get(row.pk, ())) if row else (),
    )  # fmt: skip
