"""Was this matter raised before? Asked while an entry is registered, and answered in two kinds, kept apart.

- `candidates`: the same petitioner with the same matter (重复). Keyed digests say who, the words say what: **who
  somebody is proposes nothing by itself**. There is no way to ask for what else a person raised.
- `others`: the same event raised by different people (联名), found by the words alone, in the shared index.

Both serve one decision, which a person makes and records: first, or a repeat of which matter (导则 2.5.1(三)).
They give matters that this officer may read anyway, and only those of the same kind: what is restricted is
offered only to a registration that is restricted itself, and is in no index.

Whose matter it is decides, not who brings it: an agent counts as the petitioner he speaks for (导则 2.5.1(三)),
and a village helper who brings the matters of fifty households is not one person with fifty matters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import repeat
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet

from huiyin.intake.matching import indexes
from huiyin.intake.matching.shingles import Shared, alike, evidence, shared
from huiyin.intake.matching.standing import Standing, standings
from huiyin.intake.matching.store import Lost
from huiyin.offices.actor import Actor
from huiyin.prepared import Prepared
from huiyin.register.access import may_see, sees_names
from huiyin.register.models import File, Matter, Petitioner, Role
from huiyin.register.opening import NewPerson
from huiyin.register.rows import FILES, table

MOST = 20
MOST_OTHERS = 5
LIKELY = 3
"""So many times as many as are compared are asked for first: an office that registers sees most of them."""
MOST_ROLES = 400  # a number that hundreds have left identifies nobody
COMPARED = {
    "id_digest": "id_digest", "phone_digest": "phone_digest", "name_place_digest": "name_place_digest",
    "pinyin_place_digest": "pinyin_place_digest", "id_tail_digest": "id_tail_digest",
    "phone_tail_digest": "phone_tail_digest", "surname_only_digest": "surname_place_digest",
    "surname_place_digest": "surname_only_digest",
}  # fmt: skip
"""Which of a petitioner's keys is looked for under which. A surname agrees only where one of the two gave no more."""
STRONG = frozenset({"id_digest", "phone_digest", "name_place_digest"})
IMPLIED = {
    "pinyin_place": frozenset({"name_place"}), "surname_place": frozenset({"name_place"}),
    "id_tail": frozenset({"id"}), "phone_tail": frozenset({"phone"}),
}  # fmt: skip
"""What says nothing more beside a stronger key."""
OWN = frozenset({"self", "representative"})
"""Roles in which a petitioner stands for himself; every other speaks for somebody, if that one is named."""
SAME_PERSON, ANYBODY = 0.25, 0.3
"""How much must be alike: of the shorter text's pairs of characters; of both texts' words."""

Digests = Mapping[str, str]


@dataclass(slots=True)
class Agreement:
    """In which keys petitioners of a file agree, and which they are, by their numbers in the file."""

    keys: set[str] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)


NOBODY: Mapping[int, Agreement] = {}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter that may be the same, with what the decision needs and no more."""

    file_id: int
    number: str
    title: str
    received_on: date
    phase: str
    by: tuple[str, ...]
    """Which keys agree (`id`, `phone`, `name_place`…), the strongest first; none where only the words do."""
    share: float = 0.0
    """How much of both texts is the same."""
    passages: tuple[str, ...] = ()
    """What the two say in the same words."""
    same_place: bool = False
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Others:
    """Matters told alike by different people, and why the index cannot be relied on, if it cannot."""

    found: tuple[Candidate, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What is being registered: its words, and the place it speaks of."""

    text: str
    place: str = ""


def own(people: Sequence[NewPerson]) -> list[NewPerson]:
    """Those whose matter it is: an agent whose principal is named is not among them."""
    return [p for p in people if p.role in OWN or not p.principal]


def candidates(
    people: Iterable[Digests], told: Told, actor: Actor, *, today: date, restricted: bool = False
) -> list[Candidate]:
    """Like matters that one of these people raised before, the likest first; only what this actor may read."""
    return _found(people, told, actor, (), today=today, restricted=restricted)[0]


def others(
    told: Told, actor: Actor, *, now: datetime, but: Collection[int] = (), most: int = MOST_OTHERS
) -> Others:
    """Matters that anybody raised in much the same words; only what this actor may read, nothing restricted."""
    near, trouble = _near(told, now)
    return Others(_found((), told, actor, near, today=now.date(), but=but, most=most)[1], trouble)


