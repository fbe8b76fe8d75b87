"""The directory anybody can ask: who knows something, and who helps a department."""

from collections.abc import Sequence

from bot.cards.model import Choice, Reply
from bot.conversations.talk import Talk
from bot.texts.catalogue import Say, say
from knowledge.matching.words import normal, stems
from knowledge.people.model import Department, Duty, Person

MOST = 5


async def knows_anybody(talk: Talk, words: str) -> bool:
    """Say whether anybody has said that they like to be asked about this."""
    return bool(await _those_who_can(talk, words))


async def on_who_can(talk: Talk, words: str) -> Reply:
    """Name those who like to be asked about something."""
    found = await _those_who_can(talk, words)
    if not found:
        return Reply(text=(say("who_can.nobody", words=words),), choices=await talk.door())
    steps = [
        say(
            "who_can.one",
            name=person.name,
            about=await talk.about(person),
            interests=interests,
        )
        for person, interests in found
    ]
    return Reply(
        text=(say("who_can.found", words=words),),
        steps=tuple(steps),
        choices=_ask([person for person, _ in found], talk.person),
    )


async def on_coaches_at(talk: Talk, words: str) -> Reply:
    """Name who helps the people of a department, found by what was written of its name."""
    tree = await talk.tree()
    department = _department(tree.all(), words)
    if department is None:
        return Reply(text=(say("coaches_at.unknown", words=words),), choices=await talk.door())
    steps: list[Say] = []
    people: list[Person] = []
    for where in tree.chain(department.id):
        helpers = await talk.work.people.helpers_in([where.id])
        ordered = sorted(helpers, key=lambda one: (one[1] is not Duty.COACH, one[2].name))
        for _, duty, person in ordered:
            steps.append(await _line(talk, person, duty))
            people.append(person)
        if helpers:
            break
    for _, person in await talk.work.people.ombuds_in([department.id]):
        steps.append(say("coaches_at.ombud", name=person.name))
        people.append(person)
    if not steps:
        near = await talk.coordinators(department.id)
        lines = [say("coaches_at.none", department=department.name)]
        if near:
            lines.append(say("coaches_at.coordinator", name=near[0].name))
        return Reply(text=tuple(lines), choices=_ask(near[:1], talk.person))
    return Reply(
        text=(say("coaches_at.found", department=department.name),),
        steps=tuple(steps[:MOST]),
        choices=_ask(people[:MOST], talk.person),
    )


async def _line(talk: Talk, person: Person, duty: Duty) -> Say:
    profile = await talk.work.people.profile(person.id)
    away = (await talk.work.people.absences([person.id], on=talk.today)).get(person.id)
    role = say("person.coach") if duty is Duty.COACH else say("person.standin")
    place = say("person.placed", role=role, place=person.place) if person.place else role
    said = (
        say("coaches_at.spoken", name=person.name, spoken=profile.spoken)
        if profile.spoken
        else say("who.named_only", name=person.name)
    )
    line = say("coaches_at.one", name=said, role=place)
    if away is not None and away.back is not None:
        return say("coaches_at.away_until", line=line, day=away.back.isoformat())
    return say("coaches_at.away", line=line) if away is not None else line


async def _those_who_can(talk: Talk, words: str) -> Sequence[tuple[Person, str]]:
    wanted = set(stems(words, talk.language)) | set(stems(words, "sv"))
    return [
        (person, profile.interests)
        for person, profile in await talk.work.people.with_interests()
        if wanted
        & (set(stems(profile.interests, talk.language)) | set(stems(profile.interests, "sv")))
    ][:MOST]


def _department(departments: Sequence[Department], words: str) -> Department | None:
    """Return the department that is meant: its whole name, else the first that begins so."""
    said = normal(words)
    for fits in (
        lambda name: name == said,
        lambda name: name.startswith(said),
        lambda name: f" {said}" in name,
    ):
        for one in departments:
            if said and fits(normal(one.name)):
                return one
    return None


def _ask(people: Sequence[Person], speaker: Person) -> tuple[Choice, ...]:
    return tuple(
        Choice(say("choice.ask_name", name=person.first_name), f"escalate.begin:{person.id}")
        for person in people
        if person.id != speaker.id
    )
