"""What staff do in Slack, from a question to its answer, through the real door."""

from tests.channels.slack.house import House

SCREEN = "hur delar jag skärmen i teams"
SHARE = "Det gör du med knappen Dela, uppe till höger i mötet."


async def test_a_question_is_answered_in_ones_own_chat(house: House) -> None:
    """The answer, its steps, where it is from, who to ask, and what one can press."""
    elias = house.phone("elias")

    await elias.says(SCREEN)

    answer = elias.reads()[-1].splitlines()
    assert answer[0] == SHARE
    assert answer[1] == "1. Öppna det du vill visa."
    assert "Visa din skärm för alla i Teams-mötet · kollat i november 2026" in answer
    assert "Birgitta Provsten" in answer
    assert answer[-4:] == ["[Det hjälpte]", "[Jag fastnade]", "[Fel svar]", "[Fråga Birgitta]"]


async def test_a_notification_and_a_screen_reader_say_the_same(house: House) -> None:
    """The words beside the blocks say all that stands in them, and hold no markup."""
    elias = house.phone("elias")

    await elias.says(SCREEN)

    said = house.slack.in_chat(elias.chat)[-1].text
    assert said.startswith(SHARE)
    assert "Öppna det du vill visa." in said
    assert "*" not in said


async def test_a_pressed_message_shows_what_was_pressed(house: House) -> None:
    """The message stays without its buttons, and the reply comes as a new one."""
    elias = house.phone("elias")
    await elias.says(SCREEN)

    await elias.presses("Det hjälpte")

    pressed, reply = house.slack.in_chat(elias.chat)[-2:]
    assert pressed.changed == 1
    assert "✓ Det hjälpte" in elias.reads()[-2]
    assert "[" not in elias.reads()[-2]
    assert reply.text.startswith("Vad bra")


async def test_a_new_colleague_is_known_by_the_work_address(house: House) -> None:
    """Whoever the organisation knows is that person in Slack as well, whatever the name."""
    elias = house.phone("elias")

    await elias.says("min coach")

    assert "Birgitta Provsten" in elias.reads()[-1]
    async with house.service.reading() as work:
        assert await work.accounts.owner("slack", elias.user) == "elias"
