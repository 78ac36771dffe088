"""Tables of the register. Shapes are explained in each module; docs/architecture.md shows them together."""

from .entries import (
    Barred,
    Entry,
    File,
    Matter,
    OutsideNumber,
    Petitioner,
    Point,
    PointOffice,
    Role,
    Sight,
    SightGrant,
)
from .guesses import Guess
from .line import Act, Duty, DutyEnd, Edition, OpenDuty, Proceeding, Window, WindowEnd, Words
from .meetings import Participant, Resolution, Session
from .outbox import Message, Outbox, Reading
from .papers import Attachment, Draft, Paper, PaperBytes, PaperPrint, Series, Service

__all__ = [
    "Act", "Attachment", "Barred", "Draft", "Duty", "DutyEnd", "Edition", "Entry", "File", "Guess", "Matter", "Message", "OpenDuty",
    "Outbox", "OutsideNumber", "Paper", "PaperBytes", "PaperPrint", "Participant", "Petitioner", "Point",
    "PointOffice", "Proceeding", "Reading", "Resolution", "Role", "Series", "Service", "Session", "Sight",
    "SightGrant", "Window", "WindowEnd", "Words",
]  # fmt: skip
