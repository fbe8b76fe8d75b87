"""All that is kept about one person, to be read by them or handed out on request."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from bot.cards.plain import plain_text
from bot.conversations.correspondence import Correspondence
from bot.conversations.posts.model import Post
from bot.texts.catalogue import catalogue
from knowledge.escalations.model import Escalation, Event, UnknownEscalation
from knowledge.people.erasures.model import Erasure, Stage
from knowledge.people.model import Person, Profile
from scheduler.weekly.model import Wish
from tips.model import Tip

OWN = (
    "questions asked without a name",
    "chat",
    "said_on_other_platforms",
    "calendar",
    "letters_under_way",
    "faults_of_rooms_awaited",
    "remembered_questions",
    "answers_called_wrong",
)
"""What an operator's export leaves out, and says so of everybody alike."""


async def record(letters: Correspondence, person_id: str, *, with_unnamed: bool) -> dict[str, Any]:
    """Return everything that is kept about a person, as JSON values.

    Args:
        letters: the transaction.
        person_id: whose record.
        with_unnamed: whether questions without a name are part of it, and all that tells that
            there are any. In the person's own chat they are; in what an operator hands out they
            are not, so that nobody but the asker can find out who asked.

    Raises:
        UnknownPerson: nobody has this id.
    """
    work = letters.work
    person = await work.people.get(person_id)
    ombud = await work.people.ombud(person_id)
    asked = await asked_by(letters, {person_id})
    found: dict[str, Any] = {
        "person": _person(person),
        "department": await letters.place(person.department),
        "helps_also": [
            {"department": await letters.place(where), "as": duty.value}
            for where, duty in await work.people.duties_of(person_id)
        ],
        "profile": _profile(await work.people.profile(person_id)),
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
        "own_chats_on_other_platforms": await work.chats.count_of(person_id),
        "questions_asked": [_question(one) for one in asked if one.named or with_unnamed],
        "questions_held_or_answered": [
            _as_helper(one, await work.escalations.history(one.id), person_id)
            for one in await work.escalations.involving(person_id)
        ],
        "tips_written": [_tip(one) for one in await work.tips.written_by(person_id)],
        "comments_on_tips": [
            {"tip": one.tip, "language": one.language, "at": one.at.isoformat(), "text": one.text}
            for one in await work.comments.by(person_id)
        ],
        "rooms": {
            "gets_letters_about": [one.name for one in await work.rooms.cared_for(person_id)],
            "rounds": [
                {"room": one.room, "at": one.at.isoformat(), "note": one.note, "wish": one.wish}
                for one in await work.rounds.gone_by(person_id)
            ],
        },
        "weekly_tip": _tips_wished(await work.weekly.wish(person_id)),
        "events": [
            {"event": one.event, "answer": one.answer.value, "needs": one.needs}
            for one in await work.events.answers_of(person_id)
        ],
        "coach_group": await _in_the_group(letters, person_id),
        "done_on_the_desk": [
            {"what": line.deed.name, "on": line.deed.object, "at": line.at.isoformat()}
            for line in await work.audit.done_by(person_id)
        ],
        "signed_in_to_the_desk": [
            {"since": one.started.isoformat(), "until": one.ends.isoformat()}
            for one in await work.sessions.of(person_id)
        ],
        "wishes_to_be_erased": [
            _wish(one)
            for one in await work.erasures.of([person_id, mark_of(letters, person_id)])
            if with_unnamed or one.stage is not Stage.FORGOTTEN
        ],
    }
    if not with_unnamed:
        return {**found, "only_in_the_own_chat": list(OWN)}
    return found | await _own(letters, person_id)


