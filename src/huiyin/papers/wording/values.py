"""A paper's values as they are printed, and the turns of phrase that several papers share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.papers.blocks import Block, paragraphs
from huiyin.papers.citing import chinese, cite
from huiyin.papers.content import is_empty, is_needed
from huiyin.papers.kinds import Kind, Part

_YOU = {"one": "你", "many": "你们", "office": "你单位", "organisation": "你单位"}


def day_text(value: Any) -> str:
    """2026年3月16日: Arabic figures, no leading zero (GB/T 9704-2012)."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return f"{day.year}年{day.month}月{day.day}日"


def stop(text: str) -> str:
    """The text with a full stop at its end, unless it has one already."""
    text = text.rstrip()
    return text if not text or text[-1] in "。！？；：…”】" else text + "。"


def open_end(text: str) -> str:
    """The text without a full stop at its end, so that a sentence can go on."""
    return text.rstrip().rstrip("。；;.")


def joined(*pieces: str) -> str:
    """Sentences one after the other, each ended by a full stop."""
    return "".join(stop(piece) for piece in pieces if piece)


@dataclass(frozen=True, slots=True)
class Values:
    """What one paper has to say. In a draft a required value that is not there shows as 【待填：…】."""

    spec: Kind
    content: Mapping[str, Any]
    us: str
    draft: bool

    @property
    def you(self) -> str:
        """How the addressee is spoken to."""
        default = "one" if self.spec.to == "petitioner" else "office"
        return _YOU[self.content.get("addressed", default)]

    @property
    def points(self) -> list[Mapping[str, Any]]:
        """The points; in a draft without any, one that shows where they will stand."""
        points = list(self.content.get("points", []))
        return points or (
            [{"no": 1}] if self.draft and any(p.kind == "points" for p in self.spec.parts) else []
        )

    def raw(self, key: str) -> Any:
        """A value as it was given."""
        part = self.spec.part(key)
        return self.content.get("computed" if part.computed else "parts", {}).get(key)

    def spec_has(self, key: str) -> bool:
        """Whether this kind of paper knows such a value at all."""
        return any(part.key == key for part in self.spec.parts)

    def has(self, key: str) -> bool:
        """Whether there is anything to print for it (in a draft also the place where it will stand)."""
        return bool(self.text(key))

    def text(self, key: str) -> str:
        """A value as it is printed."""
        part = self.spec.part(key)
        return self._printed(part, self.raw(key), is_needed(part, self.content))

    def of(self, point: Mapping[str, Any], key: str) -> str:
        """A point's value as it is printed."""
        part = self.spec.part(key)
        needed = part.required == "per_point"
        if part.only:
            needed = all(point.get(name) in allowed for name, allowed in part.only.items())
        return self._printed(part, point.get(key), needed)

    def words(self, point: Mapping[str, Any]) -> str:
        """What a point asks for."""
        return "【待填：诉求】" if is_empty(point.get("words")) else str(point["words"]).strip()

    def rows(self, key: str) -> list[dict[str, str]]:
        """The rows of a value, every field there."""
        fields = self.spec.part(key).fields
        return [{name: str(row.get(name) or "").strip() for name in fields} for row in self.raw(key) or []]

    def law(self, key: str) -> str:
        """A computed provision in full words."""
        return cite(self.text(key))

    def cite(self, name: str) -> str:
        """A provision that the rulebook names for the wording of this kind."""
        return cite(self.spec.cites[name])

    def says(self, name: str) -> str:
        """A turn of phrase as the law in force on the paper's day has it."""
        return self.spec.says[name]

    def _printed(self, part: Part, value: Any, needed: bool) -> str:
        if is_empty(value):
            return f"【待填：{part.label.zh}】" if needed and self.draft else ""
        match part.form:
            case "date":
                return day_text(value)
            case "choice":
                return part.choices.get(str(value), str(value))
            case "flag":
                return {"yes": "是", "no": "否"}.get(str(value), str(value))
            case "list":
                return "、".join(str(item).strip() for item in value if not is_empty(item))
        return str(value).strip()


def came(v: Values) -> str:
    """How the matter came in: 你于2026年3月2日到…走访提出的信访事项."""
    begin = f"{v.you}于{v.text('entry_on')}"
    if v.raw("channel") == "visit" and v.has("channel_place"):
        return f"{begin}到{v.text('channel_place')}走访提出的信访事项"
    if v.raw("channel") == "assigned":
        return f"{begin}提出、由上级机关转来的信访事项"
    return f"{begin}通过{v.text('channel')}提出的信访事项"


def sent(v: Values) -> str:
    """By whom it was sent here: 由柏川县信访局交办（柏信交〔2026〕3号），; empty where it came directly."""
    if not v.has("sender"):
        return ""
    number = f"（{v.text('sent_number')}）" if v.spec_has("sent_number") and v.has("sent_number") else ""
    return f"由{v.text('sender')}{v.text('sent_how') or '转来'}{number}，"


def numbered(texts: Iterable[str]) -> list[Block]:
    """Paragraphs （一）… （二）…; a single one without a number."""
    items = list(texts)
    if len(items) == 1:
        return paragraphs(items[0])
    return [
        block
        for at, text in enumerate(items, 1)
        for block in paragraphs(f"（{chinese(at)}）{text}")
    ]  # fmt: skip


def point_list(v: Values) -> list[Block]:
    """The requests, one a line."""
    return numbered(stop(v.words(point)) for point in v.points)


def titled(lead: str, text: str) -> list[Block]:
    """A paragraph with bold words before it; nothing where there is no text."""
    return paragraphs(stop(text), f"{lead}：") if text else []


def counting(v: Values) -> list[Block]:
    """Why this date: the count, step by step."""
    return titled("期限怎样算", "".join(v.raw("counting") or ()))


def matter(v: Values) -> str:
    """What it is about, for a sentence that says already that it was raised: 反映排水沟未接通等事项 without 反映."""
    return v.text("subject").removeprefix("反映")


def provisional(v: Values) -> list[Block]:
    """A day in a year whose holiday notice is not out says so wherever it is shown."""
    if not (v.spec_has("provisional_year") and v.has("provisional_year")):
        return []
    year = v.text("provisional_year")
    return paragraphs(
        f"{year}年的放假安排还没有公布，上面{year}年的日期暂按周末推算；公布后有变动的，另行告知。", "说明："
    )


def contact(v: Values) -> list[Block]:
    """Whom to ask and where to look up."""
    said = f"承办人：{v.text('contact')}，电话：{v.text('phone')}。"
    if v.spec_has("query_code") and v.has("query_code"):
        where = v.text("query_where") if v.spec_has("query_where") else ""
        code = v.text("query_code")
        said += f"查询码：{code}" + (("，" if code[:1].isdigit() else "；") + where if where else "")
        said = stop(said)
    return paragraphs(said, "联系和查询：")


def materials(v: Values, word: str) -> list[Block]:
    """What a request for review or re-review needs, where the place has the opinion name it (上海市信访条例 38, 39)."""
    if not any(part.key == "review_materials" for part in v.spec.parts):
        return []
    return paragraphs(stop(v.text("review_materials")), f"申请{word}需要的材料：")
