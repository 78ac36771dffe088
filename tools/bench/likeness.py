"""Finding the same matter among synthetic letters: how surely, how fast on one core, how large; no database.

Times are of the processor, so that what else the machine does is not measured with it. A check is what the index and
the comparison take: the nearest, everybody's words struck out, the shared passages marked. Permission and the opening
of sealed words need a register; `tools.bench.checking` measures the clerk's whole question in one.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from huiyin.intake.matching.likeness import SAMPLE, Likeness
from huiyin.intake.matching.shingles import evidence, shared
from tests.support.databases import pg_trouble, pg_url
from tools.bench.figures import Figure, percentile
from tools.bench.letters import edited, letter

PROMISED = {5: 0.99, 15: 0.98, 30: 0.95}
ASKED, COMPARED, FIRST_PAGE = 300, 60, 10
READ = 20  # as many as a registration reads (intake.repeats)
SMALL, MILLION, BORNE, BATCH = 10_000, 1_000_000, 20_000, 500
Finder = Callable[[str], list[int]]


def measure(full: bool) -> list[Figure]:
    """The index at ten thousand and at its full size; the other two ways at the size that they can bear."""
    with tempfile.TemporaryDirectory(prefix="hy_bench_like_") as name:
        small, _ = _ours(Path(name) / "small", SMALL)
        size = MILLION if full else 10 * SMALL
        large, figures = _ours(Path(name) / "large", size)
        growth = Figure(
            f"same matter: cost of a check at {size:,}, against {SMALL:,}", large / small, "times", 3,
            how="medians of the processor's time",
        )  # fmt: skip
        figures += [growth, *_bm25(), *_trigrams()]
    return figures


def _ours(path: Path, size: int) -> tuple[float, list[Figure]]:
    index = Likeness(path, salt=20_26)
    sample = [letter(n) for n in range(1, size + 1, max(1, size // SAMPLE))]
    begun = time.process_time()
    common = index.everybodys(sample, size)
    with index.store.anew(common) as anew:
        for start in range(1, size + 1, BATCH):
            making = time.process_time()
            letters = [(number, letter(number)) for number in range(start, min(start + BATCH, size + 1))]
            begun += time.process_time() - making
            numbers, texts = zip(*letters, strict=True)
            anew.put(numbers, *index.kept(texts, common))
    rate = size / (time.process_time() - begun)
    recall, took = _asked(lambda told: _check(index, told), size, ASKED)
    figures = [
        Figure(
            f"same matter: found in the first {FIRST_PAGE}, {share} % edited", found, "", PROMISED[share], True,
            how=f"{ASKED} letters of {size:,}",
        )
        for share, found in recall.items()
    ]  # fmt: skip
    figures += [
        Figure(
            "same matter: a check in the index, 95 of 100", percentile(took, 0.95) * 1000, "ms", 30,
            how=f"{size:,} letters; the letters compared are made anew meanwhile",
        ),
        Figure("same matter: size of the index", path.stat().st_size / 1e6, "MB", 1000, how=f"{size:,} letters"),
        Figure(
            "same matter: index built anew", rate, "/s", 3000, True, how="reading and opening the words not counted"
        ),
    ]  # fmt: skip
    return percentile(took, 0.5), figures


def _check(index: Likeness, told: str) -> list[int]:
    near = [one.file for one in index.nearest(told)[:READ]]
    mine, *theirs = index.own([evidence(told), *(evidence(letter(number)) for number in near)])
    best = zip((one.share for one in shared(mine, theirs)), near, strict=True)
    return [number for _, number in sorted(best, reverse=True)[:FIRST_PAGE]]


def _asked(find: Finder, size: int, times: int) -> tuple[dict[int, float], list[float]]:
    """How often the first letter is found from the second, by share of edits; and what each asking took."""
    r, recall, took = Random(7), {}, []
    for share in PROMISED:
        hits = 0
        for _ in range(times):
            number = r.randrange(1, size + 1)
            told = edited(letter(number), share / 100, r)
            begun = time.process_time()
            hits += number in find(told)
            took.append(time.process_time() - begun)
        recall[share] = hits / times
    return recall, took


def _compared(name: str, find: Finder, how: str) -> list[Figure]:
    begun = time.perf_counter()
    recall, _took = _asked(find, BORNE, COMPARED)
    each = (time.perf_counter() - begun) / (COMPARED * len(PROMISED))
    more = {f"{share} %": round(found, 3) for share, found in recall.items()} | {
        "ms each": round(each * 1000, 1)
    }
    name = f"for comparison, {name}: found at 30 % edited"
    return [Figure(name, recall[30], "", how=f"{BORNE:,} letters; {how}", more=more)]


def _bm25() -> list[Figure]:
    """Plain BM25 over pairs of characters, every letter scored."""
    import numpy as np
    from scipy import sparse
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(analyzer="char", ngram_range=(2, 2))
    counts = counter.fit_transform(letter(n) for n in range(1, BORNE + 1)).tocsc().astype(np.float32)
    length = np.asarray(counts.sum(axis=1)).ravel()
    seen = np.diff(counts.indptr)
    rows = counts.tocoo()
    weight = rows.data * 2.2 / (rows.data + 1.2 * (0.25 + 0.75 * length[rows.row] / length.mean()))
    scored = sparse.csr_array((weight * np.log(1 + BORNE / (seen[rows.col] + 0.5)), (rows.col, rows.row)))

    def find(told: str) -> list[int]:
        scores = np.asarray(scored[counter.transform([told]).indices].sum(axis=0)).ravel()
        return [int(n) + 1 for n in np.argsort(-scores)[:FIRST_PAGE]]

    return _compared("plain BM25", find, "pairs of characters, in memory")


def _trigrams() -> list[Figure]:
    """PostgreSQL's own: a trigram index, ordered by similarity."""
    if pg_trouble():
        return []
    import psycopg

    with psycopg.connect(pg_url("postgres")) as db:
        db.execute("create extension if not exists pg_trgm")
        db.execute("create temporary table told (number int, text text)")
        with db.cursor() as rows, rows.copy("copy told from stdin") as copy:
            for number in range(1, BORNE + 1):
                copy.write_row((number, letter(number)))
        db.execute("create index on told using gist (text gist_trgm_ops)")

        def find(told: str) -> list[int]:
            asked = "select number from told order by text <-> %s limit %s"
            return [number for (number,) in db.execute(asked, (told, FIRST_PAGE))]

        figures = _compared("pg_trgm", find, "GiST, nearest first; nothing is kept in the server")
        db.rollback()
    return figures
