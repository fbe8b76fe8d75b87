"""What a human decides about a post: that it leaves after all, stops, or is sent once more."""

from dataclasses import replace

from bot.conversations.correspondence import Correspondence
from bot.conversations.counting import sent_again
from bot.conversations.weekly.clock import freeze
from scheduler.delivery.model import Fate
from scheduler.weekly.model import NoTip, NotYet, Occasion, Schedule, State, TooLate

AT_ONCE = 500
"""So many people are looked up at once."""


async def release(letters: Correspondence, occasion: Occasion, schedule: Schedule) -> Occasion:
    """Let a post that is late leave now; the occasion is locked by whoever calls.

    Raises:
        TooLate: it does not wait for anybody.
        NoTip: nobody has chosen a tip.
        NotYet: it goes to many, and somebody has changed it some minutes ago.
    """
    if occasion.state is not State.LATE:
        raise TooLate
    if not occasion.tip:
        raise NoTip
    if not occasion.may_leave(letters.now):
        raise NotYet
    work = letters.work
    sums = await work.mailings.sums(occasion.id)
    if not any(sums.values()):
        return await freeze(letters, occasion, schedule)
    # Its letters were made before; those of parts that are left are made now.
    await work.mailings.hurry(occasion.id, now=letters.now)
    begun = replace(occasion, state=State.FILLING)
    await work.weekly.put(begun)
    return begun


async def stop(letters: Correspondence, occasion: Occasion) -> int:
    """Let nothing more of a post leave; return how many letters that stopped.

    Raises:
        TooLate: it is over, or has not begun.
    """
    if occasion.state not in {State.FILLING, State.SENDING, State.LATE}:
        raise TooLate
    stopped = await letters.work.mailings.stop(occasion.id)
    while await letters.work.weekly.next_part(occasion.id):
        pass
    await letters.work.weekly.put(replace(occasion, state=State.STOPPED))
    return stopped


async def again(letters: Correspondence, occasion: Occasion, letter: str = "") -> int:
    """Send once more what nobody knows the fate of: one letter, or all; return how many."""
    work = letters.work
    unclear = [
        one.recipient
        for one in await work.mailings.unreached(occasion.id)
        if one.fate is Fate.UNKNOWN and letter in {"", one.letter}
    ]
    count = await work.mailings.again(occasion.id, now=letters.now, letter=letter)
    if count:
        for first in range(0, len(unclear), AT_ONCE):
            people = await work.people.some(unclear[first : first + AT_ONCE])
            await sent_again(letters, people, occasion.due)
        await work.weekly.put(replace(occasion, state=State.SENDING))
    return count
