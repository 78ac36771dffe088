"""The one way in: every change of a file is an act recorded here, in one transaction.

`record()` locks the file, checks that the actor sees it and saw what was done last, plans the act by the
rulebook, appends it, stores the duties with their proof, takes the paper's number and writes the outbox row.
Anything refused leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.http import Http404

from huiyin.offices.actor import Actor
from huiyin.offices.structure import steady
from huiyin.register import models, rows, store, written
from huiyin.register.access import lock, visible_to
from huiyin.register.codes import checked, complete, officers_of, offices_of
from huiyin.register.lines import joined, law_for, line, state
from huiyin.register.naming import names_nobody
from huiyin.register.repeating import decided_finally, not_overdue, still_alive, told_once
from huiyin.register.standing import in_the_name_of
from huiyin.register.world import WORLD
from huiyin.statute.law import ActSpec, Law
from huiyin.statute.model import Act, Draft, Refused, State
from huiyin.statute.procedure import Doer, Planned, plan


class Stale(Refused):
    """Somebody recorded something in between; it names who did what."""


@dataclass(frozen=True)
class Recorded:
    """An act as stored, and what it changed."""

    act: models.Act
    planned: Planned
    papers: tuple[models.Paper, ...]


@dataclass(frozen=True)
class Wish:
    """What an actor wants recorded. `codes` go into the act, `words` are sealed apart from it."""

    kind: str
    on: date
    proceeding: int = 0
    points: tuple[int, ...] = ()
    to: str = ""
    petitioner: int = 0
    paper: int = 0
    names: int = 0
    at: time | None = None
    codes: Mapping[str, Any] | None = None
    words: Mapping[str, Any] | None = None
    key: str | None = None


def record(file_id: int, wish: Wish, *, by: Actor, now: datetime, seen: int) -> Recorded:
    """Record one act, or raise `Refused` with the provision (404 for strangers).

    `seen` is the sequence of the last act the actor saw. A `key` given twice returns what was stored first.
    """
    with transaction.atomic(), steady():
        file = lock(by, file_id)
        if file is None:
            raise Http404
        if wish.key:
            again = sent_before(file, wish, by)
            if again:
                return Recorded(again, _nothing(file, again), tuple(again.papers_issued.all()))
        law, _ = law_for(file)
        acts = line(file.pk)
        _not_stale(file, acts, wish, law, seen)
        return append(file, state(file, acts), wish, by=by, now=now, line=acts)


def append(file: models.File, s: State, wish: Wish, *, by: Actor, now: datetime, line: list[Act]) -> Recorded:
    """Plan and store an act on a locked file whose state is at hand. Only `record` and the loaders call it."""
    law, old = law_for(file)
    spec = spec_of(law, wish)
    draft = _draft(file, wish)
    act = _act(file, wish, spec, by, now, law, draft, s)
    check_date(act, now)
    before, known, drafts = store.snapshot(s), store.sights(s), dict(s.drafts)
    doer = Doer(by.kind, f"{by.kind}:{by.ref}", by.office or "", by.posts)
    planned = plan(s, act, law, WORLD, doer, line=line, editions=old)
    check_paper(spec, law, drafts, draft, act)
    if spec.effect == "publicise":
        names_nobody(file.pk, str((wish.words or {}).get("text", "")))
    if planned.state.restricted and not file.restricted:
        store.restrict(file)
    row = _store_act(file, planned.act, wish, by, now)
    store.write(file, planned, law)
    papers = tuple(
        store.paper_row(file, e.thing, row, draft, law) for e in planned.events if e.what == "paper"
    )
    if draft and papers:
        rows.update(models.Draft, {"issued": True}, id=draft.pk)
    _service(file, planned.act, spec, row)
    store.project(file, planned.state, before)
    if spec.effect in (
        "add_point",
        "renew_point",
    ):  # a point's request is words: the one column of it that no act holds
        asked = str((wish.words or {}).get("request", ""))
        models.Point.objects.filter(file=file, no=max(planned.state.points)).update(request=asked)
    accused = planned.refolded or spec.key == "name_accused"  # by this act, or by it no longer
    if accused or store.sights(planned.state) != known or not before:
        store.project_sights(file, planned.state, barred=accused)
    store.outbox(file, row, now)
    return Recorded(row, planned, papers)


# ------------------------------------------------------------------ checks before planning


def sent_before(file: models.File, wish: Wish, by: Actor) -> models.Act | None:
    """What the same actor recorded under this key; with anybody else's key nothing is taken for recorded."""
    found = models.Act.objects.filter(key=wish.key).first()
    if found is None:
        return None
    own = (found.file_id, found.kind, found.actor_kind, found.actor) == (file.pk, wish.kind, by.kind, by.ref)
    if own:
        return found
    raise Refused(
        "key", "这份表用过了，没有记录；请从本页重新打开表单再提交。",
        "This form was used before and nothing was recorded; open it again from this page and send it.",
    )  # fmt: skip


