"""Writing what an act changed: duties with their proof, ends, windows, papers, and the projections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from huiyin.offices import selectors
from huiyin.offices.models import Officer
from huiyin.register import models, rows, written
from huiyin.register.law import editions
from huiyin.register.numbering import paper_number
from huiyin.register.written import POINT_COLUMNS, sights
from huiyin.register.written import matter as matter_values
from huiyin.register.written import point as point_columns
from huiyin.statute.law import Law
from huiyin.statute.model import Act, Duty, Event, Paper, Refused, State, Window
from huiyin.statute.procedure import Planned

__all__ = [
    "POINT_COLUMNS", "matter_values", "officer_id", "outbox", "paper_row", "point_columns", "proceeding_row", "project",
    "project_sights", "sights", "snapshot", "works_at", "write",
]  # fmt: skip


def proceeding_row(p: Any, file_id: int) -> models.Proceeding:
    """A proceeding."""
    return models.Proceeding(**written.proceeding(p, file_id, officer_id(p.officer)))


def officer_id(login: str) -> int | None:
    """The case officer named in an act; none where nobody was named, or the account is gone."""
    return Officer.objects.filter(login=login).values_list("pk", flat=True).first() if login else None


def write(file: models.File, planned: Planned, law: Law) -> None:
    """Store the events of one planned act, and bring the projections up to date."""
    numbers: dict[str, int] = {}
    for e in planned.events:
        if e.what == "opened":
            numbers[e.thing.key] = _opened(file, e.thing, planned, law)
            if written.is_listed(e.thing):
                _open(file, e.thing, numbers[e.thing.key])
    for e in planned.events:
        _write_event(file, e, planned.act, law, numbers)
    if planned.refolded:
        project_proceedings(file, planned.state)
        return
    for p in (e.thing for e in planned.events if e.what == "proceeding"):
        rows.insert(models.Proceeding, written.proceeding(p, file.pk, officer_id(p.officer)))
    if law.acts[planned.act.kind].effect == "succeed":
        project_proceedings(file, planned.state)
    elif law.acts[planned.act.kind].effect == "name_officer":
        p = planned.state.proceedings[planned.act.proceeding]
        rows.update(models.Proceeding, {"officer_id": officer_id(p.officer)}, file_id=file.pk, no=p.no)


def _opened(file: models.File, d: Duty, planned: Planned, law: Law) -> int:
    """The row of a duty that an act opened.

    A correction that is itself corrected brings back the duties it had taken away, under their old keys.
    """
    if planned.refolded:
        found = rows.select(models.Duty, ("id",), file_id=file.pk, key=d.key)
        if found:
            number: int = found[0][0]
            models.DutyEnd.objects.create(
                duty_id=number, how="reopened", on=planned.act.on, by=planned.act.seq
            )
            return number
        born = {a.seq: a.edition for a in planned.state.acts}.get(d.opened_by, law.edition)
        law = editions(file.place).get(born) or law
    return rows.insert(models.Duty, written.duty(d, file.pk, law))


def _write_event(file: models.File, e: Event, act: Act, law: Law, numbers: Mapping[str, int]) -> None:
    if e.what in ("ended", "reopened"):
        _end(file, e, act, numbers)
    elif e.what == "window":
        _window(file, e.thing, law, act.seq)
    elif e.what in ("window_corrected", "window_moved"):
        found = models.Window.objects.get(file=file, key=e.thing.key)
        models.WindowEnd.objects.create(window=found, how=e.what.removeprefix("window_"), by=act.seq)


def project_proceedings(file: models.File, s: State) -> None:
    """After the whole line was counted again: a correction may have changed, added or taken back any of them."""
    for p in s.proceedings.values():
        row = written.proceeding(p, file.pk, officer_id(p.officer))
        models.Proceeding.objects.update_or_create(file_id=row.pop("file_id"), no=row.pop("no"), defaults=row)
    models.Proceeding.objects.filter(file=file).exclude(no__in=s.proceedings).delete()
    # A point that was added by mistake is no point any more; the words of its request stay with the act.
    models.Point.objects.filter(file=file).exclude(no__in=s.points).delete()


def _open(file: models.File, d: Duty, number: int) -> None:
    rows.insert(models.OpenDuty, written.open_duty(d, number, file.pk, file.restricted))


def _end(file: models.File, e: Event, act: Act, numbers: Mapping[str, int]) -> None:
    d: Duty = e.thing
    number = numbers.get(d.key) or rows.select(models.Duty, ("id",), file_id=file.pk, key=d.key)[0][0]
    ended = e.what == "ended"
    rows.insert(models.DutyEnd, written.duty_end(d, number, ended, act))
    if ended:
        rows.delete(models.OpenDuty, duty_id=number)
    elif d.kind != "rest":
        _open(file, d, number)


def _window(file: models.File, w: Window, law: Law, by: int) -> None:
    found = rows.select(models.Window, ("id",), file_id=file.pk, key=w.key)
    if found:
        models.WindowEnd.objects.create(window_id=found[0][0], how="reopened", by=by)
    else:
        rows.insert(models.Window, written.window(w, file.pk, law))


def paper_row(
    file: models.File, p: Paper, act: models.Act, draft: models.Draft | None, law: Law
) -> models.Paper:
    """The paper with its number, taken now: a refused act takes none."""
    chosen = draft.signboard_id if draft else None
    board = selectors.signboard_numbered(chosen) if chosen else selectors.signboard(p.office, p.on)
    word = str(law.papers[p.kind]["number_word"])
    taken = paper_number(board, word, p.on, restricted=file.restricted)
    row = models.Paper(**written.paper(p, file.pk, act.pk, board.name, taken, draft))
    rows.save(row)
    return row


# ------------------------------------------------------------------ projections


def snapshot(s: State) -> dict[int, dict[str, Any]]:
    """What the point columns show, to find the ones that an act changed."""
    return {no: point_columns(q) for no, q in s.points.items()}


def restrict(file: models.File) -> None:
    """R22 30(3): what turned out to accuse somebody is from now on known to the officers named for it only.

    Its number stays, since it has been told; papers issued from now on take numbers of the restricted series.
    """
    file.restricted = True
    rows.update(models.File, {"restricted": True}, id=file.pk)
    for table in (models.Sight, models.OpenDuty, models.Entry):
        table._default_manager.filter(file=file).update(restricted=True)


def project(file: models.File, s: State, before: Mapping[int, Mapping[str, Any]]) -> None:
    """Bring points and the matter's columns to what the acts say."""
    for no, q in s.points.items():
        values = point_columns(q)
        if before.get(no) != values and not rows.update(models.Point, values, file_id=file.pk, no=no):
            rows.insert(
                models.Point, {**values, "file_id": file.pk, "no": no, "request": _request(file, s, no)}
            )
    rows.update(models.Matter, matter_values(s), file_id=file.pk)


