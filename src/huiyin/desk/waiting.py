"""What waits for this officer besides dates: arrivals to sign for, drafts to check or sign, extensions asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from huiyin.offices.actor import Actor
from huiyin.register.access import CONFIDENTIAL, visible_to
from huiyin.register.models import Act, Draft, File, OpenDuty
from huiyin.register.owing import barred, owed
from huiyin.statute.law import Law

ARRIVED = ("tell-forwarded", "objection")
"""Rules that open when something arrives at an office and stay open until it was looked at."""
EXTENSION = ("ask_extension", "approve_extension", "decline_extension")
PAPER_STEPS = ("draft", "check", "sign", "return_draft")
MOST = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: in which file, what, and since which draft."""

    file_id: int
    what: str
    draft: int = 0
    kind: str = ""


def arrivals(actor: Actor) -> QuerySet[OpenDuty]:
    """What came to this office and nobody has signed for; one row for each duty that its coming opened."""
    signed = Act.objects.filter(
        file=OuterRef("file"), kind="sign_for", proceeding=OuterRef("duty__proceeding")
    )
    rows = OpenDuty.objects.filter(office_id=actor.office or "", rule__in=ARRIVED)
    if actor.has(CONFIDENTIAL):
        rows = rows.exclude(file__in=barred(actor))
    else:
        rows = rows.filter(restricted__in=(False,))
    return rows.filter(~Exists(signed))


def extensions(actor: Actor) -> QuerySet[OpenDuty]:
    """Extensions asked for and neither approved nor declined: they wait for the head (R22 34)."""
    last = Act.objects.filter(
        file=OuterRef("file"), kind__in=EXTENSION, proceeding=OuterRef("duty__proceeding")
    )
    kind = Subquery(last.order_by("-seq").values("kind")[:1])
    return owed(actor).filter(rule="answer").alias(asked=kind).filter(asked="ask_extension")


def drafts(actor: Actor, law: Law) -> list[Waiting]:
    """Drafts of this office whose next step this officer may do: check, sign, or send out."""
    rows = list(
        Draft.objects.filter(office_id=actor.office or "", issued=False)
        .exclude(digest="")
        .filter(file__in=visible_to(actor))
        .order_by("-updated_at")
        .values_list("pk", "file_id", "kind")[:MOST]
    )
    if not rows:
        return []
    last = _last_steps({file for _, file, _ in rows})
    found = []
    for pk, file, kind in rows:
        step, by = last.get(pk, ("", ""))
        what = next_step(law, kind, step, actor, by)
        if what:
            found.append(Waiting(file, what, pk, kind))
    return found


def _last_steps(files: set[int]) -> dict[int, tuple[str, str]]:
    """For each draft: its last step, and who drafted it."""
    steps: dict[int, tuple[str, str]] = {}
    acts = Act.objects.filter(file__in=files, kind__in=PAPER_STEPS).order_by("file", "seq")
    for kind, codes, actor in acts.values_list("kind", "codes", "actor"):
        pk = int(codes.get("draft", 0))
        by = actor if kind == "draft" else steps.get(pk, ("", actor))[1]
        steps[pk] = (kind, by)
    return steps


def next_step(law: Law, kind: str, step: str, actor: Actor, drafted_by: str) -> str:
    """The step of a paper that this actor may do next, or nothing. Whether it is lawful, the register says."""
    steps = list(law.papers.get(kind, {}).get("steps", ()))
    if step not in steps or step == steps[-1]:
        return ""
    wanted = str(steps[steps.index(step) + 1])
    own_check = "check" in steps and drafted_by == actor.ref
    if own_check or not actor.posts & law.acts[wanted].who:
        return ""
    if wanted == "sign" and not actor.has(*law.papers[kind]["signed_by"]):
        return ""
    return wanted


def files_of(rows: QuerySet[OpenDuty]) -> list[int]:
    """The files of some duties, the most pressing first, each once."""
    return list(dict.fromkeys(rows.order_by("due", "duty").values_list("file_id", flat=True)[:MOST]))


def in_order(actor: Actor, ids: list[int]) -> list[File]:
    """These files through the gate, in the order given."""
    found = {f.pk: f for f in visible_to(actor).filter(pk__in=ids).select_related("matter")}
    return [found[i] for i in dict.fromkeys(ids) if i in found]
