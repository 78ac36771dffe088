"""Ranks messages by the event they are about: every message of a list against all the others.

Different people tell of one event in different words, and one template serves many events: no single likeness
tells the two apart. Five are added up:

- words, the title counting three times;
- runs of characters of title and text, each of the two against each;
- subject: the words that many messages use, reduced to their main directions, so that 油烟 stands near 烧烤;
- names of places and bodies: what stands before 小区, 路, 公司 and the like, sought in the other message;
- and then, in a second round, what a message's nearest say of the others: who is like my neighbours is like me. A
  neighbour speaks for itself, too, and only those at least half as near as the nearest are heard: an event of two
  has no other neighbours, and what is near to nobody must not be pulled in by strangers.

Weights are round numbers, chosen on events that a person had told apart by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import rjieba
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import svds
from sklearn.feature_extraction.text import CountVectorizer

from huiyin.intake.matching.masking import masked

Matrix = Any  # scipy's sparse arrays and numpy's dense ones have no common name

RUNS, NAMES, SUBJECT, ROUND = 0.6, 0.4, 0.45, 0.7
KEPT, BLOCK, DIRECTIONS = 400, 500, 150
HEARD = 0.5  # of the nearest one's likeness
WORDS, PAGE = 4, 10  # words named as the reason; places of a first page
RARE = 0.05  # of all messages: words that more of them use tell of an event only where half of these are about it
TOGETHER = 0.33  # of the likeness of a message with itself
COPIED = 0.6  # of the three-character runs: one text was written from the other

_NOT_WORDS = re.compile(r"[^\w]+")
_NAMED_BY = re.compile(
    "小区|社区|花园|公园|家园|国际|大厦|广场|学校|学院|大学|中学|小学|幼儿园|公司|医院|街道|村|镇|大道|路|街|城|苑|府|园|湾|郡|庭|站|里|居|山|岛|台|院|轩|墅|寓|"
    "集团|网|贷|中心|市场|超市|机构|培训|项目|楼盘|安置"
)
_NO_NAME = frozenset("的了在是和与及或有对为请被把让向从我你他们这那个小到本该各")
_DISTRICT = re.compile(r"[a-z][0-9]*[市区县]|\w{2,3}省")
NAME_LENGTHS = (2, 3)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a list, by its own id; the title may be empty."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Likely:
    """Another message that may be about the same event."""

    id: str
    score: float
    why: str


def _unheard(done: int, total: int) -> None:
    """Nobody wants to know how far it is."""


def rank(
    messages: Sequence[Message], top: int = 100, heard: Callable[[int, int], None] = _unheard
) -> Iterator[tuple[str, list[Likely]]]:
    """For each message, the others that are most likely about its event, the likeliest first.

    `heard` is told how much is done, of how much: the time grows with the square of the number of messages.
    """
    if len(messages) < 2:
        yield from ((message.id, []) for message in messages)
        return
    views, total = _views(messages), 2 * len(messages)
    near = _first_round(views, lambda done: heard(done, total))
    itself, votes = near + sparse.eye_array(len(messages), dtype=np.float32, format="csr"), _votes(near)
    for start in range(0, len(messages), BLOCK):
        scores = _second_round(near, itself, votes, start)
        for at in range(scores.shape[0]):
            yield messages[start + at].id, _likely(messages, views, near, start + at, scores[at], top)
        heard(len(messages) + start + scores.shape[0], total)


@dataclass(frozen=True, slots=True)
class Group:
    """Messages that are about one event, by their places in the list, and the words that make them a group."""

    members: tuple[int, ...]
    words: tuple[str, ...]


def groups(messages: Sequence[Message], least: int = 3) -> list[Group]:
    """Messages that hang together by direct likeness, the largest group first."""
    if len(messages) < least:
        return []
    views = _views(messages)
    near = _first_round(views)
    near = near.maximum(near.T).tocsr()
    near.data[near.data < TOGETHER] = 0
    near.eliminate_zeros()
    _, of = connected_components(near, directed=False)
    found = [np.flatnonzero(of == no) for no in np.flatnonzero(np.bincount(of) >= least)]
    found.sort(key=len, reverse=True)
    return [Group(tuple(int(i) for i in rows), _said_by(views, rows)) for rows in found]


def _said_by(views: _Views, rows: Matrix) -> tuple[str, ...]:
    """The words that most of them use and the others do not: what stands everywhere (反映, 请求, 去年) tells of no event."""
    mine = views.words[rows]
    here, everywhere = _seen_in(mine), _seen_in(views.words)
    telling = (everywhere <= RARE * views.words.shape[0]) | (2 * here >= everywhere)
    weight = np.asarray(mine.sum(axis=0)).ravel() * (here >= max(2, len(rows) / 2)) * telling
    first = np.argsort(-weight, kind="stable")[: 2 * WORDS]
    return tuple(str(views.spoken[i]) for i in first if weight[i] > 0)


# ------------------------------------------------------------------ how messages are seen


@dataclass(frozen=True, slots=True)
class _Views:
    """Messages as vectors: `left` by `right` is the first round's likeness; `words` and `texts` explain it."""

    left: Matrix
    right: Matrix
    subject: Matrix
    texts: Matrix
    words: Matrix
    spoken: Sequence[str]
    whole: Matrix
    """A number for each message, the same for those that say exactly the same."""