def _request(file: models.File, s: State, no: int) -> str:
    """What a point asks for, where a correction had taken it away and another one brings it back."""
    seq = next((seq for (what, seq), n in s.numbers.items() if what == "point" and n == no), 0)
    found = models.Words.objects.filter(file=file, act__seq=seq).first()
    return str(found.said.get("request", "")) if found else ""


def works_at(login: str, on: date) -> list[str]:
    """The offices in which an accused officer holds a post: they are closed to the file with him."""
    officer = Officer.objects.filter(login=login).first()
    if officer is None:
        raise Refused("officer", f"没有工作人员“{login}”。", f"There is no officer '{login}'.")
    return sorted(code for code in selectors.posts_by_office(officer, on) if code)


def project_barred(file: models.File, s: State) -> None:
    """Who is accused is barred from the file, whatever post he holds; who was named by mistake is so no longer."""
    accused = Officer.objects.filter(login__in=s.accused_officers)
    for officer in accused:
        models.Barred.objects.get_or_create(file=file, officer=officer)
    models.Barred.objects.filter(file=file).exclude(officer__in=accused).delete()


def project_sights(file: models.File, s: State, *, barred: bool) -> None:
    """Bring the offices that see the file, and why, to what the acts say; and who is `barred`, if that may differ."""
    wanted = sights(s)
    known = {
        str(code): str(why) for code, why in rows.select(models.Sight, ("office_id", "why"), file_id=file.pk)
    }
    for code, why in wanted.items():
        if code not in known:
            row = {"file_id": file.pk, "office_id": code, "why": why, "restricted": file.restricted}
            rows.insert(models.Sight, row)
        elif known[code] != why:
            rows.update(models.Sight, {"why": why}, file_id=file.pk, office_id=code)
    if barred:
        project_barred(file, s)
    for code in known.keys() - wanted.keys():
        rows.delete(models.Sight, file_id=file.pk, office_id=code)


def outbox(file: models.File, act: models.Act, now: datetime) -> None:
    """What follows an act is done after its commit; the row is written with the act."""
    rows.insert(models.Outbox, written.outbox(file.pk, act.seq, now))
