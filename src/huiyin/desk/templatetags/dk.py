"""`{% load dk %}`: words for codes, for pages of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from huiyin.desk import labels
from huiyin.desk.registering_save import became, how, means
from huiyin.intake.repeats import Candidate
from huiyin.web.draw import draw_spec
from huiyin.web.fields import FieldSpec

register = template.Library()


@register.simple_tag
def phase(code: str) -> str:
    """The state of a matter in words."""
    return labels.of(labels.PHASES, code)


@register.simple_tag
def found_by(candidate: Candidate) -> str:
    """Why an earlier matter is offered."""
    return how(candidate)


@register.simple_tag
def means_for(candidate: Candidate) -> str:
    """What follows in law where it is the same matter."""
    return means(candidate)


@register.simple_tag
def became_of(candidate: Candidate) -> str:
    """What became of the requests of an earlier matter."""
    return became(candidate)


@register.simple_tag
def post_words(kinds: Sequence[str]) -> str:
    """Posts in words."""
    return labels.posts(frozenset(kinds))


@register.inclusion_tag("web/parts/field.html")
def work_field(spec: FieldSpec, prefix: str) -> dict[str, Any]:
    """A field of one of several forms on a page: its ids begin with the form's own name."""
    return {"f": draw_spec(spec, prefix)}
