"""Trying a rule: the same acts folded under the rulebook and under a changed one, and what differs.

The trial is a place of its own that lies in the place where a file was opened, so that the law beats it as it
beats any overlay: what takes from petitioners is refused, not tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .law import Law, law_of
from .lint import findings
from .loader import Rulebook, checked, from_texts, load, texts
from .model import Act, Duty, State, World
from .procedure import fold
from .reading import RulebookError
from .rules import NATIONAL

PLACE = "trial"
_ABOUT = "title: {{zh: 试行规则, en: Rule on trial}}\nlaw: 试行规则\nunder: {under}\n"


def on_trial(overlay: Path, under: str = NATIONAL) -> Rulebook:
    """The rulebook with the rows of `overlay` laid over a place: a directory of tables, or one duties file."""
    files = texts()
    if under not in load().places:
        raise RulebookError(str(overlay), f"no place {under!r}")
    given = _found(overlay)
    for name, path in given.items():
        files[name] = path.read_text(encoding="utf-8")
    files[f"overlays/{PLACE}/place"] = _ABOUT.format(under=under)
    try:
        book = checked(from_texts(files))
        law_of(book, PLACE)  # its acts are read now, not when the first file is folded
    except RulebookError as error:
        raise RulebookError(_theirs(error.where, given), error.what) from None
    return book


def examined(overlay: Path) -> None:
    """Refuse what reads well and would do nothing or end nowhere: a rule that no act opens, an act nobody may do."""
    given = _found(overlay)
    for found in findings(on_trial(overlay)):
        if found.wrong and _theirs(found.where, given) != found.where:
            raise RulebookError(_theirs(found.where, given), f"{found.zh} {found.en}")


def _theirs(where: str, given: Mapping[str, Path]) -> str:
    """A place in a table of the trial as one in the file that was handed in."""
    name, ending, line = where.partition(".yaml:")
    return f"{given[name]}:{line}" if ending and name in given else where


def _found(overlay: Path) -> dict[str, Path]:
    if overlay.is_file():
        return {f"overlays/{PLACE}/duties": overlay}
    if not overlay.is_dir():
        raise RulebookError(str(overlay), "no such file or directory")
    found = {}
    for path in sorted(overlay.rglob("*.yaml")):
        name = path.relative_to(overlay).with_suffix("").as_posix()
        found[name if name.startswith("calendars/") else f"overlays/{PLACE}/{path.stem}"] = path
    if not found:
        raise RulebookError(str(overlay), "holds no YAML file")
    return found


@dataclass
class Change:
    """What the changed rule does to the duties of one office under one rule."""

    earlier: int = 0
    later: int = 0
    new: int = 0
    gone: int = 0
    open: int = 0
    """How many of these are open today."""
    late: int = 0
    """How many were met in time, or are not yet due, and would be late."""
    days: int = 0
    """Days by which the moved ones move, together."""

    def add(self, other: Change) -> None:
        """Count another's in."""
        for name in ("earlier", "later", "new", "gone", "open", "late", "days"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


Changes = dict[tuple[str, str], Change]
"""By office and rule."""


@dataclass
class Tried:
    """What a trial has found so far."""

    files: int = 0
    moved_files: int = 0
    acts: int = 0
    refused: int = 0
    """Acts that were open and would not have been."""
    windows: int = 0
    """Petitioners' own periods that would end on another day."""
    changes: Changes = field(default_factory=dict)

    def add(self, other: Tried) -> None:
        """Count another part of the register in."""
        for name in ("files", "moved_files", "acts", "refused", "windows"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for key, change in other.changes.items():
            self.changes.setdefault(key, Change()).add(change)


class Trial:
    """Two laws, and the files that are folded under both."""

    def __init__(self, overlay: Path, today: date) -> None:
        self.overlay = overlay
        self.today = today
        self._laws: dict[str, tuple[Law, Law]] = {}

    def laws(self, place: str) -> tuple[Law, Law]:
        """The law of a place as it is, and with the rule on trial."""
        if place not in self._laws:
            self._laws[place] = (law_of(load(), place), law_of(on_trial(self.overlay, place), PLACE))
        return self._laws[place]

    def file(self, acts: Sequence[Act], place: str, world: World, tried: Tried) -> None:
        """Fold one file twice and count what differs."""
        now, then = (fold(acts, law, world) for law in self.laws(place))
        before = (
            len(tried.changes),
            tried.windows,
            sum(c.earlier + c.later + c.new + c.gone for c in tried.changes.values()),
        )
        tried.files += 1
        tried.acts += len(acts)
        tried.refused += max(0, len(then.conflicts) - len(now.conflicts))
        tried.windows += _windows(now, then)
        self._duties(_known(now), _known(then), tried)
        after = (
            len(tried.changes),
            tried.windows,
            sum(c.earlier + c.later + c.new + c.gone for c in tried.changes.values()),
        )
        tried.moved_files += after != before

    def _duties(self, now: Mapping[object, Duty], then: Mapping[object, Duty], tried: Tried) -> None:
        for key, d in then.items():
            was = now.get(key)
            if was is not None and was.due == d.due:
                continue
            change = tried.changes.setdefault((d.office, d.rule), Change())
            change.open += not d.how
            change.late += self._late(d) and not (was is not None and self._late(was))
            if was is None:
                change.new += 1
            elif was.due is None or (d.due is not None and d.due < was.due):
                change.earlier += 1
            else:
                change.later += 1
            if was is not None and was.due and d.due:
                change.days += (d.due - was.due).days
        for key, d in now.items():
            if key not in then:
                change = tried.changes.setdefault((d.office, d.rule), Change())
                change.gone += 1
                change.open += not d.how

    def _late(self, d: Duty) -> bool:
        over = d.ended_on or self.today
        return bool(d.kind == "duty" and d.due and over > d.due and d.how in ("", "met"))


def _known(s: State) -> dict[object, Duty]:
    """Duties by what they are, whatever their day."""
    found: dict[object, Duty] = {}
    for d in s.duties.values():
        key = (d.opened_by, d.rule, d.proceeding, d.office, d.over, d.paper)
        while key in found:
            key = (*key, 1)  # type: ignore[assignment]
        found[key] = d
    return found


def _windows(now: State, then: State) -> int:
    ends = {(w.rule, w.petitioner, w.paper): w.end for w in now.windows.values()}
    return sum(ends.get((w.rule, w.petitioner, w.paper)) != w.end for w in then.windows.values())
