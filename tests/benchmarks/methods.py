"""Other ways to find a tip, to compare with: each puts the ids of a library in order.

They have no notion of being sure, so each gets the thresholds over its score that suit it best on
the very questions it is measured with: what is printed of them is the most they can do.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import bm25s
import numpy as np
import tantivy
from rapidfuzz import fuzz, process, utils

from bot.runtime.evaluate import measure
from knowledge.matching.evaluation.files import Found, Question
from knowledge.matching.evaluation.measures import Outcome
from knowledge.matching.index import head_texts, whole_text
from knowledge.matching.meaning.ports import Embedder, Vectors
from knowledge.matching.model import Entry
from knowledge.matching.words import WORD, normal

LONGEST = 10
SHORTLIST = 3
MOST_WRONG = 0.03
MOST_FALSE = 0.03
MOST_OFFERED = 0.25

Scored = Sequence[tuple[str, float]]
"""Ids with their scores, best first."""

Ranker = Callable[[str], Scored]
Groups = Sequence[Sequence[Question]]


def fuzzy(entries: Sequence[Entry]) -> Ranker:
    """Return rapidfuzz WRatio over the titles."""
    titles = {entry.id: entry.title for entry in entries}

    def rank(query: str) -> Scored:
        found = process.extract(
            query, titles, scorer=fuzz.WRatio, processor=utils.default_process, limit=LONGEST
        )
        return [(key, score) for _title, score, key in found]

    return rank


def full_text(entries: Sequence[Entry]) -> Ranker:
    """Return SQLite's FTS5, any of the words."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE tips USING fts5"
        "(id UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 0')"
    )
    database.executemany(
        "INSERT INTO tips VALUES (?, ?)", [(entry.id, _all_of(entry)) for entry in entries]
    )

    def rank(query: str) -> Scored:
        words = " OR ".join(f'"{word}"' for word in WORD.findall(query))
        if not words:
            return []
        rows = database.execute(
            "SELECT id, -bm25(tips) FROM tips WHERE tips MATCH ? ORDER BY bm25(tips) LIMIT ?",
            (words, LONGEST),
        )
        return [(str(name), float(score)) for name, score in rows]

    return rank


def bm25(entries: Sequence[Entry]) -> Ranker:
    """Return bm25s, words as they stand."""
    retriever = bm25s.BM25()
    retriever.index([normal(_all_of(entry)).split() for entry in entries], show_progress=False)

    def rank(query: str) -> Scored:
        words = [word for word in normal(query).split() if word in retriever.vocab_dict]
        if not words:
            return []
        scores = retriever.get_scores(words)
        return _best((entry.id for entry in entries), scores)

    return rank


