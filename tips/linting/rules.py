"""The rules for one tip. Each yields what is wrong and what was expected."""

import re
from collections.abc import Iterator

from tips.linting import wording
from tips.linting.words import (
    CAREFUL,
    DETOURS,
    FEWEST_PHRASINGS,
    FEWEST_STEPS,
    MOST_ANSWER_WORDS,
    MOST_EASY_WORDS,
    MOST_STEP_WORDS,
    MOST_STEPS,
    MOST_WORDS,
    NEEDS_CARE,
    OWNERS,
    TOPICS,
)
from tips.model import Advice, Tip

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def faults(tip: Tip) -> Iterator[str]:
    """Yield everything that is wrong with a tip, taken by itself."""
    yield from _card(tip)
    yield from _advice(tip.advice, tip.language, where="")
    if tip.easy:
        yield from _advice(tip.easy, tip.language, where="easy: ")
        yield from _easy(tip.easy)
    yield from _sections(tip)
    yield from _wording(tip)


def _card(tip: Tip) -> Iterator[str]:
    if not KEBAB.fullmatch(tip.id):
        yield f"id is {tip.id!r}, expected small letters a-z, digits and hyphens"
    if tip.topic not in TOPICS:
        yield f"topic is {tip.topic!r}, expected one of {', '.join(sorted(TOPICS))}"
    if tip.owner not in OWNERS:
        yield f"owner is {tip.owner!r}, expected one of {', '.join(sorted(OWNERS))}"
    if tip.review <= tip.checked:
        yield f"review is {tip.review}, expected a day after checked, {tip.checked}"
    if len(tip.phrasings) < FEWEST_PHRASINGS:
        yield f"has {len(tip.phrasings)} phrasings, expected at least {FEWEST_PHRASINGS}"


def _advice(advice: Advice, language: str, *, where: str) -> Iterator[str]:
    words = wording.count(advice.answer)
    if words > MOST_ANSWER_WORDS:
        yield f"{where}answer has {words} words, expected at most {MOST_ANSWER_WORDS}"
    for detour in DETOURS[language]:
        if re.match(rf"{detour}\b", advice.answer, re.IGNORECASE):
            yield f"{where}answer begins with {detour!r}, expected the answer itself"
    if not FEWEST_STEPS <= len(advice.steps) <= MOST_STEPS:
        yield f"{where}has {len(advice.steps)} steps, expected {FEWEST_STEPS} to {MOST_STEPS}"
    for number, step in enumerate(advice.steps, start=1):
        words = wording.count(step)
        if words > MOST_STEP_WORDS:
            yield f"{where}step {number} has {words} words, expected at most {MOST_STEP_WORDS}"
    if not advice.check:
        yield f"{where}has no check, expected a line that begins with >"
    words = sum(map(wording.count, (advice.answer, *advice.steps, advice.check)))
    if words > MOST_WORDS:
        yield f"{where}answer, steps and check have {words} words, expected at most {MOST_WORDS}"


def _easy(advice: Advice) -> Iterator[str]:
    for text in (advice.answer, *advice.steps, advice.check):
        for sentence in wording.sentences(text):
            words = wording.count(sentence)
            if words > MOST_EASY_WORDS:
                yield (
                    f"easy: sentence of {words} words, expected at most {MOST_EASY_WORDS}: "
                    f"{sentence}"
                )


def _sections(tip: Tip) -> Iterator[str]:
    for name, text in (("local", tip.local), ("longer", tip.longer)):
        if not text:
            yield f"has no ## {name}, expected a sentence or two"
    if tip.topic in NEEDS_CARE and not tip.careful:
        yield f"has no ## careful, expected {CAREFUL[tip.language]!r} … in topic {tip.topic}"
    if tip.careful and not tip.careful.startswith(CAREFUL[tip.language]):
        yield f"careful begins with another word, expected {CAREFUL[tip.language]!r}"


def _wording(tip: Tip) -> Iterator[str]:
    texts = {
        "title": tip.title,
        "answer": tip.advice.answer,
        "steps": "\n".join(tip.advice.steps),
        "check": tip.advice.check,
        "local": tip.local,
        "bridge": tip.bridge,
        "longer": tip.longer,
        "careful": tip.careful,
        "easy": "\n".join((tip.easy.answer, *tip.easy.steps, tip.easy.check)) if tip.easy else "",
    }
    for name, text in texts.items():
        for fault in wording.faults(text, tip.language):
            yield f"{name} {fault}"
