"""What is wrong with a rulebook that can nevertheless be read: gaps, dead ends, duties nobody can meet.

The loader has refused overlaps, gaps within a rule, unknown names and overlays below the law by now. Here the
tables are held against each other, for every span of days in which nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from .calendar import ONE_DAY
from .effects import EFFECTS
from .guards import GUARDS
from .law import ActSpec, Law, law_of
from .loader import Rulebook, parts_of
from .reading import RulebookError, Table, expect, suggest
from .remedies_data import remedies
from .rules import NATIONAL
from .versions import BEGINNING

BY_THE_SYSTEM = frozenset(
    {
        "dispatch",
        "tell-direct",
        "tell-destination",
        "reply-enquiry",
        "serve",
        "extension",
        "take-from-accused",
    }
)
"""Rules that an effect opens or counts, not an act's row; see `effects_points`, `effects_papers`, `effects_accused`."""


MET_BY_AN_EFFECT = frozenset({"serve", "extension"})
"""Of those: what the proof of service meets, and what is only counted."""


class Finding(NamedTuple):
    """One thing found, where it stands; `wrong` must be mended, the rest is to be known."""

    where: str
    wrong: bool
    zh: str
    en: str


def findings(book: Rulebook) -> list[Finding]:
    """Everything found, in every place; what holds in several places is said once."""
    found: dict[Finding, None] = dict.fromkeys([*_beginnings(book), *_lawful_paths(book)])
    said: set[tuple[str, str]] = set()
    for place in book.places:
        law = law_of(book, place)
        for once in ONCE:
            found.update(dict.fromkeys(once(law)))
        for on in _days(law):
            for one in (one for look in LOOKS for one in look(law, on)):
                what = (one.where, one.en.replace(str(on), ""))
                if what not in said:  # of one thing that holds in many spans the first is said
                    said.add(what)
                    found[one] = None
    return sorted(found, key=lambda f: (not f.wrong, f.where))


def _beginnings(book: Rulebook) -> Iterator[Finding]:
    """Rules that say nothing of the years before they begin."""
    for key, versions in book.duties.items():
        if versions[0].since > BEGINNING:
            last = versions[0].since - ONE_DAY
            yield Finding(
                versions[0].source, True, f"“{key}”从{BEGINNING}到{last}没有版本",
                f"{key!r} has no version from {BEGINNING} to {last}",
            )  # fmt: skip
        if versions[-1].until is not None:
            yield Finding(
                versions[-1].source, True, f"“{key}”在{versions[-1].until}以后没有版本",
                f"{key!r} has no version after {versions[-1].until}",
            )  # fmt: skip


def _lawful_paths(book: Rulebook) -> Iterator[Finding]:
    """Ways that lead nowhere, procedures that nothing leads to or that do not say who is competent."""
    try:
        tables = remedies(book)
    except RulebookError as error:
        yield Finding(error.where, True, error.what, error.what)
        return
    led = {way.to for one in tables.situations.values() for way in one.ways}
    for versions in book.procedures.values():
        led |= {key for version in versions for key in version.then}
    for key, versions in book.procedures.items():
        if any(version.organ is None for version in versions):
            yield Finding(
                versions[0].source, True, f"“{key}”没有写由谁受理", f"{key!r} does not say who is competent"
            )
        if tables.situations and key not in led:
            yield Finding(versions[0].source, False, f"没有情形引到“{key}”", f"no situation leads to {key!r}")


def _days(law: Law) -> list[date]:
    """The first day of every span in which the tables stay the same."""
    return sorted({spec.since for versions in law.versions.values() for spec in versions} | {BEGINNING})


def _names(law: Law) -> Iterator[Finding]:
    """Guards, effects and papers that are named and are not there."""
    for versions in law.versions.values():
        for spec in versions:
            missing = [name for name in spec.guards if name not in GUARDS]
            missing += [spec.effect] if spec.effect not in EFFECTS else []
            missing += [spec.issues] if spec.issues and spec.issues not in law.papers else []
            for name in missing:
                yield Finding(
                    spec.source, True, f"“{spec.key}”指名的“{name}”不存在", f"{spec.key!r} names {name!r}: there is none"
                )  # fmt: skip


