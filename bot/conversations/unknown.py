"""Writes down that nothing answered a question: the wording, and never who asked."""

from bot.conversations.memory.model import Asked
from bot.conversations.talk import Talk
from knowledge.people.model import Person
from tips.gaps.masking import candidates, masked

MOST_NAMES = 8
"""Words that are looked up in the directory; a text with more capitals is no question."""


async def note(talk: Talk, asked: Asked) -> Asked:
    """Keep the wording as a gap, names and numbers taken out, and remember which it became."""
    found: list[str] = []
    for word in candidates(asked.text)[:MOST_NAMES]:
        people = await talk.work.people.named(word.rstrip("s")) if len(word) > 2 else ()
        found += [word] if any(_is_part(word, one) for one in people) else []
    wording = masked(asked.text, [*talk.person.name.split(), *found])
    gap = await talk.work.gaps.add(wording, talk.language, person=talk.person.id, on=talk.today)
    return talk.amend(asked, gap=gap)


def _is_part(word: str, person: Person) -> bool:
    parts = {part.casefold() for part in person.name.split()}
    return word.casefold() in parts or word.casefold().rstrip("s") in parts
