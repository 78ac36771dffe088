"""What the public site keeps that is not yet, or never, part of the register."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.register.vault import SealedJSONField


class Unsent(models.Model):
    """A form being filled in. Its row is found only by the key that its pages carry; nobody here reads it."""

    key = models.CharField(max_length=32, primary_key=True, help_text="digest of the key in the pages")
    typed = SealedJSONField(_("填写的内容"), default=dict)
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("尚未提交的填写")
        verbose_name_plural = _("尚未提交的填写")

    def __str__(self) -> str:
        return self.key[:8]


class UnsentFile(models.Model):
    """A file handed in with a form that is not sent yet: with the form it is forgotten."""

    form = models.ForeignKey(Unsent, models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        verbose_name = _("尚未提交的附件")
        verbose_name_plural = _("尚未提交的附件")

    def __str__(self) -> str:
        return self.sha256[:8]
