"""`huiyin similar --corpus`: messages ranked by the event they are about, without a database."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from huiyin.cli import main
from huiyin.intake.matching.events import Message, rank

EVENTS = {
    "noise": [
        ("清水湾小区旁搅拌站彻夜施工", "清水湾小区旁边的混凝土搅拌站每天通宵作业，噪声和粉尘让人无法入睡。"),
        ("搅拌站扰民", "我住在清水湾，楼下不远新建了搅拌站，夜里运输车轰鸣，灰尘很大，孩子咳嗽。"),
        ("请查处清水湾附近的搅拌站", "没有环评的搅拌站建在清水湾居民区，粉尘污染严重，请环保部门来看。"),
    ],
    "bus": [
        ("建议恢复七路公交", "七路公交停运两个月，白石桥的老人看病要走三公里，希望恢复。"),
        ("七路车什么时候恢复", "白石桥到县医院只有七路公交，停了以后出行不便。"),
        ("白石桥公交停运", "七路公交线路取消，白石桥一带没有车去医院。"),
    ],
    "wages": [
        ("金禾食品厂拖欠工资", "金禾食品厂拖欠我们三个月工资，老板说没有钱，请劳动监察帮助。"),
        ("讨要工资", "在金禾食品厂上班，从五月起没有发工资，三十多个工友都没有拿到。"),
        ("金禾食品欠薪", "工资一直拖欠，金禾食品厂的老板不接电话。"),
    ],
}  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "messages.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["no", "topic", "detail"])
        for event, told in EVENTS.items():
            rows.writerows([f"{event}-{no}", *words] for no, words in enumerate(told))
        rows.writerow(["copy-0", *EVENTS["bus"][0]])
        rows.writerow(["empty-0", "", ""])
    return path


def ranked(capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[str, list[dict[str, object]]]]:
    for line in capsys.readouterr().out.splitlines():
        row = json.loads(line)
        yield row["id"], row["candidates"]


def ask(corpus: Path, *more: str) -> int:
    return main(["similar", "--corpus", str(corpus), "--text", "topic,detail", "--id", "no", *more])


def test_messages_of_one_event_told_in_different_words_come_before_all_others(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(corpus, "--json") == 0
    for id, found in ranked(capsys):
        event = id.split("-")[0]
        if event in EVENTS:
            first = {str(one["id"]).split("-")[0] for one in found[:2]} - {"copy"}
            assert first == {event}, id
            assert all(one["why"] for one in found)


def test_every_row_has_one_line_in_the_order_of_the_file_and_never_names_itself(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(corpus, "--json", "--top", "2") == 0
    rows = list(ranked(capsys))
    assert [id for id, _ in rows][-2:] == ["copy-0", "empty-0"]
    assert len(rows) == 11
    assert all(len(found) <= 2 and id not in [one["id"] for one in found] for id, found in rows)
    assert dict(rows)["empty-0"] == []


def test_a_copy_is_named_as_one(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(corpus, "--json") == 0
    first = dict(ranked(capsys))["copy-0"][0]
    assert first["id"] == "bus-0"
    assert "100% 相同" in str(first["why"])


def test_a_column_that_is_not_there_is_said_in_one_line(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["similar", "--corpus", str(corpus), "--text", "title", "--id", "no", "--json"]) == 2
    assert "no column title" in capsys.readouterr().err


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_a_file_of_hardly_any_rows_is_answered_too(
    rows: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "few.csv"
    path.write_text("no,topic,detail\n" + "".join(f"{n},路灯不亮,人民路的路灯不亮\n" for n in range(rows)))
    assert ask(path, "--json") == 0
    assert [id for id, _ in ranked(capsys)] == [str(n) for n in range(rows)]


def test_what_is_no_table_is_refused_without_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    assert ask(path) == 2
    assert "picture.csv" in capsys.readouterr().err
    assert ask(tmp_path / "nowhere.csv") == 2


def test_an_event_of_two_keeps_its_place_among_many_of_the_same_subject_elsewhere() -> None:
    places = (
        "清水湾",
        "白石桥",
        "金禾苑",
        "望川里",
        "石岭街",
        "梅林村",
        "桐花园",
        "柳荫路",
        "青石巷",
        "松风台",
    )
    many = [
        Message(f"{p}-{n}", f"{p}{about}麻将馆扰民", f"{p}一楼开了麻将馆，{when}还在打牌，吵得{who}睡不着，请有关部门处理。")
        for p in places[1:]
        for n, (about, when, who) in enumerate((("小区", "半夜", "孩子"), ("楼下", "凌晨两点", "老人"), ("附近", "天天", "全家")))
    ]  # fmt: skip
    two = [
        Message("清水湾-0", "清水湾楼下有麻将馆", "清水湾三栋一楼开了麻将馆，半夜还在打牌，吵得老人睡不着。"),
        Message("清水湾-1", "清水湾三栋的麻将声", "住在清水湾三栋，楼下麻将从早打到凌晨，请处理。"),
    ]
    found = {id: [one.id for one in likely] for id, likely in rank([*many, *two], 5)}
    assert found["清水湾-0"][0] == "清水湾-1"
    assert found["清水湾-1"][0] == "清水湾-0"


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text("no,topic,detail\n" + text, encoding=encoding)
    return path


def test_rows_that_say_nothing_and_rows_that_all_say_the_same_are_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(written(tmp_path / "mute.csv", "1,,\n2,,\n3,，。,\n"), "--json") == 0
    assert list(ranked(capsys)) == [("1", []), ("2", []), ("3", [])]
    assert ask(written(tmp_path / "short.csv", "1,水,\n2,电,\n"), "--json") == 0
    assert [id for id, _found in ranked(capsys)] == ["1", "2"]
    same = "".join(f"{n},路灯不亮,人民路的路灯不亮\n" for n in range(4))
    assert ask(written(tmp_path / "same.csv", same), "--json") == 0
    assert all("100% 相同" in str(one["why"]) for _id, found in ranked(capsys) for one in found)


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("1,路灯,不亮\n", "gb18030", "--encoding gb18030"),
        ('1,"路灯,不亮\n2,公交,停运\n', "utf-8", "line 2"),
        ("1,a,b\n", "utf-16", "encoding"),
    ],
)
def test_what_cannot_be_read_rightly_is_refused_with_what_to_do(
    text: str, encoding: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(written(tmp_path / "file.csv", text, encoding)) == 2
    shown = capsys.readouterr()
    assert said in shown.err and not shown.out


def test_another_encoding_can_be_named_and_an_unknown_one_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "gbk.csv", "1,路灯,不亮\n", "gb18030")
    assert ask(path, "--json", "--encoding", "gb18030") == 0
    assert list(ranked(capsys)) == [("1", [])]
    assert ask(path, "--encoding", "gb0") == 2


def test_an_empty_file_and_two_columns_of_one_name_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("", "no,topic,detail,topic\n1,a,b,c\n"):
        path = tmp_path / "file.csv"
        path.write_text(text)
        assert ask(path) == 2
    assert "no header" in (err := capsys.readouterr().err) and "more than one column" in err


def test_ids_used_twice_or_missing_and_cells_too_many_are_told_beside_the_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "twice.csv", "1,路灯,不亮\n1,公交,停运\n,工资,拖欠\n2,a,b,c\n")
    assert ask(path, "--json") == 0
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) == 4
    assert all(said in shown.err for said in ("more than one row: 1", "have no id", "more cells"))
