"""The logs of this room: append-only, kept by triggers that the register installs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.offices.models.people import Officer
from huiyin.offices.models.structure import Office

APPEND_ONLY: tuple[str, ...] = (
    "offices_signin",
    "offices_postchange",
    "offices_handover",
    "offices_officechange",
    "offices_keyuse",
)
"""Tables whose rows are never changed or removed; the register's triggers read this list."""


class Logged(models.Model):
    """Who did it and when: a person or a named machine, never nobody."""

    at = models.DateTimeField(_("时间"))
    by_kind = models.CharField(_("操作者类别"), max_length=12)
    by_ref = models.CharField(_("操作者"), max_length=80)
    by_name = models.CharField(_("操作者姓名"), max_length=80, blank=True)

    class Meta:
        abstract = True


class OfficeChange(Logged):
    """An office was opened, changed, closed or related."""

    class What(models.TextChoices):
        """What happened to the office."""

        OPENED = "opened", _("设立")
        CHANGED = "changed", _("变更")
        CLOSED = "closed", _("撤销")
        RELATED = "related", _("建立关系")
        UNRELATED = "unrelated", _("解除关系")
        SIGNBOARD = "signboard", _("启用牌子")
        SEAT = "seat", _("委员会成员")

    office = models.ForeignKey(Office, models.PROTECT, related_name="changes", verbose_name=_("机关单位"))
    what = models.CharField(_("事项"), max_length=12, choices=What.choices)
    detail = models.JSONField(_("内容"), default=dict)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("单位变更记录")
        verbose_name_plural = _("单位变更记录")


class PostChange(Logged):
    """An account or a post was given, changed or ended."""

    class What(models.TextChoices):
        """What happened to the officer."""

        OFFICER = "officer", _("建立账号")
        ENABLED = "enabled", _("启用账号")
        DISABLED = "disabled", _("停用账号")
        PASSWORD = "password", _("重设密码")
        UNLOCKED = "unlocked", _("解除锁定")
        GIVEN = "given", _("授予岗位")
        ENDED = "ended", _("解除岗位")
        DEPUTY = "deputy", _("指定代行")
        DEPUTY_ENDED = "deputy_ended", _("结束代行")

    officer = models.ForeignKey(
        Officer, models.PROTECT, related_name="post_changes", verbose_name=_("工作人员")
    )
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="post_changes", verbose_name=_("机关单位")
    )
    kind = models.CharField(_("岗位"), max_length=20, blank=True)
    what = models.CharField(_("事项"), max_length=16, choices=What.choices)
    on = models.DateField(_("生效日期"))
    detail = models.JSONField(_("内容"), default=dict)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("岗位变更记录")
        verbose_name_plural = _("岗位变更记录")


class HandOver(Logged):
    """An officer left; what was open in that office went to another officer."""

    officer_from = models.ForeignKey(
        Officer, models.PROTECT, related_name="handed_over", verbose_name=_("移交人")
    )
    officer_to = models.ForeignKey(
        Officer, models.PROTECT, related_name="taken_over", verbose_name=_("接收人")
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="hand_overs", verbose_name=_("机关单位"))
    on = models.DateField(_("移交日期"))
    what = models.JSONField(_("移交内容"), default=dict, help_text=_("件数与清单摘要"))

    class Meta:
        ordering = ["-id"]
        verbose_name = _("工作移交记录")
        verbose_name_plural = _("工作移交记录")


class SignIn(models.Model):
    """One try to sign in, a lock, a sign-out or a change of one's password (GB/T 22239-2019 8.1.4.3)."""

    class What(models.TextChoices):
        """What happened at the door."""

        SUCCESS = "success", _("登录成功")
        FAILURE = "failure", _("登录失败")
        LOCKED = "locked", _("锁定")
        SIGNED_OUT = "signed_out", _("退出")
        PASSWORD = "password", _("修改密码")

    # Empty where nobody has this name: people type passwords into the wrong field.
    login = models.CharField(_("登录名"), max_length=60, blank=True)
    login_digest = models.CharField(_("登录名摘要"), max_length=64, db_index=True)
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, related_name="sign_ins", verbose_name=_("工作人员")
    )
    at = models.DateTimeField(_("时间"), db_index=True)
    what = models.CharField(_("事项"), max_length=12, choices=What.choices)
    success = models.BooleanField(_("成功"))
    address = models.CharField(_("来源地址"), max_length=60, blank=True, help_text=_("只留网段"))
    address_digest = models.CharField(_("来源地址摘要"), max_length=64, blank=True)
    reason = models.CharField(_("原因"), max_length=80, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("登录记录")
        verbose_name_plural = _("登录记录")
