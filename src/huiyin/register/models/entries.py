"""What came in and from whom: files, entries, points, petitioners, and who may see a file."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.register.models.common import office_key
from huiyin.register.vault import SealedJSONField, WordsField


class File(models.Model):
    """卷: what acts hang on. `last_seq` is the number of its last act; the row is the lock of the file."""

    kind = models.CharField(_("种类"), max_length=16, default="matter")
    number = models.CharField(_("编号"), max_length=40, unique=True)
    restricted = models.BooleanField(_("限制知悉"), default=False)
    opened_on = models.DateField(_("立卷日期"))
    last_seq = models.PositiveIntegerField(default=0)
    place = models.CharField(_("适用地方规定"), max_length=20, default="national")

    class Meta:
        verbose_name = _("卷")
        verbose_name_plural = _("卷")

    def __str__(self) -> str:
        return self.number


class Matter(models.Model):
    """信访事项: what somebody wants dealt with. Columns below `title` are a projection of the acts."""

    file = models.OneToOneField(File, models.CASCADE, primary_key=True, related_name="matter")
    title = WordsField(_("标题"), blank=True)
    class1 = models.CharField(_("内容分类（一级）"), max_length=30, blank=True)
    class2 = models.CharField(_("内容分类（二级）"), max_length=30, blank=True)
    happened_in = models.CharField(_("问题属地"), max_length=60, blank=True)
    channel = models.CharField(_("首次来件形式"), max_length=16)
    received_on = models.DateField(_("首次收到日期"))
    received_by = office_key(_("首次收到的单位"))
    withheld = models.BooleanField(_("要求对办理单位保密姓名"), default=False)
    urgent = models.BooleanField(_("重大紧急"), default=False)
    judged = models.CharField(_("判重"), max_length=8, blank=True)
    linked = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="repeats")
    phase = models.CharField(_("状态"), max_length=12, default="open")
    concluded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    archived_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(_("最近办理日期"), null=True, blank=True)
    conflicts = models.PositiveSmallIntegerField(_("待处理的冲突"), default=0)

    class Meta:
        verbose_name = _("信访事项")
        verbose_name_plural = _("信访事项")
        indexes = [models.Index(fields=["phase", "received_on"])]

    def __str__(self) -> str:
        return self.file.number


class Entry(models.Model):
    """信访件: one thing that came in. Its words are sealed; its digest proves what was said."""

    file = models.ForeignKey(File, models.PROTECT, related_name="entries")
    number = models.CharField(_("登记编号"), max_length=40, unique=True)
    channel = models.CharField(_("形式"), max_length=16)
    source = models.CharField(_("来源"), max_length=12, default="ours")
    office = office_key(_("收到的单位"))
    posted_on = models.DateField(_("寄出日期"), null=True, blank=True)
    stamped_on = models.DateField(_("邮戳日期"), null=True, blank=True)
    received_on = models.DateField(_("收到日期"))
    received_at = models.TimeField(_("收到时间"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("录入时间"))
    heads = models.PositiveIntegerField(_("信访人数"), default=1)
    read_back = models.BooleanField(_("已向来访人宣读核对"), default=False)
    undeliverable = models.BooleanField(_("姓名（名称）、地址不清"), default=False)
    restricted = models.BooleanField(_("限制知悉"), default=False)
    words = SealedJSONField(_("来件内容"), default=dict)
    words_digest = models.CharField(max_length=64, blank=True)
    extract_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="extracts")
    key = models.CharField(_("防重复提交"), max_length=64, unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("信访件")
        verbose_name_plural = _("信访件")

    def __str__(self) -> str:
        return self.number


class OutsideNumber(models.Model):
    """The number under which another system knows the entry."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="outside_numbers")
    system = models.CharField(_("系统"), max_length=40)
    number = models.CharField(_("编号"), max_length=60, db_index=True)

    class Meta:
        verbose_name = _("外部编号")
        verbose_name_plural = _("外部编号")

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


class Point(models.Model):
    """诉求: one request of a matter. All but `request` and the class is a projection of the acts."""

    file = models.ForeignKey(File, models.CASCADE, related_name="points")
    no = models.PositiveSmallIntegerField()
    request = WordsField(_("诉求"), blank=True)
    purpose = models.CharField(_("信访目的"), max_length=12, default="claim")
    path = models.CharField(_("法定途径"), max_length=8, blank=True)
    step = models.CharField(_("步骤"), max_length=12, default="registered")
    proceeding = models.PositiveSmallIntegerField(default=1)
    complained = office_key(_("被反映单位"), null=True)
    outcome = models.CharField(_("结论"), max_length=24, blank=True)
    execution_due = models.DateField(null=True, blank=True)
    carried_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("诉求")
        verbose_name_plural = _("诉求")
        constraints = [models.UniqueConstraint(fields=["file", "no"], name="register_point_no")]
        ordering = ["file_id", "no"]

    def __str__(self) -> str:
        return f"{self.file_id}.{self.no}"


