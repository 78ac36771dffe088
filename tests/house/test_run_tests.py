"""The closing line counts what ran: it cannot say that all is well where nothing was tested."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import run_tests

REPORT = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"/>
<testcase name="c"><failure message="no"/></testcase>
<testcase name="d"><error message="no"/></testcase>
<testcase name="e"><skipped message="no PostgreSQL at 127.0.0.1:5432"/></testcase>
</testsuite></testsuites>"""


def reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *passes: tuple[int, str]) -> int:
    given = iter(passes)

    def one_pass(name: str, key: str, folder: Path, arguments: list[str]) -> tuple[int, Path]:
        code, text = next(given)
        report = tmp_path / f"{key}.xml"
        if text:
            report.write_text(text, encoding="utf-8")
        return code, report

    monkeypatch.setattr(run_tests, "one_pass", one_pass)
    monkeypatch.setattr(run_tests, "COUNTS", tmp_path / "build" / "counts.txt")
    return run_tests.main([])


def test_a_report_is_counted_with_its_reasons(tmp_path: Path) -> None:
    (tmp_path / "r.xml").write_text(REPORT, encoding="utf-8")
    counts, reasons = run_tests.read_report(tmp_path / "r.xml")
    assert counts == {"passed": 2, "failed": 2, "skipped": 1}
    assert reasons == {"no PostgreSQL at 127.0.0.1:5432": 1}


def test_both_passes_are_counted_on_the_last_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = '<testsuite><testcase name="a"/></testsuite>'
    assert reported(tmp_path, monkeypatch, (0, good), (0, good)) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("2 passed in ")


@pytest.mark.parametrize(
    ("passes", "line"),
    [
        (((1, REPORT), (0, "")), "2 passed, 2 failed, 1 skipped in "),
        (((5, ""), (5, "")), "0 passed, 1 error in "),
        (((4, ""), (0, '<testsuite><testcase name="a"/></testsuite>')), "1 passed, 1 error in "),
    ],
    ids=["a failure", "no test at all", "a pass that could not start"],
)
def test_anything_but_all_passed_fails(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    passes: tuple[tuple[int, str], ...],
    line: str,
) -> None:
    assert reported(tmp_path, monkeypatch, *passes) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith(line)
