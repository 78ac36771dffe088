"""The line of acts and what follows from it. Acts, duties, windows and their ends are append-only."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.register.models.common import office_key
from huiyin.register.models.entries import File
from huiyin.register.vault import SealedJSONField


class Edition(models.Model):
    """版本: a rulebook as it was when acts were recorded under it; its whole content is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=80)
    content = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("规则库版本")
        verbose_name_plural = _("规则库版本")

    def __str__(self) -> str:
        return self.digest[:12]


class Proceeding(models.Model):
    """办理阶段: one office's dealing with points. A projection of the acts."""

    file = models.ForeignKey(File, models.CASCADE, related_name="proceedings")
    no = models.PositiveSmallIntegerField()
    kind = models.CharField(_("阶段"), max_length=12)
    office = office_key(_("办理单位"))
    sender = office_key(_("转来单位"), null=True)
    parent = models.PositiveSmallIntegerField(default=0)
    how = models.CharField(_("方式"), max_length=16, blank=True)
    received = models.DateField(_("收到日期"))
    opened_by = models.PositiveIntegerField()
    procedure = models.CharField(_("其他法定程序"), max_length=40, blank=True)
    officer = models.ForeignKey("offices.Officer", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("办理阶段")
        verbose_name_plural = _("办理阶段")
        constraints = [models.UniqueConstraint(fields=["file", "no"], name="register_proceeding_no")]
        ordering = ["file_id", "no"]

    def __str__(self) -> str:
        return f"{self.file_id}.{self.no}"


class Act(models.Model):
    """办理记录: a recorded fact; kind, times, actor, ids, codes and a digest of what was said. Append-only."""

    file = models.ForeignKey(File, models.PROTECT, related_name="acts")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    on = models.DateField()
    at = models.TimeField(null=True)
    recorded_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=12)
    actor = models.CharField(max_length=80)
    office = office_key(_("单位"), null=True)
    proceeding = models.PositiveSmallIntegerField(default=0)
    points = models.CharField(max_length=400, blank=True)
    to = office_key(_("送往单位"), null=True)
    petitioner = models.PositiveSmallIntegerField(default=0)
    paper = models.PositiveSmallIntegerField(default=0)
    names = models.PositiveIntegerField(default=0)
    codes = models.JSONField(default=dict)
    words_digest = models.CharField(max_length=64, blank=True)
    edition = models.CharField(max_length=64)
    key = models.CharField(max_length=64, unique=True, null=True)

    class Meta:
        verbose_name = _("办理记录")
        verbose_name_plural = _("办理记录")
        constraints = [models.UniqueConstraint(fields=["file", "seq"], name="register_act_seq")]
        indexes = [models.Index(fields=["recorded_at"])]

    def __str__(self) -> str:
        return f"{self.file_id}.{self.seq} {self.kind}"


class Words(models.Model):
    """What was said in an act, apart from the act: can be re-encrypted and erased; the act's digest stays."""

    file = models.ForeignKey(File, models.CASCADE, related_name="words")
    act = models.OneToOneField(Act, models.PROTECT, related_name="words")
    said = SealedJSONField(default=dict)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("办理记录的文字")
        verbose_name_plural = _("办理记录的文字")

    def __str__(self) -> str:
        return f"{self.act_id}"


class Duty(models.Model):
    """办理时限: what an office owes, since when, until when, by which provision and edition. Append-only."""

    file = models.ForeignKey(File, models.PROTECT, related_name="duties")
    key = models.CharField(max_length=200)
    rule = models.CharField(max_length=32)
    kind = models.CharField(max_length=8)
    proceeding = models.PositiveSmallIntegerField()
    office = office_key(_("负责单位"))
    over = models.CharField(max_length=400, blank=True)
    start = models.DateField()
    nominal = models.DateField(_("届满日"), null=True)
    due = models.DateField(_("顺延后"), null=True)
    provisional = models.BooleanField(default=False)
    provision = models.CharField(max_length=80)
    certainty = models.CharField(max_length=1)
    place = models.CharField(max_length=20)
    paper = models.PositiveSmallIntegerField(default=0)
    opened_by = models.PositiveIntegerField()
    edition = models.CharField(max_length=64)
    proof = models.JSONField(default=list)

    class Meta:
        verbose_name = _("办理时限")
        verbose_name_plural = _("办理时限")
        constraints = [models.UniqueConstraint(fields=["file", "key"], name="register_duty_key")]

    def __str__(self) -> str:
        return self.key


class DutyEnd(models.Model):
    """How a duty was met, extended, moved, ended or reopened. The last row of a duty speaks. Append-only."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="ends")
    how = models.CharField(max_length=12)
    on = models.DateField()
    by = models.PositiveIntegerField()
    replaced_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("时限的了结")
        verbose_name_plural = _("时限的了结")

    def __str__(self) -> str:
        return f"{self.duty_id} {self.how}"


class OpenDuty(models.Model):
    """The work lists: one row for each duty that is open now. A projection, rebuilt at will."""

    duty = models.OneToOneField(Duty, models.CASCADE, primary_key=True, related_name="live")
    file = models.ForeignKey(File, models.CASCADE, related_name="open_duties")
    office = office_key(_("负责单位"))
    rule = models.CharField(max_length=32)
    due = models.DateField(null=True)
    kind = models.CharField(max_length=8)
    restricted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("未了结的时限")
        verbose_name_plural = _("未了结的时限")
        indexes = [
            models.Index(fields=["office", "restricted", "due", "duty"], name="register_openduty_list"),
            models.Index(fields=["kind", "due"], name="register_openduty_due"),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id}"


class Window(models.Model):
    """申请期: a petitioner's own time after a served paper; it has an end, never a lateness. Append-only."""

    file = models.ForeignKey(File, models.PROTECT, related_name="windows")
    key = models.CharField(max_length=200)
    rule = models.CharField(max_length=32)
    petitioner = models.PositiveSmallIntegerField()
    paper = models.PositiveSmallIntegerField()
    start = models.DateField()
    nominal = models.DateField()
    end = models.DateField()
    provisional = models.BooleanField(default=False)
    provision = models.CharField(max_length=80)
    certainty = models.CharField(max_length=1)
    opened_by = models.PositiveIntegerField()
    edition = models.CharField(max_length=64)
    proof = models.JSONField(default=list)

    class Meta:
        verbose_name = _("申请期")
        verbose_name_plural = _("申请期")
        constraints = [models.UniqueConstraint(fields=["file", "key"], name="register_window_key")]

    def __str__(self) -> str:
        return self.key


class WindowEnd(models.Model):
    """A window that a correction took back or opened again. Append-only."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="ends")
    how = models.CharField(max_length=12)
    by = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("申请期的更正")
        verbose_name_plural = _("申请期的更正")

    def __str__(self) -> str:
        return f"{self.window_id} {self.how}"
