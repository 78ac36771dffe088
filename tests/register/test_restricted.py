"""R22 30(3): reports and accusations, from the first moment, in the register itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.http import Http404

from huiyin.offices.actor import Actor
from huiyin.offices.models import Office, Officer, OfficeRelation, Post
from huiyin.offices.structure import touch
from huiyin.register import models
from huiyin.register.access import fetch, may_see, sees_names, visible_to
from huiyin.register.opening import open_file
from huiyin.register.owing import owed
from huiyin.register.record import Wish, record
from huiyin.statute.model import Refused
from tests.proves import proves
from tests.register.files import at, do, entry, issue, judged, opened, transferred, unlike, who

pytestmark = pytest.mark.usefixtures("county")


def accusation(**more: object) -> models.File:
    """An accusation taken in at the counter by a registrar."""
    return opened("accusation", **more).file  # type: ignore[arg-type]


def everybody() -> Iterator[Actor]:
    """Every officer of the demo county at every office where he holds a post."""
    from huiyin.offices import selectors

    for officer in Officer.objects.filter(active=True):
        for code in selectors.posts_by_office(officer, date(2026, 3, 2)) or [""]:
            yield who(officer.login, office=code or None)


@proves("R22 30(3)")
def test_only_officers_named_for_restricted_matters_in_the_office_that_has_it_see_it() -> None:
    file = accusation()
    seers = {a.ref for a in everybody() if visible_to(a).filter(pk=file.pk).exists()}
    assert seers == {"qianwu", "panshen"}
    assert visible_to(Actor.petitioner(file.roles.get().pk)).filter(pk=file.pk).exists()
    assert not visible_to(Actor.petitioner(10**6)).exists()


@proves("R22 30(3)")
def test_asked_of_many_files_at_once_everybody_sees_those_that_he_sees_one_by_one() -> None:
    """The query that is composed once for a sort of actor keeps every bound, a barred officer's and a naming too."""
    secret, barring, plain = accusation(), accusation(), opened().file
    models.Barred.objects.create(file=barring, officer=Officer.objects.get(login="qianwu"))
    named = Officer.objects.get(login="zhangjia")
    models.SightGrant.objects.create(
        file=secret, office_id="xfj", officer=named, given_by="t", given_at=at("2026-03-02")
    )
    others = [
        Actor.machine("rulebook"),
        Actor("machine", "key", "xfj"),
        *(Actor.petitioner(f.roles.get().pk) for f in (secret, plain)),
    ]
    answers = set()
    for actor in [*everybody(), *others]:
        for restricted in (True, False):
            seen = set(visible_to(actor).filter(restricted=restricted).values_list("pk", flat=True))
            asked = [secret.pk, barring.pk, plain.pk, 10**6]
            assert may_see(actor, asked, restricted=restricted) == seen, actor
            answers.add(frozenset(seen))
    assert answers == {frozenset(some) for some in ([], [plain.pk], [secret.pk], [secret.pk, barring.pk])}


@proves("R22 30(3)")
def test_the_registrar_who_took_it_in_does_not_see_it_afterwards() -> None:
    file = accusation()
    registrar = who("zhangjia")
    with pytest.raises(Http404):
        fetch(registrar, file.pk, now=at("2026-03-02"))
    with pytest.raises(Http404):
        record(file.pk, Wish("remark", date(2026, 3, 2)), by=registrar, now=at("2026-03-02"), seen=1)


@proves("R22 30(3)")
def test_it_has_a_number_series_of_its_own_that_says_nothing_of_office_or_kind() -> None:
    plain, restricted = opened(), opened("accusation")
    assert restricted.entry.number == "特2026-00001"
    assert plain.entry.number == "柏信2026-00001", "the ordinary series has no gap where it would be missed"
    receipt = models.Paper.objects.get(file=restricted.file)
    assert receipt.number.startswith("柏信特收〔2026〕")
    assert models.Paper.objects.get(file=plain.file).number == "柏信收〔2026〕1号"


