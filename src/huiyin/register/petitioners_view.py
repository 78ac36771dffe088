"""A file as one of its petitioners may see it: what is owed to him, his own time, the papers for him.

Others who signed are other people: what they said, received, rated or took back stays theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from huiyin.register import models, standing
from huiyin.register.law import current
from huiyin.register.lines import line, state
from huiyin.statute.explain import duty_steps, window_steps
from huiyin.statute.law import Law
from huiyin.statute.model import CLAIMING, Act, Duty, Paper, State, Window
from huiyin.statute.periods import Step

NEUTRAL = {
    "register": "registered", "transfer": "sent", "assign": "sent", "report_up": "sent", "take_up": "sent",
    "reply": "answered", "answer": "answered", "refuse": "answered", "report_result": "answered",
    "give_feedback": "answered", "keep_on_file": "answered", "decide_review": "answered", "decide_re_review": "answered",
    "reply_suggestion": "answered", "answer_simple": "answered", "guide": "answered", "refuse_final": "answered",
    "tell_repeat": "answered", "tell_final": "answered",
}  # fmt: skip


def neutral_dates(file: models.File) -> list[tuple[str, date]]:
    """What the query code alone shows: dates in the same few words for every matter, whatever it is about.

    No office, no subject, no number (a number would tell a restricted matter from others), no period.
    """
    said = ((NEUTRAL.get(act.kind), act.on) for act in state(file).acts)
    return list(dict.fromkeys((what, on) for what, on in said if what))


OWED = (
    "dispatch", "redispatch", "tell-destination", "tell-direct", "tell-forwarded", "decide-objection", "answer",
    "tell-extension", "tell-correction", "reply-enquiry", "reply-suggestion", "lead-in", "serve", "carry-out",
    "accept-review", "review", "accept-re-review", "re-review", "redo", "decide-competence", "simple-answer", "decide-hearing",
    "hearing-conclusion", "hearing-conclusion-told", "decide-recusal", "follow-agreement",
)  # fmt: skip


@dataclass
class PetitionersView:
    """A file, seen by one role at one moment."""

    role: models.Role
    now: datetime

    @property
    def file(self) -> models.File:
        """The file."""
        return self.role.file

    @property
    def today(self) -> date:
        """The day on which it is seen."""
        return self.now.date()

    @cached_property
    def law(self) -> Law:
        """The law in force for it."""
        return current(self.file.place)

    @cached_property
    def _proofs(self) -> dict[tuple[str, str], list[list[str]]]:
        return {
            (model.__name__, key): proof
            for model in (models.Duty, models.Window)
            for key, proof in model.objects.filter(file=self.file).values_list("key", "proof")
        }

    def why(self, one: Duty | Window) -> Sequence[Step]:
        """The steps of the count as they were stored with a duty or window."""
        stored = [Step(*step) for step in self._proofs.get((type(one).__name__, one.key), ())]
        if stored:
            return stored
        return duty_steps(one, self.law) if isinstance(one, Duty) else window_steps(one, self.law)

    @cached_property
    def acts(self) -> list[Act]:
        """Its acts as recorded."""
        return line(self.file.pk)

    @cached_property
    def state(self) -> State:
        """What they make."""
        return state(self.file, self.acts)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """Whose papers may be opened: the own, and those of whom one speaks for by a confirmed authority."""
        return frozenset({self.role.no, self.acts_for("see")})

    @cached_property
    def pending(self) -> bool:
        """Whether an authority to speak for another is claimed and not confirmed: then only dates and the own words."""
        return standing.pending(self.role, self.state)

    def acts_for(self, level: str) -> int:
        """In whose name one acts: the other's where the confirmed authority goes so far, else the own."""
        principal = self.role.principal
        return principal.no if principal and standing.may(self.role, self.state, level) else self.role.no

    @property
    def asks_for(self) -> int:
        """In whose name a request for review is made."""
        return self.acts_for("receive")

    @property
    def withdraws_for(self) -> int:
        """In whose name a withdrawal is made."""
        return self.acts_for("settle")

    @cached_property
    def speakers(self) -> list[models.Role]:
        """Those who say to speak for this petitioner."""
        roles = self.file.roles.filter(principal=self.role, role__in=CLAIMING)
        return list(roles.select_related("petitioner", "principal"))

    # ---------------------------------------------------------- papers

    def mine(self, paper: Paper) -> bool:
        """Whether this paper is addressed to this petitioner, or is the petitioner's own request for review."""
        if paper.kind == "review_application":
            asked = self.state.proceedings[paper.proceeding].review if paper.proceeding else None
            return asked is not None and asked.applicant in self.numbers and not self.pending
        if self.law.papers.get(paper.kind, {}).get("to") != "petitioner":
            return False
        if paper.kind == "receipt":
            return self.role.entry_id is not None and self.role.entry_id == self.first_entry
        if self.pending:
            return False
        return bool(self.numbers & set(paper.addressees)) or not paper.addressees

    @cached_property
    def first_entry(self) -> int | None:
        """The entry that opened the file."""
        return self.file.entries.order_by("pk").values_list("pk", flat=True).first()

    @cached_property
    def papers(self) -> list[Paper]:
        """Every paper addressed to this petitioner, the newest first."""
        return [p for p in reversed(self.state.papers.values()) if self.mine(p)]

    def served_on(self, paper: Paper) -> date | None:
        """When it was proved to have reached this petitioner."""
        return min((paper.served[n] for n in self.numbers if n in paper.served), default=None)

    # ---------------------------------------------------------- what is owed, and the petitioner's own time

    @cached_property
    def owed(self) -> list[Duty]:
        """What offices owe to this petitioner now, by the day it is due; what is owed promptly stands last."""
        if self.pending:
            return []
        live = [d for d in self.state.live if d.kind == "duty" and d.rule in OWED and self._concerns(d)]
        return sorted(live, key=lambda d: (d.due or date.max, OWED.index(d.rule)))

    def _concerns(self, d: Duty) -> bool:
        review = (
            self.state.proceedings[d.proceeding].review if d.proceeding in self.state.proceedings else None
        )
        if review is not None and review.applicant not in self.numbers:
            return False
        if d.rule == "re-review" and d.due is None:
            return False  # its clock stands still while a hearing goes on; the line says so
        if d.rule != "serve":
            return True
        paper = self.state.papers.get(d.paper)
        return paper is not None and self.mine(paper) and bool(self.numbers & d.left)

    @cached_property
    def windows(self) -> list[Window]:
        """Every period of this petitioner (R22 35, 36)."""
        if self.pending:
            return []
        return [w for w in self.state.windows.values() if w.petitioner in self.numbers]
