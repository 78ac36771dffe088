"""What acts on papers change: drafted, checked, signed, issued, served. See `effects`."""

from __future__ import annotations

from datetime import date

from . import telling
from .effects_duties import end_duty, open_service, origin
from .effects_review import bind_finally
from .law import ActSpec, Law
from .model import Act, Draft, Event, Paper, Proceeding, State, Window


def draft(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """A draft rendered; a new text of the same draft begins its way again."""
    no = int(act.codes["draft"])
    s.drafts[no] = Draft(
        no, str(act.codes["paper_kind"]), act.proceeding, str(act.codes.get("digest", "")), "draft", act.by
    )


def check(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Checked by someone else."""
    d = s.drafts[int(act.codes["draft"])]
    s.drafts[d.id] = d._replace(step="check", checked_by=act.by)


def sign(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Signed; it can now be issued."""
    d = s.drafts[int(act.codes["draft"])]
    s.drafts[d.id] = d._replace(step="sign", signed_by=act.by)


def return_draft(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Back to its writer."""
    d = s.drafts[int(act.codes["draft"])]
    s.drafts[d.id] = d._replace(step="returned")


def issue(s: State, act: Act, spec: ActSpec, law: Law, new: Proceeding | None = None) -> Paper:
    """The act's paper is issued: to petitioners it opens a duty to serve, to offices it is delivered at once."""
    kind = spec.issues
    row = law.papers.get(kind, {})
    # A machine's slip (the receipt) is handed over as it is made; a paper that was signed is served with proof.
    addressees = _addressees(s, act, spec) if row.get("to") == "petitioner" and row.get("steps") else ()
    if row.get("addressed") == "untold":
        addressees = telling.addressees(s, act.proceeding)
    paper = Paper(s.number("paper", act.seq), kind, act, addressees)
    if spec.level == "new":  # the receipt is the receiving office's, whoever entered it
        paper.office = next(iter(s.proceedings.values())).office
    elif new is not None and new.review is not None:  # so is the sheet of a request for review
        paper.office, paper.proceeding = new.office, new.no
    paper.told = telling.told_by(s, paper, law)
    s.papers[paper.no] = paper
    s.events.append(Event("paper", paper))
    if "draft" in act.codes and int(act.codes["draft"]) in s.drafts:
        d = s.drafts[int(act.codes["draft"])]
        s.drafts[d.id] = d._replace(step="issued")
    open_service(s, act, law, paper)
    return paper


def _addressees(s: State, act: Act, spec: ActSpec) -> tuple[int, ...]:
    """All signers; of a review its applicant, and all signers where it changed what stands for all."""
    p = s.proceedings.get(act.proceeding)
    if p is not None and p.review is not None:
        common = s.signers() if "change" in p.review.outcomes.values() and not s.undeliverable else ()
        return tuple(sorted({p.review.applicant, *common}))
    if spec.effect == "tell_final":
        return (act.petitioner,)
    return () if s.undeliverable else s.signers()


def serve(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Proven for one petitioner; an opinion starts that petitioner's window (R22 35, 36(1)), or is final (36(3))."""
    paper = s.papers[act.paper]
    on = _reached(act, law)
    paper.served[act.petitioner] = on
    for d in [d for d in s.live if d.rule == "serve" and d.paper == paper.no]:
        d.left.discard(act.petitioner)
        if not d.left:
            end_duty(s, d, "met", act)
    rule = WINDOWS.get(paper.kind)
    if rule:
        _open_window(s, act, law, paper, on, rule)
    elif paper.kind == "re_review_opinion":
        bind_finally(s, act, paper)


WINDOWS = {"handling_opinion": "review-window", "review_opinion": "re-review-window"}
"""The petitioner's own time that a proven service of an opinion starts (R22 35, 36(1))."""


def _reached(act: Act, law: Law) -> date:
    """The day on which it counts as received: the day proven, or the end of a public notice."""
    found = law.counted("public-notice", act.on) if act.codes.get("method") == "public_notice" else None
    return found[1].due if found and found[1] else act.on


def _open_window(s: State, act: Act, law: Law, paper: Paper, on: date, rule: str) -> None:
    found = law.counted(rule, on)
    if found is None or found[1] is None:
        return
    version, counted = found
    assert counted is not None
    key = f"{origin(act)}:{rule}:{paper.no}:{act.petitioner}:{counted.due.isoformat()}"
    window = Window(
        key, rule, act.petitioner, paper.no, on, counted.nominal, counted.due, counted.provisional,
        version.provision, version.certainty, act.seq,
    )  # fmt: skip
    s.windows[key] = window
    s.events.append(Event("window", window))


def serve_failed(s: State, act: Act, spec: ActSpec, law: Law) -> None:
    """Tried in vain; another way is to be tried."""
    s.papers[act.paper].failed.setdefault(act.petitioner, []).append(str(act.codes.get("method", "")))
