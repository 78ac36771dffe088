"""The rulebook is read strictly, and what is wrong is named with file and line."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from huiyin.statute import reading
from huiyin.statute.law import law_of
from huiyin.statute.loader import EXTRA, RulebookError, from_texts, load, texts
from huiyin.statute.model import Refused
from huiyin.statute.periods import count
from huiyin.statute.reading import Rows, Table, read_text
from huiyin.statute.rules import NATIONAL, RuleError, Versioned
from tests.statute.books import CALENDAR, VERSION, version, write


@pytest.fixture(params=["pure", "c"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Either of PyYAML's two parsers; the file must read the same."""
    loader = yaml.SafeLoader if request.param == "pure" else getattr(yaml, "CSafeLoader", None)
    if loader is None:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(reading, "_LOADER", loader)
    return str(request.param)


def refusal(text: str) -> str:
    with pytest.raises(RulebookError) as caught:
        read_text(text, "duties.yaml")
    return str(caught.value)


@pytest.mark.usefixtures("parser")
def test_on_yes_and_no_are_words() -> None:
    assert read_text("on: yes\noff: no\ny: On", "x.yaml") == {"on": "yes", "off": "no", "y": "On"}


@pytest.mark.usefixtures("parser")
def test_only_words_whole_numbers_and_dates_are_values() -> None:
    text = 'a: 15\nb: 2022-05-01\nc: R22 22(1)\nd: "2.3"\ne: 2.3.3\nf: "010"\ng: -3\nh: 31[6]\ni: \'null\''
    assert read_text(text, "x.yaml") == {
        "a": 15, "b": date(2022, 5, 1), "c": "R22 22(1)", "d": "2.3", "e": "2.3.3", "f": "010", "g": -3,
        "h": "31[6]", "i": "null",
    }  # fmt: skip


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2.5", "only whole numbers"),
        (".5", "only whole numbers"),
        ("1e3", "only whole numbers"),
        ("-.inf", "only whole numbers"),
        ("010", "only whole numbers"),
        ("0x1F", "only whole numbers"),
        ("1_000", "only whole numbers"),
        ("12:30", "time of day"),
        ("2022-05-01 10:00:00", "time of day"),
        ("2022-05-01T10:00:00Z", "time of day"),
        ("2022-02-30", "no such day"),
        ("null", "has no value"),
        ("~", "has no value"),
        ("", "has no value"),
        ("true", "write yes or no"),
        ("False", "write yes or no"),
        ("&a 3", "anchors"),
        ("*a", "anchors"),
        ("!!str 3", "tags"),
        ("! 3", "tags"),
        ("[1, ~]", "empty value"),
    ],
)
def test_what_yaml_would_let_through_is_refused_with_its_line(value: str, said: str) -> None:
    message = refusal(f"first: 1\nkey: {value}\n")
    assert message.startswith("duties.yaml:2: ")
    assert said in message


@pytest.mark.usefixtures("parser")
def test_a_repeated_key_is_refused_with_both_lines() -> None:
    assert refusal("dispatch: 1\nother: 2\ndispatch: 3\n") == (
        "duties.yaml:3: repeated key 'dispatch', first written on line 1"
    )


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("29: x\n", "1: a key is a word: put 29 in quotes"),
        ("a: 1\n<<: {b: 2}\n", "2: merging with <<"),
        ("a: 1\n---\nb: 2\n", "2: a second document"),
        ("# nothing\n", "1: the file is empty"),
        ("a: 1\nb: {c: 1\nd: 2\n", "not readable as YAML"),
        ("a: {zh: 转送, en: sent, or passed on}\n", "1: 'or passed on' has no value"),
    ],
)
def test_a_file_that_is_not_one_plain_document_is_refused(text: str, said: str) -> None:
    assert said in refusal(text)


@pytest.mark.usefixtures("parser")
def test_every_value_knows_its_line() -> None:
    table = read_text("a: 1\nb:\n  - c: 2\n    d: 3\n  - x\n", "f.yaml")
    assert isinstance(table, Table)
    assert isinstance(table["b"], Rows)
    assert (table.at("a"), table.at("b"), table["b"].at(1)) == ("f.yaml:1", "f.yaml:2", "f.yaml:5")
    assert table["b"][0].at("d") == "f.yaml:4"


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "duties.yaml"
    path.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(RulebookError, match=r"duties\.yaml:2: not UTF-8"):
        reading.read(path)


def test_a_misspelt_key_is_named_with_file_line_and_suggestion(tmp_path: Path) -> None:
    wrong = version().replace("length:", "lenght:")
    with pytest.raises(RulebookError) as caught:
        load(write(tmp_path, {"duties.yaml": "dispatch:\n" + wrong}))
    assert str(caught.value) == "duties.yaml:5: unknown key 'lenght', did you mean 'length'?"


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    wrong = version().replace("    provision: R22 22(1)\n", "")
    with pytest.raises(RulebookError, match=r"duties\.yaml:2: 'provision' is missing in dispatch"):
        load(write(tmp_path, {"duties.yaml": "dispatch:\n" + wrong}))


