"""Wraps the library and the couriers, so that what they do is counted and they need not know."""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.conversations.ports import Library, Meaning
from bot.runtime.metrics.measures import Measures
from knowledge.boundaries.routes import DANGER, Boundary
from knowledge.matching.model import Answered, Unanswered, Verdict
from scheduler.delivery.model import Letter, Outcome
from scheduler.delivery.ports import Courier


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedLibrary:
    """The library as dialogues know it; each verdict is counted by its kind alone."""

    library: Library
    measures: Measures

    async def ready(self, question: str, language: str, version: int) -> None:
        """Do the slow part now, and see how long it took."""
        begun = time.perf_counter()
        await self.library.ready(question, language, version)
        if question:
            self.measures.finding.saw(time.perf_counter() - begun)

    async def boundary(self, text: str, *, asked: bool = False) -> Boundary | None:
        """Return the boundary a text runs into; where there is danger, nothing is counted."""
        found = await self.library.boundary(text, asked=asked)
        if asked and found is not None and found.route not in DANGER:
            self.measures.questions.add("boundary")
        return found

    async def verdict(
        self,
        question: str,
        language: str,
        *,
        without: Collection[str],
        department: str | None = None,
    ) -> Verdict:
        """Decide what to say to a question."""
        found = await self.library.verdict(
            question, language, without=without, department=department
        )
        self.measures.questions.add(_kind(found))
        return found

    def having(self, words: str) -> Sequence[str]:
        """Return the ids of tips in which these very words stand."""
        return self.library.having(words)

    def meaning(self, word: str, language: str) -> Meaning | None:
        """Look a word up in the glossary."""
        return self.library.meaning(word, language)


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedCourier:
    """A courier whose tries are counted, by what the platform said."""

    courier: Courier
    platform: str
    measures: Measures

    async def send(self, letter: Letter) -> Outcome:
        """Try once, and count it; a fault of the courier's own counts as unclear."""
        begun = time.perf_counter()
        said = "unclear"
        try:
            outcome = await self.courier.send(letter)
            said = outcome.result.value
            return outcome
        finally:
            self.measures.deliveries.add(self.platform, said)
            self.measures.delivering.saw(time.perf_counter() - begun)


def _kind(verdict: Verdict) -> str:
    if isinstance(verdict, Answered):
        return "answered"
    return "unanswered" if isinstance(verdict, Unanswered) else "unsure"
