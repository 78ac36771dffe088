"""The ways out for messages: what each is given, and what its answers mean."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from huiyin.gateway import Console, Http, LinesFile, Rejected, Sms, Unclear, Unreached
from tests.worker.gateways import Receiver

SMS = Sms("k1", "+8613800000001", "【回音】您的信访事项有新进展。", "zh-hans")


def http(receiver: Receiver, *, token: str = "", deduplicates: bool = True) -> Http:
    return Http(receiver.url, token, "回音", deduplicates=deduplicates)


def test_the_http_gateway_is_given_what_the_documentation_says() -> None:
    with Receiver() as receiver:
        assert http(receiver, token="t0ken").send(SMS, again=False) == "gw-1"
    assert receiver.got == [
        {"key": "k1", "to": "+8613800000001", "text": SMS.text, "language": "zh-hans", "sender": "回音"}
    ]
    (headers,) = receiver.headers
    assert headers["Idempotency-Key"] == "k1"
    assert headers["Authorization"] == "Bearer t0ken"
    assert headers["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize(
    ("status", "raised"),
    [
        (200, None), (202, None), (409, None), (400, Rejected), (401, Rejected), (404, Rejected), (302, Rejected),
        (408, Unreached), (429, Unreached), (500, Unclear), (503, Unclear),
    ],
)  # fmt: skip
def test_what_an_answer_means(status: int, raised: type[Exception] | None) -> None:
    with Receiver(status=status, answer=b"") as receiver:
        if raised is None:
            assert http(receiver).send(SMS, again=False) == ""
        else:
            with pytest.raises(raised):
                http(receiver).send(SMS, again=False)
    assert len(receiver.got) == 1  # and no redirect was followed


def test_a_gateway_that_hangs_up_may_have_sent_it() -> None:
    with Receiver(hang_up=True) as receiver, pytest.raises(Unclear):
        http(receiver).send(SMS, again=False)


def test_a_gateway_that_cannot_be_reached_has_sent_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(Unreached):
        Http(f"http://127.0.0.1:{port}/", "", "回音", deduplicates=False).send(SMS, again=False)


def test_a_reference_is_kept_only_if_it_is_one() -> None:
    for answer in (b"not json", b"[]", b'{"id": "has words in it"}', b"\xff"):
        with Receiver(answer=answer) as receiver:
            assert http(receiver).send(SMS, again=False) == ""


def lines(path: Path) -> list[str]:
    found = []
    for line in path.read_text("utf-8").splitlines():
        try:
            found.append(json.loads(line)["key"])
        except ValueError:
            found.append("torn")
    return found


def test_the_file_holds_each_key_once_however_often_it_is_tried_again(tmp_path: Path) -> None:
    way = LinesFile(tmp_path / "messages.jsonl")
    way.send(SMS, again=False)
    way.send(SMS, again=True)
    way.send(Sms("k2", "+86139", "二", "en"), again=True)
    assert lines(way.path) == ["k1", "k2"]
    assert way.path.stat().st_mode & 0o777 == 0o600


def test_a_line_cut_short_by_a_power_failure_is_not_taken_for_the_message(tmp_path: Path) -> None:
    way = LinesFile(tmp_path / "messages.jsonl")
    way.send(SMS, again=False)
    whole = way.path.read_bytes()
    way.path.write_bytes(whole[:-20])
    way.send(SMS, again=True)
    assert lines(way.path) == ["torn", "k1"]
    way.path.write_bytes(whole[:-1])  # only the end of the line is missing: the message is there
    way.send(SMS, again=True)
    assert lines(way.path) == ["k1"]


def test_the_file_cannot_be_written_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "messages.jsonl").mkdir()
    with pytest.raises(Unclear):
        LinesFile(tmp_path / "messages.jsonl").send(SMS, again=False)


def test_the_console_prints_and_cannot_deduplicate(capsys: pytest.CaptureFixture[str]) -> None:
    Console().send(SMS, again=False)
    assert capsys.readouterr().out == "[k1] +8613800000001: 【回音】您的信访事项有新进展。\n"
    assert not Console.deduplicates
