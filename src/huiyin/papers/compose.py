"""From a content to a document: checked against the fonts, put into words, nothing left to the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from huiyin.papers.blocks import Document, Layout
from huiyin.papers.content import Missing, is_empty, missing
from huiyin.papers.glyphs import Checked, check_all
from huiyin.papers.kinds import Kind, kind
from huiyin.papers.wording import BODIES
from huiyin.papers.wording.values import Values, day_text, provisional
from huiyin.statute.loader import Rulebook

_WITHOUT_HEAD = (
    "service_receipt", "opinion_draft_sheet", "extension_approval_sheet", "review_application",
    "review_investigation_record", "committee_minutes", "hearing_record",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """As whom a paper is issued: one of the signboards of an office."""

    name: str
    """The issuer's mark in red, and the name under the text."""
    seal_text: str = ""
    """Round the rim of the drawn demonstration seal; empty: no seal is drawn, room is left for a real one."""
    self_ref: str = "我单位"
    """What the office calls itself in a sentence: 我局, 我单位, 我机关."""


_OURSELVES = {
    "局": "我局",
    "委": "我委",
    "委员会": "我委",
    "办公室": "我办",
    "县人民政府": "本机关",
    "市人民政府": "本机关",
}


def self_ref(name: str) -> str:
    """What an office of this name calls itself in a sentence."""
    return next((said for end, said in _OURSELVES.items() if name.endswith(end)), "我单位")


class Incomplete(ValueError):
    """A paper cannot be issued, because required parts are missing; `missing` lists them."""

    def __init__(self, found: list[Missing]) -> None:
        super().__init__("；".join(item.zh for item in found))
        self.missing = found


def compose(
    key: str,
    content: Mapping[str, Any],
    *,
    head: Head,
    number: str | None,
    on: date,
    draft: bool,
    extra_fonts: Path | None = None,
    book: Rulebook | None = None,
) -> Document:
    """The document of a content. A draft has neither number nor seal nor date; anything else is complete."""
    spec = kind(key, book, on)
    found = missing(key, content, book)
    if not draft:
        if found:
            raise Incomplete(found)
        if is_empty(number) and spec.to != "internal":
            raise ValueError(f"{key} cannot be issued without a number")
    said = {"content": content, "name": head.name, "us": head.self_ref, "number": number}
    checked = check_all({**said, "seal": head.seal_text}, extra_fonts)
    return _document(spec, checked, on, draft)


def _document(spec: Kind, checked: Checked, on: date, draft: bool) -> Document:
    said: Mapping[str, Any] = checked.value
    content: Mapping[str, Any] = said["content"]
    values = Values(spec, content, said["us"], draft)
    body = BODIES[spec.key](values)
    addressee = content.get("addressee", "").strip() or ("【待填：主送】" if draft else "")
    own_title = content.get("title", "").strip()
    return Document(
        kind=spec.key,
        layout=layout(spec),
        mark=said["name"],
        title=own_title or body.title or _title(spec, said["name"]),
        number="" if draft else (said["number"] or ""),
        addressee=f"{addressee.rstrip('：:')}：" if body.salutation else "",
        blocks=(*body.blocks, *provisional(values)),
        attachments=tuple(_texts(content.get("attachments"))),
        copies=_copies(content),
        signer=said["name"] if body.signature else "",
        signed_on=f"{on.year}年　月　日" if draft else day_text(on),
        seal=said["seal"].strip() if body.signature and not draft else "",
        draft=draft,
        signed_by=_signer(content) if spec.format == "report" else "",
        qr=body.qr,
        notes=tuple(checked.notes),
    )


def layout(spec: Kind) -> Layout:
    """信函格式 for letters, the general format for reports and requests to those above, tables for slips and forms."""
    return {"letter": "letter", "report": "official"}.get(spec.format, "form")  # type: ignore[return-value]


def _signer(content: Mapping[str, Any]) -> str:
    """Who signed it; a draft has room for the name."""
    return str(content.get("computed", {}).get("signer_name") or "").strip() or "　　　"


def _title(spec: Kind, issuer: str) -> str:
    """Inner sheets carry their office in the title, because they have no head."""
    return f"{issuer}{spec.title.zh}" if spec.key in _WITHOUT_HEAD else spec.title.zh


def _copies(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Who gets a copy: as somebody wrote it, else as the kind of paper has it (导则 2.3.5(七))."""
    written = _texts(content.get("copies"))
    return tuple(written or _texts([content.get("computed", {}).get("copies_to_offices")]))


def _texts(values: Any) -> list[str]:
    return [str(value).strip() for value in values or [] if not is_empty(value)]
