"""The work on an office: each piece with its form and the service that does it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huiyin.desk.admin import SYSADMIN, Values, Work
from huiyin.desk.gate import Seat
from huiyin.offices import selectors, services
from huiyin.offices.errors import Refused
from huiyin.offices.models import CommitteeRole, Level, Office, OfficeKind, RelationKind
from huiyin.register import succeeding
from huiyin.web.fields import Choice, FieldSpec

TEXTS = ("name", "short", "address", "phone", "reception_hours", "petition_unit", "petition_person", "quorum")
LISTS = ("remit", "units")
TICKS = ("may_issue_opinion", "own_name", "petition_path", "restricted", "agent_point")


def _label(field: str) -> str:
    return str(getattr(Office._meta.get_field(field), "verbose_name", field))


def _longest(field: str) -> int:
    return int(getattr(Office._meta.get_field(field), "max_length", 0) or 200)


def _choices(pairs: Any) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), str(label)) for value, label in pairs)


def all_offices(on: date) -> tuple[Choice, ...]:
    """Open offices, to be found by typing."""
    return tuple(Choice(o.code, o.name, o.short if o.short != o.name else "") for o in selectors.offices(on))


def on_field(today: date, label: str = "") -> FieldSpec:
    """From which day it holds."""
    return FieldSpec("on", "date", label or _("自哪天起"), required=True, value=today)


def row_field() -> FieldSpec:
    """Which row of a list."""
    return FieldSpec("row", "hidden", "", required=True)


def _particulars(one: Office | None) -> tuple[FieldSpec, ...]:
    """What may be changed of an office."""
    texts = tuple(
        FieldSpec(
            key, "text", _label(key), required=key == "name", max=_longest(key), value=getattr(one, key, "")
        )
        for key in TEXTS
    )
    lists = tuple(
        FieldSpec(
            key,
            "longtext",
            _label(key),
            _("一行一项。"),
            rows=4,
            max=2_000,
            value="\n".join(getattr(one, key, []) or []),
        )
        for key in LISTS
    )
    ticks = tuple(
        FieldSpec(
            key, "bool", _label(key), value=bool(getattr(one, key, key in ("own_name", "petition_path")))
        )
        for key in TICKS
    )
    return (*texts, *lists, *ticks)


def _typed(values: Values) -> dict[str, Any]:
    """The particulars as the service takes them."""
    found: dict[str, Any] = {key: str(values.get(key) or "").strip() for key in TEXTS}
    found |= {key: [s.strip() for s in str(values.get(key) or "").split("\n") if s.strip()] for key in LISTS}
    return found | {key: bool(values.get(key)) for key in TICKS}


def opening(seat: Seat) -> Work:
    """A new office."""
    specs = (
        FieldSpec("code", "text", _("代码"), _("小写字母、数字、下划线；以后不能改。"), True, max=40),
        FieldSpec("level", "choice", _("层级"), required=True, choices=_choices(Level.choices)),
        FieldSpec("kind", "choice", _("类别"), required=True, choices=_choices(OfficeKind.choices)),
        on_field(seat.today, _("设立日期")),
        FieldSpec("is_organ", "bool", _("属机关单位"), _("村（居）委会和内设机构不是机关。"), value=True),
        *_particulars(None),
    )

    def run(values: Values) -> str:
        fields = _typed(values)
        name = fields.pop("name")
        made = services.open_office(
            values["code"], name, values["level"], values["kind"], on=values["on"], at=seat.now, by=seat.actor,
            fields={**fields, "is_organ": bool(values.get("is_organ"))},
        )  # fmt: skip
        return _("已设立：%(name)s。") % {"name": made.name}

    return Work("open", SYSADMIN, _("设立单位"), specs, run, _("设立"))


def of_office(seat: Seat, one: Office) -> list[Work]:
    """Everything the system administrator can do with one office."""
    works = [_change(seat, one), _relate(seat, one), _end_relation(seat), _board(seat, one), _end_board(seat)]
    if one.kind == OfficeKind.COMMITTEE:
        works += [_seat(seat, one), _unseat(seat)]
    return [*works, _close(seat, one)]


def _change(seat: Seat, one: Office) -> Work:
    def run(values: Values) -> str:
        services.change_office(one.code, at=seat.now, by=seat.actor, fields=_typed(values))
        return _("已修改。")

    return Work("change", SYSADMIN, _("修改"), _particulars(one), run, _("保存修改"))


def _relate(seat: Seat, one: Office) -> Work:
    specs = (
        FieldSpec("upper", "office", _("上级或者相关单位"), required=True, choices=all_offices(seat.today)),
        FieldSpec("kind", "choice", _("关系"), required=True, choices=_choices(RelationKind.choices)),
        on_field(seat.today),
    )

    def run(values: Values) -> str:
        services.relate(
            one.code, values["upper"], values["kind"], on=values["on"], at=seat.now, by=seat.actor
        )
        return _("已建立关系。上下级关系不产生查看事项的权限。")

    return Work("relate", SYSADMIN, _("建立关系"), specs, run, _("建立关系"))


def _end_relation(seat: Seat) -> Work:
    def run(values: Values) -> str:
        services.end_relation(number(values["row"]), on=values["on"], at=seat.now, by=seat.actor)
        return _("关系已解除。")

    return Work("end_relation", SYSADMIN, _("解除"), (row_field(), on_field(seat.today)), run, row=True)


def _board(seat: Seat, one: Office) -> Work:
    specs = (
        FieldSpec("name", "text", _("落款名称"), required=True, max=120),
        FieldSpec("number_code", "text", _("发文机关代字"), _("一个代字只属于一块牌子。"), max=30),
        FieldSpec("seal_text", "text", _("印章文字"), _("不填就用落款名称。"), max=120),
        FieldSpec("default", "bool", _("以后默认以这个名义行文")),
        on_field(seat.today, _("启用日期")),
    )

    def run(values: Values) -> str:
        services.add_signboard(
            one.code, values["name"], str(values.get("number_code") or ""), str(values.get("seal_text") or ""),
            on=values["on"], at=seat.now, by=seat.actor, default=bool(values.get("default")),
        )  # fmt: skip
        return _("牌子已启用。")

    return Work("board", SYSADMIN, _("启用牌子"), specs, run, _("启用"))


def _end_board(seat: Seat) -> Work:
    def run(values: Values) -> str:
        services.end_signboard(number(values["row"]), on=values["on"], at=seat.now, by=seat.actor)
        return _("牌子已停用。")

    return Work("end_board", SYSADMIN, _("停用"), (row_field(), on_field(seat.today)), run, row=True)


def _seat(seat: Seat, one: Office) -> Work:
    specs = (
        FieldSpec(
            "member", "office", _("成员单位"), _("单位和工作人员填一个。"), choices=all_offices(seat.today)
        ),
        FieldSpec("login", "text", _("成员的登录名"), max=60),
        FieldSpec("role", "choice", _("职务"), required=True, choices=_choices(CommitteeRole.choices)),
        on_field(seat.today),
    )

    def run(values: Values) -> str:
        person = services.officer_of(values["login"]) if values.get("login") else None
        services.seat(
            one.code, values["role"], on=values["on"], at=seat.now, by=seat.actor, member_office=values.get("member"),
            officer=person,
        )  # fmt: skip
        return _("席位已设立。")

    return Work("seat", SYSADMIN, _("设立席位"), specs, run, _("设立席位"))


def _unseat(seat: Seat) -> Work:
    def run(values: Values) -> str:
        services.unseat(number(values["row"]), on=values["on"], at=seat.now, by=seat.actor)
        return _("席位已撤。")

    return Work("unseat", SYSADMIN, _("撤席"), (row_field(), on_field(seat.today)), run, row=True)


def _close(seat: Seat, one: Office) -> Work:
    specs = (
        FieldSpec("successor", "office", _("承继单位"), choices=all_offices(seat.today)),
        FieldSpec(
            "reason", "text", _("原因"), _("没有承继单位的必须写明（条例第二十四条第二款）。"), max=200
        ),
        on_field(seat.today, _("自哪天起撤销")),
    )

    def run(values: Values) -> str:
        if values.get("successor") == one.code:
            raise Refused(_("承继单位不能是本单位自己。"))
        services.close_office(
            one.code, on=values["on"], at=seat.now, by=seat.actor, successor=values.get("successor"),
            reason=str(values.get("reason") or ""), passes=succeeding.passing(seat.now),
        )  # fmt: skip
        return _(
            "单位已撤销，牌子、岗位、关系同时终止；在办的已移交承继单位（以后撤销的，到那天移交），期限不变。"
        )

    moving = succeeding.moving(one.code, seat.today)
    note = ""
    if moving.proceedings or moving.duties:
        note = _(
            "这个单位还有在办的，见上面“撤销时移交的”：逐件记录移交给承继单位，期限不变；没有承继单位的不能撤销。"
        )
    return Work("close", SYSADMIN, _("撤销单位"), specs, run, _("撤销这个单位"), note)


def number(text: Any) -> int:
    """A row number as a form sends it back."""
    if not str(text).isascii() or not str(text).isdigit() or len(str(text)) > 18:
        raise Refused(_("没有这一行。"))
    return int(text)
