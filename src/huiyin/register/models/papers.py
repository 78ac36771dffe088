"""Papers, drafts, their numbers, bytes and services, and attachments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.register.models.common import office_key
from huiyin.register.models.entries import Entry, File
from huiyin.register.vault import SealedJSONField, WordsField


class Series(models.Model):
    """Number series without gaps: one row for each signboard, year and kind; taken inside the act's transaction."""

    code = models.CharField(max_length=40)
    word = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("文号序列")
        verbose_name_plural = _("文号序列")
        constraints = [models.UniqueConstraint(fields=["code", "word", "year"], name="register_series_key")]

    def __str__(self) -> str:
        return f"{self.code}{self.word}{self.year}"


class Draft(models.Model):
    """A paper being written. `digest` is of the content that was last rendered; only that can be issued."""

    file = models.ForeignKey(File, models.CASCADE, related_name="drafts")
    proceeding = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=32)
    office = office_key(_("单位"))
    signboard = models.ForeignKey(
        "offices.Signboard", models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField(help_text="the day the paper bears, and the act that issues it")
    points = models.CharField(max_length=400, blank=True)
    intended = models.JSONField(default=dict, help_text="codes of the act that will issue it")
    content = SealedJSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    missing = models.JSONField(default=list, help_text="required parts still empty: [zh, en] each")
    pages = models.PositiveSmallIntegerField(default=0)
    rendered_at = models.DateTimeField(null=True)
    written_by = models.CharField(max_length=80)
    updated_at = models.DateTimeField()
    issued = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("草稿")
        verbose_name_plural = _("草稿")
        # few drafts are open at a time and very many were issued: a desk asks for the open ones of its office
        indexes = [
            models.Index(fields=["office"], condition=models.Q(issued=False), name="register_draft_open")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Paper(models.Model):
    """文书: a numbered notice or opinion as issued. Append-only."""

    file = models.ForeignKey(File, models.PROTECT, related_name="papers")
    no = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=32)
    office = office_key(_("单位"))
    signboard = models.CharField(max_length=120, blank=True)
    number = models.CharField(_("文号"), max_length=60, unique=True)
    series = models.CharField(max_length=60)
    serial = models.PositiveIntegerField()
    on = models.DateField()
    act = models.ForeignKey("register.Act", models.PROTECT, related_name="papers_issued")
    draft = models.ForeignKey(Draft, models.PROTECT, null=True, related_name="papers")
    digest = models.CharField(max_length=64, blank=True)
    addressees = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("文书")
        verbose_name_plural = _("文书")
        constraints = [
            models.UniqueConstraint(fields=["file", "no"], name="register_paper_no"),
            models.UniqueConstraint(fields=["series", "serial"], name="register_paper_serial"),
        ]

    def __str__(self) -> str:
        return self.number


class PaperPrint(models.Model):
    """The rendering of an issued paper: digest of its bytes, template and fonts. Append-only."""

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="print")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    template = models.CharField(max_length=80)
    fonts = models.TextField()
    rendered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("文书的定稿")
        verbose_name_plural = _("文书的定稿")

    def __str__(self) -> str:
        return self.sha256


class PaperBytes(models.Model):
    """The bytes of a rendering and the content they came from, sealed; re-encrypted without touching the print."""

    print = models.OneToOneField(PaperPrint, models.CASCADE, primary_key=True, related_name="bytes")
    pdf = WordsField(help_text="base64")
    content = SealedJSONField(default=dict)

    class Meta:
        verbose_name = _("文书的字节")
        verbose_name_plural = _("文书的字节")

    def __str__(self) -> str:
        return f"{self.pk}"


class Service(models.Model):
    """送达: the proof (or a failed attempt) of how and when a paper reached one petitioner. Append-only."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="services")
    petitioner = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=16)
    on = models.DateField()
    at = models.TimeField(null=True)
    received_by = models.CharField(max_length=16, blank=True)
    served = models.BooleanField()
    act = models.ForeignKey("register.Act", models.PROTECT, related_name="services")

    class Meta:
        verbose_name = _("送达")
        verbose_name_plural = _("送达")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.petitioner} {self.on}"


class Attachment(models.Model):
    """A stored file of an entry or an act. `original` marks what never travels with an extract."""

    file = models.ForeignKey(File, models.CASCADE, related_name="attachments")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="attachments")
    act = models.ForeignKey("register.Act", models.PROTECT, null=True, blank=True, related_name="attachments")
    what = models.CharField(_("类别"), max_length=16, default="material")
    name = WordsField(_("文件名"))
    sha256 = models.CharField(max_length=64, db_index=True)
    path = models.CharField(max_length=120)
    mime = models.CharField(max_length=80)
    ext = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    original = models.BooleanField(_("来件原件"), default=False)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")

    def __str__(self) -> str:
        return self.sha256[:12]
