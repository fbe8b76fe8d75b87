"""The command `evaluate`: measures the engine on files, and touches no database."""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.boundaries.catch import caught
from knowledge.boundaries.identity_numbers import masked
from knowledge.boundaries.meanings import heard_parts, made_for
from knowledge.boundaries.texts import LONGEST, clean
from knowledge.matching.engine import Matcher
from knowledge.matching.evaluation.files import Found, Question
from knowledge.matching.evaluation.measures import NAMES, Outcome, table
from knowledge.matching.index import Index
from knowledge.matching.lexicon import own_lexicon
from knowledge.matching.meaning.ports import Embedder, Vectors
from knowledge.matching.meaning.reading import texts_of
from knowledge.matching.model import Answered, Unanswered, Unnamed, Unsure, Verdict
from knowledge.matching.outside import outside_of

KILOBYTES_A_MEGABYTE = 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a run found.

    Attributes:
        outcomes: one a question, in the order of the file.
        entries: how many the library has.
        embed_seconds: for the library's texts, once.
        index_seconds: for the index, with the vectors at hand.
        megabytes: most memory the process has held.
    """

    outcomes: Sequence[Outcome]
    entries: int
    embed_seconds: float
    index_seconds: float
    megabytes: float


def measure(
    library: Found,
    asked: Found,
    embedder: Embedder | None,
    *,
    dial: float = 0.0,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Ask every question of a library, as the chat would.

    Raises:
        NoEmbedder: the sentence model does not answer.
    """
    read = texts_of(library.entries)
    started = time.perf_counter()
    if embedder is not None:
        read.vectors.update(read.embed(embedder, read.missing()))
    embedded = time.perf_counter()
    index = Index(library.entries, lexicon=own_lexicon())
    if embedder is not None:
        standard = embedder.kind == "foreign"
        index = index.with_meanings(*read.by_text(), standard=standard)
    built = time.perf_counter()
    matcher = Matcher(
        index=index,
        kind=embedder.kind if embedder else "none",
        dial=dial,
        outside=outside_of(embedder.name) if embedder else None,
    )
    outcomes = []
    for number, question in enumerate(asked.questions, start=1):
        outcomes.append(ask(matcher, question, embedder))
        progress(number, len(asked.questions))
    return Report(
        outcomes=outcomes,
        entries=len(library.entries),
        embed_seconds=embedded - started,
        index_seconds=built - embedded,
        megabytes=_megabytes(),
    )


def ask(matcher: Matcher, question: Question, embedder: Embedder | None) -> Outcome:
    """Ask one question; boundaries come first, as in the chat."""
    started = time.perf_counter()
    text = clean(question.query[:LONGEST])
    numbers = masked(text)
    before = time.perf_counter()
    vectors: Vectors | None = None
    if embedder is not None:
        vectors = embedder.questions(heard_parts(numbers.text))
    model_ms = (time.perf_counter() - before) * 1000
    can_hear = embedder is not None and embedder.name == made_for()
    boundary = caught(text, vectors if can_hear else None)
    route = boundary.route.value if boundary else "personal_data" if numbers.count else None
    vector = None if vectors is None else vectors[0]
    seen = matcher.see(numbers.text, language=question.language, vector=vector)
    ranking = matcher.ranking(seen)
    verdict = matcher.verdict(numbers.text, seen)
    ms = (time.perf_counter() - started) * 1000
    offered = () if route else _offered(verdict)
    return Outcome(
        question=question,
        verdict="boundary" if route else _name_of(verdict),
        route=route,
        ranked=[match.id for match in ranking.matches],
        offered=offered,
        probability=ranking.sure,
        ms=ms,
        own_ms=ms - model_ms,
    )


def lines(report: Report, embedder: Embedder | None) -> Iterator[str]:
    """Yield the report as a person reads it."""
    yield f"{report.entries} entries, {len(report.outcomes)} questions, embedder {_name(embedder)}"
    yield ""
    yield " ".join(["language", *(f"{name:>9}" for name in NAMES)])
    for language, row in table(report.outcomes).items():
        yield " ".join([f"{language:<8}", *(f"{_figure(name, row[name]):>9}" for name in NAMES)])
    yield ""
    for name, value in _speed(report).items():
        yield f"{name:<22} {value:g}"


def as_json(report: Report, embedder: Embedder | None) -> str:
    """Return the report for a machine."""
    return json.dumps(
        {
            "embedder": _name(embedder),
            "entries": report.entries,
            "measures": table(report.outcomes),
            "speed": _speed(report),
        },
        ensure_ascii=False,
        indent=2,
    )


def write_details(report: Report, path: Path) -> None:
    """Write one line of JSON a question, from which any measure can be computed.

    Raises:
        OSError: the file cannot be written.
    """
    # What UTF-8 cannot hold (half a surrogate pair) becomes the escape it was in the file.
    with path.open("w", encoding="utf-8", errors="backslashreplace") as out:
        for one in report.outcomes:
            row = {
                "id": one.question.id,
                "verdict": one.verdict,
                "route": one.route,
                "ranked": list(one.ranked),
                "offered": list(one.offered),
                "probability": round(one.probability, 4),
                "ms": round(one.ms, 3),
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _name_of(verdict: Verdict) -> str:
    """Return a verdict's name in the details; asked which room is meant, one is offered some."""
    return "unsure" if isinstance(verdict, Unnamed) else type(verdict).__name__.casefold()


def _offered(verdict: Verdict) -> Sequence[str]:
    match verdict:
        case Answered(best):
            return [best.id]
        case Unsure(candidates) | Unnamed(_, candidates):
            return [one.id for one in candidates]
        case Unanswered():
            return []


def _speed(report: Report) -> dict[str, float]:
    whole = sorted(one.ms for one in report.outcomes)
    own = sorted(one.own_ms for one in report.outcomes)
    return {
        "question ms p50": round(_at(whole, 0.5), 2),
        "question ms p99": round(_at(whole, 0.99), 2),
        "beside model ms p50": round(_at(own, 0.5), 2),
        "beside model ms p99": round(_at(own, 0.99), 2),
        "embedding s": round(report.embed_seconds, 2),
        "index s": round(report.index_seconds, 2),
        "memory MB": round(report.megabytes),
    }


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if name == "questions" else f"{value:.3f}"


def _name(embedder: Embedder | None) -> str:
    return embedder.name if embedder else "none"


def _megabytes() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / KILOBYTES_A_MEGABYTE / (KILOBYTES_A_MEGABYTE if sys.platform == "darwin" else 1)
