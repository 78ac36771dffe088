"""The pages of the form by which a matter is raised. They check what can be read, never what is lawful."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.intake.raising import FOR_OTHERS, MOST_REPRESENTATIVES, MOST_SIGNERS, people_lines, weak_pin
from huiyin.portal.fields import REQUEST, Choose, Line, Pin, Text, Tick, plain
from huiyin.register.messages import LANGUAGES

MOST_REQUESTS = 20
FIRST_REQUESTS = 1
PURPOSE_CHOICES = (
    ("claim", _("请求解决问题")),
    ("suggestion", _("提建议、意见")),
    ("accusation", _("检举、控告某个单位或者某个人")),
    ("enquiry", _("咨询政策、办事")),
    ("thanks", _("表扬、感谢")),
)
ACTING_CHOICES = (
    ("self", _("自己的事，自己提出")),
    ("agent", _("受人委托，替别人提出（委托代理人）")),
    ("guardian", _("替自己监护的人提出（监护人）")),
    ("relative", _("替亲属提出")),
    ("helper", _("代办员，帮群众提出")),
    ("scribe", _("代人书写")),
    ("joint", _("几个人一起提出（联名）")),
)
TELL_CHOICES = (
    ("self", _("可以联系我本人")),
    ("other", _("联系不到我时，也可以告诉我指定的人")),
    ("none", _("不要主动联系我，我自己来查")),
)


class Page(forms.Form):
    """A page of the form. `auto_id` keeps ids apart from those of the header."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(*args, **kwargs)

    @classmethod
    def typed(cls, data: Any) -> dict[str, Any]:
        """What was typed, readable or not: it is kept as it is."""
        found: dict[str, Any] = {}
        for name, field in cls.base_fields.items():
            found[name] = (
                bool(data.get(name))
                if isinstance(field, forms.BooleanField)
                else plain(str(data.get(name, "")))
            )
        return found


class WhoForm(Page):
    """Who raises it, for whom, and with whom (R22 17(2), 19(1), 20(3)). Nothing here has to be filled in."""

    kind = Choose(_("您是"), (("person", _("个人")), ("organisation", _("单位或者其他组织"))), required=False)
    name = Line(
        _("姓名或者单位名称"), help_text=_("可以不写。不写姓名也照样登记，但书面文书可能无法送到您手上。")
    )
    phone = Line(
        _("手机或者电话"), help_text=_("没有电话也可以提出，查询码可以到任何信访窗口补打。"), type="tel"
    )
    address = Line(_("住址"), help_text=_("写到村组或者门牌，文书寄到这里。"))
    number = Line(_("身份证号码或者统一社会信用代码"), help_text=_("可以不填，不影响登记和办理。"))
    acting = Choose(_("您是替谁提出的"), ACTING_CHOICES, required=False)
    other_name = Line(_("您所代的人的姓名"))
    other_phone = Line(_("他（她）的电话"), type="tel")
    other_address = Line(_("他（她）的住址"))
    mandate = Tick(_("有书面委托书（可以在后面上传）"))
    representatives = Text(
        _("其他代表"), rows=3, longest=2_000,
        help_text=_("连您在内最多 5 名代表，代表大家听取答复。每行写一人：姓名 电话 住址"),
    )  # fmt: skip
    signers = Text(
        _("其他联名的人"), rows=5,
        help_text=_("每行写一人：姓名 电话 住址。每个人都单独收到文书，各有自己的查询码；谁要撤回，只代表他自己。"),
    )  # fmt: skip
    heads = Line(
        _("一共多少人"), help_text=_("人数比上面列出的多时填写；名单可以作为附件上传。"), inputmode="numeric"
    )

    def clean_heads(self) -> str:
        """A plain number, or nothing."""
        text = str(self.cleaned_data["heads"]).strip()
        if text and not (text.isascii() and text.isdigit() and 0 < int(text) < 100_000):
            raise forms.ValidationError(_("“%(typed)s”不是人数。请只写数字。") % {"typed": text})
        return text

    def clean_representatives(self) -> str:
        """At most five with the sender (R22 20(3))."""
        text = str(self.cleaned_data["representatives"])
        count = len(people_lines(text)) + 1
        if count > MOST_REPRESENTATIVES:
            raise forms.ValidationError(
                _(
                    "代表连您在内最多 %(max)s 名，现在是 %(now)s 名。请把多出的人移到“其他联名的人”，他们的权利不变。"
                )
                % {"max": MOST_REPRESENTATIVES, "now": count}
            )
        return text

    def clean_signers(self) -> str:
        """So many as papers can name one by one; further names come as a list."""
        text = str(self.cleaned_data["signers"])
        count = len(people_lines(text))
        if count > MOST_SIGNERS:
            raise forms.ValidationError(
                _(
                    "这里最多登记 %(max)s 人，现在是 %(now)s 人。请把其余名单作为附件上传，并在下面写明总人数。"
                )
                % {"max": MOST_SIGNERS, "now": count}
            )
        return text

    def clean(self) -> dict[str, Any]:
        """Names given for others or with others say in which way they belong."""
        data = super().clean() or {}
        acting = data.get("acting") or "self"
        others = any(data.get(k) for k in ("other_name", "other_phone", "other_address"))
        together = any(str(data.get(k) or "").strip() for k in ("representatives", "signers"))
        if others and acting not in FOR_OTHERS:
            self.add_error("acting", _("您写了所代的人。请选择您是以什么身份替他（她）提出的。"))
        elif together and acting != "joint":
            self.add_error(
                "acting", _("您列出了一起提出的人。请选择“几个人一起提出（联名）”，或者删去名单。")
            )
        return data


