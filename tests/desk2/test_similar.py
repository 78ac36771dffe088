"""Like matters for a pasted text and from the command line: the gate, what is restricted, and plain answers."""

from __future__ import annotations

import io
import json

import pytest

from huiyin.cli import main
from huiyin.intake.matching import indexes
from tests.desk2.conftest import NOON, Desk, opened, person
from tests.proves import proves

pytestmark = [pytest.mark.usefixtures("county", "indexed"), pytest.mark.one_database]
SMELL = "望川村砖厂的烟囱离小学只有五十米，天天冒黑烟，孩子们上课不敢开窗，操场上落一层灰。"
AGAIN = "您好！砖厂的烟囱离小学只有五十米，天天冒黑烟，孩子们咳嗽，操场上落一层灰。"


def rebuilt() -> None:
    for _done in indexes.rebuild(NOON):
        pass


def test_a_pasted_text_lists_like_matters_with_what_both_say_and_keeps_nothing(desk: Desk) -> None:
    file = opened(
        title="砖厂冒黑烟", words={"text": SMELL}, people=(person("李某", phone="13800001111"),)
    ).file
    rebuilt()
    shown = desk("zhangjia").post("/desk/similar/", {"text": AGAIN}).content.decode()
    assert f'href="/desk/files/{file.pk}/"' in shown
    assert "离小学只有五十米" in shown and "%" in shown
    assert AGAIN in shown
    nothing = desk("zhangjia").post("/desk/similar/", {"text": "13800001111 李某 医院收费"}).content.decode()
    assert file.number not in nothing


@proves("R22 30(3)")
def test_r22_30_3_a_pasted_text_finds_no_matter_that_is_restricted_or_unseen(desk: Desk) -> None:
    opened(("查处砖厂的保护伞", "accusation"), title="砖厂冒黑烟", words={"text": SMELL})
    open_one = opened(title="砖厂冒黑烟", words={"text": SMELL}).file
    rebuilt()
    for login in ("zhangjia", "qianwu"):
        shown = desk(login).post("/desk/similar/", {"text": AGAIN}).content.decode()
        assert shown.count("data-open") == shown.count(f"/desk/files/{open_one.pk}/") == 1
    assert "data-open" not in desk("shihai").post("/desk/similar/", {"text": AGAIN}).content.decode()


@pytest.mark.parametrize("text", ["", "  ", "字" * 20_001])
def test_no_text_or_too_much_of_it_is_answered_plainly_and_given_back(desk: Desk, text: str) -> None:
    answer = desk("zhangjia").post("/desk/similar/", {"text": text})
    assert answer.status_code == 400
    assert text.strip() in answer.content.decode()


def test_without_an_index_the_page_says_so(desk: Desk) -> None:
    opened(words={"text": SMELL})
    assert "rebuild" in desk("zhangjia").post("/desk/similar/", {"text": AGAIN}).content.decode()


def test_the_register_is_asked_from_the_command_line_by_number_or_words_and_shows_no_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = opened(title="砖厂冒黑烟", words={"text": SMELL}).file
    two = opened(title="砖厂", words={"text": AGAIN}).file
    kept = opened(("查处砖厂的保护伞", "accusation"), title="砖厂冒黑烟", words={"text": SMELL}).file
    rebuilt()
    assert main(["similar", "--register", one.number, "--json"]) == 0
    out = capsys.readouterr().out
    said = json.loads(out)
    assert (said["id"], [c["id"] for c in said["candidates"]]) == (one.number, [two.number])
    assert 0.3 < said["candidates"][0]["score"] <= 1 and "%" in said["candidates"][0]["why"]
    assert "烟囱" not in out and kept.number not in out
    assert main(["similar", "--text", AGAIN, "--top", "1"]) == 0
    assert two.number in capsys.readouterr().out


@proves("R22 30(3)")
def test_r22_30_3_a_restricted_number_is_answered_as_one_that_is_not_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = opened(("查处砖厂的保护伞", "accusation"), words={"text": SMELL}).file
    rebuilt()
    wrong = []
    for number in (kept.number, "无此号"):
        assert main(["similar", "--register", number]) != 0
        wrong.append(capsys.readouterr().err.replace(number, "N"))
    assert wrong[0] == wrong[1]


@pytest.mark.parametrize("given", [[], ["--text", " "], ["--register", "1", "--text", "水"]])
def test_nothing_to_compare_is_refused_plainly(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["similar", *given]) != 0
    assert "Traceback" not in capsys.readouterr().err


def test_words_that_are_not_utf_8_are_refused_plainly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO("路灯坏了".encode("gb18030")), encoding="utf-8")
    )
    assert main(["similar", "--text", "-"]) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_what_cannot_be_looked_up_is_not_said_to_be_absent(desk: Desk) -> None:
    opened(words={"text": SMELL})
    client = desk("zhangjia")
    for lost in (True, False):
        pages = client.post("/desk/similar/", {"text": "县医院只收现金"}), client.get("/desk/find/?q=水库")
        for page, none in zip(pages, ("没有查到内容相近", "没有找到"), strict=True):
            assert (none in page.content.decode()) is not lost
        rebuilt()
