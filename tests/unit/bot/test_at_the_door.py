"""Work stands back for who brings a message, for a moment."""

import asyncio
import time

from bot.runtime.at_the_door import LONGEST_CALM, AtTheDoor


async def test_work_goes_on_when_the_last_has_their_answer() -> None:
    """Not before, and not much later."""
    door = AtTheDoor()
    door.came("a")
    door.came("b")
    working = asyncio.create_task(door.calm())
    await asyncio.sleep(0.02)
    door.went("a")
    assert not working.done()
    door.went("b")

    await asyncio.wait_for(working, LONGEST_CALM)

    assert len(door) == 0


async def test_whoever_never_goes_holds_nobody_up_for_long() -> None:
    """A request that hangs costs a moment a message, no more."""
    door = AtTheDoor()
    door.came("a")
    begun = time.monotonic()

    await door.calm()

    assert time.monotonic() - begun >= LONGEST_CALM
    assert len(door) == 1


async def test_whoever_waits_for_the_work_itself_holds_it_up_not_at_all() -> None:
    """A press on a card is answered when it has been worked on: it is stored, and stands there."""
    door = AtTheDoor()
    door.came("a")
    working = asyncio.create_task(door.calm())
    await asyncio.sleep(0.02)

    door.kept("a")
    await asyncio.wait_for(working, LONGEST_CALM / 2)

    assert len(door) == 1


async def test_with_nobody_there_nothing_is_waited_for() -> None:
    """Nothing is scheduled, no turn of the loop is given away."""
    calm = AtTheDoor().calm()
    try:
        calm.send(None)
    except StopIteration:
        return
    raise AssertionError("it waited")
