"""Writing files that were planned in bulk: ids and numbers for a whole batch, then every table in one go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import models as orm
from django.db import transaction

from huiyin.offices import selectors
from huiyin.offices.actor import Actor
from huiyin.offices.models import Officer
from huiyin.offices.structure import steady
from huiyin.register import models, opening, written
from huiyin.register.bulk import Done, Line, NewFile, planned
from huiyin.register.bulk_rows import Writer
from huiyin.register.numbering import Series, entry_series, entry_text, paper_series, paper_text, take_many
from huiyin.register.opening import NewPerson, new_code, new_pin
from huiyin.register.vault import digest
from huiyin.statute.model import Paper

Row = dict[str, Any]
BATCH = 500


@dataclass
class Counts:
    """What was written."""

    files: int = 0
    acts: int = 0
    duties: int = 0
    papers: int = 0

    def add(self, other: Counts) -> None:
        """Count another batch with this one."""
        self.files += other.files
        self.acts += other.acts
        self.duties += other.duties
        self.papers += other.papers


def load(files: Iterable[NewFile], *, follow: bool = False, batch: int = BATCH) -> Iterator[Counts]:
    """Load files, a batch a transaction; gives the counts of each batch once it is committed."""
    source = iter(files)
    while part := list(islice(source, batch)):
        yield Batch(planned(part), follow=follow).write()


class Batch:
    """Planned files as rows, written in one transaction. Where ids can be had ahead of it, all but the numbers
    can be made ready before: numbers are without gaps, and another batch waits for them until the commit."""

    def __init__(self, lines: Sequence[Line], *, follow: bool = False) -> None:
        self.lines = lines
        self.follow = follow
        self.counts = Counts()
        self.writer = Writer()
        self.put = self.writer.put
        self.officers: dict[str, int] = {}
        self.asked: list[_Asked] = []
        self.numbered: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
        """Rows that wait for the number of an entry, by place and act: the entry, and the file that it opens."""
        self.papers: dict[tuple[int, int], Row] = {}
        """Rows of papers that wait for their number, by place and paper."""

    def write(self) -> Counts:
        """Take the numbers and write everything in one transaction; gives what was written."""
        with transaction.atomic():
            self.prepare()
            self._number()
            self.writer.flush()
        return self.counts

    def prepare(self) -> None:
        """The rows of every file, but for the numbers. Before `write()` only where `ids_ahead()`."""
        if self.asked:
            return
        with steady():
            self.asked = _asked(self.lines)
            self.boards = {(one.place, one.paper): one.board for one in self.asked if one.paper}
            wanted = _wanted(self.lines)
            self.codes = _codes(wanted[models.Role])
            self.ids = {model: iter(self.writer.reserve(model, n)) for model, n in wanted.items()}
            self.files = [self.id(models.File) for _ in self.lines]
            for place, line in enumerate(self.lines):
                self.add(place, line)

    def _number(self) -> None:
        """The numbers of entries and of papers, as acts one by one take them."""
        serials = take_many(Counter(one.series for one in self.asked))
        for one in self.asked:
            serial = serials[one.series]
            serials[one.series] += 1
            if one.paper:
                self.papers[one.place, one.paper] |= written.numbered(paper_text(one.series, serial))
            else:
                for row in self.numbered[one.place, one.seq]:
                    row["number"] = entry_text(one.series, serial)

    def id(self, model: type[orm.Model]) -> int:
        """The next id that was reserved."""
        return next(self.ids[model])

    def officer(self, login: str) -> int | None:
        """The account of a case officer."""
        if login and not self.officers:
            self.officers = dict(Officer.objects.values_list("login", "pk"))
        return self.officers.get(login)

    # -------------------------------------------------------------- one file

    def add(self, place: int, line: Line) -> None:
        """The rows of one file."""
        pk, new, s = self.files[place], line.entry, line.state
        row = {
            "id": pk, "number": "", "restricted": line.restricted, "opened_on": new.received_on,
            "place": line.law.place, "last_seq": len(line.done),
        }  # fmt: skip
        self.numbered[place, 1].append(row)
        self.put(models.File, row)
        linked = self.files[s.linked - 1] if s.linked else None
        self.put(models.Matter, opening.matter_row(new, pk) | written.matter(s) | {"linked_id": linked})
        requests = {no: p.request for no, p in enumerate(new.points, 1)} | line.added
        for no, q in s.points.items():
            self.put(
                models.Point, {"file_id": pk, "no": no, "request": requests.get(no, ""), **written.point(q)}
            )
        for d in line.drafts:
            d.pk, d.file_id = self.id(models.Draft), pk
            self.put(models.Draft, {k: v for k, v in d.__dict__.items() if k != "_state"})
        self._acts(place, line, pk)
        self._follows(line, pk)
        self.counts.add(Counts(1, len(line.done), len(line.duties), len(s.papers)))

    def _acts(self, place: int, line: Line, pk: int) -> None:
        roles: list[int] = []
        papers: dict[int, int] = {}
        for one in line.done:
            a, act_id, draft = (
                one.act,
                self.id(models.Act),
                line.drafts[one.new.draft - 1] if one.new.draft else None,
            )
            codes = dict(a.codes)
            if draft is not None:
                codes["draft"] = draft.pk
            if one.new.linked:
                codes["linked"] = self.files[one.new.linked - 1]
            if a.seq == 1:
                self._entry(place, line, pk, one, roles)
            elif one.new.entry is not None:
                codes["entry"] = self._entry(place, line, pk, one, roles)
            by = one.new.by if isinstance(one.new.by, Actor) else Actor.petitioner(roles[one.new.by - 1])
            row = written.act(a, pk, by, one.new.now, one.words, one.new.wish.key)
            self.put(models.Act, {"id": act_id, **row, "codes": codes})
            if one.words:
                self.put(models.Words, {"file_id": pk, "act_id": act_id, "said": one.words})
            for p in one.papers:
                papers[p.no] = self._paper(place, pk, p, act_id, draft)
            if one.served is not None:
                self.put(models.Service, written.service(a, papers[a.paper], act_id, one.served))
            if self.follow:
                self.put(models.Outbox, written.outbox(pk, a.seq, one.new.now))

    def _entry(self, place: int, line: Line, pk: int, one: Done, roles: list[int]) -> int:
        """An entry with its people; gives its id."""
        new = one.new.entry or line.entry
        entry = self.id(models.Entry)
        row = {"id": entry, **opening.entry_row(new, pk, "", one.new.now, line.restricted)}
        self.numbered[place, one.act.seq].append(row)
        self.put(models.Entry, row)
        for system, outside in new.outside:
            self.put(models.OutsideNumber, {"entry_id": entry, "system": system, "number": outside})
        before = len(roles)
        for p in new.people:
            self._person(p, pk, entry, roles, before)
        return entry

    def _person(self, p: NewPerson, pk: int, entry: int, roles: list[int], before: int) -> None:
        petitioner, role = self.id(models.Petitioner), self.id(models.Role)
        self.put(
            models.Petitioner,
            {"id": petitioner, "kind": p.kind, "person": p.person, **_NO_DIGESTS, **p.digests},
        )
        principal = roles[before + p.principal - 1] if 0 < p.principal <= len(roles) - before else None
        code, pin = self.codes.pop(), p.pin or new_pin()
        row = opening.role_row(p, pk, len(roles) + 1, petitioner, entry, principal, code, pin)
        self.put(models.Role, {"id": role, **row})
        roles.append(role)

    def _paper(self, place: int, pk: int, p: Paper, act_id: int, draft: models.Draft | None) -> int:
        paper = self.id(models.Paper)
        row = {"id": paper, **written.paper(p, pk, act_id, self.boards[place, p.no], ("", "", 0), draft)}
        self.papers[place, p.no] = row
        self.put(models.Paper, row)
        return paper

    def _follows(self, line: Line, pk: int) -> None:
        """Duties and their ends, windows, and the projections."""
        s = line.state
        duties = {key: self.id(models.Duty) for key in line.duties}
        for key, row in line.duties.items():
            self.put(models.Duty, {"id": duties[key], **row, "file_id": pk})
        for key, row in line.ends:
            self.put(models.DutyEnd, row | {"duty_id": duties[key]})
        for d in s.live:
            if written.is_listed(d):
                self.put(models.OpenDuty, written.open_duty(d, duties[d.key], pk, line.restricted))
        windows = {key: self.id(models.Window) for key in line.windows}
        for key, row in line.windows.items():
            self.put(models.Window, {"id": windows[key], **row, "file_id": pk})
        for key, row in line.window_ends:
            self.put(models.WindowEnd, row | {"window_id": windows[key]})
        for p in s.proceedings.values():
            self.put(models.Proceeding, written.proceeding(p, pk, self.officer(p.officer)))
        for code, why in written.sights(s).items():
            self.put(
                models.Sight, {"file_id": pk, "office_id": code, "why": why, "restricted": line.restricted}
            )
        for login in s.accused_officers:
            self.put(models.Barred, {"file_id": pk, "officer_id": self.officer(login)})


_NO_DIGESTS = dict.fromkeys(models.Petitioner.DIGESTS, "")


def _wanted(lines: Sequence[Line]) -> Counter[type[orm.Model]]:
    """How many ids of each table that others refer to."""
    wanted: Counter[type[orm.Model]] = Counter()
    for line in lines:
        people = len(line.state.petitioners)
        wanted[models.File] += 1
        wanted[models.Entry] += 1 + sum(one.new.entry is not None for one in line.done)
        wanted[models.Petitioner] += people
        wanted[models.Role] += people
        wanted[models.Draft] += len(line.drafts)
        wanted[models.Act] += len(line.done)
        wanted[models.Paper] += len(line.state.papers)
        wanted[models.Duty] += len(line.duties)
        wanted[models.Window] += len(line.windows)
    return wanted


class _Asked(NamedTuple):
    """A number that an act takes: of a series, for an entry, or for a paper under a signboard."""

    now: datetime
    place: int
    seq: int
    paper: int
    """The paper's number in its file; 0: the number is the entry's."""
    series: Series
    board: str = ""


def _asked(lines: Sequence[Line]) -> list[_Asked]:
    """Every number that the acts take, in the order in which acts one by one would take them."""
    asked: list[_Asked] = []
    for place, line in enumerate(lines):
        for one in line.done:
            seq, now = one.act.seq, one.new.now
            new = line.entry if seq == 1 else one.new.entry
            if new is not None:
                series = entry_series(new.office, new.received_on, restricted=one.restricted)
                asked.append(_Asked(now, place, seq, 0, series))
            asked += [_Asked(now, place, seq, p.no, *_paper_series(line, one, p)) for p in one.papers]
    return sorted(asked, key=lambda one: one[:4])


def _paper_series(line: Line, one: Done, p: Paper) -> tuple[Series, str]:
    chosen = line.drafts[one.new.draft - 1].signboard_id if one.new.draft else None
    board = selectors.signboard_numbered(chosen) if chosen else selectors.signboard(p.office, p.on)
    word = str(line.law.papers[p.kind]["number_word"])
    return paper_series(board, word, p.on, restricted=one.restricted), board.name


def _codes(count: int) -> list[str]:
    """So many query codes that nobody has."""
    codes = {new_code() for _ in range(count)}
    while True:
        by_digest = {digest("code", code): code for code in codes}
        found = models.Role.objects.filter(code_digest__in=by_digest).values_list("code_digest", flat=True)
        codes -= {by_digest[str(one)] for one in found}
        if len(codes) >= count:
            return list(codes)
        codes |= {new_code() for _ in range(count - len(codes))}
