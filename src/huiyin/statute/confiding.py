"""R22 30(3), 46[5]: what is confidential is so from the moment anybody knows it, whatever day the acts name.

Everything else in a file is folded by the day on which it happened. An accusation is not kept from the accused by
a date: whoever is named today may not be handed the file by an act entered late, or by the correction of an old one.
"""

from __future__ import annotations

from collections.abc import Iterable

from .guards_dispatch import never_to_accused, receiver_handles_restricted
from .law import Law
from .model import Act, Refused, State, World


def confide(s: State, line: Iterable[Act], standing: Iterable[Act]) -> None:
    """What every act of the line made known, those later than the state included; `standing` are the acts that no
    correction has taken back.

    An act that made the file restricted does so even when it is taken back: words may have been confided to it since.
    """
    s.restricted = s.restricted or any(a.codes.get("purpose") == "accusation" for a in line)
    for act in standing:
        if act.kind == "name_accused":
            s.accuse(act.codes)


def led_to_accused(s: State, correction: Act, law: Law, world: World) -> Refused | None:
    """Another destination is asked what it would be asked if the file were sent there now; `s` has the correction."""
    if correction.codes.get("wrong") != "to":
        return None
    mended = next((a for a in s.acts if a.seq == correction.names), None)
    if mended is None:
        return None
    return never_to_accused(s, mended, None, law, world) or receiver_handles_restricted(
        s, mended, None, law, world
    )
