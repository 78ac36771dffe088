"""What a letter says of itself is proposed; what it does not plainly say is left empty."""

from __future__ import annotations

from datetime import date

import pytest

from huiyin.intake.letters import proposed
from huiyin.intake.recognition import in_chinese
from tests.proves import proves
from tests.support.letters import LETTER

TODAY = date(2026, 3, 2)


@proves("R22 19(1)", "S0-019")
def test_name_address_telephone_date_and_requests_are_read_off_a_letter() -> None:
    found = proposed(LETTER, today=TODAY)
    assert (found.name, found.address, found.phone) == ("王建国", "石河镇东沟村三组12号", "13900000000")
    assert found.written_on == date(2026, 2, 26)
    assert found.requests == ("恢复排水沟", "赔偿墙体损失八千元")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("信访人：买买提·艾力\n地址：河东路3号\n希望修好路灯。", "买买提·艾力"),
        ("路灯坏了。\n此致\n敬礼\n李秀英 2026年3月1日", "李秀英"),
        ("路灯坏了三个月没有人修，请尽快修好。\n此致\n敬礼", ""),
        ("路灯坏了。\n全体村民", ""),
        ("路灯坏了。\n一个村民\n2026年3月1日", ""),
        ("请修好路灯。\n申请人：赵小兰  联系电话：13900000005", "赵小兰"),
        ("请修好路灯。\n申请人:赵小兰联系电话:13900000005", "赵小兰"),
        ("请修好路灯。\n周大海敬上\n2026年3月1日", "周大海"),
        ("举报人：匿名\n请查一查。", ""),
        ("姓名：张 三\n请修好路灯。", "张三"),
        ("路灯坏了。\n周大海\n王强 代笔\n2026年3月1日", "周大海"),
        ("望川村全体村民\n2026年3月1日\n请求修桥", ""),
        ("路灯坏了。\n望川村\n2026年3月1日", ""),
    ],
)
def test_a_name_is_taken_only_where_the_writer_gives_it(text: str, name: str) -> None:
    assert proposed(text, today=TODAY).name == name


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("二〇二六年二月二十六日", date(2026, 2, 26)),
        ("2026.2.6", date(2026, 2, 6)),
        ("二○二五年十月十日", date(2025, 10, 10)),
        ("2026年3月3日", None),
        ("2026年2月30日", None),
        ("2026年十三月1日", None),
        ("二月二日", None),
    ],
)
def test_a_date_that_cannot_be_or_lies_ahead_is_misread_and_left_out(line: str, day: date | None) -> None:
    assert proposed(f"路灯坏了。\n李秀英\n{line}", today=TODAY).written_on == day


def test_an_identity_number_with_a_wrong_check_digit_is_not_proposed_nor_taken_for_a_telephone() -> None:
    wrong = proposed("我叫李秀英，身份证110101199001011234。", today=TODAY)
    assert (wrong.number, wrong.phone) == ("", "")
    right = proposed("身份证11010519491231002X，电话 139 0000 0000", today=TODAY)
    assert (right.number, right.phone) == ("11010519491231002X", "13900000000")
    apart = proposed("身份证 110105 19491231 002X\n电话 13900000000/13900000001", today=TODAY)
    assert (apart.number, apart.phone) == ("11010519491231002X", "13900000000")
    for misread in ("110105 19491231 0021", "110105 19491231 002", "110105194912310021"):
        assert proposed(f"身份证 {misread}", today=TODAY).phone == ""


def test_an_address_is_known_by_its_place_and_a_title_is_no_second_request() -> None:
    found = proposed("关于要求修渠的申请\n我是孟庆祥，住梧桐镇双碾村二组8号。要求修好水渠。", today=TODAY)
    assert (found.address, found.requests) == ("梧桐镇双碾村二组8号", ("要求修好水渠",))
    assert proposed("老人住院三天了，住的是走廊。", today=TODAY).address == ""
    assert proposed("路灯坏了。希望修好。请求修桥。", today=TODAY).requests == ("希望修好", "请求修桥")
    assert proposed("领导：我是王二，住在梁口镇。请求修路。", today=TODAY).address == "梁口镇"


def test_an_empty_page_proposes_nothing() -> None:
    found = proposed("", today=TODAY)
    assert (found.name, found.phone, found.address, found.written_on, found.requests) == (
        "",
        "",
        "",
        None,
        (),
    )


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("请求:(一)督促支付;(2)退地", "请求：（一）督促支付；（2）退地"),
        ("我找过村委会,都说没钱o", "我找过村委会，都说没钱。"),
        ("共计1,920元，12:30到卡拉OK", "共计1,920元，12:30到卡拉OK"),
        ("Dear Sir, (please) reply: now", "Dear Sir, (please) reply: now"),
    ],
)
def test_punctuation_between_characters_is_chinese_whatever_width_was_read(read: str, written: str) -> None:
    assert in_chinese(read) == written
