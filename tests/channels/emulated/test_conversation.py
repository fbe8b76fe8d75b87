"""A question and its answer in a Slack that we did not write, over HTTP and by socket."""

import pytest

from bot.cards.codec import to_json
from bot.cards.model import Choice, Reply
from bot.runtime.wiring import build
from bot.texts.catalogue import plain, say
from scheduler.delivery.model import Fate, Kind, Letter
from tests.channels.emulated.conftest import Opens
from tests.conftest import settings_in

UNKNOWN = "var är kopian av nycklarna till arkivet"
ANSWER = "Den ligger i skåpet hos receptionen."


@pytest.mark.parametrize("way", ["http", "socket"])
async def test_from_a_question_to_solved(opened: Opens, way: str) -> None:
    """Asked, offered, sent, taken, answered in a window with an error first, read, settled."""
    slack = await opened(way)
    astrid, gunnar = slack.people["astrid"], slack.people["gunnar"]
    await gunnar.says("hej")
    await gunnar.reads("Hej!")

    await astrid.says(UNKNOWN)
    await astrid.reads("Ska jag skicka den till Gunnar?")
    await astrid.presses("Ja, med mitt namn")
    await astrid.reads("Skickat till Gunnar")
    await gunnar.reads("Ny fråga från Astrid Övningsberg")
    await gunnar.presses("Ta frågan")
    await gunnar.reads("Frågan är din.")
    await gunnar.presses("Skriv här")
    wrong = await gunnar.sends(text="  ")
    assert wrong["response_action"] == "errors", wrong
    assert await gunnar.sends(text=ANSWER) in (None, "", {})
    await gunnar.reads("Skickat till Astrid")
    await astrid.reads(ANSWER)
    await astrid.presses("Tack, löst")
    await gunnar.reads("Det löste sig")

    assert {one.status for one in slack.gateway.delivered} == {200}
    assert {one.by_socket for one in slack.gateway.delivered} == {way == "socket"}
    assert max(one.number for one in slack.gateway.delivered) == 0


@pytest.mark.parametrize("reason", ["refresh_requested", ""])
async def test_a_socket_that_ends_is_opened_again_and_nothing_is_lost(
    opened: Opens, reason: str
) -> None:
    """Slack says so before, or the line breaks: what was written meanwhile is answered, once."""
    slack = await opened("socket")
    astrid = slack.people["astrid"]
    await astrid.says("hej")
    await astrid.reads("Hej!")
    links = slack.gateway.links

    await slack.gateway.hang_up(reason=reason)
    await astrid.says("hur delar jag skärmen i teams")

    async def linked_again() -> bool:
        return slack.gateway.links > links and slack.gateway.is_connected

    await slack.gateway.until(linked_again, seconds=40)
    await astrid.reads("uppe till höger i mötet")
    await astrid.says("tack")
    await astrid.reads("Varsågod")
    assert len(await astrid.messages()) == 3, "one greeting, and an answer to each"


async def test_the_same_by_socket_and_over_http_is_done_once(opened: Opens) -> None:
    """An app that is being moved from one to the other gets both for a while."""
    slack = await opened("both")
    astrid = slack.people["astrid"]
    await astrid.says("hej")
    await astrid.reads("Hej!")
    slack.gateway.twice = True

    await astrid.says("hur delar jag skärmen i teams")

    async def brought_twice() -> bool:
        ways = {one.by_socket for one in slack.gateway.delivered if one.is_taken}
        return ways == {True, False}

    await slack.gateway.until(brought_twice)
    await astrid.reads("uppe till höger i mötet")
    await astrid.says("tack")
    await astrid.reads("Varsågod")
    assert len(await astrid.messages()) == 3, "one greeting, and an answer to each"


async def test_a_book_on_an_answer_makes_a_suggestion(opened: Opens) -> None:
    """The coach answers a colleague in a thread, and puts 📖 on it: the coordinator has it."""
    slack = await opened("http")
    astrid, gunnar, inger = (slack.people[one] for one in ("astrid", "gunnar", "inger"))
    for one in (gunnar, inger):
        await one.says("hej")
        await one.reads("Hej!")
    question = await astrid.says("var ligger nycklarna", chat=slack.channel)
    answer = await gunnar.says(ANSWER, chat=slack.channel, thread=question)

    said = await slack.gateway.event(
        {
            "type": "reaction_added",
            "user": gunnar.user,
            "reaction": "book",
            "item_user": gunnar.user,
            "item": {"type": "message", "channel": slack.channel, "ts": answer},
        }
    )

    assert said.is_taken
    await gunnar.reads("Jag har gjort ett utkast till tips")
    await gunnar.presses("Fyll i")
    await gunnar.sends(title="Nycklarna till arkivet")
    await inger.reads("Nycklarna till arkivet")


