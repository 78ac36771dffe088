"""People meeting: reception, joint reception, coordination, hearing, interview, committee."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.register.models.common import office_key
from huiyin.register.models.entries import File
from huiyin.register.vault import SealedJSONField, WordsField


class Session(models.Model):
    """会: a meeting on a file (or none), with participants, minutes and resolutions."""

    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="sessions")
    kind = models.CharField(_("种类"), max_length=16)
    office = office_key(_("召集单位"))
    on = models.DateField(_("日期"))
    at = models.TimeField(_("时间"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    minutes = WordsField(_("记录"), blank=True)

    class Meta:
        verbose_name = _("会")
        verbose_name_plural = _("会")

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Participant(models.Model):
    """Who took part, for whom, and whether he stood back (回避)."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="participants")
    office = office_key(_("单位"), null=True)
    officer = models.ForeignKey("offices.Officer", models.PROTECT, null=True, blank=True, related_name="+")
    petitioner = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(_("身份"), max_length=16)
    recused = models.BooleanField(_("回避"), default=False)
    person = SealedJSONField(_("其他人员"), default=dict)

    class Meta:
        verbose_name = _("参加人")
        verbose_name_plural = _("参加人")

    def __str__(self) -> str:
        return f"{self.session_id} {self.role}"


class Resolution(models.Model):
    """What a meeting resolved: who does what by when."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="resolutions")
    no = models.PositiveSmallIntegerField()
    office = office_key(_("负责单位"), null=True)
    text = WordsField(_("内容"))
    due = models.DateField(_("期限"), null=True, blank=True)

    class Meta:
        verbose_name = _("决议事项")
        verbose_name_plural = _("决议事项")

    def __str__(self) -> str:
        return f"{self.session_id}.{self.no}"
