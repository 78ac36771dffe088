"""What a place may not do to the law's acts, papers and grounds: the law beats an overlay, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from huiyin.statute import lint
from huiyin.statute.loader import load
from huiyin.statute.reading import RulebookError
from huiyin.statute.trial import examined, on_trial
from tests.proves import proves
from tests.statute.books import CALENDAR, version, write

ACT = "  since: 2024-01-01\n"
BLESS = (
    "bless:\n  title: {{zh: 祝福, en: Bless}}\n  provision: 某县办法 2\n  certainty: A\n  since: 2024-01-01\n"
    "  zh: 祝福。\n  en: A blessing.\n  who: [{who}]\n  where: holder\n  level: handling\n  effect: note\n"
    "  guards: []\n  fields: []\n"
)

TOO_OFTEN = (
    "too_often:\n  title: {zh: 多次, en: Too often}\n  provision: 某县办法 3\n  certainty: A\n  since: 2024-01-01\n"
    "  zh: 多次。\n  en: Many times.\n  needs: []\n"
)


def placed(tmp_path: Path, **tables: str) -> Path:
    """A directory of an operator with one place of these tables."""
    files = {f"overlays/a/{name}.yaml": text for name, text in tables.items()}
    return write(tmp_path, {"calendars/2027.yaml": CALENDAR.format(year=2027), **files})


@proves("R22 30(3)", "R22 34", "R22 32(1)", "R22 23(1)", "R22 33")
@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("acts", f"transfer:\n{ACT}  guards: [office_exists]\n", ":3: 'transfer' leaves out 'judged' of 'guards'"),
        ("acts", f"transfer:\n{ACT}  drop: {{guards: [never_to_accused]}}\n", ":3: 'transfer' leaves out 'never_to_accused'"),
        ("acts", f"close:\n{ACT}  guards: []\n", ":3: 'close' leaves out 'every_point_decided'"),
        ("acts", f"accept:\n{ACT}  opens: []\n", ":3: 'accept' leaves out 'answer' of 'opens', which R22 31"),
        ("acts", f"object:\n{ACT}  fields: []\n", "'object' leaves out 'reason' of 'fields'"),
        ("acts", f'apply_review:\n{ACT}  none: "yes"\n', ":3: the law .R22 35. has 'apply_review'"),
        ("acts", f"keep_on_file:\n{ACT}  to: refused\n", ":3: 'keep_on_file' has 'kept' as 'to'"),
        ("acts", f"mediate:\n{ACT}  ends: [answer]\n", ":3: 'mediate' would end 'answer'"),
        ("acts", f"mediate:\n{ACT}  meets: [tell-forwarded]\n", ":3: 'mediate' would end 'tell-forwarded'"),
        ("acts", BLESS.format(who="handler") + "  meets: [answer]\n", ":14: 'bless' would end 'answer'"),
        ("acts", BLESS.format(who="handler") + "  from: [arrived]\n  to: replied\n", ":15: 'bless' would end a point as 'replied'"),
        ("papers", f"handling_opinion:\n{ACT}  parts: []\n", ":3: 'handling_opinion' leaves out 'points' of 'parts'"),
        ("grounds", f"outside_power:\n{ACT}  needs: []\n", ":3: 'outside_power' leaves out 'organ' of 'needs', which R22 23"),
        ("dutys", "answer:\n" + version(length=30), "dutys.yaml:1: a place has no table 'dutys', did you mean 'duties'"),
        ("limits", "representatives: []\n", "limits.yaml:1: a place has no table 'limits'"),
    ],
)  # fmt: skip
def test_what_takes_away_from_the_law_is_refused_with_file_and_line(
    tmp_path: Path, table: str, text: str, said: str
) -> None:
    with pytest.raises(RulebookError, match=said):
        load(extra=placed(tmp_path, **{table: text}))


@proves("R22 32(1)")
def test_what_is_tried_is_held_to_the_same(tmp_path: Path) -> None:
    overlay = write(
        tmp_path,
        {"acts.yaml": f"answer:\n{ACT}  guards: []\n", "calendars/2027.yaml": CALENDAR.format(year=2027)},
    )
    with pytest.raises(
        RulebookError, match=str(overlay) + r"/acts\.yaml:3: 'answer' leaves out .* the law beats"
    ):
        on_trial(overlay)


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("acts", BLESS.format(who="handler") + "  from: [blessed]\n", r"acts\.yaml:14: 'bless': no step 'blessed'"),
        ("acts", BLESS.format(who=""), r"acts\.yaml:2: .*nobody may do 'bless'"),
        ("duties", "anwser:\n" + version(length=30), r"duties\.yaml:2: .*no act opens 'anwser'.*did you mean 'answer'"),
        ("dutys", "answer:\n" + version(length=30), r"dutys\.yaml:1: a place has no table 'dutys'"),
    ],
)  # fmt: skip
def test_what_would_do_nothing_is_refused_with_the_file_that_was_handed_in_and_not_tried(
    tmp_path: Path, table: str, text: str, said: str
) -> None:
    (tmp_path / f"{table}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError, match=f"{tmp_path}/{said}"):
        examined(tmp_path)


def test_a_place_may_ask_for_more(tmp_path: Path) -> None:
    more = f"transfer:\n{ACT}  add: {{guards: [not_withdrawn]}}\n" + BLESS.format(who="handler")
    book = load(extra=placed(tmp_path, acts=more))
    assert "a" in book.places
    assert [f.en for f in lint.findings(book) if f.wrong] == []


@pytest.mark.parametrize(
    ("table", "text", "said", "wrong"),
    [
        ("duties", "anwser:\n" + version(length=30),
         "no act opens 'anwser', and the law has no such rule, did you mean 'answer'?", True),
        ("duties", "sweep-yard:\n" + version(length=5), "no act opens 'sweep-yard', and the law has no such rule", True),
        ("acts", BLESS.format(who=""), "nobody may do 'bless'", True),
        ("grounds", TOO_OFTEN,
         "'too_often' is a ground to refuse of the place's own, which the law does not have: check before use", False),
    ],
)  # fmt: skip
def test_a_row_that_does_nothing_or_refuses_where_the_law_does_not_is_found_with_file_and_line(
    tmp_path: Path, table: str, text: str, said: str, wrong: bool
) -> None:
    found = [f for f in lint.findings(load(extra=placed(tmp_path, **{table: text}))) if f.en == said]
    assert [f.wrong for f in found] == [wrong]
    assert f"overlays/a/{table}.yaml:" in found[0].where