class PointOffice(models.Model):
    """Which office leads and which help on a point (主办、协办)."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="offices")
    office = office_key(_("单位"))
    role = models.CharField(_("主办或协办"), max_length=8)

    class Meta:
        verbose_name = _("承办单位")
        verbose_name_plural = _("承办单位")
        constraints = [models.UniqueConstraint(fields=["point", "office"], name="register_point_office")]

    def __str__(self) -> str:
        return f"{self.point_id} {self.office_id}"


class Petitioner(models.Model):
    """信访人: a person or organisation. Found by digests only; nothing lists matters by person."""

    DIGESTS = (
        "id_digest", "phone_digest", "name_place_digest", "pinyin_place_digest", "id_tail_digest",
        "phone_tail_digest", "surname_place_digest", "surname_only_digest",
    )  # fmt: skip
    """The keys of identity, as `intake.identity` makes them."""

    kind = models.CharField(_("类别"), max_length=12, default="person")
    person = SealedJSONField(_("姓名、号码、住址"), default=dict)
    id_digest = models.CharField(max_length=32, blank=True, db_index=True)
    phone_digest = models.CharField(max_length=32, blank=True, db_index=True)
    name_place_digest = models.CharField(max_length=32, blank=True, db_index=True)
    pinyin_place_digest = models.CharField(max_length=32, blank=True, db_index=True)
    id_tail_digest = models.CharField(max_length=32, blank=True, db_index=True)
    phone_tail_digest = models.CharField(max_length=32, blank=True, db_index=True)
    surname_place_digest = models.CharField(max_length=32, blank=True, db_index=True)
    surname_only_digest = models.CharField(max_length=32, blank=True, db_index=True)

    class Meta:
        verbose_name = _("信访人")
        verbose_name_plural = _("信访人")

    def __str__(self) -> str:
        return f"{self.pk}"


class Role(models.Model):
    """In which role a petitioner stands in a file; code, PIN and safe contact are this person's own."""

    file = models.ForeignKey(File, models.CASCADE, related_name="roles")
    no = models.PositiveSmallIntegerField()
    petitioner = models.ForeignKey(Petitioner, models.PROTECT, related_name="roles")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="roles", null=True, blank=True)
    role = models.CharField(_("身份"), max_length=16, default="self")
    principal = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="agents")
    mandate = models.BooleanField(_("登记时核对过书面委托或推选"), default=False)
    contact = SealedJSONField(_("安全联系方式"), default=dict)
    code = WordsField(_("查询码"), blank=True)
    code_digest = models.CharField(max_length=32, unique=True, null=True, blank=True)
    pin_hash = models.CharField(max_length=128, blank=True)
    electronic = models.BooleanField(_("同意电子送达"), default=False)

    class Meta:
        verbose_name = _("信访人身份")
        verbose_name_plural = _("信访人身份")
        constraints = [models.UniqueConstraint(fields=["file", "no"], name="register_role_no")]
        ordering = ["file_id", "no"]

    def __str__(self) -> str:
        return f"{self.file_id}.{self.no}"


class Sight(models.Model):
    """Which offices see a file, and why. Being above gives no sight. A projection of the acts."""

    file = models.ForeignKey(File, models.CASCADE, related_name="sights")
    office = office_key(_("单位"))
    why = models.CharField(_("缘由"), max_length=12)
    restricted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("知悉单位")
        verbose_name_plural = _("知悉单位")
        constraints = [models.UniqueConstraint(fields=["office", "file"], name="register_sight_office")]

    def __str__(self) -> str:
        return f"{self.office_id} {self.file_id}"


class Barred(models.Model):
    """An officer complained of in a restricted file: he never sees it, whatever post he holds (R22 30(3))."""

    file = models.ForeignKey(File, models.CASCADE, related_name="barred")
    officer = models.ForeignKey("offices.Officer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("被反映人员")
        verbose_name_plural = _("被反映人员")
        constraints = [models.UniqueConstraint(fields=["file", "officer"], name="register_barred_officer")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.file_id}"


class SightGrant(models.Model):
    """An officer named for one restricted file beside the officers named for restricted matters.

    It holds in the office in which it was given: whoever moves to another one that has the file is a stranger there.
    """

    file = models.ForeignKey(File, models.CASCADE, related_name="grants")
    office = office_key(_("单位"), null=True)
    officer = models.ForeignKey("offices.Officer", models.PROTECT, related_name="+")
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("指定知悉人")
        verbose_name_plural = _("指定知悉人")

    def __str__(self) -> str:
        return f"{self.officer_id} {self.file_id}"
