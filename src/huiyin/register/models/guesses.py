"""Tries at codes and keys, counted so that guessing is slow."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Guess(models.Model):
    """Tries at a code or from an address: how many, and until when nobody may try again. Digests only."""

    key = models.CharField(max_length=32, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    waits = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    wait_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("查询尝试")
        verbose_name_plural = _("查询尝试")

    def __str__(self) -> str:
        return self.key[:8]
