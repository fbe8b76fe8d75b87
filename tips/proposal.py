"""Turns a question and its answer into a proposal for a tip, with people's names taken out."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from knowledge.boundaries.identity_numbers import masked

MOST_STEPS = 6
LONGEST_TITLE = 80

NUMBERED = re.compile(r"^\s*(?:\d{1,2}[.)]|[-*•])\s+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
GREETING = re.compile(
    r"^(hej|hejsan|hallå|tjena|hi|hello|dear|hei|moi|heippa)\b[^.!?\n,]{0,30}[.!?,\n]+\s*",
    re.IGNORECASE,
)
FAREWELL = re.compile(
    r"\s*(/{1,2}\s*\w+|(mvh|vänliga hälsningar|med vänlig hälsning|hälsningar|regards|cheers"
    r"|hilsen)\b[^.\n]{0,40})\s*$",
    re.IGNORECASE,
)
CONTACT = re.compile(r"\S+@\S+\.\w+|(?<!\d)(?:\+\d{2} ?|0)\d(?:[ -]?\d){6,10}(?!\d)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What a coach edits before sending a tip in."""

    title: str
    phrasings: tuple[str, ...]
    answer: str
    steps: tuple[str, ...]


def propose(
    question: str,
    answers: Sequence[str],
    *,
    names: Collection[str],
    asking: Collection[str],
    answering: Collection[str],
) -> Proposal:
    """Fill in a tip from a conversation.

    Args:
        question: the asker's words.
        answers: what the coach wrote, oldest first.
        names: full names of everybody in the directory; they and their parts are taken out where
            they are written as names (a capital first: some names are words too).
        asking: full names that are taken out of the question in small letters as well.
        answering: the same for the answers. An asker who is unnamed is not among these: what
            disappears from a coach's own words would tell the coach who it is.

    Returns:
        Title and way to ask from the question; the answer's first sentence, and the rest as at
        most six steps. Greetings, farewells, names, e-mail addresses, phone numbers and identity
        numbers are gone.
    """
    asked = _impersonal(question, names, asking)
    whole = [part for text in answers for part in _parts(_impersonal(text, names, answering))]
    lead, rest = (whole[0], whole[1:]) if whole else ("", [])
    return Proposal(
        title=_title(asked), phrasings=(asked,), answer=lead, steps=tuple(rest[:MOST_STEPS])
    )


def _impersonal(text: str, names: Collection[str], speakers: Collection[str]) -> str:
    bare = FAREWELL.sub("", GREETING.sub("", masked(text).text.strip()))
    bare = CONTACT.sub("", bare)
    for part in _name_parts(names):
        bare = re.sub(rf"\b{re.escape(part)}s?\b", "", bare)
    for part in _name_parts(speakers):
        bare = re.sub(rf"\b{re.escape(part)}s?\b", "", bare, flags=re.IGNORECASE)
    lines = [" ".join(line.split()) for line in bare.splitlines()]
    tidy = "\n".join(line for line in lines if line)
    return re.sub(r"\s+([,.!?])", r"\1", tidy).strip(" ,")


def _name_parts(names: Collection[str]) -> list[str]:
    """Return the names and their parts, the longest first, so that a whole name goes as one."""
    parts = {part for name in names for part in (name, *name.split()) if len(part) > 1}
    return sorted(parts, key=lambda part: (-len(part), part))


def _parts(text: str) -> list[str]:
    found: list[str] = []
    for line in text.splitlines():
        bare = NUMBERED.sub("", line)
        found += [bare] if bare != line else SENTENCE_END.split(bare)
    return [part.strip() for part in found if any(letter.isalnum() for letter in part)]


def _title(question: str) -> str:
    first = SENTENCE_END.split(question.replace("\n", " "))[0].rstrip("?.! ")
    if len(first) > LONGEST_TITLE:
        first = first[:LONGEST_TITLE].rsplit(" ", 1)[0]
    return first[:1].upper() + first[1:]
