"""Writing what an act changed: duties with their proof, ends, windows, papers, and the projections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from huiyin.offices import selectors
from huiyin.offices.models import Officer
from huiyin.register import models
from huiyin.register.lines import joined
from huiyin.register.numbering import paper_number
from huiyin.statute.explain import duty_steps, window_steps
from huiyin.statute.law import Law
from huiyin.statute.model import Duty, Event, Paper, Refused, State, Window
from huiyin.statute.procedure import Planned

POINT_COLUMNS = ("purpose", "path", "step", "proceeding", "outcome", "execution_due", "carried_on")


@dataclass
class Batch:
    """Rows to insert, gathered so that one act or ten thousand are written in the same few statements."""

    duties: list[models.Duty] = field(default_factory=list)
    ends: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    windows: list[models.Window] = field(default_factory=list)
    proceedings: list[models.Proceeding] = field(default_factory=list)


def duty_row(d: Duty, file_id: int, law: Law) -> models.Duty:
    """A duty with the steps of its count."""
    return models.Duty(
        file_id=file_id, key=d.key, rule=d.rule, kind=d.kind, proceeding=d.proceeding, office_id=d.office,
        over=joined(d.over), start=d.start, nominal=d.nominal, due=d.due, provisional=d.provisional,
        provision=d.provision, certainty=d.certainty, place=d.place, paper=d.paper, opened_by=d.opened_by,
        edition=law.edition, proof=[list(step) for step in duty_steps(d, law)],
    )  # fmt: skip


def window_row(w: Window, file_id: int, law: Law) -> models.Window:
    """A window with the steps of its count."""
    return models.Window(
        file_id=file_id, key=w.key, rule=w.rule, petitioner=w.petitioner, paper=w.paper, start=w.start,
        nominal=w.nominal, end=w.end, provisional=w.provisional, provision=w.provision, certainty=w.certainty,
        opened_by=w.opened_by, edition=law.edition, proof=[list(step) for step in window_steps(w, law)],
    )  # fmt: skip


def proceeding_row(p: Any, file_id: int) -> models.Proceeding:
    """A proceeding."""
    return models.Proceeding(
        file_id=file_id, no=p.no, kind=p.kind, office_id=p.office, sender_id=p.sender or None, parent=p.parent,
        how=p.how, received=p.received, opened_by=p.opened_by, procedure=p.procedure, officer_id=officer_id(p.officer),
    )  # fmt: skip


def officer_id(login: str) -> int | None:
    """The case officer named in an act; none where nobody was named, or the account is gone."""
    return Officer.objects.filter(login=login).values_list("pk", flat=True).first() if login else None


def write(file: models.File, planned: Planned, law: Law) -> None:
    """Store the events of one planned act, and bring the projections up to date."""
    opened = [e.thing for e in planned.events if e.what == "opened"]
    rows = [duty_row(d, file.pk, law) for d in opened]
    for row in rows:
        row.save(force_insert=True)
    live = [row for row, d in zip(rows, opened, strict=True) if not d.how and d.kind != "rest"]
    _open(file, live)
    for e in planned.events:
        if e.what in ("ended", "reopened"):
            _end(file, e, planned)
        elif e.what == "window":
            _window(file, e.thing, law, planned.act.seq)
        elif e.what == "window_corrected":
            found = models.Window.objects.get(file=file, key=e.thing.key)
            models.WindowEnd.objects.create(window=found, how="corrected", by=planned.act.seq)
        elif e.what == "proceeding" and not planned.refolded:
            proceeding_row(e.thing, file.pk).save()
    if planned.refolded:
        project_proceedings(file, planned.state)
    elif law.acts[planned.act.kind].effect == "name_officer":
        p = planned.state.proceedings[planned.act.proceeding]
        models.Proceeding.objects.filter(file=file, no=p.no).update(officer_id=officer_id(p.officer))


def project_proceedings(file: models.File, s: State) -> None:
    """After the whole line was counted again: a correction may have changed, added or taken back any of them."""
    columns = ("kind", "office_id", "sender_id", "parent", "how", "received", "opened_by", "procedure", "officer_id")
    for p in s.proceedings.values():
        row = proceeding_row(p, file.pk)
        models.Proceeding.objects.update_or_create(
            file=file, no=p.no, defaults={name: getattr(row, name) for name in columns}
        )
    models.Proceeding.objects.filter(file=file).exclude(no__in=s.proceedings).delete()


def _open(file: models.File, rows: Iterable[models.Duty]) -> None:
    for row in rows:
        models.OpenDuty(
            duty_id=row.pk, file=file, office_id=row.office_id, rule=row.rule, due=row.due, kind=row.kind,
            restricted=file.restricted,
        ).save(force_insert=True)  # fmt: skip


def _end(file: models.File, e: Event, planned: Planned) -> None:
    d: Duty = e.thing
    row = models.Duty.objects.only("pk", "office_id", "rule", "due", "kind").get(file=file, key=d.key)
    how = d.how if e.what == "ended" else "reopened"
    on = d.ended_on if e.what == "ended" and d.ended_on else planned.act.on
    models.DutyEnd(duty=row, how=how, on=on, by=d.ended_by or planned.act.seq, replaced_by=d.replaced_by).save(
        force_insert=True
    )
    if e.what == "ended":
        models.OpenDuty.objects.filter(pk=row.pk).delete()
    elif row.kind != "rest":
        _open(file, [row])


def _window(file: models.File, w: Window, law: Law, by: int) -> None:
    found = models.Window.objects.filter(file=file, key=w.key).first()
    if found:
        models.WindowEnd.objects.create(window=found, how="reopened", by=by)
    else:
        window_row(w, file.pk, law).save(force_insert=True)


def paper_row(file: models.File, p: Paper, act: models.Act, draft: models.Draft | None, law: Law) -> models.Paper:
    """The paper with its number, taken now: a refused act takes none."""
    board = (draft.signboard if draft else None) or selectors.signboard(p.office, p.on)
    word = str(law.papers[p.kind]["number_word"])
    number, series, serial = paper_number(board, word, p.on, restricted=file.restricted)
    return models.Paper.objects.create(
        file=file, no=p.no, kind=p.kind, office_id=p.office, signboard=board.name, number=number, series=series,
        serial=serial, on=p.on, act=act, draft=draft, digest=draft.digest if draft else "",
        addressees=joined(p.addressees),
    )  # fmt: skip


# ------------------------------------------------------------------ projections


def snapshot(s: State) -> dict[int, tuple[Any, ...]]:
    """What the point columns show, to find the ones that an act changed."""
    return {no: _point_values(q) for no, q in s.points.items()}


def _point_values(q: Any) -> tuple[Any, ...]:
    return (*(getattr(q, c) for c in POINT_COLUMNS), q.complained)


def project(file: models.File, s: State, before: dict[int, tuple[Any, ...]]) -> None:
    """Bring points, sights and the matter's columns to what the acts say."""
    for no, q in s.points.items():
        if before.get(no) != _point_values(q):
            models.Point.objects.update_or_create(file=file, no=no, defaults=point_columns(q))
    models.Matter.objects.filter(pk=file.pk).update(**matter_values(s))


