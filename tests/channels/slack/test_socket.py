"""Socket Mode brings the same to the same app, and nothing is done twice."""

from slack_bolt.request.async_request import AsyncBoltRequest

from tests.channels.slack.house import House
from tests.fakes.slack.phone import wrapped
from tests.fakes.slack.server import SECRET
from tests.fakes.slack.shapes import Json

QUESTION = "hur delar jag skärmen i teams"


async def by_socket(house: House, body: Json) -> int:
    """Bring something as the socket does; return what it is answered with."""
    asked = AsyncBoltRequest(mode="socket_mode", body=dict(body), headers={})
    answer = await house.channel.door.app.async_dispatch(asked)
    await house.settle()
    return answer.status


async def test_a_question_by_the_socket_is_answered(house: House) -> None:
    """Without a signature: the connection itself is Slack's."""
    elias = house.phone("elias")
    event = elias.message(QUESTION, channel=elias.chat, channel_type="im")

    status = await by_socket(house, wrapped(event, "1"))

    assert status == 200
    assert any("knappen Dela" in one for one in elias.reads())


async def test_the_same_by_socket_and_http_is_done_once(house: House) -> None:
    """Whichever comes first."""
    elias = house.phone("elias")
    event = elias.message(QUESTION, channel=elias.chat, channel_type="im")

    await by_socket(house, wrapped(event, "1"))
    await elias.happens(event)
    await by_socket(house, wrapped(event, "1"))

    assert sum("knappen Dela" in one for one in elias.reads()) == 1


async def test_another_workspace_is_refused_there_too(house: House) -> None:
    """An app may be installed in several; only the named ones are answered."""
    elias = house.phone("elias")
    event = elias.message(QUESTION, channel=elias.chat, channel_type="im")

    status = await by_socket(house, {**wrapped(event, "1"), "team_id": "T0ELSE"})

    assert status == 403
    assert elias.reads() == []


def test_no_secret_is_shown_where_things_are_written_out(house: House) -> None:
    """In a log or a traceback nobody reads tokens."""
    shown = f"{house.channel!r}"

    assert SECRET not in shown
    assert "xoxb" not in shown
