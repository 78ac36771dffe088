"""The form by which an entry is registered: one for each way in, drawn as fields (导则 2.5.1, 网上办理规程 5).

Nothing is required but the day it came in and one request: an entry is never turned away for a missing
name, address or number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.desk import labels
from huiyin.intake import classes
from huiyin.offices import selectors
from huiyin.offices.models import Level, OfficeKind
from huiyin.register.messages import LANGUAGES
from huiyin.statute.law import Law
from huiyin.web.fields import Choice, FieldSpec
from huiyin.web.words import bilingual

CHANNELS: Mapping[str, str | Promise] = {
    "visit": gettext_lazy("来访"), "letter": gettext_lazy("来信"), "phone": gettext_lazy("来电"), "fax": gettext_lazy("传真"),
    "email": gettext_lazy("电子邮件"), "web_media": gettext_lazy("网络媒体"), "assigned": gettext_lazy("上级转来"),
    "hotline_12345": gettext_lazy("12345 热线"), "helper": gettext_lazy("代办员代办"),
}  # fmt: skip
"""Ways in that are registered at the desk; what comes by the public site registers itself."""

ROLES = ("self", "representative", "agent", "guardian", "relative", "helper", "scribe")
PURPOSES = ("claim", "suggestion", "accusation", "enquiry", "thanks", "unclear")
SCANS = "image/*,.pdf,.ofd,.heic,.tif,.tiff,.doc,.docx,.wps,.amr,.mp3,.mp4"
PEOPLE = {"visit": 5, "helper": 2}
MOST_PEOPLE, MORE_PEOPLE = 100, 5
POINTS, MOST_POINTS, MORE_POINTS = 2, 20, 3
OUTSIDE = 3
BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields under one heading; `folded` ones are opened when needed."""

    key: str
    title: str
    specs: tuple[FieldSpec, ...]
    note: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows for people and for requests the form shows."""

    people: int
    points: int


def size_for(channel: str) -> Size:
    """The rows a fresh form begins with."""
    return Size(PEOPLE.get(channel, 1), POINTS)


def sections(channel: str, size: Size, law: Law, today: date) -> tuple[Section, ...]:
    """Everything the form asks, except the people and the requests, which come in rows."""
    return (
        Section("arrival", str(CHANNELS[channel]), (*_arrival(channel, today), *_of_channel(channel, today))),
        Section("words", _("反映的内容"), _words(law, today)),
        Section("more", _("登记要素"), _more(law, today), _("有就填；信里写清楚的不用重抄。"), folded=True),
        Section("ways", _("联系和保密"), _ways(), _("问一问来人：怎样联系才安全。"), folded=True),
        Section("needs", _("语言和协助"), _needs(), folded=True),
    )


# ------------------------------------------------------------------ how it came in


def _arrival(channel: str, today: date) -> tuple[FieldSpec, ...]:
    day = FieldSpec(
        "received_on",
        "date",
        _("收到日期"),
        _("期限从这一天的次日起算。补录的填实际收到的日期。"),
        True,
        value=today,
        max=today,
    )
    clock = FieldSpec("received_at", "text", _("收到时间"), _("例如 9:40。"))
    late = FieldSpec("late_reason", "text", _("补录原因"), _("不是当天登记的，说明原因。"))
    return (day, clock, late) if channel in ("visit", "phone", "hotline_12345") else (day, late)


def _of_channel(channel: str, today: date) -> tuple[FieldSpec, ...]:
    """What only this way in has."""
    made = {
        "letter": _letter,
        "visit": _visit,
        "fax": _fax,
        "email": _email,
        "web_media": _media,
        "assigned": _assigned,
        "hotline_12345": _hotline,
    }
    return made[channel](today) if channel in made else ()


def _scan(key: str, label: str, note: str = "") -> FieldSpec:
    return FieldSpec(key, "files", label, note, accept=SCANS, private=True)


def _letter(today: date) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("posted_on", "date", _("寄出日期"), _("信上写的日期，没有就不填。"), max=today),
        FieldSpec("stamped_on", "date", _("邮戳日期"), max=today),
        _scan("envelope", _("信封扫描件")),
        _scan("pages", _("信件扫描件"), _("原件存卷。每页一张或者整份一个文件。")),
    )


def _visit(today: date) -> tuple[FieldSpec, ...]:
    return (_heads(_("来访人数")),)


def _heads(label: str) -> FieldSpec:
    return FieldSpec("heads", "number", label, _("比下面登记的人多时填写。"), min=1, max=99_999, unit=_("人"))


def _fax(today: date) -> tuple[FieldSpec, ...]:
    return (_scan("pages", _("传真件扫描")), _heads(_("信访人数")))


def _email(today: date) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("sent_from", "text", _("发件邮箱"), private=True),
        FieldSpec("posted_on", "date", _("发出日期"), max=today),
        _scan("pages", _("邮件和附件")),
    )


def _media(today: date) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("outlet", "text", _("网站或者平台")),
        FieldSpec("link", "longtext", _("网址"), max=500, rows=2),
        FieldSpec("posted_on", "date", _("发布日期"), max=today),
        _scan("pages", _("网页截图")),
    )


def _assigned(today: date) -> tuple[FieldSpec, ...]:
    came = tuple(
        Choice(c, str(labels.CHANNELS[c])) for c in labels.CHANNELS if c not in ("assigned", "helper")
    )
    return (
        FieldSpec("sent_by", "text", _("交办或者转来的机关"), required=True),
        FieldSpec("posted_on", "date", _("交办日期"), max=today),
        FieldSpec("came_as", "choice", _("原来的形式"), choices=came),
        FieldSpec("feedback_due", "date", _("要求反馈的日期"), _("没有要求反馈的不填。")),
        *_outside(),
        _heads(_("信访人数")),
        _scan("pages", _("交办件扫描")),
    )


def _outside() -> tuple[FieldSpec, ...]:
    """Numbers under which other systems know it."""
    found: list[FieldSpec] = []
    for n in range(1, OUTSIDE + 1):
        found.append(FieldSpec(f"o{n}-system", "text", _("对方系统 %(n)s") % {"n": n}, max=40))
        found.append(FieldSpec(f"o{n}-number", "text", _("对方编号 %(n)s") % {"n": n}, max=60))
    return tuple(found)


def _hotline(today: date) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("o1-number", "text", _("12345 工单编号"), required=True, max=60),
        FieldSpec("feedback_due", "date", _("工单要求反馈的日期")),
        _scan("pages", _("工单打印件")),
    )


# ------------------------------------------------------------------ what it says


def _words(law: Law, today: date) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(
            "text", "longtext", _("来信原文，或者来访、来电记录"),
            _("按来人的话记，不加评论；超过两万字的，全文作附件，这里写要点。"), max=20_000, rows=8, private=True,
        ),
        FieldSpec("town", "choice", _("问题属地"), choices=towns(today)),
        FieldSpec("place", "text", _("具体地点"), private=True),
        FieldSpec("complained", "text", _("反映的单位或者人员"), private=True),
        FieldSpec(
            "accused", "offices", _("检举控告的，被检举的是哪些单位（或者其人员在哪些单位）"),
            _("选了以后，这些单位和它们的下属单位都看不到本件。"), choices=offices(today), private=True,
        ),
        FieldSpec("class", "choice", _("内容分类"), choices=class_choices(law, today)),
        FieldSpec("urgent", "bool", _("重大、紧急（条例第二十五条），或者有人身危险")),
    )  # fmt: skip


def towns(on: date) -> tuple[Choice, ...]:
    """Towns and sub-districts of this place, by the names of their offices."""
    found = [
        o.label for o in selectors.offices(on) if o.level == Level.TOWN and o.kind == OfficeKind.GOVERNMENT
    ]
    return tuple(Choice(name, name) for name in (*found, _("其他地方")))


def offices(on: date) -> tuple[Choice, ...]:
    """Every open office, to be found by typing."""
    return tuple(Choice(o.code, o.name, o.short if o.short != o.name else "") for o in selectors.offices(on))


def class_choices(law: Law, on: date) -> tuple[Choice, ...]:
    """Both levels in one list; what is stored are the Chinese words of each."""
    found: list[Choice] = []
    for first in classes.on(law.book, on):
        found.append(Choice(first.title.zh, bilingual(first.title)))
        for second in first.second:
            words = f"{bilingual(first.title)}{BETWEEN}{bilingual(second.title)}"
            found.append(Choice(f"{first.title.zh}{BETWEEN}{second.title.zh}", words))
    return tuple(found)


def _elsewhere(law: Law, today: date) -> tuple[FieldSpec, ...]:
    """导则 2.4.2: whether court, arbitration, reconsideration or the like have it or had it, and under which number."""
    states = tuple(Choice(k, str(v)) for k, v in labels.ELSEWHERE.items())
    known = tuple(Choice(p.key, bilingual(p.title)) for p in law.book.procedures_on(today))
    return (
        FieldSpec("elsewhere", "choice", _("法院、仲裁、复议等是否正在办、办过"), choices=states),
        FieldSpec("elsewhere_in", "choice", _("哪一种程序"), choices=known),
        FieldSpec("elsewhere_number", "text", _("受理机关和案号"), max=120, private=True),
    )


def _more(law: Law, today: date) -> tuple[FieldSpec, ...]:
    def long(key: str, label: str) -> FieldSpec:
        return FieldSpec(key, "longtext", label, max=5_000, rows=3, private=True)

    return (
        FieldSpec("title", "text", _("标题"), _("不填就用第一项诉求。"), private=True),
        FieldSpec("sector", "text", _("所属系统")),
        long("cause", _("产生信访事项的原因")),
        long("circumstances", _("情况")),
        long("facts", _("事实")),
        long("reasons", _("理由")),
        long("suggestions", _("意见建议")),
        long("history", _("信访过程（以前向谁反映过、结果怎样）")),
        *_elsewhere(law, today),
        _scan("material", _("来人带来的材料")),
    )


def _ways() -> tuple[FieldSpec, ...]:
    tell = tuple(Choice(k, str(v)) for k, v in TELL.items())
    return (
        FieldSpec("withheld", "bool", _("要求保密：不向办理单位透露姓名和联系方式")),
        FieldSpec("undeliverable", "bool", _("姓名（名称）、地址不清，无法告知（条例第二十三条第二款）")),
        FieldSpec(
            "electronic", "bool", _("同意就本事项在网上接收文书"), _("第一位信访人本人同意；随时可以取消。")
        ),
        FieldSpec("safe_tell", "choice", _("怎样联系才安全"), choices=tell),
        FieldSpec("safe_other", "text", _("还可以告诉谁（姓名、电话）"), private=True),
        FieldSpec("safe_phone", "text", _("用哪个号码联系"), _("不填就用上面的电话。"), private=True),
        FieldSpec("safe_times", "text", _("什么时候方便"), _("例如 14:00-17:30，或者下午。"), private=True),
        FieldSpec(
            "safe_language", "choice", _("短信用什么语言"), choices=tuple(Choice(*pair) for pair in LANGUAGES)
        ),
        FieldSpec("safe_post", "text", _("信寄到哪里"), _("不填就寄到住址。"), private=True),
    )


TELL: Mapping[str, str | Promise] = {
    "self": gettext_lazy("可以联系本人"),
    "other": gettext_lazy("联系不到本人时，也可以告诉指定的人"),
    "none": gettext_lazy("不要主动联系，本人自己来查"),
}


def _needs() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("language", "text", _("使用的语言文字或者手语")),
        FieldSpec("interpreter", "text", _("翻译人员"), private=True),
        FieldSpec("accompanied_by", "text", _("陪同人员"), _("例如家属、监护人、志愿者。"), private=True),
    )


# ------------------------------------------------------------------ rows


@dataclass(frozen=True, slots=True)
class PersonRow:
    """The fields of one person: those asked of everybody, and those unfolded where they matter."""

    no: int
    main: tuple[FieldSpec, ...]
    more: tuple[FieldSpec, ...]

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """All of them."""
        return (*self.main, *self.more)

    @property
    def filled(self) -> bool:
        """Whether anything was typed here, or is wrong."""
        return any(s.errors or s.value for s in self.specs if s.key != "p1-kind")

    @property
    def unfolded(self) -> bool:
        """Whether anything was typed into the folded fields."""
        return any(s.errors or s.value for s in self.more if (s.key, s.value) != ("p1-kind", "person"))


def person_row(no: int, channel: str, many: int) -> PersonRow:
    """One person behind the entry. Every part may be empty."""
    roles = tuple(Choice(r, str(labels.ROLES[r])) for r in ROLES)
    others = tuple(Choice(str(n), _("第 %(n)s 位") % {"n": n}) for n in range(1, many + 1) if n != no)
    helping = channel == "helper" and no == 2
    first = FieldSpec("p1-kind", "choice", _("类别"), choices=_kinds(), value="person")
    main = (
        FieldSpec(f"p{no}-name", "text", _("姓名（名称）"), private=True),
        FieldSpec(f"p{no}-number", "text", _("证件号码"), private=True),
        FieldSpec(f"p{no}-phone", "text", _("电话"), private=True),
        FieldSpec(f"p{no}-address", "text", _("住址（居住地）"), private=True),
    )
    principal = FieldSpec(f"p{no}-for", "choice", _("代谁提出"), choices=others, value="1" if helping else "")
    more = (
        *((first,) if no == 1 else ()),
        FieldSpec(f"p{no}-borrowed", "bool", _("电话是借用的，不用来判重")),
        FieldSpec(f"p{no}-residence", "text", _("户籍地"), private=True),
        FieldSpec(f"p{no}-role", "choice", _("身份"), choices=roles, value="helper" if helping else ""),
        *((principal,) if others else ()),
        FieldSpec(f"p{no}-mandate", "bool", _("有书面委托或者推选")),
    )
    return PersonRow(no, main, more)


def _kinds() -> tuple[Choice, ...]:
    return (Choice("person", _("个人")), Choice("organisation", _("单位或者其他组织")))


def point_row(no: int) -> tuple[FieldSpec, ...]:
    """One request, and its purpose in the words of the law."""
    purposes = tuple(Choice(p, str(labels.PURPOSES[p])) for p in PURPOSES)
    return (
        FieldSpec(f"r{no}-text", "longtext", _("诉求 %(n)s") % {"n": no}, max=2_000, rows=2, private=True),
        FieldSpec(f"r{no}-purpose", "choice", _("信访目的"), choices=purposes),
    )


def every_spec(found: Iterable[Section], rows: Sequence[Sequence[FieldSpec]]) -> tuple[FieldSpec, ...]:
    """All fields of the form, in the order they stand on the page."""
    return (*(s for section in found for s in section.specs), *(s for row in rows for s in row))
