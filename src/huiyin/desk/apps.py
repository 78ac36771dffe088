"""The desk."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The offices' door. Its tables hold what officers typed and have not sent yet."""

    name = "huiyin.desk"
    label = "desk"
    verbose_name = _("办理台")

    def ready(self) -> None:
        """Forms not sent yet hold their files."""
        from huiyin.desk import registering_draft
        from huiyin.intake import leftovers

        leftovers.held_by(registering_draft.holds_file)
