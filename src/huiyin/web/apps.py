"""The page parts the doors share."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, styles and widgets; no tables."""

    name = "huiyin.web"
    label = "web"
    verbose_name = "页面"
