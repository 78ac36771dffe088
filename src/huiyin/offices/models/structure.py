"""Offices and what they are to each other. Every row is dated: `since` its first day, `until` its last."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """At which level an office works."""

    NATIONAL = "national", _("国家级")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    TOWN = "town", _("乡镇级")
    VILLAGE = "village", _("村（社区）")


class OfficeKind(models.TextChoices):
    """What an office is (R22 2 names who receives petitions; 14 the petition departments)."""

    PETITION = "petition", _("信访部门")
    PARTY = "party", _("党委部门")
    GOVERNMENT = "government", _("政府部门")
    DISCIPLINE = "discipline", _("纪检监察机关")
    COURT = "court", _("人民法院")
    PROCURATORATE = "procuratorate", _("人民检察院")
    COMMITTEE = "committee", _("复查复核委员会")
    CONFERENCE = "conference", _("联席会议")
    DISPATCHED = "dispatched", _("派出机构")
    VERTICAL = "vertical", _("垂直管理单位")
    INSTITUTION = "institution", _("事业单位")
    MASS = "mass", _("群团组织")
    VILLAGE = "village", _("村（居）民委员会")
    SECTION = "section", _("内设机构")


class RelationKind(models.TextChoices):
    """How a lower office stands to an upper one. Being above gives no sight of a matter."""

    TERRITORY = "territory", _("块（同级党委政府领导）")
    LINE = "line", _("条（上级同系统单位）")
    PETITION_LINE = "petition_line", _("上级信访部门")
    DISPATCHED_BY = "dispatched_by", _("派出机关")
    REVIEWED_BY = "reviewed_by", _("复查机关")
    CADRES_MANAGED_BY = "cadres_managed_by", _("干部管理机关")
    SUCCESSOR_OF = "successor_of", _("承继自")
    OFFICE_AT = "office_at", _("办公室设在")


class Office(models.Model):
    """An office (机关单位): a body that may be sent a matter, owe an answer, or be complained of."""

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("全称"), max_length=120)
    short = models.CharField(_("简称"), max_length=60, blank=True, help_text=_("名单中显示的简称"))
    level = models.CharField(_("层级"), max_length=12, choices=Level.choices)
    kind = models.CharField(_("类别"), max_length=16, choices=OfficeKind.choices)
    since = models.DateField(_("设立日期"))
    until = models.DateField(_("撤销前最后一日"), null=True, blank=True)
    remit = models.JSONField(_("职责"), default=list, blank=True)
    units = models.JSONField(_("内设及下属单位"), default=list, blank=True)
    # R22 23(3), 31[6]: only the competent organ answers, under its own seal.
    may_issue_opinion = models.BooleanField(_("可出具信访处理意见书"), default=False)
    own_name = models.BooleanField(_("以自己名义行文"), default=True, help_text=_("派出机构是否有独立职权"))
    is_organ = models.BooleanField(
        _("属机关单位"), default=True, help_text=_("村（居）委会和内设机构不是机关")
    )
    # R22 28(2): litigation and petitions are kept apart.
    petition_path = models.BooleanField(_("适用信访程序"), default=True)
    restricted = models.BooleanField(_("办理检举控告"), default=False)
    agent_point = models.BooleanField(_("设有代办点"), default=False)
    quorum = models.CharField(_("会议法定人数"), max_length=20, blank=True, help_text=_("如 2/3"))
    # R22 18(1): published; 14(2) and S0-017: every organ names who answers for petition work.
    address = models.CharField(_("地址"), max_length=200, blank=True)
    phone = models.CharField(_("电话"), max_length=60, blank=True)
    reception_hours = models.CharField(_("接待时间"), max_length=200, blank=True)
    petition_unit = models.CharField(_("负责信访工作的机构"), max_length=80, blank=True)
    petition_person = models.CharField(_("负责信访工作的人员"), max_length=80, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("机关单位")
        verbose_name_plural = _("机关单位")

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name shown in lists."""
        return self.short or self.name

    @property
    def petition(self) -> bool:
        """Whether this is a petition department (R22 14(1)): it forwards, and answers nothing itself."""
        return self.kind == OfficeKind.PETITION

    def open_on(self, on: date) -> bool:
        """Whether the office exists on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


class OfficeRelation(models.Model):
    """A dated relation of a lower office to an upper one (house noun Office)."""

    lower = models.ForeignKey(Office, models.PROTECT, related_name="uppers", verbose_name=_("下级单位"))
    upper = models.ForeignKey(Office, models.PROTECT, related_name="lowers", verbose_name=_("上级单位"))
    kind = models.CharField(_("关系"), max_length=20, choices=RelationKind.choices)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ["lower_id", "kind", "since", "id"]
        verbose_name = _("单位关系")
        verbose_name_plural = _("单位关系")
        constraints = [
            models.UniqueConstraint(
                fields=["lower", "upper", "kind"], condition=Q(until=None), name="offices_relation_open_once"
            ),
            models.CheckConstraint(condition=~Q(lower=F("upper")), name="offices_relation_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.lower_id} {self.kind} {self.upper_id}"


class Signboard(models.Model):
    """As whom an office issues its papers: name, number code and seal (one body, several signboards)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="signboards", verbose_name=_("机关单位"))
    name = models.CharField(_("落款名称"), max_length=120)
    number_code = models.CharField(_("发文机关代字"), max_length=30, blank=True)
    seal_text = models.CharField(_("印章文字"), max_length=120, blank=True)
    since = models.DateField(_("启用日期"))
    until = models.DateField(_("停用前最后一日"), null=True, blank=True)
    is_default = models.BooleanField(_("默认"), default=False)

    class Meta:
        ordering = ["office_id", "-is_default", "id"]
        verbose_name = _("牌子")
        verbose_name_plural = _("牌子")
        constraints = [
            models.UniqueConstraint(
                fields=["office"],
                condition=Q(is_default=True, until=None),
                name="offices_signboard_one_default",
            ),
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(until=None), name="offices_signboard_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommitteeRole(models.TextChoices):
    """A seat in a committee."""

    DIRECTOR = "director", _("主任")
    MEMBER = "member", _("委员")


class CommitteeMember(models.Model):
    """A seat in a committee, held by an office or by a person."""

    committee = models.ForeignKey(Office, models.PROTECT, related_name="seats", verbose_name=_("委员会"))
    member_office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="seats_held", verbose_name=_("成员单位")
    )
    officer = models.ForeignKey(
        "offices.Officer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="committee_seats",
        verbose_name=_("成员"),
    )
    role = models.CharField(_("职务"), max_length=10, choices=CommitteeRole.choices)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ["committee_id", "id"]
        verbose_name = _("委员会成员")
        verbose_name_plural = _("委员会成员")
        constraints = [
            models.CheckConstraint(
                condition=Q(member_office__isnull=False) | Q(officer__isnull=False),
                name="offices_seat_is_held_by_someone",
            )
        ]


class Directory(models.Model):
    """One row: a stamp that changes with every change of offices and relations.

    A random stamp and not a counter, because a counter of a transaction that was rolled back
    would come up again with other contents behind it.
    """

    stamp = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("单位目录版本")
        verbose_name_plural = _("单位目录版本")
