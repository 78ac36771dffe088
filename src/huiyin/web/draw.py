"""A field as it is drawn: one shape for Django's form fields and for fields drawn from the rulebook."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import Input
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from huiyin.web.fields import GROUPS, PER_POINT, RADIO_MAX, Choice, FieldSpec
from huiyin.web.words import english

LIST_MIN = 13  # from here on an office is found by typing, below it is picked from a plain list
NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the field template needs: label, help and errors around one control."""

    id: str
    label: str
    control: SafeString
    help: str = ""
    errors: tuple[str, ...] = ()
    required: bool = False
    group: bool = False  # several controls under one question: a fieldset with a legend
    tick: bool = False  # one box with its label behind it
    hidden: bool = False
    target: str = ""  # the id an error in the summary jumps to
    private: bool = False
    doubt: str = ""

    @property
    def described_by(self) -> str:
        """Ids of the help, the doubt and the error, for aria-describedby."""
        parts = {"help": self.help, "doubt": self.doubt, "error": self.errors}
        return " ".join(f"{self.id}-{part}" for part, there in parts.items() if there)


@dataclass(frozen=True, slots=True)
class Box:
    """One choice as drawn: ticked or not."""

    id: str
    value: str
    label: str
    hint: str = ""
    checked: bool = False


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point's own control within a field that runs over the points."""

    id: str
    name: str
    number: str
    label: str
    value: str
    error: str = ""
    boxes: tuple[Box, ...] = ()
    plain: bool = False  # what was typed is no date: show it as it was typed


@dataclass(frozen=True, slots=True)
class Control:
    """Everything the control template may need of a rulebook field."""

    spec: FieldSpec
    id: str
    how: str
    value: str = ""
    described_by: str = ""
    invalid: bool = False
    boxes: tuple[Box, ...] = ()
    rows: tuple[PointRow, ...] = field(default=())
    values: tuple[str, ...] = ()


def number_of(index: int) -> str:
    """一、二、三 … or 1, 2, 3: how points are numbered on papers and so on pages."""
    return str(index + 1) if english() or index >= len(NUMBERS) else NUMBERS[index]