@proves("R22 30(3)")
def test_an_ordinary_matter_that_the_person_asks_to_restrict_is_restricted_all_the_same() -> None:
    file = opened("claim", restricted=True).file
    assert file.restricted
    assert models.Sight.objects.get(file=file).restricted
    assert set(models.OpenDuty.objects.filter(file=file).values_list("restricted", flat=True)) == {True}


@proves("R22 30(3)")
def test_every_reading_is_logged_with_who_when_and_what() -> None:
    file = accusation()
    fetch(who("qianwu"), file.pk, now=at("2026-03-02", 11), what="papers")
    reading = models.Reading.objects.get(file=file)
    assert (reading.actor, reading.what, reading.at) == ("officer:qianwu", "papers", at("2026-03-02", 11))
    plain = judged()
    fetch(who("libing"), plain.pk, now=at("2026-03-03"))
    assert not models.Reading.objects.filter(file=plain).exists()


@proves("R22 30(3)")
def test_it_is_not_transferred_until_each_accused_is_known_and_then_not_to_him() -> None:
    file = judged("accusation")
    with pytest.raises(Refused, match="R22 30"):
        issue(file, "transfer", "qianwu", "2026-03-04", 1, (1,), sign="panshen", to="jw")
    do(file, "qianwu", "name_accused", "2026-03-04", proceeding=1, codes={"office": "jw"})
    with pytest.raises(Refused) as raised:
        issue(file, "transfer", "qianwu", "2026-03-04", 1, (1,), sign="panshen", to="jw")
    assert (raised.value.code, raised.value.provision) == ("accused", "R22 30(3)")
    issue(file, "transfer", "qianwu", "2026-03-04", 1, (1,), sign="panshen", to="c_jw")
    assert {str(s.office_id) for s in models.Sight.objects.filter(file=file)} == {"xfj", "c_jw"}
    assert list(unlike(file)) == []


@pytest.mark.parametrize(
    "kind",
    [
        "territory",
        "line",
        "petition_line",
        "dispatched_by",
        "reviewed_by",
        "cadres_managed_by",
        "successor_of",
        "office_at",
    ],
)
@proves("R22 30(3)")
def test_never_to_an_office_under_the_accused_along_whatever_relation(kind: str) -> None:
    upper, lower = Office.objects.get(code="ybj"), Office.objects.get(code="jw")
    OfficeRelation.objects.create(upper=upper, lower=lower, kind=kind, since=date(2020, 1, 1))
    touch()
    file = judged("accusation")
    do(file, "qianwu", "name_accused", "2026-03-04", proceeding=1, codes={"office": "ybj"})
    with pytest.raises(Refused) as raised:
        issue(file, "transfer", "qianwu", "2026-03-04", 1, (1,), sign="panshen", to="jw")
    assert (raised.value.code, raised.value.provision) == ("accused", "R22 30(3)")


@proves("R22 30(3)")
def test_a_relation_that_has_ended_shuts_nothing() -> None:
    upper, lower = Office.objects.get(code="ybj"), Office.objects.get(code="jw")
    OfficeRelation.objects.create(
        upper=upper, lower=lower, kind="line", since=date(2020, 1, 1), until=date(2025, 12, 31)
    )
    touch()
    file = judged("accusation")
    do(file, "qianwu", "name_accused", "2026-03-04", proceeding=1, codes={"office": "ybj"})
    issue(file, "transfer", "qianwu", "2026-03-04", 1, (1,), sign="panshen", to="jw")


@proves("R22 30(3)")
def test_an_accused_officer_is_barred_whatever_post_he_holds() -> None:
    file = judged("accusation")
    do(file, "qianwu", "name_accused", "2026-03-04", proceeding=1, codes={"officer": "yangwu"})
    do(file, "qianwu", "name_accused", "2026-03-04", proceeding=1, codes={"officer": "panshen"})
    assert not visible_to(who("panshen")).filter(pk=file.pk).exists()
    assert visible_to(who("qianwu")).filter(pk=file.pk).exists()
    with pytest.raises(Refused, match="accused"):
        issue(file, "transfer", "qianwu", "2026-03-04", 1, (1,), sign="qianwu", to="jw")