class WaysForm(Page):
    """How one may be reached safely, and what is to be kept from whom."""

    withheld = Tick(
        _("要求保密：不向办理单位透露我的姓名和联系方式"),
        help_text=_("只有受理登记的信访部门知道您是谁；转给办理单位的材料里不写您的姓名。"),
    )
    electronic = Tick(
        _("同意在网上接收文书"),
        help_text=_(
            "只对这一件有效，随时可以取消。文书在本站凭查询码和密码打开，您在网上确认收到才算送达。不勾选的，用邮寄或者当面送达。"
        ),
    )
    safe_tell = Choose(_("怎样联系您才安全"), TELL_CHOICES, required=False)
    safe_other = Line(_("您指定的人：姓名和电话"))
    safe_phone = Line(_("用哪个号码联系"), help_text=_("不填就用前面的电话。"), type="tel")
    safe_times = Line(_("什么时候方便"), help_text=_("例如：晚上七点以后；不要在上班时间。"))
    safe_language = Choose(_("短信用什么语言"), LANGUAGES, required=False)
    safe_post = Line(
        _("信寄到哪里"), help_text=_("不填就寄到住址。不想让家里人看到的，可以写别的地址，或者写“不要寄信”。")
    )

    def clean(self) -> dict[str, Any]:
        """Whoever else may be told has to be named."""
        data = super().clean() or {}
        if data.get("safe_tell") == "other" and not data.get("safe_other"):
            self.add_error("safe_other", _("请写明可以告诉谁，以及他（她）的电话。"))
        return data


class WhatForm(Page):
    """What happened, where, and what one asks for."""

    text = Text(
        _("事情的经过"), rows=8,
        help_text=_("什么时候、在哪里、发生了什么、有什么依据。写不完的可以上传附件。"),
    )  # fmt: skip
    town = forms.ChoiceField(label=_("问题发生在哪个镇（街道）"), required=False)
    place = Line(_("具体地点"), help_text=_("村组、小区、路段等，可以不填。"))
    complained = Line(
        _("反映的是哪个单位或者哪个人"), list="f-offices",
        help_text=_("可以不填。写了以后，我们会避免把材料交给与此有利害关系的人。"),
    )  # fmt: skip
    elsewhere = Choose(
        _("法院、仲裁、行政复议等地方办过这件事吗"),
        (("none", _("没有")), ("pending", _("正在办理")), ("finished", _("已经有结果"))), required=False,
    )  # fmt: skip
    elsewhere_number = Line(
        _("在哪里办，案号是多少"), help_text=_("可以不填。没有案号的，写清是哪个法院、哪个机关。")
    )
    history = Line(_("以前反映过吗"), help_text=_("向谁、什么时候、结果怎样；有编号的写编号。可以不填。"))

    def __init__(self, *args: Any, towns: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["town"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择（可以不选）")), *towns]


class RequestForm(Page):
    """One request, and what kind of request it is. The kind is never filled in beforehand: it decides who may read."""

    text = Text(_("您的要求"), longest=REQUEST, rows=3, required=False)
    purpose = Choose(_("这一项是"), PURPOSE_CHOICES, required=False)

    def __init__(self, *args: Any, no: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"r{no}", **kwargs)
        self.no = no
        self.fields["text"].label = _("要求 %(no)s") % {"no": no}
        self.fields["text"].required = no == 1
        self.fields["text"].error_messages["required"] = _("请至少写一项要求：您希望怎么解决，或者想说什么。")
        self.fields["purpose"].required = no == 1

    def clean(self) -> dict[str, Any]:
        """A request says of what kind it is."""
        data = super().clean() or {}
        if data.get("text") and not data.get("purpose"):
            self.errors.pop("purpose", None)
            self.add_error("purpose", _("请选择这一项属于哪一种，这关系到谁可以看到您写的内容。"))
        elif not data.get("text") and self.no == 1:
            self.errors.pop("purpose", None)
        return data


class SendForm(Page):
    """The PIN, the statement of truth, and the answer about accusations where words speak of one."""

    pin = Pin(
        _("设一个 6 位数字的查询密码"), new=True,
        help_text=_("以后凭查询码和这个密码看内容、收文书。不要用生日、电话号码，不要告诉别人。"),
    )  # fmt: skip
    pin_again = Pin(_("再输一次密码"), new=True)
    accusing = Choose(
        _("您写的内容提到了检举、控告一类的话。要按检举控告登记吗？"),
        (("yes", _("是，按检举控告登记：只有专人可以看到")), ("no", _("不是，按我选的登记"))),
        missing=_("请选择一项。"),
    )
    truth = Tick(
        _("以上是我所知道的真实情况"),
        required=True,
        help_text=_("记不清的可以写“记不清”，说错了以后可以补充更正。"),
        missing=_("请看过内容后勾选这一项。"),
    )

    def __init__(
        self, *args: Any, numbers: tuple[str, ...] = (), ask_accusing: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = numbers
        if not ask_accusing:
            del self.fields["accusing"]

    def clean(self) -> dict[str, Any]:
        """The PIN twice the same, and not one that anybody would try first."""
        data = super().clean() or {}
        check_new_pin(self, data, "pin", "pin_again", self.numbers)
        return data


def check_new_pin(
    form: forms.Form, data: Mapping[str, Any], first: str, second: str, numbers: tuple[str, ...]
) -> None:
    """A new PIN is typed twice and is not one that anybody would try first."""
    pin = data.get(first)
    if pin and weak_pin(pin, *numbers):
        form.add_error(first, _("这个密码太容易被猜到（连续、重复的数字，或者是您号码的一部分）。请换一个。"))
    elif pin and data.get(second) and pin != data[second]:
        form.add_error(second, _("两次输入的密码不一样，请重新输入。"))
