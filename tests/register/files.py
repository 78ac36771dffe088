"""Files of the demo county recorded through the register itself; papers without their wording.

The wording and rendering of papers has tests of its own: here a draft is a row with a digest, and it goes
through draft, check and sign like every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.apps import apps

from huiyin.clock import SHANGHAI
from huiyin.offices import selectors
from huiyin.offices.actor import Actor, acting
from huiyin.offices.models import Officer
from huiyin.register import models
from huiyin.register.lines import joined, law_for, state
from huiyin.register.opening import NewEntry, NewPerson, NewPoint, Opened, open_file
from huiyin.register.record import Recorded, Wish, record
from huiyin.statute.model import State

FRONT = {
    "registrar": "zhangjia",
    "dispatcher": "libing",
    "leader": "sumao",
    "head": "sunji",
    "named": "qianwu",
}


def at(day: str | date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of that day in Shanghai."""
    on = day if isinstance(day, date) else date.fromisoformat(day)
    return datetime.combine(on, time(hour, minute), SHANGHAI)


def who(login: str, on: str | date = "2026-03-02", office: str | None = None) -> Actor:
    """An officer of the demo county at work."""
    return acting(Officer.objects.get(login=login), office, on=at(on).date())


def entry(
    *purposes: str, office: str = "xfj", on: str = "2026-03-02", people: int = 1, **more: Any
) -> NewEntry:
    """Something that came in."""
    points = tuple(NewPoint(f"请求第{n}项", purpose) for n, purpose in enumerate(purposes or ("claim",), 1))
    persons = tuple(NewPerson({"name": f"某{n}"}) for n in range(1, people + 1))
    said: dict[str, Any] = {
        "channel": "visit", "office": office, "received_on": date.fromisoformat(on), "title": "反映排水沟未接通",
        "words": {"text": "一下雨水全往院里灌。"}, "points": points, "people": persons,
    }  # fmt: skip
    return NewEntry(**{**said, **more})


def opened(*purposes: str, by: str = "zhangjia", on: str = "2026-03-02", **more: Any) -> Opened:
    """A file just registered."""
    return open_file(entry(*purposes, on=on, **more), by=who(by, on), now=at(on))


def do(
    file: models.File,
    login: str | Actor,
    kind: str,
    on: str,
    *,
    entered: str = "",
    seen: int | None = None,
    **wish: Any,
) -> Recorded:
    """Record one act by an officer who has seen everything (unless `seen` says otherwise)."""
    by = who(login, entered or on) if isinstance(login, str) else login
    wish["words"] = required(file, kind) | dict(wish.get("words") or {})
    last = models.File.objects.values_list("last_seq", flat=True).get(pk=file.pk)
    return record(
        file.pk,
        Wish(kind, date.fromisoformat(on), **wish),
        by=by,
        now=at(entered or on),
        seen=last if seen is None else seen,
    )


def required(file: models.File, kind: str) -> dict[str, str]:
    """Something in every part of an act's form that has to be written in words."""
    spec = law_for(file)[0].acts.get(kind)
    return {f.key: "（略）" for f in spec.fields if f.required and f.store == "words"} if spec else {}


def drafted(
    file: models.File,
    kind: str,
    login: str,
    on: str,
    proceeding: int,
    points: Iterable[int] = (),
    **intended: Any,
) -> models.Draft:
    """A rendered draft of an office, not yet recorded."""
    office = who(login, on).office or ""
    return models.Draft.objects.create(
        file=file, proceeding=proceeding, kind=kind, office_id=office, on=date.fromisoformat(on), points=joined(points),
        signboard=selectors.signboard(office, date.fromisoformat(on)), intended=intended, digest=f"digest-{kind}-{on}",
        written_by=login, updated_at=at(on),
    )  # fmt: skip


def signed(
    file: models.File, draft: models.Draft, login: str, on: str, *, check: str = "", sign: str
) -> dict[str, Any]:
    """Draft, check and sign it; the code with which the act is then recorded."""
    codes = {"draft": draft.pk, "digest": draft.digest}
    do(
        file,
        login,
        "draft",
        on,
        proceeding=draft.proceeding,
        codes={"draft": draft.pk, "paper_kind": draft.kind},
    )
    if check:
        do(file, check, "check", on, proceeding=draft.proceeding, codes=codes)
    do(file, sign, "sign", on, proceeding=draft.proceeding, codes=codes)
    return {"draft": draft.pk}


def issue(
    file: models.File, kind: str, login: str, on: str, proceeding: int, points: Iterable[int] = (), *, check: str = "",
    sign: str, by: str = "", to: str = "", entered: str = "", **codes: Any,
) -> Recorded:  # fmt: skip
    """Record an act that issues a paper, with its draft."""
    numbers = tuple(points)
    paper = law_for(file)[0].acts[kind].issues
    draft = drafted(file, paper, login, on, proceeding, numbers, **({"to": to} if to else {}), **codes)
    signed_codes = signed(file, draft, login, entered or on, check=check, sign=sign)
    return do(
        file,
        by or login,
        kind,
        on,
        entered=entered,
        proceeding=proceeding,
        points=numbers,
        to=to,
        codes={**signed_codes, **codes},
    )