def test_a_word_out_of_a_closed_list_is_refused_with_suggestion(tmp_path: Path) -> None:
    wrong = version(unit="workingday")
    with pytest.raises(
        RulebookError, match=r"duties\.yaml:6: 'unit' is 'workingday', did you mean 'working_day'"
    ):
        load(write(tmp_path, {"duties.yaml": "dispatch:\n" + wrong}))


@pytest.mark.parametrize(
    ("unit", "length"), [("set", "    length: 5\n"), ("prompt", "    length: 5\n"), ("day", "")]
)
def test_a_length_goes_with_counted_units_only(tmp_path: Path, unit: str, length: str) -> None:
    wrong = version(unit=unit).replace("    length: 15\n", length)
    with pytest.raises(RulebookError, match="a length goes with the units day, working_day, month"):
        load(write(tmp_path, {"duties.yaml": "dispatch:\n" + wrong}))


def test_a_gap_between_two_versions_is_refused(tmp_path: Path) -> None:
    two = version("2005-05-01", until="2022-04-29") + version("2022-05-01")
    with pytest.raises(RulebookError) as caught:
        load(write(tmp_path, {"duties.yaml": "dispatch:\n" + two}))
    assert str(caught.value) == (
        "duties.yaml:14: 'dispatch' has a gap: no version from 2022-04-30 to 2022-04-30"
    )


@pytest.mark.parametrize("until", ["2022-05-01", "2030-01-01", ""])
def test_two_versions_on_one_day_are_refused(tmp_path: Path, until: str) -> None:
    two = version("2022-05-01") + version("2005-05-01", until=until)
    with pytest.raises(RulebookError, match=r"duties\.yaml:2: 'dispatch' has two versions on 2022-05-01"):
        load(write(tmp_path, {"duties.yaml": "dispatch:\n" + two}))


def test_a_version_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="ends on 2020-01-01 before it begins on 2022-05-01"):
        load(write(tmp_path, {"duties.yaml": "dispatch:\n" + version(until="2020-01-01")}))


@pytest.mark.parametrize(
    ("law", "place", "said"),
    [
        (version(length=15), version(length=16), "gives 16 day where R22 22(1) gives 15 day"),
        (
            version(),
            version(length=15, unit="working_day"),
            "gives 15 working_day where R22 22(1) gives 15 day",
        ),
        (version(), version(length=1, unit="month"), "gives 1 month where"),
        (version(kind="option", length=5), version(kind="option", length=6), "gives 6 day where"),
        (version(), version(unit="set").replace("    length: 15\n", ""), "names no days where"),
        (
            version(kind="window"),
            version(kind="window") + '    roll: "no"\n',
            "leaves 15 day without running on",
        ),
        (version(kind="window", length=30), version(kind="window", length=29), "leaves 29 day"),
        (version(), version(kind="window"), "is a window here and a duty by law"),
    ],
)
def test_the_law_beats_an_overlay(tmp_path: Path, law: str, place: str, said: str) -> None:
    files = {"duties.yaml": "dispatch:\n" + law, "overlays/county/duties.yaml": "dispatch:\n" + place}
    with pytest.raises(RulebookError) as caught:
        load(write(tmp_path, files))
    assert str(caught.value).startswith("overlays/county/duties.yaml:2: ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("law", "place"),
    [
        (version(), version(length=2, unit="working_day")),
        (version(), version() + '    roll: "no"\n'),
        (version(unit="set").replace("    length: 15\n", ""), version(length=90)),
        (version(kind="window"), version(kind="window", length=15, unit="working_day")),
    ],
)
def test_an_overlay_may_be_stricter_on_offices_and_kinder_to_petitioners(
    tmp_path: Path, law: str, place: str
) -> None:
    files = {"duties.yaml": "dispatch:\n" + law, "overlays/county/duties.yaml": "dispatch:\n" + place}
    assert load(write(tmp_path, files)).rule("dispatch", date(2024, 1, 1), "county").place == "county"


def test_an_overlay_shortens_a_duty_and_the_nation_keeps_its_own(tmp_path: Path) -> None:
    files = {
        "duties.yaml": "dispatch:\n" + version(),
        "overlays/county/duties.yaml": "dispatch:\n" + version("2023-01-01", length=10, until="2023-12-31"),
    }
    book = load(write(tmp_path, files))
    on = [date(2022, 12, 31), date(2023, 6, 1), date(2024, 1, 1)]
    assert [book.rule("dispatch", d, "county").length for d in on] == [15, 10, 15]
    assert [book.rule("dispatch", d).length for d in on] == [15, 15, 15]


def test_a_new_version_changes_no_earlier_day(tmp_path: Path) -> None:
    two = version("2005-05-01", length=20, until="2022-04-30") + version("2022-05-01")
    book = load(write(tmp_path, {"duties.yaml": "dispatch:\n" + two}))
    assert book.rule("dispatch", date(2022, 4, 30)).length == 20
    assert book.rule("dispatch", date(2022, 5, 1)).length == 15