async def test_a_command_is_answered_to_its_writer_alone(opened: Opens) -> None:
    """`/coach` in a channel: only they see it, and they can show it to all."""
    slack = await opened("http")
    astrid = slack.people["astrid"]

    said = await slack.gateway.command(astrid.user, "hur delar jag skärmen i teams", slack.channel)

    async def shown() -> bool:
        own = [one for one in slack.gateway.asides if one["user"] == astrid.user]
        return "uppe till höger i mötet" in str(own)

    assert said.is_taken
    assert await slack.gateway.until(shown)
    assert await astrid.messages(chat=slack.channel) == []


async def test_app_home_knows_what_one_has_asked(opened: Opens) -> None:
    """It is published when it is opened, and again when something has changed."""
    slack = await opened("http")
    astrid = slack.people["astrid"]
    await astrid.says("hej")
    await astrid.reads("Hej!")

    said = await slack.gateway.event(
        {"type": "app_home_opened", "user": astrid.user, "channel": astrid.chat, "tab": "home"}
    )

    async def published() -> object:
        return slack.gateway.homes.get(astrid.user) and astrid.home()

    assert said.is_taken
    assert "Gunnar" in await slack.gateway.until(published)
    await astrid.says(UNKNOWN)
    await astrid.presses("Ja, med mitt namn")

    async def changed() -> bool:
        return UNKNOWN in astrid.home()

    await slack.gateway.until(changed)


async def test_an_event_that_is_not_acknowledged_comes_again_and_is_done_once(
    opened: Opens,
) -> None:
    """The service is away for two tries, and back for the third."""
    slack = await opened("http")
    astrid = slack.people["astrid"]
    await astrid.says("hej")
    await astrid.reads("Hej!")
    slack.gateway.away = 2

    await astrid.says("hur delar jag skärmen i teams")

    async def taken() -> bool:
        return any(one.number == 2 and one.is_taken for one in slack.gateway.delivered)

    await slack.gateway.until(taken)
    await astrid.reads("uppe till höger i mötet")
    assert len(await astrid.messages()) == 2, "one greeting, one answer"


async def test_too_many_requests_are_waited_out(opened: Opens) -> None:
    """As long as Slack asks for, and then it is said, once."""
    slack = await opened("http")
    astrid = slack.people["astrid"]
    slack.gateway.limited["chat.postMessage"] = 2

    await astrid.says("hej")

    await astrid.reads("Hej!")
    assert len(await astrid.messages()) == 1


async def test_a_post_arrives_once_and_is_answered_there(opened: Opens) -> None:
    """What nobody asked for: it leaves when it is let go, and a press on it is heard."""
    slack = await opened("http")
    astrid = slack.people["astrid"]
    await astrid.says("hej")
    await astrid.reads("Hej!")
    service = build(settings_in(slack.served.machine.folder, demo=False))
    tip = Reply(
        text=(plain("Prova nu: dela skärmen."),),
        choices=(Choice(say("choice.ask_name", name="Gunnar"), "escalate.begin"),),
    )
    async with service.work() as work:
        letter = Letter(
            id="post-to-astrid",
            kind=Kind.AT_MOST_ONCE,
            reason="post:tip",
            recipient="astrid",
            channel=None,
            content=to_json(tip),
            due=service.clock.now(),
            post="tip",
        )
        await work.mailings.fill([letter])
        await work.mailings.let_go("tip")
        await work.commit()

    await astrid.reads("Prova nu: dela skärmen.")
    await astrid.presses("Fråga Gunnar")

    async def settled() -> bool:
        async with service.reading() as work:
            return (await work.mailings.sums("tip"))[Fate.DELIVERED] == 1

    await slack.gateway.until(settled)
    await service.close()
    said = [one for one in await astrid.messages() if "Prova nu" in str(one)]
    assert len(said) == 1
