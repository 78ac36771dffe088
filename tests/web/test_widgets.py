"""The widgets: words beside every colour, errors that lead to their field, forms a browser can send."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext_lazy

import huiyin
from huiyin.statute.model import Refused
from huiyin.web.fields import Choice, FieldSpec, bind
from huiyin.web.parts import Due, Refusal

STATIC = Path(huiyin.__file__).parent / "web" / "static"
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


def render(source: str, **context: Any) -> str:
    request = RequestFactory().get("/x?state=open")
    return Template("{% load huiyin %}" + source).render(
        Context({"request": request, "today": TODAY, **context})
    )


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


@pytest.mark.parametrize(
    ("due", "said"),
    [(date(2026, 11, 25), "还有 3 个工作日"), (TODAY, "今天到期"), (date(2026, 11, 18), "已超期 2 天")],
)
def test_a_due_date_says_in_words_what_its_colour_says(due: date, said: str) -> None:
    assert said in plain(render("{% due_chip due %}", due={"due": due}))


def test_a_due_date_explains_itself_without_a_script() -> None:
    duty = Due(
        date(2026, 12, 21),
        nominal_due=date(2026, 12, 19),
        start="受理",
        start_on=date(2026, 10, 20),
        provision="《信访工作条例》第三十四条",
        steps=("受理当日不计入。", "第60日为12月19日。"),
    )
    html = render("{% due_chip due %}", due=duty)
    assert "<details" in html
    for words in (
        "受理",
        "2026年12月19日（周六）",
        "2026年12月21日（周一）",
        "第三十四条",
        "第60日为12月19日。",
    ):
        assert words in plain(html)


def test_a_date_beyond_the_last_holiday_notice_says_that_it_is_provisional() -> None:
    assert "预计" in plain(render("{% due_chip due %}", due={"due": date(2027, 2, 8), "provisional": True}))


def test_a_duty_met_in_time_but_entered_much_later_says_so() -> None:
    duty = {"due": date(2026, 11, 2), "met_on": date(2026, 11, 2), "met_recorded_on": date(2026, 11, 9)}
    assert "补录" in plain(render("{% due_chip due %}", due=duty))


def test_a_refusal_of_the_procedure_shows_its_words_and_provision() -> None:
    error = Refused("not_open", "已经受理，不能再受理。", "Already accepted.", "R22 34")
    page = plain(render("{% refusal error %}", error=error))
    assert "已经受理，不能再受理。" in page
    assert "《信访工作条例》第三十四条" in page
    assert render("{% refusal error %}", error=None).strip() == ""


@pytest.mark.parametrize("error", ["密码不正确。", gettext_lazy("密码不正确。"), ValueError("密码不正确。")])
def test_a_refusal_may_be_plain_words_and_is_shown_as_they_are(error: object) -> None:
    page = plain(render("{% refusal error %}", error=error))
    assert page.split() == ["没有办成", "密码不正确。"]


def test_a_refusal_says_what_happened_what_was_kept_and_what_to_do() -> None:
    error = Refusal("没有签发。", kept="草稿还在。", todo="补写第三项。", details=("第三项：缺依据",))
    page = plain(render("{% refusal error %}", error=error))
    assert all(words in page for words in ("没有签发。", "草稿还在。", "补写第三项。", "第三项：缺依据"))


class Sample(forms.Form):
    name = forms.CharField(label="姓名", help_text="可以用化名。")
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)
    places = forms.MultipleChoiceField(
        label="地点", choices=[("a", "甲")], widget=forms.CheckboxSelectMultiple
    )
    yes = forms.BooleanField(label="同意")


def test_every_error_on_top_is_a_link_to_a_control_that_exists() -> None:
    form = Sample({})
    fields = "".join("{% field form." + name + " %}" for name in form.fields)
    html = render("{% error_summary form %}" + fields, form=form)
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == 4
    for target in targets:
        assert re.search(rf'<(input|select|textarea)[^>]*id="{target}"', html), target


def test_help_and_error_of_a_field_are_read_out_with_it() -> None:
    html = render("{% field form.name %}", form=Sample({}))
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described is not None
    assert all(f'id="{name}"' in html for name in described[1].split())


def test_every_error_of_a_rulebook_form_leads_to_its_control() -> None:
    points = (Choice("1", "甲"), Choice("2", "乙"))
    specs = (
        FieldSpec("day", "date", "日期", required=True),
        FieldSpec("outcome", "per_point_choice", "结论", required=True, choices=points, points=points),
        FieldSpec("answer", "per_point", "答复", required=True, points=points),
        FieldSpec("which", "points", "诉求", required=True, points=points),
        FieldSpec("also", "offices", "协办", required=True, choices=points),
    )
    html = render("{% act_form bound submit='签发' %}", bound=bind(specs, RequestFactory().post("/x").POST))
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == 7
    for target in targets:
        assert re.search(rf'<(input|select|textarea)[^>]*id="{target}"', html), target


def test_an_act_form_has_one_filled_button_and_carries_what_the_page_showed() -> None:
    html = render("{% act_form specs submit='签发' seen=7 %}", specs=[FieldSpec("a", "text", "甲")])
    assert html.count("hy-button--main") == 1
    assert '<input type="hidden" name="seen" value="7">' in html


def test_a_form_is_kept_in_the_browser_only_where_it_is_marked_for_it() -> None:
    specs = [FieldSpec("a", "text", "甲")]
    assert "data-draft" not in render("{% act_form specs %}", specs=specs)
    assert 'data-draft="act-7"' in render("{% act_form specs draft='act-7' %}", specs=specs)


def test_a_code_is_shown_in_groups_and_copied_whole() -> None:
    html = render("{% code '738201945562' '查询码' %}")
    assert "<span>7382</span><span>0194</span><span>5562</span>" in html
    assert 'data-copy="738201945562"' in html


def test_a_qr_code_is_drawn_in_the_page_with_words_for_those_who_cannot_see_it() -> None:
    html = render("{% qr text label %}", text="https://example.invalid/?a=1&b=2", label="查询<码>")
    assert html.startswith("<svg")
    assert 'role="img"' in html
    assert "查询&lt;码&gt;" in html


def test_turning_the_page_keeps_the_filters_in_the_address() -> None:
    from django.core.paginator import Paginator

    html = render("{% pages page %}", page=Paginator(range(100), 10).get_page(3))
    assert 'href="?state=open&amp;page=4"' in html


def test_the_public_site_is_light_enough_for_an_old_phone() -> None:
    files = [STATIC / "web" / name for name in ("huiyin.css", "portal.css", "huiyin.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 20_000
