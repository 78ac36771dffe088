"""R22 30(3), 46[5]: from whom a file is kept once somebody is accused in it, and where it lies with them already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from .model import Act, Proceeding, State, World


def kept_from(s: State, world: World, on: date) -> frozenset[str]:
    """The offices accused, and every office under one of them along any relation."""
    return frozenset(s.accused).union(*(world.under(code, on) for code in s.accused))


def above(s: State, p: Proceeding) -> Iterator[Proceeding]:
    """The proceedings through which the matter came to this one, the nearest first."""
    while 0 < p.parent < p.no:
        p = s.proceedings[p.parent]
        yield p


def dispatching(s: State, p: Proceeding) -> list[Proceeding]:
    """The dispatches through which it came there, the nearest first; none where it was registered there."""
    return [q for q in above(s, p) if q.kind == "dispatch"]


def prepare(act: Act, s: State, world: World) -> Act:
    """Write into the act that names somebody which proceedings lie with offices it must now be kept from.

    The first dispatch is not among them: who registered it has nobody to take it away, and sends it on.
    """
    if act.kind != "name_accused":
        return act
    named = {str(act.codes[key]) for key in ("office",) if act.codes.get(key)} | {
        *act.codes.get("works_at", ())
    }
    shut = kept_from(s, world, act.on) | named.union(*(world.under(code, act.on) for code in named))
    held = [
        p.no for p in s.proceedings.values() if p.keeper in shut and p.review is None and dispatching(s, p)
    ]
    return replace(act, codes={**act.codes, "held": held}) if held else act
