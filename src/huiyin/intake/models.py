"""The scan desk's own tables: batches of scanned letters until each letter has become an entry.

They are no record: what is registered belongs to the register. What a page says is sealed, and forgotten as
soon as the letter is registered; its picture then belongs to the entry.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.offices.models import Office
from huiyin.register.models import Entry
from huiyin.register.vault import SealedJSONField


class Parting(models.TextChoices):
    """Where one letter ends and the next begins, unless a person says otherwise."""

    SHEET = "sheet", _("信与信之间夹了分隔页")
    FILE = "file", _("一个文件是一封信")
    PAGE = "page", _("一页是一封信")


class PageKind(models.TextChoices):
    """What a page of a batch is."""

    PAGE = "page", _("信页")
    SEPARATOR = "separator", _("分隔页")
    BLANK = "blank", _("空白页")


class PageState(models.TextChoices):
    """How far the reading of a page has come."""

    WAITING = "waiting", _("等待识别")
    READ = "read", _("已识别")
    UNCLEAR = "unclear", _("没认清，请看图抄录")
    UNREAD = "unread", _("没有识别，请看图录入")
    FAILED = "failed", _("识别失败")
    CANCELLED = "cancelled", _("已取消识别")


class Discretion(models.TextChoices):
    """Whether a page is kept from most of those who register, before anybody has registered it (R22 30(3))."""

    OPEN = "", _("可以登记")
    HINTED = "hinted", _("可能是检举控告")
    HANDED = "handed", _("已交专办员")
    CLEARED = "cleared", _("看过，不是检举控告")


class ScanBatch(models.Model):
    """Scans handed in together at one office."""

    office = models.ForeignKey(Office, models.PROTECT, to_field="code", related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_on = models.DateField()
    parting = models.CharField(max_length=12, choices=Parting.choices)
    cancelled_at = models.DateTimeField(null=True)
    put_away_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=64, blank=True)
    """Of the form that handed it in: sent twice it is one batch."""

    class Meta:
        verbose_name = _("扫描批次")
        verbose_name_plural = _("扫描批次")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "key"], condition=~models.Q(key=""), name="intake_scanbatch_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.pk}"


class ScanSource(models.Model):
    """One scanned file of a batch; `kept` is how it lies on the disk, with its name."""

    batch = models.ForeignKey(ScanBatch, models.CASCADE, related_name="sources")
    no = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    kept = SealedJSONField()
    pages_found = models.PositiveIntegerField(null=True)
    trouble = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("扫描文件")
        verbose_name_plural = _("扫描文件")
        ordering = ["no"]
        constraints = [models.UniqueConstraint(fields=["batch", "no"], name="intake_scansource_no")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.no}"


class ScanPage(models.Model):
    """One page as a picture, what was read on it, and the letter it belongs to."""

    source = models.ForeignKey(ScanSource, models.CASCADE, related_name="pages")
    no = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    kept = SealedJSONField()
    kind = models.CharField(max_length=12, choices=PageKind.choices, default=PageKind.PAGE)
    begins = models.BooleanField(null=True)
    """Whether a person said that a letter begins here, or does not; empty: as the batch parts letters."""
    state = models.CharField(max_length=12, choices=PageState.choices, default=PageState.WAITING)
    lines = SealedJSONField(default=list)
    """Lines as read: `text`, `sure` (0 to 1), `box` (left, top, right, bottom in pixels of the picture)."""
    label = models.CharField(max_length=80, blank=True)
    """The number on a label of ours, where the paper bears one."""
    discretion = models.CharField(
        max_length=8, choices=Discretion.choices, default=Discretion.OPEN, blank=True
    )
    form = models.CharField(max_length=40, blank=True, db_index=True)
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("扫描页")
        verbose_name_plural = _("扫描页")
        ordering = ["source__no", "no"]
        constraints = [models.UniqueConstraint(fields=["source", "no"], name="intake_scanpage_no")]

    def __str__(self) -> str:
        return f"{self.source_id}/{self.no}"


class ClassChoice(models.Model):
    """The class that was proposed for an entry, beside the one that a person chose. Says nothing of who."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="class_choice")
    proposed = models.CharField(_("建议的分类"), max_length=63)
    version = models.CharField(_("模型版本"), max_length=4, blank=True)
    per_mille = models.PositiveSmallIntegerField(_("把握（千分之）"), null=True)
    chosen = models.CharField(_("选定的分类"), max_length=63)

    class Meta:
        verbose_name = _("分类的建议与选定")
        verbose_name_plural = _("分类的建议与选定")

    def __str__(self) -> str:
        return f"{self.proposed} → {self.chosen}"
