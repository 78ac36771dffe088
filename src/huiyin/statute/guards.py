"""Why an act is not open. Each guard takes (state, act, proceeding, law, world) and gives a refusal or None.

A guard is asked whenever the line is folded, unless it is in `AT_ENTRY`: those look at what was known when
the act was recorded (offices, posts, drafts) and are asked once, then.
"""

from __future__ import annotations

from . import (
    guards_authority,
    guards_children,
    guards_competence,
    guards_conduct,
    guards_dispatch,
    guards_file,
    guards_final,
    guards_handling,
    guards_papers,
    guards_paths,
    guards_purposes,
    guards_repeats,
    guards_review,
    guards_reviewing,
    guards_versions,
)
from .guards_base import Guard, guards_of

ASKED = ("reviewable", "stands")
"""What guards offer to others and is none itself."""

GUARDS: dict[str, Guard] = {
    name: guard
    for room in (
        guards_dispatch,
        guards_handling,
        guards_papers,
        guards_file,
        guards_paths,
        guards_review,
        guards_reviewing,
        guards_final,
        guards_versions,
        guards_repeats,
        guards_purposes,
        guards_competence,
        guards_conduct,
        guards_children,
        guards_authority,
    )
    for name, guard in guards_of(room).items()
    if name not in ASKED
}

AT_ENTRY = frozenset(
    {
        "received_not_after_recorded", "representatives_at_most", "office_exists", "never_to_accused", "receiver_handles_restricted",
        "not_a_petition_office", "may_issue_opinion", "same_content", "not_the_drafter", "signer_may_sign",
        "opinion_not_signed_by_drafter", "checked_where_needed", "names_an_act", "ground_needs",
        "own_competence_not_refused", "somebody_is_named", "corrected_date_untold", "review_organ_open", "two_without_interest",
        "respondent_stood_back", "director_signs_review", "predecessor_is_gone",
        "by_cadre_authority", "decided_above", "competent_can_take_it",
        "own_level_is_told", "higher_office_is_told", "relief_consented",
    }
)  # fmt: skip
