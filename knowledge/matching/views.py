"""One question seen beside every row of a library: the views that the learned sum weighs.

All views are between 0 and 1 (meaning: -1 and 1), one number a row:

cover      share of what the question says that title and phrasings have, synonyms counted
strict     the same, by stems alone
body       the same as cover, with the body too
phrasing   how much the nearest single phrasing and the question share (Dice, rare words more)
letters    share of the question's 4-letter groups
spelling   how alike question and nearest phrasing are in order and spelling (rapidfuzz)
inside     how much of the shorter of the two the longer has (rapidfuzz)
whole      cosine between the question and the entry as a whole
head       cosine between the question and its nearest phrasing
heads      mean cosine of its three nearest phrasings
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.matching.index import COMMON, LARGE, Index, Vector
from knowledge.matching.outside import UNKNOWN, Likeness, Outside
from knowledge.matching.postings import Postings, Scores
from knowledge.matching.similarity import likenesses
from knowledge.matching.vocabulary import Asked
from knowledge.matching.words import FILLERS, said, stems, word_grams

NAMES = ("cover", "strict", "body", "phrasing", "letters", "spelling", "inside",
         "whole", "head", "heads")  # fmt: skip
COVER, STRICT, BODY, PHRASING, LETTERS, SPELLING, INSIDE, WHOLE, HEAD, HEADS = range(len(NAMES))

CANDIDATES = 48
"""How many rows are looked at closely: the best by words and letters, and the best by meaning."""

SPREAD = np.float32(0.03)

SPELT = 3
"""How many phrasings of a candidate are compared letter by letter: those that share most."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The candidates of one question.

    Attributes:
        rows: shape (candidates,): row numbers of the index.
        views: shape (candidates, len(NAMES)).
        own: shape (candidates,): which are in the asker's language.
        nearest: shape (candidates,): the head of each that is most like the question.
        asked: the question's words.
        stems: the question's stems in the first language of the library.
        unknown: share of what the question says that no entry has, from 0 to 1.
        has_meaning: whether whole, head and heads were seen.
        outside: how much the question is like those that no library answers.
    """

    rows: npt.NDArray[np.intp]
    views: Scores
    own: npt.NDArray[np.bool_]
    nearest: npt.NDArray[np.intp]
    asked: tuple[Asked, ...]
    unknown: float
    has_meaning: bool
    outside: Likeness = UNKNOWN


def look(
    index: Index,
    question: str,
    language: str,
    vector: Vector | None = None,
    outside: Outside | None = None,
) -> Seen:
    """See a question beside a library.

    Args:
        index: the library, with at least one row.
        question: any text.
        language: the asker's, as a two-letter code.
        vector: the question's embedding, of length 1, or None.
        outside: what is known, over such embeddings, of questions that no library answers.
    """
    asked = tuple(index.vocabulary.asked(question, language))
    if not index.rows:
        return _nothing(asked)
    weights = [index.weight(one) for one in asked]
    words = _by_words(index, asked, weights)
    letters = _letters(index, question)
    meanings = index.meanings
    whole: Scores | None = None
    if meanings is not None and vector is not None:
        whole = meanings.whole @ vector
    rows = _candidates(words.cover + words.body + letters, whole)
    heads = _heads_of(index, rows)
    dice = words.dice[heads.numbers]
    views = np.zeros((len(rows), len(NAMES)), np.float32)
    views[:, COVER] = words.cover[rows]
    views[:, STRICT] = words.strict[rows]
    views[:, BODY] = words.body[rows]
    views[:, PHRASING] = np.maximum.reduceat(dice, heads.starts)
    views[:, LETTERS] = letters[rows]
    close = dice
    if meanings is not None and vector is not None and whole is not None:
        near = meanings.heads[heads.numbers].astype(np.float32) @ vector
        if meanings.standard:
            near, whole = _standard(near, whole), _standard(whole, whole)
        views[:, WHOLE] = whole[rows]
        views[:, HEAD] = np.maximum.reduceat(near, heads.starts)
        views[:, HEADS] = _best_three(near, heads)
        close = dice + near
    _spell(index, views, heads, close, tuple(stems(question, index.languages[0])))
    nearest = [heads.numbers[start + close[start:end].argmax()] for start, end in heads.spans()]
    unheard = sum(w for one, w in zip(asked, weights, strict=True) if not one.known)
    return Seen(
        rows=rows,
        views=views,
        own=np.array([index.rows[row].language == language for row in rows], bool),
        nearest=np.array(nearest, np.intp),
        asked=asked,
        unknown=unheard / sum(weights) if asked else 1.0,
        has_meaning=whole is not None,
        outside=UNKNOWN if vector is None or outside is None else outside.likeness(vector),
    )


def _nothing(asked: tuple[Asked, ...]) -> Seen:
    """Return what is seen beside an empty library."""
    none = np.zeros(0, np.intp)
    return Seen(
        rows=none,
        views=np.zeros((0, len(NAMES)), np.float32),
        own=np.zeros(0, bool),
        nearest=none,
        asked=asked,
        unknown=1.0,
        has_meaning=False,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    cover: Scores
    strict: Scores
    body: Scores
    dice: Scores


def _by_words(index: Index, asked: tuple[Asked, ...], weights: list[float]) -> _Words:
    """Add up what each word of the question finds, word by word."""
    rows = len(index.rows)
    cover, strict, body = (np.zeros(rows, np.float32) for _ in range(3))
    shared = np.zeros(len(index.head_rows), np.float32)
    for one, weight in zip(asked, weights, strict=True):
        front = _strongest(index.front_terms, one.terms)
        cover += weight * front
        body += weight * np.maximum(front, _strongest(index.body_terms, one.terms))
        strict += weight * _strongest(index.front_terms, [t for t in one.terms if t[1] == 1.0])
        shared += weight * _strongest(index.head_terms, one.terms)
    total = sum(weights) or 1.0
    dice = 2 * shared / (total + index.head_sizes + 1e-6)
    return _Words(cover / total, strict / total, body / total, np.minimum(dice, 1.0))


def _strongest(postings: Postings, terms: Iterable[tuple[str, float]]) -> Scores:
    """Return, for each text, the worth of the best of these terms that it has."""
    found = np.zeros(postings.count, np.float32)
    for term, factor in terms:
        having = postings.get(term)
        if having is not None:
            texts, worths = having
            found[texts] = np.maximum(found[texts], factor * worths)
    return found


def _letters(index: Index, question: str) -> Scores:
    """Return the share of the question's letter groups that each row has, rare ones more."""
    rows = len(index.rows)
    found = np.zeros(rows, np.float32)
    total = 0.0
    groups = {gram for word in said(question) if word not in FILLERS for gram in word_grams(word)}
    for gram in sorted(groups):
        having = index.letters.get(gram)
        count = 0 if having is None else len(having[0])
        if rows > LARGE and count > COMMON * rows:
            continue
        rarity = math.log(1 + rows / (1 + count))
        total += rarity
        if having is not None:
            found[having[0]] += np.float32(rarity) * having[1]
    return found / np.float32(total) if total else found


