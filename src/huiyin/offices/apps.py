"""The room of who: offices, posts, officers."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficesConfig(AppConfig):
    """Offices, their dated relations, posts and officers."""

    name = "huiyin.offices"
    label = "offices"
    verbose_name = _("机关单位")
    default_auto_field = "django.db.models.BigAutoField"