def _not_stale(file: models.File, acts: list[Act], wish: Wish, law: Law, seen: int) -> None:
    """Newer acts that matter to this one refuse it, and say who did what."""
    if file.last_seq <= seen:
        return
    newer = [
        a for a in acts
        if a.seq > seen and not law.acts[a.kind].quiet and (0 in (a.proceeding, wish.proceeding) or a.proceeding == wish.proceeding)
    ]  # fmt: skip
    if not newer:
        return
    last = newer[-1]
    title = law.acts[last.kind].title
    who = _who(last)
    raise Stale(
        "stale",
        f"{who}已在 {last.on} 记录“{title.zh}”（第{last.seq}条）。你填的内容还在，请看过后再提交。",
        f"{who} recorded '{title.en}' on {last.on} (act {last.seq}) meanwhile. What you typed is kept; look and submit again.",
    )


def _who(act: Act) -> str:
    from huiyin.offices.models import Officer

    kind, _, ref = act.by.partition(":")
    if kind == "officer":
        officer = Officer.objects.filter(login=ref).first()
        return f"{officer.name}（{act.office}）" if officer else ref
    return {"petitioner": "信访人", "machine": "系统"}.get(kind, act.by)


def spec_of(law: Law, wish: Wish) -> ActSpec:
    """The act's row in the rulebook."""
    spec = law.acts.get(wish.kind)
    if spec is None:
        raise Refused("unknown", f"没有“{wish.kind}”这种办理。", f"There is no act '{wish.kind}'.")
    return spec


def check_date(act: Act, now: datetime) -> None:
    """Nothing is recorded that has not happened yet."""
    if act.on > now.date():
        raise Refused(
            "future", f"日期 {act.on} 在今天（{now.date()}）之后，没有记录；请改日期。",
            f"{act.on} is in the future (today is {now.date()}); nothing was recorded.",
        )  # fmt: skip


def _draft(file: models.File, wish: Wish) -> models.Draft | None:
    number = (wish.codes or {}).get("draft")
    if not number:
        return None
    found = (
        rows.select(models.Draft, _DRAFT, id=int(number), file_id=file.pk)
        if _could_be_id(str(number))
        else []
    )
    if not found:
        raise Refused("draft", f"本卷没有第{number}号草稿。", f"There is no draft {number} in this file.")
    return models.Draft.from_db(None, _DRAFT, found[0])


def _could_be_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19  # what no database takes for a number is none


_DRAFT = (
    "id",
    "file_id",
    "proceeding",
    "kind",
    "office_id",
    "signboard_id",
    "on",
    "points",
    "intended",
    "digest",
    "missing",
)
"""What an act needs of a draft, in the order of its fields; its content is not opened."""


