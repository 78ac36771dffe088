"""Forms drawn from a list of fields: what the rulebook's rows become on a page, and what comes back typed.

Parsing only: whether an act is open, or a value lawful, is said by the one way in below. A value that
cannot be read is kept as it was typed, beside words that say what is expected.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from huiyin.web.words import bilingual

Data = MultiValueDict[str, Any]

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_DAY = re.compile(r"^\s*(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?\s*$")
_BARE_DAY = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})\s*$")
_MINUTE = re.compile(r"^(?P<day>.+?)[T\s]+(?P<h>\d{1,2})[:：时](?P<m>\d{1,2})分?(:\d{2})?$")

_UNSEEN = frozenset({"Cc", "Cs"})
TEXT_MAX = 200
LONGTEXT_MAX = 20_000
RADIO_MAX = 5  # more choices than this become a list to pick from
GROUPS = ("points", "choices")  # kinds that are several boxes under one question
PER_POINT = ("per_point", "per_point_date", "per_point_choice")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: an outcome, an office, a point of the matter."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form.

    Kinds: text longtext date datetime choice choices office offices officer days number points per_point
    per_point_date per_point_choice file files bool hidden. Any other kind is a choice where `choices` are
    given and a line of text where not. `points` are the points a per-point or points field runs over.
    """

    key: str
    kind: str
    label: str
    help: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    points: tuple[Choice, ...] = ()
    value: Any = None
    errors: tuple[str, ...] = ()
    min: Any = None
    max: Any = None
    unit: str = ""
    accept: str = ""
    rows: int = 5
    private: bool = False  # never kept in the browser: names, numbers, restricted words
    point_errors: Mapping[str, str] = field(default_factory=dict)
    doubt: str = ""  # why what stands in it is to be checked, though nothing is wrong


@dataclass(frozen=True, slots=True)
class Bound:
    """What came back: typed values, and the fields as they are to be shown again."""

    values: dict[str, Any]
    specs: tuple[FieldSpec, ...]

    @property
    def ok(self) -> bool:
        """Whether every field could be read."""
        return not any(spec.errors or spec.point_errors for spec in self.specs)


class Unreadable(ValueError):
    """A typed value that cannot be read; the message says what is expected."""


def spec_from(
    row: Mapping[str, Any],
    *,
    choices: Iterable[Choice] = (),
    points: Iterable[Choice] = (),
    value: Any = None,
    **more: Any,
) -> FieldSpec:
    """A field from a rulebook row `{key, kind, zh, en, required, choices}`; choices given here win."""
    given = tuple(choices) or tuple(Choice(str(c), str(c)) for c in row.get("choices", ()))
    return FieldSpec(
        key=str(row["key"]),
        kind=str(row["kind"]),
        label=bilingual(row),
        required=row.get("required") in ("yes", True),
        choices=given,
        points=tuple(points),
        value=value,
        **more,
    )


def parse_day(text: str) -> date:
    """A day as people write it: 2026-11-20, 2026/11/20, 2026.11.20, 2026年11月20日, 20261120."""
    found = _DAY.match(text) or _BARE_DAY.match(text)
    if found is None:
        raise Unreadable(_("“%(typed)s”不是日期。请写成 2026-11-20 这样。") % {"typed": text})
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise Unreadable(_("没有“%(typed)s”这一天，请核对年月日。") % {"typed": text}) from None


def parse_minute(text: str) -> datetime:
    """A minute in Shanghai: 2026-11-20 9:05, 2026-11-20T09:05, 2026年11月20日 9时5分."""
    found = _MINUTE.match(text.strip())
    if found is None:
        raise Unreadable(_("“%(typed)s”不是时间。请写成 2026-11-20 9:05 这样。") % {"typed": text})
    day, hour, minute = parse_day(found["day"]), int(found["h"]), int(found["m"])
    if hour > 23 or minute > 59:
        raise Unreadable(_("没有“%(typed)s”这个时刻，请核对。") % {"typed": text})
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=_SHANGHAI)


def _text(spec: FieldSpec, text: str) -> str:
    limit = spec.max or (LONGTEXT_MAX if spec.kind in ("longtext", "per_point") else TEXT_MAX)
    if len(text) > limit:
        raise Unreadable(
            _("最多 %(max)s 字，现在是 %(now)s 字。内容都保留着，请删减后再提交。")
            % {"max": limit, "now": len(text)}
        )
    return text


def _number(spec: FieldSpec, text: str) -> int:
    bare = text.strip()
    if not (bare.isascii() and bare.lstrip("-").isdigit() and len(bare) < 10):
        raise Unreadable(_("“%(typed)s”不是整数。请只写数字。") % {"typed": text})
    number = int(bare)
    low = 1 if spec.min is None and spec.kind == "days" else spec.min
    if low is not None and number < low:
        raise Unreadable(_("不能小于 %(min)s。") % {"min": low})
    if spec.max is not None and number > spec.max:
        raise Unreadable(_("不能大于 %(max)s。") % {"max": spec.max})
    return number


def _within(spec: FieldSpec, day: date) -> date:
    if spec.min is not None and day < spec.min:
        raise Unreadable(_("不能早于 %(min)s。") % {"min": spec.min.isoformat()})
    if spec.max is not None and day > spec.max:
        raise Unreadable(_("不能晚于 %(max)s。") % {"max": spec.max.isoformat()})
    return day


