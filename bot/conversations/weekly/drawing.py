"""What a post says: one tip in at most sixty words, something to try, and what else there is."""

from collections.abc import Iterable, Sequence

from bot.cards.model import Choice, Reply, Weight
from bot.conversations.correspondence import Correspondence
from bot.conversations.events.words import in_a_list
from bot.conversations.lists import short
from bot.texts.catalogue import DEFAULT, Say, plain, say
from knowledge.people.model import Person
from scheduler.events.model import Event
from scheduler.weekly.model import Occasion
from tips.model import Tip

MOST_WORDS = 60
FEWEST_WORDS = 12
"""What the tip itself may always take, however long its title is."""

OWN_WORDS = 12
"""What the words around a tip take at most, in any language."""

MOST_EVENTS = 2
MORE = "…"


def in_language(tips: Iterable[Tip], tip_id: str, language: str) -> Tip | None:
    """Return a published tip in a language, else in Swedish, else in any; None when it is gone."""
    found = {one.language: one for one in tips if one.id == tip_id}
    return found.get(language) or found.get(DEFAULT) or next(iter(found.values()), None)


async def post(
    letters: Correspondence,
    occasion: Occasion,
    tip: Tip,
    person: Person,
    *,
    events: Sequence[Event] = (),
) -> Reply:
    """Return what somebody gets on an occasion.

    Everybody who speaks the same language in the same department gets the same, unless they are
    themselves whom the others may ask.
    """
    helper = await letters.route(person)
    ask = (
        (Choice(say("choice.ask_name", name=helper.person.first_name), "escalate.begin"),)
        if helper and helper.person.id != person.id
        else ()
    )
    invited = tuple(
        Choice(say("events.choice.show", title=short(one.title)), f"event.show:{one.id}")
        for one in events[:MOST_EVENTS]
    )
    left = MOST_WORDS - OWN_WORDS - _count(tip.title)
    advice = shortened(tip.advice.answer, max(left, FEWEST_WORDS))
    after: list[Say] = []
    if tip.advice.steps and _count(tip.advice.steps[0]) <= left - _count(advice):
        after.append(say("weekly.try_now", step=tip.advice.steps[0]))
    after += [
        say("weekly.invited", event=in_a_list(letters, event)) for event in events[:MOST_EVENTS]
    ]
    return Reply(
        text=(say("weekly.title", title=tip.title), plain(advice)),
        after=tuple(after),
        note=say("weekly.late", count=occasion.late // 60 or 1) if occasion.late else None,
        choices=(
            Choice(say("choice.helped"), f"weekly.helped:{occasion.id}", Weight.MAIN),
            Choice(say("weekly.choice.show"), f"weekly.show:{occasion.id}"),
            *invited,
            *ask,
            Choice(say("weekly.choice.not_now"), f"weekly.not_now:{occasion.id}", Weight.QUIET),
        ),
    )


def shortened(text: str, most: int) -> str:
    """Return the first sentences of a text that fit in so many words, or its first words."""
    if _count(text) <= most:
        return text
    words = text.split()[:most]
    for end in range(len(words), 0, -1):
        if words[end - 1].endswith((".", "!", "?")) and end >= most // 3:
            return " ".join(words[:end])
    return f"{' '.join(words).rstrip(',;:')} {MORE}"


def _count(text: str) -> int:
    return len(text.split())
