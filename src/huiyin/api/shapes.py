"""The shapes of every answer, as the schema describes them. Days are ISO, words are in Chinese and English."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema


class Words(Schema):
    """The same thing said in Chinese and in English."""

    zh: str
    en: str


class Problem(Schema):
    """What went wrong, in the language asked for."""

    code: str = Field(description="for machines; the table is in docs/api.md")
    happened: str
    kept: str = Field(description="what became of what was there: asking here changes nothing")
    todo: str


class Error(Schema):
    """The one shape of every error."""

    error: Problem


# ------------------------------------------------------------------ the law


class Due(Schema):
    """When a period ends if it starts on a day: word for word what `huiyin due --json` prints."""

    rule: str
    start: date = Field(alias="from")
    nominal_due: date = Field(description="the last day by the text, whatever day of the week it is")
    due: date = Field(
        description="the day that counts: rolled to the next working day where the law rolls it"
    )
    provisional: bool = Field(description="no holiday notice for that year yet: the day may move")
    provision: str
    certainty: str
    steps: list[Words]


class Rule(Schema):
    """Something that the rulebook says on a day."""

    key: str
    title: Words
    kind: str = Field(
        description="of duties: duty, option (may be done until then), window (a petitioner's own time), rest"
    )
    length: Words = Field(description="how long; empty where it is not about time")
    words: Words
    provision: str
    certainty: str = Field(
        description="A the text says so, ... I our inference, M from memory, H a default of this system"
    )
    certainty_words: Words
    place: str = Field(description="the regulation of a place that says it; empty for the national one")


class Rulebook(Schema):
    """The rulebook of a day in a place."""

    on: date
    place: str
    edition: str = Field(description="the digest of everything the rulebook says")
    provisional_after: int = Field(description="the last year whose holidays are known")
    note: Words | None = Field(description="what is to be checked before a place's own rules are used")
    duties: list[Rule]
    acts: list[Rule]
    papers: list[Rule]
    grounds: list[Rule]
    supervision: list[Rule]
    receivers: list[Rule]


class Rules(Schema):
    """The rules about time that hold on a day in a place."""

    on: date
    place: str
    edition: str
    rules: list[Rule]


# ------------------------------------------------------------------ a matter


class OfficeName(Schema):
    """An office."""

    code: str
    name: str


class Period(Schema):
    """A counted time with its stored proof."""

    rule: str
    title: Words
    start: date = Field(alias="from")
    provision: str
    certainty: str
    certainty_words: Words
    provisional: bool
    why: list[Words] = Field(description="the steps of the count as they were stored with it")


class Duty(Period):
    """What an office owes."""

    kind: str = Field(description="duty, or option: may be done until then")
    office: OfficeName
    proceeding: int
    points: list[int]
    paper: int | None
    nominal_due: date | None = Field(description="none where the text says promptly")
    due: date | None
    state: str = Field(description="open, met, extended, moved, ended, ...")
    ended_on: date | None
    late: bool


class Window(Period):
    """A petitioner's own time: it has an end, never a lateness."""

    petitioner: int = Field(description="the number of a petitioner in this matter")
    paper: int
    nominal_end: date
    end: date


class Listed(Duty):
    """A duty of the work list, with the matter it belongs to."""

    file: str
    restricted: bool


class Duties(Schema):
    """One page of what the caller's office owes, by the day it is due."""

    office: OfficeName
    page: int
    pages: int
    total: int
    duties: list[Listed]


class Point(Schema):
    """One request in a matter."""

    no: int
    request: str = Field(description="its words, without a name that this office may not know")
    purpose: str
    path: str
    step: Words
    proceeding: int
    office: OfficeName
    outcome: str
    execution_due: date | None
    carried_on: date | None


class Proceeding(Schema):
    """One office's dealing with points."""

    no: int
    kind: str
    office: OfficeName
    received: date


class Act(Schema):
    """Something that somebody did. No words, no names."""

    seq: int
    act: str
    title: Words
    on: date
    at: str | None
    recorded_at: datetime
    by: str = Field(description="officer, petitioner or machine")
    office: OfficeName | None
    to: OfficeName | None
    proceeding: int
    points: list[int]
    petitioner: int | None
    paper: int | None
    state: str = Field(
        description="stands, corrected (taken out by a correction), conflict (a person has to look)"
    )


class Paper(Schema):
    """A paper as issued."""

    no: int
    kind: str
    title: Words
    number: str
    office: OfficeName
    on: date
    served: dict[str, date | None] = Field(description="by petitioner: the day of proven service")


class FormField(Schema):
    """One field of an act's form."""

    key: str
    title: Words
    kind: str
    required: bool
    choices: list[str]


class OpenAct(Schema):
    """An act that is open to this seat now."""

    act: str
    title: Words
    words: Words
    provision: str
    certainty: str
    proceeding: int
    points: list[int]
    fields: list[FormField]


class File(Schema):
    """A matter as this seat may read it."""

    number: str
    restricted: bool
    place: str
    edition: str
    phase: str
    opened_on: date
    channel: str
    urgent: bool
    names_withheld: bool = Field(description="the petitioner asked that this office should not know the name")
    as_of: date
    last_seq: int
    points: list[Point]
    proceedings: list[Proceeding]
    acts: list[Act]
    papers: list[Paper]
    duties: list[Duty]
    windows: list[Window]
    open: list[OpenAct]


# ------------------------------------------------------------------ following


class Asking(Schema):
    """A query code, and the PIN for everything beyond dates. Only ever in the body."""

    code: str = Field(max_length=40, description="twelve digits; blanks between them do no harm")
    pin: str = Field("", max_length=40, description="six digits; without it only neutral dates are answered")


class Step(Schema):
    """A date in the same few words for every matter, whatever it is about."""

    what: str = Field(description="registered, sent or answered")
    on: date


class Owed(Period):
    """What an office owes to this petitioner now."""

    office: str
    nominal_due: date | None
    due: date | None = Field(description="none where the text says promptly")


class OwnTime(Period):
    """This petitioner's own time to ask for review."""

    paper: Words
    nominal_end: date
    end: date


class Followed(Schema):
    """Dates by the code alone; with the PIN what is owed, and the petitioner's own time."""

    dates: list[Step]
    opened: bool = Field(description="whether code and PIN opened the matter")
    unconfirmed: bool = Field(
        False, description="whoever speaks for another sees dates until the authority is confirmed"
    )
    number: str | None = None
    phase: str | None = None
    owed: list[Owed] = []
    windows: list[OwnTime] = []
