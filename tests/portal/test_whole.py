"""Raising a matter, its receipt, and following it, as a petitioner does."""

from __future__ import annotations

from huiyin.register import models
from tests.portal.conftest import PIN, Person
from tests.proves import proves


@proves("R22 17(1)", "R22 21(2)", "R22 22(1)")
def test_r22_21_2_a_matter_raised_online_is_registered_at_once_and_can_be_followed(person: Person) -> None:
    person.fill()
    sent = person.send()
    assert sent.status_code == 302, sent.content.decode()
    receipt = person.client.get(sent["Location"]).content.decode()
    entry = models.Entry.objects.get()
    role = models.Role.objects.get()
    assert entry.number in receipt
    assert entry.channel == "web"
    digits = "".join(role.code[at : at + 4] for at in range(0, 12, 4))
    assert digits == role.code
    assert role.code[:4] in receipt
    assert PIN not in receipt
    dates = person.client.post("/follow/", {"code": role.code})
    assert "2026年3月2日" in dates.content.decode()
    opened = person.client.post("/follow/", {"code": role.code, "pin": PIN}, follow=True)
    body = opened.content.decode()
    assert "接通门前断头的排水沟" in body
    assert entry.number in body
