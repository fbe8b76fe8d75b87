"""What becomes of a letter when Slack fails: the table of the reliability report, line by line."""

from datetime import timedelta

import pytest

from bot.cards.codec import to_json
from bot.cards.model import Reply
from bot.texts.catalogue import plain
from scheduler.delivery.model import Kind, Letter, Outcome, Result
from tests.channels.slack.house import House
from tests.fakes.kept import sent_and_kept
from tests.fakes.slack import faults
from tests.fakes.slack.faults import Fault

SAYS = Reply(text=(plain("Ett svar."),))


async def sent(house: House, **changes: object) -> Outcome:
    """Let the courier try a letter to Elias."""
    letter = Letter(
        id="0123456789abcdef",
        kind=Kind.AT_LEAST_ONCE,
        reason="test",
        recipient="elias",
        channel="slack",
        content=to_json(SAYS),
        due=house.clock.now(),
        tries=1,
    )
    for name, value in changes.items():
        object.__setattr__(letter, name, value)
    house.clock.pass_by(timedelta(seconds=5))
    return await sent_and_kept(house.service, house.channel.courier, letter)


@pytest.fixture(autouse=True)
async def _known(house: House) -> None:
    """Elias has written to the bot."""
    await house.phone("elias").says("hej")


@pytest.mark.parametrize(
    ("fault", "result"),
    [
        (faults.TOO_MANY, Result.NOT_SENT),
        (faults.FELL_OVER, Result.UNCLEAR),
        (faults.BAD_GATEWAY, Result.UNCLEAR),
        (faults.CUT, Result.UNCLEAR),
        (faults.ARCHIVED, Result.REFUSED),
        (faults.INACTIVE, Result.REFUSED),
        (faults.NO_CHANNEL, Result.REFUSED),
        (faults.TOO_LONG, Result.TOO_LARGE),
        (faults.REVOKED, Result.NOT_SENT),
        (faults.NOT_OURS, Result.NOT_SENT),
    ],
)
async def test_each_fault_has_its_outcome(house: House, fault: Fault, result: Result) -> None:
    """One call is made, and it is never made again by itself."""
    before = len(house.slack.calls("chat.postMessage"))
    house.slack.fails("chat.postMessage", fault)

    outcome = await sent(house)

    assert outcome.result is result
    assert len(house.slack.calls("chat.postMessage")) == before + 1


async def test_slack_says_how_long_to_wait(house: House) -> None:
    """The letter is due again when Slack wants it."""
    house.slack.fails("chat.postMessage", faults.TOO_MANY)

    assert (await sent(house)).again_in == timedelta(seconds=7)


@pytest.mark.parametrize("fault", [faults.DONE_BUT_CUT, faults.DONE_BUT_FELL_OVER])
async def test_what_was_stored_all_the_same_is_found_in_history(house: House, fault: Fault) -> None:
    """The line broke after Slack had the message: it has arrived, and stands there once."""
    house.slack.fails("chat.postMessage", fault)

    outcome = await sent(house)

    assert outcome.result is Result.ARRIVED
    assert house.phone("elias").reads().count("Ett svar.") == 1


async def test_a_second_try_looks_before_it_sends(house: House) -> None:
    """Nobody knew after the first try, not even history; the second finds it and sends nothing."""
    house.slack.fails("chat.postMessage", faults.DONE_BUT_CUT)
    house.slack.fails("conversations.history", faults.CUT)
    first = await sent(house)

    second = await sent(house, tries=2)

    assert first.result is not Result.ARRIVED
    assert second.result is Result.ARRIVED
    assert house.phone("elias").reads().count("Ett svar.") == 1


async def test_a_revoked_token_stops_all_sending_and_says_so(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line in the log, at once, and the letter waits for the next token."""
    house.slack.fails("chat.postMessage", faults.REVOKED, faults.REVOKED)

    outcome = await sent(house)
    await sent(house)

    assert outcome.again_in == timedelta(minutes=1)
    assert house.channel.hand.api.stopped
    assert capsys.readouterr().out.count("slack-sending-stopped") == 1


async def test_somebody_who_never_wrote_is_found_by_the_work_address(house: House) -> None:
    """A coach is asked in Slack from the first day, in a chat that is opened for it."""
    outcome = await sent(house, recipient="nadia")

    assert outcome.result is Result.ARRIVED
    assert house.phone("nadia").reads() == ["Ett svar."]


async def test_nobody_is_written_to_by_guesswork(house: House) -> None:
    """Whose address nobody has in Slack cannot be reached there; nor can a guest's."""
    del house.slack.users[house.phone("inger").user]
    house.slack.users[house.phone("nadia").user]["is_restricted"] = True

    assert (await sent(house, recipient="inger")).result is Result.REFUSED
    assert (await sent(house, recipient="nadia")).result is Result.REFUSED


async def test_every_message_carries_the_letter_that_brought_it(house: House) -> None:
    """Unseen, so that it can be found again."""
    await sent(house)

    metadata = house.slack.in_chat(house.phone("elias").chat)[-1].metadata
    assert metadata["event_payload"]["delivery_id"] == "0123456789abcdef"


async def test_each_message_switches_off_what_slack_would_add(house: House) -> None:
    """No previews of links, and no mentions made from names."""
    await sent(house)

    said = house.slack.calls("chat.postMessage")[-1]
    assert {said[name] for name in ("unfurl_links", "unfurl_media", "link_names")} == {"false"}


async def test_tidying_takes_the_messages_away(house: House) -> None:
    """The bot's own messages vanish from this chat, and it says what stays."""
    elias = house.phone("elias")
    await elias.says("städa")

    await elias.presses("Ja, städa")

    assert len(house.slack.calls("chat.delete")) >= 1
    assert elias.reads()[-1].startswith("Nu städar jag.")
