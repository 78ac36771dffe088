"""The app of papers: templates only, no models."""

from __future__ import annotations

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """`huiyin.papers`, label `papers`."""

    name = "huiyin.papers"
    label = "papers"
