"""Form fields of the public site: forgiving in what they take, plain in what they say."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huiyin.intake.raising import PIN_DIGITS
from huiyin.register.entering import digits_of

SHORT = 200
LONG = 20_000
REQUEST = 2_000


def plain(text: str) -> str:
    """Without control characters, which nobody sees and no paper prints; line ends alike."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


class Line(forms.CharField):
    """One line of words. Invisible control characters are dropped, not complained of."""

    def __init__(
        self, label: Any, *, longest: int = SHORT, help_text: Any = "", required: bool = False, **attrs: Any
    ) -> None:
        self.longest = longest
        widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
        super().__init__(label=label, required=required, help_text=help_text, widget=widget)
        self.validators = []

    def to_python(self, value: Any) -> str:
        """Without what cannot be seen; line ends alike."""
        return plain(str(super().to_python(value) or ""))

    def validate(self, value: str) -> None:
        """Too long is said with both numbers; nothing is cut off."""
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(
                _(
                    "最多 %(max)s 字，现在是 %(now)s 字。内容都保留着，请删减后再提交；也可以把全文作为附件上传。"
                )
                % {"max": self.longest, "now": len(value)}
            )


class Text(Line):
    """Several lines of words."""

    def __init__(
        self,
        label: Any,
        *,
        longest: int = LONG,
        rows: int = 6,
        help_text: Any = "",
        required: bool = False,
        **attrs: Any,
    ) -> None:
        super().__init__(label, longest=longest, help_text=help_text, required=required)
        # `data-max` counts as one types; no maxlength, which would cut pasted text off in silence.
        self.widget = forms.Textarea(attrs={"rows": rows, "data-max": longest, **attrs})


class Code(Line):
    """A query code."""

    def __init__(self, label: Any, *, help_text: Any = "", required: bool = True) -> None:
        super().__init__(label, longest=40, help_text=help_text, required=required, inputmode="numeric")

    def clean(self, value: Any) -> str:
        """Only its digits."""
        return digits_of(super().clean(value))


class Pin(forms.CharField):
    """A PIN of six digits; never shown, never kept."""

    def __init__(self, label: Any, *, help_text: Any = "", required: bool = True, new: bool = False) -> None:
        attrs = {
            "inputmode": "numeric",
            "autocomplete": "new-password" if new else "off",
            "maxlength": 12,
            "size": 8,
        }
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            strip=True,
            widget=forms.PasswordInput(attrs=attrs),
        )

    def clean(self, value: Any) -> str:
        """Six digits, however they were typed."""
        typed = super().clean(value)
        digits = digits_of(typed)
        if typed and len(digits) != PIN_DIGITS:
            raise ValidationError(_("密码是 %(n)s 位数字。") % {"n": PIN_DIGITS})
        return digits


class Choose(forms.ChoiceField):
    """A choice of a few, each a button to touch."""

    def __init__(
        self, label: Any, choices: Any, *, required: bool = True, help_text: Any = "", missing: Any = ""
    ) -> None:
        super().__init__(
            label=label, choices=choices, required=required, help_text=help_text, widget=forms.RadioSelect,
            error_messages={"required": missing} if missing else None,
        )  # fmt: skip


class Tick(forms.BooleanField):
    """A box to tick."""

    def __init__(self, label: Any, *, required: bool = False, help_text: Any = "", missing: Any = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            error_messages={"required": missing} if missing else None,
        )
