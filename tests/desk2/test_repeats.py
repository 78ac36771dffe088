"""First or repeat: the exact look-up, who may see what it finds, and joining."""

from __future__ import annotations

import inspect
from datetime import date

import pytest

from huiyin.desk.registering_save import how
from huiyin.intake import keys_anew, repeats
from huiyin.register import models
from huiyin.register.opening import NewEntry, NewPerson, NewPoint, join_entry
from tests.desk2.conftest import DAY, NOON, officer, opened, person
from tests.desk2.repeating import DITCH, found
from tests.proves import proves

pytestmark = pytest.mark.usefixtures("county")
NUMBER = "110101199003070417"


@proves("S0-128")
@pytest.mark.parametrize(
    "text",
    [
        "",
        "县医院挂号窗口只收现金，老人不会用手机付款。",
        "尊敬的领导您好，请领导尽快解决，此致敬礼！",
        "去年",
        "村里",
        "去年，在村里",
        "电话138.0000.1111",
    ],
)
def test_identity_without_likeness_of_the_matter_proposes_nothing(text: str) -> None:
    """Same number, same telephone, same name and place: without a like matter there is nothing to be found."""
    who = person("买买提·吐逊", NUMBER, "138 0000 1111", "梁口镇 望川村三组")
    opened(
        people=(who,),
        words={"text": "尊敬的领导您好，去年村里硬化巷道，填了排水沟。请领导尽快解决，此致敬礼！"},
    )
    assert found(who, text=text) == []
    assert found(who) != []


@proves("S0-126", "S0-128")
def test_the_same_identity_number_telephone_or_name_with_place_is_found_however_it_is_typed() -> None:
    file = opened(people=(person("买买提·吐逊", NUMBER, "138 0000 1111", "梁口镇 望川村三组"),)).file
    assert found(person(number="110101 19900307 0417")) == [file.number]
    assert found(person(phone="+86 13800001111")) == [file.number]
    assert found(person("买买提•吐逊", address="梁口镇望川村三组")) == [file.number]
    assert found(person("买买提·吐逊", address="石岭镇东沟村")) == []


HOME = "梁口镇望川村三组15号"


@proves("S0-126", "S0-128")
@pytest.mark.parametrize(
    ("first", "again", "by"),
    [
        (person("张伟", address=HOME), person("章炜", address=HOME), "pinyin_place"),
        (person("張偉", address=HOME), person("张伟", address=HOME), "name_place"),
        (person("张伟", NUMBER, address=HOME), person(number="0417", address="望川村15号"), "id_tail"),
        (
            person(phone="13800138000", address=HOME),
            person(phone="138****8000", address="15号"),
            "phone_tail",
        ),
        (person("王建国", address=HOME), person("老王", address=HOME), "surname_place"),
        (person("王某", address=HOME), person("王建国", address=HOME), "surname_place"),
    ],
)
def test_each_key_of_identity_finds_a_like_matter_with_its_reason_and_nothing_without_likeness(
    first: NewPerson, again: NewPerson, by: str
) -> None:
    file = opened(people=(first,)).file
    told = repeats.Told(DITCH)
    (found_one,) = repeats.candidates([again.digests], told, officer("zhangjia"), today=DAY)
    assert (found_one.number, found_one.by) == (file.number, (by,))
    assert "、" in how(found_one)
    assert found(again, text="县医院挂号窗口只收现金，老人不会用手机付款。") == []


def test_two_whole_names_never_agree_by_their_surname() -> None:
    opened(people=(person("王建国", address=HOME),))
    assert found(person("王桂英", address=HOME)) == []


def test_keys_of_old_rows_are_computed_anew_from_what_is_sealed_and_a_borrowed_telephone_is_no_key() -> None:
    who = person("张伟", NUMBER, "13800138000", HOME)
    role = opened(people=(who,)).file.roles.get()
    borrowed = NewPerson({"phone": "13800001234", "address": HOME, "borrowed_phone": True})
    other = opened(people=(borrowed,)).file.roles.get()
    models.Petitioner.objects.update(**dict.fromkeys(models.Petitioner.DIGESTS, ""))
    assert list(keys_anew.fill(models.Petitioner.objects.all())) == [(2, 1)]
    role.petitioner.refresh_from_db()
    assert {key: getattr(role.petitioner, key) for key in who.digests} == who.digests
    other.petitioner.refresh_from_db()
    assert other.petitioner.phone_digest == other.petitioner.phone_tail_digest == ""
    assert list(keys_anew.fill(models.Petitioner.objects.all())) == [(2, 0)]