@proves("R22 30(3)")
def test_what_screening_finds_to_be_an_accusation_leaves_every_ordinary_list_at_once() -> None:
    file = judged()
    assert visible_to(who("libing")).filter(pk=file.pk).exists()
    do(
        file,
        "libing",
        "screen",
        "2026-03-04",
        proceeding=1,
        points=(1,),
        codes={"purpose": "accusation", "path": "30"},
    )
    assert models.File.objects.get(pk=file.pk).restricted
    assert not visible_to(who("libing")).filter(pk=file.pk).exists()
    assert not visible_to(who("sunji")).filter(pk=file.pk).exists()
    assert visible_to(who("qianwu")).filter(pk=file.pk).exists()
    for table in (models.Sight, models.OpenDuty, models.Entry):
        assert set(table.objects.filter(file=file).values_list("restricted", flat=True)) == {True}
    assert list(unlike(file)) == []


@proves("R22 30(3)")
def test_an_officer_named_for_one_file_reads_that_one_and_acts_in_none() -> None:
    file, other = accusation(), accusation()
    sunji = who("sunji")
    models.SightGrant.objects.create(
        file=file, office_id="xfj", officer_id=sunji.officer_id or 0, given_by="officer:qianwu",
        given_at=at("2026-03-02"),
    )  # fmt: skip
    assert visible_to(sunji).filter(pk__in=(file.pk, other.pk)).get() == file
    with pytest.raises(Refused):
        do(file, "sunji", "judge", "2026-03-03", proceeding=1, codes={"result": "first"})
    models.SightGrant.objects.filter(file=file).update(ended_at=at("2026-03-03"))
    assert not visible_to(sunji).filter(pk=file.pk).exists()


@proves("R22 30(3)", "R22 46[5]")
def test_whoever_was_named_for_a_file_and_moves_to_another_office_that_has_it_sees_it_no_more() -> None:
    file = judged("accusation")
    sunji = who("sunji")
    models.SightGrant.objects.create(
        file=file, office_id="xfj", officer_id=sunji.officer_id or 0, given_by="officer:qianwu",
        given_at=at("2026-03-03"),
    )  # fmt: skip
    do(file, "qianwu", "name_accused", "2026-03-04", proceeding=1, codes={"outside": 1})
    issue(file, "transfer", "qianwu", "2026-03-04", 1, (1,), sign="panshen", to="jw")
    Post.objects.create(
        officer_id=sunji.officer_id or 0,
        office=Office.objects.get(code="jw"),
        kind="handler",
        since=date(2026, 3, 5),
    )
    here, there = (who("sunji", "2026-03-05", office=code) for code in ("xfj", "jw"))
    assert visible_to(here).filter(pk=file.pk).exists()
    assert not visible_to(there).filter(pk=file.pk).exists()
    assert not owed(there).filter(file=file).exists()


@proves("R22 30(3)")
def test_what_accuses_the_counters_own_office_is_received_by_the_one_above() -> None:
    made = open_file(
        entry("accusation", accused=("xfj",)), by=Actor.machine("public-site"), now=at("2026-03-02")
    )
    assert [str(s.office_id) for s in made.file.sights.all()] == ["c_xfj"]
    assert not visible_to(who("qianwu")).filter(pk=made.file.pk).exists()
    assert visible_to(who("yanwu")).filter(pk=made.file.pk).exists()


@proves("R22 30(3)")
def test_no_outbox_row_and_no_duty_names_a_word_of_it() -> None:
    file = judged("accusation")
    for row in models.Outbox.objects.filter(file=file):
        assert set(row.ref) == {"seq"}
    assert models.Matter.objects.get(pk=file.pk).title, "the title is there, sealed"


# ------------------------------------------------------------------ withheld names


@proves("R22 30(3)")
def test_a_withheld_name_is_known_to_who_received_and_sent_it_and_not_to_the_handling_office() -> None:
    file = transferred(withheld=True)
    file = models.File.objects.select_related("matter").get(pk=file.pk)
    assert sees_names(file, who("libing"))
    assert not sees_names(file, who("chenzi"))
    assert sees_names(file, Actor.petitioner(file.roles.get().pk))
    plain = models.File.objects.select_related("matter").get(pk=transferred().pk)
    assert sees_names(plain, who("chenzi"))
