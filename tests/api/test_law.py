"""The law for everybody: the same days as `huiyin due`, the rulebook of a day, and errors in one shape."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from huiyin.cli import main
from huiyin.register.law import current
from huiyin.statute.sheet import sheet
from tests.api.conftest import V1, Machine
from tests.proves import proves

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize(
    ("rule", "start", "place"),
    [
        ("dispatch", "2024-02-02", "national"),
        ("answer", "2026-11-20", "zhashui"),
        ("reply-enquiry", "2026-03-02", "zhashui"),
    ],
)
@proves("DL-1", "R22 22(1)")
def test_due_is_word_for_word_what_the_command_line_prints(
    rule: str, start: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", rule, "--from", start, "--place", place, "--json"]) == 0
    answer = Machine().ask(f"/due/{rule}", **{"from": start, "place": place})
    assert answer == json.loads(capsys.readouterr().out)


def test_the_list_of_rules_names_what_due_can_count() -> None:
    asked = Machine()
    found = asked.ask("/due", on="2026-03-02", place="zhashui")["rules"]
    assert {row["key"] for row in found} == set(sheet(current("zhashui"), _day("2026-03-02"))["duties"])
    for row in found:
        asked.ask(f"/due/{row['key']}", **{"from": "2026-03-02", "place": "zhashui"})
        assert asked.status == (200 if row["length"]["en"][:1].isdigit() else 422), row


def _day(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


def test_the_rulebook_says_of_everything_its_provision_and_how_sure_we_are(
    today: Callable[[str], None],
) -> None:
    today("2026-03-09")
    found = Machine().ask("/rulebook", place="zhashui")
    assert (found["on"], found["place"], found["edition"]) == (
        "2026-03-09",
        "zhashui",
        current("zhashui").edition,
    )
    kinds = {row["key"]: row["kind"] for row in found["duties"]}
    assert (kinds["answer"], kinds["objection"], kinds["review-window"]) == ("duty", "option", "window")
    for section in ("duties", "acts", "papers", "grounds", "supervision", "receivers"):
        rows = found[section]
        assert rows and all(
            row["provision"] and row["certainty"] and row["certainty_words"]["zh"] for row in rows
        )
    enquiry = next(row for row in found["duties"] if row["key"] == "reply-enquiry")
    assert enquiry["place"]
    old = Machine().ask("/rulebook", on="2021-06-01", place="national")
    assert "objection" not in {row["key"] for row in old["duties"]}, "the Regulation of 2005 knew none"


WRONG: list[tuple[str, int, str, str]] = [
    ("/due/dispach?from=2024-02-02", 404, "unknown_rule", "did you mean 'dispatch'"),
    ("/due/dispatch?from=2005-04-30", 404, "unknown_rule", "not in force"),
    ("/due/dispatch", 400, "shape", "from"),
    ("/due/dispatch?from=2024-02-30", 400, "date", "“from” is not a day"),
    ("/due/dispatch?from=20240202", 400, "date", "“from” is not a day"),
    ("/due/dispatch?from=2024-02-02&place=nowhere", 404, "unknown_place", "nowhere"),
    ("/due/closing-report?from=2024-02-02", 422, "no_day", "somebody names the day"),
    ("/due/dispatch?from=9999-12-30", 422, "no_day", "no calendar reaches"),
    ("/rulebook?on=2005-04-30", 400, "date", "2005-05-01"),
    ("/rulebook?on=yesterday", 400, "date", "“on” is not a day"),
    ("/nothing", 404, "not_found", ""),
    ("", 404, "not_found", ""),
    ("/duties", 401, "no_key", ""),
    ("/files/x", 401, "no_key", ""),
]


@pytest.mark.parametrize(("path", "status", "code", "words"), WRONG)
def test_an_error_says_what_happened_what_was_kept_and_what_to_do_in_the_language_asked_for(
    path: str, status: int, code: str, words: str
) -> None:
    for language in ("zh-hans", "en"):
        response = Client(headers={"Accept-Language": language}).get(f"{V1}{path}")
        error = json.loads(response.content)["error"]
        assert (response.status_code, error["code"], list(error)) == (
            status,
            code,
            ["code", "happened", "kept", "todo"],
        )
        assert error["happened"] and error["todo"]
        assert error["kept"] == ("什么也没有改动。" if language == "zh-hans" else "Nothing was changed.")
    assert words in error["happened"] + error["todo"]
    assert not any("\u4e00" <= c <= "\u9fff" for c in error["happened"] + error["todo"]), "English throughout"


def test_another_method_a_host_that_is_not_ours_and_a_body_too_large_are_told_in_the_same_shape() -> None:
    client = Client()
    for response, status in (
        (client.delete(f"{V1}/rulebook"), 405),
        (client.get(f"{V1}/follow"), 405),
        (client.get(f"{V1}/rulebook", headers={"host": "elsewhere.example"}), 400),
        (
            client.post(
                f"{V1}/follow",
                b"{}",
                content_type="application/json",
                headers={"Content-Length": "999999999"},
            ),
            413,
        ),
    ):
        assert response.status_code == status
        assert set(json.loads(response.content)["error"]) == {"code", "happened", "kept", "todo"}


def test_what_did_not_change_is_not_sent_again_and_head_is_get_without_its_body() -> None:
    client = Client()
    first = client.get(f"{V1}/rulebook", {"on": "2026-03-02"})
    again = client.get(f"{V1}/rulebook", {"on": "2026-03-02"}, headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    other = client.get(f"{V1}/rulebook", {"on": "2021-03-02"}, headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    head = client.head(f"{V1}/rulebook", {"on": "2026-03-02"})
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])


def test_the_schema_is_served_and_no_page_that_loads_from_elsewhere() -> None:
    client = Client()
    schema = json.loads(client.get(f"{V1}/openapi.json").content)
    assert set(schema["paths"]) == {
        f"{V1}{path}" for path in ("/due", "/due/{rule}", "/rulebook", "/duties", "/files/{number}", "/follow")
    }  # fmt: skip
    assert client.get(f"{V1}/docs").status_code == 404
    assert "unsafe" not in client.get(f"{V1}/rulebook")["Content-Security-Policy"]