def judged(*purposes: str, **more: Any) -> models.File:
    """Registered at the county's petition office and judged first."""
    file = opened(*purposes, **more).file
    do(
        file,
        "libing" if not file.restricted else "qianwu",
        "judge",
        "2026-03-03",
        proceeding=1,
        codes={"result": "first"},
    )
    return file


def transferred(*purposes: str, to: str = "t_xl", on: str = "2026-03-09", **more: Any) -> models.File:
    """… and transferred."""
    file = judged(*purposes, **more)
    points = range(1, len(purposes or ("claim",)) + 1)
    issue(file, "transfer", "libing", on, 1, points, sign="sumao", to=to)
    return file


def accepted(*purposes: str, on: str = "2026-03-16", **more: Any) -> models.File:
    """… to Liangkou town, and accepted there."""
    file = transferred(*purposes, **more)
    issue(
        file,
        "accept",
        "chenzi",
        on,
        2,
        range(1, len(purposes or ("claim",)) + 1),
        check="shihai",
        sign="kongwu",
    )
    return file


def answered(on: str = "2026-05-12", people: int = 1) -> models.File:
    """… and answered: explained."""
    file = accepted(people=people)
    issue(file, "answer", "chenzi", on, 2, (1,), check="shihai", sign="kongwu", outcome={"1": "explain"})
    return file


def now_of(file: models.File) -> State:
    """The state that the stored acts make, folded anew."""
    return state(models.File.objects.get(pk=file.pk))


# ------------------------------------------------------------------ what is stored


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the register's tables, for before and after."""
    found = {}
    for table in apps.get_app_config("register").get_models():
        names = [f.attname for f in table._meta.concrete_fields]
        found[table.__name__] = [
            tuple(map(repr, row)) for row in table._default_manager.order_by("pk").values_list(*names)
        ]
    return found


def unlike(file: models.File) -> Iterator[str]:
    """Where duties, ends, work lists, windows, papers, points and proceedings are not what the acts say."""
    file = models.File.objects.get(pk=file.pk)
    s = now_of(file)
    yield from _unlike("duties", {k: (d.rule, d.office, d.nominal, d.due, joined(d.over)) for k, d in s.duties.items()},
                       _stored_duties(file))  # fmt: skip
    yield from _unlike("ends", {k: d.how for k, d in s.duties.items()}, _stored_ends(file))
    yield from _unlike("work list", {d.key: d.due for d in s.live if d.kind != "rest"},
                       dict(models.OpenDuty.objects.filter(file=file).values_list("duty__key", "due")))  # fmt: skip
    yield from _unlike(
        "windows", {k: (w.petitioner, w.end) for k, w in s.windows.items()}, _stored_windows(file)
    )
    papers = models.Paper.objects.filter(file=file)
    yield from _unlike("papers", {no: (p.kind, p.office, joined(p.addressees)) for no, p in s.papers.items()},
                       {p.no: (p.kind, p.office_id, p.addressees) for p in papers if p.no in s.papers})  # fmt: skip
    points = models.Point.objects.filter(file=file)
    yield from _unlike("points", {no: (q.step, q.path, q.proceeding, q.outcome) for no, q in s.points.items()},
                       {q.no: (q.step, q.path, q.proceeding, q.outcome) for q in points})  # fmt: skip
    rows = models.Proceeding.objects.filter(file=file)
    yield from _unlike("proceedings", {no: (p.kind, p.office, p.sender) for no, p in s.proceedings.items()},
                       {p.no: (p.kind, p.office_id, p.sender_id or "") for p in rows})  # fmt: skip
    m = models.Matter.objects.get(pk=file.pk)
    yield from _unlike("matter", {0: (s.phase, s.urgent, s.judged, len(s.conflicts), s.restricted)},
                       {0: (m.phase, m.urgent, m.judged, m.conflicts, file.restricted)})  # fmt: skip


def _unlike(what: str, said: dict[Any, Any], stored: dict[Any, Any]) -> Iterator[str]:
    for key in said.keys() | stored.keys():
        if said.get(key) != stored.get(key):
            yield f"{what} {key}: stored {stored.get(key)}, the acts say {said.get(key)}"


def _stored_duties(file: models.File) -> dict[str, Any]:
    ends = _last_ends(file)
    rows = models.Duty.objects.filter(file=file)
    return {
        d.key: (d.rule, d.office_id, d.nominal, d.due, d.over) for d in rows if ends.get(d.pk) != "corrected"
    }


def _last_ends(file: models.File) -> dict[int, str]:
    return dict(models.DutyEnd.objects.filter(duty__file=file).order_by("id").values_list("duty_id", "how"))


def _stored_ends(file: models.File) -> dict[str, str]:
    ends = _last_ends(file)
    found = {d.key: ends.get(d.pk, "") for d in models.Duty.objects.filter(file=file)}
    return {k: "" if how == "reopened" else how for k, how in found.items() if how != "corrected"}


def _stored_windows(file: models.File) -> dict[str, Any]:
    ends = dict(
        models.WindowEnd.objects.filter(window__file=file).order_by("id").values_list("window__key", "how")
    )
    rows = models.Window.objects.filter(file=file)
    return {w.key: (w.petitioner, w.end) for w in rows if ends.get(w.key) != "corrected"}
