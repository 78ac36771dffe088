"""Hot issues: one event that several people raise, and early signs of one (导则 2.5.2.5(三)(四)).

Shown to the petition department as subjects and places. A group counts people only to say how many: it holds no
names and no way to one, and what one petitioner raises again and again is no hot issue.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import rjieba

from huiyin.intake.matching import indexes
from huiyin.offices.actor import Actor
from huiyin.register.access import visible_to
from huiyin.register.models import Entry, File, Role

MOST_FILES, MOST_GROUPS = 800, 30
LEAST_PEOPLE = 3
EARLY_PEOPLE = 2
LEAST_WORDS = 2
"""That the matters of a group have in common and others have not: with fewer nobody could say what it is about."""
RECENT = timedelta(days=30)
OWN = ("self", "representative")
UNSAID = ("nr", "r", "c", "d", "p", "u", "y", "e", "o", "m", "q", "t")
"""How the word cutter marks what is not shown: names of people, and words that name nothing (怎么, 已经, 一个, 今年)."""
ASKING = frozenset(
    ["反映", "请求", "要求", "希望", "恳请", "请问", "建议", "解决", "处理", "查处", "情况", "问题", "没有"]
)
"""What any petition says of itself."""

Value = TypeVar("Value", str, tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Hot:
    """One group: where, what about, since when, how many people, and whether it is growing."""

    places: tuple[str, ...]
    """Where, the place that most of them name first: many places make a widespread issue (普遍性), one a local one."""
    subject: tuple[str, ...]
    """The class of content that most of them have, by its levels."""
    words: tuple[str, ...]
    since: date
    until: date
    matters: tuple[tuple[int, str], ...]
    people: int
    recent: int
    """Matters received in the last thirty days."""
    before: int
    """Matters received in the thirty days before these."""

    @property
    def early(self) -> bool:
        """Two people only, both of late: a sign, not yet an issue."""
        return self.people == EARLY_PEOPLE and self.recent == len(self.matters)


def hot(actor: Actor, *, today: date, days: int) -> list[Hot]:
    """Groups among the newest matters of these days that this actor may read, nothing restricted."""
    from huiyin.intake.matching import events  # most of a second to load, and no other page needs it

    seen = visible_to(actor).filter(restricted=False, matter__received_on__gt=today - timedelta(days=days))
    files = list(seen.select_related("matter").order_by("-matter__received_on", "-pk")[:MOST_FILES])
    said = {s.file: s.raised for s in indexes.said(files)}
    messages = [events.Message(str(f.pk), f.matter.title, said.get(f.pk, "")) for f in files]
    groups = [([files[i] for i in g.members], g.words) for g in events.groups(messages, EARLY_PEOPLE)]
    people = _People([f.pk for members, _words in groups for f in members])
    found = [_hot(members, words, people.of(f.pk for f in members), today) for members, words in groups]
    shown = [h for h in found if len(h.words) >= LEAST_WORDS and (h.people >= LEAST_PEOPLE or h.early)]
    return sorted(shown, key=lambda h: (-h.people, -h.recent, h.since))[:MOST_GROUPS]


def _hot(files: Sequence[File], words: tuple[str, ...], people: int, today: date) -> Hot:
    days = [f.matter.received_on for f in files]
    return Hot(
        places=_often(f.matter.happened_in for f in files),
        subject=next(iter(_often(_class(f) for f in files)), ()),
        words=tuple(w for w in words if w not in ASKING and rjieba.tag(w)[0][1] not in UNSAID), since=min(days), until=max(days),
        matters=tuple((f.pk, f.number) for f in files),
        people=people, recent=sum(d > today - RECENT for d in days),
        before=sum(today - RECENT * 2 < d <= today - RECENT for d in days),
    )  # fmt: skip


def _class(file: File) -> tuple[str, ...]:
    return tuple(filter(None, (file.matter.class1, file.matter.class2)))


def _often(values: Iterable[Value]) -> tuple[Value, ...]:
    """What there is, the most frequent first."""
    return tuple(value for value, _times in Counter(filter(None, values)).most_common())


class _People:
    """Who raised some matters, to say how many different petitioners stand behind any few of them."""

    def __init__(self, files: Sequence[int]) -> None:
        self._known: defaultdict[int, set[str]] = defaultdict(set)
        self._further: Counter[int] = Counter()
        keys = (
            "petitioner__id_digest",
            "petitioner__phone_digest",
            "petitioner__name_place_digest",
            "petitioner",
        )
        for file, *kept in Role.objects.filter(file__in=files, role__in=OWN).values_list("file", *keys):
            self._known[file].add(next(str(key) for key in kept if key))
        for file, heads in Entry.objects.filter(file__in=files, heads__gt=1).values_list("file", "heads"):
            self._further[file] += heads - 1

    def of(self, files: Iterable[int]) -> int:
        """How many; the same one in several matters is one. Groups of visitors say how many they are."""
        asked = list(files)
        known = len(set().union(*(self._known[file] for file in asked)))
        return known + sum(self._further[file] for file in asked) if known > 1 else known
