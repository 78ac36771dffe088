"""What a registration form filled from a scan says beside fields that were read uncertainly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from huiyin.desk.registering_forms import MOST_POINTS
from huiyin.intake import doubtful
from huiyin.intake.models import ScanPage
from huiyin.intake.recognition import Line

OFFERED = (
    "p1-name", "p1-number", "p1-phone", "p1-address", "posted_on", *(f"r{n}-text" for n in range(1, MOST_POINTS + 1)),
)  # fmt: skip
"""Fields that are filled from a letter, beside its words."""
MOST_SHOWN = 6


def unsure(scanned: Sequence[ScanPage], values: Mapping[str, Any]) -> dict[str, str]:
    """By field: what is to be checked beside the picture. Nothing once it was typed otherwise."""
    lines = doubtful.lines_of(scanned)
    if not doubtful.doubtful(lines):
        return {}
    found = {key: doubtful.unsure(values.get(key), lines) for key in OFFERED}
    said = {
        key: _("识别没认准（把握 %(sure)s%%），请对着图核对。") % {"sure": line.percent}
        for key, line in found.items()
        if line
    }
    words = _of_words(str(values.get("text") or ""), lines)
    return {**said, "text": words} if words else said


def _of_words(text: str, lines: Sequence[Line]) -> str:
    still = [x for x in doubtful.doubtful(lines) if x.text in text and doubtful.unsure(x.text, lines)]
    if not still:
        return ""
    shown = "\n".join(f"“{line.text}” {line.percent}%" for line in still[:MOST_SHOWN])
    head = _("有 %(n)s 行没认准，请对着图核对：") % {"n": len(still)}
    more = "\n…" if len(still) > MOST_SHOWN else ""
    return f"{head}\n{shown}{more}"
