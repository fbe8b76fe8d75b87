"""Memories, wrong answers and mailboxes keep these promises."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.cards.codec import to_json
from bot.cards.model import Choice, Reply
from bot.channels.mailbox.courier import MailboxCourier
from bot.channels.mailbox.model import Message
from bot.conversations.memory.model import Asked, Memory, Shown, Waits
from bot.conversations.turn import Turn, Words
from bot.runtime.work import SqlWorks
from bot.texts.catalogue import plain
from scheduler.delivery.model import Kind, Letter, Result
from tests.fakes.clock import SUNDAY, StandingClock

pytestmark = pytest.mark.xdist_group("postgres")  # one server for the run


async def test_a_memory_comes_back_without_what_is_too_old(work: SqlWorks) -> None:
    """The wording of a question lives a day, the rest stays."""
    memory = Memory(
        waits=Waits(dialogue="answer", about="e1", since=SUNDAY.isoformat()),
        shown=Shown(kind="tip", id="t1", asked="q1"),
        asked=(Asked(id="q1", text="hur ☕", at=SUNDAY.isoformat(), said="Tip", sent="e1"),),
        mine=("e1",),
        greeted=True,
    )
    async with work() as one:
        await one.memories.keep("ann", memory, now=SUNDAY)
        same = await one.memories.of("ann", now=SUNDAY)
        older = await one.memories.of("ann", now=SUNDAY + timedelta(hours=25))
        others = await one.memories.of("bo", now=SUNDAY)

    assert same == memory
    assert (older.asked, older.mine) == ((), ("e1",))
    assert others == Memory()


async def test_a_memory_can_be_forgotten_and_grows_old(work: SqlWorks) -> None:
    """By the person's wish, or after two months."""
    async with work() as one:
        for person in ("ann", "bo"):
            await one.memories.keep(person, Memory(mine=("e1",)), now=SUNDAY)
        await one.memories.forget("ann")
        gone = await one.memories.of("ann", now=SUNDAY)
        removed = await one.memories.forget_old(today=date(2027, 3, 1))

    assert (gone, removed) == (Memory(), 1)


async def test_a_wrong_answer_is_one_persons_and_one_wordings(work: SqlWorks) -> None:
    """Case and punctuation make no other wording; another person is not touched."""
    async with work() as one:
        await one.wrong_answers.add("ann", "Hur delar jag?", "t1")
        await one.wrong_answers.add("ann", "hur delar jag", "t1")
        same = await one.wrong_answers.of("ann", "HUR delar jag!")
        other_wording = await one.wrong_answers.of("ann", "hur delar man")
        other_person = await one.wrong_answers.of("bo", "hur delar jag")
        await one.wrong_answers.forget("ann")
        forgotten = await one.wrong_answers.of("ann", "hur delar jag")

    assert (set(same), set(other_wording), set(other_person), set(forgotten)) == (
        {"t1"},
        set(),
        set(),
        set(),
    )


def a_message(words: str) -> Message:
    """Return something a person wrote."""
    return Message(number=0, at=SUNDAY, language="", words=words)


async def test_messages_are_numbered_without_gaps_however_many_write(work: SqlWorks) -> None:
    """Thirty writers at once: a reader who has seen a number has seen all before it."""
    async with work() as one:
        await one.mailboxes.put("ann", a_message("first"), once="first")
        await one.commit()

    async def write(number: int) -> None:
        async with work() as one:
            await one.mailboxes.put("ann", a_message(str(number)), once=f"w{number}")
            await one.commit()

    await asyncio.gather(*(write(number) for number in range(30)))
    async with work() as one:
        messages = await one.mailboxes.after("ann", 0)

    assert [message.number for message in messages] == list(range(1, 32))
    assert {message.words for message in messages} == {"first", *map(str, range(30))}


