"""R22 30(3), 46[5]: corrections, late entries and forms of others open no way around what is confidential."""

from __future__ import annotations

import pytest
from django.http import Http404

from huiyin.offices.models import Office, Officer
from huiyin.offices.structure import touch
from huiyin.register import handing_over, models, succeeding
from huiyin.register.access import visible_to
from huiyin.register.rebuild import compare, mend
from huiyin.register.vault import content_digest
from huiyin.statute.model import Refused
from tests.proves import proves
from tests.register.files import at, do, issue, judged, unlike, who

pytestmark = pytest.mark.usefixtures("county")


def sighted(file: models.File) -> set[str]:
    """The offices that see a file."""
    return {str(s.office_id) for s in models.Sight.objects.filter(file=file)}


@proves("R22 30(3)", "R22 46[5]")
def test_no_correction_of_a_destination_leads_the_file_to_whom_it_accuses() -> None:
    file = judged("accusation")
    do(file, "qianwu", "name_accused", "2026-03-04", proceeding=1, codes={"outside": 1})
    sent = issue(file, "transfer", "qianwu", "2026-03-04", 1, (1,), sign="panshen", to="c_jw").act.seq
    do(file, "qianwu", "name_accused", "2026-03-05", proceeding=1, codes={"office": "jw"})
    for to, why in (("jw", "accused"), ("mzj", "restricted")):
        with pytest.raises(Refused) as raised:
            do(file, "qianwu", "correct", "2026-03-05", names=sent, codes={"wrong": "to", "value": to})
        assert (raised.value.code, raised.value.provision) == (why, "R22 30(3)")
    assert sighted(file) == {"xfj", "c_jw"}


@proves("R22 30(3)", "R22 46[5]")
def test_no_transfer_entered_late_reaches_whom_later_acts_accuse() -> None:
    file = judged("accusation")
    do(file, "qianwu", "name_accused", "2026-03-03", proceeding=1, codes={"outside": 1})
    do(file, "qianwu", "name_accused", "2026-03-06", proceeding=1, codes={"office": "jw"})
    with pytest.raises(Refused) as raised:
        issue(file, "transfer", "qianwu", "2026-03-05", 1, (1,), sign="panshen", to="jw")
    assert (raised.value.code, raised.value.provision) == ("accused", "R22 30(3)")
    assert sighted(file) == {"xfj"}


@proves("R22 30(3)")
def test_what_once_accused_somebody_stays_restricted_when_the_screening_is_taken_back() -> None:
    file = judged()
    codes = {"purpose": "accusation", "path": "30"}
    screened = do(file, "libing", "screen", "2026-03-04", proceeding=1, points=(1,), codes=codes).act.seq
    do(file, "qianwu", "correct", "2026-03-05", names=screened, codes={"wrong": "never_happened"})
    assert models.Point.objects.get(file=file).purpose == "claim"
    assert not visible_to(who("libing")).filter(pk=file.pk).exists()
    assert list(unlike(file)) == []
    assert compare([models.File.objects.get(pk=file.pk)])[0].facts == [], "the acts say so too"


@proves("R22 30(3)")
def test_who_was_accused_by_mistake_is_no_longer_barred_and_a_lost_bar_is_noticed_and_put_back() -> None:
    file = judged("accusation")
    wrong = do(file, "qianwu", "name_accused", "2026-03-04", proceeding=1, codes={"officer": "panshen"})
    assert not visible_to(who("panshen")).filter(pk=file.pk).exists()
    do(file, "qianwu", "correct", "2026-03-05", names=wrong.act.seq, codes={"wrong": "never_happened"})
    assert visible_to(who("panshen")).filter(pk=file.pk).exists()
    do(file, "qianwu", "name_accused", "2026-03-05", proceeding=1, codes={"officer": "panshen"})
    models.Barred.objects.filter(file=file).delete()
    found = compare([models.File.objects.get(pk=file.pk)])[0]
    assert [line.partition(" ")[0] for line in found.differences()] == ["barred"]
    mend(found)
    assert not visible_to(who("panshen")).filter(pk=file.pk).exists()


@proves("R22 44[1]")
def test_a_form_key_of_somebody_else_or_of_another_file_takes_nothing_for_recorded() -> None:
    file, other = judged(), judged()
    first = do(file, "libing", "remark", "2026-03-04", proceeding=1, words={"words": "一"}, key="k")
    again = do(file, "libing", "remark", "2026-03-04", proceeding=1, words={"words": "一"}, key="k")
    assert again.act == first.act
    for where, login in ((file, "sunji"), (other, "libing")):
        with pytest.raises(Refused) as raised:
            do(where, login, "remark", "2026-03-04", proceeding=1, words={"words": "二"}, key="k")
        assert raised.value.code == "key"