def both(
    people: Iterable[Digests], told: Told, actor: Actor, *, now: datetime, but: Collection[int] = ()
) -> tuple[list[Candidate], Others]:
    """Both questions of an ordinary registration, answered from one reading: `others` are none of the first."""
    near, trouble = _near(told, now)
    own, like = _found(people, told, actor, near, today=now.date(), but=but)
    return own, Others(like, trouble)


def _near(told: Told, now: datetime) -> tuple[list[int], str]:
    """What the index knows to be told alike, the nearest first; and why that cannot be relied on."""
    if not evidence(told.text):
        return [], ""
    index = indexes.likeness()
    trouble = indexes.trouble(index.store, now)
    try:
        return [one.file for one in index.nearest(told.text)], trouble
    except Lost:
        return [], trouble or indexes.lost()


def _found(
    people: Iterable[Digests], told: Told, actor: Actor, near: Sequence[int], *, today: date,
    restricted: bool = False, but: Collection[int] = (), most: int = MOST_OTHERS,
) -> tuple[list[Candidate], tuple[Candidate, ...]]:  # fmt: skip
    """Of the same petitioners, and of anybody; all that may be either is asked for and read once."""
    mine = evidence(told.text)
    agree = _raised_by(_wanted(people), restricted) if mine else {}
    enough = max(MOST, most)
    seen = _seen(actor, agree, near, but=but, enough=enough, restricted=restricted)
    nearest = [pk for pk in near if pk in seen and pk not in but]
    read = agree.keys() & seen | set([pk for pk in nearest if pk not in agree][:enough])
    like = {file.pk: (file, one) for file, one in _like(_files(read), mine, actor, restricted=restricted)}
    same = _same(like, agree)
    own = {file.pk for file, _ in same}
    best = _best(like, [pk for pk in nearest if pk not in own][:enough], most)
    whose = {pk: agree[pk].numbers for pk in own}
    stand = standings([file for file, _ in (*same, *best)], today, whose)
    ranked = sorted(_candidates(same, told, stand, agree), key=lambda c: -round(c.share, 1))
    return ranked, tuple(_candidates(best, told, stand))


def _seen(
    actor: Actor,
    agree: Iterable[int],
    near: Sequence[int],
    *,
    but: Collection[int],
    enough: int,
    restricted: bool,
) -> set[int]:
    """Which of these this actor may read; of those told alike, the far ones are asked for only if too few near ones are."""
    likely, rest = near[: LIKELY * enough], near[LIKELY * enough :]
    known = set(agree)
    seen = may_see(actor, known.union(likely), restricted=restricted)
    if rest and sum(pk in seen and pk not in known and pk not in but for pk in likely) < enough:
        seen |= may_see(actor, rest, restricted=restricted)
    return seen


def _same(like: Compared, agree: Collection[int]) -> list[tuple[File, _Like]]:
    """The newest matters of petitioners who agree that are alike enough for one petitioner's."""
    newest = sorted(like.values(), key=lambda pair: (pair[0].matter.received_on, pair[0].pk), reverse=True)
    return [
        (file, one)
        for file, one in newest
        if file.pk in agree and (one.share >= ANYBODY or alike(one.mine, one.said) >= SAME_PERSON)
    ][:MOST]


def _best(like: Compared, pks: Iterable[int], most: int) -> list[tuple[File, _Like]]:
    """Of these, those alike enough for anybody's, the likest first."""
    told_alike = [like[pk] for pk in pks if pk in like and like[pk][1].share >= ANYBODY]
    return sorted(told_alike, key=lambda pair: -pair[1].share)[:most]


def _files(pks: Collection[int]) -> list[File]:
    """These files with their matters."""
    found = []
    for row in _at_hand().rows(files=list(pks)) if pks else ():
        of_file = len(table(File).fields)
        file = File.from_db(DEFAULT_DB_ALIAS, [*table(File).fields], row[:of_file])
        file.matter = Matter.from_db(DEFAULT_DB_ALIAS, [*table(Matter).fields], row[of_file:])
        found.append(file)
    return found


