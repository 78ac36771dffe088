"""What a paper says, before it has a shape: the content, and what is still missing in it.

A content is plain JSON, so that it can be kept encrypted and compared by digest:

    {
      "title":      "…",              # optional; else the kind's own title
      "addressee":  "张某",           # as printed before the colon: 张某; 李某等5名代表; 梁口镇人民政府
      "addressed":  "one",            # one (你), many (你们), office (你单位), organisation (你单位);
                                      # left out: one for petitioners, office for offices
      "points": [                     # the requests (诉求), in their order
        {"no": 1, "words": "接通排水沟", "outcome": "support", "opinion": "…", "to_office": "…"}
      ],                              # beside no and words: the kind's parts that are per point
      "parts":    {"reason": "…"},    # every other part that people write
      "computed": {"due_on": "2026-05-15"},   # what the system writes
      "attachments": ["来访登记表1份"],
      "copies":      ["柏川县信访局"]          # 抄送
    }

Keys of points, parts and computed are those of papers.yaml; any other key is a mistake and refused, so that
nothing that was written is silently left out of the paper. Values by the part's form:

    text, office      a text; a new line begins a new paragraph
    date              "2026-05-15"
    days, number      an integer
    choice            one of the part's choices
    flag              "yes" or "no"
    list              a list of texts
    rows              a list of mappings with the part's fields, each a text

Empty (None, "", only blanks, an empty list) means: not given. `missing` says what is required and not given,
or given in a form that cannot be printed; a paper with anything missing can be rendered as a draft only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypedDict

from huiyin.papers.kinds import Kind, Part, kind
from huiyin.statute.loader import Rulebook

ADDRESSED = ("one", "many", "office", "organisation")
POINT_KEYS = ("no", "words")


class PaperContent(TypedDict, total=False):
    """The content of one paper; see the top of this module."""

    title: str
    addressee: str
    addressed: str
    points: list[dict[str, Any]]
    parts: dict[str, Any]
    computed: dict[str, Any]
    attachments: list[str]
    copies: list[str]


class Missing(NamedTuple):
    """One thing that keeps a paper from being issued."""

    part: str
    point: int | None
    zh: str
    en: str


class ContentError(ValueError):
    """A content that does not fit its kind of paper: a mistake in the program, not in what people wrote."""


def is_empty(value: Any) -> bool:
    """Whether nothing was given: white space of any width counts as nothing."""
    if isinstance(value, str):
        return not value.strip("\u3000\ufeff\u200b \t\r\n\v\f\u00a0\u2028\u2029")
    if isinstance(value, (list, tuple)):
        return all(is_empty(item) for item in value)
    if isinstance(value, Mapping):
        return all(is_empty(item) for item in value.values())
    return value is None


def missing(key: str, content: Mapping[str, Any], book: Rulebook | None = None) -> list[Missing]:
    """What is required in this kind of paper and not given, in the order of its parts."""
    spec = kind(key, book)
    check_shape(spec, content)
    found = []
    if is_empty(content.get("addressee")) and spec.to != "internal":
        found.append(Missing("addressee", None, "没有写给谁（主送）", "The addressee is missing"))
    for part in spec.parts:
        if part.kind == "points":
            found += _missing_points(part, content)
        elif part.per_point:
            found += _missing_per_point(part, content)
        else:
            where = "computed" if part.computed else "parts"
            value = content.get(where, {}).get(part.key)
            found += _judge(part, value, None, needed=is_needed(part, content))
    return found


def is_needed(part: Part, content: Mapping[str, Any]) -> bool:
    """Whether a part of the paper as a whole has to be filled in, seeing what the system writes beside it."""
    beside = part.along and not is_empty(content.get("computed", {}).get(part.along))
    return part.required == "yes" or bool(beside)


def _missing_points(part: Part, content: Mapping[str, Any]) -> Iterator[Missing]:
    points = content.get("points", [])
    if not points and part.required == "yes":
        label = part.label
        yield Missing(
            part.key, None, f"一项“{label.zh}”都没有列出", f"“{label.en}”: not a single one is listed"
        )
    for at, point in enumerate(points, 1):
        if is_empty(point.get("words")):
            no = int(point.get("no", at))
            yield Missing(part.key, no, f"第{no}项：诉求没有写出", f"Point {no}: the request is empty")


def _missing_per_point(part: Part, content: Mapping[str, Any]) -> Iterator[Missing]:
    for at, point in enumerate(content.get("points", []), 1):
        needed = part.required == "per_point"
        if part.only:
            needed = all(point.get(key) in allowed for key, allowed in part.only.items())
        yield from _judge(part, point.get(part.key), int(point.get("no", at)), needed=needed)


def _judge(part: Part, value: Any, point: int | None, *, needed: bool) -> Iterator[Missing]:
    """Empty where needed, or given in a form that cannot be printed."""
    zh, en = f"“{part.label.zh}”", f"“{part.label.en}”"
    if point is not None:
        zh, en = f"第{point}项：{zh}", f"Point {point}: {en}"
    if is_empty(value):
        if needed and part.computed:
            yield Missing(
                part.key, point, f"{zh}由系统写入，现在没有：请系统管理员核对单位和岗位的设置",
                f"{en} is written by the system, which has none: ask its administrator to look at offices and posts",
            )  # fmt: skip
        elif needed:
            yield Missing(part.key, point, f"{zh}没有填写", f"{en} is empty")
    elif (reason := _unfit(part, value)) is not None:
        yield Missing(part.key, point, zh + reason[0], f"{en} {reason[1]}")


def _unfit(part: Part, value: Any) -> tuple[str, str] | None:
    """Why a value cannot be printed as what its part is, in Chinese and English."""
    match part.form:
        case "date":
            try:
                date.fromisoformat(str(value))
            except ValueError:
                return "不是日期（应写成2026-05-15）", "is not a date (2026-05-15)"
        case "days" | "number":
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                return "应为整数", "must be a whole number"
        case "choice":
            if value not in part.choices:
                known = "、".join(part.choices.values()), ", ".join(part.choices)
                return f"须从“{known[0]}”中选", f"must be one of {known[1]}"
        case "flag":
            if value not in ("yes", "no"):
                return "应为是或者否", "must be yes or no"
    return None


def check_shape(spec: Kind, content: Mapping[str, Any]) -> None:
    """Refuse keys that the kind does not know and values of the wrong type."""
    _known("content", content, PaperContent.__annotations__)
    if content.get("addressed", "one") not in ADDRESSED:
        raise ContentError(f"addressed is {content['addressed']!r}: it must be one of {', '.join(ADDRESSED)}")
    whole = [p for p in spec.parts if not p.per_point]
    _known("parts", content.get("parts", {}), [p.key for p in whole if not p.computed])
    _known("computed", content.get("computed", {}), [p.key for p in whole if p.computed])
    allowed = (*POINT_KEYS, *(p.key for p in spec.parts if p.per_point))
    for point in content.get("points", []):
        _known("a point", point, allowed)
    by_key = {p.key: p for p in spec.parts}
    given = [content.get("parts", {}), content.get("computed", {}), *content.get("points", [])]
    for key, value in ((key, value) for table in given for key, value in table.items()):
        _check_type(spec, by_key.get(key), key, value)


def _known(what: str, given: Any, allowed: Any) -> None:
    if not isinstance(given, Mapping):
        raise ContentError(f"{what} must be a mapping")
    if unknown := [key for key in given if key not in allowed]:
        raise ContentError(f"{what}: unknown {', '.join(map(repr, unknown))}")


def _check_type(spec: Kind, part: Part | None, key: str, value: Any) -> None:
    if value is None or part is None:
        return
    if part.form == "list":
        right = isinstance(value, list) and all(isinstance(item, str) for item in value)
    elif part.form == "rows":
        right = isinstance(value, list) and all(
            isinstance(row, Mapping) and row.keys() <= set(part.fields) for row in value
        )
    else:
        right = isinstance(value, (str, int, date)) and not isinstance(value, bool)
    if not right:
        raise ContentError(f"{spec.key}: {key!r} cannot be {value!r}")
