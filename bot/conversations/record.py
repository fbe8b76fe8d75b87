"""All that is kept about one person, to be read by them or handed out on request."""

import json
from typing import Any

from bot.conversations.correspondence import Correspondence
from knowledge.escalations.model import Escalation, UnknownEscalation
from knowledge.people.model import Person, Profile
from tips.model import Tip


async def record(letters: Correspondence, person_id: str, *, with_unnamed: bool) -> dict[str, Any]:
    """Return everything that is kept about a person, as JSON values.

    Args:
        letters: the transaction.
        person_id: whose record.
        with_unnamed: whether questions without a name are part of it. In the person's own chat
            they are; in what an operator hands out they are not, so that nobody but the asker can
            find out who asked.

    Raises:
        UnknownPerson: nobody has this id.
    """
    work = letters.work
    person = await work.people.get(person_id)
    profile = await work.people.profile(person_id)
    ombud = await work.people.ombud(person_id)
    memory = await work.memories.of(person_id, now=letters.now)
    asked = await questions_of(letters, person_id)
    answered = await work.escalations.involving(person_id)
    return {
        "person": _person(person),
        "department": await letters.place(person.department),
        "helps_also": [
            {"department": await letters.place(where), "as": duty.value}
            for where, duty in await work.people.duties_of(person_id)
        ],
        "profile": _profile(letters, profile),
        "absences": [
            {
                "from": one.first.isoformat(),
                "back": one.back.isoformat() if one.back else None,
                "known_by": one.told.value,
            }
            for one in await work.people.absences_of(person_id)
        ],
        "ombud": {"stage": ombud.stage.value, "since": ombud.since.isoformat()} if ombud else None,
        "accounts": [
            {"channel": channel, "account": account}
            for channel, account in await work.accounts.of(person_id)
        ],
        "questions_asked": [_question(one) for one in asked if one.named or with_unnamed],
        "questions_held_or_answered": [_as_helper(one, person_id) for one in answered],
        "tips_written": [_tip(one) for one in await work.tips.written_by(person_id)],
        "letters_under_way": await work.letters.of_person(person_id),
        "chat": [
            {"at": at.isoformat(), "from": sender, "text": text}
            for at, sender, text in await work.history.said(person_id)
        ]
        if with_unnamed
        else [],
        "remembered_questions": [
            {"text": one.text, "at": one.at, "shown": one.said} for one in memory.asked
        ]
        if with_unnamed
        else len(memory.asked),
        "answers_called_wrong": await work.wrong_answers.count(person_id),
    }


async def questions_of(letters: Correspondence, person_id: str) -> list[Escalation]:
    """Return every question that is still linked to its asker, of one asker, oldest first."""
    found = []
    for escalation_id, sealed in await letters.work.escalations.with_asker():
        if letters.opened(sealed) == person_id:
            try:
                found.append(await letters.work.escalations.get(escalation_id))
            except UnknownEscalation:
                continue
    return sorted(found, key=lambda one: one.asked)


def as_text(found: dict[str, Any]) -> str:
    """Write a record as JSON that a person can read."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role.value,
        "email": person.email,
        "language": person.language,
        "place": person.place,
        "picture": person.picture,
        "left": person.left.isoformat() if person.left else None,
    }


def _profile(letters: Correspondence, profile: Profile) -> dict[str, Any]:
    return {
        "name_is_said": profile.spoken,
        "languages": list(profile.languages),
        "interests": profile.interests,
        "hours_a_month": profile.hours_a_month,
        "most_open": profile.most_open,
        "questions_once_a_day_at": profile.bundle.strftime("%H:%M") if profile.bundle else None,
        "has_confirmed": profile.sees,
        "calendar": letters.seal.opened(profile.feed) if profile.feed else "",
    }


def _question(one: Escalation) -> dict[str, Any]:
    return {
        "asked": one.asked.isoformat(),
        "with_name": one.named,
        "stage": one.stage.value,
        "conversation": [
            {"from": line.voice.value, "text": line.text, "at": line.at.isoformat()}
            for line in one.lines
        ],
    }


def _as_helper(one: Escalation, person_id: str) -> dict[str, Any]:
    """Show a question as its helper saw it: never who asked."""
    return {
        "asked": one.asked.isoformat(),
        "stage": one.stage.value,
        "holds_it": one.holder == person_id,
        "wrote": [
            {"text": line.text, "at": line.at.isoformat()}
            for line in one.lines
            if line.by == person_id
        ],
        "draft": one.draft if one.draft_by == person_id else "",
    }


def _tip(tip: Tip) -> dict[str, Any]:
    return {"id": tip.id, "language": tip.language, "title": tip.title, "stage": tip.stage.value}