def iso(value: Any) -> str:
    """A day or minute as a browser's date control wants it; anything else as it was typed."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _is_iso(text: str, *, minute: bool = False) -> bool:
    try:
        if minute:
            datetime.fromisoformat(text)
            return "T" in text
        date.fromisoformat(text)
        return len(text) == 10
    except ValueError:
        return False


def _how(spec: FieldSpec, value: str) -> str:
    """Which kind of control draws this field."""
    if spec.kind == "date":
        return "date" if not value or _is_iso(value) else "text"
    if spec.kind == "datetime":
        return "datetime-local" if not value or _is_iso(value, minute=True) else "text"
    if spec.kind in ("office", "officer") and len(spec.choices) >= LIST_MIN:
        return "list"
    if spec.kind in ("text", "longtext", "bool", "hidden", "offices", *PER_POINT):
        return spec.kind
    if spec.kind in ("days", "number"):
        return "number"
    if spec.kind in GROUPS:
        return "boxes"
    if spec.kind in ("file", "files"):
        return "file"
    if not spec.choices and spec.kind not in ("office", "officer", "choice"):
        return "text"
    # A radio button once chosen cannot be let go again, so what is optional is picked from a list.
    return "radio" if spec.required and 0 < len(spec.choices) <= RADIO_MAX else "select"


def _chosen(spec: FieldSpec) -> set[str]:
    if spec.value is None or isinstance(spec.value, dict):
        return set()
    if isinstance(spec.value, list | tuple | set | frozenset):
        return {str(v) for v in spec.value}
    return {str(spec.value)}


def _boxes(field_id: str, choices: tuple[Choice, ...], chosen: set[str]) -> tuple[Box, ...]:
    return tuple(
        Box(f"{field_id}-{n}", c.value, c.label, c.hint, c.value in chosen or c.label in chosen)
        for n, c in enumerate(choices)
    )


def _label_of(choices: tuple[Choice, ...], value: str) -> str:
    return next((c.label for c in choices if c.value == value), value)


def _rows(spec: FieldSpec, field_id: str) -> tuple[PointRow, ...]:
    typed = spec.value if isinstance(spec.value, dict) else {}
    rows: list[PointRow] = []
    for n, point in enumerate(spec.points):
        value = iso(typed.get(point.value))
        row_id = f"{field_id}-{point.value}"
        rows.append(
            PointRow(
                id=row_id,
                name=f"{spec.key}-{point.value}",
                number=number_of(int(point.value) - 1 if point.value.isdigit() else n),
                label=point.label,
                value=value,
                error=spec.point_errors.get(point.value, ""),
                boxes=_boxes(row_id, spec.choices, {value}),
                plain=bool(value) and not _is_iso(value),
            )
        )
    return tuple(rows)


def draw_spec(spec: FieldSpec, prefix: str = "f") -> Drawn:
    """A rulebook field."""
    field_id = f"{prefix}-{spec.key}"
    value = "" if isinstance(spec.value, dict | list | tuple | bool) else iso(spec.value)
    how = _how(spec, value)
    choices = spec.points if spec.kind == "points" and not spec.choices else spec.choices
    chosen = _chosen(spec)
    group = how in ("radio", "boxes", "offices", *PER_POINT)
    drawn = Drawn(
        id=field_id,
        label=spec.label,
        control=mark_safe(""),
        help=spec.help,
        errors=spec.errors,
        required=spec.required,
        group=group,
        tick=how == "bool",
        hidden=how == "hidden",
        target=_target(spec, field_id, how),
        private=spec.private,
        doubt=spec.doubt,
    )
    control = Control(
        spec=spec,
        id=field_id,
        how=how,
        value=_label_of(spec.choices, value) if how == "list" else value,
        described_by="" if group else drawn.described_by,
        invalid=bool(spec.errors),
        boxes=_boxes(field_id, choices, chosen)
        if how in ("radio", "boxes", "select", "list", "offices")
        else (),
        rows=_rows(spec, field_id) if how in PER_POINT else (),
        values=_slots(spec, chosen) if how == "offices" else (),
    )
    html = mark_safe(render_to_string("web/parts/control.html", {"c": control}))  # noqa: S308
    return replace(drawn, control=html)


def _slots(spec: FieldSpec, chosen: set[str]) -> tuple[str, ...]:
    """Lines to name several offices in: those named so far, and two empty ones."""
    named = [str(v) for v in spec.value] if isinstance(spec.value, list | tuple) else sorted(chosen)
    return (*(_label_of(spec.choices, value) for value in named), "", "")


def _target(spec: FieldSpec, field_id: str, how: str) -> str:
    if how in ("radio", "boxes", "offices"):
        return f"{field_id}-0"
    if how in PER_POINT:
        wrong = next(iter(spec.point_errors), None) or next((p.value for p in spec.points), "")
        return f"{field_id}-{wrong}-0" if how == "per_point_choice" else f"{field_id}-{wrong}"
    return field_id


_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "hy-input hy-textarea"),
    (forms.ClearableFileInput, "hy-file"),
    (forms.FileInput, "hy-file"),
    (forms.Select, "hy-input hy-select"),
    (Input, "hy-input"),
)


def _widget_class(widget: forms.Widget) -> str:
    return next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")


def draw_bound(bound: BoundField, *, private: bool = False) -> Drawn:
    """A field of a Django form."""
    widget = bound.field.widget
    several = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    tick = isinstance(widget, forms.CheckboxInput)
    field_id = bound.auto_id or bound.html_name
    drawn = Drawn(
        id=field_id,
        label=str(bound.label),
        control=mark_safe(""),
        help=str(bound.help_text),
        errors=tuple(str(error) for error in bound.errors),
        required=bound.field.required,
        group=several,
        tick=tick,
        hidden=bound.is_hidden,
        target=f"{field_id}_0" if several else field_id,
        private=private,
    )
    if several:
        control = mark_safe(render_to_string("web/parts/boxes.html", {"bound": bound}))  # noqa: S308
        return replace(drawn, control=control)
    attrs: dict[str, Any] = {}
    if not (tick or bound.is_hidden):
        attrs["class"] = f"{widget.attrs.get('class', '')} {_widget_class(widget)}".strip()
    if drawn.described_by:
        attrs["aria-describedby"] = drawn.described_by
    if drawn.errors:
        attrs["aria-invalid"] = "true"
    if private:
        attrs["data-private"] = ""
    return replace(drawn, control=bound.as_widget(attrs=attrs))


def draw(source: BoundField | FieldSpec, prefix: str = "f", *, private: bool = False) -> Drawn:
    """Either kind of field."""
    if isinstance(source, FieldSpec):
        return draw_spec(source, prefix)
    return draw_bound(source, private=private)
