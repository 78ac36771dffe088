"""The same event, told by different people and found by its words; and what follows of an earlier matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from huiyin.desk.registering_save import JOIN, REPEAT, became, decided, decisions, means
from huiyin.intake import repeats
from huiyin.intake.matching import indexes, searching
from huiyin.register import models
from huiyin.register.opening import NewPerson
from tests.desk2.conftest import DAY, NOON, Desk, officer, opened, person
from tests.desk2.repeating import DITCH, SMELL, found, others, rebuilt
from tests.desk2.test_registering import Sheet
from tests.proves import proves

pytestmark = pytest.mark.usefixtures("county")


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
