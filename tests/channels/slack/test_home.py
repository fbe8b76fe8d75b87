"""App Home: what one sees at a glance, and how it stays true."""

import json
from typing import Any

import pytest

from tests.channels.slack.house import House
from tests.channels.slack.sample_messages import HOMES
from tests.fakes.slack.server import BOT, CHANNEL, Message

KEYS = "var är kopian av nycklarna till arkivet"


async def test_staff_see_their_coach_and_settings(house: House) -> None:
    """Who to ask, and the languages one can choose."""
    elias = house.phone("elias")

    await elias.opens_home()

    page = elias.reads_at_home()
    assert page.startswith("Hej Elias\n[Ställ en fråga]")
    assert "Birgitta Provsten" in page
    assert "[English]" in page


async def test_a_question_appears_when_it_is_sent(house: House) -> None:
    """The page is drawn anew, without being opened again."""
    elias, birgitta = house.phone("elias"), house.phone("birgitta")
    await birgitta.says("hej")
    await elias.opens_home()
    assert KEYS not in elias.reads_at_home()

    await elias.says(KEYS)
    await elias.presses("Ja, med mitt namn")

    assert KEYS in elias.reads_at_home()


async def test_coaches_see_what_waits_for_them(house: House) -> None:
    """And answer from there; the rest goes on in the chat."""
    elias, birgitta = house.phone("elias"), house.phone("birgitta")
    await birgitta.says("hej")
    await elias.says(KEYS)
    await elias.presses("Ja, med mitt namn")
    await birgitta.opens_home()

    label = next(
        line.strip("[]") for line in birgitta.reads_at_home().splitlines() if "[Svara" in line
    )
    await birgitta.presses_at_home(label)

    assert birgitta.reads()[-1].startswith("Frågan är din. Skriv ditt svar här")


async def test_a_question_can_be_asked_from_the_page(house: House) -> None:
    """A window opens over it."""
    elias = house.phone("elias")
    await elias.opens_home()

    await elias.presses_at_home("Ställ en fråga")
    await elias.fills_in(text="min coach")

    assert "Birgitta Provsten" in elias.reads()[-1]


async def test_the_language_is_changed_from_the_page(house: House) -> None:
    """And the page itself speaks it from then on."""
    elias = house.phone("elias")
    await elias.opens_home()

    await elias.presses_at_home("English")

    assert elias.reads_at_home().startswith("Hello Elias\n[Ask a question]")


async def test_a_coach_makes_a_tip_of_an_answer_in_a_thread(house: House) -> None:
    """Names and numbers go, the coach reads it first, and a coordinator publishes."""
    birgitta, inger = house.phone("birgitta"), house.phone("inger")
    await inger.says("hej")
    answer = _thread(house)

    await birgitta.happens(_book(birgitta.user, answer))
    assert birgitta.reads()[-1].startswith("Jag har gjort ett utkast till tips")
    await birgitta.presses("Fyll i")
    proposed = str(birgitta.window)
    assert "Elias" not in proposed
    assert "070-123" not in proposed
    await birgitta.fills_in(title="Byta färgband", answer="Lyft luckan och byt bandet.")

    assert "Byta färgband" in inger.reads()[-1]


async def test_anybody_elses_book_is_a_book(house: House) -> None:
    """Staff who do not help others may put any sign under an answer."""
    elias = house.phone("elias")
    answer = _thread(house)

    await elias.happens(_book(elias.user, answer))

    assert elias.reads() == []


def _thread(house: House) -> Message:
    """Let colleagues have asked and answered in a channel; return the answer."""
    house.slack.members[CHANNEL] = {BOT}
    asked = Message(ts="1.1", user="U1", text="Hur byter man färgband? /Elias Testlund", blocks=[])
    answer = Message(
        ts="1.2",
        user="U2",
        text="Lyft luckan och byt bandet. Ring mig på 070-123 45 67, hälsar Elias Testlund.",
        blocks=[],
        thread="1.1",
    )
    house.slack.in_chat(CHANNEL).extend([asked, answer])
    return answer


def _book(user: str, answer: Message) -> dict[str, Any]:
    return {
        "type": "reaction_added",
        "user": user,
        "reaction": "book",
        "item": {"type": "message", "channel": CHANNEL, "ts": answer.ts},
    }


@pytest.mark.parametrize("who", ["elias", "birgitta"])
async def test_the_page_looks_as_it_did(house: House, who: str) -> None:
    """What staff and what a coach see at a glance; whoever changes it reads the difference.

    Where it is meant to change: the file beside, which this test writes when it is not there.
    """
    elias, birgitta = house.phone("elias"), house.phone("birgitta")
    await birgitta.says("hej")
    await elias.says(KEYS)
    await elias.presses("Ja, med mitt namn")
    await house.phone(who).opens_home()

    page = bare(house.slack.homes[house.phone(who).user])
    file = HOMES / f"{who}.json"
    text = json.dumps(page, ensure_ascii=False, indent=2) + "\n"
    if not file.exists():
        file.write_text(text, encoding="utf-8")
        pytest.fail(f"{file} was not there; look at it, and keep it")

    assert page == json.loads(file.read_text(encoding="utf-8"))


def bare(value: Any) -> Any:
    """Return a page without what is sealed anew each time."""
    if isinstance(value, dict):
        return {
            name: "sealed" if name in {"value", "image_url"} else bare(inner)
            for name, inner in value.items()
        }
    return [bare(one) for one in value] if isinstance(value, list) else value
