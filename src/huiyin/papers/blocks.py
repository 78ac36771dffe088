"""The shape of a paper without its ink: headings, paragraphs and tables, the same for PDF, HTML and .docx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Layout = Literal["letter", "official", "form"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str = ""
    head: bool = False
    span: int = 1
    foot: str = ""
    """Set to the right at the bottom: name and date of who wrote the cell."""
    choices: tuple[tuple[str, bool], ...] = ()
    """Boxes with their labels, ticked or not."""
    lines: int = 1
    """At least so many lines high, for what is filled in by hand."""
    big: bool = False
    """In large type, to be read without glasses."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the body."""

    kind: Literal["heading", "para", "table"]
    text: str = ""
    lead: str = ""
    """Words set in bold at the beginning of a paragraph."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    columns: tuple[int, ...] = ()
    """Relative widths."""
    header: bool = False
    """Whether the first row says what stands in the columns."""


@dataclass(frozen=True, slots=True)
class Body:
    """What the wording of a kind gives back."""

    blocks: tuple[Block, ...]
    title: str = ""
    """A title made of this paper's values, else the kind's own."""
    salutation: bool = True
    signature: bool = True
    qr: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper in words, every one of which some font can print."""

    kind: str
    layout: Layout
    mark: str
    """The issuer's mark at the top."""
    title: str
    number: str
    addressee: str
    blocks: tuple[Block, ...]
    attachments: tuple[str, ...]
    copies: tuple[str, ...]
    signer: str
    """Name under the text, empty where the paper has no signature."""
    signed_on: str
    seal: str
    """Text round the rim of the demonstration seal, empty where none is pressed."""
    draft: bool
    signed_by: str = ""
    """签发人 of a report or request to those above, who stands in its head (GB/T 9704-2012 7.2.6)."""
    qr: str = ""
    notes: tuple[str, ...] = field(default=())


def document_of(kept: Mapping[str, Any]) -> Document:
    """A document from what `dataclasses.asdict` made of it and JSON kept."""
    blocks = tuple(
        Block(
            **{
                **b,
                "columns": tuple(b["columns"]),
                "rows": tuple(tuple(map(_cell, row)) for row in b["rows"]),
            }
        )
        for b in kept["blocks"]
    )
    lists = {name: tuple(kept[name]) for name in ("attachments", "copies", "notes")}
    return Document(**{**kept, **lists, "blocks": blocks})


def _cell(kept: Mapping[str, Any]) -> Cell:
    return Cell(**{**kept, "choices": tuple((label, on) for label, on in kept["choices"])})


def heading(text: str) -> Block:
    """A heading of the first level (一、)."""
    return Block("heading", text)


def paragraphs(text: str, lead: str = "") -> list[Block]:
    """One paragraph for each line of a text; the lead stands before the first. Nothing for no text."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [Block("para", line, lead if at == 0 else "") for at, line in enumerate(lines)]


def form(rows: Iterable[tuple[Cell, ...]], columns: tuple[int, ...] = (5, 9, 5, 9)) -> Block:
    """The table of a form: label and value, twice in a row."""
    return Block("table", rows=tuple(rows), columns=columns)


def pair(label: str, text: str, label2: str, text2: str) -> tuple[Cell, ...]:
    """A row of two labels with their values."""
    return (Cell(label, head=True), Cell(text), Cell(label2, head=True), Cell(text2))


def wide(label: str, text: str, lines: int = 1, foot: str = "") -> tuple[Cell, ...]:
    """A row of one label with a value as wide as the rest."""
    return (Cell(label, head=True), Cell(text, span=3, lines=lines, foot=foot))
