"""What matters are called in lists, without the names that an office is not to know."""

from __future__ import annotations

from collections.abc import Iterable

from huiyin.offices.actor import Actor
from huiyin.register.access import KNOWS_NAMES
from huiyin.register.models import File, Sight
from huiyin.register.naming import spoken, without


def titles(actor: Actor, files: Iterable[File]) -> dict[int, str]:
    """The title of each file (its matter is at hand), else its number; withheld names are taken out."""
    found = list(files)
    held = {f.pk for f in found if f.matter.withheld}
    if held and actor.kind == "officer":
        knows = Sight.objects.filter(file__in=held, office_id=actor.office or "", why__in=KNOWS_NAMES)
        held -= set(knows.values_list("file_id", flat=True))
    said = spoken(held) if held else {}
    return {f.pk: without(f.matter.title, said.get(f.pk, ())) or f.number for f in found}
