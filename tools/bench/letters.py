"""Synthetic letters by number, for measuring likeness: one county's, so that most of what a letter says, others say.

What makes them hard to tell apart is what makes real ones so:

- few villages, roads and firms, some written about by thousands;
- a village has its own case: whoever writes of the same trouble there names the same firm, year and price, so that
  many different people raise the same ask, each with an own household, own sums and own witnesses;
- sentences that everybody uses, and openings and closings;
- every tenth letter follows one of a few patterns copied from elsewhere, and has only its slots for itself.

A second letter about the same matter (`edited`) is typed or read anew: clauses in another order, words left out,
added or exchanged, characters that sound or look alike. Nothing in it is a real person, place or letter. The letter
with a number is always the same letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from random import Random

from tools.bench import letter_words as words

TOWNS, VILLAGES, COMPANIES = 18, 18, 140
PATTERNED = 0.1
Facts = dict[str, object]


@lru_cache(maxsize=1)
def _county() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The places and the firms of the county, always the same; a village's name may stand in two towns."""
    r = Random(20_26)
    towns = r.sample([a + b for a in words.FIRST for b in words.SECOND], TOWNS)
    places = [f"{town}镇{_name(r)}{r.choice(words.KINDS)}" for town in towns for _ in range(VILLAGES)]
    r.shuffle(places)
    firms = [_name(r) + r.choice(words.FIRMS) for _ in range(COMPANIES)]
    return tuple(places), tuple(firms)


def letter(number: int) -> str:
    """The letter with this number."""
    r = Random(number * 2654435761 + 17)
    places, firms = _county()
    place_no, trouble_no = _some(r, len(places)), _some(r, len(words.TROUBLES))
    facts = _facts(r, place_no, trouble_no, firms) | {
        "place": places[place_no],
        "place2": places[_some(r, len(places))][3:],
    }
    if r.random() < PATTERNED:
        clauses = [r.choice(words.PATTERNS).format(**facts), _own(r, facts)]
    else:
        titles, told, course = words.TROUBLES[trouble_no]
        clauses = [
            f"{facts['place']}{r.choice(titles)}",
            r.choice(told).format(**facts),
            r.choice(course).format(**facts),
        ]
        clauses += [_own(r, facts) for _ in range(r.choice((2, 2, 3)))]
        clauses += [r.choice(words.LINKS) + r.choice(words.COMMON), r.choice(words.COMMON)]
        clauses.insert(
            1, f"我是{facts['place']}的{facts['me']}，今年{r.randint(24, 86)}岁，家里{r.randint(2, 8)}口人"
        )
        clauses.append(r.choice(words.ASKS).format(**facts))
    return r.choice(words.OPENINGS) + "，".join(clauses) + "。" + r.choice(words.CLOSINGS)


def _facts(r: Random, place_no: int, trouble_no: int, firms: Sequence[str]) -> Facts:
    """What the village's case is, the same for all who write of it; and what is this writer's own."""
    case = Random(place_no * 64 + trouble_no)
    facts: Facts = {
        "firm": case.choice(firms), "y": case.randint(2012, 2026), "m": case.randint(1, 12), "price": case.randint(12, 96) * 500,
        "homes": case.randint(6, 240), "h": case.randint(2, 12),
    }  # fmt: skip
    return facts | {
        "n": r.randint(2, 98), "money": r.randint(12, 9_800) * 10 + r.randint(0, 9), "me": _person(r), "who": _person(r),
        "d": r.randint(1, 28), "area": f"{r.randint(0, 19)}.{r.randint(1, 99)}",
    }  # fmt: skip


def edited(text: str, share: float, r: Random) -> str:
    """The same letter told again: this share of its characters typed otherwise, left out or added; clauses moved."""
    parts = text.split("，")
    if len(parts) > 3:
        i, j = r.sample(range(1, len(parts) - 1), 2)
        parts[i], parts[j] = parts[j], parts[i]
    told, at, whole = [], 0, "，".join(parts)
    wanted = int(len(whole) * share)
    while at < len(whole):
        if wanted and r.random() < share / 1.6:  # edits come in small runs: a word, not every third character
            size = min(r.choice((1, 1, 2, 2)), wanted)
            wanted -= size
            told.append(_mistaken(whole[at : at + size], r))
            at += size
            continue
        told.append(whole[at])
        at += 1
    return r.choice(words.OPENINGS) + "".join(told) + r.choice(words.CLOSINGS)


def _mistaken(piece: str, r: Random) -> str:
    kind = r.random()
    if kind < 0.2:
        return ""
    if kind < 0.4:
        return piece + r.choice(words.ALPHABET)
    if kind < 0.5:  # typed by its sound
        return piece.translate(words.SOUNDS)[::-1]
    if kind < 0.6:  # read off a scan: a character that looks like it
        return piece.translate(words.ALIKE)[::-1]
    return "".join(r.choice(words.ALPHABET) for _ in piece)


def _some(r: Random, size: int) -> int:
    """One of so many, the first much oftener than the last: a few places and troubles fill the register."""
    return int(size * r.random() ** 1.8)


def _name(r: Random) -> str:
    return r.choice(words.FIRST) + r.choice(words.SECOND)


def _person(r: Random) -> str:
    return (
        r.choice(words.SURNAMES) + r.choice(words.GIVEN) + (r.choice(words.GIVEN) if r.random() < 0.7 else "")
    )


def _own(r: Random, facts: Facts) -> str:
    """A clause of one's own affairs, in words that others use for theirs."""
    slots: Facts = {
        "a": r.choice(words.WHO), "b": r.choice(words.WHO), "p": _person(r), "did": r.choice(words.DID), "thing": r.choice(words.THINGS),
        "k": r.randint(2, 99), "m2": r.randint(1, 12), "d2": r.randint(1, 28), "s": r.randint(2, 900) * 10,
    }  # fmt: skip
    return r.choice(words.OWN).format(**facts | slots)
