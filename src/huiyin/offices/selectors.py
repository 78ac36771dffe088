"""Questions about offices, signboards and posts. Every answer is for one day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.offices.errors import UnknownOffice
from huiyin.offices.models import (
    ADMIN_POSTS,
    CommitteeMember,
    Deputy,
    Office,
    OfficeKind,
    Officer,
    Post,
    RelationKind,
    Signboard,
)
from huiyin.offices.structure import ALL_KINDS, Structure, structure
from huiyin.prepared import Prepared

_SEARCH_LIMIT = 20


def in_force(on: date) -> Q:
    """Rows whose dates include that day, both ends counted."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))


def office(code: str) -> Office:
    """The office of a code, open or closed. Shared and cached: services fetch their own to change it."""
    return _known(structure(), code)


def _known(directory: Structure, code: str) -> Office:
    found = directory.offices.get(code)
    if found is None:
        raise UnknownOffice(_("没有代码为“%(code)s”的机关单位。") % {"code": code})
    return found


def offices(on: date) -> list[Office]:
    """All offices that exist on that day."""
    return [one for one in structure().offices.values() if one.open_on(on)]


def subordinates(office_code: str, on: date, kinds: frozenset[str] = ALL_KINDS) -> frozenset[str]:
    """Every office under this one along any of the relations, however far (R22 30(3)).

    The guard that keeps an accusation away from the accused office and from every office under it.
    An office that took over the accused office's business counts as under it.
    """
    directory = structure()
    _known(directory, office_code)
    return directory.under(office_code, on, kinds)


def uppers(office_code: str, kind: str, on: date) -> list[Office]:
    """The offices directly above along one kind of relation, in the order they were related."""
    known = structure()
    ties = known.uppers.get(office_code, ())
    return [known.offices[tie.upper] for tie in ties if tie.kind == kind and tie.in_force(on)]


def lowers(office_code: str, kind: str, on: date) -> list[Office]:
    """The offices directly below along one kind of relation."""
    known = structure()
    ties = known.lowers.get(office_code, ())
    return [known.offices[tie.lower] for tie in ties if tie.kind == kind and tie.in_force(on)]


def reviewers(office_code: str, on: date) -> list[Office]:
    """Where an opinion of this office may be taken for review; several: the petitioner chooses (R22 35)."""
    return uppers(office_code, RelationKind.REVIEWED_BY, on)


def successor(office_code: str, on: date) -> Office | None:
    """The open office that carries on a closed one's business, through several mergers (R22 24(2))."""
    seen = {office_code}
    current = office_code
    while True:
        following = [one for one in lowers(current, RelationKind.SUCCESSOR_OF, on) if one.code not in seen]
        if not following:
            return None
        if following[0].open_on(on):
            return following[0]
        current = following[0].code
        seen.add(current)


def petition_office_above(office_code: str, on: date) -> Office | None:
    """The petition department one level up (R22 25(2))."""
    return next(iter(uppers(office_code, RelationKind.PETITION_LINE, on)), None)


def petition_office_of(office_code: str, on: date) -> Office | None:
    """The petition department of the place an office belongs to: beside it, else the nearest one above (R22 14)."""
    seen, waiting = {office_code}, [office_code]
    while waiting:
        code = waiting.pop(0)
        for above in uppers(code, RelationKind.TERRITORY, on) + uppers(code, RelationKind.DISPATCHED_BY, on):
            for one in lowers(above.code, RelationKind.TERRITORY, on):
                if one.kind == OfficeKind.PETITION and one.open_on(on) and one.code != office_code:
                    return one
            if above.code not in seen:
                seen.add(above.code)
                waiting.append(above.code)
    return None


def discipline_for(office_code: str, on: date) -> Office | None:
    """Who receives accusations against the people of this office, by who manages its cadres (R22 22(2)).

    The discipline office led by the committee that manages the cadres, or by the one that manages that
    committee's. Never one that stands under the accused office. None known: a person decides.
    """
    below = subordinates(office_code, on)
    seen = {office_code}
    waiting = [office_code]
    while waiting:
        for manager in uppers(waiting.pop(0), RelationKind.CADRES_MANAGED_BY, on):
            for one in lowers(manager.code, RelationKind.TERRITORY, on):
                if (
                    one.kind == OfficeKind.DISCIPLINE
                    and one.open_on(on)
                    and one.code not in below | {office_code}
                ):
                    return one
            if manager.code not in seen:
                seen.add(manager.code)
                waiting.append(manager.code)
    return None


def signboard(office_code: str, on: date, name: str | None = None) -> Signboard:
    """As whom the office issues a paper that day: the default signboard, or the one named.

    A dispatched unit without a name of its own issues as the organ that sent it out.
    """
    issuer = office(office_code)
    if not issuer.own_name:
        senders = uppers(office_code, RelationKind.DISPATCHED_BY, on)
        issuer = senders[0] if senders else issuer
    boards = [
        b
        for b in structure().boards.get(issuer.code, ())
        if b.since <= on and (b.until is None or on <= b.until)
    ]
    found = [b for b in boards if (b.name == name if name is not None else b.is_default)]
    board = found[-1] if found else None  # the one put up last
    if board is None:
        words = {"office": issuer.name, "on": on.isoformat(), "name": name or _("默认")}
        raise UnknownOffice(_("%(office)s在 %(on)s 没有启用的牌子（%(name)s）。") % words)
    return board