def _nobody(law: Law) -> Iterator[Finding]:
    """Acts that nobody may do, and acts that end and are followed by nothing."""
    for versions in law.versions.values():
        for spec in versions:
            if spec.exists and not spec.who:
                yield Finding(spec.source, True, f"“{spec.key}”没有人可以办理", f"nobody may do {spec.key!r}")
        last = versions[-1]
        if last.until is not None:
            yield Finding(
                last.source, True, f"“{last.key}”在{last.until}以后没有版本",
                f"{last.key!r} has no version after {last.until}",
            )  # fmt: skip


def _stages(law: Law) -> Iterator[Finding]:
    """Stages of a review that no act gives, and acts that wait for one of them."""
    every = [spec for versions in law.versions.values() for spec in versions]
    given = {spec.sets for spec in every} | {FIRST_STAGE}
    for stage in law.stages:
        if stage not in given:
            waiting = next((spec for spec in every if stage in spec.at), None)
            yield Finding(
                waiting.source if waiting else law.stages.at(stage), True, f"没有办理能到达复查阶段“{stage}”",
                f"no act leads to the stage {stage!r} of a review"
                + (f", in which {waiting.key!r} is open" if waiting else ""),
            )  # fmt: skip


def _keys(law: Law) -> Iterator[Finding]:
    """Rows of the smaller tables with a key that is not theirs, or without one that is."""
    tables: list[tuple[str, Mapping[str, Table]]] = [
        ("steps", law.steps), ("stages", law.stages), ("grounds", law.grounds),
    ]  # fmt: skip
    for name, rows in tables:
        required, optional = KEYS[name]
        for key, row in rows.items():
            try:
                expect(row, required, optional, of=key)
            except RulebookError as error:
                yield Finding(error.where, True, error.what, error.what)
    refuse = law.acts.get("refuse")
    fields = {f.key for f in refuse.fields} if refuse else set()
    for key, row in law.grounds.items():
        for need in row.get("needs", ()):
            if need not in fields:
                what = f"{key!r} needs {need!r}, which 'refuse' has no field for{suggest(need, fields)}"
                yield Finding(row.at("needs"), True, what, what)


KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "steps": (("zh", "en"), ("open", "decided")),
    "stages": (("zh", "en"), ()),
    "grounds": (("title", "provision", "certainty", "since", "zh", "en", "needs"), ("until", "channels")),
}
"""Keys that the rows of a table must have, and those that they may have."""

FIRST_STAGE = "asked"
"""The stage that a request for review opens in."""


def _steps(law: Law, on: date) -> Iterator[Finding]:
    """Steps that acts take points from and nothing leads to, and open steps with no way out."""
    specs = [*law.acts_on(on)]
    given = {spec.to for spec in specs if spec.to} | {"withdrawn"}
    taken: dict[str, ActSpec] = {}
    for spec in specs:
        for step in spec.frm:
            taken.setdefault(step, spec)
    for step, row in law.steps.items():
        if step in taken and step not in given and not _all_none(law, step, on):
            yield Finding(
                taken[step].source, not _leading(law, step), f"{on}起没有办理能到达“{step}”，而“{taken[step].key}”由此开始",
                f"from {on} no act leads to {step!r}, where {taken[step].key!r} begins",
            )  # fmt: skip
        leaves = any(step in spec.frm and spec.to not in ("", step) for spec in specs)
        if row.get("open") == "yes" and step in given and not leaves:
            yield Finding(
                row.at(), True, f"{on}起“{step}”没有出路", f"from {on} nothing leads out of {step!r}"
            )


def _all_none(law: Law, step: str, on: date) -> bool:
    """Whether the acts that lead there are ones that the law of that day did not know, and the rulebook says so."""
    leading = _leading(law, step)
    return bool(leading) and all(law.in_force(key, on) is None for key in leading)


def _leading(law: Law, step: str) -> list[str]:
    """Acts that on some day lead to a step."""
    return [key for key, versions in law.versions.items() if any(spec.to == step for spec in versions)]


