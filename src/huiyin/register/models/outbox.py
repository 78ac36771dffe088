"""What is still to be done after acts, what was said to petitioners, and who read what is restricted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.register.models.entries import File


class Outbox(models.Model):
    """The one queue: a row is written in the transaction of the act that it follows."""

    kind = models.CharField(max_length=24)
    file = models.ForeignKey(File, models.CASCADE, null=True, related_name="outbox")
    ref = models.JSONField(default=dict)
    key = models.CharField(max_length=80, unique=True)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("待办")
        verbose_name_plural = _("待办")
        indexes = [
            models.Index(
                fields=["next_at", "id"], name="register_outbox_due",
                condition=models.Q(done_at=None, given_up_at=None),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Message(models.Model):
    """One neutral message to one petitioner: it names no subject and no office."""

    file = models.ForeignKey(File, models.CASCADE, related_name="messages")
    petitioner = models.PositiveSmallIntegerField()
    template = models.CharField(max_length=24)
    key = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=10, default="waiting")
    at = models.DateTimeField()
    gateway_ref = models.CharField(max_length=80, blank=True)
    error = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("短信")
        verbose_name_plural = _("短信")

    def __str__(self) -> str:
        return f"{self.key} {self.state}"


class Reading(models.Model):
    """Who read a restricted matter, when, and what. Append-only.

    Without a file: what is kept back like one before it is registered; `what` names it.
    """

    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="readings")
    officer = models.ForeignKey("offices.Officer", models.PROTECT, null=True, related_name="+")
    actor = models.CharField(max_length=80)
    what = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("查阅记录")
        verbose_name_plural = _("查阅记录")

    def __str__(self) -> str:
        return f"{self.actor} {self.file_id}"
