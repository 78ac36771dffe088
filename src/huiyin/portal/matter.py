"""A matter as one of its petitioners may see it: what happened, what is owed and by when, every paper.

Others who signed are other people: what they said, received, rated or took back stays theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _

from huiyin.offices.structure import structure
from huiyin.register import models, standing
from huiyin.register.law import current
from huiyin.register.lines import line, state
from huiyin.register.world import WORLD
from huiyin.statute.law import Law
from huiyin.statute.model import CLAIMING, Act, Paper, Refused, State
from huiyin.statute.procedure import Doer, open_acts, why_not
from huiyin.statute.reading import Words
from huiyin.web.words import bilingual

NEUTRAL = {
    "register": "registered", "transfer": "sent", "assign": "sent", "report_up": "sent", "take_up": "sent",
    "reply": "answered", "answer": "answered", "refuse": "answered", "report_result": "answered",
    "give_feedback": "answered", "keep_on_file": "answered", "decide_review": "answered", "decide_re_review": "answered",
}  # fmt: skip


def neutral_dates(file: models.File) -> list[tuple[str, date]]:
    """What the query code alone shows: dates in the same few words for every matter, whatever it is about.

    No office, no subject, no number (a number would tell a restricted matter from others), no period.
    """
    words = {"registered": _("已登记"), "sent": _("已转到有关单位"), "answered": _("已有答复，请凭密码查看")}
    found: dict[tuple[str, date], None] = {}
    for act in state(file).acts:
        said = NEUTRAL.get(act.kind)
        if said:
            found[(words[said], act.on)] = None
    return list(found)


@dataclass
class MatterView:
    """A file, seen by one role on one day."""

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

    def proof(self, model: type[models.Duty] | type[models.Window], key: str) -> tuple[str, ...]:
        """The steps of the count as they were stored with a duty or window, in the page's language."""
        return tuple(bilingual(Words(*step)) for step in self._proofs.get((model.__name__, key), ()))

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

    def bilingual(self, row: Mapping[str, str]) -> str:
        """A row of the rulebook in the language of the page."""
        return bilingual(row)

    # ---------------------------------------------------------- papers

    def mine(self, paper: Paper) -> bool:
        """Whether this paper is addressed to this petitioner."""
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

    # ---------------------------------------------------------- what may be done now

    @cached_property
    def open_kinds(self) -> frozenset[str]:
        """Acts that are open to this petitioner, before any form is filled in."""
        doer = Doer("petitioner", f"petitioner:{self.role.pk}")
        return frozenset(o.kind for o in open_acts(self.state, self.law, WORLD, self.today, doer))

    def place(self, kind: str) -> int:
        """The proceeding in which an act is open to this petitioner, the latest first; 0 for none."""
        doer = Doer("petitioner", f"petitioner:{self.role.pk}")
        found = [
            o.proceeding for o in open_acts(self.state, self.law, WORLD, self.today, doer) if o.kind == kind
        ]
        return max(found, default=0)

    def refused(self, kind: str, *, paper: int = 0, about: str = "") -> Refused | None:
        """Why this very act is not open to this petitioner now, or None."""
        spec = self.law.in_force(kind, self.today)
        if spec is None or "petitioner" not in spec.who:
            return Refused("unknown", "现在不能这样做。", "This cannot be done now.")
        act = Act(
            kind, self.today, self.file.last_seq + 1, by=f"petitioner:{self.role.pk}",
            petitioner=self.withdraws_for if kind in standing.WITHDRAWING else self.role.no,
            paper=paper, codes={"about": about} if about else {}, recorded=self.today,
        )  # fmt: skip
        return why_not(self.state, act, spec, self.law, WORLD, entry=True)

    @property
    def may_withdraw(self) -> bool:
        """Whether this role is one of those whose matter it is: a scribe or helper takes nothing back for them."""
        theirs = standing.claims(self.role) and not standing.may(self.role, self.state, "settle")
        return not theirs and self.withdraws_for in self.state.signers() and self.can("withdraw")

    def can(self, kind: str, *, paper: int = 0, about: str = "") -> bool:
        """Whether this very act is open."""
        return kind in self.open_kinds and self.refused(kind, paper=paper, about=about) is None

    @cached_property
    def to_confirm(self) -> list[Paper]:
        """Papers whose receipt may be confirmed."""
        return [p for p in self.papers if self.can("confirm_receipt", paper=p.no)]

    @cached_property
    def to_rate(self) -> list[str]:
        """Offices that dealt with it and are not yet rated by this petitioner, once there is something to rate."""
        if standing.claims(self.role):
            speaks = standing.may(self.role, self.state, "receive")
        else:
            speaks = self.role.no in self.state.signers() or self.role.role in ("agent", "guardian")
        told = any(p.kind != "receipt" for p in self.papers) or self.state.phase != "open"
        if not (speaks and told):
            return []
        codes = dict.fromkeys(p.office for p in self.state.proceedings.values())
        return [code for code in codes if self.can("rate", about=code)]

    def office(self, code: str) -> str:
        """Name of an office."""
        found = structure().offices.get(code)
        return found.name if found else code

    # ---------------------------------------------------------- points

    def points(self) -> Iterator[tuple[int, str, str]]:
        """Number, request and step of every point."""
        said = dict(self.file.points.values_list("no", "request"))
        for no, point in self.state.points.items():
            yield no, said.get(no, ""), bilingual(self.law.steps[point.step])