def _pick(spec: FieldSpec, text: str) -> str:
    """The value of a choice, from its value or from the words shown for it, the long or the short ones."""
    wanted = text.strip()
    for choice in spec.choices:
        if wanted == choice.value:
            return choice.value
    for named in (
        [choice.value for choice in spec.choices if choice.label == wanted],
        [choice.value for choice in spec.choices if choice.hint == wanted],
    ):
        if len(named) == 1:
            return named[0]
    if not spec.choices and spec.kind not in ("office", "offices", "officer", "choice", "choices", "points"):
        return _text(spec, wanted)
    near = [choice.label for choice in spec.choices if wanted and wanted in f"{choice.label} {choice.hint}"][
        :NEAR
    ]
    if near:
        raise Unreadable(
            _("没有“%(typed)s”这一项。是不是：%(near)s？") % {"typed": text, "near": "、".join(near)}
        )
    raise Unreadable(_("没有“%(typed)s”这一项，请从列表中选择。") % {"typed": text})


NEAR = 5
"""How many choices that hold what was typed are named."""


def _readers() -> dict[str, Callable[[FieldSpec, str], Any]]:
    return {
        "text": _text,
        "longtext": _text,
        "per_point": _text,
        "hidden": lambda _spec, text: text,
        "date": lambda spec, text: _within(spec, parse_day(text)),
        "per_point_date": lambda spec, text: _within(spec, parse_day(text)),
        "datetime": lambda _spec, text: parse_minute(text),
        "days": _number,
        "number": _number,
    }


_READ = _readers()


def _one(spec: FieldSpec, typed: str) -> Any:
    return _READ.get(spec.kind, _pick)(spec, typed)


def _missing(spec: FieldSpec) -> str:
    if spec.kind in ("file", "files"):
        return _("请选择文件：%(label)s") % {"label": spec.label}
    if spec.choices or spec.kind in ("points", "bool", "date", "datetime"):
        return _("请选择：%(label)s") % {"label": spec.label}
    return _("请填写：%(label)s") % {"label": spec.label}


def _several(spec: FieldSpec, typed: list[str]) -> tuple[list[str], tuple[str, ...]]:
    among = replace(spec, choices=spec.points) if spec.kind == "points" and not spec.choices else spec
    values: list[str] = []
    errors: list[str] = []
    for text in typed:
        try:
            values.append(_pick(among, text))
        except Unreadable as why:
            errors.append(str(why))
    return list(dict.fromkeys(values)), tuple(errors)


def _per_point(spec: FieldSpec, data: Data) -> tuple[FieldSpec, dict[str, Any]]:
    """One value for each point, from `key-<point>`; an empty required one is an error at that point."""
    typed: dict[str, str] = {}
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for point in spec.points:
        text = _clean(data.get(f"{spec.key}-{point.value}", ""))
        typed[point.value] = text
        if not text:
            if spec.required:
                errors[point.value] = _("这项诉求还没有填写。")
            continue
        try:
            values[point.value] = _one(spec, text)
        except Unreadable as why:
            errors[point.value] = str(why)
    return replace(spec, value=typed, point_errors=errors), values


def _clean(text: object) -> str:
    """Line ends alike, and nothing that can be neither seen nor printed: control characters come with pasted text."""
    plain = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in _UNSEEN).strip()


def _bind_one(spec: FieldSpec, data: Data, files: Data) -> tuple[FieldSpec, Any]:
    if spec.kind in PER_POINT:
        return _per_point(spec, data)
    if spec.kind in ("file", "files"):
        found = files.getlist(spec.key)
        errors: tuple[str, ...] = (_missing(spec),) if spec.required and not found else ()
        return replace(spec, value=None, errors=errors), found if spec.kind == "files" else next(
            iter(found), None
        )
    if spec.kind == "bool":
        ticked = data.get(spec.key, "") not in ("", "0", "false", "off")
        errors = (_missing(spec),) if spec.required and not ticked else ()
        return replace(spec, value=ticked, errors=errors), ticked
    if spec.kind in ("points", "choices", "offices"):
        typed = [text for text in (_clean(value) for value in data.getlist(spec.key)) if text]
        chosen, wrong = _several(spec, typed)
        errors = wrong or ((_missing(spec),) if spec.required and not chosen else ())
        return replace(spec, value=typed, errors=errors), chosen
    text = _clean(data.get(spec.key, ""))
    if not text:
        return replace(spec, value="", errors=(_missing(spec),) if spec.required else ()), None
    try:
        return replace(spec, value=text, errors=()), _one(spec, text)
    except Unreadable as why:
        return replace(spec, value=text, errors=(str(why),)), None


def bind(specs: Iterable[FieldSpec], data: Data, files: Data | None = None) -> Bound:
    """Read a submitted form: typed values by key, and the fields with what was typed and what is wrong."""
    values: dict[str, Any] = {}
    shown: list[FieldSpec] = []
    for spec in specs:
        again, value = _bind_one(spec, data, files if files is not None else MultiValueDict())
        shown.append(again)
        values[spec.key] = value
    return Bound(values, tuple(shown))


def with_errors(
    specs: Iterable[FieldSpec], errors: Mapping[str, str | Iterable[str]]
) -> tuple[FieldSpec, ...]:
    """The same fields with a refusal's words put beside the fields it names."""

    def words(key: str) -> tuple[str, ...]:
        found = errors.get(key, ())
        return (found,) if isinstance(found, str) else tuple(found)

    return tuple(replace(spec, errors=spec.errors + words(spec.key)) for spec in specs)
