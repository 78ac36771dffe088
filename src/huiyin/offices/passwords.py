"""What a password must be, and the one password of the demonstration."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from huiyin.offices.models import Officer

DEMO_PASSWORD = "huiyin-demo-2026"  # noqa: S105 - printed by the demo, refused in production


def demo_allowed() -> bool:
    """Whether this installation may hold demonstration officers."""
    return bool(settings.HUIYIN_ENV != "production")


class LongEnough(MinimumLengthValidator):
    """Django's rule in our own words: its Chinese catalogue does not have them."""

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("密码太短，至少要有 %(least)s 个字符。") % {"least": self.min_length}

    def get_help_text(self) -> str:
        """What the rule says."""
        return _("至少 %(least)s 个字符。") % {"least": self.min_length}


class NotTheDemoPassword:
    """A password rule: in production nobody takes the password that the demo prints."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse the demo's password outside a demo."""
        if password == DEMO_PASSWORD and not demo_allowed():
            raise ValidationError(_("这是演示系统公开的密码，不能使用。"), code="demo_password")

    def get_help_text(self) -> str:
        """What the rule says."""
        return _("不能使用演示系统的密码。")


class OfficerBackend(ModelBackend):
    """Signs officers in by name and password. It grants nothing: rights follow from posts alone."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: object,
    ) -> Officer | None:
        """The officer, or None. A demo's database carried into production lets nobody in by its password."""
        if password == DEMO_PASSWORD and not demo_allowed():
            return None
        found = super().authenticate(request, username=username, password=password)
        return found if isinstance(found, Officer) else None
