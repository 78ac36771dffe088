"""`{% whose %}`: whose site this is."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from huiyin.portal import public

register = template.Library()


@register.simple_tag
def whose() -> str:
    """The petition office whose site this is, by name."""
    front = public.front_office()
    return front.name if front else _("信访事项网上办理")
