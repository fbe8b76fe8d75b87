"""What staff do in Teams, from a question to its answer, through the real door."""

import json
from datetime import timedelta

from tests.channels.teams.house import House
from tests.fakes.teams.phone import Phone
from tests.fakes.teams.roster import TENANT, a_member

SCREEN = "hur delar jag skärmen i teams"
KEYS = "var är kopian av nycklarna till arkivet"
SHARE = "Det gör du med knappen Dela, uppe till höger i mötet."

TIDIED = (
    "Det du har skrivit själv kan jag inte ta bort. "
    "Frågor som du har skickat till någon finns kvar."
)


async def settled_in(house: House, who: str = "elias") -> Phone:
    """Return the telephone of somebody who has been greeted."""
    phone = house.phone(who)
    await phone.installs()
    return phone


async def test_a_question_is_answered_with_a_card(house: House) -> None:
    """The answer, its steps, where it is from, who to ask, and what one can press."""
    elias = await settled_in(house)

    await elias.says(SCREEN)

    answer = elias.reads()[-1].splitlines()
    assert answer[0] == SHARE
    assert answer[1:3] == ["1.", "Öppna det du vill visa."]
    assert "Visa din skärm för alla i Teams-mötet · kollat i november 2026" in answer
    assert "Birgitta Provsten" in answer
    assert answer[-4:] == ["[Det hjälpte]", "[Jag fastnade]", "[Fel svar]", "[Fråga Birgitta]"]


async def test_a_notification_and_a_screen_reader_say_the_same(house: House) -> None:
    """The first line stands in the notification; all of it in the words beside the card."""
    elias = await settled_in(house)

    await elias.says(SCREEN)

    message = house.teams.chat(elias.chat)[-1]
    assert message.card
    assert message.said["summary"] == SHARE
    words = message.card["fallbackText"]
    assert words.startswith(SHARE)
    assert "4. Välj Sluta dela när du är klar." in words
    assert "*" not in words


async def test_a_pressed_card_shows_what_was_pressed(house: House) -> None:
    """The card stays, without its buttons, for the presser at once and in the chat for good."""
    elias = await settled_in(house)
    await elias.says(SCREEN)

    said = await elias.presses("Det hjälpte")

    assert said["type"] == "application/vnd.microsoft.card.adaptive"
    kept = house.teams.chat(elias.chat)[-2]
    assert kept.changed == 1
    for card in (kept.card, said["value"]):
        assert "✓ Det hjälpte" in str(card)
        assert "Action.Execute" not in str(card)
    assert elias.reads()[-1].startswith("Vad bra")


async def test_a_press_is_taken_once(house: House) -> None:
    """The same press that comes again, under another id, has no second effect."""
    elias = await settled_in(house)
    await elias.says(SCREEN)
    message, button = elias.button("Det hjälpte", elias.chat)

    await elias.sends(message, button)
    before = elias.reads()
    await elias.sends(message, button)

    assert elias.reads() == before


async def test_a_message_that_teams_sends_again_is_answered_once(house: House) -> None:
    """The same id has no second effect."""
    elias = await settled_in(house)

    await elias.says(SCREEN, id="1")
    before = elias.reads()
    await elias.says(SCREEN, id="1")

    assert elias.reads() == before


async def test_a_message_that_comes_again_under_another_id_makes_no_second_question(
    house: House,
) -> None:
    """Teams has been seen to do so: whoever then presses on both is asked whether they mean it."""
    elias, _ = await settled_in(house), await settled_in(house, "birgitta")
    await elias.says(KEYS, id="1")
    await elias.presses("Ja, med mitt namn")

    house.clock.pass_by(timedelta(seconds=30))
    await elias.says(KEYS, id="2")
    await elias.presses("Ja, med mitt namn")

    assert "[Ta tillbaka frågan]" not in elias.reads()[-1]
    async with house.service.reading() as work:
        assert len(await work.escalations.held_by("birgitta")) == 1


