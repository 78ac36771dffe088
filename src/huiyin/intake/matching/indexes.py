"""The two derived indexes of this installation: written from the outbox, droppable, rebuilt while the site runs.

What is restricted (R22 30(3)) is in neither. Numbers that name a person are masked, and the petitioners' own
names, numbers and addresses are taken out: a matter is found by what it says, never by who brought it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from huiyin import processes
from huiyin.intake.matching.fulltext import FullText
from huiyin.intake.matching.likeness import SAMPLE, Likeness
from huiyin.intake.matching.shingles import Hashed, Hashes
from huiyin.intake.matching.store import Lost, Store, about
from huiyin.prepared import Prepared
from huiyin.register import queue
from huiyin.register.access import INNER, MARKS
from huiyin.register.bulk import less_collecting
from huiyin.register.law import current
from huiyin.register.models import Act, Entry, File, Outbox, Paper, Point, Role, Words
from huiyin.register.naming import revealing, without
from huiyin.register.rows import OfFiles
from huiyin.register.vault import digest

STEP = "index"
STALE = timedelta(minutes=15)
OVERLAP = timedelta(seconds=5)
"""What was recorded so long before an index was built may have been written after it was read."""
BEHIND = "behind"
"""The fact that what was recorded while an index was built is not in it yet."""
BATCH = 500
BY_ITSELF = 2000


def _salt(purpose: str) -> int:
    return int(digest("index", purpose)[:8], 16)


def _at(name: str) -> Path:
    return Path(settings.HUIYIN_VAR) / "index" / name


def likeness() -> Likeness:
    """Which matters are told alike."""
    return Likeness(_at("likeness.sqlite3"), _salt("likeness"))


def fulltext() -> FullText:
    """Which matters say a word."""
    return FullText(_at("fulltext.sqlite3"), _salt("fulltext"))


# ------------------------------------------------------------------ what is indexed


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one file: what was brought in, and what was said of it in acts, sessions and papers issued."""

    file: int
    raised: str
    answered: str

    @property
    def all(self) -> str:
        """Everything, one part a line."""
        return f"{self.raised}\n{self.answered}"


def shareable() -> QuerySet[File]:
    """Files whose words may enter an index that officers share."""
    return File.objects.filter(restricted=False, kind="matter")


_REQUESTS = OfFiles(Point.objects.all, "request")
_ENTRIES = OfFiles(Entry.objects.all, "words")
_ORDINARY = OfFiles(lambda: Entry.objects.filter(restricted=False), "words")
_PEOPLE = OfFiles(Role.objects.all, "petitioner__person", "contact")


def told() -> QuerySet[Words]:
    """What acts say that everybody hears who sees the file."""
    return Words.objects.filter(erased_at=None).exclude(act__kind__in=INNER | MARKS)


_ACTS = OfFiles(told, "said")
_PAPERS = OfFiles(lambda: Paper.objects.filter(draft__isnull=False), "kind", "draft__content")


_APART = "\x00"
"""Between what was brought in and what was answered while the names are taken out of both at once."""


def said(
    files: QuerySet[File] | Sequence[File], *, restricted: bool = False, answers: bool = False
) -> Iterator[Said]:
    """The words of these files, asked for or at hand with their matters, without what names their petitioners; of
    restricted entries, and what was answered, only if asked.

    What not everybody who sees a file is shown is in no answer: marks, the way of a paper within its office, inner
    sheets, and letters to a petitioner whose name is withheld.
    """
    if isinstance(files, QuerySet):
        asked = list(files.values_list("pk", "matter__title", "matter__withheld"))
    else:
        asked = [(file.pk, file.matter.title, file.matter.withheld) for file in files]
    pks = [pk for pk, *_ in asked]
    requests, people = _REQUESTS(pks), _PEOPLE(pks)
    entries = (_ENTRIES if restricted else _ORDINARY)(pks)
    answered = _answered(asked) if answers else {}
    for pk, title, _withheld in asked:
        # A title that nobody typed is the first request once more.
        raised = dict.fromkeys([title, *(request for (request,) in requests[pk]), *strings(entries[pk])])
        names = {name for person, contact in people[pk] for name in revealing(person, contact)}
        parts = (
            "\n".join(filter(None, part)).replace(_APART, " ") for part in (raised, answered.get(pk, ()))
        )
        told, _, said_of_it = without(_APART.join(parts), names, " ").partition(_APART)
        yield Said(pk, told, said_of_it)