async def test_the_same_letter_is_put_in_a_mailbox_once(
    work: SqlWorks, clock: StandingClock
) -> None:
    """The courier may be asked twice; the person reads it once, in their own language."""
    rings: list[str] = []
    courier = MailboxCourier(work=work, clock=clock, ring=rings.append)
    letter = Letter(
        id="l1",
        kind=Kind.AT_LEAST_ONCE,
        reason="r",
        recipient="ann",
        channel="webchat",
        content=to_json(Reply(text=(plain("hej"),))),
        due=SUNDAY,
    )
    outcomes = [await courier.send(letter) for _ in range(2)]
    async with work() as one:
        messages = await one.mailboxes.after("ann", 0)

    assert [outcome.result for outcome in outcomes] == [Result.ARRIVED] * 2
    assert outcomes[0].platform_id == outcomes[1].platform_id
    assert [message.reply for message in messages] == [Reply(text=(plain("hej"),))]
    assert rings == ["ann", "ann"]


async def test_a_letter_to_nobody_is_refused_for_good(work: SqlWorks, clock: StandingClock) -> None:
    """It ends where a person sees it, and is not tried for ever."""
    courier = MailboxCourier(work=work, clock=clock, ring=lambda _person: None)
    letter = Letter(
        id="l1",
        kind=Kind.AT_LEAST_ONCE,
        reason="r",
        recipient="nobody",
        channel="webchat",
        content=to_json(Reply(text=(plain("hej"),))),
        due=SUNDAY,
    )

    assert (await courier.send(letter)).result is Result.REFUSED


async def test_an_echo_is_kept_only_where_the_channel_is_ours(work: SqlWorks) -> None:
    """Teams and Slack keep their own copies."""
    async with work() as one:
        for channel in ("webchat", "console", "teams"):
            turn = Turn(event="ev", person="ann", channel=channel, said=Words("x"))
            await one.history.echo(turn, channel, at=SUNDAY)
        messages = await one.mailboxes.after("ann", 0)

    assert [message.words for message in messages] == ["webchat", "console"]


async def test_a_mailbox_is_emptied_after_a_day_or_by_wish(work: SqlWorks) -> None:
    """Twenty-four hours, and not a whole hour more; numbers go on rising."""
    async with work() as one:
        await one.mailboxes.put("ann", a_message("a"), once="a")
        kept = await one.history.forget_old(now=SUNDAY + timedelta(hours=24))
        gone = await one.history.forget_old(now=SUNDAY + timedelta(hours=25, minutes=1))
        await one.mailboxes.put("ann", a_message("b"), once="b")
        await one.history.forget("ann")
        number = await one.mailboxes.put("ann", a_message("c"), once="c")
        messages = await one.mailboxes.after("ann", 0)

    assert (kept, gone, number) == (0, 1, 3)
    assert [message.words for message in messages] == ["c"]


async def test_what_waits_for_a_person_is_kept_for_two_weeks(work: SqlWorks) -> None:
    """An answer of Friday is there on Monday; small talk is not."""
    answer = Reply(text=(plain("Svar"),), choices=(Choice(plain("Tack"), "asker.solved:e1"),))
    async with work() as one:
        for once, reply in (("answer", answer), ("talk", Reply(text=(plain("hej"),)))):
            message = Message(number=0, at=SUNDAY, language="sv", reply=reply)
            await one.mailboxes.put("ann", message, once=once)
        await one.history.forget_old(now=SUNDAY + timedelta(days=3))
        on_monday = await one.mailboxes.after("ann", 0)
        await one.history.forget_old(now=SUNDAY + timedelta(days=15))
        later = await one.mailboxes.after("ann", 0)

    assert [message.reply for message in on_monday] == [answer]
    assert later == []


async def test_the_total_rises_with_every_message(work: SqlWorks) -> None:
    """So that a process can see that another has written, with one small look."""
    async with work() as one:
        totals = [await one.mailboxes.total()]
        for person in ("ann", "bo"):
            await one.mailboxes.put(person, a_message("x"), once=person)
            totals.append(await one.mailboxes.total())

    assert totals == [0, 1, 2]
