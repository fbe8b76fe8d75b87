"""What happens in channels, where others read along, and what only the asker sees there."""

from datetime import timedelta

from tests.channels.slack.house import House
from tests.fakes.slack.phone import COMMAND, written
from tests.fakes.slack.server import BOT, CHANNEL, a_user
from tests.fakes.slack.shapes import LIVE

KEYS = "var är kopian av nycklarna till arkivet"
SCREEN = "hur delar jag skärmen i teams"
SHARE = "Det gör du med knappen Dela, uppe till höger i mötet."
ALONE = "Jag skriver till dig enskilt."


async def test_a_mention_is_answered_once_in_its_thread(house: House) -> None:
    """Slack tells of a mention twice; one answer stands in the thread, and none elsewhere."""
    elias = house.phone("elias")

    asked = await elias.mentions(SCREEN)

    (answer,) = [one for one in house.slack.in_chat(CHANNEL) if SHARE in one.text]
    assert answer.thread == asked["ts"]
    assert not any(SHARE in one for one in elias.reads())


async def test_what_is_private_goes_on_alone(house: House) -> None:
    """The offer to ask the coach comes in the own chat, and the thread says so."""
    elias = house.phone("elias")

    await elias.mentions(KEYS)

    assert elias.reads(CHANNEL)[-1] == ALONE
    assert "Ska jag skicka den till Birgitta?" in elias.reads()[-1]


async def test_a_message_that_is_not_for_the_bot_is_left_alone(house: House) -> None:
    """What colleagues say to each other is not kept, and not answered."""
    elias = house.phone("elias")

    await elias.happens(elias.message(SCREEN, channel=CHANNEL, channel_type="channel"))

    assert house.slack.in_chat(CHANNEL) == []
    async with house.service.reading() as work:
        assert await work.accounts.owner("slack", elias.user) is None


async def test_a_command_is_answered_for_the_asker_alone(house: House) -> None:
    """Colleagues in the channel see nothing, and the answer can be shown to all."""
    elias, nadia = house.phone("elias"), house.phone("nadia")

    status, said = await elias.commands(SCREEN)

    assert (status, said) == (200, "")
    assert SHARE in elias.reads(CHANNEL)[-1]
    assert elias.reads(CHANNEL)[-1].endswith("[Visa för alla]")
    assert nadia.reads(CHANNEL) == []


async def test_an_answer_can_be_shown_to_all(house: House) -> None:
    """It then stands in the channel for everyone, without its buttons, and no longer beside."""
    elias, nadia = house.phone("elias"), house.phone("nadia")
    await elias.commands(SCREEN)

    await elias.presses("Visa för alla", channel=CHANNEL)

    (shown,) = nadia.reads(CHANNEL)
    assert shown.startswith(SHARE)
    assert "[" not in shown
    assert sum(SHARE in one for one in elias.reads(CHANNEL)) == 1


async def test_what_is_private_cannot_be_shown_to_all(house: House) -> None:
    """An offer to ask the coach is for the asker; it has no such button."""
    elias = house.phone("elias")

    await elias.commands(KEYS)

    assert "Ska jag skicka den till Birgitta?" in elias.reads(CHANNEL)[-1]
    assert "Visa för alla" not in elias.reads(CHANNEL)[-1]


async def test_a_command_answered_too_late_is_answered_in_the_own_chat(house: House) -> None:
    """Slack's address for answers lives half an hour; nothing is lost by that."""
    elias = house.phone("elias")
    await house.knock(*written(COMMAND, elias.command(SCREEN)))
    house.clock.pass_by(timedelta(hours=1))

    await house.settle()

    assert any(SHARE in one for one in elias.reads())


async def test_a_message_becomes_a_question_when_it_is_confirmed(house: House) -> None:
    """The window shows what will be sent; only that is sent, to the own coach."""
    elias = house.phone("elias")
    await elias.says("hej")

    await elias.shortcut(
        "ask_about",
        channel={"id": CHANNEL},
        message={"ts": "1.2", "text": f"{KEYS} <@U00003>", "user": "U00002"},
        response_url=house.slack.asks_with(elias.user, CHANNEL),
    )
    assert elias.window
    assert not any(KEYS in one for one in elias.reads())
    await elias.fills_in(text=KEYS)

    assert "Birgitta" in elias.reads()[-1]


async def test_a_question_can_be_asked_from_anywhere(house: House) -> None:
    """The shortcut opens a window; the answer comes in the own chat."""
    elias = house.phone("elias")

    await elias.shortcut("ask")
    await elias.fills_in(text=" ")
    assert elias.errors
    await elias.fills_in(text=SCREEN)

    assert SHARE in elias.reads()[-1]


async def test_the_bot_says_hello_in_a_channel_once(house: House) -> None:
    """Whoever let it in, and however often Slack tells."""
    elias = house.phone("elias")
    joined = {
        "type": "member_joined_channel",
        "user": BOT,
        "channel": CHANNEL,
        "channel_type": "C",
        "team": "T0COACH",
        "inviter": elias.user,
    }

    await elias.happens(joined)
    await elias.happens(joined)

    assert len(house.slack.in_chat(CHANNEL)) == 1


async def test_guests_are_told_kindly_once_a_day(house: House) -> None:
    """They are not kept, and nothing they write is."""
    guest = house.meets("guest", a_user("U00099", "Gunnar", "g@else.example", is_restricted=True))

    await guest.says(SCREEN)
    await guest.says(SCREEN)

    (line,) = guest.reads()
    assert line.startswith("Jag hjälper dem som är anställda här")
    async with house.service.reading() as work:
        assert await work.accounts.owner("slack", "U00099") is None


async def test_people_of_other_organisations_are_told_kindly(house: House) -> None:
    """Slack Connect lets them write in a shared channel; they belong to another workspace."""
    other = a_user("U00098", "Ida", "ida@else.example", team_id="T0ELSE", is_stranger=True)
    stranger = house.meets("stranger", other)

    event = stranger.message(f"<@{BOT}> {SCREEN}", channel=CHANNEL)
    await stranger.happens({**event, "type": "app_mention", "user_team": "T0ELSE"})

    assert len(house.slack.calls("chat.postEphemeral")) == 1
    assert house.slack.calls("chat.postMessage") == []


async def test_markup_of_others_does_nothing(house: House) -> None:
    """A question that calls everyone reaches the coach to the letter, in every text we send."""
    elias, birgitta = house.phone("elias"), house.phone("birgitta")
    await birgitta.says("hej")
    hostile = "var är &lt;!channel&gt; &lt;@U00003&gt; &lt;https://evil.example|bank&gt; nycklarna"

    await elias.says(hostile)
    await elias.presses("Ja, med mitt namn")

    assert "<!channel>" in birgitta.reads()[-1]
    for _method, said in house.slack.ledger:
        assert not LIVE.search(str(said.get("text", "")))
        assert "mrkdwn'" not in str(said.get("blocks", ""))
