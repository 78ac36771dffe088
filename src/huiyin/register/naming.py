"""Taking withheld names out of what was written (要求保密): names, numbers and addresses, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable

from huiyin.register.models import Role

HIDDEN = "〔保密〕"


def spoken(files: Iterable[int]) -> dict[int, list[str]]:
    """What would give away the petitioners of some files: names, numbers, addresses."""
    found: dict[int, list[str]] = {}
    for role in Role.objects.filter(file__in=list(files)).select_related("petitioner"):
        found.setdefault(role.file_id, []).extend(revealing(role))
    return found


def revealing(role: Role) -> list[str]:
    """Every text that tells who this is."""
    return [v for v in (role.petitioner.person or {}).values() if isinstance(v, str) and len(v) > 1]


def without(text: str, said: Iterable[str], instead: str = HIDDEN) -> str:
    """The text without these words, the longest first."""
    for words in sorted(said, key=len, reverse=True):
        text = text.replace(words, instead)
    return text