def signboard_numbered(number: int) -> Signboard:
    """The signboard that was chosen before, in use or not."""
    return structure().numbered.get(number) or Signboard.objects.get(pk=number)


def signboards(office_code: str, on: date) -> list[Signboard]:
    """All signboards in use that day, the default first."""
    return list(Signboard.objects.filter(in_force(on), office__code=office_code).select_related("office"))


def seats(committee_code: str, on: date) -> list[CommitteeMember]:
    """The seats of a committee on that day."""
    rows = CommitteeMember.objects.filter(in_force(on), committee__code=committee_code)
    return list(rows.select_related("member_office", "officer"))


def search(text: str, on: date, limit: int = _SEARCH_LIMIT) -> list[Office]:
    """Open offices whose name, short name, code or remit holds the text; names come first."""
    wanted = text.strip().lower()
    if not wanted:
        return []
    ranked: list[tuple[int, str, Office]] = []
    for one in offices(on):
        rank = _rank(one, wanted)
        if rank is not None:
            ranked.append((rank, one.code, one))
    ranked.sort(key=lambda found: found[:2])
    return [one for _rank_, _code, one in ranked[:limit]]


def _rank(one: Office, wanted: str) -> int | None:
    names = (one.name.lower(), one.short.lower(), one.code)
    if any(name.startswith(wanted) for name in names):
        return 0
    if any(wanted in name for name in names):
        return 1
    return 2 if any(wanted in str(item).lower() for item in one.remit) else None


_WITHOUT_OWN_UNIT = frozenset({OfficeKind.PETITION, OfficeKind.COMMITTEE, OfficeKind.CONFERENCE})
"""Petition departments are the unit themselves; committees and conferences have an office elsewhere."""


def without_petition_unit(on: date) -> list[Office]:
    """Organs that have named neither a unit nor a person for petition work, against R22 14(2) (S0-017)."""
    return [
        one
        for one in offices(on)
        if one.is_organ
        and one.own_name
        and one.kind not in _WITHOUT_OWN_UNIT
        and not (one.petition_unit or one.petition_person)
    ]


def posts_by_office(officer: Officer, on: date) -> dict[str, frozenset[str]]:
    """Posts by office code on that day, own and stood in for; administrators under the empty code.

    The offices come in the order in which the officer was first given a post there, offices where he
    only stands in last.
    """
    if not officer.active:
        return {}
    held: dict[str, set[str]] = {}
    for code, kind in _posts(officer.pk, on):
        held.setdefault(code, set()).add(kind)
    for code, absent, kinds, since, until in _STANDING_IN.rows(officer=officer.pk):
        if since <= on <= until:
            taken = {kind for there, kind in _posts(absent, on) if there == code}.intersection(
                kinds
            ) - ADMIN_POSTS
            if taken:
                held.setdefault(code, set()).update(taken)
    return {code: frozenset(kinds) for code, kinds in held.items()}


# Asked with every request: composed once, and the few rows of one officer are sorted out by day here.
_POSTS = Prepared(
    lambda officer: (
        Post.objects.filter(officer=officer)
        .order_by("since", "id")
        .values_list("office__code", "kind", "since", "until")
    ),
    officer=31_001,
)
_STANDING_IN = Prepared(
    lambda officer: Deputy.objects.filter(stands_in=officer).values_list(
        "office__code", "absent", "kinds", "since", "until"
    ),
    officer=31_001,
)


def _posts(officer: int, on: date) -> list[tuple[str, str]]:
    """An officer's own posts that day, in the order in which they were given: office code ('' for none) and kind."""
    return [
        (code or "", kind)
        for code, kind, since, until in _POSTS.rows(officer=officer)
        if since <= on and (until is None or on <= until)
    ]


def holders(office_code: str, kind: str, on: date) -> list[Officer]:
    """The active officers who hold a post in an office that day, those standing in after the others."""
    own = Officer.objects.filter(
        active=True,
        pk__in=Post.objects.filter(in_force(on), office__code=office_code, kind=kind).values("officer_id"),
    )
    found = {one.pk: one for one in own}
    holding = frozenset(found)  # standing in for one who only stands in is not a chain we follow
    for row in Deputy.objects.filter(in_force(on), office__code=office_code).select_related("stands_in"):
        if kind in row.kinds and row.absent_id in holding and row.stands_in.active:
            found.setdefault(row.stands_in_id, row.stands_in)
    return list(found.values())


def staff(office_code: str, on: date) -> list[Officer]:
    """Every active officer with a post in an office that day."""
    held = Post.objects.filter(in_force(on), office__code=office_code).values("officer_id")
    return list(Officer.objects.filter(active=True, pk__in=held))


def terms(office_code: str, kind: str) -> list[tuple[date, date | None]]:
    """From when until when active officers were posted so in an office, both days counted; None: still."""
    rows = Post.objects.filter(office__code=office_code, kind=kind, officer__active=True)
    return list(rows.values_list("since", "until"))


def is_administrator(officer: Officer, on: date) -> bool:
    """Whether one of the three administrators, who see no matter."""
    return Post.objects.filter(in_force(on), officer_id=officer.pk, kind__in=ADMIN_POSTS).exists()