def engine(entries: Sequence[Entry]) -> Ranker:
    """Return tantivy with Swedish stems, any of the words."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", tokenizer_name="swedish")
    index = tantivy.Index(builder.build())
    index.register_tokenizer(
        "swedish",
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("swedish"))
        .build(),
    )
    writer = index.writer(heap_size=20_000_000, num_threads=1)
    for entry in entries:
        writer.add_document(tantivy.Document(name=[entry.id], text=[_all_of(entry)]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def rank(query: str) -> Scored:
        asked = index.parse_query(" ".join(WORD.findall(query.casefold())), ["text"])
        hits = searcher.search(asked, LONGEST).hits
        return [(searcher.doc(place)["name"][0], float(score)) for score, place in hits]

    return rank


def by_model(entries: Sequence[Entry], embedder: Embedder) -> Ranker:
    """Return the sentence model alone: the tip as a whole, and its nearest way to ask."""
    wholes = embedder.passages([whole_text(entry) for entry in entries])
    heads = [head_texts(entry) for entry in entries]
    asks = embedder.questions([head for one in heads for head in one])
    starts = np.cumsum([0, *(len(one) for one in heads)])[:-1]

    def rank(query: str) -> Scored:
        vector: Vectors = embedder.questions([query])[0]
        near = np.maximum.reduceat(asks @ vector, starts)
        return _best((entry.id for entry in entries), (wholes @ vector + near) / 2)

    return rank


def asked_of(rank: Ranker, questions: Sequence[Question]) -> list[Outcome]:
    """Ask another method, with the thresholds that suit it best on these questions."""
    found: list[tuple[Outcome, float]] = []
    for question in questions:
        started = time.perf_counter()
        ranking = rank(question.query)
        ms = (time.perf_counter() - started) * 1000
        ids = list(dict.fromkeys(name for name, _ in ranking))
        score = ranking[0][1] if ranking else 0.0
        found.append((_unanswered(question, ids, ms), score))
    answer = _lowest(found, lambda level: _wrong(found, level) <= MOST_WRONG)
    answer = max(answer, _lowest(found, lambda level: _false(found, level) <= MOST_FALSE))
    offer = _lowest(
        found, lambda level: _false(found, level) - _false(found, answer) <= MOST_OFFERED
    )
    return [_decided(outcome, score, answer, offer) for outcome, score in found]


def ours(library: Found, questions: Sequence[Question], embedder: Embedder | None) -> list[Outcome]:
    """Ask the engine, as the command `evaluate` does."""
    return list(measure(library, Found(questions=list(questions)), embedder).outcomes)


@dataclass(frozen=True)
class Method:
    """A name, and what it makes of several groups of questions."""

    name: str
    ask: Callable[[Groups], list[list[Outcome]]]


def methods(library: Found, tuned: Embedder, plain: Embedder) -> Iterable[Method]:
    """Yield every method, ours last."""
    entries = library.entries

    def other(name: str, rank: Ranker) -> Method:
        return Method(name, lambda groups: [asked_of(rank, one) for one in groups])

    def own(name: str, embedder: Embedder | None) -> Method:
        return Method(name, lambda groups: _in_one_run(library, groups, embedder))

    yield other("rapidfuzz WRatio over titles", fuzzy(entries))
    yield other("SQLite FTS5", full_text(entries))
    yield other("bm25s", bm25(entries))
    yield other("tantivy, Swedish stems", engine(entries))
    yield other("sentence model as it comes", by_model(entries, plain))
    yield other("sentence model tuned", by_model(entries, tuned))
    yield own("ours by words", None)
    yield own("ours whole", tuned)


def _in_one_run(library: Found, groups: Groups, embedder: Embedder | None) -> list[list[Outcome]]:
    """Embed the library once, ask everything, and give each group its own."""
    outcomes = iter(ours(library, [one for group in groups for one in group], embedder))
    return [[next(outcomes) for _ in group] for group in groups]


def _all_of(entry: Entry) -> str:
    return " ".join((entry.title, *entry.phrasings, entry.body))


def _best(names: Iterable[str], scores: np.typing.ArrayLike) -> Scored:
    pairs = zip(names, np.asarray(scores, np.float64).tolist(), strict=True)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:LONGEST]


def _unanswered(question: Question, ranked: Sequence[str], ms: float) -> Outcome:
    return Outcome(
        question=question,
        verdict="unanswered",
        route=None,
        ranked=ranked,
        offered=(),
        probability=0.0,
        ms=ms,
        own_ms=ms,
    )


def _decided(outcome: Outcome, score: float, answer: float, offer: float) -> Outcome:
    if outcome.ranked and score >= answer:
        return replace(outcome, verdict="answered", offered=outcome.ranked[:1])
    if outcome.ranked and score >= offer:
        return replace(outcome, verdict="unsure", offered=outcome.ranked[:SHORTLIST])
    return outcome


def _lowest(found: Sequence[tuple[Outcome, float]], keeps: Callable[[float], bool]) -> float:
    """Return the lowest score down to which a promise is kept."""
    level = float("inf")
    for score in sorted({score for _, score in found}, reverse=True):
        if not keeps(score):
            break
        level = score
    return level


def _wrong(found: Sequence[tuple[Outcome, float]], level: float) -> float:
    rows = [(one, score) for one, score in found if one.question.expect]
    wrong = sum(
        score >= level and not set(one.ranked[:1]) & set(one.question.expect) for one, score in rows
    )
    return wrong / max(1, len(rows))


def _false(found: Sequence[tuple[Outcome, float]], level: float) -> float:
    rows = [score for one, score in found if not one.question.expect and one.ranked]
    count = sum(not one.question.expect for one, _ in found)
    return sum(score >= level for score in rows) / max(1, count)
