"""An act holds no free words: every code it is given is of the kind that its field declares.

What people write goes into `words`, sealed apart from the act. Here the shapes are checked; whether an office or
an officer of that code exists is for the register to ask, and whether a value fits the matter is for the guards.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiyin.statute.law import ActSpec
from huiyin.statute.model import Refused
from huiyin.statute.shapes import FROM_OUTSIDE, IN_THE_ACT, SHAPES


def checked(spec: ActSpec, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The codes of a wish without the empty ones; a value that is no code of its field is refused."""
    fields = {f.key: f for f in spec.fields}
    codes = {key: value for key, value in (given or {}).items() if value not in ("", None)}
    for key, value in codes.items():
        f = fields.get(key)
        if f is None and key in FROM_OUTSIDE:
            if not FROM_OUTSIDE[key](value):
                raise Refused(
                    "code", f"“{key}”只能填代码，不能填文字。", f"'{key}' takes a code and no words."
                )
            continue
        if f is None or f.store == "words":
            raise Refused(
                "code", f"“{spec.title.zh}”没有“{key}”这一项。", f"'{spec.title.en}' has no field '{key}'."
            )
        if f.kind == "choice" and value not in f.choices:
            raise Refused(
                "choice", f"“{f.title.zh}”只能选择清单中的一项。", f"'{f.title.en}' must be one of the list."
            )
        shape = SHAPES.get(f.kind)
        if shape is None or not shape(f, value):
            raise Refused(
                "code",
                f"“{f.title.zh}”的填法不对，没有记录。",
                f"'{f.title.en}' is not filled in as it should be.",
            )
    return codes


def complete(spec: ActSpec, codes: Mapping[str, Any], words: Mapping[str, Any] | None) -> None:
    """Refuse an act that leaves out what its row asks for: reasons, records, the day or the outcome."""
    said = {**codes, **{key: value for key, value in (words or {}).items() if str(value).strip()}}
    missing = [f.title for f in spec.fields if f.required and f.key not in IN_THE_ACT and f.key not in said]
    if missing:
        zh, en = "、".join(one.zh for one in missing), ", ".join(one.en for one in missing)
        raise Refused(
            "required",
            f"“{spec.title.zh}”还没有填：{zh}。",
            f"'{spec.title.en}' still lacks: {en}.",
            spec.provision,
        )


def offices_of(spec: ActSpec, codes: Mapping[str, Any]) -> list[str]:
    """Every office that the codes name."""
    found: list[str] = []
    for f in spec.fields:
        if f.key in codes and f.kind == "office":
            found.append(str(codes[f.key]))
        elif f.key in codes and f.kind == "offices":
            found += map(str, codes[f.key])
    return found


def officers_of(spec: ActSpec, codes: Mapping[str, Any]) -> list[str]:
    """Every officer that the codes name."""
    return [str(codes[f.key]) for f in spec.fields if f.kind == "officer" and f.key in codes]
