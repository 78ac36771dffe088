"""Opening a file: registered once, nothing dropped, everybody with a code of his own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from huiyin.offices.actor import Actor
from huiyin.register import models
from huiyin.register.opening import Different, NewEntry, NewPerson, join_entry, open_file
from huiyin.register.pins import matches
from huiyin.register.vault import digest
from huiyin.statute.model import Refused
from tests.proves import proves
from tests.register.files import at, do, entry, everything, issue, judged, now_of, opened, unlike, who

pytestmark = pytest.mark.usefixtures("county")


def send(new: NewEntry) -> models.Entry:
    """Sent by the petitioner himself through the public site."""
    return open_file(new, by=Actor.machine("public-site"), now=at("2026-03-02")).entry


@proves("R22 21(2)")
def test_a_form_sent_twice_is_one_entry_with_the_same_codes() -> None:
    first = open_file(entry(key="k"), by=Actor.machine("public-site"), now=at("2026-03-02"))
    before = everything()
    again = open_file(entry(key="k"), by=Actor.machine("public-site"), now=at("2026-03-02", 12))
    assert (again.again, again.entry.pk) == (True, first.entry.pk)
    assert [code for _, code, _ in again.codes] == [code for _, code, _ in first.codes]
    assert everything() == before


@proves("R22 44[1]")
@pytest.mark.parametrize(
    "changed",
    [
        {"words": {"text": "还有一件事。"}},
        {"title": "另一个标题"},
        {"people": (NewPerson({"name": "某2"}),)},
    ],
)
def test_a_form_sent_again_with_other_words_is_offered_as_an_addition_and_never_dropped(
    changed: dict[str, object],
) -> None:
    first = send(entry(key="k"))
    before = everything()
    with pytest.raises(Different) as raised:
        send(replace(entry(key="k"), **changed))  # type: ignore[arg-type]
    assert raised.value.entry.pk == first.pk
    assert first.number in raised.value.zh
    assert everything() == before


@proves("R22 21(2)")
def test_without_a_key_the_same_words_are_two_entries() -> None:
    assert send(entry()).pk != send(entry()).pk


@proves("R22 20(3)")
def test_r22_20_3_a_visit_has_at_most_five_representatives_and_any_number_of_petitioners() -> None:
    six = tuple(NewPerson({"name": f"某{n}"}, role="representative") for n in range(6))
    with pytest.raises(Refused) as raised:
        send(replace(entry(), people=six))
    assert raised.value.provision == "R22 20(3)"
    five = (*six[:5], *(NewPerson({"name": f"众{n}"}) for n in range(42)))
    made = send(replace(entry(), people=five, heads=47))
    assert made.file.roles.filter(role="representative").count() == 5
    assert made.file.roles.count() == 47


@proves("R22 20(3)")
def test_r22_20_3_forty_seven_signers_of_a_letter_each_have_a_code_a_pin_and_a_service() -> None:
    people = tuple(NewPerson({"name": f"某{n}"}) for n in range(1, 48))
    made = open_file(
        replace(entry(channel="letter"), people=people), by=who("zhangjia"), now=at("2026-03-02")
    )
    assert len({code for _, code, _ in made.codes}) == 47
    for no, code, pin in made.codes:
        role = made.file.roles.get(no=no)
        assert len(code) == 12
        assert code.isdigit()
        assert role.code == code
        assert role.code_digest == digest("code", code)
        assert matches(pin, role.pin_hash)
    do(made.file, "libing", "judge", "2026-03-03", proceeding=1, codes={"result": "first"})
    issue(made.file, "transfer", "libing", "2026-03-04", 1, (1,), sign="sumao", to="t_xl")
    issue(made.file, "tell_destination", "libing", "2026-03-04", 1, (1,), sign="sumao")
    notice = models.Paper.objects.get(file=made.file, kind="destination_notice")
    assert notice.addressees == ",".join(map(str, range(1, 48)))
    do(made.file, "libing", "serve", "2026-03-05", proceeding=1, paper=notice.no, petitioner=47,
       codes={"method": "direct", "received_by": "self"})  # fmt: skip
    assert now_of(made.file).papers[notice.no].served == {47: date(2026, 3, 5)}
    assert list(unlike(made.file)) == []


@proves("R22 20(3)")
def test_three_hundred_signatures_under_one_letter_are_three_hundred_petitioners() -> None:
    people = tuple(NewPerson({"name": f"某{n}"}) for n in range(1, 301))
    made = open_file(
        replace(entry(channel="letter"), people=people, heads=300), by=who("zhangjia"), now=at("2026-03-02")
    )
    do(made.file, "libing", "judge", "2026-03-03", proceeding=1, codes={"result": "first"})
    issue(made.file, "transfer", "libing", "2026-03-04", 1, (1,), sign="sumao", to="t_xl")
    issue(made.file, "tell_destination", "libing", "2026-03-04", 1, (1,), sign="sumao")
    assert len(now_of(made.file).papers[3].addressees) == 300
    assert list(unlike(made.file)) == []


@proves("R22 19(1)")
def test_r22_19_1_nothing_is_refused_for_a_missing_name_address_or_number() -> None:
    made = send(replace(entry(), people=(NewPerson({}),), undeliverable=True))
    assert made.undeliverable
    assert now_of(made.file).undeliverable


@proves("R22 19(1)")
def test_r22_19_1_an_entry_states_a_request_and_comes_from_somebody() -> None:
    for wrong in (replace(entry(), points=()), replace(entry(), people=())):
        with pytest.raises(Refused):
            send(wrong)
    assert not models.Entry.objects.exists()


@proves("R22 21(2)")
def test_the_receipt_is_numbered_and_belongs_to_the_office_that_received_it() -> None:
    made = open_file(entry(office="rsj"), by=Actor.machine("public-site"), now=at("2026-03-02"))
    receipt = models.Paper.objects.get(file=made.file)
    assert (receipt.kind, receipt.office_id) == ("receipt", "rsj")
    assert receipt.number == "柏人社信收〔2026〕1号"
    assert now_of(made.file).duties, "the clocks of who received it run"
    assert {str(d.office_id) for d in models.OpenDuty.objects.filter(file=made.file)} == {"rsj"}


@proves("PIPL 51", "GB/T 22239-2019 8.1.4.8")
def test_names_words_titles_and_codes_are_sealed_and_looked_up_by_keyed_digests_only() -> None:
    from django.db import connection

    made = opened()
    code = made.codes[0][1]
    with connection.cursor() as cursor:
        for table, column in (
            ("entry", "words"),
            ("petitioner", "person"),
            ("matter", "title"),
            ("role", "code"),
            ("point", "request"),
        ):
            cursor.execute(f"SELECT {column} FROM register_{table}")
            for (value,) in cursor.fetchall():
                for word in ("某1", "雨水", "排水沟", code, "请求第"):
                    assert word not in str(value), (table, column)
    assert models.Role.objects.get(code_digest=digest("code", code)).file_id == made.file.pk


@proves("R22 22(1)")
def test_a_further_entry_joins_with_its_own_number_and_its_people_and_moves_no_date() -> None:
    file = judged()
    before = dict(models.OpenDuty.objects.filter(file=file).values_list("duty__key", "due"))
    seen = models.File.objects.get(pk=file.pk).last_seq
    joined = join_entry(
        file,
        entry(on="2026-03-05", channel="letter", people=2),
        by=who("zhangjia", "2026-03-05"),
        now=at("2026-03-05"),
        seen=seen,
    )
    assert joined.entry.number == "柏信2026-00002"
    assert models.File.objects.get(pk=file.pk).entries.count() == 2
    assert dict(models.OpenDuty.objects.filter(file=file).values_list("duty__key", "due")) == before
    assert now_of(file).channels == ["visit", "letter"]
    assert list(unlike(file)) == []


@proves("R22 32(1)")
def test_sixty_requests_in_one_letter_are_sixty_points_each_with_its_clock() -> None:
    made = open_file(entry(*["claim"] * 60, channel="letter"), by=who("zhangjia"), now=at("2026-03-02"))
    assert made.file.points.count() == 60
    do(made.file, "libing", "judge", "2026-03-03", proceeding=1, codes={"result": "first"})
    issue(made.file, "transfer", "libing", "2026-03-04", 1, range(1, 61), sign="sumao", to="t_xl")
    assert now_of(made.file).duties
    assert list(unlike(made.file)) == []
