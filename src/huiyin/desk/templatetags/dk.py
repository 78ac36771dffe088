"""`{% load dk %}`: words for codes, for pages of the desk."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from huiyin.desk import labels
from huiyin.desk.registering_save import how

register = template.Library()


@register.simple_tag
def phase(code: str) -> str:
    """The state of a matter in words."""
    return labels.of(labels.PHASES, code)


@register.simple_tag
def found_by(keys: Sequence[str]) -> str:
    """By which exact agreement an earlier matter was found."""
    return how(keys)
