"""Somebody with a rare name on other platforms and at events."""

from datetime import timedelta

from bot.cards.model import Quote, Reply
from bot.conversations.posts.model import Post
from bot.runtime.work import SqlWork
from bot.texts.catalogue import say
from knowledge.chats.model import Chat, ChatKind
from scheduler.delivery.model import Kind, Letter
from scheduler.events.model import Answer, Event, Purpose
from scheduler.events.model import Guest as Invited
from scheduler.events.model import State as EventState
from scheduler.weekly.model import Occasion, Wish
from scheduler.weekly.model import State as OccasionState
from tests.fakes.clock import SUNDAY

ID = "kanariella"


async def platforms(work: SqlWork, name: str, *, account: str) -> None:
    """Give her a chat on another platform, and let the bot have said something with her name."""
    await work.chats.put(
        Chat(
            id="ch1",
            channel="teams",
            key="a:1",
            kind=ChatKind.PERSONAL,
            person=ID,
            address={"user": account},
            since=SUNDAY,
        )
    )
    said = Reply(text=(say("thanks"),), quotes=(Quote(say("quote.question"), f"vem är {name}"),))
    for letter, person in (("p1", ID), ("p2", "sofia")):
        await work.posts.put(
            Post(
                letter=letter,
                channel="teams",
                person=person,
                when=SUNDAY,
                reply=said,
                address={"conversation": "a:1" if person == ID else "a:2"},
                about="question:named",
            )
        )

    to_her = Letter(
        id="pace",
        kind=Kind.AT_LEAST_ONCE,
        reason="",
        recipient=ID,
        channel="teams",
        content="",
        due=SUNDAY,
    )
    place = work.paces.place(to_her, "teams")
    gate = await work.paces.gate({"teams"}, {place}, await work.paces.limits(), now=SUNDAY)
    gate.let_out("teams", place)
    await work.paces.keep(gate)


async def events(work: SqlWork, name: str) -> None:
    """Let her arrange an event and come to it."""
    first = name.split(maxsplit=1)[0]
    await work.events.add(
        Event(
            id="traff",
            title=f"Prova med {name}",
            about=f"{first} visar.",
            purpose=Purpose.TRY,
            host=name,
            organiser=ID,
            starts=SUNDAY + timedelta(days=7),
            state=EventState.OPEN,
        )
    )
    await work.events.keep(
        Invited(event="traff", person=ID, answer=Answer.COMING, needs=f"plats åt {name}"),
        at=SUNDAY,
    )


async def weekly(work: SqlWork) -> None:
    """Let her have chosen a weekly tip that is on its way to her, and have a day of her own."""
    await work.weekly.put_wish(Wish(person=ID, weekday=3))
    await work.weekly.add(
        Occasion(
            id="post",
            schedule="veckan",
            key="2026-W48",
            week="2026-W48",
            planned=SUNDAY.date(),
            due=SUNDAY,
            tip="t",
            chosen_by=ID,
            changed=SUNDAY,
            state=OccasionState.FILLING,
        )
    )
    await work.weekly.freeze("post", [ID, "sam"])
