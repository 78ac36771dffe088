"""The room of what comes in."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Channels, who a person is, attachments, scans. What is recorded belongs to the register."""

    name = "huiyin.intake"
    label = "intake"
    verbose_name = _("来件受理登记")
