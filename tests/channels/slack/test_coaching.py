"""What coaches do in Slack: take, answer in a window, pass on, and see who took it."""

import pytest

from tests.channels.slack.house import House
from tests.fakes.slack.faults import EXPIRED_TRIGGER
from tests.fakes.slack.phone import Phone

KEYS = "var är kopian av nycklarna till arkivet"
ANSWER = "Den ligger i skåpet hos registrator."


@pytest.fixture
async def asked(house: House) -> Phone:
    """Elias's question has come to Birgitta."""
    elias = house.phone("elias")
    for who in ("birgitta", "nadia"):
        await house.phone(who).says("hej")
    await elias.says(KEYS)
    await elias.presses("Ja, med mitt namn")
    return elias


@pytest.mark.usefixtures("asked")
async def test_a_question_is_a_message_with_its_deeds(house: House) -> None:
    """Who asks, the very words, what was offered, and what one can do."""
    assert house.phone("birgitta").reads()[-1].splitlines() == [
        "Ny fråga från Elias Testlund på Juridik.",
        "Frågan",
        f"> {KEYS}",
        "Jag hittade inget tips.",
        "[Ta frågan]",
        "[Skicka vidare]",
    ]


async def test_from_the_question_to_solved(house: House, asked: Phone) -> None:
    """Taken, answered in a window with an error first, read by the asker, and settled."""
    birgitta = house.phone("birgitta")
    await birgitta.presses("Ta frågan")
    await birgitta.presses("Skriv här")
    before = asked.reads()

    await birgitta.fills_in(text=" ")
    assert birgitta.errors == {"text": "Här står inget än. Skriv något i fältet först."}
    assert asked.reads() == before
    await birgitta.fills_in(text=ANSWER)

    assert birgitta.window is None
    assert ANSWER in asked.reads()[-1]
    await asked.presses("Tack, löst")
    assert "Elias" in birgitta.reads()[-1]


async def test_an_answer_written_in_the_chat_does_the_same(house: House, asked: Phone) -> None:
    """The window is one way; the next line is the other."""
    birgitta = house.phone("birgitta")
    await birgitta.presses("Ta frågan")

    await birgitta.says(ANSWER)

    assert ANSWER in asked.reads()[-1]


@pytest.mark.usefixtures("asked")
async def test_a_window_that_does_not_open_is_asked_for_once_more(house: House) -> None:
    """Slack opens windows for three seconds after a press; later the person is told."""
    birgitta = house.phone("birgitta")
    await birgitta.presses("Ta frågan")
    house.slack.fails("views.open", EXPIRED_TRIGGER)

    await birgitta.presses("Skriv här")

    assert birgitta.window is None
    assert birgitta.reads()[-1].startswith("Fönstret hann inte öppnas.")


async def test_the_message_changes_when_the_question_moves(house: House, asked: Phone) -> None:
    """Whoever passes a question on sees on the message that it has left."""
    birgitta = house.phone("birgitta")
    await birgitta.presses("Ta frågan")
    await birgitta.presses("Skicka vidare")
    await birgitta.presses("Nadia Skissmark på Juridik")
    await birgitta.presses("Skicka till Nadia utan ord")

    (question,) = [one for one in birgitta.reads() if f"> {KEYS}" in one]
    assert question.startswith("Frågan har gått vidare till Nadia.")
    assert "[" not in question
    assert any(KEYS in one for one in house.phone("nadia").reads())
    assert "Nadia" in asked.reads()[-1]


async def test_an_answer_becomes_a_tip_in_a_window(house: House, asked: Phone) -> None:
    """What is wrong stands beside its field, what was typed survives, and the coordinator reads."""
    birgitta, inger = house.phone("birgitta"), house.phone("inger")
    await inger.says("hej")
    await birgitta.presses("Ta frågan")
    await birgitta.says(ANSWER)
    await asked.presses("Tack, löst")
    await birgitta.presses("Gör till tips")
    await birgitta.presses("Fyll i")

    await birgitta.fills_in(title="x", answer="Hos registrator, i skåpet.")
    assert set(birgitta.errors) == {"title"}
    await birgitta.fills_in(title="Kopian av nycklarna", answer="Hos registrator, i skåpet.")

    assert "Kopian av nycklarna" in inger.reads()[-1]
    await inger.presses("Publicera")
    assert "publicerat" in inger.reads()[-1].lower()


async def test_a_question_is_nobody_elses_to_take(house: House, asked: Phone) -> None:
    """A colleague who has got hold of a button has no use for it."""
    birgitta = house.phone("birgitta")
    message, button = birgitta.button("Ta frågan", birgitta.chat)

    status, _ = await asked.sends(button, message, birgitta.chat)

    assert status == 200
    assert "[Ta frågan]" in birgitta.reads()[-1]