def _answered(files: Sequence[tuple[int, str, bool]]) -> dict[int, list[str]]:
    """What was said in acts, and what people wrote in papers, by file; of each, whether its names are withheld."""
    pks = [pk for pk, *_ in files]
    acts, papers = _ACTS(pks), _PAPERS(pks)
    found = {}
    for pk, _title, withheld in files:
        found[pk] = strings(acts[pk])
        for kind, content in papers[pk]:
            found[pk] += written(kind, content, withheld)
    return found


CODES = frozenset({"outcome", "decided_outcome", "adoption", "point_path", "to_how", "to_on"})
"""What of a request in a paper is a code or a day, no words."""


def written(kind: str, content: Any, withheld: bool) -> list[str]:
    """What people wrote in a paper of this kind, where everybody may read it who sees the file."""
    to = current().papers.get(kind, {}).get("to", "internal")
    if not content or (to != "office" and (to != "petitioner" or withheld)):
        return []
    points = [
        {key: words for key, words in point.items() if key not in CODES}
        for point in content.get("points") or ()
    ]
    return strings([content.get("parts"), points])


def strings(value: Any) -> list[str]:
    """Every text in a sealed value, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return []
    return [text for one in value for text in strings(one)]


# ------------------------------------------------------------------ kept up to date


def write(file_id: int, now: datetime) -> str:
    """The step that follows an act: put what a file says into both indexes, or take it out. Says what was done.

    A small register builds a lost index by itself; a large one waits for `huiyin index rebuild`, and says so.
    """
    found = next(said(shareable().filter(pk=file_id), answers=True), None)
    try:
        _put(file_id, found)
        if found and not shareable().filter(pk=file_id).exists():
            _put(file_id, None)  # restricted meanwhile, and taken out by another worker before this one wrote
    except Lost as lost:
        if shareable()[:BY_ITSELF].count() == BY_ITSELF:
            return str(lost)
        for _step in rebuild(now):
            pass
        return "built anew"
    return ""


def _put(file_id: int, found: Said | None) -> None:
    for index in (likeness(), fulltext()):
        if found is None:
            index.store.remove(file_id)
        else:
            index.add(file_id, found.raised if isinstance(index, Likeness) else found.all)


def rebuild(now: datetime, at_once: int = 1) -> Iterator[tuple[int, int]]:
    """Both indexes anew from one reading, while the site runs; gives how many are in, how many there are.

    What is recorded meanwhile is written again afterwards, so that nothing falls between old and new; until then the
    new ones say that they are behind, so that nobody relies on them if this ends early. `at_once`: processes that
    read. Raises `processes.Ended` if one is killed; the old indexes are in place until the end.
    """
    with less_collecting():
        yield from _rebuild(now, at_once)


def _rebuild(now: datetime, at_once: int) -> Iterator[tuple[int, int]]:
    pks = list(shareable().order_by("pk").values_list("pk", flat=True))
    total, done = len(pks), 0
    near, words = likeness(), fulltext()
    facts = {"built": now.isoformat(), BEHIND: "1"}
    common = near.everybodys(_sample(pks), total)
    with near.store.anew(common, **facts) as runs, words.store.anew(common[:0], **facts) as pairs:
        for files, kept, said_ in _read(pks, common, at_once):
            runs.put(files, *kept)
            pairs.put(files, *said_)
            done += len(files)
            yield done, total
    _catch_up(now, common)
    yield total, total


def _read(pks: Sequence[int], common: Hashes, at_once: int) -> Iterable[tuple[list[int], Hashed, Hashed]]:
    """What `part` gives for all these files, by several processes where that is worth starting them."""
    parts = [(pks[at], pks[min(at + BATCH, len(pks)) - 1], common) for at in range(0, len(pks), BATCH)]
    workers = min(at_once, len(parts) // 2)
    if workers < 2:
        return (part(*one) for one in parts)
    return processes.spread(f"{__name__}:part", parts, workers)


def _catch_up(now: datetime, common: Hashes) -> None:
    """Write again what was recorded since the index began to be built; it can be relied on from then on."""
    since = list(Act.objects.filter(recorded_at__gte=now - OVERLAP).values_list("file", flat=True).distinct())
    for at in range(0, len(since), BATCH):
        _write_again(since[at : at + BATCH], common)
    for store in stores():
        store.say(**{BEHIND: ""})


def part(first: int, last: int, common: Hashes) -> tuple[list[int], Hashed, Hashed]:
    """The files from one number to another, and what both indexes hold of them: runs that are kept, and pairs."""
    return _cut(shareable().filter(pk__range=(first, last)), common)


def _write_again(pks: Sequence[int], common: Hashes) -> None:
    """What these files say now beside what was read of them; what may no longer be shared is taken out."""
    files, *hashed = _cut(shareable().filter(pk__in=pks), common)
    for store, (owners, found) in zip(stores(), hashed, strict=True):
        store.add_all((file, found[owners == n]) for n, file in enumerate(files))
        for file in set(pks).difference(files):
            store.remove(file)


def _cut(shared: QuerySet[File], common: Hashes) -> tuple[list[int], Hashed, Hashed]:
    batch = list(said(shared.order_by("pk"), answers=True))
    kept = likeness().kept([s.raised for s in batch], common)
    return [s.file for s in batch], kept, fulltext().pairs([s.all for s in batch])


def _sample(pks: Sequence[int]) -> Iterator[str]:
    """Texts spread over the whole register, by which it is learned what everybody writes."""
    some = pks[:: max(1, len(pks) // SAMPLE)]
    for at in range(0, len(some), BATCH):
        yield from (one.raised for one in said(File.objects.filter(pk__in=some[at : at + BATCH])))


def drop() -> None:
    """Delete both; the site goes on without."""
    for store in stores():
        store.drop()


def stores() -> tuple[Store, Store]:
    """The files of both."""
    return likeness().store, fulltext().store


# ------------------------------------------------------------------ trusted, or not


def lost() -> str:
    """What is said where an index cannot be read, found out by looking or only by asking it."""
    return _("索引还没有建立或者已损坏（请管理员运行 huiyin index rebuild）")


def trouble(store: Store, now: datetime) -> str:
    """Why an index cannot be relied on now; '' where it can. Never silent: whoever asks shows it."""
    last, waiting = next(iter(_LAST_AND_WAITING.rows()), (0, None))
    if not last:
        return ""
    try:
        with store.opened() as db:
            newest = db.execute("select max(file) from held").fetchone()[0] or 0
            built, behind = about(db, "built"), about(db, BEHIND)
    except Lost:
        return lost()
    if newest > last and not File.objects.filter(pk__gte=newest).exists():
        return _("索引属于另一个数据库（请管理员运行 huiyin index rebuild）")
    if waiting and built and waiting < (read := datetime.fromisoformat(built) - OVERLAP):
        waiting = _waiting().filter(created_at__gte=read).values_list("created_at", flat=True).first()
    if behind or (waiting < now - STALE if waiting else newest < last):
        return _("索引没有跟上登记，新近的事项可能查不到")
    return ""


def _waiting() -> QuerySet[Outbox]:
    # What is restricted waits in the queue, too, but for nothing that would enter an index. As a join, SQLite would
    # begin with the files, of which there are more than work that waits.
    ordinary = Exists(File.objects.filter(pk=OuterRef("file"), restricted=False))
    return queue.unfinished().filter(ordinary, kind__in=(STEP, "act")).order_by("created_at")


_LAST_AND_WAITING = Prepared(
    lambda: (
        shareable().order_by("-pk").values_list("pk", Subquery(_waiting().values_list("created_at")[:1]))[:1]
    )
)
