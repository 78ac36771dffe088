"""Taking points out of an entry (摘转件): nothing restricted travels, and no clock starts again."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from huiyin.intake import attachments, raising, splitting
from huiyin.register import models
from huiyin.register.lines import state
from huiyin.register.opening import Opened
from huiyin.register.rebuild import rebuild
from huiyin.statute.model import Refused
from tests.desk2.conftest import act, at, officer, opened, person
from tests.proves import proves

pytestmark = pytest.mark.usefixtures("county")
LATER = date(2026, 3, 9)


def letter() -> models.File:
    """D03: a claim of one's own, and a report on the village secretary, in one letter."""
    made = opened(
        ("恢复家中的低保", "claim"), ("查处村支书冒领资金", "accusation"), by="qianwu", stamped_on=date(2026, 2, 27),
        people=(person("苗某", phone="13800006666", address="石岭镇东沟村"),),
    )  # fmt: skip
    return made.file


def what(*points: int, **more: Any) -> splitting.Extract:
    texts = dict.fromkeys(points, "恢复我家低保")
    return splitting.Extract(
        points, texts, "“我家老伴常年吃药，去年低保却被取消了。”", "反映恢复低保", **more
    )


def take_out(file: models.File, extract: splitting.Extract, by: str = "qianwu", key: str = "") -> Opened:
    file.refresh_from_db()
    return splitting.split_off(
        file, 1, extract, by=officer(by, LATER), now=at(LATER), seen=file.last_seq, key=key or None
    )


@proves("R22 30(3)")
def test_r22_30_3_the_extract_is_an_ordinary_file_with_the_words_taken_out_and_nothing_else() -> None:
    file = letter()
    new = take_out(file, what(1)).file
    assert (file.restricted, new.restricted) == (True, False)
    assert not new.number.startswith("特")
    entry = new.entries.get()
    assert entry.words == {"text": "“我家老伴常年吃药，去年低保却被取消了。”"}
    assert entry.extract_of == file.entries.get()
    assert [p.request for p in new.points.all()] == ["恢复我家低保"]
    # Nothing in the acts of the new file says where it comes from.
    assert "linked" not in str(list(new.acts.values_list("codes", flat=True)))


@proves("R22 22(1)")
def test_r22_22_1_the_clocks_of_the_extract_run_from_the_day_the_original_came_in() -> None:
    file = letter()
    before = {d.rule: d.due for d in models.OpenDuty.objects.filter(file=file)}
    new = take_out(file, what(1)).file
    after = {d.rule: d.due for d in models.OpenDuty.objects.filter(file=new)}
    assert after["dispatch"] == before["dispatch"] == date(2026, 3, 17)
    assert after["tell-destination"] == before["tell-destination"]


def test_the_point_ends_in_the_original_as_moved_and_not_as_done() -> None:
    file = letter()
    take_out(file, what(1))
    s = state(file)
    assert [q.step for q in s.points.values()] == ["split_off", "registered"]
    (dispatch,) = [d for d in s.live if d.rule == "dispatch"]
    assert dispatch.left == {2}
    assert not [d for d in s.duties.values() if d.how == "met"]
    assert [t.mended for t in rebuild([file.pk])] == [[]]


def test_an_accusation_is_never_taken_out_and_one_point_always_stays() -> None:
    file = letter()
    for points, code in (((2,), "accusation_stays"), ((1, 2), "nothing_left")):
        with pytest.raises(Refused) as refused:
            take_out(file, what(*points))
        assert refused.value.code == code
    assert models.File.objects.count() == 1  # what was refused left nothing behind, no number either
    assert splitting.movable(state(file)) == {1: (1,)}


def test_attachments_of_a_restricted_original_and_scans_of_any_original_never_travel() -> None:
    stored = raising.as_kept(attachments.store(BytesIO(b"%PDF-1.4\n%%EOF\n"), "信.pdf"))
    for restricted in (True, False):
        file = letter() if restricted else opened(("甲", "claim"), ("乙", "claim"), by="libing").file
        raising.attach(
            [{**stored, "what": "page", "original": True}, stored],
            file=file,
            entry=file.entries.get(),
            by="x",
            now=at(LATER),
        )
        ids = tuple(file.attachments.values_list("pk", flat=True))
        new = take_out(file, what(1, attachments=ids), "qianwu" if restricted else "libing").file
        assert new.attachments.count() == (0 if restricted else 1)


def test_the_petitioner_keeps_the_pin_and_is_told_no_less_safely_than_before() -> None:
    file = letter()
    new = take_out(file, what(1, withheld=True)).file
    old_role, new_role = file.roles.get(), new.roles.get()
    assert new_role.pin_hash == old_role.pin_hash
    assert new_role.code != old_role.code
    assert new_role.contact == {"tell": "none"}  # the restricted file named no number that may be used
    assert new.matter.withheld
    named = splitting.contact({"phone": "13800007777"}, restricted=True)
    assert named == {"phone": "13800007777"}


def test_the_first_or_repeat_decision_is_carried_and_a_form_sent_twice_opens_one_file() -> None:
    file = opened(("甲", "claim"), ("乙", "claim")).file
    act(file, "libing", "judge", proceeding=1, codes={"result": "first"})
    once = take_out(file, what(2), "libing", key="same")
    twice = take_out(file, what(2), "libing", key="same")
    assert twice.again
    assert twice.file == once.file
    assert state(once.file).judged == "first"


def test_a_registrar_without_the_post_cannot_take_points_out() -> None:
    file = opened(("甲", "claim"), ("乙", "claim")).file
    with pytest.raises(Refused):
        take_out(file, what(1), "zhangjia")
