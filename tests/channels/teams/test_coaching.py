"""What coaches do in Teams: take, answer in the card, pass on, and see who took it."""

import pytest

from tests.channels.teams.house import House
from tests.channels.teams.test_asking import KEYS, settled_in
from tests.fakes.teams.phone import Phone, as_read

ANSWER = "Den ligger i skåpet hos registrator."
PASSED_ON = "har tagit över frågan"


@pytest.fixture
async def asked(house: House) -> Phone:
    """Elias's question has come to Birgitta."""
    elias = await settled_in(house)
    for who in ("birgitta", "nadia"):
        await settled_in(house, who)
    await elias.says(KEYS)
    await elias.presses("Ja, med mitt namn")
    return elias


@pytest.mark.usefixtures("asked")
async def test_a_question_is_a_card_with_its_deeds(house: House) -> None:
    """Who asks, the very words, what was offered, and what one can do."""
    assert house.phone("birgitta").reads()[-1].splitlines() == [
        "Ny fråga från Elias Testlund på Juridik.",
        "Frågan",
        KEYS,
        "Jag hittade inget tips.",
        "[Ta frågan]",
        "[Skicka vidare]",
    ]


async def test_from_the_question_to_solved(house: House, asked: Phone) -> None:
    """Taken, answered in the card, read by the asker, and settled."""
    birgitta = house.phone("birgitta")

    await birgitta.presses("Ta frågan")
    card = birgitta.reads()[-1].splitlines()
    assert card[1:3] == ["Ditt svar:", "[Skicka]"]
    await birgitta.presses("Skicka", text=ANSWER)
    assert ANSWER in asked.reads()[-1]
    assert "✓ Skicka" in birgitta.reads()[-2]
    await asked.presses("Tack, löst")

    assert "Elias" in birgitta.reads()[-1]


async def test_an_answer_written_in_the_chat_does_the_same(house: House, asked: Phone) -> None:
    """The field in the card is one way; the next line is the other."""
    birgitta = house.phone("birgitta")
    await birgitta.presses("Ta frågan")

    await birgitta.says(ANSWER)

    assert ANSWER in asked.reads()[-1]


async def test_an_empty_answer_stays_in_the_card(house: House, asked: Phone) -> None:
    """The card comes back with what is missing, and nothing is sent."""
    birgitta = house.phone("birgitta")
    await birgitta.presses("Ta frågan")
    before = asked.reads()

    said = await birgitta.presses("Skicka", text=" ")

    assert "Här står inget än." in as_read(said["value"])
    assert "Ditt svar:" in as_read(said["value"])
    assert asked.reads() == before
    await birgitta.presses("Skicka", text=ANSWER)
    assert ANSWER in asked.reads()[-1]


async def test_the_card_changes_when_the_question_moves(house: House, asked: Phone) -> None:
    """Whoever passes a question on sees on the card that it has left."""
    birgitta = house.phone("birgitta")
    await birgitta.presses("Ta frågan")
    await birgitta.presses("Skicka vidare")
    await birgitta.presses("Nadia Skissmark på Juridik")
    await birgitta.presses("Skicka till Nadia utan ord")

    (question,) = [one for one in birgitta.reads() if one.startswith("Ny fråga")]
    assert "[" not in question
    assert any(KEYS in one for one in house.phone("nadia").reads())
    assert "Nadia" in asked.reads()[-1]