async def test_an_edited_message_is_answered_as_it_is_now(house: House) -> None:
    """What was changed is a question of its own."""
    elias = await settled_in(house)
    message = await elias.says(KEYS)

    await elias.edits(message, SCREEN)

    assert elias.reads()[-1].startswith(SHARE)


async def test_a_line_that_has_gone_to_somebody_is_not_changed_behind_their_back(
    house: House,
) -> None:
    """While a dialogue waits for a line, an edit is told of, and quoted, but not taken."""
    elias = await settled_in(house)
    await elias.says(KEYS)
    await elias.presses("Ja, med mitt namn")
    await elias.presses("Lägg till något")

    await elias.edits("1", "en annan sak")

    assert elias.reads()[-1].splitlines()[0].startswith("Jag ser att du har ändrat")
    assert "en annan sak" in elias.reads()[-1]


async def test_a_deleted_message_is_forgotten(house: House) -> None:
    """Its words are no longer proposed to the coach, and nothing is answered for it."""
    elias = await settled_in(house)
    message = await elias.says(KEYS)
    before = elias.reads()

    await elias.takes_back(message)
    await elias.presses("Ja, med mitt namn")

    assert elias.reads()[: len(before) - 1] == before[:-1]
    assert KEYS not in str(house.teams.chat(house.phone("birgitta").chat))


async def test_a_deleted_message_that_went_on_is_told_of(house: House) -> None:
    """The coach has it; how to take it back is said."""
    elias = await settled_in(house)
    message = await elias.says(KEYS)
    await elias.presses("Ja, med mitt namn")

    await elias.takes_back(message)

    assert elias.reads()[-1].splitlines()[-1].endswith("om du vill ta tillbaka det.")


async def test_a_picture_alone_is_answered_in_words(house: House) -> None:
    """It cannot be read, and that is said."""
    elias = await settled_in(house)

    await elias.says("", attachments=[{"contentType": "image/png", "contentUrl": "https://x"}])

    assert elias.reads()[-1].startswith("Bilder och filer kan jag inte läsa.")


async def test_tidying_takes_the_messages_away(house: House) -> None:
    """After the confirmation nothing of the bot's stands there but what remains."""
    elias = await settled_in(house)
    await elias.says(SCREEN)
    await elias.says("städa")

    await elias.presses("Ja, städa")

    (left,) = elias.reads()
    assert left.splitlines() == [
        "Nu städar jag.",
        TIDIED,
    ]


async def test_somebody_new_is_met_by_their_directory(house: House) -> None:
    """Their name and language come from Teams, and their chat is kept; they choose where."""
    house.clock.pass_by(timedelta(hours=1))
    juno = await house.meets(a_member("juno", "Juno Nyprovare", 77), locale="en-GB")

    await juno.says("how do I share my screen in teams")

    assert any("Show your screen" in one for one in juno.reads())
    async with house.service.reading() as work:
        person_id = await work.accounts.owner("teams", juno.member.object_id)
        assert person_id
        person = await work.people.get(person_id)
    assert (person.name, person.language) == ("Juno Nyprovare", "en")


async def test_everybody_is_asked_for_once(house: House) -> None:
    """Who somebody is, Teams tells the first time; then we know."""
    elias = await settled_in(house)
    await elias.says(SCREEN)
    house.clock.pass_by(timedelta(days=1))
    await elias.says(KEYS)

    assert len(house.teams.asked("member")) == 1


async def test_half_letters_and_nul_are_no_fault(house: House) -> None:
    """They come in a message, in a name and in the id of a chat, and no database keeps them."""
    elias = house.phone("elias")
    bodies = [
        elias.activity(text="hur delar jag sk\ud83e\x00rmen i teams"),
        {**elias.activity(text="hej"), "from": {**elias.activity()["from"], "name": "E\udc00l"}},
        elias.activity(
            text="hej",
            conversation={"id": "a:\ud800", "conversationType": "personal", "tenantId": TENANT},
        ),
    ]
    for body in bodies:
        status, _ = await house.post(json.dumps(body).encode(), elias.header())
        assert status == 200