def _views(messages: Sequence[Message]) -> _Views:
    titles = [_plain(m.title) for m in messages]
    bodies = [_plain(m.text) for m in messages]
    words, spoken, subject = _words(titles, bodies)
    title_runs, body_runs, texts = _runs(titles, bodies)
    named, sought = _names(titles, bodies)
    both = title_runs + body_runs  # every part against every part: (t + d)(t + d)'
    half = NAMES / 2
    left = sparse.hstack([words, both * RUNS, named * half, sought * half], format="csr")
    right = sparse.hstack([words, both, sought, named], format="csr")
    _, whole = np.unique(
        [f"{title}\n{body}" for title, body in zip(titles, bodies, strict=True)], return_inverse=True
    )
    return _Views(left, right, subject * np.float32(SUBJECT**0.5), texts, words, spoken, whole)


def _plain(text: str) -> str:
    return _NOT_WORDS.sub(" ", masked(text).lower()).strip()


def _cut(text: str) -> list[str]:
    return [word for word in rjieba.cut(text) if len(word) > 1]


def _weighted(counts: Matrix, seen_in: Matrix) -> Matrix:
    """Counts as unit vectors: the logarithm of how often, times how rare."""
    rows = counts.astype(np.float32).tocsr()
    rows.data = 1 + np.log(rows.data)
    rare = np.log(rows.shape[0] / np.maximum(seen_in, 1)).astype(np.float32)
    return _unit(rows @ sparse.diags_array(rare))


def _unit(rows: Matrix) -> Matrix:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (sparse.diags_array((1 / np.maximum(length, 1e-9)).astype(np.float32)) @ rows).tocsr()


def _seen_in(rows: Matrix) -> Matrix:
    return np.bincount(rows.tocsr().indices, minlength=rows.shape[1])


