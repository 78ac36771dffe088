"""Loads the offices, posts and officers of the demo county; run again, it adds only what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from huiyin import clock
from huiyin.offices import services
from huiyin.offices.actor import Actor
from huiyin.offices.models import ADMIN_POSTS, Office, Officer, OfficeRelation, Post, PostKind
from huiyin.offices.passwords import DEMO_PASSWORD
from huiyin.offices.structure import steady

__all__ = ["DEMO_PASSWORD", "SignInName", "as_text", "county", "load"]

FILE = Path(__file__).with_name("county.yaml")
_RELATIONS = {
    "parent": "territory",
    "line": "line",
    "petition_line": "petition_line",
    "dispatched_by": "dispatched_by",
    "review": "reviewed_by",
    "cadres": "cadres_managed_by",
    "office_at": "office_at",
}
_FIELDS = (
    "short",
    "remit",
    "units",
    "may_issue_opinion",
    "own_name",
    "is_organ",
    "petition_path",
    "restricted",
    "agent_point",
    "quorum",
)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SignInName:
    """One line of the list that the demo prints."""

    login: str
    name: str
    office: str
    posts: tuple[str, ...]


def county() -> dict[str, Any]:
    """The demo county as its file has it: meta, offices, officers, petitions."""
    with FILE.open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return found


def load(
    by: Actor | None = None, at: datetime | None = None, *, administrators: bool = True
) -> list[SignInName]:
    """Load what is missing, and list who can sign in. Not in production: the services refuse the machine.

    Without `administrators` their posts stay free for three real persons (`huiyin administrators`).
    """
    file = county()
    if not administrators:
        file["officers"] = [row for row in file["officers"] if not ADMIN_POSTS & set(row["posts"])]
    loader = _Loader(file, by or Actor.machine(services.DEMO_MACHINE), at or clock.now())
    with transaction.atomic(), steady():
        loader.offices()
        loader.relations()
        loader.successors()
        loader.officers()
        loader.seats()
    return sign_in_names()


def sign_in_names() -> list[SignInName]:
    """Everyone of the demo county who can sign in, in the order of its file."""
    shorts = {office.code: office.label for office in Office.objects.all()}
    there = set(Officer.objects.values_list("login", flat=True))
    found = []
    for row in county()["officers"]:
        if row["login"] not in there:
            continue
        posts = [str(PostKind(kind).label) for kind in row["posts"]]
        for more in row.get("also", ()):
            where = shorts.get(more["office"], "")
            posts += [f"{PostKind(kind).label}（{where}）" for kind in more["posts"]]
        found.append(SignInName(row["login"], row["name"], shorts.get(row["office"], ""), tuple(posts)))
    return found


def as_text(names: list[SignInName]) -> str:
    """The list as the console shows it, with the password."""
    lines = [f"  {one.login:<12}{one.name}  {one.office}  {'、'.join(one.posts)}" for one in names]
    return "\n".join([*lines, f"  密码 / password: {DEMO_PASSWORD}"])


class _Loader:
    """The steps of loading, each leaving alone what is already there."""

    def __init__(self, file: Row, by: Actor, at: datetime) -> None:
        self.meta: Row = file["meta"]
        self.rows: list[Row] = file["offices"]
        self.people: list[Row] = file["officers"]
        self.by = by
        self.at = at
        self.since: date = self.meta["since"]
        self.ids = dict(Office.objects.values_list("code", "pk"))

    def offices(self) -> None:
        """Offices with their signboards."""
        sections = {row["office"]: row["name"] for row in self.people if "section" in row["posts"]}
        for number, row in enumerate(self.rows, start=1):
            if row["id"] in self.ids:
                continue
            made = services.open_office(
                row["id"],
                row["name"],
                row["level"],
                row["kind"],
                on=self.since,
                at=self.at,
                by=self.by,
                fields=self._fields(row, number, sections.get(row["id"], "")),
            )
            self.ids[made.code] = made.pk
            self._signboards(row)

    def _fields(self, row: Row, number: int, section: str) -> dict[str, Any]:
        fields = {key: row[key] for key in _FIELDS if key in row}
        fields.setdefault("may_issue_opinion", True)
        fields["phone"] = f"0000-{number:07d}"
        if row["level"] == "county":
            fields["address"] = f"{self.meta['county']}城关示范路 {number} 号"
        if row["kind"] != "village":
            fields["reception_hours"] = self.meta["reception_hours"]
            fields["petition_unit"] = self.meta["petition_unit"]
            fields["petition_person"] = section
        return fields

    def _signboards(self, row: Row) -> None:
        own = [{"name": row["name"], "number_code": row["number_code"]}] if "number_code" in row else []
        for place, board in enumerate(row.get("signboards", own)):
            services.add_signboard(
                row["id"],
                board["name"],
                board["number_code"],
                on=self.since,
                at=self.at,
                by=self.by,
                default=place == 0,
            )

    def relations(self) -> None:
        """Every relation that the file names."""
        there = set(OfficeRelation.objects.values_list("lower__code", "upper__code", "kind"))
        for row in self.rows:
            for key, kind in _RELATIONS.items():
                named = row.get(key, [])
                for upper in [named] if isinstance(named, str) else named:
                    if (row["id"], upper, kind) not in there:
                        services.relate(row["id"], upper, kind, on=self.since, at=self.at, by=self.by)

    def successors(self) -> None:
        """Offices that were merged into others."""
        gone = set(Office.objects.exclude(until=None).values_list("code", flat=True))
        for row in self.rows:
            if "until" in row and row["id"] not in gone:
                on = row["until"] + timedelta(days=1)
                services.close_office(row["id"], on=on, at=self.at, by=self.by, successor=row["successor"])

    def officers(self) -> None:
        """Officers with their posts and the common password."""
        there = set(Officer.objects.values_list("login", flat=True))
        new = [row for row in self.people if row["login"] not in there]
        for row in new:
            services.add_officer(row["login"], row["name"], None, at=self.at, by=self.by, must_change=False)
        if new:
            services.share_demo_password([row["login"] for row in new], at=self.at, by=self.by)
        held = set(Post.objects.values_list("officer__login", "office__code", "kind"))
        for row in self.people:
            for place in (row, *row.get("also", ())):
                for kind in place["posts"]:
                    if (row["login"], place["office"], kind) not in held:
                        services.give_post(
                            row["login"], kind, place["office"], on=self.since, at=self.at, by=self.by
                        )

    def seats(self) -> None:
        """Committees: their member offices and their directors."""
        for row in self.rows:
            for member in row.get("seats", ()):
                services.seat(
                    row["id"], "member", on=self.since, at=self.at, by=self.by, member_office=member
                )
        for row in self.people:
            if "director" in row["posts"]:
                services.seat(
                    row["office"],
                    "director",
                    on=self.since,
                    at=self.at,
                    by=self.by,
                    officer=services.officer_of(row["login"]),
                )