def test_an_empty_number_agrees_with_no_other_empty_number() -> None:
    opened(people=(person("匿名"),))
    assert found(person("匿名"), person()) == []


@proves("R22 30(3)")
def test_r22_30_3_a_restricted_matter_is_offered_to_no_ordinary_registration() -> None:
    file = opened(("查处村支书", "accusation"), people=(person("苗某", phone="13800002222"),)).file
    assert file.restricted
    for login in ("zhangjia", "libing", "qianwu"):
        assert found(person(phone="13800002222"), by=login) == []
    text = "请查处村支书"
    assert found(person(phone="13800002222"), by="qianwu", restricted=True, text=text) == [file.number]
    assert found(person(phone="13800002222"), by="zhangjia", restricted=True) == []


def test_only_matters_that_the_office_sees_are_offered() -> None:
    opened(people=(person(phone="13800003333"),))
    assert found(person(phone="13800003333"), by="shihai") == []
    assert found(person(phone="13800003333"), by="lvjia") == []


def test_a_name_withheld_from_the_handling_office_is_not_told_by_an_agreement_of_numbers() -> None:
    """Who asked for it (要求保密) is not found out by the office that handles the matter, by trying a number."""
    kept = person("匿名者", phone="13800008888")
    file = opened(people=(kept,), withheld=True).file
    models.Sight.objects.create(file=file, office_id="rsj", why="handler")
    assert found(person(phone="13800008888"), by="weiyin") == []
    assert found(person(phone="13800008888"), by="zhangjia") == [file.number]


@proves("S0-129")
def test_a_matter_raised_by_an_agent_is_the_petitioners_own_and_never_the_agents() -> None:
    mother = person("李某", NUMBER, address="石岭镇东沟村")
    helper = person("秦申", phone="13800004444", role="helper", principal=1)
    file = opened(people=(mother, helper)).file
    assert found(person(number=NUMBER)) == [file.number]
    assert found(person(phone="13800004444")) == []
    assert repeats.own((mother, helper)) == [mother]


def test_a_person_who_brought_several_matters_is_never_listed_without_a_registration() -> None:
    """The only way to ask takes digests, and an actor whose sight bounds the answer."""
    for ask, more in ((repeats.candidates, ["today", "restricted"]), (repeats.both, ["now", "but"])):
        assert list(inspect.signature(ask).parameters) == ["people", "told", "actor", *more]
    public = {
        name
        for name, f in vars(repeats).items()
        if inspect.isfunction(f) and f.__module__ == repeats.__name__
    }
    assert {name for name in public if not name.startswith("_")} == {"own", "candidates", "others", "both"}


def again(*people: object, key: str = "k1") -> NewEntry:
    return NewEntry(
        "visit", "xfj", DAY, "再来问水沟", {"text": "一个多月了没人来。"}, (NewPoint("接通排水沟"),), tuple(people), key=key,  # type: ignore[arg-type]
    )  # fmt: skip


@proves("S0-128")
def test_a_joined_entry_adds_no_second_petitioner_of_the_same_person_and_drops_no_signer() -> None:
    husband = person("张某", phone="13800001111", address="梁口镇望川村三组")
    file = opened(people=(husband,)).file
    wife = person("吴某", phone="13800001111")
    done = join_entry(file, again(husband, wife), by=officer("zhangjia"), now=NOON, seen=1)
    names = [r.petitioner.person["name"] for r in file.roles.order_by("no")]
    assert names == ["张某", "吴某"]
    assert [no for no, _code, _pin in done.codes] == [2]
    assert models.Entry.objects.filter(file=file).count() == 2


def test_an_agent_who_joins_points_at_the_petitioner_who_is_there_already() -> None:
    mother = person("李某", NUMBER)
    file = opened(people=(mother,)).file
    join_entry(
        file,
        again(mother, person("李二", role="agent", principal=1)),
        by=officer("zhangjia"),
        now=NOON,
        seen=1,
    )
    agent = file.roles.get(no=2)
    assert (agent.role, agent.principal and agent.principal.no) == ("agent", 1)


def test_candidates_come_newest_first_with_what_the_decision_needs() -> None:
    old = opened(people=(person(phone="13800005555"),), on=date(2026, 1, 5), title="路灯").file
    new = opened(people=(person(phone="13800005555"),), title="水沟").file
    digests = [person(phone="13800005555").digests]
    listed = repeats.candidates(digests, repeats.Told(DITCH), officer("zhangjia"), today=DAY)
    assert [(c.file_id, c.title, c.phase, c.by) for c in listed] == [
        (new.pk, "水沟", "open", ("phone",)),
        (old.pk, "路灯", "open", ("phone",)),
    ]
