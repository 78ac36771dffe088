"""Where in a matter something is said: in the petition itself, in an act, in a session, in a paper issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from huiyin.intake.matching.indexes import strings, told, written
from huiyin.register.models import Entry, File, Paper, Point, Role
from huiyin.register.naming import revealing, without
from huiyin.register.rows import OfFiles

RAISED = ("title", "request", "entry")
SCOPES = ("raised", "act", "session", "paper")
SESSIONS = frozenset({
    "hold_hearing", "conclude_hearing", "open_review_hearing", "close_review_hearing", "hold_session",
})  # fmt: skip
"""Acts that say what was said where people met."""
_REQUESTS = OfFiles(Point.objects.all, "no", "request")
_ENTRIES = OfFiles(
    lambda: Entry.objects.filter(restricted=False).order_by("pk"), "pk", "channel", "received_on", "words"
)
_PEOPLE = OfFiles(Role.objects.all, "petitioner__person", "contact")
_ACTS = OfFiles(lambda: told().order_by("act__seq"), "act__seq", "act__kind", "act__on", "said")
_PAPERS = OfFiles(
    lambda: Paper.objects.filter(draft__isnull=False).order_by("no"),
    "no",
    "kind",
    "on",
    "number",
    "draft__content",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of what is said of a matter.

    `place` is title, request, entry, act or paper; `no` the number of the request, act or paper in the file, or the
    entry's own; `kind` the channel, or the kind of act or paper; `number` that of a paper.
    """

    place: str
    no: int
    text: str
    kind: str = ""
    on: date | None = None
    number: str = ""

    def within(self, scope: str) -> bool:
        """Whether it is what was asked for: one of `SCOPES`, or `paper:KIND`; '' is everything."""
        sort, _colon, kind = scope.partition(":")
        if sort == "raised":
            return self.place in RAISED
        if sort == "session":
            return self.kind in SESSIONS
        return not sort or (self.place == sort and kind in ("", self.kind))


def parts(files: Sequence[File]) -> Iterator[tuple[File, list[Part]]]:
    """What each of these files says, piece by piece: the same that `indexes.said` gives in one."""
    pks = [file.pk for file in files]
    people = _PEOPLE(pks)
    requests, entries, acts, papers = (ask(pks) for ask in (_REQUESTS, _ENTRIES, _ACTS, _PAPERS))
    for file in files:
        names = {name for person, contact in people[file.pk] for name in revealing(person, contact)}
        found = [
            Part("title", 0, file.matter.title),
            *(Part("request", no, request) for no, request in requests[file.pk]),
            *(Part("entry", pk, _one(words), kind, on) for pk, kind, on, words in entries[file.pk]),
            *(Part("act", no, _one(said), kind, on) for no, kind, on, said in acts[file.pk]),
            *(
                Part("paper", no, "\n".join(written(kind, content, file.matter.withheld)), kind, on, number)
                for no, kind, on, number, content in papers[file.pk]
            ),
        ]
        yield file, [replace(part, text=without(part.text, names, " ")) for part in found if part.text]


def _one(words: Any) -> str:
    return "\n".join(text for text in strings(words) if text)