def _unused(law: Law) -> Iterator[Finding]:
    """Steps that no act leads to and none begins in."""
    taken = {step for versions in law.versions.values() for spec in versions for step in spec.frm}
    for step in law.steps:
        if step != "withdrawn" and step not in taken and not _leading(law, step):
            yield Finding(
                law.steps.at(step), False, f"没有办理能到达“{step}”", f"no act leads to the step {step!r}"
            )


def _duties(law: Law, on: date) -> Iterator[Finding]:
    """Duties that an act opens and none can meet; rules that nothing opens."""
    specs = [*law.acts_on(on)]
    met = {rule for spec in specs for rule in spec.meets}
    opened = {item.rule: spec for spec in specs for item in spec.opens}
    for rule in sorted(BY_THE_SYSTEM - MET_BY_AN_EFFECT - met):
        version = law.counted(rule, on)
        if version is not None and version[0].kind == "duty":
            yield Finding(
                version[0].source,
                True,
                f"{on}起没有办理能够履行“{rule}”",
                f"from {on} nobody can meet {rule!r}",
            )
    for rule, spec in opened.items():
        counted = law.counted(rule, on)
        if counted is not None and counted[0].kind == "duty" and rule not in met:
            yield Finding(
                spec.source, True, f"{on}起“{spec.key}”产生的“{rule}”没有办理能够履行",
                f"from {on} nobody can meet {rule!r}, which {spec.key!r} opens",
            )  # fmt: skip


def _unopened(law: Law, on: date) -> Iterator[Finding]:
    """Rules that nothing opens: of the law they can still be asked for; one of a place's own is written for nothing."""
    if on != max(_days(law)):
        return
    specs = [*law.acts_on(on)]
    opened = {item.rule for spec in specs for item in spec.opens} | {r for spec in specs for r in spec.meets}
    for key, versions in law.book.place_duties.get(law.place, {}).items():
        if key not in opened | BY_THE_SYSTEM | law.book.duties.keys():
            yield Finding(
                versions[-1].source, True, f"没有办理产生“{key}”，条例里也没有这一项",
                f"no act opens {key!r}, and the law has no such rule{suggest(key, law.book.duties)}",
            )  # fmt: skip
    if law.place != NATIONAL:
        return
    for key, versions in law.book.duties.items():
        if versions[-1].kind == "duty" and key not in opened | BY_THE_SYSTEM:
            yield Finding(
                versions[-1].source, False, f"没有办理产生“{key}”：只用于查询和计算", f"no act opens {key!r}: it is only asked and counted"
            )  # fmt: skip


def _own_grounds(law: Law) -> Iterator[Finding]:
    """Grounds to refuse that only a place has: the law refuses nothing for them (R22 44[2])."""
    for part in parts_of(law.book.overlays.get(law.place, {}), "grounds"):
        for key in part:
            if key not in law_of(law.book).grounds:
                yield Finding(
                    part.at(key), False, f"“{key}”是本地方自己的不予受理理由，条例没有，使用前核对",
                    f"{key!r} is a ground to refuse of the place's own, which the law does not have: check before use",
                )  # fmt: skip


def _papers(law: Law, on: date) -> Iterator[Finding]:
    """Papers that go to somebody and that no act issues; papers that are issued on days that do not know them."""
    specs = [*law.acts_on(on)]
    issued = {spec.issues: spec for spec in specs if spec.issues}
    for key, spec in issued.items():
        if key in law.papers and law.paper(key, spec.since) is None:
            yield Finding(
                spec.source, False, f"“{spec.key}”（{spec.since}起）出具的文书“{key}”没有当时的版本",
                f"{key!r}, issued by {spec.key!r} from {spec.since}, has no version then"
            )  # fmt: skip
    if on != max(_days(law)):
        return
    for key, row in law.papers.items():
        if row["to"] != "internal" and key not in issued:
            yield Finding(row.at(), True, f"没有办理出具文书“{key}”", f"nobody issues the paper {key!r}")


ONCE: tuple[Callable[[Law], Iterator[Finding]], ...] = (
    _names,
    _nobody,
    _stages,
    _keys,
    _unused,
    _own_grounds,
)
LOOKS: tuple[Callable[[Law, date], Iterator[Finding]], ...] = (_steps, _duties, _unopened, _papers)
