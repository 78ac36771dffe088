"""What follows an act: the one table, and the steps the worker takes by it.

An act's row in the outbox is expanded, in one transaction, into the steps that follow the act; each step is
a row with a key of its own, so that expanding twice adds nothing. Every step can be repeated: killed at any
moment and taken up again it leaves one print of a paper, and one message, or one that was "perhaps sent".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import phonenumbers
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, override

from huiyin.gateway import Rejected, Sms, Unclear, Unreached, gateway
from huiyin.intake import classing, leftovers, scan_work
from huiyin.intake.matching import indexes
from huiyin.papers import drafting
from huiyin.register import messages, nightly, queue
from huiyin.register.lines import numbers
from huiyin.register.models import Act, Message, Outbox, Paper, PaperPrint, Role

# ------------------------------------------------------------------ the table


@dataclass(frozen=True)
class Follows:
    """One row: after these acts (`paper`: any that issued a paper to petitioners), this is done."""

    step: str
    acts: frozenset[str]
    template: str = ""
    whom: Callable[[Act, Iterable[Paper]], frozenset[int]] | None = None


ACTING = ("agent", "guardian", "relative", "helper")


def _addressees(act: Act, papers: Iterable[Paper]) -> frozenset[int]:
    """Those to whom the act's papers go, and who acts for them: each has a code and a safe contact of their own."""
    to = frozenset(no for paper in papers for no in numbers(paper.addressees))
    acting = Role.objects.filter(file=act.file_id, role__in=ACTING, principal__no__in=to)
    return to | frozenset(acting.values_list("no", flat=True))


def _the_one(act: Act, papers: Iterable[Paper]) -> frozenset[int]:
    """The petitioner whom the act is about."""
    return frozenset({act.petitioner} - {0})


def _both(act: Act, papers: Iterable[Paper]) -> frozenset[int]:
    """Who speaks for another, and the other."""
    role = Role.objects.filter(file=act.file_id, no=act.petitioner).values_list("no", "principal__no").first()
    return frozenset(no for no in role or () if no)


def _everyone(act: Act, papers: Iterable[Paper]) -> frozenset[int]:
    """All petitioners of the file."""
    return frozenset(Role.objects.filter(file=act.file_id).values_list("no", flat=True))


def _entered_by_officer(act: Act, papers: Iterable[Paper]) -> frozenset[int]:
    """Those whom an officer entered just now; who came by the site has seen the code there (S0-170)."""
    if act.actor_kind != "officer":
        return frozenset()
    return frozenset(int(no) for no, _role in act.codes.get("petitioners", ()))


PAPER = "paper"
REWORDS = frozenset({"register", "add_entry", "join", "screen", "correct"})
"""Acts that add words, or decide who may read them, even where they say nothing themselves (papers do, too)."""
TABLE: tuple[Follows, ...] = (
    Follows("render", frozenset({PAPER})),
    Follows("tell", frozenset({"register", "add_entry", "join"}), "code", _entered_by_officer),
    Follows("tell", frozenset({PAPER}), "progress", _addressees),
    Follows(
        "tell",
        frozenset(
            {
                "ask_supplement",
                "carry_out",
                "report_result",
                "give_feedback",
                "their_case",
                "their_extension",
                "their_refusal",
            }
        ),
        "progress",
        _everyone,
    ),
    # Whoever holds the code may have withdrawn in another's name: the petitioner hears of it.
    Follows("tell", frozenset({"withdraw", "undo_withdraw", "end_withdrawn"}), "progress", _the_one),
    Follows("tell", frozenset({"confirm_authority", "end_authority"}), "progress", _both),
)


def steps(act: Act, papers: list[Paper]) -> list[Outbox]:
    """The steps that follow one act, by the table. One petitioner is told once of one act."""
    found: dict[str, Outbox] = {}
    happened = {act.kind} | ({PAPER} if papers else set())
    for row in TABLE:
        if not row.acts & happened:
            continue
        if row.step == "render":
            rows = [_row("render", act, f"render:{paper.pk}", paper=paper.pk) for paper in papers]
        else:
            assert row.whom is not None
            rows = [_tell(act, no, row.template, papers) for no in sorted(row.whom(act, papers))]
        for one in rows:
            found.setdefault(one.key, one)
    if act.words_digest or papers or act.kind in REWORDS or act.file.restricted:
        found[indexes.STEP] = _row(indexes.STEP, act, f"index:{act.file_id}:{act.seq}")
    return list(found.values())


def _tell(act: Act, no: int, template: str, papers: list[Paper]) -> Outbox:
    waits_for = [paper.pk for paper in papers] if template == "progress" else []
    return _row(
        "tell", act, f"tell:{act.file_id}:{act.seq}:{no}", petitioner=no, template=template, papers=waits_for
    )


def _row(kind: str, act: Act, key: str, **ref: Any) -> Outbox:
    when = act.recorded_at
    return Outbox(kind=kind, file_id=act.file_id, ref=ref, key=key, created_at=when, next_at=when)


# ------------------------------------------------------------------ the steps


class NotYet(Exception):
    """Something else has to be done first; the step is tried again."""


class Later(Exception):
    """It is not time yet."""

    def __init__(self, when: datetime, why: str) -> None:
        super().__init__(why)
        self.when = when


class GiveUp(Exception):
    """Trying again cannot help."""


def expand(row: Outbox, now: datetime) -> None:
    """An act becomes its steps; that and its end are one transaction."""
    with transaction.atomic():
        act = Act.objects.get(file=row.file, seq=row.ref["seq"])
        queue.put(steps(act, list(Paper.objects.filter(act=act).order_by("no"))))
        queue.done(row, now)
        queue.fault("expand.before-commit")
    queue.fault("expand.after-commit")


