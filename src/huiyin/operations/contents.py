"""What `huiyin check` asks of the register itself: projections, numbers, attachments, sealed words."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models as db
from django.db.models import Count, F, Max
from django.db.models.functions import Cast

from huiyin.intake import attachments
from huiyin.register import rebuild
from huiyin.register.models import Attachment, Entry, File, Paper, PaperBytes, PaperPrint, Series, Words
from huiyin.register.vault import Sealed, SealedJSONField, WordsField, content_digest, unseal

SAMPLE = 300
"""How many files a quick check compares: the newest half, and others spread over the register."""
ENTRIES = "件"

Answer = tuple[list[str], str]


# ------------------------------------------------------------------ projections


def projections(now: datetime, everything: bool) -> Answer:
    """Lists and columns are what the acts say; duties, windows and papers are stored as the acts make them."""
    pks = list(File.objects.order_by("pk").values_list("pk", flat=True))
    looked = pks if everything else sample(pks)
    problems = []
    for start in range(0, len(looked), rebuild.BATCH):
        files = File.objects.filter(pk__in=looked[start : start + rebuild.BATCH]).order_by("pk")
        for one in rebuild.compare(list(files)):
            if one.differences() or one.facts:
                problems += _again(one.file.pk)
    return problems, f"{len(looked)} / {len(pks)} 卷 files"


def sample(pks: list[int]) -> list[int]:
    """The newest, and others evenly spread."""
    if len(pks) <= SAMPLE:
        return pks
    newest, older = pks[-SAMPLE // 2 :], pks[: -SAMPLE // 2]
    step = max(1, len(older) // (SAMPLE // 2))
    return older[::step] + newest


def _again(pk: int) -> list[str]:
    """Compared once more, under the lock: an act may have been recorded while the tables were read."""
    one = rebuild.compare_locked(pk)
    lines = [f"{line} (huiyin rebuild)" for line in one.differences()] + one.facts
    return [f"卷 file {pk}: {line}" for line in lines]


# ------------------------------------------------------------------ numbers


def series(now: datetime, everything: bool) -> Answer:
    """Every number of a series was given to something: none is missing, none was given twice."""
    last = {f"{s.code}{s.word}{s.year}": s.last for s in Series.objects.exclude(word=ENTRIES)}
    used = {
        row["series"]: (row["n"], row["top"])
        for row in Paper.objects.values("series").annotate(n=Count("serial"), top=Max("serial"))
    }
    problems = [
        f"{name}: 至 up to {last.get(name, 0)}, 已用 used {used.get(name, (0, 0))[0]}, 最大 highest {used.get(name, (0, 0))[1]}"
        for name in sorted(last.keys() | used.keys())
        if (last.get(name, 0),) * 2 != used.get(name, (0, 0))
    ]
    return problems + _entry_series(), f"{len(last)} 个文号序列 series of papers"


def _entry_series() -> list[str]:
    given: dict[str, set[int]] = defaultdict(set)
    for number in Entry.objects.values_list("number", flat=True):
        match = re.fullmatch(r"(.*\d{4})-(\d+)", number)
        if match:
            given[match[1]].add(int(match[2]))
    problems = []
    for one in Series.objects.filter(word=ENTRIES):
        name = f"{one.code}{one.year}"
        gaps = set(range(1, one.last + 1)) - given.pop(name, set())
        if gaps:
            problems.append(f"{name}: 缺号 missing {', '.join(map(str, sorted(gaps)[:5]))}")
    return problems + [f"{name}: 没有序列 no such series" for name in sorted(given)]


# ------------------------------------------------------------------ attachments


def files(now: datetime, everything: bool) -> Answer:
    """Every attachment that a row names is on the disk; with `--all`, with the bytes it had."""
    rows = Attachment.objects.order_by("-pk").values_list("sha256", flat=True)
    looked = dict.fromkeys(rows if everything else rows[:5000])
    problems = []
    for sha256 in looked:
        if not (attachments.root() / attachments.relative(sha256)).is_file():
            problems.append(f"{sha256[:16]}…: 不在盘上 missing")
        elif everything and not attachments.is_intact(sha256):
            problems.append(f"{sha256[:16]}…: 内容变了 altered")
    half = sum(1 for _ in attachments.left_behind())
    note = f"{len(looked)} 件 looked at" + ("" if everything else ", 只看存在与否 whether there")
    return problems, note + (f", {half} 个未写完的 left half-written" if half else "")


# ------------------------------------------------------------------ sealed words


def sealed_columns() -> Iterator[tuple[type[db.Model], str]]:
    """Every sealed column of every table."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, WordsField | SealedJSONField):
                yield model, field.name


