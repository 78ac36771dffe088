"""What the worker gave up, before the system administrator: a reason and a button, and no word of any matter."""

from __future__ import annotations

import re
from typing import Any

import pytest

from huiyin.register import messages, queue
from huiyin.register.models import File, Message, Outbox
from tests.desk2.conftest import NOON, Desk, opened, person
from tests.proves import proves

URL = "/desk/admin/queue/"


def given_up(file: File, key: str, error: str = "the gateway answered 400") -> Outbox:
    return Outbox.objects.create(
        kind="tell", file=file, key=key, created_at=NOON, next_at=NOON, attempts=3, given_up_at=NOON, error=error
    )  # fmt: skip


def perhaps(file: File, key: str) -> Message:
    return Message.objects.create(
        file=file, petitioner=1, template="progress", key=key, state="perhaps", at=NOON, error="the attempt was cut short"
    )  # fmt: skip


def restricted() -> File:
    """A matter that nobody may know of but those named for it, with a number and an office of its own."""
    file = opened(people=(person("钱某", phone="13800009999"),), title="检举某镇村账").file
    File.objects.filter(pk=file.pk).update(restricted=True, number="柏限2026-00007")
    file.refresh_from_db()
    return file


def test_the_system_administrator_gives_one_row_or_all_another_round(desk: Desk) -> None:
    one, two = (given_up(opened().file, key) for key in ("tell:1", "tell:2"))
    client = desk("xuxu")
    page = client.get(URL).content.decode()
    assert "短信网关答复 400" in page and "2026年3月2日" in page
    assert client.post(URL, {"do": "again", "row": one.pk}).status_code == 302
    assert list(queue.given_up()) == [two]
    one.refresh_from_db()
    assert (one.attempts, one.error) == (0, "again by officer:xuxu; the gateway answered 400")
    assert client.post(URL, {"do": "again_all"}).status_code == 302
    assert not queue.given_up().exists()
    again = client.post(URL, {"do": "again", "row": one.pk})
    assert again.status_code == 422 and "已经有人让它再试了" in again.content.decode()


@pytest.mark.parametrize(("word", "state"), [("sent", "sent"), ("unsent", "waiting")])
def test_a_message_perhaps_sent_is_decided_once_and_goes_out_anew_only_where_it_did_not(
    desk: Desk, word: str, state: str
) -> None:
    file = opened().file
    message = perhaps(file, "tell:9:1:1")
    row = Outbox.objects.create(
        kind="tell", file=file, key="tell:9:1:1", created_at=NOON, next_at=NOON, done_at=NOON, error="perhaps"
    )
    client = desk("xuxu")
    assert messages.gateway_key(message.key) in client.get(URL).content.decode()
    assert client.post(URL, {"do": word, "row": message.pk}).status_code == 302
    message.refresh_from_db()
    row.refresh_from_db()
    assert (message.state, message.error) == (state, "decided by officer:xuxu")
    assert (row.done_at is None) == (word == "unsent")
    twice = client.post(URL, {"do": "unsent", "row": message.pk})
    assert twice.status_code == 422 and "已经有人认定了" in twice.content.decode()


@proves("R22 30(3)")
def test_r22_30_3_the_page_tells_nothing_of_any_matter_and_a_restricted_one_cannot_be_told_from_others(
    desk: Desk,
) -> None:
    def shown(file: File, at: str) -> str:
        row, message = given_up(file, f"tell:{file.pk}:1:{at}"), perhaps(file, f"tell:{file.pk}:2:{at}")
        text = desk("xuxu").get(URL).content.decode()
        for mark in (
            file.number,
            "检举",
            "排水沟",
            "张某",
            "钱某",
            "13800009999",
            f"tell:{file.pk}:",
            f"/files/{file.pk}",
        ):
            assert mark not in text, mark
        numbers = f"{row.pk}|{message.pk}"
        message.delete()
        row.delete()
        text = text.split("<main", 1)[1].replace(messages.gateway_key(message.key), "KEY")
        text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", text)
        return re.sub(rf'(?<=[ >"])({numbers})(?=[<"])', "ROW", text)

    ordinary, hidden = opened().file, restricted()
    assert shown(ordinary, "1") == shown(hidden, "1")


@pytest.mark.parametrize("login", ["hehai", "lvjia", "libing", "sunji", "qianwu"])
def test_the_queue_is_closed_to_everybody_but_the_system_administrator(desk: Desk, login: str) -> None:
    row = given_up(opened().file, "tell:1")
    client = desk(login)
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"do": "again", "row": row.pk}).status_code == 403
    assert queue.given_up().exists()


@pytest.mark.parametrize(
    "sent", [{}, {"do": "again"}, {"do": "again", "row": "x"}, {"do": "sent", "row": "9" * 40}]
)
def test_a_form_that_names_no_row_changes_nothing_and_says_so(desk: Desk, sent: dict[str, Any]) -> None:
    given_up(opened().file, "tell:1")
    answer = desk("xuxu").post(URL, sent)
    assert answer.status_code == (422 if sent else 403)
    assert queue.given_up().count() == 1