def render(row: Outbox, now: datetime) -> str:
    """An issued paper becomes a PDF whose bytes are kept."""
    queue.fault("render.before")
    drafting.render_issued(int(row.ref["paper"]), now=now)
    queue.fault("render.after")
    return ""


def tell(row: Outbox, now: datetime) -> str:
    """A neutral message to one petitioner, where the safe contact allows it."""
    if PaperPrint.objects.filter(paper__in=row.ref.get("papers", ())).count() < len(
        row.ref.get("papers", ())
    ):
        raise NotYet("the paper has not been rendered yet")
    role = _roles(row).filter(no=row.ref["petitioner"]).first()
    if role is None:
        return "no such petitioner"
    contact = messages.safe_contact(role)
    number = "" if contact.why_not else mobile(contact.number)
    if not number:
        return contact.why_not or "the number cannot get messages"
    template = str(row.ref["template"])
    hours = contact.hours or (messages.DAYTIME if template == "progress" else None)
    when = messages.wait_until(hours, now)
    if when is not None:
        raise Later(when, "outside the hours in which the petitioner may be told")
    message = messages.entered(role, template, row.key, now)
    return _send(message, role, number, contact.language, row, now)


def _roles(row: Outbox) -> QuerySet[Role]:
    return Role.objects.select_related("petitioner", "file").filter(file=row.file)


def _send(message: Message, role: Role, number: str, language: str, row: Outbox, now: datetime) -> str:
    if message.state in ("sent", "perhaps", "covered"):
        return message.state
    if message.state == "waiting" and messages.told_since(message, row.created_at):
        messages.settle(message, "covered", now)
        return "told since"
    way = gateway()
    again = not messages.begin(message, now)
    if again and not way.deduplicates:
        messages.settle(message, "perhaps", now, error="the attempt was cut short")
        return "perhaps"
    sms = Sms(messages.gateway_key(row.key), number, words(message.template, role, language), language)
    queue.fault("send.before")
    try:
        ref = way.send(sms, again=again)
    except Unreached as error:
        messages.settle(message, "waiting", now, error=str(error))
        raise NotYet(str(error)) from error
    except Unclear as error:
        if way.deduplicates:
            raise NotYet(str(error)) from error
        messages.settle(message, "perhaps", now, error=str(error))
        return "perhaps"
    except Rejected as error:
        messages.settle(message, "rejected", now, error=str(error))
        raise GiveUp(str(error)) from error
    queue.fault("send.after")
    messages.settle(message, "sent", now, ref=ref)
    return ""


def mobile(text: str) -> str:
    """The number in international form, if messages can reach it; a landline gets none."""
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        return ""
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in kinds:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def words(template: str, role: Role, language: str) -> str:
    """What a message says: no subject, no office, no name."""
    with override(language):
        if template == "code":
            text = gettext(
                "您的信访事项已登记，查询码 %(code)s。凭码可在网站或者任何信访窗口查询办理日期；查看内容还需密码。请勿告诉他人。"
            ) % {"code": role.code}
        else:
            text = gettext("您的信访事项有新进展，可凭查询码在网站或者任何信访窗口查询。")
    return f"【{settings.HUIYIN_SENDER_NAME}】{text}"


def at_night(row: Outbox, now: datetime) -> str:
    """The acts of machines that are due on this day."""
    queue.hold(row, now + timedelta(hours=1))
    return nightly.run(now, on=date.fromisoformat(row.ref["on"])).summary()


def index(row: Outbox, now: datetime) -> str:
    """What a file says now, into the indexes by which matters are found; of what is restricted nothing is kept."""
    assert row.file_id
    classing.forget_restricted(row.file_id)
    return indexes.write(row.file_id, now)


Step = Callable[[Outbox, datetime], str | None]
"""Gives a note for the row that is done; None where it has marked the row itself."""


def clear(row: Outbox, now: datetime) -> str:
    """Remove a file that came with a form which was never sent."""
    try:
        return leftovers.clear(row, now)
    except leftovers.StillKept as kept:
        raise Later(kept.when, str(kept)) from None


STEPS: dict[str, Step] = {
    "act": expand,
    "render": render,
    "tell": tell,
    indexes.STEP: index,
    "nightly": at_night,
    leftovers.KIND: clear,
    **scan_work.STEPS,
}


# ------------------------------------------------------------------ one row


def follow(row: Outbox, now: datetime) -> bool:
    """Take the step of a leased row and say how it ended: True where it is done."""
    try:
        step = STEPS[row.kind]
    except KeyError:
        queue.fail(row, now, f"no step is called {row.kind}", for_good=True)
        return False
    try:
        note = step(row, now)
    except Later as later:
        queue.later(row, later.when, str(later))
        return False
    except (NotYet, GiveUp) as failed:
        queue.fail(row, now, str(failed), for_good=isinstance(failed, GiveUp))
        return False
    except (OperationalError, InterfaceError):
        raise  # the database itself: there is nowhere to write down that the step failed
    except Exception as error:  # noqa: BLE001 - one bad row must not stop the others, and is given up visibly
        queue.fail(row, now, place_of(error))
        return False
    if note is not None:
        queue.fault("mark.before")
        queue.done(row, now, note)
        queue.fault("mark.after")
    return True


def place_of(error: BaseException) -> str:
    """Kind and place of an error, never its words: they may be a petitioner's."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f" in {Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
    return type(error).__name__ + where