def test_an_unknown_rule_place_or_day_is_named(tmp_path: Path) -> None:
    files = {"duties.yaml": "dispatch:\n" + version(), "overlays/county/duties.yaml": "own:\n" + version()}
    book = load(write(tmp_path, files))
    for asked, said in [
        (("dispach", date(2024, 1, 1), "national"), "no rule 'dispach', did you mean 'dispatch'?"),
        (("own", date(2024, 1, 1), "national"), "no rule 'own' in 'national'; there is one in county"),
        (("dispatch", date(2024, 1, 1), "conty"), "no place 'conty', did you mean 'county'?"),
        (("dispatch", date(2022, 4, 30), "national"), "'dispatch' is not in force on 2022-04-30"),
    ]:
        with pytest.raises(RuleError, match=r".") as caught:
            book.rule(*asked)
        assert said in str(caught.value)


def test_the_edition_is_of_what_is_said_not_of_how_it_is_written(tmp_path: Path) -> None:
    one = load(write(tmp_path / "a", {"duties.yaml": "dispatch:\n" + version()}))
    two = load(write(tmp_path / "b", {"duties.yaml": "# words\ndispatch:\n\n" + version()}))
    three = load(write(tmp_path / "c", {"duties.yaml": "dispatch:\n" + version(length=14)}))
    quoted = VERSION.replace("since: {since}", "since: '{since}'")
    assert one.edition == two.edition != three.edition
    assert one.calendar == two.calendar == three.calendar
    with pytest.raises(RulebookError, match=r"duties\.yaml:2: 'since' must be a date"):
        load(
            write(
                tmp_path / "d",
                {
                    "duties.yaml": "dispatch:\n"
                    + quoted.format(since="2022-05-01", kind="duty", length=1, unit="day")
                },
            )
        )


def test_a_new_years_notice_is_a_new_edition_and_settles_what_was_provisional(tmp_path: Path) -> None:
    root = write(tmp_path / "book", {"duties.yaml": "dispatch:\n" + version()})
    extra = tmp_path / "extra"
    notice = CALENDAR.format(year=2025).replace("to: 2025-01-01", "to: 2025-01-03")
    write(extra, {"calendars/2025.yaml": notice})
    before, after = load(root), load(root, extra)
    assert before.edition != after.edition
    start = date(2024, 12, 17)
    assert count(start, 15, "day", before.calendar)[1:] == (date(2025, 1, 1), date(2025, 1, 1), True)
    assert count(start, 15, "day", after.calendar)[1:] == (date(2025, 1, 1), date(2025, 1, 6), False)


def test_a_directory_named_in_the_environment_adds_its_calendars(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path / "book", {"duties.yaml": "dispatch:\n" + version()})
    write(tmp_path / "extra", {"calendars/2025.yaml": CALENDAR.format(year=2025)})
    monkeypatch.setenv(EXTRA, str(tmp_path / "extra"))
    assert load(root).calendar.last_year == 2025


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("calendars/2024.yaml", "is in the rulebook already and is never replaced"),
        ("overlays/county/duties.yaml", "is in the rulebook already and is never replaced"),
        ("duties.yaml", "only calendars/<year>.yaml and overlays/<place>/ can be added"),
        ("calendars/2026.yaml", "there is no calendar for 2025, the year before"),
        ("calendars/next.yaml", "a calendar is named for its year"),
    ],
)
def test_an_added_file_replaces_nothing(tmp_path: Path, name: str, said: str) -> None:
    files = {"duties.yaml": "dispatch:\n" + version(), "overlays/county/duties.yaml": "own:\n" + version()}
    root = write(tmp_path / "book", files)
    content = CALENDAR.format(year=2026) if name.startswith("calendars") else "x: 1\n"
    path = tmp_path / "extra" / name
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load(root, tmp_path / "extra")
    assert said in str(caught.value)


def test_a_directory_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="no such directory"):
        load(None, tmp_path / "nowhere")
    with pytest.raises(RulebookError, match="no rulebook here"):
        load(tmp_path)


def test_every_rule_has_exactly_one_version_on_every_day_since_its_first() -> None:
    book = load()
    groups: list[tuple[str, tuple[Versioned, ...]]] = [*book.duties.items(), *book.procedures.items()]
    for place in book.place_duties.values():
        groups += place.items()
    assert groups
    for key, versions in groups:
        last = versions[-1].until or date(2030, 1, 1)
        d = versions[0].since
        while d <= last:
            held = [v for v in versions if v.since <= d and (v.until is None or d <= v.until)]
            assert len(held) == 1, f"{key} has {len(held)} versions on {d}"
            d += timedelta(days=1)


def test_the_same_files_are_read_once() -> None:
    assert load() is load()


def test_an_edition_kept_before_a_table_was_written_is_still_read() -> None:
    """What was recorded under it is folded by it for ever: a new table may not be asked of it."""
    whole = texts()
    assert "earlier" in whole
    older = {name: text for name, text in whole.items() if name != "earlier"}
    law = law_of(from_texts(older), NATIONAL)
    refused = law.earlier.cited(Refused("x", "甲", "a", "R22 19(3)"), date(2020, 1, 1), "R05 16")
    assert refused.provision == "R22 19(3)"
