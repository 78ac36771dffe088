"""Full-text search: words and phrases, the gate, filters, and what no word finds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import resolve

from huiyin.following import steps
from huiyin.intake.matching import indexes
from huiyin.intake.matching.fulltext import passages, terms
from huiyin.intake.matching.searching import PAGE, Filters, search
from huiyin.intake.matching.sources import SCOPES, parts
from huiyin.register import models
from huiyin.register.access import INNER, MARKS
from huiyin.register.law import current
from tests.desk2.conftest import DAY, NOON, Desk, officer, opened, person
from tests.proves import proves

pytestmark = [pytest.mark.usefixtures("county", "indexed"), pytest.mark.one_database]
SMELL = "望川村砖厂的烟囱离小学只有五十米，天天冒黑烟。"


def rebuilt() -> None:
    for _done in indexes.rebuild(NOON):
        pass


def numbers(typed: str, by: str = "zhangjia", **only: Any) -> list[str]:
    return [hit.file.number for hit in search(officer(by), typed, now=NOON, only=Filters(**only)).hits]


def test_words_must_all_stand_there_and_a_phrase_as_it_is_written() -> None:
    file = opened(words={"text": SMELL}).file
    rebuilt()
    assert numbers("砖厂 黑烟") == numbers("“天天冒黑烟”") == [file.number]
    assert numbers("砖厂 水库") == numbers("黑烟天天冒") == numbers("烟") == []


def test_what_is_left_out_of_a_search_is_said_and_never_silently_passed_over(desk: Desk) -> None:
    opened(words={"text": SMELL})
    rebuilt()
    client = desk("zhangjia")

    def said(typed: str, **only: str) -> str:
        return client.get("/desk/find/", {"q": typed, **only}).content.decode()

    assert "没有参加查找：水。" in said("砖厂 水")
    assert "没有参加查找：13800001111。" in said("砖厂 13800001111")
    assert "没有参加查找：庚辛。" in said("砖厂 黑烟 甲乙 丙丁 戊己 壬癸 子丑 寅卯 庚辛")
    assert "没有参加查找" not in said("砖厂 “天天冒黑烟” ——") and "一个字查不到" in said("水")
    assert "只用了前 80 个字" in said("砖厂" * 50)
    assert "早于开始的日期" in said("砖厂", since="2026-03-02", until="2026-03-01")


def test_passages_mark_what_was_asked_for() -> None:
    opened(words={"text": SMELL})
    rebuilt()
    hit = search(officer("zhangjia"), "砖厂 黑烟", now=NOON).hits[0]
    marked = [part for place in hit.places for part, here in place.passage.parts if here]
    assert set(marked) == {"砖厂", "黑烟"}


def test_passages_stand_as_they_were_written_with_numbers_of_persons_masked() -> None:
    text = "去年（２０２５年）硬化巷道，Ｂ座门口的“水沟”断了；电话13800001111，共1,000元。"
    shown = ["".join(part for part, _ in one.parts) for one in passages(text, terms("巷道 断了"))]
    assert shown == ["去年（2025年）硬化巷道，B座门口的“水沟”断了；电话 ，共1,000元。"]
    assert passages(text, terms("水库")) == []


def test_filters_narrow_by_day_and_state() -> None:
    opened(words={"text": SMELL}, on=date(2026, 1, 5))
    new = opened(words={"text": SMELL}).file
    rebuilt()
    assert len(numbers("砖厂")) == 2
    assert numbers("砖厂", since=date(2026, 2, 1)) == [new.number]
    assert numbers("砖厂", phase="archived") == []


def test_filters_narrow_by_class_way_in_office_and_number_with_and_without_words() -> None:
    file = opened(words={"text": SMELL}, class1="环境保护", class2="大气", channel="visit").file
    opened(words={"text": SMELL}, class1="环境保护", class2="噪声")
    rebuilt()
    one = [file.number]
    for only in (
        {"class1": "环境保护", "class2": "大气"}, {"channel": "visit"}, {"number": file.number[-5:]},
    ):  # fmt: skip
        assert numbers("砖厂", **only) == numbers("", **only) == one
    for only in ({"holder": "xfj"}, {"owing": "xfj"}, {"class1": "环境保护"}):
        assert len(numbers("砖厂", **only)) == len(numbers("", **only)) == 2
    for only in ({"holder": "rsj"}, {"owing": "rsj"}, {"class1": "教育"}, {"channel": "fax"}):
        assert numbers("砖厂", **only) == numbers("", **only) == []
    assert numbers("") == numbers("厂", class1="环境保护") == []


def test_filters_without_words_list_nothing_that_is_unseen_or_restricted() -> None:
    opened(("查处砖厂的保护伞", "accusation"), class1="环境保护")
    opened(class1="环境保护")
    assert len(numbers("", class1="环境保护")) == 1
    assert numbers("", class1="环境保护", by="shihai") == []


def test_what_follows_the_first_page_is_older_and_leaves_none_out() -> None:
    files = [opened(words={"text": SMELL}, class1="环境保护").file.number for _ in range(PAGE + 2)]
    rebuilt()
    for typed, only in (("砖厂", Filters()), ("", Filters(class1="环境保护"))):
        first = search(officer("zhangjia"), typed, now=NOON, only=only)
        rest = search(officer("zhangjia"), typed, now=NOON, only=only, before=first.more)
        assert (len(first.hits), rest.more) == (PAGE, 0)
        assert [hit.file.number for hit in (*first.hits, *rest.hits)] == files[::-1]


@proves("R22 30(3)")
def test_r22_30_3_a_word_of_a_restricted_or_unseen_matter_finds_nothing_and_says_nothing() -> None:
    opened(("查处砖厂的保护伞", "accusation"), words={"text": SMELL})
    rebuilt()
    seen = search(officer("zhangjia"), "砖厂", now=NOON)
    assert (
        seen
        == search(officer("qianwu"), "砖厂", now=NOON)
        == search(officer("zhangjia"), "没有这个词", now=NOON)
    )
    opened(words={"text": SMELL})
    rebuilt()
    assert numbers("砖厂", by="shihai") == []


def test_a_petitioners_name_finds_nothing_even_where_the_letter_is_signed_with_it() -> None:
    opened(people=(person("司马青云", phone="13800001111"),), words={"text": SMELL + "司马青云 13800001111"})
    rebuilt()
    assert numbers("砖厂") != []
    assert numbers("司马青云") == numbers("13800001111") == []


def test_the_page_lists_marks_and_says_when_the_index_is_lost(desk: Desk) -> None:
    opened(words={"text": SMELL}, title="砖厂冒烟")
    client = desk("zhangjia")
    assert "rebuild" in client.get("/desk/find/", {"q": "黑烟"}).content.decode()
    rebuilt()
    shown = client.get("/desk/find/", {"q": "黑烟", "since": "no day", "phase": "x"}).content.decode()
    assert "<mark>黑烟</mark>" in shown and "砖厂冒烟" in shown
    assert "<script>" not in client.get("/desk/find/", {"q": "<script>"}).content.decode()


def papered(file: models.File, kind: str, text: str, office: str = "xfj") -> None:
    """A paper issued with this text."""
    no = file.papers.count() + 1
    draft = models.Draft.objects.create(
        file=file, proceeding=0, kind=kind, office_id=office, on=DAY, content={"parts": {"reason": text}}, issued=True,
        written_by="officer:1", updated_at=NOON,
    )  # fmt: skip
    models.Paper.objects.create(
        file=file, no=no, kind=kind, office_id=office, number=f"试〔2026〕{file.pk}-{no}号", series=f"t{file.pk}", serial=no,
        on=DAY, act=file.acts.get(seq=1), draft=draft,
    )  # fmt: skip


def marked(typed: str, by: str = "zhangjia") -> set[str]:
    hits = search(officer(by), typed, now=NOON).hits
    return {part for hit in hits for place in hit.places for part, here in place.passage.parts if here}


def test_what_a_paper_says_is_found_and_marked_for_those_who_see_the_matter_only() -> None:
    papered(
        opened(people=(person("李某", address="梁口镇"),)).file,
        "acceptance_notice",
        "经现场勘验，李某门前的涵洞已经疏通。",
    )
    rebuilt()
    assert marked("涵洞已经疏通") == {"涵洞已经疏通"}
    assert marked("李某") == set()
    assert marked("涵洞已经疏通", by="shihai") == set()


def test_an_act_that_issues_a_paper_brings_its_text_into_the_index_even_where_the_act_says_nothing() -> None:
    file = opened().file
    papered(file, "acceptance_notice", "涵洞已经疏通。")
    act = file.acts.get(seq=1)
    act.kind, act.words_digest = "accept", ""
    assert "index" in {row.kind for row in steps(act, list(file.papers.all()))}
    assert "index" not in {row.kind for row in steps(act, [])}


def test_inner_sheets_drafts_marks_and_letters_to_a_withheld_name_are_not_searched() -> None:
    """What the page of a matter keeps from other offices is not told by a search either."""
    inner = sorted(k for k, spec in current().papers.items() if spec.get("to") == "internal")
    file = opened().file
    papered(file, inner[0], "内部审签意见涵洞。")
    withheld = opened(withheld=True).file
    papered(withheld, "acceptance_notice", "写给本人的涵洞。")
    for kind in sorted(INNER | MARKS):
        act = models.Act.objects.create(**_act(file, kind))
        models.Words.objects.create(file=file, act=act, said={"reason": "退回修改，涵洞写错了。"})
    rebuilt()
    assert numbers("涵洞") == []


def test_a_passage_is_cited_by_where_it_stands_and_words_can_be_sought_there_only(desk: Desk) -> None:
    file = opened(("清理涵洞", "claim"), words={"text": "门前的涵洞堵了。"}, title="反映涵洞").file
    papered(file, "acceptance_notice", "涵洞的事已经受理。")
    act = models.Act.objects.create(**_act(file, "hold_session"))
    models.Words.objects.create(file=file, act=act, said={"minutes": "会上说明涵洞由村里疏通。"})
    rebuilt()
    said = {
        scope: search(officer("zhangjia"), "涵洞", now=NOON, only=Filters(where=scope)).hits
        for scope in SCOPES
    }
    assert {p.part.place for hit in said["raised"] for p in hit.places} == {"request", "entry", "title"}
    assert [p.part.kind for hit in said["session"] for p in hit.places] == ["hold_session"]
    assert [p.part.kind for hit in said["paper"] for p in hit.places] == ["acceptance_notice"]
    assert numbers("涵洞 受理", where="paper:acceptance_notice") == [file.number]
    assert numbers("堵了 受理", where="paper") == numbers("涵洞", where="paper:reply") == []
    client = desk("zhangjia")
    page = client.get("/desk/find/", {"q": "堵了 受理 村里"}).content.decode()
    here = f"/desk/files/{file.pk}/"
    cited = [
        f"{here}#entry-{file.entries.get().pk}",
        f"{here}#act-{act.seq}",
        f"{here}papers/{file.papers.get(kind='acceptance_notice').no}/",
    ]
    assert all(f'href="{address}"' in page for address in cited)
    matter = client.get(here).content.decode()
    assert all(f'id="{address.partition("#")[2]}"' in matter for address in cited[:2])
    assert resolve(cited[2]).view_name == "desk:paper"


def test_codes_in_a_paper_are_no_words() -> None:
    file = opened().file
    papered(file, "destination_notice", "已转往有权处理的机关。")
    draft = file.drafts.get()
    draft.content = {
        **draft.content,
        "points": [{"words": "接通排水沟", "to_how": "transfer", "to_on": "2026-03-09"}],
    }
    draft.save()
    rebuilt()
    assert numbers("已转往") == [file.number]
    assert numbers("transfer") == numbers("2026-03-09") == []


def test_what_is_cited_is_what_is_indexed() -> None:
    file = opened(("清理涵洞", "claim"), words={"text": "张某：门前的涵洞堵了。"}).file
    papered(file, "acceptance_notice", "涵洞的事已经受理。")
    one = models.File.objects.select_related("matter").get(pk=file.pk)
    [said] = indexes.said([one], answers=True)
    [(_file, found)] = parts([one])
    assert [line for line in said.all.split("\n") if line] == [
        line for part in found for line in part.text.split("\n") if line
    ]


def test_the_page_takes_filters_shows_them_and_says_what_it_cannot_read(desk: Desk) -> None:
    opened(words={"text": SMELL}, title="砖厂冒烟", class1="环境保护")
    rebuilt()
    client = desk("zhangjia")
    asked = {"q": "黑烟", "holder": "柏川县信访局", "where": "raised"}
    page = client.get("/desk/find/", asked).content.decode()
    assert "<mark>黑烟</mark>" in page and 'href="?q=%E9%BB%91%E7%83%9F&amp;where=raised"' in page
    page = client.get("/desk/find/", {"q": "黑烟", "holder": "没有这个局", "before": "x"}).content.decode()
    assert "<mark>黑烟</mark>" in page and "没有“没有这个局”这一项" in page
    assert "至少写两个字" in client.get("/desk/find/", {"q": "烟"}).content.decode()
    assert "没有找到" not in client.get("/desk/find/").content.decode()


def _act(file: models.File, kind: str) -> dict[str, Any]:
    first = file.acts.get(seq=1)
    columns = {f.attname: getattr(first, f.attname) for f in models.Act._meta.concrete_fields}
    return {**columns, "id": None, "kind": kind, "key": None, "seq": file.acts.count() + 1}
