"""What is taken in is decided by content, and a refusal says why and what to do instead."""

from __future__ import annotations

import io

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from huiyin.intake import containers, sniff
from tests.intake import samples


@pytest.mark.parametrize("name", samples.TAKEN)
def test_a_file_of_the_list_is_known_by_its_content(name: str) -> None:
    ext, data = samples.TAKEN[name]
    kind = sniff.sniff(io.BytesIO(data), name)
    assert kind.form(name)[0] == ext
    assert kind.form(name) in kind.forms


@pytest.mark.parametrize("name", samples.TAKEN)
def test_a_wrong_name_does_not_change_the_kind(name: str) -> None:
    _ext, data = samples.TAKEN[name]
    assert sniff.sniff(io.BytesIO(data), "证据.dat").key == sniff.sniff(io.BytesIO(data), name).key


@pytest.mark.parametrize("name", samples.REFUSED)
def test_a_file_not_of_the_list_is_refused_with_its_reason(name: str) -> None:
    code, data = samples.REFUSED[name]
    with pytest.raises(sniff.Refused) as refusal:
        sniff.sniff(io.BytesIO(data), name)
    assert refusal.value.code == code
    assert "没有存下" in str(refusal.value) or code == "empty"


def test_a_zip_that_unpacks_to_something_monstrous_is_refused_without_unpacking() -> None:
    with pytest.raises(sniff.Refused) as refusal:
        sniff.sniff(io.BytesIO(samples.bomb()), "a.docx")
    assert refusal.value.code == "bomb"


def test_a_zip_of_too_many_members_is_refused_before_its_directory_is_read() -> None:
    data = bytearray(samples.zipped("[Content_Types].xml", "word/document.xml"))
    at = data.rfind(b"PK\x05\x06")
    data[at + 10 : at + 12] = b"\xff\xff"
    with pytest.raises(containers.Bomb):
        containers.zip_names(io.BytesIO(bytes(data)))


def test_a_directory_of_a_compound_file_that_runs_in_circles_ends() -> None:
    data = samples.compound("WordDocument")
    circle = data[:516] + (1).to_bytes(4, "little") + data[520:]  # sector 1 follows sector 1
    with pytest.raises(containers.Broken):
        containers.ole_names(io.BytesIO(circle))


def test_the_table_of_kinds_has_words_and_extensions_for_every_kind() -> None:
    with translation.override("zh-hans"):
        table = sniff.allowed()
    assert len(table) == len(sniff.KINDS)
    assert ("paper", "OFD 版式文档", ".ofd") in table
    assert {group for group, _zh, _ext in table} == {"picture", "paper", "sound", "film"}


@given(st.binary(max_size=600))
def test_whatever_the_bytes_the_answer_is_a_kind_or_a_refusal(data: bytes) -> None:
    try:
        assert sniff.sniff(io.BytesIO(data)).key in sniff.KINDS
    except sniff.Refused as refusal:
        assert refusal.code in sniff.REASONS


@given(st.sampled_from(sorted(samples.TAKEN)), st.integers(0, 4000), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_a_kind_or_a_refusal(name: str, at: int, damage: bytes) -> None:
    data = bytearray(samples.TAKEN[name][1])
    data[at % len(data) : at % len(data) + len(damage)] = damage
    try:
        sniff.sniff(io.BytesIO(bytes(data)), name)
    except sniff.Refused as refusal:
        assert refusal.code in sniff.REASONS