@proves("R22 30(3)")
def test_the_accused_is_not_named_to_deal_with_it() -> None:
    file = judged("accusation")
    do(file, "qianwu", "name_accused", "2026-03-04", proceeding=1, codes={"outside": 1})
    issue(file, "transfer", "qianwu", "2026-03-04", 1, (1,), sign="panshen", to="jw")
    do(file, "qianwu", "name_accused", "2026-03-05", proceeding=1, codes={"officer": "sumao"})
    with pytest.raises(Refused) as raised:
        do(file, "yangwu", "name_officer", "2026-03-05", proceeding=2, codes={"officer": "sumao"})
    assert (raised.value.code, raised.value.provision) == ("accused", "R22 30(3)")


@proves("R22 30(3)", "R22 24(2)")
def test_the_records_that_administrators_read_do_not_count_what_is_restricted() -> None:
    restricted, plain = judged("accusation"), judged()
    do(restricted, "qianwu", "name_accused", "2026-03-04", proceeding=1, codes={"outside": 1})
    issue(restricted, "transfer", "qianwu", "2026-03-04", 1, (1,), sign="panshen", to="jw")
    issue(plain, "transfer", "libing", "2026-03-04", 1, (1,), sign="sumao", to="jw")
    for file, by in ((restricted, "yangwu"), (plain, "leixin")):
        do(file, by, "name_officer", "2026-03-05", proceeding=2, codes={"officer": "yangwu"})
    leaver, heir = Officer.objects.get(login="yangwu"), Officer.objects.get(login="qianwu")
    office, now = Office.objects.get(code="jw"), at("2026-03-06")
    count, digest = handing_over.moved(now)(leaver, heir, office)
    assert (count, digest) == (1, content_digest([[plain.number, 2]]))
    Office.objects.filter(code="jw").update(until="2026-03-05")
    touch()
    log = succeeding.passing(now)(office, Office.objects.get(code="c_jw"), now.date())
    assert log == {"count": 1, "digest": content_digest([plain.number])}
    assert sighted(restricted) == sighted(plain) == {"xfj", "c_jw"}


@proves("R22 28(3)", "R22 30(3)")
def test_what_a_leaver_held_is_not_handed_to_who_stands_back_from_it() -> None:
    first, second = judged(), judged()
    for file in (first, second):
        issue(file, "transfer", "libing", "2026-03-04", 1, (1,), sign="sumao", to="jw")
        do(file, "leixin", "name_officer", "2026-03-05", proceeding=2, codes={"officer": "xuebing"})
    do(
        first,
        "yangwu",
        "declare_interest",
        "2026-03-05",
        proceeding=2,
        codes={"interest": "kin_of_petitioner"},
    )
    issue(first, "decide_recusal", "leixin", "2026-03-05", 2, sign="hemao", by="hemao",
          officer="yangwu", decision="granted")  # fmt: skip
    leaver, heir = Officer.objects.get(login="xuebing"), Officer.objects.get(login="yangwu")
    count, _digest = handing_over.moved(at("2026-03-06"))(leaver, heir, Office.objects.get(code="jw"))
    assert count == 2, "nothing stays with who has left"
    dealing = [models.Proceeding.objects.get(file=f, no=2).officer for f in (first, second)]
    assert dealing == [None, heir], "for the first the office names another"


@proves("R22 30(3)", "R22 46[5]")
def test_an_office_that_is_accused_loses_sight_at_once_of_what_it_had_accepted_and_the_sender_takes_it_away() -> (
    None
):
    file = judged("accusation", "claim")
    do(file, "qianwu", "screen", "2026-03-03", proceeding=1, points=(2,), codes={"path": "31[6]"})
    do(file, "qianwu", "name_accused", "2026-03-03", proceeding=1, codes={"outside": 1})
    issue(file, "transfer", "qianwu", "2026-03-04", 1, (2,), sign="panshen", to="jw")
    issue(file, "accept", "yangwu", "2026-03-06", 2, (2,), check="nishen", sign="nishen")
    assert visible_to(who("yangwu")).filter(pk=file.pk).exists()

    do(file, "qianwu", "name_accused", "2026-03-09", proceeding=1, codes={"office": "jw"})
    assert sighted(file) == {"xfj"}, "from that moment on, before anybody has done anything else"
    for login in ("yangwu", "nishen"):
        assert not visible_to(who(login)).filter(pk=file.pk).exists()
        with pytest.raises(Http404):
            do(file, login, "remark", "2026-03-09", proceeding=2, words={"words": "看看"})

    do(file, "qianwu", "take_from_accused", "2026-03-09", proceeding=2, words={"reason": "原件当日收回"})
    assert sighted(file) == {"xfj"}
    duties = models.OpenDuty.objects.filter(file=file)
    assert {str(d.office_id) for d in duties} == {"xfj"}
    assert {"redispatch", "serve"} <= set(duties.values_list("rule", flat=True))
    assert list(unlike(file)) == [], "and the register folds to the same"

    issue(file, "transfer", "qianwu", "2026-03-10", 1, (2,), sign="panshen", to="c_jw")
    assert sighted(file) == {"xfj", "c_jw"}
