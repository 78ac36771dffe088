"""Who is at work: the demo officers by office and post, looked up once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from huiyin.offices.actor import Actor, acting
from huiyin.offices.models import Officer, Post

FRONT = "xfj"
CONFIDENTIAL = "confidential"


@dataclass(frozen=True)
class Cast:
    """Actors by office."""

    by_office: dict[str, tuple[Actor, ...]]
    _found: dict[tuple[str, str, str], Actor] = field(default_factory=dict)

    def who(self, office: str, *posts: str, but: str = "") -> Actor:
        """The first of an office who holds one of the posts, the first named before the others; not `but`."""
        key = (office, ",".join(posts), but)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(office, posts, but)
        return found

    def _find(self, office: str, posts: tuple[str, ...], but: str) -> Actor:
        for post in posts:
            for actor in self.by_office.get(office, ()):
                if post in actor.posts and actor.ref != but:
                    return actor
        raise LookupError(f"nobody at {office} holds {', '.join(posts)}")


def cast(on: date) -> Cast:
    """The officers of the demo county at work on a day."""
    by_office: dict[str, list[Actor]] = {}
    rows = Post.objects.exclude(office=None).order_by("id").values_list("office__code", "officer_id")
    officers = Officer.objects.in_bulk()
    for code, officer in dict.fromkeys(rows):
        actor = acting(officers[officer], code, on=on)
        if actor.office:
            by_office.setdefault(code, []).append(actor)
    return Cast({code: tuple(actors) for code, actors in by_office.items()})