def check_paper(
    spec: ActSpec, law: Law, drafts: Mapping[int, Draft], draft: models.Draft | None, act: Act
) -> None:
    """Only what was rendered as a draft, checked and signed, complete and unchanged, can be issued.

    `drafts` say where each draft stood before the act. Asked last: who may not do the act, or not now, is told so
    before he is sent to write its paper.
    """
    if spec.key == "draft" and draft and not draft.digest:
        raise Refused(
            "unrendered", "草稿还没有生成，请先预览。", "The draft has not been rendered; preview it first."
        )
    steps = list(law.papers.get(spec.issues, {}).get("steps", ())) if spec.issues else []
    if not steps:
        return
    title = law.papers[spec.issues]["title"]
    if draft is None or draft.kind != spec.issues:
        raise Refused(
            "no_draft",
            f"先拟《{title['zh']}》，签发后才能办理。",
            f"Draft and sign the {title['en']} first.",
            spec.provision,
        )
    if draft.missing:
        zh, en = "、".join(m[0] for m in draft.missing), ", ".join(m[1] for m in draft.missing)
        raise Refused(
            "missing",
            f"《{title['zh']}》还缺：{zh}。",
            f"The {title['en']} still lacks: {en}.",
            spec.provision,
        )
    _agrees(draft, act, title)
    known = drafts.get(draft.pk)
    if known is None or known.step != steps[-1] or known.digest != draft.digest:
        raise Refused(
            "unsigned", f"《{title['zh']}》还没有按{'、'.join(steps)}的步骤签发，或者签发后改动过。",
            f"The {title['en']} has not gone through {', '.join(steps)}, or was changed after signing.", spec.provision,
        )  # fmt: skip


def _agrees(draft: models.Draft, act: Act, title: Mapping[str, str]) -> None:
    """The act says what the paper says: its day, points, office and codes are those that were signed."""
    said = {
        "on": draft.on.isoformat(), "points": draft.points, "proceeding": draft.proceeding,
        "office": draft.office_id if act.office else "", **draft.intended,
    }  # fmt: skip
    done = {
        "on": act.on.isoformat(), "points": joined(act.points), "to": act.to, **act.codes,
        "proceeding": act.proceeding, "office": act.office, "petitioner": act.petitioner,
    }  # fmt: skip
    different = [key for key, value in said.items() if value not in ("", None) and done.get(key) != value]
    if different:
        keys = "、".join(different)
        raise Refused(
            "differs", f"《{title['zh']}》签发时写明的与这次办理不一致：{keys}。请按文书办理，或者重新拟稿。",
            f"The signed {title['en']} says otherwise on: {keys}. Act as it says, or draft it again.",
        )  # fmt: skip


# ------------------------------------------------------------------ storing


def _act(
    file: models.File,
    wish: Wish,
    spec: ActSpec,
    by: Actor,
    now: datetime,
    law: Law,
    draft: models.Draft | None,
    s: State,
) -> Act:
    petitioner, works_at = wish.petitioner, None
    if by.kind == "petitioner":
        role = models.Role.objects.select_related("principal").filter(pk=int(by.ref), file=file).first()
        if role is None:
            raise Http404
        petitioner = in_the_name_of(role, petitioner, spec, s)
    accused = str((wish.codes or {}).get("officer") or "") if spec.key == "name_accused" else ""
    if accused:
        works_at = store.works_at(accused, wish.on)
    act = act_of(wish, spec, by, now, law, draft, file.last_seq + 1, petitioner, works_at)
    check_names(spec, act)
    _check_linked(file, act, spec, by)
    return act


