"""`{{ provision|cited }}`: a provision in words that anybody can read."""

from __future__ import annotations

from django import template

from huiyin.portal import public

register = template.Library()
register.filter("cited", public.said)