def point_columns(q: Any) -> dict[str, Any]:
    """What a point's columns show."""
    return {**{c: getattr(q, c) for c in POINT_COLUMNS}, "complained_id": q.complained or None}


def matter_values(s: State) -> dict[str, Any]:
    """What a matter's columns show."""
    return {
        "phase": s.phase, "concluded_on": s.concluded_on, "closed_on": s.closed_on, "archived_on": s.archived_on,
        "urgent": s.urgent, "judged": s.judged, "conflicts": len(s.conflicts), "last_on": s.last[0], "withheld": s.withheld,
    }  # fmt: skip


def sights(s: State) -> dict[str, str]:
    """Every office that sees the file, and why."""
    found: dict[str, str] = {}
    for p in s.proceedings.values():
        if p.kind == "dispatch":
            found[p.office] = "received"
        else:
            found.setdefault(p.office, "handler")
        if p.sender:
            found.setdefault(p.sender, "sender")
    for code in s.handlers:
        found.setdefault(code, "helping")
    holding = {s.proceedings[q.proceeding].office for q in s.points.values()}
    for code in s.accused - holding:  # R22 30(3): once it is out of its hands the office accused sees nothing more
        found.pop(code, None)
    return found


def works_at(login: str, on: date) -> list[str]:
    """The offices in which an accused officer holds a post: they are closed to the file with him."""
    officer = Officer.objects.filter(login=login).first()
    if officer is None:
        raise Refused("officer", f"没有工作人员“{login}”。", f"There is no officer '{login}'.")
    return sorted(code for code in selectors.posts_by_office(officer, on) if code)


def project_barred(file: models.File, s: State) -> None:
    """Who is accused is barred from the file, whatever post he holds."""
    for officer in Officer.objects.filter(login__in=s.accused_officers):
        models.Barred.objects.get_or_create(file=file, officer=officer)


def project_sights(file: models.File, s: State) -> None:
    """Bring the offices that see the file, and why, to what the acts say."""
    wanted = sights(s)
    known: dict[str, str] = {}
    for one in models.Sight.objects.filter(file=file):
        known[str(one.office_id)] = one.why
    for code, why in wanted.items():
        if code not in known:
            models.Sight.objects.create(file=file, office_id=code, why=why, restricted=file.restricted)
        elif known[code] != why:
            models.Sight.objects.filter(file=file, office_id=code).update(why=why)
    if s.accused_officers:
        project_barred(file, s)
    gone = known.keys() - wanted.keys()
    if gone:
        models.Sight.objects.filter(file=file, office_id__in=gone).delete()


def outbox(file: models.File, act: models.Act, now: datetime) -> None:
    """What follows an act is done after its commit; the row is written with the act."""
    models.Outbox(
        kind="act", file=file, ref={"seq": act.seq}, key=f"act:{file.pk}:{act.seq}", created_at=now, next_at=now
    ).save(force_insert=True)
