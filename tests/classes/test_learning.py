"""Learning classes: what is learned from, what is measured, and that a model is only numbers and words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from huiyin.intake.learn import alike, features, fit, measuring, model, store, teaching
from huiyin.intake.learn.card import card
from huiyin.intake.learn.features import Message
from huiyin.intake.learn.model import Unreadable
from huiyin.intake.learn.store import Store
from huiyin.intake.learn.teaching import Lesson, Taught, Unfit
from tests.classes.messages import invented


@pytest.fixture(scope="module")
def taught() -> tuple[model.Model, dict[str, object]]:
    """A model of the invented messages with its report."""
    return teaching.teach(teaching.lesson(invented()), source="invented", on="2026-03-02")


def test_runs_of_characters_are_read_back_as_they_were_written() -> None:
    text = features.clean("ＡＢ　拖欠\n工资")
    assert text == "ab 拖欠 工资"
    spelled = {features.spell(int(key)) for key in features.runs(text)}
    assert {"拖", "拖欠", "欠 工", "ab 拖"} <= spelled
    assert len(features.runs("")) == 0
    assert features.spell(int(features.runs("𠮷")[-1])) == "𠮷"


def test_a_class_is_proposed_with_a_probability_and_with_words_that_stand_in_the_message(
    taught: tuple[model.Model, dict[str, object]],
) -> None:
    found = taught[0].classify(Message("", "我们村旁边的化工厂又在排放废气，晚上臭气熏天"))
    assert found.label == "生态环境"
    assert 0.5 < found.probability <= 1
    assert found.why and all(word in "我们村旁边的化工厂又在排放废气，晚上臭气熏天" for word in found.why)
    assert found.probability + sum(p for _, p in found.others) == pytest.approx(1, abs=1e-4)


def test_a_message_of_nothing_known_is_no_error_and_has_no_words_for_it(
    taught: tuple[model.Model, dict[str, object]],
) -> None:
    for message in (
        Message("", ""),
        Message("", "\ud83d"),
        Message("𠮷𠮷", "xyz"),
        Message("", "拖" * 30_000),
    ):
        assert taught[0].classify(message).probability < 0.9


def test_a_model_read_back_answers_as_before_and_holds_no_object_that_could_run(
    taught: tuple[model.Model, dict[str, object]], tmp_path: Path
) -> None:
    message = invented()[0].message
    model.write(taught[0], tmp_path)
    again = model.read(tmp_path)
    assert again.classify(message).label == taught[0].classify(message).label
    assert again.classify(message).probability == pytest.approx(
        taught[0].classify(message).probability, abs=0.01
    )
    with np.load(tmp_path / model.NUMBERS, allow_pickle=False) as numbers:
        assert all(numbers[name].dtype.kind in "fu" for name in numbers.files)


def test_altered_or_missing_numbers_are_refused(
    taught: tuple[model.Model, dict[str, object]], tmp_path: Path
) -> None:
    model.write(taught[0], tmp_path)
    (tmp_path / model.NUMBERS).write_bytes((tmp_path / model.NUMBERS).read_bytes()[:-1] + b"x")
    with pytest.raises(Unreadable, match="not what"):
        model.read(tmp_path)
    (tmp_path / model.NUMBERS).unlink()
    with pytest.raises(Unreadable, match="missing"):
        model.read(tmp_path)
    (tmp_path / model.WORDS).write_text("[]", encoding="utf-8")
    with pytest.raises(Unreadable):
        model.read(tmp_path)


def test_what_is_word_for_word_there_is_learned_once_and_rare_classes_are_left_out() -> None:
    given = invented(25)
    odd = Taught(Message("路灯", "路灯不亮"), "城乡建设")
    what = teaching.lesson([*given, given[0], odd, Taught(Message("", " "), "教育"), replace(odd, label="")])
    assert (len(what.taught), what.repeated, what.empty) == (75, 1, 2)
    assert what.rare == {"城乡建设": 1}
    assert "城乡建设" not in what.labels


def test_too_little_to_learn_from_is_refused_with_what_is_there() -> None:
    with pytest.raises(Unfit, match=r"教育 \(3\)"):
        teaching.lesson([t for t in invented(3) if t.label == "教育"])


def test_messages_nearly_alike_lie_in_one_fold() -> None:
    first = "望川村三组门前的路灯坏了半年，晚上老人出门看不见路，请安排维修，谢谢领导。"
    texts = [
        first,
        first.replace("半年", "七个月"),
        "化工厂排放废气，气味很大，晚上睡不着觉，请环保部门查处。",
    ]
    groups = alike.groups([features.counted(t) for t in texts])
    assert groups[0] == groups[1] != groups[2]
    y = np.array([0, 1] * 30)
    pairs = [str(n // 2) for n in range(60)]
    for learned, kept in fit.folds(y, pairs):
        assert not {pairs[i] for i in learned} & {pairs[i] for i in kept}


def test_copies_are_never_parted_whichever_groups_were_given() -> None:
    """Of one letter that five people copied, each in a matter of its own, none is asked about after another was read."""
    given = [replace(one, group=f"file {n}") for n, one in enumerate(invented(25))]
    copied = [
        Taught(
            Message("排水沟", f"望川村三组的排水沟被填平，一下雨院子就进水，墙根都泡软了，请恢复。{name}"),
            "教育",
            group=name,
        )
        for name in ("甲某某", "乙某某", "丙某某", "丁某某", "戊某某")
    ]
    what = teaching.lesson([*given, *copied])
    groups = {g for one, g in zip(what.taught, what.groups, strict=True) if one.message.topic == "排水沟"}
    assert len(groups) == 1


def test_a_class_of_which_all_messages_are_alike_is_left_out_and_named() -> None:
    """What lies in one fold cannot be both learned and tried: it is said, and the others are learned."""
    copies = [
        Taught(Message("", f"小区的电梯坏了半年没有人修，物业一直不理。{n}"), "城乡建设") for n in range(25)
    ]
    what = teaching.lesson([*invented(25), *copies])
    assert what.rare == {"城乡建设": 25} and "城乡建设" not in what.labels
    with pytest.raises(Unfit, match="unlike each other"):
        teaching.lesson([*copies, *(t for t in invented(25) if t.label == "教育")])


def test_groups_that_are_given_are_kept() -> None:
    of_one_class = sorted(invented(40), key=lambda t: t.label)
    given = [replace(t, group=str(n // 4) if n % 40 < 12 else "") for n, t in enumerate(of_one_class)]
    what: Lesson = teaching.lesson(given)
    together = {(one.group, group) for one, group in zip(what.taught, what.groups, strict=True) if one.group}
    assert len(together) == len({one.group for one in what.taught if one.group}) == 9


def test_the_report_counts_right_and_measures_whether_probabilities_mean_what_they_say() -> None:
    chances = np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.7, 0.3]], np.float32)
    found = measuring.report(chances, np.array([0, 0, 1, 1]), ["甲", "乙"])
    assert found["accuracy"] == 0.75
    assert found["macro_f1"] == pytest.approx((0.8 + 2 / 3) / 2)
    assert found["confused"] == [{"is": "乙", "taken_for": "甲", "messages": 1}]
    sure = np.full((100, 2), 0.5, np.float32) + np.array([0.25, -0.25], np.float32)
    assert measuring.calibration_error(sure, np.array([0] * 75 + [1] * 25)) == pytest.approx(0, abs=1e-6)
    assert measuring.calibration_error(sure, np.array([0] * 50 + [1] * 50)) == pytest.approx(0.25, abs=1e-6)


def test_a_new_version_is_used_and_the_one_before_can_be_used_again(
    taught: tuple[model.Model, dict[str, object]], tmp_path: Path
) -> None:
    store = Store(tmp_path / "models")
    with pytest.raises(Unreadable, match="huiyin train"):
        store.load()
    words = card(taught[1])
    first, second = (store.add(taught[0], taught[1], words) for _ in range(2))
    assert (first, second, store.current()) == ("0001", "0002", "0002")
    assert store.roll_back() == "0001" == store.current()
    assert store.versions() == ["0001", "0002"]
    with pytest.raises(Unreadable, match="no earlier version"):
        store.roll_back()
    assert store.roll_back("0002") == "0002"
    assert "不得用于 Not for" in (store.at(first) / "card.md").read_text(encoding="utf-8")


def test_of_two_trainings_at_once_neither_is_lost(
    taught: tuple[model.Model, dict[str, object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned, report = taught
    first, second = Store(tmp_path), Store(tmp_path)
    write = model.write

    def write_while_another_ends(*what: Any) -> None:
        monkeypatch.setattr(store, "write", write)
        second.add(learned, report, "")
        write(*what)

    monkeypatch.setattr(store, "write", write_while_another_ends)
    assert first.add(learned, report, "") == "0002" == first.current()
    assert first.versions() == ["0001", "0002"]


def test_the_second_level_is_learned_where_there_is_enough_of_it_and_backs_off_where_there_is_not(
    tmp_path: Path,
) -> None:
    seconds = {"劳动和社会保障": ("欠薪", "工伤"), "教育": ("收费", "")}
    told = {"欠薪": "老板拖欠工资", "工伤": "干活摔伤了腿不给认定", "收费": "补课乱收费", "": "教室漏雨"}
    given = []
    for n, one in enumerate(invented()):
        under = seconds.get(one.label, ("",))[n % len(seconds.get(one.label, ("",)))]
        message = Message(one.message.topic, one.message.detail + told.get(under, ""))
        given.append(replace(one, message=message, under=under))
    given += [
        replace(given[0], message=Message("", f"矽肺{n}号矿"), label="劳动和社会保障", under="职业病")
        for n in range(3)
    ]
    made, report = teaching.teach(teaching.lesson(given), source="invented", on="2026-03-02")
    assert set(report["under"]) == {"劳动和社会保障"}, "of the others there is one class or none"
    assert "二级分类" in card(report)
    model.write(made, tmp_path)
    again = model.read(tmp_path)
    found = again.classify(Message("工地的事", "我在工地干活摔伤了腿，社保局不给认定"), others=9)
    assert found.label == "劳动和社会保障 / 工伤" and found.why
    assert found.probability + sum(p for _, p in found.others) == pytest.approx(1, abs=1e-3)
    assert again.classify(Message("学校的事", "小学老师补课收钱，家长有意见")).label == "教育"
