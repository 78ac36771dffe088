"""What this room answers when it will not do something. The words are meant for the person who asked."""

from __future__ import annotations


class NotAllowed(PermissionError):
    """The actor does not hold the post that this needs."""


class Refused(ValueError):
    """The actor may, but a rule of the house stands against it; nothing was changed."""


class UnknownOffice(LookupError):
    """There is no office of this code."""


class UnknownOfficer(LookupError):
    """There is no officer of this sign-in name."""
