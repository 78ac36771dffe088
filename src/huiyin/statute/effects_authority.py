"""Who speaks for another: an authority is claimed until it is confirmed (山东省信访条例 28, 北京市信访条例 27-28 by analogy)."""

from __future__ import annotations

from .law import ActSpec, Law
from .model import Act, State


def confirm_authority(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """How far it goes is on record from now on. No clock opens, moves or ends."""
    s.authority[act.petitioner] = str(act.codes.get("scope", ""))


def end_authority(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """No more than a claim again."""
    s.authority[act.petitioner] = ""
    s.claimed.add(act.petitioner)