def words(now: datetime, everything: bool) -> Answer:
    """The keys in use open what is sealed: the oldest and the newest values of each column, or all."""
    problems, opened = [], 0
    for model, name in sealed_columns():
        column = model._meta.get_field(name)._column()  # type: ignore[union-attr]
        shut = 0
        for value in _values(model, name, everything):
            try:
                unseal(value, column)
                opened += 1
            except Sealed as error:
                shut += 1
                if shut == 1:
                    problems.append(str(error))
        if shut > 1:
            problems.append(f"{column}: {shut} 个值打不开 values cannot be opened")
    return problems, f"{opened} 个值 values opened"


def recorded(now: datetime, everything: bool) -> Answer:
    """Words and papers are those that were recorded: words have the digest that their act keeps, a paper's bytes
    that of its print. What no key opens is named by `words`."""
    problems, looked = [], 0
    said = Words._base_manager.exclude(act__words_digest="")
    said = said.annotate(kept=F("act__words_digest"), seq=F("act__seq"))
    for file, seq, kept, text in _opened(said, "said", ("file_id", "seq", "kept"), everything):
        looked += 1
        if content_digest(json.loads(text)) != kept:
            problems.append(
                f"卷 file {file}: 第{seq}条的文字与记录时不同 words of act {seq} are not those recorded"
            )
    prints = PaperBytes._base_manager.annotate(kept=F("print__sha256"), number=F("print__paper__number"))
    for number, kept, text in _opened(prints, "pdf", ("number", "kept"), everything):
        looked += 1
        if hashlib.sha256(base64.b64decode(text)).hexdigest() != kept:
            problems.append(f"{number}: 与定稿不同 is not as it was printed")
    lost = PaperPrint.objects.filter(bytes=None).values_list("paper__number", flat=True)
    problems += [f"{number}: 定稿的字节不在 its bytes are missing" for number in lost]
    return list(dict.fromkeys(problems)), f"{looked} 份 looked at"  # of few rows the oldest are the newest


def _opened(rows: Any, name: str, columns: tuple[str, ...], everything: bool) -> Iterator[tuple[Any, ...]]:
    """Columns of rows, and the opened text of a sealed one; rows that no key opens are left out."""
    column = rows.model._meta.get_field(name)._column()
    for *values, sealed in _spread(rows, name, everything, *columns):
        try:
            yield *values, unseal(sealed, column)
        except Sealed:
            continue


def _values(model: type[db.Model], name: str, everything: bool) -> Iterator[str]:
    for (value,) in _spread(model._base_manager.all(), name, everything):
        yield value


def _spread(rows: Any, name: str, everything: bool, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Columns and the sealed text of rows in which something is sealed: the oldest and the newest, or all."""
    rows = rows.annotate(stored_value=Cast(name, db.TextField()))
    rows = rows.exclude(stored_value="").exclude(stored_value=None)
    ordered = [rows.order_by("pk")] if everything else [rows.order_by("pk")[:5], rows.order_by("-pk")[:20]]
    for part in ordered:
        yield from part.values_list(*columns, "stored_value").iterator(chunk_size=1000)
