"""A message that may have gone out is neither sent twice nor forgotten: a person decides at the console."""

from __future__ import annotations

import pytest

from huiyin import clock
from huiyin.commands import Refused
from huiyin.commands.messages import run
from huiyin.register.models import File, Message


class Said:
    """What was typed."""

    def __init__(
        self, number: int | None = None, *, sent: bool = False, not_sent: bool = False, by: str = ""
    ) -> None:
        self.number, self.sent, self.not_sent, self.by = number, sent, not_sent, by


@pytest.mark.django_db
def test_a_message_perhaps_sent_waits_until_a_named_person_decides(
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = File.objects.create(number="T-1", opened_on=clock.today())
    message = Message.objects.create(
        file=file, petitioner=1, template="news", key="tell:1", state="perhaps", at=clock.now()
    )
    assert run(Said()) == 0  # type: ignore[arg-type]
    assert f"{message.pk}  " in capsys.readouterr().out
    with pytest.raises(Refused):
        run(Said(message.pk, sent=True))  # type: ignore[arg-type]
    assert run(Said(message.pk, sent=True, by="许戌")) == 0  # type: ignore[arg-type]
    message.refresh_from_db()
    assert (message.state, message.error) == ("sent", "decided by machine:console 许戌")
    with pytest.raises(Refused):
        run(Said(message.pk, sent=True, by="许戌"))  # type: ignore[arg-type]
