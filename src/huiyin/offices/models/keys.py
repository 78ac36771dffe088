"""Access keys of machines: each speaks for one officer's seat, or for one named machine of an office."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.offices.models.logs import Logged
from huiyin.offices.models.people import Officer
from huiyin.offices.models.structure import Office


class AccessKey(models.Model):
    """访问密钥: kept as a keyed digest only; it opens what the seat may see on the day it is used, and nothing more.

    The system administrator makes it and never sees it: whoever it speaks for takes it, once, and only from then on
    has it a digest.
    """

    digest = models.CharField(_("密钥摘要"), max_length=64, unique=True, null=True)
    purpose = models.CharField(_("用途"), max_length=60)
    office = models.ForeignKey(Office, models.PROTECT, related_name="access_keys", verbose_name=_("机关单位"))
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="access_keys", verbose_name=_("工作人员")
    )
    machine = models.CharField(_("机器名称"), max_length=40, blank=True)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"))
    withdrawn_at = models.DateTimeField(_("收回时间"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("访问密钥")
        verbose_name_plural = _("访问密钥")
        constraints = [
            models.CheckConstraint(
                condition=Q(officer__isnull=False, machine="") | (Q(officer=None) & ~Q(machine="")),
                name="offices_key_speaks_for_one",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="offices_key_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.purpose}"


class KeyUse(Logged):
    """What became of a key: made, taken, withdrawn, used (the first time of a day from a network), refused."""

    class What(models.TextChoices):
        """What happened."""

        MADE = "made", _("发放密钥")
        TAKEN = "taken", _("领取密钥")
        WITHDRAWN = "withdrawn", _("收回密钥")
        USED = "used", _("使用密钥")
        REFUSED = "refused", _("拒绝密钥")

    key = models.ForeignKey(
        AccessKey, models.PROTECT, null=True, related_name="uses", verbose_name=_("访问密钥")
    )
    what = models.CharField(_("事项"), max_length=12, choices=What.choices)
    address = models.CharField(_("来源地址"), max_length=60, blank=True, help_text=_("只留网段"))
    reason = models.CharField(_("原因"), max_length=80, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("访问密钥记录")
        verbose_name_plural = _("访问密钥记录")
        indexes = [models.Index(fields=["key", "what", "at"], name="offices_keyuse_of_a_day")]
