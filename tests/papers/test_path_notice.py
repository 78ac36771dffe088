"""The notice of the path says what the rulebook knows of the other procedure before anybody writes (R22 31[1]-[5])."""

from __future__ import annotations

from datetime import date

from huiyin.demo.teller import Teller, points
from huiyin.papers import drafting
from tests.desk.conftest import entry
from tests.proves import proves
from tests.support.county import load_county


def told() -> Teller:
    """A matter that the bureau of labour has."""
    load_county()
    t = Teller()
    t.enter(entry(points=points("撤销处罚")), "zhangjia")
    t.act("libing", "judge", date(2026, 3, 3), proceeding=1, codes={"result": "first"})
    t.paper(
        "transfer", "libing", date(2026, 3, 9), sign="sunji", proceeding=1, points=(1,), intended={"to": "rsj"},
        written={"parts": {"screening": "请办理。"}},
    )  # fmt: skip
    return t


@proves("R22 31[1]-[5]", "R22 23(3)")
def test_r22_31_the_notice_begins_with_that_laws_limit_its_remedy_what_to_bring_and_what_is_about_to_lapse(
    db: None,
) -> None:
    t, on = told(), date(2026, 3, 10)
    assert t.file is not None
    draft = drafting.start(
        t.file, "path_notice", 2, (1,), by=t.officer("jiangmao", on), now=t.now(on), on=on,
        intended={"path": "31[4]", "procedure": "reconsideration", "apply_from": "2026-01-12"},
        words={"host": "县司法局"},
    )  # fmt: skip
    parts = draft.content["parts"]
    assert parts["procedure"] == "行政复议程序"
    assert "60日" in parts["limit"]
    assert "行政复议法 20、62" in parts["limit"]
    assert "对复议决定不服的行政诉讼" in parts["remedy"]
    assert "申请书" in parts["to_do"]
    assert "最后一天是2026年3月13日" in parts["closing_window"] and "请尽快递交" in parts["closing_window"]
    assert "自次日2026年1月13日起算。第60日是2026年3月13日（星期五），为届满日。" in parts["closing_window"]
    assert "60日内作出处理意见" not in str(parts), "no sixty days of the petition procedure"


@proves("R22 31")
def test_where_the_day_is_not_known_no_end_is_invented(db: None) -> None:
    t, on = told(), date(2026, 3, 10)
    assert t.file is not None
    draft = drafting.start(
        t.file, "path_notice", 2, (1,), by=t.officer("jiangmao", on), now=t.now(on), on=on,
        intended={"path": "31[4]", "procedure": "reconsideration"}, words={"host": "县司法局"},
    )  # fmt: skip
    assert "2026" not in draft.content["parts"].get("closing_window", "")
