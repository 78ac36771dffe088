"""`huiyin train` and `huiyin classify` as they are typed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.classes.messages import invented, table

Huiyin = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_is_learned_and_every_line_is_answered(huiyin: Huiyin, tmp_path: Path, encoding: str) -> None:
    models, asked = tmp_path / "models", tmp_path / "asked.jsonl"
    file = table(tmp_path / "t.csv", invented(), encoding)
    done = huiyin("train", str(file), "--text", "topic,detail", "--label", "label", "--model", str(models))
    assert done.returncode == 0, done.stderr
    assert "宏平均 F1 macro-F1" in done.stdout
    rows = [
        {"id": "a", "topic": "拖欠工资", "detail": "工地老板不发工资"},
        {"id": 2, "detail": "小学乱收费，家长有意见"},
    ]
    rows += [
        {"id": "odd", "detail": "\ud800😀老师😡补课\x00收钱" + "，" * 9000, "more": 1},
        {"id": "none", "topic": ""},
    ]
    words = "\n".join(json.dumps(row) for row in rows)
    asked.write_text(f"{words}\nnot json\n\n[]\n", encoding="utf-8")
    done = huiyin("classify", str(asked), "--model", str(models), "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(a["id"], a["class"]) for a in answers] == [
        ("a", "劳动和社会保障"), (2, "教育"), ("odd", "教育"), ("none", None)
    ]  # fmt: skip
    assert all(set(a) == {"id", "class", "probability", "why"} for a in answers)
    assert all(a["why"] for a in answers[:3]) and answers[3]["probability"] is None
    assert done.returncode == 1 and "line 5" in done.stderr and "line 7" in done.stderr
    listed = huiyin("train", "--model", str(models), "--versions").stdout
    assert listed.startswith("* 0001")


def test_blanks_around_the_names_of_columns_part_nothing(huiyin: Huiyin, tmp_path: Path) -> None:
    file = table(tmp_path / "t.csv", invented())
    file.write_text(
        file.read_text(encoding="utf-8").replace("topic,detail,label", "topic , detail,label ", 1),
        encoding="utf-8",
    )
    done = huiyin("train", str(file), "--text", "topic, detail", "--model", str(tmp_path / "models"))
    assert done.returncode == 0, done.stderr


def test_a_line_that_cannot_be_read_is_named_and_spoils_no_other(huiyin: Huiyin, tmp_path: Path) -> None:
    good = '{"id": "\\ud83d", "topic": "噪音扰民"}'.encode()
    odd = [
        b"\xef\xbb\xbf" + good,
        '{"topic": "噪音"}'.encode("gbk"),
        b"[" * 20_000,
        b'{"id": ' + b"1" * 5_000 + b"}",
        good,
    ]
    (tmp_path / "asked.jsonl").write_bytes(b"\r\n".join(odd))
    done = huiyin("classify", str(tmp_path / "asked.jsonl"), "--json")
    assert [json.loads(line)["class"] for line in done.stdout.splitlines()] == ["生态环境 / 噪声"] * 2
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert [n for n in range(1, 6) if f"line {n}:" in done.stderr] == [2, 3, 4]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("train", "none.csv", "--model", "m"), "none.csv"),
        (("train", "--model", "m"), "name a table"),
        (("train", "--register", "t.csv", "--model", "m"), "name a table"),
        (("train", "--model", "m", "--rollback"), "no earlier version"),
        (("classify", "--model", "m"), "huiyin train"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    huiyin: Huiyin, arguments: tuple[str, ...], words: str
) -> None:
    done = huiyin(*arguments)
    assert done.returncode == 2
    assert words in done.stderr and done.stderr.count("\n") == 1


def test_a_column_that_is_not_there_is_named_with_those_that_are(huiyin: Huiyin, tmp_path: Path) -> None:
    file = table(tmp_path / "t.csv", invented(2))
    done = huiyin("train", str(file), "--label", "class", "--model", str(tmp_path))
    assert done.returncode == 2
    assert "no column 'class'; there are msg_id, topic, detail, label" in done.stderr


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("m3,只有两格", ":4: 2 cells where the heading has 4"),
        ('m3,"没有关上,正文,教育', ":4: a quotation mark is opened here and closed nowhere"),
        ("m3,多,出,来,了", ":4: 5 cells where the heading has 4"),
    ],
)
def test_a_broken_table_is_refused_with_file_and_line(
    huiyin: Huiyin, tmp_path: Path, broken: str, words: str
) -> None:
    lines = table(tmp_path / "t.csv", invented()).read_text(encoding="utf-8").splitlines()
    file = tmp_path / "broken.csv"
    file.write_text("\n".join([*lines[:3], broken, *lines[3:]]), encoding="utf-8")
    done = huiyin("train", str(file), "--model", str(tmp_path / "m"))
    assert done.returncode == 2 and f"{file}{words}" in done.stderr
    assert not (tmp_path / "m").exists(), "nothing was learned"


def test_without_a_model_key_words_of_the_rulebook_propose_and_claim_no_probability(
    huiyin: Huiyin, tmp_path: Path
) -> None:
    asked = tmp_path / "asked.jsonl"
    asked.write_text(
        '{"id": 1, "topic": "拖欠工资", "detail": "工地不发工钱"}\n{"id": 2}\n', encoding="utf-8"
    )
    done = huiyin("classify", str(asked), "--json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["class"] == "劳动和社会保障 / 欠薪" and "拖欠工资" in first["why"]
    assert first["probability"] is None
    assert second == {"id": 2, "class": None, "probability": None, "why": []}
    assert "key words of the rulebook propose" in done.stderr
