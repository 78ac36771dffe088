"""First or repeat: the exact look-up, who may see what it finds, and joining."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import pytest

from huiyin.desk.registering_save import JOIN, REPEAT, became, decided, decisions, how, means
from huiyin.intake import keys_anew, repeats
from huiyin.intake.matching import indexes, searching
from huiyin.register import models
from huiyin.register.opening import NewEntry, NewPerson, NewPoint, join_entry
from tests.desk2.conftest import DAY, NOON, Desk, act, officer, opened, person
from tests.desk2.test_registering import Sheet
from tests.proves import proves

pytestmark = pytest.mark.usefixtures("county")
NUMBER = "110101199003070417"


DITCH = "排水沟去年硬化巷道时被填平，请接通排水沟"


def found(*people: object, by: str = "zhangjia", restricted: bool = False, text: str = DITCH) -> list[str]:
    digests = [p.digests for p in people]  # type: ignore[attr-defined]
    told = repeats.Told(text)
    listed = repeats.candidates(digests, told, officer(by), today=DAY, restricted=restricted)
    return [c.number for c in listed]


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


# ------------------------------------------------------------------ the same event, by different people


@pytest.fixture
def indexed(settings: Any, tmp_path: Any) -> None:
    settings.HUIYIN_VAR = tmp_path


SMELL = "望川村砖厂的烟囱离小学只有五十米，天天冒黑烟，孩子们上课不敢开窗，操场上落一层灰。"


def rebuilt() -> None:
    for _done in indexes.rebuild(NOON):
        pass


def others(text: str, by: str = "zhangjia", now: datetime = NOON) -> repeats.Others:
    return repeats.others(repeats.Told(text), officer(by), now=now)


@pytest.mark.usefixtures("indexed")
def test_the_same_event_told_by_somebody_else_is_found_by_its_words_with_what_both_say() -> None:
    file = opened(title="砖厂冒黑烟", words={"text": SMELL}, people=(person("李某"),)).file
    rebuilt()
    told = others(
        "您好！砖厂的烟囱离小学只有五十米，天天冒黑烟，孩子们咳嗽，操场上落一层灰。请领导解决，谢谢！"
    )
    assert [(c.number, c.by) for c in told.found] == [(file.number, ())]
    assert told.found[0].share > 0.5
    assert any("离小学只有五十米" in said for said in told.found[0].passages)
    assert told.trouble == ""


@pytest.mark.usefixtures("indexed")
@proves("R22 30(3)")
def test_r22_30_3_nothing_restricted_is_found_by_its_words_even_by_those_who_may_read_it() -> None:
    opened(("查处砖厂的保护伞", "accusation"), title="砖厂冒黑烟", words={"text": SMELL})
    rebuilt()
    assert others(SMELL) == others(SMELL, by="qianwu") == repeats.Others()


@pytest.mark.usefixtures("indexed")
def test_matters_that_the_office_does_not_see_are_not_found_by_their_words() -> None:
    opened(title="砖厂冒黑烟", words={"text": SMELL})
    rebuilt()
    assert others(SMELL, by="shihai").found == ()


@pytest.mark.usefixtures("indexed")
def test_without_an_index_the_same_petitioners_matter_is_found_and_what_is_missing_is_said() -> None:
    who = person(phone="13800001111")
    file = opened(title="砖厂冒黑烟", words={"text": SMELL}, people=(who,)).file
    assert found(who, text=SMELL) == [file.number]
    told = others(SMELL)
    assert told.found == ()
    assert "rebuild" in told.trouble


@pytest.mark.usefixtures("indexed")
def test_boilerplate_alone_makes_no_two_matters_alike() -> None:
    polite = (
        "尊敬的各位领导：您好！有关情况反映如下。恳请有关部门高度重视，尽快解决为盼，万分感谢！此致敬礼！"
    )
    opened(title="路灯", words={"text": polite + "路灯坏了。"})
    rebuilt()
    assert others(polite + "医院收费。").found == ()


PATTERN = "我是柏川县的普通居民今年以来因为这件事奔波多次生活非常困难心里十分委屈希望上级能够为百姓做主"


@pytest.mark.usefixtures("indexed")
@proves("S0-128")
def test_what_everybody_writes_in_this_register_is_learned_from_it_and_makes_no_two_matters_alike() -> None:
    """Six in ten characters of both letters are a pattern that goes round; the rest has nothing in common."""
    who = person(phone="13800001111")
    first = opened(title="路灯", words={"text": PATTERN + "门前路灯坏了没有人修。"}, people=(who,)).file
    asked = PATTERN + "县医院挂号窗口只收现金。"
    assert found(who, text=asked) == [first.number]  # nothing is learned yet
    for n in range(24):
        opened(title=f"事项{n}", words={"text": PATTERN + f"{chr(0x5000 + n * 7)}第{n}件。"})
    rebuilt()
    assert found(who, text=asked) == []
    assert others(asked).found == ()
    assert found(who, text="门前路灯坏了，没有人修，" + PATTERN) == [first.number]


@pytest.mark.usefixtures("indexed")
def test_an_event_that_twelve_people_tell_in_the_same_words_is_not_taken_for_everybodys_words() -> None:
    files = {opened(title="砖厂冒黑烟", words={"text": SMELL}).file.number for _ in range(12)}
    rebuilt()
    assert {c.number for c in others(SMELL).found} <= files
    assert others(SMELL).found[0].share > 0.9


@proves("R22 22(1)")
def test_a_further_entry_is_joined_only_to_what_is_being_handled_else_nobody_would_answer_it() -> None:
    who = person(phone="13800001111")
    opened(people=(who,))
    told = repeats.Told(DITCH)
    [alive] = repeats.candidates([who.digests], told, officer("zhangjia"), today=DAY)
    closed = replace(alive, phase="closed")
    join = f"{JOIN}:{alive.file_id}"
    assert join in [c.value for c in decisions([alive])]
    for choices in (decisions([closed]), decisions([], [closed])):
        assert [c.value for c in choices] == ["first", f"{REPEAT}:{alive.file_id}"]
    assert decided(join, [alive]) is not None
    assert decided(join, [closed]) is None


@proves("R22 36(3)")
@pytest.mark.usefixtures("indexed")
def test_r22_36_3_what_others_raised_ends_nobody_elses_matter_and_what_became_of_it_is_said() -> None:
    """Only who raises the same again is told what follows of an opinion; it never stands against somebody else."""
    who = person(phone="13800001111")
    file = opened(title="砖厂冒黑烟", words={"text": SMELL}, people=(who,)).file
    models.Matter.objects.filter(pk=file.pk).update(phase="closed")
    file.points.update(step="answered", outcome="support")
    rebuilt()
    told = repeats.Told(SMELL)
    [mine] = repeats.candidates([who.digests], told, officer("zhangjia"), today=DAY)
    [anothers] = others(SMELL).found
    assert "新的事实" in means(mine) and "确是别的信访人提出的，是初次" in means(anothers)
    assert became(mine) == became(anothers) == "已出具处理意见（予以支持）"
    assert decided(f"{JOIN}:{file.pk}", [anothers]) is None


@proves("R22 35")
def test_r22_35_of_an_earlier_matter_the_time_for_review_is_told_of_who_raises_it_again_not_of_another() -> (
    None
):
    """Each signer has thirty days from the day on which the opinion was served on him."""
    first, second = person("张某", phone="13800001111"), person("李某", phone="13800002222")
    file = opened(people=(first, second)).file
    models.Matter.objects.filter(pk=file.pk).update(phase="closed")
    for no, served, end in (
        (1, date(2026, 1, 20), date(2026, 2, 24)),
        (2, date(2026, 2, 20), date(2026, 3, 23)),
    ):
        models.Window.objects.create(
            file=file, key=f"review:{no}", rule="review", petitioner=no, paper=3, start=served, nominal=end, end=end,
            provision="R22 35", certainty="A", opened_by=1, edition="",
        )  # fmt: skip
    told = repeats.Told(DITCH)

    def standing(who: NewPerson) -> tuple[str, date | None]:
        [found] = repeats.candidates([who.digests], told, officer("zhangjia"), today=DAY)
        assert found.standing is not None
        return found.standing.what, found.standing.until

    assert standing(first) == ("decided", None)
    assert standing(second) == ("window", date(2026, 3, 23))


@proves("S0-126")
@pytest.mark.usefixtures("indexed")
def test_a_repeat_whose_person_no_key_knows_is_found_by_its_words_and_linked_by_who_checked_it(
    desk: Desk,
) -> None:
    """Name and telephone misread: the words are the same, and whoever looks can say that it is the same person."""
    file = opened(
        title="砖厂冒黑烟", words={"text": SMELL}, people=(person("张某", phone="13800001111"),)
    ).file
    rebuilt()
    sheet = Sheet(desk("zhangjia"), "letter")
    who = {"p1_name": "张莱", "p1_phone": "13800007777", "text": SMELL, "r1_text": "请求治理"}
    asked = sheet.send(do="check", **who).content.decode()
    assert "没有认出是同一信访人" in asked and f"核对过是同一信访人，与 {file.number} 同一事项" in asked
    sheet.send(decision=f"{REPEAT}:{file.pk}", decision_reason="电话抄错一位", **who)
    judged = models.Act.objects.get(kind="judge")
    assert (judged.codes["result"], judged.codes["linked"]) == ("repeat", file.pk)


@pytest.mark.usefixtures("indexed")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "还没有可以比对的内容"),
        ({"p1_phone": "13800001111", "text": "尊敬的领导：您好！此致敬礼！"}, "还没有可以比对的内容"),
        ({"p1_phone": "13800001111", "text": "😀" * 40}, "还没有可以比对的内容"),
        ({"text": "县医院挂号窗口只收现金"}, "没有写信访人，只比对了内容"),
        ({"p1_phone": "13800001111", "text": "县医院挂号窗口只收现金"}, "没有查到相近的事项：同一信访人的、别的"),
    ],
)  # fmt: skip
def test_a_question_that_could_not_be_asked_is_not_answered_with_no(
    desk: Desk, typed: dict[str, str], said: str
) -> None:
    opened(title="砖厂冒黑烟", words={"text": SMELL}, people=(person("张某", phone="13800001111"),))
    rebuilt()
    sheet = Sheet(desk("zhangjia"), "letter")
    nothing = dict.fromkeys(("p1_name", "p1_phone", "p1_address", "text", "r1_text"))
    assert said in sheet.send(do="check", **nothing | typed).content.decode()


@pytest.mark.usefixtures("indexed")
def test_an_index_damaged_in_one_place_only_is_said_and_never_answers_as_if_there_were_nothing() -> None:
    """Its list of files is whole, so that it looks usable; the runs themselves cannot be read."""
    opened(title="砖厂冒黑烟", words={"text": SMELL})
    rebuilt()
    for store in indexes.stores():
        with store.path.open("r+b") as file:
            file.seek(4096)  # the second page holds the runs
            file.write(b"\xa5" * 3000)
        assert indexes.trouble(store, NOON) == ""
    assert others(SMELL) == repeats.Others(trouble=indexes.lost())
    assert searching.search(officer("zhangjia"), "砖厂", now=NOON).trouble == indexes.lost()


@pytest.mark.usefixtures("indexed")
def test_both_questions_from_one_reading_have_the_answers_of_each() -> None:
    mine, elsewhere = person(phone="13800001111"), person("吴某", phone="13800002222")
    for n, who in enumerate((mine, elsewhere, elsewhere)):
        opened(people=(who,), key=f"b{n}", words={"text": DITCH})
    rebuilt()
    told, clerk = repeats.Told(DITCH), officer("zhangjia")
    own = repeats.candidates([mine.digests], told, clerk, today=DAY)
    apart = repeats.others(told, clerk, now=NOON, but={c.file_id for c in own})
    assert (len(own), len(apart.found)) == (1, 2)
    assert repeats.both([mine.digests], told, clerk, now=NOON) == (own, apart)


# ------------------------------------------------------------------ what registered itself is asked about, too


def aside(page: str) -> str:
    return page.partition("以前反映过没有")[2].partition("</section>")[0]


@proves("S0-126", "S0-128")
@pytest.mark.usefixtures("indexed")
def test_whoever_judges_a_matter_that_came_by_the_public_site_sees_what_was_raised_before(desk: Desk) -> None:
    """A petition on the public site is registered without a clerk: the question is put to who judges it."""
    who = person("张某", phone="13800001111")
    before = opened(title="砖厂冒黑烟", words={"text": SMELL}, people=(who,)).file
    others_ = opened(
        title="砖厂黑烟", words={"text": SMELL}, people=(person("李某", phone="13800002222"),)
    ).file
    agent = person("王某", phone="13800003333", role="agent", principal=1)
    new = opened(channel="web", title="砖厂", words={"text": SMELL}, people=(who, agent)).file
    other = opened(
        ("给孩子办转学", "claim"),
        channel="web",
        title="转学",
        words={"text": "学校说学位满了。"},
        people=(who,),
    ).file
    rebuilt()
    form = f"/desk/files/{new.pk}/acts/judge/?proceeding=1"
    shown = aside(desk("libing").get(form).content.decode())
    own, _mark, like = shown.partition("没有认出是同一信访人")
    assert before.number in own and "电话相同" in own and "并入或者关联" in own
    assert others_.number in like and new.number not in shown
    picked = f"&amp;result=repeat&amp;linked={quote(before.number)}"
    assert picked in own
    filled = desk("libing").get(f"{form}&result=repeat&linked={before.number}").content.decode()
    assert f'value="{before.number}"' in filled
    away = aside(desk("libing").get(f"/desk/files/{other.pk}/acts/judge/?proceeding=1").content.decode())
    assert "没有查到相近的事项" in away and before.number not in away, "who somebody is proposes nothing"


@proves("R22 30(3)")
@pytest.mark.usefixtures("indexed")
def test_r22_30_3_what_is_restricted_is_shown_to_no_judging_of_an_ordinary_matter_nor_the_other_way(
    desk: Desk,
) -> None:
    who = person("张某", phone="13800001111")
    hidden = opened(("查处", "accusation"), words={"text": SMELL}, people=(who,)).file
    plain = opened(words={"text": SMELL}, people=(who,)).file
    rebuilt()
    assert hidden.number not in aside(
        desk("qianwu").get(f"/desk/files/{plain.pk}/acts/judge/?proceeding=1").content.decode()
    )
    assert plain.number not in aside(
        desk("qianwu").get(f"/desk/files/{hidden.pk}/acts/judge/?proceeding=1").content.decode()
    )


def test_whoever_takes_a_link_off_sees_to_what_it_links(desk: Desk) -> None:
    first = opened().file
    second = opened().file
    act(
        second,
        "libing",
        "judge",
        proceeding=1,
        codes={"result": "repeat", "linked": first.pk},
        words={"reason": "同一条沟"},
    )
    page = desk("libing").get(f"/desk/files/{second.pk}/acts/unlink/").content.decode()
    assert f"本件与 {first.number} 关联为同一事项" in page
