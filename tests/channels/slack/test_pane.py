"""Slack's own pane for assistants, where a workspace has it."""

from tests.channels.slack.house import House
from tests.fakes.slack.phone import Phone
from tests.fakes.slack.shapes import Json

QUESTION = "hur delar jag skärmen i teams"


def pane(elias: Phone) -> Json:
    """Return what Slack tells when somebody opens the pane."""
    return {
        "type": "assistant_thread_started",
        "assistant_thread": {
            "user_id": elias.user,
            "channel_id": elias.chat,
            "thread_ts": "1795000000.000100",
            "context": {},
        },
        "event_ts": "1795000000.000200",
    }


async def test_the_pane_says_hello_once(house: House) -> None:
    """However often it is opened."""
    elias = house.phone("elias")

    status, _ = await elias.happens(pane(elias))
    await elias.happens(pane(elias))

    assert status == 200
    assert len(elias.reads()) == 1
    assert "Hej" in elias.reads()[0]


async def test_a_question_after_the_hello_is_answered(house: House) -> None:
    """The pane is the same chat as the bot's own."""
    elias = house.phone("elias")
    await elias.happens(pane(elias))

    await elias.says(QUESTION)

    assert any("knappen Dela" in one for one in elias.reads())