def _check_linked(file: models.File, act: Act, spec: ActSpec, by: Actor) -> None:
    """The other file of a link is another one that the actor sees, restricted where this one is (R22 30(3))."""
    named = spec.effect in ("link", "judge") or spec.key in CHECKED
    pk = int(act.codes.get("linked") or 0) if named else 0
    if not pk:
        return
    other = visible_to(by).filter(pk=pk, restricted=file.restricted).exclude(pk=file.pk).first()
    if other is None:
        if spec.key == "refuse":
            return  # the office above sees no matter of the one below; what it writes is its own word
        raise Refused(
            "linked", "要关联的不是本单位看得到的另一件同类事项。",
            "What it is to be linked to is no other matter of its kind that this office sees.", "导则 2.5.1(三)",
        )  # fmt: skip
    if spec.key == "tell_repeat":
        still_alive(pk, str(act.codes.get("case")), act.on)
    elif spec.key == "refuse":
        not_overdue(pk, act.on)
    elif spec.key in ("refuse_final", "file_again"):
        decided_finally(file, other, act)
        if spec.key == "file_again":
            told_once(other, act)


CHECKED = frozenset({"tell_repeat", "refuse", "refuse_final", "file_again"})
"""Acts that say of another matter where it stands: the register asks it."""


def check_names(spec: ActSpec, act: Act) -> None:
    """Offices and officers that an act names are in the tables, open or not (who may receive it, the guards ask)."""
    for code in filter(None, [act.to, *offices_of(spec, act.codes)]):
        if not WORLD.kind(code):
            raise Refused(
                "office", f"没有代码为“{code}”的机关单位。", f"There is no office '{code}'.", "R22 24"
            )
    for login in officers_of(spec, act.codes):
        if store.officer_id(login) is None:
            raise Refused("officer", f"没有工作人员“{login}”。", f"There is no officer '{login}'.")


SAID_AT_ALL = ("sole_reason", "late_reason", "what_is_new")


def act_of(
    wish: Wish, spec: ActSpec, by: Actor, now: datetime, law: Law, draft: models.Draft | None, seq: int,
    petitioner: int, works_at: list[str] | None = None,
) -> Act:  # fmt: skip
    """The act that a wish asks for, with what the register adds to its codes; nothing is read for it."""
    codes = checked(spec, wish.codes)
    if draft is not None and spec.key == "draft":
        codes.update(digest=draft.digest, paper_kind=draft.kind)
    complete(spec, codes, wish.words)
    if spec.key == "sign":
        codes["posts"] = sorted(by.posts)
    if works_at is not None:
        codes["works_at"] = works_at
    for given in SAID_AT_ALL:
        if (wish.words or {}).get(given):
            codes[given] = 1  # that a reason was given is seen by the guard; the reason itself is words
    if spec.issues and draft is not None and draft.signboard_id:
        codes["signboard"] = draft.signboard_id
    return Act(
        kind=wish.kind, on=wish.on, seq=seq, office=by.office or "", by=f"{by.kind}:{by.ref}",
        proceeding=wish.proceeding, points=tuple(sorted(set(wish.points))), to=wish.to, petitioner=petitioner,
        paper=wish.paper, names=wish.names, at=wish.at, codes=codes, recorded=now.date(), edition=law.edition,
    )  # fmt: skip


def _store_act(file: models.File, act: Act, wish: Wish, by: Actor, now: datetime) -> models.Act:
    words = written.said(wish.words)
    row = models.Act(**written.act(act, file.pk, by, now, words, wish.key))
    rows.save(row)
    if words:
        rows.insert(models.Words, {"file_id": file.pk, "act_id": row.pk, "said": words})
    rows.update(models.File, {"last_seq": act.seq}, id=file.pk)
    file.last_seq = act.seq
    return row


def _service(file: models.File, act: Act, spec: ActSpec, row: models.Act) -> None:
    if spec.effect in ("serve", "serve_failed"):
        ((paper,),) = rows.select(models.Paper, ("id",), file_id=file.pk, no=act.paper)
        rows.insert(models.Service, written.service(act, paper, row.pk, served=spec.effect == "serve"))


def _nothing(file: models.File, row: models.Act) -> Planned:
    s = state(file)
    act = next(a for a in line(file.pk) if a.seq == row.seq)
    return Planned(act, (), tuple(s.conflicts), s, False)
