"""Officers, the posts they hold and who stands in for whom."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.offices.models.structure import Office


class PostKind(models.TextChoices):
    """The posts (岗位): all rights in the system follow from these and from nothing else."""

    REGISTRAR = "registrar", _("登记接访员")
    DISPATCHER = "dispatcher", _("甄别转办员")
    HANDLER = "handler", _("承办人")
    SECTION = "section", _("信访机构负责人")
    LEGAL = "legal", _("法制审核员")
    HEAD = "head", _("单位负责人")
    LEADER = "leader", _("分管领导")
    PETITION_LEADER = "petition_leader", _("信访部门负责人")
    CONFIDENTIAL = "confidential", _("检举控告专办员")
    ARCHIVIST = "archivist", _("档案员")
    SUPERVISOR = "supervisor", _("督查督办员")
    REVIEW = "review", _("复查复核办理员")
    COMMITTEE = "committee", _("复查复核委员会委员")
    DIRECTOR = "director", _("复查复核委员会主任")
    HELPER = "helper", _("代办员")
    SYSADMIN = "sysadmin", _("系统管理员")
    SECADMIN = "secadmin", _("安全保密管理员")
    AUDITOR = "auditor", _("安全审计员")


ADMIN_POSTS: frozenset[str] = frozenset({"sysadmin", "secadmin", "auditor"})
"""GB/T 22239-2019 8.1.5: three administrators, three persons; they see no matter."""

RESTRICTED_POSTS: frozenset[str] = frozenset({"confidential"})
"""Posts that open reports and accusations (R22 30); a deputy gets one only where it is named."""


class OfficerManager(BaseUserManager["Officer"]):
    """Finds officers by sign-in name. Officers are made by `offices.services`, not here."""

    def get_by_natural_key(self, username: str | None) -> Officer:
        """The officer of a sign-in name, in any case of letters."""
        return self.get(login=(username or "").strip().lower())


class Officer(AbstractBaseUser):
    """A person who works in an office and signs in.

    Deliberately without Django's groups, permissions and superuser: what an officer may do
    follows from posts alone.
    """

    login = models.CharField(_("登录名"), max_length=60, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    phone = models.CharField(_("办公电话"), max_length=60, blank=True)
    active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("须修改密码"), default=True)
    password_changed_at = models.DateTimeField(_("最近修改密码"), null=True, blank=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = OfficerManager()

    class Meta:
        ordering = ["login"]
        verbose_name = _("工作人员")
        verbose_name_plural = _("工作人员")

    def __str__(self) -> str:
        return f"{self.name}（{self.login}）"

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django's sign-in asks under this name
        """Whether this officer may sign in."""
        return self.active


class Post(models.Model):
    """A post held by an officer in an office, from `since` to `until`, both days included."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="posts", verbose_name=_("工作人员"))
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("机关单位")
    )
    kind = models.CharField(_("岗位"), max_length=20, choices=PostKind.choices)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        ordering = ["officer_id", "office_id", "kind", "since"]
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "office", "kind"], condition=Q(until=None), name="offices_post_open_once"
            ),
            models.UniqueConstraint(
                fields=["officer"],
                condition=Q(until=None, office=None),
                name="offices_post_one_administration_each",
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=True, kind__in=sorted(ADMIN_POSTS))
                | (Q(office__isnull=False) & ~Q(kind__in=sorted(ADMIN_POSTS))),
                name="offices_post_admins_have_no_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.kind}@{self.office_id}"


class Deputy(models.Model):
    """Someone stands in for an absent officer: the posts named, from `since` to `until`, both included."""

    absent = models.ForeignKey(Officer, models.PROTECT, related_name="absences", verbose_name=_("缺勤人员"))
    stands_in = models.ForeignKey(
        Officer, models.PROTECT, related_name="standing_in", verbose_name=_("代行人员")
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="deputies", verbose_name=_("机关单位"))
    kinds = models.JSONField(_("代行岗位"), default=list)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"))
    reason = models.CharField(_("原因"), max_length=200)

    class Meta:
        ordering = ["-since", "id"]
        verbose_name = _("缺勤代行")
        verbose_name_plural = _("缺勤代行")
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("stands_in")), name="offices_deputy_is_another"),
        ]
