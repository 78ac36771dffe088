"""Computed values of papers: other laws' limits, and under which provision a notice tells."""

from __future__ import annotations

from typing import Any

from huiyin.offices.structure import structure
from huiyin.papers.facts import Facts, value
from huiyin.statute.periods import UNIT_WORDS
from huiyin.statute.rules import LeadIn, Limit, RuleError


def procedure_of(f: Facts) -> LeadIn | None:
    """The other law's procedure that the act leads in to."""
    try:
        return f.law.book.procedure(str(f.intended.get("procedure", "")), f.on)
    except RuleError:
        return None


def length(limit: Limit) -> str:
    """60日, 6个月."""
    return f"{limit.length}{UNIT_WORDS[limit.unit][0]}"


@value
def apply_limit(f: Facts) -> Any:
    there = procedure_of(f)
    if there is None or there.apply is None:
        return None
    since = f"自{there.starts.zh}起" if there.starts else ""
    return f"{since}{length(there.apply)}（{there.apply.provision or there.provision}）"


@value
def told_by(f: Facts) -> Any:
    one = structure().offices.get(f.office)
    return "petition" if one is not None and one.kind == "petition" else "other"