def _words(titles: Sequence[str], bodies: Sequence[str]) -> tuple[Matrix, Sequence[str], Matrix]:
    counter = _fitted(CountVectorizer(analyzer=_cut), titles, bodies)
    counts = (counter.transform(titles) * 3 + counter.transform(bodies)).tocsr()
    seen = _seen_in(counts)
    spoken = counter.get_feature_names_out()
    common = (seen >= min(6, len(titles) // 4 + 1)) & (seen <= 0.3 * len(titles))
    common &= np.fromiter((not _DISTRICT.fullmatch(word) for word in spoken), bool, len(spoken))
    some = counts[:, np.flatnonzero(common)]
    return _weighted(counts, seen), spoken, _subjects(_weighted(some, _seen_in(some)))


def _fitted(
    counter: CountVectorizer, titles: Sequence[str], bodies: Sequence[str], between: str = " "
) -> CountVectorizer:
    """The counter with what these messages are made of; with what nobody writes where they say nothing at all."""
    try:
        return counter.fit([f"{t}{between}{b}" for t, b in zip(titles, bodies, strict=True)])
    except ValueError:
        return counter.set_params(vocabulary=["\n\n", "\n\n\n"])


def _subjects(rows: Matrix) -> Matrix:
    """The main directions of the common words; none where there are too few messages to have any."""
    directions = min(DIRECTIONS, min(rows.shape) - 1)
    if directions < 2:
        return np.zeros((rows.shape[0], 1), np.float32)
    _, _, main = svds(rows, k=directions, random_state=0)
    seen = np.asarray(rows @ main.T, dtype=np.float32)
    return seen / np.maximum(np.linalg.norm(seen, axis=1, keepdims=True), np.float32(1e-9))


def _runs(titles: Sequence[str], bodies: Sequence[str]) -> tuple[Matrix, Matrix, Matrix]:
    """Runs of two and three characters: of the titles, of the texts, and of three in both together."""
    counter = CountVectorizer(analyzer="char", ngram_range=(2, 3), min_df=min(2, len(titles) // 2))
    _fitted(counter, titles, bodies, " \n ")
    whole = counter.transform([f"{t} \n {b}" for t, b in zip(titles, bodies, strict=True)]).tocsr()
    seen = _seen_in(whole)
    threes = np.flatnonzero(
        np.fromiter((len(run) > NAME_LENGTHS[0] for run in counter.get_feature_names_out()), bool)
    )
    return (
        _weighted(counter.transform(titles), seen),
        _weighted(counter.transform(bodies), seen),
        _weighted(whole[:, threes], seen[threes]),
    )


def _names(titles: Sequence[str], bodies: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Names in the titles, weighed by rarity to a sum of one; and where each name stands, in title or text."""
    by_title = [set(_named(title)) for title in titles]
    known: dict[str, int] = {}
    for title, body in zip(by_title, bodies, strict=True):
        for name in sorted(title.union(_named(body))):
            known.setdefault(name, len(known))
    stands = [
        {w[i : i + n] for w in (t, b) for n in NAME_LENGTHS for i in range(len(w) - n + 1)} & known.keys()
        for t, b in zip(titles, bodies, strict=True)
    ]
    sought = _incidence(stands, known)
    rare = np.log(len(titles) / np.maximum(_seen_in(sought), 1)).astype(np.float32) ** 2
    named = _incidence(by_title, known) @ sparse.diags_array(rare)
    total = np.asarray(named.sum(axis=1)).ravel()
    named = sparse.diags_array((1 / np.maximum(total, 1e-9)).astype(np.float32)) @ named
    # A title that names nothing speaks neither for nor against: half, whatever the other says.
    says = np.fromiter((bool(t or b) for t, b in zip(titles, bodies, strict=True)), bool, len(titles))
    mute = sparse.csr_array((((total == 0) & says) / 2).astype(np.float32)[:, None])
    ones = sparse.csr_array(says.astype(np.float32)[:, None])
    return sparse.hstack([named, mute], format="csr"), sparse.hstack([sought, ones], format="csr")


def _named(text: str) -> Iterator[str]:
    """The two and three characters before a word that ends names; the name itself may be longer."""
    for part in _DISTRICT.sub(" ", text).split():
        for ending in _NAMED_BY.finditer(part):
            for length in NAME_LENGTHS:
                name = part[max(0, ending.start() - length) : ending.start()]
                if len(name) == length and not _NO_NAME.intersection(name):
                    yield name


def _incidence(rows: Sequence[set[str]], known: dict[str, int]) -> Matrix:
    columns = [sorted(known[name] for name in row) for row in rows]
    starts = np.cumsum([0, *map(len, columns)])
    flat = np.fromiter((c for row in columns for c in row), np.int32, int(starts[-1]))
    return sparse.csr_array((np.ones(len(flat), np.float32), flat, starts), (len(rows), len(known) or 1))


# ------------------------------------------------------------------ two rounds


def _first_round(views: _Views, heard: Callable[[int], None] = lambda done: None) -> Matrix:
    """Each message's nearest by direct likeness, the strongest possible being about one."""
    blocks = []
    whole, right = 0.0, views.right.T.tocsc()
    size = views.left.shape[0]
    for start in range(0, size, BLOCK):
        rows = (views.left[start : start + BLOCK] @ right).toarray()
        rows += views.subject[start : start + BLOCK] @ views.subject.T
        at = np.arange(rows.shape[0])
        whole += float(rows[at, start + at].sum())
        rows[at, start + at] = 0
        blocks.append(_strongest(rows, KEPT))
        heard(start + len(at))
    return (sparse.vstack(blocks, format="csr") * np.float32(size / max(whole, 1e-9))).tocsr()


def _strongest(rows: Matrix, most: int) -> Matrix:
    if rows.shape[1] > most:
        edge = np.partition(rows, -most, axis=1)[:, -most][:, None]
        rows = np.where(rows >= edge, rows, 0)
    return sparse.csr_array(np.maximum(rows, 0))


def _second_round(near: Matrix, itself: Matrix, votes: Matrix, start: int) -> Matrix:
    """Direct likeness and what the nearest say of it, from both sides, for one block of messages."""
    stop = min(start + BLOCK, near.shape[0])
    mine = near[start:stop]
    told = votes[start:stop] @ itself
    heard = itself[start:stop] @ votes.T
    rows = (mine + (told + heard) * np.float32(ROUND / 2)).toarray() / np.float32(1 + ROUND)
    at = np.arange(rows.shape[0])
    rows[at, start + at] = 0
    return rows


def _votes(near: Matrix) -> Matrix:
    """The nearest of each message, those above the half of its nearest one, as weights that sum to one."""
    edge = HEARD * near.max(axis=1).toarray().ravel()
    rows = near.copy()
    rows.data = np.maximum(rows.data - np.repeat(edge, np.diff(rows.indptr)), 0)
    rows.eliminate_zeros()
    total = np.maximum(np.asarray(rows.sum(axis=1)).ravel(), 1e-9)
    return (sparse.diags_array((1 / total).astype(np.float32)) @ rows).tocsr()


# ------------------------------------------------------------------ the answer and its reasons


def _likely(
    messages: Sequence[Message], views: _Views, near: Matrix, at: int, scores: Matrix, top: int
) -> list[Likely]:
    """The first of the ranking, with what speaks for each."""
    direct = near.indices[near.indptr[at] : near.indptr[at + 1]]
    copied = np.zeros(len(scores), np.float32)
    copied[direct] = (views.texts[direct] @ views.texts[[at]].T).toarray().ravel()
    copied[direct[views.whole[direct] == views.whole[at]]] = 1
    order = _ordered(scores, copied)[:top]
    order = order[scores[order] > 0]
    shared = views.words[order].multiply(views.words[[at]]).tocsr()
    found = []
    for row, i in enumerate(order):
        start, stop = shared.indptr[row], shared.indptr[row + 1]
        first = shared.indices[start + np.argsort(-shared.data[start:stop], kind="stable")[:WORDS]]
        score = round(min(1.0, float(max(scores[i], copied[i]))), 4)
        found.append(Likely(messages[i].id, score, _why([views.spoken[n] for n in first], float(copied[i]))))
    return found


def _ordered(scores: Matrix, copied: Matrix) -> Matrix:
    """By score, but a copy is never further down than the first page: the rest of it makes room."""
    order = np.argsort(-scores, kind="stable")
    below = order[PAGE:][copied[order[PAGE:]] >= COPIED]
    if not len(below):
        return order
    page = order[:PAGE]
    stays = page[np.sort(np.argsort(copied[page] < COPIED, kind="stable")[: max(0, PAGE - len(below))])]
    first = np.concatenate([stays, below])
    return np.concatenate([first, order[~np.isin(order, first)]])


def _why(shared: Sequence[str], copied: float) -> str:
    words = "、".join(shared)
    said = [f"文字 {copied:.0%} 相同"] if copied >= COPIED else []
    return "；".join([*said, f"同提：{words}"] if words else said) or "与相近的信件相近"
