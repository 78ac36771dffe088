"""The public form as a browser sends it: every page is fetched, filled in and posted; the last post is measured."""

from __future__ import annotations

import statistics
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from huiyin import clock
from tools.bench.figures import Figure, spread

FIRST = "/raise/"
LAST = "/raise/check/"
TYPED = {
    "name": "测试人",
    "phone": "",
    "address": "某镇某村一组",
    "text": "今年三月以来，门前的排水沟一直没有接通，下雨就倒灌。" * 12,
    "r1-text": "接通门前的排水沟",
    "r1-purpose": "claim",
    "pin": "738251",
    "pin_again": "738251",
    "truth": "on",
}


class Fields(HTMLParser):
    """What the form of a page would send as it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.inside = False
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Fields of the forms that post; a radio or tick only where it is chosen."""
        found = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.inside = found.get("method", "").lower() == "post" and "/language" not in found.get(
                "action", ""
            )
        if not self.inside:
            return
        if tag == "select":
            self.select = found.get("name", "")
            self.values[self.select] = ""
        elif tag == "option" and self.select and "selected" in found:
            self.values[self.select] = found.get("value", "")
        elif tag == "textarea" or (tag == "input" and found.get("type") not in {"radio", "checkbox", "file"}):
            self.values.setdefault(found.get("name", ""), found.get("value", ""))
        elif tag == "input" and "checked" in found:
            self.values[found.get("name", "")] = found.get("value", "on")


def filled(page: str) -> dict[str, str]:
    """The fields of a page, with ours typed into those that it has."""
    return {**Fields(page).values, **TYPED, "do": "next"}


def one(client: Client) -> tuple[float, float]:
    """One petition, first page to receipt: seconds of the last post, and of the post with the receipt's page."""
    answer: Any = client.get(FIRST, follow=True)
    for _ in range(10):
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else FIRST
        data = filled(answer.content.decode())
        started = clock.stopwatch()
        posted: Any = client.post(here, data)
        posting = clock.stopwatch() - started
        if posted.status_code != 302:
            raise SystemExit(f"{here} answered {posted.status_code} and did not go on")
        answer = client.get(posted["Location"], follow=True)
        whole = clock.stopwatch() - started
        if here == LAST:
            return posting, whole
        answer.redirect_chain = [(posted["Location"], 302), *answer.redirect_chain]
    raise SystemExit("the public form does not come to its end")


def measure(full: bool) -> list[Figure]:
    """Petitions one after another, each in a session of its own."""
    client = Client()
    times = []
    for number in range(205 if full else 45):
        client.cookies.clear()
        TYPED["name"] = f"测试人{number}"
        times.append(one(client))
    posts, wholes = [post for post, _ in times[5:]], [whole for _, whole in times[5:]]
    return [
        Figure(
            "public form from POST to receipt", statistics.median(wholes) * 1000, "ms", 60,
            how="in the server, the receipt's page included, median", more=spread(wholes),
        ),
        Figure(
            "of this, the POST alone", statistics.median(posts) * 1000, "ms",
            how="in the server, median", more=spread(posts),
        ),
    ]  # fmt: skip
