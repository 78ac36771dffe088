"""A request for review or re-review, and how far it has come (R22 35, 36)."""

from __future__ import annotations

from datetime import date


class Review:
    """What a petitioner has asked to be looked at again (R22 35, 36), and how far that has come."""

    __slots__ = (
        "against", "applicant", "asked_on", "file_called", "heard", "hearing_day", "hearing_from",
        "investigated", "investigators", "late", "outcomes", "points", "publicised", "resolved", "stage",
    )  # fmt: skip

    def __init__(self, applicant: int, points: tuple[int, ...], against: int) -> None:
        self.applicant = applicant
        self.points = points
        self.against = against
        """Number of the opinion that is not accepted."""
        self.stage = "asked"
        self.asked_on: date = date.min
        """The day that counts for the petitioner: posted, or received."""
        self.late = False
        self.file_called = False
        self.investigators: tuple[str, ...] = ()
        self.investigated = False
        self.hearing_day: date | None = None
        """The day that was announced; the clock stands still only once the hearing is opened."""
        self.hearing_from: date | None = None
        self.heard = False
        """Whether a hearing was held to its end."""
        self.publicised = False
        self.resolved: dict[int, str] = {}
        """What the committee has resolved, point by point."""
        self.outcomes: dict[int, str] = {}
