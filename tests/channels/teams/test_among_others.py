"""What happens in channels and group chats, where others read along."""

from datetime import timedelta

import pytest

from tests.channels.teams.house import House
from tests.channels.teams.test_asking import KEYS, SCREEN, SHARE, settled_in
from tests.fakes.teams.phone import MENTION, NAME
from tests.fakes.teams.roster import BOT, CHANNEL, GROUP
from tests.fakes.teams.servers import THREAD

ALONE = "Jag skriver till dig enskilt."


async def test_a_mention_is_answered_in_its_thread(house: House) -> None:
    """Whoever reads along sees the answer there; nothing of it lands elsewhere."""
    elias = await settled_in(house)
    before = elias.reads()

    thread = await elias.mentions(SCREEN)

    (answer,) = elias.reads(f"{CHANNEL}{THREAD}{thread}")
    assert answer.startswith(SHARE)
    assert elias.reads() == before
    assert elias.reads(CHANNEL) == []


async def test_a_reply_in_a_thread_is_answered_in_that_thread(house: House) -> None:
    """A later mention in a discussion belongs to the discussion."""
    elias = await settled_in(house)

    await elias.mentions(SCREEN, thread="1600000000000")

    assert len(elias.reads(f"{CHANNEL}{THREAD}1600000000000")) == 1


async def test_a_group_chat_has_no_threads(house: House) -> None:
    """The answer stands in the chat itself."""
    elias = await settled_in(house)

    await elias.mentions(SCREEN, chat=GROUP)

    (answer,) = elias.reads(GROUP)
    assert answer.startswith(SHARE)


async def test_what_is_private_goes_on_alone(house: House) -> None:
    """The offer to ask the coach comes in the own chat, and the thread says so."""
    elias = await settled_in(house)

    thread = await elias.mentions(KEYS)

    assert elias.reads(f"{CHANNEL}{THREAD}{thread}") == [ALONE]
    assert "Ska jag skicka den till Birgitta?" in elias.reads()[-1]


async def test_somebody_who_never_wrote_to_the_bot_alone_can_still_be_answered_there(
    house: House,
) -> None:
    """Their own chat is opened for it."""
    elias = house.phone("elias")

    await elias.mentions(KEYS)

    assert "Ska jag skicka den till Birgitta?" in elias.reads()[-1]
    assert len(house.teams.asked("create")) == 1


async def test_what_is_not_said_to_the_bot_is_not_its_business(house: House) -> None:
    """A message in a channel that does not name it is neither answered nor stored."""
    elias = await settled_in(house)

    await house.post(elias.activity(text=SCREEN, **elias.place(GROUP)), elias.header())

    assert elias.reads(GROUP) == []


async def test_a_colleagues_name_in_a_mention_is_kept(house: House) -> None:
    """Only the bot's own name is taken out of what was written."""
    elias = await settled_in(house)
    other = {
        "type": "mention",
        "text": "<at>Skärmen</at>",
        "mentioned": {"id": "29:another", "name": "skärmen"},
    }
    own = {"type": "mention", "text": MENTION, "mentioned": {"id": BOT, "name": NAME}}
    text = f"{MENTION} hur delar jag <at>Skärmen</at> i teams"
    said = elias.activity(text=text, entities=[own, other], **elias.place(GROUP))
    house.teams.chat(GROUP)

    await house.post(said, elias.header())

    assert elias.reads(GROUP)[0].startswith(SHARE)


async def test_a_press_in_a_thread_is_seen_by_the_presser_alone(house: House) -> None:
    """The others keep the card with its buttons; what follows goes to the presser's own chat."""
    elias, nadia = await settled_in(house), await settled_in(house, "nadia")
    thread = f"{CHANNEL}{THREAD}{await elias.mentions(SCREEN)}"

    said = await elias.presses("Fråga Birgitta", chat=thread)

    assert "✓ Fråga Birgitta" in str(said["value"])
    assert "[Det hjälpte]" in nadia.reads(thread)[0]
    assert nadia.reads(thread)[1:] == [ALONE]
    assert "Birgitta" in elias.reads()[-1]


async def test_a_colleague_who_presses_is_told_whose_question_it_was(house: House) -> None:
    """They are invited to ask themselves, in their own chat."""
    elias, nadia = await settled_in(house), await settled_in(house, "nadia")
    thread = f"{CHANNEL}{THREAD}{await elias.mentions(SCREEN)}"

    await nadia.presses("Jag fastnade", chat=thread)

    assert nadia.reads()[-1].startswith("Den frågan har en kollega ställt.")


@pytest.mark.parametrize("chat", [CHANNEL, GROUP])
async def test_the_bot_says_hello_once_where_it_is_put(house: House, chat: str) -> None:
    """One message, however many activities tell of it, and however often."""
    elias = house.phone("elias")

    await elias.installs(chat)
    await elias.installs(chat)

    (hello,) = elias.reads(chat)
    assert hello.startswith("Hej, jag är den digitala coachen.")
    assert elias.reads() == []


async def test_a_chat_it_was_taken_out_of_is_not_written_to(house: House) -> None:
    """What was on its way there is given up at once, and Teams is not asked."""
    elias = await settled_in(house)
    await elias.installs(GROUP)
    await elias.removes(GROUP)
    before = len(house.teams.asked("send"))

    async with house.service.reading() as work:
        chat = await work.chats.found("teams", GROUP)
    assert chat
    assert chat.gone

    house.clock.pass_by(timedelta(minutes=1))
    await elias.installs(GROUP)

    assert len(house.teams.asked("send")) == before + 1
    assert len(elias.reads(GROUP)) == 1


async def test_asking_about_somebodys_message_sends_only_what_is_confirmed(house: House) -> None:
    """The dialog shows the words without their markup; taking something out takes it out."""
    elias = await settled_in(house)

    said = await elias.asks_about(
        "<p>Vet någon var&nbsp;<b>arkiv</b>nyckeln är? <at>Anki</at> 19121212-1212</p>"
    )
    assert elias.dialog
    assert "Vet någon var arkivnyckeln är? Anki" in str(said)
    before = elias.reads()
    assert elias.reads() == before

    await elias.confirms(text="Vet någon var arkivnyckeln är?")

    assert elias.said_last == "Jag skriver till dig i vår egen chatt."
    assert "Vet någon var arkivnyckeln är?" in elias.reads()[-1]
    assert "Anki" not in elias.reads()[-1]


async def test_asking_about_nothing_keeps_the_dialog_open(house: House) -> None:
    """What is missing is said above the field."""
    elias = await settled_in(house)
    await elias.asks_about("")

    said = await elias.confirms(text="  ")

    assert said["task"]["type"] == "continue"
    assert "Här står inget än." in str(elias.dialog)
