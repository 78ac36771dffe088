"""The room of the register."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    """What happened: entries, files, acts, duties, papers. The only writer of them."""

    name = "huiyin.register"
    label = "register"
    verbose_name = _("登记簿")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Append-only triggers come back after every migration."""
        from huiyin.register import triggers

        triggers.connect(self)
