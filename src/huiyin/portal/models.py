"""What the public site keeps that is not yet, or never, part of the register."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.register.vault import SealedJSONField


class Unsent(models.Model):
    """A form being filled in. Its row is found only by the key that its pages carry; nobody here reads it."""

    key = models.CharField(max_length=32, primary_key=True, help_text="digest of the key in the pages")
    typed = SealedJSONField(_("填写的内容"), default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("尚未提交的填写")
        verbose_name_plural = _("尚未提交的填写")

    def __str__(self) -> str:
        return self.key[:8]


class Guess(models.Model):
    """Tries at a code or from an address: how many, and until when nobody may try again. Digests only."""

    key = models.CharField(max_length=32, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    waits = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    wait_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("查询尝试")
        verbose_name_plural = _("查询尝试")

    def __str__(self) -> str:
        return self.key[:8]
