"""Messages to petitioners: whether one may be sent at all, to which number, at which hours, and its states.

    waiting → sending → sent
                      → perhaps (cut short, and the gateway cannot deduplicate) → a person decides
                      → rejected (the gateway will not take it; tried anew only if a person asks)
            → covered (the same was said to the same petitioner after the act)

`sending` is committed before the gateway is called: whoever finds it later knows that an attempt was cut
short. A message has no text column: its words follow from its template, and are neutral.

`Role.contact`, the safe contact a petitioner named, may hold: `tell` (self, where it is left out; other; none),
`other` (who else may be told), `phone` (the number to use), `times` (when the phone is in safe hands), `post`
and `language`. A message follows it to the letter; where it is not understood, none is sent and a person calls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet

from huiyin.offices.actor import Actor
from huiyin.register import queue
from huiyin.register.models import Message, Outbox, Role
from huiyin.register.vault import digest

LANGUAGES = (("zh-hans", "中文"), ("en", "English"))
"""What messages are written in; each is named in itself, to be found by who reads nothing else."""
Hours = tuple[time, time]
DAYTIME: Hours = (time(8, 0), time(21, 0))
"""Nobody is woken by a message of ours, unless they named other hours."""
PARTS_OF_DAY: dict[str, Hours] = {
    **dict.fromkeys(("上午", "早上", "morning"), (time(8), time(12))),
    **dict.fromkeys(("中午", "noon"), (time(12), time(14))),
    **dict.fromkeys(("下午", "afternoon"), (time(12), time(18))),
    **dict.fromkeys(("白天", "日间", "daytime"), (time(8), time(18))),
    **dict.fromkeys(("晚上", "晚间", "evening"), (time(18), time(21))),
}
_SPAN = re.compile(r"(\d{1,2})(?::(\d\d))?(?:-|–|—|——|~|～|到|至|to)(\d{1,2})(?::(\d\d))?")


@dataclass(frozen=True)
class SafeContact:
    """How one petitioner may be told of something. `why_not` is empty where they may."""

    number: str = ""
    hours: Hours | None = None
    language: str = "zh-hans"
    why_not: str = ""


def safe_contact(role: Role) -> SafeContact:
    """The number and hours of a role, or why nothing may be sent.

    In a restricted matter (R22 30(3)) only a number that was named for it is used: the phone that lies on
    the family's table is not, unless the person said so.
    """
    contact = role.contact if isinstance(role.contact, dict) else {}
    person = role.petitioner.person if isinstance(role.petitioner.person, dict) else {}
    named = str(contact.get("phone") or "").strip()
    own = str(person.get("phone") or "").strip()
    tell = contact.get("tell", "self")
    if tell not in ("self", "other"):
        return SafeContact(why_not="asked not to be contacted")
    if not named and (tell == "other" or role.file.restricted):
        return SafeContact(why_not="no safe number was named")
    if not named and not own:
        return SafeContact(why_not="no number is known")
    said = str(contact.get("times") or "").strip()
    hours = hours_of(said) if said else None
    if said and hours is None:
        return SafeContact(why_not="the hours named are not understood; a person calls")
    language = str(contact.get("language") or person.get("language") or "")
    return SafeContact(named or own, hours, "en" if language.startswith("en") else "zh-hans")


@dataclass(frozen=True)
class SafePost:
    """Where a letter may go. `why_not` is empty where one may be sent."""

    address: str = ""
    named: bool = False
    """Whether this address was named for letters; else it is the one given as the address."""
    why_not: str = ""


def safe_post(role: Role) -> SafePost:
    """Where letters to a role may go, as it was asked."""
    contact = role.contact if isinstance(role.contact, dict) else {}
    person = role.petitioner.person if isinstance(role.petitioner.person, dict) else {}
    if contact.get("tell", "self") != "self":
        return SafePost(why_not="asked that nothing comes to the person")
    if named := str(contact.get("post") or "").strip():
        return SafePost(named, True)
    own = str(person.get("address") or "").strip()
    return SafePost(own) if own else SafePost(why_not="no address is known")


def hours_of(said: str) -> Hours | None:
    """Hours as people write them: 14:00-17:30, 14点到17点半, 下午; None where they are not understood."""
    clean = said.lower().replace("：", ":").replace("点半", ":30").replace("点", ":00").replace(" ", "")
    if clean in PARTS_OF_DAY:
        return PARTS_OF_DAY[clean]
    found = _SPAN.fullmatch(clean)
    if found is None:
        return None
    try:
        start, end = time(int(found[1]), int(found[2] or 0)), time(int(found[3]), int(found[4] or 0))
    except ValueError:
        return None
    return (start, end) if start != end else None


def wait_until(hours: Hours | None, now: datetime) -> datetime | None:
    """When the hours next begin; None within them. Hours may run over midnight (22:00 to 06:00)."""
    if hours is None:
        return None
    start, end = hours
    moment = now.time().replace(tzinfo=None)
    within = start <= moment < end if start < end else moment >= start or moment < end
    if within:
        return None
    begins = now.replace(hour=start.hour, minute=start.minute, second=0, microsecond=0)
    return begins if begins > now else begins + timedelta(days=1)


def entered(role: Role, template: str, key: str, now: datetime) -> Message:
    """The message of this key, entered once however often its step is tried."""
    found, _ = Message.objects.get_or_create(
        key=key, defaults={"file": role.file, "petitioner": role.no, "template": template, "at": now}
    )
    return found


def told_since(message: Message, moment: datetime) -> bool:
    """Whether the same was said to the same petitioner after a moment: then nothing new would be said."""
    same = Message.objects.filter(
        file=message.file_id, petitioner=message.petitioner, template=message.template
    )
    return same.filter(state="sent", at__gt=moment).exclude(pk=message.pk).exists()


def begin(message: Message, now: datetime) -> bool:
    """Mark it as being sent; False where an earlier attempt was cut short."""
    waiting = Message.objects.filter(pk=message.pk, state__in=("waiting", "rejected"))
    return bool(waiting.update(state="sending", at=now))


def settle(message: Message, state: str, now: datetime, *, ref: str = "", error: str = "") -> None:
    """What became of the attempt. What a person has decided stays."""
    Message.objects.filter(pk=message.pk, state__in=("waiting", "sending", "perhaps")).update(
        state=state, at=now, gateway_ref=ref[:80], error=error[:400]
    )


def gateway_key(key: str) -> str:
    """The key a gateway sees: always the same for one message, and saying nothing of the file."""
    return digest("message", key)


def undecided() -> QuerySet[Message]:
    """Messages that were perhaps sent: a person asks the gateway's operator, or the petitioner, and decides."""
    return Message.objects.filter(state="perhaps").order_by("at", "pk")


def decide(message_id: int, *, sent: bool, by: Actor, now: datetime) -> Message:
    """A person says whether a message went out; one that did not is sent anew under the same key."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message_id)
        if message.state != "perhaps":
            return message
        message.state = "sent" if sent else "waiting"
        message.error = f"decided by {by.kind}:{by.ref}"
        message.at = now
        message.save(update_fields=["state", "error", "at"])
        if not sent:
            for row in Outbox.objects.filter(key=message.key):
                queue.again(row, now)
    return message
