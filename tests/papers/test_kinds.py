"""The kinds of paper in the rulebook: all there, each with its words, steps and legal parts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from huiyin.papers import kinds as kinds_module
from huiyin.papers.citing import cite, number_text
from huiyin.papers.kinds import kind, kinds
from huiyin.papers.samples import sample
from huiyin.papers.wording import BODIES
from huiyin.statute.loader import ROOT, RulebookError, load
from tests.proves import proves

ALL = sorted(BODIES)


def test_every_kind_of_paper_is_in_the_rulebook_and_has_its_wording_and_a_sample() -> None:
    assert sorted(kinds()) == sorted(BODIES)
    for key in ALL:
        assert sample(key)


def test_no_two_kinds_share_a_number_word_so_that_no_two_papers_share_a_number() -> None:
    used = [k.number_word for k in kinds().values()]
    assert len(used) == len(set(used))


@proves("R22 32(1)")
def test_r22_32_1_the_opinion_asks_for_request_facts_reasons_opinion_and_basis_of_every_point() -> None:
    spec = kind("handling_opinion")
    by_law = {p.key for p in spec.parts if p.required == "per_point" and p.provision == "R22 32(1)"}
    assert by_law == {"reasons", "facts", "outcome", "opinion", "basis"}
    assert set(spec.part("outcome").choices) == {"support", "explain", "not_support"}


@proves("S0-149", "R22 32(1)")
def test_an_opinion_is_drafted_checked_and_signed_by_the_head_or_the_leader() -> None:
    spec = kind("handling_opinion")
    assert spec.steps == ("draft", "check", "sign")
    assert spec.signed_by == {"head", "leader"}


def test_papers_that_the_machine_writes_pass_no_steps() -> None:
    assert kind("receipt").steps == kind("service_receipt").steps == ()


def test_only_the_opinion_tells_of_review() -> None:
    assert [k.key for k in kinds().values() if k.remedy] == ["handling_opinion"]


@pytest.mark.parametrize(
    ("provision", "printed"),
    [
        ("R22 31[6], 34", "《信访工作条例》第三十一条第六项、第三十四条"),
        ("R22 22(1)[3]", "《信访工作条例》第二十二条第一款第三项"),
        ("R22 31[1]-[5]", "《信访工作条例》第三十一条第一项至第五项"),
        ("R22 35（期限为本系统默认）", "《信访工作条例》第三十五条（期限为本系统默认）"),
        ("导则 2.3.3", "《信访工作导则》2.3.3"),
        ("R22 29-31", "《信访工作条例》第二十九条至第三十一条"),
        (
            "R22 22(1), 23；依法分类处理规则 3",
            "《信访工作条例》第二十二条第一款、第二十三条；《依法分类处理信访诉求工作规则》第三条",
        ),
        ("R05 21(1)[2]、[3]", "《信访条例》第二十一条第一款第二项、第三项"),
        (
            "未成年人保护法 11(2)（2021年6月1日起施行）",
            "《未成年人保护法》第十一条第二款（2021年6月1日起施行）",
        ),
        ("民法典 188；民诉法 152", "《民法典》第一百八十八条；《民事诉讼法》第一百五十二条"),
        ("本系统默认", "本系统默认"),
    ],
)
def test_a_provision_is_printed_in_full_words(provision: str, printed: str) -> None:
    assert cite(provision) == printed
    assert cite(printed) == printed


@proves("GB/T 9704-2012")
def test_a_number_has_the_year_in_full_in_hexagonal_brackets_and_no_leading_zero() -> None:
    assert number_text("柏信", "受", 2026, 1) == "柏信受〔2026〕1号"
    with pytest.raises(ValueError, match="begins with 1"):
        number_text("柏信", "受", 2026, 0)


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("number_word: 转\n", "number_word: 受\n", "share the number word"),
        ("computed: [entry_on,", "computed: [entry_one,", "no computed value 'entry_one'"),
        ("  steps: [draft, check, sign]\n", "  steps: [draft, czech, sign]\n", "no step 'czech'"),
        ("  format: letter\n", "  format: leter\n", "did you mean 'letter'"),
        ("kind: choice, required", "kind: text, required", "choices belong to kind choice"),
    ],
)
def test_a_mistake_in_papers_yaml_is_told_with_file_and_line(
    tmp_path: Path, wrong: str, right: str, said: str
) -> None:
    book = tmp_path / "rulebook"
    shutil.copytree(ROOT, book)
    path = book / "papers.yaml"
    text = path.read_text("utf-8")
    assert wrong in text
    path.write_text(text.replace(wrong, right, 1), "utf-8")
    with pytest.raises(RulebookError, match=r"papers\.yaml:\d+.*" + said):
        kinds_module.kinds(load(book))


@proves("R22 19(3)")
def test_r22_19_3_a_refusal_can_name_each_ground_of_the_closed_list_and_no_other() -> None:
    assert set(kind("non_acceptance_notice").part("ground").choices) == set(load().table("grounds"))


def test_every_computed_value_of_the_list_is_used_by_some_paper() -> None:
    used = {p.key for k in kinds().values() for p in k.parts if p.computed}
    assert used == set(load().table("paper_values"))
