"""What is kept of other platforms and of events, one row each."""

from datetime import timedelta

from bot.conversations.posts.model import Post
from bot.runtime.work import SqlWork
from knowledge.chats.model import Chat, ChatKind
from scheduler.events.model import Event, Purpose
from scheduler.events.model import Guest as Invited
from scheduler.events.model import State as EventState
from scheduler.weekly.model import Occasion
from scheduler.weekly.model import State as OccasionState
from tests.fakes.clock import SUNDAY


async def post(work: SqlWork) -> None:
    """Keep a message on a platform."""
    await work.posts.put(
        Post(letter="l1", channel="teams", person="ann", when=SUNDAY.replace(minute=0))
    )


async def platform_chat(work: SqlWork) -> None:
    """Keep a channel the service was taken out of."""
    await work.chats.put(
        Chat(
            id="ch1",
            channel="teams",
            key="19:x",
            kind=ChatKind.CHANNEL,
            since=SUNDAY,
            gone=SUNDAY,
        )
    )


async def programme(work: SqlWork) -> None:
    """Keep an event that is over now."""
    await work.events.add(
        Event(
            id="e1",
            title="Prova",
            purpose=Purpose.TRY,
            starts=SUNDAY - timedelta(minutes=60),
            state=EventState.OPEN,
        )
    )


async def event_guest(work: SqlWork) -> None:
    """Keep an answer to it."""
    await programme(work)
    await work.events.keep(Invited(event="e1", person="ann"), at=SUNDAY)


async def weekly_post(work: SqlWork) -> None:
    """Keep a weekly tip that was sent."""
    await work.weekly.add(
        Occasion(
            id="o1",
            schedule="s1",
            key="2026-W47",
            week="2026-W47",
            planned=SUNDAY.date(),
            due=SUNDAY,
            changed=SUNDAY,
            state=OccasionState.SENT,
        )
    )
