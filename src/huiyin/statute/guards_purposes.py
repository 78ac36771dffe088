"""Guards of suggestions and accusations (R22 29, 30). See `guards`."""

from __future__ import annotations

from .accused import kept_from
from .guards_base import refusal
from .law import Law
from .model import Act, Proceeding, Refused, State, World

ADOPTED = ("adopted", "adopted_partly", "not_adopted")


def only_suggestions(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    if any(s.points[no].purpose != "suggestion" for no in a.points):
        return refusal(
            "purpose", "只有建议意见适用第二十九条。", "Article 29 is for suggestions only.", "R22 29(1)"
        )
    return None


def no_accusation_beside_handling(
    s: State, a: Act, p: Proceeding | None, law: Law, w: World
) -> Refused | None:
    """R22 30(3): an office that already holds an ordinary file, perhaps the accused one, would read the accusation."""
    elsewhere = [one.office for one in s.proceedings.values() if one.kind != "dispatch"]
    if a.codes.get("purpose") != "accusation" or s.restricted or not elsewhere:
        return None
    return refusal(
        "accusation_apart",
        "本卷已经转给承办单位，检举控告不列入本卷：请另行登记为限制知悉件，写好的内容可以照用。",
        "The file is with another office already: an accusation is not added to it. Register it apart, restricted; "
        "the words can be used there.",
        "R22 30(3)",
    )


def held_by_accused(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 30(3): taken away only from who is accused, or is under one; a review organ stands back by 28(3)."""
    if p is None or p.review is not None or p.kept_by or p.office not in kept_from(s, w, a.on):
        return refusal(
            "not_accused",
            "承办的不是被检举控告的单位（或其下属单位），不适用收回。",
            "Who holds it is not the office accused, nor one under it: there is nothing to take away.",
            "R22 30(3)",
        )
    return None


def adoption_is_said(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """The reply says of each suggestion whether it is adopted, in whole or in part, or not."""
    said = a.codes.get("adoption", {})
    missing = [str(no) for no in a.points if said.get(str(no)) not in ADOPTED]
    if missing:
        return refusal(
            "adoption", f"第{'、'.join(missing)}项建议还没有写明采纳、部分采纳或者不采纳。",
            f"Suggestions without a word on adoption: {', '.join(missing)}.", "R22 29(1)",
        )  # fmt: skip
    return None


def by_cadre_authority(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    """R22 22(2): to the discipline organ that has authority over the accused's cadres, or to one above it."""
    if w.kind(a.to) != "discipline" or not any(s.points[no].purpose == "accusation" for no in a.points):
        return None
    for accused in sorted(s.accused):
        due = w.discipline(accused, a.on)
        if due and a.to != due and a.to not in w.above(due, a.on):
            return refusal(
                "cadre_authority", f"按照干部管理权限，反映{accused}人员的检举控告应当转送{due}。",
                f"By authority over cadres an accusation against people of {accused} goes to {due}.", "R22 22(2)",
            )  # fmt: skip
    return None


def organisation_to_inform(s: State, a: Act, p: Proceeding | None, law: Law, w: World) -> Refused | None:
    owed = "report-grave-accusation" if a.kind == "report_grave_accusation" else "inform-organisation"
    if not any(d.rule == owed and p and d.proceeding == p.no for d in s.live):
        return refusal(
            "nothing_to_inform",
            "没有待通报的反映干部问题的情况。",
            "Nothing is to be told of cadres here.",
            "R22 30(2)",
        )
    return None
