"""What matters are called in lists, without the names that an office is not to know."""

from __future__ import annotations

from collections.abc import Iterable

from huiyin.offices.actor import Actor
from huiyin.register.access import KNOWS_NAMES
from huiyin.register.models import File, Role, Sight

HIDDEN = "〔保密〕"


def titles(actor: Actor, files: Iterable[File]) -> dict[int, str]:
    """The title of each file (its matter is at hand), else its number; withheld names are taken out."""
    found = list(files)
    held = {f.pk for f in found if f.matter.withheld}
    if held and actor.kind == "officer":
        knows = Sight.objects.filter(file__in=held, office_id=actor.office or "", why__in=KNOWS_NAMES)
        held -= set(knows.values_list("file_id", flat=True))
    said = spoken(held) if held else {}
    return {f.pk: without(f.matter.title, said.get(f.pk, ())) or f.number for f in found}


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
