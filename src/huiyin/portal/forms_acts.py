"""Forms of what a petitioner may do in an open matter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.portal.fields import Choose, Line, Pin, Text, Tick
from huiyin.portal.forms import TELL_CHOICES, Page, check_new_pin
from huiyin.register.messages import LANGUAGES

MARKS = (("satisfied", _("满意")), ("mostly", _("基本满意")), ("not_satisfied", _("不满意")))


class AddForm(Page):
    """More words, more files, or both."""

    words = Text(_("补充的内容"), rows=8)

    def __init__(self, *args: Any, files: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = files

    def clean(self) -> dict[str, Any]:
        """Something has to be added."""
        data = super().clean() or {}
        if "words" in data and not data["words"] and not self.count:
            self.add_error("words", _("请写下要补充的内容，或者选择要上传的文件。"))
        return data


class ConfirmForm(Page):
    """That a paper has come."""

    paper = forms.IntegerField(widget=forms.HiddenInput)
    sure = Tick(_("我已经打开并收到这份文书"), required=True, missing=_("请打开文书看过后勾选这一项。"))


class RateForm(Page):
    """What one thinks of an office's work."""

    about = Choose(_("评价哪个单位"), (), missing=_("请选择单位。"))
    mark = Choose(_("您的评价"), MARKS, missing=_("请选择一项。"))
    words = Text(_("说明（可以不填）"), rows=4, longest=2_000)

    def __init__(self, *args: Any, offices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = offices
        if len(offices) == 1:
            about.initial = offices[0][0]


class WithdrawForm(Page):
    """Nothing has to be explained."""

    reason = Line(_("想说的话（可以不填）"))


class NothingForm(Page):
    """A button and no field."""


class ConsentForm(Page):
    """Given or taken back."""

    given = forms.ChoiceField(choices=(("yes", "yes"), ("no", "no")), widget=forms.HiddenInput)


class ContactForm(Page):
    """Who may be told, when, by which number, where post may go."""

    tell = Choose(_("怎样联系您才安全"), TELL_CHOICES)
    other = Line(_("您指定的人：姓名和电话"))
    phone = Line(_("用哪个号码联系"), type="tel")
    times = Line(_("什么时候方便"))
    language = Choose(_("短信用什么语言"), LANGUAGES, required=False)
    post = Line(_("信寄到哪里"))

    def clean(self) -> dict[str, Any]:
        """Whoever else may be told has to be named."""
        data = super().clean() or {}
        if data.get("tell") == "other" and not data.get("other"):
            self.add_error("other", _("请写明可以告诉谁，以及他（她）的电话。"))
        return data


class PinForm(Page):
    """A new PIN. The old one opened the file a moment ago; it is asked again, since the device may be shared."""

    old_pin = Pin(_("现在的查询密码"))
    pin = Pin(_("新的查询密码"), new=True, help_text=_("6 位数字。不要用生日、电话号码。"))
    pin_again = Pin(_("再输一次新的查询密码"), new=True)

    def __init__(self, *args: Any, numbers: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers

    def clean(self) -> dict[str, Any]:
        """Typed twice, and not one that anybody would try first."""
        data = super().clean() or {}
        check_new_pin(self, data, "pin", "pin_again", self.numbers)
        return data
