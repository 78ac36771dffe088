"""Numbers and names of persons: cleaned, checked, digested; none of them is a condition for being heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from huiyin.intake import identity
from huiyin.intake.identity import Person
from huiyin.register.models import Petitioner
from tests.proves import proves

VALID = "360426199101010071"  # the example number of python-stdnum's documentation
CODE = "91110000600037341L"


@pytest.mark.parametrize(
    "typed", [VALID, " 360426 19910101 0071 ", "３６０４２６１９９１０１０１００７１", "360426-19910101-0071"]
)
def test_an_identity_number_is_the_same_however_it_is_typed(typed: str) -> None:
    number = identity.identity_number(typed)
    assert (number.kind, number.shown, number.valid, number.warning) == ("identity", VALID, True, "")


def test_a_small_x_is_the_check_digit_x() -> None:
    body = next(
        f"36042619910101{n:03d}"
        for n in range(1000)
        if ric.calc_check_digit(f"36042619910101{n:03d}0") == "X"
    )
    assert identity.identity_number(body + "x").key == body + "X"
    assert identity.identity_number(body + "x").valid


def test_the_old_number_of_15_places_finds_the_person_under_the_new_one() -> None:
    old = identity.identity_number("360426910101007")
    assert old.valid
    assert old.shown == "360426910101007"
    assert old.key == VALID


def test_the_number_of_a_county_that_was_abolished_is_still_a_number() -> None:
    body = "51022319750101001"  # 綦江县 under 四川省, before Chongqing left it
    assert identity.identity_number(body + ric.calc_check_digit(body + "0")).valid


def test_a_credit_code_is_known_by_its_check_character() -> None:
    assert identity.identity_number(CODE.lower()).kind == "credit_code"
    assert not identity.identity_number(CODE[:-1] + "M").valid


@proves("R22 19(1)")
@pytest.mark.parametrize(
    "typed",
    [
        "360426199101010072",
        "36042619911301007X",
        "360426911301007",
        "E12345678",
        "12345",
        "记不清了",
        CODE[:-1] + "M",
    ],
)
def test_r22_19_1_a_number_that_cannot_be_verified_is_kept_as_typed_with_a_warning(typed: str) -> None:
    number = identity.identity_number(f" {typed} ")
    assert number.shown == typed
    assert not number.valid
    assert "已按所填保留" in number.warning


@proves("R22 19(1)")
@pytest.mark.parametrize("typed", ["", "  ", "无", "不详", "/"])
def test_r22_19_1_no_number_is_no_reason_for_a_warning(typed: str) -> None:
    assert identity.warnings(Person(name="张三", number=typed, phone=typed)) == []
    assert identity.identity_number(typed).shown == typed.strip()


@pytest.mark.parametrize(
    ("typed", "shown", "key"),
    [
        ("13800138000", "13800138000", "+8613800138000"),
        ("+86 138 0013 8000", "13800138000", "+8613800138000"),
        ("１３８－００１３－８０００", "13800138000", "+8613800138000"),
        ("0914-4321234", "0914-4321234", "+869144321234"),
        ("（0914）4321234", "0914-4321234", "+869144321234"),
        ("0914 4321234转801", "0914-4321234转801", "+869144321234;801"),
        ("010-62345678-803", "010-62345678转803", "+861062345678;803"),
        ("+852 2345 6789", "+852 2345 6789", "+85223456789"),
    ],
)
def test_a_telephone_number_is_the_same_however_it_is_typed(typed: str, shown: str, key: str) -> None:
    number = identity.phone(typed)
    assert (number.shown, number.key, number.valid, number.warning) == (shown, key, True, "")


@proves("R22 19(1)")
@pytest.mark.parametrize(
    ("typed", "says"),
    [("4321234", "缺少区号"), ("1380013800", "无法识别"), ("问村主任", "无法识别"), ("110", "无法识别")],
)
def test_r22_19_1_a_telephone_that_cannot_be_read_is_kept_as_typed_with_a_warning(
    typed: str, says: str
) -> None:
    number = identity.phone(typed)
    assert (number.shown, number.valid) == (typed, False)
    assert says in number.warning


def test_of_several_telephones_all_are_kept_and_the_first_is_looked_up() -> None:
    number = identity.phone("家里电话、13800138000、13900139000")
    assert number.shown == "家里电话、13800138000、13900139000"
    assert number.key == "+8613800138000"
    assert "13800138000" in number.warning


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张三", "张 三"),
        ("张三", "　张三\u200b"),
        ("阿卜杜拉·买买提", "阿卜杜拉・买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉 • 买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉.买买提"),
        ("John Smith", "ＪＯＨＮ  smith"),
        ("張國華", "张国华"),
    ],
)
def test_a_name_is_the_same_however_it_is_typed(one: str, other: str) -> None:
    assert identity.folded_name(one) == identity.folded_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("张三", "张三丰"), ("John Smith", "Johns Mith"), ("章三", "张三")]
)
def test_other_names_stay_other_names(one: str, other: str) -> None:
    assert identity.folded_name(one) != identity.folded_name(other)


def test_the_same_person_typed_otherwise_has_the_same_keys() -> None:
    one = identity.keys(Person("张三", VALID, "13800138000", "某县某镇 一组"))
    other = identity.keys(Person("张 三", "360426910101007", "+86 13800138000", "某县某镇，一组"))
    assert one == other
    assert tuple(one) == Petitioner.DIGESTS
    assert {len(digest) for key, digest in one.items() if key != "surname_only_digest"} == {32}


def agree(key: str, one: Person, other: Person) -> bool:
    mine, theirs = identity.keys(one)[key], identity.keys(other)[key]
    return bool(mine) and mine == theirs


@proves("S0-126")
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("张伟", "章炜", True),
        ("張偉", "张伟", True),
        ("买买提·吐逊", "买买提吐逊", True),
        ("单桂英", "善桂英", True),
        ("扎西卓玛", "扎西桌玛", True),
        ("张伟", "张强", False),
        ("John Smith", "John Smith", False),
        ("老王", "老汪", False),
    ],
)
def test_a_name_that_sounds_the_same_at_the_same_place_agrees(one: str, other: str, same: bool) -> None:
    place = "梁口镇望川村三组"
    assert agree("pinyin_place_digest", Person(one, place=place), Person(other, place=place)) is same
    assert not agree("pinyin_place_digest", Person(one, place=place), Person(other, place="石岭镇"))


@proves("S0-126")
@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("梁口镇望川村3组", True),
        ("梁口鎮望川村 第三组", True),
        ("梁口镇望川村第三村民小组", True),
        ("梁口镇望川村十三组", False),
        ("梁口镇望川村", False),
    ],
)
def test_a_place_is_one_however_its_numbers_are_written(other: str, same: bool) -> None:
    place = "梁口镇望川村三组"
    for key in ("name_place_digest", "surname_place_digest"):
        assert agree(key, Person("张某", place=place), Person("张某", place=other)) is same


@proves("S0-126")
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("和平路12号3单元402室", "某镇和平路 十二号", True),
        ("幸福小区3号楼2单元402室", "幸福小区 3-2-402", True),
        ("和平路12号", "和平路112号", False),
        ("望川村", "望川村", False),
    ],
)
def test_the_last_four_of_a_number_agree_with_the_same_house_number_only(
    one: str, other: str, same: bool
) -> None:
    assert (
        agree("id_tail_digest", Person(number=VALID, place=one), Person(number=VALID[-4:], place=other))
        is same
    )
    part = Person(phone="138****8000", place=other)
    assert agree("phone_tail_digest", Person(phone="13800138000", place=one), part) is same
    assert not agree("phone_tail_digest", Person(phone="13800138001", place=one), part)


@proves("S0-126")
@pytest.mark.parametrize("short", ["老王", "王某", "王某某", "王先生", "王**", "王", "姓王的"])
def test_who_gave_a_surname_only_agrees_with_whole_names_of_that_surname(short: str) -> None:
    place = "梁口镇望川村三组"
    alone, whole = identity.keys(Person(short, place=place)), identity.keys(Person("王建国", place=place))
    assert alone["surname_only_digest"] == whole["surname_place_digest"] != ""
    assert whole["surname_only_digest"] == ""
    assert (
        identity.keys(Person("汪建国", place=place))["surname_place_digest"] != alone["surname_only_digest"]
    )


@pytest.mark.parametrize("name", ["买买提·吐逊", "John Smith", "某某有限公司", "匿名"])
def test_what_is_no_chinese_name_has_no_surname(name: str) -> None:
    assert identity.keys(Person(name, place="某镇"))["surname_place_digest"] == ""


@pytest.mark.parametrize(
    "person",
    [
        Person(),
        Person(name="张三"),
        Person(place="某镇"),
        Person(name="匿名", place="某镇"),
        Person(number="000000000000000000", phone="00000000000"),
        Person(number="无", phone="不详"),
        Person(phone="12345"),
        Person(number="身份证丢失补办中"),
        Person(number="忘记带身份证了", phone="没有电话可以留"),
    ],
)
def test_what_identifies_nobody_has_no_key(person: Person) -> None:
    assert set(identity.keys(person).values()) == {""}


def test_keys_hold_neither_number_nor_name() -> None:
    found = "".join(identity.keys(Person("张三", VALID, "13800138000", "某镇")).values())
    assert VALID not in found
    assert "13800138000" not in found


def test_a_number_given_as_a_telephone_is_not_found_as_an_identity() -> None:
    assert (
        identity.keys(Person(number="13800138000"))["id_digest"]
        != identity.keys(Person(phone="13800138000"))["phone_digest"]
    )


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_is_refused_or_lost(text: str) -> None:
    person = Person(text, text, text, text)
    identity.keys(person)
    identity.warnings(person)
    for number in (identity.identity_number(text), identity.phone(text)):
        assert number.valid or number.shown == text.strip()
