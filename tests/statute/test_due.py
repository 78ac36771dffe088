"""`huiyin due`: a due date with every step, without settings or a database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from huiyin.cli import known_commands, main
from tests.proves import proves
from tests.statute.books import CALENDAR, write


@pytest.fixture
def due(capsys: pytest.CaptureFixture[str]) -> Any:
    def ask(*args: str) -> tuple[int, str, str]:
        try:
            status = main(["due", *args])
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return ask


def answer(due: Any, *args: str) -> dict[str, Any]:
    status, out, err = due(*args, "--json")
    assert (status, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


@proves("DL-1", "R22 22(1)")
def test_due_dispatch_from_2_february_2024(due: Any) -> None:
    found = answer(due, "dispatch", "--from", "2024-02-02")
    assert list(found) == [
        "rule", "from", "nominal_due", "due", "provisional", "provision", "certainty", "steps",
    ]  # fmt: skip
    assert found["rule"] == "dispatch"
    assert found["from"] == "2024-02-02"
    assert (found["nominal_due"], found["due"]) == ("2024-02-17", "2024-02-18")
    assert found["provisional"] is False
    assert (found["provision"], found["certainty"]) == ("R22 22(1)", "A")
    assert all(set(step) == {"zh", "en"} for step in found["steps"])
    assert "信访部门收到信访事项：2024年2月2日" in found["steps"][0]["zh"]


@pytest.mark.parametrize(
    ("rule", "start", "nominal", "rolled"),
    [
        ("dispatch", "2024-12-17", "2025-01-01", "2025-01-02"),
        ("tell-direct", "2026-01-27", "2026-02-11", "2026-02-11"),
        ("tell-forwarded", "2026-03-09", "2026-03-24", "2026-03-24"),
        ("objection", "2026-02-13", "2026-02-27", "2026-02-27"),
        ("answer", "2024-07-10", "2024-09-08", "2024-09-09"),
        ("extension", "2024-09-08", "2024-10-08", "2024-10-08"),
    ],
)
def test_due_knows_every_duty_of_dispatch_and_handling(
    due: Any, rule: str, start: str, nominal: str, rolled: str
) -> None:
    found = answer(due, rule, "--from", start)
    assert (found["nominal_due"], found["due"]) == (nominal, rolled)


@proves("S0-039", "S0-050")
def test_due_reply_enquiry_belongs_to_the_place_whose_guide_says_so(due: Any) -> None:
    found = answer(due, "reply-enquiry", "--from", "2026-03-02", "--place", "zhashui")
    assert (found["due"], found["provision"]) == ("2026-03-09", "导则 2.3.3、2.3.4")
    status, out, err = due("reply-enquiry", "--from", "2026-03-02")
    assert (status, out) == (2, "")
    assert "there is one in zhashui" in err


def test_due_beyond_the_last_notice_is_provisional_and_says_so(due: Any) -> None:
    found = answer(due, "answer", "--from", "2026-11-20")
    assert found["provisional"] is True
    assert "暂定" in found["steps"][-1]["zh"]
    assert "provisional" in found["steps"][-1]["en"]
    assert "暂定" in due("answer", "--from", "2026-11-20")[1]


def test_due_says_in_plain_words_what_no_text_says_and_what_is_only_inferred(due: Any) -> None:
    found = answer(due, "decide-objection", "--from", "2026-03-16")
    assert (found["certainty"], found["steps"][-1]["zh"]) == (
        "H",
        "这个期限法律没有明文规定，是本系统默认的做法。",
    )
    assert found["steps"][-1]["en"] == "No text says this; the period is a default of this system."
    assert "默认" not in answer(due, "answer", "--from", "2026-03-16")["steps"][-1]["zh"]


def test_due_speaks_to_people_in_chinese_or_english(due: Any) -> None:
    status, out, err = due("dispatch", "--from", "2024-02-02")
    assert (status, err) == (0, "")
    assert "顺延后：2024年2月18日（星期日，调休上班）" in out
    assert "R22 22(1)" in out
    english = due("dispatch", "--from", "2024-02-02", "--lang", "en")[1]
    assert "Due: 18 February 2024 (Sunday, a make-up working day)" in english
    assert not any("\u4e00" <= c <= "\u9fff" for c in english)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("dispach", "--from", "2024-02-02"), "did you mean 'dispatch'"),
        (("dispatch", "--from", "2024-02-30"), "2024-02-30"),
        (("dispatch", "--from", "yesterday"), "'yesterday'"),
        (("dispatch", "--from", "20240202"), "'20240202'"),
        (("dispatch", "--from", "2005-04-30"), "'dispatch' is not in force on 2005-04-30"),
        (("objection", "--from", "2022-04-29"), "knew no objection"),
        (("dispatch", "--from", "2024-02-02", "--place", "nowhere"), "no place 'nowhere'"),
        (("closing-report", "--from", "2024-02-02"), "gives no number of days"),
        (("report-urgent", "--from", "2024-02-02"), "promptly"),
        (("dispatch", "--from", "9999-12-30"), "no calendar reaches"),
        (("dispatch",), "--from"),
        ((), "RULE"),
        (("dispatch", "--from", "2024-02-02", "--rulebook", "/nowhere"), "no such directory"),
    ],
)
def test_due_says_in_one_line_what_is_wrong_and_ends_with_2(
    due: Any, args: tuple[str, ...], said: str
) -> None:
    status, out, err = due(*args)
    assert (status, out) == (2, "")
    assert said in err
    assert err.startswith("huiyin due: ")
    assert err.count("\n") == 1


def test_due_counts_with_a_new_years_calendar_from_a_directory(due: Any, tmp_path: Path) -> None:
    notice = CALENDAR.format(year=2027).replace("to: 2027-01-01", "to: 2027-01-04")
    write(tmp_path, {"calendars/2027.yaml": notice})
    before = answer(due, "dispatch", "--from", "2026-12-19")
    after = answer(due, "dispatch", "--from", "2026-12-19", "--rulebook", str(tmp_path))
    assert (before["nominal_due"], before["due"], before["provisional"]) == ("2027-01-03", "2027-01-04", True)
    assert (after["nominal_due"], after["due"], after["provisional"]) == ("2027-01-03", "2027-01-05", False)


def test_due_needs_neither_settings_nor_a_database() -> None:
    script = (
        "import sys; from huiyin.cli import main; "
        "assert main(['due', 'answer', '--from', '2026-03-16', '--json']) == 0; "
        "assert not [m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg', 'sqlite3')]"
    )
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("HUIYIN", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=bare, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0
    assert json.loads(done.stdout)["due"] == "2026-05-15"


def test_an_unknown_command_is_named_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deu"]) == 2
    assert "did you mean 'due'" in capsys.readouterr().err
    assert "due" in known_commands()


@proves("R22 23(2)")
def test_a_last_day_that_is_a_make_up_working_day_says_so(due: Any) -> None:
    found = answer(due, "tell-direct", "--from", "2026-09-25")
    assert found["due"] == found["nominal_due"] == "2026-10-10"
    assert "2026年10月10日（星期六，调休上班），为届满日" in " ".join(step["zh"] for step in found["steps"])
    assert "a make-up working day" in " ".join(step["en"] for step in found["steps"])
