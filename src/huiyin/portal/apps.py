"""The public site."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The petitioners' door. Its tables hold what is not yet a petition: forms not sent, and wrong guesses."""

    name = "huiyin.portal"
    label = "portal"
    verbose_name = _("公众网站")

    def ready(self) -> None:
        """Forms not sent yet hold their files."""
        from huiyin.intake import leftovers
        from huiyin.portal import unsent

        leftovers.held_by(unsent.holds_file)
