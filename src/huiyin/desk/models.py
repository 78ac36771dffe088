"""What the desk keeps for an officer: views of the work list, and forms that were typed and not yet sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.register.vault import SealedJSONField


class SavedView(models.Model):
    """A way an officer looks at the work list: the filters of its address, under a name."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("名称"), max_length=40)
    query = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("常用视图")
        verbose_name_plural = _("常用视图")
        constraints = [models.UniqueConstraint(fields=["officer", "name"], name="desk_savedview_name")]

    def __str__(self) -> str:
        return self.name


class FormDraft(models.Model):
    """What an officer typed into a form and has not sent yet, sealed. `key` names the form."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="form_drafts")
    key = models.CharField(max_length=120)
    typed = SealedJSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("未提交的表单")
        verbose_name_plural = _("未提交的表单")
        constraints = [models.UniqueConstraint(fields=["officer", "key"], name="desk_formdraft_key")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.key}"