def _candidates(words: Scores, whole: Scores | None) -> npt.NDArray[np.intp]:
    """Return the rows worth a closer look, in rising order: the best by words, and by meaning."""
    best = _best(words, CANDIDATES if whole is None else CANDIDATES // 2)
    if whole is None:
        return np.sort(best)
    return np.union1d(best, _best(whole, CANDIDATES // 2))


def _best(scores: Scores, count: int) -> npt.NDArray[np.intp]:
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.argpartition(-scores, count)[:count]


@dataclass(frozen=True, slots=True)
class _Heads:
    """The heads of the candidates, one candidate after the other."""

    numbers: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]

    def spans(self) -> Iterator[tuple[int, int]]:
        ends = [*self.starts[1:].tolist(), len(self.numbers)]
        return zip(self.starts.tolist(), ends, strict=True)


def _heads_of(index: Index, rows: npt.NDArray[np.intp]) -> _Heads:
    first = index.head_starts[rows]
    counts = index.head_starts[rows + 1] - first
    starts = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.intp)
    numbers = np.repeat(first - starts, counts) + np.arange(int(counts.sum()))
    return _Heads(numbers.astype(np.intp), starts)


def _standard(cosines: Scores, whole: Scores) -> Scores:
    """Bring a model's cosines to one scale: that of e5, whose spread over a library is about .03.

    Models differ in where their cosines lie and how far apart; ranks and distances remain.
    """
    return np.asarray((cosines - whole.mean()) / (whole.std() + 1e-6) * SPREAD, np.float32)


def _best_three(near: Scores, heads: _Heads) -> Scores:
    means = [np.sort(near[start:end])[-3:].mean() for start, end in heads.spans()]
    return np.array(means, np.float32)


def _spell(
    index: Index, views: Scores, heads: _Heads, close: Scores, asked: tuple[str, ...]
) -> None:
    """Compare the question letter by letter with the closest phrasings of each candidate."""
    chosen: list[int] = []
    owners: list[int] = []
    for owner, (start, end) in enumerate(heads.spans()):
        best = np.argsort(-close[start:end])[:SPELT]
        chosen.extend(heads.numbers[start + best].tolist())
        owners.extend([owner] * len(best))
    wordings = [" ".join(index.head_stems[number]) for number in chosen]
    order, inside = likenesses(" ".join(asked), wordings)
    np.maximum.at(views[:, SPELLING], owners, order)
    np.maximum.at(views[:, INSIDE], owners, inside)