@lru_cache(maxsize=1)
def _at_hand() -> Prepared:
    columns = [*table(File).fields, *(f"matter__{name}" for name in table(Matter).fields)]
    return Prepared(lambda files: File.objects.filter(pk__among=files).values_list(*columns), files=FILES)


@dataclass(frozen=True, slots=True)
class _Like:
    """What is said here and in an earlier matter, without what everybody says; and what both say."""

    mine: str
    said: str
    shared: Shared

    @property
    def share(self) -> float:
        return self.shared.share


Compared = Mapping[int, tuple[File, _Like]]
"""Earlier matters by their number, each with how it is like what is being registered."""


def _like(
    files: Sequence[File], mine: str, actor: Actor, *, restricted: bool = False
) -> Iterable[tuple[File, _Like]]:
    # A name withheld from the office that handles it would be told by finding it here.
    known = {file.pk: file for file in files if sees_names(file, actor)}
    said = {s.file: evidence(s.raised) for s in indexes.said(list(known.values()), restricted=restricted)}
    here, *there = _own([mine, *said.values()])
    like = map(_Like, repeat(here), there, shared(here, there))
    return [(known[pk], one) for pk, one in zip(said, like, strict=True)]


def _own(said: Sequence[str]) -> list[str]:
    """Texts of evidence without what this register knows as everybody's words, where it has learned any."""
    try:
        return indexes.likeness().own(said)
    except Lost:
        return list(said)


def _raised_by(wanted: Mapping[str, set[str]], restricted: bool) -> dict[int, Agreement]:
    """Who agrees, and in which keys, by file; the rest of this module decides what exists for an actor.

    Of an ordinary registration no row of a restricted matter is read, so that none takes the place of another.
    """
    found: dict[int, Agreement] = {}
    for strong in (True, False):  # many agree in a weak key: they never crowd out a strong one
        asked = {key: sorted(digests) for key, digests in wanted.items() if (key in STRONG) == strong}
        for file, no, *kept in _agreeing(strong, restricted).rows(**asked) if any(asked.values()) else ():
            agreement = found.setdefault(file, Agreement())
            agreement.numbers.add(no)
            agreement.keys.update(
                key for key, digest in zip(COMPARED, kept, strict=True) if digest in wanted[key]
            )
    return found


@lru_cache(maxsize=4)
def _agreeing(strong: bool, restricted: bool) -> Prepared:
    """The newest roles of those who agree in a strong or a weak key: the file, the number in it, the person's keys."""

    def build(**asked: str) -> QuerySet[Role, Any]:
        # The persons' rows first, by the index of each key.
        first, *more = (
            Petitioner.objects.filter(**{f"{key}__among": digests}).values("pk")
            for key, digests in asked.items()
        )
        persons = first.union(*more)
        roles = Role.objects.filter(_themselves(), petitioner__in=persons, file__restricted=restricted)
        keys = (f"petitioner__{key}" for key in COMPARED)
        return roles.order_by("-pk").values_list("file", "no", *keys)[:MOST_ROLES]

    return Prepared(build, **{key: f"\u2039{key}\u203a" for key in COMPARED if (key in STRONG) == strong})


def _wanted(people: Iterable[Digests]) -> dict[str, set[str]]:
    """The digests to look for. An empty one stands for nothing, and is never compared with another."""
    listed = list(people)
    return {there: {d[here] for d in listed if d.get(here)} for here, there in COMPARED.items()}


def _themselves() -> Q:
    return Q(role__in=OWN) | Q(principal=None)


def _by(agree: Collection[str]) -> tuple[str, ...]:
    keys = [key for key in COMPARED.values() if key in agree]
    said = {key.removesuffix("_digest").replace("surname_only", "surname_place"): None for key in keys}
    return tuple(key for key in said if not said.keys() & IMPLIED.get(key, frozenset()))


def _candidates(
    found: Sequence[tuple[File, _Like]],
    told: Told,
    stand: Mapping[int, Standing],
    agree: Mapping[int, Agreement] = NOBODY,
) -> list[Candidate]:
    return [
        Candidate(
            file.pk, file.number, m.title, m.received_on, m.phase, _by(agree[file.pk].keys if file.pk in agree else ()),
            share=like.share, passages=like.shared.passages, same_place=bool(told.place) and told.place == m.happened_in,
            standing=stand[file.pk],
        )
        for file, like in found
        for m in (file.matter,)
    ]  # fmt: skip