async def _own(letters: Correspondence, person_id: str) -> dict[str, Any]:
    """Return what is theirs alone: above all what tells that they have asked without a name."""
    work = letters.work
    memory = await work.memories.of(person_id, now=letters.now)
    feed = (await work.people.profile(person_id)).feed
    return {
        "chat": [
            {"at": at.isoformat(), "from": sender, "text": text}
            for at, sender, text in await work.history.said(person_id)
        ],
        "said_on_other_platforms": [
            {"at": one.when.isoformat(), "channel": one.channel, "text": _said(one)}
            for one in await work.posts.of(person_id)
            if one.reply is not None
        ],
        # Whoever knows the address can read the calendar.
        "calendar": letters.seal.opened(feed) if feed else "",
        "faults_of_rooms_awaited": [
            {"room": one.room, "what": one.what, "at": one.reported.isoformat()}
            for one in await work.faults.awaited()
            if letters.opened(one.by) == person_id
        ],
        "letters_under_way": await work.letters.of_person(person_id),
        "remembered_questions": [
            {"text": one.text, "at": one.at, "shown": one.said} for one in memory.asked
        ],
        "answers_called_wrong": await work.wrong_answers.count(person_id),
    }


async def asked_by(letters: Correspondence, people: Collection[str]) -> list[Escalation]:
    """Return every question that is still linked to one of these askers, oldest first."""
    found = []
    for escalation_id, sealed in await letters.work.escalations.with_asker():
        if letters.opened(sealed) in people:
            try:
                found.append(await letters.work.escalations.get(escalation_id))
            except UnknownEscalation:
                continue
    return sorted(found, key=lambda one: one.asked)


def mark_of(letters: Correspondence, person_id: str) -> str:
    """Return the mark under which a decided wish to be erased is kept."""
    return letters.seal.mark("erasure", person_id)


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


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "name_is_said": profile.spoken,
        "phone": profile.phone,
        "drop_in": profile.drop_in,
        "languages": list(profile.languages),
        "interests": profile.interests,
        "hours_a_month": profile.hours_a_month,
        "most_open": profile.most_open,
        "questions_once_a_day_at": profile.bundle.strftime("%H:%M") if profile.bundle else None,
        "has_confirmed": profile.sees,
        "has_given_a_calendar": bool(profile.feed),
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


def _as_helper(one: Escalation, history: Sequence[Event], person_id: str) -> dict[str, Any]:
    """Show a question as its helper saw it: never who asked."""
    return {
        "asked": one.asked.isoformat(),
        "stage": one.stage.value,
        "holds_it": one.holder == person_id,
        "did": [
            {"what": event.deed.value, "at": event.at.isoformat(), "word": event.word}
            for event in history
            if event.by == person_id
        ],
        "wrote": [
            {"text": line.text, "at": line.at.isoformat()}
            for line in one.lines
            if line.by == person_id
        ],
        "draft": one.draft if one.draft_by == person_id else "",
    }


async def _in_the_group(letters: Correspondence, person_id: str) -> dict[str, Any]:
    work = letters.work
    return {
        "invited_to": [
            {"starts": meeting.starts.isoformat(), "coming": guest.coming.value}
            for meeting, guest in await work.group.invitations_of(person_id)
        ],
        "actions": [
            {
                "what": one.what,
                "until": one.due.isoformat() if one.due else None,
                "done": one.done.isoformat() if one.done else None,
            }
            for one in await work.group.actions_of(person_id)
        ],
        "activities": [
            {"year": one.year, "what": one.title, "status": one.status.value}
            for one in await work.year_plan.owned_by(person_id)
        ],
    }


def _wish(one: Erasure) -> dict[str, Any]:
    return {
        "asked": one.asked.isoformat(),
        "stage": one.stage.value,
        "decided": one.decided.isoformat() if one.decided else None,
        "ground": one.ground,
    }


def _tip(tip: Tip) -> dict[str, Any]:
    return {"id": tip.id, "language": tip.language, "title": tip.title, "stage": tip.stage.value}


def _said(post: Post) -> str:
    return plain_text(post.reply, catalogue(post.language or None)) if post.reply else ""


def _tips_wished(wish: Wish) -> dict[str, Any]:
    return {
        "stopped": wish.stopped,
        "none_before": wish.until.isoformat() if wish.until else None,
        "weekday": wish.weekday,
        "quiet": wish.quiet,
    }
